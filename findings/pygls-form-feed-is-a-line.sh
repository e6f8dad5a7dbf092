#!/usr/bin/env bash
# A form feed or U+2028 ends a line for pygls, and an edit of the editor lands in another place.
#
# Expected: the Language Server Protocol names three line ends, \n, \r\n and \r. The library that keeps the server's copy
#   of the document counts by these.
# Happens: pygls splits by Python's str.splitlines, which knows eight more. Behind a page break every line number is one too
#   high, and a change that the editor sends by line and column overwrites words on the line before.
# Matters: text pasted from PDF and Word brings page breaks and line separators along. Marks stand on the wrong line, and after
#   the first edit the server checks a text that nobody wrote, without an error on either side.
# Known: nothing was found for pygls; other servers had it (fortran-lang/fortls#444).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pygls==2.1.1
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from lsprotocol.types import Position, Range, TextDocumentContentChangePartial
from pygls.workspace import TextDocument

print("pygls", version("pygls"))
for mark in ("\x0c", "\u2028"):
    document = TextDocument("file:///report.txt", f"page one{mark}The girl fled.\nShe is safe.", version=1)
    change = Range(start=Position(line=1, character=0), end=Position(line=1, character=3))
    document.apply_change(TextDocumentContentChangePartial(range=change, text="V1"))
    print(ascii(document.source))
    assert document.source == f"page one{mark}V1 girl fled.\nShe is safe.", ascii(document.source)
PYTHON
