"""reStructuredText: what a reader of the page sees, with offsets into the source; code, comments and targets left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count, pairwise

from langcheck.model import Block, Comment, MarkKind, Region, Role
from langcheck.readers import html
from langcheck.readers.csv import records
from langcheck.readers.left_out import LeftOut, count_words
from langcheck.readers.markup import DEEPEST_NESTING, Line, Shown, as_written, blocks_from, blotted, lines_of, pairs
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    Passage,
    PassageBuilder,
    Reading,
    TextBuilder,
    addresses_us,
    decode,
    gathered,
    is_note_mark,
    label,
)

_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1{1,}\s*\Z")
_BULLET = re.compile(r"[-*+•‣⁃](?:[ \t]+|\Z)")
_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,4}|[A-Za-z]|[ivxlcIVXLC]{1,7}|#)\)|(?:\d{1,4}|[A-Za-z]|[ivxlcIVXLC]{1,7}|#)\.)(?:[ \t]+|\Z)"
)
_FIELD = re.compile(r":(?![: ])((?:[^:\\\n]|\\.|:(?!\s)){1,100}):(?:[ \t]+|\Z)")
_OPTION = re.compile(
    r"(?:--?|/)[A-Za-z?][\w-]{0,40}(?:[ =][<\w][\w<>-]{0,40})?(?:, --?[A-Za-z?][\w-]{0,40}(?:[ =][<\w][\w<>-]{0,40})?)?(?:  +|\Z)"
)
_LINE_BLOCK = re.compile(r"\|(?:[ \t]+|\Z)")
_EXPLICIT = re.compile(r"\.\.(?:[ \t]+|\Z)")
_NOTE = re.compile(r"\[(?:\d{1,4}|#[\w.-]{0,60}|\*|[A-Za-z0-9][\w.-]{0,60})\](?:[ \t]+|\Z)")
_DIRECTIVE = re.compile(r"([A-Za-z0-9][\w.+:-]{0,60}?)[ \t]?::(?:[ \t]+|\Z)")
_GRID = re.compile(r"\+(?:[-=]+\+)+\s*\Z")
_GRID_PART = re.compile(r"\+[-=]{2,}\+")
_SIMPLE = re.compile(r"=+(?:[ \t]+=+)+\s*\Z")
_SIMPLE_RULE = re.compile(r"[-= ]+\Z")
_ATTRIBUTION = re.compile(r"(?:---?(?!-)|\u2014)\s*(?=\S)")
_TABLE_CELL = re.compile(r"(\*\s+)?-(?:\s+|\Z)")

_CODE_DIRECTIVES = frozenset(
    "parsed-literal code code-block sourcecode doctest testcode testoutput ipython prompt productionlist graphviz digraph graph "
    "plot mermaid uml plantuml jupyter-execute command-output program-output".split()
)
"""Directives whose body is shown as it is written, or drawn from it."""
_SKIPPED = frozenset(
    "math highlight index currentmodule module autosummary role default-role tabularcolumns highlightlang bibliography sectnum "
    "target-notes header-level inheritance-diagram testsetup testcleanup".split()
)
"""Directives that show nothing of their own."""
_INCLUDING = frozenset({"include", "literalinclude"})
_MADE_FROM_CODE = frozenset(
    "automodule autoclass autofunction automethod autodata autoattribute autoproperty autodecorator autoexception argparse click".split()
)
_NAMES_IN_CODE = frozenset(
    "function class method attribute data exception module envvar option program describe object property decorator macro type "
    "struct enum enumerator union var member classmethod staticmethod decoratormethod cmdoption confval".split()
)
"""Directives whose argument is a name in code."""
_UNTITLED = frozenset("container compound only ifconfig raw math".split())
_QUOTES = frozenset({"epigraph", "pull-quote", "highlights"})
_TITLED = frozenset({"rubric", "centered", "topic", "sidebar", "admonition", "title", "contents"})
_COMMA = ","
_TABLES = frozenset({"table", "list-table", "csv-table", "flat-table"})
_VERSIONS = frozenset({"versionadded", "versionchanged", "deprecated", "versionremoved", "deprecated-removed"})
_ADMONITIONS = frozenset(
    "note warning tip important caution danger attention hint error seealso todo container compound only".split()
)
_SPOKEN_FIELDS = frozenset({"description", "abstract", "summary"})
_SPOKEN_OPTIONS = {"caption": Role.CAPTION, "alt": Role.ALT_TEXT, "title": Role.CAPTION}
_ENTRY = re.compile(r"(?P<title>\S.*?)[ \t]+<[^<>]{1,500}>\s*\Z")
_CODE_ROLES = frozenset(
    "code literal func meth class mod attr data const exc obj file samp option envvar kbd command program makevar "
    "token regexp mimetype py:func py:meth py:class py:mod c:func c:type ref numref doc download eq cite rfc pep "
    "keyword confval setting sc mailheader newsgroup dfn-code".split()
)
_LEFT_OUT_ROLES = frozenset({"math", "raw", "eq", "cite", "sub-ref", "footcite"})
_STRUCK_ROLES = frozenset({"del", "s", "strike", "strikethrough"})
_SUPERSCRIPT_ROLES = frozenset({"sup", "superscript"})


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a reStructuredText file."""
    source, name, notes = decode(raw, encoding, choice=choice)
    parser = _Parser(source)
    parser.reading.source, parser.reading.encoding, parser.reading.notes = source, name, notes
    parser.reading.blocks = gathered(parser.run(), choice)
    return parser.reading


