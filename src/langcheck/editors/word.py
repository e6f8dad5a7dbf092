"""A Word file and findings to a copy with a comment at each of them and, where asked for, tracked changes.

Word knows comments in the body alone: those on words in headers, notes, text boxes, comments and descriptions of
pictures hang at the nearest place in the body and say where the words stand. Parts without a finding are copied byte
for byte.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import cast

from lxml import etree

from langcheck.editors import Reviewed, Unplaced, signed
from langcheck.editors.edits import hindrance, left_whole
from langcheck.editors.pieces import is_same_text
from langcheck.editors.remarks import older_told, remark
from langcheck.editors.word_runs import (
    MC,
    SPACE,
    FieldText,
    Ids,
    Runs,
    Stamp,
    enclose_element,
    enclose_paragraph,
    field_text,
)
from langcheck.editors.zip_copy import copy_with
from langcheck.limits import NONE
from langcheck.model import Document, Finding, Region, Verdict
from langcheck.readers.docx import Found, main_part, open_word, walk
from langcheck.readers.package import Package, usual_namespaces
from langcheck.readers.reading import OUR_AUTHOR, Choice, cut_long
from langcheck.readers.word_styles import W

MOST_COMMENTS = 32_767
"""Word opens no file with more comments than this: [MS-OI29500] 2.1.315, note on commentRangeStart."""

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_COMMENTS = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_STRICT = re.compile(rb"""=["'](http://purl\.oclc\.org/ooxml/[^"'<>&\s]{1,200})["']""")
_BESIDE_COMMENTS = ("commentsExtended", "commentsIds")
_INITIALS = "lc"
_REFERENCES = {"footnote": "footnoteReference", "endnote": "endnoteReference", "comment": "commentReference"}
_ON = ("1", "true", "on")


def review(
    raw: bytes,
    document: Document,
    findings: Sequence[Finding],
    *,
    track: bool,
    force: bool,
    now: datetime,
    sources: bool = False,
) -> Reviewed:
    """The reviewed copy; raises UnreadableDocument where a signature would be broken and ``force`` is not given."""
    package = open_word(raw, choice=Choice(limits=NONE))
    notes = _signature(package, force=force)
    protection = _protection(package)
    if protection:
        notes += (protection,)
    flagged = [finding for finding in findings if finding.verdict is Verdict.FLAG]
    replaced = _without_older(package)
    if replaced:
        raw = copy_with(raw, replaced.parts)
        package = open_word(raw, choice=Choice(limits=NONE))
        notes += (older_told(replaced.count),)
    if not flagged:
        return Reviewed(raw, notes=notes if protection or replaced else ())
    whole = left_whole(flagged) if track else ""
    notes += (f"{whole}; the copy has comments, but no tracked changes",) if whole else ()
    stamp = Stamp(OUR_AUTHOR, now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    story = _Story(package, document, stamp, sources=sources)
    story.mark(flagged, track=track and not protection)
    if track and story.comments and not (story.changes or whole or protection):
        notes += (f"{_why_unchanged(document, flagged)}; the copy has comments, but no tracked changes",)
    data = copy_with(raw, story.changed()) if story.comments or story.changes else raw
    return Reviewed(data, story.comments, story.changes, tuple(story.unplaced), notes)


def _why_unchanged(document: Document, flagged: Sequence[Finding]) -> str:
    """Why none of the findings is changed: what keeps the first one that has a wording, or that none has."""
    offered = ((finding, finding.ready) for finding in flagged)
    ready = [(finding, suggestion) for finding, suggestion in offered if suggestion is not None]
    if not ready:
        return "no finding has a wording that fits as it stands"
    reasons = (hindrance(document, finding, suggestion.region) for finding, suggestion in ready)
    reason = next(filter(None, reasons), "")
    return f"the words are left to a person: {reason}" if reason else "no words stand where they can be replaced"


# --- what an older review wrote ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Older:
    """The parts of a package without the comments that an older review wrote, and how many these were."""

    parts: dict[str, bytes]
    count: int


def _without_older(package: Package) -> _Older | None:
    """The package without our own older comments; None where there is none.

    Those stay that somebody answered, and those around changes of ours that nobody has decided on yet.
    """
    main = main_part(package)
    parts = {found.kind: found.target for found in package.relationships(main) if found.target in package}
    if "comments" not in parts:
        return None
    beside = [parts[kind] for kind in _BESIDE_COMMENTS if kind in parts]
    others = {name: package.parse(name) for name in beside}
    answered = {value for root in others.values() for item in root for value in _values(item, "paraIdParent")}
    comments = package.parse(parts["comments"])
    body = package.parse(main)
    open_still = _around_our_changes(body)
    gone = [
        comment
        for comment in comments.findall(W + "comment")
        if comment.get(W + "author") == OUR_AUTHOR
        and comment.get(W + "id") not in open_still
        and answered.isdisjoint(_paragraphs(comment))
    ]
    if not gone:
        return None
    numbers = {comment.get(W + "id") for comment in gone}
    paragraphs = {paragraph for comment in gone for paragraph in _paragraphs(comment)}
    for comment in gone:
        comments.remove(comment)
    for element in list(body.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")):
        if element.get(W + "id") not in numbers:
            continue
        run = element.getparent()
        if run is None:
            continue
        run.remove(element)
        around = run.getparent()
        if run.tag == W + "r" and around is not None and all(left.tag == W + "rPr" for left in run):
            around.remove(run)
    changed = {main: body, parts["comments"]: comments}
    for name, root in others.items():
        for item in [item for item in root if not paragraphs.isdisjoint(_values(item, "paraId"))]:
            root.remove(item)
            changed[name] = root
    return _Older({name: _serialised(package, name, root) for name, root in changed.items()}, len(gone))


def _around_our_changes(body: etree._Element) -> set[str | None]:
    """The numbers of the comments around tracked changes of ours."""
    found: set[str | None] = set()
    around: set[str | None] = set()
    for element in body.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "ins", W + "del"):
        number = element.get(W + "id")
        if element.tag == W + "commentRangeStart":
            around.add(number)
        elif element.tag == W + "commentRangeEnd":
            around.discard(number)
        elif element.get(W + "author") == OUR_AUTHOR:
            found |= around
    return found


def _paragraphs(comment: etree._Element) -> list[str]:
    """The numbers that Word gave the paragraphs of a comment, by which answers name it."""
    return [value for paragraph in comment.iter(W + "p") for value in _values(paragraph, "paraId")]


def _values(element: etree._Element, name: str) -> list[str]:
    """The values of the attributes of a name, whatever version of Word's namespace they are in."""
    return [str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name]


