"""``langcheck explain --facts``: what is known of a document before any word is judged, as tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from langcheck.analysis.contexts import ENOUGH, NEAR_BLOCKS
from langcheck.analysis.told import About, AgeTold, ChargeTold, MentionTold, PersonTold, Stretch, Told
from langcheck.checker import Checker
from langcheck.cli.streams import read_input
from langcheck.errors import UnreadableDocument
from langcheck.facts.cases.types import Standing, Truth, Turn
from langcheck.facts.persons import Side
from langcheck.harmless import printable
from langcheck.model import Document, Kept
from langcheck.readers import read_raw
from langcheck.settings import Settings

_WIDEST = 48
"""How many characters a line of a table's last column has at most."""
_LONGEST = 60
"""How many characters of a stretch are shown; of longer ones, the beginning and the end."""

_SIDES = {
    Side.MINOR: "under 18",
    Side.ADULT: "18 or older",
    Side.CONTESTED: "both are told",
    Side.UNKNOWN: "open",
}
_HOLDS = {Truth.YES: "holds", Truth.NO: "does not hold", Truth.OPEN: "open"}
_TURNS = {Turn.NONE: "", Turn.UNDOES: ", undoes what was before", Turn.UPHOLDS: ", upholds what was before"}
_KEPT = {
    Kept.SUBTITLES: "subtitles",
    Kept.CONVERSATION: "a conversation",
    Kept.SPEECH: "may be somebody else's words",
    Kept.CODE: "may be code",
    Kept.NAME: "may be a name or a value",
    Kept.LAW: "may be the words of a law",
}
_ABOUT = {
    About.WHOLE: f"The whole document is about exploitation: words that tell so stand in {ENOUGH} places or more.",
    About.NEAR: f"Paragraphs up to {NEAR_BLOCKS} before and behind these words are about exploitation, others are not.",
    About.NOWHERE: "No words tell that the document is about exploitation.",
}


def read(path: Path, settings: Settings) -> tuple[Document, Told]:
    """A file as a document, or standard input (-) as text, and what it tells; raises UnreadableDocument with the file's name."""
    checker = Checker(settings, screening=False)
    try:
        if str(path) == "-":
            document = checker.read(read_input(settings.limits), name=str(path), format="text", whole=True)
        else:
            document = checker.read_file(read_raw(path, limits=settings.limits), path)
    except UnreadableDocument as error:
        raise UnreadableDocument(f"{path}: {error.problem}", error.hint) from error
    return document, checker.told(document)


# --- for people ---------------------------------------------------------------------------------------------------


def lines(document: Document, told: Told) -> Iterator[str]:
    """The tables, each under its heading; a place is a line and a column, or what the file has instead."""
    names = {person.number: person.name for person in told.persons}
    yield printable(document.path)
    yield from _section("Persons", _persons(document, told), ("", "who", "age", "role", "where"))
    yield from _section("Charges", _charges(document, told, names), ("where", "who", "what", "stage", "words"))
    yield from _section("At the end of the text", _standings(told), ("who", "of trafficking"))
    yield from _section("Whose words", _stretches(document, told.speech), ("where", "what", "words"))
    kept = [replace(place, what=_KEPT[why]) for place, why in told.kept]
    yield from _section("Never changed by a program", _stretches(document, kept), ("where", "why", "words"))
    words = _stretches(document, told.words_as_words)
    yield from _section("Words as words", words, ("where", "how", "words"))
    yield ""
    yield "Topic"
    yield f"  {_ABOUT[told.about]}"
    yield from _table([(_place(document, place), _words(document, place)) for place in told.topic])


_Cells = tuple[str | Sequence[str], ...]


def _section(heading: str, rows: Iterable[_Cells], columns: tuple[str, ...]) -> Iterator[str]:
    rows = list(rows)
    yield ""
    yield heading if rows else f"{heading}: none"
    if rows:
        yield from _table([columns, *rows])


def _table(rows: Iterable[_Cells]) -> Iterator[str]:
    """Rows in columns as wide as what stands in them; a cell may have several lines, and the last column is wrapped."""
    cells = [[_lines(cell, is_last=index == len(row) - 1) for index, cell in enumerate(row)] for row in rows]
    widths = [max(len(line) for cell in column for line in cell) for column in zip(*cells, strict=True)]
    for row in cells:
        for number in range(max(map(len, row))):
            shown = [cell[number] if number < len(cell) else "" for cell in row]
            yield ("  " + "  ".join(map(str.ljust, shown, widths))).rstrip()


def _lines(cell: str | Sequence[str], *, is_last: bool) -> list[str]:
    written = [printable(line) for line in ([cell] if isinstance(cell, str) else cell)]
    return [part for line in written for part in textwrap.wrap(line, _WIDEST) or [""]] if is_last else written


def _persons(document: Document, told: Told) -> Iterator[_Cells]:
    for person in told.persons:
        ages = [_SIDES[person.side], *(_age(document, age) for age in person.ages)]
        roles = [role.value for role in person.roles]
        yield str(person.number), [person.name, *_means(person)], ages, roles or ["-"], _mentions(document, person)


def _means(person: PersonTold) -> list[str]:
    """Who else is meant, by number."""
    numbers = [str(number) for number in person.means]
    if not numbers:
        return []
    return [f"may be {' or '.join(numbers)}" if person.doubtful else f"are {' and '.join(numbers)}"]


def _age(document: Document, age: AgeTold) -> str:
    return f'"{age.words}" {_place(document, age.place) if age.place else "in the row or form"}'


def _mentions(document: Document, person: PersonTold) -> str:
    return ", ".join(_mention(document, mention, person) for mention in person.mentions)


def _mention(document: Document, mention: MentionTold, person: PersonTold) -> str:
    """A place with its words, and the age that is known there where that is another."""
    here = "" if mention.here is person.side else f" (here: {_SIDES[mention.here]})"
    return f"{_place(document, mention.place)} {_words(document, mention.place)}{here}"


def _charges(document: Document, told: Told, names: dict[int, str]) -> Iterator[_Cells]:
    for charge in told.charges:
        words = "; ".join(_words(document, place) for place in charge.named)
        stage = f"{charge.stage.name.lower()}, {_HOLDS[charge.holds]}{_TURNS[charge.turn]}"
        yield _place(document, charge.place), _who(charge, names), charge.offence.value, stage, words or "-"


def _who(charge: ChargeTold, names: dict[int, str]) -> str:
    if charge.person is None:
        return charge.key or "nobody named"
    return f"{charge.person} {names[charge.person]}"


def _standings(told: Told) -> Iterator[_Cells]:
    for key, standing in told.standings:
        yield key, _standing(standing)


def _standing(standing: Standing) -> str:
    return "nothing told" if standing.stage is None else f"{standing.stage.name.lower()}, {_HOLDS[standing.holds]}"


def _stretches(document: Document, places: Iterable[Stretch]) -> Iterator[_Cells]:
    for place in places:
        yield _place(document, place), place.what, _words(document, place)


def _place(document: Document, place: Stretch) -> str:
    """3:14 for a line and a column, both from 1; in files that have none, what a report calls the place."""
    found = document.place(document.blocks[place.block], place.region)
    return found.label if found.line is None or found.location else f"{found.line}:{found.column}"


def _words(document: Document, place: Stretch) -> str:
    text = document.blocks[place.block].text[place.region.start : place.region.end]
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
