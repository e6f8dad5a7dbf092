"""The wording of laws and charges in a text: stretches that say what a statute says, whatever offence they name."""

from __future__ import annotations

from collections.abc import Iterator

from langcheck.facts.guarded import guarded
from langcheck.facts.listed import Lists
from langcheck.facts.words import Phrases, Words
from langcheck.lazily import pattern
from langcheck.model import Region

_SIGN = guarded(r"§|¶ ?\d")
_CITED = guarded(
    r"(?<![\w.])(?!\d{1,2}\([FM]\))(?=\d[\d.:A-Z-])\d[\d.:-]{0,14}[A-Za-z]{0,2}[\d.:-]{0,10}[a-z]?(?:\((?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})\))+|(?<![\w.])\d{1,3}[A-Z]?:\d{1,3}-\d{1,4}"
)
"""The number of a section as codes cite it, with its parts: "2C:24-4b(5)", "647(b)"."""
_OF_CODE = guarded(r"\b(?:[A-Z]{2,6} ?\d{1,5}\.|(?:[A-Z]\.){2,6} ?\d{1,5}[.-])\d{2,5}(?!\d)")
"""The number of a section behind the letters of its code: "PC 311.11", "A.R.S. 13-3553"."""
_SUBSECTION = pattern(r"(?:\A|(?<=\s))\((?:[a-z]|[ivx]{1,4}|\d{1,2}|[A-Z])\)(?=[ (])")


class LawWords:
    """The words of laws and of charges in their abbreviations (lexicon/contexts.yaml), and the expressions made of them."""

    def __init__(self, lists: Lists) -> None:
        self.counted = lists.guarded(
            r"\b\d{1,3} ?(?:x ?)?@counts-abbreviated\b\.?|\b@counts-abbreviated\.? ?\d{1,3}\b|\b@count-words (?:\d{1,3}|[IVX]{1,5})\b"
            r"|\b\d{1,2}x(?=\s)|(?<=\s)x ?\d{1,2}(?=\W*\Z|[,;)])"
        )
        """A number of counts: "2 cts", "ct. 3", "Count IV"."""
        self.abbreviated = lists.guarded(
            r"\b@acts-abbreviated(?:\. ?|[ ](?=@behind-abbreviated-acts))(?:@behind-abbreviated-acts|(?=[a-z]))"
        )
        """What charges begin with where they are abbreviated: "poss. of"."""
        self.grade = guarded(
            rf"\((?:{'|'.join(lists.in_order('grades-of-charges')).upper()})[-/ ]?[A-E\d]{{0,2}}\)|\b[FM][1-6]\b|\b[FM]/[A-D1-6]\b"
        )
        """The grade of a charge: "(F2)"."""
        self.abroad = lists.guarded(
            r"(?:(?<![\w.'’])@sections-abbreviated\.? ?|§ ?)\d{1,4}[a-z]?(?:[.:-]\d{1,4}){0,3}(?:\(\w{1,4}\)){0,3}[,]?[ \t]{1,3}"
            r"(?-i:[A-Z][a-z]{0,3}\.? ?[A-Z](?:[a-z]{0,3}\.? ?[A-Z]){0,4}[a-z]{0,3}\b\.?)(?:[ ](?:19|20)\d\d\b)?"
        )
        """A section before the letters of its code, as other countries cite them: "s 47 SOA 2003", "Art. 225-4-1 CP"."""
        self.numbered_law = lists.pattern(r"\.?[ ](?:\([A-Z]{2,4}\) )?(?:@number-signs\.? ?)?\d[\w./:()-]{0,20}")
        self.year_of_law = lists.guarded(
            r"\b(?-i:(?=[A-Z][a-z]))@dated-laws(?: @part-prepositions|,)? (?:1[89]|20)\d\d\b"
        )
        self.on_record = lists.guarded(r"\b@record-holders\b[^().]{0,40}\([^().]{3,80}\b(?:19|20)\d\d\)")
        """What somebody was convicted of, behind him in parentheses with its year."""
        self.goes_on = lists.pattern(r"(?:;|;? ?\b@list-signs),?\s*\Z", 0)
        """The end of a part of a list that is one long sentence."""
        self.about = lists.pattern(r"(?: @number-signs\. ?\d+)?,? @law-subjects ")


def law_words(
    text: str, words: Words, parts: list[Region], known: LawWords, phrases: Phrases, names: Phrases
) -> Iterator[Region]:
    """Sentences that say what a law says, and lists of charges in their abbreviations.

    A paragraph with lettered parts and the phrases of a statute is one as a whole, and so is a lettered part of a list.
    """
    said = [
        Region(words.all[index].start, words.all[index + length - 1].end) for index, length in phrases.find(words.all)
    ]
    if (said and _SUBSECTION.search(text)) or (_SUBSECTION.match(text) and known.goes_on.search(text)):
        yield Region(0, len(text))
        return
    patterns = (
        _SIGN,
        _CITED,
        _OF_CODE,
        known.abroad,
        known.year_of_law,
        known.counted,
        known.abbreviated,
        known.grade,
        known.on_record,
    )
    places = [Region(*found.span()) for pattern in patterns for found in pattern.finditer(text)]
    for place in (*places, *said, *_named(text, words, known, names)):
        touched = [part for part in parts if part.start < place.end and place.start < part.end]
        if touched:
            yield Region(touched[0].start, max(touched[-1].end, _end_of_row(place, touched[-1], parts)))


def _end_of_row(place: Region, last: Region, parts: list[Region]) -> int:
    """Where the row ends that a citation opens: its abbreviation's point ends no sentence ("Cr. C.   Access to ...")."""
    if place.start > last.start + _TO_CITATION or place.end < last.end:
        return last.end
    return next((part.end for part in parts if part.start >= last.end), last.end)


_TO_CITATION = 8
"""How many characters may stand before the citation that opens a row, such as the number of a count."""


def _named(text: str, words: Words, known: LawWords, names: Phrases) -> Iterator[Region]:
    """Laws by their number, or by what they are about: "Directive 2011/93", "the Protocol on"."""
    for index, length in names.find(words.all):
        first, last = words.all[index], words.all[index + length - 1]
        number = known.numbered_law.match(text, last.end)
        if number or (text[first.start].isupper() and known.about.match(text, last.end)):
            yield Region(first.start, number.end() if number else last.end)
