#!/usr/bin/env bash
# Three forms of "traffic" have three lemmas: "traffick", "trafficking" and "traffic".
#
# Expected: a lemmatizer gives all forms of a verb one lemma that is a word: "traffic", as it gives
#   "groom" for "grooming" and "pimp" for "pimping".
# Happens: simplemma cuts the ending off "trafficked" and leaves the k that only the ending needs (as in "panicked").
#   "trafficking" stays as it is.
# Matters: it is the field's own verb. A search by lemma finds neither form from the other, and "traffick" is offered as a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check simplemma==2.0.0
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import simplemma

print("simplemma", version("simplemma"))
words = ["trafficked", "trafficking", "traffics", "panicked", "grooming", "pimping"]
seen = {word: simplemma.lemmatize(word, lang="en") for word in words}
print(seen)
assert seen == {
    "trafficked": "traffick",
    "trafficking": "trafficking",
    "traffics": "traffic",
    "panicked": "panick",
    "grooming": "groom",
    "pimping": "pimp",
}, seen
PYTHON
