#!/usr/bin/env bash
# The search for "trafficking" finds nothing on a page that shows it, where "ffi" is one sign of the font.
#
# Expected: a search in a PDF finds what a reader sees. PyMuPDF has TEXTFLAGS_SEARCH for it, which takes ligatures apart, and
#   page.search_for uses it.
# Happens: without flags, search_for keeps ligatures as they are, and the plain word is not on the page. With
#   flags=TEXTFLAGS_SEARCH it is found. get_text, get_text("words") and pypdf give U+FB03, too, unless told otherwise.
# Matters: the field's own word holds a ligature of three letters. A report that is set with such a font has no trafficking,
#   trafficker or trafficked in it for a search, and the words beside them are found, so nobody gets suspicious.
# Known: pymupdf/PyMuPDF#3660 (closed as no bug), though pymupdf/PyMuPDF#3685 (merged) was to end it for searches.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pymupdf==2.0 pypdf==7.1.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import io
from importlib.metadata import version

import pymupdf
import pypdf

shown = b"Sex tra\x01cking of a minor".hex()
content = f"BT /F 12 Tf 72 700 Td <{shown}> Tj ET"
letters = (
    "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0020> endbfrange "
    "1 beginbfchar <01> <FB03> endbfchar endcmap"
)
parts = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
    f"<</Length {len(content)}>>stream\n{content}\nendstream",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
    f"<</Length {len(letters)}>>stream\n{letters}\nendstream",
]
file, places = "%PDF-1.7\n", []
for number, part in enumerate(parts, 1):
    places.append(len(file))
    file += f"{number} 0 obj\n{part}\nendobj\n"
table = "".join(f"{place:010d} 00000 n \n" for place in places)
file += f"xref\n0 7\n0000000000 65535 f \n{table}trailer<</Size 7/Root 1 0 R>>\nstartxref\n{len(file)}\n%%EOF\n"
page = pymupdf.open(stream=file.encode("latin-1"))[0]
seen = {
    "get_text": page.get_text().strip(),
    "pypdf": pypdf.PdfReader(io.BytesIO(file.encode("latin-1"))).pages[0].extract_text(),
    "search": [len(page.search_for(word)) for word in ("trafficking", "minor")],
    "search with flags": [len(page.search_for(word, flags=pymupdf.TEXTFLAGS_SEARCH)) for word in ("trafficking", "minor")],
}
print("pymupdf", version("pymupdf"), "pypdf", version("pypdf"), ascii(seen))
assert seen == {
    "get_text": "Sex tra\ufb03cking of a minor",
    "pypdf": "Sex tra\ufb03cking of a minor",
    "search": [0, 1],
    "search with flags": [1, 1],
}
PYTHON
