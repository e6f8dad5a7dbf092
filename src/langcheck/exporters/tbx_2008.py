"""A TBX-Basic file in the dialect of ISO 30042:2008 (martif), which many programs for translators read alone."""

from __future__ import annotations

from lxml import etree

from langcheck.exporters import tbx
from langcheck.lexicon.lexicon import Lexicon

LIMITS = tbx.LIMITS


def export(lexicon: Lexicon) -> dict[str, str]:
    """The file, with the same concepts and terms as ``tbx`` writes."""
    root = etree.Element("martif", {"type": "TBX-Basic", "{http://www.w3.org/XML/1998/namespace}lang": "en"})
    return tbx.written(root, lexicon, "tbx-2008")
