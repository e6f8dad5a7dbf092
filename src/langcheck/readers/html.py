"""HTML and XHTML: what a browser shows, and the attributes that are read aloud; offsets into the raw source."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from itertools import count

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, MarkKind, Role
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder, check_cost, decode

_BLOCKS = {
    "p": Role.PROSE,
    "div": Role.PROSE,
    "section": Role.PROSE,
    "article": Role.PROSE,
    "main": Role.PROSE,
    "header": Role.PROSE,
    "footer": Role.PROSE,
    "aside": Role.PROSE,
    "nav": Role.PROSE,
    "body": Role.PROSE,
    "address": Role.PROSE,
    "form": Role.PROSE,
    "fieldset": Role.PROSE,
    "details": Role.PROSE,
    "dd": Role.PROSE,
    "hr": Role.PROSE,
    "h1": Role.HEADING,
    "h2": Role.HEADING,
    "h3": Role.HEADING,
    "h4": Role.HEADING,
    "h5": Role.HEADING,
    "h6": Role.HEADING,
    "title": Role.HEADING,
    "legend": Role.HEADING,
    "summary": Role.HEADING,
    "dt": Role.HEADING,
    "li": Role.LIST_ITEM,
    "ul": Role.PROSE,
    "ol": Role.PROSE,
    "dl": Role.PROSE,
    "table": Role.PROSE,
    "tr": Role.CELL,
    "td": Role.CELL,
    "th": Role.CELL,
    "caption": Role.CAPTION,
    "figcaption": Role.CAPTION,
    "figure": Role.PROSE,
    "blockquote": Role.QUOTE,
    "pre": Role.CODE,
    "button": Role.PROSE,
    "label": Role.PROSE,
}
_SKIPPED = frozenset(
    "script style template noscript svg math select textarea object iframe canvas head del s strike".split()
)
"""Elements whose text nobody reads, or that the author struck out."""
_ATTRIBUTION = frozenset({"footer", "cite"})
"""Elements of a block quotation that hold the author's words: who said it."""
_SEEN_IN_HEAD = frozenset({"title"})
_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
_EMPHASIS = frozenset({"em", "i", "b", "strong", "cite", "u", "mark"})
_MARKS = {"q": MarkKind.QUOTE, "dt": MarkKind.TERM, "dfn": MarkKind.TERM, "a": MarkKind.LINK}
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_GROUPS = frozenset({"tr", "ul", "ol", "dl"})
_SPOKEN_ATTRIBUTES = {"alt": Role.ALT_TEXT, "title": Role.ALT_TEXT, "aria-label": Role.ALT_TEXT}
_SPOKEN_META = frozenset({"description", "og:description", "twitter:description", "og:title", "twitter:title"})
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHORT_LINE = 60
MAX_DEPTH = 512
"""How many open elements are remembered; browsers build no deeper trees."""
_CLOSED_BY_NEXT = frozenset({"p", "li", "td", "th", "tr", "dt", "dd"})
"""Elements that the next of their kind closes, as HTML allows."""


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read an HTML file.

    Raises UnreadableDocument when the page declares that it is written in a language other than English.
    """
    source, name, notes = decode(raw, encoding, choice=choice)
    parser = _Parser(source, 0, choice)
    blocks = parser.run()
    if not blocks and parser.foreign:
        raise UnreadableDocument(
            f"the page says that it is written in {parser.foreign!r}", "langcheck reads English only."
        )
    if parser.foreign:
        notes.append(f"parts marked as written in {parser.foreign!r} were not checked")
    return Reading(blocks, source, name, notes)


def blocks_of(source: str, *, base: int = 0, choice: Choice = EVERYTHING) -> list[Block]:
    """The blocks of a piece of HTML that stands at ``base`` in its file."""
    return _Parser(source, base, choice).run()


def file_name(address: str, source: int) -> tuple[str, int]:
    """The name of a picture's file in its address, without folders and ending, and where it stands."""
    if address.startswith("data:"):
        return "", source
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    start = path.rfind("/") + 1
    name = path[start:]
    dot = name.rfind(".")
    return (name[:dot] if dot > 0 else name), source + start


