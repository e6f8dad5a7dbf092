"""What a PDF holds beside the text of its pages: read where a person sees or hears it, named where it cannot be read."""

from __future__ import annotations

import io

import pytest

from langcheck.limits import Limits
from langcheck.model import Document, Role
from langcheck.readers import read_bytes
from langcheck.readers.reading import EVERYTHING, Choice
from tests.pdf_files import PICTURE, SCAN, annotation, drawing, page, pdf_file, stream

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
pypdf = pytest.importorskip("pypdf", reason="the extra pdf is not installed")

from langcheck.readers import pdf_beside  # noqa: E402

LINE = "The task force met at the county office on Tuesday."


def read(raw: bytes, choice: Choice = EVERYTHING) -> Document:
    return read_bytes(raw, name="report.pdf", format="pdf", choice=choice)


def pdf(*extra: str, catalog: str = "", annotations: str = "", line: str = LINE) -> bytes:
    """A page with one line; the extra objects are numbered from 5."""
    keys = f"/Annots [{annotations}]" if annotations else ""
    return pdf_file(page((72, 700, line)), extra=list(extra), catalog=catalog, page_keys=keys)


def beside(raw: bytes) -> list[tuple[Role, str, dict[str, int | str]]]:
    """What is read besides the line of the page."""
    return [(block.role, block.text, dict(block.location)) for block in read(raw).blocks if block.text != LINE]


def words(raw: bytes) -> list[str]:
    return [text for _, text, _ in beside(raw)]


