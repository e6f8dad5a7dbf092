"""``langcheck lexicon``: what a curator and a policy board do, from the command line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from langcheck.errors import LexiconError
from langcheck.exporters.plain import entries, forms
from langcheck.lexicon.lexicon import load_lexicon
from tests.cli.test_cli import run
from tests.conftest import ROOT

pytestmark = pytest.mark.model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our lexicon that a curator may change."""
    copy = tmp_path / "lexicon"
    shutil.copytree(ROOT / "lexicon", copy)
    return copy


def a_source() -> str:
    """An id that sources.yaml has."""
    line = next(line for line in (ROOT / "lexicon" / "sources.yaml").read_text().splitlines() if line[:1].isalpha())
    return line.split(":")[0]


def new(folder: Path, *more: str) -> list[str]:
    return [
        "lexicon", "new", "car rendezvous", "--folder", str(folder), "--topic", "slang", "--pos", "noun",
        "--category", "slang", "--harm", "readers elsewhere do not know the word", "--instead", "{meeting} in a car",
        "--level", "advice", "--message", '"{found}" is a word of the trade.',
        "--source", a_source(), "--flagged", "He set up a car rendezvous.", "--near-miss", "“A car rendezvous,” she said.",
        *more,
    ]  # fmt: skip


def test_a_draft_is_valid_from_the_start(folder: Path) -> None:
    """From a word to a record without a problem: new, inflect, check."""
    made = run(*new(folder))
    path = folder / "en" / "slang" / "car-rendezvous.yaml"
    assert (made.exit_code, made.stdout) == (0, f"{path}\n")
    assert '- text: "He set up a [car rendezvous]."' in path.read_text()  # fmt: skip
    assert run("lexicon", "inflect", "--folder", str(folder)).exit_code == 0
    checked = run("lexicon", "check", "--no-examples", "--folder", str(folder))
    assert (checked.exit_code, checked.stdout) == (0, "")
    tested = run("lexicon", "test", "car rendezvous", "--folder", str(folder))
    assert (tested.exit_code, tested.stdout) == (0, "2 examples of 1 entry.\n")


def test_a_draft_asks_for_what_it_is_not_told(folder: Path) -> None:
    answers = [
        a_source(), "slang", "noun", "slang", "advice", "readers elsewhere do not know the word", "", "",
        "He set up a car rendezvous.", "“A car rendezvous,” she said.",
    ]  # fmt: skip
    made = run("lexicon", "new", "car rendezvous", "--folder", str(folder), stdin="\n".join([*answers, ""]))
    assert made.exit_code == 0, made.output
    assert "suggest:" not in (folder / "en" / "slang" / "car-rendezvous.yaml").read_text()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("--source", "nobody"), "sources.yaml has no 'nobody'; add the source first"),
        (("--category", "weather"), "'weather' is not one of"),
        (("--flagged", "The weather is fine."), "the sentence does not hold 'car rendezvous'"),
        (("--near-miss", "The weather is fine."), "the sentence does not hold 'car rendezvous'"),
    ],
)
def test_a_draft_that_could_not_be_valid_is_refused(folder: Path, change: tuple[str, str], told: str) -> None:
    made = run(*new(folder, *change))
    assert made.exit_code == 2
    assert told in made.stderr
    assert not (folder / "en" / "slang" / "car-rendezvous.yaml").exists()


def test_each_answer_is_checked_before_the_next_and_asked_for_again(folder: Path) -> None:
    """The source first; a sentence without the word is no reason to begin anew."""
    answers = [
        "nobody", a_source(), "slang", "noun", "slang", "warning", "readers elsewhere do not know the word", "", "",
        "The weather is fine.", "He set up a car rendezvous.", "“A car rendezvous,” she said.",
    ]  # fmt: skip
    made = run("lexicon", "new", "car rendezvous", "--folder", str(folder), stdin="\n".join([*answers, ""]))
    assert made.exit_code == 0, made.output
    assert made.output.index("has no 'nobody'") < made.output.index("Topic folder")
    assert "the sentence does not hold 'car rendezvous': The weather is fine." in made.output
    text = (folder / "en" / "slang" / "car-rendezvous.yaml").read_text()
    assert re.findall(r"^(level|basis): (\w+)", text, re.MULTILINE) == [("level", "warning"), ("basis", "guidance")]
    assert f"ref: {a_source()}, says: discourages" in text


