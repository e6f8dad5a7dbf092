#!/usr/bin/env bash
# "brought 3 girls to court" and "was 14 and lived on the street" hold a street address, and the redactor takes it out.
#
# Expected: a pattern for addresses asks for a name of a street, or capitals: "12 Elm Street". Prose that has a number and, some words
#   on, "court", "way" or "street" is no address.
# Happens: redact-pii takes a number, one or two words of any kind and "court", "way", "drive" or "street". CommonRegex allows up to
#   twenty letters and blanks between. How many girls, their ages and what was done are within the match.
# Matters: reports are redacted before they are checked or shared. Street and court are words of this field, and what is
#   masked is the age of a child or the number of children; "Roe brought STREET_ADDRESS." looks like an address that was kept safe.
# Known: nothing was found for either.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check commonregex==1.5.4
npm install --silent --no-audit --no-fund --no-save --prefix "$folder" redact-pii@3.4.0 >/dev/null
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

from commonregex import CommonRegex

print("commonregex", version("commonregex"))
texts = ["She was found at 12 Elm Street.", "She was 14 and lived on the street.", "Roe brought 3 girls to court."]
seen = [CommonRegex(text).street_addresses for text in texts]
print(seen)
assert seen == [["12 Elm Street."], ["14 and lived on the street."], ["3 girls to court."]], seen
PYTHON
cat > run.mjs <<'JAVASCRIPT'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import redactPii from 'redact-pii'

console.log('redact-pii', JSON.parse(fs.readFileSync('node_modules/redact-pii/package.json')).version)
const redactor = new redactPii.SyncRedactor()
const texts = ['She was found at 12 Elm Street.', 'Roe brought 3 girls to court.', 'He drove 2 minors that way.']
const seen = texts.map((text) => redactor.redact(text))
console.log(seen)
assert.deepEqual(seen, ['She was found at STREET_ADDRESS.', 'Roe brought STREET_ADDRESS.', 'He drove STREET_ADDRESS.'])
JAVASCRIPT
node run.mjs
