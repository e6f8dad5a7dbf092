"""RTF files: the text of a word processor's oldest exchange format, with tables, notes, headers and comments.

RTF writes text as escapes between commands, so places are paragraphs and cells as in a Word file, not lines of the
file. Left out are hidden and deleted text, field codes, pictures and embedded objects.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field

from langcheck.errors import UnreadableDocument
from langcheck.limits import SAVE_ANEW, beyond, beyond_fixed
from langcheck.model import Block, Role
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder, check_cost, check_text, gathered
from langcheck.readers.styles import role_of_style

MAX_PIECES = 2_000_000
"""In how many pieces a paragraph may be written; a letter by its number is one."""

_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<value>-?[0-9]{1,10})?\x20?|'(?P<hex>[0-9a-fA-F]{2})|(?P<symbol>[^a-zA-Z]))"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}]+)"
)
_HALVES = re.compile("[\ud800-\udfff]")
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_CHARACTERS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": " ",
    "line": " ",
    "lbr": " ",
    "softline": " ",
    "page": " ",
    "column": " ",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_SYMBOLS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}"}
_SKIPPED = frozenset(
    "author buptim colortbl comment creatim doccomm filetbl fldinst ftncn ftnsep ftnsepc aftncn aftnsep aftnsepc info "
    "keywords listtext nonesttables nonshppict operator pict pntext private printim revtim rxe subject tc tcn template "
    "shprslt title txe upr xe objdata objclass".split()
)
_BULLETS = frozenset({"listtext", "pntext"})
_READ_THOUGH_STARRED = frozenset("shpinst do annotation ud shptxt footnote shppict picprop".split())
_STORIES = {
    "header": "header",
    "headerl": "header",
    "headerr": "header",
    "headerf": "header",
    "footer": "footer",
    "footerl": "footer",
    "footerr": "footer",
    "footerf": "footer",
    "footnote": "footnote",
    "annotation": "comment",
    "shptxt": "text box",
    "dptxbxtext": "text box",
}
_STORY_ROLES = {"footnote": Role.NOTE, "comment": Role.COMMENT}
_AT_THE_END = frozenset({"header", "footer"})
_ENDS = frozenset({"par", "sect", "cell", "nestcell", "row", "nestrow"})
_TOP_OUTLINE_LEVEL = 9

Location = dict[str, int | str]


@dataclass
class _State:
    """What holds inside a group and ends with it."""

    codec: str
    skip: bool = False
    table: str = ""
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1
    in_table: bool = False
    before: bool = False
    listed: bool = False
    heading: bool = False
    style: int = 0
    story: _Story | None = None


@dataclass
class _Story:
    """A run of paragraphs that are counted from 1: the body, a header, a note, a comment, a text box."""

    location: Location
    role: Role
    text: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    paragraph: int = 0
    tables: int = 0
    in_table: bool = False
    row: int = 1
    column: int = 1
    cell_paragraph: int = 0
    group: int = 0
    listed: bool = False


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read an RTF file; raises UnreadableDocument when it is none, is nested too deep or holds no text."""
    check_text(raw, choice)
    text = raw.decode("latin-1")
    start = text[:64].find("{\\rtf")
    if start < 0:
        raise UnreadableDocument(
            "the file is not an RTF file", "Its name may be wrong; open it in the program that made it."
        )
    reader = _Reader(_codec(encoding) if encoding else "cp1252", fixed=encoding is not None, choice=choice)
    blocks = gathered(reader.blocks(text, start), choice)
    if not blocks:
        raise UnreadableDocument("the RTF file holds no text", "If it is a scan, check the document that was scanned.")
    return Reading(blocks, notes=reader.notes)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise UnreadableDocument(f"there is no encoding called {name!r}", "Try cp1252.") from error


