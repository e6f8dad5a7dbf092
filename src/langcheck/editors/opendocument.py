"""An OpenDocument text and findings to a copy with a comment at each of them; every other part stays byte for byte.

Comments stand at their words in the body, in tables and in lists. Those on words in headers, notes, text boxes,
comments and descriptions hang at the nearest paragraph of the body and say where the words stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from lxml import etree

from langcheck.editors import Reviewed, Unplaced, no_copy, signed
from langcheck.editors.pieces import is_same_text
from langcheck.editors.remarks import older_told, remark
from langcheck.editors.zip_copy import copy_with
from langcheck.limits import NONE
from langcheck.model import Document, Finding, Region, Verdict
from langcheck.readers.open_styles import DRAW, OFFICE, STYLE, TEXT
from langcheck.readers.opendocument import Found, Words, is_ours, walk
from langcheck.readers.reading import OUR_AUTHOR, Choice, cut_long

_DC = "http://purl.org/dc/elements/1.1/"
_SIGNATURES = b"META-INF/documentsignatures.xml"
_ANNOTATION, _END, _NAME = OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "name"
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_HOLDERS = frozenset({*_PARAGRAPHS, TEXT + "span", TEXT + "a"})
"""What may hold a comment."""
_OUTSIDE = (TEXT + "note", _ANNOTATION, DRAW + "*", STYLE + "*")
"""What a comment would not be shown in."""


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
    """The reviewed copy, without tracked changes whatever ``track`` says.

    Raises UnreadableDocument where the file is no text, and where a signature would be broken and ``force`` is not given.
    """
    found, root = walk(raw, choice=Choice(limits=NONE))
    if root.find(f"{OFFICE}body/{OFFICE}text") is None:
        raise no_copy()
    notes = _signature(raw, force=force)
    replaced = _take_out_older(root)
    if replaced:
        notes += (older_told(replaced),)
        raw = _with_body(raw, root)
        found, root = walk(raw, choice=Choice(limits=NONE))
    flagged = [finding for finding in findings if finding.verdict is Verdict.FLAG]
    if not flagged:
        return Reviewed(raw, notes=notes if replaced else ())
    story = _Story(document, found, root, now, sources=sources)
    story.mark(flagged)
    return Reviewed(_with_body(raw, root), story.count, 0, tuple(story.unplaced), notes)


def _signature(raw: bytes, *, force: bool) -> tuple[str, ...]:
    if not raw.startswith(b"PK") or _SIGNATURES not in raw:
        return ()
    return signed(force=force)


def _with_body(raw: bytes, root: etree._Element) -> bytes:
    data = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    return copy_with(raw, {"content.xml": data}) if raw.startswith(b"PK") else data


# --- what an older review wrote ----------------------------------------------------------------------------------


def _take_out_older(root: etree._Element) -> int:
    """Take out our own older comments, but for those that somebody answered; how many these were."""
    answered = {
        value
        for comment in root.iter(_ANNOTATION)
        for key, value in comment.attrib.items()
        if str(key).endswith("}parent-name")
    }
    gone = [one for one in root.iter(_ANNOTATION) if is_ours(one) and one.get(_NAME) not in answered]
    names = {comment.get(_NAME) for comment in gone} - {None}
    for element in [*gone, *(end for end in root.iter(_END) if end.get(_NAME) in names)]:
        _take_out(element)
    return len(gone)


def _take_out(element: etree._Element) -> None:
    """Take an element out and leave what stands behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


# --- comments ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Point:
    """A place among the words of a paragraph: before the character ``at`` of some of them, or at their end."""

    words: Words
    at: int


