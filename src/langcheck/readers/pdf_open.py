"""Opening a PDF with pdfium, and saving it anew; what cannot be opened is an UnreadableDocument with what to do."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from langcheck.errors import UnreadableDocument, how_to_install

_PASSWORD = 4
SAVE_ANEW = "Open the file in a PDF program, save it anew and check that file."


def open_pdf(raw: bytes) -> Any:
    """A pdfium document; close it, and hold ONE_AT_A_TIME as long as it is open. Raises UnreadableDocument."""
    try:
        pdfium = import_module("pypdfium2")
    except ImportError as error:
        raise not_installed() from error
    start = raw[:1024].find(b"%PDF-")
    if start < 0:
        raise UnreadableDocument("the file is not a PDF", "Its name may be wrong; open it in the program that made it.")
    try:
        pdf = pdfium.PdfDocument(raw)
        count = len(pdf)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", 0) == _PASSWORD:
            raise UnreadableDocument(
                "the file is protected with a password", "Save a copy without the password and check that copy."
            ) from error
        raise UnreadableDocument("the PDF is damaged", SAVE_ANEW) from error
    if not count:
        pdf.close()
        raise UnreadableDocument("the PDF has no pages", SAVE_ANEW)
    return pdf


def saved_anew(raw: bytes) -> bytes:
    """The file as pdfium writes it: without protection, every object in its place. Raises UnreadableDocument."""
    import pypdfium2.raw as library
    from pypdfium2 import PdfiumError

    pdf = open_pdf(raw)
    out = io.BytesIO()
    try:
        pdf.save(out, flags=library.FPDF_REMOVE_SECURITY)
    except PdfiumError as error:
        raise UnreadableDocument("the PDF is damaged", SAVE_ANEW) from error
    finally:
        pdf.close()
    return out.getvalue()


def not_installed() -> UnreadableDocument:
    """The error where the libraries that read PDF files are missing."""
    return UnreadableDocument(
        "reading PDF files needs a part of langcheck that is not installed",
        how_to_install("pdf"),
    )
