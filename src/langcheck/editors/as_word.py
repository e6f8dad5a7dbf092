"""A text, an RTF file or an OpenDocument text, and findings, to a Word file of its words with a comment at each of them.

The copy holds a paragraph for each block of the document's text, with the lines of a plain text, and nothing else of its layout. Annotations, titles and
descriptions of the draft are no part of that text and stay out of a copy that is passed on. Its comments and tracked
changes are those of any Word document (``editors.word``).
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

from langcheck.editors import Reviewed, Unplaced, word
from langcheck.errors import UnreadableDocument
from langcheck.limits import NONE
from langcheck.model import Block, Document, Finding, Region, Role
from langcheck.readers import read_bytes
from langcheck.readers.letters import INVISIBLE, UNSEEN
from langcheck.readers.open_styles import TEXT
from langcheck.readers.opendocument import walk
from langcheck.readers.reading import Choice
from langcheck.readers.word_styles import W

if TYPE_CHECKING:
    from datetime import datetime

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>"""
_RELATIONS = """<Relationships xmlns="{package}/relationships">\
<Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/></Relationships>"""
_STYLES = f"""<w:styles xmlns:w="{W[1:-1]}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal">\
<w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>\
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>\
<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>"""
_NO_LAYOUT = "the copy is a Word file that holds the words of the document, not its layout"
_LEFT_OUT = {
    Role.COMMENT: "it stands in a comment of the draft, which is left out of the copy",
    Role.METADATA: "it stands in what the draft says about itself, such as its title, which is left out of the copy",
}
_BLANK = re.compile(" ")
_LINE_END = re.compile(r"[\r\n]")
_OTHERWISE = "its paragraph holds what a Word file cannot hold"


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
    """The reviewed copy, a Word file whatever the document is; raises UnreadableDocument where no text would be in it."""
    told = [
        number for number, block in enumerate(document.blocks) if block.role not in _LEFT_OUT and block.text.strip()
    ]
    if not told:
        raise UnreadableDocument(
            "the document has no text for a Word copy, only comments or a title",
            "Use langcheck check to see what it finds.",
        )
    shown = [_lines(document.blocks[number], document.source) for number in told]
    roles = [document.blocks[number].role for number in told]
    texts = [document.blocks[number].text for number in told]
    written = _as_written(raw, document)
    lines = [written.get(number, lines) for number, lines in zip(told, shown, strict=True)]
    data, made = _made(document.path, roles, lines)
    if [block.text for block in made.blocks] != texts:
        # where a Word file would be read in another way than the draft was, it holds the words as they were read
        if len(made.blocks) == len(told):
            found = zip(made.blocks, texts, lines, shown, strict=True)
            lines = [line if block.text == text else plain for block, text, line, plain in found]
        else:
            lines = shown
        data, made = _made(document.path, roles, lines)
    same = {
        number: at
        for at, (number, block) in enumerate(zip(told, made.blocks, strict=False))
        if block.text == document.blocks[number].text
    }
    # what a block is and sets apart decides what may be changed in it, and no Word file of its words tells that
    blocks = list(made.blocks)
    for number, at in same.items():
        blocks[at] = replace(blocks[at], role=document.blocks[number].role, marks=document.blocks[number].marks)
    placed = [replace(finding, block=same[finding.block]) for finding in findings if finding.block in same]
    reviewed = word.review(
        data, replace(made, blocks=tuple(blocks)), placed, track=track, force=force, now=now, sources=sources
    )
    others = tuple(
        Unplaced(finding, _LEFT_OUT.get(document.blocks[finding.block].role, _OTHERWISE))
        for finding in findings
        if finding.block not in same
    )
    return replace(reviewed, unplaced=(*reviewed.unplaced, *others), notes=(*reviewed.notes, _NO_LAYOUT))


def _lines(block: Block, source: str | None) -> list[str]:
    """The text of a block as the lines that it had in a plain text; of other documents one."""
    return [block.text[start:end] for start, end in _stretches(block, source)]


def _stretches(block: Block, source: str | None) -> list[Region]:
    """The stretches of a block that stood on one line each; of documents without lines all of it."""
    if source is None:
        return [Region(0, len(block.text))]
    lines, start = [], 0
    for blank in _BLANK.finditer(block.text):
        place = block.source_region(Region(blank.start(), blank.end()))
        if _LINE_END.search(source, place.start, place.end) is not None:
            lines.append(Region(start, blank.start()))
            start = blank.end()
    return [*lines, Region(start, len(block.text))]


