"""Which fields of records hold prose: names or dotted paths that a person chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from langcheck.errors import UnreadableDocument
from langcheck.limits import beyond
from langcheck.model import Block, Role
from langcheck.readers import text
from langcheck.readers.reading import Choice, Passage, TextBuilder, relocate


class Fields:
    """The chosen fields; a path ends with one of them, and "*" stands for any one name."""

    def __init__(self, names: Sequence[str]) -> None:
        self._paths = [tuple(name.split(".")) for name in names]

    def holds(self, path: Sequence[str]) -> bool:
        """Whether the value at a path was chosen."""
        return any(_ends_with(path, wanted) for wanted in self._paths)

    def __str__(self) -> str:
        return ", ".join(".".join(path) for path in self._paths)


def _ends_with(path: Sequence[str], wanted: tuple[str, ...]) -> bool:
    if len(wanted) > len(path):
        return False
    return all(name in ("*", given) for name, given in zip(wanted, path[len(path) - len(wanted) :], strict=True))


def chosen(choice: Choice) -> Fields:
    """The fields of a choice; raises UnreadableDocument when none was chosen."""
    if not choice.fields:
        raise UnreadableDocument(
            "nothing says which of its fields hold prose", "Say which fields hold prose: --field narrative"
        )
    return Fields(choice.fields)


def none_found(fields: Fields) -> str:
    """The note for a file that holds none of the chosen fields."""
    return f"none of the chosen fields stands in this file: {fields}"


def too_deep(line: int, choice: Choice) -> UnreadableDocument:
    """The error for a file that nests deeper than the limit."""
    hint = "No report is nested like that; check the program that wrote the file, or"
    return beyond(choice.limits, "nesting", f"line {line} is nested deeper than", "levels", hint=hint)


def blocks_of(passage: Passage, path: Sequence[str], *, group: int = 0) -> Iterator[Block]:
    """The blocks of a field's value: one, or its paragraphs where it runs over several lines."""
    location: dict[str, int | str] = {"field": ".".join(path)}
    if "\n" not in passage.text.strip():
        builder = TextBuilder()
        builder.add(passage.text, 0)
        block = builder.build(Role.PROSE, location, group=group)
        if block is not None:
            yield relocate(block, passage)
        return
    for block in text.blocks_of(passage.text):
        yield _placed(relocate(block, passage), location, group)


def _placed(block: Block, location: dict[str, int | str], group: int) -> Block:
    return replace(block, location=location, group=group)
