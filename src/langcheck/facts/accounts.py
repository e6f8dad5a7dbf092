"""The lines in which somebody named tells or writes something: labels with an age, terms with answers, hearings, messages, letters, oaths.

Nothing here is sure, as in ``spoken``: these words are reported all the same, and only kept from being edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from langcheck.facts.layout import LONGEST_NAME, SENTENCE_END, SHORT_LINE, Layout
from langcheck.facts.tables import tables
from langcheck.facts.turns import Form, LabelKind, Turn, TurnWords, is_speaker, kind_of, plain, shows_speech
from langcheck.lazily import pattern
from langcheck.model import Block, MarkKind, Role

_SURE = frozenset((LabelKind.ROLE, LabelKind.SURE))
_MARKS = "*_ "
_SET = frozenset((MarkKind.EMPHASIS, MarkKind.TYPE))
"""What sets words in another type."""


def account_lines(layout: Layout) -> Iterator[int]:
    """The numbers of the lines that somebody named tells or writes."""
    for lines in (
        _aged,
        _below_terms,
        _hearing,
        _messages,
        _below_headings,
        _sworn,
        _letters,
        _italic,
        _fenced,
        _interviewed,
    ):
        yield from lines(layout)


# --- labels ------------------------------------------------------------------------------------------------------

_AGED = pattern(
    r"[*_\W]{0,4}(?P<label>[^\W\d_][^,:;()\[\]|]{0,39}?)(?P<sign>, ?| ?\()(?:[a-z]{1,12},? ){0,2}(?:[1-9]\d?)"
    r"(?:[ -][a-z/]{1,6}){0,3}(?:, [a-z ]{1,20})?\)?(?![\w.]*\d)"
)
_BEHIND_LABEL = ":：—–|"
_HYPHEN = pattern(r"[ ]-+[ ]")


def _aged(layout: Layout) -> Iterator[int]:
    """A name or role with an age, and what stands behind it, or below where nothing does: "Girl, 15: ..."."""
    words = layout.words.turns
    starts: list[int] = []
    for number, line in enumerate(layout.lines):
        if not layout.is_text(number) or not layout.begins(number):
            continue
        set_off = _emphasis_at(layout, number)
        found = _AGED.fullmatch(line.text, 0, set_off) or _AGED.match(line.text)
        if found is None or not is_speaker(kind := kind_of(found["label"], words)) or kind is LabelKind.NICK:
            continue
        behind = line.text[found.end() :].lstrip(_MARKS)
        if not behind.strip(":. "):
            if line.text[-1:] != ".":
                yield from _below(layout, number, found["label"])
        elif kind in _SURE or "," in found["sign"] or shows_speech(behind, words):
            is_set_off = behind[0] in _BEHIND_LABEL or _HYPHEN.match(line.text, found.end()) is not None
            if is_set_off or found.end() == set_off:
                starts.append(number)
    yield from layout.rest_of_paragraphs(starts)


def _emphasis_at(layout: Layout, number: int) -> int:
    """How far what a line begins with is set in another type, marks of punctuation and blanks behind it left out."""
    line = layout.lines[number]
    ends = (
        mark.region.end
        for mark in layout.block(number).marks
        if mark.kind in _SET and mark.region.start == line.region.start
    )
    return len(line.text[: max(ends, default=line.region.start) - line.region.start].rstrip(" :.*_"))


def _below(layout: Layout, number: int, label: str) -> Iterator[int]:
    """What stands below a name alone on its line, but for a paragraph that tells of him or her: "She was sold ..."."""
    words = layout.words.turns
    if number + 1 >= len(layout.lines) or layout.role(number + 1) is Role.HEADING:
        return
    below = layout.lines[number + 1]
    first = plain(next(iter(below.text.split()), "").strip(",.;:"))
    is_told = first in words.others or first in plain(label).split() or first in words.starts
    if is_told and not words.first_person.search(below.text):
        return
    yield from _paragraph_from(layout, number + 1)
    for following in _paragraphs_behind(layout, number + 1):
        if not words.first_person.search(layout.lines[following].text):
            return
        yield from _paragraph_from(layout, following)


def _paragraph_from(layout: Layout, number: int) -> Iterator[int]:
    return layout.rest_of_paragraphs([number])


def _paragraphs_behind(layout: Layout, number: int) -> Iterator[int]:
    """The first lines of the paragraphs behind a line, up to a heading."""
    for following in range(number + 1, len(layout.lines)):
        if layout.role(following) is Role.HEADING:
            return
        if layout.lines[following].opens:
            yield following


def _below_terms(layout: Layout) -> Iterator[int]:
    """What is said below people or roles that stand as terms, in bold or as headings, one of whom says "I" or "you", or asks."""
    words = layout.words.turns
    run: list[int] = []
    is_speech = False
    for number in range(len(layout.lines) + 1):
        ends = number >= len(layout.lines)
        if not ends and number and layout.lines[number].opens and _is_term(layout, number - 1):
            text = layout.lines[number].text
            is_own = words.first_person.search(text) is not None and layout.role(number) is not Role.HEADING
            run.append(number)
            is_speech = is_speech or is_own or (_is_defined(layout, number) and shows_speech(text, words))
        elif run and (ends or (layout.lines[number].opens and not _is_term(layout, number))):
            if is_speech:
                yield from layout.rest_of_paragraphs(run)
            run, is_speech = [], False


def _is_term(layout: Layout, number: int) -> bool:
    """Whether a line is a role or a sure name, alone as a heading, a term or in bold."""
    text = layout.lines[number].text.strip(_MARKS + ":")
    if layout.role(number) is not Role.HEADING and _emphasis_at(layout, number) < len(text):
        return False
    if len(text) > LONGEST_NAME or text.endswith(("?", "!")):
        return False
    return kind_of(text, layout.words.turns) in _SURE or (
        _is_defined(layout, number) and kind_of(text, layout.words.turns) is LabelKind.NAME
    )


def _is_defined(layout: Layout, number: int) -> bool:
    """Whether a line stands in a list of definitions, as terms and what they mean do in one group, or in text set in."""
    return layout.block(number).group != 0 or any(
        layout.role(near) is Role.HEADING and kind_of(layout.lines[near].text, layout.words.turns) is LabelKind.ROLE
        for near in (number - 1, number)
        if near >= 0
    )


# --- hearings and messages ---------------------------------------------------------------------------------------

_TITLED = pattern(
    r"(?P<title>[A-Z][a-z]{1,14}\.?) (?P<name>[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,2})\. (?=[A-Z“\"(])"
)


def _hearing(layout: Layout) -> Iterator[int]:
    """Turns of a hearing, each behind a title, a name and a full stop: "Senator Lindqvist. Thank you."."""
    words = layout.words.turns
    turns: list[int] = []
    for number, line in enumerate(layout.lines):
        found = _TITLED.match(line.text) if layout.begins(number) and layout.is_text(number) else None
        if found is None:
            continue
        title, name = plain(found["title"]), plain(found["name"])
        is_office = name in layout.words.lists["chairing-roles"] or name in words.roles
        if title in words.titles or (is_office and title in layout.words.lists["articles"]):
            turns.append(number)
    paragraphs = [list(layout.rest_of_paragraphs([number])) for number in turns]
    is_said = any(shows_speech(layout.lines[number].text, words) for lines in paragraphs for number in lines)
    if len(turns) > 1 or is_said:
        yield from (number for lines in paragraphs for number in lines)


_LOGGED = pattern(
    r"\d{2,4}:\d{2}(?::\d{2})?(?P<gap>\s+)(?P<label>[A-Z][A-Z0-9/. ]{1,24}?)(?P<behind>\s+)(?=\S{0,9}[a-z])"
)
_USER = pattern(r"(?:u/|@)[\w.-]{2,30}\b[^.!?]{0,60}\d[^.!?]{0,40}\Z")
_ARROW = pattern(r"(?P<sign>[←→⇐⇒⬅➡])\s")
_ANGLED = pattern(r"(?P<label>[A-Z][\w ]{1,24}?) > (?=\S)")
_COLUMN_GAP = 2


def _messages(layout: Layout) -> Iterator[int]:
    """Single messages with a stamp, a user or an arrow that no prose has."""
    yield from layout.rest_of_paragraphs(sorted(_stamped(layout)))
    yield from _sent(layout)


def _stamped(layout: Layout) -> Iterator[int]:
    words = layout.words.turns
    for turn in layout.turns:
        goes_on = turn.line + 1 < len(layout.lines) and not layout.lines[turn.line + 1].opens
        if (
            (turn.form is Form.HEADER and goes_on)
            or (turn.form is Form.TIME and _is_in_message(layout, turn.line))
            or (turn.form in (Form.COLUMN, Form.LOOSE) and turn.kind in _SURE and _is_in_capitals(layout, turn))
        ):
            yield turn.line
    arrows = [
        (found["sign"], number)
        for number, line in enumerate(layout.lines)
        if (found := _ARROW.match(line.written.strip()))
    ]
    if len({sign for sign, _ in arrows}) > 1:
        yield from (number for _, number in arrows)
    for number, line in enumerate(layout.lines):
        if _USER.match(line.text) and number + 1 < len(layout.lines):
            yield number
        angled = _ANGLED.match(line.text)
        if angled and kind_of(angled["label"], words) is LabelKind.ROLE:
            yield number
        logged = _LOGGED.match(line.written.strip())
        if logged and (
            kind_of(logged["label"], words) is LabelKind.ROLE
            or min(len(logged["gap"]), len(logged["behind"])) >= _COLUMN_GAP
        ):
            yield number


def _is_in_message(layout: Layout, number: int) -> bool:
    """Whether a time stands below a name in one paragraph, or its paragraph ends in what messengers write: "Delivered"."""
    if number and not layout.lines[number].opens and layout.is_name_alone(number - 1):
        return number + 1 < len(layout.lines) and not layout.lines[number + 1].opens
    last = list(layout.rest_of_paragraphs([number]))[-1:]
    return bool(last) and last[0] > number + 1 and plain(layout.lines[last[0]].text) in layout.words.turns.states


_CAPITALS = pattern(r"[A-Z][A-Z0-9.'’ -]{1,30}(?:\t+| {2,}|\. )(?=\S+ ?[a-z])")


def _is_in_capitals(layout: Layout, turn: Turn) -> bool:
    """Whether a label in capitals stands in a column of its own, or is a role before a full stop: "MOTHER. It was late."."""
    found = _CAPITALS.match(layout.lines[turn.line].written.strip())
    return found is not None and (turn.form is Form.COLUMN or turn.kind is LabelKind.ROLE)


def _sent(layout: Layout) -> Iterator[int]:
    """Messages below lines that only tell who sent them: "You sent", "Dara sent"."""
    words = layout.words.turns
    heads = [
        number
        for number, line in enumerate(layout.lines)
        if 1 < len(parts := line.text.split()) <= _FEW_WORDS
        and plain(parts[-1]) in words.messages
        and is_speaker(kind_of(" ".join(parts[:-1]), words))
    ]
    if len(heads) > 1 or any(layout.lines[number].text.split()[0].lower() in words.pronouns for number in heads):
        yield from layout.rest_of_paragraphs(heads)


_FEW_WORDS = 4

# --- statements --------------------------------------------------------------------------------------------------

_INITIALS = pattern(r"\b[A-Z]\.\Z")
_LONGEST_HEADING = 8


def _below_headings(layout: Layout) -> Iterator[int]:
    """Paragraphs in the first person below a heading, or a short sentence, that announces somebody's account."""
    words = layout.words
    for number, line in enumerate(layout.lines):
        short = layout.short[number]
        if not short or not line.opens or plain(line.text.rstrip(": ")) in words.turns.fields - words.turns.voices:
            continue
        is_sentence = SENTENCE_END.search(line.text[-3:].replace(":", "")) is not None and not _INITIALS.search(
            line.text
        )
        if is_sentence:
            announces = any(words.phrases["account-sentences"].find(short))
        else:
            found = list(words.phrases["account-headings"].find(short)) if len(short) <= _LONGEST_HEADING else []
            announces = bool(found) and (found[0][0] == 0 or sum(found[-1]) == len(short))
        if not announces:
            continue
        for following in _paragraphs_behind(layout, layout.behind_fields(number)):
            paragraph = list(_paragraph_from(layout, following))
            if not any(words.turns.first_person.search(layout.lines[each].text) for each in paragraph):
                break
            yield from paragraph


