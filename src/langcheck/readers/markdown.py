"""Markdown: the text that a reader of the page sees, with byte ranges from pulldown-cmark turned into characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import Any

import pyromark

from langcheck.limits import beyond_fixed
from langcheck.model import Block, Comment, MarkKind, Region, Role
from langcheck.readers import html
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    Reading,
    TextBuilder,
    addresses_us,
    character_places,
    decode,
    gathered,
    may_address_us,
)

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
MAX_MARKS = 5_000_000
"""How many marks and lines a text may hold, because the library keeps about 100 bytes for each."""

_MARKS = "*_[]<>`|~\\&!\n"
_FRONT_MATTER = re.compile(r"^\s*([\w-]+)\s*[:=]\s*(.*?)\s*$", re.MULTILINE)
_SPOKEN_FIELDS = frozenset(
    {"title", "subtitle", "description", "summary", "abstract", "headline", "excerpt", "caption"}
)
_BLOCKS = {
    "Paragraph": Role.PROSE,
    "Heading": Role.HEADING,
    "TableCell": Role.CELL,
    "DefinitionListTitle": Role.HEADING,
    "DefinitionListDefinition": Role.PROSE,
    "CodeBlock": Role.CODE,
    "Item": Role.LIST_ITEM,
}
_INLINE = {"Emphasis": MarkKind.EMPHASIS, "Strong": MarkKind.EMPHASIS, "Link": MarkKind.LINK}
_GROUPS = frozenset({"TableRow", "TableHead", "List"})
_REFERENCE = re.compile(
    r"""^[ \t]*(?P<all>\[//\]:[ \t]*\#[ \t]*(?:\((?P<a>[^\r\n]*)\)|"(?P<b>[^\r\n]*)"|'(?P<c>[^\r\n]*)'))[ \t]*\r?$""",
    re.MULTILINE,
)
"""A link that is defined and never used, which is a way to write a comment in Markdown."""
_SPOKEN_HTML = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


@dataclass
class _State:
    """Where the walk through the events stands."""

    builder: TextBuilder = field(default_factory=TextBuilder)
    roles: list[Role] = field(default_factory=list)
    quotes: int = 0
    notes: int = 0
    images: list[TextBuilder] = field(default_factory=list)
    marks: list[tuple[MarkKind, int]] = field(default_factory=list)
    html: list[tuple[int, int]] | None = None
    metadata: bool = False
    group: int = 0
    comments: list[Comment] = field(default_factory=list)


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a Markdown file."""
    source, name, notes = decode(raw, encoding, choice=choice)
    comments: list[Comment] = []
    blocks = gathered(blocks_of(source, choice=choice, comments=comments), choice)
    return Reading(blocks, source, name, notes, comments=comments)


def blocks_of(source: str, *, choice: Choice = EVERYTHING, comments: list[Comment] | None = None) -> Iterator[Block]:
    """The blocks of a piece of Markdown; ``comments`` takes those that are addressed to langcheck."""
    if sum(map(source.count, _MARKS)) > MAX_MARKS:
        raise beyond_fixed(
            MAX_MARKS, "the text holds more than", "marks and lines", hint="Split it and check the parts."
        )
    to_character = character_places(source)
    state = _State()
    groups = count(1)
    seen: list[tuple[int, int]] = []
    is_watched = comments is not None and may_address_us(source)
    for event, span in pyromark.Markdown(options=_OPTIONS).events_with_range(source):
        choice.check_clock()
        start, end = to_character(span["start"]), to_character(span["end"])
        kind, value = _name(event)
        if kind == "Start":
            yield from _start(state, value, groups, start, end)
        elif kind == "End":
            yield from _end(state, value, source, (start, end))
        else:
            if is_watched:
                seen.append((start, end))
            yield from _inline(state, kind, source, start, end)
    yield from _flush(state)
    if comments is not None and is_watched:
        found = [*state.comments, *_references(source, seen)]
        comments += sorted(found, key=lambda comment: comment.region.start)


def _references(source: str, seen: list[tuple[int, int]]) -> Iterator[Comment]:
    """The comments that are written as definitions of links; in code and in a paragraph they are ``seen``, and are none."""
    for found in _REFERENCE.finditer(source):
        text = found["a"] or found["b"] or found["c"] or ""
        start, end = found.span("all")
        index = bisect_left(seen, (end, end)) - 1
        if addresses_us(text) and not (index >= 0 and seen[index][1] > start):
            yield Comment(text.strip(), Region(start, end))


def _start(state: _State, value: Any, groups: Iterator[int], start: int, end: int) -> Iterator[Block]:
    tag, detail = _name(value)
    if tag in _BLOCKS:
        yield from _flush(state)
        state.roles.append(_BLOCKS[tag])
    elif tag == "BlockQuote":
        yield from _flush(state)
        state.quotes += 1
    elif tag == "FootnoteDefinition":
        yield from _flush(state)
        state.notes += 1
    elif tag in _INLINE:
        state.marks.append((_INLINE[tag], state.builder.position()))
    elif tag == "Image":
        state.images.append(TextBuilder())
    elif tag == "HtmlBlock":
        yield from _flush(state)
        state.html = []
    elif tag == "MetadataBlock":
        state.metadata = True
    if tag in _GROUPS:
        state.group = next(groups)
    del detail, start, end


def _end(state: _State, value: Any, source: str, span: tuple[int, int]) -> Iterator[Block]:
    tag, _ = _name(value)
    if tag in _BLOCKS:
        yield from _flush(state)
        state.roles.pop()
    elif tag == "BlockQuote":
        yield from _flush(state)
        state.quotes -= 1
    elif tag == "FootnoteDefinition":
        yield from _flush(state)
        state.notes -= 1
    elif tag in _INLINE and state.marks:
        kind, at = state.marks.pop()
        state.builder.mark(kind, at)
    elif tag == "Image" and state.images:
        block = state.images.pop().build(Role.ALT_TEXT)
        if block is not None:
            yield block
        yield from _image_name(source, span)
    elif tag == "HtmlBlock" and state.html is not None:
        yield from _html_blocks(source, state.html, state.comments)
        state.html = None
    elif tag == "MetadataBlock":
        state.metadata = False
    elif tag in _GROUPS:
        state.group = 0


def _image_name(source: str, span: tuple[int, int]) -> Iterator[Block]:
    """The name of a picture's file, where the address stands beside its description."""
    found = re.compile(r"\]\(\s*<?([^\s)>]+)").search(source, *span)
    if found is None:
        return
    name, start = html.file_name(found.group(1), found.start(1))
    builder = TextBuilder()
    builder.add(name, start)
    block = builder.build(Role.FILE_NAME)
    if block is not None:
        yield block


def _inline(state: _State, kind: str, source: str, start: int, end: int) -> Iterator[Block]:
    if kind in ("Html", "InlineHtml"):
        if state.html is not None:
            state.html.append((start, end))
        elif source.startswith("<!--", start):
            html.blocks_of(source[start:end], base=start, comments=state.comments)
        return
    if state.metadata:
        yield from _front_matter(source, start, end)
        return
    builder = state.images[-1] if state.images else state.builder
    if kind in ("SoftBreak", "HardBreak"):
        _break(builder, source, start, end)
    elif kind in ("Code", "InlineMath", "DisplayMath"):
        at = builder.position()
        ticks = len(source[start:end]) - len(source[start:end].lstrip("`$"))
        builder.add(source[start + ticks : end - ticks], start + ticks)
        builder.mark(MarkKind.CODE, at)
    elif kind == "Text":
        _text(builder, source, start, end)


def _text(builder: TextBuilder, source: str, start: int, end: int) -> None:
    """Text as the source has it; an entity or escape stands for the character it shows."""
    piece = source[start:end]
    if piece.startswith("&") and piece.endswith(";"):
        builder.together(unescape(piece), start, end - start)
    else:
        builder.add(piece, start)


def _break(builder: TextBuilder, source: str, start: int, end: int) -> None:
    before = source[start - 1 : start]
    following = source[end : end + 1]
    if before == "-" and following.isalpha():
        return
    builder.blank(start, end - start)


def _flush(state: _State) -> Iterator[Block]:
    role = state.roles[-1] if state.roles else Role.PROSE
    if state.quotes and role is not Role.CODE:
        role = Role.QUOTE
    elif state.notes and role is Role.PROSE:
        role = Role.NOTE
    block = state.builder.build(role, group=state.group)
    state.builder = TextBuilder()
    state.marks = []
    if block is not None:
        yield block


def _html_blocks(source: str, pieces: list[tuple[int, int]], comments: list[Comment]) -> Iterator[Block]:
    """An HTML block comes a line an event; its tags are only whole when the lines are joined."""
    if not pieces:
        return
    start, end = pieces[0][0], pieces[-1][1]
    yield from html.blocks_of(source[start:end], base=start, comments=comments)


def _front_matter(source: str, start: int, end: int) -> Iterator[Block]:
    """The fields of the front matter that are shown to readers; the rest is for machines."""
    for found in _FRONT_MATTER.finditer(source, start, end):
        if found.group(1).lower() in _SPOKEN_FIELDS and found.group(2):
            value, at = found.group(2), found.start(2)
            if value[0] in "\"'" and value[-1:] == value[0]:
                value, at = value[1:-1], at + 1
            builder = TextBuilder()
            builder.add(value, at)
            block = builder.build(Role.METADATA)
            if block is not None:
                yield block


def _name(event: Any) -> tuple[str, Any]:
    """Events are plain strings or mappings of one key."""
    if isinstance(event, str):
        return event, None
    ((name, value),) = event.items()
    return name, value
