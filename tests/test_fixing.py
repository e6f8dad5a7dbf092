"""Fixing: what is changed, what stays, and that a second run changes nothing."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from langcheck.checker import Checker
from langcheck.editors.edits import Choice
from langcheck.errors import UnreadableDocument, UnsavedDocument
from langcheck.fixing import (
    BROUGHT,
    NOT_FIXED,
    READS_OTHERWISE,
    WAITS,
    Fixed,
    bold_choice,
    choose_by_itself,
    fix_bytes,
    fix_file,
    safe_choice,
)
from langcheck.model import Document, Finding, Level, Region, Suggestion
from langcheck.settings import Settings
from tests.conftest import document, found
from tests.editors.test_edits import finding

pytestmark = pytest.mark.model

OLD, NEW = "child pornography", "child sexual abuse material"


def fix(checker: Checker, text: str | bytes, *, format: str = "text", unsafe: bool = False) -> Fixed:
    raw = text.encode() if isinstance(text, str) else text
    return fix_bytes(raw, name="a.txt", format=format, checker=checker, choose=choose_by_itself(unsafe=unsafe))


# --- what is chosen ----------------------------------------------------------------------------------------------


def with_suggestions(*suggestions: tuple[str, str, bool], level: Level = Level.WARNING) -> Finding:
    made = finding(document("the old words"), "old")
    offers = tuple(Suggestion(text, made.region, when, safe) for text, when, safe in suggestions)
    return replace(made, suggestions=offers, level=level)


UNSAFE, SAFE, OPEN, SAFE_OPEN = ("a", "", False), ("b", "", True), ("c", "if so", False), ("d", "if so", True)


@pytest.mark.parametrize(
    ("suggestions", "safe", "bold"),
    [
        ([], None, None),
        ([UNSAFE], None, "a"),
        ([UNSAFE, SAFE], "b", "b"),
        ([OPEN, SAFE], "b", "b"),
        ([OPEN, UNSAFE], None, None),
        ([SAFE_OPEN], None, None),
        ([SAFE, UNSAFE], "b", "b"),
    ],
)
def test_the_suggestion_that_is_taken(
    suggestions: list[tuple[str, str, bool]], safe: str | None, bold: str | None
) -> None:
    """No suggestion with an open condition is taken; nor is another put in the place of one that comes first."""
    made = with_suggestions(*suggestions)
    for choice, text in ((safe_choice(made), safe), (bold_choice(made), bold)):
        assert (choice.text if choice else None) == text


@pytest.mark.parametrize(
    ("of", "unsafe", "level", "taken"),
    [
        (Level.ADVICE, False, None, [SAFE]),
        (Level.ADVICE, True, None, [SAFE]),
        (Level.WARNING, True, None, [SAFE, UNSAFE]),
        (Level.ADVICE, True, Level.ADVICE, [SAFE, UNSAFE]),
        (Level.WARNING, False, Level.ERROR, []),
        (Level.WARNING, True, Level.ERROR, []),
    ],
)
def test_levels(of: Level, unsafe: bool, level: Level | None, taken: list[tuple[str, str, bool]]) -> None:
    findings = [with_suggestions(SAFE, level=of), with_suggestions(UNSAFE, level=of)]
    choices = choose_by_itself(unsafe=unsafe, level=level)(document("the old words"), findings)
    assert [choice.text for choice in choices] == [text for text, _, _ in taken]


def test_words_that_stand_there_already_are_no_choice() -> None:
    assert choose_by_itself()(document("the old words"), [with_suggestions(("old", "", True))]) == []


# --- what becomes of a text --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "format", "expected"),
    [
        (f"They found {OLD}.", "text", f"They found {NEW}."),
        (f"They found **{OLD}**.", "markdown", f"They found **{NEW}**."),
        (f"<p>They found <b>{OLD}</b>.", "html", f"<p>They found <b>{NEW}</b>."),
        ("<p>They found child&#32;pornog\u00adraphy.", "html", f"<p>They found {NEW}."),
        ("A human trafficker/pimp ran.", "text", "A human trafficker ran."),
        ("THEY SAW A HUMAN TRAFFICKER/PIMP.", "text", "THEY SAW A HUMAN TRAFFICKER."),
    ],
)
def test_safe_words_are_replaced(text: str, format: str, expected: str, checker: Checker) -> None:
    fixed = fix(checker, text, format=format)
    assert fixed.after == expected
    assert fixed.data == expected.encode()
    assert found(fixed.report) == []


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize(
    ("text", "format"),
    [
        (f'He said: "They found {OLD}."', "text"),
        (f"He said: “They found\n{OLD}.”", "text"),
        (f"> They found {OLD}.", "markdown"),
        (f"He typed `{OLD}`.", "markdown"),
        (f"```\n{OLD}\n```\n\nThe court met.", "markdown"),
        (f"<blockquote>They found {OLD}.</blockquote>", "html"),
        (f"<p>He was convicted of one felony count of possession of {OLD}.", "html"),
        (f"He was charged with possession of {OLD}.", "text"),
        ("He was convicted of pimping and pandering.", "text"),
        ("They work at https://example.org/child-pornography every day.", "text"),
        ('<p>The court met.</p><img src="child-pornography.png">', "html"),
    ],
)
def test_evidence_is_not_touched_in_any_mode(text: str, format: str, unsafe: bool, checker: Checker) -> None:
    fixed = fix(checker, text, format=format, unsafe=unsafe)
    assert fixed.data == text.encode()
    assert fixed.changes == ()


def test_an_official_statement_is_not_touched_even_where_it_is_advised_on(checker: Checker) -> None:
    advised = Checker(Settings(quoted_officials="advise"), lexicon=checker.lexicon)
    text = f'"We found {OLD}," Sheriff Ada Example said.'
    fixed = fix(advised, text, unsafe=True)
    assert found(fixed.report) == [OLD]
    assert fixed.data == text.encode()


def test_markup_among_the_words_is_told(checker: Checker) -> None:
    fixed = fix(checker, "They found child *pornography*.", format="markdown")
    assert fixed.data == b"They found child *pornography*."
    assert [refusal.reason for refusal in fixed.refusals] == ["there is markup among the words; change them by hand"]


def test_unsafe_takes_first_suggestions(checker: Checker) -> None:
    assert fix(checker, "A pimp ran.").after == "A pimp ran."
    assert fix(checker, "A pimp ran.", unsafe=True).after == "A person ran."


# --- what is taken back ------------------------------------------------------------------------------------------


def write(checker: Checker, text: str, words: dict[str, str], *, format: str = "text", rounds: int = 1) -> Fixed:
    """A text fixed with words of somebody's own."""

    def choose(read: Document, findings: Sequence[Finding]) -> list[Choice]:
        return [Choice(made, words[made.found], made.region) for made in findings if made.found in words]

    return fix_bytes(text.encode(), name="a", format=format, checker=checker, choose=choose, rounds=rounds)


