"""Layers of a PDF: those that neither the screen nor paper shows are not read and counted, all others are read."""

from __future__ import annotations

import pytest

from langcheck.model import Document
from langcheck.readers import read_bytes
from tests.pdf_files import annotation, drawing, page, pdf_file

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
pypdf = pytest.importorskip("pypdf", reason="the extra pdf is not installed")

HIDDEN = "The girl was seen in a car."
FIRST, LAST = "The task force met on Tuesday.", "It went home."
NOTE = "words that the finished document does not show were not read: {} hidden"
LAYER = "<< /Type /OCG /Name (Notes) >>"
IN_LAYER = f"/OC /L BDC {page((72, 600, HIDDEN))} EMC"


def layered(
    settings: str,
    layer: str = LAYER,
    *extra: str,
    drawn: str = IN_LAYER,
    marked: str = "5 0 R",
    page_keys: str = "",
) -> Document:
    """A page with a line before and a line behind what is drawn; the layer is object 5, further objects follow it."""
    raw = pdf_file(
        f"{page((72, 700, FIRST))} {drawn} {page((72, 450, LAST))}",
        catalog=f"/OCProperties << /OCGs [5 0 R] /D << {settings} >> >>",
        extra=[layer, *extra],
        properties=f"/L {marked}",
        drawings="/Fm 6 0 R",
        page_keys=page_keys,
    )
    return read_bytes(raw, name="report.pdf", format="pdf")


def lines(document: Document) -> list[tuple[str, int | str]]:
    return [(block.text, block.locations[0][1]["line"]) for block in document.blocks]


def is_left_out(document: Document, words: int = 7) -> bool:
    """Whether the hidden line is not read, and the others are; anything else fails."""
    if lines(document) == [(FIRST, 1), (LAST, 2)]:
        assert document.notes == (NOTE.format(words),)
        return True
    assert lines(document) == [(FIRST, 1), (HIDDEN, 2), (LAST, 3)]
    assert document.notes == ()
    return False


ASKED = "/AS [<< /Event /{0} /Category [/{0}] /OCGs [5 0 R] >> << /Event /Print /Category [/Print] /OCGs [5 0 R] >>]"
USED = "<< /Type /OCG /Name (Notes) /Usage << /View << /ViewState /OFF >> /Print << /PrintState /{} >> >> >>"


@pytest.mark.parametrize(
    ("settings", "layer"),
    [
        ("/OFF [5 0 R]", LAYER),
        ("/BaseState /OFF", LAYER),
        ("/BaseState /OFF /ON []", LAYER),
        ("/OFF [5 0 R]", "<< /Type /OCG /Name (Notes) /Intent [/Design /View] >>"),
        (ASKED.format("View"), USED.format("OFF")),
        (f"/OFF [5 0 R] {ASKED.format('Export')}", USED.format("OFF")),
    ],
)
def test_a_layer_that_is_off_is_not_read(settings: str, layer: str) -> None:
    assert is_left_out(layered(settings, layer))


@pytest.mark.parametrize(
    ("settings", "layer"),
    [
        ("", LAYER),
        ("/ON [5 0 R]", LAYER),
        ("/BaseState /OFF /ON [5 0 R]", LAYER),
        ("/OFF [6 0 R]", LAYER),
        ("/OFF [5 0 R]", "<< /Type /OCG /Name (Notes) /Intent /Design >>"),
        (ASKED.format("View"), USED.format("ON")),
        ("", USED.format("OFF")),
    ],
    ids=["no word", "on", "on after all", "another", "for programs", "on paper only", "a state that nothing asks for"],
)
def test_a_layer_that_is_shown_somewhere_is_read(settings: str, layer: str) -> None:
    assert not is_left_out(layered(settings, layer, LAYER))


