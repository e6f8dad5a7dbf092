"""Zip packages (Word, slides, books): opened with limits, parts read by name, XML parsed without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from langcheck.errors import UnreadableDocument

MAX_PART_BYTES = 128 * 1024 * 1024
"""The largest part that is unpacked, in bytes."""
MAX_TOTAL_BYTES = 512 * 1024 * 1024
"""How much is unpacked from one package, in bytes."""
MAX_ENTRIES = 20_000
"""How many parts a package may have."""
MAX_RATIO = 500
"""How many times larger than packed a part of more than RATIO_FROM bytes may be."""
RATIO_FROM = 4 * 1024 * 1024

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass
class Package:
    """An open package; ``unpacked`` counts what was read from it."""

    archive: zipfile.ZipFile
    names: tuple[str, ...]
    unpacked: int = field(default=0)

    def read(self, name: str) -> bytes:
        """A part's bytes; raises UnreadableDocument when it is missing, damaged, encrypted or too large."""
        try:
            claimed = self.archive.getinfo(name)
            with self.archive.open(claimed) as part:
                data = part.read(MAX_PART_BYTES + 1)
        except KeyError as error:
            raise damaged(f"{name} is missing") from error
        except RuntimeError as error:
            raise UnreadableDocument(
                "the file is protected with a password", "Remove the password and check again."
            ) from error
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
            raise damaged(f"{name} cannot be unpacked") from error
        self.unpacked += len(data)
        if len(data) > MAX_PART_BYTES or self.unpacked > MAX_TOTAL_BYTES:
            raise _too_large(f"{name} unpacks to more than {MAX_PART_BYTES // 1024 // 1024} MB")
        if len(data) > RATIO_FROM and len(data) > MAX_RATIO * max(claimed.compress_size, 1):
            raise _too_large(f"{name} unpacks to more than {MAX_RATIO} times its size")
        return data

    def parse(self, name: str) -> etree._Element:
        """A part's root element; entities are not resolved and nothing is fetched."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise damaged(f"{name} is not well-formed") from error

    def relationships(self, part: str) -> list[tuple[str, str]]:
        """The parts that a part refers to, as (kind, name); kind is the last word of the relationship's type."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", base + ".rels")
        if name not in self.names:
            return []
        found = []
        for relation in self.parse(name).iter(_REL + "Relationship"):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                found.append((relation.get("Type", "").rsplit("/", 1)[-1], path))
        return found


def open_package(raw: bytes) -> Package:
    """Open a package; raises UnreadableDocument when it is not one, or names parts outside itself."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        names = tuple(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged("it is not a whole package") from error
    if len(names) > MAX_ENTRIES:
        raise _too_large(f"it has more than {MAX_ENTRIES} parts")
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        raise damaged("it names parts outside itself")
    return Package(archive, names)


def damaged(what: str) -> UnreadableDocument:
    """The error for a package that is not whole."""
    return UnreadableDocument(f"the file is damaged: {what}", "Write it again with the program that made it.")


def _too_large(what: str) -> UnreadableDocument:
    return UnreadableDocument(
        what, "That is far beyond a text document; do not open it if you do not know where it comes from."
    )