def test_new_words_that_are_flagged_themselves_are_taken_back_alone(checker: Checker) -> None:
    fixed = write(checker, "A pimp ran. A junkie ran.", {"pimp": "prostitute", "junkie": "person"})
    assert fixed.after == "A pimp ran. A person ran."
    assert [refusal.reason for refusal in fixed.refusals] == [
        BROUGHT.format(found="prostitute", entry="en.person.prostitute")
    ]


def test_words_that_are_flagged_together_with_their_surroundings_are_taken_back(checker: Checker) -> None:
    fixed = write(checker, "A pimp pornography ran.", {"pimp": "child"})
    assert fixed.after == "A pimp pornography ran."
    assert [refusal.choice.text for refusal in fixed.refusals] == ["child"]


def test_words_that_break_the_page_are_taken_back(checker: Checker) -> None:
    fixed = write(
        checker,
        "The [pimp] ran.\n\n[pimp]: https://a.example\n\nA junkie ran.",
        {"pimp": "exploiter", "junkie": "man"},
        format="markdown",
    )
    assert fixed.after == "The [pimp] ran.\n\n[pimp]: https://a.example\n\nA man ran."
    assert [refusal.reason for refusal in fixed.refusals] == [READS_OTHERWISE]


def test_an_attribute_without_quotation_marks_is_not_broken(checker: Checker) -> None:
    source = "<p><img alt=pimp src=a.png>A junkie ran."
    fixed = write(checker, source, {"pimp": "sexual exploiter", "junkie": "man"}, format="html")
    assert fixed.after == source.replace("junkie", "man")
    assert [refusal.reason for refusal in fixed.refusals] == [READS_OTHERWISE]


def test_a_finding_that_was_there_before_is_no_reason_to_take_back(checker: Checker) -> None:
    text = "A pimp ran, then a pimp, and a junkie ran to another pimp."
    fixed = write(checker, text, {"junkie": "person who uses drugs"})
    assert fixed.after == text.replace("junkie", "person who uses drugs")
    assert found(fixed.report) == ["pimp", "pimp", "pimp"]


def test_what_overlaps_waits_for_the_next_round(checker: Checker) -> None:
    text = "A pimp, junkie ran."

    def choose(read: Document, findings: Sequence[Finding]) -> list[Choice]:
        wide = [Choice(made, "man, man", Region(2, 14)) for made in findings if made.found == "pimp"]
        return wide + [Choice(made, "man", made.region) for made in findings if made.found == "junkie"]

    fixed = fix_bytes(text.encode(), name="a", format="text", checker=checker, choose=choose, rounds=1)
    assert fixed.after == "A man, man ran."
    assert [refusal.reason for refusal in fixed.refusals] == [WAITS]


# --- bytes -------------------------------------------------------------------------------------------------------

