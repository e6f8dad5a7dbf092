#!/usr/bin/env bash
# Ages that follow one another are taken for the numbers of a list: "V1 was" / "15. V2 was" / "16."
#
# Expected: a sentence that ends with a number ends behind its full stop, as it does in "She was 15. He knew." A list is known by
#   numbers that stand at the start of something.
# Happens: where two sentences end with a number and the next higher one, pySBD breaks the text before each number, and not
#   behind its full stop. With 14 and 16, or with 16 before 15, the same text is cut as it should be.
# Matters: reports give the ages of several children in a row, and siblings or classmates are a year apart. Each age is moved
#   into the sentence on the next child: V2 is 15 there, V1 has no age, and a rule for minors decides by it.
# Known: nothing was found for pySBD; another splitter had a like fault (speedyk-005/yasbd-lib#11).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pysbd==0.3.4
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

import pysbd

print("pysbd", version("pysbd"))
cut = pysbd.Segmenter(language="en", clean=False).segment
text = "V1 was {}. V2 was {}. They met online."
seen = {ages: [one.strip() for one in cut(text.format(*ages))] for ages in ((14, 16), (15, 16), (16, 15))}
print(seen)
assert seen == {
    (14, 16): ["V1 was 14.", "V2 was 16.", "They met online."],
    (15, 16): ["V1 was", "15. V2 was", "16. They met online."],
    (16, 15): ["V1 was 16.", "V2 was 15.", "They met online."],
}, seen
PYTHON
