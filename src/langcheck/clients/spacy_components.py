"""What langcheck knows of a document, as components of anybody's spaCy pipeline: persons with ages and roles, charges, speech.

Each is a view of the layers that the judge asks, and derives nothing of its own. The text alone is read, so that a component
works in a blank pipeline and at any place of another. ``langcheck_facts`` is all of them at the price of one:

    nlp.add_pipe("langcheck_facts")
    doc = nlp("Mara Lund, 15, met Victor Hale, 34. Hale was charged with human trafficking.")
    doc._.langcheck_persons[0].age          # "minor"

What a component found is kept in ``doc.user_data`` as strings and numbers, so that a Doc with it can be saved and handed to another
process. Spans are made when an extension is asked for; a span that begins or ends inside a token is widened to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from langcheck.errors import LangcheckError

PERSONS = "langcheck_persons"
AGES = "langcheck_ages"
CHARGES = "langcheck_charges"
SPEECH = "langcheck_speech"
WORDS_AS_WORDS = "langcheck_words_as_words"
TOPIC = "langcheck_topic"
FACTS = "langcheck_facts"

Component = Callable[[Doc], Doc]


@dataclass(frozen=True, slots=True)
class PersonInDoc:
    """Somebody a Doc speaks of, numbered from 1 in the order of the text.

    ``age`` is ``minor``, ``adult``, ``contested`` where both are told, or ``unknown``; ``ages`` are the words that tell it. ``roles`` are
    among ``victim``, ``defendant``, ``official`` and ``buyer``. ``means`` are the numbers of others whom the words mean: all of
    them, or, where they are ``doubtful``, some that the text does not tell apart.
    """

    number: int
    name: str
    age: str
    ages: tuple[Span, ...]
    roles: tuple[str, ...]
    mentions: tuple[Span, ...]
    means: tuple[int, ...]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class AgeInDoc:
    """Words that tell an age, the number of the person it is told of, and whether it is under 18; None where that is open."""

    span: Span
    person: int
    is_minor: bool | None


@dataclass(frozen=True, slots=True)
class ChargeInDoc:
    """A step of a case at the word that tells it; ``person`` is a number, None where nobody of the text stands there.

    ``offence`` is ``trafficking`` or ``other``, ``stage`` is ``named``, ``suspected``, ``charged`` or ``convicted``, ``holds`` is ``yes``, ``no``
    (denied, dismissed, overturned) or ``open``, ``turn`` is ``none``, ``undoes`` or ``upholds``. ``named`` are the words of the offence.
    """

    span: Span
    person: int | None
    offence: str
    stage: str
    holds: str
    turn: str
    named: tuple[Span, ...]


# --- components ---------------------------------------------------------------------------------------------------

_PARTS = {
    PERSONS: "persons",
    AGES: "persons",
    CHARGES: "charges",
    SPEECH: "speech",
    WORDS_AS_WORDS: "words_as_words",
    TOPIC: "topic",
}
"""Extension to the part of the data that it shows."""


@Language.factory(PERSONS, assigns=[f"doc._.{PERSONS}"])
def make_persons(nlp: Language, name: str) -> Component:
    """Persons with their mentions, ages and roles."""
    return lambda doc: _write(doc, [PERSONS])


@Language.factory(AGES, assigns=[f"doc._.{AGES}"])
def make_ages(nlp: Language, name: str) -> Component:
    """The words that tell somebody's age."""
    return lambda doc: _write(doc, [AGES])


@Language.factory(CHARGES, assigns=[f"doc._.{CHARGES}"])
def make_charges(nlp: Language, name: str) -> Component:
    """Who is accused of what, and what became of it; only where a text speaks of human trafficking."""
    return lambda doc: _write(doc, [CHARGES])


@Language.factory(SPEECH, assigns=[f"doc._.{SPEECH}"])
def make_speech(nlp: Language, name: str) -> Component:
    """Quotations of all kinds: speech, words at a distance, blocks, turns of transcripts and chats."""
    return lambda doc: _write(doc, [SPEECH])


