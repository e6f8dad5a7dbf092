"""Pages of a PDF that hold words which cannot be read: scans, and fonts that do not tell their letters; each is named."""

from __future__ import annotations

import pytest

from langcheck.errors import UnreadableDocument
from langcheck.model import Document
from langcheck.readers import read_bytes
from langcheck.readers.reading import EVERYTHING, Choice
from tests.pdf_files import PICTURE, SCAN, drawing, page, paragraph, pdf_file, picture, stream

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
pytest.importorskip("pypdf", reason="the extra pdf is not installed")

STAMP = "County Sheriff, case 2024-0117, received on 4 March, page {}"
TEXT = (
    "The unit spoke with the family on Monday and wrote down what",
    "each of them had seen near the old harbour that night, and",
    "went home when all of them had told what they knew of it.",
    "Nobody asked for more, and nothing else was written down.",
)


def read(raw: bytes, choice: Choice = EVERYTHING) -> Document:
    return read_bytes(raw, name="report.pdf", format="pdf", choice=choice)


def unread(raw: bytes, choice: Choice = EVERYTHING) -> list[tuple[str, str]]:
    return [(failure.path.partition(": ")[2], failure.problem) for failure in read(raw, choice).unread]


# --- scans ---

MOSTLY = "is mostly a picture, and what the picture shows was not checked"
OWN = "q 612 0 0 792 0 0 cm /Own{} Do Q"


def scans(count: int, drawn: str, *, words: str = STAMP, kinds: str = "picture") -> bytes:
    """Pages with few words, each of which may draw a background that all share, /Im, and a picture of its own, /Own."""
    own = [picture(64 + number) for number in range(count)]
    if kinds == "drawing":
        inner = "q 612 0 0 792 0 0 cm /In Do Q"
        own += [drawing(inner, drawings=f"/In {6 + number} 0 R") for number in range(count)]
    first = 6 if kinds == "picture" else 6 + count
    pages = [page((72, 760, words.format(number)), leading=drawn.replace("{}", str(number))) for number in range(count)]
    names = " ".join(f"/Own{number} {first + number} 0 R" for number in range(count))
    return pdf_file(*pages, extra=[PICTURE, *own], drawings=names)


@pytest.mark.parametrize(
    ("drawn", "kinds"),
    [(OWN, "picture"), (f"{SCAN} {OWN}", "picture"), ("/Own{} Do", "drawing"), (f"{SCAN} /Own{{}} Do", "drawing")],
    ids=["as large as each other", "on a background they share", "within drawings", "within drawings on a background"],
)
def test_scans_with_stamps_are_named_whatever_they_share(drawn: str, kinds: str) -> None:
    assert unread(scans(3, drawn, kinds=kinds)) == [("pages 1 to 3", MOSTLY)]


@pytest.mark.parametrize("words", [STAMP, "Part {}"])
@pytest.mark.parametrize(
    "drawn", [SCAN, f"{SCAN} q 200 0 0 200 0 0 cm /Own{{}} Do Q"], ids=["background alone", "with a photograph"]
)
def test_slides_on_a_background_are_not_named(drawn: str, words: str) -> None:
    assert unread(scans(3, drawn, words=words)) == []


def test_a_background_that_stands_behind_pages_of_text_is_none_of_a_page_with_few_words() -> None:
    rich = page(*paragraph(72, 700, *TEXT, *TEXT), leading=SCAN)
    few = page((72, 700, STAMP), leading=SCAN)
    assert unread(pdf_file(few, rich, extra=[PICTURE])) == []
    other = page(*paragraph(72, 700, *TEXT, *TEXT), leading="q 612 0 0 792 0 0 cm /Own Do Q")
    assert unread(pdf_file(few, other, extra=[PICTURE, picture(3)], drawings="/Own 6 0 R")) == [("page 1", MOSTLY)]


def test_the_setting_turns_scans_into_notes() -> None:
    raw = pdf_file(page(*paragraph(72, 700, *TEXT)), SCAN, extra=[PICTURE])
    assert unread(raw) == [("page 2", "holds a picture of text and was not checked")]
    noted = read(raw, Choice(noted=("scans",)))
    assert noted.unread == ()
    assert noted.notes == ("page 2 was not checked: holds a picture of text and was not checked",)


