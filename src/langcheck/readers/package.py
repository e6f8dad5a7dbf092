"""Zip packages (Word, PowerPoint, Excel, OpenDocument, EPUB): bytes in, parts and their XML out, all within limits.

Nothing is unpacked to disk and nothing outside the package is ever opened. A package that is damaged, protected or
far larger inside than a document can be is an UnreadableDocument that says so.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from lxml import etree

from langcheck.errors import UnreadableDocument
from langcheck.limits import DISTRUST, MEGABYTE, beyond, beyond_fixed
from langcheck.readers.reading import EVERYTHING, Choice, quoted

MAX_ENTRIES = 20_000
"""The largest number of parts that a package may hold."""

FREE_BYTES = 4 * 1024 * 1024
"""Parts up to this size, in bytes, are unpacked whatever their ratio: empty tables pack very well."""

MAX_MARKUP = 5_000_000
"""How many marks ("<" and "=") a part may hold that is kept in memory as a tree, at about 100 bytes each."""

_PARSER_LIMITS = {
    "Excessive depth": (256, "is nested deeper than", "elements"),
    "XML_PARSE_HUGE": (10_000_000, "holds a text or name of more than", "characters"),
}
"""What the XML library says of a file beyond its own limits, and what these are."""

_FROM_WHERE = "That is far beyond a text document; do not open it if you do not know where it comes from."
_ENTRY_MARK = b"PK\x01\x02"
_LOCAL_HEADER = 30
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CLIMBS = re.compile(r"(?:\A|/)\.\.(?:/|\Z)|\A/|\A[A-Za-z]:|\x00")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([a-zA-Z]{1,32})/([a-zA-Z]{1,32})(/[a-zA-Z/]{1,64})?")
_STRICT_FOLDERS = {b"wordprocessingml", b"spreadsheetml", b"presentationml", b"drawingml", b"officeDocument"}
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_LONGEST_MARK = 2 * len("<!DOCTYPE")
_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part that another refers to; ``kind`` is the last word of the relationship's type."""

    id: str
    kind: str
    target: str


