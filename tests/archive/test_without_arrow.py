"""Without pyarrow, people are told what to install."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from langcheck.errors import how_to_install
from tests.cli.test_cli import run


def test_the_command_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("langcheck.cli.archive.find_spec", lambda _: None)
    result = run("archive", "d.csv", "--output", "out", cwd=tmp_path)
    assert str(result.exception) == (
        f"an archive is written with pyarrow, which is not installed\n  {how_to_install('arrow')}"
    )


def test_the_module_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "langcheck.arrow", raising=False)
    with pytest.raises(ModuleNotFoundError, match=r"^langcheck\.arrow needs pyarrow\. Install it: "):
        import_module("langcheck.arrow")
