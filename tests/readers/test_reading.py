"""Decoding, and folding what people do not see while keeping the way back."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langcheck.errors import UnreadableDocument
from langcheck.model import Region, Role
from langcheck.readers import reading
from langcheck.readers.reading import TextBuilder, cut_long, decode

SENTENCE = "Müller said “it’s fine” – twice."


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (SENTENCE.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + SENTENCE.encode("utf-8"), "utf-8-sig"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16"),
        (SENTENCE.encode("utf-32"), "utf-32"),
        (SENTENCE.encode("cp1252"), "cp1252"),
    ],
)
def test_the_ladder_finds_the_encoding(raw: bytes, encoding: str) -> None:
    text, name, _ = decode(raw)
    assert (text, name) == (SENTENCE, encoding)


@pytest.mark.parametrize("hyphen", "-\u2010\u2011\u2212\ufe63")
def test_a_hyphen_within_a_word_is_read_as_a_plain_one_and_leads_back(hyphen: str) -> None:
    """As in the age of a child; one that stands apart, or at the end of a line, is what it is."""
    builder = TextBuilder()
    builder.add(f"A 15{hyphen}year{hyphen}old girl {hyphen} ran.", 0)
    block = builder.build(Role.PROSE)
    assert block is not None
    assert block.text == f"A 15-year-old girl {hyphen} ran."
    assert block.source_region(Region(2, 13)) == Region(2, 13)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_nul_bytes(encoding: str) -> None:
    assert decode("A plain report about nothing.".encode(encoding))[:2] == ("A plain report about nothing.", encoding)


def test_a_guess_is_told() -> None:
    """Windows-1252 is assumed, not known, so the report says so."""
    assert decode("café".encode("cp1252"))[2] == [
        "not UTF-8, read as Windows-1252; use --encoding if letters look wrong"
    ]


def test_a_named_encoding_is_used_without_a_guess() -> None:
    assert decode("é".encode("cp850"), "cp850") == ("é", "cp850", [])


@pytest.mark.parametrize(
    ("raw", "encoding", "problem"),
    [
        (b"caf\xe9", "utf-8", "the file is not valid utf-8, from byte 3 on"),
        (b"cafe", "klingon", "there is no encoding called 'klingon'"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", None, "the file holds binary data, not text"),
        (bytes(range(1, 9)) * 40, None, "the file holds binary data, not text"),
    ],
)
def test_what_cannot_be_decoded_is_refused(raw: bytes, encoding: str | None, problem: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode(raw, encoding)
    assert caught.value.problem == problem


def built(source: str) -> tuple[str, list[str]]:
    """The text that a source builds, and the source words that its words lead back to."""
    builder = TextBuilder()
    builder.add(source, 0)
    block = builder.build(Role.PROSE)
    if block is None:
        return "", []
    words = []
    at = 0
    for word in block.text.split():
        at = block.text.index(word, at)
        region = block.source_region(Region(at, at + len(word)))
        words.append(source[region.start : region.end])
        at += len(word)
    return block.text, words


@pytest.mark.parametrize(
    ("source", "text", "words"),
    [
        ("two  blanks\tand\na line", "two blanks and a line", ["two", "blanks", "and", "a", "line"]),
        ("traf\u00adficked", "trafficked", ["traf\u00adficked"]),
        ("traf\u200bficked people", "trafficked people", ["traf\u200bficked", "people"]),
        ("traﬃcked", "trafficked", ["traﬃcked"]),
        ("non\u00a0breaking", "non breaking", ["non", "breaking"]),
        ("exploi-\ntation ends", "exploitation ends", ["exploi-\ntation", "ends"]),
        ("exploi-\r\n  tation", "exploitation", ["exploi-\r\n  tation"]),
        ("modern-\nday", "modern-day", ["modern-\nday"]),
        ("14-\nyear-old", "14-year-old", ["14-\nyear-old"]),
        ("14-year-\nold", "14-year-old", ["14-year-\nold"]),
        ("Victim-\nCentered", "Victim-Centered", ["Victim-\nCentered"]),
        ("soft\u00ad\nhyphen", "softhyphen", ["soft\u00ad\nhyphen"]),
        ("  edges  ", "edges", ["edges"]),
        ("a – b", "a – b", ["a", "–", "b"]),
        (" \u200b ", "", []),
    ],
)
def test_folding_keeps_the_way_back(source: str, text: str, words: list[str]) -> None:
    assert built(source) == (text, words)


@given(st.text(alphabet="ab -\n\t\u00ad\u200b\u00a0ﬁ", max_size=40))
def test_a_block_has_single_blanks_and_every_word_leads_back_to_its_letters(source: str) -> None:
    """Whatever blanks and invisible characters a source holds, no letter is lost, moved or invented."""
    text, words = built(source)
    assert "  " not in text
    assert text == text.strip()

    def letters(string: str) -> str:
        return "".join(c for c in string.replace("ﬁ", "fi") if c.isalpha())

    assert letters(text) == letters(source)
    assert [letters(word) for word in words] == [letters(word) for word in text.split()]


@given(st.lists(st.sampled_from(["one ", "two. ", "thr\u00adee ", "fo  ur ", "x" * 30 + " "]), min_size=1, max_size=60))
def test_a_long_block_is_cut_and_every_piece_still_leads_back(pieces: list[str]) -> None:
    """Cutting loses no word, and no piece is longer than the limit."""
    source = "".join(pieces)
    builder = TextBuilder()
    builder.add(source, 7)
    block = builder.build(Role.PROSE)
    assert block is not None
    with patch.object(reading, "LONGEST_BLOCK", 40):
        cut = list(cut_long(block))
    assert [word for piece in cut for word in piece.text.split()] == block.text.split()
    assert max(len(piece.text) for piece in cut) <= 40
    for piece in cut:
        at = 0
        for word in piece.text.split():
            at = piece.text.index(word, at)
            region = piece.source_region(Region(at, at + len(word)))
            assert source[region.start - 7 : region.end - 7].replace("\u00ad", "") == word
            at += len(word)


def test_text_that_is_passed_on_at_once_holds_nothing_to_fold() -> None:
    """For every character: between letters, at an end, and beside a blank."""
    letters = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    texts = (text for letter in letters for text in (f"a{letter}b", f"a{letter}", f"a {letter} b"))
    assert [text for text in texts if reading._is_plain(text) and reading._SPECIAL.search(text)] == []