class Package:
    """An open package: what it holds by name, and how much of it has been unpacked so far.

    Names are looked up as they are written and then without regard to case, as Office does. Names that climb out of
    the package are left out of ``names``.
    """

    def __init__(self, archive: zipfile.ZipFile, *, what: str, program: str, choice: Choice) -> None:
        self.what = what
        self.choice = choice
        self._program = program
        self._archive = archive
        self._entries = self._list()
        self._folded = {name.lower(): name for name in self._entries}
        self._unpacked = 0
        self._relationships: dict[str, list[Relationship]] = {}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries or name.lower() in self._folded

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises UnreadableDocument when it is missing, damaged, protected or too large."""
        self.choice.check_clock()
        entry = self._entry(name)
        try:
            with self._archive.open(entry) as part:
                data = part.read(entry.file_size + 1)
        except _UNPACKING as error:
            raise self.damaged(f"{quoted(name)} cannot be unpacked") from error
        self._account(name, len(data))
        return data

    def open(self, name: str) -> PartStream:
        """A part to be read piece by piece, for parts too large to keep; its reads raise what ``read`` would."""
        entry = self._entry(name)
        self._account(name, entry.file_size)
        try:
            return PartStream(self._archive.open(entry), name, self)
        except _UNPACKING as error:
            raise self.damaged(f"{quoted(name)} cannot be unpacked") from error

    def parse(self, name: str, *, document_type: bool = False) -> etree._Element:
        """The XML of a part; ``document_type`` says that this kind of part may name one (it is never loaded)."""
        data = self.read(name)
        self._refuse_markup(data, name, document_type=document_type)
        try:
            root = etree.fromstring(usual_namespaces(data), xml_parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.not_well_formed(name, error) from error
        found = root.getroottree().docinfo.internalDTD
        if found is not None and not document_type:
            raise self._document_type(name)
        return root

    def relationships(self, part: str) -> list[Relationship]:
        """The parts that a part refers to, in the file's order; the empty name asks for the package's own."""
        if part not in self._relationships:
            self._relationships[part] = self._related(part)
        return self._relationships[part]

    def _related(self, part: str) -> list[Relationship]:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", base + ".rels")
        if name not in self:
            return []
        found = []
        for relation in self.parse(name).iter(_REL + "Relationship"):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found.append(Relationship(relation.get("Id", ""), kind, self._folded.get(path.lower(), path)))
        return found

    def damaged(self, how: str) -> UnreadableDocument:
        """The error for a package that cannot be read as what it should be."""
        return UnreadableDocument(
            f"the {self.what} is damaged: {how}",
            f"Open it in {self._program}, let {self._program} repair it, save it and check again.",
        )

    def not_well_formed(self, name: str, error: Exception) -> UnreadableDocument:
        """The error for a part whose XML cannot be read, or is beyond what the XML library reads."""
        return _beyond_parser(quoted(name), error) or self.damaged(f"{quoted(name)} is not well-formed")

    def refuse_document_type(self, data: bytes, name: str, *, mark: str = "<!DOCTYPE") -> None:
        """Raise UnreadableDocument when the XML of a part declares what documents of its kind never do."""
        if any(mark.encode(encoding) in data for encoding in _ENCODINGS):
            raise self._document_type(name)

    def main_part(self, usual: str) -> str | None:
        """The part that the package declares its document to be, or the ``usual`` one; None when it has neither."""
        declared = next((found.target for found in self.relationships("") if found.kind == "officeDocument"), "")
        return next((name for name in (declared, usual) if name in self), None)

    # --- limits ---

    def _list(self) -> dict[str, zipfile.ZipInfo]:
        entries: dict[str, zipfile.ZipInfo] = {}
        end = 0
        for entry in sorted(self._archive.infolist(), key=lambda entry: entry.header_offset):
            if entry.header_offset < end:
                raise self.damaged("its parts lie on top of each other")
            end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
            if end > self._archive.start_dir:
                raise self.damaged("a part reaches beyond its end")
            name = entry.filename.replace("\\", "/")
            if _CLIMBS.search(name) or name.endswith("/"):
                continue
            other = entries.get(name)
            if other is not None and (other.CRC, other.file_size) != (entry.CRC, entry.file_size):
                raise self.damaged(f"it holds two different parts called {quoted(name)}")
            entries[name] = entry
        return entries

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = self._entries.get(name) or self._entries.get(self._folded.get(name.lower(), ""))
        if entry is None:
            raise self.damaged(f"{quoted(name)} is missing")
        if entry.flag_bits & 1:
            raise UnreadableDocument("the file is protected with a password", "Remove the password and check again.")
        if entry.compress_type not in _METHODS:
            raise self.damaged(f"{quoted(name)} is packed in a way that documents do not use")
        limits, problem = self.choice.limits, f"{quoted(name)} unpacks to more than"
        if entry.file_size > limits.part_megabytes * MEGABYTE:
            raise beyond(limits, "part_megabytes", problem, "MB", hint=DISTRUST)
        if entry.file_size > max(FREE_BYTES, entry.compress_size * limits.compression_ratio):
            raise beyond(limits, "compression_ratio", problem, "times its size", hint=DISTRUST)
        return entry

    def _account(self, name: str, size: int) -> None:
        self._unpacked += size
        limits = self.choice.limits
        if self._unpacked > limits.unpacked_megabytes * MEGABYTE:
            raise beyond(limits, "unpacked_megabytes", "its parts unpack to more than", "MB", hint=DISTRUST)

    def _refuse_markup(self, data: bytes, name: str, *, document_type: bool) -> None:
        if data.count(b"<") + data.count(b"=") > MAX_MARKUP:
            raise _too_much_markup(quoted(name))
        self.refuse_document_type(data, name, mark="<!ENTITY" if document_type else "<!DOCTYPE")

    def _document_type(self, name: str) -> UnreadableDocument:
        return self.damaged(f"{quoted(name)} holds a document type, which {self.what}s never do")


_UNPACKING = (
    zipfile.BadZipFile,
    zipfile.zlib.error,  # type: ignore[attr-defined]
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)
"""What zipfile raises for a part that is cut off, altered or packed in another way."""


class PartStream:
    """A part that is read piece by piece, with zipfile's errors in our words."""

    def __init__(self, stream: IO[bytes], name: str, package: Package) -> None:
        self._stream = stream
        self._name = name
        self._package = package

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except _UNPACKING as error:
            raise self._package.damaged(f"{quoted(self._name)} cannot be unpacked") from error


