"""Speech that a document shows by its layout: whether it is a conversation, and which lines may be somebody else's words.

Nothing here is sure. What is told from layout is not edited; ``quotations`` has what is left alone altogether.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from langcheck.facts.lines import Line
from langcheck.facts.marks import OPENING
from langcheck.facts.turns import (
    Form,
    LabelKind,
    Turn,
    TurnWords,
    is_speaker,
    kind_of,
    plain,
    shows_speech,
    speaks,
    turns_of,
)
from langcheck.facts.words import Phrases, Word, Words, is_title_case, sentences
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, MarkKind, Role

_SHORT_LINE = 9
"""How many words a line has at most that announces or ends what follows."""
_LONG_SPEECH = 5
"""From how many words on a line below a name is said rather than a heading."""
_CLOSE = 3
"""Within how many lines two speakers are taken for two sides of a conversation."""
_CLOSE_NAMES = 12
_LONGEST_NAME = 30
_TEXT = frozenset((Role.PROSE, Role.HEADING, Role.LIST_ITEM, Role.QUOTE, Role.CELL, Role.NOTE, Role.COMMENT))
"""Roles of blocks in which somebody may speak."""
_NOT_OF_LINK = 4
"""How many characters of a block stand outside a link at most that is all of it."""
_MARGIN_STEP = 2
"""By how many columns a paragraph is set in at least that stands apart."""


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """The word lists that tell speech by layout (lexicon/contexts.yaml)."""

    turns: TurnWords
    verbs: Phrases
    writing: frozenset[str]
    handing_over: Phrases
    pointing: Phrases
    things: Phrases
    begins: Phrases
    ends: Phrases
    headings: Phrases
    forwarded: Phrases
    mail: frozenset[str]
    titles: Phrases
    openers: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> LayoutWords:
        turns = TurnWords.of(lexicon)
        return cls(
            turns,
            verbs=Phrases([*lexicon.word_list("speech-verbs"), *lexicon.word_list("writing-verbs")]),
            writing=frozenset(lexicon.word_list("writing-verbs")),
            handing_over=Phrases(lexicon.word_list("reading-verbs")),
            pointing=Phrases(lexicon.word_list("pointing-words")),
            things=Phrases(lexicon.word_list("speech-things")),
            begins=Phrases(lexicon.word_list("stretch-begins")),
            ends=Phrases(lexicon.word_list("stretch-ends")),
            headings=Phrases(lexicon.word_list("speech-headings")),
            forwarded=Phrases(lexicon.word_list("forwarded-lines")),
            mail=frozenset(lexicon.word_list("mail-labels")),
            titles=Phrases(lexicon.word_list("transcript-titles")),
            openers=turns.pronouns | turns.starts | frozenset(("he", "she", "they", "it", "this", "that")),
        )


class Layout:
    """What the lines of a document show of who speaks."""

    def __init__(self, lines: Sequence[Line], blocks: Sequence[Block], words: LayoutWords) -> None:
        self.lines = lines
        self._blocks = blocks
        self._words = words

    @cached_property
    def turns(self) -> list[Turn]:
        return [turn for turn in turns_of(self.lines, self._words.turns) if self._is_text(self.lines[turn.line])]

    def _is_text(self, line: Line) -> bool:
        """Whether a line is text that somebody reads through, and no link, caption or description."""
        block = self._blocks[line.block]
        return block.role in _TEXT and not any(
            mark.kind is MarkKind.LINK and len(block.text) - (mark.region.end - mark.region.start) < _NOT_OF_LINK
            for mark in block.marks
        )

    # --- a conversation ---

    @cached_property
    def is_conversation(self) -> bool:
        """Whether the document is laid out as a transcript, a chat or a dialogue, anywhere in it."""
        return (
            self._asks_and_answers()
            or self._has_stamped_turns()
            or self._has_timecodes()
            or self._has_speakers()
            or self._has_dialogue()
            or self._has_names_above()
            or any(self._is_title(line) for line in self.lines)
        )

    def _asks_and_answers(self) -> bool:
        letters = {turn.label for turn in self.turns if turn.form in (Form.LETTER, Form.NUMBERED)}
        labels = {turn.label.split()[0] for turn in self.turns if turn.kind is LabelKind.ROLE and turn.label}
        asked = any(turn.form is Form.NUMBERED for turn in self.turns)
        return asked or {"q", "a"} <= letters | labels or {"question", "answer"} <= labels

    def _has_stamped_turns(self) -> bool:
        if any(turn.form is Form.STAMPED and self._is_said(turn) for turn in self.turns):
            return True
        headers = [turn for turn in self.turns if turn.form is Form.HEADER]
        times = [turn for turn in self.turns if self._has_name_beside(turn)]
        if any(self._is_followed_by_speech(turn.line) for turn in headers) or len(times) > 1:
            return True
        return any(
            other.line - turn.line <= _CLOSE
            and any(self._is_followed_by_speech(one.line, apart=True) for one in (turn, other))
            for turn, other in pairwise(headers)
        )

    def _has_name_beside(self, turn: Turn) -> bool:
        """Whether a time on a line of its own stands below or above a name, and both above what is said."""
        if turn.form is not Form.TIME:
            return False
        if turn.line and self._is_name_alone(turn.line - 1):
            return self._is_followed_by_speech(turn.line, apart=True)
        below = turn.line + 1
        return below < len(self.lines) and self._is_name_alone(below) and self._is_followed_by_speech(below, apart=True)

    def _is_said(self, turn: Turn) -> bool:
        return bool(turn.value) and not is_title_case(turn.value.rstrip("."))

    def _is_followed_by_speech(self, number: int, *, apart: bool = False) -> bool:
        """Whether the line below goes on in the same paragraph, or ``apart`` from it, and says something."""
        below = self.lines[number + 1] if number + 1 < len(self.lines) else None
        if below is None or (below.opens and not apart) or self._words.turns.stamp.fullmatch(below.text):
            return False
        return len(below.text.split()) >= _LONG_SPEECH or shows_speech(below.text, self._words.turns)

    def _has_timecodes(self) -> bool:
        if any(_CUE.search(line.text[:60]) for line in self.lines):
            return True
        codes = [turn for turn in self.turns if turn.form is Form.TIMECODE]
        with_seconds = any(self.lines[turn.line].text[:24].count(":") > 1 for turn in codes)
        return len(codes) > 1 or with_seconds

    def _has_speakers(self) -> bool:
        """Two who speak close together, or one who speaks again and again, with a sign that they are no fields of a report."""
        spoken = [turn for turn in self.turns if self._may_speak(turn)]
        return any(
            self._are_two(turn, other)
            for number, turn in enumerate(spoken)
            for other in spoken[number + 1 : number + 4]
            if other.line - turn.line <= _CLOSE
        )

    def _are_two(self, turn: Turn, other: Turn) -> bool:
        """Whether two turns that stand close together are said: by somebody who can be nobody else, or in words that show it."""
        words = self._words.turns
        if Form.LOOSE in (turn.form, other.form):
            return (
                turn.form is other.form
                and turn.label != other.label
                and any(
                    "?" in one.value or " ".join(one.value.lower().split()).strip(".!") in words.answers
                    for one in (turn, other)
                )
            )
        if any(shows_speech(one.value, words) for one in (turn, other)):
            return True
        sure = [one.kind in (LabelKind.SURE, LabelKind.NICK) or one.form is Form.ANGLE for one in (turn, other)]
        if turn.label == other.label or any(_defines(one, words) for one in (turn, other)):
            return all(sure)
        listed = any(self._blocks[self.lines[one.line].block].role is Role.LIST_ITEM for one in (turn, other))
        return any(sure) or (turn.kind is other.kind is LabelKind.NAME and not listed)

    def _may_speak(self, turn: Turn) -> bool:
        if turn.form in (Form.LETTER, Form.NUMBERED, Form.STAMPED, Form.HEADER, Form.TIME, Form.TIMECODE):
            return False
        if not is_speaker(turn.kind):
            return False
        if turn.form is Form.ANGLE:
            return True
        if turn.form is Form.LOOSE and not self._begins(turn.line):
            return False
        return speaks(turn.value, self._words.turns, strict=turn.kind is LabelKind.ROLE)

    def _begins(self, number: int) -> bool:
        """Whether a line begins something, and does not go on with the sentence of the line above."""
        line = self.lines[number]
        return line.opens or _ENDS.search(self.lines[number - 1].text[-8:]) is not None

    def _has_dialogue(self) -> bool:
        return sum(self._is_dash_speech(number) for number in range(len(self.lines))) > 1

    def _is_dash_speech(self, number: int) -> bool:
        """Whether a line begins with a dash and what somebody says, and does not go on with the sentence above."""
        line = self.lines[number]
        found = _DASH.match(line.written)
        if found is None or not self._begins(number):
            return False
        return len(found["said"].split()) >= _LONG_SPEECH - 1 or "?" in found["said"]

    def _has_names_above(self) -> bool:
        """Whether a few names come up again and again, each on a line of its own right above what is said."""
        above: list[tuple[int, str]] = []
        for number, line in enumerate(self.lines):
            if self._is_name_alone(number) and self._is_followed_by_speech(number, apart=True):
                above.append((number, line.text.strip(":")))
        return any(
            one == third and one != other and last - first <= _CLOSE_NAMES
            for (first, one), (_, other), (last, third) in zip(above, above[1:], above[2:], strict=False)
        )

    def _is_name_alone(self, number: int) -> bool:
        text = self.lines[number].text
        if len(text) > _LONGEST_NAME or text.endswith((".", "?", "!")) or not self._is_text(self.lines[number]):
            return False
        kind = kind_of(text.rstrip(":"), self._words.turns)
        return text[:1].isalpha() and is_speaker(kind) and (kind is not LabelKind.NICK or len(text) > 2)

    def _is_title(self, line: Line) -> bool:
        if not line.opens or not self._is_text(line) or line.text.endswith((".", "?", ",")):
            return False
        words = _short(line)
        found = list(self._words.titles.find(words))
        return bool(found) and (found[0][0] == 0 or sum(found[-1]) == len(words))

    # --- lines that may be somebody else's ---

    @cached_property
    def spoken(self) -> frozenset[int]:
        """The numbers of the lines that may be somebody else's words."""
        found: set[int] = set()
        for turn in self.turns:
            if self._is_spoken(turn):
                found.update(self._paragraph(turn.line))
        for lines in (
            self._marked(),
            self._set_in(),
            self._enclosed(),
            self._forwarded(),
            self._introduced(),
            self._headed(),
        ):
            found.update(lines)
        return frozenset(found)

    def _is_spoken(self, turn: Turn) -> bool:
        if turn.form in (Form.STAMPED, Form.TIMECODE, Form.NUMBERED, Form.ANGLE):
            return True
        if turn.form is Form.LETTER:
            return turn.label == "q"
        if turn.form in (Form.HEADER, Form.TIME):
            return self._has_name_beside(turn) or (turn.form is Form.HEADER and self._is_followed_by_speech(turn.line))
        if turn.kind is LabelKind.THING:
            return turn.form in (Form.LABEL, Form.BRACKET)
        if turn.form is Form.BRACKET:
            return is_speaker(turn.kind)
        return turn.form is Form.LABEL and self._may_speak(turn)

    def _paragraph(self, number: int) -> Iterator[int]:
        """The line and those that follow in the same paragraph."""
        yield number
        for following in range(number + 1, len(self.lines)):
            if self.lines[following].opens:
                return
            yield following

    def _marked(self) -> Iterator[int]:
        """Lines behind a bar, an angle or a dash, and lists of which one item asks and another answers."""
        run: list[int] = []
        for number, line in enumerate(self.lines):
            if _BAR.match(line.written) or self._is_dash_speech(number):
                yield from self._paragraph(number)
            is_item = _ITEM.match(line.written) or self._blocks[line.block].role is Role.LIST_ITEM
            if is_item and (not run or run[-1] == number - 1):
                run.append(number)
                continue
            yield from self._of_dialogue(run)
            run = [number] if is_item else []
        yield from self._of_dialogue(run)

    def _of_dialogue(self, run: Sequence[int]) -> Sequence[int]:
        asks = ["?" in self.lines[number].text for number in run]
        return run if any(asks) and not all(asks) else ()

    def _set_in(self) -> Iterator[int]:
        """Paragraphs of which every line is set in further than the others."""
        indents = [line.indent for line in self.lines]
        paragraphs = list(_paragraphs(self.lines))
        least = [min(indents[number] for number in paragraph) for paragraph in paragraphs]
        if not least:
            return
        prose = [indent for paragraph, indent in zip(paragraphs, least, strict=True) if self._is_prose(paragraph)]
        margin = min(prose, default=0)
        for paragraph, indent in zip(paragraphs, least, strict=True):
            if indent >= margin + _MARGIN_STEP and not _ITEM.match(self.lines[paragraph[0]].written):
                yield from paragraph
            elif not _ITEM.match(self.lines[paragraph[0]].written):
                yield from self._deeper(paragraph)

    def _deeper(self, paragraph: Sequence[int]) -> Iterator[int]:
        """Lines of a paragraph that are set in behind one that ends a sentence."""
        inside = False
        for above, number in pairwise(paragraph):
            step = self.lines[number].indent - self.lines[above].indent
            inside = (inside and step >= 0) or (
                step > _MARGIN_STEP and _ENDS.search(self.lines[above].text[-8:]) is not None
            )
            if inside:
                yield number

    def _is_prose(self, paragraph: Sequence[int]) -> bool:
        return any(self._blocks[self.lines[number].block].role is Role.PROSE for number in paragraph)

    def _enclosed(self) -> Iterator[int]:
        """From a line that says that a statement begins to the one that says that it ends, or to the end of the document."""
        inside = False
        for number, line in enumerate(self.lines):
            marks = self._edge(line)
            if marks == "end":
                if not inside:
                    yield from range(number)
                inside = False
            elif marks == "begin":
                inside = True
            if inside:
                yield number

    def _edge(self, line: Line) -> str:
        """Whether a short line says that somebody's words begin or end."""
        code = _BOARD_CODE.match(line.text)
        if code:
            return "end" if code["end"] else "begin"
        words = _short(line)
        if not words or line.text.rstrip().endswith((".", "?")):
            return ""
        edges = (words[0].text, words[-2].text if len(words) > 1 and words[-1].text in _HERE else words[-1].text)
        if not any(self._words.things.find(words)):
            return "end" if edges[0] in self._words.ends and len(words) == 1 else ""
        for phrases, found in ((self._words.ends, "end"), (self._words.begins, "begin")):
            if any(edge in phrases for edge in edges):
                return found
        return ""

    def _headed(self) -> Iterator[int]:
        """What stands below a heading that announces somebody's words, up to the next heading."""
        for number, line in enumerate(self.lines):
            words = _short(line)
            if (
                not words
                or len(words) > _LONGEST_HEADING
                or not line.opens
                or _ENDS.search(line.text[-3:].replace(":", ""))
            ):
                continue
            found = list(self._words.headings.find(words))
            if found and (found[0][0] == 0 or sum(found[-1]) == len(words)):
                yield from self._following(number)

    def _forwarded(self) -> Iterator[int]:
        """From the line on behind which another's mail stands."""
        for number, line in enumerate(self.lines):
            words = _short(line)
            if (words and any(self._words.forwarded.find(words))) or self._is_mail_head(number):
                return iter(range(number, len(self.lines)))
        return iter(())

    def _is_mail_head(self, number: int) -> bool:
        """Two fields of a mail's head, the first of which names a sender, inside a text or with an address."""
        here = [self._mail_field(other) for other in range(number, min(number + 4, len(self.lines)))]
        if here[0] not in ("from", "sent", "de") or len([label for label in here if label]) < 2:
            return False
        head = [self.lines[number + step].text for step, label in enumerate(here) if label]
        at_top = number <= _TOP and all(self._is_of_head(above) for above in range(number))
        return (
            not at_top
            or not _NEVER_IN_MEMOS.isdisjoint(here)
            or any("@" in text or _CLOCK.search(text) for text in head)
        )

    def _is_of_head(self, number: int) -> bool:
        """Whether a line may stand above the fields of a memorandum: one of them, or a title."""
        text = self.lines[number].text
        return bool(self._mail_field(number)) or (len(text.split()) <= _LONGEST_HEADING and not _ENDS.search(text[-8:]))

    def _mail_field(self, number: int) -> str:
        label, colon, _ = self.lines[number].text[:24].lstrip("*_> ").partition(":")
        folded = label.strip("*_ ").lower().replace("-", " ")
        return folded if colon and folded in self._words.mail else ""

    def _introduced(self) -> Iterator[int]:
        """What a line hands over to: the rest of its paragraph, and what follows where the paragraph ends so."""
        for number, line in enumerate(self.lines):
            for at, is_thing in self._handovers(line):
                yield from self._paragraph(number)
                if not line.text[at:].strip():
                    yield from self._following(number, on=is_thing)
                break

    def _handovers(self, line: Line) -> Iterator[tuple[int, bool]]:
        """The offsets in a line behind which somebody else's words begin, and whether a thing holds them, such as a letter.

        Words in quotation marks are none: their marks say where they end.
        """
        if not _HANDS_OVER.search(line.text):
            return
        fields = self._words.turns.fields
        for sentence in sentences(line.text):
            text = line.text[sentence.start : sentence.end]
            words = Words(text)
            for mark in _HANDS_OVER.finditer(text):
                before = words.before(mark.start() + 1, _SENTENCE_WORDS)
                after = text[mark.end() : mark.end() + LONGEST].lstrip()
                if not before or after[:1] in _QUOTING or plain(line.text[: sentence.start + mark.start()]) in fields:
                    continue
                is_thing = any(self._words.things.find(before))
                if self._hands_over(before, mark.group(), after, about=is_thing):
                    yield (
                        sentence.start + mark.end(),
                        is_thing or any(word.text in self._words.writing for word in before[-4:]),
                    )

    def _hands_over(self, before: list[Word], mark: str, after: str, *, about: bool) -> bool:
        last, first = before[-1].text, _first(after)
        if mark[0] in ":：;":
            near = before[-_NEAR_COLON:]
            if any(word.text in self._words.verbs for word in near) or any(self._words.things.find(near[-2:])):
                return True
            says = any(self._words.handing_over.find(near[-4:]))
            points = any(self._words.pointing.find(near[-5:])) and any(self._words.things.find(near))
            somebody = any(word.text in _SOMEBODY or word.text in self._words.turns.roles for word in near)
            return points or (says and (about or somebody))
        if mark == ".":
            return not after and about and last in _FOLLOWS
        hands = last in self._words.verbs or (about and last in self._words.handing_over)
        if mark.isspace():
            return hands and first in self._words.openers
        return hands or (any(word.text in self._words.verbs for word in before[-4:]) and first in self._words.openers)

    def _following(self, number: int, *, on: bool = True) -> Iterator[int]:
        """The lines behind one that hands over, up to a heading or a field; no mark says where the words end.

        Without ``on`` only the next paragraph, and those after it in the first or second person.
        """
        paragraphs = 0
        for following in range(number + 1, len(self.lines)):
            line = self.lines[following]
            paragraphs += line.opens or not paragraphs
            if not on and paragraphs > 1 and line.opens and not shows_speech(line.text, self._words.turns):
                return
            if paragraphs == 1 and line.text[:1] in _QUOTING:
                return
            label = line.text[:LONGEST].partition(":") if ":" in line.text[:LONGEST] else None
            is_field = label is not None and kind_of(label[0], self._words.turns) is LabelKind.FIELD
            if line.opens and (is_field or self._blocks[line.block].role is Role.HEADING):
                return
            yield following


