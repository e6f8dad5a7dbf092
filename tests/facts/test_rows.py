"""Who is who in the rows of people of a report: a role or a label, a name with its surname first, sex and age."""

from __future__ import annotations

from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.facts.person_words import PersonRole
from langcheck.facts.persons import Side
from langcheck.settings import Settings

VICTIM, DEFENDANT = (PersonRole.VICTIM,), (PersonRole.DEFENDANT,)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Settings(), screening=False)


def told(row: str, surname: str, checker: Checker, *, name: str = "case.txt") -> tuple[tuple[PersonRole, ...], Side]:
    """The roles and the side of majority of whom the sentence below a row speaks."""
    document = checker.read_file(f"PERSONS\n{row}\n\n{surname} sat by the window.\n".encode(), Path(name))
    last = len(document.blocks) - 1
    (person,) = [
        person
        for person in checker.told(document).persons
        if any((mention.place.block, mention.place.region.start) == (last, 0) for mention in person.mentions)
    ]
    return person.roles, person.side


@pytest.mark.parametrize(
    ("row", "surname", "expected"),
    [
        ("VICTIM       QUILL, NORA   W/F  23   NO FIXED ADDRESS", "Quill", (VICTIM, Side.ADULT)),
        ("SUSPECT      HARTE, OWEN DALE  B/M  34   (IN CUSTODY)", "Harte", (DEFENDANT, Side.ADULT)),
        ("VICTIM/INV-1 QUILL, NORA   W/F  15", "Quill", (VICTIM, Side.MINOR)),
        ("V-1\tQUILL, Nora T.\tW/F\t14", "Quill", (VICTIM, Side.MINOR)),
        ("S1 | HARTE, Owen B/M 41", "Harte", (DEFENDANT, Side.ADULT)),
        ("Arrestee: Harte, Owen B/M 41", "Harte", (DEFENDANT, Side.ADULT)),
        ("S-1  Harte, Owen  M/41", "Harte", (DEFENDANT, Side.ADULT)),
        (
            "| Role | Name | Sex |\n|---|---|---|\n| Victim | QUILL, Nora F/15 | |\n| Suspect | HARTE, Owen M/41 | |",
            "Quill",
            (VICTIM, Side.MINOR),
        ),
        ("Role: Victim\nName: QUILL, Nora\nAge: 15\n\nRole: Suspect\nName: HARTE, Owen", "Quill", (VICTIM, Side.MINOR)),
        (
            "Role: Victim\nName: QUILL, Nora\n\nRole: Suspect\nName: HARTE, Owen\nAge: 41",
            "Harte",
            (DEFENDANT, Side.ADULT),
        ),
        ("Name: QUILL, Nora\nAge: 15\nRole: Victim\n\nName: HARTE, Owen\nRole: Suspect", "Quill", (VICTIM, Side.MINOR)),
    ],
)
def test_a_row_tells_the_role_and_the_age_of_who_is_named_in_it(
    row: str, surname: str, expected: tuple[tuple[PersonRole, ...], Side], checker: Checker
) -> None:
    assert told(row, surname, checker) == expected


COLUMNS = "\n| Name | DOB | Role |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("table", "side"),
    [
        (f"{COLUMNS}| Nora Quill | 04/02/2011 | Victim |\n\nReported on 03/14/2026.", Side.MINOR),
        (f"{COLUMNS}| Nora Quill | 04/02/2011 | Victim |\n\nReported on 03/14/2031.", Side.ADULT),
        (f"{COLUMNS}| Nora Quill | 04/02/2011 | Victim |\n\nNo day is told.", Side.UNKNOWN),
        (f"{COLUMNS}| Nora Quill | unknown | Victim |\n\nReported on 03/14/2026.", Side.UNKNOWN),
        (
            "\n| Name | Nora Quill | Date of birth | 4/2/2011 | Role | Victim |\n|---|---|---|---|---|---|\n\n14 March 2026",
            Side.MINOR,
        ),
        ("\n| Name | Nora Quill | Age | 15 | Role | Victim |\n|---|---|---|---|---|---|\n", Side.MINOR),
        ("\n| Name | Nora Quill | Date | 4/2/2011 | Role | Victim |\n|---|---|---|---|---|---|\n", Side.UNKNOWN),
    ],
)
def test_a_column_or_a_cell_tells_the_age_by_the_day_of_birth(table: str, side: Side, checker: Checker) -> None:
    assert told(table, "Quill", checker, name="case.md")[1] == side


def test_the_headings_of_one_table_say_nothing_of_the_next(checker: Checker) -> None:
    """The second table stands right behind the first, and its second column tells when somebody was seen."""
    rows = [("Name", "DOB"), ("Nora Quill", "04/02/2011"), ("Name", "Seen on"), ("Owen Harte", "03/04/2010")]
    html = "".join(f"<tr><td>{name}</td><td>{day}</td></tr>" for name, day in rows)
    text = f"<p>Reported on 03/14/2026.</p><table>{html}</table><p>Harte sat by the window. Quill left.</p>"
    document = checker.read_file(text.encode(), Path("case.html"))
    sides = {person.name: person.side for person in checker.told(document).persons}
    assert (sides["Nora Quill"], sides["Owen Harte"]) == (Side.MINOR, Side.UNKNOWN)


@pytest.mark.parametrize(
    ("row", "surname"),
    [
        ("The victim saw Harte, Owen and a dog.", "Harte"),
        ("WITNESS      HARTE, OWEN   W/M", "Harte"),
        ("Item 4, VICTIM statement, HARTE, OWEN to collect", "Harte"),
        ("SUSPECT/VICTIM   HARTE, OWEN   W/M  40", "Harte"),
    ],
)
def test_other_lines_give_nobody_a_role(row: str, surname: str, checker: Checker) -> None:
    assert told(row, surname, checker)[0] == ()


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("The female, later identified as Quill, sat down. Quill is 15.", Side.MINOR),
        ("The female saw what was later identified as Quill's coat. Quill is 15.", Side.UNKNOWN),
        ("The female, wrongly identified as Quill, sat down. Quill is 15.", Side.UNKNOWN),
    ],
)
def test_somebody_who_is_identified_later_is_the_same_person(text: str, joined: Side, checker: Checker) -> None:
    document = checker.read_file(text.encode(), Path("case.txt"))
    assert checker.told(document).persons[0].mentions[0].here is joined


TABLE = "| Role | Name | Sex | Age |\n|---|---|---|---|\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| Victim | Nora Quill | F | 15 |", VICTIM),
        ("| V-1 | Nora Quill | F | 15 |", VICTIM),
        ("| Suspect 2 | Nora Quill | F | 51 |", DEFENDANT),
        ("| Witness | Nora Quill | F | 51 |", ()),
        ("| Victim's aunt by marriage | Nora Quill | F | 51 |", ()),
        ("| Victim | Suspect | Nora Quill and Owen Harte | |", ()),
        ("| Victim | Keisha Rowe | Nora Quill | |", ()),
        ("| Victim? | Nora Quill | F | 15 |", ()),
    ],
)
def test_a_cell_tells_the_role_of_who_is_named_in_its_row(
    row: str, expected: tuple[PersonRole, ...], checker: Checker
) -> None:
    document = checker.read_file(f"{TABLE}{row}\n\nQuill sat by the window.\n".encode(), Path("case.md"))
    last = len(document.blocks) - 1
    persons = checker.told(document).persons
    (roles,) = {person.roles for person in persons if any(mention.place.block == last for mention in person.mentions)}
    assert roles == expected
