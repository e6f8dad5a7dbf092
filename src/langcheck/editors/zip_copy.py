"""A zip package and its changed parts to a new package in which every other part is the same byte for byte.

zipfile would pack each part anew; here the packed bytes are copied with their headers, so names, order, dates,
permissions and methods stay as they were.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from langcheck.errors import UnreadableDocument

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_ZIP64_EXTRA = 1
_LARGEST = 0xFFFFFFFF
_MOST_PARTS = 0xFFFF


@dataclass(frozen=True, slots=True)
class _Part:
    """A part as it will stand in the new package: its local header with the packed bytes, and its list entry."""

    entry: zipfile.ZipInfo
    local: bytes
    crc: int
    packed: int
    size: int
    flags: int
    method: int
    extra: bytes


def copy_with(raw: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts in place of the old ones; parts of new names come last.

    Raises UnreadableDocument where the package cannot be copied part by part: it is damaged, or beyond 4 GB.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries, comment, end = archive.infolist(), archive.comment, archive.start_dir
    if not entries:
        raise _damaged()
    names = [_part_name(entry) for entry in entries]
    if any(names.count(name) > 1 for name in changed):
        raise _damaged()
    segments = _segments(raw, entries, end)
    parts = [
        _packed(entry, changed[name]) if name in changed else _copied(entry, segments[entry.header_offset])
        for name, entry in zip(names, entries, strict=True)
    ]
    parts += [_packed(_new_entry(name, entries[0]), data) for name, data in changed.items() if name not in names]
    return _joined(raw[: min(entry.header_offset for entry in entries)], parts, comment)


def _segments(raw: bytes, entries: Sequence[zipfile.ZipInfo], end: int) -> dict[int, bytes]:
    """The bytes of each part from its local header to the next one, by the offset of the header."""
    offsets = sorted({entry.header_offset for entry in entries})
    if len(offsets) != len(entries) or offsets[-1] >= end:
        raise _damaged()
    return {start: raw[start:stop] for start, stop in pairwise([*offsets, end])}


def _copied(entry: zipfile.ZipInfo, segment: bytes) -> _Part:
    extra = _without_zip64(entry.extra)
    return _Part(
        entry, segment, entry.CRC, entry.compress_size, entry.file_size, entry.flag_bits, entry.compress_type, extra
    )


def _packed(entry: zipfile.ZipInfo, data: bytes) -> _Part:
    """A part packed anew, with the name, date and method it had."""
    stored = entry.compress_type == zipfile.ZIP_STORED
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    packed = data if stored else _deflated(data)
    name = _name(entry)
    flags = entry.flag_bits & _UTF8
    crc = zlib.crc32(data)
    header = _LOCAL.pack(
        b"PK\x03\x04", 20, flags, method, *_dos(entry.date_time), crc, len(packed), len(data), len(name), 0
    )
    return _Part(entry, header + name + packed, crc, len(packed), len(data), flags, method, b"")


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _new_entry(name: str, like: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, like.date_time)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = like.create_system, like.external_attr
    entry.flag_bits = 0 if name.isascii() else _UTF8
    return entry


def _joined(prefix: bytes, parts: Sequence[_Part], comment: bytes) -> bytes:
    stream = io.BytesIO()
    stream.write(prefix)
    offsets = []
    for part in parts:
        offsets.append(stream.tell())
        stream.write(part.local)
    start = stream.tell()
    if start > _LARGEST or len(parts) > _MOST_PARTS or any(part.size > _LARGEST for part in parts):
        raise _damaged()
    for part, offset in zip(parts, offsets, strict=True):
        stream.write(_listed(part, offset))
    size = stream.tell() - start
    stream.write(_END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), size, start, len(comment)))
    stream.write(comment)
    return stream.getvalue()


def _listed(part: _Part, offset: int) -> bytes:
    """The part's entry in the list at the end of the package."""
    entry, name = part.entry, _name(part.entry)
    fixed = _CENTRAL.pack(
        b"PK\x01\x02",
        entry.create_version,
        entry.create_system,
        entry.extract_version,
        entry.reserved,
        part.flags,
        part.method,
        *_dos(entry.date_time),
        part.crc,
        part.packed,
        part.size,
        len(name),
        len(part.extra),
        len(entry.comment),
        0,
        entry.internal_attr,
        entry.external_attr,
        offset,
    )
    return fixed + name + part.extra + entry.comment


def _part_name(entry: zipfile.ZipInfo) -> str:
    """The name as readers know it; some programs write backslashes."""
    return entry.filename.replace("\\", "/")


def _name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")


def _dos(date: tuple[int, int, int, int, int, int]) -> tuple[int, int]:
    """Time and date as zip files hold them."""
    year, month, day, hour, minute, second = date
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields without the large sizes, which the fixed fields can hold here."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != _ZIP64_EXTRA:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept + extra[at:]


def _damaged() -> UnreadableDocument:
    return UnreadableDocument(
        "the package cannot be copied part by part", "Open it in the program that made it, save it and try again."
    )
