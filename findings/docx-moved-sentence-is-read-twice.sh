#!/usr/bin/env bash
# A sentence that was moved under tracked changes is read at both places, although a deleted one is left out.
#
# Expected: who leaves out tracked deletions leaves out the old place of a move; Word shows both struck through.
# Happens: docx2python and docx2txt leave w:del out because its text stands in w:delText. The old place of a move (w:moveFrom)
#   holds plain w:t, so it is read as if it still stood there, and the new place is read, too.
# Matters: drafts of press releases are reviewed under tracked changes. Each finding in the sentence is counted twice, once at
#   a place that no longer exists, and a quotation is torn from the one who spoke it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1 docx2txt==0.9 python-docx==1.2.0
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

import docx
import docx2txt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

document = docx.Document()
who = 'w:author="A" w:date="2021-05-03T09:00:00Z"'
for kind, text in (("moveFrom", "He sold her."), ("del", "A dropped word."), ("moveTo", "He sold her.")):
    paragraph = document.add_paragraph(f"{kind}: ")._p
    tag = "w:delText" if kind == "del" else "w:t"
    paragraph.append(
        parse_xml(f'<w:{kind} {nsdecls("w")} w:id="{len(document.paragraphs)}" {who}><w:r><{tag}>{text}</{tag}></w:r></w:{kind}>')
    )
document.save("draft.docx")
with docx2python("draft.docx") as opened:
    seen = {"docx2python": opened.text.split("\n\n"), "docx2txt": docx2txt.process("draft.docx").split("\n\n")}
for name, texts in seen.items():
    seen[name] = [text.strip() for text in texts if text.strip()]
    print(name, version(name), seen[name])
read = ["moveFrom: He sold her.", "del:", "moveTo: He sold her."]
assert seen == {"docx2python": read, "docx2txt": read}, seen
PYTHON