# --- what stands in the way --------------------------------------------------------------------------------------


def _signature(package: Package, *, force: bool) -> tuple[str, ...]:
    if not any(name.lower().startswith("_xmlsignatures/") for name in package.names):
        return ()
    return signed(force=force)


def _protection(package: Package) -> str:
    """What to say of a file that asks Word not to let it be edited; a request that anybody can lift."""
    for relation in package.relationships(main_part(package)):
        if relation.kind != "settings" or relation.target not in package:
            continue
        settings = package.parse(relation.target)
        protection = settings.find(W + "documentProtection")
        is_on = protection is not None and protection.get(W + "enforcement") in _ON
        if protection is not None and is_on and protection.get(W + "edit") not in ("none", "trackedChanges"):
            return "the document is protected against editing; the copy has comments, but no tracked changes"
        recommended = settings.find(W + "writeProtection")
        if recommended is not None:
            return "the document is write-protected; the copy has comments, but no tracked changes"
    return ""


# --- the document ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Remark:
    """A finding with the number of its comment; ``full`` where its entry first comes up."""

    finding: Finding
    number: str
    full: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """What is marked of a finding in its paragraph: the region, and the wording that replaces a part of it."""

    remark: _Remark
    region: Region
    replaced: Region | None = None
    wording: str = ""


