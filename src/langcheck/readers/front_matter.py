"""The fields at the head of a page (YAML, TOML or JSON), of which some are shown: titles, descriptions, tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Role
from langcheck.readers.reading import Choice, Passage, PassageBuilder, TextBuilder, relocate

_FENCED = re.compile(
    r"\ufeff?(?:---[ \t]*(?P<kind>yaml|toml|json)?[ \t]*\r?\n(?P<dashes>(?:[^\r\n]*\r?\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
    r"|\+\+\+[ \t]*\r?\n(?P<pluses>(?:[^\r\n]*\r?\n)*?)\+\+\+[ \t]*(?:\r?\n|\Z)"
    r"|;;;[ \t]*\r?\n(?P<semicolons>(?:[^\r\n]*\r?\n)*?);;;[ \t]*(?:\r?\n|\Z))"
)
_OPENS = ("---", "+++", ";;;", "{")
LONGEST = 100_000
"""How long the fields of a page may be, in characters; what is longer is text."""
_BARE_JSON = re.compile(r"\ufeff?(?P<json>\{[ \t]*\r?\n(?:[^\r\n]*\r?\n)*?\})[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(r"^[ \t]*(?:- )?[\"']?[\w@.-]{1,60}[\"']?[ \t]*:(?:[ \t]|\r?$)", re.MULTILINE)
_PLAIN = re.compile(
    r"(?:[\w-]{1,60}:(?:[ \t]++[^\s|>\[\]{}&*!%@`\"'#,?:-](?:[^\r\n#:]|:(?=\S))*+)?+[ \t]*+\r?\n|[ \t]*+\r?\n)*+\Z"
)
"""Fields of one line each, which need no more than their lines."""
_LINE = re.compile(r"^(?P<key>[\w@.-]{1,60})[ \t]*[:=][ \t]*(?P<value>[^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_TOML = re.compile(
    r"\#[^\n]*|(?P<key>[\w.-]{1,80}|\"[^\"\n]{1,80}\")[ \t]*=(?!=)|(?P<long>\"\"\"|''')"
    r"|\"(?P<text>(?:[^\"\\\n]|\\.)*+)\"|'(?P<literal>[^'\n]*+)'"
)
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n\s*|.)")
_SHORT = {"n": "\n", "t": "\t", "r": "\n", "b": " ", "f": " ", "e": " "}
_SPOKEN = frozenset(
    "title subtitle headline heading name label description summary abstract excerpt caption lead teaser intro keywords tags tag "
    "categories category topics topic alt".split()
)
"""Fields that are shown also where they hold a single word."""
_WORDS = re.compile(r"[^\W\d_]{2,}[^\w\r\n/\\]*\s[^\w\r\n/\\]*[^\W\d_]{2,}")
"""Two words; a value that holds them is prose and no setting."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the fields of a page stand in its source, in which notation, and where the page begins."""

    kind: str
    start: int
    end: int
    after: int


def find(source: str) -> FrontMatter | None:
    """The fields at the head of a source; None where it begins with its text."""
    if not source.lstrip("\ufeff").startswith(_OPENS):
        return None
    found = _FENCED.match(source, 0, LONGEST)
    if found is None:
        found = _BARE_JSON.match(source, 0, LONGEST)
        return FrontMatter("json", *found.span("json"), found.end()) if found is not None else None
    name = next(name for name in ("dashes", "pluses", "semicolons") if found[name] is not None)
    kind = found["kind"] or {"dashes": "yaml", "pluses": "toml", "semicolons": "json"}[name]
    if kind == "yaml" and found[name].strip() and not _FIELD.search(found[name]):
        return None
    return FrontMatter(kind, *found.span(name), found.end())


def blocks_of(source: str, found: FrontMatter, choice: Choice) -> Iterator[Block]:
    """The blocks of the fields that are shown; the rest is for machines."""
    written = source[found.start : found.end]
    for key, passage in _values(written, found.kind, choice):
        if key.lower() not in _SPOKEN and not _WORDS.search(passage.text):
            continue
        builder = TextBuilder()
        builder.add(passage.text, 0)
        block = builder.build(Role.METADATA)
        if block is not None:
            yield relocate(block, _shifted(passage, found.start))


def _values(written: str, kind: str, choice: Choice) -> list[tuple[str, Passage]]:
    """The texts among the fields with their names; where the notation is broken, line by line."""
    try:
        if kind == "toml":
            return list(_toml(written))
        if kind == "json":
            return list(_json(written, choice))
        return list(_lines(written) if _PLAIN.match(written) else _yaml(written, choice))
    except UnreadableDocument:
        return list(_lines(written))


def _yaml(written: str, choice: Choice) -> Iterator[tuple[str, Passage]]:
    from langcheck.readers import yaml

    for path, passage in yaml.values(written, choice):
        yield (path[-1] if path else ""), passage


def _json(written: str, choice: Choice) -> Iterator[tuple[str, Passage]]:
    from langcheck.readers import json

    for path, passage in json.values(written, choice):
        yield (path[-1] if path else ""), passage


def _lines(written: str) -> Iterator[tuple[str, Passage]]:
    for found in _LINE.finditer(written):
        start, end = found.span("value")
        if found["value"][:1] in ('"', "'") and found["value"][:1] == found["value"][1:][-1:]:
            start, end = start + 1, end - 1
        builder = PassageBuilder()
        builder.add(written[start:end], start)
        yield found["key"], builder.build()


def _toml(written: str) -> Iterator[tuple[str, Passage]]:
    key = ""
    at = 0
    while found := _TOML.search(written, at):
        kind, at = found.lastgroup, found.end()
        if kind == "key":
            key = found["key"].strip('"')
        elif kind == "long":
            end = written.find(found["long"], at)
            end = end if end >= 0 else len(written)
            yield key, _unescaped(written, at, end, escaped=found["long"] == '"""')
            at = end + 3
        elif kind is not None:
            yield key, _unescaped(written, *found.span(kind), escaped=kind == "text")


def _unescaped(written: str, start: int, end: int, *, escaped: bool) -> Passage:
    builder = PassageBuilder()
    for found in _ESCAPE.finditer(written, start, end) if escaped else ():
        builder.add(written[start : found.start()], start)
        builder.together(_character(found.group()), found.start(), len(found.group()))
        start = found.end()
    builder.add(written[start:end], start)
    return builder.build()


def _character(escape: str) -> str:
    if escape[1] in "uU" and len(escape) > 2:
        code = int(escape[2:10], 16)
        return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
    return "" if escape[1] in "\r\n" else _SHORT.get(escape[1], escape[1])


def _shifted(passage: Passage, by: int) -> Passage:
    return Passage(passage.text, tuple(replace(anchor, source=anchor.source + by) for anchor in passage.anchors))
