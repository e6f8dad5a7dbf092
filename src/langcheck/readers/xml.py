"""XML: the text of chosen elements and attributes, every character with its place in the file; no entity is defined."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from itertools import count
from xml.parsers import expat

from langcheck.errors import UnreadableDocument
from langcheck.model import Block
from langcheck.readers import fields
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    Passage,
    PassageBuilder,
    Reading,
    character_places,
    check_cost,
    decode,
)

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,40});")
_ATTRIBUTE = re.compile(r"(?<=[\s\"'])([^\s=\"'<>/]{1,300})\s{0,50}=\s{0,50}(?:\"([^\"<]*)\"|'([^'<]*)')")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([A-Za-z][\w.-]{0,40})[\"']")


@dataclass
class _Open:
    """An element that is open; ``passage`` gathers the text of the chosen one."""

    name: str
    group: int
    passage: PassageBuilder | None = None


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read the chosen elements and attributes ("@name") of an XML file.

    Raises UnreadableDocument when no field was chosen, the file is not XML, or it defines entities.
    """
    wanted = fields.chosen(choice)
    source, name, notes = decode(raw, encoding or _declared(raw), choice=choice)
    walk = _Walk(source, wanted, choice)
    walk.run()
    return Reading(walk.blocks, source, name, notes if walk.met else [*notes, fields.none_found(wanted)])


def _declared(raw: bytes) -> str | None:
    """The encoding that the file declares, where it is not one that the usual way finds out."""
    found = _DECLARED.match(raw)
    name = found.group(1).decode("ascii").lower() if found else ""
    return (
        name
        if name and name not in ("utf-8", "us-ascii", "ascii") and not name.startswith(("utf-16", "utf_16"))
        else None
    )


class _Walk:
    """What expat calls; its byte places become characters, so that text is taken as the file has it."""

    def __init__(self, source: str, wanted: fields.Fields, choice: Choice) -> None:
        self.blocks: list[Block] = []
        self.met = False
        self._source = source
        self._wanted = wanted
        self._choice = choice
        self._stack: list[_Open] = []
        self._reading: PassageBuilder | None = None
        self._groups = count(1)
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = False
        self._places = character_places(source)

    def run(self) -> None:
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        try:
            parser.Parse(self._source.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            raise UnreadableDocument(
                f"the file is not whole XML: line {error.lineno} cannot be read ({expat.ErrorString(error.code)})",
                "Mend that line, or write the file again with the program that made it.",
            ) from error

    def _entity(self, *given: object) -> None:
        raise UnreadableDocument(
            "the file defines entities of its own, which langcheck does not resolve",
            "Write the words out, or do not open it if you do not know where it comes from.",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._stack) >= self._choice.limits.nesting:
            raise fields.too_deep(self._parser.CurrentLineNumber, self._choice)
        self._choice.check_clock()
        group = next(self._groups)
        opened = _Open(name.rsplit(":", 1)[-1], group)
        parent = self._stack[-1].group if self._stack else 0
        self._stack.append(opened)
        path = [inner.name for inner in self._stack]
        if attributes:
            self._attributes(path, group)
        if self._reading is None and self._wanted.holds(path):
            self.met = True
            opened.passage = self._reading = PassageBuilder()
            opened.group = parent
        elif self._reading is not None:
            self._reading.together("\n" if _is_block(opened.name) else "", self._at(), 1)

    def _end(self, name: str) -> None:
        opened = self._stack.pop()
        if opened.passage is None:
            if self._reading is not None and _is_block(opened.name):
                self._reading.together("\n", self._at(), 1)
            return
        path = [*(inner.name for inner in self._stack), opened.name]
        self._take(opened.passage.build(), path, opened.group)
        self._reading = None

    def _text(self, data: str) -> None:
        if self._reading is None:
            return
        at = self._at()
        if self._source.startswith(data, at):
            self._reading.add(data, at)
        elif self._source.startswith("\r", at):
            self._reading.together(data, at, 2 if self._source.startswith("\r\n", at) else 1)
        else:
            end = self._source.find(";", at, at + 50)
            self._reading.together(data, at, end + 1 - at if end >= 0 else 1)

    def _attributes(self, path: list[str], group: int) -> None:
        at = self._at()
        end = _tag_end(self._source, at)
        for found in _ATTRIBUTE.finditer(self._source, at, end):
            own = [*path, f"@{found.group(1).rsplit(':', 1)[-1]}"]
            if not self._wanted.holds(own):
                continue
            self.met = True
            which = 2 if found.group(2) is not None else 3
            self._take(_unescaped(self._source, *found.span(which)), own, group)

    def _take(self, passage: Passage, path: list[str], group: int) -> None:
        self.blocks += fields.blocks_of(passage, path, group=group)
        check_cost(len(self.blocks), self._choice)

    def _at(self) -> int:
        return self._places(self._parser.CurrentByteIndex)


def _is_block(name: str) -> bool:
    return name.lower() in ("p", "para", "paragraph", "br", "div", "li", "item", "title", "head", "simplepara")


def _unescaped(source: str, start: int, end: int) -> Passage:
    builder = PassageBuilder()
    at = start
    for found in _ENTITY.finditer(source, start, end):
        builder.add(source[at : found.start()], at)
        builder.together(unescape(found.group()), found.start(), len(found.group()))
        at = found.end()
    builder.add(source[at:end], at)
    return builder.build()


def _tag_end(source: str, at: int) -> int:
    """The end of a start tag; ">" may stand in an attribute's value."""
    quote = ""
    for found in re.compile(r"[\"'>]").finditer(source, at):
        mark = found.group()
        if quote:
            quote = "" if mark == quote else quote
        elif mark == ">":
            return found.start()
        else:
            quote = mark
    return len(source)