class _Story:
    """The parts of one package while findings are marked in them."""

    def __init__(self, package: Package, document: Document, stamp: Stamp, *, sources: bool) -> None:
        self._package = package
        self._document = document
        self._stamp = stamp
        self._main = main_part(package)
        self._found = [(piece, found) for found in walk(package) for piece in cut_long(found.block)]
        self._roots = {found.part: found.element.getroottree().getroot() for _, found in self._found}
        self._roots.setdefault(self._main, package.parse(self._main))
        self._comments = _Comments(package, self._main, self._roots, stamp, sources=sources)
        self._ids = Ids([*self._roots.values(), self._comments.root])
        self._fields: dict[str, FieldText] = {}
        self._edited = {self._main}
        self._twins: dict[etree._Element, etree._Element] = {}
        self.changes = 0
        self.unplaced: list[Unplaced] = []

    @property
    def comments(self) -> int:
        """How many comments were written."""
        return self._comments.count

    def mark(self, findings: Sequence[Finding], *, track: bool) -> None:
        """Mark findings, with numbers in the order of the file."""
        room = MOST_COMMENTS - len(self._comments.root)
        for finding in findings[room:]:
            self.unplaced.append(Unplaced(finding, f"Word opens no file with more than {MOST_COMMENTS} comments"))
        paragraphs: dict[etree._Element, list[_Remark]] = {}
        explained: set[str] = set()
        for finding in findings[:room]:
            piece, found = self._found[finding.block]
            if not is_same_text(piece.text, self._document.blocks[finding.block].text):
                raise ValueError("the document was read from other bytes")
            note = _Remark(finding, self._ids.take(), finding.entry not in explained)
            paragraphs.setdefault(found.element, []).append(note)
            explained.add(finding.entry)
        for remarks in paragraphs.values():
            self._paragraph(remarks, track=track)
        self._repeat_boxes()

    def changed(self) -> dict[str, bytes]:
        """The parts that are not what they were, by name."""
        parts = {name: _serialised(self._package, name, self._roots[name]) for name in sorted(self._edited)}
        return {**parts, **self._comments.changed()} if self.comments else parts

    # --- one paragraph ---

    def _paragraph(self, remarks: Sequence[_Remark], *, track: bool) -> None:
        found = self._found[remarks[0].finding.block][1]
        if found.element.tag != W + "p":
            for note in remarks:
                self._comment_elsewhere(note, found, "")
            return
        runs = Runs(found)
        may_change = track and next(found.element.iterancestors(W + "comment"), None) is None
        marks = self._marks(remarks, runs, found, track=may_change)
        direct = found.part == self._main and _box_around(found.element) is None
        whole = {mark.remark.number for mark in marks if not direct or not self._can_enclose(mark.region, runs, found)}
        regions = [mark.region for mark in marks if mark.remark.number not in whole]
        regions += [mark.replaced for mark in marks if mark.replaced]
        if any(mark.replaced for mark in marks):
            self._open(found)
        runs.cut(regions, self._ids)
        for mark in reversed(marks):
            if mark.replaced:
                runs.replace(mark.replaced, mark.wording, self._stamp, self._ids)
                self.changes += 1
            if mark.remark.number not in whole:
                runs.enclose(mark.region, *self._comments.add(mark.remark, change=mark.wording))
        for mark in marks:
            if not direct:
                self._comment_elsewhere(mark.remark, found, mark.wording)
            elif mark.remark.number in whole:
                anchor = self._comments.add(mark.remark, change=mark.wording, elsewhere=True)
                enclose_paragraph(found.element, *anchor)

    def _marks(self, remarks: Sequence[_Remark], runs: Runs, found: Found, *, track: bool) -> list[_Mark]:
        """The marks of a paragraph from left to right; a change stays clear of the other findings."""
        regions = [self._region(note.finding, note.finding.region) for note in remarks]
        order = sorted(range(len(remarks)), key=lambda index: regions[index].start)
        marks: list[_Mark] = []
        free_from = 0
        for rank, index in enumerate(order):
            note, region = remarks[index], regions[index]
            free_to = regions[order[rank + 1]].start if rank + 1 < len(order) else None
            suggestion = note.finding.ready if track else None
            mark = _Mark(note, region)
            if suggestion is not None and not hindrance(self._document, note.finding, suggestion.region):
                replaced = self._region(note.finding, suggestion.region)
                if self._can_replace(replaced, Region(free_from, free_to or replaced.end), runs, found):
                    both = Region(min(region.start, replaced.start), max(region.end, replaced.end))
                    mark = _Mark(note, both, replaced, suggestion.text)
            free_from = max(free_from, mark.region.end)
            marks.append(mark)
        return marks

    def _region(self, finding: Finding, region: Region) -> Region:
        return self._document.blocks[finding.block].source_region(region)

    def _can_replace(self, region: Region, free: Region, runs: Runs, found: Found) -> bool:
        if region.start >= region.end or not free.covers(region) or runs.hindrance(region):
            return False
        return self._fields_of(found).computed.isdisjoint(runs.elements(region))

    def _can_enclose(self, region: Region, runs: Runs, found: Found) -> bool:
        return runs.is_plain(region) and self._fields_of(found).codes.isdisjoint(runs.elements(region))

    def _fields_of(self, found: Found) -> FieldText:
        if found.part not in self._fields:
            self._fields[found.part] = field_text(self._roots[found.part])
        return self._fields[found.part]

    # --- comments that cannot stand at their words ---

    def _comment_elsewhere(self, note: _Remark, found: Found, change: str) -> None:
        host = self._host(found)
        if host is None:
            self.unplaced.append(Unplaced(note.finding, "the document has no paragraph that a comment could hang at"))
            return
        anchor = self._comments.add(note, change=change, elsewhere=True)
        if host.tag == W + "p":
            enclose_paragraph(host, *anchor)
        else:
            enclose_element(host, *anchor)

    def _host(self, found: Found) -> etree._Element | None:
        """Where a comment hangs: at the picture or text box, at the reference of the note, or in a paragraph near it."""
        if found.part == self._main:
            return _near(_outermost_box(found.element))
        for kind, reference in _REFERENCES.items():
            note = next(found.element.iterancestors(W + kind), None)
            if note is not None:
                at = self._references.get((reference, note.get(W + "id", "")))
                if at is not None:
                    return _outermost_box(at)
        return next(self._roots[self._main].iter(W + "p"), None)

    @cached_property
    def _references(self) -> dict[tuple[str, str], etree._Element]:
        """The references to notes and comments in the body, by kind and number."""
        found: dict[tuple[str, str], etree._Element] = {}
        for reference in _REFERENCES.values():
            for element in self._roots[self._main].iter(W + reference):
                found.setdefault((reference, element.get(W + "id", "")), element)
        return found

    # --- text boxes, which Word writes twice ---

    def _open(self, found: Found) -> None:
        """Note that a part is edited, and the copy for older programs of a text box that is."""
        self._edited.add(found.part)
        box = _box_around(found.element)
        if box is None or box in self._twins:
            return
        twin = _twin(box)
        if twin is not None:
            self._twins[box] = twin

    def _repeat_boxes(self) -> None:
        for box, twin in self._twins.items():
            twin[:] = [deepcopy(child) for child in box]