def _sworn(layout: Layout) -> Iterator[int]:
    """What somebody swears who is no officer: "I, Dara Lind, declare under penalty of perjury that ..."."""
    words = layout.words
    reached = -1
    for number, line in enumerate(layout.lines):
        found = words.swearing.match(line.text) if number > reached else None
        if found is None or any(plain(part) in words.turns.writers for part in found["name"].split()):
            continue
        for reached in _paragraph_from(layout, number):  # what the same person swears in it is told already
            yield reached
        passed: list[int] = []
        for following in _paragraphs_behind(layout, number):
            passed.append(following)
            if not words.turns.first_person.search(layout.lines[following].text):
                if len(passed) > _OF_OTHERS:
                    break
                continue
            for each in passed:
                for reached in _paragraph_from(layout, each):
                    yield reached
            passed = []


_OF_OTHERS = 2
"""How many paragraphs in a row a sworn statement may tell of others, where its author goes on behind them."""


_LONGEST_LETTER = 60
_SIGNATURE = 4


def _letters(layout: Layout) -> Iterator[int]:
    """A letter to a court, from its salutation to the name below it."""
    for number, line in enumerate(layout.lines):
        short = layout.short[number]
        if not short or not line.opens or not layout.words.phrases["letters-to-courts"].at(short, 0):
            continue
        behind = range(number + 1, min(len(layout.lines), number + _LONGEST_LETTER))
        signed = next((each for each in behind if each > number + 1 and _is_signature(layout, each)), None)
        if signed is not None:
            yield from range(number, signed + 1)