def test_a_message_that_was_left_open_is_told_until_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "overlay.yaml").write_text("name: unit\n")
    made = run(*new(tmp_path, "--message", ""))
    assert "Its message is still to be written" in made.stderr
    run("lexicon", "inflect", "--folder", str(tmp_path))
    path = tmp_path / "en" / "slang" / "car-rendezvous.yaml"
    at = next(number for number, line in enumerate(path.read_text().splitlines(), 1) if line.startswith("message:"))
    checked = run("lexicon", "check", "--no-examples", "--folder", str(tmp_path))
    assert checked.stdout == (
        f"en/slang/car-rendezvous.yaml:{at}: the message is still that of a new draft: say in a sentence what the word does\n"
    )


def test_a_draft_never_overwrites(folder: Path) -> None:
    run(*new(folder))
    again = run(*new(folder))
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


def test_counts_add_up(folder: Path) -> None:
    lines = run("lexicon", "stats").stdout.splitlines()
    total = int(lines[0].split()[0])
    assert total == len(list((ROOT / "lexicon" / "en").rglob("*.yaml")))
    counts: dict[str, int] = {}
    heading = ""
    for line in lines[1:]:
        if line.startswith("  "):
            counts[heading] += int(line.split()[-1])
        elif line:
            heading = line
            counts[heading] = 0
    assert counts == dict.fromkeys(("status", "level", "kind", "basis", "contested", "category"), total)


def test_the_examples_of_the_entries_that_are_named_are_run(folder: Path) -> None:
    """Words and ids; a word that no entry has is told with the nearest ones."""
    path = folder / "en" / "trafficker" / "pimp.yaml"
    path.write_text(path.read_text().replace("[pimp", "[a pimp", 1))
    asked = ("lexicon", "test", "--folder", str(folder))
    assert run(*asked, "en.buyer.john").exit_code == 0
    broken = run(*asked, "en.buyer.john", "en.trafficker.pimp")
    assert broken.exit_code == 2
    assert "en/trafficker/pimp.yaml:" in broken.stdout
    assert str(run(*asked, "pimpp").exception).startswith("the lexicon has no entry for 'pimpp'")


def test_coverage_names_what_lacks_evidence(folder: Path) -> None:
    for path in (folder / "en").rglob("*.yaml"):
        if path.name != "pimp.yaml":
            path.unlink()
    (folder / "profiles").rename(folder / "elsewhere")
    path = folder / "en" / "trafficker" / "pimp.yaml"
    path.write_text(path.read_text().replace("status: stable", "status: candidate"))
    whole = run("lexicon", "test", "--coverage", "--folder", str(folder))
    assert "lacks" not in whole.stdout
    assert "0 of 0 stable entries have all their evidence." in whole.stdout


def test_a_draft_in_an_agencys_own_lexicon_is_valid_from_the_start(tmp_path: Path) -> None:
    """From a word to a record in a folder with an overlay, which takes its schema and sources from ours."""
    (tmp_path / "overlay.yaml").write_text("name: unit\n")
    assert run(*new(tmp_path)).exit_code == 0
    assert (
        run("lexicon", "inflect", "--folder", str(tmp_path)).stdout
        == "noun meeting: meetings\nnoun rendezvous: rendezvous\n"
    )
    tested = run("lexicon", "test", "--folder", str(tmp_path))
    assert (tested.exit_code, tested.stdout) == (0, "2 examples of 1 entry.\n")
    checked = run("lexicon", "check", "--folder", str(tmp_path))
    assert (checked.exit_code, checked.stdout) == (0, "")


