"""Quotations in running text and across paragraphs: whose words these are, told from quotation marks and layout.

Sources of the rules: the Chicago and AP style of reopening a quotation in each paragraph, of closing only the last;
../docs/decisions/contexts.md has the reasons.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from langcheck.facts.lines import Line
from langcheck.facts.turns import Form, LabelKind, Turn, TurnWords, plain, shows_speech, turns_of
from langcheck.facts.words import Phrases, Spans, Word, Words, is_capitals, is_title_case
from langcheck.lazily import pattern
from langcheck.model import Block, MarkKind, Region, Role

SCARE_WORDS = 4
"""A quotation of up to this many words without a verb of speech keeps a distance rather than quoting anyone."""

_SENTENCE_MARK = pattern(r"[.!?][\"'”’]*\Z")
_SINGLE_MARK = pattern("['‘]")
_LONGEST_GAP = 24
"""How many blanks stand between a quotation and the mark before it at most."""
_OUTER = {
    '"': '"', "“": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹›", "”": "”", "„": "“”", "‚": "‘’", "「": "」", "『": "』", "《": "》", "〈": "〉",
    "〝": "〞〟", "＂": "＂", "″": "″", "``": "''", "❝": "❞", "‟": "”",
}  # fmt: skip
"""Marks that open a quotation, each with those that may close it; languages differ in which way they point."""
_RUN_ON = frozenset("“«„")
"""Marks that open a quotation wherever they stand, and leave it open where nothing closes it."""
_SURE_ENDS = frozenset("”»“«›‹」』》〉〞〟❞")
"""Marks that close what they may close wherever they stand."""
_MARK = pattern("``|''|[\"“”«»‹›„‚‘’「」『』《》〈〉〝〞〟＂″❝❞‟]")

_LONGEST_SPEECH = 80
"""How many paragraphs a quotation may run on without being reopened."""


class Group(Enum):
    """Turns that may answer each other."""

    LETTER = "letter"
    MESSAGE = "message"
    ROLE = "role"
    NAME = "name"
    ONCE = "once"
    """A name that stands before one turn alone."""
    NICK = "nick"


class QuoteKind(Enum):
    """What a quotation is for."""

    SPEECH = "speech"
    SCARE = "scare"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch of a block, its marks included."""

    region: Region
    kind: QuoteKind


def find_quotations(
    blocks: Sequence[Block], speech_verbs: Phrases, turns: TurnWords, lines: Sequence[Line] = ()
) -> list[list[Quote]]:
    """The quotations of every block of a document; transcripts and chats are told from its ``lines`` with ``turns``.

    A quotation that is not closed runs on where the next paragraph reopens it, or, with curly marks, through all
    paragraphs up to the one that closes it.
    """
    found: list[list[Quote]] = []
    continues = False
    runs_until = -1
    spoken = _transcribed(blocks, lines, turns)
    answered = _interviewed(blocks, turns)
    own = _set_in_by_author(blocks, lines, turns)
    first_told: int | None = None
    """The first block in the first person, looked for when it is asked for."""
    told, goes_on = -1, False
    """The last paragraph of a statement that no mark sets apart, and whether it may go on in the next."""
    for index, block in enumerate(blocks):
        if index in answered:
            found.append([Quote(Region(0, len(block.text)), QuoteKind.SPEECH)])
            continues = False
            continue
        if index in spoken:
            found.append([Quote(region, QuoteKind.SPEECH) for region in spoken[index]])
            continues = False
            continue
        is_quoted = block.role is Role.QUOTE and index not in own
        if _is_unmarked_quote(blocks, index, turns):
            if first_told is None:
                first_told = _first_in_first_person(blocks, turns)
            told, goes_on = index, index <= first_told
        elif goes_on and told == index - 1 and _tells_on(block, turns):
            told = index
        if index < runs_until or is_quoted or told == index or _is_unmarked(blocks, index, turns):
            kind = QuoteKind.SPEECH if index < runs_until else QuoteKind.BLOCK
            found.append([Quote(Region(0, _end_of_quoted(block.text)), kind)])
            continues = index < runs_until
            continue
        following = blocks[index + 1].text if index + 1 < len(blocks) else ""
        quotes, open_curly, continues = _in_block(block, speech_verbs, turns, continues=continues, following=following)
        found.append(quotes)
        if open_curly and not continues:
            closing = _closing_block(blocks, index)
            if closing is not None:
                runs_until, continues = closing, True
    return found