class _Parser:
    """Walks the lines by their indents; every body stands further right than what opens it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._groups = count(1)
        self.reading = Reading([])
        self._show = partial(show, substitutions=_substitutions(source), left_out=self.reading.left_out)

    def run(self) -> Iterator[Block]:
        lines = lines_of(self._source)
        yield from self._body(lines, Role.PROSE, 0)

    # --- blocks ---

    def _body(self, lines: Sequence[Line], role: Role, depth: int, group: int = 0) -> Iterator[Block]:
        """The blocks of lines that stand together; the least indent among them is their margin."""
        margin = min((line.indent for line in lines if not line.blank), default=0)
        if depth > DEEPEST_NESTING:
            yield from self._paragraph([line for line in lines if not line.blank], role, group)
            return
        at = 0
        listed = 0
        while at < len(lines):
            line = lines[at]
            if line.blank:
                at += 1
                continue
            if line.indent > margin:
                end = _indented(lines, at, margin)
                yield from self._quote(lines[at:end], role, depth)
                at = end
                listed = 0
                continue
            text = line.text.lstrip()
            step = self._construct(lines, at, margin, text)
            if step is not None:
                kind, end, skip = step
                listed = (listed or next(self._groups)) if kind in ("item", "field", "option") else 0
                yield from self._emit(kind, lines[at:end], skip, role, depth, listed)
                at = end
                continue
            listed = 0
            end = _paragraph_end(lines, at, margin)
            following = lines[end] if end < len(lines) else None
            if end == at + 1 and following is not None and not following.blank and following.indent > margin:
                inside = _indented(lines, end, margin)
                if not text.endswith("::"):
                    yield from self._paragraph([_without_classifier(line)], Role.HEADING, group)
                    yield from self._body(lines[end:inside], role, depth + 1)
                    at = inside
                    continue
            yield from self._paragraph(lines[at:end], role, group)
            at = end
            if lines[end - 1].text.rstrip().endswith("::"):
                at = self._literal_end(lines, end, margin)
                yield from self._code(lines[end:at])

    def _construct(self, lines: Sequence[Line], at: int, margin: int, text: str) -> tuple[str, int, int] | None:
        """What begins on a line, other than a paragraph: its kind, the line behind it, and how long its mark is."""
        line = lines[at]
        lead = len(line.text) - len(text)
        following = lines[at + 1] if at + 1 < len(lines) else None
        third = lines[at + 2] if at + 2 < len(lines) else None
        if _GRID.match(text):
            return "grid", _table_end(lines, at, margin), 0
        if _SIMPLE.match(text) and (end := _simple_end(lines, at, margin)):
            return "simple", end, 0
        if _UNDERLINE.match(text):
            if third is not None and following is not None and not following.blank and _underlines(third, line):
                return "overlined", at + 3, 0
            if len(text.rstrip()) >= 4 and (following is None or following.blank):
                return "nothing", at + 1, 0
        if following is not None and _underlined(line, following):
            return "titled", at + 2, 0
        if found := _EXPLICIT.match(text):
            end = _indented(lines, at + 1, margin)
            if text.startswith(
                "_", found.end()
            ):  # a target is over at a blank line, and what is set in below it is shown
                end = next((number for number in range(at + 1, end) if lines[number].blank), end)
            return "explicit", end, lead + found.end()
        if text.startswith("__ ") or text == "__":
            return "nothing", at + 1, 0
        if text.startswith(">>> "):
            return "code", _paragraph_end(lines, at, margin, any_indent=True), 0
        if _LINE_BLOCK.match(text):
            return "lines", _line_block_end(lines, at, margin), 0
        for kind, pattern in (("item", _BULLET), ("item", _NUMBER), ("field", _FIELD), ("option", _OPTION)):
            found = pattern.match(text)
            if found and _is_list(kind, found, following, margin):
                return kind, _indented(lines, at + 1, margin), lead + found.end()
        return None

    def _emit(self, kind: str, lines: Sequence[Line], skip: int, role: Role, depth: int, group: int) -> Iterator[Block]:
        if kind == "titled":
            yield from self._paragraph(lines[:1], Role.HEADING)
        elif kind == "overlined":
            yield from self._paragraph(lines[1:2], Role.HEADING)
        elif kind == "grid":
            yield from self._grid(lines)
        elif kind == "simple":
            yield from self._simple(lines)
        elif kind == "code":
            yield from self._code(lines)
        elif kind == "lines":
            yield from self._line_block(lines, role)
        elif kind == "explicit":
            yield from self._explicit(lines, skip, role, depth)
        elif kind == "field":
            yield from self._field(lines, skip, role, depth, group)
        elif kind in ("item", "option"):
            inner = role if role is Role.QUOTE else Role.LIST_ITEM
            yield from self._body(_inside(lines, skip, item=kind == "item"), inner, depth + 1, group)

    def _quote(self, lines: Sequence[Line], role: Role, depth: int) -> Iterator[Block]:
        """An indented body is a quotation; its last paragraph may say whose."""
        last = _last_paragraph(lines)
        found = _ATTRIBUTION.match(lines[last].text.lstrip()) if last is not None and last > 0 else None
        if last is None or found is None:
            yield from self._body(lines, Role.QUOTE if role is not Role.NOTE else role, depth + 1)
            return
        yield from self._body(lines[:last], Role.QUOTE, depth + 1)
        line = lines[last]
        lead = len(line.text) - len(line.text.lstrip())
        yield from self._paragraph([line.after(lead + found.end()), *lines[last + 1 :]], Role.PROSE)

    def _field(self, lines: Sequence[Line], skip: int, role: Role, depth: int, group: int) -> Iterator[Block]:
        body = _inside(lines, skip)
        if all(line.blank for line in body):
            return
        first = lines[0]
        start = len(first.text) - len(first.text.lstrip()) + 1
        name = Line(first.text[start : first.text.rfind(":", 0, skip)], first.start + start, 0, blank=False)
        yield from self._paragraph([name], Role.HEADING, group)
        yield from self._body(body, role, depth + 1, group)

    def _literal_end(self, lines: Sequence[Line], at: int, margin: int) -> int:
        while at < len(lines) and lines[at].blank:
            at += 1
        if at < len(lines) and lines[at].indent == margin and _UNDERLINE.match(lines[at].text.lstrip()[:1] * 2):
            mark = lines[at].text.lstrip()[:1]
            if mark == ">":
                while at < len(lines) and not lines[at].blank and lines[at].text.lstrip().startswith(mark):
                    at += 1
                return at
        return _indented(lines, at, margin)

    def _line_block(self, lines: Sequence[Line], role: Role) -> Iterator[Block]:
        stanza: list[Line] = []
        for line in lines:
            lead = len(line.text) - len(line.text.lstrip())
            marked = _LINE_BLOCK.match(line.text, lead)
            rest = line.after(marked.end() if marked else lead)
            if rest.blank:
                yield from self._paragraph(stanza, role)
                stanza = []
            else:
                stanza.append(rest)
        yield from self._paragraph(stanza, role)

    # --- explicit markup ---

    def _explicit(self, lines: Sequence[Line], skip: int, role: Role, depth: int) -> Iterator[Block]:
        first = lines[0].text[skip:]
        if found := _NOTE.match(first):
            yield from self._body(_inside(lines, skip + found.end()), Role.NOTE, depth + 1)
        elif found := _DIRECTIVE.match(first):
            argument = lines[0].after(skip + found.end())
            yield from self._directive(found.group(1).lower(), argument, lines[1:], role, depth)
        elif addresses_us(first):
            written = [line for line in lines if not line.blank]
            text = " ".join([first, *(line.text for line in written[1:])])
            end = written[-1].start + len(written[-1].text.rstrip())
            self.reading.comments.append(Comment(text.strip(), Region(lines[0].start, end)))
        elif found := _SUBSTITUTION_DEFINITION.match(first):
            if found["directive"] == "image":
                rest = lines[0].after(skip + found.end())
                yield from self._directive("image", rest, lines[1:], role, depth)
        elif not first.startswith(("_", "__", "[")):
            self.reading.left_out.comments += count_words(" ".join([first, *(line.text for line in lines[1:])]))

    def _directive(self, name: str, argument: Line, lines: Sequence[Line], role: Role, depth: int) -> Iterator[Block]:
        short = name.rsplit(":", 1)[-1]
        if name in _SKIPPED:
            return
        options, body = _options(lines)
        if name in _INCLUDING or any(option in ("file", "url") for option, _ in options):
            target = (
                argument if name in _INCLUDING else next(v[0] for option, v in options if option in ("file", "url"))
            )
            self.reading.included.append(target.text.strip())
        if name in _MADE_FROM_CODE:
            self.reading.notes.append(
                f'text that "{label(f"{name} {argument.text.strip()}")}" makes from code was not checked'
            )
            yield from self._body(body, role, depth + 1)
            return
        if name not in ("image", "figure") and short not in ("image", "figure"):
            for option, value in options:
                if option == "header":
                    yield from self._rows_of_values(value)
                elif option in _SPOKEN_OPTIONS:
                    yield from self._paragraph(value, _SPOKEN_OPTIONS[option])
        if name in _INCLUDING:
            return
        if name == "raw":
            yield from self._raw(argument.text.strip().lower(), body)
        elif name == "toctree":
            yield from self._entries(body)
        elif short in ("image", "figure"):
            yield from self._figure(argument, options, body, depth)
        elif name == "meta":
            yield from self._metadata(options)
        elif name in _CODE_DIRECTIVES:
            yield from self._code(body)
        elif name in _TITLED | _TABLES:
            kind = Role.CAPTION if name in _TABLES else Role.HEADING
            yield from self._paragraph([argument, *_rest_of_argument(lines)], kind)
            yield from self._table_body(name, body, role, depth)
        elif name in _QUOTES:
            yield from self._quote(_with(argument, lines, body), role, depth)
        elif name in _VERSIONS:
            text = argument.text.lstrip()
            version = len(argument.text) - len(text) + len(text.split(" ", 1)[0])
            yield from self._body(_at_one_margin(argument.after(version), lines) if text else body, role, depth + 1)
        elif name in _ADMONITIONS:
            given = name not in ("container", "compound", "only") and not argument.blank
            yield from self._body(_at_one_margin(argument, lines) if given else body, role, depth + 1)
        else:
            titled = not (":" in name or name in _NAMES_IN_CODE or name in _UNTITLED or argument.blank)
            if titled:
                yield from self._paragraph([argument, *_rest_of_argument(lines)], Role.HEADING)
            yield from self._body(body, role, depth + 1)

    def _raw(self, format: str, body: Sequence[Line]) -> Iterator[Block]:
        """A block that is passed on as it is; what it is written in may be read here, too."""
        if all(line.blank for line in body):
            return
        first, last = body[0], body[-1]
        written = self._source[first.start : last.end]
        if "html" in format:
            yield from html.blocks_of(written, base=first.start, left_out=self.reading.left_out)
        elif "latex" in format:
            from langcheck.readers import latex

            yield from latex.blocks_of(written, base=first.start)
        elif count_words(written):
            problem = f'a block is passed on as it is (raw), written in "{label(format)}"'
            self.reading.unchecked.append(
                (f"line {self._source.count(chr(10), 0, first.start) + 1}", problem, _RAW_HINT)
            )

    def _entries(self, body: Sequence[Line]) -> Iterator[Block]:
        """The titles that a table of contents gives to other pages."""
        group = next(self._groups)
        for line in body:
            text = line.text.lstrip()
            if found := _ENTRY.match(text):
                start = len(line.text) - len(text)
                yield from self._paragraph([_slice(line, start, start + found.end("title"))], Role.LIST_ITEM, group)

    def _table_body(self, name: str, body: Sequence[Line], role: Role, depth: int) -> Iterator[Block]:
        if name in ("list-table", "flat-table"):
            yield from self._list_table(body, depth)
        elif name == "csv-table":
            yield from self._rows_of_values(body)
        else:
            yield from self._body(body, role, depth + 1)

    def _rows_of_values(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Rows of values between commas, a cell for each value."""
        for line in lines:
            group = next(self._groups)
            for field in chain.from_iterable(records(line.text, _COMMA, 0, EVERYTHING)):
                if line.text[field.start : field.end].strip():
                    yield from self._paragraph([_slice(line, field.start, field.end)], Role.CELL, group)

    def _list_table(self, lines: Sequence[Line], depth: int) -> Iterator[Block]:
        """A list of rows, each a list of cells: "* - " opens a row, "- " a cell."""
        group = 0
        cell: list[Line] = []
        margin = min((line.indent for line in lines if not line.blank), default=0)
        for line in lines:
            text = line.text.lstrip()
            found = _TABLE_CELL.match(text) if line.indent <= margin + 4 else None
            if found is None or (not found.group(1) and not group):
                cell.append(line)
                continue
            yield from self._table_cell(cell, depth, group)
            group = next(self._groups) if found.group(1) else group
            cell = [line.after(len(line.text) - len(text) + found.end())]
        yield from self._table_cell(cell, depth, group)

    def _table_cell(self, lines: Sequence[Line], depth: int, group: int) -> Iterator[Block]:
        if lines:
            yield from self._body(_at_one_margin(lines[0], lines[1:], item=True), Role.CELL, depth + 1, group)

    def _figure(
        self, argument: Line, options: Sequence[tuple[str, Sequence[Line]]], body: Sequence[Line], depth: int
    ) -> Iterator[Block]:
        builder = TextBuilder()
        written = argument.text.strip()
        name, start = html.file_name(written, argument.start + argument.text.find(written))
        builder.add(name, start)
        block = builder.build(Role.FILE_NAME)
        for option, value in options:
            if option == "alt":
                yield from self._paragraph(value, Role.ALT_TEXT)
        if block is not None:
            yield block
        first = next((index for index, line in enumerate(body) if not line.blank), len(body))
        end = _paragraph_end(body, first, body[first].indent) if first < len(body) else first
        yield from self._paragraph(body[first:end], Role.CAPTION)
        yield from self._body(body[end:], Role.PROSE, depth + 1)

    def _metadata(self, options: Sequence[tuple[str, Sequence[Line]]]) -> Iterator[Block]:
        for option, value in options:
            if option.split(" ", 1)[0].lower() in _SPOKEN_FIELDS:
                yield from self._paragraph(value, Role.METADATA)

    # --- tables ---

    def _grid(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Rows lie between rules; where "|" stands in every line of a row, a cell ends."""
        row: list[Line] = []
        for line in lines:
            if not _GRID_PART.search(line.text):
                row.append(line)
                continue
            yield from self._cells(row)
            row = []
        yield from self._cells(row)

    def _cells(self, lines: Sequence[Line]) -> Iterator[Block]:
        if not lines:
            return
        group = next(self._groups)
        edges = {found.start() for found in re.finditer(r"\|", lines[0].text)}
        for line in lines[1:]:
            edges = {edge for edge in edges if line.text[edge : edge + 1] == "|"}
        ordered = sorted(edges)
        for start, end in pairwise(ordered):
            slices = [_slice(line, start + 1, end) for line in lines]
            yield from self._cell(slices, group)

    def _cell(self, slices: Sequence[Line], group: int) -> Iterator[Block]:
        paragraph: list[Line] = []
        for line in slices:
            if line.blank:
                yield from self._paragraph(paragraph, Role.CELL, group)
                paragraph = []
            else:
                paragraph.append(line)
        yield from self._paragraph(paragraph, Role.CELL, group)

    def _simple(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Columns stand below the rules; a row whose first column is empty continues the one above."""
        starts = [found.start() for found in re.finditer(r"=+", lines[0].text)]
        row: list[Line] = []
        for line in lines:
            ruled = _SIMPLE_RULE.match(line.text) is not None
            if ruled or line.blank or line.text[starts[0] : starts[1]].strip():
                yield from self._simple_row(row, starts)
                row = []
            if not ruled and not line.blank:
                row.append(line)
        yield from self._simple_row(row, starts)

    def _simple_row(self, lines: Sequence[Line], starts: Sequence[int]) -> Iterator[Block]:
        group = next(self._groups) if lines else 0
        for start, end in zip(starts, [*starts[1:], None], strict=True) if lines else ():
            slices = [_slice(line, start, len(line.text) if end is None else end) for line in lines]
            yield from self._cell(slices, group)

    # --- text ---

    def _paragraph(self, lines: Sequence[Line], role: Role, group: int = 0) -> Iterator[Block]:
        lines = [line for line in lines if not line.blank]
        if lines:
            yield from blocks_from(_passage(self._source, lines), role, self._show, group=group)

    def _code(self, lines: Sequence[Line]) -> Iterator[Block]:
        lines = [line for line in lines if not line.blank]
        if lines:
            yield from blocks_from(_passage(self._source, lines), Role.CODE, as_written)


def _passage(source: str, lines: Sequence[Line]) -> Passage:
    """Lines as one text: with what lies between them where they follow one another, else with a line end."""
    builder = PassageBuilder()
    for index, line in enumerate(lines):
        if index:
            before = lines[index - 1]
            between = source[before.end : line.start]
            if between.isspace():
                builder.add(between, before.end)
            else:
                builder.together("\n", before.end, max(line.start - before.end, 1))
        builder.add(line.text, line.start)
    return builder.build()


def _slice(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    shown = text.strip()
    lead = len(text) - len(text.lstrip())
    return Line(shown, line.start + min(start, len(line.text)) + (lead if shown else 0), 0, not shown)


def _indented(lines: Sequence[Line], at: int, margin: int) -> int:
    """The end of the lines from ``at`` on that stand further right than the margin, without blanks at their end."""
    end = at
    while at < len(lines) and (lines[at].blank or lines[at].indent > margin):
        at += 1
        if not lines[at - 1].blank:
            end = at
    return end


def _inside(lines: Sequence[Line], skip: int, *, item: bool = False) -> list[Line]:
    """The body of a construct: the rest of its first line and what stands below it.

    The text of an ``item`` has its own margin; other bodies have that of the lines below.
    """
    return _at_one_margin(lines[0].after(skip), lines[1:], item=item)


def _at_one_margin(first: Line, rest: Sequence[Line], *, item: bool = False) -> list[Line]:
    below = min((line.indent for line in rest if not line.blank), default=first.indent)
    margin = min(below, first.indent) if item else below
    return [Line(first.text, first.start, margin, first.blank), *rest]


def _is_list(kind: str, found: re.Match[str], following: Line | None, margin: int) -> bool:
    """A number or a letter at the head of a paragraph's line is a list only where the next line allows it."""
    if kind != "item" or following is None or following.blank:
        return True
    if following.indent > margin:
        return True
    text = following.text.lstrip()
    return _BULLET.match(text) is not None or _NUMBER.match(text) is not None


def _paragraph_end(lines: Sequence[Line], at: int, margin: int, *, any_indent: bool = False) -> int:
    at += 1
    while at < len(lines) and not lines[at].blank and (any_indent or lines[at].indent == margin):
        at += 1
    return at


def _last_paragraph(lines: Sequence[Line]) -> int | None:
    end = len(lines)
    while end and lines[end - 1].blank:
        end -= 1
    while end and not lines[end - 1].blank:
        end -= 1
        if _ATTRIBUTION.match(lines[end].text.lstrip()):
            return end
    return None


def _underlined(line: Line, following: Line) -> bool:
    if following.blank or following.indent != line.indent or not _UNDERLINE.match(following.text.lstrip()):
        return False
    length = len(following.text.strip())
    return length >= 4 or length >= len(line.text.strip())


def _underlines(third: Line, line: Line) -> bool:
    return third.text.strip() == line.text.strip()


def _table_end(lines: Sequence[Line], at: int, margin: int) -> int:
    while at < len(lines) and not lines[at].blank and lines[at].text.lstrip()[:1] in "+|":
        at += 1
    return at


def _simple_end(lines: Sequence[Line], at: int, margin: int) -> int:
    """The line behind a simple table, whose last rule has a blank line or nothing below; 0 when there is none."""
    rules = 1
    first = at
    while at + 1 < len(lines) and (lines[at + 1].blank or lines[at + 1].indent >= margin):
        at += 1
        if _SIMPLE.match(lines[at].text.lstrip()) and lines[at].indent == margin:
            rules += 1
            if rules == 3 or at + 1 >= len(lines) or lines[at + 1].blank or lines[at + 1].indent < margin:
                return at + 1
        elif rules == 1 and lines[at].blank and at - first > 60:
            return 0
    return 0


def _line_block_end(lines: Sequence[Line], at: int, margin: int) -> int:
    at += 1
    while at < len(lines) and not lines[at].blank:
        if lines[at].indent <= margin and not _LINE_BLOCK.match(lines[at].text.lstrip()):
            break
        at += 1
    return at


def _without_classifier(line: Line) -> Line:
    cut = line.text.find(" : ")
    return line if cut < 0 else Line(line.text[:cut], line.start, line.indent, blank=False)


def _options(lines: Sequence[Line]) -> tuple[list[tuple[str, list[Line]]], list[Line]]:
    """The options at the head of a directive, each with the lines of its value, and its content."""
    options: list[tuple[str, list[Line]]] = []
    at = 0
    while at < len(lines) and not lines[at].blank:
        text = lines[at].text.lstrip()
        found = _FIELD.match(text)
        if found:
            value = lines[at].after(len(lines[at].text) - len(text) + found.end())
            options.append((found.group(1).lower(), [value]))
        elif not options:
            return [], list(lines)
        else:
            options[-1][1].append(lines[at])
        at += 1
    return options, list(lines[at:])


def _rest_of_argument(lines: Sequence[Line]) -> list[Line]:
    """Lines of a title that go on below it, up to the options or a blank line."""
    rest: list[Line] = []
    for line in lines:
        if line.blank or _FIELD.match(line.text.lstrip()):
            return rest if any(_FIELD.match(other.text.lstrip()) for other in lines[len(rest) : len(rest) + 1]) else []
        rest.append(line)
    return []


def _with(argument: Line, lines: Sequence[Line], body: Sequence[Line]) -> list[Line]:
    return list(body) if argument.blank else _at_one_margin(argument, lines)


# --- inline markup -----------------------------------------------------------------------------------------------

_SUBSTITUTION_DEFINITION = re.compile(r"\|(?P<name>[^|\s][^|\n]{0,80})\|[ \t]+(?P<directive>[\w-]{1,40})::[ \t]*")
_SUBSTITUTION_TEXT = re.compile(
    r"^[ \t]{0,40}\.\.[ \t]+\|(?P<name>[^|\s][^|\n]{0,80})\|[ \t]+(?P<directive>replace|unicode)::[ \t]*(?P<text>[^\n]{0,2000}(?:\n[ \t]+[^\s:][^\n]{0,2000}){0,20})",
    re.MULTILINE,
)
_RAW_HINT = "Look at it where it is shown, and check its text in a file of its own."
_ESCAPE = re.compile(r"\\(.|\n)", re.DOTALL)
_BACKQUOTE = re.compile(r"(?P<role>:[A-Za-z][\w:.+-]{0,60}:)?`")
_ROLE_BEHIND = re.compile(r":([A-Za-z][\w:.+-]{0,60}):")
_TARGET = re.compile(r"\s*(?<!\\)<[^<>]{1,2000}>\Z")
_SUBSTITUTION = re.compile(r"(?<![\w|])\|(?=[^\s|])[^|\n]{1,80}(?<=\S)\|_{0,2}(?!\w)")
_NOTE_REFERENCE = re.compile(r"\s?\[(?:\d{1,4}|#[\w.-]{0,60}|\*|[A-Za-z][\w.-]{0,60})\]_(?!\w)")
_REFERENCE = re.compile(r"(?<=[A-Za-z0-9])__?(?!\w)")
_STARS = re.compile(r"\*\*|\*")
_OPENING = "'\"([{<-/:\u2018\u201c\u00ab\u2019\u2010\u2011\u2012\u2013\u2014\u00a1\u00bf"


def _substitutions(source: str) -> dict[str, str]:
    """What stands for the names between bars, by their names; a text with marks is shown without them."""
    found: dict[str, str] = {}
    for definition in _SUBSTITUTION_TEXT.finditer(source):
        written = " ".join(definition["text"].split())
        if definition["directive"] == "unicode":
            shown = "".join(_character(part) for part in written.split(" .. ")[0].split())
        else:
            builder = TextBuilder()
            show(written).render(builder, written, 0)
            block = builder.build(Role.CODE)
            shown = block.text if block is not None else ""
        found.setdefault(_named(definition["name"]), shown)
    return found


def _character(part: str) -> str:
    """A character by its code, or the text as it stands."""
    code = re.fullmatch(r"(?:0x|x|\\x|U\+|u|\\u|&#x)([0-9a-fA-F]{1,6});?", part)
    number = int(code.group(1), 16) if code else int(part) if part.isdecimal() and len(part) < 8 else None
    return part if number is None or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF else chr(number)


def _named(written: str) -> str:
    return " ".join(written.casefold().split())


def show(text: str, *, substitutions: Mapping[str, str] | None = None, left_out: LeftOut | None = None) -> Shown:
    """How a paragraph's text is shown; what is struck out in it is counted."""
    shown = Shown()
    substitutions = substitutions or {}
    covered: list[tuple[int, int]] = []
    masked = _literals(text, shown, covered)
    for found in _ESCAPE.finditer(masked):
        shown.cuts.append((found.start(), found.end(), "" if found.group(1).isspace() else found.group(1)))
        if not found.group(1).isspace():
            covered.append(found.span())
    blanks = [found.span() for found in _ESCAPE.finditer(masked) if found.group(1).isspace()]
    text = blotted(text, blanks, " ")
    masked = blotted(text, covered)
    _backquotes(text, masked, shown, covered, left_out)
    masked = blotted(text, covered)
    for found in _SUBSTITUTION.finditer(masked):
        shown.cuts.append((*found.span(), substitutions.get(_named(found.group().strip("_")[1:-1]), "")))
        covered.append(found.span())
    for found in _NOTE_REFERENCE.finditer(masked):
        shown.cuts.append((*found.span(), ""))
        covered.append(found.span())
    masked = blotted(text, covered)
    shown.cuts += [(*found.span(), "") for found in _REFERENCE.finditer(masked)]
    for first, second in pairs(masked, _STARS, _opens, _closes):
        shown.cuts += [(*first.span(), ""), (*second.span(), "")]
        shown.marks.append((MarkKind.EMPHASIS, first.end(), second.start()))
    if masked.rstrip().endswith("::"):
        end = len(masked.rstrip())
        shown.cuts.append((end - (2 if masked[:end] == "::" or masked[end - 3].isspace() else 1), end, ""))
    return shown


def _opens(found: re.Match[str]) -> bool:
    before, after = found.string[max(found.start() - 1, 0) : found.start()], found.string[found.end() : found.end() + 1]
    return bool(after) and not after.isspace() and (not before or before.isspace() or before in _OPENING)


def _closes(found: re.Match[str]) -> bool:
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    return not before.isspace() and not after.isalnum()


def _literals(text: str, shown: Shown, covered: list[tuple[int, int]]) -> str:
    at = text.find("``")
    while at >= 0:
        end = text.find("``", at + 3)
        if end < 0:
            break
        while text[end + 2 : end + 3] == "`":
            end += 1
        shown.cuts += [(at, at + 2, ""), (end, end + 2, "")]
        shown.marks.append((MarkKind.CODE, at + 2, end))
        covered.append((at, end + 2))
        at = text.find("``", end + 2)
    return blotted(text, covered)


def _backquotes(text: str, masked: str, shown: Shown, covered: list[tuple[int, int]], left_out: LeftOut | None) -> None:
    """Interpreted text, links and targets: `text`, :role:`text`, `text`:role:, `text <address>`_."""
    at = 0
    while found := _BACKQUOTE.search(masked, at):
        start, tick = found.start(), found.end() - 1
        end = masked.find("`", tick + 1)
        if end < 0:
            return
        at = tick + 1
        if not _opens_text(masked, start, tick) or masked[end - 1].isspace() or end == tick + 1:
            continue
        behind = _ROLE_BEHIND.match(masked, end + 1)
        role = (found.group("role") or (behind.group() if behind else "")).strip(":").lower()
        tail = behind.end() if behind else end + 1
        while masked[tail : tail + 1] == "_" and tail < end + 3:
            tail += 1
        at = tail
        if role in _STRUCK_ROLES and left_out is not None:
            left_out.struck += count_words(text[tick + 1 : end])
        _interpreted(text, shown, role, (start, tick + 1, end, tail))
        covered += [(start, tick + 1), (end, tail)]


def _opens_text(masked: str, start: int, tick: int) -> bool:
    before, after = masked[start - 1 : start] if start else "", masked[tick + 1 : tick + 2]
    return bool(after) and not after.isspace() and (not before or not before.isalnum())


def _is_behind_word(text: str, at: int) -> bool:
    """Whether a word ends at a place; two blanks are what is left of an escaped one, which is not shown."""
    if text[max(at - 2, 0) : at] == "  ":
        at -= 2
    return text[at - 1 : at].isalpha() if at > 0 else False


def _interpreted(text: str, shown: Shown, role: str, edges: tuple[int, int, int, int]) -> None:
    start, inner, end, tail = edges
    is_note = role in _SUPERSCRIPT_ROLES and is_note_mark(text[inner:end]) and _is_behind_word(text, start)
    if role in _LEFT_OUT_ROLES or role in _STRUCK_ROLES or is_note:
        shown.cuts.append((start, tail, ""))
        return
    while text[inner : inner + 1] in ("!", "~") and role:
        inner += 1
    if start and text[start - 1] == "_":
        start -= 1
    target = _TARGET.search(text, inner, end) if text[end - 1] == ">" else None
    shown.cuts += [(start, inner, ""), (target.start() if target and target.start() > inner else end, tail, "")]
    code = (role in _CODE_ROLES or ":" in role) and target is None
    if code or role in ("code", "literal", "samp", "file"):
        shown.marks.append((MarkKind.CODE, inner, end))
    elif role in ("emphasis", "strong", "dfn", "title", "t"):
        shown.marks.append((MarkKind.EMPHASIS, inner, end))
