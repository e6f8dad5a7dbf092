"""A Word paragraph and regions of its text to runs that begin and end there, comment ranges and tracked changes.

Regions count the characters as the reader does (readers/docx.py, ``Found.pieces``), so no words are searched for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from langcheck.model import Region
from langcheck.readers.docx import Found
from langcheck.readers.word_styles import W

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _TEXT, _DELETED, _ID = W + "r", W + "t", W + "delText", W + "id"
_INSERTIONS = frozenset({W + "ins", W + "moveTo"})
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_COVERED = frozenset({W + "del", W + "fldSimple", MC + "AlternateContent"})
"""What a comment goes around, not into."""

_HARMLESS = frozenset(
    W + name
    for name in (
        "r t sym tab br cr ptab noBreakHyphen softHyphen lastRenderedPageBreak proofErr hyperlink ins moveTo smartTag sdt "
        "sdtContent dir bdo customXml permStart permEnd bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference"
    ).split()
)
"""What may stand between the first and the last character of words that are replaced."""

_OPAQUE = frozenset(W + name for name in ("rPr", "sdtPr", "sdtEndPr", "del", "moveFrom"))
_FIXED_CONTROLS = frozenset(
    W + name for name in ("dataBinding", "dropDownList", "comboBox", "date", "picture", "docPartList", "docPartObj")
)


class Ids:
    """Numbers for annotations that no other one in the file has."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._used = {element.get(_ID) for root in roots for element in root.iter(etree.Element) if element.get(_ID)}
        self._next = 0

    def take(self) -> str:
        """The next number that is not in use."""
        while str(self._next) in self._used:
            self._next += 1
        self._next += 1
        return str(self._next - 1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes a tracked change, and when."""

    author: str
    date: str

    def attributes(self, ids: Ids) -> dict[str, str]:
        """The attributes of a new tracked change."""
        return self.attributes_of(ids.take())

    def attributes_of(self, number: str) -> dict[str, str]:
        """The attributes of an annotation that has its number."""
        return {_ID: number, W + "author": self.author, W + "date": self.date}


@dataclass(slots=True)
class _Held:
    """Characters of the paragraph's text and the element that holds them."""

    start: int
    end: int
    element: etree._Element


_REPLACED = frozenset(W + name for name in ("t", "sym", "tab", "br", "cr", "ptab", "noBreakHyphen", "softHyphen"))
"""What words that are replaced may be made of; the others are chosen or put there by a form or a field."""


class Runs:
    """The text of a block with the elements that hold it; offsets stay what they were, whatever is cut or replaced.

    Paragraphs that Word shows as one are held together.
    """

    def __init__(self, found: Found) -> None:
        self._held: list[_Held] = []
        at = 0
        for piece in found.pieces():
            if piece.counts:
                self._held.append(_Held(at, at + len(piece.text), piece.element))
                at += len(piece.text)

    def elements(self, region: Region) -> list[etree._Element]:
        """The elements that hold any character of a region."""
        first = bisect_right(self._held, region.start, key=lambda held: held.end)
        last = bisect_left(self._held, region.end, key=lambda held: held.start)
        return [held.element for held in self._held[first:last]]

    def is_plain(self, region: Region) -> bool:
        """Whether a region's text stands directly in runs, so that it can be cut out of them."""
        elements = self.elements(region)
        return bool(elements) and all(_parent(element).tag == _RUN for element in elements)

    def cut(self, regions: Iterable[Region], ids: Ids) -> None:
        """Split runs so that each region begins and ends with a run; what the paragraph says stays the same."""
        starts, ends = set(), set()
        for region in regions:
            starts.add(region.start)
            ends.add(region.end)
        cuts = sorted(starts | ends)
        self._held = [part for held in self._held for part in _cut_text(held, cuts)]
        for held in reversed(self._held):
            if held.end in ends:
                _split_run(held.element, held.element.getnext(), ids)
            before = held.element.getprevious()
            if held.start in starts and before is not None and before.tag != W + "rPr":
                _split_run(before, held.element, ids)

    def enclose(self, region: Region, start: etree._Element, ends: Sequence[etree._Element]) -> None:
        """Put ``start`` before a region that was cut and ``ends`` behind it."""
        elements = self.elements(region)
        first, last = _outermost(_run_of(elements[0])), _outermost(_run_of(elements[-1]))
        last = _with_insertion(last)
        first.addprevious(start)
        for end in reversed(ends):
            last.addnext(end)

    def replace(self, region: Region, text: str, stamp: Stamp, ids: Ids) -> None:
        """Mark a region that was cut as deleted and new words as inserted behind its beginning."""
        runs = _unique(_run_of(element) for element in self.elements(region))
        properties = _properties(runs[0])
        first: etree._Element | None = None
        deletion: etree._Element | None = None
        for run in runs:
            if deletion is None or run.getprevious() is not deletion:
                deletion = etree.Element(W + "del", stamp.attributes(ids))
                run.addprevious(deletion)
            deletion.append(run)
            _mark_deleted(run)
            first = deletion if first is None else first
        assert first is not None
        if not text:
            return
        insertion = etree.Element(W + "ins", stamp.attributes(ids))
        run = etree.SubElement(insertion, _RUN)
        if properties is not None:
            run.append(properties)
        _set_text(etree.SubElement(run, _TEXT), text)
        parent = _parent(first)
        if parent.tag in _INSERTIONS:
            _part_after(first, ids)
            parent.addnext(insertion)
        else:
            first.addnext(insertion)

    def hindrance(self, region: Region) -> str:
        """Why a region cannot be replaced by a tracked change, or nothing."""
        elements = self.elements(region)
        if not self.is_plain(region) or any(element.tag not in _REPLACED for element in elements):
            return "the words do not stand in plain text"
        if any(element.get(W + "type") in ("page", "column") for element in elements):
            return "a page begins among the words"
        paragraph = next(elements[0].iterancestors(W + "p"))
        if not _is_plain_between(paragraph, elements):
            return "something else stands among the words"
        for run in _unique(_run_of(element) for element in elements):
            for above in run.iterancestors():
                if above is paragraph:
                    break
                if reason := _hindrance(above, run):
                    return reason
        return _locked_above(paragraph)


def _hindrance(above: etree._Element, run: etree._Element) -> str:
    if above.tag in _INSERTIONS and run.getparent() is not above:
        return "the words were inserted by another tracked change"
    if above.tag in (W + "ruby", W + "fldSimple"):
        return "the words are put there by a field"
    if above.tag == MC + "AlternateContent":
        return "the words are written in two ways"
    return _locked(above) if above.tag == W + "sdt" else ""


def _locked_above(paragraph: etree._Element) -> str:
    return next((reason for control in paragraph.iterancestors(W + "sdt") if (reason := _locked(control))), "")


def _locked(control: etree._Element) -> str:
    """Why the words of a content control are not changed: it is locked, or fills itself."""
    properties = control.find(W + "sdtPr")
    if properties is None:
        return ""
    lock = properties.find(W + "lock")
    if lock is not None and "content" in lock.get(W + "val", "").lower():
        return "the words stand in a locked form field"
    if _is_simple(control):
        return "the words stand in a form field of plain text, or in one that fills itself"
    return ""


@dataclass(frozen=True, slots=True)
class FieldText:
    """The text elements of a part that stand in a field's code, and those that Word writes anew: codes and results."""

    codes: frozenset[etree._Element]
    computed: frozenset[etree._Element]


def field_text(root: etree._Element) -> FieldText:
    """Where a part's fields stand; the result of a HYPERLINK field is the author's own text."""
    codes, computed = set(), set()
    fields: list[_Field] = []
    open_codes = open_results = 0
    for element in root.iter(W + "fldChar", W + "instrText", _TEXT):
        step = element.get(W + "fldCharType")
        if element.tag == _TEXT:
            if open_codes:
                codes.add(element)
            if open_codes or open_results:
                computed.add(element)
        elif element.tag == W + "instrText":
            if fields:
                fields[-1].code = (fields[-1].code + (element.text or "")[:_CODE])[:_CODE]
        elif step == "begin":
            fields.append(_Field())
            open_codes += 1
        elif step == "separate" and fields and not fields[-1].in_result:
            fields[-1].in_result = True
            open_codes -= 1
            open_results += not fields[-1].is_link
        elif step == "end" and fields:
            field = fields.pop()
            open_codes -= not field.in_result
            open_results -= field.in_result and not field.is_link
    return FieldText(frozenset(codes), frozenset(computed))


_CODE = 32
"""How many characters of a field's code are looked at; its name comes first."""


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code as far as it is known, and whether its result has begun."""

    code: str = ""
    in_result: bool = False

    @property
    def is_link(self) -> bool:
        return _is_link(self.code)


def _is_link(code: str) -> bool:
    return code.strip().upper().startswith("HYPERLINK")


def _with_insertion(deletion: etree._Element) -> etree._Element:
    """The insertion that goes with a deletion, or the element itself where there is none."""
    follower, parent = deletion.getnext(), _parent(deletion)
    if follower is None and parent.tag in _INSERTIONS:
        follower = parent.getnext()
    if deletion.tag != W + "del" or follower is None or follower.tag != W + "ins":
        return deletion
    same = all(follower.get(W + name) == deletion.get(W + name) for name in ("author", "date"))
    return follower if same else deletion


# --- runs --------------------------------------------------------------------------------------------------------


def enclose_element(element: etree._Element, start: etree._Element, ends: Sequence[etree._Element]) -> None:
    """Put ``start`` before the run that holds an element, and ``ends`` behind it; without a run, around its paragraph.

    The element stands in a paragraph.
    """
    found = next((run for run in element.iterancestors(_RUN, W + "p")), None)
    if found is None or found.tag != _RUN:
        enclose_paragraph(next(element.iterancestors(W + "p")), start, ends)
        return
    run = _outermost(found)
    run.addprevious(start)
    for end in reversed(ends):
        run.addnext(end)


def enclose_paragraph(paragraph: etree._Element, start: etree._Element, ends: Sequence[etree._Element]) -> None:
    """Put ``start`` at the beginning of a paragraph and ``ends`` at its end."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.extend(ends)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}


def _run_of(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(_RUN))


def _outermost(run: etree._Element) -> etree._Element:
    """The element that a range around a run goes around: the run, or what must not hold the end of a range."""
    found = run
    for above in run.iterancestors():
        if above.tag == W + "p":
            break
        if above.tag in _COVERED or above.tag == _RUN or (above.tag == W + "sdt" and _is_simple(above)):
            found = above
    return found


def _is_simple(control: etree._Element) -> bool:
    """Whether a content control holds nothing but text, so that ranges cannot end in it."""
    properties = control.find(W + "sdtPr")
    return properties is not None and any(
        child.tag in _FIXED_CONTROLS or child.tag == W + "text" for child in properties
    )


def _cut_text(held: _Held, cuts: Sequence[int]) -> Iterator[_Held]:
    inside = cuts[bisect_right(cuts, held.start) : bisect_left(cuts, held.end)]
    if not inside or held.element.tag != _TEXT or _parent(held.element).tag != _RUN:
        yield held
        return
    text, element = held.element.text or "", held.element
    keeps_blanks = element.get(SPACE) == "preserve"
    for start, end in pairwise([held.start, *inside, held.end]):
        part = text[start - held.start : end - held.start]
        if start > held.start:
            following = etree.Element(_TEXT)
            element.addnext(following)
            element = following
        element.text = part
        if keeps_blanks or _has_inner_blank(part, first=start == held.start, last=end == held.end):
            element.set(SPACE, "preserve")
        yield _Held(start, end, element)


def _has_inner_blank(part: str, *, first: bool, last: bool) -> bool:
    """Whether a part begins or ends with a blank of the whole; Word shows none at the ends of the whole."""
    if not first and not last:
        return True
    inner = part[-1:] if first else part[:1]
    return inner.isspace() and not part.isspace()


def _set_text(element: etree._Element, text: str) -> None:
    element.text = text
    element.set(SPACE, "preserve")


def _split_run(before: etree._Element, first: etree._Element | None, ids: Ids) -> None:
    """Move ``first`` and what follows it in its run to a new run that looks the same."""
    run = _parent(before)
    if first is None or run.tag != _RUN:
        return
    rest = etree.Element(_RUN, _attributes(run))
    properties = _properties_of(run)
    if properties is not None:
        rest.append(_copied(properties, ids))
    run.addnext(rest)
    following = [first, *first.itersiblings()]
    rest.extend(following)


def _properties_of(run: etree._Element) -> etree._Element | None:
    """A run's properties, which come first in it."""
    first = next(iter(run), None)
    return first if first is not None and first.tag == W + "rPr" else None


def _copied(properties: etree._Element, ids: Ids) -> etree._Element:
    """A copy of a run's properties; what is numbered in it gets numbers of its own."""
    copy = deepcopy(properties)
    for element in copy.iter(etree.Element):
        if element.get(_ID) is not None:
            element.set(_ID, ids.take())
    return copy


def _properties(run: etree._Element) -> etree._Element | None:
    """A run's properties for new words, without what was tracked about them."""
    properties = _properties_of(run)
    if properties is None:
        return None
    copy = deepcopy(properties)
    for change in copy.findall(W + "rPrChange"):
        copy.remove(change)
    return copy


def _mark_deleted(run: etree._Element) -> None:
    for text in run.findall(_TEXT):
        text.tag = _DELETED


def _part_after(deletion: etree._Element, ids: Ids) -> None:
    """Split the insertion around a deletion behind it, so that other words can follow between the halves."""
    outer = _parent(deletion)
    following = list(deletion.itersiblings())
    if not following:
        return
    rest = etree.Element(outer.tag, {**_attributes(outer), _ID: ids.take()})
    rest.extend(following)
    outer.addnext(rest)


def _is_plain_between(paragraph: etree._Element, elements: Sequence[etree._Element]) -> bool:
    """Whether nothing but text and its containers stands from the first to the last of some texts."""
    element, last = elements[0], elements[-1]
    while element is not last:
        following = _following(element, paragraph)
        if following is None or (following.tag not in _HARMLESS and following.tag not in _OPAQUE):
            return False
        element = following
    return True


def _following(element: etree._Element, within: etree._Element) -> etree._Element | None:
    """The next element in reading order, without what stands in properties and deletions."""
    inner = next(iter(element), None)
    if element.tag not in _OPAQUE and inner is not None:
        return inner
    here: etree._Element | None = element
    while here is not None and here is not within:
        following = here.getnext()
        if following is not None:
            return following
        here = here.getparent()
    return None


def _unique(runs: Iterable[etree._Element]) -> list[etree._Element]:
    return list(dict.fromkeys(runs))
