"""Directives: what somebody allowed and why, taken out of the findings; what is wrong with a directive is a finding too.

In go a document with its comments for langcheck (``langcheck: allow ENTRY because REASON until DATE``), what its side-car
file says, and the findings; out come the findings that count, those that are suppressed, and findings about directives.
Nothing is read from a disk here, and the date is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from langcheck.model import (
    LEFT_OUT,
    NO_BLOCK,
    Anchor,
    Block,
    Comment,
    Document,
    Excerpt,
    Finding,
    Level,
    Place,
    Region,
    Role,
    Rule,
    Suppressed,
    Suppression,
    Verdict,
)
from langcheck.settings import names

FORM = "langcheck: allow ENTRY because REASON"
MOST_DIRECTIVES = 1_000
"""How many directives of a document are read."""
_LONGEST_SHOWN = 100
_CATEGORY = "suppression"


def _rule(name: str, level: Level, message: str, why: str, help: str) -> Rule:
    return Rule(f"langcheck.{name}", _CATEGORY, level, message, why, help)


WITHOUT_REASON = _rule(
    "suppression-without-reason",
    Level.ERROR,
    'There is no reason why "{entry}" is allowed here, so it is not.',
    "Whoever reads the document next has to know why the words stand, and when they can go.",
    f"Write the reason behind it: {FORM}.",
)
TOO_WIDE = _rule(
    "suppression-of-everything",
    Level.ERROR,
    '"{entry}" would allow every word of the lexicon, so it allows none.',
    "A suppression says of one concept why it stands; one for all of them says nothing of any.",
    "Name the entry that the report names, or a category. To leave out a file, use the exclude setting.",
)
UNREADABLE = _rule(
    "unreadable-suppression",
    Level.ERROR,
    'This cannot be read as a suppression, so it suppresses nothing: "{entry}".',
    "A comment that is meant for langcheck and is passed over would be taken for one that works.",
    f"Write {FORM}, and until DATE behind it if it ends; langcheck: begin allow and langcheck: end allow for a stretch.",
)
UNKNOWN = _rule(
    "unknown-entry-in-suppression",
    Level.WARNING,
    'There is no entry or category "{entry}", so nothing is allowed here.',
    "The name may be misspelt, or the lexicon may have renamed the entry.",
    "The report names the entry of each finding; `langcheck lexicon list` lists them all.",
)
UNCLOSED = _rule(
    "unclosed-suppression",
    Level.WARNING,
    'The stretch for "{entry}" has a beginning or an end alone, so nothing is allowed by it.',
    "A stretch that never ends would hold for whatever is written below it later.",
    "Write langcheck: begin allow ENTRY because REASON before it, and langcheck: end allow ENTRY behind it.",
)
EXPIRED = _rule(
    "expired-suppression",
    Level.WARNING,
    'The suppression of "{entry}" has expired.',
    "Somebody set this date to look at the words again.",
    "Change the words, or give the suppression a new date.",
)
UNUSED = _rule(
    "unused-suppression",
    Level.WARNING,
    'Nothing is found here that "{entry}" would suppress.',
    "The words may be gone, or are left alone without it. What is not needed hides what is written later.",
    "Remove it, or move it to the paragraph that it is meant for.",
)
RULES = (WITHOUT_REASON, TOO_WIDE, UNREADABLE, UNKNOWN, UNCLOSED, EXPIRED, UNUSED)
"""What can be said of a directive; ``help`` says what to do."""


@dataclass(frozen=True, slots=True)
class Directive:
    """That an entry is allowed: ``scope`` is where in the source, None for the whole document.

    ``words`` and ``fingerprint`` narrow it to some of the findings there. ``text`` is how it is shown, ``place`` where it
    stands in the file called ``path``.
    """

    entry: str
    reason: str
    until: str
    path: str
    place: Place
    text: str
    scope: Region | None = None
    words: str = ""
    fingerprint: str = ""
    is_side_car: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is the matter with a directive; ``hint`` says what to do where that is more than the rule's help."""

    rule: Rule
    directive: Directive
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The entries that there are, each with its category, and those that this check asks about.

    ``on_request`` are those that no check asks about unless they are selected.
    """

    entries: Mapping[str, str]
    asked: Collection[str]
    on_request: Collection[str] = frozenset()

    def named(self, item: str) -> list[str]:
        """The entries that an item of a directive names."""
        return [entry for entry, category in self.entries.items() if names(item, entry, category)]

    def asks_about(self, item: str) -> bool:
        """Whether this check would find all that an item names; only then can it tell that the item is not used."""
        usual = [entry for entry in self.named(item) if entry in self.asked or entry not in self.on_request]
        return bool(usual) and all(entry in self.asked for entry in usual)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What remains of the findings, what was suppressed, and what there is to say of the directives."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    about: tuple[Finding, ...]


# --- comments to directives --------------------------------------------------------------------------------------

_ORDER = re.compile(r"[Ll]angcheck: ?(?P<verb>allow|begin allow|end allow) (?P<entry>[\w.*-]+)(?: (?P<rest>.*))?")
_IN_FILE = re.compile(r"in this (?:file|document)\b ?")
_UNTIL = re.compile(r"(?:^| )until (?P<date>\S*\d\S*?)[.,]?(?: (?=because\b)|$)")
_BECAUSE = re.compile(r"because\b[: ]*(?P<reason>.*)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Order:
    """The words of a directive, taken apart."""

    verb: str
    entry: str
    reason: str
    until: str
    in_file: bool


def directives_of(document: Document) -> tuple[list[Directive], list[Problem]]:
    """The directives in the comments of a document, and what is wrong with the others."""
    directives: list[Directive] = []
    problems: list[Problem] = []
    opened: list[Directive] = []
    layout = _Layout(document)
    for comment in document.comments[:MOST_DIRECTIVES]:
        order = _order(comment.text)
        made = _directive(document, comment, order)
        if order is None:
            problems.append(Problem(UNREADABLE, made))
        elif order.verb == "begin allow":
            opened.append(made)
        elif order.verb == "end allow":
            begun = next((index for index in reversed(range(len(opened))) if opened[index].entry == made.entry), None)
            if begun is None:
                problems.append(Problem(UNCLOSED, made))
            else:
                first = opened.pop(begun)
                directives.append(replace(first, scope=Region(_start(first), comment.region.end)))
        else:
            directives.append(made if order.in_file else replace(made, scope=layout.scope_of(comment)))
    problems += [Problem(UNCLOSED, begun) for begun in opened]
    if len(document.comments) > MOST_DIRECTIVES:
        last = _directive(document, document.comments[MOST_DIRECTIVES], None)
        hint = (
            f"Of one document {MOST_DIRECTIVES} directives are read; allow what is the same throughout `in this file`."
        )
        problems.append(Problem(UNREADABLE, last, hint))
    return directives, problems


def _order(text: str) -> _Order | None:
    """A comment taken apart; None where it is not in the form that FORM shows."""
    found = _ORDER.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    rest = found["rest"] or ""
    in_file = _IN_FILE.match(rest)
    if in_file:
        rest = rest[in_file.end() :]
    until = _UNTIL.search(rest)
    if until:
        rest = f"{rest[: until.start()]} {rest[until.end() :]}".strip()
    because = _BECAUSE.fullmatch(rest)
    if rest and because is None:
        return None
    reason = because["reason"].strip() if because else ""
    return _Order(found["verb"], found["entry"], reason, until["date"] if until else "", in_file is not None)


def _directive(document: Document, comment: Comment, order: _Order | None) -> Directive:
    block = Block(
        comment.text, Role.COMMENT, (Anchor(0, comment.region.start, comment.region.end - comment.region.start),)
    )
    place = document.place(block, Region(0, len(comment.text)))
    shown = _shown(comment.text)
    if order is None:
        return Directive(shown, "", "", document.path, place, shown)
    return Directive(order.entry, order.reason, order.until, document.path, place, shown)


def _start(directive: Directive) -> int:
    return directive.place.offset or 0


def _shown(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _LONGEST_SHOWN else f"{folded[: _LONGEST_SHOWN - 1]}…"


class _Layout:
    """Where the paragraphs of a document stand in its source."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _regions(self) -> list[Region]:
        regions = (block.source_region(Region(0, len(block.text))) for block in self._document.blocks)
        return sorted(regions, key=lambda region: region.start)

    def scope_of(self, comment: Comment) -> Region:
        """The paragraphs of the lines that a comment stands in; where it stands alone, those of the next line with text."""
        lines = self._document.lines_of(comment.region)
        here = [region for region in self._regions if region.overlaps(lines)]
        if here:
            return _around([lines, *here])
        following = bisect_left(self._regions, comment.region.end, key=lambda region: region.start)
        if following == len(self._regions):
            return comment.region
        first = self._regions[following]
        line = self._document.lines_of(Region(first.start, first.start))
        return _around([first, Region(max(line.start, comment.region.end), line.end)])


