"""AsciiDoc: what a reader of the page sees, with offsets into the source; attributes, comments and macros left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import partial
from html import unescape
from itertools import count

from langcheck.model import Block, Comment, MarkKind, Region, Role
from langcheck.readers import html
from langcheck.readers.left_out import LeftOut, count_words
from langcheck.readers.markup import Line, Shown, as_written, blocks_from, blotted, lines_of, pairs
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    PassageBuilder,
    Reading,
    TextBuilder,
    addresses_us,
    decode,
    gathered,
)

_HEADING = re.compile(r"(?:={1,6}|#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\^{3,}|\+{3,})\s*\Z")
_ATTRIBUTE_LINE = re.compile(r":!?([\w][\w-]{0,60})!?:(?:[ \t]+|\Z)")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?!\[)[^\]]{0,2000}\]\s*\Z|\[\[[^\]]{1,500}\]\]\s*\Z")
_BLOCK_TITLE = re.compile(r"\.(?=[^\s.])")
_DELIMITER = re.compile(r"(?:-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|`{3}\w{0,30}|[|,:!]={3,})\s*\Z")
_BLOCK_MACRO = re.compile(r"([A-Za-z]\w{0,30})::([^\s\[]{0,1000})\[(.{0,2000})\]\s*\Z")
_ITEM = re.compile(r"[ \t]*(?:[*]{1,6}|-|\.{1,6}|\d{1,4}\.|[a-zA-Z]\.|<(?:\d{1,3}|\.)>)[ \t]+(?=\S)")
_CHECKBOX = re.compile(r"\[[ *xX]\][ \t]+")
_TERM = re.compile(r"[ \t]*(\S.{0,500}?)(?:::::?|:::?|;;)(?:[ \t]+|\Z)")
_ADMONITION = re.compile(r"[ \t]*(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_RULE = re.compile(r"(?:'{3,}|<{3,}|\*{3}|-{3}|- - -|\* \* \*)\s*\Z")
_MARKDOWN_QUOTE = re.compile(r"> ?")
_ATTRIBUTION = re.compile(r"-- (?=\S)")
_CELL_MARK = re.compile(
    r"(?:(?<=\s)|(?<=\|)|^)(?:\d{1,3}(?:\.\d{1,3})?[*+]|\.\d{1,3}\+)?(?:[<^>])?(?:\.[<^>])?[adehlmsv]?\|", re.MULTILINE
)
_COLUMNS = re.compile(r"cols\s*=\s*(?:\"([^\"]{0,500})\"|(\d{1,3}))")
_TITLE_ATTRIBUTE = re.compile(r"\b(?:title|caption)\s*=\s*\"([^\"]{0,1000})\"")
_SILENT_MACROS = frozenset({"toc", "ifeval", "endif", "anchor", "icon"})
"""Block macros in whose brackets no text stands."""
_PICTURED = frozenset({"image", "video", "audio"})
_ATTRIBUTE_TEXT = re.compile(
    r"^:([\w][\w-]{0,60}):[ \t]+(?=\S)((?:[^\\\n]|\\(?![ \t]*\r?\n)){1,2000}"
    r"(?:\\[ \t]*\r?\n(?:[^\\\n]|\\(?![ \t]*\r?\n)){0,2000}){0,20})",
    re.MULTILINE,
)
_CONTINUED = re.compile(r"[ \t]?\\[ \t]*\r?\n[ \t]*")
_VERBATIM = {"-": Role.CODE, ".": Role.CODE, "`": Role.CODE, "+": None, "/": None}
_SPOKEN_ATTRIBUTES = frozenset({"description", "doctitle", "title"})
_CODE_STYLES = frozenset("source listing literal".split())
_SKIPPED_STYLES = frozenset("stem latexmath asciimath pass comment ditaa plantuml graphviz mermaid".split())


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read an AsciiDoc file."""
    source, name, notes = decode(raw, encoding, choice=choice)
    parser = _Parser(source)
    parser.reading.source, parser.reading.encoding, parser.reading.notes = source, name, notes
    parser.reading.blocks = gathered(parser.run(), choice)
    return parser.reading