def _is_signature(layout: Layout, number: int) -> bool:
    text = layout.lines[number].text
    parts = text.split()
    if len(parts) > _SIGNATURE or text.endswith((":", "?", "!")) or (text.endswith(".") and not _INITIALS.search(text)):
        return False
    return is_speaker(kind_of(text.strip("-—– "), layout.words.turns)) and parts[0][:1].isupper()


def _italic(layout: Layout) -> Iterator[int]:
    """Paragraphs in another type throughout in which somebody says "I"."""
    for number, line in enumerate(layout.lines):
        block = layout.block(number)
        if block.role is Role.HEADING or len(line.text.split()) < SHORT_LINE // 2:
            continue
        is_whole = any(
            mark.kind in _SET and len(block.text) - (mark.region.end - mark.region.start) < 2 for mark in block.marks
        )
        if is_whole and layout.words.turns.first_person.search(line.text) is not None:
            yield number


_TO_TITLE = 12
"""Among how many lines at the top the title of a page is looked for."""
_FEWEST_QUESTIONS = 2
_BOLD = pattern(r"(?:\*\*|__).{1,300}\?(?:\*\*|__)|(?:\*\*|__).{1,300}(?:\*\*|__)\?")


def _interviewed(layout: Layout) -> Iterator[int]:
    """What stands below questions in bold: two at least, one of them answered in the first person, or a title names an interview."""
    asking = [number for number in range(len(layout.lines)) if _asks_in_bold(layout, number)]
    answers = [list(_answer(layout, number, frozenset(asking))) for number in asking]
    if not any(answers):
        return
    top = [layout.short[number] for number in range(min(_TO_TITLE, len(layout.lines)))]
    words = layout.words
    if any(any(words.turns.question_pages.find(line)) for line in top):
        return
    is_titled = any(any(words.phrases["interview-titles"].find(line)) for line in top)
    is_own = any(words.turns.first_person.search(layout.lines[number].text) for lines in answers for number in lines)
    if is_titled or (is_own and sum(map(bool, answers)) >= _FEWEST_QUESTIONS):
        yield from (number for lines in answers for number in lines)


