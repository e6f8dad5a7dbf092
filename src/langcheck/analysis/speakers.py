"""Who speaks in a quotation: an official, by the title beside the verb of speech, or somebody else.

Read off the attribution alone ("said Sheriff Ana Cole", "the chief added"), which has the same few forms in press
releases and in news; a pronoun means the speaker of the quotation before, and a paragraph that is quoted whole goes on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from langcheck.facts.quotations import Quote, QuoteKind
from langcheck.facts.words import Abbreviations, Phrases, Word, Words, sentences
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, Region

_TO_SPEAKER = 9
"""How many words may stand between a verb of speech and the title of who speaks."""


class Speaker(Enum):
    """Whose words a quotation has."""

    OFFICIAL = "official"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """The word lists that tell speakers apart (lexicon/contexts.yaml)."""

    verbs: Phrases
    officials: Phrases
    others: Phrases
    addressing: Phrases
    """Verbs behind which the one stands who is spoken to: "told Officer Reyes"."""
    pronouns: frozenset[str]
    abbreviations: Abbreviations

    @classmethod
    def of(cls, lexicon: Lexicon) -> SpeakerWords:
        words = lexicon.word_list
        others = [word for name in ("victim-nouns", "defendant-nouns", "speaking-others") for word in words(name)]
        return cls(
            Phrases(words("speech-verbs")),
            Phrases(words("speaking-officials")),
            Phrases(others),
            Phrases(words("addressing-verbs")),
            frozenset(words("subject-pronouns")),
            Abbreviations.of(lexicon),
        )


def find_speakers(
    blocks: Sequence[Block], quotations: Sequence[Sequence[Quote]], known: SpeakerWords
) -> dict[tuple[int, Region], Speaker]:
    """The speaker of every quotation that is speech, by block number and place."""
    found: dict[tuple[int, Region], Speaker] = {}
    last = Speaker.UNKNOWN
    for index, (block, quotes) in enumerate(zip(blocks, quotations, strict=True)):
        speeches = [quote for quote in quotes if quote.kind is QuoteKind.SPEECH]
        if not speeches and block.text.strip():
            last = _named(Words(block.text).all, known, last)
            continue
        words = Words(block.text)
        parts = sentences(block.text, known.abbreviations)
        here = Speaker.UNKNOWN
        for number, quote in enumerate(speeches):
            before = speeches[number - 1].region.end if number else 0
            following = speeches[number + 1].region.start if number + 1 < len(speeches) else len(block.text)
            speaker = _attributed(words, parts, quote.region, Region(before, following), known)
            if speaker is None:
                speaker = here if here is not Speaker.UNKNOWN else last
            found[index, quote.region] = here = last = speaker
    return found


def _attributed(
    words: Words, parts: Sequence[Region], quote: Region, between: Region, known: SpeakerWords
) -> Speaker | None:
    """Who is named beside a quotation, after it or before it in its sentence; None when a pronoun or nobody is.

    ``parts`` are the sentences, ``between`` reaches from the quotation before to the next one.
    """
    after = words.within(Region(quote.end, min(between.end, _sentence_end(parts, quote.end))))
    before = words.within(Region(max(between.start, _sentence_start(parts, quote.start)), quote.start))
    for around in (after, before):
        speaker = _speaker(around, known)
        if speaker is not None:
            return speaker
    return None


def _speaker(words: list[Word], known: SpeakerWords) -> Speaker | None:
    """The speaker in an attribution: the first noun for a person within reach of the verb of speech."""
    verbs = [index for index, word in enumerate(words) if word.text in known.verbs]
    if not verbs:
        return None
    addressed = verbs[0] > 0 and words[verbs[0]].text in known.addressing
    last = verbs[0] if addressed else verbs[0] + _TO_SPEAKER
    reach = words[max(0, verbs[0] - _TO_SPEAKER) : last]
    told = _named(reach, known, Speaker.UNKNOWN)
    if told is not Speaker.UNKNOWN:
        return told
    return None if any(word.text in known.pronouns for word in reach) else Speaker.OTHER


def _named(words: list[Word], known: SpeakerWords, otherwise: Speaker) -> Speaker:
    """The kind of the first person that a stretch names by a noun."""
    officials = [index for index, _ in known.officials.find(words)]
    others = [index for index, _ in known.others.find(words)]
    if not officials and not others:
        return otherwise
    return Speaker.OFFICIAL if min(officials, default=len(words)) < min(others, default=len(words)) else Speaker.OTHER


def _sentence_end(parts: Sequence[Region], start: int) -> int:
    """The end of the sentence that an offset stands in, or that begins behind it."""
    at = bisect_left(parts, start + 1, key=lambda part: part.end)
    return parts[at].end if at < len(parts) else start


def _sentence_start(parts: Sequence[Region], end: int) -> int:
    """The beginning of the sentence that goes on to an offset."""
    at = bisect_left(parts, end, key=lambda part: part.start)
    return parts[at - 1].start if at else 0
