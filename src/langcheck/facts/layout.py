"""The lines of a document as the layout of speech is told from them: turns, short lines, paragraphs, names alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from langcheck.facts.lines import Line
from langcheck.facts.listed import Lists, spelt_out
from langcheck.facts.turns import Form, LabelKind, Turn, TurnWords, is_speaker, kind_of, shows_speech, speaks, turns_of
from langcheck.facts.words import Phrases, Word, Words
from langcheck.lazily import pattern
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, MarkKind, Role

SHORT_LINE = 9
"""How many words a line has at most that announces or ends what follows."""
_SHORT_CHARACTERS = 90
LONG_SPEECH = 5
"""From how many words on a line below a name is said rather than a heading."""
LONGEST_NAME = 30
"""How many characters a name or role has at most that stands alone on a line, in a cell or before what is said."""
_LONGEST_MESSAGE = 3
"""How many lines a message has at most between a name and a time."""
_TEXT = frozenset((Role.PROSE, Role.HEADING, Role.LIST_ITEM, Role.QUOTE, Role.CELL, Role.NOTE, Role.COMMENT))
"""Roles of blocks in which somebody may speak."""
_NOT_OF_LINK = 4
"""How many characters of a block stand outside a link at most that is all of it."""
_INITIAL = pattern(r"[^\W\d_]{2} [A-Z]\.\Z")
"""The initial at the end of a name, whose full stop ends no sentence."""
_WITH_A_FORM_OF_THEIR_OWN = frozenset((Form.LETTER, Form.NUMBERED, Form.STAMPED, Form.HEADER, Form.TIME, Form.TIMECODE))
SENTENCE_END = pattern(r"[.!?…:][\"'”’»)\]]{0,3}\Z")
_FIELD = pattern(r"[^\W\d_][^.!?:]{0,29}:(?!\S)")
_LONGEST_FIELDS = 20
"""How many words a line of fields has at most."""
_DASH = pattern(r"\s*(?:[—―‒⸺]|--+)\s*(?P<said>\S.*)")


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """The word lists that tell speech by layout (lexicon/contexts.yaml)."""

    turns: TurnWords
    verbs: Phrases
    writing: frozenset[str]
    reading: Phrases
    pointing: Phrases
    following: frozenset[str]
    somebody: frozenset[str]
    things: Phrases
    begins: Phrases
    ends: Phrases
    here: frozenset[str]
    headings: Phrases
    forwarded: Phrases
    mail: frozenset[str]
    mail_only: frozenset[str]
    titles: Phrases
    openers: frozenset[str]
    board_code: re.Pattern[str]
    swearing: re.Pattern[str]
    lists: Lists
    reproducing: Phrases
    phrases: Mapping[str, Phrases]
    """Phrases that announce or address an account, by the name of their list."""
    hints: frozenset[str]
    """Words one of which stands in every sentence that hands over to somebody."""

    @classmethod
    def of(cls, lexicon: Lexicon) -> LayoutWords:
        def listed(name: str) -> frozenset[str]:
            return frozenset(lexicon.word_list(name))

        turns = TurnWords.of(lexicon)
        verbs = [*lexicon.word_list("speech-verbs"), *lexicon.word_list("writing-verbs")]
        hints = [*verbs, *lexicon.word_list("reading-verbs"), *lexicon.word_list("pointing-verbs")]
        return cls(
            turns,
            verbs=Phrases(verbs),
            writing=listed("writing-verbs"),
            reading=Phrases(lexicon.word_list("reading-verbs")),
            reproducing=Phrases(lexicon.word_list("reproducing-words")),
            pointing=Phrases(lexicon.word_list("pointing-words")),
            following=listed("pointing-verbs"),
            somebody=listed("third-persons") | turns.roles,
            things=Phrases(lexicon.word_list("speech-things")),
            begins=Phrases(lexicon.word_list("stretch-begins")),
            ends=Phrases(lexicon.word_list("stretch-ends")),
            here=listed("stretch-places"),
            headings=Phrases(lexicon.word_list("speech-headings")),
            forwarded=Phrases(lexicon.word_list("forwarded-lines")),
            mail=listed("mail-labels"),
            mail_only=listed("mail-only-labels"),
            titles=Phrases(lexicon.word_list("transcript-titles")),
            openers=turns.pronouns | turns.starts | listed("third-persons"),
            board_code=turns.lists.pattern(r"\W{0,3}[\[<](?P<end>/)?@board-codes\b[^\]>]{0,60}[\]>]"),
            swearing=turns.lists.pattern(
                r"\W{0,3}I, (?P<name>[A-Z][^,]{1,60}),(?: [^,]{1,60},){0,3}(?: @small-swearing-words){0,3} @swearing-verbs\b",
                0,
            ),
            lists=turns.lists,
            phrases={name: spelt_out(lexicon, name) for name in _PHRASES},
            hints=frozenset(phrase.split()[0] for phrase in hints),
        )


_PHRASES = ("account-headings", "account-sentences", "letters-to-courts", "places-of-writing", "interview-titles")


class Layout:
    """The lines of a document, and what is asked of them again and again."""

    def __init__(self, lines: Sequence[Line], blocks: Sequence[Block], words: LayoutWords) -> None:
        self.lines = lines
        self.words = words
        self._blocks = blocks

    @cached_property
    def turns(self) -> list[Turn]:
        """The turns in text that somebody reads through."""
        return [turn for turn in turns_of(self.lines, self.words.turns) if self.is_text(turn.line)]

    @cached_property
    def short(self) -> list[list[Word]]:
        """The words of every line that has few of them; none for the others."""
        return [_short(line.text) for line in self.lines]

    @cached_property
    def paragraphs(self) -> list[range]:
        """The numbers of the lines of each paragraph."""
        starts = [number for number, line in enumerate(self.lines) if line.opens or not number]
        return [range(start, end) for start, end in zip(starts, [*starts[1:], len(self.lines)], strict=True)]

    def rest_of_paragraphs(self, numbers: Sequence[int]) -> Iterator[int]:
        """Lines and those that follow each of them in its paragraph, every line once; ``numbers`` are in order."""
        if len(numbers) == 1:
            index = bisect_right(self.paragraphs, numbers[0], key=lambda paragraph: paragraph.start) - 1
            if index >= 0 and numbers[0] < self.paragraphs[index].stop:
                yield from range(numbers[0], self.paragraphs[index].stop)
            return
        reached = 0
        for paragraph in self.paragraphs:
            while reached < len(numbers) and numbers[reached] < paragraph.start:
                reached += 1
            if reached < len(numbers) and numbers[reached] < paragraph.stop:
                yield from range(numbers[reached], paragraph.stop)

    def role(self, number: int) -> Role:
        """The role of the block that a line belongs to."""
        return self._blocks[self.lines[number].block].role

    def block(self, number: int) -> Block:
        """The block that a line belongs to."""
        return self._blocks[self.lines[number].block]

    def is_text(self, number: int) -> bool:
        """Whether a line is text that somebody reads through, and no link, caption or description."""
        block = self._blocks[self.lines[number].block]
        return block.role in _TEXT and not any(
            mark.kind is MarkKind.LINK and len(block.text) - (mark.region.end - mark.region.start) < _NOT_OF_LINK
            for mark in block.marks
        )

    def begins(self, number: int) -> bool:
        """Whether a line begins something, and does not go on with the sentence of the line above."""
        return self.lines[number].opens or SENTENCE_END.search(self.lines[number - 1].text[-8:]) is not None

    def behind_fields(self, number: int) -> int:
        """The last line of fields below a heading, behind which somebody says "I"; the heading's own where there is none."""
        last = number
        while last + 1 < len(self.lines) and _is_line_of_fields(self.lines[last + 1].text):
            last += 1
        if last + 1 < len(self.lines) and self.words.turns.first_person.search(self.lines[last + 1].text):
            return last
        return number

    def may_speak(self, turn: Turn) -> bool:
        """Whether a label names somebody, and what follows it may be said."""
        if turn.form in _WITH_A_FORM_OF_THEIR_OWN or not is_speaker(turn.kind):
            return False
        if turn.form is Form.ANGLE:
            return True
        if turn.form is Form.LOOSE and not self.begins(turn.line):
            return False
        return speaks(turn.value, self.words.turns, strict=turn.kind is LabelKind.ROLE)

    def is_name_alone(self, number: int) -> bool:
        """Whether a line holds a name or a role and nothing else."""
        text = self.lines[number].text
        is_ended = text.endswith((".", "?", "!")) and _INITIAL.search(text) is None
        if len(text) > LONGEST_NAME or is_ended or not self.is_text(number):
            return False
        kind = kind_of(text.rstrip(":"), self.words.turns)
        return text[:1].isalpha() and is_speaker(kind) and (kind is not LabelKind.NICK or len(text) > 2)

    def is_followed_by_speech(self, number: int, *, apart: bool = False) -> bool:
        """Whether the line below goes on in the same paragraph, or ``apart`` from it, and says something."""
        below = self.lines[number + 1] if number + 1 < len(self.lines) else None
        if below is None or (below.opens and not apart) or self.words.turns.stamp.fullmatch(below.text):
            return False
        return len(below.text.split()) >= LONG_SPEECH or shows_speech(below.text, self.words.turns)

    def has_name_beside(self, turn: Turn) -> bool:
        """Whether a time on a line of its own stands below or above a name, and both above what is said, or below that."""
        if turn.form is not Form.TIME:
            return False
        if turn.line and self.is_name_alone(turn.line - 1):
            return self.is_followed_by_speech(turn.line, apart=True)
        if any(self.is_name_alone(above) and self.lines[above].opens for above in self._shortly_above(turn.line)):
            return True
        below = turn.line + 1
        return below < len(self.lines) and self.is_name_alone(below) and self.is_followed_by_speech(below, apart=True)

    def _shortly_above(self, number: int) -> range:
        """The lines of a paragraph that may hold the name above a message of one to three lines, and a time below it."""
        return range(max(number - _LONGEST_MESSAGE - 1, 0), number - 1) if not self.lines[number].opens else range(0)

    def is_dash_speech(self, number: int) -> bool:
        """Whether a line begins with a dash and what somebody says, and does not go on with the sentence above."""
        found = _DASH.match(self.lines[number].written)
        if found is None or not self.begins(number):
            return False
        return len(found["said"].split()) >= LONG_SPEECH - 1 or "?" in found["said"]


def _is_line_of_fields(text: str) -> bool:
    """Whether a line has the fields of a form, and no sentence: "Name: Dara Lind   Date: 4/4/2026"."""
    return (
        _FIELD.match(text) is not None
        and len(text.split()) <= _LONGEST_FIELDS
        and SENTENCE_END.search(text[-3:].replace(":", "")) is None
    )


def _short(text: str) -> list[Word]:
    if len(text) > _SHORT_CHARACTERS or text.count(" ") >= SHORT_LINE:
        return []
    return Words(text).all