_TURN_SIGNS = (":", "<", "Q.", "A.", "Q ")
"""Every turn holds one of these, and most paragraphs none."""
_WITH_COLON = pattern(r"\d:\d\d")


def _set_in_by_author(blocks: Sequence[Block], lines: Sequence[Line], words: TurnWords) -> frozenset[int]:
    """The paragraphs set in below a colon that are the author's own: below one that hands over to nobody ("Facts of the case:").

    A numbered heading ends what was quoted above it, and so does a paragraph that is set in no further than its first line is
    in every paragraph.
    """
    if not any(block.role is Role.QUOTE for block in blocks):
        return frozenset()
    indents, firsts, heights = _indents(lines)
    own: set[int] = set()
    margin = first = 0
    is_own = False
    for index, block in enumerate(blocks):
        indent = indents.get(index, 0)
        if block.role is not Role.QUOTE or not indent:
            is_own, margin, first = not _hands_over(block.text, words), 0, firsts.get(index, 0)
            continue
        is_opening = heights[index] == 1 and indent <= first and indent < margin
        is_own = is_own or is_opening or _SECTION.match(block.text) is not None
        margin = min(indent, margin or indent)
        if is_own and (indent < margin + _DEEPER or _SECTION.match(block.text)):
            own.add(index)
    return frozenset(own)


def _indents(lines: Sequence[Line]) -> tuple[dict[int, int], dict[int, int], Counter[int]]:
    """How far the lines of each block are set in at least, how far its first line is, and how many lines it has."""
    least: dict[int, int] = {}
    firsts: dict[int, int] = {}
    for line in lines:
        least[line.block] = min(line.indent, least.get(line.block, line.indent))
        firsts.setdefault(line.block, line.indent)
    return least, firsts, Counter(line.block for line in lines)


_DEEPER = 4
"""How many columns a quotation is set in further than an author's own paragraphs that are set in."""


def _hands_over(text: str, words: TurnWords) -> bool:
    """Whether a paragraph ends in a colon and may hand over to somebody else's words, as all do but those that are surely an author's."""
    return text.endswith(":") and text.strip(": ") != "" and not _is_own_lead(text, words)


def _is_own_lead(text: str, words: TurnWords) -> bool:
    """Whether the author goes on below a line: below an officer's own oath, the label of a field, a judge's name, a salutation, a report's part."""
    said = Words(text).all
    others = any(word.text in words.others or word.text in words.roles - words.writers - words.writing for word in said)
    others = others or _names_somebody(text, said, words)
    things = any(word.text in words.things for word in said)
    if not others and not things and _speaks_of_himself(said, words):
        return True
    if any(words.own_words.at(said, index) for index in range(min(len(said), _TO_OWN))):
        return not any(word.text in words.others for word in said)
    if len(text) > _LONGEST_LEAD:
        return False
    label = plain(text.rstrip(": "))
    if label in words.fields and label not in words.things and label not in words.voices:
        return True
    if any(words.handing.find(said)) or things:
        return False
    if words.salutations.at(said, 0):
        return True
    is_byline = "," in text or text.isupper()
    if is_byline and said and any(words.judges.at(said, index) == len(said) - index for index in range(len(said))):
        return True
    return not others and any(words.parts.find(said))


