#!/usr/bin/env bash
# inflect writes "a 18-year-old", "a 11-year-old" and "an U visa".
#
# Expected: a library that knows "an hour", "a unit" and "an FBI agent" knows that eighteen, eleven and eighty begin with a
#   vowel, and that the letter U, said "you", does not.
# Happens: a word that begins with a digit gets "a", whatever the number. "US" and "UN" are listed, a lone U is not.
# Matters: after a replacement the article must fit again, and what follows it in this field is an age ("a victim" ->
#   "an 18-year-old") or the visa for victims of crimes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check inflect==7.6.0
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import inflect

print("inflect", version("inflect"))
words = ["hour", "unit", "FBI agent", "US citizen", "16-year-old", "8-year-old", "11-year-old", "18-year-old", "U visa"]
seen = [inflect.engine().a(word) for word in words]
print(seen)
assert seen == [
    "an hour",
    "a unit",
    "an FBI agent",
    "a US citizen",
    "a 16-year-old",
    "a 8-year-old",
    "a 11-year-old",
    "a 18-year-old",
    "an U visa",
], seen
PYTHON
