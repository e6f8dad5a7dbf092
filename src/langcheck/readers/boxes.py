"""Boxes of Markdown's dialects as plain Markdown: what stands in them is the author's text, indented or fenced.

Admonitions and tabs (``!!!``, ``???``, ``===``), directives (``:::``, ``///``, fences that name one in braces) and marks
of editors (``{--``, ``{>>``) are known to other programs than CommonMark; here they are taken away before it is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from langcheck.readers.left_out import LeftOut, count_words
from langcheck.readers.markup import Line, lines_of
from langcheck.readers.reading import Passage, PassageBuilder

_MARKS = ("!!!", "???", '=== "', '===! "', '===+ "', ":::", "\n///", "```{", "~~~{", "{--", "{++", "{~~", "{>>", "{==")
_INCLUDES = ("--8<--", "{!", "#include", "< include", "![[", "include_relative")
_STEP = 4
"""How many columns the text of a box stands further right than its head; a tab ends at a multiple of them."""
DEEPEST_BOXES = 40
"""How many boxes may stand in one another; what is deeper stays as it is."""

_HEAD = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+[a-zA-Z][\w.-]{0,60}(?:[ \t]+[a-zA-Z][\w.-]{0,60}){0,5}[ \t]*(?:\"(?P<title>[^\"\r\n]{0,500})\"[ \t]*)?\Z"
    r"|===[!+]{0,2}[ \t]+\"(?P<tab>[^\"\r\n]{0,500})\"[ \t]*\Z"
)
_FENCE = re.compile(
    r"(?:[ \t]{0,3}+(?:[-*+>]|\d{1,3}[.)])[ \t]++){0,8}[ \t]{0,12}(?P<mark>`{3,}|~{3,})(?P<info>[^\r\n]*)\Z"
)
_NAMED = re.compile(r"[ \t]*\{(?P<name>[a-z][\w:-]{0,60})\}[ \t]*(?P<title>.*?)[ \t]*\Z")
_COLONS = re.compile(r"[ \t]{0,12}(?P<mark>:{3,})[ \t]*(?P<rest>.*?)[ \t:]*\Z")
_SLASHES = re.compile(r"[ \t]{0,12}/{3,}[ \t]*(?P<name>[a-z][\w-]{0,60})?[ \t]*(?:\|[ \t]*(?P<title>.*?))?[ \t]*\Z")
_DIRECTIVE = re.compile(
    r"(?:\{(?P<braces>[^{}\r\n]{0,500})\}|(?P<name>[\w.-]{1,60}))(?:\[(?P<bracket>[^\[\]\r\n]{0,500})\])?(?:\{(?P<more>[^{}\r\n]{0,500})\})?[ \t]*(?P<title>.*)\Z"
)
_TITLE = re.compile(r"\b(?:title|label|summary|header|caption|alt)\s*=\s*(?:\"([^\"]{0,500})\"|'([^']{0,500})')")
_OPTION = re.compile(r"[ \t]{0,12}:(?P<name>[a-z][\w-]{0,40}):[ \t]*(?P<value>.*?)[ \t]*\Z")
_PICTURES = frozenset({"figure", "image"})
_SPOKEN_OPTIONS = frozenset({"alt", "caption", "title", "header", "label"})
_CODE = frozenset(
    "code code-block code-cell sourcecode literalinclude math raw include mermaid graphviz digraph graph plot ipython doctest "
    "testcode testsetup testoutput toctree contents index productionlist bibliography highlight tabularcolumns program-output "
    "command-output prompt uml plantuml autoclass autofunction automodule automethod py:function py:class".split()
)
"""Directives whose body is no prose, or not shown."""
_INCLUDED = re.compile(
    r"--8<--[ \t]+[\"']([^\"'\r\n]{1,300})[\"']|\{![ \t]*([^!\s][^!\r\n]{0,300}?)[ \t]*!\}|\{\{[ \t]*#include[ \t]+([^\s}:]{1,300})"
    r"|\{\{<[ \t]*include[ \t]+[\"']?([^\s\"'>]{1,300})|\{%-?[ \t]*include_relative[ \t]+([^\s%]{1,300})"
    r"|!\[\[([^\]\r\n|#]{1,300}\.(?:md|markdown|txt|html?|rst|adoc))(?:[|#][^\]\r\n]{0,100})?\]\]"
)
_CRITIC = re.compile(r"\{(?P<opens>--|\+\+|~~|>>|==)|(?P<closes>--|\+\+|~~|<<|==)\}|(?P<turns>~>)")
_LONGEST_MARKED = 5_000
"""How long a stretch may be, in characters, that an editor marked."""
_SPAN = re.compile(r"(`+)[^`\r\n]{1,1000}?\1(?!`)")


@dataclass
class Unboxed:
    """A text without its boxes, what was left out of it, and the files whose text is put in."""

    passage: Passage
    left_out: LeftOut = field(default_factory=LeftOut)
    included: list[str] = field(default_factory=list)


def may_hold_boxes(source: str) -> bool:
    """Whether a quick look finds marks of boxes, editors or included files."""
    return any(mark in source for mark in (*_MARKS, *_INCLUDES))


def unboxed(source: str, start: int) -> Unboxed:
    """The source from ``start`` on, with the text of its boxes as text."""
    return _Unboxer(source, start).run()


class _Unboxer:
    """Walks the lines; boxes that are open say how far their text is indented, fences how they end."""

    def __init__(self, source: str, start: int) -> None:
        self._source = source
        self._start = start
        self._builder = PassageBuilder()
        self._boxes: list[tuple[int, int]] = []
        self._directives: list[str] = []
        self._fence = ""
        self._options = False
        self._lead = ""
        self._found = Unboxed(Passage("", ()))
        self._cuts = self._critic()

    def run(self) -> Unboxed:
        lines = lines_of(self._source, self._start)
        for index, line in enumerate(lines):
            self._line(line)
            end = lines[index + 1].start if index + 1 < len(lines) else len(self._source)
            self._add(line.end, end)
        self._found.passage = self._builder.build()
        return self._found

    def _line(self, line: Line) -> None:
        if line.blank:
            return
        indent = _column(line.text)
        while self._boxes and indent < self._boxes[-1][0]:
            self._boxes.pop()
        skipped = _characters(line.text, self._boxes[-1][1] if self._boxes else 0)
        text = line.text[skipped:]
        start = line.start + skipped
        if self._fence:
            if _closes(text, self._fence):
                self._fence = ""
            self._add(start, line.end)
        elif not self._is_mark(text, start, indent):
            self._note_included(text)
            self._add(start, line.end)

    def _is_mark(self, text: str, start: int, indent: int) -> bool:
        """Whether a line is the head or the end of a box, or sets something in one; its title is added as a paragraph."""
        self._lead = text[: len(text) - len(text.lstrip())]
        if self._options and (option := _OPTION.match(text)):
            if option["name"] in _SPOKEN_OPTIONS:
                self._paragraph(start + option.start("value"), start + option.end("value"))
            return True
        self._options = False
        if fence := _FENCE.match(text):
            return self._begins_fence(fence, start)
        if "!!!" in text or "???" in text or "===" in text:
            head = _HEAD.match(text, len(self._lead))
            if head is None or len(self._boxes) >= DEEPEST_BOXES:
                return False
            removed = (self._boxes[-1][1] if self._boxes else 0) + _STEP
            self._boxes.append((indent + _STEP, removed))
            name = "title" if head["title"] is not None else "tab"
            self._paragraph(start + head.start(name), start + head.end(name)) if head[name] else None
            return True
        if colons := _COLONS.match(text):
            self._titled(colons["rest"], start + colons.start("rest"))
            return True
        if (slashes := _SLASHES.match(text)) and "///" in text:
            if slashes["title"]:
                self._paragraph(start + slashes.start("title"), start + slashes.end("title"))
            return True
        return False

    def _begins_fence(self, fence: re.Match[str], start: int) -> bool:
        """Whether a fence opens or closes a directive; that of code is kept."""
        if self._directives and not fence["info"].strip() and _closes(fence["mark"], self._directives[-1]):
            self._directives.pop()
            return True
        named = _NAMED.match(fence["info"])
        if named is None or named["name"] in _CODE or "`" in fence["info"] or _is_program(named["name"]):
            if named is not None and named["name"] in ("include", "literalinclude"):
                self._found.included.append(named["title"])
            if "`" not in fence["info"] or fence["mark"][0] != "`":
                self._fence = fence["mark"]
            return False
        self._directives.append(fence["mark"])
        self._options = True
        begin = start + fence.start("info")
        if named["name"] not in _PICTURES:
            self._paragraph(begin + named.start("title"), begin + named.end("title"))
        return True

    def _titled(self, rest: str, start: int) -> None:
        """The title of a directive: behind its name, in brackets, or as one of its attributes."""
        directive = _DIRECTIVE.match(rest)
        if directive is None:
            return
        self._options = directive["braces"] is not None
        for name in ("braces", "more"):
            for title in _TITLE.finditer(directive[name] or ""):
                begin = start + directive.start(name)
                self._paragraph(begin + title.start(title.lastindex or 0), begin + title.end(title.lastindex or 0))
        for name in ("bracket", "title"):
            if directive[name]:
                self._paragraph(start + directive.start(name), start + directive.end(name))

    def _paragraph(self, start: int, end: int) -> None:
        if end > start:
            self._builder.together(f"\n\n{self._lead}", start, 1)
            self._add(start, end)
            self._builder.together("\n\n", end, 1)

    def _note_included(self, text: str) -> None:
        if any(mark in text for mark in _INCLUDES):
            for found in _INCLUDED.finditer(text):
                name = next(filter(None, found.groups()), "")
                self._found.included.append(name.strip("\"'"))

    def _add(self, start: int, end: int) -> None:
        """Add source text but for what editors struck out or said of it."""
        index = max(bisect_left(self._cuts, (start, start)) - 1, 0)
        for cut_start, cut_end in self._cuts[index:]:
            if cut_start >= end:
                break
            if cut_end <= start:
                continue
            self._builder.add(self._source[start:cut_start], start)
            start = min(cut_end, end)
        self._builder.add(self._source[start:end], start)

    def _critic(self) -> list[tuple[int, int]]:
        """What the marks of editors take away, outside code."""
        if not any(mark in self._source for mark in _MARKS[-5:]):
            return []
        code = [found.span() for found in _SPAN.finditer(self._source, self._start)]
        cuts: list[tuple[int, int]] = []
        opened: re.Match[str] | None = None
        turned: re.Match[str] | None = None
        for found in _CRITIC.finditer(self._source, self._start):
            index = bisect_left(code, (found.start() + 1, 0))
            if index and code[index - 1][1] > found.start():
                continue
            if found["opens"]:
                opened, turned = found, None
            elif found["turns"]:
                turned = found
            elif opened is not None and found["closes"] == opened["opens"].replace(">", "<"):
                if found.start() - opened.end() <= _LONGEST_MARKED:
                    cuts += self._cut(opened, turned, found)
                opened = None
        return cuts

    def _cut(self, opened: re.Match[str], turned: re.Match[str] | None, closed: re.Match[str]) -> list[tuple[int, int]]:
        """What one mark takes away: all that it holds, what it replaces, or only its signs."""
        kind = opened["opens"]
        inside = self._source[opened.end() : closed.start()]
        if kind in ("++", "=="):
            return [opened.span(), closed.span()]
        if kind == ">>":
            self._found.left_out.comments += count_words(inside)
            return [(opened.start(), closed.end())]
        if kind == "~~" and turned is not None:
            self._found.left_out.struck += count_words(self._source[opened.end() : turned.start()])
            return [(opened.start(), turned.end()), closed.span()]
        self._found.left_out.struck += count_words(inside)
        return [(opened.start(), closed.end())]


def _is_program(name: str) -> bool:
    """Whether braces name the language of a piece of a program, as in computed documents."""
    return name in _LANGUAGES or ":" in name


_LANGUAGES = frozenset(
    "r python python3 julia bash sh sql js javascript ojs css html latex tex dot c cpp rust go stan".split()
)


def _closes(text: str, mark: str) -> bool:
    written = text.strip()
    return len(written) >= len(mark) and not written.strip(mark[0])


def _column(text: str) -> int:
    """The column at which a line's text begins."""
    lead = text[: len(text) - len(text.lstrip())]
    return len(lead.expandtabs(_STEP))


def _characters(text: str, columns: int) -> int:
    """How many blanks at the head of a line take up so many columns."""
    column = 0
    for count, character in enumerate(text):
        if column >= columns or character not in " \t":
            return count
        column += _STEP - column % _STEP if character == "\t" else 1
    return len(text)
