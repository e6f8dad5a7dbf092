#!/usr/bin/env bash
# Whether the box at "Victim" or at "Suspect" is ticked is not in the text of a Word form, nor is the role that was chosen from a list.
#
# Expected: Word's form fields (the grey ones, from the Developer tab) show a ticked box or the chosen entry of a list. A reader
#   gives what is shown, or tells that there is something it cannot read.
# Happens: pandoc, python-docx, docx2txt and mammoth's raw text give "Victim Suspect" and "Role: ." without a warning. The state
#   is in the field's own data, not in a run behind it, as it is for fields of text. docx2python reads both.
# Matters: report templates hold who somebody is in just these fields. A linter that asks whether "she" is the victim has a text
#   in which she is both, and a word from the template's own list ("prostitute") is never looked at.
# Known: jgm/pandoc#8211 (closed) and python-openxml/python-docx#1417 (open) for boxes; nothing was found about lists.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    docx2python==3.7.1 docx2txt==0.9 mammoth==1.13.0 pypandoc_binary==1.17 python-docx==1.2.0
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import subprocess
from importlib.metadata import version

import docx
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python


def field(paragraph, name, data):
    marks = [f'<w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar>' for kind, inside in (
        ("begin", f'<w:ffData><w:name w:val="x"/><w:enabled/>{data}</w:ffData>'), ("separate", ""), ("end", ""))]
    marks.insert(1, f'<w:instrText xml:space="preserve"> {name} </w:instrText>')
    for mark in marks:
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{mark}</w:r>"))


def box(paragraph, ticked):
    field(paragraph, "FORMCHECKBOX", f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked w:val="{ticked}"/></w:checkBox>')


document = docx.Document()
boxes = document.add_paragraph()
box(boxes, 1)
boxes.add_run(" Victim ")
box(boxes, 0)
boxes.add_run(" Suspect")
role = document.add_paragraph("Role: ")
field(role, "FORMDROPDOWN", '<w:ddList><w:result w:val="1"/><w:listEntry w:val="suspect"/><w:listEntry w:val="victim"/></w:ddList>')
role.add_run(".")
document.save("form.docx")
with open("form.docx", "rb") as file, docx2python("form.docx") as opened:
    texts = {
        "pypandoc_binary": subprocess.run(
            [pypandoc.get_pandoc_path(), "form.docx", "--to=plain", "--verbose"], capture_output=True, text=True, check=True
        ),
        "python-docx": "\n".join(one.text for one in docx.Document("form.docx").paragraphs),
        "docx2txt": docx2txt.process("form.docx"),
        "mammoth": mammoth.extract_raw_text(file),
        "docx2python": opened.text,
    }
warnings = [texts["pypandoc_binary"].stderr, texts["mammoth"].messages]
texts["pypandoc_binary"], texts["mammoth"] = texts["pypandoc_binary"].stdout, texts["mammoth"].value
seen = {name: " ".join(text.split()) for name, text in texts.items()}
print([(name, version(name)) for name in seen], seen, warnings)
assert warnings == ["", []], warnings
assert seen.pop("docx2python") == "☒ Victim ☐ Suspect Role: victim.", seen
assert set(seen.values()) == {"Victim Suspect Role: ."}, seen
PYTHON
