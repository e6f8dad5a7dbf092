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
from langcheck.readers import boxes, front_matter, html
from langcheck.readers.left_out import LeftOut, count_words
from langcheck.readers.markup import DEEPEST_NESTING
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    PassageBuilder,
    Reading,
    TextBuilder,
    addresses_us,
    character_places,
    decode,
    gathered,
    is_note_mark,
    may_address_us,
    region_before,
    relocate,
    run_on,
)

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
MAX_MARKS = 5_000_000
"""How many marks and lines a text may hold, because the library keeps about 100 bytes for each."""

_MARKS = "*_[]<>`|~\\&!\n"
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
_ALERT = re.compile(r"[ \t]{0,3}>[ \t]?\[!(?P<kind>[A-Za-z][\w-]{0,40})(?:\|[^\]\r\n]{0,100})?\][+-]?[ \t]*")
"""The head of an alert or callout: a box of the author's own that is written like a quotation."""
_QUOTING = frozenset({"quote", "cite"})
"""Callouts that hold the words of others."""
_DEFINITION = re.compile(
    r"^[ \t>]{0,12}\[(?P<label>[^\[\]\r\n]{1,200})\]:[ \t]*(?:\r?\n[ \t]*)?(?:<[^<>\r\n]{0,1000}>|[^\s<]\S{0,1000})"
    r"(?:[ \t]+|[ \t]*\r?\n[ \t]*)(?P<title>\"[^\"]{0,2000}\"|'[^']{0,2000}'|\([^()]{0,2000}\))[ \t]*\r?$",
    re.MULTILINE,
)
_WRITTEN = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]{0,40})(?P<rest>[^<>]{0,4000})>")
_TAG_OR_COMMENT = re.compile(rf"<!--|{_TAG.pattern}")
_MARKED_TAGS = dict.fromkeys(("em", "i", "b", "strong", "cite", "u", "mark"), MarkKind.EMPHASIS)
_MARKED_TAGS |= dict.fromkeys(("code", "kbd", "samp", "tt", "var"), MarkKind.CODE)
_MARKED_TAGS |= {"q": MarkKind.QUOTE, "a": MarkKind.LINK}
_NOT_SHOWN = frozenset({"script", "style", "textarea"})
"""Elements in which no other can stand."""
_IMAGE_ADDRESS = re.compile(r"\]\(\s*<?([^\s)>]+)")
_PLAIN = html.Sight()


@dataclass
class _Tag:
    """An element that is open in a paragraph: where its text began, and what it says of it."""

    name: str
    start: int
    mark: MarkKind | None = None
    is_raised: bool = False