def _names_somebody(text: str, said: Sequence[Word], words: TurnWords) -> bool:
    """Whether a name stands behind the first word of a line that is no heading, but for the name of an officer with his rank."""
    if is_capitals(text) or is_title_case(text):
        return False
    is_officer = False
    for word in said[1:]:
        is_capital = text[word.start].isupper() and len(word.text) > 1
        if is_capital and not is_officer and word.text not in words.writers:
            return True
        is_officer = word.text in words.writers or (is_officer and text[word.start].isupper())
    return False


def _speaks_of_himself(said: Sequence[Word], words: TurnWords) -> bool:
    """Whether a line begins with "I" or "we", or asks what they did: "What we saw"."""
    first, second = (said[index].text if index < len(said) else "" for index in range(2))
    return first in words.writing or (first in words.openers and second in words.writing)


_TO_OWN = 2
"""Among how many words at the beginning stands who speaks of himself."""
_LONGEST_LEAD = 80
_SECTION = pattern(r"(?:[IVX]{1,5}|[A-Z]|\d{1,2})\.(?: +[A-Z][A-Z ,&'’-]{0,60})?\Z")
"""A heading with a number or a letter, in capitals, as sections have it."""


def _transcribed(blocks: Sequence[Block], lines: Sequence[Line], words: TurnWords) -> dict[int, list[Region]]:
    """The turns of transcripts and chat logs, by block: two turns at least, of two speakers or in one after the other.

    One label alone is a heading. Letters count only as question and answer, and roles only where one asks the other, because
    the fields of a report are written in the same way ("Witness: M. Lane"); the times of a log are followed by no name.
    """
    told = [line for line in lines if any(sign in line.text for sign in _TURN_SIGNS)]
    found = [(turn, group) for turn in turns_of(told, words) if (group := _group(turn, told[turn.line], words))]
    letters = [turn for turn, group in found if group is Group.LETTER]
    is_page = bool(letters) and any(_is_page_of_questions(block, words) for block in blocks[:_TO_TITLE])
    if _are_asked_by_nobody(letters, words, is_page=is_page):
        found = [(turn, group) for turn, group in found if group is not Group.LETTER]
    if _are_entries_of_a_log([turn for turn, group in found if group is Group.MESSAGE], words):
        found = [(turn, group) for turn, group in found if group is not Group.MESSAGE]
    often = Counter(turn.label for turn, _ in found)
    found = [
        (turn, Group.ONCE if group is Group.NAME and turn.kind is LabelKind.NAME and often[turn.label] == 1 else group)
        for turn, group in found
    ]
    places = [told[turn.line] for turn, _ in found]
    starts = [line.region.start + turn.start for line, (turn, _) in zip(places, found, strict=True)]
    kept: dict[int, list[Region]] = {}
    for position in _said(found, [place.block for place in places], words):
        turn, line = found[position][0], places[position]
        goes_on = position + 1 < len(found) and places[position + 1].block == line.block
        end = starts[position + 1] if goes_on else len(blocks[line.block].text)
        kept.setdefault(line.block, []).append(Region(min(line.region.start + turn.said, end), end))
    return kept


def _said(found: Sequence[tuple[Turn, Group]], numbers: Sequence[int], words: TurnWords) -> list[int]:
    """Which turns somebody says: those that a turn beside them answers, and more of the same speakers right before or after."""

    def beside(position: int) -> Iterator[int]:
        near = (position - 1, position + 1)
        return (at for at in near if 0 <= at < len(found) and abs(numbers[at] - numbers[position]) <= 1)

    said = {
        position
        for position, told in enumerate(found)
        if any(_answers(*told, *found[near], words) for near in beside(position))
    }
    speakers = {found[position][0].label for position in said}
    for order in (range(len(found)), reversed(range(len(found)))):
        for position in order:
            turn, group = found[position]
            if turn.label in speakers and any(near in said and found[near][1] == group for near in beside(position)):
                said.add(position)
    return sorted(said)


