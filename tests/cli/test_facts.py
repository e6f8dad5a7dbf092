"""``langcheck explain --facts``: the layers as they are, each fact with its place, for a person and for a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from langcheck.cli import cli
from tests.word_files import paragraph, word_file

CASE = """\
Report of the county of Westover

Mara Lund, 15, met Victor Hale (34) at the Larch Motel. She told Officer Reyes that he sold her to other men.
V2 is 19. “He took my phone,” V2 said.

Hale was charged with human trafficking. In May he pleaded guilty to sex trafficking. The charge against Cole was dismissed.

Do not write “child prostitute”.
"""
SHOWN = """\
case.txt

Persons
      who               age           role       where
  1   Westover          open          -          1:25 Westover
  2   Mara Lund         under 18      -          3:1 Mara Lund, 3:57 She, 3:93 her
                        "15" 3:12
  3   Victor Hale       18 or older   defendant  3:20 Victor Hale, 6:1 Hale, 6:49 he
                        "34" 3:33
  4   Reyes             open          official   3:66 Officer, 3:74 Reyes
  5   he                open          -          3:85 he
  6   men               18 or older   -          3:106 men
                        "men" 3:106
  7   V2                18 or older   victim     4:1 V2, 4:31 V2
                        "19" 4:7
  8   He                open          -          4:12 He
  9   my                open          -          4:20 my
  10  Cole              open          -          6:106 Cole
  11  child prostitute  under 18      -          8:15 child prostitute
                        "child" 8:15

Charges
  where  who            what         stage                                           words
  6:10   3 Victor Hale  trafficking  charged, holds                                  human trafficking
  6:60   3 Victor Hale  trafficking  convicted, holds                                sex trafficking
  6:91   10 Cole        trafficking  charged, does not hold, undoes what was before  -

At the end of the text
  who          of trafficking
  victor hale  convicted, holds
  cole         charged, does not hold

Whose words
  where  what                                   words
  4:11   speech of somebody who is no official  “He took my phone,”
  8:14   a few words at a distance              “child prostitute”

Never changed by a program
  where  why                           words
  4:11   may be somebody else's words  “He took my phone,” V2 said.
  8:1    may be somebody else's words  Do not write “child prostitute”.

Words as words
  where  how           words
  8:14   spoken about  “child prostitute”

