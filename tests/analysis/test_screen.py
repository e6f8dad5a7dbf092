"""The screen loses nothing: it finds what a plain search finds, and a skim says no only where there is nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from langcheck.analysis import skimmer as skims
from langcheck.analysis.screen import Screen
from langcheck.analysis.skimmer import Skimmer
from langcheck.checker import Checker
from langcheck.lexicon.beside import words_beside
from langcheck.lexicon.compiled import Forms
from langcheck.lexicon.entry import Condition
from langcheck.lexicon.forms import GAP_WORDS, fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.payloads import PayloadIndex
from langcheck.lexicon.skim import SkimIndex, SkimWords
from langcheck.model import Region
from tests.conftest import SHARED, document, needs_corpus

FORMS = Forms(
    version="1",
    terms=[
        ("pimp", 0, "singular"),
        ("pimps", 0, "plural"),
        ("sex slave", 1, "singular"),
        ("forced * to have sex", 2, "past"),
    ],
    names=[("modern slavery act", 0)],
    other_senses=[("pimp my ride", 0)],
    topics=["trafficking"],
    off_topics=["drug trafficking"],
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A PIMP and his pimps.", ["PIMP", "pimps"]),
        ("pimples, blimp, pimp_x", ["pimp"]),
        ("a sex-slave, a sex slave, a sex‑slave", ["sex-slave", "sex slave", "sex‑slave"]),
        ("pimp's “pimp”", ["pimp", "pimp"]),
        ("was forced by two men to have sex", ["forced by two men to have sex"]),
        ("was forced. He came to have sex", []),
        ("forced by men whom she had never met to have sex", []),
        ("pimp-controlled", ["pimp"]),
    ],
)
def test_forms_are_found_as_whole_words(text: str, words: list[str]) -> None:
    found = sorted(
        {hit.region for hit in Screen(PayloadIndex.of(FORMS)).scan(text).terms}, key=lambda region: region.start
    )
    assert [text[region.start : region.end] for region in found] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A pímp and a séx slave.", ["pímp", "séx slave"]),
        ("PÍMPS, sex slâve", ["PÍMPS", "sex slâve"]),
        ("A pimp and a naïve pimps.", ["pimp", "pimps"]),
        ("The naïve café owner, a fiancée from São Paulo.", []),
        ("pimpé, pímpa", []),
    ],
)
def test_accents_hide_no_word(text: str, words: list[str]) -> None:
    """With their places as they stand; what other words make of accents is no form."""
    found = sorted(
        {hit.region for hit in Screen(PayloadIndex.of(FORMS)).scan(text).terms}, key=lambda region: region.start
    )
    assert [text[region.start : region.end] for region in found] == words


def test_words_of_other_languages_keep_their_accents() -> None:
    terms = [("pedophile", 0, "singular"), ("pedophiles", 0, "plural")]
    forms = Forms(version="1", terms=terms, names=[], other_senses=[], topics=[], off_topics=[])
    assert Screen(PayloadIndex.of(forms)).scan("Un pédophile, des pédophiles.").terms == ()
    assert len(Screen(PayloadIndex.of(forms)).scan("A pedophile, a pedöphile.").terms) == 2


def test_a_skim_sees_words_with_accents() -> None:
    words = SkimWords(version="1", free=["pimp"], bound=[], topics=[], selected=[], disguised=[])
    assert Skimmer(SkimIndex.of(words)).skims("A pímp.")
    assert not Skimmer(SkimIndex.of(words)).skims("A naïve pîmpé.")


def test_names_senses_and_topics_are_told_apart() -> None:
    scan = Screen(PayloadIndex.of(FORMS)).scan(
        "The Modern Slavery Act; pimp my ride; trafficking, not drug trafficking."
    )
    assert scan.names == ((Region(4, 22), 0),)
    assert scan.senses == ((Region(24, 36), 0),)
    assert scan.topics == (Region(38, 49),)


@pytest.fixture(scope="module")
def index(lexicon: Lexicon) -> SkimIndex:
    """The words of our lexicon to skim for."""
    return lexicon.skim_index


@pytest.fixture(scope="module")
def screen(lexicon: Lexicon) -> Screen:
    """The screen of our lexicon, built once for all examples."""
    return Screen(lexicon.payload_index, by_words=0)


@pytest.fixture(scope="module")
def patterns(lexicon: Lexicon) -> list[tuple[list[str], str, int, str]]:
    """The words of every form between its gaps, as one regular expression has them, its entry and its feature."""
    gap = rf"(?:,? [\w'/]+){{0,{GAP_WORDS}}}?,? "
    forms = [
        ([part.strip() for part in form.split("*")], entry, feature) for form, entry, feature in lexicon.forms.terms
    ]
    return [(parts, gap.join(map(re.escape, parts)), entry, feature) for parts, entry, feature in forms]


def plain_search(text: str, patterns: list[tuple[list[str], str, int, str]]) -> set[tuple[Region, int, str]]:
    """The same as the screen by one regular expression a form: slow and obviously right."""
    folded = fold(text)
    found = set()
    for parts, pattern, entry, feature in patterns:
        if not all(part in folded for part in parts):
            continue
        for match in re.finditer(rf"(?<![^\W_])(?=({pattern})(?![^\W_]))", folded):
            found.add((Region(*match.span(1)), entry, feature))
    return found


WORDS = st.sampled_from(
    "pimp pimps pimped Pimp's PIMPING sex slave sex-slave prostitute prostitutes underage child pornography forced to have "
    "her the a and victim claimed refused cooperate , . “ ” modern-day slavery johns John track on he was of".split()
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_the_screen_finds_what_a_plain_search_finds(
    screen: Screen, patterns: list[tuple[list[str], str, int, str]], text: str
) -> None:
    assert {(hit.region, hit.entry, hit.feature) for hit in screen.scan(text).terms} == plain_search(text, patterns)


@pytest.fixture(scope="module")
def screens(lexicon: Lexicon, screen: Screen) -> tuple[Screen, Screen]:
    """A screen that looks its forms up by the words of a text, and one that has them all."""
    return Screen(PayloadIndex.from_bytes(lexicon.payload_index.to_bytes()), by_words=10**9), screen


BETWEEN = st.sampled_from(
    ["", " ", "  ", "-", "- ", "1", "12", "12a", "²", "0", ".", "'s", "é", "_", "$", "*", " the ", "x", "İ", ", "]
)
"""What may stand before and behind a word of the lexicon: marks, accents, figures, parts of other words."""


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_screen_by_words_sees_what_the_automaton_sees(
    parts: list[str], screens: tuple[Screen, Screen], data: st.DataObject
) -> None:
    """In the same order, too; words that are masked, misread, accented or divided among them."""
    odd = ["p*mp", "pirnp", "pímp", "pros-titute", "he was a pimp for", "prostitue", "forced the two girls to have sex"]
    words = st.sampled_from(parts) | st.sampled_from(odd)
    text = "".join(data.draw(st.lists(BETWEEN | words, max_size=9)))
    divisions = [at for at, letter in enumerate(text) if letter == "-" and data.draw(st.booleans())]
    by_words, by_automaton = screens
    assert by_words.scan(text, divisions) == by_automaton.scan(text, divisions)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(WORDS, st.sampled_from(["\n", "\n\n", "\n   ", "\t", "  ", "\r\n"])), max_size=14).map(" ".join)
)
def test_a_skim_that_says_no_is_right(lexicon: Lexicon, index: SkimIndex, screen: Screen, text: str) -> None:
    """Where the skim sees nothing, no block of the text has a candidate that could count."""
    if Skimmer(index).skims(text):
        return
    blocks = [block.text for block in document(text or "x").blocks] if text.strip() else []
    scans = [screen.scan(block) for block in blocks]
    for block, scan in zip(blocks, scans, strict=True):
        for hit in scan.terms:
            found = fold(block[hit.region.start : hit.region.end])
            beside = words_beside(lexicon.entries[hit.entry].needs, found, hit.feature)
            assert beside is not None
            assert not any(f" {word} " in f" {fold(text)} " for word in beside)
    assert not (any(scan.topics for scan in scans) and any(scan.terms for scan in scans))


@pytest.fixture(scope="module")
def parts(index: SkimIndex) -> list[str]:
    """The literal parts of our lexicon, in an order in which neighbours have little in common."""
    return sorted((literal for literal, _ in index.everything()), key=lambda literal: literal[::-1])


@pytest.fixture(scope="module")
def skimmers(index: SkimIndex) -> tuple[Skimmer, Skimmer]:
    return Skimmer(index, by_words=10**9), Skimmer(index, by_words=0)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_skim_by_words_says_what_the_automaton_says(
    parts: list[str], skimmers: tuple[Skimmer, Skimmer], data: st.DataObject
) -> None:
    words = st.sampled_from(parts) | st.sampled_from(["a", "officer", "Pímp", "PIMPS", "street walker", "u.s."])
    text = "".join(data.draw(st.lists(BETWEEN | words, max_size=9)))
    by_words, by_automaton = skimmers
    assert by_words.skims(text) == by_automaton.skims(text)


def test_what_is_skimmed_for_is_written_down_and_read_again(index: SkimIndex, lexicon: Lexicon) -> None:
    again = SkimIndex.from_bytes(index.to_bytes())
    assert again.version == lexicon.version
    assert again.to_bytes() == index.to_bytes()
    assert dict(again.everything()) == dict(index.everything())


def test_what_the_screen_looks_for_is_written_down_and_read_again() -> None:
    for forms in (FORMS, replace(FORMS, terms=[], names=[], other_senses=[], topics=[], off_topics=[], hints=[])):
        index = PayloadIndex.of(forms)
        again = PayloadIndex.from_bytes(index.to_bytes())
        assert again.to_bytes() == index.to_bytes()
        assert dict(again.everything()) == dict(index.everything())
        for text in ("", "nothing of it", "pimp7 and a pimp", *(part for part, _ in index.everything())):
            assert sorted(again.possible(text)) == sorted(index.possible(text))
            assert [part for part, _ in index.everything() if part == text] == [
                part for part, _ in again.possible(text) if part == text
            ]


def test_a_skim_needs_a_topic_for_words_that_are_bound_to_one() -> None:
    skimmer = Skimmer(
        SkimIndex.of(SkimWords("1", free=["pimp"], bound=["client"], topics=["trafficking"], selected=["survivor"]))
    )
    assert skimmer.skims("a pimp")
    assert not skimmer.skims("a client")
    assert skimmer.skims("a client and trafficking")


def test_a_skim_takes_two_slang_words_for_a_topic() -> None:
    words = SkimWords(
        "1",
        free=[],
        bound=["trick"],
        topics=[],
        selected=[],
        hints=[["girl"], ["motel"]],
        slang=[["stroll"], ["madam"]],
    )
    skimmer = Skimmer(SkimIndex.of(words))
    assert skimmer.skims("A trick, the madam, the stroll.")
    assert not skimmer.skims("A trick on the stroll, and again the stroll.")
    assert not skimmer.skims("The madam and the stroll.")


def test_a_skim_takes_words_beside_for_those_that_need_them_alone() -> None:
    words = SkimWords(
        "1", [], ["client", "date"], ["trafficking"], [], beside=[(["client"], ["motel"]), (["date"], ["ad"])]
    )
    skimmer = Skimmer(SkimIndex.of(words))
    assert [
        text for text in ("client motel", "a date, an ad", "client ad", "date motel", "motel ad") if skimmer.skims(text)
    ] == [
        "client motel",
        "a date, an ad",
    ]


TOPIC = "exploitation-topic"


@pytest.mark.parametrize(
    ("condition", "beside"),
    [
        (TOPIC, set()),
        ("person-is-minor", None),
        ({"near": ["motel", "the (nail|hair) salon"]}, {"motel", "salon"}),
        ({"before": ["1# of"]}, {f"1{digit}" for digit in range(10)}),
        ({"near": ["# (girls|boys)"]}, {"girls", "boys"}),
        ({"near": ["motel", "#"]}, None),
        ({"all": ["person-is-minor", {"after": ["at night"]}, {"near": ["a", "the"]}]}, {"night"}),
        ({"any": [{"near": ["motel"]}, "person-is-minor"]}, None),
        ({"not": {"near": ["motel"]}}, None),
        ({"words": ["client"]}, None),
        ({"words": ["customer"]}, set()),
    ],
)
def test_what_must_stand_beside_a_form_is_read_off_its_needs(condition: Condition, beside: set[str] | None) -> None:
    """Beside "client" where there is no topic; None where it may count without any certain word."""
    assert words_beside([{"any": [TOPIC, condition]}], "client", "singular") == beside


def test_people_are_looked_for_where_an_entry_counts_beside_them() -> None:
    needs: list[Condition] = [{"any": [TOPIC, "people-told", "sale-told", {"near": ["motel"]}]}]
    told = {"people-told": frozenset({"women", "teens"}), "sale-told": frozenset({"sold"})}
    assert words_beside(needs, "track", "fixed", told) == {"women", "teens", "sold", "motel"}


@pytest.mark.parametrize("gap", [" ", "\n", "  \n\u00a0"])
def test_a_skim_sees_words_over_the_ends_of_pieces(gap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a large text is cut, its answer is that of the whole."""
    skimmer = Skimmer(SkimIndex.of(SkimWords("1", free=["sex slave"], bound=[], topics=[], selected=[])))
    for size in range(1, 30):
        monkeypatch.setattr(skims, "_PIECE", size)
        assert skimmer.skims(f"é She was a{gap}sex{gap}slave{gap}then.")
        assert (
            not skimmer.skims(f"é She was a{gap}sex{gap}slaves{gap}then, in sussex slave{gap}trades, x-sex{gap}islave.")
            or size < 20
        )


