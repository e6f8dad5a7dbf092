"""PDF pages to blocks: paragraphs in reading order with a way back, what is not read is named, broken files refused."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from langcheck.checker import Checker
from langcheck.errors import UnreadableDocument, how_to_install
from langcheck.limits import DEFAULTS, Limits
from langcheck.model import Block, Document, Region, Role
from langcheck.readers import read_bytes
from langcheck.readers.reading import Choice
from tests.pdf_files import PICTURE, SCAN, assemble, packed, page, paragraph, pdf_file

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
pypdf = pytest.importorskip("pypdf", reason="the extra pdf is not installed")

from langcheck.readers import pdf_beside, pdf_page  # noqa: E402

LONG = (
    "The unit spoke with the family on Monday and wrote down what",
    "each of them had seen near the old harbour that night, and",
)


def read(raw: bytes) -> Document:
    return read_bytes(raw, name="report.pdf", format="pdf")


def texts(document: Document) -> list[tuple[Role, str]]:
    return [(block.role, block.text) for block in document.blocks]


def refused(raw: bytes, limits: Limits = DEFAULTS) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(raw, name="report.pdf", format="pdf", choice=Choice(limits=limits))
    assert caught.value.hint
    return caught.value.problem


# --- paragraphs ---


def test_lines_of_a_paragraph_are_joined_and_a_gap_begins_a_new_one() -> None:
    drawn = page(*paragraph(72, 700, *LONG, "went home."), *paragraph(72, 640, "Nothing else was known."))
    assert texts(read(pdf_file(drawn))) == [
        (Role.PROSE, f"{LONG[0]} {LONG[1]} went home."),
        (Role.PROSE, "Nothing else was known."),
    ]


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    drawn = page(
        *paragraph(
            72, 700, *LONG, "went home.", "A second paragraph begins without a gap or an indent, and it", "goes on."
        )
    )
    assert [text for _, text in texts(read(pdf_file(drawn)))] == [
        f"{LONG[0]} {LONG[1]} went home.",
        "A second paragraph begins without a gap or an indent, and it goes on.",
    ]


def test_a_divided_word_is_joined_and_a_real_hyphen_stays() -> None:
    drawn = page(
        *paragraph(72, 700, "The women were held by an organi-", "zed group, and with them a 14-", "year-old boy.")
    )
    assert texts(read(pdf_file(drawn))) == [
        (Role.PROSE, "The women were held by an organized group, and with them a 14-year-old boy.")
    ]


LEFT = ("The left column tells of what", "was seen on the first day and", "then of the second day.")
RIGHT = ("The right column tells of the", "third day and of the fourth in", "a few words only.")


@pytest.mark.parametrize("in_turn", [False, True])
def test_columns_are_read_one_after_the_other(in_turn: bool) -> None:
    left, right = paragraph(72, 700, *LEFT), paragraph(320, 700, *RIGHT)
    lines = [line for pair in zip(left, right, strict=True) for line in pair] if in_turn else left + right
    assert [text for _, text in texts(read(pdf_file(page(*lines))))] == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_sentence_goes_on_over_a_page_and_keeps_the_places_of_both() -> None:
    head, tail = page(*paragraph(72, 100, *LONG)), page(*paragraph(72, 700, "then left the house by the back door."))
    block = read(pdf_file(head, tail)).blocks[0]
    assert block.text == f"{LONG[0]} {LONG[1]} then left the house by the back door."
    assert [(found["page"], found["line"]) for _, found in block.locations] == [(1, 1), (1, 2), (2, 1)]


def test_a_page_that_begins_a_sentence_begins_a_paragraph() -> None:
    first = page(*paragraph(72, 100, *LONG, "went home."))
    assert len(read(pdf_file(first, page(*paragraph(72, 700, "They left.")))).blocks) == 2


def test_headings_list_items_and_cells() -> None:
    drawn = page(
        (72, 740, "What happened", 16),
        *paragraph(72, 700, *LONG, "went home."),
        (72, 640, "\x95 A first point"),
        (72, 620, "\x95 A second point"),
        (72, 580, "Name"),
        (300, 580, "Age"),
    )
    raw = pdf_file(drawn.replace("\x95", "\u2022"))
    found = read(raw).blocks
    assert texts(read(raw)) == [
        (Role.HEADING, "What happened"),
        (Role.PROSE, f"{LONG[0]} {LONG[1]} went home."),
        (Role.LIST_ITEM, "A first point"),
        (Role.LIST_ITEM, "A second point"),
        (Role.CELL, "Name"),
        (Role.CELL, "Age"),
    ]
    assert found[-1].group == found[-2].group != 0


def test_running_heads_are_read_once_and_page_numbers_not_at_all() -> None:
    pages = [
        page(
            (72, 760, "County report"),
            *paragraph(72, 700, f"{word} day was quiet, and nobody called the station."),
            (300, 30, f"Page {number} of 3"),
        )
        for number, word in enumerate(("The first", "The second", "The third"), 1)
    ]
    assert texts(read(pdf_file(*pages))) == [
        (Role.PROSE, "The first day was quiet, and nobody called the station."),
        (Role.PROSE, "The second day was quiet, and nobody called the station."),
        (Role.PROSE, "The third day was quiet, and nobody called the station."),
        (Role.METADATA, "County report"),
    ]


def test_text_that_repeats_itself_at_the_head_of_pages_is_no_running_head() -> None:
    """The second row under a head that is the same on two of four pages, and goes on in the next row."""
    words = ("She told the deputy that the family had left the house by", "the back door and that nobody followed.")
    other = ("Nothing else was written down on that day by anyone there", "and the record was closed in the evening.")
    pages = [
        page(
            (72, 770, "County report"), *paragraph(72, 740, *(words if number % 2 else other)), (72, 650, f"Day {day}.")
        )
        for number, day in enumerate(("one", "two", "three", "four"))
    ]
    assert texts(read(pdf_file(*pages)))[:4] == [
        (Role.PROSE, " ".join(other)),
        (Role.PROSE, "Day one."),
        (Role.PROSE, " ".join(words)),
        (Role.PROSE, "Day two."),
    ]


def test_text_without_a_running_head_keeps_its_first_line() -> None:
    words = ("On 3 May the deputies met the family near the harbour, and", "wrote down what each of them had seen.")
    pages = [page(*paragraph(72, 740, *words), (72, 600, f"Day {day}.")) for day in ("one", "two")]
    assert texts(read(pdf_file(*pages)))[:2] == [(Role.PROSE, " ".join(words)), (Role.PROSE, "Day one.")]


def test_a_footnote_comes_after_the_text_that_it_stands_below() -> None:
    first = page(*paragraph(72, 120, *LONG), (72, 60, "1 See the record of the hearing.", 8))
    second = page(*paragraph(72, 700, "then left the house by the back door."))
    assert texts(read(pdf_file(first, second))) == [
        (Role.PROSE, f"{LONG[0]} {LONG[1]} then left the house by the back door."),
        (Role.NOTE, "1 See the record of the hearing."),
    ]


def test_turned_pages_read_as_they_are_seen() -> None:
    drawn = "BT /F1 11 Tf 0 1 -1 0 100 72 Tm (A line on a page that lies on) Tj ET BT /F1 11 Tf 0 1 -1 0 113 72 Tm (its side is read along.) Tj ET"
    document = read(pdf_file(drawn, page_keys="/Rotate 90"))
    assert texts(document) == [(Role.PROSE, "A line on a page that lies on its side is read along.")]


def test_ligatures_of_old_fonts_are_letters() -> None:
    assert "\x1e".translate(pdf_page._TEX_LIGATURES) == "\ufb03"


# --- the way back ---


def found_in(document: Document, words: str) -> tuple[Block, Region]:
    block = next(block for block in document.blocks if words in block.text)
    start = block.text.index(words)
    return block, Region(start, start + len(words))


def test_a_place_names_page_and_line_and_keeps_the_box_for_programs() -> None:
    block, region = found_in(read(pdf_file(page(*paragraph(72, 700, *LONG)))), "old harbour")
    place = Document("report.pdf", "pdf", (block,)).place(block, region)
    assert str(place) == "page 1, line 2"
    assert [round(float(edge)) for edge in str(place.location["box"]).split(",")] == [72, 684, 358, 696]


def test_anchors_count_the_characters_of_all_pages() -> None:
    raw = pdf_file(page((72, 700, "One.")), page((72, 700, "Two words.")))
    block, region = found_in(read(raw), "words")
    assert block.source_region(region) == Region(len("One.") + 1 + 4, len("One.") + 1 + 9)


# --- besides the text ---


def test_comments_and_titles_are_read_and_comments_of_a_review_are_not() -> None:
    notes = [
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Ask her again.) /T (Editor) >>",
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (From a review.) /T (langcheck) >>",
    ]
    raw = pdf_file(page((72, 700, "A line.")), page_keys="/Annots [5 0 R 6 0 R]", info="/Title (A report)", extra=notes)
    assert [(block.role, block.text, dict(block.location)) for block in read(raw).blocks[1:]] == [
        (Role.COMMENT, "Ask her again.", {"page": 1, "comment": 1}),
        (Role.METADATA, "A report", {"part": "title"}),
    ]


def test_a_filled_form_field_is_read() -> None:
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (story) /V (She was found.) /Rect [0 0 9 9] >>"
    raw = pdf_file(
        page((72, 700, "Story:")), page_keys="/Annots [5 0 R]", catalog="/AcroForm << /Fields [5 0 R] >>", extra=[field]
    )
    assert texts(read(raw))[1:] == [(Role.COMMENT, "She was found.")]


def test_comments_beyond_the_limit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    note = "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Ask her again.) >>"
    raw = pdf_file(page((72, 700, "A line.")), page_keys=f"/Annots [{note * (pdf_beside.MAX_COMMENTS + 1)}]")
    document = read(raw)
    assert len(document.blocks) == 1 + pdf_beside.MAX_COMMENTS
    assert [(failure.path, failure.problem) for failure in document.unread] == [
        (
            "report.pdf: page 1",
            "holds more than 2,000 comments and form fields; those beyond were not checked (a fixed limit)",
        )
    ]
    exactly = read(pdf_file(page((72, 700, "A line.")), page_keys=f"/Annots [{note * pdf_beside.MAX_COMMENTS}]"))
    assert exactly.unread == ()


# --- the quick look ---


def skimmed(raw: bytes, phrase: str) -> bool:
    """Whether blocks come back when nothing but a phrase is looked for."""
    return bool(read_bytes(raw, name="report.pdf", format="pdf", skim=lambda text: phrase in text).blocks)


BROKEN = (
    "They said that the children were held for sex",
    "slaves by the men of the old harbour that night,",
    "and fled.",
)
BESIDE = ("The right column tells of the days after that", "and of the river that was higher than before.", "It fell.")


@pytest.mark.parametrize("gap", [330, 400])
def test_a_phrase_broken_within_a_column_is_seen_where_lines_of_columns_are_stored_as_one(gap: int) -> None:
    left, right = paragraph(40, 700, *BROKEN), paragraph(gap, 700, *BESIDE)
    raw = pdf_file(page(*[line for pair in zip(left, right, strict=True) for line in pair]))
    assert skimmed(raw, "sex slaves")


def test_a_word_divided_within_a_column_is_seen_where_lines_of_columns_are_stored_as_one() -> None:
    left = paragraph(
        40, 700, "They said that there had been no traf-", "ficking by the men of the old harbour,", "and fled."
    )
    right = paragraph(330, 700, *BESIDE)
    raw = pdf_file(page(*[line for pair in zip(left, right, strict=True) for line in pair]))
    assert skimmed(raw, "trafficking")


def test_lines_of_one_column_and_short_cells_are_not_laid_out_for_nothing() -> None:
    lines = paragraph(40, 700, *[f"{BROKEN[0]} {BESIDE[0]}"] * 3)
    cells = [(x, y, text) for y in (500, 486, 472) for x, text in ((40, "Name of the person"), (330, "Age"))]
    assert not skimmed(pdf_file(page(*lines, *cells)), "sex slaves")


# --- what is not read ---


def test_a_scanned_page_is_named_and_the_rest_is_checked() -> None:
    raw = pdf_file(page((72, 700, "A page of text that can be read.")), SCAN, extra=[PICTURE])
    document = read(raw)
    assert [(failure.path, failure.problem) for failure in document.unread] == [
        ("report.pdf: page 2", "holds a picture of text and was not checked")
    ]
    assert len(document.blocks) == 1


def test_a_scanned_page_is_a_failure_of_the_report(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_file(page((72, 700, "A page of text that can be read.")), SCAN, extra=[PICTURE]))
    report = Checker().check_paths([path])
    assert [failure.path for failure in report.failures] == [f"{path}: page 2"]
    assert report.documents == 1


def test_a_scanned_file_is_refused() -> None:
    assert refused(pdf_file(SCAN, extra=[PICTURE])) == "the PDF holds pictures of text, and no text"


STAMP = (72, 760, "County Sheriff, case 2024-0117, received on 4 March, page 1 of 2")


def unread(*pages: str) -> list[tuple[str, str]]:
    """What is named as not checked; all pages draw the same picture."""
    raw = pdf_file(*pages, extra=[PICTURE])
    return [(failure.path, failure.problem) for failure in read(raw).unread]


def test_a_scan_with_a_stamp_is_named_and_its_stamp_is_read() -> None:
    drawn = page(STAMP, leading=SCAN)
    assert unread(drawn) == [("report.pdf: page 1", "is mostly a picture, and what the picture shows was not checked")]
    assert texts(read(pdf_file(drawn, extra=[PICTURE]))) == [(Role.PROSE, STAMP[2])]


def test_a_page_with_a_photograph_or_a_logo_is_not_named() -> None:
    photograph = "q 612 0 0 480 0 200 cm /Im Do Q"
    logo = "q 90 0 0 60 40 700 cm /Im Do Q"
    assert unread(page(STAMP, leading=photograph)) == []
    assert unread(page(STAMP, leading=logo)) == []


def test_a_page_of_text_on_a_picture_is_not_named() -> None:
    assert unread(page(*paragraph(72, 700, *LONG, *LONG, *LONG), leading=SCAN)) == []


def test_a_background_that_pages_share_is_not_named() -> None:
    slides = [page((72, 700, f"The {word} slide holds no more words than these")) for word in ("first", "second")]
    assert unread(*[f"{SCAN}\n{slide}" for slide in slides]) == []


def test_recognised_text_of_a_scan_is_read_with_a_note() -> None:
    drawn = page((72, 700, "A scanned line of thirty letters and more."), leading=f"{SCAN} 3 Tr")
    document = read(pdf_file(drawn, extra=[PICTURE]))
    assert document.notes == ("page 1 scanned: the text was recognised by a program and may be misread",)
    assert len(document.blocks) == 1


def test_text_beside_the_page_is_left_out_with_a_note() -> None:
    document = read(pdf_file(page((72, 700, "A line."), (-900, 700, "Beside."))))
    assert texts(document) == [(Role.PROSE, "A line.")]
    assert document.notes == ("page 1 with text outside the visible page, which was left out",)


def test_pages_beyond_the_limit_are_named() -> None:
    raw = pdf_file(*[page((72, 700, f"The line of page {name}.")) for name in "abcde"])
    document = read_bytes(raw, name="report.pdf", format="pdf", choice=Choice(limits=Limits(pages=2)))
    assert [failure.path for failure in document.unread] == ["report.pdf: pages 3 to 5"]


def test_letters_that_no_one_writes_with_are_not_read() -> None:
    assert pdf_page.looks_like_words("The report says that a girl was found.")
    assert not pdf_page.looks_like_words("7KH UHSRUW VDBV WKDW D JLUO ZDV IRXQG")


def test_without_the_extra_the_command_to_install_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableDocument) as caught:
        read(pdf_file(page((72, 700, "A line."))))
    assert caught.value.hint == how_to_install("pdf")


# --- broken and hostile files ---


def test_another_file_under_this_name() -> None:
    assert refused(b"MZ\x90 not a document at all") == "the file is not a PDF"


def test_no_pages() -> None:
    assert refused(assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])) in (
        "the PDF has no pages",
        "the PDF is damaged",
    )


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_truncated_file_is_read_or_refused(share: float) -> None:
    raw = pdf_file(page(*paragraph(72, 700, *LONG)))
    assert read_or_refused(raw[: int(len(raw) * share)]) in ([], [" ".join(LONG)])


def test_pages_that_contain_themselves() -> None:
    raw = pdf_file(page((72, 700, "A line.")), kids="2 0 R 5 0 R")
    assert read_or_refused(raw) in ([], ["A line."])


def test_a_count_that_lies_about_the_pages() -> None:
    raw = pdf_file(page((72, 700, "A line."))).replace(b"/Count 1", b"/Count 900000000")
    assert read_or_refused(raw) in ([], ["A line."])


def read_or_refused(raw: bytes) -> list[str]:
    """The texts of a broken file, or nothing when it is refused with a hint; both are good, anything else is not."""
    try:
        return [text for _, text in texts(read(raw))]
    except UnreadableDocument as error:
        return [] if error.hint else ["no hint"]


def test_a_page_as_large_as_pages_can_be() -> None:
    raw = pdf_file(page((72, 700, "A line."))).replace(b"0 0 612 792", b"0 0 14400 14400")
    assert texts(read(raw)) == [(Role.PROSE, "A line.")]


def test_a_password_is_asked_away() -> None:
    assert refused(_locked(user="geheim")) == "the file is protected with a password"
    assert texts(read(_locked(user=""))) == [(Role.PROSE, "A line.")]


def _locked(*, user: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf_file(page((72, 700, "A line.")))))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


LITTLE = Limits(memory_megabytes=100)
MEMORY = "the PDF needs more memory than 100 MB (limits.memory-megabytes)"


def test_a_page_that_unpacks_to_hundreds_of_megabytes() -> None:
    assert refused(unpacked_page(b" " * 150_000_000), LITTLE) == MEMORY


def test_drawings_within_drawings_without_end_are_given_up() -> None:
    """Twelve drawings, each drawing the next one ten times, would take pdfium years, and more memory than there is."""
    drawings = [
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Im {number} 0 R >> >> "
        f"/Length 70 >>\nstream\n{'/Im Do ' * 10}\nendstream"
        for number in range(6, 18)
    ]
    raw = pdf_file(page((72, 700, "A line."), leading="/Im Do"), extra=[*drawings, PICTURE])
    assert refused(raw, LITTLE) == MEMORY


def test_a_drawing_that_draws_itself_is_given_up() -> None:
    drawing = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Im 5 0 R >> >> "
        "/Length 16 >>\nstream\n/Im Do /Im Do   \nendstream"
    )
    assert refused(pdf_file(page((72, 700, "A line."), leading="/Im Do"), extra=[drawing]), LITTLE) == MEMORY


def unpacked_page(drawing: bytes, *, contents: str = "4 0 R") -> bytes:
    """A file of one page whose drawing is packed."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %b "
        b"/Resources << /Font << /F1 5 0 R >> >> >>" % contents.encode(),
        packed(drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return assemble(objects)


WRITTEN = b"BT /F1 11 Tf 72 700 Td (The river was high that night.) Tj ET\n"


@pytest.mark.parametrize(
    ("drawing", "contents"),
    [(b"q " * 3_000_000, "4 0 R"), (WRITTEN * 300_000, "4 0 R"), (WRITTEN * 20_000, f"[{'4 0 R ' * 400}]")],
    ids=["states within states", "text", "the same text many times"],
)
def test_a_page_that_needs_more_memory_than_there_may_be_is_refused(drawing: bytes, contents: str) -> None:
    assert refused(unpacked_page(drawing, contents=contents), LITTLE) == MEMORY


def test_a_page_that_takes_too_long_is_refused() -> None:
    """With more memory than usual, a page of millions of numbers keeps pdfium busy and draws nothing."""
    raw = unpacked_page(b"1 0 0 1 0 0 cm " * 20_000_000)
    limits = Limits(seconds=1, memory_megabytes=2000)
    assert refused(raw, limits) == "reading the file takes longer than 1 second (limits.seconds)"


def test_after_a_file_that_was_refused_the_next_one_is_read() -> None:
    assert refused(unpacked_page(b"q " * 3_000_000), LITTLE) == MEMORY
    assert texts(read(unpacked_page(WRITTEN))) == [(Role.PROSE, "The river was high that night.")]