@dataclass
class _State:
    """Where the walk through the events stands."""

    source: str
    left_out: LeftOut
    builder: TextBuilder = field(default_factory=TextBuilder)
    roles: list[Role] = field(default_factory=list)
    quotes: list[bool] = field(default_factory=list)
    notes: int = 0
    apart: list[tuple[TextBuilder, Role]] = field(default_factory=list)
    marks: list[tuple[MarkKind, int]] = field(default_factory=list)
    tags: list[_Tag] = field(default_factory=list)
    page: list[tuple[int, int]] | None = None
    struck: int = 0
    hidden: html.Sight = _PLAIN
    hiding: list[str] = field(default_factory=list)
    hides_paragraph: bool = False
    alert_end: int = -1
    title_end: int = -1
    group: int = 0
    comments: list[Comment] = field(default_factory=list)
    definitions: dict[str, tuple[int, int]] | None = None
    titled: set[tuple[int, bool]] = field(default_factory=set)


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a Markdown file."""
    source, name, notes = decode(raw, encoding, choice=choice)
    reading = Reading([], source, name, notes)
    reading.blocks = gathered(blocks_of(source, choice=choice, reading=reading), choice)
    return reading


def blocks_of(source: str, *, choice: Choice = EVERYTHING, reading: Reading | None = None) -> Iterator[Block]:
    """The blocks of a piece of Markdown.

    ``reading`` takes the comments that are addressed to langcheck, what is left out, and the files that are put in.
    """
    reading = reading if reading is not None else Reading([])
    found = front_matter.find(source)
    start = 0
    if found is not None:
        start = found.after
        yield from front_matter.blocks_of(source, found, choice)
    yield from run_on(_page(source, start, choice, reading))


def _page(source: str, start: int, choice: Choice, reading: Reading) -> Iterator[Block]:
    """The blocks behind the front matter, boxes taken away first."""
    if not boxes.may_hold_boxes(source):
        if not start:
            yield from _parsed(source, choice, reading)
            return
        builder = PassageBuilder()
        builder.add(source[start:], start)
        passage = builder.build()
    else:
        unboxed = boxes.unboxed(source, start)
        passage = unboxed.passage
        reading.left_out.add(unboxed.left_out)
        reading.included += unboxed.included
    known = len(reading.comments)
    for block in _parsed(passage.text, choice, reading):
        yield relocate(block, passage)
    for index, comment in enumerate(reading.comments[known:], known):
        reading.comments[index] = Comment(comment.text, region_before(passage, comment.region))


def _parsed(source: str, choice: Choice, reading: Reading) -> Iterator[Block]:
    if sum(map(source.count, _MARKS)) > MAX_MARKS:
        raise beyond_fixed(
            MAX_MARKS, "the text holds more than", "marks and lines", hint="Split it and check the parts."
        )
    to_character = character_places(source)
    state = _State(source, reading.left_out)
    groups = count(1)
    seen: list[tuple[int, int]] = []
    is_watched = may_address_us(source)
    for event, span in pyromark.Markdown(options=_OPTIONS).events_with_range(source):
        choice.check_clock()
        start, end = to_character(span["start"]), to_character(span["end"])
        kind, value = _name(event)
        if kind == "Start":
            yield from _start(state, value, groups, start, end)
        elif kind == "End":
            yield from _end(state, value, (start, end))
        else:
            if is_watched:
                seen.append((start, end))
            yield from _inline(state, kind, start, end)
    yield from _flush(state)
    if is_watched:
        found = [*state.comments, *_references(source, seen)]
        reading.comments += sorted(found, key=lambda comment: comment.region.start)


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
        state.quotes.append(_begins_quotation(state, start))
    elif tag == "FootnoteDefinition":
        yield from _flush(state)
        state.notes += 1
    elif tag in _INLINE:
        state.marks.append((_INLINE[tag], state.builder.position()))
    elif tag == "Image":
        state.apart.append((TextBuilder(), Role.ALT_TEXT))
    elif tag == "Strikethrough":
        state.struck += 1
    elif tag == "HtmlBlock":
        yield from _flush(state)
        state.page = []
    if tag in ("Link", "Image"):
        yield from _title(state, detail, (start, end), link=tag == "Link")
    if tag in _GROUPS:
        state.group = next(groups)


def _begins_quotation(state: _State, start: int) -> bool:
    """Whether a quotation begins, and no box that is written like one."""
    alert = _ALERT.match(state.source, start)
    if alert is None or alert["kind"].lower() in _QUOTING:
        return True
    state.alert_end = alert.end()
    line_end = state.source.find("\n", alert.end())
    state.title_end = line_end if line_end >= 0 else len(state.source)
    return False


def _end(state: _State, value: Any, span: tuple[int, int]) -> Iterator[Block]:
    tag, _ = _name(value)
    if tag in _BLOCKS:
        yield from _flush(state)
        state.roles.pop()
    elif tag == "BlockQuote":
        yield from _flush(state)
        state.quotes.pop()
    elif tag == "FootnoteDefinition":
        yield from _flush(state)
        state.notes -= 1
    elif tag in _INLINE and state.marks:
        kind, at = state.marks.pop()
        state.builder.mark(kind, at)
    elif tag == "Image" and state.apart:
        yield from _built(*state.apart.pop())
        yield from _image_name(state.source, span)
    elif tag == "Strikethrough":
        state.struck = max(state.struck - 1, 0)
    elif tag == "HtmlBlock" and state.page is not None:
        yield from _html_blocks(state)
        state.page = None
    elif tag in _GROUPS:
        state.group = 0


def _image_name(source: str, span: tuple[int, int]) -> Iterator[Block]:
    """The name of a picture's file, where the address stands beside its description."""
    found = _IMAGE_ADDRESS.search(source, *span)
    if found is None:
        return
    name, start = html.file_name(found.group(1), found.start(1))
    builder = TextBuilder()
    builder.add(name, start)
    yield from _built(builder, Role.FILE_NAME)


