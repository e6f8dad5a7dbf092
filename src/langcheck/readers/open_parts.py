"""Parts of OpenDocument files with words of their own kind: forms, charts, formulas, prompts of cells, labels of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from langcheck.model import Block, Role
from langcheck.readers.open_styles import CHART, FORM, MATH, OFFICE, STYLE, TABLE, TEXT
from langcheck.readers.reading import TextBuilder

_WORD = re.compile(r"[^\W\d_]{2}")
_LISTED = re.compile(r'"((?:[^"]|"")*)"')
_LEAST_LETTERS = 3
_SAID = ("label", "title", "current-value", "value")
_TEXT_CONTROLS = frozenset({FORM + name for name in ("text", "textarea", "formatted-text", "combobox")})
_VALUES = frozenset({"current-value", "value"})
_LETTERS = frozenset({MATH + name for name in ("mi", "mtext", "ms", "mo", "mn")})


def text_block(text: str, role: Role, location: dict[str, int | str], group: int = 0) -> Block | None:
    """A block of a text without markup."""
    builder = TextBuilder()
    builder.add(text, 0)
    return builder.build(role, location, group=group)


def form_blocks(forms: etree._Element) -> Iterator[Block]:
    """What the controls of a form say: labels, help texts, what is written in them, and their choices."""
    for control in forms.iter(etree.Element):
        if not control.tag.startswith(FORM) or control.tag in (FORM + "hidden", FORM + "form"):
            continue
        is_choice = control.tag in (FORM + "option", FORM + "item")
        said = []
        for name in _SAID:
            if name not in _VALUES or control.tag in _TEXT_CONTROLS:
                said.append(control.get(FORM + name, ""))
        said += ["".join(map(str, paragraph.itertext())) for paragraph in control.iterchildren(TEXT + "p")]
        for text in dict.fromkeys(said):
            role = Role.LIST_ITEM if is_choice else Role.PROSE
            block = text_block(text, role, {"part": "choice" if is_choice else "form field"})
            if block is not None:
                yield block


def chart_blocks(root: etree._Element, location: dict[str, int | str]) -> Iterator[Block]:
    """Titles, labels, names of series and categories of a chart, each once."""
    seen: set[tuple[str, str]] = set()
    for paragraph in root.iter(TEXT + "p", TEXT + "h"):
        cell = next(paragraph.iterancestors(TABLE + "table-cell"), None)
        if cell is not None and cell.get(OFFICE + "value-type", "string") != "string":
            continue
        label = next(paragraph.iterancestors(CHART + "data-label"), None)
        kind = "chart category" if cell is not None else "data label" if label is not None else "chart text"
        role = Role.CELL if cell is not None else Role.CAPTION
        block = text_block(shown_text(paragraph), role, {**location, "part": kind})
        if block is not None and (kind, block.text) not in seen:
            seen.add((kind, block.text))
            yield block


def shown_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without notes on it, blanks and line ends as characters."""
    found = []
    for piece in paragraph.iter(etree.Element):
        if piece.tag in (TEXT + "s", TEXT + "tab", TEXT + "line-break"):
            found.append(" ")
        else:
            found.append(piece.text or "")
        if piece is not paragraph:
            found.append(piece.tail or "")
    return "".join(found)


def formula_block(root: etree._Element, location: dict[str, int | str]) -> Block | None:
    """The letters and words of a formula, apart from each other."""
    words = [piece.text or "" for piece in root.iter(*_LETTERS)]
    return text_block(" ".join(words), Role.PROSE, {**location, "part": "equation"})


def validation_blocks(body: etree._Element) -> Iterator[Block]:
    """The prompts and error messages of cells, and the choices that are written out."""
    for validation in body.iterfind(f"{TABLE}content-validations/{TABLE}content-validation"):
        place = _cell(validation.get(TABLE + "base-cell-address", ""))
        for kind, name in (("input prompt", "help-message"), ("error message", "error-message")):
            for message in validation.iterchildren(TABLE + name):
                texts = [message.get(TABLE + "title", "")]
                texts += [shown_text(paragraph) for paragraph in message.iterchildren(TEXT + "p")]
                for text in texts if message.get(TABLE + "display") != "false" else ():
                    block = text_block(text, Role.PROSE, {**place, "part": kind})
                    if block is not None:
                        yield block
        condition = validation.get(TABLE + "condition", "")
        if "is-in-list" in condition:
            for item in _LISTED.findall(condition):
                block = text_block(item.replace('""', '"'), Role.LIST_ITEM, {**place, "part": "choice"})
                if block is not None:
                    yield block


def _cell(address: str) -> dict[str, int | str]:
    """The place of a cell that is written as "$Sheet1.$A$1"."""
    sheet, _, cell = address.replace("$", "").rpartition(".")
    return {"sheet": sheet.strip("'"), "cell": cell} if sheet and cell else {}


def label_blocks(roots: Sequence[etree._Element], used: set[str]) -> Iterator[Block]:
    """The words that stand before or behind the numbers of the lists and headings in use ("Exhibit 1")."""
    seen: set[str] = set()
    for root in roots:
        for style in root.iter(TEXT + "list-style", TEXT + "outline-style"):
            if style.tag == TEXT + "list-style" and style.get(STYLE + "name", "") not in used:
                continue
            for level in style:
                words = f"{level.get(STYLE + 'num-prefix', '')} {level.get(STYLE + 'num-suffix', '')}"
                block = text_block(words, Role.LIST_ITEM, {"part": "list label"})
                if block is None or block.text in seen or sum(map(str.isalpha, block.text)) < _LEAST_LETTERS:
                    continue
                seen.add(block.text)
                yield block


def has_words(text: str) -> bool:
    """Whether a text is more than a number."""
    return _WORD.search(text) is not None
