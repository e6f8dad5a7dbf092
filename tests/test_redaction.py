"""A redacted report holds no word of a document, in whatever format it is rendered."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from langcheck.changes import with_changes
from langcheck.checker import Checker, excerpt
from langcheck.model import (
    OWN_PARTS,
    BaselineUse,
    Block,
    Change,
    Checked,
    Document,
    Excerpt,
    Failure,
    Finding,
    Level,
    Place,
    Region,
    Report,
    Role,
    Source,
    Suggestion,
    Suppressed,
    Suppression,
    Verdict,
)
from langcheck.redaction import GENERAL_BECAUSE, GENERAL_MESSAGE, redacted
from langcheck.reporters import REPORTERS, Style, render
from tests.word_files import paragraph, word_file

MARKER = "qzxv"
"""Stands in every word of the documents, and in nothing that the lexicon or langcheck says."""

REGION = Region(4, 9)


def finding(**changes: object) -> Finding:
    made: dict[str, object] = {
        "path": "a.txt",
        "entry": "en.trafficker.pimp",
        "category": "trafficker-label",
        "level": Level.WARNING,
        "verdict": Verdict.FLAG,
        "place": Place("line 1, column 5", 1, 5, 1, 10, 4, 9),
        "block": 0,
        "region": REGION,
        "found": "words",
        "message": '"words" is not the word.',
        "why": "Guides agree.",
        "because": 'A reason (here: "words").',
        "context": "own-words",
        "excerpt": Excerpt("The words left.", 4, 9),
        "suggestions": (),
        "sources": (Source("guide", "A guide", "An office"),),
        "general_message": '"[redacted]" is not the word.',
        "general_because": "A reason.",
    }
    return Finding(**{**made, **changes})  # type: ignore[arg-type]


# --- what is kept and what goes ----------------------------------------------------------------------------------


def test_what_the_lexicon_says_is_kept() -> None:
    (kept,) = redacted(Report(findings=(finding(),))).findings
    assert kept == finding(
        found="[redacted]",
        message='"[redacted]" is not the word.',
        because="A reason.",
        excerpt=Excerpt("[redacted]", 0, 10),
    )


def test_without_general_words_a_finding_says_nothing_of_the_document() -> None:
    (kept,) = redacted(Report(findings=(finding(general_message="", general_because=""),))).findings
    assert (kept.message, kept.because) == (GENERAL_MESSAGE, GENERAL_BECAUSE)


@pytest.mark.parametrize(
    ("found", "text", "kept"),
    [
        ("sex slave", "victim of sex trafficking", False),
        ("SEX slave", "victim of sex trafficking", False),
        ("slave of the trade", "victim of trafficking", True),
        ("pimp", "a trafficker", True),
        ("pimps", "pimp", True),
    ],
)
def test_a_suggestion_that_repeats_found_words_is_dropped(found: str, text: str, kept: bool) -> None:
    """Words of one or two letters and the like do not count, nor do parts of words."""
    report = redacted(Report(findings=(finding(found=found, suggestions=(Suggestion(text, REGION),)),)))
    assert [item.text for item in report.findings[0].suggestions] == ([text] if kept else [])


@pytest.mark.parametrize(
    ("location", "label"),
    [
        ({"paragraph": 3}, "paragraph 3"),
        ({"part": "text box", "in_paragraph": 3}, "text box, in paragraph 3"),
        ({"part": "Ms Doe's notes", "paragraph": 3}, "paragraph 3"),
        ({"sheet": "Ana Doe", "cell": "B12"}, "cell B12"),
        ({"row": 2, "column": "Victim"}, "row 2"),
        ({"row": 2, "column": "ANN"}, "row 2"),
        ({"slide": 2, "shape": "Ana"}, "slide 2"),
        ({"cue": 4, "time": "00:01:02,500"}, "cue 4, time 00:01:02,500"),
        ({"cell": "ANA"}, "in the document"),
        ({"sheet": "555-0142"}, "in the document"),
        ({"page": 2, "box": "72.0, 100.5, 90, 120"}, "page 2"),
    ],
)
def test_a_place_keeps_what_is_counted_and_loses_names(location: dict[str, int | str], label: str) -> None:
    (kept,) = redacted(Report(findings=(finding(place=Place("x", location=location)),))).findings
    assert kept.place.label == label


def test_a_place_in_a_text_keeps_its_line_and_column() -> None:
    place = Place("column Victim, line 1, column 5", 1, 5, 1, 10, 4, 9, {"column": "Victim"})
    (kept,) = redacted(Report(findings=(finding(place=place),))).findings
    assert kept.place == Place("line 1, column 5", 1, 5, 1, 10, 4, 9, {})


def test_the_parts_that_readers_name_are_plain_words() -> None:
    assert [part for part in OWN_PARTS if not part.replace(" ", "").isalpha() or not part.islower()] == []


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("the file's name has no ending that says what it is", "the file's name has no ending that says what it is"),
        ("parts marked as written in 'xx' were not checked", "parts marked as written in [redacted] were not checked"),
        ("sheet “Ana” and sheet “Bea” are hidden", "sheet [redacted] are hidden"),
        ("in 'it's \"x\" here' it says", "in [redacted] it says"),
        ("in 'x it says", "in [redacted]"),
        ('the Word file is damaged: "word/ana b.bin" is missing', "the Word file is damaged: [redacted] is missing"),
    ],
)
def test_what_a_reader_quotes_from_a_file_goes(told: str, kept: str) -> None:
    report = redacted(Report(failures=(Failure("a.txt", told, told),), notes=(("a.txt", told),)))
    assert report.failures == (Failure("a.txt", kept, kept),)
    assert report.notes == (("a.txt", kept),)


def test_a_suppression_keeps_its_place_and_loses_its_reason() -> None:
    by = Suppression("en.trafficker", "Her own words.", "a.txt", "line 3", "2026-12-31")
    (kept,) = redacted(Report(suppressed=(Suppressed(finding(), by),))).suppressed
    assert kept.suppression == Suppression("en.trafficker", "[redacted]", "a.txt", "line 3", "2026-12-31")
    assert kept.finding.found == "[redacted]"


def test_documents_are_kept_by_name_only() -> None:
    document = Document("a.txt", "text", (Block("Words.", Role.PROSE),), "Words.", "utf-8", ("a note",))
    assert redacted(Report(read=(document,))).read == (Document("a.txt", "text", ()),)


def test_every_field_was_decided_on() -> None:
    """A field that is new here must be kept or left out on purpose, in redaction.py and then in this list."""
    assert [field.name for field in fields(Report)] == [
        "findings", "allowed", "failures", "blank", "documents", "notes", "skipped", "unreached", "lexicon", "model",
        "checked", "let_be", "known", "baseline", "suppressed", "rules", "read", "redacted", "fingerprint_key",
    ]  # fmt: skip
    assert [field.name for field in fields(Checked)] == ["path", "is_whole", "words", "is_read"]
    assert [field.name for field in fields(BaselineUse)] == ["path", "total", "gone", "lexicon"]
    assert [field.name for field in fields(Finding)] == [
        "path", "entry", "category", "level", "verdict", "place", "block", "region", "found", "message", "why", "because",
        "context", "excerpt", "suggestions", "sources", "general_message", "general_because", "fingerprint", "instead", "kept", "sentence",
    ]  # fmt: skip
    assert [field.name for field in fields(Suppression)] == ["entry", "reason", "path", "place", "until", "is_side_car"]
    assert [field.name for field in fields(Suggestion)] == ["text", "region", "when", "safe", "change"]
    assert [field.name for field in fields(Change)] == ["line", "column", "end_line", "end_column", "written"]
    assert [field.name for field in fields(Place)] == [
        "label", "line", "column", "end_line", "end_column", "offset", "end_offset", "location",
    ]  # fmt: skip


# --- nothing of a document reaches a report ----------------------------------------------------------------------

words = st.lists(
    st.text("ab .,:;'\"“”‘’()[]<>&\n\t\u202e\x1bé", max_size=8).map(lambda text: f"{MARKER}{text}{MARKER}"),
    min_size=1,
    max_size=5,
).map(" ".join)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports in which every string that may come from a document holds the marker."""
    block = Block(draw(words), draw(st.sampled_from(Role)), group=draw(st.integers(0, 1)))
    start = draw(st.integers(0, len(block.text) - 1))
    region = Region(start, draw(st.integers(start + 1, len(block.text))))
    found = draw(words)
    location = {draw(st.sampled_from(["part", "sheet", "cell", "column", "time", "box"])): draw(words), "paragraph": 2}
    made = finding(
        found=found,
        message=f'"{found}" is not the word.',
        because=f'A reason (here: "{draw(words)}").',
        general_message=draw(st.sampled_from(["", '"[redacted]" is not the word.'])),
        general_because=draw(st.sampled_from(["", "A reason."])),
        place=Place(draw(words), location=location),
        region=region,
        excerpt=excerpt(block.text, region),
        context=draw(st.sampled_from(["own-words", "quotation", "person-is-minor"])),
        suggestions=(Suggestion("a person", region), Suggestion(found, region)),
    )
    quoted = draw(words)
    failure = Failure("a.txt", f"the page is written in {quoted!r}", f"Look at “{quoted}”.")
    document = Document("a.txt", "text", (block,), block.text, notes=(quoted,))
    return Report(
        findings=(made,),
        allowed=(Finding(**{**_parts(made), "verdict": draw(st.sampled_from(Verdict))}),),
        failures=(failure,),
        documents=1,
        notes=(("a.txt", f"parts in {quoted!r} were not checked"),),
        read=(document,),
    )


