"""Who seems to speak in the lines of a document: names, roles and times that stand before, above or beside what is said.

A line is taken for a turn by its shape alone. Whether the turns of a document make a conversation is for ``layout``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from langcheck.facts.guarded import Guarded
from langcheck.facts.lines import Line
from langcheck.facts.listed import Lists, spelt_out
from langcheck.facts.words import Abbreviations, Phrases, is_title_case
from langcheck.lazily import pattern
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon

LONGEST_LABEL = 40
"""How many characters a name or role before what is said has at most."""
_LABEL_WORDS = 5
_NAME_WORDS = 3
_INITIALS = 4
"""How many letters the initials of a person are at most."""
_HEAD = 120
"""How many characters of a line are searched for a time."""
_LONGEST_VALUE = 400
"""How many characters of what is said are looked at."""
_FEW_WORDS = 4
"""From how many words on a stretch without a full stop is more than the value of a field."""


class LabelKind(Enum):
    """What a label names."""

    ROLE = "role"
    SURE = "sure"
    """A name that is no heading: initials, capitals throughout, a title, a number, a user's name with figures."""
    NAME = "name"
    NICK = "nick"
    THING = "thing"
    """A message, a statement: what holds somebody's words."""
    FIELD = "field"


class Form(Enum):
    """How a line shows who speaks."""

    LETTER = "letter"
    NUMBERED = "numbered"
    STAMPED = "stamped"
    HEADER = "header"
    TIME = "time"
    TIMECODE = "timecode"
    LABEL = "label"
    BRACKET = "bracket"
    ANGLE = "angle"
    COLUMN = "column"
    LOOSE = "loose"
    NOTE = "note"
    """A part of a clinician's note."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a line says of who speaks, and what it goes on with; ``start`` and ``said`` are offsets in its text."""

    line: int
    form: Form
    label: str = ""
    kind: LabelKind = LabelKind.FIELD
    value: str = ""
    start: int = 0
    said: int = 0