def _asks_in_bold(layout: Layout, number: int) -> bool:
    """Whether a line is a question set in bold as a whole."""
    line = layout.lines[number]
    if not line.text.rstrip("*_ ").endswith("?"):
        return False
    return _BOLD.fullmatch(line.text) is not None or _emphasis_at(layout, number) >= len(line.text)


def _answer(layout: Layout, number: int, asking: frozenset[int]) -> Iterator[int]:
    """The paragraph below a question, and those behind it that are set in the same type or in the first or second person."""
    if number + 1 >= len(layout.lines) or number + 1 in asking or layout.role(number + 1) is Role.HEADING:
        return
    is_set = _is_set(layout, number + 1)
    yield from _paragraph_from(layout, number + 1)
    for following in _paragraphs_behind(layout, number + 1):
        if following in asking:
            return
        goes_on = is_set and _is_set(layout, following)
        if not goes_on and not shows_speech(layout.lines[following].text, layout.words.turns):
            return
        yield from _paragraph_from(layout, following)


def _is_set(layout: Layout, number: int) -> bool:
    """Whether a line begins in another type, and a sentence ends in it."""
    text = layout.lines[number].text
    return text[:1] in ("*", "_") or _emphasis_at(layout, number) >= len(text.rstrip(" :.*_"))