def test_an_overlay_is_checked_and_compared(tmp_path: Path) -> None:
    (tmp_path / "overlay.yaml").write_text("name: unit\nretire: {en.trafficker.pimp: Our board left it.}\n")
    assert run("lexicon", "check", "--folder", str(tmp_path)).exit_code == 0
    compared = run("lexicon", "diff", str(ROOT / "lexicon"), str(tmp_path))
    assert compared.stdout == (
        "retired: en.trafficker.pimp\n    reason: Our board left it.\n0 new, 0 changed, 1 retired.\n"
    )
    (tmp_path / "overlay.yaml").write_text("name: unit\nretire: {en.trafficker.pimpp: Our board left it.}\n")
    broken = run("lexicon", "check", "--folder", str(tmp_path))
    assert broken.exit_code == 2
    assert broken.stdout == (
        f"{tmp_path}/overlay.yaml:2: the lexicon has no entry 'en.trafficker.pimpp'; did you mean 'en.trafficker.pimp'?\n"
    )


def test_an_agencys_entries_are_held_to_the_same_laws(tmp_path: Path) -> None:
    """A suggestion that is flagged, an example that does not hold: told for their record, and only for theirs."""
    from tests.lexicon.test_overlay import RECORD

    record = tmp_path / "en" / "local" / "car-date.yaml"
    record.parent.mkdir(parents=True)
    (tmp_path / "overlay.yaml").write_text("name: unit\n")
    (tmp_path / "sources.yaml").write_text("unit-glossary: {title: Glossary, publisher: The unit}\n")
    (tmp_path / "inflections.yaml").write_text("nouns: {date: dates, meeting: meetings}\n")
    record.write_text(RECORD)
    assert run("lexicon", "check", "--folder", str(tmp_path)).stdout == ""
    flagged = next(forms(entries(load_lexicon())[0], load_lexicon().inflections))[0]
    record.write_text(
        RECORD.replace("{meeting} in a car", f"{{meeting}} and {flagged}").replace(
            "“It was a car date,” she said.", "It was a car date."
        )
    )
    told = run("lexicon", "check", "--folder", str(tmp_path)).stdout.splitlines()
    suggestion = f"en/local/car-date.yaml:10: the suggestion '{{meeting}} and {flagged}' holds "
    assert any(line.startswith(suggestion) for line in told)
    assert any(line.startswith("en/local/car-date.yaml:14: 'car date' is flagged because") for line in told)
    assert all(line.startswith("en/local/car-date.yaml:") for line in told)


def test_profiles_are_listed() -> None:
    text = run("lexicon", "profiles").stdout
    names = [path.stem for path in (ROOT / "lexicon" / "profiles").glob("*.yaml")]
    assert [name for name in names if f"{name}  (" not in text] == []


def test_a_profile_is_explained() -> None:
    text = run("explain", "modern slavery", "--profile", "uk").stdout
    assert "Profile uk: not asked about. The Modern Slavery Act 2015 makes it the name of the offences." in " ".join(
        text.split()
    )


def test_an_export_is_written_or_printed(tmp_path: Path) -> None:
    printed = run("lexicon", "export", "--format", "csv")
    assert printed.stdout.startswith("id,terms,category")
    assert "left out" in printed.stderr
    path = tmp_path / "out" / "glossary.html"
    assert run("lexicon", "export", "--format", "html", "--output", str(path)).stdout == ""
    assert path.read_text().startswith("<!DOCTYPE html>")
    several = run("lexicon", "export", "--format", "vale")
    assert (several.exit_code, "name a folder with --output" in several.stderr) == (2, True)
    assert run("lexicon", "export", "--format", "vale", "--output", str(tmp_path / "styles")).exit_code == 0
    assert (tmp_path / "styles" / "langcheck" / "README.md").exists()


