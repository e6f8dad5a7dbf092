"""What a PDF holds beside the text of its pages: comments, forms, stamps, bookmarks, descriptions, attachments, layers.

Read from the file's objects, see ``pdf_objects``; what holds words and cannot be read is named.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from langcheck.errors import UnreadableDocument
from langcheck.limits import Limits, beyond_fixed
from langcheck.model import Block, Role
from langcheck.readers.left_out import count_words
from langcheck.readers.pdf_layers import Layers
from langcheck.readers.pdf_objects import Objects
from langcheck.readers.pdf_open import SAVE_ANEW, saved_anew
from langcheck.readers.reading import OUR_AUTHOR, TextBuilder, Unread, label

MAX_COMMENTS = 2_000
"""How many comments and form fields of a page are read."""

MOST_BOOKMARKS = 20_000
"""How many bookmarks of a file are read."""

MOST_CHOICES = 2_000
"""How many entries of a list to choose from are read."""

MOST_DESCRIPTIONS = 20_000
"""How many descriptions of pictures and the like are read."""

MOST_ATTACHMENTS = 1_000
"""How many attached files are looked at."""

SPLIT = "Split the file and check the parts."

_LONGEST_MARK = 25_000
"""How many bytes of a drawing are looked at for what a mark says."""

_XFA_MEGABYTES = 20
_HIDDEN, _PRINTED, _NOT_VIEWED = 2, 4, 32
_BUTTON, _PASSWORD = 1 << 16, 1 << 13
_OPEN_ONLY = re.compile(
    rb"/(?:Annots|AcroForm|Outlines|StructTreeRoot|MarkInfo|ActualText|Alt|EmbeddedFiles|AF|OCProperties|ObjStm|Encrypt)\b"
)
_DESCRIBED = re.compile(rb"/(?:Alt|ActualText)(?![A-Za-z0-9])")
_DESCRIPTIONS = {"/Alt": "alt_text", "/ActualText": "actual_text"}
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]{1,20}:|www\.|#|/|[\w.-]+@)\S*\s*\Z", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_TEXT_TAG = re.compile(rb"<(?:[\w-]{1,40}:)?data[\s>].*?</(?:[\w-]{1,40}:)?data>", re.DOTALL)
_VALUE = re.compile(r">([^<>]{1,20000})<")
_DYNAMIC = re.compile(rb"<dynamicRender>\s*required")
_RECORDED = frozenset({"/Screen", "/Movie", "/Sound", "/RichMedia"})
_DRAWN = frozenset({"/Stamp", "/Watermark", "/FreeText"})
_SEEN_OR_HEARD = frozenset({"image", "audio", "video"})


@dataclass
class Beside:
    """What was found; ``once`` is read where the pages do not say it, ``filled`` is what an XFA form was filled in with."""

    blocks: list[Block] = field(default_factory=list)
    once: list[Block] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[tuple[int, int, str, str]] = field(default_factory=list)
    beyond: list[tuple[str, str, str]] = field(default_factory=list)
    hidden: int = 0
    recordings: int = 0
    filled: list[str] = field(default_factory=list)
    marked: bytes | None = None


def holds_more(raw: bytes) -> bool:
    """Whether a file may hold anything beside the text of its pages."""
    return _OPEN_ONLY.search(raw) is not None


def look(raw: bytes, limits: Limits, seconds: float) -> Beside:
    """All that stands beside the text of the pages. Raises UnreadableDocument where the file cannot be looked at.

    A file that is protected, or that only pdfium can mend, is looked at as pdfium saves it.
    """
    try:
        objects = Objects(raw, limits, seconds)
    except UnreadableDocument:
        raw = saved_anew(raw)
        objects = Objects(raw, limits, seconds)
    try:
        return _Looker(objects, limits).look(raw)
    except objects.broken as error:
        raise UnreadableDocument("the PDF is damaged", SAVE_ANEW) from error


def plain_block(text: str, role: Role, location: dict[str, int | str]) -> Block | None:
    """A block of a text that has no place in the pages' text."""
    builder = TextBuilder()
    builder.add(_CONTROL.sub(" ", text), 0)
    return builder.build(role, location)


