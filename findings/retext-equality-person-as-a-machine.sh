#!/usr/bin/env bash
# For an enslaved girl it offers "replica" or "node", for a disabled survivor "turned off", for a "call girl" "prostitute".
#
# Expected: a checker of inclusive wording offers a wording for people where the sentence speaks of people.
# Happens: retext-equality (the rules of alex) looks at the word alone. "slave" and "disabled" are rules of its computing
#   vocabulary, and for "call girl" one of three offers is the word that guidance of this field asks to avoid.
# Matters: it is run on the same documents as a linter of trafficking terms, and editors insert an offer with one key. The
#   considerate version is worse than what it replaces.
# Known: retextjs/retext-equality#129 (open) for "call girl"; nothing was found about the others in sentences on people.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save --prefix "$folder" \
    retext-equality@7.1.0 retext-english@5.0.0 retext-stringify@4.0.0 unified@11.0.5 >/dev/null
cat > run.mjs <<'JAVASCRIPT'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import retextEnglish from 'retext-english'
import retextEquality from 'retext-equality'
import retextStringify from 'retext-stringify'
import {unified} from 'unified'

console.log('retext-equality', JSON.parse(fs.readFileSync('node_modules/retext-equality/package.json')).version)
const checker = unified().use(retextEnglish).use(retextEquality).use(retextStringify)
const offers = async (text, rule) =>
  (await checker.process(text)).messages.find((message) => message.ruleId === rule).expected
const seen = [
  await offers('The child was held as a slave for years.', 'slave'),
  await offers('One survivor is disabled.', 'invalid'),
  await offers('A call girl was found safe.', 'call-girl')
]
console.log(seen)
assert.deepEqual(seen[0], ['secondary', 'worker', 'replica', 'node'])
assert.equal(seen[1][0], 'turned off')
assert.deepEqual(seen[2], ['escort', 'prostitute', 'sex worker'])
JAVASCRIPT
node run.mjs
