#!/usr/bin/env bash
# "She had no ID." cites the case that was cited before.
#
# Expected: the legal back-reference "Id." (for idem) is written with a small d, at the start of a sentence or behind a
#   semicolon. "ID" in capitals at the end of a sentence is a card.
# Happens: eyecite takes "ID." for it in any case and anywhere, gives an IdCitation and, where cases are resolved, counts
#   it as another citation of the law before it.
# Matters: that somebody's papers were taken from her is one of the first signs of trafficking, and police reports say "ID".
#   Whoever passes over citations of the law, or masks them, passes over that sentence's end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check eyecite==2.7.8
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

from eyecite import get_citations, resolve_citations

print("eyecite", version("eyecite"))
text = "He was charged under 18 U.S.C. § 1591. She had no ID. He kept her passport."
found = get_citations(text)
seen = [(type(one).__name__, one.matched_text()) for one in found]
resolved = [[one.matched_text() for one in group] for group in resolve_citations(found).values()]
print(seen, resolved)
assert seen == [("FullLawCitation", "18 U.S.C. § 1591"), ("IdCitation", "ID.")], seen
assert resolved == [["18 U.S.C. § 1591", "ID."]], resolved
PYTHON
