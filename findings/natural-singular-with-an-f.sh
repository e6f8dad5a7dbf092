#!/usr/bin/env bash
# The singular of "slaves" is "slaf".
#
# Expected: an inflector that makes "slaves" of "slave" and "wife" of "wives" makes "slave" of "slaves".
# Happens: natural's NounInflector knows the way there, and turns -ves into -f on the way back.
# Matters: singulars are made to look words up in a list of terms. "slaves" is never looked up as "slave", and where a suggestion is
#   made from the singular a non-word is written.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save --prefix "$folder" natural@8.1.1 >/dev/null 2>&1
cat > run.cjs <<'JAVASCRIPT'
const assert = require('node:assert/strict')
const {NounInflector} = require('natural')

console.log('natural', require('./node_modules/natural/package.json').version)
const inflector = new NounInflector()
const seen = Object.fromEntries(['slaves', 'wives', 'survivors'].map((word) => [word, inflector.singularize(word)]))
seen.slave = inflector.pluralize('slave')
console.log(seen)
assert.deepEqual(seen, {slaves: 'slaf', wives: 'wife', survivors: 'survivor', slave: 'slaves'})
JAVASCRIPT
DOTENV_CONFIG_QUIET=true node run.cjs