def test_a_skim_sees_words_that_must_be_selected_only_when_they_may_be() -> None:
    words = SkimWords("1", free=["pimp"], bound=[], topics=[], selected=["survivor"])
    assert not Skimmer(SkimIndex.of(words)).skims("a survivor")
    assert Skimmer(SkimIndex.of(words), selected=True).skims("a survivor")


SENTENCES = st.sampled_from(
    [
        "The victim claimed that he pimped her.",
        "He was convicted of pimping.",
        "A 15-year-old prostitute was found.",
        "“My pimp left,” she said.",
        "Johns were arrested in the prostitution sting.",
        "The runaway balloon landed.",
        "She refused to cooperate with detectives.",
        "The trafficking case was heard.",
        "Nothing happened on Friday.",
        "They call her a hooker.",
        "Deputies rescued three victims.",
        "He had sex with the girl.",
        "Wolves prey on birds.",
    ]
)


@pytest.fixture(scope="module")
def slow_checker(lexicon: Lexicon) -> Checker:
    """It parses everything."""
    return Checker(lexicon=lexicon, screening=False)


@pytest.mark.model
@settings(max_examples=25, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=6).map("\n\n".join))
def test_screening_changes_no_finding_on_generated_text(checker: Checker, slow_checker: Checker, text: str) -> None:
    assert checker.check_document(document(text)).findings == slow_checker.check_document(document(text)).findings


@needs_corpus
@pytest.mark.model
def test_screening_changes_no_finding_on_real_text(checker: Checker, slow_checker: Checker) -> None:
    files = sorted((SHARED / "corpus" / "press").rglob("*.txt"))[::6]
    fast = checker.check_paths(files)
    slow = slow_checker.check_paths(files)
    assert fast.findings == slow.findings
    assert len(fast.findings) > 10