ENCODINGS = [
    (b"", "utf-8"),
    (codecs.BOM_UTF8, "utf-8"),
    (b"", "cp1252"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (b"", "utf-16-le"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("mark", "encoding"), ENCODINGS)
def test_all_other_bytes_stay(mark: bytes, encoding: str, end: str, checker: Checker) -> None:
    text = f"  The café is closed – for now. \t{end}{end}They found {OLD} there.  {end}{end}{end} Nothing more.   "
    fixed = fix(checker, mark + text.encode(encoding))
    assert fixed.data == mark + text.replace(OLD, NEW).encode(encoding)
    assert [(change.old, change.new) for change in fixed.changes] == [(OLD, NEW)]


def test_bytes_that_could_not_be_written_back_are_refused(checker: Checker) -> None:
    with pytest.raises(UnreadableDocument, match="could not be written back"):
        fix(checker, f"caf\x81 They found {OLD}.".encode("latin-1"))


def test_what_the_encoding_cannot_write_is_told(checker: Checker) -> None:
    raw = "Café. A pimp ran. A junkie ran.".encode("cp1252")

    def choose(read: Document, findings: Sequence[Finding]) -> list[Choice]:
        return [Choice(made, {"pimp": "m\u0101n", "junkie": "man"}[made.found], made.region) for made in findings]

    fixed = fix_bytes(raw, name="a", format="text", checker=checker, choose=choose, rounds=1)
    assert fixed.data == "Café. A pimp ran. A man ran.".encode("cp1252")
    assert [refusal.reason for refusal in fixed.refusals] == ["the file's encoding has no way to write 'ā'"]


FILLER = st.text(alphabet="abc é’–\t\u00a0.,", max_size=30)
ENDS = st.sampled_from(["\n", "\r\n", "\r", " \n", "\t\r\n\r\n", "\n\n", "\n  "])
SENTENCES = st.sampled_from(
    [
        f"They found {OLD} there.",
        f"The {OLD} was seized, and a pimp ran.",
        f'She said: "It was {OLD}."',
        f"He was charged with possession of {OLD}.",
        "A trafficker, not a pimp, ran.",
        "She was a prostitute.",
    ]
)
TEXTS = st.lists(st.tuples(FILLER, SENTENCES, FILLER, ENDS), min_size=1, max_size=5).map(
    lambda parts: "".join(piece for part in parts for piece in part)
)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, coded=st.sampled_from(ENCODINGS), format=st.sampled_from(["text", "markdown", "html"]))
def test_putting_the_old_words_back_gives_the_old_bytes(
    text: str, coded: tuple[bytes, str], format: str, checker: Checker
) -> None:
    """Whatever the text, its encoding and its line ends; and a second run changes nothing."""
    mark, encoding = coded
    raw = mark + text.encode(encoding)
    fixed = fix(checker, raw, format=format)
    assert fixed.data.replace(NEW.encode(encoding), OLD.encode(encoding)) == raw
    assert fixed.data.count(NEW.encode(encoding)) == len(fixed.changes)
    again = fix(checker, fixed.data, format=format)
    assert (again.data, again.changes) == (fixed.data, ())


@settings(max_examples=30, deadline=None)
@given(text=TEXTS, format=st.sampled_from(["text", "markdown", "html"]))
def test_unsafe_changes_nothing_the_second_time(text: str, format: str, checker: Checker) -> None:
    fixed = fix(checker, text, format=format, unsafe=True)
    again = fix(checker, fixed.data, format=format, unsafe=True)
    assert (again.data, again.changes) == (fixed.data, ())


# --- files -------------------------------------------------------------------------------------------------------


def test_a_file_is_fixed_in_place(checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"They found {OLD}.\r\n".encode())
    path.chmod(0o640)
    fix_file(path, checker=checker, choose=choose_by_itself())
    assert path.read_bytes() == f"They found {NEW}.\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("text", "write"), [(f"They found {OLD}.", False), ("A pimp ran.", True), ("Nothing.", True)])
def test_a_file_that_is_not_to_change_is_not_written(text: str, write: bool, checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    before = path.stat()
    fix_file(path, checker=checker, choose=choose_by_itself(), write=write)
    after = path.stat()
    assert path.read_text() == text
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_somebody_changes_meanwhile_is_left_to_them(checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"They found {OLD}.")

    def choose(read: Document, findings: Sequence[Finding]) -> Sequence[Choice]:
        path.write_text("Somebody else's text.")
        return choose_by_itself()(read, findings)

    with pytest.raises(UnsavedDocument):
        fix_file(path, checker=checker, choose=choose)
    assert path.read_text() == "Somebody else's text."


@pytest.mark.parametrize("format", list(NOT_FIXED))
def test_some_formats_are_not_changed_in_place(format: str, checker: Checker, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=f"{format} files are not changed in place") as caught:
        fix_bytes(b"", name="a", format=format, checker=checker, choose=choose_by_itself())
    assert "langcheck review" in caught.value.hint


def test_a_file_that_is_not_there(checker: Checker, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="there is no such file"):
        fix_file(tmp_path / "gone.txt", checker=checker, choose=choose_by_itself())
