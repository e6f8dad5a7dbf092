"""How a sentence puts what stands in it: as what happened, or as reported, denied, asked, or only possible.

A place is read with the words before it in its clause, and with the attribution at the end of its sentence ("..., the
witness said"). The text decides alone; nothing is parsed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain, pairwise

from langcheck.facts.listed import spelt_out
from langcheck.facts.patterns import Patterns, patterns_of
from langcheck.facts.words import Phrases, Word, Words
from langcheck.lazily import pattern
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region

_MARK = pattern(r"[^\w\s'’-]")
_TO_SPEAKER = 5
"""How many words on either side of a verb of speech its speaker is looked for."""
_TO_OWNER = 3
"""How many words before a document the one stands that makes it the author's own ("this first release")."""
_TO_ATTRIBUTION = 8
"""How many words may stand behind the verb of speech that closes a sentence ("she told the officers on Friday")."""
_LONG = 90
"""With how many words a text without marks runs on like a transcript, in which a verb of speech reaches _TO_END words far."""
_TO_END = 20
_TO_NEGATION = 9
"""How many words before a place, within its clause, a negation or a condition reaches."""


class Manner(Enum):
    """How a sentence puts a thing."""

    TOLD = "told"
    """As what happened, in the author's own voice."""
    REPORTED = "reported"
    """As what a person said, claimed, admitted or denied."""
    DENIED = "denied"
    ASKED = "asked"
    OPEN = "open"
    """As possible, planned, attempted or conditional."""


@dataclass(frozen=True, slots=True)
class Statement:
    """How a place is put, and the words that say so; ``reported`` places may be denied or asked as well."""

    manner: Manner
    cue: Region | None = None
    is_on_paper: bool = False
    """Whether a paper of a case or a notice says so, which is not the author's own; it may be denied or asked as well."""


class _Whose(Enum):
    """Whose words a verb of speech or a source tells."""

    AUTHORS = "author's"
    PAPERS = "paper's"
    OTHERS = "other's"


@dataclass(frozen=True, slots=True)
class StatementWords:
    """The word lists that tell (lexicon/contexts.yaml)."""

    told_questions: Patterns
    told_requests: Patterns
    unsure_reports: Patterns
    verbs: Phrases
    not_verbs: Phrases
    sources: Phrases
    institutions: Phrases
    negations: Phrases
    not_negations: Phrases
    questions: Phrases
    possible: Phrases
    conditions: Phrases
    clause_starts: Phrases
    speakers_begin: Phrases
    closing_pronouns: Phrases
    subordinators: Phrases
    verbatim: Phrases
    instructions: Phrases
    instructing: Phrases
    particular: Phrases
    asides: Phrases
    accounts: Phrases
    account_openers: Phrases
    differing: Phrases
    written_on: Phrases
    reading: Phrases
    readers: Phrases
    papers: Phrases
    own_papers: Phrases
    others_papers: Phrases
    own_accounts: Phrases
    their_people: Phrases
    before_makers: Phrases
    together: Phrases
    clause_openers: Phrases
    closing_verbs: Phrases
    before_closing: Phrases

    @classmethod
    def of(cls, lexicon: Lexicon) -> StatementWords:
        """The lists of a lexicon, alternatives spelt out."""
        names = (
            "reporting-verbs",
            "not-reporting",
            "reporting-sources",
            "speaking-institutions",
            "negations",
            "not-negations",
            "question-words",
            "possibility-words",
            "condition-openers",
            "clause-starts",
            "speakers-begin",
            "closing-pronouns",
            "clause-subordinators",
            "verbatim-labels",
            "instruction-openers",
            "instructing-verbs",
            "particular-words",
            "aside-openers",
            "account-sources",
            "account-openers",
            "differing-accounts",
            "written-on",
            "reading-of-things",
            "before-readers",
            "speaking-papers",
            "own-papers",
            "others-papers",
            "own-accounts",
            "people-of-institutions",
            "before-makers",
            "speaking-together",
            "clause-that",
            "closing-verbs",
            "before-closing",
        )
        told_questions, told_requests, unsure_reports = (
            patterns_of(lexicon.word_list(name)) for name in ("told-questions", "told-requests", "unsure-reports")
        )
        return cls(told_questions, told_requests, unsure_reports, *(spelt_out(lexicon, name) for name in names))


