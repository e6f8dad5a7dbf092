"""Files to documents: the only code that knows file formats.

A format is one module with a function ``read(raw, *, encoding, skim, choice)`` and one line in each table below.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath

from langcheck.errors import NothingToCheck, UnreadableDocument
from langcheck.lazily import pattern
from langcheck.limits import DEFAULTS, MEGABYTE, Limits, beyond
from langcheck.model import Anchor, Block, Document, Failure, Role
from langcheck.readers.content import NAMES, not_read, refuse_pointer, true_format
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    Passage,
    Reading,
    cut_long,
    has_letters,
    is_blank,
    quoted,
    region_before,
    relocate,
)

READERS = {
    "text": "langcheck.readers.text",
    "markdown": "langcheck.readers.markdown",
    "html": "langcheck.readers.html",
    "docx": "langcheck.readers.docx",
    "pptx": "langcheck.readers.pptx",
    "xlsx": "langcheck.readers.xlsx",
    "opendocument": "langcheck.readers.opendocument",
    "rtf": "langcheck.readers.rtf",
    "csv": "langcheck.readers.csv",
    "rst": "langcheck.readers.rst",
    "asciidoc": "langcheck.readers.asciidoc",
    "latex": "langcheck.readers.latex",
    "epub": "langcheck.readers.epub",
    "subtitles": "langcheck.readers.subtitles",
    "email": "langcheck.readers.mail",
    "notebook": "langcheck.readers.notebook",
    "json": "langcheck.readers.json",
    "yaml": "langcheck.readers.yaml",
    "xml": "langcheck.readers.xml",
    "pdf": "langcheck.readers.pdf",
}
"""Format to the module that reads it; a module is imported when its format first comes up."""

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".potx": "pptx",
    ".potm": "pptx",
    ".ppsx": "pptx",
    ".ppsm": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".xltm": "xlsx",
    ".odt": "opendocument",
    ".ott": "opendocument",
    ".fodt": "opendocument",
    ".odp": "opendocument",
    ".otp": "opendocument",
    ".fodp": "opendocument",
    ".ods": "opendocument",
    ".ots": "opendocument",
    ".fods": "opendocument",
    ".odg": "opendocument",
    ".otg": "opendocument",
    ".fodg": "opendocument",
    ".rtf": "rtf",
    ".csv": "csv",
    ".tsv": "csv",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".tex": "latex",
    ".epub": "epub",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".sbv": "subtitles",
    ".eml": "email",
    ".ipynb": "notebook",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xml": "xml",
    ".pdf": "pdf",
}
"""File name ending, in lower case, to format."""

TEXT_FORMATS = (
    "text",
    "markdown",
    "html",
    "csv",
    "rst",
    "asciidoc",
    "latex",
    "subtitles",
    "json",
    "yaml",
    "xml",
)
"""Formats that a string can be in, with places that lead back into it; all others are packages, or parts with encodings."""

NEEDS_FIELDS = frozenset({"json", "yaml", "xml"})
"""Formats of which nothing is read unless fields are chosen; without a choice folders pass their files over."""

UNREAD_DOCUMENTS = {
    ".doc": "Open it in Word or LibreOffice, save it as .docx and check that file.",
    ".dot": "Open it in Word or LibreOffice, save it as .docx and check that file.",
    ".ppt": "Open it in PowerPoint or LibreOffice, save it as .pptx and check that file.",
    ".pps": "Open it in PowerPoint or LibreOffice, save it as .pptx and check that file.",
    ".xls": "Open it in Excel or LibreOffice, save it as .xlsx and check that file.",
    ".xlsb": "Open it in Excel or LibreOffice, save it as .xlsx and check that file.",
    ".pages": "Export it as .docx and check that file.",
    ".msg": "Copy the text to a .txt file and check that file.",
    ".wpd": "Save it as .docx and check that file.",
}
"""Documents that people keep words in and that langcheck cannot read yet: never passed over in silence."""


def format_of(path: PurePath) -> str | None:
    """The format that a file's name announces, or None."""
    return SUFFIXES.get(path.suffix.lower())


