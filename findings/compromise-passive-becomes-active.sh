#!/usr/bin/env bash
# "She was trafficked by Roe" becomes "She is trafficking by Roe".
#
# Expected: a function that changes the form of a verb keeps who does what to whom. In the passive the -ing form is "is being
#   trafficked"; the library's toPresentTense and toFutureTense keep the passive.
# Happens: toGerund of compromise drops the participle for "is" and the -ing form: the girl who was sold "is selling", the
#   two who were rescued "are rescuing". "had been trafficked" fares alike.
# Matters: nearly every sentence on a victim is in the passive. A suggestion or a heading that is made in this way is good
#   English ("Minor Victim 1 is selling.") and makes her the one who did it.
# Known for another form: spencermountain/compromise#737 (open); nothing was found about passives that turn round.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save --prefix "$folder" compromise@14.17.0 >/dev/null
cat > run.mjs <<'JAVASCRIPT'
import assert from 'node:assert/strict'
import nlp from 'compromise'

console.log('compromise', nlp.version)
const turn = (text, form) => nlp(text).verbs()[form]().all().text()
const seen = [
  ['She was trafficked by Roe.', 'toPresentTense'],
  ['She was trafficked by Roe.', 'toFutureTense'],
  ['She was trafficked by Roe.', 'toGerund'],
  ['She had been trafficked.', 'toGerund'],
  ['Minor Victim 1 was sold.', 'toGerund'],
  ['Two girls were rescued.', 'toGerund']
].map(([text, form]) => turn(text, form))
console.log(seen)
assert.deepEqual(seen, [
  'She is trafficked by Roe.',
  'She will be trafficked by Roe.',
  'She is trafficking by Roe.',
  'She is trafficking.',
  'Minor Victim 1 is selling.',
  'Two girls are rescuing.'
])
JAVASCRIPT
node run.mjs
