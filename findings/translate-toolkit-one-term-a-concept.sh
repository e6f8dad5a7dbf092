#!/usr/bin/env bash
# Of a TBX concept with a preferred and a deprecated term, only the term that stands first is read, whichever it is.
#
# Expected: TBX groups the terms of one concept below each language and marks each preferred, admitted or deprecated; that is
#   what a termbase is for. A reader gives all of them, or at least the preferred one.
# Happens: the Translate Toolkit gives one source a concept: the first term of the first language. Where the deprecated word
#   stands first it is the term, without its status, and the preferred one is nowhere. Where another language stands first,
#   that is the source, whatever xml:lang the file declares.
# Matters: a termbase of words to avoid lists the deprecated word first. Imported in this way it tells translators to use
#   it. (ISO 30042:2019 files, root element tbx, are refused with an AssertionError that has no message.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check translate-toolkit==3.20.4
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from translate.storage.tbx import tbxfile

print("translate-toolkit", version("translate-toolkit"))


def language(code, *terms):
    notes = (f'<tig><term>{term}</term><termNote type="administrativeStatus">{status}</termNote></tig>' for term, status in terms)
    return f'<langSet xml:lang="{code}">{"".join(notes)}</langSet>'


def read(*languages):
    source = (
        '<?xml version="1.0"?><martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc>'
        f'</martifHeader><text><body><termEntry id="c1">{"".join(languages)}</termEntry></body></text></martif>'
    )
    return [(unit.source, unit.target, unit.getnotes()) for unit in tbxfile.parsestring(source.encode()).units]


english = language("en", ("runaway", "deprecatedTerm-admn-sts"), ("missing child", "preferredTerm-admn-sts"))
french = language("fr", ("enfant disparu", "preferredTerm-admn-sts"))
alone, before, behind = read(english), read(english, french), read(french, english)
print(alone, before, behind)
assert alone == [("runaway", None, "")], alone
assert before == [("runaway", "enfant disparu", "")], before
assert behind == [("enfant disparu", "runaway", "")], behind
PYTHON
