"""Layers of a PDF: which are switched off, on the screen and on paper, and a copy of the file in which they are marked.

pdfium gives the text of all layers. It tells which mark a text stands in, though, and gives what the mark's dictionary
holds: an addition at the end of the file marks those that are off, and leaves the order of all characters as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from langcheck.readers.pdf_objects import Objects

OFF = "LangcheckOff"
"""The key, and the name of a mark, that tell that what is marked is not shown."""

MOST_LAYERS = 20_000
"""How many layers of a file are looked at."""

_DEEPEST = 30
_MEMBERS = re.compile(rb"/OCMD(?![A-Za-z0-9])")
_DRAWN = re.compile(rb"/OC(?![A-Za-z0-9])")
_STATES = {"View": ("/View", "/ViewState"), "Print": ("/Print", "/PrintState")}


class Layers:
    """The layers of a file as its first configuration shows them."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        groups = objects.get(objects.catalog, "/OCProperties", "/OCGs")
        self._groups = objects.array(groups, MOST_LAYERS)
        usual = objects.get(objects.catalog, "/OCProperties", "/D")
        self._usual: dict[str, Any] = usual if isinstance(usual, dict) else {}
        self._answers: dict[int, bool] = {}
        self._off = self._switched_off() if self._groups else set()

    def is_off(self, value: Any, depth: int = 0) -> bool:
        """Whether what belongs to a layer, or to several of them, is not shown."""
        if value is None or depth > _DEEPEST:
            return False
        if self._objects.key(value) in self._off:
            return True
        found = self._objects.mapping(value)
        if self._objects.name(found.get("/Type")) != "/OCMD":
            return False
        asked = self._objects.get(found, "/VE")
        if isinstance(asked, list) and asked:
            return not self._holds(asked, depth)
        return not self._shows(found)

    def _shows(self, member: dict[str, Any]) -> bool:
        """Whether the layers of a membership are on as its policy asks."""
        listed = member.get("/OCGs")
        groups = [listed] if isinstance(self._objects.of(listed), dict) else self._objects.array(listed, MOST_LAYERS)
        states = [self._objects.key(group) not in self._off for group in groups if self._objects.of(group) is not None]
        if not states:
            return True
        match self._objects.name(member.get("/P")):
            case "/AllOn":
                return all(states)
            case "/AnyOff":
                return not all(states)
            case "/AllOff":
                return not any(states)
        return any(states)

    def _holds(self, asked: list[Any], depth: int) -> bool:
        """Whether an expression over layers is true; one nested too deep counts as true."""
        if depth > _DEEPEST:
            return True
        kind = self._objects.name(asked[0]) if asked else ""
        answers = (self._answer(one, depth) for one in list(asked)[1:MOST_LAYERS])
        if kind == "/Not":
            return not next(answers, False)
        return any(answers) if kind == "/Or" else all(answers)

    def _answer(self, one: Any, depth: int) -> bool:
        """Whether a part of an expression is true. Each object is asked once, and counts as true within itself."""
        key = self._objects.key(one)
        if key <= 0:
            return self._worked_out(one, depth)
        if key not in self._answers:
            self._answers[key] = True
            self._answers[key] = self._worked_out(one, depth)
        return self._answers[key]

    def _worked_out(self, one: Any, depth: int) -> bool:
        inner = self._objects.of(one)
        if isinstance(inner, list):
            return self._holds(inner, depth + 1)
        return not self.is_off(one, depth + 1)

    # --- configuration ---

    def _switched_off(self) -> set[int]:
        """The layers that are off on the screen and on paper."""
        at_first = self._objects.name(self._usual.get("/BaseState")) == "/OFF"
        listed = {name: {self._objects.key(one) for one in self._listed(name)} for name in ("/ON", "/OFF")}
        asked = {event: self._asked(event) for event in _STATES}
        off: set[int] = set()
        for group in self._groups:
            key = self._objects.key(group)
            is_off = (at_first and key not in listed["/ON"]) or key in listed["/OFF"]
            states = [self._state(group, event, is_off=is_off, asks=key in asked[event]) for event in _STATES]
            if all(states) and self._counts(group):
                off.add(key)
        return off

    def _listed(self, name: str) -> list[Any]:
        return self._objects.array(self._usual.get(name), MOST_LAYERS)

    def _asked(self, event: str) -> set[int]:
        """The layers whose own word counts on an event, the screen or paper."""
        found: set[int] = set()
        for use in self._listed("/AS"):
            used = self._objects.mapping(use)
            categories = {self._objects.name(one) for one in self._objects.array(used.get("/Category"), 20)}
            if self._objects.name(used.get("/Event")) == f"/{event}" and f"/{event}" in categories:
                groups = used.get("/OCGs")
                found |= {self._objects.key(one) for one in self._objects.array(groups, MOST_LAYERS)}
        return found

    def _state(self, group: Any, event: str, *, is_off: bool, asks: bool) -> bool:
        """Whether a layer is off on an event."""
        if not asks:
            return is_off
        part, state = _STATES[event]
        said = self._objects.name(self._objects.get(self._objects.mapping(group), "/Usage", part, state))
        return said == "/OFF" if said else is_off

    def _counts(self, group: Any) -> bool:
        """Whether a layer is meant for viewers, and not for the program that drew it alone."""
        named = self._objects.get(self._objects.mapping(group), "/Intent")
        intents = {self._objects.name(one) for one in self._objects.array(named, 20)} or {self._objects.name(named)}
        return bool(intents & {"/View", "/All", ""})

    # --- a copy ---

    def marked(self, raw: bytes) -> bytes | None:
        """The file with marks on all that is off; None where nothing is."""
        marks = list(self._marks()) if self._groups else []
        return raw + b"".join(_addition(raw, marks)) if marks else None

    def _marks(self) -> Iterator[tuple[int, int, bytes]]:
        """Objects that stand in place of others: number, generation, source."""
        sign = b"<< /Type /OCG /%b 1 >>" % OFF.encode()
        listed = {key for key in self._off if key > 0}
        members = {number for number in self._objects.holding(_MEMBERS) if self.is_off(self._objects.numbered(number))}
        for number in sorted(listed | members):
            yield number, self._objects.numbered(number).generation, sign
        for number in self._objects.holding(_DRAWN):
            reference = self._objects.numbered(number)
            found = self._objects.mapping(reference)
            drawn = self._objects.name(found.get("/Subtype")) == "/Form"
            if not drawn or not self.is_off(found.get("/OC")):
                continue
            yield number, reference.generation, self._wrapped(found, self._objects.data(reference))

    def _wrapped(self, drawing: dict[str, Any], data: bytes) -> bytes:
        """A drawing within a mark."""
        name = OFF.encode()
        inside = b"/%b << /%b 1 >> BDC\n%b\nEMC" % (name, name, data)
        entries = b" ".join(
            key.encode("latin-1", "replace") + b" " + self._objects.written(value)
            for key, value in drawing.items()
            if key not in ("/Length", "/Filter", "/DecodeParms")
        )
        return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(inside), inside)