@pytest.mark.parametrize(
    ("settings", "membership", "is_shown"),
    [
        ("/OFF [5 0 R]", "/OCGs [5 0 R]", False),
        ("/OFF [5 0 R]", "/OCGs 5 0 R", False),
        ("/OFF [5 0 R]", "/OCGs [5 0 R] /P /AllOff", True),
        ("/OFF [5 0 R]", "/OCGs [5 0 R] /P /AnyOff", True),
        ("", "/OCGs [5 0 R] /P /AnyOff", False),
        ("/OFF [5 0 R]", "/OCGs [5 0 R 7 0 R]", True),
        ("/OFF [5 0 R]", "/OCGs [5 0 R 7 0 R] /P /AllOn", False),
        ("/OFF [5 0 R]", "/OCGs []", True),
        ("", "/VE [/Not 5 0 R]", False),
        ("/OFF [5 0 R]", "/VE [/Or 5 0 R [/Not 5 0 R]]", True),
        ("/OFF [5 0 R]", "/VE [/And [/Or 5 0 R 7 0 R] 5 0 R]", False),
    ],
)  # fmt: skip
def test_memberships_say_which_layers_have_to_be_on(settings: str, membership: str, is_shown: bool) -> None:
    document = layered(settings, LAYER, f"<< /Type /OCMD {membership} >>", LAYER, marked="6 0 R")
    assert is_left_out(document) is not is_shown


def test_a_drawing_in_a_layer_is_not_read_wherever_it_is_said() -> None:
    inner = page((72, 600, HIDDEN))
    assert is_left_out(layered("/OFF [5 0 R]", LAYER, drawing(inner), drawn="/OC /L BDC /Fm Do EMC"))
    assert is_left_out(layered("/OFF [5 0 R]", LAYER, drawing(inner, "/OC 5 0 R"), drawn="/Fm Do"))
    outer = drawing("/Fm Do", "/OC 5 0 R", drawings="/Fm 7 0 R")
    assert is_left_out(layered("/OFF [5 0 R]", LAYER, outer, drawing(inner), drawn="/Fm Do"))
    assert not is_left_out(layered("", LAYER, drawing(inner, "/OC 5 0 R"), drawn="/Fm Do"))


def test_what_stands_behind_a_layer_is_read() -> None:
    """A mark within the layer ends before it."""
    within = f"/OC /L BDC /Span << /MCID 3 >> BDC {page((72, 620, HIDDEN))} EMC {page((72, 600, HIDDEN))} EMC"
    assert is_left_out(layered("/OFF [5 0 R]", drawn=within), words=14)


def test_words_in_the_middle_of_a_line_are_left_out_alone() -> None:
    drawn = "BT /F1 11 Tf 72 600 Td (She was ) Tj /OC /L BDC (in ) Tj EMC (found there.) Tj ET"
    document = layered("/OFF [5 0 R]", drawn=drawn)
    assert [text for text, _ in lines(document)] == [FIRST, "She was found there.", LAST]
    assert document.notes == (NOTE.format(1),)


def test_a_comment_in_a_layer_is_read_as_the_layer_is() -> None:
    note = annotation("FreeText", f"/OC 5 0 R /Contents ({HIDDEN})")
    document = layered("/OFF [5 0 R]", LAYER, note, drawn="", page_keys="/Annots [6 0 R]")
    assert is_left_out(document)
    shown = layered("", LAYER, note, drawn="", page_keys="/Annots [6 0 R]")
    assert [block.text for block in shown.blocks] == [FIRST, LAST, HIDDEN]


@pytest.mark.parametrize(
    ("settings", "membership"),
    [
        ("/OFF [5 0 R]", "/OCGs [6 0 R]"),
        ("/OFF [5 0 R]", "/VE [/And 6 0 R 6 0 R]"),
        ("/OFF [5 0 R]", f"/VE {'[/Not ' * 3_000}5 0 R{']' * 3_000}"),
        ("/OFF 5 0 R /ON 5 0 R /AS [5 0 R] /BaseState (OFF)", "/OCGs (none) /P 7"),
    ],
    ids=["a membership in itself", "an expression in itself", "a deep expression", "values of other kinds"],
)
def test_what_cannot_be_told_is_read(settings: str, membership: str) -> None:
    document = layered(settings, LAYER, f"<< /Type /OCMD {membership} >>", marked="6 0 R")
    assert [block.text for block in document.blocks] == [FIRST, HIDDEN, LAST]


def test_more_layers_than_any_file_has_are_bounded() -> None:
    document = layered(f"/OFF [{'5 0 R ' * 30_000}]")
    assert is_left_out(document)
