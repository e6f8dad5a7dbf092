"""Edits of decoded text to edits of the bytes it was decoded from; all other bytes stay as they are."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

from langcheck.editors.edits import Edit

_WIDE = {
    "utf16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"", "utf-16-le")),
    "utf32": ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (b"", "utf-32-le")),
    "utf8sig": ((codecs.BOM_UTF8, "utf-8"), (b"", "utf-8")),
}
"""Encodings whose name does not say the byte order, or whether there is a byte order mark: what it may be."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How a text stands in its file: the byte order mark, if there is one, and the encoding of the rest."""

    mark: bytes
    name: str

    def encode(self, text: str) -> bytes:
        return text.encode(self.name)

    def unwritable(self, text: str) -> str:
        """The first character of a text that the encoding has no way to write, or nothing."""
        try:
            text.encode(self.name)
        except UnicodeEncodeError as error:
            return text[error.start]
        return ""


def codec_of(raw: bytes, source: str, encoding: str) -> Codec | None:
    """The codec that turns a decoded text back into exactly the bytes it came from; None where there is none."""
    folded = encoding.lower().replace("-", "").replace("_", "")
    for mark, name in _WIDE.get(folded, ((b"", encoding),)):
        try:
            if mark + source.encode(name) == raw:
                return Codec(mark, name)
        except UnicodeEncodeError:
            continue
    return None


def splice(raw: bytes, source: str, edits: Sequence[Edit], codec: Codec) -> bytes:
    """The bytes with all edits made; whatever stands between the edits is copied."""
    pieces: list[bytes] = []
    byte = len(codec.mark)
    copied = character = 0
    for edit in edits:
        byte += len(codec.encode(source[character : edit.source.start]))
        pieces += [raw[copied:byte], codec.encode(edit.written)]
        byte += len(codec.encode(source[edit.source.start : edit.source.end]))
        copied, character = byte, edit.source.end
    return b"".join([*pieces, raw[copied:]])
