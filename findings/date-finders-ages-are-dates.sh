#!/usr/bin/env bash
# In "two girls, ages 12 and 14" a date is found, the 14th of December, and "At 17 she ran away" tells a time, five o'clock.
#
# Expected: what looks for dates in sentences wants a month, a year or a slash before it takes two numbers for a date, and minutes
#   or "pm" before it takes one for a time. "12 and 14" is how no English date is written.
# Happens: dateparser's search finds "12 and 14" and "15 and 17" (the 15th, in 2017) though only English is allowed, but not
#   "12 or 14". chrono finds "At 17" and, in "The girl, 15, sat", a Saturday at 15:00.
# Matters: the numbers that tell that she was a child are kept from the rules for ages, or blacked out with the dates, and stand in
#   the order of events as days and hours that nobody named.
# Known for "at" with a number: wanasit/chrono#377 (closed), and for pairs of numbers of another kind: scrapinghub/dateparser#582
#   (open). Nothing was found about ages.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import datetime
from importlib.metadata import version

from dateparser.search import search_dates

print("dateparser", version("dateparser"))
options = {"languages": ["en"], "settings": {"RELATIVE_BASE": datetime.datetime(2026, 1, 5)}}
expected = {
    "Two girls, ages 12 and 14, were found.": [("12 and 14", datetime.datetime(2026, 12, 14))],
    "The girls were 15 and 17.": [("15 and 17", datetime.datetime(2017, 1, 15))],
    "The girls were 12 or 14.": None,
}
seen = {text: search_dates(text, **options) for text in expected}
print(seen)
assert seen == expected, seen
PYTHON
npm install --silent --no-audit --no-fund --no-save --prefix "$folder" chrono-node@2.10.3 >/dev/null
cat > run.mjs <<'JAVASCRIPT'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import * as chrono from 'chrono-node'

console.log('chrono-node', JSON.parse(fs.readFileSync('node_modules/chrono-node/package.json')).version)
const expected = {
  'At 17 she ran away.': [['At 17', 17, null]],
  'He sold her at 14 and again at 16.': [['at 14', 14, null], ['at 16', 16, null]],
  'The girl, 15, sat outside.': [['15, sat', 15, 6]],
  'She was 17 when she ran away.': []
}
const seen = Object.fromEntries(Object.keys(expected).map((text) => [
  text, chrono.parse(text, new Date(2026, 0, 5)).map((found) => [found.text, found.start.get('hour'), found.start.get('weekday')])
]))
console.log(JSON.stringify(seen))
assert.deepEqual(seen, expected)
JAVASCRIPT
node run.mjs
