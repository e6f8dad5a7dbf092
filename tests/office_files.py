"""Slides, sheets and OpenDocument files made by hand, part by part, so that tests know every character in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SLIDE_NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:r="{OFFICE}"'
)
SHEET_NAMES = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"'
ODF_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "presentation": "presentation",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
    }.items()
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def relations(*targets: tuple[str, str, str]) -> str:
    """A part of relationships, each as (id, kind, target)."""
    inside = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in targets
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'


# --- slides ---


def shape(name: str, *paragraphs: str, kind: str | None = None, descr: str = "", more: str = "") -> str:
    """A shape with paragraphs, each plain text or XML; ``kind`` makes it a placeholder."""
    holder = "" if kind is None else f'<p:ph type="{kind}"/>' if kind else '<p:ph idx="1"/>'
    body = "".join(
        text if text.startswith("<a:p") else f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="{name}" descr="{descr}" {more}/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr>'
        f"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>{body}</p:txBody></p:sp>"
    )


def frame(name: str, inside: str) -> str:
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="2" name="{name}"/></p:nvGraphicFramePr>'
        f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></p:graphicFrame>"
    )


def slide(*shapes: str, show: str = "", kind: str = "sld", more: str = "") -> str:
    tree = "".join(shapes)
    return f"<p:{kind} {SLIDE_NAMES} {show}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld>{more}</p:{kind}>"


def slides_file(*slides: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A .pptx with these slides in this order; the parts are numbered backwards, so that order must be looked up."""
    count = len(slides)
    order = "".join(f'<p:sldId id="{256 + number}" r:id="s{number}"/>' for number in range(count))
    targets = [(f"s{number}", "slide", f"slides/slide{count - number}.xml") for number in range(count)]
    files: dict[str, str | bytes] = {
        "_rels/.rels": relations(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {SLIDE_NAMES}><p:sldIdLst>{order}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(*targets),
    }
    for (_, _, target), content in zip(targets, slides, strict=True):
        files[f"ppt/{target}"] = content
    return packed({**files, **(parts or {})})


# --- sheets ---


def cell(reference: str, text: str, *, kind: str = "inlineStr") -> str:
    inside = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
    return f'<c r="{reference}" t="{kind}">{inside}</c>'


def sheet(*rows: str, more: str = "") -> str:
    inside = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, 1))
    return f"<worksheet {SHEET_NAMES}><sheetData>{inside}</sheetData>{more}</worksheet>"


def workbook(
    sheets: Mapping[str, str], *, strings: Sequence[str] = (), hidden: str = "", parts: Mapping[str, str] | None = None
) -> bytes:
    """A .xlsx with these sheets by name; strings are XML of shared ones."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"{" state=" + chr(34) + "hidden" + chr(34) if name == hidden else ""}/>'
        for number, name in enumerate(sheets, 1)
    )
    targets = [(f"r{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    if strings:
        targets.append(("rs", "sharedStrings", "sharedStrings.xml"))
    files: dict[str, str | bytes] = {
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {SHEET_NAMES}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(*targets),
    }
    if strings:
        files["xl/sharedStrings.xml"] = f"<sst {SHEET_NAMES}>{''.join(f'<si>{item}</si>' for item in strings)}</sst>"
    for (_, _, target), content in zip(targets, sheets.values(), strict=False):
        files[f"xl/{target}"] = content
    return packed({**files, **(parts or {})})


# --- OpenDocument ---


def open_document(
    body: str, *, kind: str = "text", styles: str = "", master: str = "", manifest: str = "", flat: bool = False
) -> bytes:
    """An OpenDocument file with this body; ``styles`` are automatic ones, ``master`` holds master pages."""
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    pages = f"<office:master-styles>{master}</office:master-styles>"
    content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    if flat:
        return f"<office:document {ODF_NAMES}>{automatic}{pages}{content}</office:document>".encode()
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {ODF_NAMES}>{automatic}{content}</office:document-content>",
            "styles.xml": f"<office:document-styles {ODF_NAMES}>{pages}</office:document-styles>",
            "META-INF/manifest.xml": manifest or "<manifest/>",
        }
    )