def _letter(turn: Turn, words: TurnWords) -> bool | None:
    """Whether a label asks, as "Q." does, or answers; None for another one."""
    first = turn.label.partition(" ")[0]
    return True if first in words.asks else False if first in words.replies else None


def _is_letter(turn: Turn, words: TurnWords) -> bool:
    return _letter(turn, words) is not None


def _group(turn: Turn, line: Line, words: TurnWords) -> Group | None:
    """Which other turns may answer a turn; None where it may be a field, or an entry of a log."""
    first = turn.label.partition(" ")[0]
    if turn.form in (Form.LETTER, Form.NUMBERED) or (_is_letter(turn, words) and turn.kind is LabelKind.ROLE):
        return Group.LETTER
    if turn.form is Form.ANGLE:
        return Group.NICK
    if turn.form is Form.STAMPED:
        is_chat = _WITH_COLON.search(line.text, 0, turn.said) is not None and first not in words.titles
        return Group.MESSAGE if is_chat else None
    if turn.form not in (Form.LABEL, Form.BRACKET):
        return None
    if first in words.messages:
        return Group.MESSAGE
    is_titled = turn.kind is LabelKind.SURE and (first in words.titles or first in words.roles)
    if turn.kind is LabelKind.ROLE or is_titled:
        return Group.ROLE
    is_name = turn.form is Form.LABEL and turn.kind in (LabelKind.SURE, LabelKind.NAME) and not turn.start
    return Group.NAME if is_name else None


def _are_entries_of_a_log(turns: Sequence[Turn], words: TurnWords) -> bool:
    """Whether what stands behind times and call signs is noted and said by nobody: "23:14:40 12A: on scene"."""
    if len(turns) < _FEWEST_ENTRIES or any(shows_speech(turn.value, words) for turn in turns):
        return False
    return all(_CALL_SIGN.search(turn.label) for turn in turns)


_FEWEST_ENTRIES = 3
_CALL_SIGN = pattern(r"\d")


def _is_page_of_questions(block: Block, words: TurnWords) -> bool:
    """Whether a short line calls what follows questions that an author answers: "Frequently asked questions"."""
    return len(block.text) <= _LONGEST_LEAD and any(words.question_pages.find(Words(block.text).all))


_TO_TITLE = 12
"""Among how many blocks at the top the title of a page is looked for."""


def _are_asked_by_nobody(turns: Sequence[Turn], words: TurnWords, *, is_page: bool) -> bool:
    """Whether questions and answers are an author's own page of them, and nobody says "I".

    Nobody is asked of a past there, unless the page is called one of questions.
    """
    asked = [turn.value for turn in turns if turn.label.partition(" ")[0] in words.asks]
    said = [turn.value for turn in turns if turn.label.partition(" ")[0] in words.replies]
    if not asked or not said or any(map(words.first_person.search, said)):
        return False
    if is_page:
        return not any(map(words.asked.search, asked))
    if any(map(words.of_somebody.search, asked)):
        return False
    return all("?" in value for value in asked) and all(len(value.split()) >= _SHORTEST_ANSWER for value in said)


_SHORTEST_ANSWER = 4
"""How many words the answers of a page of questions have at least."""


def _answers(turn: Turn, group: Group, other: Turn, other_group: Group, words: TurnWords) -> bool:
    """Whether two turns are of one kind: question and answer, two roles of which one asks, or two messages."""
    groups = {group, other_group}
    if not groups.isdisjoint((Group.NAME, Group.ONCE)):
        named = groups <= {Group.NAME, Group.ROLE} or groups == {Group.ONCE, Group.ROLE}
        return (
            named
            and turn.label != other.label
            and any(_is_interview(*pair, words) for pair in ((turn, other), (other, turn)))
        )
    if group != other_group:
        return False
    if group is Group.LETTER:
        return _letter(turn, words) != _letter(other, words)
    return group is not Group.ROLE or any(_is_asked_aloud(one.value, words) for one in (turn, other))


