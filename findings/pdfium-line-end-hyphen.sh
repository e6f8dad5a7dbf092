#!/usr/bin/env bash
# A hyphen at the end of a line of a PDF is read as the noncharacter U+FFFE, or as U+0002, and the line end is gone.
#
# Expected: a text extractor gives "traf-", a line end and "ficking", or joins the word. All its functions give the
#   same characters, and a hyphen that belongs to the word ("14-year-" / "old") stays a hyphen.
# Happens: pypdfium2's get_text_range gives U+FFFE and get_text_bounded U+0002, each in place of hyphen and line end
#   together. A hyphen of an age is lost with them. The search for "trafficking" finds nothing.
# Matters: "trafficking" and "14-year-old" are just the words that break at the end of a line. Neither is found, both
#   characters are invisible on a screen, and U+0002 is not allowed in XML, so a JUnit report that quotes the line is broken.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 reportlab==5.1.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

print("pypdfium2", version("pypdfium2"))
canvas = Canvas("report.pdf", pagesize=(400, 300))
canvas.setFont("Helvetica", 12)
for number, line in enumerate(("Victims of sex traf-", "ficking, among them a 14-year-", "old girl")):
    canvas.drawString(50, 200 - 14 * number, line)
canvas.save()
page = pypdfium2.PdfDocument("report.pdf")[0].get_textpage()
ranged, bounded, found = page.get_text_range(), page.get_text_bounded(), page.search("trafficking").get_next()
print(ascii(ranged), ascii(bounded), found)
assert ranged == "Victims of sex traf\ufffeficking, among them a 14-year\ufffeold girl", ascii(ranged)
assert bounded == ranged.replace("\ufffe", "\x02"), ascii(bounded)
assert found is None, found
PYTHON
