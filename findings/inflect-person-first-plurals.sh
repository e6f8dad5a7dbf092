#!/usr/bin/env bash
# The plural of a person-first term is made at the wrong word: "person exploiteds in prostitution".
#
# Expected: inflect makes "victims of trafficking" and "people under 18" of the singular, so it finds the head of a phrase.
# Happens: it inflects the word before the first preposition that it knows, or else the last word of all. With a
#   participle or a clause behind the person that is not the head: "child forceds into work", "person who buys sexes".
# Matters: person-first language puts just these words behind the person. Suggestions in the plural come out as non-words
#   for the very terms that are recommended, and right for the ones that are not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check inflect==7.6.0
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import inflect

print("inflect", version("inflect"))
phrases = {
    "victim of trafficking": "victims of trafficking",
    "person under 18": "people under 18",
    "person exploited in prostitution": "person exploiteds in prostitution",
    "child forced into work": "child forceds into work",
    "person who buys sex": "person who buys sexes",
}
seen = {phrase: inflect.engine().plural_noun(phrase) for phrase in phrases}
print(seen)
assert seen == phrases, seen
PYTHON
