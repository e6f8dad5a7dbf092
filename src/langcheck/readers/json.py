"""JSON and JSON lines: the strings of chosen fields, every character with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from langcheck.errors import UnreadableDocument
from langcheck.model import Block
from langcheck.readers import fields
from langcheck.readers.reading import EVERYTHING, Choice, Passage, PassageBuilder, Reading, check_cost, decode

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<string>\"[^\"\\\r\n]*(?:\\.[^\"\\\r\n]*)*\")|(?P<mark>[\[\]{},:])"
    r"|(?P<value>[-+]?[\w.+-]{1,400}|NaN)|(?P<end>\Z))"
)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_SHORT = {"b": " ", "f": " ", "n": "\n", "r": "\n", "t": "\t"}


@dataclass
class _Open:
    """An object or list that is open; ``key`` is that of the value to come."""

    mark: str
    group: int
    key: str | None = None
    expects: str = "first"


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read the chosen fields of a JSON file, or of one with a value a line.

    Raises UnreadableDocument when no field was chosen, or the file is not JSON.
    """
    wanted = fields.chosen(choice)
    source, name, notes = decode(raw, encoding, choice=choice)
    blocks: list[Block] = []
    met = False
    for path, group, start, end in _strings(source, choice):
        if wanted.holds(path):
            met = True
            blocks += fields.blocks_of(_unescaped(source, start, end), path, group=group)
            check_cost(len(blocks), choice)
    return Reading(blocks, source, name, notes if met else [*notes, fields.none_found(wanted)])


def values(source: str, choice: Choice) -> Iterator[tuple[tuple[str, ...], Passage]]:
    """Every text in a piece of JSON, with the path to it; raises UnreadableDocument when it is not JSON."""
    for path, _, start, end in _strings(source, choice):
        yield path, _unescaped(source, start, end)


def _strings(source: str, choice: Choice) -> Iterator[tuple[tuple[str, ...], int, int, int]]:
    """The strings that are values: the path to each, the object it stands in, and where it begins and ends."""
    stack: list[_Open] = []
    groups = count(1)
    at = 1 if source.startswith("\ufeff") else 0
    done = False
    while True:
        choice.check_clock()
        found = _TOKEN.match(source, at)
        if found is None:
            raise _broken(source, at)
        at = found.end()
        kind = found.lastgroup or ""
        if kind == "end":
            if stack or not done:
                raise _broken(source, at)
            return
        written = found.group(kind)
        if written in ("}", "]"):
            if not stack or stack[-1].mark != written or stack[-1].expects not in ("first", "comma"):
                raise _broken(source, found.start(kind))
            stack.pop()
        elif written in (",", ":"):
            if not stack or stack[-1].expects != {",": "comma", ":": "colon"}[written]:
                raise _broken(source, found.start(kind))
            stack[-1].expects = "value" if written == ":" or stack[-1].mark == "]" else "key"
            continue
        elif _is_key(stack):
            if kind != "string":
                raise _broken(source, found.start(kind))
            stack[-1].key = _unescaped(source, found.start(kind) + 1, at - 1).text
            stack[-1].expects = "colon"
            continue
        elif stack and stack[-1].expects not in ("first", "value"):
            raise _broken(source, found.start(kind))
        elif written in ("{", "["):
            if len(stack) >= choice.limits.nesting:
                raise fields.too_deep(_line(source, at), choice)
            stack.append(_Open("}" if written == "{" else "]", next(groups)))
            continue
        elif kind == "string":
            path = tuple(inner.key for inner in stack if inner.key is not None)
            group = next((inner.group for inner in reversed(stack) if inner.mark == "}"), 0)
            yield path, group, found.start(kind) + 1, at - 1
        done = True
        if stack:
            stack[-1].expects = "comma"


def _is_key(stack: list[_Open]) -> bool:
    return bool(stack) and stack[-1].mark == "}" and stack[-1].expects in ("first", "key")


def _unescaped(source: str, start: int, end: int) -> Passage:
    builder = PassageBuilder()
    at = start
    for found in _ESCAPE.finditer(source, start, end):
        builder.add(source[at : found.start()], at)
        builder.together(_character(found.group()), found.start(), len(found.group()))
        at = found.end()
    builder.add(source[at:end], at)
    return builder.build()


def _character(escape: str) -> str:
    """What an escape stands for; half of a pair without the other stands for no character."""
    if escape[1] != "u" or len(escape) < 6:
        return _SHORT.get(escape[1], escape[1])
    if len(escape) == 12:
        return chr(0x10000 + ((int(escape[2:6], 16) - 0xD800) << 10) + int(escape[8:], 16) - 0xDC00)
    code = int(escape[2:6], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1


def _broken(source: str, at: int) -> UnreadableDocument:
    return UnreadableDocument(
        f"the file is not whole JSON: line {_line(source, at)} cannot be read",
        "Mend that line, or write the file again with the program that made it.",
    )
