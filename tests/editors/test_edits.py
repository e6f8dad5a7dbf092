"""What becomes of chosen words in the source, and what is refused."""

from __future__ import annotations

import pytest

from langcheck.checker import excerpt
from langcheck.editors.edits import BESIDE, CUT, EVIDENCE, FILE_NAME, MARKUP, NOT_ENCODED, SPECIAL, Choice, apply, plan
from langcheck.model import Document, Finding, Level, Region, Verdict
from tests.conftest import document


def finding(read: Document, words: str, *, verdict: Verdict = Verdict.FLAG, context: str = "own-words") -> Finding:
    """A finding as a check would give it for the first place of the words."""
    number, block = next((number, block) for number, block in enumerate(read.blocks) if words in block.text)
    start = block.text.index(words)
    region = Region(start, start + len(words))
    return Finding(
        path=read.path,
        entry="en.test",
        category="test",
        level=Level.WARNING,
        verdict=verdict,
        place=read.place(block, region),
        block=number,
        region=region,
        found=words,
        message="",
        why="",
        because="",
        context=context,
        excerpt=excerpt(block.text, region),
    )


def edited(source: str, words: str, new: str, *, format: str = "text") -> str:
    """The source with the words replaced, or the reason why they were not."""
    read = document(source, format=format)
    found = finding(read, words)
    made = plan(read, [Choice(found, new, found.region)], (), unwritable=lambda _: "")
    return made.refusals[0].reason if made.refusals else apply(source, made.edits)


@pytest.mark.parametrize(
    ("source", "format", "expected"),
    [
        ("the old words here", "text", "the new way of saying here"),
        ("the old  \twords here", "text", "the new way of saying here"),
        ("the old wo\u00adrds here", "text", "the new way of saying here"),
        ("the old\u00a0words here", "text", "the new way of saying here"),
        ("<p>the old&nbsp;words here", "html", "<p>the new way of saying here"),
        ("<p>the <b>old words</b> here", "html", "<p>the <b>new way of saying</b> here"),
        ('<p><img src="a.png" alt="the old words">', "html", '<p><img src="a.png" alt="the new way of saying">'),
        ("the *old words* here", "markdown", "the *new way of saying* here"),
        ("- the old words\n- here", "markdown", "- the new way of saying\n- here"),
        ("| a | b |\n|---|---|\n| old words | c |\n", "markdown", "| a | b |\n|---|---|\n| new way of saying | c |\n"),
        ("[old words](https://a.example)", "markdown", "[new way of saying](https://a.example)"),
        ("---\ntitle: the old words\n---\n\nHere.", "markdown", "---\ntitle: the new way of saying\n---\n\nHere."),
    ],
)
def test_words_are_replaced_and_nothing_else(source: str, format: str, expected: str) -> None:
    assert edited(source, "old words", "new way of saying", format=format) == expected


