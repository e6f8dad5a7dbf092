"""Where in a message the mail begins that it answers or passes on, as mail programs write it without any mark at the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from langcheck.model import Block, Role

_SEPARATOR = re.compile(
    r"^[ \t]*(?:[-_*=]{2,} {0,3}(?:original (?:message|appointment)|forwarded (?:message|by\b[^\n]{0,100})|reply message) {0,3}[-_*=]{0,60}"
    r"|begin forwarded message:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADERS = re.compile(
    r"^[ \t*]{0,8}From:[ \t*]{0,8}\S[^\n]{0,300}\n(?:[^\n]{0,300}\n){0,3}?[ \t*]{0,8}(?:Sent|Date):[^\n]{1,300}\n"
    r"(?:[^\n]{0,300}\n){0,4}?[ \t*]{0,8}(?:To|Cc|Subject):",
    re.MULTILINE,
)
_WROTE = re.compile(r"^[ \t]*On\b[^\n]{3,250}(?:\n[^\n]{0,250})?\bwrote:[ \t]*$(?=\s*(?P<next>\S)?)", re.MULTILINE)
_DATED = re.compile(r"\d{4}|\d:\d\d|\d/\d|@")
_QUOTED_ALREADY = frozenset({Role.QUOTE, Role.CODE})


def answered_from(content: str) -> int | None:
    """Where the mail begins that a message answers; None where it holds none, or its lines are marked."""
    found = [first for first in (_SEPARATOR.search(content), _HEADERS.search(content)) if first is not None]
    for wrote in _WROTE.finditer(content):
        if wrote["next"] not in (None, ">") and _DATED.search(wrote.group()):
            found.append(wrote)
            break
    return min((first.start() for first in found), default=None)


def as_quoted(blocks: Sequence[Block], content: str) -> list[Block]:
    """The blocks of a plain message, with those of the mail that it answers as quotations."""
    start = answered_from(content)
    if start is None:
        return list(blocks)
    return [_quoted(block) if block.anchors[0].source >= start else block for block in blocks]


def as_quoted_page(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a message that is a page, with those of the mail that it answers as quotations."""
    starts = []
    length = 0
    lines = []
    for block in blocks:
        starts.append(length)
        lines.append(("> " if block.role in _QUOTED_ALREADY else "") + block.text)
        length += len(lines[-1]) + 1
    answered = answered_from("\n".join(lines))
    if answered is None:
        return list(blocks)
    return [_quoted(block) if start >= answered else block for block, start in zip(blocks, starts, strict=True)]


def _quoted(block: Block) -> Block:
    return block if block.role in _QUOTED_ALREADY else replace(block, role=Role.QUOTE)
