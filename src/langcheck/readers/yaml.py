"""YAML: the scalars of chosen fields, every character with its place in the file; nothing is ever constructed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import yaml

from langcheck.errors import UnreadableDocument
from langcheck.model import Block
from langcheck.readers import fields
from langcheck.readers.reading import EVERYTHING, Choice, Passage, PassageBuilder, Reading, check_cost, decode

_DOUBLE = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|.)|[ \t]*\r?\n[ \t]*(?:\r?\n[ \t]*)*"
)
_FOLD = re.compile(r"[ \t]*\r?\n[ \t]*(?:\r?\n[ \t]*)*|''")
_SHORT = {"n": "\n", "t": "\t", "r": "\n", "N": "\n", "_": " ", "L": "\n", "P": "\n", "e": " ", "a": " ", "b": " ", "f": " ", "v": " ", "0": " "}  # fmt: skip
_LINE = re.compile(r"[^\n]*\n?")


@dataclass
class _Open:
    """A mapping or sequence that is open; ``key`` is that of the value to come."""

    mapping: bool
    group: int
    key: str | None = None
    awaits_key: bool = True


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read the chosen fields of a YAML file; an alias is not followed unless it names a text.

    Raises UnreadableDocument when no field was chosen, or the file is not YAML.
    """
    wanted = fields.chosen(choice)
    source, name, notes = decode(raw, encoding, choice=choice)
    blocks: list[Block] = []
    met = False
    for path, group, event in _scalars(source, choice):
        if wanted.holds(path):
            met = True
            blocks += fields.blocks_of(_passage(source, event), path, group=group)
            check_cost(len(blocks), choice)
    return Reading(blocks, source, name, notes if met else [*notes, fields.none_found(wanted)])


def values(source: str, choice: Choice) -> Iterator[tuple[tuple[str, ...], Passage]]:
    """Every text in a piece of YAML, with the path to it; raises UnreadableDocument when it is not YAML."""
    for path, _, event in _scalars(source, choice):
        yield path, _passage(source, event)


def _scalars(source: str, choice: Choice) -> Iterator[tuple[tuple[str, ...], int, Any]]:
    """The scalars that are values: the path to each, the mapping it stands in, and its event."""
    stack: list[_Open] = []
    groups = count(1)
    named: dict[str, Any] = {}
    read_already: set[int] = set()
    for event in _events(source, choice):
        choice.check_clock()
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(stack) >= choice.limits.nesting:
                raise fields.too_deep(_line(event), choice)
            stack.append(_Open(isinstance(event, yaml.MappingStartEvent), next(groups)))
            continue
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
            _settle(stack, "")
            continue
        if not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            continue
        scalar = named.get(event.anchor or "") if isinstance(event, yaml.AliasEvent) else event
        if scalar is not None and event.anchor:
            named[event.anchor] = scalar
        is_key = bool(stack) and stack[-1].mapping and stack[-1].awaits_key
        if not is_key and scalar is not None and _place(scalar) not in read_already:
            path = tuple(inner.key for inner in stack if inner.key is not None)
            if isinstance(event, yaml.AliasEvent):
                read_already.add(_place(scalar))
            yield path, next((inner.group for inner in reversed(stack) if inner.mapping), 0), scalar
        _settle(stack, scalar.value if scalar is not None else "")


def _settle(stack: list[_Open], key: str) -> None:
    """A whole node was read: in a mapping it was a key or a value."""
    if not stack or not stack[-1].mapping:
        return
    if stack[-1].awaits_key:
        stack[-1].key = key
    stack[-1].awaits_key = not stack[-1].awaits_key


_TOO_DEEP = "nesting depth"
"""What libyaml, as PyYAML 6.0.4 brings it, says of a text nested deeper than 1,000 levels, before an event of it comes."""
_LIBRARY_LEVELS = 1000
"""How deep that libyaml reads; older ones know no end."""


def _events(source: str, choice: Choice) -> Iterator[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(source, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        if _TOO_DEEP in (error.problem or "") and choice.limits.nesting <= _LIBRARY_LEVELS:
            raise fields.too_deep(line, choice) from error
        raise _broken(f"line {line}: {error.problem or error.context}") from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise _broken("it holds characters that YAML does not allow") from error


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _place(event: Any) -> int:
    return int(event.start_mark.index)


def _broken(what: str) -> UnreadableDocument:
    return UnreadableDocument(f"the file is not whole YAML: {what}", "Mend that place and check again.")


# --- the way back ------------------------------------------------------------------------------------------------


def _passage(source: str, event: Any) -> Passage:
    """A scalar's text with its places; where they cannot be told apart, the whole of it stands for the whole."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in ("|", ">"):
        passage = _block_scalar(source, start, end, folded=event.style == ">")
    elif event.style == '"':
        passage = _quoted(source, start + 1, end - 1)
    elif event.style == "'":
        passage = _flow(source, start + 1, end - 1, quoted=True)
    else:
        passage = _flow(source, start, end, quoted=False)
    if passage.text.split() == event.value.split():
        return passage
    builder = PassageBuilder()
    builder.together(event.value, start, max(end - start, 1))
    return builder.build()


def _flow(source: str, start: int, end: int, *, quoted: bool) -> Passage:
    builder = PassageBuilder()
    at = start
    for found in _FOLD.finditer(source, start, end):
        if found.group() == "''" and not quoted:
            continue
        builder.add(source[at : found.start()], at)
        builder.together("'" if found.group() == "''" else _folded(found.group()), found.start(), len(found.group()))
        at = found.end()
    builder.add(source[at:end], at)
    return builder.build()


def _folded(blanks: str) -> str:
    lines = blanks.count("\n")
    return " " if lines == 1 else "\n" * lines


def _quoted(source: str, start: int, end: int) -> Passage:
    builder = PassageBuilder()
    at = start
    for found in _DOUBLE.finditer(source, start, end):
        builder.add(source[at : found.start()], at)
        written = found.group()
        builder.together(_character(written) if written[0] == "\\" else _folded(written), found.start(), len(written))
        at = found.end()
    builder.add(source[at:end], at)
    return builder.build()


def _character(escape: str) -> str:
    if escape[1] in "xuU" and len(escape) > 2:
        code = int(escape[2:10], 16)
        return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
    return "" if escape[1] in "\r\n" else _SHORT.get(escape[1], escape[1])


def _block_scalar(source: str, start: int, end: int, *, folded: bool) -> Passage:
    """The lines below the mark without their indent; a folded text's line ends are blanks."""
    first = source.find("\n", start, end) + 1
    lines = [found for found in _LINE.finditer(source, first, end) if found.group()] if first else []
    indent = min(
        (len(found.group()) - len(found.group().lstrip(" ")) for found in lines if found.group().strip()), default=0
    )
    builder = PassageBuilder()
    for index, found in enumerate(lines):
        line = found.group()
        content = line.rstrip("\r\n")[indent:]
        builder.add(content, found.start() + indent)
        following = lines[index + 1].group().strip() if index + 1 < len(lines) else ""
        joined = folded and content.strip() and following
        builder.together(" " if joined else "\n", found.start() + len(line.rstrip("\r\n")), 1)
    return builder.build()
