#!/usr/bin/env bash
# striprtf gives the words that were struck out under tracked changes, and leaves out the footnotes that stand on the page.
#
# Expected: "text of an RTF file" is what Word shows in the final version: with the footnote, without the deletion.
# Happens: \deleted is one of many formatting words that are skipped, its text stays between the words that replaced
#   it; a footnote is a destination that is skipped with all its text.
# Matters: many records systems write RTF. The word that the editor has just taken out is reported again, and what
#   moved to a footnote (the statute, the victim's own words) is passed without a look.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check striprtf==0.0.35
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from striprtf.striprtf import rtf_to_text

print("striprtf", version("striprtf"))
source = r"{\rtf1\ansi The {\deleted\revauthdel1 runaway }{\revised missing }girl{\footnote She was 15.} was found.\par}"
seen = rtf_to_text(source)
print(repr(seen))
assert seen == "The runaway missing girl was found.\n", seen
PYTHON
