#!/usr/bin/env bash
# Of two speakers in one cue, the words of the second are given to the first.
#
# Expected: WebVTT marks each speaker by a voice tag, and a cue can hold a question and its answer. A reader gives both
#   speakers, or leaves the tags in the text.
# Happens: webvtt-py takes all tags out of the text and tells one voice, that of the first line. The second name is in no
#   attribute but raw_text.
# Matters: who says a word decides whether it is kept (a witness) or changed (an official). The officer's question becomes the
#   girl's own words, with her name on it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check webvtt-py==0.6.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
from importlib.metadata import version

import webvtt

print("webvtt-py", version("webvtt-py"))
source = """WEBVTT

00:01.000 --> 00:03.000
<v Jane Roe>He took my phone.
<v Det. Marsh>So you were a runaway?
"""
cue = webvtt.from_buffer(io.StringIO(source))[0]
print(cue.voice, repr(cue.text))
assert cue.voice == "Jane Roe", cue.voice
assert cue.text == "He took my phone.\nSo you were a runaway?", cue.text
PYTHON
