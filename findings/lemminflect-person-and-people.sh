#!/usr/bin/env bash
# For LemmInflect the plural of "person" is "persons" or "person"; "people" is not among its forms, nor "person" its lemma.
#
# Expected: the plural of "person" is "people" first and "persons" second, and "person" is among the lemmas of "people". The
#   library knows irregular plurals: "children", "women".
# Happens: "people" is a lemma of its own and no form of "person", and an uninflected "person" is given as a plural.
# Matters: "person" heads half of the recommended terms. Forms that are generated for matching miss "trafficked people",
#   those generated for suggestions read "three trafficked persons" or "three trafficked person".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lemminflect==0.2.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

from lemminflect import getAllInflections, getInflection, getLemma

print("lemminflect", version("lemminflect"))
print(getAllInflections("person"), getLemma("people", upos="NOUN"), getInflection("child", "NNS"), getLemma("women", upos="NOUN"))
assert getAllInflections("person")["NNS"] == ("persons", "person")
assert getLemma("people", upos="NOUN") == ("people",)
assert getInflection("child", "NNS") == ("children",)
assert getLemma("women", upos="NOUN") == ("woman",)
PYTHON