def _title(state: _State, detail: Any, span: tuple[int, int], *, link: bool) -> Iterator[Block]:
    """The title of a link or picture: beside its address, or where its address is defined."""
    if not detail or not detail.get("title"):
        return
    if detail.get("link_type") == "Inline":
        place = _title_at_end(state.source, *span)
    else:
        if state.definitions is None:
            state.definitions = _definitions(state.source)
        place = state.definitions.get(_label(str(detail.get("id") or "")))
        if place is not None and (place[0], link) in state.titled:
            return
    if place is None:
        return
    state.titled.add((place[0], link))
    builder = TextBuilder()
    _add_written(builder, state.source, *place)
    if link:
        builder.mark(MarkKind.LINK, 0)
    yield from _built(builder, Role.ALT_TEXT)


def _title_at_end(source: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the title stands in a link that is written in one piece: its last part, before the closing parenthesis."""
    close = len(source[start : end - 1].rstrip()) + start - 1
    opener = {'"': '"', "'": "'", ")": "("}.get(source[close])
    at = source.rfind(opener, start, close) if opener else -1
    while at > start and source[at - 1] == "\\":
        at = source.rfind(opener or "", start, at)
    return (at + 1, close) if at > start else None


def _definitions(source: str) -> dict[str, tuple[int, int]]:
    """Where the titles of defined links stand, by their labels; the first of a label counts."""
    found: dict[str, tuple[int, int]] = {}
    for definition in _DEFINITION.finditer(source):
        start, end = definition.span("title")
        found.setdefault(_label(definition["label"]), (start + 1, end - 1))
    return found


def _label(written: str) -> str:
    return " ".join(written.casefold().split())


def _add_written(builder: TextBuilder, source: str, start: int, end: int) -> None:
    """Source text whose entities and escapes stand for the characters that they show."""
    for found in _WRITTEN.finditer(source, start, end):
        builder.add(source[start : found.start()], start)
        builder.together(found.group(1) or unescape(found.group()), found.start(), len(found.group()))
        start = found.end()
    builder.add(source[start:end], start)


def _inline(state: _State, kind: str, start: int, end: int) -> Iterator[Block]:
    source = state.source
    if kind == "Text" and not _is_unseen(state):
        builder = state.apart[-1][0] if state.apart else state.builder
        _text(builder, source, start if state.alert_end <= start else min(state.alert_end, end), end)
        return
    if kind in ("Html", "InlineHtml"):
        if state.page is not None:
            state.page.append((start, end))
        elif source.startswith("<!--", start):
            html.blocks_of(source[start:end], base=start, comments=state.comments, left_out=state.left_out)
        else:
            yield from _inline_tag(state, start, end)
        return
    if kind == "SoftBreak" and start == state.title_end - source.startswith("\r", start):
        state.title_end = -1
        yield from _flush(state)
        return
    if kind in ("SoftBreak", "HardBreak"):
        _builder(state).blank(start, end - start, line_end=True)
    elif _is_unseen(state):
        _count(state, source[start:end])
    elif kind in ("Code", "InlineMath", "DisplayMath"):
        builder = _builder(state)
        at = builder.position()
        ticks = len(source[start:end]) - len(source[start:end].lstrip("`$"))
        builder.add(source[start + ticks : end - ticks], start + ticks)
        builder.mark(MarkKind.CODE, at)


def _builder(state: _State) -> TextBuilder:
    return state.apart[-1][0] if state.apart else state.builder


def _is_unseen(state: _State) -> bool:
    """Whether the text that comes now is struck out or hidden."""
    return bool(state.struck or state.hiding)


def _count(state: _State, text: str) -> None:
    if state.struck or state.hidden.struck:
        state.left_out.struck += count_words(text)
    else:
        state.left_out.hidden += count_words(text)


def _text(builder: TextBuilder, source: str, start: int, end: int) -> None:
    """Text as the source has it; an entity or escape stands for the character it shows."""
    piece = source[start:end]
    if piece.startswith("&") and piece.endswith(";"):
        builder.together(unescape(piece), start, end - start)
    else:
        builder.add(piece, start)


# --- tags in Markdown --------------------------------------------------------------------------------------------


def _inline_tag(state: _State, start: int, end: int) -> Iterator[Block]:
    """A tag in a paragraph: what it says of the text in it, and what it shows itself."""
    tag = _TAG.match(state.source, start, end)
    if tag is None:
        return
    name = tag["name"].lower()
    was_hiding = bool(state.hiding)
    _hide(state, tag)
    if was_hiding or state.hiding:
        state.hides_paragraph = state.hides_paragraph or not was_hiding
        return
    if name == "br":
        _builder(state).blank(start, end - start, line_end=True)
    elif tag["end"]:
        yield from _end_tag(state, name)
    else:
        if name in ("rt", "rtc"):
            state.apart.append((TextBuilder(), Role.NOTE))
        elif not tag["rest"].endswith("/"):
            builder = _builder(state)
            mark = _MARKED_TAGS.get(name)
            raised = name == "sup" and builder.is_noted()
            if mark is not None or raised:
                state.tags.append(_Tag(name, builder.position(), mark, raised))
        yield from html.blocks_of(state.source[start:end], base=start)


def _end_tag(state: _State, name: str) -> Iterator[Block]:
    if name in ("rt", "rtc") and state.apart and state.apart[-1][1] is Role.NOTE:
        yield from _built(*state.apart.pop())
        return
    place = next((place for place in range(len(state.tags) - 1, -1, -1) if state.tags[place].name == name), None)
    if place is None:
        return
    tag = state.tags[place]
    del state.tags[place:]
    builder = _builder(state)
    if tag.is_raised and is_note_mark(builder.since(tag.start)):
        builder.take_back_note(tag.start)
    elif tag.mark is not None:
        builder.mark(tag.mark, tag.start)


def _hide(state: _State, tag: re.Match[str]) -> None:
    """Keep count of the element that hides or strikes out its text, and of those of its name in it."""
    name = tag["name"].lower()
    if state.hiding:
        if name == state.hiding[-1]:
            if tag["end"]:
                state.hiding.pop()
            elif len(state.hiding) < DEEPEST_NESTING:
                state.hiding.append(name)
    elif not tag["end"] and not tag["rest"].endswith("/"):
        sight = _PLAIN.within(name, html.attributes_of(tag.group()))
        if sight.hidden or sight.invisible or sight.struck or (sight.passed and name == "rp"):
            state.hidden = sight
            state.hiding.append(name)


def _html_blocks(state: _State) -> Iterator[Block]:
    """An HTML block comes a line an event; its tags are only whole when the lines are joined."""
    if not state.page:
        return
    start, end = state.page[0][0], state.page[-1][1]
    chunk = state.source[start:end]
    was_hiding = bool(state.hiding)
    for tag in _tags(chunk):
        _hide(state, tag)
    if was_hiding:
        _count(state, _TAG.sub(" ", chunk))
        return
    yield from html.blocks_of(chunk, base=start, comments=state.comments, left_out=state.left_out)


def _tags(chunk: str) -> Iterator[re.Match[str]]:
    """The tags of a piece of HTML, without those in comments and scripts."""
    at = 0
    while found := _TAG_OR_COMMENT.search(chunk, at):
        at = found.end()
        if found["name"] is None:
            at = chunk.find("-->", at)
        elif found["name"].lower() in _NOT_SHOWN and not found["end"]:
            at = chunk.find(f"</{found['name']}", at)
        else:
            yield found
        if at < 0:
            return


# --- blocks ------------------------------------------------------------------------------------------------------


def _flush(state: _State) -> Iterator[Block]:
    if state.hides_paragraph:
        state.hiding = []
    if not len(state.builder):
        state.builder = TextBuilder()
        state.marks, state.tags, state.hides_paragraph = [], [], False
        return
    role = state.roles[-1] if state.roles else Role.PROSE
    if any(state.quotes) and role is not Role.CODE:
        role = Role.QUOTE
    elif state.notes and role is Role.PROSE:
        role = Role.NOTE
    for tag in state.tags:
        if tag.mark is not None:
            state.builder.mark(tag.mark, tag.start)
    yield from _built(state.builder, role, state.group)
    state.builder = TextBuilder()
    state.marks, state.tags, state.hides_paragraph = [], [], False


def _built(builder: TextBuilder, role: Role, group: int = 0) -> Iterator[Block]:
    block = builder.build(role, group=group)
    if block is not None:
        yield block


def _name(event: Any) -> tuple[str, Any]:
    """Events are plain strings or mappings of one key."""
    if isinstance(event, str):
        return event, None
    ((name, value),) = event.items()
    return name, value
