"""What messages tell people to do."""

from __future__ import annotations

import json
import os
import shlex
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from langcheck.errors import how_to_install


@pytest.mark.skipif(os.name == "nt", reason="quotes otherwise")
@pytest.mark.parametrize(
    ("there", "told", "expected"),
    [
        (True, {"dir_info": {}}, "'{}[pdf]'"),
        (True, {"dir_info": {"editable": True}}, "-e '{}[pdf]'"),
        (False, {"dir_info": {}}, "'langcheck-ht[pdf]'"),
        (True, {"archive_info": {}}, "'langcheck-ht[pdf]'"),
        (True, None, "'langcheck-ht[pdf]'"),
    ],
)
def test_what_is_missing_is_installed_from_where_langcheck_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool, told: dict[str, object] | None, expected: str
) -> None:
    """From a clone that is still there by its folder, else by the name in the package index."""
    clone = tmp_path / "a clone"
    clone.mkdir()
    if there:
        (clone / "pyproject.toml").touch()
    written = None if told is None else json.dumps({"url": clone.as_uri(), **told})
    monkeypatch.setattr(metadata, "distribution", lambda _: SimpleNamespace(read_text=lambda _: written))
    assert how_to_install("pdf") == (
        f"Install it: {shlex.quote(sys.executable)} -m pip install {expected.format(clone)}"
    )


def test_nothing_is_to_be_installed_into_a_folder_that_was_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its program is no Python, and pip is not in it."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    told = how_to_install("arrow")
    assert "pip" not in told
    assert "Ask whoever gave you the folder for one that is built with [arrow]" in told