def _is_asked_aloud(value: str, words: TurnWords) -> bool:
    """Whether what follows a label is a question that somebody asks, and no doubt noted in a field ("unknown, maybe 30?")."""
    if "?" not in value:
        return False
    parts = [part.split() for part in _SENTENCE_ENDS.split(value)]
    return shows_speech(value.replace("?", ""), words) or any(
        part and plain(words.contracted.sub("", part[0].strip("\"“'‘*_,"))) in words.openers for part in parts
    )


_SENTENCE_ENDS = pattern(r"[.?!,]\s+")


def _interviewed(blocks: Sequence[Block], words: TurnWords) -> frozenset[int]:
    """The paragraphs in which somebody answers questions that stand alone above them, in bold or as headings.

    Two questions at least, one of which asks of the past, and answers in the first person.
    """
    asking = [index for index, block in enumerate(blocks) if block.text.endswith("?") and _is_question(block)]
    answered: list[range] = []
    for place, index in enumerate(asking):
        end = asking[place + 1] if place + 1 < len(asking) else index + 2
        end = next((each for each in range(index + 1, end) if blocks[each].role is not Role.PROSE), end)
        if end > index + 1 and end <= len(blocks) and words.first_person.search(blocks[index + 1].text):
            answered.append(range(index, end))
    if len(answered) < _FEWEST_QUESTIONS or not any(words.asked.search(blocks[each.start].text) for each in answered):
        return frozenset()
    return frozenset(index for each in answered for index in each[1:])


_FEWEST_QUESTIONS = 2
_LONGEST_QUESTION = 300


def _is_question(block: Block) -> bool:
    """Whether a block is a heading, or a paragraph in bold, of the length of a question."""
    if len(block.text) > _LONGEST_QUESTION:
        return False
    whole = any(
        mark.kind is MarkKind.EMPHASIS and len(block.text) - (mark.region.end - mark.region.start) < 2
        for mark in block.marks
    )
    return block.role is Role.HEADING or (block.role is Role.PROSE and whole)


def _is_interview(turn: Turn, other: Turn, words: TurnWords) -> bool:
    """Whether one speaker asks the other, who answers in the first person."""
    return turn.value.rstrip("*_ ").endswith("?") and words.first_person.search(other.value) is not None


def _closing_block(blocks: Sequence[Block], opened: int) -> int | None:
    """The block that closes a curly quotation left open in an earlier one; None when the mark was a slip."""
    for index in range(opened + 1, min(len(blocks), opened + _LONGEST_SPEECH)):
        depth = 0
        for character in blocks[index].text:
            depth += (character == "“") - (character == "”")
            if depth < 0:
                return index
        if depth > 0:
            return None
    return None


def _begins_speech(text: str, at: int) -> bool:
    """Whether somebody's words may begin at a mark: a paragraph or sentence begins there, or what came before hands over."""
    before = text[:at].rstrip(" ([")
    return not before or before[-1] in '.!?:;,—–-…”’"'


_SOURCE_LINE = pattern(r"(?:\A|(?<=[.!?”\"’'*]\s)|(?<=[.!?]))[—–―]\s?[^.!?]{3,90}\Z")
"""The end of a quotation that says whose words it holds: a dash and a name, no sentence."""
_LONGEST_EPIGRAPH = 600
_DASHES = "—–―"


def _source_line(text: str) -> re.Match[str] | None:
    start = max(0, len(text) - _LONGEST_SOURCE_LINE)
    return _SOURCE_LINE.search(text, start) if any(dash in text[start:] for dash in _DASHES) else None


_LONGEST_SOURCE_LINE = 120


def _end_of_quoted(text: str) -> int:
    """Where a block quotation's own words end: before the line that says who is quoted."""
    found = _source_line(text)
    return found.start() if found and found.start() else len(text)


def _is_unmarked(blocks: Sequence[Block], index: int, turns: TurnWords) -> bool:
    """A quotation without marks: an epigraph with its source, a reference."""
    return _is_epigraph(blocks, index, turns) or turns.reference.match(blocks[index].text) is not None


