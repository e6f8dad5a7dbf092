"""The lines of a document that may be somebody else's words, told from what stands before, above or around them.

Nothing here is sure: these words are reported all the same, and only kept from being edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

from langcheck.facts.accounts import account_lines
from langcheck.facts.layout import SENTENCE_END, SHORT_LINE, Layout
from langcheck.facts.lines import Line
from langcheck.facts.marks import OPENING
from langcheck.facts.turns import Form, LabelKind, Turn, is_speaker, kind_of, plain, shows_speech
from langcheck.facts.words import Word, Words, sentences
from langcheck.lazily import pattern
from langcheck.model import Role

_MARGIN_STEP = 2
"""By how many columns a paragraph is set in at least that stands apart."""
_LONGEST_HEADING = 6
"""How many words a heading has at most that announces somebody's words."""
_LONGEST_FIELD = 40
"""How many characters the label of a field has at most."""
_TOP = 5
"""How many lines may stand above the fields of a memorandum."""
_BAR = pattern(r"\s*(?:[|¦>}»\]│┃┆┊╎║‖▏▎▍▌]|:\s)\s*\S")
_ITEM = pattern(r"\s*(?:[-–•*·⁃‣◦▪]|\d{1,3}[.)])\s")
_CLOCK = pattern(r"\d{1,2}:\d{2}(?!\d)")


class Edge(Enum):
    """What a line says of somebody's words."""

    BEGIN = "begin"
    END = "end"


def spoken_lines(layout: Layout) -> frozenset[int]:
    """The numbers of the lines that may be somebody else's words."""
    found = set(_of_turns(layout))
    for lines in (_of_patients, _marked, _set_in, _enclosed, _headed, _forwarded, _introduced, account_lines):
        found.update(lines(layout))
    return frozenset(found)


# --- turns and marks ---------------------------------------------------------------------------------------------


def _of_turns(layout: Layout) -> Iterator[int]:
    yield from layout.rest_of_paragraphs([turn.line for turn in layout.turns if _is_spoken(layout, turn)])


def _of_patients(layout: Layout) -> Iterator[int]:
    """What a clinician's note has from the patient, up to the next part: "S: ..."."""
    notes = [turn for turn in layout.turns if turn.form is Form.NOTE]
    for turn, other in pairwise(notes):
        if turn.label in layout.words.turns.note_parts[0]:
            yield from range(turn.line, other.line)


def _is_spoken(layout: Layout, turn: Turn) -> bool:
    if turn.form in (Form.STAMPED, Form.TIMECODE, Form.NUMBERED, Form.ANGLE):
        return True
    if turn.form is Form.LETTER:
        return turn.label in layout.words.turns.asks
    if turn.form in (Form.HEADER, Form.TIME):
        return layout.has_name_beside(turn) or (turn.form is Form.HEADER and layout.is_followed_by_speech(turn.line))
    if turn.kind is LabelKind.THING:
        return turn.form in (Form.LABEL, Form.BRACKET)
    if turn.form is Form.BRACKET:
        return is_speaker(turn.kind)
    return turn.form is Form.LABEL and layout.may_speak(turn)


def _marked(layout: Layout) -> Iterator[int]:
    """Lines behind a bar, an angle or a dash, rows of a table in text, and lists of which one item asks and another answers."""
    behind_marks = [
        number
        for number, line in enumerate(layout.lines)
        if _BAR.match(line.written) or line.written.strip().count("\t") > 1 or layout.is_dash_speech(number)
    ]
    yield from layout.rest_of_paragraphs(behind_marks)
    yield from (number for number, line in enumerate(layout.lines) if line.written.count("|") > 1)
    for run in _lists(layout):
        asks = ["?" in layout.lines[number].text for number in run]
        if any(asks) and not all(asks):
            yield from run


def _lists(layout: Layout) -> Iterator[list[int]]:
    """Items that follow one another."""
    run: list[int] = []
    for number, line in enumerate(layout.lines):
        is_item = _ITEM.match(line.written) is not None or layout.role(number) is Role.LIST_ITEM
        if is_item:
            run.append(number)
        elif run:
            yield run
            run = []
    yield run


def _set_in(layout: Layout) -> Iterator[int]:
    """Paragraphs of which every line is set in further than the others, and lines set in behind a sentence."""
    indents = [line.indent for line in layout.lines]
    least = [min(indents[paragraph.start : paragraph.stop]) for paragraph in layout.paragraphs]
    margin = min(
        (
            indent
            for paragraph, indent in zip(layout.paragraphs, least, strict=True)
            if any(layout.role(number) is Role.PROSE for number in paragraph)
        ),
        default=0,
    )
    for paragraph, indent in zip(layout.paragraphs, least, strict=True):
        if _ITEM.match(layout.lines[paragraph.start].written):
            continue
        if indent >= margin + _MARGIN_STEP:
            yield from paragraph
        else:
            yield from _deeper(layout, paragraph, indents)


