#!/usr/bin/env bash
# A finding that is gone counts as an error, and of a message that is kept once for its rule only the id is shown.
#
# Expected: SARIF marks a result that an earlier run had and this one has not by baselineState "absent". A tool that counts
#   results counts what is there. A message may be an id, whose text stands at the rule, with arguments.
# Happens: sarif-tools counts absent results like the rest, in its summary and for --check. For a message by id it prints
#   "default": neither the words that were found nor the words to write instead.
# Matters: archives of documents are cleaned one word at a time against a baseline. Each word that is mended adds to the errors
#   instead of taking one off, and the list does not say which word it was. (A filter file of one's own can leave absent
#   results out; nothing says that one needs it.)
# Known: nothing was found for sarif-tools; another viewer was mended (microsoft/sarif-visualstudio-extension#19).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sarif-tools==3.0.5
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

print("sarif-tools", version("sarif-tools"))
rule = {"id": "W1", "messageStrings": {"default": {"text": "'{0}' blames a child; write '{1}'."}}}
place = [{"physicalLocation": {"artifactLocation": {"uri": "report.txt"}, "region": {"startLine": 3}}}]
message = {"id": "default", "arguments": ["child prostitute", "exploited child"]}


def run(state, *command):
    result = {"ruleId": "W1", "ruleIndex": 0, "level": "error", "baselineState": state, "message": message, "locations": place}
    runs = [{"tool": {"driver": {"name": "words", "rules": [rule]}}, "results": [result]}]
    Path("words.sarif").write_text(json.dumps({"version": "2.1.0", "runs": runs}))
    done = subprocess.run([Path(sys.executable).parent / "sarif", *command, "words.sarif"], capture_output=True, text=True)
    return done.returncode, done.stdout.split("\n\n")[0].strip()


seen = {state: run(state, "--check", "error", "summary") for state in ("unchanged", "absent")}
print(seen)
assert seen == {state: (1, "error: 1\n - W1 default: 1") for state in ("unchanged", "absent")}, seen
PYTHON