def open_package(
    raw: bytes,
    *,
    what: str = "document",
    program: str = "the program that made it",
    ending: str = "zip",
    choice: Choice = EVERYTHING,
) -> Package:
    """Open a zip package; ``what`` ("Word file"), ``program`` ("Word") and ``ending`` (".docx") stand in the errors.

    Raises UnreadableDocument when it is not a zip file, is damaged or holds too many parts.
    """
    if raw.startswith(_OLE_HEADER):
        raise UnreadableDocument(
            f"the file is protected with a password, or is an old Office file under the name of a {ending} file",
            f"Open it in {program}, remove the password or save it as {ending}, and check that file.",
        )
    if raw.count(_ENTRY_MARK) > MAX_ENTRIES:
        raise beyond_fixed(MAX_ENTRIES, "the file holds more than", "parts", hint=_FROM_WHERE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableDocument(
            f"the {what} is damaged: it is not a whole {ending} package",
            f"Open it in {program}, let {program} repair it, save it and check again.",
        ) from error
    return Package(archive, what=what, program=program, choice=choice)


def parse_xml(raw: bytes, *, what: str, program: str, choice: Choice = EVERYTHING) -> etree._Element:
    """The XML of a file that is no package, under the limits for the parts of one."""
    hint = f"Open it in {program}, let {program} repair it, save it and check again."
    if len(raw) > choice.limits.part_megabytes * MEGABYTE:
        raise beyond(choice.limits, "part_megabytes", "the file is larger than", "MB")
    if raw.count(b"<") + raw.count(b"=") > MAX_MARKUP:
        raise _too_much_markup("the file")
    if any("<!DOCTYPE".encode(encoding) in raw for encoding in _ENCODINGS):
        raise UnreadableDocument(f"the {what} holds a document type, which {what}s never do", hint)
    try:
        root = etree.fromstring(raw, xml_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        damaged = UnreadableDocument(f"the {what} is damaged: it is not well-formed", hint)
        raise (_beyond_parser("the file", error) or damaged) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(f"the {what} holds a document type, which {what}s never do", hint)
    return root


def unknown_kinds(package: Package, parts: Iterable[str], known: Container[str]) -> list[str]:
    """A note on parts that parts refer to and that are of kinds nobody here knows; they may hold words."""
    kinds = {found.kind for part in parts for found in package.relationships(part) if found.target in package}
    unknown = sorted(kind for kind in kinds if kind not in known)
    if not unknown:
        return []
    named = ", ".join(f'"{kind[:40]}"' for kind in unknown[:9])
    return [f"parts of kinds that langcheck does not know were not read: {named}"]


def xml_parser() -> etree.XMLParser:
    """A parser that loads nothing, expands no entities, and refuses XML nested deeper than 256."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def usual_namespaces(data: bytes) -> bytes:
    """XML of a "strict" Office file with the namespaces of the usual kind."""
    if b"http://purl.oclc.org/ooxml/" not in data:
        return data
    return _STRICT.sub(_usual, data)


def _usual(found: re.Match[bytes]) -> bytes:
    folder, name, rest = found.groups()
    if folder not in _STRICT_FOLDERS:
        return found.group()
    return b"http://schemas.openxmlformats.org/" + folder + b"/2006/" + name + (rest or b"")


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Text with the characters that Office writes by their number ("_x000D_" is a line's end)."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    number = int(found.group(1), 16)
    if number < 0x20:
        return "\n" if number in (0x0A, 0x0B, 0x0C, 0x0D) else " "
    return chr(number) if not 0xD800 <= number < 0xE000 else ""


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The elements right below an element, without comments and unresolved entities."""
    return element.iterchildren(tag=etree.Element)


def _beyond_parser(name: str, error: Exception) -> UnreadableDocument | None:
    for said, (limit, problem, unit) in _PARSER_LIMITS.items():
        if said in str(error):
            return beyond_fixed(limit, f"{name} {problem}", unit, hint=_FROM_WHERE)
    return None


def _too_much_markup(name: str) -> UnreadableDocument:
    return beyond_fixed(MAX_MARKUP, f"{name} holds more than", "pieces of markup", hint=_FROM_WHERE)


def pieces(
    package: Package, name: str, *, ends: tuple[str, ...], starts: tuple[str, ...] = ()
) -> Iterator[tuple[str, etree._Element]]:
    """The elements of a part one after another as ("start" or "end", element); what was handed out is let go.

    Raises UnreadableDocument as ``Package.parse`` does, but while reading.
    """
    stream = _Stream(package, name)
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in events:
            wanted = ends if event == "end" else starts
            if element.tag in wanted:
                yield event, element
                if event == "end":
                    _let_go(element)
                    stream.marks = 0
    except etree.XMLSyntaxError as error:
        raise package.not_well_formed(name, error) from error


def _let_go(element: etree._Element) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


class _Stream:
    """A part's XML with the usual namespaces; refuses document types and more markup at once than fits in memory."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._part = package.open(name)
        self._end = b""
        self.marks = 0

    def read(self, size: int = -1) -> bytes:
        self._package.choice.check_clock()
        data = self._part.read(size)
        self._package.refuse_document_type(self._end + data, self._name)
        self._end = data[-_LONGEST_MARK:]
        self.marks += data.count(b"<") + data.count(b"=")
        if self.marks > MAX_MARKUP:
            raise _too_much_markup(quoted(self._name))
        return usual_namespaces(data)
