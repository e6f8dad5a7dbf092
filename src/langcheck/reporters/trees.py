"""XML trees to text that any parser takes, whatever stands in a document."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from langcheck.harmless import printable

_NOT_XML = re.compile("[\ufffe\uffff]")


def written(root: ET.Element) -> str:
    """The tree, indented; letters outside ASCII are character references, so that any pipe can carry it."""
    ET.indent(root)
    tree: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tree.decode()}\n'


def allowed(text: str) -> str:
    """Text without characters that XML has no way to write; they are shown as codes."""
    return _NOT_XML.sub(lambda found: f"\\x{ord(found.group()):02x}", printable(text))
