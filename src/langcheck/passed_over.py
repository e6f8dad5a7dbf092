"""Folders that a walk passes over because of their names: which of them hold documents, and whether that is meant.

What holds documents and is neither ignored by git, nor excluded, nor an environment or a cache is a Failure; the rest is one note.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from enum import Enum
from pathlib import Path

from langcheck.lazily import dataclass
from langcheck.model import Failure

GENERATED = frozenset(
    {"node_modules", "__pycache__", "venv", "env", "site-packages", "build", "dist", "_build", "target"}
)
"""What folders are called that other programs fill, as a rule; documents can lie in them all the same."""

MOST_LOOKED_AT = 20_000
"""How many names of a folder are looked at for a document; one with more is taken to hold some."""

GIT_SECONDS = 30
"""How long git may take; after that it ignores nothing."""

_BOOKKEEPING = frozenset({".git", ".hg", ".svn", ".bzr", ".jj"})
_CACHES = frozenset(
    ".cache .tox .nox .eggs .hypothesis .ipynb_checkpoints .npm .yarn .pnpm-store .gradle .terraform .next .nuxt .parcel-cache "
    ".sass-cache .mypy_cache .pytest_cache .ruff_cache .direnv".split()
)
"""Hidden folders that hold copies which a program made."""
_NOT_WRITTEN_BY_PEOPLE = ("~$", ".~", "._")
_CACHE_MARK = b"Signature: 8a477f597d28d172789f06886806bc55"
_FEW = 5
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never", "check-ignore", "--stdin", "-z")
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}

IsDocument = Callable[[Path], bool]
"""Whether a file would be checked, or named as one that cannot be read."""


class Meant(Enum):
    """Why it is right to pass a folder over."""

    SETTINGS = "the settings exclude it"
    GIT = "git ignores it"
    ENVIRONMENT = "an environment of programs"
    CACHE = "marked as a cache"
    HIDDEN = "hidden"
    OUTSIDE = "a link that leads out of the folder"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A folder or a hidden file that a walk came to and did not look into; ``meant`` is None where only its name says so.

    ``is_excluded`` answers for what is in it whether settings leave it out.
    """

    path: Path
    meant: Meant | None = None
    is_excluded: Callable[[Path], bool] = field(default=lambda _: False, compare=False)


def is_generated(name: str) -> bool:
    """Whether a folder is passed over because of what it is called."""
    return name in GENERATED


def is_hidden(name: str) -> bool:
    """Whether a name is hidden by custom, and not that of a program's own books or copies, or of an open file."""
    return name.startswith(".") and name not in _BOOKKEEPING | _CACHES and not name.startswith(_NOT_WRITTEN_BY_PEOPLE)


def told(root: Path, passed: Iterable[PassedOver], is_document: IsDocument) -> tuple[list[Failure], str]:
    """What has to be said below a folder that was named: failures, and one line on what was passed over rightly."""
    holding = [held for item in _marked(passed, root) if (held := _holding(item, is_document)) is not None]
    ignored = _ignored_by_git([item.path for item in holding if item.meant in (None, Meant.HIDDEN)], root)
    settled = [
        replace(item, meant=Meant.GIT) if item.meant is None and item.path in ignored else item
        for item in holding
        if not (item.path in ignored and item.path.name.startswith("."))
    ]
    failures = [
        Failure(str(item.path), _PROBLEM, _HINT.format(name=item.path.name), is_folder=True)
        for item in settled
        if item.meant is None
    ]
    return failures, _line([item for item in settled if item.meant is not None], root)


_PROBLEM = "the folder was passed over because of its name, and there are documents in it"
_HINT = 'Name it to have them checked, or leave it out with a line in langcheck.toml: extend-exclude = ["{name}"].'


def _marked(passed: Iterable[PassedOver], root: Path) -> Iterator[PassedOver]:
    """The same, meant where a folder is marked as no place for documents; what is hidden and marked is not missed."""
    for item in passed:
        mark = None if item.meant is Meant.SETTINGS else _mark(item.path, root)
        if mark is None:
            yield item
        elif not item.path.name.startswith("."):
            yield replace(item, meant=mark)


def _mark(path: Path, root: Path) -> Meant | None:
    """What a folder, or one above it that was walked through, is marked as."""
    for folder in (path, *path.parents):
        if (folder / "pyvenv.cfg").is_file() or (folder / "conda-meta").is_dir():
            return Meant.ENVIRONMENT
        if _is_cache(folder):
            return Meant.CACHE
        if folder == root:
            break
    return None


def _is_cache(folder: Path) -> bool:
    try:
        with (folder / "CACHEDIR.TAG").open("rb") as file:
            return file.read(len(_CACHE_MARK)) == _CACHE_MARK
    except OSError:
        return False


def _holding(item: PassedOver, is_document: IsDocument) -> PassedOver | None:
    """What was passed over where it holds a document, or may hold one; meant where settings leave out all that it holds.

    Links in a folder are not followed, and what is in an environment, a cache or a program's own books is no document.
    """
    if not item.path.is_dir():
        return item if is_document(item.path) else None
    locked: list[OSError] = []
    seen = 0
    is_left_out = False
    for folder, folders, files in os.walk(item.path, onerror=locked.append):
        folders[:] = [name for name in folders if _may_hold(Path(folder, name))]
        seen += len(files)
        for name in files:
            if not name.startswith(_HIDDEN_OR_OPEN) and is_document(Path(folder, name)):
                if item.meant is not None or not item.is_excluded(Path(folder, name)):
                    return item
                is_left_out = True
        if seen > MOST_LOOKED_AT:
            return item
    if locked:
        return item
    return replace(item, meant=Meant.SETTINGS) if is_left_out else None


_HIDDEN_OR_OPEN = (".", "~$")


def _may_hold(folder: Path) -> bool:
    return folder.name not in _BOOKKEEPING | _CACHES and _mark(folder, folder) is None


def _ignored_by_git(paths: Sequence[Path], root: Path) -> set[Path]:
    """Those of these paths that git ignores; none where there is no git, or no repository."""
    if not paths:
        return set()
    base = root if root.is_dir() else root.parent
    answer = _asked(paths, base)
    if answer is not None:
        return answer
    # a path in a repository of its own spoils the question about all
    return {path for path in paths if _asked([path], path.parent)}


def _asked(paths: Sequence[Path], folder: Path) -> set[Path] | None:
    """What git says, or None where it cannot say it of all of these."""
    import subprocess

    whole = {os.path.join(os.path.realpath(path.parent), path.name): path for path in paths}
    question = b"".join(os.fsencode(path) + b"\0" for path in whole)
    try:
        done = subprocess.run(
            _GIT,
            cwd=folder,
            env={**os.environ, **_QUIET},
            input=question,
            capture_output=True,
            timeout=GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return set()
    if done.returncode not in (0, 1):
        return None
    return {whole[name] for name in map(os.fsdecode, done.stdout.split(b"\0")) if name in whole}


def _line(passed: Sequence[PassedOver], root: Path) -> str:
    """ "not looked into: build (git ignores it), .github (hidden) and 3 more"; empty where there is nothing to tell."""
    if not passed:
        return ""
    named = [f"{_below(item.path, root)} ({item.meant.value})" for item in passed[:_FEW] if item.meant]
    more = len(passed) - len(named)
    rest = f" and {more} more" if more else ""
    return f"holds documents that were not looked at: {', '.join(named)}{rest}"


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
