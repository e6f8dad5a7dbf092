"""docs/formats.md says of every format what the code does."""

from __future__ import annotations

import os

from langcheck.copies import AS_THEY_ARE, AS_WORD
from langcheck.fixing import NOT_FIXED
from langcheck.readers import READERS
from langcheck.readers.described import FORMATS, IN_PLACE, page
from tests.conftest import ROOT


def test_every_format_is_described() -> None:
    assert FORMATS.keys() == READERS.keys()


def test_the_page_is_made_from_the_code() -> None:
    """LANGCHECK_GOLDEN=1 writes it anew."""
    expected = page(AS_THEY_ARE, AS_WORD)
    path = ROOT / "docs" / "formats.md"
    if os.environ.get("LANGCHECK_GOLDEN"):
        path.write_text(expected, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == expected


def test_no_format_is_both_fixed_in_place_and_refused() -> None:
    assert not IN_PLACE & NOT_FIXED.keys()
