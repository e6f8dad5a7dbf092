"""A text, an RTF file or an OpenDocument text, and findings, to a Word file of its words with a comment at each of them.

The copy holds a paragraph for each block of the document's text, with the lines of a plain text, and nothing else of its layout. Annotations, titles and
descriptions of the draft are no part of that text and stay out of a copy that is passed on. Its comments and tracked
changes are those of any Word document (``editors.word``).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from langcheck.editors import Reviewed, Unplaced, word
from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Document, Finding, Region, Role
from langcheck.readers import read_bytes
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
    lines = [_lines(document.blocks[number], document.source) for number in told]
    data = _word_file([document.blocks[number].role for number in told], lines)
    made = read_bytes(data, name=document.path, format="docx")
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
    if source is None:
        return [block.text]
    lines, start = [], 0
    for blank in _BLANK.finditer(block.text):
        place = block.source_region(Region(blank.start(), blank.end()))
        if _LINE_END.search(source, place.start, place.end) is not None:
            lines.append(block.text[start : blank.start()])
            start = blank.end()
    return [*lines, block.text[start:]]


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
            text = etree.SubElement(run, W + "t")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = "".join(character if character.isprintable() else " " for character in line)
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
