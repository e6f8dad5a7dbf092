"""RTF files: the text of a word processor's oldest exchange format, with tables, notes, headers, comments and forms.

RTF writes text as escapes between commands, so places are paragraphs and cells as in a Word file, not lines of the
file. Left out and counted is what is hidden, deleted or struck out; embedded objects are named. Styles only have names
here: what they look like is written at the text itself.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from itertools import groupby

from langcheck.errors import NothingToCheck, UnreadableDocument
from langcheck.limits import SAVE_ANEW, beyond, beyond_fixed
from langcheck.model import Block, Role
from langcheck.readers.looks import Why, is_note_figure
from langcheck.readers.noticed import Noticed
from langcheck.readers.properties import property_block
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder, check_cost, check_text, gathered
from langcheck.readers.rtf_words import (
    AT_THE_END,
    BULLETS,
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    ENDS,
    GATHERED,
    PARTS_OF_EQUATIONS,
    PROPERTIES,
    PROPERTY_OF_EQUATION,
    READ_THOUGH_STARRED,
    SKIPPED,
    STARRED_TABLES,
    STORIES,
    STORY_ROLES,
    SYMBOLS,
    TABLES,
    TOP_OUTLINE_LEVEL,
)
from langcheck.readers.styles import role_of_style
from langcheck.readers.symbols import is_of_pictures, is_symbol, lettered, unlettered
from langcheck.readers.word_text import shown_by_code, tooltip_in

MAX_PIECES = 2_000_000
"""In how many pieces a paragraph may be written; a letter by its number is one."""

_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<value>-?[0-9]{1,10})?\x20?|'(?P<hex>[0-9a-fA-F]{2})|(?P<symbol>[^a-zA-Z]))"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}]+)"
)
_LOOKS = frozenset({"v", "deleted", "strike", "striked", "super", "sub", "nosupersub", "up", "dn"})
_NUMBER = re.compile(r"\W*(?:[ivxlcdm]+|[IVXLCDM]+)\W*")
_LEAST_LETTERS = 3
_LONGEST_FONT = 100
_LONGEST_CODE = 2_000
_MOST_GATHERED = 20_000
_MOST_CELLS = 1_000
_HALVES = re.compile("[\ud800-\udfff]")
Location = dict[str, int | str]


@dataclass
class _Field:
    """A field: its code, whether it has a result, and the list of the form field that it may be."""

    code: list[str] = field(default_factory=list)
    has_result: bool = False
    entries: list[str] = field(default_factory=list)
    chosen: int = -1
    usual: int = 0


@dataclass
class _Shape:
    """A shape: whether it is hidden."""

    is_hidden: bool = False


@dataclass
class _Object:
    """An object of another program: its name, and whether it is a control of a form."""

    program: str = ""
    is_control: bool = False


@dataclass
class _State:
    """What holds inside a group and ends with it."""

    codec: str
    font: int = 0
    skip: bool = False
    table: str = ""
    gathered: list[str] | None = None
    field: _Field | None = None
    in_result: bool = False
    shape: _Shape | None = None
    object: _Object | None = None
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    raised: bool = False
    initial: bool = False
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
    text: list[tuple[str, bool]] = field(default_factory=list)
    """The text so far, each piece with whether it is raised."""
    pictures: int = 0
    pending: bytearray = field(default_factory=bytearray)
    paragraph: int = 0
    tables: int = 0
    in_table: bool = False
    row: int = 1
    column: int = 1
    cell_paragraph: int = 0
    group: int = 0
    listed: bool = False
    is_deleted: list[bool] = field(default_factory=list)
    """Which cells of the row were deleted."""


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
    unread = [*reader.noticed.unread, *unlettered(blocks)]
    notes = [*reader.notes, *reader.noticed.notes()]
    if all(block.role is Role.METADATA for block in blocks) and not unread:
        problem = "the RTF file holds no text"
        if notes or _SHOWS.search(text) or text.count("{") != text.count("}"):
            raise UnreadableDocument(problem, "If it is a scan, check the document that was scanned.")
        raise NothingToCheck(problem, "There is nothing in it to check; was it saved?")
    return Reading(blocks, notes=notes, unread=unread)


_SHOWS = re.compile(r"\\(?:pict|nonshppict|object|objemb|shp|shpinst|do|bin|field)(?![a-z])")
"""Commands that show something besides words, or may."""


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise UnreadableDocument(f"there is no encoding called {name!r}", "Try cp1252.") from error


class _Reader:
    """Follows the commands of an RTF file and hands out its paragraphs as blocks."""

    def __init__(self, codec: str, *, fixed: bool, choice: Choice) -> None:
        self.notes: list[str] = []
        self.noticed = Noticed("Word")
        self._fixed = fixed
        self._choice = choice
        self._default = codec
        self._fonts: dict[int, str] = {}
        self._font_names: dict[int, str] = {}
        self._styles: dict[int, Role | None] = {}
        self._style_name: list[str] = []
        self._property = ""
        self._labels: set[str] = set()
        self._is_deleted_next = False
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
            if self._state.story is not self._body or block.role is Role.ALT_TEXT or "part" in block.location:
                is_last = block.location.keys() & AT_THE_END or block.role is Role.METADATA
                (last if is_last else waiting).append(block)
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
        """End a group: a story that began in it ends with it, and so does what was gathered in it, a field, an object."""
        self._skip_characters = 0
        inner = self._state
        if inner.gathered is not None and inner.gathered is not outer.gathered:
            yield from self._end_gathered(inner)
        if inner.object is not None and inner.object is not outer.object and inner.story is not None:
            self._end_object(inner.object, self._place(inner.story))
        if inner.story is not None and inner.story is not outer.story:
            yield from self._end_paragraph(inner.story)
        elif inner.story is not None:
            self._settle(inner.story)
        self._state = outer
        self._starred = False
        if inner.field is not None and inner.field is not outer.field:
            yield from self._end_field(inner.field)

    def _end_object(self, ended: _Object, place: Location) -> None:
        if ended.is_control:
            self.noticed.not_read("controls", "control", place, "the words on a control of a form cannot be read")
        else:
            self.noticed.embedded(ended.program, place)

    def _end_gathered(self, state: _State) -> Iterator[Block]:
        """What a group held: a property, the code of a field, an entry of a form, the label of an item."""
        text = _whole("".join(state.gathered or ()))
        kind = state.table
        if kind == "sn":
            self._property = text.strip()
        elif kind == "sv":
            yield from self._end_property(text, state)
        elif kind in PROPERTIES:
            block = property_block(PROPERTIES[kind], text)
            if block is not None:
                yield block
        elif kind == "objclass" and state.object is not None:
            state.object.program = text.strip()
        elif kind == "fldinst" and state.field is not None:
            state.field.code.append(text)
        elif kind == "ffl" and state.field is not None:
            state.field.entries.append(text)
        elif kind in ("ffhelptext", "ffstattext"):
            yield from self._beside("help text", text, Role.PROSE, state)
        elif kind in BULLETS and _is_label(text) and text not in self._labels:
            self._labels.add(text)
            yield from self._beside("list label", text, Role.LIST_ITEM, state)

    def _end_property(self, text: str, state: _State) -> Iterator[Block]:
        """A property of a picture or shape has a name and a value."""
        if self._property == "fHidden" and state.shape is not None:
            state.shape.is_hidden = text.strip() == "1"
        elif self._property == "wzDescription":
            if state.story is not None and text.strip():
                state.story.pictures = 0
            yield from self._beside("alt text", text, Role.ALT_TEXT, state)
        elif self._property == "wzTooltip":
            yield from self._beside("tooltip", text, Role.ALT_TEXT, state)
        elif self._property == "gtextUNICODE":
            yield from self._beside("WordArt", text, Role.PROSE, state)

    def _end_field(self, ended: _Field) -> Iterator[Block]:
        """What a field says that is not in its result: the chosen entry of a list, a button, a tooltip, other entries."""
        state, code = self._state, "".join(ended.code)[:_LONGEST_CODE]
        if state.table or state.story is None:
            return
        tip = tooltip_in(code)
        if tip:
            yield from self._beside("tooltip", tip, Role.ALT_TEXT, state)
        shown = shown_by_code(code)
        number = ended.chosen if 0 <= ended.chosen < len(ended.entries) else ended.usual
        if 0 <= number < len(ended.entries):
            shown = ended.entries[number]
        for entry in ended.entries:
            if entry != shown:
                yield from self._beside("choice", entry, Role.LIST_ITEM, state)
        if shown and not ended.has_result:
            self._character(shown)
        elif state.field is not None and state.in_result:
            state.field.has_result = state.field.has_result or ended.has_result

    def _beside(self, kind: str, text: str, role: Role, state: _State) -> Iterator[Block]:
        """Words that stand at a place and not in the text of it."""
        story = state.story or self._body
        place = {f"in_{name}": value for name, value in self._place(story).items()}
        builder = TextBuilder()
        builder.add(text, 0)
        block = builder.build(role, {"part": kind, **place})
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
        elif not self._is_left_out(text) and state.story is not None and text:
            state.story.pending += text.encode("latin-1")

    def _hex(self, byte: int) -> None:
        if self._skip_characters:
            self._skip_characters -= 1
        elif self._state.table:
            self._add_to_table(bytes([byte]).decode(self._state.codec, "replace"))
        elif not self._is_left_out(chr(byte)) and self._state.story is not None:
            self._state.story.pending.append(byte)

    def _character(self, text: str) -> None:
        """A character that a command stands for."""
        state = self._state
        if state.table:
            self._add_to_table(text)
        elif not self._is_left_out(text) and state.story is not None:
            self._settle(state.story)
            state.story.text.append((lettered(text, self._font_names.get(state.font, "")), state.raised))
            if len(state.story.text) > MAX_PIECES:
                raise beyond_fixed(
                    MAX_PIECES,
                    "a paragraph of the RTF file is written in more than",
                    "pieces",
                    hint="It was not made by a word processor; open it in Word and save it as .docx.",
                )

    def _settle(self, story: _Story) -> None:
        """Decode what was written in one code page and look; a letter may be made of several bytes."""
        if not story.pending:
            return
        font = self._font_names.get(self._state.font, "")
        codec = "latin-1" if is_symbol(font) or is_of_pictures(font) else self._state.codec
        text = lettered(bytes(story.pending).decode(codec, "replace"), font)
        story.text.append((text, self._state.raised))
        story.pending.clear()

    def _is_left_out(self, text: str) -> bool:
        """Whether a text is not read; what the document does not show is counted."""
        state = self._state
        if state.skip:
            return True
        why = Why.HIDDEN if state.hidden else Why.DELETED if state.deleted else Why.STRUCK if state.struck else None
        if why is not None:
            self.noticed.left_out.leave(why, text)
            return True
        self.noticed.left_out.show(text)
        if state.field is not None and state.in_result and not text.isspace():
            state.field.has_result = True
        return False

    def _add_to_table(self, text: str) -> None:
        state = self._state
        if state.skip:
            return
        if state.table == "stylesheet":
            self._style_name.append(text)
            if text.rstrip().endswith(";"):
                name = "".join(self._style_name).strip().rstrip(";")
                role = Role.HEADING if state.heading else role_of_style(name.split(",")[0])
                self._styles.setdefault(state.style, role)
                self._style_name = []
        elif state.table == "fonttbl":
            name = self._font_names.get(self._current_font, "")
            if len(name) < _LONGEST_FONT:
                self._font_names[self._current_font] = (name + text.strip()).rstrip(";")
        elif state.gathered is not None and len(state.gathered) < _MOST_GATHERED:
            state.gathered.append(text)

    # --- commands ---

    def _symbol(self, symbol: str) -> Iterator[Block]:
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            yield from self._word("par", None)
        elif self._skip_characters:
            self._skip_characters -= 1
        elif symbol in SYMBOLS:
            self._character(SYMBOLS[symbol])

    def _word(self, word: str, told: str | None) -> Iterator[Block]:
        starred, self._starred = self._starred, False
        value = int(told) if told is not None else None
        state = self._state
        if word == "u":
            self._unicode(value or 0)
        elif self._skip_characters:
            self._skip_characters -= 1
        elif word in ENDS:
            if not state.skip and not state.table and state.story is not None:
                yield from self._end(word, state.story)
        elif word in CHARACTERS:
            self._character(CHARACTERS[word])
        elif word in STORIES and not state.skip:
            self._begin_story(STORIES[word])
        elif starred and word not in READ_THOUGH_STARRED and word not in STARRED_TABLES:
            state.skip = True
        elif word in ("ud", "picprop"):
            state.skip = state.before
            state.table = state.table or ("picprop" if word == "picprop" else "")
        elif word in TABLES:
            state.table = word
        elif word in GATHERED:
            self._begin_gathered(word)
        elif word in SKIPPED or PROPERTY_OF_EQUATION.match(word):
            self._skip(word)
        else:
            self._format(word, value)

    def _skip(self, word: str) -> None:
        state = self._state
        if word == "pict" and not state.skip and state.story is not None and state.object is None:
            state.story.pictures += 1
        state.before, state.skip = state.skip, True

    def _begin_gathered(self, word: str) -> None:
        """A group that is kept until it ends; properties stand in the information on the document alone."""
        state = self._state
        if word in PROPERTIES and state.table != "info":
            state.skip = True
            return
        if word in BULLETS and state.story is not None:
            state.story.listed = True
        if state.story is not None:
            self._settle(state.story)
        state.table = word
        state.gathered = []

    def _begin_story(self, kind: str) -> None:
        state = self._state
        outer = state.story or self._body
        self._settle(outer)
        self._counts[kind] = self._counts.get(kind, 0) + 1
        place: Location = {kind: self._counts[kind]}
        if kind == "text box":
            place = {"part": kind, **{f"in_{name}": value for name, value in self._place(outer).items()}}
        state.story = _Story(place, STORY_ROLES.get(kind, Role.PROSE))
        state.in_table = state.listed = state.heading = state.struck = state.raised = state.deleted = False
        state.hidden = state.shape is not None and state.shape.is_hidden
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
        elif word in _LOOKS or word == "plain":
            self._look(word, value)
        elif word == "pard":
            state.in_table = state.listed = state.heading = state.initial = False
            state.style = 0
        elif word == "intbl":
            state.in_table = True
        elif word == "outlinelevel":
            state.heading = value is not None and value < TOP_OUTLINE_LEVEL
        elif word == "ls":
            state.listed = bool(value)
        elif word == "s":
            state.style = value or 0
        elif word in ("dropcapt", "dropcapli"):
            state.initial = True
        else:
            self._begin(word, value)

    def _look(self, word: str, value: int | None) -> None:
        """What text looks like from here on."""
        state = self._state
        if state.story is not None:
            self._settle(state.story)
        is_on = value != 0
        if word == "plain":
            state.hidden = state.shape is not None and state.shape.is_hidden
            state.deleted = state.struck = state.raised = False
            self._use_font(self._font)
        elif word == "v":
            state.hidden = is_on
        elif word == "deleted":
            state.deleted = is_on
        elif word in ("strike", "striked"):
            state.struck = is_on
        else:
            state.raised = word == "super" or (word == "up" and is_on)

    def _begin(self, word: str, value: int | None) -> None:
        """A field, a shape or an object begins, or is told more about."""
        state = self._state
        if word == "field":
            state.field, state.in_result = _Field(), False
        elif word == "fldrslt":
            state.in_result = True
        elif word == "ffres" and state.field is not None:
            state.field.chosen = value if value is not None else -1
        elif word == "ffdefres" and state.field is not None:
            state.field.usual = value or 0
        elif word == "shpinst":
            state.shape = _Shape()
        elif word == "object":
            state.object = _Object()
        elif word == "objocx" and state.object is not None:
            state.object.is_control = True
        elif word in PARTS_OF_EQUATIONS:
            self._character(" ")
        elif word == "trowd" and state.story is not None:
            state.story.is_deleted.clear()
        elif word == "cldel":
            self._is_deleted_next = True
        elif word == "cellx" and state.story is not None:
            if len(state.story.is_deleted) < _MOST_CELLS:
                state.story.is_deleted.append(self._is_deleted_next)
            self._is_deleted_next = False
        else:
            self._encoding(word, value)

    def _encoding(self, word: str, value: int | None) -> None:
        state = self._state
        if word == "f":
            self._use_font(value or 0)
        elif word == "deff":
            self._font = value or 0
        elif word == "fcharset" and state.table == "fonttbl" and value in CHARSETS:
            self._fonts[self._current_font] = CHARSETS[value]
        elif self._fixed:
            return
        elif word in CODE_PAGES:
            self._default = state.codec = CODE_PAGES[word]
        elif word == "ansicpg" and value:
            self._default = state.codec = _code_page(value, self._default)

    def _use_font(self, number: int) -> None:
        self._current_font = number
        state = self._state
        if state.table:
            return
        if number != state.font and state.story is not None:
            self._settle(state.story)
            state.font = number
        if not self._fixed:
            state.codec = self._fonts.get(number, self._default)

    # --- paragraphs ---

    def _end(self, word: str, story: _Story) -> Iterator[Block]:
        """The end of a paragraph, a cell or a row; one that is not shown ends nothing."""
        state = self._state
        self._settle(story)
        if word == "par" and (state.hidden or state.deleted or state.initial):
            state.initial = False
        elif word in ("cell", "nestcell") or (word == "par" and state.in_table):
            self._begin_row(story)
            self._leave_deleted(story)
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

    def _leave_deleted(self, story: _Story) -> None:
        """The text of a cell that was deleted."""
        if story.column <= len(story.is_deleted) and story.is_deleted[story.column - 1]:
            self.noticed.left_out.leave_whole(Why.DELETED, "".join(text for text, _ in story.text))
            story.text.clear()

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
        self._settle(story)
        self.noticed.left_out.pause()
        builder = TextBuilder()
        builder.add(_whole(_without_figures(story.text)), 0)
        story.text.clear()
        block = builder.build(self._role(story), self._place(story), group=story.group if story.in_table else 0)
        if story.in_table:
            story.cell_paragraph += 1
        else:
            story.paragraph += 1
        story.listed = False
        if block is not None:
            yield block
        elif not story.location.keys() & AT_THE_END:
            self.noticed.pictures += story.pictures
        story.pictures = 0

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


def _without_figures(pieces: list[tuple[str, bool]]) -> str:
    """Text without the raised figures of notes."""
    if not any(raised for _, raised in pieces):
        return "".join(text for text, _ in pieces)
    kept = [""]
    for raised, group in groupby(pieces, key=lambda piece: piece[1]):
        words = "".join(text for text, _ in group)
        if words and not (raised and is_note_figure(words, kept[-1])):
            kept.append(words)
    return "".join(kept)


def _is_label(text: str) -> bool:
    """Whether the label of an item holds a word, and not only a number of letters."""
    return sum(map(str.isalpha, text)) >= _LEAST_LETTERS and _NUMBER.fullmatch(text.strip()) is None


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
