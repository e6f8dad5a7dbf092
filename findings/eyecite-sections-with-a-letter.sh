#!/usr/bin/env bash
# "Cal. Penal Code § 266" is a citation, "Cal. Penal Code § 266h" is not; nor is "18 U.S.C. 1591" without the sign.
#
# Expected: a library for citations of the law of the United States reads sections with a letter, as it reads those with
#   a decimal (§ 236.1), and the federal code as prosecutors write it.
# Happens: behind a section number only digits and points are read for this code. With a letter the whole citation falls to an
#   UnknownCitation that holds nothing but "§". Without the sign the federal code is no citation at all.
# Matters: 266h and 266i are California's sections on pimping and pandering, and 1591 is the federal law on sex trafficking. A
#   linter that leaves names of offences beside a citation alone finds none beside just these.
# Known: freelawproject/eyecite#146 (open) for letters in the federal code.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check eyecite==2.7.8
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

from eyecite import get_citations

print("eyecite", version("eyecite"))
law = "Cal. Penal Code § "
seen = {
    text: [(type(one).__name__, one.matched_text()) for one in get_citations(text)]
    for text in (f"{law}266", f"{law}236.1", f"{law}266h", f"{law}266i", "18 U.S.C. § 1591", "18 U.S.C. 1591")
}
print(seen)
assert seen == {
    f"{law}266": [("FullLawCitation", f"{law}266")],
    f"{law}236.1": [("FullLawCitation", f"{law}236.1")],
    f"{law}266h": [("UnknownCitation", "§")],
    f"{law}266i": [("UnknownCitation", "§")],
    "18 U.S.C. § 1591": [("FullLawCitation", "18 U.S.C. § 1591")],
    "18 U.S.C. 1591": [],
}, seen
PYTHON