def _addition(raw: bytes, changed: list[tuple[int, int, bytes]]) -> Iterator[bytes]:
    """What follows the file: objects, and a table of their places of the kind that the file's last one is."""
    yield b"\n"
    at = len(raw) + 1
    places: list[tuple[int, int, int]] = []
    for number, generation, source in changed:
        places.append((number, generation, at))
        written = b"%d %d obj\n%b\nendobj\n" % (number, generation, source)
        at += len(written)
        yield written
    last = re.findall(rb"startxref\s+(\d{1,20})", raw)
    previous = int(last[-1]) if last else 0
    entries = _trailer_entries(raw)
    if raw[previous : previous + 4] == b"xref":
        yield b"xref\n"
        for number, generation, place in places:
            yield b"%d 1\n%010d %05d n \n" % (number, place, generation)
        yield b"trailer\n<< %b /Prev %d >>\n" % (entries, previous)
    else:
        number = max([int(size) for size in re.findall(rb"/Size\s+(\d{1,9})", entries)] or [1])
        places.append((number, 0, at))
        rows = b"".join(b"\x01%b%b" % (place.to_bytes(8, "big"), gen.to_bytes(2, "big")) for _, gen, place in places)
        index = b" ".join(b"%d 1" % one for one, _, _ in places)
        entries = re.sub(rb"/Size\s+\d{1,9}", b"/Size %d" % (number + 1), entries)
        yield b"%d 0 obj\n<< /Type /XRef /W [1 8 2] /Index [%b] %b /Prev %d /Length %d >>\nstream\n" % (
            number, index, entries, previous, len(rows),
        )  # fmt: skip
        yield rows + b"\nendstream\nendobj\n"
    yield b"startxref\n%d\n%%%%EOF\n" % at


_ENTRIES = re.compile(
    rb"/(?:Size\s+\d{1,9}|(?:Root|Info|Encrypt)\s+\d{1,9}\s+\d{1,5}\s+R|ID\s*\[[^\]]{0,300}\])", re.DOTALL
)


def _trailer_entries(raw: bytes) -> bytes:
    """The entries that the last table of places has besides its own."""
    last = re.findall(rb"startxref\s+(\d{1,20})", raw)
    at = int(last[-1]) if last else 0
    end = raw.find(b"trailer", at) if raw[at : at + 4] == b"xref" else at
    found = _ENTRIES.findall(raw[end : end + 5_000]) if end >= 0 else []
    return b" ".join(found)
