"""Generates the inflections that records need and inflections.yaml lacks; what comes out is reviewed by a person.

Needs the extra ``curate`` (LemmInflect); nothing else does, because the reviewed forms are stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from langcheck.errors import LangcheckError, how_to_install
from langcheck.lexicon.forms import Inflections, marked_word, spell_out_heads
from langcheck.lexicon.lexicon import Lexicon

HEADER = """\
# Inflections of the words that inflect: a noun's plural; a verb's third person, gerund, past and participle.
# `langcheck lexicon inflect` adds what is missing; every line is read by a person before it is committed.
"""


def missing(lexicon: Lexicon) -> tuple[set[str], set[str]]:
    """The nouns and verbs that records inflect and inflections.yaml does not hold."""
    nouns: set[str] = set()
    verbs: set[str] = set()
    for entry in lexicon.entries:
        for term in entry.terms:
            if term.pos in ("noun", "verb"):
                (nouns if term.pos == "noun" else verbs).update(spell_out_heads(term.text, term.pos))
        kinds = {term.pos for term in entry.terms}
        for wording in (*entry.suggest, *(wording for clause in entry.clauses for wording in clause.suggest or ())):
            word = marked_word(wording.use)
            if word is not None:
                (nouns if "noun" in kinds else verbs).add(word)
    return nouns - set(lexicon.inflections.nouns), verbs - set(lexicon.inflections.verbs)


def generate(nouns: set[str], verbs: set[str]) -> Inflections:
    """Inflect words by LemmInflect; raises LangcheckError when it is not installed."""
    try:
        from lemminflect import getInflection
    except ImportError as error:
        raise LangcheckError("LemmInflect is not installed", how_to_install("curate")) from error

    def one(word: str, tag: str) -> str:
        found = getInflection(word, tag)
        return str(found[0]) if found else word

    return Inflections(
        {word: one(word, "NNS") for word in nouns},
        {word: (one(word, "VBZ"), one(word, "VBG"), one(word, "VBD"), one(word, "VBN")) for word in verbs},
    )


def write(path: Path, inflections: Inflections) -> None:
    """Write inflections.yaml, sorted, one word a line."""
    path.write_text("\n".join(_lines(inflections)) + "\n", encoding="utf-8")


def _lines(inflections: Inflections) -> Iterator[str]:
    yield HEADER
    yield "nouns:"
    yield from (f"  {word}: {plural}" for word, plural in sorted(inflections.nouns.items()))
    yield "verbs:"
    yield from (f"  {word}: [{', '.join(forms)}]" for word, forms in sorted(inflections.verbs.items()))