def find_statement(text: str, words: Words, sentence: Region, region: Region, known: StatementWords) -> Statement:
    """How a region of a sentence is put; what is reported is so whatever else it is.

    A verb of speech that is part of the region itself ("claims that") does not report it.
    """
    before = [word for word in words.within(Region(sentence.start, region.start)) if word.end <= region.start]
    after = [word for word in words.within(Region(region.end, sentence.end)) if word.start >= region.end]
    if len(before) + len(after) > _LONG:
        before, after = before[-_TO_END:], after[:_TO_END]
    is_on_paper = False
    for whose, cue in _reports(text, region, before, after, known):
        if whose is _Whose.OTHERS:
            return Statement(Manner.REPORTED, cue)
        is_on_paper = is_on_paper or whose is _Whose.PAPERS
    if text[sentence.start : sentence.end].rstrip(" \"'”’)").endswith("?"):
        return Statement(Manner.ASKED, None, is_on_paper)
    clause = _clause(text, region, before, known)
    for manner, phrases, scope in (
        (Manner.ASKED, known.questions, before[-_TO_NEGATION:]),
        (Manner.DENIED, known.negations, clause),
        (Manner.OPEN, known.possible, clause),
    ):
        found = _first(phrases, scope, but=known.not_negations)
        if found is not None:
            return Statement(manner, found, is_on_paper)
    opener = known.conditions.at(before, 0) if before else 0
    if opener:
        return Statement(Manner.OPEN, Region(before[0].start, before[opener - 1].end), is_on_paper)
    return Statement(Manner.TOLD, None, is_on_paper)


def _clause(text: str, region: Region, before: list[Word], known: StatementWords) -> list[Word]:
    """The words of a place's own clause that stand before it, up to _TO_NEGATION of them.

    Behind a clause that opens the sentence ("As they do not stop, ...") none of its words count.
    """
    near = before[-_TO_NEGATION:]
    if before and known.subordinators.at(before, 0) and text[before[-1].end : region.start].strip() == ",":
        return []
    for index in range(len(near) - 1, 0, -1):
        gap = text[near[index - 1].end : near[index].start]
        if any(mark in gap for mark in ";:—–") or ("," in gap and known.clause_starts.at(near, index)):
            return near[index:]
    return near


def _first(phrases: Phrases, words: list[Word], *, but: Phrases) -> Region | None:
    found = next(_found(phrases, words, but=but), None)
    return Region(words[found[0]].start, words[sum(found) - 1].end) if found else None


def _found(phrases: Phrases, words: list[Word], *, but: Phrases) -> Iterator[tuple[int, int]]:
    """The phrases among the words, as index and number of words, but for those inside other phrases."""
    found = list(phrases.find(words))
    if not found:
        return iter(())
    skipped = {step for index, length in but.find(words) for step in range(index, index + length)}
    return ((index, length) for index, length in found if index not in skipped)


# --- reported speech ---------------------------------------------------------------------------------------------


def _reports(
    text: str, region: Region, before: list[Word], after: list[Word], known: StatementWords
) -> Iterator[tuple[_Whose, Region]]:
    """All that may report a place, and whose words it tells."""
    labelled = _labelled(text, region, before, known)
    if labelled is not None:
        yield _Whose.OTHERS, labelled
    yield from _reported_before(text, region, before, known)
    yield from _reported_after(text, region, before, after, known)


def _reported_before(
    text: str, region: Region, before: list[Word], known: StatementWords
) -> Iterator[tuple[_Whose, Region]]:
    """The verbs of speech, and the sources named, whose report a place stands in; they reach to a semicolon."""
    differing = _first(known.differing, before, but=known.not_verbs)
    if differing is not None:
        yield _Whose.OTHERS, differing
    start = 0
    for index in range(len(before) - 1, 0, -1):
        if ";" in text[before[index - 1].end : before[index].start]:
            start = index
            break
    scope = before[start:]
    for index, length in known.sources.find(scope):
        named = _named(text, scope[index + length :])
        if named:
            yield _whose(text, named, known), Region(scope[index].start, scope[index + length - 1].end)
    for index, length in _found(known.verbs, scope, but=known.not_verbs):
        if _is_aside(text, scope, index, region, known):
            continue
        if known.instructing.at(scope, index) and _instructs(text, scope[index + length :], known):
            continue
        speaker = _speaker(text, scope, index, known)
        yield _whose(text, speaker, known), Region(scope[index].start, scope[index + length - 1].end)
    for cue in (
        _account_before(text, region, scope, known),
        _read_out(text, scope, known),
        _asked_or_unsure(text, scope, known),
    ):
        if cue is not None:
            yield _Whose.OTHERS, cue


def _named(text: str, behind: list[Word]) -> list[Word]:
    """The words that name a source, up to a comma: "according to [the clerk], ..."."""
    for index in range(1, min(len(behind), _TO_SPEAKER)):
        if "," in text[behind[index - 1].end : behind[index].start]:
            return behind[:index]
    return behind[:_TO_SPEAKER]