def _is_epigraph(blocks: Sequence[Block], index: int, turns: TurnWords) -> bool:
    """A short paragraph that ends in a dash and its source, or that such a line follows.

    Behind the label of a field ("Photo: ...") the source is who took the picture, and lines that all begin with dashes are a list.
    """
    block = blocks[index]
    if block.role not in (Role.PROSE, Role.HEADING) or len(block.text) > _LONGEST_EPIGRAPH:
        return False
    label, colon, _ = block.text[:_LONGEST_LEAD].partition(":")
    if block.text[0] in _DASHES or (colon and plain(label) in turns.fields):
        return False
    own = _source_line(block.text)
    if own is not None and own.start() and block.text[own.end() - 1 :] not in ".!?":
        return block.text[own.start() + 1 :].strip()[:1].isupper()
    following, behind = (blocks[near].text if near < len(blocks) else "" for near in (index + 1, index + 2))
    line = _SOURCE_LINE.match(following) if behind[:1] not in _DASHES or not behind else None
    return line is not None and len(following) < 120 and following[1:].strip()[:1].isupper()


def _is_unmarked_quote(blocks: Sequence[Block], index: int, turns: TurnWords) -> bool:
    """A paragraph in the first person, introduced by a colon, in a text that does not speak so before.

    Below a field of a report ("Narrative:"), and wherever nothing hands over to somebody, the first person is the author.
    """
    if index == 0 or blocks[index].role is not Role.PROSE or not blocks[index - 1].text.endswith(":"):
        return False
    if blocks[index - 1].role not in (Role.PROSE, Role.HEADING):
        return False
    if not turns.first_person.search(blocks[index].text):
        return False
    if not _is_handed_over(blocks, index, turns):
        return False
    return not turns.first_person.search(blocks[index - 1].text)


def _first_in_first_person(blocks: Sequence[Block], words: TurnWords) -> int:
    """The number of the first block in the first person; how many there are where none is."""
    told = (number for number, block in enumerate(blocks) if words.first_person.search(block.text))
    return next(told, len(blocks))


def _tells_on(block: Block, words: TurnWords) -> bool:
    """Whether a statement goes on in a paragraph: in the first person."""
    return block.role is Role.PROSE and words.first_person.search(block.text) is not None


def _is_handed_over(blocks: Sequence[Block], index: int, words: TurnWords) -> bool:
    """Whether the paragraph above hands over to this one, or it is a letter's first whose salutation was handed over to."""
    above = blocks[index - 1].text
    if _hands_over(above, words):
        return True
    is_letter = words.salutations.at(Words(above).all, 0) if above.strip(":") else 0
    return bool(is_letter) and index > 1 and _hands_over(blocks[index - 2].text, words)


def _in_block(
    block: Block, verbs: Phrases, turns: TurnWords, *, continues: bool, following: str
) -> tuple[list[Quote], bool, bool]:
    """A block's quotations; whether a curly one is left open; and whether the next block reopens it."""
    text = block.text
    regions: list[tuple[Region, bool]] = []
    open_at: int | None = None
    depth = 0
    closers = ""
    for mark in _MARK.finditer(text):
        at, sign = mark.start(), mark.group()
        if open_at is None:
            if (sign in _RUN_ON or (sign in _OUTER and _opens(text, at, mark.end()))) and not _is_measure(text, mark):
                open_at, closers, depth = at, _OUTER[sign], 1
            elif sign == "”" and not regions and continues:
                regions.append((Region(0, at + 1), False))
        elif sign == "“" and closers == "”" and _opens(text, at, mark.end()):
            depth += 1
        elif sign in closers and (sign in _SURE_ENDS or _closes(text, at, mark.end())):
            depth -= 1
            if not depth:
                regions.append((Region(open_at, mark.end()), True))
                open_at = None
    unclosed = open_curly = False
    if open_at is not None:
        reopens = following[:1] in ('"', "“")
        runs_on = text[open_at] in _RUN_ON
        if reopens or runs_on or (open_at == 0 and closers == '"'):
            regions.append((Region(open_at, len(text)), False))
            unclosed, open_curly = reopens, runs_on and _begins_speech(text, open_at)
    if not regions and not block.marks and not _SINGLE_MARK.search(text):
        return [], open_curly, unclosed
    words = Words(text)
    quotes = [
        Quote(region, _kind(text, region, words, verbs) if whole else QuoteKind.SPEECH) for region, whole in regions
    ]
    quotes += [Quote(mark.region, QuoteKind.SPEECH) for mark in block.marks if mark.kind is MarkKind.QUOTE]
    quotes += _single(text, [quote.region for quote in quotes], words, verbs, turns)
    return sorted(quotes, key=lambda quote: quote.region.start), open_curly, unclosed