LONGEST = 40
_LONGEST_HEADING = 6
_TOP = 5
_NEVER_IN_MEMOS = frozenset(("sent", "received", "message id", "reply to"))
_HERE = frozenset(("here", "below", "now"))
_NEAR_COLON = 7
_QUOTING = frozenset(OPENING + "\"'‘‚")
_SOMEBODY = frozenset(("he", "she", "they", "who"))
_FOLLOWS = frozenset(("follows", "below"))
_SENTENCE_WORDS = 24
_HANDS_OVER = re.compile(r"[:：](?=\s|\Z|[\"“])|;\Z|[,—–-]\s(?=[A-Z])|\.\Z|(?<=[a-z])\s(?=[A-Z])")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?!\d)")
_CUE = re.compile(r"\d{1,2}:\d{2}[.,:]\d{2,3}\s{0,5}(?:-->|,)\s{0,5}\d{1,2}:\d{2}[.,:]\d")
"""The times of a cue of subtitles."""
_BAR = re.compile(r"\s*(?:[|¦>}»\]│┃┆┊╎║‖▏▎▍▌]|:\s)\s*\S")
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]{0,3}\Z")
_ITEM = re.compile(r"\s*(?:[-–•*·⁃‣◦▪]|\d{1,3}[.)])\s")
_DASH = re.compile(r"\s*(?:[—―‒⸺]|--+)\s*(?P<said>\S.*)")
_BOARD_CODE = re.compile(
    r"\W{0,3}[\[<](?P<end>/)?(?:quote|quoted|blockquote|statement|transcript|message|letter|speech)\b[^\]>]{0,60}[\]>]",
    re.IGNORECASE,
)


def _defines(turn: Turn, words: TurnWords) -> bool:
    """Whether a name is followed by what it means: a list of words, and nobody speaks."""
    return turn.kind is LabelKind.NAME and _first(turn.value) in words.starts


def _first(text: str) -> str:
    return next(iter(text.split()), "").strip("\"“'‘,.").lower().replace("’", "'")


def _short(line: Line) -> list[Word]:
    """The words of a line that has few."""
    if len(line.text) > 90:
        return []
    words = Words(line.text).all
    return words if len(words) <= _SHORT_LINE else []


def _paragraphs(lines: Iterable[Line]) -> Iterator[list[int]]:
    paragraph: list[int] = []
    for number, line in enumerate(lines):
        if line.opens and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(number)
    if paragraph:
        yield paragraph
