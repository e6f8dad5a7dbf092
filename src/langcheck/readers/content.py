"""What a file really is: many files are named .doc or .docx and hold something else.

Only beginnings that leave no doubt count: a text file is never taken for another kind by guessing.
"""

from __future__ import annotations

import struct

from langcheck.errors import UnreadableDocument
from langcheck.lazily import pattern

_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_DIRECTORY = b"PK\x05\x06"
_MIME_TYPE_AT = slice(30, 38)
_LONGEST_MIME_TYPE = 100
_HEAD = 1024

NAMES = {
    "docx": "a Word file (.docx)",
    "pptx": "a PowerPoint file (.pptx)",
    "xlsx": "an Excel file (.xlsx)",
    "opendocument": "an OpenDocument file (.odt, .odp or .ods)",
    "epub": "an e-book (.epub)",
    "rtf": "an RTF file",
    "pdf": "a PDF file",
    "html": "a web page (HTML)",
    "old word": "an old Word file (.doc)",
    "old powerpoint": "an old PowerPoint file (.ppt)",
    "old excel": "an old Excel file (.xls)",
    "outlook": "an Outlook message (.msg)",
    "protected": "an Office file that is protected with a password",
}
"""What reports call a kind of content."""

HINTS = {
    "epub": "Copy the text to a .txt or .html file and check that file.",
    "pdf": "Check the .docx or text it was made from, or copy the text to a .txt file.",
    "old word": "Open it in Word or LibreOffice, save it as .docx and check that file.",
    "old powerpoint": "Open it in PowerPoint or LibreOffice, save it as .pptx and check that file.",
    "old excel": "Open it in Excel or LibreOffice, save it as .xlsx and check that file.",
    "outlook": "Copy the text to a .txt file and check that file.",
    "protected": "Open it in the program that made it, remove the password, save it and check again.",
}
"""What to do about content that cannot be read."""

_OLE_STREAMS = {
    "EncryptedPackage": "protected",
    "WordDocument": "old word",
    "PowerPoint Document": "old powerpoint",
    "Workbook": "old excel",
    "Book": "old excel",
    "__substg1.0_": "outlook",
}
_PARTS = {
    b"word/document": "docx",
    b"ppt/presentation": "pptx",
    b"xl/workbook": "xlsx",
}
_AGREES = {"msg": "outlook", "outlook": "outlook"}
_NEVER_HTML = frozenset({"docx", "pptx", "xlsx", "opendocument", "epub", "pdf", "rtf", ""})
"""Formats in which a file that begins as a web page is one; text formats and messages may begin so."""


def true_format(raw: bytes, format: str) -> str:
    """The kind of content by its first bytes and parts, or ``format`` where they do not tell or agree with it."""
    found = _by_content(raw)
    if found is None or found == _AGREES.get(format) or (found == "html" and format not in _NEVER_HTML):
        return format
    return found


_LARGEST_POINTER = 1024
_LFS = pattern(rb"version https?://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/")
_ANNEX = pattern(rb"[^\r\n]{0,400}[/\\]annex[/\\]objects[/\\][^\r\n]{1,500}\s*\Z")


def refuse_pointer(raw: bytes) -> None:
    """Raise UnreadableDocument for a few lines of Git LFS or git-annex that stand in place of a file kept elsewhere."""
    if len(raw) > _LARGEST_POINTER:
        return
    head = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\noid " in head and _LFS.match(head):
        raise UnreadableDocument(
            "Git LFS keeps the document elsewhere; here stands only a pointer to it",
            "Fetch the document with `git lfs pull` and check again.",
        )
    if b"annex" in head and _ANNEX.match(head):
        raise UnreadableDocument(
            "git-annex keeps the document elsewhere; here stands only a pointer to it",
            "Fetch the document with `git annex get` and check again.",
        )


def not_read(kind: str) -> UnreadableDocument:
    """The error for content of a kind that no reader answers to."""
    if kind == "protected":
        return UnreadableDocument("the file is protected with a password", HINTS[kind])
    return UnreadableDocument(f"the file is really {NAMES[kind]}, which langcheck cannot read yet", HINTS[kind])


def _by_content(raw: bytes) -> str | None:
    if raw.startswith(_OLE_HEADER):
        return _ole(raw)
    if raw.startswith(b"PK\x03\x04"):
        return _package(raw)
    head = raw[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return None


def _ole(raw: bytes) -> str | None:
    """The kind of an old Office file by the names of the streams in it."""
    for name, kind in _OLE_STREAMS.items():
        encoded = name.encode("utf-16-le")
        if encoded in raw:
            return kind
    return None


def _package(raw: bytes) -> str | None:
    """The kind of a zip package by its declared type, or by the parts that its directory lists."""
    if raw[_MIME_TYPE_AT] == b"mimetype":
        declared = raw[_MIME_TYPE_AT.stop : _MIME_TYPE_AT.stop + _LONGEST_MIME_TYPE]
        if b"application/epub+zip" in declared:
            return "epub"
        if b"application/vnd.oasis.opendocument." in declared:
            return "opendocument"
    end = raw.rfind(_END_OF_DIRECTORY)
    if end < 0 or end + 20 > len(raw):
        return None
    (start,) = struct.unpack_from("<I", raw, end + 16)
    directory = raw[min(start, end) : end]
    for part, kind in _PARTS.items():
        if part in directory:
            return kind
    return None