def test_a_style_for_vale_names_the_drafts_that_it_leaves_out(tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    policy.mkdir()
    (policy / "overlay.yaml").write_text("name: unit\n")
    run(*new(policy))
    run("lexicon", "inflect", "--folder", str(policy))
    record = Path("en", "slang", "car-rendezvous.yaml")
    finished = Path(shutil.copytree(policy, tmp_path / "finished"))
    text = (policy / record).read_text()
    (finished / record).write_text(text.replace("status: draft", "status: candidate"))
    drafts = Path(shutil.copytree(policy, tmp_path / "drafts"))
    asked = ("lexicon", "export", "--format", "vale", "--output", str(tmp_path / "styles"), "--folder")
    rule, readme = (tmp_path / "styles" / "langcheck" / name for name in ("slang-car-rendezvous.yml", "README.md"))
    told = run(*asked, str(drafts)).stderr.splitlines()[-1]
    assert re.search(r"left out, and `status: candidate` brings \w+ in: .*\ben\.slang\.car-rendezvous\b", told)
    assert (told in readme.read_text(), rule.exists()) == (True, False)
    assert "car-rendezvous" not in run(*asked, str(finished)).stderr
    assert rule.exists()


# --- retiring ----------------------------------------------------------------------------------------------------


def test_an_agency_retires_an_entry_of_ours_and_explain_says_why(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    overlay = tmp_path / "policy" / "overlay.yaml"
    overlay.write_text("name: unit  # ours\nretire:  # by the board\n  en.slang.track: Nobody writes it.\n")
    (tmp_path / "langcheck.toml").write_text('lexicons = ["policy"]\n')
    (tmp_path / "a.txt").write_text("A pimp ran.\n")
    told = [
        "lexicon", "retire", "en.trafficker.pimp", "--because", 'Policy 4: "as said"', "--instead", "en.person.prostitute",
        "--folder", "policy",
    ]  # fmt: skip
    done = run(*told, cwd=tmp_path)
    reason = 'Policy 4: "as said". Instead: en.person.prostitute.'
    assert (done.exit_code, done.stdout) == (0, f"policy/overlay.yaml: en.trafficker.pimp is retired: {reason}\n")
    assert 'en.person.prostitute does not have these words, which are not found any more: "pimp".' in done.stderr
    assert overlay.read_text().splitlines() == [
        "name: unit  # ours",
        "retire: # by the board",
        '  en.trafficker.pimp: "Policy 4: \\"as said\\". Instead: en.person.prostitute."',
        "  en.slang.track: Nobody writes it.",
    ]
    assert run("check", "a.txt", cwd=tmp_path).exit_code == 0
    assert f"  Retired: {reason}\n" in run("explain", "en.trafficker.pimp", cwd=tmp_path).stdout
    shown = run("lexicon", "show", "en.trafficker.pimp", "--folder", "policy", cwd=tmp_path)
    assert f"  Retired: {reason}\n" in shown.stdout
    listed = run("lexicon", "list", "--folder", "policy", cwd=tmp_path).stdout
    assert re.search(r"^en\.trafficker\.pimp +warning +retired ", listed, re.MULTILINE)
    again = run(*told, cwd=tmp_path)
    assert (again.exit_code, f"en.trafficker.pimp is retired already: {reason}" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["en.no.such", "--because", "x"], "there is no entry 'en.no.such'"),
        (["en.trafficker.pimp", "--because", " "], "--because needs a reason"),
        (
            ["en.trafficker.pimp", "--because", "x", "--instead", "en.trafficker.pimp"],
            "--instead names the entry itself",
        ),
    ],
)
def test_what_cannot_be_retired_is_told_and_nothing_is_written(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "overlay.yaml").write_text("name: unit\n")
    done = run("lexicon", "retire", *arguments, "--folder", str(tmp_path))
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert (tmp_path / "overlay.yaml").read_text() == "name: unit\n"


def test_an_entry_of_ours_leaves_its_id_and_the_reason(folder: Path) -> None:
    done = run("lexicon", "retire", "en.slang.track", "--because", "Nobody writes it.", "--folder", str(folder))
    assert done.exit_code == 0, done.stderr
    assert not (folder / "en" / "slang" / "track.yaml").exists()
    assert 'en.slang.track: "Nobody writes it."\n' in (folder / "retired.yaml").read_text()
    changed = run("lexicon", "diff", str(ROOT / "lexicon"), str(folder)).stdout
    assert "retired: en.slang.track\n    reason: Nobody writes it.\n" in changed


