"""The judge: a candidate and its clauses to a verdict that always says because of what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from langcheck.analysis.contexts import (
    ALWAYS,
    STANDARD,
    Answer,
    ask,
    by_cost,
    evaluate,
    evaluate_all,
    is_official_speech,
    listed_name,
)
from langcheck.analysis.finder import Candidate, Reading
from langcheck.analysis.offering import Offering, offering
from langcheck.lexicon.entry import Clause, Condition
from langcheck.model import Level, Region, Verdict

_LONGEST_EVIDENCE = 60
"""The length in characters up to which the words that decided are quoted."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided about a candidate, by which context, and because of which words.

    ``because`` holds no word of the document; ``evidence`` are the words that decided, if any did.
    """

    candidate: Candidate
    verdict: Verdict
    level: Level
    context: str
    because: str
    offering: Offering = field(default_factory=Offering)
    evidence: str = ""

    @property
    def region(self) -> Region:
        return self.candidate.region

    @property
    def because_here(self) -> str:
        """ "A child cannot consent to commercial sex (here: "15-year-old")." """
        evidence = " ".join(self.evidence.split())
        if not evidence or len(evidence) > _LONGEST_EVIDENCE or evidence.lower() in self.because.lower():
            return self.because
        return f'{self.because.rstrip(".")} (here: "{evidence}").'


@dataclass(frozen=True, slots=True)
class Step:
    """One question on the way to a judgement: what was asked, of which part of the entry, and the answer."""

    part: str
    asked: tuple[Condition, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Lack:
    """What a condition that does not hold comes closest to holding by: the single conditions that it lacks there.

    All of ``unmet`` would have to hold; ``met`` is how many do already, and ``others`` how many ways there are besides.
    """

    unmet: tuple[tuple[Condition, Answer], ...] = ()
    met: int = 0
    others: int = 0


def lacking(condition: Condition, candidate: Candidate, reading: Reading) -> Lack:
    """What a condition lacks: of ``all`` whatever fails, of ``any`` the way that lacks the least and has the most.

    Raises ParseNeeded as evaluate does.
    """
    answer = evaluate(condition, candidate, reading)
    if answer:
        return Lack(met=1)
    ((operator, value),) = {condition: ()}.items() if isinstance(condition, str) else condition.items()
    if operator not in ("all", "any"):
        return Lack(((condition, answer),))
    parts = [lacking(part, candidate, reading) for part in value]
    if operator == "any":
        return replace(min(parts, key=lambda lack: (len(lack.unmet), -lack.met)), others=len(parts) - 1)
    unmet = tuple(one for lack in parts for one in lack.unmet)
    return Lack(unmet, sum(lack.met for lack in parts), max(lack.others for lack in parts))


def holding(condition: Condition, candidate: Candidate, reading: Reading) -> Condition:
    """A condition that holds, with the first alternative that does so in place of all of them.

    Raises ParseNeeded as evaluate does.
    """
    if isinstance(condition, str):
        return condition
    ((operator, value),) = condition.items()
    if operator == "any":
        ways = (part for part in value if evaluate(part, candidate, reading))
        way = next(ways, None)
        return condition if way is None else holding(way, candidate, reading)
    if operator == "all":
        return {"all": [holding(part, candidate, reading) for part in value]}
    return condition


def judge(candidate: Candidate, reading: Reading) -> Judgement:
    """Judge a candidate; raises ParseNeeded when a clause reads a parse that is not there yet."""
    for step in walk(candidate, reading):
        if isinstance(step, Judgement):
            return _if_misread(step)
    raise AssertionError("a walk ends in a judgement")


def walk(candidate: Candidate, reading: Reading) -> Iterator[Step | Judgement]:
    """The questions that are asked about a candidate, one by one, and at last the judgement.

    The order: phrases with another sense, code, listed names, the entry's clauses marked ``first``, what the entry needs from
    the text, the standard contexts, what it needs from the parse, the entry's other clauses, and at last its own level.
    Raises ParseNeeded when a clause reads a parse that is not there yet.
    """
    entry = candidate.entry
    sense = _other_sense(candidate, reading)
    if sense:
        yield _settled(candidate, Verdict.OTHER_SENSE, "other-sense", OTHER_SENSE, sense)
        return
    for name in ALWAYS:
        answer = ask(name, candidate, reading)
        yield Step(STANDARD_PART, (name,), answer)
        if answer:
            yield _standard(candidate, name, answer.evidence, reading)
            return
    listed = listed_name(candidate, reading)
    if listed:
        yield _standard(candidate, "official-name", listed, reading)
        return
    for clause in entry.clauses:
        if clause.first:
            answer = evaluate_all(clause.when, candidate, reading)
            yield Step(CLAUSE_PART, clause.when, answer)
            if answer:
                yield _by_clause(candidate, clause, reading)
                return
    own_statement = False
    needs = by_cost(entry.needs)
    for condition in needs.of_text:
        answer = evaluate(condition, candidate, reading)
        yield Step(NEEDS_PART, (condition,), answer)
        if not answer:
            yield _unmet(condition, candidate)
            return
    for name in STANDARD[len(ALWAYS) :]:
        answer = ask(name, candidate, reading)
        yield Step(STANDARD_PART, (name,), answer)
        if answer and name == "quotation" and reading.known.quoted_officials and is_official_speech(candidate, reading):
            own_statement = True
        elif answer:
            yield _standard(candidate, name, answer.evidence, reading)
            return
    for condition in needs.others:
        answer = evaluate(condition, candidate, reading)
        yield Step(NEEDS_PART, (condition,), answer)
        if not answer:
            yield _unmet(condition, candidate)
            return
    for clause in entry.clauses:
        if not clause.first:
            answer = evaluate_all(clause.when, candidate, reading)
            yield Step(CLAUSE_PART, clause.when, answer)
            if answer:
                judged = _by_clause(candidate, clause, reading)
                yield _as_advice(judged) if own_statement else judged
                return
    offered = offering(entry.suggest, entry.instead, candidate, reading)
    context, because = ("policy", entry.policy) if entry.policy else ("own-words", OWN_WORDS)
    judged = Judgement(candidate, Verdict.FLAG, entry.level, context, because, offered)
    yield _as_advice(judged) if own_statement else judged


OWN_STATEMENT = "An official is quoted; statements of one's own office can be worded anew with the speaker's consent."


def _as_advice(judged: Judgement) -> Judgement:
    """A finding in an official's statement: advice, whatever the level; what is left alone stays so."""
    if judged.verdict is not Verdict.FLAG:
        return judged
    return replace(judged, level=Level.ADVICE, context="official-speech", because=OWN_STATEMENT, evidence="")