def _is_of_one(layout: Layout, numbers: range) -> bool:
    """Whether every paragraph of some lines is in the first person."""
    opening = [number for number in numbers if layout.lines[number].opens or number == numbers.start]
    paragraphs = [list(_paragraph_from(layout, number)) for number in opening]
    return bool(paragraphs) and all(
        any(layout.words.turns.first_person.search(layout.lines[each].text) for each in lines) for lines in paragraphs
    )


_FENCE = pattern(r"(?P<sign>[+*=~#-])(?: ?(?P=sign)){2,80}")
_LONGEST_BETWEEN = 20


def _fenced(layout: Layout) -> Iterator[int]:
    """What stands in the first person between two lines of the same signs."""
    fences = [(number, line.text) for number, line in enumerate(layout.lines) if _FENCE.fullmatch(line.text)]
    for (first, sign), (last, other) in pairwise(fences):
        between = range(first + 1, last)
        if sign == other and len(between) <= _LONGEST_BETWEEN and _is_of_one(layout, between):
            yield from between


# --- tables ------------------------------------------------------------------------------------------------------

_AGE_BEHIND = pattern(r"(?:, ?| ?\()(?:[a-z]{1,12},? ){0,2}[1-9]\d?\)?\Z")
_SIDES = 2


def told_cells(layout: Layout, blocks: Sequence[Block]) -> frozenset[int]:
    """The cells beside people in tables of two columns, and the answers beside questions that are asked of somebody."""
    words = layout.words.turns
    told: set[int] = set()
    for table in tables(blocks):
        rows = [
            list(row) for _, row in groupby((number for _, number in table), key=lambda number: blocks[number].group)
        ]
        if any(len(row) != _SIDES for row in rows):
            continue
        said = [(row[1], blocks[row[1]].text) for row in rows if _is_person(blocks[row[0]].text, words)]
        if len(said) >= max(len(rows) - 1, _SIDES) or any(shows_speech(text, words) for _, text in said):
            told.update(number for number, _ in said)
        asked = [row for row in rows if blocks[row[0]].text.endswith("?")]
        if any(not words.pronouns.isdisjoint(map(plain, blocks[row[0]].text[:-1].split())) for row in asked):
            told.update(row[1] for row in asked)
    return frozenset(told)


def _is_person(text: str, words: TurnWords) -> bool:
    """Whether a cell holds a role, a name that is no heading, or any name with an age."""
    aged = _AGE_BEHIND.search(text)
    label = text[: aged.start()] if aged else text
    if not 0 < len(label) <= LONGEST_NAME:
        return False
    kind = kind_of(label, words)
    return kind is LabelKind.ROLE or (aged is not None and is_speaker(kind))