def test_explain_finds_the_words_that_a_phrase_holds() -> None:
    done = run("explain", "working the blade")
    assert "en.slang.track" in done.stdout
    assert done.stderr == 'No entry has "working the blade" as it stands; it holds "the blade".\n'


def test_a_damaged_agency_folder_is_problems_with_file_and_line(tmp_path: Path) -> None:
    """Also where a folder is called like a file."""
    (tmp_path / "policy" / "en" / "x").mkdir(parents=True)
    (tmp_path / "policy" / "overlay.yaml").write_text("name: unit\n")
    (tmp_path / "langcheck.toml").write_text('lexicons = ["policy"]\n')
    (tmp_path / "a.txt").write_text("A pimp ran.\n")
    record = tmp_path / "policy" / "en" / "x" / "y.yaml"
    record.write_text("- 1\n")
    told = run("check", "a.txt", cwd=tmp_path).exception
    assert isinstance(told, LexiconError)
    assert [(problem.path, problem.line) for problem in told.problems] == [(str(record), 1)]
    record.unlink()
    record.mkdir()
    told = run("check", "a.txt", cwd=tmp_path).exception
    assert isinstance(told, LexiconError)
    assert str(told.problems[0]) == f"{record}:1: cannot be read: Is a directory"


# --- why not -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        (
            "en.trafficker.pimp-verb",
            "A pimp ran.",
            '"pimp" · en.trafficker.pimp-verb · line 1, column 3\n  It stays silent, because this does not hold:\n'
            "    - the word is a verb here\n",
        ),
        ("en.trafficker.pimp", "A pimp ran.", '"pimp" · en.trafficker.pimp · line 1, column 3\n  It speaks: warning\n'),
        (
            "en.trafficker.pimp",
            "Nothing.",
            "en.trafficker.pimp does not find its words in this text.\n"
            "  Its words: pimp. `langcheck lexicon show en.trafficker.pimp` has all.\n",
        ),
        (
            "en.trafficker.pimp",
            "“A pimp ran,” she said.",
            '"pimp" · en.trafficker.pimp · line 1, column 4\n'
            '  It leaves the words alone: Quoted words are left as they were said or written (here:\n  "quotation").\n',
        ),
    ],
)
def test_why_an_entry_is_silent_is_told(asked: str, text: str, said: str) -> None:
    assert run("lexicon", "why-not", asked, "--text", text).stdout == said


def test_of_a_retired_entry_it_is_told_by_whom_and_why(tmp_path: Path) -> None:
    """With the folder named, and as langcheck.toml has it; another folder on top is not the one."""
    for name in ("first", "board"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "overlay.yaml").write_text(f"name: {name}\n")
    (tmp_path / "board" / "overlay.yaml").write_text("name: unit\nretire: {en.trafficker.pimp: Our board left it.}\n")
    asked = ("lexicon", "why-not", "en.trafficker.pimp", "--text", "A pimp ran.")
    said = "en.trafficker.pimp is retired by {}, and nothing looks for its words.\n  Reason: Our board left it.\n"
    assert run(*asked, "--folder", "board", cwd=tmp_path).stdout == said.format("board")
    assert "It speaks: warning" in run(*asked, cwd=tmp_path).stdout
    (tmp_path / "langcheck.toml").write_text('lexicons = ["first", "board"]\n')
    told = run(*asked, cwd=tmp_path).stdout
    assert "".join(told.split()) == "".join(said.format(tmp_path / "board").split())
    assert "It speaks: warning" in run(*asked, "--folder", "first", cwd=tmp_path).stdout