def _box_around(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(W + "txbxContent"), None)


def _outermost_box(element: etree._Element) -> etree._Element:
    """The text box in the body that an element stands in, or the element itself."""
    boxes = list(element.iterancestors(W + "txbxContent"))
    return boxes[-1] if boxes else element


def _near(element: etree._Element) -> etree._Element | None:
    """An element that a comment can be put around: itself where it stands in a paragraph, or the nearest paragraph."""
    if element.tag == W + "p" or next(element.iterancestors(W + "p"), None) is not None:
        return element
    inside = next(element.iter(W + "p"), None)
    if inside is not None:
        return inside
    above = next(element.itersiblings(W + "p", preceding=True), None)
    if above is not None:
        return above
    table = next(element.iterancestors(W + "tbl", W + "body"), None)
    return next(table.iter(W + "p"), None) if table is not None else None


def _twin(box: etree._Element) -> etree._Element | None:
    """The fallback of a text box, if it says the same."""
    alternatives = next(box.iterancestors(MC + "AlternateContent"), None)
    choice = next(box.iterancestors(MC + "Choice"), None)
    fallback = alternatives.find(MC + "Fallback") if alternatives is not None else None
    if choice is None or fallback is None:
        return None
    index = list(choice.iter(W + "txbxContent")).index(box)
    twins = list(fallback.iter(W + "txbxContent"))
    if index >= len(twins) or _canonical(twins[index]) != _canonical(box):
        return None
    return twins[index]


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


# --- the comments part -------------------------------------------------------------------------------------------