def _around(regions: Sequence[Region]) -> Region:
    return Region(min(region.start for region in regions), max(region.end for region in regions))


# --- directives and findings -------------------------------------------------------------------------------------


def settle(
    findings: Sequence[Finding],
    directives: Iterable[Directive],
    problems: Iterable[Problem],
    *,
    asked: Asked,
    today: date,
    is_whole: bool = True,
) -> Outcome:
    """Take what is allowed out of the findings; ``findings`` are all that are flagged, at whatever level.

    Of a document that was not judged to its end (not ``is_whole``), nobody can tell what is not needed any more.
    """
    problems = list(problems)
    active: list[Directive] = []
    for directive in directives:
        problem = _problem(directive, asked, today)
        if problem is None:
            active.append(directive)
        else:
            problems.append(problem)
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[int] = set()
    for finding, allowing in _allowing(findings, active):
        if allowing:
            suppressed.append(Suppressed(finding, _suppression(allowing[0])))
            used |= {id(directive) for directive in allowing}
        else:
            kept.append(finding)
    for directive in active:
        if is_whole and id(directive) not in used and asked.asks_about(directive.entry):
            problems.append(Problem(UNUSED, directive))
    problems.sort(key=lambda problem: (problem.directive.path, _start(problem.directive)))
    return Outcome(tuple(kept), tuple(suppressed), tuple(map(_about, problems)))


