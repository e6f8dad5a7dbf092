#!/usr/bin/env bash
# "18 U.S.C. \S 1591" loses its section sign on the way from LaTeX to text.
#
# Expected: latex2text gives the sign for LaTeX's own \S, the usual way to write it, as it does for \textsection.
# Happens: nothing is left of \S, as of a command that pylatexenc does not know, and no warning is given. \pounds, the price in
#   so many statements, fares alike. pandoc and YaLafi give the section sign.
# Matters: legal texts are set in LaTeX, and the sign is what citations are found by: eyecite takes "18 U.S.C. § 1591", and not the
#   same without it. Names of offences beside it are then no longer beside a citation, and are changed.
# Known: nothing was found about \S.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pylatexenc==2.11 eyecite==2.7.8
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

from eyecite import get_citations
from pylatexenc.latex2text import LatexNodes2Text

print("pylatexenc", version("pylatexenc"), "eyecite", version("eyecite"))
sources = [r"18 U.S.C. \textsection{} 1591", r"18 U.S.C. \S{} 1591", r"18 U.S.C. \S 1591", r"\pounds 50"]
texts = [" ".join(LatexNodes2Text().latex_to_text(source).split()) for source in sources]
cited = [len(get_citations(text)) for text in texts]
print(texts, cited)
assert texts == ["18 U.S.C. § 1591", "18 U.S.C. 1591", "18 U.S.C. 1591", "50"], texts
assert cited == [1, 0, 0, 0], cited
PYTHON