class _Parser:
    """Walks the lines once; delimited blocks that hold text are kept on a stack, verbatim ones are jumped over."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = lines_of(source)
        self._groups = count(1)
        self.reading = Reading([])
        self._show = partial(show, attributes=_attributes(source), left_out=self.reading.left_out)
        self._open: list[tuple[str, Role]] = []
        self._style = ""
        self._attributes = ""
        self._list = 0
        self._places: dict[str, list[int]] = {}
        for index, line in enumerate(self._lines):
            if _DELIMITER.match(line.text):
                self._places.setdefault(line.text.rstrip(), []).append(index)

    def run(self) -> Iterator[Block]:
        at = self._header_end()
        if at:
            yield from self._header(at)
        while at < len(self._lines):
            at = yield from self._step(at)

    def _header_end(self) -> int:
        """The line behind a document title with its author and attributes; 0 when there is none."""
        lines = self._lines
        first = next((index for index, line in enumerate(lines) if not line.blank and line.text[:2] != "//"), None)
        if first is None or not re.match(r"[=#][ \t]+\S", lines[first].text):
            return 0
        at = first + 1
        while at < len(lines) and not lines[at].blank:
            at += 1
        return at

    def _header(self, end: int) -> Iterator[Block]:
        for index, line in enumerate(self._lines[:end]):
            if found := _HEADING.match(line.text):
                yield from self._paragraph([line.after(found.end())], Role.HEADING)
            elif found := _ATTRIBUTE_LINE.match(line.text):
                yield from self._attribute(index, found)
            elif line.text.startswith("//"):
                self._comment(line)
            elif not line.blank and not self._lines[index - 1].text.endswith("\\"):
                yield from self._paragraph([line], Role.METADATA)

    def _comment(self, line: Line) -> None:
        written = line.text.rstrip()
        if addresses_us(text := written.removeprefix("//")):
            self.reading.comments.append(Comment(text.strip(), Region(line.start, line.start + len(written))))
        else:
            self.reading.left_out.comments += count_words(text)

    def _attribute(self, at: int, found: re.Match[str]) -> Iterator[Block]:
        if found.group(1).lower() not in _SPOKEN_ATTRIBUTES:
            return
        lines = [self._lines[at].after(found.end())]
        while lines[-1].text.endswith("\\") and at + len(lines) < len(self._lines):
            lines[-1] = _slice(lines[-1], 0, len(lines[-1].text) - 1)
            lines.append(self._lines[at + len(lines)])
        yield from self._paragraph(lines, Role.METADATA)

    # --- blocks ---

    def _step(self, at: int) -> Generator[Block, None, int]:
        """Read what begins on a line; the value of the generator is the line behind it."""
        line = self._lines[at]
        text = line.text
        if line.blank:
            return at + 1
        if self._is_titled(at):
            self._settle()
            yield from self._paragraph([line], Role.HEADING)
            return at + 2
        if _DELIMITER.match(text):
            return (yield from self._delimiter(at))
        if text.startswith("//"):
            self._comment(line)
            return at + 1
        if _RULE.match(text) or text.strip() == "+":
            return at + 1
        if found := _ATTRIBUTE_LINE.match(text):
            yield from self._attribute(at, found)
            while self._lines[at].text.endswith("\\") and at + 1 < len(self._lines):
                at += 1
            return at + 1
        if _BLOCK_ATTRIBUTES.match(text):
            self._note_style(text)
            return at + 1
        if found := _HEADING.match(text):
            self._settle()
            yield from self._paragraph([line.after(found.end())], Role.HEADING)
            return at + 1
        if found := _BLOCK_TITLE.match(text):
            yield from self._paragraph([line.after(found.end())], Role.CAPTION)
            return at + 1
        if found := _BLOCK_MACRO.match(text):
            yield from self._macro(line, found)
            return at + 1
        return (yield from self._text(at))

    def _is_titled(self, at: int) -> bool:
        """Whether a line is a title with a line of marks below it, of about its length."""
        if at + 1 >= len(self._lines) or (at and not self._lines[at - 1].blank and not self._above_is_attribute(at)):
            return False
        line, below = self._lines[at], self._lines[at + 1]
        if not _UNDERLINE.match(below.text) or line.indent or not (line.text[0].isalnum() or line.text[0] == "_"):
            return False
        return abs(len(line.text.rstrip()) - len(below.text.rstrip())) <= 2

    def _above_is_attribute(self, at: int) -> bool:
        return _BLOCK_ATTRIBUTES.match(self._lines[at - 1].text) is not None

    def _note_style(self, text: str) -> None:
        inside = text.strip()[1:-1]
        self._attributes = inside
        self._style = re.split(r"[,#.%\s]", inside, maxsplit=1)[0].strip("\"'").lower()

    def _settle(self) -> None:
        self._style = self._attributes = ""
        self._list = 0

    def _role(self, role: Role = Role.PROSE) -> Role:
        if any(inner is Role.QUOTE for _, inner in self._open) or self._style in ("quote", "verse"):
            return Role.QUOTE
        return role

    def _delimiter(self, at: int) -> Generator[Block, None, int]:
        mark = self._lines[at].text.rstrip()
        style = self._style
        if mark[1:] and mark[0] in "|,:!" and mark[1] == "=":
            return (yield from self._table(at, mark))
        if mark[0] in _VERBATIM and mark != "--":
            return (yield from self._verbatim(at, mark))
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][0] == mark:
                del self._open[depth:]
                self._settle()
                return at + 1
        if style in _CODE_STYLES or style in _SKIPPED_STYLES:
            return (yield from self._verbatim(at, mark))
        if self._closing(at, mark) is not None:
            quoted = mark[0] == "_" or style in ("quote", "verse")
            self._open.append((mark, Role.QUOTE if quoted else Role.PROSE))
        self._settle()
        return at + 1

    def _closing(self, at: int, mark: str) -> int | None:
        places = self._places.get("```" if mark.startswith("```") else mark, [])
        index = bisect_right(places, at)
        return places[index] if index < len(places) else None

    def _verbatim(self, at: int, mark: str) -> Generator[Block, None, int]:
        """A block whose text is not read as prose; a mark that nothing closes is only a mark."""
        end = self._closing(at, mark)
        style = self._style
        role = None if self._style in _SKIPPED_STYLES else _VERBATIM.get(mark[0], Role.CODE)
        if self._style in ("quote", "verse"):
            role = Role.QUOTE
        self._settle_style()
        if end is None:
            return at + 1
        lines = self._lines[at + 1 : end]
        if role is not None:
            yield from self._paragraph(lines, role, plain=role is Role.CODE)
        elif mark[0] == "/" or style == "comment":
            self.reading.left_out.comments += sum(count_words(line.text) for line in lines)
        elif mark[0] == "+" and lines and style not in _SKIPPED_STYLES - {"pass"}:
            written = self._source[lines[0].start : lines[-1].end]
            yield from html.blocks_of(written, base=lines[0].start, left_out=self.reading.left_out)
        return end + 1

    def _settle_style(self) -> None:
        self._style = self._attributes = ""

    def _macro(self, line: Line, found: re.Match[str]) -> Iterator[Block]:
        """A macro on a line of its own: a picture, another file, or text in brackets."""
        name = found.group(1)
        if name == "include":
            self.reading.included.append(found.group(2))
        elif name in _PICTURED:
            if title := _TITLE_ATTRIBUTE.search(line.text, *found.span(3)):
                yield from self._paragraph([_slice(line, *title.span(1))], Role.CAPTION)
            if name == "image":
                yield from self._image(line, found)
        elif name not in _SILENT_MACROS:
            yield from self._paragraph([_slice(line, *found.span(3))], self._role())

    def _image(self, line: Line, found: re.Match[str]) -> Iterator[Block]:
        alt = _first_attribute(found.group(3))
        start, end = found.start(3) + alt[0], found.start(3) + alt[1]
        yield from self._paragraph([_slice(line, start, end)], Role.ALT_TEXT)
        name, place = html.file_name(found.group(2), line.start + found.start(2))
        builder = TextBuilder()
        builder.add(name, place)
        block = builder.build(Role.FILE_NAME)
        if block is not None:
            yield block

    def _text(self, at: int) -> Generator[Block, None, int]:
        """A paragraph, a list item or a term with its definition."""
        line = self._lines[at]
        text = line.text
        if found := _ITEM.match(text):
            self._list = self._list or next(self._groups)
            skip = found.end()
            if box := _CHECKBOX.match(text, skip):
                skip = box.end()
            end = self._paragraph_end(at)
            yield from self._paragraph(
                [line.after(skip), *self._lines[at + 1 : end]], self._role(Role.LIST_ITEM), self._list
            )
            return end
        if (term := _TERM.match(text)) and "://" not in term.group(1):
            return (yield from self._term(at, term))
        continued = at > 0 and self._lines[at - 1].text.strip() == "+"
        end = self._paragraph_end(at)
        if line.indent and not self._list and not continued:
            yield from self._paragraph(self._lines[at:end], Role.CODE, plain=True)
            self._settle()
            return end
        if not continued and not line.indent:
            self._list = 0
        lines = list(self._lines[at:end])
        if self._style in _CODE_STYLES or self._style in _SKIPPED_STYLES:
            if self._style in _CODE_STYLES:
                yield from self._paragraph(lines, Role.CODE, plain=True)
        else:
            yield from self._prose(lines)
        self._settle_style()
        return end

    def _term(self, at: int, term: re.Match[str]) -> Generator[Block, None, int]:
        self._list = self._list or next(self._groups)
        line = self._lines[at]
        yield from self._paragraph([_slice(line, term.start(1), term.end(1))], self._role(Role.HEADING), self._list)
        rest = line.after(term.end())
        start = at + 1
        if rest.blank:
            while start < len(self._lines) and self._lines[start].blank:
                start += 1
            if start >= len(self._lines) or not self._is_plain(start):
                return start
            end = self._paragraph_end(start)
            yield from self._paragraph(self._lines[start:end], self._role(Role.LIST_ITEM), self._list)
            return end
        end = self._paragraph_end(at)
        yield from self._paragraph([rest, *self._lines[start:end]], self._role(Role.LIST_ITEM), self._list)
        return end

    def _prose(self, lines: list[Line]) -> Iterator[Block]:
        if found := _ADMONITION.match(lines[0].text):
            lines[0] = lines[0].after(found.end())
        role = self._role()
        last = lines[-1]
        attributed = len(lines) > 1 and _ATTRIBUTION.match(last.text) is not None
        if lines[0].text.startswith("> "):
            role = Role.QUOTE
            lines = [line.after(found.end()) if (found := _MARKDOWN_QUOTE.match(line.text)) else line for line in lines]
        elif attributed and lines[0].text.startswith('"'):
            yield from self._paragraph(lines[:-1], Role.QUOTE)
            yield from self._paragraph([last.after(3)], Role.PROSE)
            return
        yield from self._paragraph(lines, role)

    def _is_plain(self, at: int) -> bool:
        text = self._lines[at].text
        if self._lines[at].blank or text.strip() == "+" or text.startswith("//"):
            return False
        if _DELIMITER.match(text) or _BLOCK_ATTRIBUTES.match(text) or _ITEM.match(text) or _BLOCK_MACRO.match(text):
            return False
        return not ((term := _TERM.match(text)) and "://" not in term.group(1))

    def _paragraph_end(self, at: int) -> int:
        listed = _ITEM.match(self._lines[at].text) is not None or self._list > 0
        at += 1
        while at < len(self._lines):
            line = self._lines[at]
            if line.blank or line.text.strip() == "+" or _BLOCK_ATTRIBUTES.match(line.text):
                break
            if _DELIMITER.match(line.text) or line.text.startswith("//") or _BLOCK_MACRO.match(line.text):
                break
            if listed and not self._is_plain(at):
                break
            at += 1
        return at

    # --- tables ---

    def _table(self, at: int, mark: str) -> Generator[Block, None, int]:
        end = self._closing(at, mark)
        attributes = self._attributes
        self._settle()
        if end is None:
            return at + 1
        if mark[0] != "|" or "format=" in attributes:
            for line in self._lines[at + 1 : end]:
                yield from self._paragraph([line], Role.CELL, next(self._groups))
            return end + 1
        if end == at + 1:
            return end + 1
        yield from self._cells(self._lines[at + 1].start, self._lines[end].start, _width(attributes))
        return end + 1

    def _cells(self, start: int, end: int, width: int) -> Iterator[Block]:
        """Cells begin behind "|"; where the columns are not told, the first line says how many there are."""
        marks = [
            found
            for found in _CELL_MARK.finditer(self._source, start, end)
            if self._source[found.end() - 2 : found.end() - 1] != "\\"
        ]
        if not width and marks:
            line_end = next((place for place in (self._source.find("\n", marks[0].end(), end),) if place >= 0), end)
            width = sum(found.start() < line_end for found in marks)
        group = 0
        for index, found in enumerate(marks):
            if index % max(width, 1) == 0:
                group = next(self._groups)
            following = marks[index + 1].start() if index + 1 < len(marks) else end
            lines: list[Line] = []
            for line in [*lines_of(self._source[:following], found.end()), None]:
                if line is not None and not line.blank:
                    lines.append(line)
                    continue
                yield from self._paragraph(lines, Role.CELL, group)
                lines = []

    # --- text ---

    def _paragraph(self, lines: Sequence[Line], role: Role, group: int = 0, *, plain: bool = False) -> Iterator[Block]:
        lines = [line for line in lines if not line.blank]
        if not lines:
            return
        builder = PassageBuilder()
        for index, line in enumerate(lines):
            if index:
                before = lines[index - 1].end
                between = self._source[before : line.start]
                if between.isspace():
                    builder.add(between, before)
                else:
                    builder.together("\n", before, max(line.start - before, 1))
            builder.add(line.text, line.start)
        yield from blocks_from(builder.build(), role, as_written if plain else self._show, group=group)


def _slice(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    return Line(text, line.start + start, 0, not text.strip())


def _first_attribute(text: str) -> tuple[int, int]:
    """Where the alternative text stands among the attributes of an image."""
    named = re.search(r"\balt\s*=\s*\"([^\"]{0,1000})\"", text)
    if named:
        return named.span(1)
    if text.startswith('"') and (end := text.find('"', 1)) > 0:
        return 1, end
    first = text.split(",", 1)[0]
    return (0, 0) if "=" in first else (0, len(first))


def _width(attributes: str) -> int:
    found = _COLUMNS.search(attributes)
    if found is None:
        return 0
    if found.group(2):
        return int(found.group(2))
    total = 0
    for part in re.split(r"[,;]", found.group(1)):
        repeated = re.match(r"\s*(\d{1,3})\*", part)
        total += int(repeated.group(1)) if repeated else 1
    return total if len(found.group(1)) and not found.group(1).strip().isdigit() else int(found.group(1) or 0)


# --- inline markup -----------------------------------------------------------------------------------------------

_MACRO = re.compile(r"(?<![\w:])(?P<name>[a-z]\w{1,20}):(?!:)(?P<target>[^\s\[\]:][^\s\[\]]{0,500})?\[")
_ADDRESS = re.compile(r"(?:https?|ftp|irc)://[^\s\[\]<>]{1,1000}")
_MACRO_OR_ADDRESS = re.compile(rf"(?P<address>{_ADDRESS.pattern})|(?P<macro>{_MACRO.pattern})")
_CROSS = re.compile(r"<<([^<>,\n]{1,300})(?:,([^<>]{0,500}))?>>")
_REFERENCE = re.compile(r"(?<!\\)\{([A-Za-z0-9_][\w-]{0,60})\}")
_ANCHOR = re.compile(r"\[\[[^\]\n]{1,300}\]\]|\[[.#%][^\]\n]{0,100}\](?=[#*_`])|\[[a-z][\w-]{0,30}\](?=#)")
_INDEX = re.compile(r"\(\(\([^()\n]{1,300}\)\)\)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_HARD_BREAK = re.compile(r"[ \t]\+(?=\s*(?:\n|\Z))")
_ESCAPED = re.compile(r"\\(?=[*_`#+{<\[^~\\|]|\w{1,20}:)")
_CURVED = re.compile(r"\"`|`\"|(?<!\w)'`|`'(?!\w)")
_FORMATS = re.compile(r"\*\*|\*|__|_|##|#|``|`|\+")
_KINDS = {"`": MarkKind.CODE, "+": MarkKind.CODE, "*": MarkKind.EMPHASIS, "_": MarkKind.EMPHASIS}
_NAMED = {
    "nbsp": " ", "sp": " ", "empty": "", "amp": "&", "lt": "<", "gt": ">", "apos": "'", "quot": '"', "lsquo": "‘",
    "rsquo": "’", "ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+", "asterisk": "*", "brvbar": "¦", "vbar": "|",
    "startsb": "[", "endsb": "]", "caret": "^", "tilde": "~", "backslash": "\\", "backtick": "`", "two-colons": "::",
    "two-semicolons": ";;", "zwsp": "", "wj": "", "cpp": "C++", "pp": "++",
}  # fmt: skip
_APART_MACROS = frozenset({"footnote", "footnoteref", "indexterm"})
_HIDDEN_MACROS = frozenset("anchor icon counter counter2 stem latexmath asciimath toc bibanchor".split())
_TEXT_MACROS = frozenset("link mailto xref btn menu kbd indexterm2".split())


_STRUCK = re.compile(r"\[\.?line-through\]##?(?P<text>[^#\n]{1,2000}(?:\n[^#\n]{1,2000}){0,20})##?")
_RAISED = re.compile(r"(?<=[^\W\d_]{3})\^\[?\d{1,3}\]?\^")


def _attributes(source: str) -> dict[str, str]:
    """What the attributes that a text sets stand for, as it is shown."""
    found: dict[str, str] = {}
    for attribute in _ATTRIBUTE_TEXT.finditer(source):
        written = _CONTINUED.sub(" ", attribute.group(2)).strip()
        builder = TextBuilder()
        show(written).render(builder, written, 0)
        block = builder.build(Role.CODE)
        found[attribute.group(1).lower()] = block.text if block is not None else ""
    return found


def show(text: str, *, attributes: Mapping[str, str] | None = None, left_out: LeftOut | None = None) -> Shown:
    """How a paragraph's text is shown; what is struck out in it is counted."""
    shown = Shown()
    covered: list[tuple[int, int]] = []
    known = {**_NAMED, **(attributes or {})}
    for struck in _STRUCK.finditer(text):
        shown.cuts.append((*struck.span(), ""))
        covered.append(struck.span())
        if left_out is not None:
            left_out.struck += count_words(struck["text"])
    _passed(text, shown, covered)
    masked = _code(blotted(text, covered), shown, covered)
    _macros(text, masked, shown, covered)
    masked = blotted(text, covered)
    for pattern in (_ANCHOR, _INDEX, _HARD_BREAK, _ESCAPED, _RAISED):
        for found in pattern.finditer(masked):
            shown.cuts.append((*found.span(), ""))
            covered.append((found.start(), found.end() + (pattern is _ESCAPED)))
    for found in _REFERENCE.finditer(masked):
        shown.cuts.append((*found.span(), known.get(found.group(1).lower(), "")))
        covered.append(found.span())
    for found in _ENTITY.finditer(masked):
        shown.cuts.append((*found.span(), unescape(found.group())))
        covered.append(found.span())
    for found in _CROSS.finditer(masked):
        inner = found.span(2) if found.group(2) else (found.end(), found.end())
        shown.cuts += [(found.start(), inner[0], ""), (inner[1], found.end(), "")]
        covered += [(found.start(), inner[0]), (inner[1], found.end())]
    _formats(blotted(text, covered), shown)
    return shown


