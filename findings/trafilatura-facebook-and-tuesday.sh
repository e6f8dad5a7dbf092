#!/usr/bin/env bash
# Of a list of sites where girls were recruited, Facebook and Instagram are left out; so is "Tuesday" in a time element.
#
# Expected: an extractor of articles drops what stands around the article. Within it, it drops whole blocks or nothing, and
#   an entry of a list is kept like those above and below it.
# Happens: trafilatura takes an entry that is only the name of one of certain sites for a button to share the page, wherever it
#   stands, and keeps the others. A time element is removed with its text from the middle of a sentence.
# Matters: "On Tuesday she told the court" becomes "On she told the court", and a press release that names where the victims were
#   found names fewer places, with no gap to see. The option for more recall changes neither.
# Known for time elements in another extractor: kepano/defuddle#136 (closed); nothing was found about this one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lxml_html_clean==0.4.6 trafilatura==2.3.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

import trafilatura

print("trafilatura", version("trafilatura"))
around = "<p>" + "The county told the press that the trial was long, and that it was glad to see it end this week. " * 4 + "</p>"
body = (
    "<p>On <time>Tuesday</time> she told the court how he had found her.</p>"
    "<p>He looked for girls on these sites:</p>"
    "<ul><li>Backpage</li><li>Facebook</li><li>Craigslist</li><li>Instagram</li></ul>"
)
page = f"<html><body><article><h1>Trial ends</h1>{around}{body}{around}</article></body></html>"
seen = [trafilatura.extract(page, favor_recall=recall).split("\n")[2:-1] for recall in (False, True)]
print(seen)
assert seen == [
    ["On she told the court how he had found her.", "He looked for girls on these sites:", "- Backpage", "- Craigslist"]
] * 2, seen
PYTHON
