"""What a reader notices besides the words it reads: what is not shown, what holds words and cannot be read, pictures alone."""

from __future__ import annotations

from collections.abc import Iterator

from langcheck.model import describe_location
from langcheck.readers.looks import LeftOut
from langcheck.readers.reading import Choice, Reading, Unread, label

_PICTURE_PROGRAMS = (
    "equation",
    "mathtype",
    "pbrush",
    "paint.",
    "photoshop",
    "staticmetafile",
    "staticdib",
    "staticenhanced",
)
"""How the names of programs begin whose objects are pictures and formulas."""


class Noticed:
    """Gathers what a person should know of one file; ``program`` is the one to open it in."""

    def __init__(self, program: str) -> None:
        self.left_out = LeftOut()
        self.unread: list[Unread] = []
        self.pictures = 0
        self.recordings = 0
        self._program = program

    def notes(self) -> list[str]:
        """Stretches that are not shown, pictures that nothing is said about, and recordings."""
        notes = self.left_out.notes()
        if self.pictures:
            these, them = ("1 picture", "it") if self.pictures == 1 else (f"{self.pictures:,} pictures", "them")
            was = "was" if self.pictures == 1 else "were"
            notes.append(f"{these} that nothing is said about {was} not read; words in {them} are not checked")
        if self.recordings:
            those = "1 recording was" if self.recordings == 1 else f"{self.recordings:,} recordings were"
            notes.append(f"{those} not listened to")
        return notes

    def embedded(self, program: str, location: dict[str, int | str]) -> None:
        """An object of another program, which is not read; formulas and drawings count as pictures."""
        if program.lower().startswith(_PICTURE_PROGRAMS):
            self.pictures += 1
            return
        made_by = f' ("{label(program)}")' if program else ""
        hint = f"Open it in {self._program}, save what is embedded as a file of its own, and check that file."
        self._add("embedded", "embedded object", location, f"an embedded object{made_by} is not read", hint)

    def inserted(self, problem: str, location: dict[str, int | str]) -> None:
        """A file that the document takes in and that cannot be read."""
        hint = f"Open it in {self._program}, save it, which takes in what is inserted, and check that file."
        self._add("inserted", "inserted file", location, problem, hint)

    def not_read(self, kind: str, what: str, location: dict[str, int | str], problem: str) -> None:
        """Something else that holds words and cannot be read."""
        hint = f"Open it in {self._program} and copy the words of the {what} into the text, or read them yourself."
        self._add(kind, what, location, problem, hint)

    def _add(self, kind: str, what: str, location: dict[str, int | str], problem: str, hint: str) -> None:
        part = f"{describe_location(location)}, {what}".removeprefix(", ")
        self.unread.append(Unread(kind, part, problem, hint))


# --- what reports say ------------------------------------------------------------------------------------------

MOST_UNREAD = 20
"""How many places that are not read are named one by one."""


def of_unread(reading: Reading, choice: Choice) -> Iterator[tuple[str, str, str]]:
    """What is named as not checked: part, problem and hint; beyond ``MOST_UNREAD`` only how many there are."""
    named = [item for item in reading.unread if item.kind not in choice.noted]
    for item in named[:MOST_UNREAD]:
        yield item.part, item.problem, item.hint
    if len(named) > MOST_UNREAD:
        more = f"{len(named) - MOST_UNREAD:,} other places"
        yield more, "they are not read for the same reasons", named[MOST_UNREAD].hint


def notes_of_unread(reading: Reading, choice: Choice) -> Iterator[str]:
    """What the settings ask to be told in notes."""
    noted = [item for item in reading.unread if item.kind in choice.noted]
    for item in noted[:MOST_UNREAD]:
        yield f"{item.part} was not checked: {item.problem}"
    if len(noted) > MOST_UNREAD:
        yield f"{len(noted) - MOST_UNREAD} other places were not checked for the same reasons"