@dataclass(frozen=True, slots=True)
class TurnWords:
    """The word lists that tell speakers from fields (lexicon/contexts.yaml), and the pattern of dates and times."""

    roles: frozenset[str]
    fields: frozenset[str]
    endings: tuple[str, ...]
    answers: frozenset[str]
    pronouns: frozenset[str]
    starts: frozenset[str]
    things: frozenset[str]
    titles: frozenset[str]
    others: frozenset[str]
    voices: frozenset[str]
    writers: frozenset[str]
    writing: frozenset[str]
    states: frozenset[str]
    judges: Phrases
    handing: Phrases
    parts: Phrases
    own_words: Phrases
    salutations: Phrases
    question_pages: Phrases
    openers: frozenset[str]
    abbreviations: Abbreviations
    asks: frozenset[str]
    replies: frozenset[str]
    messages: frozenset[str]
    note_parts: tuple[frozenset[str], ...]
    """The parts of a clinician's note in their order, by what stands before each."""
    particles: frozenset[str]
    stamp: Guarded
    clock: Guarded
    """What no time of day is without."""
    to: re.Pattern[str]
    """Between who speaks and whom it is said to."""
    at: re.Pattern[str]
    elision: re.Pattern[str]
    """An apostrophe that stands for letters at the beginning of a word, and opens nothing."""
    first_person: re.Pattern[str]
    asked: re.Pattern[str]
    of_somebody: re.Pattern[str]
    contracted: re.Pattern[str]
    reference: re.Pattern[str]
    """A line of a list of references: an author's name, and the year in parentheses."""
    lists: Lists

    @classmethod
    def of(cls, lexicon: Lexicon) -> TurnWords:
        lists = Lists(lexicon)

        def listed(name: str) -> frozenset[str]:
            return frozenset(plain(word) for word in lexicon.word_list(name))

        return cls(
            roles=listed("speaker-roles"),
            fields=listed("field-labels") | listed("calendar-months") | listed("calendar-days"),
            endings=tuple(lexicon.word_list("field-endings")),
            answers=listed("short-answers"),
            pronouns=listed("speaking-pronouns"),
            starts=listed("definition-starts"),
            things=listed("speech-things"),
            titles=listed("person-titles"),
            others=listed("other-pronouns"),
            voices=listed("fields-of-voices"),
            writers=listed("report-writers"),
            writing=listed("writing-pronouns"),
            judges=spelt_out(lexicon, "opinion-writers"),
            states=listed("message-states"),
            handing=spelt_out(
                lexicon, "speech-verbs", "reading-verbs", "writing-verbs", "verbatim-labels", "handing-words"
            ),
            parts=spelt_out(lexicon, "report-parts"),
            own_words=spelt_out(lexicon, "own-words"),
            salutations=spelt_out(lexicon, "salutations"),
            question_pages=spelt_out(lexicon, "question-pages"),
            openers=listed("question-openers") | listed("question-beginnings"),
            abbreviations=Abbreviations.of(lexicon),
            asks=listed("question-labels"),
            replies=listed("answer-labels"),
            messages=listed("message-directions"),
            note_parts=tuple(map(listed, _NOTE_PARTS)),
            particles=listed("naming-particles") | listed("name-joins"),
            stamp=_stamp(lists),
            clock=lists.guarded(r"\d(?::\d\d|[ ]?@clock-words)"),
            to=lists.pattern(r"\s{0,3}(?:->|→|=>|>|»)\s{0,3}|\s@direction-prepositions\s"),
            at=lists.pattern(r"[\s,(\[<|·•@:~–—-]{1,6}(?:@time-prepositions)?[\s,(\[<|·•@:~–—-]{0,6}\Z"),
            elision=lists.pattern(r"['’‘‛](?:\d0s|\d\ds?\b|@elided-words\b)"),
            first_person=lists.pattern(r"\b(?:I|@own-pronouns)\b", 0),
            asked=lists.pattern(r"\b@asking-verbs @addressed-owners\b|\b@addressed-subjects @asked-verbs\b"),
            of_somebody=lists.pattern(r"\b@words-of-somebody\b"),
            contracted=lists.pattern(r"['’]@contractions\Z", 0),
            reference=lists.pattern(
                r"\A\W{0,4}(?:\d{1,3}[.)\]] )?[A-Z][\w'’-]{1,30}, (?:[A-Z]\.|[A-Z][\w'’-]{1,20}[,.;&])"
                r"(?:[ ,;.&]|[A-Z][\w'’-]*+|(?:@naming-particles|@reference-words)\b){0,60}+"
                r"\((?:19|20)\d\d[a-z]?(?:, [A-Z][\w. ]{2,14})?\)",
                0,
            ),
            lists=lists,
        )


_NOTE_PARTS = ("note-subjective", "note-objective", "note-assessments", "note-plans")


def plain(text: str) -> str:
    """Words folded, without the points of abbreviations."""
    return " ".join(fold(text).replace(".", "").split())


def _stamp(lists: Lists) -> Guarded:
    """A date, a time, or both, perhaps in brackets; ``time`` where a clock is in it."""
    month, day, hour = "@calendar-months", "@calendar-days", "@clock-words"
    date = (
        r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)|\d{1,2}/\d{1,2}(?![\d/])"
        rf"|(?:{day}\b\.?,?[ ])?(?:\d{{1,2}}(?:@ordinal-endings)?[ -]{month}\b\.?(?:,?[ -]\d{{2,4}})?"
        rf"|{month}\b\.?[ ]\d{{1,2}}(?:@ordinal-endings)?\b(?:,?[ ]\d{{4}})?)|{day}\b"
    )
    time = (
        rf"T?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d{{1,3}})?(?:[ ]?{hour}(?!\w))?(?!:?\d)"
        rf"|\d{{1,2}}(?:[.h]\d{{2}})?[ ]?{hour}(?!\w)|\d{{4}}[ ]?{hour}(?!\w)"
    )
    joint = r"[ \t]{0,3}(?:,|@clock-prepositions|·|•|—|–|-|\|)?[ \t]{0,3}"
    return lists.guarded(
        rf"[\[(<{{]?[ ]?(?<![\w:/])(?:(?:{date}|(?P<time>{time})){joint}){{0,3}}(?:{date}|(?P<last>{time}))(?!\w)[ ]?[\])>}}]?"
    )


# --- labels ------------------------------------------------------------------------------------------------------

