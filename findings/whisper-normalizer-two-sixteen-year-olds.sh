#!/usr/bin/env bash
# "Two sixteen-year-olds" is "216 year olds", and "She was sixteen. Two men paid." is "she was 162 men paid".
#
# Expected: a normalizer of transcripts writes spoken numbers as digits, each for itself. At least a full stop, a comma and the
#   hyphen of an age keep two numbers apart.
# Happens: EnglishTextNormalizer takes the full stop, the comma and the hyphen out first. Then it strings numbers that follow each
#   other together, as in a number of a house: how many and how old become one, over the end of a sentence, too.
# Matters: recorded interviews pass through it before transcripts are compared or searched. The age of the child and the number of
#   buyers are gone without a trace, and an age that somebody guesses at ("fourteen, fifteen") is 1415.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check whisper-normalizer==0.1.15
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

from whisper_normalizer.english import EnglishTextNormalizer

print("whisper-normalizer", version("whisper-normalizer"))
expected = {
    "Two girls were sixteen.": "2 girls were 16",
    "Two sixteen-year-olds were found.": "216 year olds were found",
    "She was sixteen. Two men paid.": "she was 162 men paid",
    "She was 16. Two men paid.": "she was 162 men paid",
    "She was fourteen, fifteen at most.": "she was 1415 at most",
}
normalize = EnglishTextNormalizer()
seen = {text: normalize(text) for text in expected}
print(seen)
assert seen == expected, seen
PYTHON
