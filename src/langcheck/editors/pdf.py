"""A PDF and its findings to a copy with the found words highlighted, each with a note; the text itself stays as it is.

The copy is the old file with additions at its end, so that everything in it, comments included, is kept.
"""

from __future__ import annotations

import io
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from langcheck.editors import Reviewed, Unplaced
from langcheck.editors.remarks import older_told, remark
from langcheck.errors import UnreadableDocument, how_to_install
from langcheck.model import Document, Finding, Level, Region
from langcheck.readers.pdf import ONE_AT_A_TIME
from langcheck.readers.pdf_open import open_pdf
from langcheck.readers.pdf_page import Page, page_starts
from langcheck.readers.reading import OUR_AUTHOR

COLOURS = {Level.ERROR: "ffa3a3", Level.WARNING: "ffd75e", Level.ADVICE: "a9d6ff"}
"""Level to the colour behind the words; black on each of them keeps a contrast of more than 9 to 1."""

_FEW_NUMBERS = 1000
_POPUP_SIZE = (220.0, 130.0)
_SAVE_ANEW = "Open it in a PDF program, save it anew and review that file."


@dataclass(frozen=True, slots=True)
class _Highlight:
    """A finding's place: the page, counted from 0, and four corners for each line that the words stand on."""

    finding: Finding
    page: int
    corners: tuple[tuple[float, ...], ...]


NO_CHANGES = "a PDF cannot hold suggested changes; the copy has comments only"


def review(
    raw: bytes,
    document: Document,
    findings: Sequence[Finding],
    *,
    track: bool,
    force: bool,
    now: datetime,
    sources: bool = False,
) -> Reviewed:
    """A copy with a highlight and a note at each finding; of ``track`` it says that PDF files know no suggested changes.

    Raises UnreadableDocument for a signed file without ``force``, and where no copy can be made.
    """
    highlights, unplaced = _locate(raw, document, findings, force=force)
    data, older = _write(raw, highlights, now, sources=sources)
    notes = tuple(f"{failure.path.rpartition(': ')[2]}: {failure.problem}" for failure in document.unread)
    notes += (NO_CHANGES,) if track else ()
    notes += (older_told(older),) if older else ()
    placed = {id(highlight.finding) for highlight in highlights}
    return Reviewed(data, comments=len(placed), unplaced=tuple(unplaced), notes=notes)


# --- where the words stand ---------------------------------------------------------------------------------------


def _locate(
    raw: bytes, document: Document, findings: Sequence[Finding], *, force: bool
) -> tuple[list[_Highlight], list[Unplaced]]:
    with ONE_AT_A_TIME:
        pdf = open_pdf(raw)
        try:
            _refuse_protected(pdf, force=force)
            return _places(pdf, document, findings)
        finally:
            pdf.close()


def _refuse_protected(pdf: Any, *, force: bool) -> None:
    import pypdfium2.raw as library

    if library.FPDF_GetSignatureCount(pdf.raw) > 0 and not force:
        raise UnreadableDocument(
            "the PDF is signed, and a review would break the signature",
            "Review the draft that it was made from, or use --force to make a copy whose signature no longer holds.",
        )
    if library.FPDF_GetSecurityHandlerRevision(pdf.raw) != -1:
        raise UnreadableDocument(
            "the PDF is protected against changes", "Save a copy without the protection and review that copy."
        )


def _places(pdf: Any, document: Document, findings: Sequence[Finding]) -> tuple[list[_Highlight], list[Unplaced]]:
    starts = page_starts(list(_lengths(pdf)))
    highlights: list[_Highlight] = []
    unplaced: list[Unplaced] = []
    for finding in findings:
        block = document.blocks[finding.block]
        if "box" not in block.location_at(finding.region.start):
            unplaced.append(Unplaced(finding, "it does not stand in the text of a page"))
            continue
        found = [
            _Highlight(finding, page, corners)
            for page, lines in _characters(document, finding, starts).items()
            if (corners := _corners(pdf, page, lines))
        ]
        highlights += found
        if not found:
            unplaced.append(Unplaced(finding, "the place of its letters on the page cannot be told"))
    return highlights, unplaced


def _lengths(pdf: Any) -> Iterator[int]:
    """How many characters each page holds, as the reader counted them."""
    for number in range(1, len(pdf) + 1):
        with Page(pdf, number) as page:
            yield page.length()


def _characters(document: Document, finding: Finding, starts: Sequence[int]) -> dict[int, list[list[int]]]:
    """The found characters by page, counted from 0, and by line, as indexes on the page."""
    block = document.blocks[finding.block]
    pages: dict[int, dict[int | str, list[int]]] = {}
    for offset in range(finding.region.start, finding.region.end):
        source = block.source_region(Region(offset, offset + 1))
        page = bisect_right(starts, source.start) - 1
        line = block.location_at(offset).get("line", 0)
        pages.setdefault(page, {}).setdefault(line, []).append(source.start - starts[page])
    return {page: list(lines.values()) for page, lines in pages.items()}