_MARKS = " \t*_#[](){}<>~@^“”\"'"
_PHONE = pattern(r"\+?[\d(][\d() .-]{5,18}\d")
_NICK = pattern(r"[\w.+'’~-]{1,24}")


def kind_of(label: str, words: TurnWords) -> LabelKind:
    """What a label before a colon, or in brackets, names."""
    written = words.to.split(label.strip(_MARKS), maxsplit=1)[0].strip(_MARKS).split()
    folded = plain(" ".join(written)).replace("#", " ").split()
    if not folded or len(folded) > _LABEL_WORDS:
        return LabelKind.FIELD
    bare = " ".join(word for word in folded if not word.isdigit())
    if bare in words.roles or " ".join(folded) in words.roles:
        return LabelKind.ROLE
    if folded[-1] in words.things and bare not in words.fields:
        return LabelKind.THING
    if words.stamp.fullmatch(label.strip(_MARKS)):
        return LabelKind.FIELD
    if _PHONE.fullmatch(label.strip(_MARKS)):
        return LabelKind.SURE
    if bare in words.fields or folded[-1] in words.fields or not bare or _AMOUNT.fullmatch(bare):
        return LabelKind.FIELD
    return _kind_of_name(written, folded, words)


_AMOUNT = pattern(r"\d{1,3}(?:[.,]\d{3})+")
"""A large number in groups, such as the size of a file."""


def _kind_of_name(written: list[str], folded: list[str], words: TurnWords) -> LabelKind:
    letters = "".join(written)
    if letters.upper() == letters and any(map(str.isalpha, letters)):
        return LabelKind.SURE
    if not all(word[:1].isupper() or word.lower() in words.particles or word[:1] in "(+0123456789" for word in written):
        if len(written) > 1 or not _NICK.fullmatch(written[0]):
            return LabelKind.FIELD
        return LabelKind.SURE if re.search(r"[\d_]", written[0]) else LabelKind.NICK
    if len(folded) > 1 and (folded[0] in words.titles or folded[0] in words.roles):
        return LabelKind.SURE
    if len(folded) > _NAME_WORDS or (len(folded[-1]) > _INITIALS and folded[-1].endswith(words.endings)):
        return LabelKind.FIELD
    return LabelKind.NAME


_SPEAKERS = frozenset((LabelKind.ROLE, LabelKind.SURE, LabelKind.NAME, LabelKind.NICK))


def is_speaker(kind: LabelKind) -> bool:
    """Whether a label of this kind may name somebody who speaks."""
    return kind in _SPEAKERS


# --- what is said ------------------------------------------------------------------------------------------------

_TOKEN = pattern(r"[^\W_][\w'’/&-]*")
_END = pattern(r"[.!?…][\"'”’»)\]]{0,3}\s*\Z")


def shows_speech(value: str, words: TurnWords) -> bool:
    """Whether only somebody who speaks would write so: a question, a first or second person, a short answer."""
    value = value[:_LONGEST_VALUE]
    tokens = [plain(token.group()).replace("’", "'") for token in _TOKEN.finditer(value)]
    if "?" in value or any(token in words.pronouns for token in tokens):
        return True
    return bool(tokens) and " ".join(tokens) in words.answers


def speaks(value: str, words: TurnWords, *, strict: bool = False) -> bool:
    """Whether what follows a label may be said by somebody, and is not a name, a number or a few words of a field.

    ``strict`` asks for a whole sentence.
    """
    if shows_speech(value, words):
        return True
    if is_title_case(value[:_LONGEST_VALUE].rstrip(".")):
        return False
    tokens = _TOKEN.findall(value[:_LONGEST_VALUE])
    if sum(token[0].islower() for token in tokens) < 2:
        return False
    return len(tokens) >= _FEW_WORDS and (not strict or _END.search(value[-20:]) is not None)


# --- turns -------------------------------------------------------------------------------------------------------