def test_of_several_ways_the_one_is_told_that_comes_closest_with_what_it_lacks() -> None:
    """With the condition that it names the entry speaks; the next one that fails is told alone again."""
    asked = ("lexicon", "why-not", "en.slang.track", "--text")
    lines = run(*asked, "She ran along the track.").stdout.splitlines()
    assert lines == [
        '"the track" · en.slang.track · line 1, column 15',
        "  It stays silent, because this does not hold:",
        "    - one of these stands near: child, children, girl, girls, boy, boys, teen, teens and 59",
        "      other words",
        "  That comes closest: 8 other ways lack as much or more. `langcheck lexicon show en.slang.track`",
        "  has all.",
    ]
    told = run(*asked, "He sold the girls for sex. She ran along the track.").stdout.splitlines()
    assert [line[:60] for line in told[2:] if line.startswith("    - ")] == [
        "    - it is not so that one of these stands near: team, team"
    ]
    assert run(*asked, "He sold the girls for sex. She worked the track.").stdout.splitlines()[1:] == [
        "  It speaks: advice"
    ]


@pytest.mark.parametrize("verb", [("check",), ("test",), ("inflect",), ("retire", "en.slang.stable", "--because", "x")])
def test_a_folder_that_is_no_lexicon_is_told_plainly(verb: tuple[str, ...], tmp_path: Path) -> None:
    """The folder above the one that holds the overlay is what people name by mistake."""
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "overlay.yaml").write_text("name: unit\n")
    result = run("lexicon", verb[0], *verb[1:], "--folder", str(tmp_path))
    assert result.exit_code == 2
    assert f"{tmp_path} is no lexicon folder: an agency's holds an overlay.yaml" in result.stderr


def test_ours_is_compared_by_name_and_an_id_that_vanished_is_an_error(tmp_path: Path) -> None:
    """An entry of an agency's own that is retired keeps its reason; one whose record was deleted is told."""
    from tests.lexicon.test_overlay import RECORD

    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        record = folder / "en" / "local" / "car-date.yaml"
        record.parent.mkdir(parents=True)
        record.write_text(RECORD)
        (folder / "overlay.yaml").write_text("name: unit\n")
        (folder / "sources.yaml").write_text("unit-glossary: {title: Glossary, publisher: The unit}\n")
        (folder / "inflections.yaml").write_text("nouns: {date: dates, meeting: meetings}\n")
    new = run("lexicon", "diff", "ours", str(before)).stdout
    assert new.endswith("\n    source: The unit: Glossary (defines; not seen by us)\n1 new, 0 changed, 0 retired.\n")
    run("lexicon", "retire", "en.local.car-date", "--because", "Nobody says so", "--folder", str(after))
    retired = run("lexicon", "diff", str(before), str(after))
    assert (retired.exit_code, retired.stdout) == (
        0,
        "retired: en.local.car-date\n    reason: Nobody says so.\n0 new, 0 changed, 1 retired.\n",
    )
    assert run("lexicon", "check", "--no-examples", "--folder", str(after)).stdout == ""
    gone = tmp_path / "gone"
    gone.mkdir()
    (gone / "overlay.yaml").write_text("name: unit\n")
    vanished = run("lexicon", "diff", str(before), str(gone))
    assert (vanished.exit_code, vanished.stdout.splitlines()[0]) == (2, "vanished: en.local.car-date")
    unknown = run("lexicon", "diff", "theirs", str(after))
    assert (unknown.exit_code, "`ours` is the lexicon" in unknown.stderr) == (2, True)
    other = run("lexicon", "diff", "ours", str(after / "en"))
    assert (other.exit_code, "en is no lexicon folder" in other.stderr) == (2, True)