@Language.factory(FACTS, assigns=[f"doc._.{extension}" for extension in _PARTS])
def make_facts(nlp: Language, name: str) -> Component:
    """All that is known of a Doc."""
    return lambda doc: _write(doc, list(_PARTS))


def _write(doc: Doc, extensions: Sequence[str]) -> Doc:
    data = _data_of(doc.text)
    doc.user_data.update({extension: data[_PARTS[extension]] for extension in extensions})
    return doc


def _data_of(text: str) -> dict[str, Any]:
    """What the layers tell of a text; what a component loads is loaded with the first Doc."""
    from langcheck.analysis.told import as_data
    from langcheck.readers import read_text
    from langcheck.settings import Settings
    from langcheck.tasks import checker_of

    document = read_text(text, name="doc", format="text")
    return as_data(document, checker_of(Settings()).told(document))


# --- extensions ---------------------------------------------------------------------------------------------------


def _told(doc: Doc, extension: str) -> Any:
    if extension not in doc.user_data:
        part = extension if extension in (PERSONS, AGES, CHARGES, SPEECH) else FACTS
        raise LangcheckError(f"no component has written {extension} for this Doc", f'Add one: nlp.add_pipe("{part}")')
    return doc.user_data[extension]


def _span(doc: Doc, place: dict[str, Any], label: str = "") -> Span:
    span = doc.char_span(place["offset"], place["end_offset"], label=label, alignment_mode="expand")
    assert span is not None  # places lie within the text
    return span


def _spans(doc: Doc, places: Sequence[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(_span(doc, place) for place in places)


def persons_of(doc: Doc) -> tuple[PersonInDoc, ...]:
    """The people of a Doc in the order in which they are first mentioned."""
    return tuple(
        PersonInDoc(
            person["number"],
            person["name"],
            person["age"],
            _spans(doc, [age["at"] for age in person["ages"] if age["at"]]),
            tuple(person["roles"]),
            _spans(doc, person["mentions"]),
            tuple(person["means"]),
            person["doubtful"],
        )
        for person in _told(doc, PERSONS)
    )


def ages_of(doc: Doc) -> tuple[AgeInDoc, ...]:
    """The words that tell ages in a Doc, in reading order."""
    found = [
        AgeInDoc(_span(doc, age["at"]), person["number"], age["minor"])
        for person in _told(doc, AGES)
        for age in person["ages"]
        if age["at"]
    ]
    return tuple(sorted(found, key=lambda age: age.span.start_char))


def charges_of(doc: Doc) -> tuple[ChargeInDoc, ...]:
    """The steps of cases that a Doc tells."""
    return tuple(
        ChargeInDoc(
            _span(doc, charge),
            charge["person"],
            charge["offence"],
            charge["stage"],
            charge["holds"],
            charge["turn"],
            _spans(doc, charge["named"]),
        )
        for charge in _told(doc, CHARGES)
    )


def speech_of(doc: Doc) -> tuple[Span, ...]:
    """The quotations of a Doc, their marks included; the label says what each is."""
    return tuple(_span(doc, place, place["what"]) for place in _told(doc, SPEECH))


def words_as_words_of(doc: Doc) -> tuple[Span, ...]:
    """The words of a Doc that are spoken about; the label says how that is told."""
    return tuple(_span(doc, place, place["how"]) for place in _told(doc, WORDS_AS_WORDS))


def topic_of(doc: Doc) -> str:
    """How far a Doc is about exploitation: ``whole``, ``near`` (beside the only words that tell it) or ``nowhere``."""
    about: str = _told(doc, TOPIC)["about"]
    return about


_GETTERS: dict[str, Callable[[Doc], Any]] = {
    PERSONS: persons_of,
    AGES: ages_of,
    CHARGES: charges_of,
    SPEECH: speech_of,
    WORDS_AS_WORDS: words_as_words_of,
    TOPIC: topic_of,
}

for _extension, _getter in _GETTERS.items():
    Doc.set_extension(_extension, getter=_getter, force=True)
