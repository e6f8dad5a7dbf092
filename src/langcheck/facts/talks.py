"""Whether a document is the transcript of a talk: all of it is what somebody said, who names people in words of their own.

What an audience does stands in brackets on a line of its own ("(Laughter)"), or many narrow lines run on like captions
and say "I" and "you".
"""

from __future__ import annotations

from collections.abc import Sequence

from langcheck.facts.lines import Line
from langcheck.facts.words import Phrases, Words

_MANY = 40
"""How many lines captions have at least."""
_NARROW = 44
"""How many characters the lines of captions have on average at most."""
_ENDS = 0.5
"""Which part of the lines of captions ends a sentence at most."""
_SPEAKING = 0.02
"""Which part of the words of captions speaks of "I", "we" and "you" at least."""


def is_talk(lines: Sequence[Line], directions: Phrases, speaking: frozenset[str]) -> bool:
    """Whether lines are those of a talk: with a stage direction, or set like captions and spoken."""
    return any(_is_direction(line.text, directions) for line in lines) or _are_captions(lines, speaking)


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
    words = [word.text for line in lines for word in Words(line.text).all]
    return sum(word in speaking for word in words) >= _SPEAKING * len(words)