class _Comments:
    """The part that holds the comments, old and new; made with its relationship where there is none."""

    def __init__(
        self, package: Package, main: str, roots: Mapping[str, etree._Element], stamp: Stamp, *, sources: bool
    ) -> None:
        self._package = package
        self._sources = sources
        self._main = main
        self._stamp = stamp
        self._styles = _comment_styles(package, main)
        self._new: dict[int, etree._Element] = {}
        related = [found.target for found in package.relationships(main) if found.kind == "comments"]
        self._is_new = not related
        self._name = related[0] if related else _free_name(package, posixpath.join(posixpath.dirname(main), "comments"))
        self.root = etree.Element(W + "comments", nsmap={"w": W[1:-1]}) if self._is_new else self._old_root(roots)

    def _old_root(self, roots: Mapping[str, etree._Element]) -> etree._Element:
        return roots[self._name] if self._name in roots else self._package.parse(self._name)

    @property
    def count(self) -> int:
        """How many comments are new."""
        return len(self._new)

    def add(
        self, note: _Remark, *, change: str, elsewhere: bool = False
    ) -> tuple[etree._Element, list[etree._Element]]:
        """Write a comment; returns what begins its range, and what ends it and refers to the comment."""
        attributes = {**self._stamp.attributes_of(note.number), W + "initials": _INITIALS}
        comment = etree.Element(W + "comment", attributes)
        lines = remark(note.finding, full=note.full, elsewhere=elsewhere, change=change, sources=self._sources)
        for line in lines:
            paragraph = etree.SubElement(comment, W + "p")
            self._style(paragraph, "pPr", "pStyle", "annotation text")
            if line is lines[0]:
                run = etree.SubElement(paragraph, W + "r")
                self._style(run, "rPr", "rStyle", "annotation reference")
                etree.SubElement(run, W + "annotationRef")
            text = etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t", {SPACE: "preserve"})
            text.text = line
        self._new[int(note.number)] = comment
        start = etree.Element(W + "commentRangeStart", {W + "id": note.number})
        end = etree.Element(W + "commentRangeEnd", {W + "id": note.number})
        run = etree.Element(W + "r")
        self._style(run, "rPr", "rStyle", "annotation reference")
        etree.SubElement(run, W + "commentReference", {W + "id": note.number})
        return start, [end, run]

    def _style(self, element: etree._Element, properties: str, style: str, name: str) -> None:
        if name in self._styles:
            inside = etree.SubElement(element, W + properties)
            etree.SubElement(inside, W + style, {W + "val": self._styles[name]})

    def changed(self) -> dict[str, bytes]:
        """The part and, where it is new, what leads to it."""
        self.root.extend(self._new[number] for number in sorted(self._new))
        if not self._is_new:
            return {self._name: _serialised(self._package, self._name, self.root)}
        root = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        is_strict = b"http://purl.oclc.org/ooxml/" in self._package.read(self._main)
        if is_strict:
            root = root.replace(W[1:-1].encode(), _STRICT_W)
        return {self._name: root, **self._relation(is_strict=is_strict)}

    def _relation(self, *, is_strict: bool) -> dict[str, bytes]:
        folder, base = posixpath.split(self._main)
        name = _stored_name(self._package, posixpath.join(folder, "_rels", base + ".rels"))
        is_known = name in self._package
        relations = (
            self._package.parse(name)
            if is_known
            else etree.Element(_REL + "Relationships", nsmap=cast("dict[str, str]", {None: _REL[1:-1]}))
        )
        taken = {relation.get("Id") for relation in relations}
        number = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        kind = _STRICT_COMMENTS if is_strict else _COMMENTS
        target = posixpath.basename(self._name)
        etree.SubElement(relations, _REL + "Relationship", {"Id": number, "Type": kind, "Target": target})
        types_name = _stored_name(self._package, "[Content_Types].xml")
        types = self._package.parse(types_name)
        if not any(kind.get("Extension", "").lower() == "rels" for kind in types.iter(_TYPES + "Default")):
            types.insert(0, etree.Element(_TYPES + "Default", Extension="rels", ContentType=_RELATIONSHIPS_TYPE))
        etree.SubElement(types, _TYPES + "Override", PartName="/" + self._name, ContentType=_COMMENTS_TYPE)
        return {
            name: _serialised(self._package, name, relations),
            types_name: _serialised(self._package, types_name, types),
        }


def _comment_styles(package: Package, main: str) -> dict[str, str]:
    """The ids of the styles that Word gives comments, by name, as far as the file has them."""
    for relation in package.relationships(main):
        if relation.kind == "styles" and relation.target in package:
            return {
                name.get(W + "val", "").lower(): style.get(W + "styleId", "")
                for style in package.parse(relation.target).iter(W + "style")
                if (name := style.find(W + "name")) is not None
            }
    return {}


def _free_name(package: Package, stem: str) -> str:
    names = (f"{stem}{number or ''}.xml" for number in range(len(package.names) + 1))
    return next(name for name in names if name not in package)


def _stored_name(package: Package, name: str) -> str:
    """A part's name as the package writes it, which may differ in case."""
    return next((stored for stored in package.names if stored.lower() == name.lower()), name)


def _serialised(package: Package, name: str, root: etree._Element) -> bytes:
    """A part's XML, with the namespaces that it came with where the file is a strict one."""
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if name not in package:
        return data
    for strict in sorted(set(_STRICT.findall(package.read(name)))):
        data = data.replace(b'="' + usual_namespaces(strict) + b'"', b'="' + strict + b'"')
    return data
