"""The outside judge: what is wrong with a sentence after a suggestion was put in; it shares nothing with langcheck.

A check takes the parsed sentence before and after and returns a short complaint, or None where nothing is wrong or where
it cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.outside import grammar, meaning
from tests.outside.sentences import Change, Pair, pairs

CHECKS: Mapping[str, Callable[[Pair], str | None]] = {
    "roles": meaning.roles,
    "polarity": meaning.polarity,
    "number": meaning.number,
    "new-crime": meaning.new_crime,
    "new-age": meaning.new_age,
    "new-sex": meaning.new_sex,
    "new-victim": meaning.new_victim,
    "new-state": meaning.new_state,
    "reported": meaning.reported,
    "auxiliary": grammar.auxiliary,
    "verb-form": grammar.verb_form,
    "lost-verb": grammar.lost_verb,
    "doubled": grammar.doubled,
    "article": grammar.article,
    "hanging": grammar.hanging,
    "possessive": grammar.possessive,
    "capitals": grammar.capitals,
    "marks": grammar.marks,
}
"""Every kind of complaint with the function that makes it; "flagged-again" needs langcheck's word on the new text."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a change, of which kind, and the sentence before and after."""

    kind: str
    about: str
    before: str
    after: str


def complaints(changes: Iterable[Change]) -> Iterator[list[Complaint]]:
    """What is wrong with each change, in order."""
    for pair in pairs(changes):
        yield [] if pair is None else list(_judge(pair))


def _judge(pair: Pair) -> Iterator[Complaint]:
    for kind, check in CHECKS.items():
        about = check(pair)
        if about:
            yield Complaint(kind, about, pair.before.text, pair.after.text)


def flagged_again(
    change: Change, before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> str | None:
    """What langcheck finds in the text after the change that it did not find before; findings are those of its JSON."""
    shift = len(change.put) - (change.end - change.start)
    known = {
        (finding["entry"], finding["offset"] + (shift if finding["offset"] >= change.end else 0)) for finding in before
    }
    for finding in after:
        if finding["offset"] is None or (finding["entry"], finding["offset"]) in known:
            continue
        inside = finding["offset"] < change.start + len(change.put) and finding["end_offset"] > change.start
        where = "in the new words" if inside else "elsewhere"
        return f'"{finding["found"]}" is flagged {where} ({finding["entry"]})'
    return None