def _speaker(text: str, scope: list[Word], index: int, known: StatementWords) -> list[Word]:
    """The words before a verb of speech among which its speaker stands: "police said [the driver] told them"."""
    near = scope[max(0, index - _TO_SPEAKER) : index]
    if near and known.closing_pronouns.at(near, len(near) - 1) and not known.together.at(near, len(near) - 1):
        return near[-1:]
    for place in range(len(near) - 2, -1, -1):
        length = known.verbs.at(near, place)
        rest = near[place + length :]
        if length and rest and not known.together.at(rest, len(rest) - 1):
            begins = min(known.clause_openers.at(rest, 0), len(rest) - 1)
            is_new = rest[begins].text in known.speakers_begin or text[rest[begins].start].isupper()
            return rest[begins:] if is_new else near
    return _behind_phrase(text, near, scope[index], known)


def _behind_phrase(text: str, near: list[Word], verb: Word, known: StatementWords) -> list[Word]:
    """The speaker behind a phrase that opens the sentence: "Interviewed by police, [the driver] said"; else all of the words."""
    for step in range(len(near) - 1, 0, -1):
        if "," in text[near[step - 1].end : near[step].start]:
            is_subject = near[step].text in known.speakers_begin or text[near[step].start].isupper()
            return near[step:] if is_subject and "," not in text[near[-1].end : verb.start] else near
    return near


def _whose(text: str, speaker: list[Word], known: StatementWords) -> _Whose:
    """Whether an institution speaks or a paper of the author's own, the paper of a case, or a person or a paper of his or hers."""
    institutions = list(_institutions(text, speaker, known))
    papers = sorted((*known.papers.find(speaker), *known.own_accounts.find(speaker)))
    if not papers:
        return _Whose.AUTHORS if institutions else _Whose.OTHERS
    index, length = papers[-1]
    end = index + length
    if any(step >= end and not _is_maker(text, speaker[end : step + 1], known) for step in institutions):
        return _Whose.AUTHORS
    owners = speaker[max(0, index - _TO_OWNER) : index]
    if any(True for _ in known.own_papers.find(owners)):
        return _Whose.AUTHORS
    is_others = (
        known.own_accounts.at(speaker, index) > 0
        or any(True for _ in known.others_papers.find(owners))
        or any(word.text.endswith(("'s", "s'")) for word in owners)
    )
    return _Whose.OTHERS if is_others else _Whose.PAPERS


def _institutions(text: str, speaker: list[Word], known: StatementWords) -> Iterator[int]:
    """Where institutions stand among some words; not those that only say whose manager or student it is."""
    for step in range(len(speaker)):
        length = known.institutions.at(speaker, step)
        behind = step + length
        if length and not (
            behind < len(speaker)
            and known.their_people.at(speaker, behind)
            and not _MARK.search(text, speaker[behind - 1].end, speaker[behind].start)
        ):
            yield step


def _is_maker(text: str, words: list[Word], known: StatementWords) -> bool:
    """Whether the institution that ends some words has made or got what stands before them: "(the affidavit) of two officers"."""
    makers = [index for index, _ in known.before_makers.find(words)]
    return bool(makers) and "," not in text[words[makers[-1]].end : words[-1].start]


def _asked_or_unsure(text: str, scope: list[Word], known: StatementWords) -> Region | None:
    """The question in which somebody else was asked, or the rumor and the report that nobody has borne out."""
    for index, end in known.told_questions.find(scope, text):
        is_others = _whose(text, _speaker(text, scope, index, known), known) is not _Whose.AUTHORS
        if is_others and not known.told_requests.ends(scope, index, text):
            return Region(scope[index].start, scope[end - 1].end)
    found = next(known.unsure_reports.find(scope, text), None)
    return Region(scope[found[0]].start, scope[found[1] - 1].end) if found else None


def _account_before(text: str, region: Region, scope: list[Word], known: StatementWords) -> Region | None:
    """Whose account the words are, told before them: "By his own account, ..."; some only say so with a comma behind."""
    account = _first(known.accounts, scope, but=known.not_verbs)
    if account is not None:
        return account
    for index, length in known.account_openers.find(scope):
        end = scope[index + length - 1].end
        following = scope[index + length].start if index + length < len(scope) else region.start
        if text[end:following].strip() == ",":
            return Region(scope[index].start, end)
    return None


def _read_out(text: str, scope: list[Word], known: StatementWords) -> Region | None:
    """The verb by which something written says what follows: "A sign on the door read NO ..."; not where somebody reads."""
    for index, length in _found(known.reading, scope, but=known.not_verbs):
        near = scope[max(0, index - _TO_SPEAKER) : index]
        things = [place + size for place, size in known.written_on.find(near)]
        between = near[things[-1] :] if things else []
        is_cut = things and any(mark in text[near[things[-1] - 1].end : scope[index].start] for mark in ".;:!?")
        if things and not is_cut and not any(known.readers.at(between, place) for place in range(len(between))):
            return Region(scope[index].start, scope[index + length - 1].end)
    return None