class _Looker:
    """Walks the objects of one file; what it finds is in ``found``."""

    def __init__(self, objects: Objects, limits: Limits) -> None:
        self._objects = objects
        self._limits = limits
        self._layers = Layers(objects)
        self._fields: set[int] = set()
        self._attached: dict[str, str] = {}
        self.found = Beside()

    def look(self, raw: bytes) -> Beside:
        for number, page in enumerate(self._objects.pages[: self._limits.pages], 1):
            self._page(page, number)
        self._attachments()
        self._form()
        self.found.once += self._bookmarks()
        self.found.once += self._descriptions()
        self.found.marked = self._layers.marked(raw)
        return self.found

    def _add(self, text: str, role: Role, location: dict[str, int | str], *, once: bool = False) -> bool:
        block = plain_block(text, role, location)
        if block is not None:
            (self.found.once if once else self.found.blocks).append(block)
        return block is not None

    # --- what stands upon a page ---

    def _page(self, page: dict[str, Any], number: int) -> None:
        objects = self._objects
        self._associated(page)
        listed = objects.array(page.get("/Annots"), MAX_COMMENTS + 1)
        counts = {"comment": 0, "form_field": 0}
        for reference in listed[:MAX_COMMENTS]:
            annotation = {} if self._is_bare_link(reference) else objects.mapping(reference)
            if not annotation:
                continue
            words = [one for one in self._words(annotation, reference) if one[1].strip()]
            if words and self._is_hidden(annotation):
                self.found.hidden += sum(count_words(text) for _, text in words)
                continue
            is_field = objects.name(annotation.get("/Subtype")) == "/Widget"
            kind = "form_field" if is_field else "comment"
            counts[kind] += any(not part.startswith("link") for part, _ in words)
            for part, text in words:
                self._upon(part, text, {"page": number, kind: counts[kind]})
        if len(listed) > MAX_COMMENTS:
            reached = beyond_fixed(
                MAX_COMMENTS, "holds more than", "comments and form fields; those beyond were not checked", hint=SPLIT
            )
            self.found.problems.append((number, number, reached.problem, reached.hint))

    def _is_bare_link(self, reference: Any) -> bool:
        """Whether this is a link of which nothing is said, as its source tells at once; books hold thousands of them."""
        source = self._objects.source(reference)
        return b"/Link" in source and b"/Contents" not in source

    def _upon(self, part: str, text: str, location: dict[str, int | str]) -> None:
        """Words upon a page, by what they are."""
        match part:
            case "":
                self._add(text, Role.COMMENT, location)
            case "choice":
                self._add(text, Role.LIST_ITEM, {**location, "part": part})
            case "link":
                self._add(text, Role.ALT_TEXT, {"page": location["page"], "part": part}, once=True)
            case _:
                self._add(text, Role.PROSE, {**location, "part": part})

    def _words(self, annotation: dict[str, Any], reference: Any) -> Iterator[tuple[str, str]]:
        """What is written upon a page, each with its part: nothing for what people wrote, or what it is."""
        objects = self._objects
        kind = objects.name(annotation.get("/Subtype"))
        if kind == "/Widget":
            yield from self._field(annotation, reference)
            return
        if kind == "/Popup" or objects.text(annotation.get("/T")) == OUR_AUTHOR:
            return
        text = objects.text(annotation.get("/Contents"))
        if kind == "/Link":
            yield "link", "" if _ADDRESS.match(text) else text
            return
        if kind == "/FileAttachment":
            self._attachment(annotation.get("/FS"))
        self.found.recordings += kind in _RECORDED
        if not text.strip():
            text = _TAG.sub(" ", objects.text(annotation.get("/RC")))
        yield "", text
        if kind in _DRAWN and (kind == "/Stamp" or not text.strip()):
            yield kind[1:].lower(), self._drawn(annotation)

    def _is_hidden(self, annotation: dict[str, Any]) -> bool:
        """Whether neither the screen nor paper shows it; a comment's answer never is."""
        flags = self._objects.number(annotation.get("/F"))
        if self._layers.is_off(annotation.get("/OC")):
            return True
        if "/IRT" in annotation and "/StateModel" not in annotation:
            return False
        return bool(flags & _HIDDEN) or (bool(flags & _NOT_VIEWED) and not flags & _PRINTED)

    def _drawn(self, annotation: dict[str, Any]) -> str:
        """The words of the drawing that shows it, such as a stamp's."""
        drawing = self._objects.get(annotation, "/AP", "/N")
        return self._objects.words_of_drawing(drawing) if drawing is not None else ""

    # --- forms ---

    def _field(self, widget: dict[str, Any], reference: Any) -> Iterator[tuple[str, str]]:
        """A field's value, its label, what can be chosen, and what a button says; a field's own words only once."""
        objects = self._objects
        kind = objects.name(objects.inherited(widget, "/FT"))
        flags = objects.number(objects.inherited(widget, "/Ff"))
        if kind == "/Btn" and flags & _BUTTON:
            for key in ("/CA", "/RC", "/AC"):
                yield "caption", objects.text(objects.get(widget, "/MK", key))
        field_key = objects.key(reference if "/T" in widget else widget.get("/Parent", reference))
        if field_key in self._fields:
            return
        self._fields.add(field_key)
        choices = list(self._choices(widget)) if kind == "/Ch" else []
        known = {text for pair in choices for text in pair}
        if not (kind == "/Tx" and flags & _PASSWORD):
            yield from (("", value) for value in self._values(widget) if value not in known)
        yield "label", objects.text(objects.inherited(widget, "/TU"))
        yield from (("choice", shown) for _, shown in choices)

    def _values(self, widget: dict[str, Any]) -> Iterator[str]:
        value = self._objects.inherited(widget, "/V")
        for one in self._objects.array(value, MOST_CHOICES) if isinstance(value, list) else [value]:
            yield self._objects.text(one)

    def _choices(self, widget: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """The entries of a list to choose from: what programs are told, and what is shown."""
        options = self._objects.array(self._objects.inherited(widget, "/Opt"), MOST_CHOICES + 1)
        if len(options) > MOST_CHOICES:
            self._beyond("choices", MOST_CHOICES, "a list")
        for option in options[:MOST_CHOICES]:
            pair = self._objects.array(option, 2) or [option]
            yield self._objects.text(pair[0]), self._objects.text(pair[-1])

    def _form(self) -> None:
        """Name an XFA form, whose words the pages do not show, or keep what it was filled in with."""
        objects = self._objects
        form = objects.get(objects.catalog, "/AcroForm")
        packets = objects.get(form, "/XFA") if isinstance(form, dict) else None
        if packets is None:
            return
        parts = objects.array(packets, 200)[1::2] if isinstance(packets, list) else [packets]
        data = b""
        for part in parts:
            data += objects.data(part)
            if len(data) > _XFA_MEGABYTES << 20:
                break
        has_fields = bool(objects.array(objects.get(form, "/Fields"), 1))
        if objects.get(objects.catalog, "/NeedsRendering") or not has_fields or _DYNAMIC.search(data):
            self.found.unread.append(XFA)
        for packet in _TEXT_TAG.findall(data[: _XFA_MEGABYTES << 20]):
            self.found.filled += _VALUE.findall(packet.decode("utf-8", "replace"))

    # --- attachments ---

    def _attachments(self) -> None:
        objects = self._objects
        names = objects.get(objects.catalog, "/Names")
        tree = names.get("/EmbeddedFiles") if isinstance(names, dict) else None
        for specification in objects.tree(tree, "/Names") if tree is not None else ():
            self._attachment(specification)
        self._associated(objects.catalog)
        for name, kind in self._attached.items():
            if kind.partition("/")[0] in _SEEN_OR_HEARD:
                self.found.notes.append(f"attachment {name} was not checked: it is no text ({kind.partition('/')[0]})")
                continue
            self.found.unread.append(Unread("embedded", f"attachment {name}".strip(), _ATTACHED, _SAVE_ATTACHED))

    def _associated(self, owner: dict[str, Any]) -> None:
        for specification in self._objects.array(owner.get("/AF"), MOST_ATTACHMENTS) if "/AF" in owner else ():
            self._attachment(specification)

    def _attachment(self, value: Any) -> None:
        """Note an attached file by its name; what somebody said of it is read."""
        objects = self._objects
        specification = objects.mapping(value)
        files = objects.mapping(specification.get("/EF"))
        if not files:
            return
        keys = ("/UF", "/F", "/Unix", "/Mac", "/DOS")
        name = label(next((text for key in keys if (text := objects.text(specification.get(key)))), ""))
        if name in self._attached:
            return
        if len(self._attached) == MOST_ATTACHMENTS:
            self.found.beyond = self.found.beyond or [_MORE_ATTACHED]
            return
        stored = objects.mapping(next((files.get(key) for key in keys if key in files), None))
        kind = objects.name(stored.get("/Subtype")).removeprefix("/") or mimetypes.guess_type(name)[0] or ""
        self._attached[name] = kind
        described = objects.text(specification.get("/Desc"))
        self._add("" if described == name else described, Role.METADATA, {"part": f"attachment {name}"})

    # --- bookmarks and descriptions ---

    def _bookmarks(self) -> Iterator[Block]:
        objects = self._objects
        outlines = objects.get(objects.catalog, "/Outlines")
        stack = [outlines.get("/First")] if isinstance(outlines, dict) else []
        seen: set[int] = set()
        number = 0
        while stack:
            reference = stack.pop()
            entry = objects.mapping(reference)
            if not entry or objects.key(reference) in seen:
                continue
            if number == MOST_BOOKMARKS:
                self._beyond("bookmarks", MOST_BOOKMARKS, "the file")
                return
            seen.add(objects.key(reference))
            number += 1
            stack += [entry.get("/Next"), entry.get("/First")]
            block = plain_block(objects.text(entry.get("/Title")), Role.METADATA, {"bookmark": number})
            if block is not None:
                yield block

    def _descriptions(self) -> Iterator[Block]:
        """Alternate texts, and texts that are read aloud in place of what is drawn."""
        objects = self._objects
        counts: dict[tuple[int, str], int] = {}
        for described, (page, owner) in enumerate(self._described()):
            if described == MOST_DESCRIPTIONS:
                self._beyond("descriptions", MOST_DESCRIPTIONS, "the file")
                return
            for key, kind in _DESCRIPTIONS.items():
                text = objects.text(owner.get(key))
                if not text.strip() or (kind == "actual_text" and len(text) < 2):
                    continue
                counts[page, kind] = counts.get((page, kind), 0) + 1
                where: dict[str, int | str] = {"page": page} if page else {}
                block = plain_block(text, Role.ALT_TEXT, {**where, kind: counts[page, kind]})
                if block is not None and objects.name(owner.get("/S")) == "/Figure" and key == "/Alt":
                    self.found.blocks.append(block)
                elif block is not None:
                    yield block

    def _described(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """What has a description, with its page: elements of the structure, and marks, by themselves or in drawings."""
        objects = self._objects
        is_tagged = bool(objects.get(objects.catalog, "/StructTreeRoot"))
        for number in objects.holding(_DESCRIBED):
            reference = objects.numbered(number)
            for owner in objects.nested(reference, _DESCRIPTIONS):
                if "/S" not in owner:
                    yield objects.page_number(reference), owner
                elif is_tagged:
                    yield self._page_of(owner) or self._page_of(objects.mapping(reference)), owner
        if not (is_tagged or objects.get(objects.catalog, "/MarkInfo")):
            return
        for number, page in enumerate(objects.pages[: self._limits.pages], 1):
            for drawn in objects.drawing_of(page):
                for found in _DESCRIBED.finditer(drawn):
                    start = drawn.rfind(b"<<", max(found.start() - _LONGEST_MARK, 0), found.start())
                    yield number, objects.parsed(drawn[start : start + _LONGEST_MARK]) if start >= 0 else {}

    def _beyond(self, what: str, most: int, where: str) -> None:
        """Name what is beyond a bound that nobody should need to move."""
        reached = beyond_fixed(most, f"{where} holds more than", f"{what}; those beyond were not checked", hint=SPLIT)
        self.found.beyond.append((what, reached.problem, reached.hint))

    def _page_of(self, element: dict[str, Any]) -> int:
        """The page that an element of the structure stands on, by itself, its content, or what it stands in."""
        objects = self._objects
        for one in objects.parents(element, "/P"):
            found = objects.page_number(one.get("/Pg"))
            if found:
                return found
            kids = objects.of(one.get("/K"))
            for kid in objects.array(kids, 20) if isinstance(kids, list) else [kids]:
                found = objects.page_number(objects.mapping(kid).get("/Pg"))
                if found:
                    return found
        return 0


XFA = Unread(
    "controls",
    "XFA form",
    "it is a form (XFA) with words that are not on the pages",
    "Open it in Adobe Acrobat or Reader, print it to a PDF, and check that file.",
)
"""What is said of a form whose words are not on the pages."""

_MORE_ATTACHED = ("attachments", f"there are more than {MOST_ATTACHMENTS:,} of them (a fixed limit)", SPLIT)
_ATTACHED = "a file that is attached is not read"
_SAVE_ATTACHED = "Open the PDF in a PDF program, save the attached file, and check that file."