def _passed(text: str, shown: Shown, covered: list[tuple[int, int]]) -> None:
    at = text.find("+++")
    while at >= 0 and (end := text.find("+++", at + 3)) >= 0:
        shown.cuts += [(at, at + 3, ""), (end, end + 3, "")]
        covered.append((at, end + 3))
        at = text.find("+++", end + 3)


def _code(masked: str, shown: Shown, covered: list[tuple[int, int]]) -> str:
    """Curved quotation marks first, then what stands between back quotes, where no other mark counts."""
    for found in _CURVED.finditer(masked):
        instead = {'"`': "“", '`"': "”", "'`": "‘", "`'": "’"}[found.group()]
        shown.cuts.append((*found.span(), instead))
        covered.append(found.span())
    masked = blotted(masked, covered, " ")
    for first, second in pairs(masked, re.compile(r"``|`"), _opens, _closes):
        shown.cuts += [(*first.span(), ""), (*second.span(), "")]
        shown.marks.append((MarkKind.CODE, first.end(), second.start()))
        covered.append((first.start(), second.end()))
    return blotted(masked, covered)


def _macros(text: str, masked: str, shown: Shown, covered: list[tuple[int, int]]) -> None:
    done = 0
    for found in _MACRO_OR_ADDRESS.finditer(masked):
        if found.start() < done:
            continue
        opening = found.end() if found.group("macro") else found.end() + 1
        if found.group("address") and masked[found.end() : found.end() + 1] != "[":
            covered.append(found.span())
            continue
        end = masked.find("]", opening, opening + 3000)
        if end < 0:
            continue
        done = end + 1
        name = found.group("name") or "link"
        _macro(shown, name, text, (found.start(), opening, end))
        covered += [(found.start(), opening), (end, end + 1)]


