"""The locks of the offline bundle fit pyproject.toml, hold a sum for every file, and name no place to get it from."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "locks"


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lock", FOLDER / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["lock"] = module
    spec.loader.exec_module(module)
    return module


lock = _module()
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SUM = "a" * 64
SMALL: dict[str, Any] = {
    "project": {
        "requires-python": ">=3.11",
        "dependencies": ["One>=1,<2"],
        "optional-dependencies": {"all": ["two>=2,<3"]},
    }
}


def text(*lines: str, made_for: str = lock.sum_of(SMALL)) -> str:
    return "\n".join([f"# Made for the requirements with the sum {made_for}", *lines, ""])


ONE = ("one==1.5 \\", f"    --hash=sha256:{SUM} \\", f"    --hash=sha256:{'b' * 64}")
TWO = ("two==2.0 ; sys_platform == 'win32' \\", f"    --hash=sha256:{SUM}")
RIGHT = (*ONE, *TWO)


@pytest.mark.parametrize("python", lock.PYTHONS)
def test_the_lock_is_current(python: str) -> None:
    path = lock.lock_of(python)
    assert list(lock.problems(path.read_text(encoding="utf-8"), PROJECT)) == []


def test_the_folder_that_needs_no_python_is_built_from_the_lock() -> None:
    """But for PyInstaller and what builds langcheck itself, nothing that is not in the lock is taken from an index."""
    script = (ROOT / "packaging" / "build.sh").read_text(encoding="utf-8")
    assert re.findall(r"pip install (.*)", script) == [
        '--require-hashes -r "locks/offline-$version.txt"',
        "--no-deps .",
        "'pyinstaller>=6.11,<7'",
    ]


@pytest.mark.parametrize("python", lock.PYTHONS)
def test_the_lock_names_no_index(python: str) -> None:
    told = lock.lock_of(python).read_text(encoding="utf-8")
    assert re.search(r"://|index|find-links|trusted-host|\s-i\s|@", told) is None


def test_there_is_a_lock_for_every_python_that_langcheck_runs_on() -> None:
    named = [
        line.rsplit(" ", 1)[1]
        for line in PROJECT["project"]["classifiers"]
        if line.startswith("Programming Language :: Python :: 3.")
    ]
    assert list(lock.PYTHONS) == named
    assert sorted(path.name for path in FOLDER.glob("*.txt")) == [f"offline-{python}.txt" for python in named]


def test_the_extra_of_the_bundle_is_all_that_a_user_may_need() -> None:
    """Engines have machines of their own, and curators a network."""
    extras = PROJECT["project"]["optional-dependencies"]
    assert set(extras["all"]) == {*extras["arrow"], *extras["lsp"], *extras["office"], *extras["pdf"]}


def test_a_lock_that_fits_has_no_problem() -> None:
    assert list(lock.problems(text(*RIGHT), SMALL)) == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (ONE, "two is missing"),
        (("one==2.0 \\", *ONE[1:], *TWO), "one 2.0 is not <2,>=1"),
        (("one==1.5 \\", *TWO), '"two==2.0 ; sys_platform'),
        ((*ONE, *ONE, *TWO), "one is there more than once"),
        (("--index-url x", *RIGHT), "'--index-url x' is neither"),
        (("one @ x \\", *ONE[1:], *TWO), "'one @ x \\\\' is neither"),
        (("one>=1.5 \\", *ONE[1:], *TWO), "'one>=1.5 \\\\' is neither"),
        ((ONE[0], "    --hash=md5:abc", *TWO), "'--hash=md5:abc' is neither"),
        ((*RIGHT, "three==1.0"), "'three==1.0' is neither"),
        (RIGHT[:-1], "'the end' is neither"),
        (("# see https://x.example", *RIGHT), "it holds an address"),
    ],
)
def test_a_lock_that_does_not_fit_is_told(lines: tuple[str, ...], problem: str) -> None:
    found = list(lock.problems(text(*lines), SMALL))
    assert [line for line in found if line.startswith(problem)] != []


@pytest.mark.parametrize(
    "change",
    [
        {"dependencies": ["One>=1,<2", "three"]},
        {"dependencies": ["One>=1"]},
        {"requires-python": ">=3.12"},
        {"optional-dependencies": {"all": []}},
    ],
)
def test_a_lock_that_was_made_for_other_requirements_is_not_current(change: dict[str, Any]) -> None:
    found = list(lock.problems(text(*RIGHT), {"project": {**SMALL["project"], **change}}))
    assert "pyproject.toml asks for something else than when it was made; " + lock.ANEW in found


def test_ci_checks_the_locks_and_installs_without_them() -> None:
    """So that it meets newer releases."""
    told = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python locks/lock.py --check\n" in told
    assert "require-hashes" not in told
    done = subprocess.run(
        [sys.executable, str(FOLDER / "lock.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