MISREAD = "Some of the letters are not the right ones, as a scanner misreads them, people mask them or the hand slips."


def _if_misread(judged: Judgement) -> Judgement:
    """A finding in words whose letters stand there as others: advice, whatever the level, and nothing is offered for it."""
    if judged.verdict is not Verdict.FLAG or not judged.candidate.meant:
        return judged
    return replace(
        judged, level=Level.ADVICE, context="misread-letters", because=MISREAD, offering=Offering(), evidence=""
    )


STANDARD_PART, NEEDS_PART, CLAUSE_PART = "left alone", "needs", "case"
"""Where a question comes from: the standard contexts, what the entry needs, or one of its clauses."""

OTHER_SENSE = "The words are part of a phrase that means something else."
OWN_WORDS = "These are the author's own words, not a quotation, a charge or an official name."


def _other_sense(candidate: Candidate, reading: Reading) -> str:
    around = reading.around(candidate.block)
    for region, entry in around.scan.senses:
        if entry == candidate.number and region.overlaps(candidate.region):
            return around.text[region.start : region.end]
    return ""


def _unmet(condition: Condition, candidate: Candidate) -> Judgement:
    name = condition if isinstance(condition, str) else next(iter(condition))
    return _settled(candidate, Verdict.OTHER_SENSE, name, "Here the words have another meaning or another use.")


def _standard(candidate: Candidate, name: str, evidence: str, reading: Reading) -> Judgement:
    because = reading.known.lexicon.contexts[name].because
    return _settled(candidate, Verdict.ALLOW, name, because, evidence)


def _settled(candidate: Candidate, verdict: Verdict, context: str, because: str, evidence: str = "") -> Judgement:
    return Judgement(candidate, verdict, candidate.entry.level, context, because, evidence=evidence)


def _by_clause(candidate: Candidate, clause: Clause, reading: Reading) -> Judgement:
    entry = candidate.entry
    evidence = evaluate_all(clause.when, candidate, reading).evidence
    level = entry.level if clause.level is None else clause.level
    offered = Offering()
    if clause.then is Verdict.FLAG:
        wordings = entry.suggest if clause.suggest is None else clause.suggest
        offered = offering(wordings, clause.instead or entry.instead, candidate, reading)
    return Judgement(candidate, clause.then, level, _name(clause), clause.because, offered, evidence)


def _name(clause: Clause) -> str:
    if not clause.when:
        return "profile"
    return ", ".join(condition if isinstance(condition, str) else next(iter(condition)) for condition in clause.when)


def settle(judgements: list[Judgement]) -> list[Judgement]:
    """One judgement for a place: the longest words win, and words with another sense give way to shorter ones.

    Longer words never lower the level of words that are flagged inside them ("known prostitute").
    """
    ranked = sorted(
        judgements,
        key=lambda found: (
            found.candidate.block,
            found.verdict is Verdict.OTHER_SENSE,
            found.region.start - found.region.end,
            -found.level,
            found.region.start,
            found.candidate.entry.id,
        ),
    )
    kept: dict[int, list[Judgement]] = {}
    for judgement in ranked:
        taken = kept.setdefault(judgement.candidate.block, [])
        at = bisect_left(taken, judgement.region.start, key=lambda found: found.region.start)
        neighbours = taken[max(at - 1, 0) : at + 1]
        over = next((other for other in neighbours if other.region.overlaps(judgement.region)), None)
        if over is None:
            taken.insert(at, judgement)
        elif _is_graver_inside(judgement, over):
            taken[taken.index(over)] = replace(over, level=judgement.level)
    return [judgement for block in sorted(kept) for judgement in kept[block]]


def _is_graver_inside(judgement: Judgement, over: Judgement) -> bool:
    """Whether both are flagged, one inside the other's words and at a graver level."""
    return (
        judgement.verdict is over.verdict is Verdict.FLAG
        and over.region.covers(judgement.region)
        and judgement.level > over.level
    )
