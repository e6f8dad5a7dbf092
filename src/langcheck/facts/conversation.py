"""Whether a document is laid out as a transcript, a chat or a dialogue: then whose words are whose cannot be told safely."""

from __future__ import annotations

from itertools import pairwise

from langcheck.facts.layout import Layout
from langcheck.facts.turns import Form, LabelKind, Turn, TurnWords, kind_of, shows_speech
from langcheck.facts.words import is_title_case
from langcheck.lazily import pattern
from langcheck.model import Role

_CLOSE = 3
"""Within how many lines two speakers are taken for two sides of a conversation."""
_CLOSE_NAMES = 12
"""Within how many lines the same name comes up again above what is said."""
_CUE = pattern(r"\d{1,2}:\d{2}[.,:]\d{2,3}\s{0,5}(?:-->|,)\s{0,5}\d{1,2}:\d{2}[.,:]\d")
"""The times of a cue of subtitles."""


def is_conversation(layout: Layout) -> bool:
    """Whether a document holds a conversation, anywhere in it."""
    return (
        _asks_and_answers(layout)
        or _has_stamped_turns(layout)
        or _has_timecodes(layout)
        or _has_speakers(layout)
        or sum(layout.is_dash_speech(number) for number in range(len(layout.lines))) > 1
        or _has_names_above(layout)
        or any(_is_title(layout, number) for number in range(len(layout.lines)))
    )


def _asks_and_answers(layout: Layout) -> bool:
    letters = {turn.label for turn in layout.turns if turn.form in (Form.LETTER, Form.NUMBERED)}
    labels = {turn.label.split()[0] for turn in layout.turns if turn.kind is LabelKind.ROLE and turn.label}
    if any(turn.form is Form.NUMBERED for turn in layout.turns):
        return True
    known = layout.words.turns
    return not (letters | labels).isdisjoint(known.asks) and not (letters | labels).isdisjoint(known.replies)


def _has_stamped_turns(layout: Layout) -> bool:
    """Names with a time before what is said, or above it."""
    if any(turn.form is Form.STAMPED and not is_title_case(turn.value.rstrip(".")) for turn in layout.turns):
        return True
    headers = [turn for turn in layout.turns if turn.form is Form.HEADER]
    if any(turn.label in layout.words.turns.states for turn in headers):
        return True
    if any(layout.is_followed_by_speech(turn.line) for turn in headers):
        return True
    if sum(layout.has_name_beside(turn) for turn in layout.turns) > 1:
        return True
    return any(
        other.line - turn.line <= _CLOSE
        and any(layout.is_followed_by_speech(one.line, apart=True) for one in (turn, other))
        for turn, other in pairwise(headers)
    )


def _has_timecodes(layout: Layout) -> bool:
    if any(_CUE.search(line.text[:60]) for line in layout.lines):
        return True
    codes = [turn for turn in layout.turns if turn.form is Form.TIMECODE]
    with_seconds = any(layout.lines[turn.line].text[:24].count(":") > 1 for turn in codes)
    return len(codes) > 1 or with_seconds


def _has_speakers(layout: Layout) -> bool:
    """Two who speak close together, or one who speaks again and again, with a sign that they are no fields of a report."""
    spoken = [turn for turn in layout.turns if layout.may_speak(turn)]
    return any(
        _are_two(layout, turn, other)
        for number, turn in enumerate(spoken)
        for other in spoken[number + 1 : number + 4]
        if other.line - turn.line <= _CLOSE
    )


def _are_two(layout: Layout, turn: Turn, other: Turn) -> bool:
    """Whether two turns close together are said: by somebody who can be nobody else, or in words that show it."""
    words = layout.words.turns
    if Form.LOOSE in (turn.form, other.form):
        asked = any("?" in one.value or _is_answer(one.value, words) for one in (turn, other))
        return turn.form is other.form and turn.label != other.label and asked
    if any(shows_speech(one.value, words) for one in (turn, other)):
        return True
    sure = [one.kind in (LabelKind.SURE, LabelKind.NICK) or one.form is Form.ANGLE for one in (turn, other)]
    if turn.label == other.label or any(_defines(one, words) for one in (turn, other)):
        return all(sure)
    listed = any(layout.role(one.line) is Role.LIST_ITEM for one in (turn, other))
    return any(sure) or (turn.kind is other.kind is LabelKind.NAME and not listed)


def _is_answer(value: str, words: TurnWords) -> bool:
    return " ".join(value.lower().split()).strip(".!") in words.answers


def _defines(turn: Turn, words: TurnWords) -> bool:
    """Whether a name is followed by what it means: a list of words, and nobody speaks."""
    first = next(iter(turn.value.split()), "").strip("\"“'‘,.").lower()
    return turn.kind is LabelKind.NAME and first in words.starts


def _has_names_above(layout: Layout) -> bool:
    """Whether a few names come up again and again, each on a line of its own right above what is said.

    Two are enough where a role stands above a question.
    """
    above = [
        (number, line.text.strip(":"))
        for number, line in enumerate(layout.lines)
        if layout.is_name_alone(number) and layout.is_followed_by_speech(number, apart=True)
    ]
    if any(
        one != other and below - first <= _CLOSE_NAMES and _asks_by_role(layout, first, below)
        for (first, one), (below, other) in pairwise(above)
    ):
        return True
    return any(
        one == third and one != other and last - first <= _CLOSE_NAMES
        for (first, one), (_, other), (last, third) in zip(above, above[1:], above[2:], strict=False)
    )


def _asks_by_role(layout: Layout, *numbers: int) -> bool:
    return any(
        kind_of(layout.lines[number].text.rstrip(":"), layout.words.turns) is LabelKind.ROLE
        and "?" in layout.lines[number + 1].text
        for number in numbers
    )


def _is_title(layout: Layout, number: int) -> bool:
    """Whether a line calls the document a transcript or a log of a chat."""
    words, line = layout.short[number], layout.lines[number]
    if not words or not line.opens or line.text.endswith((".", "?", ",")):
        return False
    found = list(layout.words.titles.find(words))
    return bool(found) and (found[0][0] == 0 or sum(found[-1]) == len(words)) and layout.is_text(number)