_LEAD = pattern(r"(?:[>*_#•·|]{1,6}[ \t]*|-[ \t]+){0,4}")
_LINE_NUMBER = pattern(r"#?\d{1,3}[.)]?[ \t]+(?=[A-Z+]|[a-z][\w.+-]{0,23}:)")
_LETTER = pattern(
    r"(?P<number>\d{1,3}[.)]?[ \t]+)?\[?(?P<letter>[QA])[ \t]?\d{0,3}\]?"
    r"(?:[.:>–—-]{1,2}[*_]{0,2}[ \t]*|\)[ \t]+|\][ \t]*|[ \t]{2,}|\t|(?P<bare>[ \t](?=[A-Z\"“'‘])))(?P<value>.*)"
)
_LETTER_IN_PARENTHESES = pattern(
    r"(?P<number>(?!))?(?P<bare>(?!))?\((?P<letter>Q(?=[^?]{1,200}\?)|A)\)[ \t](?P<value>.*)"
)
_NAMED = pattern(
    r"[<\[(*@]?[ ]?(?P<label>\+?[\d(][\d() .-]{5,18}\d|[^\s:<>\[\]()|*][^:<>\[\]()|*\t]{0,39}?)[ ]?"
    r"(?:[>\])*]{1,2}[ ]?:?|:|\||\t|[ ]{2,}|[ ][-–—~»·•][ ]|[ ]?->|,[ ](?=[A-Z\"“a-z]))[ \t]*(?P<value>\S.*)"
)
_LABEL = pattern(
    r"(?P<label>\+?[\d(][\d() .-]{5,18}\d|[^\s:;!?\"“”,][^:;!?\"“”,\t]{0,39}?)[*_]{0,2}[ \t]?(?:\([^()]{1,24}\)[ ]?)?[:：](?![/\\\d])[*_]{0,2}(?:[ \t]+|\Z|(?=[A-Z\"“]))(?P<value>.*)"
)
_BRACKET = pattern(
    r"[\[({*_]{1,2}(?P<label>[^\[\](){}*_\d][^\[\](){}*_]{0,39})[\])}*_]{1,2}[ \t]*:?[ \t]+(?P<value>\S.*)"
)
_ANGLE = pattern(
    r"<[ ]?(?P<label>[^<>/!\s=][^<>=]{0,39})>[ \t]*:?[ \t]*(?P<value>\S.*)|(?P<nick>[^\s<>=/][^<>=/]{0,38}[^\s<>=/]|[A-Z])>{1,2}[ \t](?P<said>\S.*)"
)
_ADDRESSED = pattern(r"@(?P<label>[\w.-]{2,30})[ ]?:?[ ](?P<value>\S.*)")
_COLUMN = pattern(r"(?P<label>[^\s|][^|\t]{0,39}?)(?:[ \t]?\|[ \t]?|\t[ \t]*|[ ]{2,})(?P<value>[^\s|].*)")
_LOOSE = pattern(
    r"(?P<label>[\w+(][^:;!?,\"“”–—-]{0,34}?)(?:[ ][-–—~=»][ ]|[–—]|[ ]?-?->[ ]?)[ \t]*(?P<value>\S.*)"
    r"|(?P<capitals>[A-Z][A-Z.'’ -]{1,30})\.[ ](?P<said>[A-Z\"“].*)"
)
_PART = pattern(r"[a-zA-Z]|[ivx]{1,6}")
"""What numbers the parts of a law: (a), (iv)."""
_MIDDLE = pattern(r"[ ](?<=[.?!…\"”’)] )(?=(?:[QA][.:]|[A-Z][\w.'’ -]{0,30}:|\[[A-Z][\w ]{0,20}\])[ ])")
"""Where a turn may begin inside a line: behind the end of a sentence."""
_MARKUP = pattern(r"</|/>")
_SEPARATORS = " \t,;|:~–—-·•"
_BEFORE_STAMP = f"{_SEPARATORS}([<"


def turns_of(lines: Sequence[Line], words: TurnWords) -> list[Turn]:
    """The turns that the lines of a document show, in reading order."""
    turns = list(_read(lines, words))
    parts = frozenset(_parts_of_notes(turns, words))
    return [
        replace(turn, form=Form.NOTE, kind=LabelKind.FIELD) if number in parts else turn
        for number, turn in enumerate(turns)
    ]


_FEWEST_PARTS = 3
"""How many parts a clinician's note has at least: a plan may be missing."""


