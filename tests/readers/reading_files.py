"""What the tests of readers share."""

from __future__ import annotations

from langcheck.errors import UnreadableDocument
from langcheck.model import Document, Role, describe_location
from langcheck.readers import read_bytes
from langcheck.readers.reading import EVERYTHING, Choice


def opened(raw: bytes, format: str, *, choice: Choice = EVERYTHING) -> Document:
    return read_bytes(raw, name=f"test.{format}", format=format, choice=choice)


def seen(raw: bytes, format: str, *, choice: Choice = EVERYTHING) -> list[tuple[Role, str, str]]:
    """The blocks of a file as (role, place, text)."""
    document = opened(raw, format, choice=choice)
    return [(block.role, describe_location(block.location), block.text) for block in document.blocks]


def problem_of(raw: bytes, format: str, *, choice: Choice = EVERYTHING) -> str:
    """Why a file cannot be read; empty when it can."""
    try:
        opened(raw, format, choice=choice)
    except UnreadableDocument as error:
        return error.problem
    return ""
