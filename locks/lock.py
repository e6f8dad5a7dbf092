"""The locks of the offline bundle: every package that langcheck needs, at one version, with the sums of its files.

``python locks/lock.py`` writes them anew with uv (``pip install uv``); ``--check`` says, without a network, whether they fit
pyproject.toml. docs/security.md tells how an agency uses them. CI does not install from them, so that it meets newer releases.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
EXTRA = "all"
"""The extra that the bundle is made with: everything that reads documents, archives them and serves editors."""

ANEW = "write it anew with `python locks/lock.py`"
_HEAD = "# What langcheck-ht[{extra}] needs on Python {python}, for: pip install --require-hashes -r. Made by locks/lock.py."
_MADE_FOR = "# Made for the requirements with the sum "
_PIN = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[A-Za-z0-9.!+_-]+)(?: ; (?P<marker>[^\\#@/]+?))? \\"
)
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?P<more> \\)?")


@dataclass(frozen=True, slots=True)
class Pin:
    """A package at one version, perhaps for some systems alone, with how many sums of files."""

    name: str
    version: str
    marker: str
    hashes: int


def lock_of(python: str, folder: Path = ROOT / "locks") -> Path:
    """Where the lock for a version of Python stands."""
    return folder / f"offline-{python}.txt"


def requirements(project: dict[str, Any]) -> list[str]:
    """What the bundle has to meet: the requirements of pyproject.toml and of its extra, sorted."""
    told = project["project"]
    return sorted([*told["dependencies"], *told["optional-dependencies"][EXTRA]])


def sum_of(project: dict[str, Any]) -> str:
    """Changes whenever what the bundle has to meet does."""
    asked = [project["project"]["requires-python"], *requirements(project)]
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()


# --- reading -----------------------------------------------------------------------------------------------------


def pins_of(text: str) -> tuple[list[Pin], list[str]]:
    """The pins of a lock, and every line that is neither a pin nor the sum of a file; those could name an index or an address."""
    pins: list[Pin] = []
    odd: list[str] = []
    goes_on = False
    for line in text.splitlines():
        pin, sum_ = _PIN.fullmatch(line), _HASH.fullmatch(line)
        if pin and not goes_on:
            pins.append(Pin(canonicalize_name(pin["name"]), pin["version"], pin["marker"] or "", 0))
            goes_on = True
        elif sum_ and goes_on and pins:
            last = pins[-1]
            pins[-1] = Pin(last.name, last.version, last.marker, last.hashes + 1)
            goes_on = bool(sum_["more"])
        elif not line.startswith("#") or goes_on:
            odd.append(line)
    return pins, [*odd, "the end"] if goes_on else odd


def problems(text: str, project: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a lock; nothing where it is current."""
    pins, odd = pins_of(text)
    yield from (f"{line.strip()[:60]!r} is neither a package at one version nor the sum of a file" for line in odd)
    if "://" in text:
        yield "it holds an address"
    if f"{_MADE_FOR}{sum_of(project)}" not in text.splitlines():
        yield f"pyproject.toml asks for something else than when it was made; {ANEW}"
    yield from (f"{pin.name} has no sums of its files" for pin in pins if not pin.hashes)
    told = [(pin.name, pin.marker) for pin in pins]
    yield from (
        f"{name} is there more than once" for name in sorted({name for name, _ in told}) if _is_double(name, told)
    )
    yield from _unmet(pins, project)


def _is_double(name: str, told: Sequence[tuple[str, str]]) -> bool:
    markers = [marker for other, marker in told if other == name]
    return len(set(markers)) < len(markers) or ("" in markers and len(markers) > 1)


def _unmet(pins: Sequence[Pin], project: dict[str, Any]) -> Iterator[str]:
    for text in requirements(project):
        try:
            asked = Requirement(text)
        except InvalidRequirement:
            yield f"{text!r} of pyproject.toml cannot be read"
            continue
        found = [pin for pin in pins if pin.name == canonicalize_name(asked.name)]
        if not found:
            yield f"{asked.name} is missing; {ANEW}"
        for pin in found:
            if not asked.specifier.contains(pin.version, prereleases=True):
                yield f"{pin.name} {pin.version} is not {asked.specifier}; {ANEW}"


# --- writing -----------------------------------------------------------------------------------------------------


def write(python: str, project: dict[str, Any]) -> None:
    """Write a lock anew: the newest versions that fit, wheels alone, for every system."""
    command = [
        "uv", "pip", "compile", "--quiet", "--universal", "--python-version", python, "--extra", EXTRA, "--generate-hashes",
        "--only-binary", ":all:", "--no-header", "--no-annotate", "--no-config", "pyproject.toml",
    ]  # fmt: skip
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(f"uv could not make the lock for Python {python}:\n{made.stderr}")
    head = f"{_HEAD.format(extra=EXTRA, python=python)}\n{_MADE_FOR}{sum_of(project)}\n"
    lock_of(python).write_text(head + made.stdout, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a lock is not current")
    options = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wrong = 0
    for python in PYTHONS:
        if not options.check:
            write(python, project)
        path = lock_of(python)
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for problem in problems(text, project):
            wrong += 1
            print(f"{path.relative_to(ROOT)}: {problem}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
