"""PDF files for tests, written by hand: pages of lines at places, and whatever objects a test wants to add."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

Text = tuple[float, float, str] | tuple[float, float, str, float]
"""Where a line begins, from the left and from below in points, what it says, and the size of its letters."""


def page(*lines: Text, leading: str = "") -> str:
    """A page's drawing; letters are 11 points high unless a line says otherwise."""
    drawn = [leading]
    for x, y, text, *size in lines:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        drawn.append(f"BT /F1 {size[0] if size else 11} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET")
    return "\n".join(drawn)


def paragraph(x: float, y: float, *lines: str, size: float = 11) -> list[Text]:
    """Lines one below the other, as a paragraph has them."""
    return [(x, y - number * size * 1.2, line, size) for number, line in enumerate(lines)]


def pdf_file(
    *pages: str,
    page_keys: str = "",
    catalog: str = "",
    info: str = "",
    extra: Sequence[str] = (),
    kids: str = "",
    fonts: str = "/F1 3 0 R",
    drawings: str = "",
    properties: str = "",
) -> bytes:
    """A whole PDF; ``extra`` objects are numbered from 5, then come two for each page, page and drawing.

    What pages draw with is named in ``fonts``, ``drawings`` (beside /Im, the first of the extra objects) and ``properties``.
    """
    first = 5 + len(extra)
    numbers = [first + 2 * index for index in range(len(pages))]
    listed = kids or " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{listed}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>",
        *extra,
    ]
    for number, drawing in zip(numbers, pages, strict=True):
        data = drawing.encode("cp1252").decode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R "
            f"/Resources << /Font << {fonts} >> /XObject << /Im {5 if extra else 3} 0 R {drawings} >> "
            f"/Properties << {properties} >> >> {page_keys} >>"
        )
        objects.append(f"<< /Length {len(data)} >>\nstream\n{data}\nendstream")
    return assemble([text.encode("latin-1") for text in objects])


def assemble(objects: Sequence[bytes], *, trailer: str = "") -> bytes:
    """Objects numbered from 1 with the table of their places; the first is the catalogue, the fourth the titles."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\nstartxref\n".encode()
        + b"%d\n%%%%EOF\n" % len(out)
    )


PICTURE = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n\x7f\nendstream"
"""A picture of one grey dot, to be drawn as large as a page."""

SCAN = "q 612 0 0 792 0 0 cm /Im Do Q"
"""The drawing of a page that is all picture."""


def packed(data: bytes) -> bytes:
    """A stream object of deflated data."""
    packed = zlib.compress(data, 9)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"


def stream(data: str, entries: str = "") -> str:
    """A stream object."""
    return f"<< {entries} /Length {len(data)} >>\nstream\n{data}\nendstream"


def drawing(data: str, entries: str = "", drawings: str = "") -> str:
    """A drawing that pages, stamps and other drawings can show."""
    resources = f"/Resources << /Font << /F1 3 0 R >> /XObject << {drawings} >> >>"
    return stream(data, f"/Type /XObject /Subtype /Form /BBox [0 0 612 792] {resources} {entries}")


def annotation(kind: str, entries: str) -> str:
    """Something upon a page: a note, a stamp, a link, a field."""
    return f"<< /Type /Annot /Subtype /{kind} /Rect [72 300 400 320] {entries} >>"


def picture(grey: int) -> str:
    """A picture of one dot like PICTURE, of another grey and as long."""
    return PICTURE.replace("\x7f", chr(grey))


def letter_table(pairs: dict[int, int]) -> str:
    """The table of a font that says which letters its codes show; all other codes show what they are in ASCII."""
    table = {code: code for code in range(32, 127)} | pairs
    rows = " ".join(f"<{code:02X}> <{letter:04X}>" for code, letter in table.items())
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> "
        f"endcodespacerange {len(table)} beginbfchar {rows} endbfchar endcmap end end"
    )