def _allowing(findings: Iterable[Finding], active: Sequence[Directive]) -> Iterable[tuple[Finding, list[Directive]]]:
    """Every finding with the directives that allow it."""
    naming: dict[tuple[str, str], list[Directive]] = {}
    for finding in findings:
        key = finding.entry, finding.category
        if key not in naming:
            naming[key] = [directive for directive in active if names(directive.entry, *key)]
        yield finding, [directive for directive in naming[key] if _covers(directive, finding)]


def _covers(directive: Directive, finding: Finding) -> bool:
    scope, offset = directive.scope, finding.place.offset
    if scope is not None and (offset is None or not scope.start <= offset < scope.end):
        return False
    if directive.words and directive.words.casefold() != finding.found.casefold():
        return False
    return directive.fingerprint in ("", finding.fingerprint)


def _suppression(directive: Directive) -> Suppression:
    return Suppression(
        directive.entry,
        directive.reason,
        directive.path,
        str(directive.place),
        directive.until,
        directive.is_side_car,
    )


def _problem(directive: Directive, asked: Asked, today: date) -> Problem | None:
    """What keeps a directive from having effect."""
    named = asked.named(directive.entry)
    if directive.entry in ("all", "everything", "*") or (named and len(named) == len(asked.entries)):
        return Problem(TOO_WIDE, directive)
    if not named:
        return Problem(UNKNOWN, directive, _did_you_mean(directive.entry, asked.entries))
    if not any(character.isalnum() for character in directive.reason):
        return Problem(WITHOUT_REASON, directive)
    if not directive.until:
        return None
    until = _day(directive.until)
    if until is None:
        return Problem(UNREADABLE, directive, f'Write the date as {today.isoformat()}, not "{directive.until}".')
    return Problem(EXPIRED, directive) if until < today else None


def _day(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _did_you_mean(item: str, entries: Mapping[str, str]) -> str:
    """The entry, beginning or category that was perhaps meant, or nothing."""
    last = [entry for entry in entries if entry.rsplit(".", 1)[-1] == item]
    close = last or get_close_matches(item, [*entries, *set(entries.values())], n=1)
    return f'Did you mean "{close[0]}"?' if close else ""


def _about(problem: Problem) -> Finding:
    """A problem as a finding at the directive."""
    rule, directive = problem.rule, problem.directive
    shown = directive.text
    return Finding(
        path=directive.path,
        entry=rule.id,
        category=rule.category,
        level=rule.level,
        verdict=Verdict.FLAG,
        place=directive.place,
        block=NO_BLOCK,
        region=Region(0, len(shown)),
        found=shown,
        message=rule.message.replace("{entry}", directive.entry),
        why=rule.why,
        because=problem.hint or rule.help,
        context=_CATEGORY,
        excerpt=Excerpt(shown, 0, len(shown)),
        general_message=rule.message.replace("{entry}", LEFT_OUT),
        general_because=rule.help,
    )
