"""Named classes of words, from ``classes/*.yaml``, and conditions and word lists spelt out where they name one.

A word list and a term name a class with ``@``: ``{near: [madam, "@traffickers"]}``, ``"{fail} to @get-away"``. What is
compiled holds the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from langcheck.errors import Problem
from langcheck.lexicon.entry import LIST_OPERATORS, Condition, Entry, WordClass, Wording
from langcheck.lexicon.overlay import Overlay
from langcheck.lexicon.yaml import Record, Trail, read_yaml

MARK = "@"
"""What stands before the name of a class in a list of words."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_INSIDE = re.compile(rf"(?<![\w.]){MARK}({_NAME.pattern})")
"""The name of a class inside a pattern."""
_NESTED = re.compile(r"\([^()]*\(")
"""Alternatives inside alternatives, which no term has."""
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_FIELDS = {"about", "words"}


@dataclass(frozen=True, slots=True)
class Written:
    """A class as its file has it: its words, with the names of the classes that it holds."""

    name: str
    about: str
    words: tuple[str, ...]
    record: Record

    def problem(self, message: str, *trail: str | int) -> Problem:
        return self.record.problem((self.name, *trail), message)


@dataclass(slots=True)
class Classes:
    """The classes that lists may name, and who has named them so far."""

    known: dict[str, WordClass] = field(default_factory=dict)
    users: dict[str, set[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def spelt_out(self, data: Any, record: Record, trail: Trail, user: str) -> Any:
        """Data with the word lists of its conditions spelt out; a name that is not there is noted as a problem."""
        if isinstance(data, list):
            return [self.spelt_out(item, record, (*trail, index), user) for index, item in enumerate(data)]
        if not isinstance(data, dict):
            return data
        return {
            key: self.words(value, record, (*trail, key), user)
            if key in LIST_OPERATORS and isinstance(value, list)
            else self.spelt_out(value, record, (*trail, key), user)
            for key, value in data.items()
        }

    def words(self, listed: Sequence[str], record: Record, trail: Trail, user: str) -> list[str]:
        """A list with the words of each class in the place of its name, each word once; other lists stay as they are."""
        if not any(MARK in word for word in listed):
            return list(listed)
        found: dict[str, None] = {}
        for index, word in enumerate(listed):
            name = word.removeprefix(MARK)
            if name == word or not _NAME.fullmatch(name):
                found[self._within(word, record, (*trail, index), user)] = None
                continue
            if name in self.known:
                self.users.setdefault(name, set()).add(user)
                found.update(dict.fromkeys(self.known[name].words))
            else:
                self.problems.append(record.problem((*trail, index), unknown(name, self.known)))
        return list(found)

    def term(self, text: str, record: Record, trail: Trail, user: str) -> str:
        """A term with the alternatives of each class in the place of its name; none of them may be a pattern itself."""
        spelt = self._within(text, record, trail, user)
        if _NESTED.search(spelt):
            self.problems.append(
                record.problem(trail, f"{text!r}: a class that holds patterns cannot stand inside a term")
            )
            return text
        return spelt

    def _within(self, pattern: str, record: Record, trail: Trail, user: str) -> str:
        """A pattern with the alternatives of a class in the place of its name: "@forcing * into"."""

        def spell(found: re.Match[str]) -> str:
            name = found[1]
            if name not in self.known:
                self.problems.append(record.problem(trail, unknown(name, self.known)))
                return found.group()
            self.users.setdefault(name, set()).add(user)
            return _alternatives(found, self.known)

        return _INSIDE.sub(spell, pattern)

    def with_users(self) -> dict[str, WordClass]:
        """The classes with all that name them, or name a class that holds them."""
        used = {name: set(self.users.get(name, ())) | set(found.used_by) for name, found in self.known.items()}
        reach = {name: set(users) for name, users in used.items()}
        for name, found in self.known.items():
            for held in found.holds:
                reach[held] |= used[name]
        return {name: replace(found, used_by=tuple(sorted(reach[name]))) for name, found in self.known.items()}


def unknown(name: str, known: Mapping[str, object]) -> str:
    """What is said of the name of a class that is not there."""
    close = get_close_matches(name, known, n=1)
    hint = f"; did you mean {MARK + close[0]!r}?" if close else ""
    return f"there is no class {MARK + name!r}{hint}"


def read_classes(folder: Path, known: Mapping[str, WordClass] | None = None, *, full: bool = False) -> Classes:
    """The classes of a folder's ``classes/`` on top of known ones, spelt out; ``full`` says that paths hold the folder."""
    classes = Classes(dict(known or {}))
    written: dict[str, Written] = {}
    for path in sorted((folder / "classes").glob("*.yaml")):
        record = read_yaml(path, name=str(path) if full else f"classes/{path.name}")
        if isinstance(record, Problem):
            classes.problems.append(record)
            continue
        for found in _written(record, classes.problems):
            if found.name in classes.known:
                classes.problems.append(
                    found.problem(f"{MARK}{found.name} is a class of ours; add to it with `add_to`")
                )
            elif found.name in written:
                other = written[found.name].record.path
                classes.problems.append(found.problem(f"{MARK}{found.name} stands already in {other}"))
            else:
                written[found.name] = found
    _resolve(written, classes)
    return classes


def _written(record: Record, problems: list[Problem]) -> Iterator[Written]:
    if not isinstance(record.data, dict):
        problems.append(record.problem((), "is not a list of classes: `name: {about: ..., words: [...]}`"))
        return
    for name, data in record.data.items():
        wrong = list(_shape_problems(name, data, record))
        problems += wrong
        if not wrong:
            yield Written(name, " ".join(data["about"].split()), tuple(data["words"]), record)


def _shape_problems(name: str, data: Any, record: Record) -> Iterator[Problem]:
    """What is wrong with one class, by itself."""
    if not _NAME.fullmatch(name):
        yield record.problem((name,), f"{name!r} is no name for a class: lower case, with hyphens")
    if not isinstance(data, dict):
        yield record.problem((name,), f"{name}: a class is `{{about: ..., words: [...]}}`")
        return
    for key in data:
        if key not in _FIELDS:
            yield record.problem((name, key), f"{name}: there is no such field: {key!r}")
    if not isinstance(data.get("about"), str) or not data["about"].strip():
        yield record.problem((name,), f"{name}: say in `about` what these words are")
    words = data.get("words")
    if not isinstance(words, list) or not words:
        yield record.problem((name, "words"), f"{name}: `words` is a list of words")
        return
    seen: set[str] = set()
    for index, word in enumerate(words):
        if not isinstance(word, str) or not word.strip():
            yield record.problem((name, "words", index), f"{name}: a word is missing here")
        elif word in seen:
            yield record.problem((name, "words", index), f"{name}: {word!r} stands twice")
        else:
            seen.add(word)


def _resolve(written: Mapping[str, Written], classes: Classes) -> None:
    """Spell out the classes, those that others hold first; a circle and a name that is not there are problems."""
    waiting = dict(written)
    for found in written.values():
        for index, name in enumerate(found.words):
            for held in _INSIDE.findall(name):
                if held not in written and held not in classes.known:
                    everyone = {**classes.known, **written}
                    classes.problems.append(found.problem(unknown(held, everyone), "words", index))
                    waiting.pop(found.name, None)
    while waiting:
        ready = [found for found in waiting.values() if not _held(found) & waiting.keys()]
        if not ready:
            circle = ", ".join(MARK + name for name in waiting)
            classes.problems += [
                found.problem(f"{MARK}{found.name} is part of a circle of classes: {circle}")
                for found in waiting.values()
            ]
            return
        for found in ready:
            del waiting[found.name]
            classes.known[found.name] = _spelt_out(found, classes.known)


def _held(found: Written) -> set[str]:
    return {name for word in found.words for name in _INSIDE.findall(word)}


def is_class(word: str) -> bool:
    """Whether a word of a list is the name of a class and nothing else."""
    return word.startswith(MARK) and bool(_NAME.fullmatch(word.removeprefix(MARK)))


def within(pattern: str, known: Mapping[str, WordClass]) -> str:
    """A pattern with the alternatives of each class in the place of its name."""
    return _INSIDE.sub(lambda held: _alternatives(held, known), pattern)


def _alternatives(found: re.Match[str], known: Mapping[str, WordClass]) -> str:
    """The words of a class that a pattern names, as its alternatives; the name as it is where there is no such class."""
    if found[1] not in known:
        return found.group()
    words = "|".join(known[found[1]].words)
    before = found.string[: found.start()]
    return words if before.count("(") > before.count(")") else f"({words})"


def _spelt_out(found: Written, known: Mapping[str, WordClass]) -> WordClass:
    """A class with the words of those it holds; one that could not be read is told elsewhere and holds nothing."""
    words: dict[str, None] = {}
    holds: set[str] = set()
    for word in found.words:
        for name in _INSIDE.findall(word):
            holds |= {name, *(known[name].holds if name in known else ())}
        name = word.removeprefix(MARK)
        if word == name or not _NAME.fullmatch(name):
            words[within(word, known)] = None
        elif name in known:
            words.update(dict.fromkeys(known[name].words))
    path, line = found.record.path, found.record.line((found.name,))
    return WordClass(found.about, tuple(words), tuple(sorted(holds)), (), path, line)


# --- words that an agency adds -----------------------------------------------------------------------------------


def grow(known: Mapping[str, WordClass], added: Mapping[str, Sequence[str]]) -> dict[str, WordClass]:
    """Classes with the words that were added to them, and to those that hold them, by themselves or in a pattern."""
    more = {
        name: [word for other in (name, *found.holds) for word in added.get(other, ())] for name, found in known.items()
    }
    grown = {}
    for name, found in known.items():
        held = [(known[other].words, (*known[other].words, *more[other])) for other in found.holds]
        words = _more((*found.words, *added.get(name, ())), held)
        grown[name] = replace(found, words=tuple(words))
    return grown


Grown = Sequence[tuple[Sequence[str], Sequence[str]]]
"""Classes as a list may hold them: the words before and after some were added."""


def _grown_classes(user: str, before: Mapping[str, WordClass], after: Mapping[str, WordClass]) -> Grown:
    """The classes that somebody names and that have grown."""
    return [
        (found.words, after[name].words)
        for name, found in before.items()
        if user in found.used_by and found.words != after[name].words
    ]


def grow_entry(entry: Entry, before: Mapping[str, WordClass], after: Mapping[str, WordClass]) -> Entry:
    """An entry whose lists that name a class, and so hold it whole, hold what was added to it."""
    grown = _grown_classes(entry.id, before, after)
    if not grown:
        return entry
    clauses = tuple(
        replace(
            clause,
            when=_all_grown(clause.when, grown),
            suggest=None if clause.suggest is None else _wordings(clause.suggest, grown),
        )
        for clause in entry.clauses
    )
    needs, suggest = _all_grown(entry.needs, grown), _wordings(entry.suggest, grown)
    terms = tuple(replace(term, text=_grown_pattern(term.text, grown)) for term in entry.terms)
    return replace(entry, terms=terms, needs=needs, clauses=clauses, suggest=suggest)


def settled(entry: Entry) -> Entry:
    """An entry whose lists of words and alternatives stand in order, to be compared with another one."""
    clauses = tuple(
        replace(
            clause,
            when=tuple(map(_settled, clause.when)),
            suggest=None if clause.suggest is None else tuple(map(_settled_wording, clause.suggest)),
        )
        for clause in entry.clauses
    )
    return replace(
        entry,
        terms=tuple(replace(term, text=_settled_pattern(term.text)) for term in entry.terms),
        needs=tuple(map(_settled, entry.needs)),
        clauses=clauses,
        suggest=tuple(map(_settled_wording, entry.suggest)),
    )


def _settled_wording(wording: Wording) -> Wording:
    return replace(wording, given=tuple(map(_settled, wording.given)))


def _settled(condition: Condition) -> Condition:
    if isinstance(condition, str):
        return condition
    ((operator, value),) = condition.items()
    if operator == "not":
        return {operator: _settled(value)}
    if operator in ("any", "all"):
        return {operator: [_settled(part) for part in value]}
    return {operator: sorted(map(_settled_pattern, value))} if operator in LIST_OPERATORS else condition


def _settled_pattern(pattern: str) -> str:
    return _ALTERNATIVES.sub(lambda found: f"({'|'.join(sorted(found[1].split('|')))})", pattern)


def grown_words(words: Sequence[str], grown: Grown) -> list[str]:
    """A list with what was added to the classes that it holds whole, by themselves or in a pattern."""
    return _more(words, grown)


def grow_overlay(overlay: Overlay, before: Mapping[str, WordClass], after: Mapping[str, WordClass]) -> Overlay:
    """A profile whose suggestions' conditions hold what was added to the classes that they name."""
    grown = _grown_classes(f"profiles/{overlay.name}", before, after)
    change = {
        name: replace(
            change,
            first=_wordings(change.first, grown),
            suggest=None if change.suggest is None else _wordings(change.suggest, grown),
        )
        for name, change in overlay.change.items()
    }
    return replace(overlay, change=change)


def grow_list(
    name: str, words: Sequence[str], before: Mapping[str, WordClass], after: Mapping[str, WordClass]
) -> tuple[str, ...]:
    """A word list of contexts.yaml with what was added to the classes that it names."""
    return tuple(_more(words, _grown_classes(f"contexts.yaml: {name}", before, after)))


def _wordings(given: Sequence[Wording], grown: Grown) -> tuple[Wording, ...]:
    return tuple(replace(item, given=_all_grown(item.given, grown)) for item in given)


def _all_grown(conditions: Sequence[Condition], grown: Grown) -> tuple[Condition, ...]:
    return tuple(_grown(condition, grown) for condition in conditions)


def _grown(condition: Condition, grown: Grown) -> Condition:
    if isinstance(condition, str):
        return condition
    ((operator, value),) = condition.items()
    if operator == "not":
        return {operator: _grown(value, grown)}
    if operator in ("any", "all"):
        return {operator: [_grown(part, grown) for part in value]}
    return {operator: _more(value, grown)} if operator in LIST_OPERATORS else condition


def _more(words: Sequence[str], grown: Grown) -> list[str]:
    held = set(words)
    more = [word for old, new in grown if held.issuperset(old) for word in new]
    return list(dict.fromkeys((*(_grown_pattern(word, grown) for word in words), *more)))


def _grown_pattern(pattern: str, grown: Grown) -> str:
    """A pattern that has the words of a class among its alternatives, with what was added to the class."""
    for old, new in grown:
        spelt = "|".join(old)
        if spelt in pattern:  # asked first: to escape a long class takes longer than all else here
            pattern = re.sub(rf"(?<=[(|]){re.escape(spelt)}(?=[|)])", "|".join(new), pattern)
    return pattern