def read_document(
    path: Path,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Document:
    """Read a file.

    ``skim`` is asked about the decoded source of a plain text file; when it answers False the document comes back
    without blocks, because there is nothing in it to look at.

    Raises UnreadableDocument with a hint when the file cannot be read or its format is not known.
    """
    return read_named(read_raw(path, limits=choice.limits), path, encoding=encoding, skim=skim, choice=choice)


def read_named(
    raw: bytes,
    path: Path,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Document:
    """Read the bytes of a file whose name says what they are; as ``read_document`` in all else."""
    kind = format_of(path)
    if kind is None:
        kind = ""
        if path.suffix.lower() not in UNREAD_DOCUMENTS or true_format(raw, kind) not in READERS:
            raise unknown_format(path)
    return read_bytes(raw, name=str(path), format=kind, encoding=encoding, skim=skim, choice=choice)


def read_bytes(
    raw: bytes,
    *,
    name: str,
    format: str,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Document:
    """Read a document that is already in memory; ``name`` is what reports call it."""
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NothingToCheck("the file is empty", _WAS_IT_SAVED)
    refuse_pointer(raw)
    really = true_format(raw, format)
    notes = [] if really == format else [f"the file is really {NAMES[really]}, and was read as such"]
    if really not in READERS:
        raise not_read(really)
    module = import_module(READERS[really])
    reading: Reading = module.read(raw, encoding=encoding, skim=skim, choice=choice.started())
    return _document(reading, name, really, notes, choice)


def read_text(
    text: str, *, name: str, format: str, skim: Callable[[str], bool] | None = None, choice: Choice = EVERYTHING
) -> Document:
    """Read a string; all places are those of its characters, a byte order mark and every line end counted.

    ``format`` is one of TEXT_FORMATS, and what the text looks like is not asked. Half a surrogate pair is read as U+FFFD. Raises
    UnreadableDocument where a limit is reached; a character counts as a byte.
    """
    source = _SURROGATES.sub("\ufffd", text)
    if len(source) > choice.limits.text_megabytes * MEGABYTE:
        raise beyond(choice.limits, "text_megabytes", "the text is larger than", "MB")
    mark = len(_MARK) if source.startswith(_MARK) else 0
    module = import_module(READERS[format])
    reading: Reading = module.read(b"", encoding=None, skim=skim, choice=replace(choice.started(), given=source[mark:]))
    if mark:
        reading.source, passage = source, Passage(source[mark:], (Anchor(0, mark),))
        reading.blocks = [relocate(block, passage) for block in reading.blocks]
        reading.comments = [
            replace(comment, region=region_before(passage, comment.region)) for comment in reading.comments
        ]
    return _document(reading, name, format, [], choice)


_SURROGATES = pattern("[\ud800-\udfff]")
_MARK = "\ufeff"


def _document(reading: Reading, name: str, format: str, notes: list[str], choice: Choice) -> Document:
    """What a reader handed back as a document; ``notes`` are those that come before its own."""
    notes = [*notes, *reading.notes]
    unread, told = _unread(reading, choice)
    notes += told
    unread += _pictures_only(reading)
    _note_included(reading, Path(name).parent, notes, unread)
    if (left_out := reading.left_out.note()) is not None:
        notes.append(left_out)
    return Document(
        path=name,
        format=format,
        blocks=tuple(_undivided([piece for block in reading.blocks for piece in cut_long(block)], choice)),
        source=reading.source,
        encoding=reading.encoding,
        notes=tuple(notes),
        unread=tuple(Failure(f"{name}: {part}", problem, hint) for part, problem, hint in unread),
        comments=tuple(reading.comments),
    )


def _pictures_only(reading: Reading) -> list[tuple[str, str, str]]:
    """What to say of a file in which nothing but the names of pictures could be read."""
    if not reading.blocks or reading.unchecked or any(block.role is not Role.FILE_NAME for block in reading.blocks):
        return []
    return [
        ("pictures", "it shows pictures only, whose words cannot be read", "Check the text that they were made from.")
    ]


def _note_included(reading: Reading, folder: Path, notes: list[str], unread: list[tuple[str, str, str]]) -> None:
    """Tell of the files whose text is put in: those that stand in their places can be checked, others were not."""
    for included in dict.fromkeys(reading.included):
        path = PurePath(included)
        if path.is_absolute() or ".." in path.parts or not (folder / path).is_file():
            problem = "its text is put in from another file, which does not stand beside this one"
            unread.append((quoted(included), problem, "Find that file and check it, too."))
        else:
            notes.append(f"{quoted(included)} is put in from a file of its own; check that file, too")


def _unread(reading: Reading, choice: Choice) -> tuple[list[tuple[str, str, str]], list[str]]:
    """What is named as not checked, and what the settings ask to be told in notes."""
    if not reading.unread:
        return list(reading.unchecked), []
    from langcheck.readers.noticed import notes_of_unread, of_unread

    return [*reading.unchecked, *of_unread(reading, choice)], list(notes_of_unread(reading, choice))


_MAY_DIVIDE = pattern("[-\u2010\u2011] ")


def _undivided(blocks: list[Block], choice: Choice) -> list[Block]:
    if choice.is_word is None:
        return blocks
    may_be = [_MAY_DIVIDE.search(block.text) is not None for block in blocks]
    if not any(may_be):
        return blocks
    from langcheck.readers.divided import undivided

    return [undivided(block, choice) if divided else block for block, divided in zip(blocks, may_be, strict=True)]


def refuse_nothing_read(document: Document) -> Document:
    """The document, with a failure where only the names of its pictures were read.

    Raises UnreadableDocument where no word was read: such a file may not pass for one with nothing to change.
    """
    if document.unread or document.comments:
        return document
    if document.blocks and all(block.role is Role.FILE_NAME for block in document.blocks):
        return replace(document, unread=(Failure(document.path, _NO_WORDS, _ELSEWHERE),))
    if is_code_alone(document):
        raise NothingToCheck("there is nothing but code in the file", _ELSEWHERE)
    if any(has_letters(block.text) for block in document.blocks):
        return document
    if document.source is not None and is_blank(document.source):
        raise NothingToCheck("the file is empty", _WAS_IT_SAVED)
    if document.blocks or (document.source is not None and not has_letters(document.source)):
        told = "; ".join((_NO_LETTERS, *document.notes))
        raise UnreadableDocument(told, _ELSEWHERE) if document.notes else NothingToCheck(told, _MADE_FROM)
    if document.format in NEEDS_FIELDS:
        problem = next(reversed(document.notes), "the chosen fields hold no words")
        raise NothingToCheck(problem, "Name the fields that hold prose as the file has them: --field narrative")
    raise UnreadableDocument(_NO_WORDS, _ELSEWHERE)


def is_code_alone(document: Document) -> bool:
    """Whether all that was read of a document is code, in which no word is looked for."""
    return bool(document.blocks) and all(block.role is Role.CODE for block in document.blocks)


_WAS_IT_SAVED = "There is nothing in it to check; was it saved?"
_MADE_FROM = "If it should hold words, check what it was made from."
_NO_LETTERS = "the file holds no words, only figures and signs"
_NO_WORDS = "the file holds no text that langcheck reads"
_ELSEWHERE = (
    "Its words may stand in pictures, in code, or where another file or a script puts them: check what it was made from. "
    "docs/formats.md says what is read of each format."
)


def unknown_format(path: PurePath) -> UnreadableDocument:
    """The error for a file whose ending no reader answers to."""
    suffix = path.suffix.lower()
    if suffix in UNREAD_DOCUMENTS:
        return UnreadableDocument(f"langcheck cannot read {suffix} files yet", UNREAD_DOCUMENTS[suffix])
    known = ", ".join(SUFFIXES)
    what = (
        f"langcheck does not know {quoted(suffix)} files"
        if suffix
        else "the file's name has no ending that says what it is"
    )
    return UnreadableDocument(what, f"It reads {known}. Save or rename the file as one of these.")


def read_raw(path: Path, *, limits: Limits = DEFAULTS) -> bytes:
    """The bytes of a file that is not too large; raises UnreadableDocument with a hint."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise UnreadableDocument("there is no such file", "Check the name and the folder.") from error
    except OSError as error:
        raise _os_error(error) from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableDocument("this is not a regular file", "Name a document or a folder of documents.")
    if status.st_size > limits.file_megabytes * MEGABYTE:
        raise beyond(limits, "file_megabytes", "the file is larger than", "MB")
    try:
        return path.read_bytes()
    except OSError as error:
        raise _os_error(error) from error


def _os_error(error: OSError) -> UnreadableDocument:
    reasons = {
        "PermissionError": (
            "you have no permission to read the file",
            "Ask for access, or copy it to a folder of yours.",
        ),
        "IsADirectoryError": ("this is a folder", "Name it without the trailing part, or name the files in it."),
    }
    problem, hint = reasons.get(
        type(error).__name__,
        (f"the file could not be opened ({error.strerror or error})", "Close it in other programs and try again."),
    )
    return UnreadableDocument(problem, hint)


__all__ = [
    "EVERYTHING",
    "NEEDS_FIELDS",
    "READERS",
    "SUFFIXES",
    "TEXT_FORMATS",
    "UNREAD_DOCUMENTS",
    "Block",
    "Choice",
    "format_of",
    "is_code_alone",
    "read_bytes",
    "read_document",
    "read_named",
    "read_raw",
    "read_text",
    "refuse_nothing_read",
    "unknown_format",
]
