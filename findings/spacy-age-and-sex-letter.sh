#!/usr/bin/env bash
# "45M" is cut into a number and a letter, "16F" is not.
#
# Expected: a report writes age and sex as one word, "16F", "45M". A tokenizer cuts both words in two, or neither.
# Happens: spaCy's rules have M in their list of units, as in "5M", and cut it off; F is not in it. "16F" stays one token
#   that is not like a number, "45" is a token that is.
# Matters: who looks for ages by token (like_num, POS NUM, a Matcher pattern) finds the ages of men and misses those of
#   girls and women, which is the age that decides whether the report is about a child.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
"$folder/venv/bin/python" - <<'PYTHON'
import spacy

print("spaCy", spacy.__version__)
doc = spacy.blank("en")("Officers found a 16F and a 45M at the motel.")
seen = [(token.text, token.like_num) for token in doc if any(letter.isdigit() for letter in token.text) or token.text == "M"]
print(seen)
assert seen == [("16F", False), ("45", True), ("M", False)], seen
PYTHON