def _parts_of_notes(turns: Sequence[Turn], words: TurnWords) -> Iterator[int]:
    """The numbers of turns that are the parts of notes and no speakers, all in their order: "S: ... O: ... A: ... P: ...".

    One label out of its order, or one part that somebody speaks in, and they are people who talk.
    """
    notes: list[list[int]] = []
    for number, turn in enumerate(turns):
        if turn.form is Form.LOOSE:
            continue
        if turn.label in words.note_parts[0]:
            notes.append([number])
        elif turn.label in words.asks:
            return
        elif any(turn.label in labels for labels in words.note_parts):
            place = len(notes[-1]) if notes else 0
            if place not in range(1, len(words.note_parts)) or turn.label not in words.note_parts[place]:
                return
            if _speaks(turn, words) or (place == 1 and "?" in turn.value):
                return
            notes[-1].append(number)
    if all(len(note) >= _FEWEST_PARTS for note in notes):
        for note in notes:
            yield from note


_QUOTED = pattern(r"[\"“][^\"“”]*[\"”]")


def _speaks(turn: Turn, words: TurnWords) -> bool:
    """Whether a turn answers in a word, or says "I" outside of quotation marks."""
    said = _QUOTED.sub("", turn.value)
    return plain(said.rstrip(_SEPARATORS + ".!")) in words.answers or words.first_person.search(said) is not None


def _read(lines: Sequence[Line], words: TurnWords) -> Iterator[Turn]:
    for number, line in enumerate(lines):
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        shown = line.written.strip()
        lead = _LEAD.match(shown)
        turn = _turn(number, shown[lead.end() if lead else 0 :], following, words)
        if turn is not None:
            yield replace(
                turn, said=max(len(line.text) - len(turn.value), 0) if shown.endswith(turn.value) else len(line.text)
            )
        inner = [found.end() for found in _MIDDLE.finditer(line.text)]
        for start, end in pairwise([*inner, len(line.text)]):
            piece = line.text[start : min(end, start + _LONGEST_VALUE)].rstrip()
            turn = _spoken(number, piece, "", words)
            if turn is not None:
                yield replace(turn, start=start, said=start + len(piece) - len(turn.value))


_MAY_TURN = pattern(r"[:：|\t<>@–—»]|[ ][ ~=-]|\A(?:[\d#\[({*_QA,;·•~-]|[A-Z][A-Z.'’ -])")
"""What stands in every line that one of these forms fits, but for a clock; most lines of prose have none of it."""


def _turn(number: int, shown: str, following: str, words: TurnWords) -> Turn | None:
    """The turn that a line begins with, by the first of the forms that fits."""
    if _MAY_TURN.search(shown) is None and not words.clock.search(shown[:_HEAD]):
        return None
    for read in (_stamped, _spoken, _beside):
        turn = read(number, shown, following, words)
        if turn is not None:
            return turn
    return None


def _spoken(number: int, shown: str, following: str, words: TurnWords) -> Turn | None:
    """Letters, names before a colon, names in brackets."""
    letter = _LETTER.match(shown) or _LETTER_IN_PARENTHESES.match(shown)
    if letter and not (letter["bare"] and letter["letter"] == "A" and not letter["number"] and not following):
        form = Form.NUMBERED if letter["number"] and letter["letter"] == "Q" else Form.LETTER
        return Turn(number, form, letter["letter"].lower(), LabelKind.ROLE, letter["value"])
    numbered = _LINE_NUMBER.match(shown)
    shown = shown[numbered.end() :] if numbered else shown
    for each, form in ((_LABEL, Form.LABEL), (_BRACKET, Form.BRACKET)):
        found = each.match(shown)
        if found:
            kind = kind_of(found["label"], words)
            if shown[0] == "(":
                return (
                    None
                    if _PART.fullmatch(found["label"])
                    else Turn(number, Form.LOOSE, plain(found["label"]), kind, found["value"])
                )
            value = found["value"] or (following if is_speaker(kind) else "")
            return Turn(number, form, plain(found["label"]), kind, value)
    return None


