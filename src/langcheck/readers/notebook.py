"""Jupyter notebooks: the Markdown of their text cells, by cell and line; code cells and outputs are not read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from langcheck.errors import UnreadableDocument
from langcheck.limits import SAVE_ANEW, beyond
from langcheck.model import Block, Role
from langcheck.readers import html, markdown
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    Reading,
    TextBuilder,
    check_cost,
    decode,
    gathered,
    starts_of_lines,
    with_lines,
)

_NESTS = re.compile(r"\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"?|[\[\]{}]", re.DOTALL)
"""A string, to the end of the file where it is not closed, or a bracket."""
_GROUPS_OF_CELL = 10_000
"""How far the groups of one cell stand from those of the next."""


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a notebook of version 3 or 4; raises UnreadableDocument when it is not one."""
    text, name, notes = decode(raw, encoding, choice=choice)
    _check_nesting(text, choice)
    notebook = _parsed(text)
    blocks: list[Block] = []
    for number, cell in enumerate(_cells(notebook), 1):
        blocks += gathered(_cell(cell, number, choice), choice)
        check_cost(len(blocks), choice)
    return Reading(blocks, None, name, notes)


def _check_nesting(text: str, choice: Choice) -> None:
    depth = 0
    for found in _NESTS.finditer(text):
        mark = found.group()
        depth += (mark in "[{") - (mark in "]}")
        if depth > choice.limits.nesting:
            raise beyond(choice.limits, "nesting", "the notebook is nested deeper than", "levels", hint=SAVE_ANEW)


def _parsed(text: str) -> dict[str, Any]:
    try:
        notebook = json.loads(text.lstrip("\ufeff"), parse_int=str)
    except json.JSONDecodeError as error:
        raise UnreadableDocument(
            f"the notebook is not whole JSON: line {error.lineno} cannot be read",
            "Open it in Jupyter, save it and check again.",
        ) from error
    except RecursionError as error:
        raise UnreadableDocument(
            "the notebook is nested too deeply", "No notebook is nested like that; check where it comes from."
        ) from error
    if not isinstance(notebook, dict) or not ("cells" in notebook or "worksheets" in notebook):
        raise UnreadableDocument(
            "the file is not a notebook", "Its name may be wrong; open it in the program that made it."
        )
    return notebook


def _cells(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    sheets = notebook.get("worksheets")
    for holder in [notebook, *(sheets if isinstance(sheets, list) else [])]:
        cells = holder.get("cells") if isinstance(holder, dict) else None
        for cell in cells if isinstance(cells, list) else []:
            yield cell if isinstance(cell, dict) else {}


def _cell(cell: dict[str, Any], number: int, choice: Choice) -> Iterator[Block]:
    kind = cell.get("cell_type")
    source = _source(cell)
    if not source.strip() or kind not in ("markdown", "heading", "html"):
        return
    starts = starts_of_lines(source)
    if kind == "heading":
        builder = TextBuilder()
        builder.add(source, 0)
        heading = builder.build(Role.HEADING)
        blocks = [heading] if heading is not None else []
    else:
        blocks = (
            html.blocks_of(source, choice=choice)
            if kind == "html"
            else gathered(markdown.blocks_of(source, choice=choice), choice)
        )
    for block in blocks:
        group = block.group and block.group + number * _GROUPS_OF_CELL
        yield replace(with_lines(block, starts, {"cell": number}), group=group)


def _source(cell: dict[str, Any]) -> str:
    """A cell's text is a string or a list of lines; half characters, which JSON can hold, are shown as unknown."""
    written = cell.get("source", "")
    lines = written if isinstance(written, list) else [written]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode("utf-8")
