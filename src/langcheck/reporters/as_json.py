"""Data to JSON that any pipe can carry and no CI server takes for a command of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_COMMAND = re.compile(r"(?<=#)#(?=\w{0,20}\[)")
"""The second sign of ``##[group]`` or ``##vso[``, which servers obey anywhere in a line."""

_WIDE = re.compile(r"[^\x00-\x7e]")


def dumps(data: Any, *, indent: int | None = None, ensure_ascii: bool = True) -> str:
    """The data; letters outside ASCII are escaped, and so is what begins a command: it reads back as it was."""
    return _harmless(_LONE.sub(_as_bytes, json.dumps(data, indent=indent, ensure_ascii=ensure_ascii)))


_LONE = re.compile(r"\\(?:\\|u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|u(d[89a-f][0-9a-f]{2}))")
"""Backslashes, pairs of surrogates, and surrogates without another half: bytes of a file name that is not UTF-8."""


def _as_bytes(found: re.Match[str]) -> str:
    """A lone surrogate as the byte that it stands for ("\\xff"): strict parsers refuse a report that holds one."""
    if not found.group(3):
        return found.group()
    lone = int(found.group(3), 16)
    return rf"\\x{lone & 0xFF:02x}" if 0xDC80 <= lone <= 0xDCFF else r"\ufffd"


def pieces(data: Mapping[str, Any]) -> Iterator[str]:
    """An object in pieces, the same as ``dumps(..., indent=1)``: items of its lists that come one by one are made one by one."""
    opening = "{\n "
    for name, value in data.items():
        yield f"{opening}{dumps(name)}: "
        if isinstance(value, Iterator):
            yield from _list(value)
        else:
            yield dumps(value, indent=1).replace("\n", "\n ")
        opening = ",\n "
    yield "\n}"


def _list(items: Iterable[Any]) -> Iterator[str]:
    opening = "[\n  "
    for item in items:
        yield opening + _indented(item).replace("\n", "\n  ")
        opening = ",\n  "
    yield "[]" if opening[0] == "[" else "\n ]"


def _indented(item: Any) -> str:
    """``dumps(item, indent=1)``, ten times as fast: of many findings that is a third of a check."""
    import msgspec

    try:
        text = msgspec.json.format(msgspec.json.encode(item), indent=1).decode()
    except UnicodeEncodeError:  # half of a character, as names of files may hold
        return dumps(item, indent=1)
    return _harmless(text if text.isascii() and "\x7f" not in text else _WIDE.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]


def _harmless(text: str) -> str:
    return _COMMAND.sub(r"\\u0023", text) if "##" in text else text
