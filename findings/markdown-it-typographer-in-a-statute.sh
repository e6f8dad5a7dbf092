#!/usr/bin/env bash
# With the typographer on, "18 U.S.C. 1591(c)" becomes "18 U.S.C. 1591©".
#
# Expected: the replacement of (c) by a copyright sign is for a (c) that stands alone, "(c) 2021", as autocorrection in word
#   processors has it. Behind a number or a word it is a subsection.
# Happens: markdown-it-py replaces every (c), (C), (r) and (tm) wherever it stands: subsections (c) and (r) of every law
#   are lost, (a), (b) and (d) stay.
# Matters: documentation of this field is full of citations, and MyST's "replacements" is this same rule. Text that is
#   taken from the tokens or the HTML cites no law any more, and is shorter than its source by two characters a citation.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check markdown-it-py==4.3.0
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from markdown_it import MarkdownIt

print("markdown-it-py", version("markdown-it-py"))
reader = MarkdownIt("commonmark", {"typographer": True}).enable("replacements")
seen = reader.render("18 U.S.C. 1591(b), 18 U.S.C. 1591(c), 8 U.S.C. 1184(r)(1)").strip()
print(seen)
assert seen == "<p>18 U.S.C. 1591(b), 18 U.S.C. 1591©, 8 U.S.C. 1184®(1)</p>", seen
PYTHON
