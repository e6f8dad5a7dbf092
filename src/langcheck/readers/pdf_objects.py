"""The objects of a PDF file, looked up one at a time; what is broken comes back as None, and nothing is walked without a bound."""

from __future__ import annotations

import io
import logging
import re
import time
import zlib
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator
from itertools import islice
from typing import Any

from langcheck.errors import UnreadableDocument
from langcheck.limits import Limits
from langcheck.readers.reading import Choice

LONGEST_TEXT = 20_000
"""How many characters of a text that stands beside the pages are read; no viewer shows more of it."""

DEEPEST_TREE = 60
"""How many parents are asked for what an object has of them."""

MOST_NODES = 200_000
"""How many nodes of a tree are visited."""

_LONGEST_CHAIN = 8
_LONGEST_DRAWING = 500_000
_LANGUAGE = re.compile("\x1b[^\x1b]{0,20}\x1b")
_UNICODE_MARK = b"\xfe\xff"
_EMPTY: dict[str, Any] = {}


class Objects:
    """A PDF file as pypdf opens it, for ``seconds`` at most; afterwards every question raises UnreadableDocument.

    Raises UnreadableDocument when the file is protected or cannot be opened.
    """

    def __init__(self, raw: bytes, limits: Limits, seconds: float) -> None:
        import pypdf
        from pypdf.errors import DependencyError, PyPdfError

        logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
        self._raw = raw
        self._limits = limits
        self._latest = time.monotonic() + seconds
        self.broken = (
            PyPdfError, DependencyError, RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError,
            ArithmeticError, NotImplementedError, OSError, zlib.error,
        )  # fmt: skip
        self._pypdf = pypdf
        self._reader = self._tried(lambda: pypdf.PdfReader(io.BytesIO(raw), strict=False))
        self._places: dict[int, dict[int, int]] = getattr(self._reader, "xref", {})
        self._packed_in: dict[int, tuple[int, int]] = getattr(self._reader, "xref_objStm", {})
        self._streams: dict[int, tuple[bytes, dict[int, tuple[int, int]]]] = {}
        self._known: dict[int, Any] = {}
        is_locked = self._reader is not None and self._tried(lambda: "/Encrypt" in self._reader.trailer)
        self.catalog = _EMPTY if is_locked else self.mapping(self._tried(lambda: self._reader.trailer["/Root"]))
        if not self.catalog:
            raise UnreadableDocument("the PDF is damaged", "Open the file in a PDF program and save it anew.")
        self._pages: list[dict[str, Any]] | None = None
        self._numbers: dict[int, int] = {}

    def _tried(self, ask: Callable[[], Any]) -> Any:
        """What pypdf answers, or None where it cannot."""
        if time.monotonic() > self._latest:
            raise Choice(limits=self._limits).too_slow()
        try:
            return ask()
        except self.broken:
            return None

    # --- values ---

    def of(self, value: Any) -> Any:
        """A value itself, where a reference to it may stand; None for nothing and for what is broken."""
        for _ in range(_LONGEST_CHAIN):
            if not isinstance(value, self._pypdf.generic.IndirectObject):
                return None if isinstance(value, self._pypdf.generic.NullObject) else value
            value = self._looked_up(value)
        return None

    def _looked_up(self, reference: Any) -> Any:
        """What a reference leads to; of a packed stream only the object itself is read, and not its many neighbours."""
        number = reference.idnum
        if number in self._known:
            return self._known[number]
        source = self.source(reference) if number in self._packed_in else b""
        if source:
            found = self._tried(lambda: self._pypdf.generic.read_object(io.BytesIO(source), self._reader))
        else:
            found = self._tried(reference.get_object)
        self._known[number] = found
        return found

    def source(self, reference: Any) -> bytes:
        """An object as the file has it; nothing for one that does not stand where the file says it does."""
        number = getattr(reference, "idnum", 0)
        if number in self._packed_in:
            data, starts = self._unpacked(self._packed_in[number][0])
            start, end = starts.get(number, (0, 0))
            return data[start:end]
        place = next((numbers[number] for numbers in self._places.values() if number in numbers), 0)
        return self._raw[place : self._raw.find(b"endobj", place)] if place else b""

    def _unpacked(self, stream: int) -> tuple[bytes, dict[int, tuple[int, int]]]:
        """A packed stream, and from where to where each object stands in it."""
        if stream not in self._streams:
            self._streams[stream] = b"", {}
            reference = self.numbered(stream)
            data = self.data(reference)
            first = self.number(self.mapping(reference).get("/First")) if data else 0
            heads = data[:first].split()
            try:
                starts = [(first + int(heads[at + 1]), int(heads[at])) for at in range(0, len(heads) - 1, 2)]
            except ValueError:
                starts = []
            starts.sort()
            ends = [start for start, _ in starts[1:]]
            places = {number: (start, end) for (start, number), end in zip(starts, [*ends, len(data)], strict=False)}
            self._streams[stream] = data, places
        return self._streams[stream]

    def get(self, mapping: dict[str, Any], *keys: str) -> Any:
        """What stands under a key of a dictionary, and of the dictionary in it, and so on."""
        value: Any = mapping
        for key in keys:
            value = self.of(value.get(key)) if isinstance(value, dict) else None
        return value

    def mapping(self, value: Any) -> dict[str, Any]:
        """A dictionary or the dictionary of a stream; an empty one for anything else."""
        found = self.of(value)
        return found if isinstance(found, dict) else _EMPTY

    def array(self, value: Any, most: int = MOST_NODES) -> list[Any]:
        """The first values of an array, which may be references; an empty list for anything else."""
        found = self.of(value)
        return list(islice(found, most)) if isinstance(found, list) else []

    def text(self, value: Any) -> str:
        """A text, which may be kept in a stream; an empty one for names, figures and all else."""
        found = self.of(value)
        if isinstance(found, self._pypdf.generic.NameObject):
            return ""
        if isinstance(found, self._pypdf.generic.StreamObject):
            found = self.data(found)[: 2 * LONGEST_TEXT]
        if isinstance(found, bytes):
            wide = found.startswith(_UNICODE_MARK)
            found = found.decode("utf-16", "replace") if wide else found.decode("utf-8", "replace")
        return _LANGUAGE.sub("", found[:LONGEST_TEXT]) if isinstance(found, str) else ""

    def name(self, value: Any) -> str:
        """A name with its stroke, as "/Widget"; an empty text for anything else."""
        found = self.of(value)
        return str(found) if isinstance(found, self._pypdf.generic.NameObject) else ""

    def number(self, value: Any) -> int:
        """A whole number; 0 for anything else."""
        found = self.of(value)
        return int(found) if isinstance(found, int) else 0

    def data(self, value: Any) -> bytes:
        """What a stream holds, unpacked; nothing where it cannot be unpacked."""
        found = self.of(value)
        if not isinstance(found, self._pypdf.generic.StreamObject):
            return b""
        unpacked = self._tried(found.get_data)
        return unpacked if isinstance(unpacked, bytes) else b""

    def key(self, value: Any) -> int:
        """What tells an object from others: its number, or for one without a number its place in memory."""
        return value.idnum if isinstance(value, self._pypdf.generic.IndirectObject) else -id(self.of(value))

    # --- pages ---

    @property
    def pages(self) -> list[dict[str, Any]]:
        """The pages in their order; what they have of their parents is not in them."""
        if self._pages is None:
            self._pages = list(self._walk_pages())
        return self._pages

    def page_number(self, value: Any) -> int:
        """The number of a page that is referred to, from 1; 0 where it is none."""
        _ = self.pages
        return self._numbers.get(self.key(value), 0) if value is not None else 0

    def _walk_pages(self) -> Iterator[dict[str, Any]]:
        stack = [self.catalog.get("/Pages")]
        seen: set[int] = set()
        number = 0
        for _ in range(MOST_NODES):
            if not stack:
                return
            reference = stack.pop()
            node = self.mapping(reference)
            kids = self.get(node, "/Kids")
            if isinstance(kids, list):
                if self.key(reference) not in seen:
                    seen.add(self.key(reference))
                    stack += reversed(self.array(kids))
            elif node:
                number += 1
                self._numbers.setdefault(self.key(reference), number)
                yield node

    # --- trees and places ---

    def tree(self, value: Any, leaves: str) -> Iterator[Any]:
        """The values of a tree of names or numbers, whose leaves stand under a key in pairs."""
        stack = [value]
        seen: set[int] = set()
        for _ in range(MOST_NODES):
            if not stack:
                return
            node = stack.pop()
            if self.key(node) in seen:
                continue
            seen.add(self.key(node))
            found = self.mapping(node)
            yield from self.array(found.get(leaves), 2 * MOST_NODES)[1::2]
            stack += reversed(self.array(found.get("/Kids")))

    def parents(self, mapping: dict[str, Any], key: str = "/Parent") -> Iterator[dict[str, Any]]:
        """A dictionary and those above it, as far as they may reach."""
        for _ in range(DEEPEST_TREE):
            if not mapping:
                return
            yield mapping
            mapping = self.mapping(mapping.get(key))

    def inherited(self, mapping: dict[str, Any], key: str) -> Any:
        """What a dictionary has under a key, or the nearest one above it."""
        return next((found for one in self.parents(mapping) if (found := self.get(one, key)) is not None), None)

    def holding(self, pattern: re.Pattern[bytes]) -> list[int]:
        """The numbers of the objects in whose source a pattern is found, those in packed streams included."""
        places = sorted((place, number) for numbers in self._places.values() for number, place in numbers.items())
        found: set[int] = set()
        for match in pattern.finditer(self._raw):
            index = bisect_right(places, (match.start(), 1 << 60)) - 1
            if index >= 0:
                found.add(places[index][1])
        for stream in sorted({stream for stream, _ in self._packed_in.values()}):
            data, inside = self._unpacked(stream)
            starts = sorted((start, number) for number, (start, _) in inside.items())
            for match in pattern.finditer(data):
                index = bisect_right(starts, (match.start(), 1 << 60)) - 1
                if index >= 0 and self._packed_in.get(starts[index][1], (0,))[0] == stream:
                    found.add(starts[index][1])
        return sorted(found)

    def numbered(self, number: int) -> Any:
        """A reference to the object of a number."""
        generation = next((one for one, numbers in self._places.items() if number in numbers), 0)
        return self._pypdf.generic.IndirectObject(number, generation, self._reader)

    def nested(self, value: Any, keys: Container[str]) -> Iterator[dict[str, Any]]:
        """The dictionaries with one of some keys in an object: itself, and those in it without a number of their own."""
        stack = [self.of(value)]
        for _ in range(MOST_NODES):
            if not stack:
                return
            found = stack.pop()
            if isinstance(found, dict):
                if any(key in keys for key in found):
                    yield found
                stack += found.values()
            elif isinstance(found, list):
                stack += list(found)

    def drawing_of(self, page: dict[str, Any]) -> Iterator[bytes]:
        """What a page is drawn with, a stream at a time; unpacked ones are not kept."""
        contents = page.get("/Contents")
        for one in self.array(contents) if isinstance(self.of(contents), list) else [contents]:
            yield self.data(one)
            stream = self.of(one)
            if hasattr(stream, "decoded_self"):
                stream.decoded_self = None

    def parsed(self, source: bytes) -> dict[str, Any]:
        """A dictionary as it stands in a drawing."""
        found = self._tried(lambda: self._pypdf.generic.read_object(io.BytesIO(source), self._reader))
        return found if isinstance(found, dict) else _EMPTY

    def words_of_drawing(self, drawing: Any) -> str:
        """The words of a drawing that is not too long; nothing where pypdf cannot tell them."""
        if not 0 < len(self.data(drawing)) <= _LONGEST_DRAWING:
            return ""
        page = self._tried(lambda: self._pypdf.PageObject(self._reader))
        return str(self._tried(lambda: page.extract_xform_text(drawing)) or "")[:LONGEST_TEXT]

    def written(self, value: Any) -> bytes:
        """A value as it stands in a file; null for one that cannot be written."""
        out = io.BytesIO()
        if value is None or self._tried(lambda: (value.write_to_stream(out),)) is None:
            return b"null"
        return out.getvalue()