def _beside(number: int, shown: str, following: str, words: TurnWords) -> Turn | None:
    """Names in angle brackets or behind @, in a column of their own, before a dash or a full stop."""
    found = None if _MARKUP.search(shown) else _ANGLE.match(shown)
    if found:
        label, value = (found["label"], found["value"]) if found["label"] else (found["nick"], found["said"])
        kind = kind_of(label, words)
        if is_speaker(kind) or " " not in label:
            return Turn(number, Form.ANGLE, plain(label), kind if is_speaker(kind) else LabelKind.NICK, value)
    found = _ADDRESSED.match(shown)
    if found:
        return Turn(number, Form.ANGLE, plain(found["label"]), LabelKind.NICK, found["value"])
    found = _COLUMN.match(shown)
    if found and is_speaker(kind := kind_of(found["label"], words)):
        return Turn(number, Form.COLUMN, plain(found["label"]), kind, found["value"])
    found = _LOOSE.match(shown)
    label, value = (found["label"] or found["capitals"], found["value"] or found["said"]) if found else ("", "")
    if label and is_speaker(kind := kind_of(label, words)):
        return Turn(number, Form.LOOSE, plain(label), kind, value)
    return None


def _stamped(number: int, shown: str, following: str, words: TurnWords) -> Turn | None:
    """A date or a time at the beginning of a line, before or behind a name."""
    stamp = _stamp_of(shown[:_HEAD], words)
    if stamp is None:
        return None
    has_clock = bool(stamp["time"] or stamp["last"])
    in_brackets = stamp.group()[0] in "[(<{" and stamp.group()[-1] in "])>}"
    before = shown[: stamp.start()].rstrip(_BEFORE_STAMP)
    after = shown[stamp.end() :].lstrip(_SEPARATORS + "])>")
    if before:
        return _name_then_time(number, shown, following, stamp, words) if has_clock else None
    if not after:
        return Turn(number, Form.TIME) if has_clock else None
    named = _NAMED.match(shown[stamp.end() :].lstrip(_SEPARATORS))
    if named and is_speaker(kind := kind_of(named["label"], words)):
        if (
            not has_clock
            and not stamp.group().strip("[](){}<> ").replace("/", "").replace("-", "").replace(".", "").isdigit()
        ):
            return None
        return Turn(number, Form.STAMPED, plain(named["label"]), kind, named["value"])
    if has_clock and len(after) <= LONGEST_LABEL and _may_head(kind := kind_of(after, words)):
        return Turn(number, Form.HEADER, plain(after), kind, following)
    if has_clock and in_brackets:
        return Turn(number, Form.TIMECODE, value=after)
    return None


def _stamp_of(head: str, words: TurnWords) -> re.Match[str] | None:
    """The first date or time at the head of a line; without a clock it counts at the very beginning alone."""
    if words.clock.search(head):
        return words.stamp.search(head)
    opening = len(head) - len(head.lstrip(_BEFORE_STAMP))
    return next((stamp for at in range(opening + 1) if (stamp := words.stamp.match(head, at)) is not None), None)


def _may_head(kind: LabelKind) -> bool:
    """Whether a label may stand alone beside a time; a single small word there goes on in a sentence."""
    return is_speaker(kind) and kind is not LabelKind.NICK


_APART = pattern(r"[ ]{2}|[\t·•–—]")
"""What stands between a user's name and a time beside it, and between no two words of a sentence."""


def _name_then_time(number: int, shown: str, following: str, stamp: re.Match[str], words: TurnWords) -> Turn | None:
    before = shown[: stamp.start()]
    gap = words.at.search(before + " ")
    label = before[: gap.start()] if gap else before
    if ":" in before or len(label) > LONGEST_LABEL or not is_speaker(kind := kind_of(label, words)):
        return None
    rest = shown[stamp.end() :]
    after = rest.lstrip(_SEPARATORS)
    if not after:
        is_apart = gap is not None and _APART.search(gap.group()) is not None
        if not _may_head(kind) and not is_apart and stamp.group()[-1] not in "])>}":
            return None
        return Turn(number, Form.HEADER, plain(label), kind, following)
    in_brackets = stamp.group()[-1] in "])>}"
    if in_brackets or rest.lstrip(" ")[:1] in ":|>\t–—-~·•" or rest.startswith(("  ", "\t")):
        return Turn(number, Form.STAMPED, plain(label), kind, after)
    return None
