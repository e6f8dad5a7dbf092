"""What the readers of lightweight markup share: lines with their places, and text shown without its marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from langcheck.model import Block, MarkKind, Role
from langcheck.readers.reading import Passage, TextBuilder, relocate

DEEPEST_NESTING = 60
"""How many lists, quotes and directives may stand in one another; what is deeper is read as one paragraph."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_LEAD = re.compile(r"[ \t\f\v]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; ``start`` is where it stands in the source, ``indent`` its column."""

    text: str
    start: int
    indent: int
    blank: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def after(self, count: int) -> Line:
        """The line without its first characters, whose place is kept as an indent."""
        rest = self.text[count:]
        blanks = _lead(rest)
        return Line(rest, self.start + count, self.indent_of(count + len(blanks)), not rest.strip())

    def indent_of(self, count: int) -> int:
        return len(self.text[:count].expandtabs(8))


def _lead(text: str) -> str:
    found = _LEAD.match(text)
    return found.group() if found else ""


def lines_of(source: str, start: int = 0) -> list[Line]:
    """The lines of a source from ``start`` on; a tab indents to the next multiple of eight."""
    lines = []
    for found in _LINE.finditer(source, start):
        text = found.group().rstrip("\r\n")
        if found.end() > found.start():
            lines.append(Line(text, found.start(), len(_lead(text).expandtabs(8)), not text.strip()))
    return lines


@dataclass(slots=True)
class Shown:
    """How a text is shown: ``cuts`` are (start, end, what stands there instead), ``marks`` (kind, start, end)."""

    cuts: list[tuple[int, int, str]] = field(default_factory=list)
    marks: list[tuple[MarkKind, int, int]] = field(default_factory=list)
    apart: list[tuple[Role, int, int]] = field(default_factory=list)
    """Stretches that are blocks of their own: notes, descriptions of images."""

    def render(self, builder: TextBuilder, text: str, base: int) -> None:
        """Add the text to a builder as it is shown; ``base`` is the place of its first character."""
        edges = [(start, 1, index) for index, (_, start, _) in enumerate(self.marks)]
        edges += [(end, 0, index) for index, (_, _, end) in enumerate(self.marks)]
        edges.sort()
        opened: dict[int, int] = {}
        at = pointer = 0
        for start, end, instead in [*sorted(self.cuts), (len(text), len(text), "")]:
            start = max(start, at)
            while pointer < len(edges) and edges[pointer][0] <= start:
                edge, opens, index = edges[pointer]
                builder.add(text[at:edge], base + at)
                at = max(at, edge)
                if opens:
                    opened[index] = builder.position()
                else:
                    builder.mark(self.marks[index][0], opened.get(index, len(builder)))
                pointer += 1
            builder.add(text[at:start], base + at)
            at = max(at, start)
            if end > start:
                builder.together(instead, base + start, end - start)
                at = end


def blocks_from(
    passage: Passage, role: Role, show: Callable[[str], Shown], *, group: int = 0, deep: bool = True
) -> Iterator[Block]:
    """The block of a passage, and those that stand apart in it."""
    shown = show(passage.text)
    builder = TextBuilder()
    shown.render(builder, passage.text, 0)
    block = builder.build(role, group=group)
    if block is not None:
        yield relocate(block, passage)
    for own_role, start, end in shown.apart if deep else ():
        yield from _apart(passage, own_role, start, end, show)


def _apart(passage: Passage, role: Role, start: int, end: int, show: Callable[[str], Shown]) -> Iterator[Block]:
    builder = TextBuilder()
    piece = passage.text[start:end]
    if role is Role.FILE_NAME:
        builder.add(piece, start)
    else:
        show(piece).render(builder, piece, start)
    block = builder.build(role)
    if block is not None:
        yield relocate(block, passage)


def as_written(text: str) -> Shown:
    """Text without markup: code."""
    return Shown()


def pairs(
    text: str,
    delimiters: re.Pattern[str],
    opens: Callable[[re.Match[str]], bool],
    closes: Callable[[re.Match[str]], bool],
) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Delimiters that open and close a stretch, each with the next of its kind that fits."""
    waiting: dict[str, re.Match[str]] = {}
    for found in delimiters.finditer(text):
        kind = found.group()
        first = waiting.get(kind)
        if first is not None and found.start() > first.end() and closes(found):
            del waiting[kind]
            yield first, found
        elif first is None and opens(found):
            waiting[kind] = found


def blotted(text: str, stretches: list[tuple[int, int]], letter: str = "x") -> str:
    """The text with stretches made unreadable for what looks for marks, at the same length."""
    if not stretches:
        return text
    pieces, at = [], 0
    for start, end in sorted(stretches):
        if start >= at:
            pieces += [text[at:start], letter * (end - start)]
            at = end
    pieces.append(text[at:])
    return "".join(pieces)
