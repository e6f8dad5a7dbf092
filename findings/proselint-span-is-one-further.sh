#!/usr/bin/env bash
# proselint's "span" is one character further than the word that was found.
#
# Expected: "span" in the JSON is two offsets into the checked text, so text[start:end] is what was found. Line and column
#   ("pos") count from 1 as people do.
# Happens: both offsets are one too high, on every line, so text[start:end] of "very" is "ery ". On the first line they equal the
#   column, which looks right.
# Matters: an editor that marks or replaces by span leaves the first letter standing and takes the blank behind the word:
#   what was "She was very afraid" becomes "She was vafraid" when the word is taken out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check proselint==0.16.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import json
import pathlib
import subprocess
from importlib.metadata import version

print("proselint", version("proselint"))
text = "V1 was found.\n\nShe was very afraid.\n"
pathlib.Path("report.md").write_text(text)
done = subprocess.run(["venv/bin/proselint", "check", "-o", "json", "report.md"], capture_output=True, text=True)
(result,) = json.loads(done.stdout)["result"].values()
(found,) = result["diagnostics"]
start, end = found["span"]
print(found["check_path"], found["pos"], found["span"], repr(text[start:end]))
assert found["check_path"] == "weasel_words.very" and found["pos"] == [3, 9], found
assert text[start:end] == "ery " and text[start - 1 : end - 1] == "very", found
PYTHON