Topic
  The whole document is about exploitation: words that tell so stand in 2 places or more.
  3:88  sold her to
  3:88  sold her to other men
  6:29  trafficking
  6:74  trafficking
  8:21  prostitute
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a made-up case, in which the checks run."""
    (tmp_path / "case.txt").write_text(CASE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *words])


def data(path: str) -> dict[str, list[dict[str, object]]]:
    done = run("--facts", path, "--format", "json")
    assert done.exit_code == 0, done.output
    told: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return told


def test_a_case_is_shown_as_tables_with_the_place_of_each_fact() -> None:
    done = run("--facts", "case.txt")
    assert (done.exit_code, done.stdout) == (0, SHOWN)


def test_standard_input_is_shown_as_a_text() -> None:
    done = CliRunner().invoke(cli, ["explain", "--facts", "-"], input=CASE)
    assert (done.exit_code, done.stdout) == (0, SHOWN.replace("case.txt", "-"))


def test_as_data_every_place_leads_into_the_file() -> None:
    told = data("case.txt")
    places = [
        *(mention for person in told["persons"] for mention in person["mentions"]),  # type: ignore[attr-defined]
        *(age["at"] for person in told["persons"] for age in person["ages"]),  # type: ignore[attr-defined]
        *(place for name in ("charges", "speech", "kept", "words_as_words") for place in told[name]),
    ]
    assert len(places) > 25
    assert [CASE[place["offset"] : place["end_offset"]] for place in places] == [place["words"] for place in places]


def test_as_data_a_person_has_ages_roles_and_mentions() -> None:
    (person,) = [person for person in data("case.txt")["persons"] if person["name"] == "V2"]
    ages = person.pop("ages")
    mentions = person.pop("mentions")
    assert person == {
        "number": 7, "name": "V2", "age": "adult", "roles": ["victim"], "means": [], "doubtful": False,
    }  # fmt: skip
    assert ages == [
        {
            "words": "19",
            "minor": False,
            "at": {
                "words": "19",
                "place": "line 4, column 7",
                "line": 4,
                "column": 7,
                "offset": 150,
                "end_offset": 152,
            },
        }
    ]
    assert [(m["line"], m["column"], m["kind"], m["age"]) for m in mentions] == [  # type: ignore[attr-defined]
        (4, 1, "label", "adult"),
        (4, 31, "label", "adult"),
    ]


def test_as_data_a_charge_names_the_person_by_number() -> None:
    told = data("case.txt")
    assert [(charge["person"], charge["stage"], charge["holds"], charge["turn"]) for charge in told["charges"]] == [
        (3, "charged", "yes", "none"),
        (3, "convicted", "yes", "none"),
        (10, "charged", "no", "undoes"),
    ]
    assert told["standings"] == [
        {"key": "victor hale", "stage": "convicted", "holds": "yes"},
        {"key": "cole", "stage": "charged", "holds": "no"},
    ]


def test_words_for_several_people_name_them_and_tie_them_to_no_one(folder: Path) -> None:
    """ "The victim" behind two victims may be either; the two stay apart, each with an age."""
    (folder / "two.txt").write_text("V1 is 15. V2 is 19. V1 and V2 said they fled. The victim was afraid.\n")
    rows = {person["name"]: person for person in data("two.txt")["persons"]}
    assert {name: (row["age"], row["means"], row["doubtful"]) for name, row in rows.items()} == {
        "V1": ("minor", [], False),
        "V2": ("adult", [], False),
        "they": ("contested", [1, 2], False),
        "victim": ("contested", [1, 2], True),
    }
    shown = run("--facts", "two.txt").stdout
    assert "are 1 and 2" in shown
    assert "may be 1 or 2" in shown


def test_a_text_without_anything_says_none(folder: Path) -> None:
    (folder / "rain.txt").write_text("It rained.\n")
    assert (
        run("--facts", "rain.txt").stdout
        == """\
rain.txt

Persons: none

Charges: none

At the end of the text: none

Whose words: none

Never changed by a program: none

Words as words: none

Topic
  No words tell that the document is about exploitation.
"""
    )


def test_a_word_file_has_paragraphs_for_places(folder: Path) -> None:
    (folder / "a.docx").write_bytes(word_file(paragraph("Mara Lund, 15, left.") + paragraph("She fled.")))
    [person] = data("a.docx")["persons"]
    assert [(m["words"], m["place"], m["line"]) for m in person["mentions"]] == [  # type: ignore[attr-defined]
        ("Mara Lund", "paragraph 1", None),
        ("She", "paragraph 2", None),
    ]


def test_an_age_in_a_table_has_a_row_and_no_place(folder: Path) -> None:
    (folder / "a.md").write_text("| Name | Age |\n|---|---|\n| Mara Lund | 15 |\n")
    shown = run("--facts", "a.md").stdout
    assert '"15" in the row or form' in shown


def test_signs_that_command_a_terminal_are_shown_as_codes(folder: Path) -> None:
    (folder / "a.txt").write_text("“Go \u202eaway, now and for ever,” Mara Lund said.\n", encoding="utf-8")
    assert "\u202e" not in run("--facts", "a.txt").stdout


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            ("--facts", "case.txt", "pimp"),
            "--facts shows what is known of a file; ask for a word or a sentence by itself",
        ),
        (("--facts", "case.txt", "--text", "He left."), "--facts shows what is known of a file"),
        (("pimp", "--format", "json"), "--format is for --facts FILE"),
    ],
)
def test_what_does_not_go_together_is_said(words: tuple[str, ...], problem: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert problem in done.output


def test_a_file_that_cannot_be_read_is_named() -> None:
    done = run("--facts", "none.txt")
    assert str(done.exception) == "none.txt: there is no such file\n  Check the name and the folder."


def test_standard_input_is_read_within_the_limits_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "langcheck.toml").write_text("[limits]\nblocks = 1\n")
    done = CliRunner().invoke(cli, ["explain", "--facts", "-"], input="The pimp ran.\n\nA pimp ran.\n")
    assert "limits.blocks" in str(done.exception)