def _macro(shown: Shown, name: str, text: str, edges: tuple[int, int, int]) -> None:
    start, opening, end = edges
    if name in _TEXT_MACROS:
        stop = end
        inside = text[opening:end]
        if named := re.search(r",\s*\w{1,20}\s*=", inside):
            stop = opening + named.start()
        while stop > opening and text[stop - 1] in '^"':
            stop -= 1
        begin = opening + (text[opening : opening + 1] == '"')
        shown.cuts += [(start, begin, ""), (stop, end + 1, "")]
        if name == "kbd":
            shown.marks.append((MarkKind.CODE, begin, stop))
        return
    if name not in _HIDDEN_MACROS and name not in _APART_MACROS and name != "image":
        shown.cuts += [(start, opening, ""), (end, end + 1, "")]
        return
    shown.cuts.append((start, end + 1, ""))
    if name in _APART_MACROS:
        shown.apart.append((Role.NOTE, opening, end))
    elif name == "image":
        first, last = _first_attribute(text[opening:end])
        shown.apart.append((Role.ALT_TEXT, opening + first, opening + last))


def _formats(masked: str, shown: Shown) -> None:
    for first, second in pairs(masked, _FORMATS, _opens, _closes):
        mark = first.group()
        shown.cuts += [(*first.span(), ""), (*second.span(), "")]
        if kind := _KINDS.get(mark[0]):
            shown.marks.append((kind, first.end(), second.start()))


def _opens(found: re.Match[str]) -> bool:
    before, after = found.string[max(found.start() - 1, 0) : found.start()], found.string[found.end() : found.end() + 1]
    if len(found.group()) == 2:
        return bool(after)
    return bool(after) and not after.isspace() and not before.isalnum() and before not in ("}", ";", ":", "_")


def _closes(found: re.Match[str]) -> bool:
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    if len(found.group()) == 2:
        return True
    return not before.isspace() and not after.isalnum()