class _Reader:
    """Follows the commands of an RTF file and hands out its paragraphs as blocks."""

    def __init__(self, codec: str, *, fixed: bool, choice: Choice) -> None:
        self.notes: list[str] = []
        self._fixed = fixed
        self._choice = choice
        self._default = codec
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, Role | None] = {}
        self._style_name: list[str] = []
        self._property = ""
        self._alt_text: list[str] = []
        self._font = self._current_font = 0
        self._body = _Story({}, Role.PROSE)
        self._state = _State(codec, story=self._body)
        self._counts: dict[str, int] = {}
        self._skip_characters = 0
        self._groups = 0
        self._starred = False

    def blocks(self, text: str, start: int) -> Iterator[Block]:
        """The paragraphs of a file; notes, comments and text boxes come behind the paragraph that they stand in.

        Headers and footers come last.
        """
        waiting: list[Block] = []
        last: list[Block] = []
        for block in self._tokens(text, start):
            if self._state.story is not self._body or block.role is Role.ALT_TEXT:
                (last if block.location.keys() & _AT_THE_END else waiting).append(block)
                check_cost(len(waiting) + len(last), self._choice)
                continue
            yield block
            yield from waiting
            waiting.clear()
        yield from waiting
        yield from last

    def _tokens(self, text: str, start: int) -> Iterator[Block]:
        stack: list[_State] = []
        at = start
        while found := _TOKEN.match(text, at):
            self._choice.check_clock()
            at = found.end()
            kind = found.lastgroup
            if kind == "text":
                self._add(found.group())
            elif found["word"] is not None:
                if found["word"] == "bin":
                    at += max(int(found["value"] or 0), 0)
                else:
                    yield from self._word(found["word"], found["value"])
            elif kind == "hex":
                self._hex(int(found["hex"], 16))
            elif kind == "symbol":
                yield from self._symbol(found["symbol"])
            elif found.group() == "{":
                self._check_nesting(len(stack))
                self._skip_characters = 0
                stack.append(self._state)
                self._state = copy(self._state)
            elif not stack:
                break
            else:
                yield from self._close(stack.pop())
                if not stack:
                    break
        if stack:
            self.notes.append("the file ends before its last group is closed; it may have been cut off")
        yield from self._end_paragraph(self._state.story or self._body)
        yield from self._end_paragraph(self._body)

    def _check_nesting(self, depth: int) -> None:
        limits = self._choice.limits
        if depth >= limits.nesting:
            raise beyond(limits, "nesting", "the RTF file is nested deeper than", "groups", hint=SAVE_ANEW)

    def _close(self, outer: _State) -> Iterator[Block]:
        """End a group: a story that began in it ends with it, and so does the entry of a table."""
        self._skip_characters = 0
        inner = self._state
        if inner.table and inner.table != outer.table:
            yield from self._end_table(inner)
        if inner.story is not None and inner.story is not outer.story:
            yield from self._end_paragraph(inner.story)
        elif inner.story is not None:
            self._settle(inner.story, inner.codec)
        self._state = outer
        self._starred = False

    def _end_table(self, state: _State) -> Iterator[Block]:
        """The description of a picture or shape is a property with a name and a value."""
        if state.table != "sv" or self._property != "wzDescription" or state.story is None:
            return
        builder = TextBuilder()
        builder.add(_whole("".join(self._alt_text)), 0)
        place = {f"in_{name}": value for name, value in self._place(state.story).items()}
        block = builder.build(Role.ALT_TEXT, {"part": "alt text", **place})
        if block is not None:
            yield block

    # --- text ---

    def _add(self, text: str) -> None:
        """Text as it is written; line ends in the file mean nothing."""
        text = text.replace("\r", "").replace("\n", "")
        if self._skip_characters:
            dropped = min(self._skip_characters, len(text))
            self._skip_characters -= dropped
            text = text[dropped:]
        state = self._state
        if state.table:
            self._add_to_table(text)
        elif not self._is_left_out() and state.story is not None and text:
            state.story.pending += text.encode("latin-1")

    def _hex(self, byte: int) -> None:
        if self._skip_characters:
            self._skip_characters -= 1
        elif self._state.table:
            self._add_to_table(bytes([byte]).decode(self._state.codec, "replace"))
        elif not self._is_left_out() and self._state.story is not None:
            self._state.story.pending.append(byte)

    def _character(self, text: str) -> None:
        """A character that a command stands for."""
        state = self._state
        if state.table:
            self._add_to_table(text)
        elif not self._is_left_out() and state.story is not None:
            self._settle(state.story, state.codec)
            state.story.text.append(text)
            if len(state.story.text) > MAX_PIECES:
                raise beyond_fixed(
                    MAX_PIECES,
                    "a paragraph of the RTF file is written in more than",
                    "pieces",
                    hint="It was not made by a word processor; open it in Word and save it as .docx.",
                )

    def _settle(self, story: _Story, codec: str) -> None:
        """Decode what was written in one code page; a letter may be made of several bytes."""
        if story.pending:
            story.text.append(bytes(story.pending).decode(codec, "replace"))
            story.pending.clear()

    def _is_left_out(self) -> bool:
        state = self._state
        return state.skip or state.hidden or state.deleted

    def _add_to_table(self, text: str) -> None:
        table = self._state.table
        if table == "stylesheet" and not self._state.skip:
            self._style_name.append(text)
            if text.rstrip().endswith(";"):
                name = "".join(self._style_name).strip().rstrip(";")
                role = Role.HEADING if self._state.heading else role_of_style(name.split(",")[0])
                self._styles.setdefault(self._state.style, role)
                self._style_name = []
        elif table == "sn":
            self._property = text.strip()
        elif table == "sv" and self._property == "wzDescription":
            self._alt_text.append(text)

    # --- commands ---

    def _symbol(self, symbol: str) -> Iterator[Block]:
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            yield from self._word("par", None)
        elif self._skip_characters:
            self._skip_characters -= 1
        elif symbol in _SYMBOLS:
            self._character(_SYMBOLS[symbol])

    def _word(self, word: str, told: str | None) -> Iterator[Block]:
        starred, self._starred = self._starred, False
        value = int(told) if told is not None else None
        state = self._state
        if word == "u":
            self._unicode(value or 0)
        elif self._skip_characters:
            self._skip_characters -= 1
        elif word in _ENDS:
            if not state.skip and not state.table and state.story is not None:
                self._settle(state.story, state.codec)
                yield from self._end(word, state.story)
        elif word in _CHARACTERS:
            self._character(_CHARACTERS[word])
        elif word in _STORIES and not state.skip:
            self._begin_story(_STORIES[word])
        elif starred and word not in _READ_THOUGH_STARRED:
            state.skip = True
        elif word in ("ud", "shppict", "picprop", "sn", "sv", "stylesheet", "fonttbl"):
            self._begin_table(word)
        elif word in _SKIPPED:
            state.before, state.skip = state.skip, True
            if word in _BULLETS and state.story is not None:
                state.story.listed = True
        else:
            self._format(word, value)

    def _begin_table(self, word: str) -> None:
        state = self._state
        if word == "ud":
            state.skip = state.before
        elif word in ("sn", "sv"):
            state.table = word
            if word == "sv":
                self._alt_text = []
        elif word in ("stylesheet", "fonttbl"):
            state.table = word

    def _begin_story(self, kind: str) -> None:
        state = self._state
        outer = state.story or self._body
        self._settle(outer, state.codec)
        self._counts[kind] = self._counts.get(kind, 0) + 1
        place: Location = {kind: self._counts[kind]}
        if kind == "text box":
            place = {"part": kind, **{f"in_{name}": value for name, value in self._place(outer).items()}}
        state.story = _Story(place, _STORY_ROLES.get(kind, Role.PROSE))
        state.in_table = state.hidden = state.listed = state.heading = False
        state.style = 0

    def _unicode(self, value: int) -> None:
        """A character by its number; the characters after it are for programs that do not know it."""
        self._skip_characters = 0
        self._character(chr(value % 0x10000 if value < 0x10000 else min(value, 0x10FFFF)))
        self._skip_characters = self._state.fallback

    def _format(self, word: str, value: int | None) -> None:
        state = self._state
        if word == "uc":
            state.fallback = max(value or 0, 0)
        elif word == "v":
            state.hidden = value != 0
        elif word == "deleted":
            state.deleted = value != 0
        elif word == "plain":
            state.hidden = state.deleted = False
            self._use_font(self._font)
        elif word == "pard":
            state.in_table = state.listed = state.heading = False
            state.style = 0
        elif word == "intbl":
            state.in_table = True
        elif word == "outlinelevel":
            state.heading = value is not None and value < _TOP_OUTLINE_LEVEL
        elif word == "ls":
            state.listed = bool(value)
        elif word == "s":
            state.style = value or 0
        else:
            self._encoding(word, value)

    def _encoding(self, word: str, value: int | None) -> None:
        state = self._state
        if word == "f":
            self._use_font(value or 0)
        elif word == "deff":
            self._font = value or 0
        elif word == "fcharset" and state.table == "fonttbl" and value in _CHARSETS:
            self._fonts[self._current_font] = _CHARSETS[value]
        elif self._fixed:
            return
        elif word in _CODE_PAGES:
            self._default = state.codec = _CODE_PAGES[word]
        elif word == "ansicpg" and value:
            self._default = state.codec = _code_page(value, self._default)

    def _use_font(self, number: int) -> None:
        self._current_font = number
        state = self._state
        if state.table or self._fixed:
            return
        codec = self._fonts.get(number, self._default)
        if codec != state.codec and state.story is not None:
            self._settle(state.story, state.codec)
            state.codec = codec

    # --- paragraphs ---

    def _end(self, word: str, story: _Story) -> Iterator[Block]:
        """The end of a paragraph, a cell or a row."""
        if word in ("cell", "nestcell") or (word == "par" and self._state.in_table):
            self._begin_row(story)
            yield from self._end_paragraph(story)
            if word == "cell":
                story.column += 1
                story.cell_paragraph = 0
        elif word == "row":
            if story.text:
                yield from self._end_paragraph(story)
            story.row += 1
            story.column, story.cell_paragraph, story.group = 1, 0, 0
        elif word != "nestrow":
            story.in_table = False
            yield from self._end_paragraph(story)

    def _begin_row(self, story: _Story) -> None:
        if not story.in_table:
            story.in_table = True
            story.tables += 1
            story.row, story.column, story.cell_paragraph, story.group = 1, 1, 0, 0
        if not story.group:
            self._groups += 1
            story.group = self._groups

    def _place(self, story: _Story) -> Location:
        """Where the paragraph stands that is being read."""
        if story.in_table:
            where: Location = {"table": story.tables, "row": story.row, "column": story.column}
            return {**story.location, **where, "paragraph": story.cell_paragraph + 1}
        return {**story.location, "paragraph": story.paragraph + 1}

    def _end_paragraph(self, story: _Story) -> Iterator[Block]:
        self._settle(story, self._state.codec)
        builder = TextBuilder()
        builder.add(_whole("".join(story.text)), 0)
        story.text.clear()
        block = builder.build(self._role(story), self._place(story), group=story.group if story.in_table else 0)
        if story.in_table:
            story.cell_paragraph += 1
        else:
            story.paragraph += 1
        story.listed = False
        if block is not None:
            yield block

    def _role(self, story: _Story) -> Role:
        state = self._state
        if story.in_table:
            return Role.CELL
        if story.role is not Role.PROSE:
            return story.role
        if state.heading:
            return Role.HEADING
        styled = self._styles.get(state.style)
        if styled is not None:
            return styled
        return Role.LIST_ITEM if state.listed or story.listed else Role.PROSE


def _whole(text: str) -> str:
    """Text with the halves of characters beyond the first 65,536 put together."""
    if not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _code_page(number: int, otherwise: str) -> str:
    name = {65001: "utf-8", 10000: "mac_roman", 1361: "johab"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return otherwise
