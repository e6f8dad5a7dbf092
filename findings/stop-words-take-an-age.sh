#!/usr/bin/env bash
# "fifteen" and "twelve" are stop words, "fourteen" and "sixteen" are not.
#
# Expected: stop words are words without a meaning of their own, "the", "of", "was". Numbers are none of them, or all are.
# Happens: the English lists of scikit-learn and spaCy hold one to twelve without seven, then fifteen, twenty, forty, fifty, sixty and
#   hundred. thirteen, fourteen, sixteen and seventeen are missing, so "fifteen-year-old" loses its number and
#   "sixteen-year-old" keeps it.
# Matters: statements spell ages out, and the age decides whether a report is about a child. Whoever clears stop words away
#   before counting or searching finds girls of sixteen and none of fifteen, twelve or eleven.
# Known for "seven" alone: scikit-learn/scikit-learn#11154, explosion/spaCy#12203 (both closed, the lists are as they were).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check scikit-learn==1.9.1 spacy==3.8.18
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer
from spacy.lang.en.stop_words import STOP_WORDS

print("scikit-learn", version("scikit-learn"), "spacy", version("spacy"))
ages = ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
taken = [[age for age in ages if age in words] for words in (ENGLISH_STOP_WORDS, STOP_WORDS)]
kept = CountVectorizer(stop_words="english").fit([f"She was a {age}-year-old." for age in ages]).get_feature_names_out().tolist()
print(taken, kept)
assert taken == [["eleven", "twelve", "fifteen"]] * 2, taken
assert kept == ["fourteen", "old", "seventeen", "sixteen", "thirteen", "year"], kept
PYTHON
