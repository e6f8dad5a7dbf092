"""A report to the same report with its files named from the root of the repository, as servers look for them.

In CI the root is the folder that the server checked out to, or the nearest git repository in it; elsewhere it is the
git repository that the command runs in, or else that of the first file. Files outside keep the names that they were given.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from langcheck.model import Failure, Finding, Report, Suppressed, file_and_part

CHECKOUTS = (
    "GITHUB_WORKSPACE",
    "CI_PROJECT_DIR",
    "BITBUCKET_CLONE_DIR",
    "BUILD_SOURCESDIRECTORY",
    "CIRCLE_WORKING_DIRECTORY",
    "TRAVIS_BUILD_DIR",
    "APPVEYOR_BUILD_FOLDER",
    "BUILDKITE_BUILD_CHECKOUT_PATH",
    "DRONE_WORKSPACE",
    "CI_WORKSPACE",
    "SEMAPHORE_GIT_DIR",
    "CM_BUILD_DIR",
    "BITRISE_SOURCE_DIR",
    "WORKSPACE",
)
"""What CI servers call the folder that they check out to; the last one is Jenkins's."""

_SUBMODULE = b"/modules/"
_PATH_OF_SUBMODULE = re.compile(
    rb"^[ \t]{0,20}path[ \t]{0,20}=[ \t]{0,20}([^\s\"][^\r\n\"]{0,1000}?)[ \t]{0,20}\r?$", re.MULTILINE
)
_LONGEST_LIST = 1_000_000
"""How many bytes of the list of submodules are read."""


def root_of(folder: Path, environment: Mapping[str, str]) -> Path | None:
    """The root of the repository that a folder lies in, links followed; None where there is none."""
    here = Path(os.path.realpath(folder))
    above = (here, *here.parents)
    checkout = next((path for path in _checkouts(environment) if path in above), None)
    repository = next((path for path in above if _is_repository(path)), None)
    found = [path for path in (checkout, repository) if path is not None]
    return max(found, key=lambda path: len(path.parts), default=None)


def _checkouts(environment: Mapping[str, str]) -> Iterable[Path]:
    named = (environment.get(name) for name in CHECKOUTS)
    return (Path(os.path.realpath(os.path.expanduser(name))) for name in named if name)


def _is_repository(folder: Path) -> bool:
    """Whether a folder is the top of a repository; a submodule is a part of the one around it."""
    book = folder / ".git"
    try:
        if book.is_dir():
            return not any(folder in _submodules(outer) for outer in folder.parents if (outer / ".git").exists())
        if not book.is_file():  # to open a pipe would wait for a writer
            return False
        with book.open("rb") as file:
            return _SUBMODULE not in file.read(4096).replace(b"\\", b"/")
    except OSError:
        return False


def _submodules(folder: Path) -> list[Path]:
    """The folders that a repository names as its submodules; one that was cloned by hand keeps books of its own."""
    told = folder / ".gitmodules"
    try:
        if not told.is_file():
            return []
        with told.open("rb") as file:
            named = _PATH_OF_SUBMODULE.findall(file.read(_LONGEST_LIST))
    except OSError:
        return []
    return [folder / os.fsdecode(name) for name in named]


def located(report: Report, root: Path, *, in_full: bool = False) -> Report:
    """The report with its files named from the root, or ``in_full`` where they lie below it.

    A part of a file that was not checked moves to what is the matter, as servers know no such file.
    """
    name_of = _names_from(root, in_full=in_full)
    known = {item.path for item in report.checked}

    def findings(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(replace(finding, path=name_of(finding.path)) for finding in found)

    def failure(item: Failure) -> Failure:
        file, part = file_and_part(item.path, known)
        return replace(item, path=name_of(file), problem=f"{part}: {item.problem}" if part else item.problem)

    return replace(
        report,
        findings=findings(report.findings),
        allowed=findings(report.allowed),
        known=findings(report.known),
        suppressed=tuple(
            Suppressed(replace(item.finding, path=name_of(item.finding.path)), item.suppression)
            for item in report.suppressed
        ),
        failures=tuple(map(failure, report.failures)),
        notes=tuple((name_of(path), note) for path, note in report.notes),
        checked=tuple(replace(item, path=name_of(item.path)) for item in report.checked),
        read=tuple(replace(document, path=name_of(document.path)) for document in report.read),
    )


def _names_from(root: Path, *, in_full: bool) -> Callable[[str], str]:
    base = Path(os.path.realpath(root))

    @cache
    def name_of(path: str) -> str:
        real = Path(os.path.realpath(path))
        beside = Path(os.path.realpath(os.path.dirname(os.path.abspath(path))), os.path.basename(path))
        inside = next((place for place in (real, beside) if place.is_relative_to(base)), None)
        if inside is None:
            return path
        return str(inside) if in_full else inside.relative_to(base).as_posix()

    return name_of