class _Story:
    """One text while findings are marked in it."""

    def __init__(
        self, document: Document, found: Sequence[Found], root: etree._Element, now: datetime, *, sources: bool
    ) -> None:
        self._document = document
        self._found = [(piece.text, one) for one in found for piece in cut_long(one.block)]
        self._root = root
        self._date = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._sources = sources
        self._names = _free_names(root)
        self.count = 0
        self.unplaced: list[Unplaced] = []

    def mark(self, findings: Sequence[Finding]) -> None:
        """Mark findings, whose comments are named in the order of the file."""
        explained: set[str] = set()
        paragraphs: dict[etree._Element, list[tuple[Finding, etree._Element]]] = {}
        for finding in findings:
            text, found = self._found[finding.block]
            if not is_same_text(text, self._document.blocks[finding.block].text):
                raise ValueError("the document was read from other bytes")
            full = finding.entry not in explained
            explained.add(finding.entry)
            paragraph = found.paragraph
            if paragraph is None or next(paragraph.iterancestors(*_OUTSIDE), None) is not None:
                self._elsewhere(finding, paragraph, full=full)
            else:
                paragraphs.setdefault(paragraph, []).append((finding, self._comment(finding, full=full)))
        for marked in paragraphs.values():
            self._in_paragraph(marked)

    def _in_paragraph(self, marked: Sequence[tuple[Finding, etree._Element]]) -> None:
        """Put the comments of a paragraph at their words, the last first, so that those before keep their places."""
        words = self._found[marked[0][0].block][1].words
        points: list[tuple[int, bool, _Point, etree._Element]] = []
        for finding, comment in marked:
            region = self._document.blocks[finding.block].source_region(finding.region)
            start, end = _points(words, region)
            points.append((region.start, False, start, comment))
            points.append((region.end, True, end, etree.Element(_END, {_NAME: comment.get(_NAME, "")})))
        for _, is_end, point, element in sorted(points, key=lambda one: (one[0], not one[1]), reverse=True):
            _put_in(element, point, is_end=is_end)

    def _elsewhere(self, finding: Finding, paragraph: etree._Element | None, *, full: bool) -> None:
        host = self._host(paragraph)
        if host is None:
            reason = "the document has no paragraph that a comment could hang at"
            self.unplaced.append(Unplaced(finding, reason))
            return
        comment = self._comment(finding, full=full, elsewhere=True)
        comment.tail, host.text = host.text, None
        host.insert(0, comment)

    def _host(self, paragraph: etree._Element | None) -> etree._Element | None:
        """The paragraph of the body that a note, a comment or a text box hangs at, or else the first."""
        above = [] if paragraph is None else paragraph.iterancestors(*_PARAGRAPHS)
        paragraphs = chain(above, self._root.iterfind(f"{OFFICE}body//{TEXT}p"))
        return next((one for one in paragraphs if next(one.iterancestors(*_OUTSIDE), None) is None), None)

    def _comment(self, finding: Finding, *, full: bool, elsewhere: bool = False) -> etree._Element:
        comment = etree.Element(_ANNOTATION, {_NAME: next(self._names)}, nsmap={"dc": _DC})
        etree.SubElement(comment, f"{{{_DC}}}creator").text = OUR_AUTHOR
        etree.SubElement(comment, f"{{{_DC}}}date").text = self._date
        for line in remark(finding, full=full, elsewhere=elsewhere, sources=self._sources):
            etree.SubElement(comment, TEXT + "p").text = line
        self.count += 1
        return comment


def _free_names(root: etree._Element) -> Iterator[str]:
    """Names for comments that no other comment has."""
    taken = {comment.get(_NAME) for comment in root.iter(_ANNOTATION)}
    number = 0
    while True:
        number += 1
        name = f"langcheck-{number}"
        if name not in taken:
            yield name


def _points(words: Sequence[Words], region: Region) -> tuple[_Point, _Point]:
    """The places among the words of a paragraph where a region of their text begins and ends."""
    start = end = _Point(words[-1], len(words[-1].text))
    begun, at = False, 0
    for held in words:
        after = at + len(held.text)
        if not begun and region.start < after:
            start, begun = _Point(held, region.start - at), True
        if region.end <= after:
            end = _Point(held, region.end - at)
            break
        at = after
    return start, end


def _put_in(element: etree._Element, point: _Point, *, is_end: bool) -> None:
    """Put an element at a place, or beside what holds it where no comment may stand in that."""
    holder, at = point.words.element, point.at
    parent = holder.getparent()
    assert parent is not None
    unfit = _outermost_unfit(parent if point.words.is_behind else holder)
    if unfit is not None:
        _beside(element, unfit, behind=is_end)
    elif point.words.is_behind:
        text = holder.tail or ""
        holder.tail, element.tail = text[:at] or None, text[at:] or None
        parent.insert(parent.index(holder) + 1, element)
    else:
        text = holder.text or ""
        holder.text, element.tail = text[:at] or None, text[at:] or None
        holder.insert(0, element)


def _outermost_unfit(inside: etree._Element) -> etree._Element | None:
    """The outermost element in a paragraph, from ``inside`` on, that may hold no comment."""
    unfit = None
    above: etree._Element | None = inside
    while above is not None and above.tag not in _PARAGRAPHS:
        unfit = above if above.tag not in _HOLDERS else unfit
        above = above.getparent()
    return unfit


def _beside(element: etree._Element, other: etree._Element, *, behind: bool) -> None:
    parent = other.getparent()
    assert parent is not None
    if behind:
        element.tail, other.tail = other.tail, None
        parent.insert(parent.index(other) + 1, element)
    else:
        parent.insert(parent.index(other), element)