def _deeper(layout: Layout, paragraph: range, indents: Sequence[int]) -> Iterator[int]:
    """Lines of a paragraph that are set in behind one that ends a sentence."""
    inside = False
    for above, number in pairwise(paragraph):
        step = indents[number] - indents[above]
        begins = step > _MARGIN_STEP and SENTENCE_END.search(layout.lines[above].text[-8:]) is not None
        inside = begins or (inside and step >= 0)
        if inside:
            yield number


# --- what lines around them say ----------------------------------------------------------------------------------


def _enclosed(layout: Layout) -> Iterator[int]:
    """From a line that says that a statement begins to the one that says that it ends, or to the end of the document."""
    inside = False
    for number, line in enumerate(layout.lines):
        edge = _edge(layout, number, line)
        if edge is Edge.BEGIN and line.text.endswith(":") and _is_set_apart(layout, number + 1):
            continue
        if edge is Edge.END:
            if not inside:
                yield from range(number)
            inside = False
        inside = inside or edge is Edge.BEGIN
        if inside:
            yield number


def _edge(layout: Layout, number: int, line: Line) -> Edge | None:
    """Whether a short line says that somebody's words begin or end."""
    code = layout.words.board_code.match(line.text)
    if code:
        return Edge.END if code["end"] else Edge.BEGIN
    words, known = layout.short[number], layout.words
    if not words or line.text.endswith((".", "?")):
        return None
    last = words[-2].text if len(words) > 1 and words[-1].text in known.here else words[-1].text
    if not any(known.things.find(words)):
        return Edge.END if words[0].text in known.ends and len(words) == 1 else None
    for phrases, found in ((known.ends, Edge.END), (known.begins, Edge.BEGIN)):
        if words[0].text in phrases or last in phrases:
            return found
    return None


def _headed(layout: Layout) -> Iterator[int]:
    """What stands below a heading that announces somebody's words, up to the next heading."""
    reached = 0
    is_begun = False
    for number, line in enumerate(layout.lines):
        words = layout.short[number]
        edge = _edge(layout, number, line)
        is_begun = is_begun or edge is Edge.BEGIN
        if edge is Edge.END and (is_begun or words[0].text in layout.words.turns.lists["stretch-end"]):
            continue
        if number < reached or not words or len(words) > _LONGEST_HEADING or not line.opens:
            continue
        if SENTENCE_END.search(line.text[-3:].replace(":", "")):
            continue
        if len(words) > 1 and plain(line.text.rstrip(": ")) in layout.words.turns.fields:
            continue
        found = list(layout.words.headings.find(words))
        if found and (found[0][0] == 0 or sum(found[-1]) == len(words)):
            for reached in _following(layout, layout.behind_fields(number)):
                yield reached


def _forwarded(layout: Layout) -> Iterator[int]:
    """From the line on behind which another's mail stands."""
    for number in range(len(layout.lines)):
        if any(layout.words.forwarded.find(layout.short[number])) or _is_mail_head(layout, number):
            return iter(range(number, len(layout.lines)))
    return iter(())


def _is_mail_head(layout: Layout, number: int) -> bool:
    """Fields of a mail's head, the first of which names a sender, inside a text or as no memorandum has them."""
    if _mail_field(layout, number) not in layout.words.turns.lists["mail-senders"]:
        return False
    numbers = range(number, min(number + 4, len(layout.lines)))
    head = {label: layout.lines[other].text for other in numbers if (label := _mail_field(layout, other))}
    if len(head) < 2:
        return False
    at_top = number <= _TOP and all(_is_above_memo(layout, above) for above in range(number))
    only_mail = not layout.words.mail_only.isdisjoint(head)
    return not at_top or only_mail or any("@" in text or _CLOCK.search(text) for text in head.values())


def _is_above_memo(layout: Layout, number: int) -> bool:
    """Whether a line may stand above the fields of a memorandum: one of them, or a title."""
    text = layout.lines[number].text
    is_title = len(text.split()) <= _LONGEST_HEADING and not SENTENCE_END.search(text[-8:])
    return is_title or bool(_mail_field(layout, number))


def _mail_field(layout: Layout, number: int) -> str:
    label, colon, _ = layout.lines[number].text[:24].lstrip("*_> ").partition(":")
    folded = label.strip("*_ ").lower().replace("-", " ") if colon else ""
    return folded if folded in layout.words.mail else ""


# --- what sentences hand over to ---------------------------------------------------------------------------------

_NEAR_COLON = 7
"""How many words before a colon a verb of speech is looked for."""
_SENTENCE_WORDS = 24
_OPENING_WORDS = 3
"""Among how many words at the beginning of a short line a thing is looked for that holds what stands below."""
_QUOTING = frozenset(OPENING + "\"'‘‚")
_HANDS_OVER = pattern(r"[:：](?=\s|\Z|[\"“])|;\Z|[,—–-]\s(?=[A-Z])|\.\Z|(?<=[a-z])\s(?=[A-Z])")
_LONGEST_AFTER = 40


