"""docs/security.md: every promise names tests, and these tests are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
PROMISED = PAGE.split("## What is promised\n")[1].split("\n## ")[0]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def promises() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each row of the tables: the promise, and the tests that hold it."""
    rows = [line.strip("|").split(" | ") for line in PROMISED.splitlines() if line.startswith("| ")]
    return [(promise.strip(), NAMED.findall(held)) for promise, held in rows if promise.strip() != "promise"]


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("promise", "held"), promises())
def test_a_promise_is_held_by_tests_that_are_there(promise: str, held: list[tuple[str, str]]) -> None:
    assert held != []
    assert [name for file, name in held if name not in named_in(ROOT / file)] == []


def test_every_table_is_read() -> None:
    headings = re.findall(r"^### .+$", PROMISED, re.MULTILINE)
    assert PROMISED.count("| promise | held by |\n|---|---|\n") == len(headings) == 8
    assert len(promises()) == sum(line.startswith("| ") for line in PROMISED.splitlines()) - len(headings)


def test_no_test_is_named_outside_the_tables() -> None:
    assert len(NAMED.findall(PAGE)) == sum(len(held) for _, held in promises())


def test_the_page_is_found_from_the_first_pages() -> None:
    assert "(security.md)" in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert "(docs/security.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_page_says_what_is_not_promised() -> None:
    assert len(re.findall(r"^- \*\*", PAGE.split("## What is not promised\n")[1], re.MULTILINE)) >= 6