def _parts(made: Finding) -> dict[str, object]:
    return {field.name: getattr(made, field.name) for field in fields(made)}


@pytest.mark.parametrize("format_", REPORTERS)
@given(report=reports())
@settings(max_examples=60, deadline=None)
def test_no_word_of_a_document_reaches_a_redacted_report(format_: str, report: Report) -> None:
    for style in (Style(), Style(show_allowed=True, colour=True)):
        assert MARKER in render(report, format_, style)
        assert MARKER not in render(redacted(report), format_, style)


SENTENCES = (
    f"{MARKER}a said that the pimp {MARKER}b left. The 15-year-old {MARKER}c prostitute was rescued by {MARKER}d. "
    f"“My pimp {MARKER}e took it.” He was convicted of pimping in {MARKER}f. The term “{MARKER}g hooker” is old. "
    f"They are illegals who crossed the {MARKER}h border. See {MARKER}i.example/pimp.html."
)
SHOW_WORDS_AROUND = ("text", "json", "jsonl", "html")
"""The formats that show more of a document than the found words and what decided."""


@pytest.mark.model
@pytest.mark.parametrize("format_", REPORTERS)
@pytest.mark.parametrize("suffix", ["txt", "md", "html", "docx"])
def test_no_word_around_real_findings_reaches_a_redacted_report(format_: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    if suffix == "docx":
        path.write_bytes(word_file(paragraph(SENTENCES)))
    else:
        path.write_text(f'<p lang="{MARKER}">Words</p><p>{SENTENCES}</p>' if suffix == "html" else SENTENCES)
    report = with_changes(Checker(keep_documents=True).check_paths([path]))
    assert len(report.findings) >= 3
    assert len(report.allowed) >= 2
    style = Style(show_allowed=True)
    in_a_note = format_ == "concise" and any(MARKER in note for _, note in report.notes)
    assert (MARKER in render(report, format_, style)) == (format_ in SHOW_WORDS_AROUND or in_a_note)
    assert MARKER not in render(redacted(report), format_, style)
    assert "15-year-old" not in render(redacted(report), format_, style)


@pytest.mark.model
def test_what_the_checker_says_in_general_holds_no_found_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCES)
    report = Checker().check_paths([path])
    every = (*report.findings, *report.allowed)
    assert [
        item.found for item in every if item.found in item.general_message or "(here:" in item.general_because
    ] == []
    assert [item.found for item in every if not item.general_message or not item.general_because] == []