def _corners(pdf: Any, number: int, lines: Sequence[list[int]]) -> tuple[tuple[float, ...], ...]:
    with Page(pdf, number + 1) as page:
        if not page.opened:
            return ()
        return tuple(corners for indexes in lines if (corners := page.run_corners(indexes)))


# --- the copy ----------------------------------------------------------------------------------------------------


def _write(raw: bytes, highlights: Sequence[_Highlight], now: datetime, *, sources: bool) -> tuple[bytes, int]:
    try:
        pypdf = import_module("pypdf")
    except ImportError as error:
        raise UnreadableDocument(
            "reviewing PDF files needs a part of langcheck that is not installed",
            how_to_install("pdf"),
        ) from error
    broken = (
        pypdf.errors.PyPdfError, RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError,
        ArithmeticError, NotImplementedError, OSError, zlib.error,
    )  # fmt: skip
    try:
        writer = pypdf.PdfWriter(io.BytesIO(raw), incremental=True)
        _keep_numbers(writer, pypdf.PdfReader(io.BytesIO(raw)).trailer)
        older = sum(_without_older(page) for page in writer.pages)
        _annotate(writer, highlights, now, sources=sources)
        copy = io.BytesIO()
        writer.write(copy)
    except broken as error:
        raise UnreadableDocument("the PDF is damaged, and no comments can be added to it", _SAVE_ANEW) from error
    return _proven(copy.getvalue(), raw), older


def _keep_numbers(writer: Any, trailer: Any) -> None:
    """Leave the numbers alone that the file has used: pypdf would give that of its own older table to a note."""
    from pypdf.generic import NullObject

    missing = int(trailer.get("/Size", 1)) - 1 - len(writer._objects)  # noqa: SLF001  there is no other way
    for _ in range(missing if missing <= _FEW_NUMBERS else 0):
        writer._add_object(NullObject())  # noqa: SLF001


def _without_older(page: Any) -> int:
    """Take the notes of an older review off a page, but for those that somebody answered; how many these were."""
    found = page.get("/Annots")
    if found is None:
        return 0
    notes = found.get_object()
    answered = {note.get_object().raw_get("/IRT") for note in notes if "/IRT" in note.get_object()}
    ours = {
        note
        for note in notes
        if note.get_object().get("/T") == OUR_AUTHOR
        and note.get_object().get("/Subtype") == "/Highlight"
        and note not in answered
    }
    for number in reversed(range(len(notes))):
        note = notes[number]
        is_popup = note.get_object().get("/Subtype") == "/Popup" and note.get_object().raw_get("/Parent") in ours
        if note in ours or is_popup:
            del notes[number]
    return len(ours)


def _annotate(writer: Any, highlights: Sequence[_Highlight], now: datetime, *, sources: bool) -> None:
    from pypdf.annotations import Highlight, Popup
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    told: set[str] = set()
    for highlight in highlights:
        finding = highlight.finding
        points = [edge for corners in highlight.corners for edge in corners]
        x0, y0, x1, y1 = min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])
        annotation = Highlight(
            rect=(x0, y0, x1, y1),
            quad_points=ArrayObject(FloatObject(edge) for edge in points),
            highlight_color=COLOURS[finding.level],
            printing=True,
            title_bar=OUR_AUTHOR,
        )
        words = remark(finding, full=finding.entry not in told, sources=sources)
        told.add(finding.entry)
        annotation[NameObject("/Contents")] = TextStringObject("\n".join(words))
        annotation[NameObject("/Subj")] = TextStringObject(str(finding.level))
        annotation[NameObject("/M")] = TextStringObject(now.strftime("D:%Y%m%d%H%M%S"))
        added = writer.add_annotation(highlight.page, annotation)
        width, height = _POPUP_SIZE
        popup = Popup(rect=(x1 + 8, y1 - height, x1 + 8 + width, y1), parent=added, open=False)
        added[NameObject("/Popup")] = writer.add_annotation(highlight.page, popup).indirect_reference


def _proven(copy: bytes, raw: bytes) -> bytes:
    """The copy, if it opens with as many pages as the draft."""
    with ONE_AT_A_TIME:
        pages = []
        for data in (raw, copy):
            pdf = open_pdf(data)
            pages.append(len(pdf))
            pdf.close()
    if pages[0] != pages[1]:
        raise UnreadableDocument("the PDF is damaged, and no comments can be added to it", _SAVE_ANEW)
    return copy
