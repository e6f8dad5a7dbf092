"""E-books made by hand, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CONTAINER = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
BOOK = (
    '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)


def epub(parts: Mapping[str, str | bytes]) -> bytes:
    """A book of one chapter, a.xhtml, and these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {"META-INF/container.xml": CONTAINER, "b.opf": BOOK, **parts}.items():
            package.writestr(name, content)
    return stream.getvalue()