def _opens(text: str, at: int, end: int) -> bool:
    before, after = text[at - 1 : at], text[end : end + 1]
    if not after or after.isspace():
        return False
    return not before or before.isspace() or before in "([{—–-/'‘" or (before in ",:;" and after.isalnum())


def _closes(text: str, at: int, end: int) -> bool:
    return not text[at - 1].isspace() and (not text[end : end + 1].isalnum() or text[at - 1] in ".,!?")


def _is_measure(text: str, mark: re.Match[str]) -> bool:
    """A mark behind a figure: inches, seconds."""
    return mark.group() == "″" and text[mark.start() - 1 : mark.start()].isdigit()


def _kind(text: str, region: Region, words: Words, verbs: Phrases) -> QuoteKind:
    """Speech when it is long, a sentence, or spoken by somebody named beside it; else a few words held at a distance."""
    inside = text[region.start + 1 : region.end - 1].strip("`'")
    count = len(inside.split())
    if count > SCARE_WORDS or (_SENTENCE_MARK.search(inside) and inside[:1].isupper()):
        return QuoteKind.SPEECH
    before = text[max(0, region.start - _LONGEST_GAP) : region.start].rstrip()
    is_set_off = inside.endswith((",", "?", "!")) or before.endswith((",", ":"))
    begins_sentence = not before or before[-1] in ".!?:;"
    if count > 1 and inside.endswith((",", "?", "!")) and begins_sentence:
        return QuoteKind.SPEECH
    nearby = words.before(region.start, 3) + words.after(region.end, 6 if begins_sentence else 2)
    if is_set_off and any(word.text in verbs for word in nearby):
        return QuoteKind.SPEECH
    return QuoteKind.SCARE


def _single(text: str, taken: list[Region], words: Words, verbs: Phrases, turns: TurnWords) -> list[Quote]:
    """Stretches in single quotation marks; an apostrophe opens nothing."""
    quotes: list[Quote] = []
    around = Spans(taken)
    behind = 0
    for mark in _SINGLE_MARK.finditer(text):
        at = mark.start()
        if at < behind or not _opens(text, at, at + 1) or turns.elision.match(text, at):
            continue
        end = _single_close(text, at)
        if end is None:
            continue
        region = Region(at, end + 1)
        if not any(other.covers(region) for other in around.near(region)):
            quotes.append(Quote(region, _kind(text, region, words, verbs)))
        behind = end + 1
    return quotes


def _single_close(text: str, start: int) -> int | None:
    """The mark that closes a single quotation: after a sentence mark, or within SCARE_WORDS words."""
    closer = "’" if text[start] == "‘" else "'"
    limit = min(len(text), start + 600)
    for at in range(start + 2, limit):
        if text[at] != closer:
            continue
        after = text[at + 1 : at + 2]
        if after and (after.isalnum() or after == closer):
            continue
        if text[at - 1] in ".,!?" or len(text[start + 1 : at].split()) <= SCARE_WORDS:
            return at
    return None
