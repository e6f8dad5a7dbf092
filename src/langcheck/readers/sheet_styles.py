"""What the styles of a workbook's cells say: which strike out or hide what is in them, and which write words beside numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from langcheck.readers.drawing import quoted_words
from langcheck.readers.looks import Why
from langcheck.readers.package import Package

_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHOWS_NOTHING = re.compile(r"\s*;\s*;\s*;\s*")


@dataclass(frozen=True, slots=True)
class SheetStyles:
    """By the number of a cell's style: why its content is not shown, and the words of its number format."""

    not_shown: Mapping[str, Why] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def sheet_styles(package: Package, name: str) -> SheetStyles:
    """The styles of a workbook; raises UnreadableDocument as ``Package.parse`` does."""
    root = package.parse(name)
    formats = {
        item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iterfind(f"{_X}numFmts/{_X}numFmt")
    }
    empty = {number for number, code in formats.items() if _SHOWS_NOTHING.fullmatch(code)}
    quoted = {number: tuple(found) for number, code in formats.items() if (found := quoted_words(code))}
    struck = {str(number) for number, font in enumerate(root.iterfind(f"{_X}fonts/{_X}font")) if _is_struck(font)}
    not_shown: dict[str, Why] = {}
    words: dict[str, tuple[str, ...]] = {}
    for number, style in enumerate(root.iterfind(f"{_X}cellXfs/{_X}xf")):
        format_number = style.get("numFmtId", "")
        if format_number in empty:
            not_shown[str(number)] = Why.HIDDEN
        elif style.get("fontId", "") in struck:
            not_shown[str(number)] = Why.STRUCK
        if format_number in quoted:
            words[str(number)] = quoted[format_number]
    return SheetStyles(not_shown, words)


def _is_struck(font: etree._Element) -> bool:
    strike = font.find(_X + "strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")