WRAPPED = (
    "A line of words that is wrapped by hand, with the old{}words on it, and then goes on and on\nto its end here.\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "  \n", "\n  "])
def test_a_line_end_among_the_words_is_kept(end: str) -> None:
    """It moves to the blank of the new words that is nearest to where it was."""
    assert edited(WRAPPED.format(end), "old words", "new way of saying") == WRAPPED.replace(
        "old{}words", f"new{end}way of saying"
    )


@pytest.mark.parametrize(
    ("after", "before"),
    [
        ("the old\nwords here.", "the newer\nhere."),
        ("the old\nwords, here.", "the\nnewer, here."),
        ("(old\nwords)", "(newer)"),
    ],
)
def test_a_line_end_goes_beside_a_word_without_a_blank(after: str, before: str) -> None:
    start = "A line of words that is wrapped by hand and goes on "
    assert edited(start + after, "old words", "newer") == start + before


def test_a_word_divided_at_a_line_end_is_replaced_whole() -> None:
    source = "A line of words that is wrapped by hand and the trans-\nportation of goods.\n"
    assert edited(source, "transportation of", "carrying of some") == (
        "A line of words that is wrapped by hand and the carrying\nof some goods.\n"
    )


def test_two_line_ends_keep_their_order() -> None:
    source = "<p>the old\nand\r\nworn words"
    assert edited(source, "old and worn words", "quite new way of saying", format="html") == (
        "<p>the quite\nnew\r\nway of saying"
    )


@pytest.mark.parametrize(
    ("source", "format", "reason"),
    [
        ("the **old** words", "markdown", MARKUP),
        ("the old [words](https://a.example)", "markdown", MARKUP),
        ("the old<!-- no --> words", "markdown", MARKUP),
        ("the old\\\nwords", "markdown", MARKUP),
        ("<p>the <b>old</b> words", "html", MARKUP),
        ("<p>the o<wbr>ld words", "html", MARKUP),
        ("<p>This is a line of sixty characters or of more than that, the old<br>words", "html", MARKUP),
        ("<p>the <q>old words</q>", "html", EVIDENCE),
        ("<p>the <code>old words</code>", "html", EVIDENCE),
        ("the `old words`", "markdown", EVIDENCE),
        ("> the old words", "markdown", EVIDENCE),
        ("```\nthe old words\n```", "markdown", EVIDENCE),
        ("<blockquote>the old words</blockquote>", "html", EVIDENCE),
        ('<p><img src="/the old words.png">', "html", FILE_NAME),
    ],
)
def test_what_must_not_be_edited_is_refused(source: str, format: str, reason: str) -> None:
    assert edited(source, "old words", "new words", format=format) == reason


def test_half_a_ligature_is_refused() -> None:
    assert edited("the of\ufb01ce", "of", "new") == "the of\ufb01ce".replace("of", "new", 1)
    assert edited("the of\ufb01ce", "ice", "new") == CUT


@pytest.mark.parametrize(
    ("source", "format", "expected"),
    [
        ("old words", "text", "a <b> & *c*"),
        ("<p>old words", "html", "<p>a &lt;b&gt; &amp; *c*"),
        ("old words", "markdown", "a \\<b\\> \\& \\*c\\*"),
        ("---\ntitle: old words\n---\n", "markdown", SPECIAL),
    ],
)
def test_new_words_are_escaped(source: str, format: str, expected: str) -> None:
    assert edited(source, "old words", "a <b> & *c*", format=format) == expected


@pytest.mark.parametrize("quote", ["'", '"'])
def test_quotation_marks_do_not_end_an_attribute(quote: str) -> None:
    source = f"<p><img alt={quote}old words{quote} src=a.png>"
    assert edited(source, "old words", 'a "child\'s"', format="html") == (
        f"<p><img alt={quote}a &quot;child&#39;s&quot;{quote} src=a.png>"
    )


def test_a_format_whose_escapes_are_not_known_takes_plain_words_only() -> None:
    read = document("the old words here")
    other = Document(read.path, "other", read.blocks, read.source)
    found = finding(other, "old words")
    plain, special = (Choice(found, new, found.region) for new in ("a child's words", 'a "child"'))
    made = plan(other, [plain, special], (), unwritable=lambda _: "")
    assert [(edit.choice, edit.written) for edit in made.edits] == [(plain, "a child's words")]
    assert [(refusal.choice, refusal.reason) for refusal in made.refusals] == [(special, SPECIAL)]


@pytest.mark.parametrize(
    ("verdict", "context"),
    [(Verdict.ALLOW, "quotation"), (Verdict.OTHER_SENSE, "other-sense"), (Verdict.FLAG, "official-speech")],
)
def test_only_flagged_words_outside_quotations_are_edited(verdict: Verdict, context: str) -> None:
    read = document("the old words here")
    found = finding(read, "old words", verdict=verdict, context=context)
    made = plan(read, [Choice(found, "new", found.region)], (), unwritable=lambda _: "")
    assert made.edits == ()
    assert [refusal.reason for refusal in made.refusals] == [EVIDENCE]


@pytest.mark.parametrize("words", ["the", "here", "words here", "the old words here"])
def test_no_edit_reaches_into_words_that_are_left_alone(words: str) -> None:
    read = document("see the old words here")
    found = finding(read, "old words")
    reach = finding(read, "the old words here").region
    left = finding(read, words, verdict=Verdict.ALLOW, context="quotation")
    made = plan(read, [Choice(found, "new", reach)], [left], unwritable=lambda _: "")
    assert made.edits == ()
    assert [refusal.reason for refusal in made.refusals] == [BESIDE.format(found=words)]


@pytest.mark.parametrize("verdict", [Verdict.ALLOW, Verdict.OTHER_SENSE])
def test_words_left_alone_beside_an_edit_are_no_obstacle(verdict: Verdict) -> None:
    read = document("see the old words here")
    found = finding(read, "old words")
    left = [finding(read, words, verdict=verdict, context="quotation") for words in ("the ", " here")]
    made = plan(read, [Choice(found, "new", found.region)], left, unwritable=lambda _: "")
    assert [edit.written for edit in made.edits] == ["new"]


def test_what_the_encoding_cannot_write_is_refused() -> None:
    read = document("the old words here")
    found = finding(read, "old words")
    made = plan(read, [Choice(found, "n\u2192w", found.region)], (), unwritable=lambda text: text[1])
    assert [refusal.reason for refusal in made.refusals] == [NOT_ENCODED.format(character="\u2192")]


def test_of_edits_that_overlap_the_first_wins_and_the_other_waits() -> None:
    read = document("see the old words here")
    first, second, third = (finding(read, words) for words in ("the old", "words", "here"))
    wide = Choice(second, "new", finding(read, "old words").region)
    choices = [wide, Choice(first, "an", first.region), Choice(third, "there", third.region)]
    made = plan(read, choices, (), unwritable=lambda _: "")
    assert [edit.written for edit in made.edits] == ["an", "there"]
    assert made.waiting == (wide,)
    assert apply("see the old words here", made.edits) == "see an words there"