def _as_written(raw: bytes, document: Document) -> dict[int, list[str]]:
    """The lines of blocks with every character that the draft has in them, also those that a reading leaves out or folds."""
    if document.format == "opendocument":
        return _as_in_paragraphs(raw, document)
    if document.format != "text" or document.source is None:
        return {}
    return {number: list(_lines_as_written(block, document.source)) for number, block in enumerate(document.blocks)}


def _lines_as_written(block: Block, source: str) -> Iterator[str]:
    """The lines of a block of a plain text as the source has them; a word that was divided at the end of one is whole."""
    for region in _stretches(block, source):
        cuts = [
            anchor.offset
            for anchor in block.anchors
            if region.start < anchor.offset < region.end
            and _LINE_END.search(
                source, block.source_region(Region(anchor.offset - 1, anchor.offset)).end, anchor.source
            )
        ]
        pieces = (Region(*ends) for ends in pairwise([region.start, *cuts, region.end]))
        line = "".join(_as_in_source(block, source, piece) for piece in pieces)
        yield _WIDE.sub(" ", line)


def _as_in_source(block: Block, source: str, region: Region) -> str:
    """What the source has at a region of a block, with what nobody sees before it and behind it."""
    if region.start == region.end:
        return ""
    place = block.source_region(region)
    before = _UNSEEN_BEFORE.search(source, max(0, place.start - _FAR), place.start)
    behind = UNSEEN.match(source, place.end)
    found = source[before.start() if before else place.start : behind.end() if behind else place.end]
    return block.text[region.start : region.end] if _LINE_END.search(found) else found


_WIDE = re.compile(" {2,}")
"""Blanks that set words apart on a page, where one does in a Word file."""
_FAR = 8
_UNSEEN_BEFORE = re.compile(rf"[{INVISIBLE}]*\Z")


def _as_in_paragraphs(raw: bytes, document: Document) -> dict[int, list[str]]:
    """The same of an OpenDocument text, from its paragraphs."""
    found, _ = walk(raw, choice=Choice(limits=NONE))
    if len(found) != len(document.blocks):
        return {}
    return {
        number: [
            "".join(
                "\t" if piece.element.tag == TEXT + "tab" and not piece.is_behind else piece.text
                for piece in each.words
            )
        ]
        for number, each in enumerate(found)
        if each.words and each.block.text == document.blocks[number].text
    }


def _made(path: str, roles: Sequence[Role], lines: Sequence[Sequence[str]]) -> tuple[bytes, Document]:
    """A Word file of lines, and how it is read."""
    data = _word_file(roles, lines)
    return data, read_bytes(data, name=path, format="docx")


def _word_file(roles: Sequence[Role], texts: Sequence[Sequence[str]]) -> bytes:
    """A Word file with a paragraph of lines for each text; headings are headings."""
    root = etree.Element(W + "document", nsmap={"w": W[1:-1]})
    body = etree.SubElement(root, W + "body")
    for role, lines in zip(roles, texts, strict=True):
        paragraph = etree.SubElement(body, W + "p")
        if role is Role.HEADING:
            properties = etree.SubElement(paragraph, W + "pPr")
            etree.SubElement(properties, W + "pStyle").set(W + "val", "Heading1")
        run = etree.SubElement(paragraph, W + "r")
        for number, line in enumerate(lines):
            if number:
                etree.SubElement(run, W + "br")
            for step, piece in enumerate(line.split("\t")):
                if step:
                    etree.SubElement(run, W + "tab")
                text = etree.SubElement(run, W + "t")
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                text.text = "".join(character if _may_stand(character) else " " for character in piece)
    relations = {"package": _PACKAGE, "office": _OFFICE}
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="word/document.xml", **relations),
        "word/_rels/document.xml.rels": _RELATIONS.format(kind="styles", target="styles.xml", **relations),
        "word/styles.xml": _STYLES,
        "word/document.xml": etree.tostring(root, encoding="unicode"),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), f'<?xml version="1.0" encoding="UTF-8"?>\n{part}'
            )
    return stream.getvalue()


def _may_stand(character: str) -> bool:
    """Whether a character may stand in a Word file as it is: all that is shown, blanks of any width, and marks of direction."""
    return character.isprintable() or unicodedata.category(character) in _UNSHOWN


_UNSHOWN = frozenset(("Zs", "Cf"))
