"""Whether a document is the transcript of a talk: all of it is what somebody said, who names people in words of their own.

What an audience does stands in brackets on a line of its own ("(Laughter)"), many narrow lines run on like captions
and say "I" and "you", or a heading names a speech and the speaker greets those who hear it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from langcheck.facts.lines import Line
from langcheck.facts.listed import spelt_out
from langcheck.facts.words import Phrases, Words
from langcheck.lexicon.lexicon import Lexicon

_MANY = 40
"""How many lines captions have at least."""
_NARROW = 44
"""How many characters the lines of captions have on average at most."""
_ENDS = 0.5
"""Which part of the lines of captions ends a sentence at most."""
_RUN_ON = 0.3
"""Which part of the lines of captions goes on in a sentence with a small letter at least; the lines of a menu do not."""
_SPEAKING = 0.02
"""Which part of the words of captions speaks of "I", "we" and "you" at least."""


_TO_HEADING = 4
"""In which of the first lines the heading of a speech stands."""
_TO_GREETING = 8
"""How many lines behind its heading a speech begins with its greeting at most."""
_LONGEST_HEADING = 16
"""How many words a heading has at most."""


@dataclass(frozen=True, slots=True)
class TalkWords:
    """The word lists that tell (lexicon/contexts.yaml)."""

    directions: Phrases
    speaking: frozenset[str]
    headings: Phrases
    titles: Phrases
    greetings: Phrases

    @classmethod
    def of(cls, lexicon: Lexicon) -> TalkWords:
        """The lists of a lexicon, alternatives spelt out."""
        return cls(
            spelt_out(lexicon, "stage-directions"),
            frozenset(lexicon.word_list("speaking-pronouns")),
            spelt_out(lexicon, "talk-headings"),
            spelt_out(lexicon, "talk-titles"),
            spelt_out(lexicon, "talk-greetings"),
        )


def is_talk(lines: Sequence[Line], known: TalkWords) -> bool:
    """Whether lines are those of a talk: with a stage direction, set like captions and spoken, or a speech by its heading."""
    return (
        any(_is_direction(line.text, known.directions) for line in lines)
        or _are_captions(lines, known.speaking)
        or _is_speech(lines, known)
    )


def _is_speech(lines: Sequence[Line], known: TalkWords) -> bool:
    """Whether a document begins with the heading of a speech, and one of the next lines greets those who hear it or thanks them."""
    first = enumerate(lines[:_TO_HEADING])
    heading = next((number for number, line in first if _names_speech(line.text, known)), None)
    if heading is None:
        return False
    behind = (Words(line.text).all for line in lines[heading + 1 : heading + 1 + _TO_GREETING])
    return any(words and known.greetings.at(words, 0) for words in behind)


def _names_speech(text: str, known: TalkWords) -> bool:
    """Whether a line is the heading of a speech: it begins with "Remarks by", or ends with "Speech" and no full stop."""
    if not text.strip() or text.rstrip().endswith((".", "!", "?")):
        return False
    words = Words(text).all
    if not words or len(words) > _LONGEST_HEADING:
        return False
    if known.headings.at(words, 0):
        return True
    return any(
        known.titles.at(words, index) == len(words) - index for index in range(max(0, len(words) - 2), len(words))
    )


def _is_direction(text: str, directions: Phrases) -> bool:
    if text[:1] + text[-1:] not in ("()", "[]"):
        return False
    words = Words(text).all
    return bool(words) and directions.at(words, 0) == len(words)


def _are_captions(lines: Sequence[Line], speaking: frozenset[str]) -> bool:
    if len(lines) < _MANY or sum(len(line.text) for line in lines) > _NARROW * len(lines):
        return False
    if sum(line.text.endswith((".", "!", "?")) for line in lines) > _ENDS * len(lines):
        return False
    if sum(line.text[:1].islower() for line in lines) < _RUN_ON * len(lines):
        return False
    words = [word.text for line in lines for word in Words(line.text).all]
    return sum(word in speaking for word in words) >= _SPEAKING * len(words)
