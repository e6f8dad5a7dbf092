"""Jupyter notebooks: the Markdown of their text cells, by cell and line, code as code, and its results as what they look like."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from langcheck.errors import UnreadableDocument
from langcheck.limits import SAVE_ANEW, beyond
from langcheck.model import Block, Role
from langcheck.readers import front_matter, html, markdown, text
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    Reading,
    TextBuilder,
    check_cost,
    decode,
    gathered,
    label,
    starts_of_lines,
    with_lines,
)

_NESTS = re.compile(r"\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"?|[\[\]{}]", re.DOTALL)
"""A string, to the end of the file where it is not closed, or a bracket."""
_UNREAD_FORMATS = frozenset(
    {"restructuredtext", "x-rst", "rst", "latex", "x-latex", "tex", "asciidoc", "x-asciidoc", "pdf"}
)
"""Formats of raw cells that are not read here."""
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
    source, name, notes = decode(raw, encoding, choice=choice)
    _check_nesting(source, choice)
    notebook = _parsed(source)
    reading = Reading([], None, name, notes)
    for number, cell in enumerate(_cells(notebook), 1):
        reading.blocks += gathered(_cell(cell, number, choice, reading), choice)
        check_cost(len(reading.blocks), choice)
    reading.comments.clear()
    return reading


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


def _cell(cell: dict[str, Any], number: int, choice: Choice, reading: Reading) -> Iterator[Block]:
    kind = cell.get("cell_type")
    written = _joined(cell.get("source", cell.get("input", "")))
    place: dict[str, int | str] = {"cell": number}
    if written.strip():
        if kind == "raw":
            written_in = "" if front_matter.find(written) is not None and number == 1 else _raw_format(cell)
            yield from _placed(_shown(written, written_in, choice, reading, number), written, place)
        else:
            kinds = {"markdown": "text/markdown", "heading": "heading", "html": "text/html", "code": "code"}
            yield from _placed(_shown(written, kinds.get(str(kind), "code"), choice, reading, number), written, place)
    outputs = cell.get("outputs")
    for count, output in enumerate(outputs if isinstance(outputs, list) else [], 1):
        if isinstance(output, dict):
            yield from _result(output, {**place, "result": count}, choice, reading)


def _raw_format(cell: dict[str, Any]) -> str:
    """What a cell that is passed on as it is says that it is written in; a question mark where it does not say."""
    metadata = cell.get("metadata")
    given = metadata.get("raw_mimetype") or metadata.get("format") if isinstance(metadata, dict) else None
    return str(given or "?").lower()


def _result(output: dict[str, Any], place: dict[str, int | str], choice: Choice, reading: Reading) -> Iterator[Block]:
    """What a piece of code gave: the richest of its forms that shows words."""
    data = output.get("data", output)
    forms = data if isinstance(data, dict) else {}
    for kind in ("text/html", "html", "text/markdown", "text/plain", "text"):
        written = _joined(forms.get(kind, ""))
        if written.strip():
            shown = kind if "/" in kind else "text/plain" if kind == "text" else f"text/{kind}"
            if shown == "text/plain" and output.get("name") != "stderr" and html.is_typed_prose(written):
                yield from _placed(list(text.blocks_of(written)), written, place)
            else:
                yield from _placed(_shown(written, shown, choice, reading, int(place["cell"])), written, place)
            return


def _shown(written: str, kind: str, choice: Choice, reading: Reading, number: int) -> list[Block]:
    """The blocks of a cell's text, by what it is written in; what cannot be read is named."""
    if kind in ("text/markdown", "markdown", ""):
        return gathered(markdown.blocks_of(written, choice=choice, reading=reading), choice)
    if kind in ("text/html", "html"):
        return html.blocks_of(written, choice=choice, left_out=reading.left_out)
    if kind == "?" or kind.rsplit("/", maxsplit=1)[-1] in _UNREAD_FORMATS:
        problem = "it is passed on as it is (a raw cell), and nothing says what it is written in"
        if kind != "?":
            problem = f'it is passed on as it is (a raw cell), written in "{label(kind)}"'
        reading.unchecked.append((f"cell {number}", problem, "Make it a Markdown cell, or check its text in a file."))
        return []
    builder = TextBuilder()
    builder.add(written, 0)
    block = builder.build(Role.HEADING if kind == "heading" else Role.CODE)
    return [block] if block is not None else []


def _placed(blocks: list[Block], written: str, place: dict[str, int | str]) -> Iterator[Block]:
    starts = starts_of_lines(written)
    for block in blocks:
        group = block.group and block.group + int(place["cell"]) * _GROUPS_OF_CELL
        yield replace(with_lines(block, starts, place), group=group)


def _joined(written: object) -> str:
    """A text is a string or a list of lines; half characters, which JSON can hold, are shown as unknown."""
    lines = written if isinstance(written, list) else [written]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode("utf-8")