def _names_the_speaker(text: str, behind: list[Word], known: StatementWords) -> bool:
    """Whether somebody who speaks stands behind a verb of speech (", said he"), and not what is said (", stated he had been")."""
    if behind[0].text not in known.speakers_begin:
        return False
    is_pronoun = known.closing_pronouns.at(behind, 0) == 1
    return not is_pronoun or len(behind) == 1 or bool(_MARK.search(text, behind[0].end, behind[1].start))


def _instructs(text: str, after: list[Word], known: StatementWords) -> bool:
    """ "The guide tells clerks what to do when ...": what somebody shall do is taught, and nobody's words are reported."""
    for index in range(min(len(after), _TO_SPEAKER)):
        if index and "," in text[after[index - 1].end : after[index].start]:
            return False
        if known.instructions.at(after, index):
            return True
    return False


def asks_of_nobody(text: str, words: Words, sentence: Region, known: StatementWords) -> bool:
    """Whether a question asks about nobody in particular: "Can a victim get a visa?".

    No pronoun or name of somebody stands in it, and nothing of the past.
    """
    inside = words.within(sentence)
    if any(known.particular.find(inside)):
        return False
    return not any(
        text[word.start].isupper() and word.end - word.start > 1 and not text[word.start : word.end].isupper()
        for word in inside[1:]
    )


def _labelled(text: str, region: Region, before: list[Word], known: StatementWords) -> Region | None:
    """The label with a colon that hands a place over to somebody's own words: "Caller: ...", "(caller's own words): ..."."""
    for index, length in known.verbatim.find(before):
        end = before[index + length - 1].end
        following = before[index + length].start if index + length < len(before) else region.start
        if ":" in text[end:following]:
            return Region(before[index].start, end)
    return None


def _is_aside(text: str, scope: list[Word], index: int, region: Region, known: StatementWords) -> bool:
    """Whether a verb of speech stands in a relative clause that ends before the place: "the girl, who said so, ..."."""
    opened = any(word.text in known.asides for word in scope[max(0, index - 2) : index])
    return opened and "," in text[scope[index].end : region.start]


def _goes_on(text: str, region: Region, before: list[Word], after: list[Word], known: StatementWords) -> bool:
    """Whether what stands last is a clause of the sentence and no attribution: ", and the clerk added", "When he came, she added"."""
    commas = [word for last, word in pairwise(after) if "," in text[last.end : word.start]]
    if after and "," in text[region.end : after[0].start]:
        commas.insert(0, after[0])
    if not commas:
        return False
    if known.before_closing.at([commas[-1]], 0):
        return True
    opens = before and known.before_closing.at(before, 0)
    return bool(opens) and len(commas) == 1 and "," not in text[before[0].end : region.start]


def _reported_after(
    text: str, region: Region, before: list[Word], after: list[Word], known: StatementWords
) -> Iterator[tuple[_Whose, Region]]:
    """The attributions that close a sentence, set off by a comma: ", the witness said"."""
    last = range(max(0, len(after) - 1), len(after))
    closing = ((index, length) for index in last if (length := known.closing_verbs.at(after, index)))
    closing = (found for found in closing if not _goes_on(text, region, before, after[: found[0]], known))
    for index, length in chain(_found(known.verbs, after, but=known.not_verbs), closing):
        comma = text.rfind(",", region.end, after[index].start)
        if comma < 0 or len(after) - index - length > _TO_ATTRIBUTION:
            continue
        subject = [word for word in after[:index] if word.start > comma and not word.text.isdigit()]
        behind = after[index + length : index + length + _TO_SPEAKER]
        is_turned = behind and _names_the_speaker(text, behind, known)
        if len(subject) > _TO_SPEAKER or not (subject or is_turned) or any(known.verbs.find(subject)):
            continue
        yield _whose(text, subject or behind, known), Region(after[index].start, after[index + length - 1].end)
    for index, length in _found(known.sources, after, but=known.not_verbs):
        comma = text.rfind(",", region.end, after[index].start)
        named = _named(text, after[index + length :])
        is_close = index <= _TO_SPEAKER and not _MARK.search(text, region.end, after[index].start)
        if (comma >= 0 or is_close) and named:
            yield _whose(text, named, known), Region(after[index].start, after[index + length - 1].end)
    for index, length in known.accounts.find(after):
        if index <= _TO_SPEAKER or "," in text[region.end : after[index].start]:
            yield _Whose.OTHERS, Region(after[index].start, after[index + length - 1].end)