class _Parser(HTMLParser):
    """Walks the tags; every open element remembers what it changed, so that unclosed ones do no harm."""

    def __init__(self, source: str, base: int, choice: Choice) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._base = base
        self._choice = choice
        self._line_starts = [0]
        self._line_starts += [found.end() for found in re.finditer("\n", source)]
        self._blocks: list[Block] = []
        self._builder = TextBuilder()
        self._open: list[str] = []
        self._hidden_from: int | None = None
        self._marks: list[tuple[str, MarkKind, int]] = []
        self._line_began = 0
        self._groups = count(1)
        self._group: list[int] = []
        self.foreign = ""

    def run(self) -> list[Block]:
        self.feed(self._source)
        self.close()
        self._flush()
        return self._blocks

    # --- what HTMLParser calls ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._choice.check_clock()
        given = dict(attrs)
        if tag == "br":
            self._line_break()
            return
        if tag in _BLOCKS:
            self._flush()
        if tag in _GROUPS:
            self._group.append(next(self._groups))
        if tag in _CLOSED_BY_NEXT and self._open[-1:] == [tag]:
            self.handle_endtag(tag)
        if tag not in _VOID and len(self._open) < MAX_DEPTH:
            self._open.append(tag)
            if self._hidden_from is None and self._hides(tag, given):
                self._hidden_from = len(self._open)
        if self._hidden_from is None or tag == "meta":
            self._spoken_attributes(tag, given)
        kind = MarkKind.CODE if tag in _CODE else MarkKind.EMPHASIS if tag in _EMPHASIS else None
        kind = _MARKS.get(tag, kind)
        if tag == "a" and "href" not in given:
            kind = None
        if kind is not None:
            self._marks.append((tag, kind, self._builder.position()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        if tag in _BLOCKS:
            self._flush()
        for index in range(len(self._marks) - 1, -1, -1):
            if self._marks[index][0] == tag:
                _, kind, at = self._marks.pop(index)
                self._builder.mark(kind, at)
                break
        if tag in _GROUPS and self._group:
            self._group.pop()
        while self._open and self._open.pop() != tag:
            pass
        if self._hidden_from is not None and len(self._open) < self._hidden_from:
            self._hidden_from = None

    def handle_data(self, data: str) -> None:
        if self._shown():
            self._builder.add(data, self._offset())

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name}")

    # --- our own ---

    def _entity(self, written: str) -> None:
        self._choice.check_clock()
        if not self._shown():
            return
        at = self._offset() - self._base
        if self._source[at + len(written) : at + len(written) + 1] == ";":
            written += ";"
        self._builder.together(unescape(written), at + self._base, len(written))

    def _shown(self) -> bool:
        if self._hidden_from is None:
            return True
        return bool(self._open) and self._open[-1] in _SEEN_IN_HEAD and not self.foreign

    def _hides(self, tag: str, given: dict[str, str | None]) -> bool:
        language = (given.get("lang") or given.get("xml:lang") or "").lower()
        if language and not language.startswith(("en", "und", "zxx", "mul")):
            self.foreign = self.foreign or language
            return True
        if tag in _SKIPPED or "hidden" in given or given.get("aria-hidden") == "true":
            return True
        return _HIDDEN_STYLE.search(given.get("style") or "") is not None

    def _spoken_attributes(self, tag: str, given: dict[str, str | None]) -> None:
        wanted: dict[str, Role]
        if tag == "meta":
            if self.foreign or (given.get("name") or given.get("property") or "").lower() not in _SPOKEN_META:
                return
            wanted = {"content": Role.METADATA}
        else:
            wanted = {name: role for name, role in _SPOKEN_ATTRIBUTES.items() if given.get(name)}
            if tag == "img" and given.get("src"):
                wanted["src"] = Role.FILE_NAME
        if not wanted:
            return
        written = self.get_starttag_text() or ""
        start = self._offset()
        for attribute in _ATTRIBUTE.finditer(written, len(tag) + 1):
            role = wanted.pop(attribute.group(1).lower(), None)
            if role is not None:
                at = next(group for group in (2, 3, 4) if attribute.group(group) is not None)
                value, source = attribute.group(at), start + attribute.start(at)
                if role is Role.FILE_NAME:
                    value, source = file_name(value, source)
                self._attribute(value, source, role, link=tag == "a")

    def _attribute(self, value: str, source: int, role: Role, *, link: bool) -> None:
        builder = TextBuilder()
        at = 0
        for entity in _ENTITY.finditer(value):
            builder.add(value[at : entity.start()], source + at)
            builder.together(unescape(entity.group()), source + entity.start(), len(entity.group()))
            at = entity.end()
        builder.add(value[at:], source + at)
        if link:
            builder.mark(MarkKind.LINK, 0)
        block = builder.build(role)
        if block is not None:
            self._blocks.append(block)
            check_cost(len(self._blocks), self._choice)

    def _line_break(self) -> None:
        """A line break ends a short line; in running text it is a blank."""
        if len(self._builder) - self._line_began < _SHORT_LINE:
            self._flush()
        else:
            self._builder.blank(self._offset(), 1)
            self._line_began = len(self._builder)

    def _flush(self) -> None:
        if not len(self._builder):
            self._marks = [(tag, kind, 0) for tag, kind, _ in self._marks]
            self._builder = TextBuilder()
            self._line_began = 0
            return
        role = Role.PROSE
        for place, tag in enumerate(self._open):
            found = _BLOCKS.get(tag)
            if found is Role.QUOTE and not _ATTRIBUTION.isdisjoint(self._open[place:]):
                break
            if found in (Role.QUOTE, Role.CODE):
                role = found
                break
            if found is not None and (found is not Role.PROSE or role not in (Role.CELL, Role.LIST_ITEM)):
                role = found
        for _, kind, at in self._marks:
            self._builder.mark(kind, at)
        self._marks = [(tag, kind, 0) for tag, kind, _ in self._marks]
        block = self._builder.build(role, group=self._group[-1] if self._group else 0)
        if block is not None:
            self._blocks.append(block)
            check_cost(len(self._blocks), self._choice)
        self._builder = TextBuilder()
        self._line_began = 0

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._base + self._line_starts[line - 1] + column
