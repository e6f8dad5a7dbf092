#!/usr/bin/env bash
# codespell's own word list turns a police sting into a string, and pleas into "Please".
#
# Expected: of its two default lists one is for errors, the other for "rare (but valid) words" (--help). A common word of the
#   news is in neither, or has itself among the corrections, which keeps -w from writing.
# Happens: "sting", "stings" and "pleas" stand in the second list with one correction each, so -w writes it without a question:
#   "A string led to two arrests. Please were entered."
# Matters: stings and pleas are in most press releases on trafficking. The tool that checks the spelling before a linter
#   looks at the words has changed what happened.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check codespell==2.4.3
cd "$folder"
codespell="$folder/venv/bin/codespell"
echo "codespell $("$codespell" --version)"
printf '%s\n' 'A sting led to two arrests. Pleas were entered.' > release.txt
"$codespell" --write-changes release.txt > told.txt 2>&1
cat release.txt told.txt
test "$(cat release.txt)" = 'A string led to two arrests. Please were entered.'
