"""Conditions that name terms of their own record by one form each: ``{like: [curt]}`` for all words of the term with "curt".

A term that asks for more than the others would be written a second time in its conditions; here it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from langcheck.errors import Problem
from langcheck.lexicon.compact import compact, is_compact, patterns_of_term, spelt_with
from langcheck.lexicon.forms import Inflections, TermError, fold
from langcheck.lexicon.yaml import Record, Trail

LIKE = "like"
"""The operator; it becomes one of ``words`` where a record is read."""


class _Term(NamedTuple):
    """A term of a record: its compact forms, and the same as patterns."""

    forms: list[str]
    patterns: list[str]


def named_terms(data: Any, record: Record, inflections: Inflections) -> tuple[Any, list[Problem]]:
    """A record's data with ``words`` for each ``like`` of its conditions, and the names that are no term's form."""
    if LIKE not in str({name: data[name] for name in ("needs", "clauses", "suggest") if name in data}):
        return data, []
    problems: list[Problem] = []
    terms = list(_terms(data, inflections))
    return _resolved(data, (), terms, record, problems), problems


def _terms(data: Mapping[str, Any], inflections: Inflections) -> Iterator[_Term]:
    for term in data["terms"]:
        text, pos = (term, data["pos"]) if isinstance(term, str) else (term["term"], term["pos"])
        try:
            yield _Term(list(compact(text, pos, inflections)), patterns_of_term(text, pos, inflections))
        except TermError:  # the law on terms tells it, with its place
            continue


def _resolved(data: Any, trail: Trail, terms: Sequence[_Term], record: Record, problems: list[Problem]) -> Any:
    if isinstance(data, list):
        return [_resolved(item, (*trail, index), terms, record, problems) for index, item in enumerate(data)]
    if not isinstance(data, dict):
        return data
    if LIKE in data and isinstance(data[LIKE], list):
        return {"words": _words(data[LIKE], (*trail, LIKE), terms, record, problems)}
    return {key: _resolved(value, (*trail, key), terms, record, problems) for key, value in data.items()}


def _words(
    names: Sequence[str], trail: Trail, terms: Sequence[_Term], record: Record, problems: list[Problem]
) -> list[str]:
    """The forms of the terms that are named, as patterns; a name that is not one term's form is a problem."""
    words: dict[str, None] = {}
    for index, name in enumerate(names):
        meant = [term for term in terms if any(_stands_for(form, fold(name)) for form in term.forms)]
        if len(meant) != 1:
            told = "no term has this form" if not meant else "more than one term has this form"
            problems.append(record.problem((*trail, index), f"{name!r}: {told}"))
        for term in meant:
            words.update(dict.fromkeys(term.patterns))
    return list(words)


def _stands_for(form: str, words: str) -> bool:
    return words in spelt_with(form, words) if is_compact(form) else form == words


def names_no_terms(data: Any, trail: Trail, record: Record) -> Iterator[Problem]:
    """A problem for each ``like`` in a file that has no terms of its own."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from names_no_terms(item, (*trail, index), record)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == LIKE:
                yield record.problem((*trail, key), "`like` names terms of the record it stands in: write `words` here")
            yield from names_no_terms(value, (*trail, key), record)
