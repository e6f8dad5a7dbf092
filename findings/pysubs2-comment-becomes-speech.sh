#!/usr/bin/env bash
# A comment of a WebVTT transcript is read as words that were spoken.
#
# Expected: NOTE begins a comment in WebVTT, which no player shows; a reader of the format leaves it out.
# Happens: pysubs2 gives everything up to the next time to the cue above it: "NOTE" and the comment stand in its text, and are
#   written as dialogue when the file is saved in another format.
# Matters: transcribers leave notes on a witness in such comments ("she cried here", "check the word"). They end up in her
#   mouth, in a statement that must not be altered, and a linter finds words that she never said.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pysubs2==1.8.1
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import pysubs2

print("pysubs2", version("pysubs2"))
source = """WEBVTT

00:01.000 --> 00:03.000
He took my phone.

NOTE she did not say runaway

00:04.000 --> 00:05.000
Then I left.
"""
read = pysubs2.SSAFile.from_string(source, format_="vtt")
seen = [event.plaintext for event in read]
print(seen)
assert seen == ["He took my phone.\n\nNOTE she did not say runaway", "Then I left."], seen
assert "NOTE she did not say runaway" in read.to_string("srt")
PYTHON
