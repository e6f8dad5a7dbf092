"""The wording of laws and charges in a text: stretches that say what a statute says, whatever offence they name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from langcheck.facts.guarded import guarded
from langcheck.facts.words import Phrases, Words
from langcheck.lazily import pattern
from langcheck.model import Region

COUNTED = guarded(
    r"\b\d{1,3} ?(?:x ?)?(?:cts?|cnts?)\b\.?|\b(?:cts?|cnts?)\.? ?\d{1,3}\b|\bcounts? (?:\d{1,3}|[IVX]{1,5})\b|\b\d{1,2}x(?=\s)|(?<=\s)x ?\d{1,2}(?=\W*\Z|[,;)])",
    re.IGNORECASE,
)
"""A number of counts: "2 cts", "ct. 3", "Count IV"."""
ABBREVIATED = guarded(
    r"\b(?:poss|dist|distrib|prod|prom|solic|consp|agg|viol|unl|mfg|manuf)(?:\. ?|[ ](?=of\b|w/))(?:of\b|w/|to\b|(?=[a-z]))",
    re.IGNORECASE,
)
"""What charges begin with where they are abbreviated: "poss. of"."""
GRADE = guarded(r"\((?:F|M|FEL|MISD|GM|SF|PM)[-/ ]?[A-E\d]{0,2}\)|\b[FM][1-6]\b|\b[FM]/[A-D1-6]\b")
"""The grade of a charge: "(F2)"."""
_SIGN = guarded(r"§|¶ ?\d")
_CITED = guarded(
    r"(?<![\w.])(?!\d{1,2}\([FM]\))(?=\d[\d.:A-Z-])\d[\d.:-]{0,14}[A-Za-z]{0,2}[\d.:-]{0,10}[a-z]?(?:\((?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})\))+|(?<![\w.])\d{1,3}[A-Z]?:\d{1,3}-\d{1,4}"
)
"""The number of a section as codes cite it, with its parts: "2C:24-4b(5)", "647(b)"."""
_OF_CODE = guarded(r"\b(?:[A-Z]{2,6} ?\d{1,5}\.|(?:[A-Z]\.){2,6} ?\d{1,5}[.-])\d{2,5}(?!\d)")
"""The number of a section behind the letters of its code: "PC 311.11", "A.R.S. 13-3553"."""
_SUBSECTION = pattern(r"(?:\A|(?<=\s))\((?:[a-z]|[ivx]{1,4}|\d{1,2}|[A-Z])\)(?=[ (])")
_NUMBERED_LAW = pattern(r"\.?[ ](?:\([A-Z]{2,4}\) )?(?:no\.? ?)?\d[\w./:()-]{0,20}", re.IGNORECASE)
_YEAR_OF_LAW = guarded(r"\b(?:Act|Law|Code|Bill|Ordinance|Convention|Protocol|Directive)(?: of|,)? (?:1[89]|20)\d\d\b")


def law_words(text: str, words: Words, parts: list[Region], phrases: Phrases, names: Phrases) -> Iterator[Region]:
    """Sentences that say what a law says, and lists of charges in their abbreviations.

    A paragraph with lettered parts and the phrases of a statute is one as a whole, and so is a lettered part of a list.
    """
    said = [
        Region(words.all[index].start, words.all[index + length - 1].end) for index, length in phrases.find(words.all)
    ]
    if (said and _SUBSECTION.search(text)) or (_SUBSECTION.match(text) and _GOES_ON.search(text)):
        yield Region(0, len(text))
        return
    patterns = (_SIGN, _CITED, _OF_CODE, _YEAR_OF_LAW, COUNTED, ABBREVIATED, GRADE)
    places = [Region(*found.span()) for pattern in patterns for found in pattern.finditer(text)]
    for place in (*places, *said, *_named(text, words, names)):
        touched = [part for part in parts if part.start < place.end and place.start < part.end]
        if touched:
            yield Region(touched[0].start, touched[-1].end)


_GOES_ON = pattern(r"(?:;|;? ?\b(?:and|or)),?\s*\Z")
"""The end of a part of a list that is one long sentence."""


def _named(text: str, words: Words, names: Phrases) -> Iterator[Region]:
    """Laws by their number, or by what they are about: "Directive 2011/93", "the Protocol on"."""
    for index, length in names.find(words.all):
        first, last = words.all[index], words.all[index + length - 1]
        number = _NUMBERED_LAW.match(text, last.end)
        if number or (text[first.start].isupper() and _ABOUT.match(text, last.end)):
            yield Region(first.start, number.end() if number else last.end)


_ABOUT = pattern(r"(?: No\. ?\d+)?,? (?:on|against|concerning|relating to|regarding|for the) ")
