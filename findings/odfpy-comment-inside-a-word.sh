#!/usr/bin/env bash
# odfpy reads a comment's author, date and text into the middle of the word that it is anchored in.
#
# Expected: teletype.extractText gives the paragraph as a reader sees it. A comment (office:annotation) stands in the margin.
# Happens: everything below the paragraph is joined, the comment's author and date without a blank between them, too.
#   Tracked deletions, which the format keeps at the head of the file, come out as the first paragraph.
# Matters: a comment is anchored where the cursor was, often within a word. The word is not found ("vicAna2021-..."),
#   the commenter's words are taken for the report's, and her name is in the text that is linted and logged.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check odfpy==1.4.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from odf import dc, office, teletype, text
from odf.opendocument import OpenDocumentText, load

print("odfpy", version("odfpy"))
document = OpenDocumentText()
comment = office.Annotation()
comment.addElement(dc.Creator(text="Ana Roe"))
comment.addElement(dc.Date(text="2021-05-03T09:00:00"))
comment.addElement(text.P(text="another word?"))
paragraph = text.P(text="The vic")
paragraph.addElement(comment)
paragraph.addText("tim cried.")
document.text.addElement(paragraph)
document.save("report.odt")
seen = teletype.extractText(load("report.odt").getElementsByType(text.P)[0])
print(seen)
assert seen == "The vicAna Roe2021-05-03T09:00:00another word?tim cried.", seen
PYTHON
