"""Word files made by hand, part by part, so that tests know every character in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f"{W} "
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs; a run is plain text, or XML when it begins with "<"."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(run if run.startswith('<') else text(run) for run in runs)}</w:p>"


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def word_file(body: str, *, parts: Mapping[str, str] | None = None, styles: str = "") -> bytes:
    """A .docx with this body; ``parts`` are further parts by the kind of their relationship (header, footnotes ...)."""
    relations, files = "", {}
    for number, (kind, content) in enumerate((parts or {}).items(), 1):
        base = kind.rstrip("0123456789")
        relations += f'<Relationship Id="rId{number}" Type="{TYPE}/{base}" Target="{kind}.xml"/>'
        files[f"word/{kind}.xml"] = content
    if styles:
        relations += f'<Relationship Id="rIdS" Type="{TYPE}/styles" Target="styles.xml"/>'
        files["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr(
            "_rels/.rels",
            _relationships(f'<Relationship Id="rId1" Type="{TYPE}/officeDocument" Target="word/document.xml"/>'),
        )
        package.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", _relationships(relations))
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def _relationships(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )
