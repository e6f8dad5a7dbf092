#!/usr/bin/env bash
# A text with exactly 256 findings passes: write-good's exit code is the number of findings.
#
# Expected: 0 if nothing was found, another number if anything was.
# Happens: the number of findings is handed to the system as exit code, which keeps only its last eight bits: 255 findings exit
#   with 255, 256 with 0, 257 with 1.
# Matters: in CI the exit code is the verdict on a document. A long report with 256 (512, 768) findings is clean, and
#   taking out one sentence that was found makes the build fail.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save --prefix "$folder" write-good@1.0.8 >/dev/null
echo "write-good $(node -p "require('./node_modules/write-good/package.json').version")"
for number in 255 256 257; do
    for _ in $(seq "$number"); do echo 'The girl was found.'; done > report.md
    code=0
    node node_modules/write-good/bin/write-good.js report.md > found.txt || code=$?
    echo "$number findings: $(grep -c 'passive voice' found.txt) told, exit $code"
    test "$(grep -c 'passive voice' found.txt)" = "$number"
    test "$code" = $((number % 256))
done
