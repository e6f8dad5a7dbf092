#!/usr/bin/env bash
# Of the commands of csquotes, pandoc reads \enquote and drops \textquote with the words that it quotes.
#
# Expected: a reader that knows csquotes' \enquote knows its \textquote, or warns that words of the text are left out.
# Happens: the quotation is gone without a word on stderr: "She said: to the officer." Only --verbose tells of it, as an
#   [INFO] that a command was skipped.
# Matters: quotations are what decides most about a word (her own words are kept, an official's are not). A whole
#   statement falls out of the text, and the sentence around it still looks whole.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import subprocess

import pypandoc

command = [pypandoc.get_pandoc_path(), "--from=latex", "--to=plain", "--wrap=none"]
seen = {}
for name in ("enquote", "textquote"):
    source = rf"\usepackage{{csquotes}}\begin{{document}}She said: \{name}{{He sold me}} to the officer.\end{{document}}"
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
    seen[name] = (" ".join(done.stdout.split()), done.stderr)
print("pandoc", pypandoc.get_pandoc_version(), seen)
assert seen == {"enquote": ("She said: “He sold me” to the officer.", ""), "textquote": ("She said: to the officer.", "")}, seen
PYTHON
