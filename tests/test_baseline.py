"""A baseline knows what was there, tells what is new, and forgets only what is surely gone."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langcheck.baseline import (
    Baseline,
    Comparison,
    Line,
    baseline_of,
    compare,
    dump,
    load_baseline,
    pruned,
    scope_of,
    set_apart,
    updated,
    write_baseline,
)
from langcheck.checker import fingerprint
from langcheck.errors import BaselineError
from langcheck.model import BaselineUse, Checked, Finding, Report
from tests.test_redaction import finding

NOWHERE = Path("/there is no such folder")
"""Files that are not among the checked ones are missing here."""

Texts = Mapping[str, Sequence[str]]
"""Files by name, each with its sentences; every sentence holds one finding."""


def report_of(texts: Texts, *, folder: Path = NOWHERE, partly: Sequence[str] = ()) -> Report:
    """What a check of these texts reports; of those named in ``partly`` a part could not be read."""
    findings = tuple(
        finding(
            path=str(folder / name),
            found=sentence,
            fingerprint=fingerprint("en.trafficker.pimp", sentence),
        )
        for name, sentences in texts.items()
        for sentence in sentences
    )
    checked = tuple(Checked(str(folder / name), is_whole=name not in partly) for name in texts)
    return Report(findings=findings, checked=checked, documents=len(texts), lexicon="2026.11")


def known_of(texts: Texts, *, folder: Path = NOWHERE) -> Baseline:
    return baseline_of(report_of(texts, folder=folder), folder / "known.json")


def told(texts: Texts, baseline: Baseline, *, named: Sequence[Path] | None = None, **how: Sequence[str]) -> Comparison:
    """What a baseline says of texts in its folder; the whole folder is named if nothing else is."""
    folder = baseline.path.parent
    report = report_of(texts, folder=folder, **how)
    return compare(report.findings, baseline, scope_of(report, baseline, named=named or [folder]))


def sentences(findings: Sequence[Finding]) -> list[str]:
    return [item.found for item in findings]


def by_name(counts: Mapping[Line, int]) -> dict[str, int]:
    """Counts by file."""
    total: Counter[str] = Counter()
    for line, count in counts.items():
        total[line.path] += count
    return dict(total)


texts_of_some = st.dictionaries(
    st.sampled_from(["a.txt", "b.txt", "c/d.txt", "c/e.txt"]), st.lists(st.sampled_from("one two three four".split()))
)


# --- what is new -------------------------------------------------------------------------------------------------


@given(texts_of_some)
def test_what_is_there_when_a_baseline_is_made_is_known(texts: Texts) -> None:
    compared = told(texts, known_of(texts))
    assert compared.new == ()
    assert compared.known == report_of(texts).findings
    assert compared.gone == {}


@given(texts_of_some, st.data())
def test_of_one_more_sentence_exactly_that_one_is_new(texts: Texts, data: st.DataObject) -> None:
    """Wherever it is put, and whether its words are new or stand elsewhere already."""
    name = data.draw(st.sampled_from([*texts, "new.txt"]))
    sentence = data.draw(st.sampled_from(["one", "two", "never seen"]))
    now = {key: list(value) for key, value in texts.items()}
    own = now.setdefault(name, [])
    own.insert(data.draw(st.integers(0, len(own))), sentence)
    compared = told(now, known_of(texts))
    assert sentences(compared.new) == [sentence]
    assert [Path(item.path).name for item in compared.new] == [Path(name).name]
    assert compared.gone == {}


@given(texts_of_some, st.data())
def test_a_sentence_that_moved_is_known(texts: Texts, data: st.DataObject) -> None:
    """To another place, another file, or with its file to another name."""
    all_sentences = data.draw(st.permutations([sentence for own in texts.values() for sentence in own]))
    now: dict[str, list[str]] = {
        name: [] for name in data.draw(st.sampled_from([[*texts], ["x.txt"], ["x.txt", "a.txt"]]))
    }
    for sentence in all_sentences:
        now[data.draw(st.sampled_from([*now]))].append(sentence)
    compared = told(now, known_of(texts))
    assert compared.new == ()
    assert compared.gone == {}


def test_case_marks_and_blanks_do_not_make_a_sentence_new() -> None:
    assert told({"a.txt": ["ONE,  two"]}, known_of({"a.txt": ["one two!"]})).new == ()


def test_of_a_sentence_that_stands_more_often_the_last_ones_are_new() -> None:
    report = report_of({"a.txt": ["one", "one", "one"]})
    known = known_of({"a.txt": ["one", "one"]})
    compared = compare(report.findings, known, scope_of(report, known, named=[NOWHERE]))
    assert [item is report.findings[2] for item in compared.new] == [True]
    assert list(map(id, compared.known)) == list(map(id, report.findings[:2]))


def test_a_files_own_sentences_come_before_those_that_moved() -> None:
    """The copy is new, not the sentence that was there before, though the copy comes first."""
    compared = told({"a.txt": ["one"], "b.txt": ["one"]}, known_of({"b.txt": ["one"]}))
    assert [Path(item.path).name for item in compared.new] == ["a.txt"]


def test_a_copy_from_a_file_that_was_not_checked_is_new(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("one")
    known = known_of({"b.txt": ["one"]}, folder=tmp_path)
    assert sentences(told({"a.txt": ["one"]}, known, named=[tmp_path / "a.txt"]).new) == ["one"]


def test_a_renamed_file_is_known_when_only_its_new_name_is_checked() -> None:
    """As a hook does it."""
    compared = told({"new.txt": ["one"]}, known_of({"old.txt": ["one"]}), named=[NOWHERE / "new.txt"])
    assert compared.new == ()


def test_another_entry_in_the_same_sentence_is_new() -> None:
    known = known_of({"a.txt": ["one"]})
    report = report_of({"a.txt": ["one"]})
    other = replace(report.findings[0], entry="en.slang.john", fingerprint=fingerprint("en.slang.john", "one"))
    findings = (*report.findings, other)
    assert compare(findings, known, scope_of(report, known, named=[NOWHERE])).new == (other,)


# --- what is gone ------------------------------------------------------------------------------------------------


@given(texts_of_some, texts_of_some)
def test_pruning_only_forgets_what_is_not_used(before: Texts, now: Texts) -> None:
    """No count grows, what was known stays known, and there is nothing left to prune."""
    known = known_of(before)
    compared = told(now, known)
    after = pruned(known, compared)
    assert all(0 < count <= known.counts[line] for line, count in after.counts.items())
    assert after.total == known.total - compared.gone_total
    again = told(now, after)
    assert again.new == compared.new
    assert again.gone == {}


@given(texts_of_some, texts_of_some)
def test_after_an_update_nothing_is_new_and_nothing_is_gone(before: Texts, now: Texts) -> None:
    known = known_of(before)
    report = report_of(now)
    after = updated(known, report, scope_of(report, known, named=[NOWHERE]))
    compared = told(now, after)
    assert (compared.new, compared.gone) == ((), {})
    assert after.total == len(report.findings)


def test_files_that_were_not_checked_keep_their_lines(tmp_path: Path) -> None:
    before = {"a.txt": ["one", "two"], "b.txt": ["three"], "c/d.txt": ["four"]}
    for name in before:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    known = known_of(before, folder=tmp_path)
    report = report_of({"a.txt": ["two"]}, folder=tmp_path)
    scope = scope_of(report, known, named=[tmp_path / "a.txt"])
    after = {"a.txt": 1, "b.txt": 1, "c/d.txt": 1}
    assert by_name(pruned(known, compare(report.findings, known, scope)).counts) == after
    assert by_name(updated(known, report, scope).counts) == after


def test_a_file_of_which_a_part_could_not_be_read_keeps_its_lines() -> None:
    known = known_of({"mail.eml": ["one", "two"]})
    report = report_of({"mail.eml": ["two", "three"]}, partly=["mail.eml"])
    scope = scope_of(report, known, named=[NOWHERE])
    assert compare(report.findings, known, scope).gone == {}
    assert by_name(updated(known, report, scope).counts) == {"mail.eml": 3}


def test_missing_files_are_gone_from_the_folders_that_were_named_alone(tmp_path: Path) -> None:
    known = known_of({"c/old.txt": ["one"], "d/old.txt": ["two"]}, folder=tmp_path)
    compared = told({"c/new.txt": []}, known, named=[tmp_path / "c"])
    assert by_name(compared.gone) == {"c/old.txt": 1}


def test_files_in_a_folder_that_cannot_be_opened_are_not_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(path: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "lstat", locked)
    compared = told({"b.txt": ["one"]}, known_of({"c/a.txt": ["one"]}))
    assert (sentences(compared.new), compared.gone) == (["one"], {})


def test_a_report_tells_what_the_baseline_did() -> None:
    known = known_of({"a.txt": ["one", "two", "two"]})
    report = set_apart(report_of({"a.txt": ["two", "three"]}), known, named=[NOWHERE])
    assert sentences(report.findings) == ["three"]
    assert sentences(report.known) == ["two"]
    assert report.baseline == BaselineUse(str(known.path), total=3, gone=2, lexicon="2026.11")


def test_a_check_of_some_entries_does_not_call_the_others_gone() -> None:
    known = known_of({"a.txt": ["one", "two"]})
    report = set_apart(report_of({"a.txt": ["two"]}), known, named=[NOWHERE], is_narrowed=True)
    assert report.baseline is not None
    assert report.baseline.gone == 0


# --- names -------------------------------------------------------------------------------------------------------


def test_files_are_named_from_the_folder_of_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the working folder, "..", and a link on the way do not matter."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "docs", target_is_directory=True)
    monkeypatch.chdir(tmp_path / "docs")
    for spelling in ("a.txt", "./a.txt", "../docs/a.txt", "../link/a.txt", str(tmp_path / "link" / "a.txt")):
        report = report_of({spelling: ["one"]}, folder=Path())
        assert by_name(baseline_of(report, tmp_path / "known.json").counts) == {"docs/a.txt": 1}
        assert by_name(baseline_of(report, Path("../known.json")).counts) == {"docs/a.txt": 1}


# --- the file ----------------------------------------------------------------------------------------------------

lines = st.builds(Line, st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))


@given(st.dictionaries(lines, st.integers(1, 1000)), st.text())
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, counts: dict[Line, int], lexicon: str
) -> None:
    baseline = Baseline(tmp_path_factory.mktemp("known") / "known.json", counts, lexicon)
    write_baseline(baseline)
    assert load_baseline(baseline.path) == baseline


def test_a_name_that_is_not_utf_8_is_kept(tmp_path: Path) -> None:
    line = Line(os.fsdecode(b"caf\xe9.txt"), "en.x", "f")
    write_baseline(Baseline(tmp_path / "known.json", {line: 1}))
    assert load_baseline(tmp_path / "known.json").counts == {line: 1}


def test_the_file_reads_well_in_a_difference() -> None:
    counts = {Line("b.txt", "en.x", "02"): 1, Line("a.txt", "en.y", "03"): 2, Line("a.txt", "en.x", "01"): 1}
    assert dump(Baseline(NOWHERE, counts, "2026.11")) == (
        '{\n "schema": "langcheck.baseline/1",\n "lexicon": "2026.11",\n "findings": [\n'
        '  {"path": "a.txt", "entry": "en.x", "fingerprint": "01", "count": 1},\n'
        '  {"path": "a.txt", "entry": "en.y", "fingerprint": "03", "count": 2},\n'
        '  {"path": "b.txt", "entry": "en.x", "fingerprint": "02", "count": 1}\n ]\n}\n'
    )
    assert dump(Baseline(NOWHERE, {}, "")) == (
        '{\n "schema": "langcheck.baseline/1",\n "lexicon": "",\n "findings": []\n}\n'
    )


def test_the_file_holds_no_word_of_a_document() -> None:
    assert "harbor" not in dump(known_of({"a.txt": ["The pimp left the harbor."]}))


def data(**changes: object) -> str:
    made: dict[str, object] = {"schema": "langcheck.baseline/1", "lexicon": "2026.11", "findings": []}
    return json.dumps({**made, **changes})


WHOLE = {"path": "a.txt", "entry": "en.x", "fingerprint": "01", "count": 1}
AGAIN = "Bring back an older version of it, or write it anew with `langcheck baseline create --force PATH...`."
INCOMPLETE = "the baseline {path} is damaged: its finding 2 is not complete"
OTHER = ("{path} is not a baseline of langcheck", "Name another file with --baseline.")


@pytest.mark.parametrize(
    ("raw", "problem", "hint"),
    [
        ("{", "the baseline {path} is damaged: it is not valid JSON (line 1)", AGAIN),
        ("", "the baseline {path} is damaged: it is not valid JSON (line 1)", AGAIN),
        ("[" * 100_000, "the baseline {path} is damaged: it is not valid JSON", AGAIN),
        ("9" * 10_000, "the baseline {path} is damaged: it is not valid JSON", AGAIN),
        ("[]", *OTHER),
        ("{}", *OTHER),
        (data(schema=1), *OTHER),
        (data(schema="langcheck.report/1"), *OTHER),
        (
            data(schema="langcheck.baseline/2", findings={}),
            "the baseline {path} was written by a newer langcheck",
            "Update langcheck, then try again.",
        ),
        (data(findings={}), 'the baseline {path} is damaged: "findings" or "lexicon" is missing', AGAIN),
        (data(lexicon=None), 'the baseline {path} is damaged: "findings" or "lexicon" is missing', AGAIN),
        (data(findings=[WHOLE, 1]), INCOMPLETE, AGAIN),
        (data(findings=[WHOLE, {**WHOLE, "path": ""}]), INCOMPLETE, AGAIN),
        (data(findings=[WHOLE, {**WHOLE, "entry": 3}]), INCOMPLETE, AGAIN),
        (data(findings=[WHOLE, {**WHOLE, "count": 0}]), INCOMPLETE, AGAIN),
        (data(findings=[WHOLE, {**WHOLE, "count": True}]), INCOMPLETE, AGAIN),
        (data(findings=[WHOLE, {**WHOLE, "count": 1.5}]), INCOMPLETE, AGAIN),
        (
            '{\n<<<<<<< ours\n "schema"\n=======\n>>>>>>> theirs\n',
            "the baseline {path} holds the marks of a merge conflict (line 2)",
            "Keep one of the two sides as a whole, then run `langcheck baseline update PATH...`.",
        ),
        (b"\xff\xfe{}", "{path} is not a baseline: it is not a text in UTF-8", AGAIN),
    ],
)
def test_a_file_that_is_no_baseline_is_told_plainly(raw: str | bytes, problem: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    with pytest.raises(BaselineError) as caught:
        load_baseline(path)
    assert (caught.value.problem, caught.value.hint) == (problem.format(path=path), hint)


def test_a_missing_baseline_and_a_folder_are_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="there is no baseline"):
        load_baseline(tmp_path / "known.json")
    with pytest.raises(BaselineError, match="this is not a regular file"):
        load_baseline(tmp_path)


def test_a_line_that_a_merge_kept_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(data(findings=[WHOLE, {**WHOLE, "count": 2}, WHOLE]))
    assert load_baseline(path).total == 2


def test_paths_that_no_system_has_are_neither_missing_nor_an_error() -> None:
    known = Baseline(NOWHERE / "known.json", {Line("a\0b", "en.x", "1"): 1, Line("\ud800", "en.x", "1"): 1}, "")
    assert told({}, known).gone == {}


def test_a_file_that_somebody_else_changed_is_not_overwritten(tmp_path: Path) -> None:
    from langcheck.editors.saving import FileStamp

    baseline = Baseline(tmp_path / "known.json", {}, "")
    write_baseline(baseline)
    stamp = FileStamp.of(baseline.path)
    baseline.path.write_text("changed")
    with pytest.raises(BaselineError, match="changed by somebody else"):
        write_baseline(baseline, unchanged_since=stamp)
    assert baseline.path.read_text() == "changed"


def test_a_key_is_kept_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    known = replace(known_of({"a.txt": ["one"]}, folder=tmp_path), key="sixteen letters.")
    write_baseline(known)
    assert load_baseline(known.path) == known
    for key in ("short", 5, None, ["sixteen letters."]):
        known.path.write_text(data(key=key))
        with pytest.raises(BaselineError) as caught:
            load_baseline(known.path)
        assert caught.value.problem == f'the baseline {known.path} is damaged: its "key" is none'


@given(texts_of_some, texts_of_some)
def test_what_changes_a_baseline_keeps_its_key(before: Texts, now: Texts) -> None:
    known = replace(known_of(before), key="sixteen letters.")
    report = report_of(now)
    scope = scope_of(report, known, named=[NOWHERE])
    assert pruned(known, compare(report.findings, known, scope)).key == known.key
    assert updated(known, report, scope).key == known.key
