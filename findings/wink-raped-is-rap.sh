#!/usr/bin/env bash
# The lemma of "raped" is "rap".
#
# Expected: a lemmatizer that makes "escape" of "escaped" and "rape" of "rapes" makes "rape" of "raped".
# Happens: wink-lemmatizer cuts "ed" or "ing" off and is content with any verb that is left, so that "shamed" is "sham" and "scared"
#   "scar", too; no "escap" is left of "escaped". winkNLP with its English model does the same to "raped".
# Matters: terms and offences are looked up by lemma. The noun of the charge is found by "rape", and "She was raped", which tells of
#   the act, is not; a list of verbs of a case names one that nobody did.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save --prefix "$folder" \
    wink-eng-lite-web-model@1.8.1 wink-lemmatizer@3.0.4 wink-nlp@2.4.0 >/dev/null
cat > run.cjs <<'JAVASCRIPT'
const assert = require('node:assert/strict')
const lemmatizer = require('wink-lemmatizer')
const winkNLP = require('wink-nlp')
const model = require('wink-eng-lite-web-model')

for (const name of ['wink-lemmatizer', 'wink-nlp', 'wink-eng-lite-web-model']) {
  console.log(name, require(`./node_modules/${name}/package.json`).version)
}
const nlp = winkNLP(model)
const lemmas = (text) => nlp.readDoc(text).tokens().out(nlp.its.lemma).join(' ')
const seen = [
  ['rapes', 'raped', 'raping', 'shamed', 'scared', 'escaped'].map(lemmatizer.verb).join(' '),
  lemmas('She was raped and escaped.'),
  lemmas('He raped her.'),
  lemmas('He was charged with rape.')
]
console.log(seen)
assert.deepEqual(seen, ['rape rap rap sham scar escape', 'she be rap and escape .', 'he rap her .', 'he be charge with rape .'])
JAVASCRIPT
node run.cjs
