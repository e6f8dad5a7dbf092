#!/usr/bin/env bash
# Word's no-break hyphen vanishes: "16-year-old" is read as "16yearold".
#
# Expected: a reader of Word files gives each character that Word shows. The no-break hyphen (Ctrl+Shift+hyphen) is an element
#   of its own, w:noBreakHyphen, and comes out as "-" or U+2011, as a tab or a line break, elements too, come out as theirs.
# Happens: docx2python and docx2txt give nothing for it, and the words on both sides become one. mammoth gives U+2011,
#   python-docx "-": four libraries, three texts.
# Matters: careful writers keep ages together at the end of a line with just this character. Without it no pattern for ages
#   meets "16yearold", and a child is taken for an adult.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    docx2python==3.7.1 docx2txt==0.9 mammoth==1.13.0 python-docx==1.2.0
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from docx2python import docx2python

document = docx.Document()
run = document.add_paragraph().add_run("The 16")
for word in ("year", "old girl"):
    run._r.append(OxmlElement("w:noBreakHyphen"))
    run.add_text(word)
document.save("report.docx")
with open("report.docx", "rb") as file, docx2python("report.docx") as opened:
    seen = {
        "docx2python": opened.text.strip(),
        "docx2txt": docx2txt.process("report.docx").strip(),
        "mammoth": mammoth.extract_raw_text(file).value.strip(),
        "python-docx": docx.Document("report.docx").paragraphs[0].text,
    }
for name, text in seen.items():
    print(name, version(name), ascii(text))
assert seen == {
    "docx2python": "The 16yearold girl",
    "docx2txt": "The 16yearold girl",
    "mammoth": "The 16\u2011year\u2011old girl",
    "python-docx": "The 16-year-old girl",
}
PYTHON
