"""Whether an office file in which no words were found is simply blank, or shows something whose words cannot be read.

Only what is known to hold nothing counts as blank: beside a part, an element or a word that is not known, somebody must look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from langcheck.errors import NothingToCheck, UnreadableDocument
from langcheck.readers.package import Package

_UNSEEN = re.compile(
    r"\[Content_Types\]\.xml|mimetype|(?:.*/)?_rels/[^/]*\.rels|META-INF/[^/]*\.(?:xml|rdf)|manifest\.rdf|meta\.xml|settings\.xml"
    r"|docProps/[^/]*|docMetadata/[^/]*|Thumbnails/[^/]*|customXml/[^/]*|Configurations2/.*|layout-cache"
    r"|(?:word|ppt|xl)/(?:theme|printerSettings)/[^/]*"
    r"|word/(?:settings|webSettings|fontTable|styles|stylesWithEffects|numbering|people)\.xml|word/fonts/[^/]*"
    r"|ppt/(?:presProps|viewProps|tableStyles)\.xml|ppt/(?:slideLayouts|slideMasters|notesMasters|handoutMasters)/[^/]*"
    r"|xl/(?:styles|calcChain)\.xml",
    re.IGNORECASE,
)
"""Parts that hold nothing which a page, a slide or a sheet shows."""

_READ = re.compile(
    r"word/[\w-]+\.xml|ppt/presentation\.xml|ppt/(?:slides|notesSlides|comments)/[\w-]+\.xml|ppt/commentAuthors\.xml"
    r"|xl/(?:workbook|sharedStrings)\.xml|xl/worksheets/[\w-]+\.xml|content\.xml|styles\.xml",
    re.IGNORECASE,
)
"""Parts that are looked through for what they show."""

_SHOWS = frozenset(
    "drawing pict object oMath oMathPara altChunk AlternateContent control pic graphicFrame contentPart custGeom cxnSp bgPic blip "
    "legacyDrawing legacyDrawingHF oleObjects OLEObject oleObject controls picture binData movie ink sym image object-ole plugin applet "
    "floating-frame custom-shape path polygon polyline line circle ellipse rect regular-polygon g scene measure connector binary-data "
    "form tablePart".split()
)
"""Elements that show something besides words."""

_WORDS = frozenset({"t", "delText", "p", "h", "span", "a", "v"})
_LETTER = re.compile(r"[^\W\d_]")


def no_words(
    problem: str, hint: str, shown: Package | Iterable[etree._Element], notes: Sequence[str]
) -> UnreadableDocument:
    """The error for an office file in which no words were found; NothingToCheck where it is simply blank.

    ``shown`` is the package, or the elements of a flat file; a file of which the reader has ``notes`` is not blank, and they
    are told.
    """
    if notes or not _is_blank(shown):
        return UnreadableDocument("; ".join((problem, *notes)), hint)
    return NothingToCheck(problem, "There is nothing in it to check; was it saved?")


def _is_blank(shown: Package | Iterable[etree._Element]) -> bool:
    if not isinstance(shown, Package):
        return not any(map(_shows, shown))
    for name in sorted(shown.names):
        if _UNSEEN.fullmatch(name):
            continue
        if not _READ.fullmatch(name) or _shows(shown.parse(name, document_type=True)):
            return False
    return True


def _shows(root: etree._Element) -> bool:
    """Whether anything below an element is seen: a picture, an object, a letter."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _SHOWS:
            return True
        if name in _WORDS and _LETTER.search((element.text or "") + (element.tail or "")):
            return True
    return False