def unread(raw: bytes, noted: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    document = read(raw, Choice(noted=noted))
    return [(failure.path.partition(": ")[2], failure.problem) for failure in document.unread]


def form(*widgets: str, xfa: str = "") -> str:
    return f"/AcroForm << /Fields [{' '.join(widgets)}] {xfa} >>"


# --- forms ---


def test_a_label_is_read_with_its_field() -> None:
    field = annotation("Widget", "/FT /Tx /T (a) /TU (Age of the girl) /V (Fourteen.)")
    assert beside(pdf(field, catalog=form("5 0 R"), annotations="5 0 R")) == [
        (Role.COMMENT, "Fourteen.", {"page": 1, "form_field": 1}),
        (Role.PROSE, "Age of the girl", {"page": 1, "form_field": 1, "part": "label"}),
    ]


def test_the_words_of_a_field_that_is_shown_twice_are_read_once() -> None:
    """They stand with the field, and both of its places have them from there."""
    field = "<< /T (story) /FT /Tx /TU (What happened) /V (She was found.) /Kids [6 0 R 7 0 R] >>"
    place = annotation("Widget", "/Parent 5 0 R")
    raw = pdf(field, place, place, catalog=form("5 0 R"), annotations="6 0 R 7 0 R")
    assert words(raw) == ["She was found.", "What happened"]


def test_what_can_be_chosen_is_read_as_it_is_shown() -> None:
    pairs = annotation("Widget", "/FT /Ch /T (a) /V (x1) /Opt [[(x1) (Victim)] [(x2) (Witness)]]")
    several = annotation("Widget", "/FT /Ch /T (b) /V [(Driver) (Owner)] /Opt [(Buyer) (Driver)]")
    raw = pdf(pairs, several, catalog=form("5 0 R", "6 0 R"), annotations="5 0 R 6 0 R")
    assert words(raw) == ["Victim", "Witness", "Owner", "Buyer", "Driver"]
    assert beside(raw)[0] == (Role.LIST_ITEM, "Victim", {"page": 1, "form_field": 1, "part": "choice"})


def test_a_button_says_what_it_does_and_a_tick_says_nothing() -> None:
    button = annotation("Widget", "/FT /Btn /Ff 65536 /T (a) /MK << /CA (Report) /RC (Report the girl) /AC (Done) >>")
    tick = annotation("Widget", "/FT /Btn /T (b) /V /Yes /AS /Yes /MK << /CA (4) >>")
    raw = pdf(button, tick, catalog=form("5 0 R", "6 0 R"), annotations="5 0 R 6 0 R")
    assert words(raw) == ["Report", "Report the girl", "Done"]


def test_a_password_is_not_read() -> None:
    field = annotation("Widget", "/FT /Tx /Ff 8192 /T (a) /V (a secret)")
    assert words(pdf(field, catalog=form("5 0 R"), annotations="5 0 R")) == []


@pytest.mark.parametrize(("flags", "is_read"), [(2, False), (32, False), (36, True), (4, True), (0, True)])
def test_a_field_is_read_if_the_screen_or_paper_shows_it(flags: int, is_read: bool) -> None:
    field = annotation("Widget", f"/FT /Tx /T (a) /F {flags} /V (She was found.)")
    raw = pdf(field, catalog=form("5 0 R"), annotations="5 0 R")
    assert words(raw) == (["She was found."] if is_read else [])
    hidden = "words that the finished document does not show were not read: 3 hidden"
    assert read(raw).notes == (() if is_read else (hidden,))


# --- comments, stamps, links ---


def test_a_stamp_is_read_with_what_is_said_of_it() -> None:
    drawn = drawing("BT /F1 12 Tf 5 10 Td (CASE CLOSED) Tj ET")
    stamp = annotation("Stamp", "/AP << /N 5 0 R >> /Contents (By the sheriff.)")
    assert beside(pdf(drawn, stamp, annotations="6 0 R")) == [
        (Role.COMMENT, "By the sheriff.", {"page": 1, "comment": 1}),
        (Role.PROSE, "CASE CLOSED", {"page": 1, "comment": 1, "part": "stamp"}),
    ]


def test_a_stamp_within_a_drawing_and_a_watermark_are_read() -> None:
    inner = drawing("BT /F1 12 Tf 5 10 Td (CASE CLOSED) Tj ET")
    outer = drawing("/Fm Do", drawings="/Fm 5 0 R")
    stamp = annotation("Stamp", "/AP << /N 6 0 R >>")
    watermark = annotation("Watermark", "/AP << /N 5 0 R >>")
    assert words(pdf(inner, outer, stamp, watermark, annotations="7 0 R 8 0 R")) == ["CASE CLOSED", "CASE CLOSED"]


def test_typed_text_is_read_once_although_it_is_drawn_as_well() -> None:
    drawn = drawing("BT /F1 12 Tf 5 10 Td (Ask her again.) Tj ET")
    typed = annotation("FreeText", "/AP << /N 5 0 R >> /Contents (Ask her again.)")
    assert words(pdf(drawn, typed, annotations="6 0 R")) == ["Ask her again."]


def test_a_stamp_that_draws_itself_is_passed_over() -> None:
    itself = drawing("/Fm Do", drawings="/Fm 5 0 R")
    assert words(pdf(itself, annotation("Stamp", "/AP << /N 5 0 R >>"), annotations="6 0 R")) == []


def test_a_comment_of_formatted_text_alone_is_read() -> None:
    note = annotation("Text", "/RC (<body><p>Ask <b>her</b> again.</p></body>)")
    assert words(pdf(note, annotations="5 0 R")) == ["Ask her again."]


def test_answers_to_comments_are_read_and_marks_of_a_review_are_not() -> None:
    """Programs hide both; people see the answers in the list of comments."""
    answer = annotation("Text", "/F 30 /IRT 6 0 R /Contents (She said so.)")
    state = annotation("Text", "/F 30 /IRT 5 0 R /StateModel (Review) /State (Accepted) /Contents (Accepted by A.)")
    assert words(pdf(answer, state, annotations="5 0 R 6 0 R")) == ["She said so."]


def test_the_description_of_a_link_is_read_unless_it_is_an_address_or_its_text() -> None:
    described = annotation("Link", "/Contents (What the law says of girls)")
    address = annotation("Link", "/Contents (https://county.example/law)")
    same = annotation("Link", "/Contents (county office)")
    assert beside(pdf(described, address, same, annotations="5 0 R 6 0 R 7 0 R")) == [
        (Role.ALT_TEXT, "What the law says of girls", {"page": 1, "part": "link"})
    ]


def test_recordings_are_told_in_a_note() -> None:
    assert read(pdf(annotation("Screen", ""), annotations="5 0 R")).notes == ("1 recording was not listened to",)


# --- bookmarks and descriptions ---


def outline(*titles: str) -> list[str]:
    """The root of bookmarks, which is object 5, and bookmarks that follow each other."""
    entries = [
        f"<< /Parent 5 0 R /Title ({title}) {f'/Next {number + 1} 0 R' if number < 5 + len(titles) else ''} >>"
        for number, title in enumerate(titles, 6)
    ]
    return [f"<< /First 6 0 R /Last {5 + len(titles)} 0 R >>", *entries]


def test_bookmarks_are_read_and_those_that_stand_on_the_page_count_once() -> None:
    raw = pdf(*outline("Interview with the girl", LINE, "The task force met"), catalog="/Outlines 5 0 R")
    assert beside(raw) == [(Role.METADATA, "Interview with the girl", {"bookmark": 1})]


def test_bookmarks_within_bookmarks_come_in_their_order() -> None:
    raw = pdf(
        "<< /First 6 0 R >>",
        "<< /Title (One) /First 8 0 R /Next 7 0 R >>",
        "<< /Title (Three) >>",
        "<< /Title <FEFF00540077006F> >>",
        catalog="/Outlines 5 0 R",
    )
    assert words(raw) == ["One", "Two", "Three"]


def test_bookmarks_that_lead_back_to_themselves_are_read_once() -> None:
    raw = pdf("<< /First 6 0 R >>", "<< /Title (One) /First 6 0 R /Next 5 0 R >>", catalog="/Outlines 5 0 R")
    assert words(raw) == ["One"]


TAGGED = "/StructTreeRoot 5 0 R /MarkInfo << /Marked true >>"
ROOT = "<< /Type /StructTreeRoot /K 6 0 R >>"


@pytest.mark.parametrize(
    "elements",
    [
        ["<< /S /Figure /P 5 0 R /Pg {page} /Alt (A girl in a car) >>"],
        ["<< /S /Sect /P 5 0 R /Pg {page} /K 7 0 R >>", "<< /S /Figure /P 6 0 R /Alt (A girl in a car) >>"],
        ["<< /S /Figure /P 5 0 R /K [<< /Type /MCR /Pg {page} /MCID 0 >>] /Alt (A girl in a car) >>"],
        ["<< /S /Sect /Pg {page} /P 5 0 R /K [<< /S /Figure /Alt (A girl in a car) >>] >>"],
    ],
    ids=["by its page", "by what it stands in", "by its content", "without a number of its own"],
)
def test_the_description_of_a_picture_is_read_with_its_page(elements: list[str]) -> None:
    numbered = [element.format(page=f"{6 + len(elements)} 0 R") for element in elements]
    assert beside(pdf(ROOT, *numbered, catalog=TAGGED)) == [
        (Role.ALT_TEXT, "A girl in a car", {"page": 1, "alt_text": 1})
    ]


def test_what_is_read_aloud_in_place_of_drawn_words_is_read_if_the_page_has_it_not() -> None:
    other = "<< /S /Figure /P 5 0 R /ActualText (CASE CLOSED) >>"
    same = "<< /S /Span /P 5 0 R /ActualText (task force) >>"
    spoken = "<< /S /Link /P 5 0 R /Alt (county office) >>"
    assert beside(pdf(ROOT, other, same, spoken, catalog=TAGGED)) == [
        (Role.ALT_TEXT, "CASE CLOSED", {"actual_text": 1})
    ]


def test_the_description_of_a_picture_is_read_although_the_page_has_its_words() -> None:
    figure = "<< /S /Figure /P 5 0 R /Alt (the county office) >>"
    assert words(pdf(ROOT, figure, catalog=TAGGED)) == ["the county office"]


def test_marks_in_a_drawing_may_describe_it_by_themselves_or_by_name() -> None:
    shape = "/Figure << /MCID 0 /Alt (A girl in a \\(red\\) car) >> BDC 72 500 40 40 re f EMC"
    named = "/Span /M BDC 72 400 40 40 re f EMC"
    words_there = "/Span << /ActualText (on Tuesday.) >> BDC 72 300 40 40 re f EMC"
    raw = pdf_file(
        page((72, 700, LINE), leading=f"{shape} {named} {words_there}"),
        extra=["<< /ActualText (CASE CLOSED) >>"],
        properties="/M 5 0 R",
        catalog="/MarkInfo << /Marked true >>",
    )
    assert beside(raw) == [
        (Role.ALT_TEXT, "CASE CLOSED", {"actual_text": 1}),
        (Role.ALT_TEXT, "A girl in a (red) car", {"page": 1, "alt_text": 1}),
    ]


def test_words_that_a_mark_puts_in_place_of_drawn_letters_are_read_in_their_place() -> None:
    drawn = "BT /F1 11 Tf 72 700 Td (They met ) Tj /Span << /ActualText (a girl) >> BDC (4 91r1) Tj EMC ( there.) Tj ET"
    assert [block.text for block in read(pdf_file(drawn, catalog="/MarkInfo << /Marked true >>")).blocks] == [
        "They met a girl there."
    ]


def test_descriptions_that_no_structure_holds_any_more_are_not_read() -> None:
    assert words(pdf("<< /S /Figure /Alt (A girl in a car) >>")) == []


# --- what is named ---

EMBEDDED = stream("hello", "/Type /EmbeddedFile /Subtype /text#2Fplain")
ATTACHED = "a file that is attached is not read"


def specification(name: str, entries: str = "") -> str:
    return f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 5 0 R >> {entries} >>"


@pytest.mark.parametrize(
    ("extra", "catalog", "annotations"),
    [
        (["<< /Names [(a) 6 0 R] >>"], "/Names << /EmbeddedFiles 7 0 R >>", ""),
        (
            ["<< /Names [(a) 6 0 R] >>"],
            "/Collection << /View /D >> /Names << /EmbeddedFiles << /Kids [7 0 R] >> >>",
            "",
        ),
        (["<< /Kids [7 0 R 8 0 R] >>", "<< /Names [(a) 6 0 R] >>"], "/Names << /EmbeddedFiles 7 0 R >>", ""),
        ([annotation("FileAttachment", "/FS 6 0 R")], "", "7 0 R"),
        ([], "/AF [6 0 R]", ""),
    ],
    ids=["named", "portfolio", "tree that holds itself", "at a place of the page", "associated"],
)
def test_attached_files_are_named(extra: list[str], catalog: str, annotations: str) -> None:
    raw = pdf(EMBEDDED, specification("narrative.txt"), *extra, catalog=catalog, annotations=annotations)
    assert unread(raw) == [("attachment narrative.txt", ATTACHED)]


def test_what_is_said_of_an_attached_file_is_read() -> None:
    raw = pdf(EMBEDDED, specification("a.txt", "/Desc (Story of the girl)"), catalog="/AF [6 0 R 6 0 R]")
    assert beside(raw) == [(Role.METADATA, "Story of the girl", {"part": "attachment a.txt"})]
    assert unread(raw) == [("attachment a.txt", ATTACHED)]


def test_an_attached_picture_is_told_in_a_note_and_a_link_to_a_file_is_none() -> None:
    picture = EMBEDDED.replace("text#2Fplain", "image#2Fpng")
    raw = pdf(picture, specification("a.png"), "<< /Type /Filespec /F (other.docx) >>", catalog="/AF [6 0 R 7 0 R]")
    assert unread(raw) == []
    assert read(raw).notes == ("attachment a.png was not checked: it is no text (image)",)


def test_the_setting_turns_what_is_named_into_notes() -> None:
    raw = pdf(EMBEDDED, specification("a.txt"), catalog="/AF [6 0 R]")
    assert unread(raw, noted=("embedded",)) == []
    assert read(raw, Choice(noted=("embedded",))).notes == (f"attachment a.txt was not checked: {ATTACHED}",)


def test_a_portfolio_whose_cover_is_a_picture_names_its_files_and_its_cover() -> None:
    raw = pdf_file(
        SCAN, extra=[PICTURE, specification("a.txt").replace("5 0 R", "7 0 R"), EMBEDDED], catalog="/AF [6 0 R]"
    )
    assert unread(raw) == [
        ("page 1", "holds a picture of text and was not checked"),
        ("attachment a.txt", ATTACHED),
    ]


XFA = ("XFA form", "it is a form (XFA) with words that are not on the pages")
FILLED = "<xdp><xfa:datasets><xfa:data><form><story>{}</story></form></xfa:data></xfa:datasets></xdp>"


@pytest.mark.parametrize(
    ("fields", "catalog", "packet"),
    [
        ("", "/NeedsRendering true", "<xdp/>"),
        ("", "", FILLED.format("The girl was found by the river.")),
        ("6 0 R", "", "<config><dynamicRender>required</dynamicRender></config>"),
        ("6 0 R", "", FILLED.format("The girl was found by the river.")),
    ],
    ids=["to be drawn anew", "without fields", "dynamic", "filled in with other words"],
)
def test_a_form_whose_words_are_not_on_the_pages_is_named(fields: str, catalog: str, packet: str) -> None:
    field = annotation("Widget", "/FT /Tx /T (story) /V (Nothing.)")
    raw = pdf(stream(packet), field, catalog=f"{form(fields, xfa='/XFA 5 0 R')} {catalog}", annotations=fields)
    assert unread(raw) == [XFA]


@pytest.mark.parametrize("value", ["The girl was found by the river.", "M-17"])
def test_a_form_that_says_what_its_fields_say_is_read(value: str) -> None:
    field = annotation("Widget", "/FT /Tx /T (story) /V (The girl was found by the river.)")
    xfa = "/XFA [(template) 7 0 R (datasets) 5 0 R]"
    raw = pdf(
        stream(FILLED.format(value)), field, stream("<template/>"), catalog=form("6 0 R", xfa=xfa), annotations="6 0 R"
    )
    assert unread(raw) == []
    assert words(raw) == ["The girl was found by the river."]


# --- files that are protected, broken or hostile ---


def test_what_stands_beside_is_read_in_a_protected_file() -> None:
    writer = pypdf.PdfWriter(
        io.BytesIO(
            pdf(
                *outline("Interview"),
                annotation("Text", "/Contents (Ask her.)"),
                annotations="7 0 R",
                catalog="/Outlines 5 0 R",
            )
        )
    )
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert words(out.getvalue()) == ["Ask her.", "Interview"]


def test_objects_in_packed_streams_are_found() -> None:
    """The description is known by its key in the stream that holds it."""
    figure = "<< /S /Figure /P 5 0 R /Alt (A girl in a car) >>"
    packed = stream(f"6 0 \n{figure}", "/Type /ObjStm /N 1 /First 5")
    raw = pdf(ROOT, "null", packed, catalog=TAGGED)
    table_at = raw.rindex(b"xref\n0", 0, raw.rindex(b"startxref"))
    head = raw[:table_at]
    places = {number: head.index(b"\n%d 0 obj" % number) + 1 for number in (1, 2, 3, 4, 5, 7, 8, 9)}
    rows = b"".join(
        b"\x02\x00\x00\x00\x07\x00" if number == 6 else b"\x01" + places.get(number, 0).to_bytes(4, "big") + b"\x00"
        if number else b"\x00" * 6
        for number in range(10)
    )  # fmt: skip
    at = len(head)
    table = (
        b"10 0 obj\n<< /Type /XRef /Size 10 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n%b\nendstream\nendobj\n"
        % (len(rows), rows)
    )
    assert words(head + table + b"startxref\n%d\n%%%%EOF\n" % at) == ["A girl in a car"]


def test_a_field_that_is_its_own_parent_is_read() -> None:
    field = annotation("Widget", "/Parent 6 0 R")
    raw = pdf(field, "<< /Parent 5 0 R /Kids [5 0 R] /FT /Tx /V (She was found.) >>", annotations="5 0 R")
    assert words(raw) == ["She was found."]


@pytest.mark.parametrize(
    ("extra", "catalog"),
    [
        (["<< /Kids [" + "5 0 R " * 100_000 + "] >>"], "/Names << /EmbeddedFiles 5 0 R >>"),
        (["[" * 5_000 + "]" * 5_000], "/AF 5 0 R"),
        (["<< /First 5 0 R /Next 5 0 R /Title 5 0 R >>"], "/Outlines 5 0 R"),
        (["<< /S /Figure /P 5 0 R /Alt 5 0 R /Pg 5 0 R /K [" + "5 0 R " * 1_000 + "] >>"], "/StructTreeRoot 5 0 R"),
        (["<< /EF << /F 6 0 R >> /F (a.txt) >>", "<< /Length 5 >>\nstream"], "/AF [5 0 R]"),
        (["5 0 R"], "/Outlines 5 0 R /AcroForm 5 0 R /AF 5 0 R /Names 5 0 R /OCProperties 5 0 R /StructTreeRoot 5 0 R"),
        (["(a)"], "/Outlines 5 0 R /AcroForm 5 0 R /AF 5 0 R /Names 5 0 R /OCProperties 5 0 R /StructTreeRoot 5 0 R"),
        (["<< /Fields 5 0 R /XFA [5 0 R 5 0 R 5 0 R] >>"], "/AcroForm 5 0 R /NeedsRendering 7"),
    ],
    ids=["tree", "arrays", "bookmarks", "structure", "a stream cut off", "a reference to itself", "a text in place of all", "form"],
)  # fmt: skip
def test_the_page_of_a_hostile_file_is_read(extra: list[str], catalog: str) -> None:
    document = read(pdf(*extra, catalog=catalog))
    assert [block.text for block in document.blocks if block.role is Role.PROSE] == [LINE]


def test_what_takes_too_long_beside_is_named_and_the_page_is_read() -> None:
    figures = " ".join("<< /S /Figure /Alt (A girl in a car) /K 5 0 R >>" for _ in range(100_000))
    raw = pdf(f"<< /Type /StructTreeRoot /K [{figures}] >>", catalog=TAGGED)
    document = read(raw, Choice(limits=Limits(seconds=3)))
    assert [block.text for block in document.blocks] == [LINE]
    assert [(failure.path, failure.problem) for failure in document.unread] == [
        (
            "report.pdf: comments, form fields, bookmarks, descriptions and attachments",
            "could not be read, because reading the file takes longer than 3 seconds (limits.seconds)",
        )
    ]


@pytest.mark.parametrize(
    ("name", "extra", "catalog", "problem"),
    [
        ("MOST_BOOKMARKS", outline("One", "Two", "Three"), "/Outlines 5 0 R", "bookmarks: the file holds more than 2"),
        (
            "MOST_DESCRIPTIONS",
            [ROOT, *["<< /S /Figure /P 5 0 R /Alt (A car) >>"] * 3],
            TAGGED,
            "descriptions: the file holds more than 2",
        ),
    ],
)
def test_what_is_beyond_a_bound_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, extra: list[str], catalog: str, problem: str
) -> None:
    monkeypatch.setattr(pdf_beside, name, 2)
    found = pdf_beside.look(pdf(*extra, catalog=catalog), Limits(), 60)
    assert [f"{what}: {said}".startswith(problem) for what, said, _ in found.beyond] == [True]
    assert len(found.blocks) + len(found.once) == 2


def test_a_file_without_its_table_of_places_is_read() -> None:
    raw = pdf(*outline("Interview"), catalog="/Outlines 5 0 R").replace(b"startxref", b"startxxxx")
    assert words(raw) == ["Interview"]