def test_a_file_of_scans_alone_is_refused_whatever_the_setting() -> None:
    with pytest.raises(UnreadableDocument):
        read(pdf_file(SCAN, extra=[PICTURE]), Choice(noted=("scans",)))


def test_a_small_picture_alone_on_its_page_is_told_in_a_note() -> None:
    raw = pdf_file(page(*paragraph(72, 700, *TEXT)), "q 90 0 0 60 40 700 cm /Im Do Q", extra=[PICTURE])
    document = read(raw)
    assert document.unread == ()
    assert document.notes == ("1 picture that nothing is said about was not read; words in it are not checked",)


# --- fonts ---

UNTOLD = "some of its words are in a font that does not say which letters it shows, and were not checked"
DRAWN = stream("500 0 0 0 500 700 d1 0 0 400 700 re f")


def fonts(name: str = "ABCDEF+Body", *, hexadecimal: str = "", codes: str = "") -> bytes:
    """A page of text, and words in fonts without a table of letters: /F2 by numbers of letters, /F3 by codes of its own."""
    numbers = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [7 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor 8 0 R /DW 500 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 700 "
        "/Descent -200 /CapHeight 700 /StemV 80 >>",
    )
    own = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /Resources << >> "
        f"/CharProcs << /g1 10 0 R >> /Encoding << /Type /Encoding /Differences [1 {'/g1 ' * 60}] >> "
        f"/FirstChar 1 /LastChar 60 /Widths [{'500 ' * 60}] >>"
    )
    drawn = page(*paragraph(72, 700, *TEXT))
    if hexadecimal:
        drawn += f"\nBT /F2 11 Tf 72 600 Td <{hexadecimal}> Tj ET"
    if codes:
        drawn += f"\nBT /F3 11 Tf 72 600 Td {codes} ET"
    return pdf_file(drawn, extra=[PICTURE, *numbers, own, DRAWN], fonts="/F1 3 0 R /F2 6 0 R /F3 9 0 R")


def shifted(words: str) -> str:
    """Words as the numbers that their letters have in most fonts."""
    return "".join(f"{ord(letter) - 29:04X}" for letter in words)


@pytest.mark.parametrize(
    "raw",
    [
        fonts(hexadecimal=shifted("THE VICTIM LEFT")),
        fonts(hexadecimal=shifted("the victim left the house")),
        fonts(hexadecimal="000100020005000600070008000900100011"),
        fonts(codes=r"(\001\002\003\004\005 \006\007\010) Tj"),
    ],
    ids=["capitals by number", "letters by number", "numbers of a part of a font", "codes of its own"],
)
def test_words_in_a_font_without_letters_are_named_beside_text(raw: bytes) -> None:
    assert unread(raw) == [("page 1", UNTOLD)]
    assert read(raw).blocks[0].text == " ".join(TEXT)


@pytest.mark.parametrize(
    "raw",
    [
        fonts(codes=r"(\001) Tj 0 -14 Td (\001) Tj 0 -14 Td (\001) Tj 0 -14 Td (\001) Tj 0 -14 Td (\001) Tj " * 2),
        fonts("ABCDEF+Wingdings", hexadecimal=shifted("THE VICTIM LEFT")),
        fonts("ABCDEF+FontAwesome", hexadecimal="000100020005000600070008000900100011"),
        fonts(hexadecimal="000100020005"),
        fonts(hexadecimal="".join(f"{ord(figure):04X}" for figure in "1,204 1,198 1,377")),
    ],
    ids=["bullets", "signs", "icons", "a sign of three parts", "figures that are told"],
)
def test_signs_without_letters_are_not_named(raw: bytes) -> None:
    assert unread(raw) == []


def test_the_setting_turns_fonts_without_letters_into_notes() -> None:
    noted = read(fonts(hexadecimal=shifted("THE VICTIM LEFT")), Choice(noted=("fonts",)))
    assert noted.unread == ()
    assert noted.notes == (f"page 1 was not checked: {UNTOLD}",)
