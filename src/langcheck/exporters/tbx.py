"""A TBX-Basic file: an entry is a concept, its forms and suggestions are terms.

There are two dialects, which differ in the names of their elements: that of ISO 30042:2019 (style DCA), and that of 2008 (martif),
which many programs for translators still read alone (``tbx_2008``). No file names a DTD, so that no reader looks for one.
"""

from __future__ import annotations

from lxml import etree

from langcheck.lexicon.article import Article, article, words_of
from langcheck.lexicon.entry import Entry
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import CATEGORIES, Level

LIMITS = (
    "TBX has concepts and terms: what decides in context (needs, clauses, word lists, other senses) is told in notes "
    "for people and cannot be run; a suggestion's condition is a note; an advice is an admitted term with a note."
)
NAMESPACE = "urn:iso:std:iso:30042:ed-2"
OLDER = {
    "tbxHeader": "martifHeader",
    "conceptEntry": "termEntry",
    "langSec": "langSet",
    "termSec": "tig",
}
"""What the edition of 2008 calls the elements that have other names there; it has no namespace."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DEPRECATED, _ADMITTED, _PREFERRED = (f"{kind}Term-admn-sts" for kind in ("deprecated", "admitted", "preferred"))
_PARTS = {"noun": "noun", "verb": "verb"}


def export(lexicon: Lexicon) -> dict[str, str]:
    """The file, entries by id; their ids are the concepts' ids, with the words' harm as the definition."""
    attributes = {"type": "TBX-Basic", "style": "dca", _LANG: "en"}
    root = etree.Element(f"{{{NAMESPACE}}}tbx", attributes, nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the stubs know no default namespace
    return written(root, lexicon, "tbx")


def written(root: etree._Element, lexicon: Lexicon, format_: str) -> dict[str, str]:
    """The file below an empty root element, whose namespace says which names its elements have."""
    header = _add(_add(root, "tbxHeader"), "fileDesc")
    _add(_add(header, "titleStmt"), "title", "langcheck lexicon")
    _add(_add(header, "publicationStmt"), "p", f"Version {lexicon.version}. License: CC BY 4.0.")
    _add(_add(header, "sourceDesc"), "p", f"Made by `langcheck lexicon export --format {format_}`. {LIMITS}")
    body = _add(_add(root, "text"), "body")
    for entry in sorted(lexicon.entries, key=lambda entry: entry.id):
        _concept(body, entry, lexicon)
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return {f"langcheck.{format_}": f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'}


def _concept(body: etree._Element, entry: Entry, lexicon: Lexicon) -> None:
    told = article(entry, lexicon)
    concept = _add(body, "conceptEntry", id=entry.id)
    _add(concept, "descrip", CATEGORIES[entry.category], type="subjectField")
    _add(concept, "descrip", entry.why, type="definition")
    for kind, day in (("origination", entry.added), ("modification", entry.reviewed)):
        group = _add(concept, "transacGrp")
        _add(group, "transac", kind, type="transactionType")
        _add(group, "date", day)
    for text in _notes(entry, told):
        _add(concept, "note", text)
    for line, url in told.sources:
        _add(concept, "admin", line, type="source")
        if url.startswith(("http://", "https://")):
            _add(concept, "xref", line, type="externalCrossReference", target=url)
    language = _add(concept, "langSec", **{_LANG: "en"})
    status = _ADMITTED if entry.level is Level.ADVICE else _DEPRECATED
    part = _PARTS.get(entry.terms[0].pos, "other")
    for number, form in enumerate(words_of(entry, lexicon.inflections)):
        term = _term(language, form, status)
        if " " not in form:
            _add(term, "termNote", part, type="partOfSpeech")
        if number == 0:
            for example in told.flagged[:1]:
                _add(term, "descrip", example.text, type="context")
    conditions: dict[str, list[str]] = {}
    forms = set(words_of(entry, lexicon.inflections))
    for offer in told.offers:
        if offer.use not in forms:
            conditions.setdefault(offer.use, []).append(offer.when)
    for use, given in conditions.items():
        term = _term(language, use, _ADMITTED if all(given) else _PREFERRED)
        for when in filter(None, given):
            _add(term, "note", f"If {when}.")


def _notes(entry: Entry, told: Article) -> list[str]:
    about = f"Level {entry.level}; status {entry.status.value}; kind {entry.kind}."
    counts = [f"Counts only if {told.counts_if}."] if told.counts_if else []
    return [about, *told.notes, *counts, *(case.text for case in told.cases)]


def _term(language: etree._Element, text: str, status: str) -> etree._Element:
    section = _add(language, "termSec")
    _add(section, "term", text)
    _add(section, "termNote", status, type="administrativeStatus")
    return section


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    is_older = etree.QName(parent).namespace is None
    element = etree.SubElement(parent, OLDER.get(tag, tag) if is_older else f"{{{NAMESPACE}}}{tag}", attributes)
    element.text = " ".join(text.split()) if text is not None else None
    return element