def _introduced(layout: Layout) -> Iterator[int]:
    """What a line hands over to: the rest of its paragraph, and what follows where the paragraph ends so."""
    lines: list[int] = []
    reached = 0
    for number, line in enumerate(layout.lines):
        found = next(_handovers(layout, line), None)
        if found is None:
            continue
        at, is_thing = found
        lines.append(number)
        if not line.text[at:].strip() and number >= reached:
            for reached in _following(layout, number, on=is_thing, over=line.text.endswith(":")):
                yield reached
    yield from layout.rest_of_paragraphs(lines)


def _handovers(layout: Layout, line: Line) -> Iterator[tuple[int, bool]]:
    """The offsets in a line behind which somebody else's words begin, and whether a thing holds them, such as a letter.

    Words in quotation marks are none: their marks say where they end.
    """
    known = layout.words
    if ":" not in line.text and known.hints.isdisjoint(line.text.lower().replace(",", " ").replace(".", " ").split()):
        return
    for sentence in sentences(line.text, known.turns.abbreviations):
        text = line.text[sentence.start : sentence.end]
        words = Words(text)
        for mark in _HANDS_OVER.finditer(text):
            before = words.before(mark.start() + 1, _SENTENCE_WORDS)
            after = text[mark.end() : mark.end() + _LONGEST_AFTER].lstrip()
            if not before or after[:1] in _QUOTING:
                continue
            is_thing = any(known.things.find(before))
            if _hands_over(layout, before, mark.group(), after, about=is_thing) and not _is_field(layout, text, mark):
                is_letter = any(word.text in known.writing for word in before[-4:])
                yield sentence.start + mark.end(), is_thing or is_letter


def _is_field(layout: Layout, text: str, mark: re.Match[str]) -> bool:
    """Whether a colon stands behind a known label of a report."""
    return mark.group()[0] == ":" and plain(text[: mark.start()]) in layout.words.turns.fields


def _hands_over(layout: Layout, before: list[Word], mark: str, after: str, *, about: bool) -> bool:
    """Whether the words before a mark hand over to what follows; ``about`` says that a thing with words is among them."""
    known = layout.words
    last, first = before[-1].text, next(iter(after.split()), "").strip("\"“'‘,.").lower().replace("’", "'")
    if mark[0] in ":：;":
        near = before[-_NEAR_COLON:]
        if any(word.text in known.verbs for word in near) or any(known.things.find(near[-2:])):
            return True
        if about and len(before) <= SHORT_LINE and any(known.things.find(before[:_OPENING_WORDS])):
            is_placed = any(known.phrases["places-of-writing"].find(before[-2:]))
            if not after or is_placed:
                return True
        if about and any(known.reproducing.find(near)):
            return True
        points = any(known.pointing.find(near[-5:])) and any(known.things.find(near))
        says = any(known.reading.find(near[-4:]))
        return points or (says and (about or any(word.text in known.somebody for word in near)))
    if mark == ".":
        return not after and about and last in known.following
    hands = last in known.verbs or (about and any(known.reading.find(before[-1:])))
    if mark.isspace():
        return hands and first in known.openers
    return hands or (any(word.text in known.verbs for word in before[-4:]) and first in known.openers)


def _following(layout: Layout, number: int, *, on: bool = True, over: bool = False) -> Iterator[int]:
    """The lines behind one that hands over, up to a heading, a field or a line that ends them.

    Where no mark says where the words end, they may go on.

    ``over`` says that a short line right behind is no heading, as it was handed over to with a colon.

    Without ``on`` only the next paragraph, and those after it in the first or second person.
    """
    paragraphs = 0
    is_set_apart = _is_set_apart(layout, number + 1)
    for following in range(number + 1, len(layout.lines)):
        line = layout.lines[following]
        paragraphs += line.opens or not paragraphs
        if is_set_apart and line.opens and not _is_set_apart(layout, following):
            return
        if not on and paragraphs > 1 and line.opens and not shows_speech(line.text, layout.words.turns):
            return
        if paragraphs == 1 and line.text[:1] in _QUOTING:
            return
        label, colon, _ = line.text[:_LONGEST_FIELD].partition(":")
        is_field = bool(colon) and kind_of(label, layout.words.turns) is LabelKind.FIELD
        is_heading = layout.role(following) is Role.HEADING
        if is_heading and over and paragraphs == 1:
            on = is_heading = False  # a message of a few words, behind which nobody's words go on by themselves
        if line.opens and (is_field or is_heading):
            return
        yield following
        stops = layout.words.turns.lists["stretch-stops"]
        if _edge(layout, following, line) is Edge.END and stops.isdisjoint(plain(line.text).split()[:1]):
            return


def _is_set_apart(layout: Layout, number: int) -> bool:
    """Whether marks tell where somebody's words end: a block quotation, bars, or sentences set as code."""
    if number >= len(layout.lines):
        return False
    role, line = layout.role(number), layout.lines[number]
    if role is Role.CODE:
        return SENTENCE_END.search(line.text[-8:]) is not None
    return role is Role.QUOTE or _BAR.match(line.written) is not None
