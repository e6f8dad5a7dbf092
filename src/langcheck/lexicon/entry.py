"""The records of the lexicon as types: entries, their clauses, wordings and examples, and official names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from langcheck.model import Level, Region, Verdict

Condition = str | dict[str, Any]
"""A context's name, or a mapping of one key: ``not``, ``any``, ``near``, ``beside``, ``before``, ``after`` (lexicon/README.md)."""

LIST_OPERATORS = frozenset({"words", "near", "beside", "document", "before", "after", "spelled"})
"""The operators of conditions that take a list of words, which may name classes."""


class Status(Enum):
    """Where an entry stands on its way through review (lexicon/PRINCIPLES.md)."""

    DRAFT = "draft"
    CANDIDATE = "candidate"
    STABLE = "stable"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Wording:
    """A replacement as the lexicon has it: ``use`` marks the word that inflects, ``given`` says when it fits.

    ``ask`` is the question that a person answers where the document leaves that open; without it the contexts in
    ``given`` have theirs.
    """

    use: str
    given: tuple[Condition, ...] = ()
    safe: bool = False
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """What an entry says in a context: allow, or flag at a level, perhaps with wordings of its own.

    Without ``suggest`` the entry's wordings stand; an empty one offers none. ``instead`` says what to do there.
    """

    when: tuple[Condition, ...]
    then: Verdict
    because: str
    level: Level | None = None
    suggest: tuple[Wording, ...] | None = None
    first: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source of an entry and what it says there: recommends, discourages, defines or uses."""

    ref: str
    says: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that shows an entry at work; ``marked`` are the regions that must be flagged."""

    text: str
    marked: tuple[Region, ...] = ()
    becomes: str = ""
    level: Level | None = None
    because: str = ""
    todo: bool = False
    format: str = "text"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of an entry, in the notation of lexicon/README.md; ``pos`` says how its head inflects."""

    text: str
    pos: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of the lexicon; ``instead`` says what to do where no wording is offered.

    ``tells`` are the facts that its words tell by themselves, whatever their letters: act, offender, victim, age, health, mind.
    ``policy`` is why an agency's lexicon changed it.
    """

    id: str
    terms: tuple[Term, ...]
    category: str
    level: Level
    status: Status
    message: str
    why: str
    basis: str = "guidance"
    kind: str = "word"
    asked: bool = True
    contested: str = ""
    needs: tuple[Condition, ...] = ()
    other_senses: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    suggest: tuple[Wording, ...] = ()
    instead: str = ""
    tells: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    flag_examples: tuple[Example, ...] = ()
    allow_examples: tuple[Example, ...] = ()
    added: str = ""
    reviewed: str = ""
    policy: str = ""

    @property
    def is_retired(self) -> bool:
        """Whether an overlay took the entry out; it keeps its number, and nothing selects it."""
        return self.status is Status.RETIRED


@dataclass(frozen=True, slots=True)
class Name:
    """A statute, charge, organisation or other official name that may hold flagged words."""

    name: str
    kind: str
    jurisdiction: str = ""
    citation: str = ""
    checked: bool = False
    match: str = "any-case"
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordClass:
    """A named class of words, spelt out (lexicon/classes): the classes that it holds, all that name it, and its place.

    Named by an entry's id, a word list as ``contexts.yaml: name``, a profile as ``profiles/name``, or a pattern of a
    construction as ``constructions/family.yaml: name 1``.
    """

    about: str
    words: tuple[str, ...]
    holds: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()
    path: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Construction:
    """A construction by which a text does something with words (lexicon/constructions), and sentences that show it.

    ``write`` are its patterns. In ``hold`` it catches the words in brackets, in ``flag`` those in brackets are not caught.
    """

    name: str
    about: str
    write: tuple[str, ...]
    hold: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    path: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class ContextNote:
    """What people are told about a context: ``gloss`` completes "if ...", ``because`` explains leaving words alone."""

    gloss: str
    because: str = ""
