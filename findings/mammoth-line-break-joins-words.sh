#!/usr/bin/env bash
# mammoth's raw text joins the words on both sides of a line break: "sex" + "trafficking" = "sextrafficking".
#
# Expected: raw text drops bold and styles. A line break (Shift+Enter) within a paragraph is whitespace; the same library's
#   HTML has it as <br />, and its raw text keeps the tab.
# Happens: only text and tabs come out. The last word of a line and the first of the next become one, also in addresses,
#   headings and tables, where such breaks are most used.
# Matters: titles of posters and slides break within a term ("SEX / TRAFFICKING"). Neither the term nor its words are found,
#   and every position behind the break is one short of what a reader counts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import docx
import mammoth

print("mammoth", version("mammoth"))
document = docx.Document()
document.add_paragraph("Stop sex\ntrafficking\ttoday")  # python-docx writes w:br and w:tab
document.save("poster.docx")
with open("poster.docx", "rb") as file:
    raw, html = mammoth.extract_raw_text(file).value, mammoth.convert_to_html(file).value
print(repr(raw), html)
assert raw == "Stop sextrafficking\ttoday\n\n", raw
assert html == "<p>Stop sex<br />trafficking\ttoday</p>", html
PYTHON