def test_a_class_that_grew_is_told_once(tmp_path: Path) -> None:
    """Not for each entry that names it; what else changed of such an entry is told for itself."""
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text("add_to: {officers: [marshal]}\n")
    (line, counts) = run("lexicon", "diff", "ours", str(tmp_path)).stdout.splitlines()
    count = int(re.match(r"@officers: \+ marshal; (\d+) entries name it, and contexts\.yaml: ", line)[1])  # type: ignore[index]
    assert counts == "0 new, 0 changed, 0 retired; 1 class changed."
    (_, *ids, _) = run("lexicon", "diff", "ours", str(tmp_path), "--full").stdout.splitlines()
    assert (len(ids), "    en.blame.complicit" in ids) == (count, True)
    other = tmp_path / "other"
    other.mkdir()
    (other / "overlay.yaml").write_text(
        "add_to: {officers: [marshal]}\nchange: {en.blame.complicit: {level: off, because: Our board left it.}}\n"
    )
    assert run("lexicon", "diff", "ours", str(other)).stdout.splitlines()[1:] == [
        "changed: en.blame.complicit",
        "    asked: True -> False",
        "    because: Our board left it.",
        "0 new, 1 changed, 0 retired; 1 class changed.",
    ]


def test_a_class_that_lost_a_word_is_told_once(folder: Path) -> None:
    """In our own folder, wherever in the class the word stood; an entry's own words are still told."""
    path = folder / "classes" / "people.yaml"
    text = path.read_text()
    path.write_text(text.replace("[officer, officers, deputy,", "[officer, marshal, officers,"))
    assert path.read_text() != text
    (line, counts) = run("lexicon", "diff", "ours", str(folder)).stdout.splitlines()
    assert line.startswith("@officers: + marshal, - deputy; ")
    assert counts == "0 new, 0 changed, 0 retired; 1 class changed."


def test_a_term_that_cannot_be_read_is_a_problem_of_the_record(folder: Path) -> None:
    """Not a bug of ours: `test` tells where it stands, and `inflect` where to look."""
    record = folder / "en" / "blame" / "put-herself-at-risk.yaml"
    lines = record.read_text().split("\n")
    at = next(index for index, line in enumerate(lines) if line.startswith("terms:"))
    lines[at + 1 : at + 1] = ['  - "the (track"']
    record.write_text("\n".join(lines))
    tested = run("lexicon", "test", "en.blame.put-herself-at-risk", "--folder", str(folder))
    problem = f"en/blame/put-herself-at-risk.yaml:{at + 2}: unbalanced parentheses in 'the (track'\n"
    assert (tested.exit_code, tested.stdout) == (2, problem)
    told = run("lexicon", "inflect", "--folder", str(folder)).exception
    assert (
        str(told)
        == "a term cannot be read: unbalanced parentheses in 'the (track'\n  `langcheck lexicon check` says where"
    )


def test_a_condition_that_is_none_is_a_problem_of_the_agency_s_record(tmp_path: Path) -> None:
    """Its file and line are told, no example is run, and no bug is reported; the next step names the folder."""
    policy = tmp_path / "policy"
    policy.mkdir()
    (policy / "overlay.yaml").write_text("name: unit\n")
    (policy / "sources.yaml").write_text(
        'manual: {title: Manual, publisher: The unit, year: "2026", url: "https://example.org/m", seen-on: 2026-11-30, seen: opening}\n'
    )
    made = run(
        "lexicon", "new", "lot visitor", "--folder", str(policy), "--topic", "person", "--pos", "noun", "--category", "person-label",
        "--harm", "it hides who sells", "--instead", "{person} sold at a lot", "--source", "manual",
        "--level", "advice", "--message", '"{found}" hides who sells.',
        "--flagged", "She was a lot visitor.", "--near-miss", "“A lot visitor,” he said.",
    )  # fmt: skip
    assert f"langcheck lexicon check --folder {policy}." in made.stderr
    assert run("lexicon", "inflect", "--folder", str(policy)).exit_code == 0
    record = policy / "en" / "person" / "lot-visitor.yaml"
    text = record.read_text().replace("examples:\n", "needs: [exploitation-topick]\nexamples:\n", 1)
    record.write_text(text)
    checked = run("lexicon", "check", "--folder", str(policy))
    at = text.split("\n").index("needs: [exploitation-topick]") + 1
    assert checked.exit_code == 2
    assert f"lot-visitor.yaml:{at}: " in checked.stdout
    assert "'exploitation-topick'" in checked.stdout
    assert checked.stderr.endswith("; examples were not run.\n")
