"""Every law of the data bites: a bad record for each, and the problem it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from langcheck.analysis.contexts import CONTEXTS, STANDARD
from langcheck.lexicon import audit as laws
from langcheck.lexicon.entry import (
    Citation,
    Clause,
    ContextNote,
    Entry,
    Example,
    Name,
    Status,
    Term,
    WordClass,
    Wording,
)
from langcheck.lexicon.forms import Inflections
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.overlay import Change, Overlay
from langcheck.lexicon.yaml import Record, read_yaml
from langcheck.model import Level, Region, Source, Verdict
from tests.conftest import ROOT

GOOD = Entry(
    id="en.test.ghost",
    terms=(Term("ghost", "noun"),),
    category="other",
    level=Level.WARNING,
    status=Status.DRAFT,
    message='"{found}" is a test.',
    why="It tests.",
    suggest=(Wording("{person}"),),
    sources=(Citation("a-source", "discourages"),),
    flag_examples=(Example("A ghost.", (Region(2, 7),), becomes="A person."),),
    allow_examples=(Example("The word ghost."),),
    added="2026-01-02",
    reviewed="2026-01-02",
)
OTHER = replace(
    GOOD,
    id="en.test.spirit",
    terms=(Term("spirit", "noun"),),
    flag_examples=(Example("A spirit.", (Region(2, 8),), becomes="A person."),),
    allow_examples=(Example("The word spirit."),),
)


def lexicon(*entries: Entry, **changes: Any) -> Lexicon:
    whole = Lexicon(
        version="1",
        entries=entries,
        sources={"a-source": Source("a-source", "A title", "A publisher", seen_on="2026-01-02")},
        names=(Name("The Ghost Act", "statute", "Nowhere", "1 N. 1"),),
        contexts={name: ContextNote("x", "x") for name in STANDARD},
        words={
            "topic": (),
            "not-topic": (),
            "unmistakable": (),
            "unmistakable-together": (),
            "asserting-act": ("abused", "abuse"),
            "asserting-offender": ("trafficker",),
            "asserting-victim": ("victim",),
            "asserting-age": ("child",),
            "asserting-health": ("disorder",),
            "asserting-mind": ("afraid",),
        },
        inflections=Inflections({"ghost": "ghosts", "spirit": "spirits", "person": "people"}, {}),
    )
    return replace(whole, **changes)


def asked(**glosses: str) -> dict[str, Any]:
    """Contexts besides the standard ones, with what a reader is asked."""
    named = {name.replace("_", "-"): ContextNote(gloss) for name, gloss in glosses.items()}
    return {"contexts": {**{name: ContextNote("x", "x") for name in STANDARD}, **named}}


def record(entry: Entry, path: str = "x") -> Record:
    """A record as a curator wrote it, as far as laws read more of it than its lines."""
    return Record(path, {"needs": list(entry.needs)})


def problems(whole: Lexicon) -> list[str]:
    records = {entry.id: record(entry, f"{entry.id}.yaml") for entry in whole.entries}
    return [f"{problem.path}: {problem.message}" for problem in laws.audit(whole, records)]


def test_a_good_record_breaks_no_law() -> None:
    assert problems(lexicon(GOOD, OTHER)) == []


G = "en.test.ghost.yaml"
BAD: list[tuple[Callable[[], Lexicon], list[str]]] = [
    (
        lambda: lexicon(replace(GOOD, terms=(Term("poltergeist", "noun"),))),
        [f"{G}: no noun forms of 'poltergeist' are stored in inflections.yaml"],
    ),
    (
        lambda: lexicon(
            replace(GOOD, terms=(Term("a * b", "phrase"),), flag_examples=(), suggest=(), allow_examples=())
        ),
        [f"{G}: 'a * b' has no word of two letters to look for"],
    ),
    (
        lambda: lexicon(GOOD, replace(OTHER, terms=(Term("spirit", "noun"), Term("ghost", "noun")))),
        [
            "en.test.spirit.yaml: 'ghost' belongs to en.test.ghost too; name each other under overlaps, or drop it from one",
            "en.test.spirit.yaml: 'ghosts' belongs to en.test.ghost too; name each other under overlaps, or drop it from one",
        ],
    ),
    (
        lambda: lexicon(replace(GOOD, overlaps=("en.test.spirit",)), replace(OTHER, overlaps=("en.test.ghost",))),
        [
            "en.test.ghost.yaml: no form is shared with 'en.test.spirit'",
            "en.test.spirit.yaml: no form is shared with 'en.test.ghost'",
        ],
    ),
    (
        lambda: lexicon(GOOD, retired={"en.test.ghost": "gone"}),
        [f"{G}: this id is in retired.yaml and cannot be used again"],
    ),
    (lambda: lexicon(replace(GOOD, needs=("full-moon",))), [f"{G}: there is no context 'full-moon'"]),
    (
        lambda: lexicon(replace(GOOD, needs=({"not": {"any": ["full-moon"]}},))),
        [f"{G}: there is no context 'full-moon'"],
    ),
    (
        lambda: lexicon(GOOD, contexts={**lexicon().contexts, "full-moon": ContextNote("the moon is full")}),
        ["contexts.yaml: no entry uses the context 'full-moon' (the moon is full)"],
    ),
    (
        lambda: lexicon(GOOD, classes={"rooms": WordClass("rooms", ("attic",), path="classes/a.yaml")}),
        ["classes/a.yaml: nothing names the class @rooms"],
    ),
    (
        lambda: lexicon(
            GOOD, classes={"rooms": WordClass("rooms", ("attic",), (), ("en.a.b", "en.c.d"), "classes/a.yaml")}
        ),
        ["classes/a.yaml: @rooms is named by en.a.b, en.c.d alone; a class is for 3 and more, write the words there"],
    ),
    (
        lambda: lexicon(
            replace(GOOD, needs=({"any": [{"near": ["cellar", "hall", "attic", "@doors"]}]},)),
            classes={"rooms": WordClass("rooms", ("attic", "cellar", "hall"), (), ("a", "b", "c"))},
        ),
        [f"{G}: holds all words of the class @rooms; write @rooms for them"],
    ),
    (
        lambda: lexicon(replace(GOOD, needs=({"near": ["(a|b) * c", "a * b", "* into"]},))),
        [f"{G}: '* into': a pattern begins with a word and ends with one"],
    ),
    (lambda: lexicon(replace(GOOD, needs=({"near": ["/", "##", "s/he"]},))), [f"{G}: '/' has no word to look for"]),
    (
        lambda: lexicon(
            replace(GOOD, needs=({"after": ["with @rooms", "@rooms"]},)),
            classes={"rooms": WordClass("rooms", ("attic", "(a|the) hall"), (), ("a", "b", "c"))},
        ),
        [f"{G}: 'with @rooms': a class that holds patterns cannot stand inside another pattern"],
    ),
    (
        lambda: lexicon(replace(GOOD, sources=(*GOOD.sources, Citation("nobody", "says")))),
        [f"{G}: sources.yaml has no 'nobody'"],
    ),
    (lambda: lexicon(replace(GOOD, sources=GOOD.sources * 2)), [f"{G}: 'a-source' is cited twice"]),
    (
        lambda: lexicon(GOOD, sources={**lexicon().sources, "b": Source("b", "B", "B")}),
        ["sources.yaml: no entry cites 'b'"],
    ),
    (
        lambda: lexicon(
            replace(GOOD, sources=(Citation("b", "discourages"), *GOOD.sources)),
            sources={**lexicon().sources, "b": Source("b", "B", "B", seen_on="undated", is_copy=True)},
        ),
        [f"{G}: a copy stands before a source that is none; cite copies last"],
    ),
    (
        lambda: lexicon(
            replace(GOOD, level=Level.ADVICE, clauses=(Clause(("quotation",), Verdict.FLAG, "So.", Level.ERROR),)),
            sources={"a-source": Source("a-source", "A title", "A publisher")},
        ),
        [f"{G}: nobody has seen any of its sources (seen-on in sources.yaml), so the level is advice"],
    ),
    (
        lambda: lexicon(replace(GOOD, status=Status.STABLE)),
        [
            f"{G}: stable takes 2 sources, there are 1",
            f"{G}: stable takes 3 allow examples, there are 1",
            f"{G}: stable takes 3 flag examples, there are 1",
        ],
    ),
    (lambda: lexicon(replace(GOOD, why="TBD, it tests.")), [f"{G}: 'TBD' is not an answer"]),
    (lambda: lexicon(replace(GOOD, message="test")), [f"{G}: message is not a whole sentence: 'test'"]),
    (
        lambda: lexicon(replace(GOOD, clauses=(Clause(("quotation",), Verdict.ALLOW, "because"),))),
        [f"{G}: because is not a whole sentence"],
    ),
    (lambda: lexicon(replace(GOOD, basis="inference")), [f"{G}: the basis is inference, so the level is advice"]),
    (
        lambda: lexicon(
            replace(
                GOOD,
                basis="usage",
                level=Level.ADVICE,
                clauses=(Clause(("quotation",), Verdict.FLAG, "So.", Level.ERROR),),
            )
        ),
        [f"{G}: the basis is usage, so the level is advice"],
    ),
    (
        lambda: lexicon(replace(GOOD, contested="Guides differ.")),
        [f"{G}: a contested entry is advice; clauses may raise agreed cases"],
    ),
    (lambda: lexicon(replace(GOOD, added="2026-02-30")), [f"{G}: not a date: day is out of range for month"]),
    (lambda: lexicon(replace(GOOD, reviewed="2025-01-01")), [f"{G}: reviewed before it was added"]),
    (
        lambda: lexicon(replace(GOOD, suggest=(Wording("{person} or spirit"),)), OTHER),
        [f"{G}: the suggestion '{{person}} or spirit' holds 'spirit' (en.test.spirit)"],
    ),
    (
        lambda: lexicon(replace(GOOD, suggest=(Wording("{banshee}"),))),
        [f"{G}: no forms of 'banshee' are stored in inflections.yaml"],
    ),
    (
        lambda: lexicon(
            replace(GOOD, suggest=(Wording("{person} who was sold"),)),
            words={**lexicon().words, "agreeing-verbs": ("(was|were)",), "relatives-of-nouns": ("who",)},
        ),
        [
            f"{G}: the suggestion '{{person}} who was sold' becomes \"people who was\"; write (was|were), "
            "or say under `if` for which form it is"
        ],
    ),
    (
        lambda: lexicon(
            replace(GOOD, suggest=(Wording("{person}", ({"not": "person-is-odd"},)),)),
            **asked(person_is_odd="the person is odd"),
        ),
        [f"{G}: '{{person}}' needs an `ask` of its own; now: 'if it is not so that the person is odd'"],
    ),
    (
        lambda: lexicon(
            replace(GOOD, suggest=(Wording("{person}", ("person-is-odd", "person-is-even", "person-is-both")),)),
            **asked(
                person_is_odd="the person is odd",
                person_is_even="the person is even",
                person_is_both="the person is odd and even",
            ),
        ),
        [
            f"{G}: '{{person}}' needs an `ask` of its own; now: 'if the person is odd and the person is even and "
            "the person is odd and even'"
        ],
    ),
    (
        lambda: lexicon(replace(GOOD, suggest=(Wording("abused {person}"), Wording("{person} with a disorder")))),
        [
            f"{G}: 'abused {{person}}' asserts more than the words found (act): 'abused' says that somebody did this to a person, "
            "which the text may not; write a plainer word that leaves it open, or a question with `ask:`; or offer it only under "
            "`if:` with one of forced, minor-object, object-under-16, person-is-minor, person-was-trafficked, subject-under-16, "
            "trafficking-convicted, trafficking-established",
            f"{G}: '{{person}} with a disorder' asserts more than the words found (health): 'disorder' says how somebody's health "
            "is, which the text may not; write a plainer word that leaves it open, or a question with `ask:`",
        ],
    ),
    (
        lambda: lexicon(replace(GOOD, flag_examples=(Example("A gnome.", (Region(2, 7),), becomes="x"),))),
        [f"{G}: [gnome] is no form of this entry"],
    ),
    (
        lambda: lexicon(replace(GOOD, allow_examples=(Example("The weather is fine."),))),
        [f"{G}: holds no form of the entry, so it can never fail: 'The weather is fine.'"],
    ),
    (
        lambda: lexicon(replace(GOOD, flag_examples=(Example("A ghost.", (Region(2, 7),)),))),
        [f"{G}: no example says what its sentence becomes"],
    ),
    (
        lambda: lexicon(GOOD, names=(*lexicon().names, *lexicon().names)),
        ["names.yaml: 'The Ghost Act' stands twice for Nowhere"],
    ),
    (
        lambda: lexicon(GOOD, names=(Name("The Act", "statute"),)),
        ["names.yaml: the statute 'The Act' has no citation", "names.yaml: the statute 'The Act' has no jurisdiction"],
    ),
    (
        lambda: lexicon(
            GOOD,
            OTHER,
            profiles={
                "spooky": Overlay(
                    "spooky", change={GOOD.id: Change("A test.", first=(Wording("{banshee}"), Wording("a spirit")))}
                )
            },
        ),
        [
            "profiles/spooky.yaml: en.test.ghost: no forms of 'banshee' are stored",
            "profiles/spooky.yaml: en.test.ghost: 'a spirit' holds 'spirit'",
        ],
    ),
]


@pytest.mark.parametrize(("whole", "expected"), BAD, ids=[expected[0][:60] for _, expected in BAD])
def test_a_bad_record_is_told(whole: Callable[[], Lexicon], expected: list[str]) -> None:
    assert sorted(problems(whole())) == sorted(expected)


def test_every_law_has_a_bad_record() -> None:
    """A law that no record above breaks would prove nothing; each is asked alone here."""
    silent = []
    for law in (laws.terms_spell_out, *laws.LAWS):
        bites = False
        for whole, _ in BAD:
            made = whole()
            records = {entry.id: record(entry) for entry in made.entries}
            try:
                bites = bites or any(True for _ in law(made, records))
            except laws.TermError:
                continue
        if not bites:
            silent.append(law.__name__)
    assert silent == []


def test_the_standard_contexts_of_the_audit_are_those_of_the_judge() -> None:
    assert set(STANDARD) == laws.STANDARD_CONTEXTS


def test_contexts_yaml_and_the_predicates_name_the_same_contexts(lexicon: Lexicon) -> None:
    assert set(lexicon.contexts) == set(CONTEXTS)


def test_the_standard_contexts_say_why_words_are_left_alone(lexicon: Lexicon) -> None:
    assert [name for name in STANDARD if not lexicon.contexts[name].because] == []


def test_our_lexicon_keeps_all_laws() -> None:
    from langcheck.lexicon.load import read_source

    whole, records, found = read_source(ROOT / "lexicon")
    cited = read_yaml(ROOT / "lexicon/sources.yaml", name="sources.yaml")
    assert isinstance(cited, Record)
    told = (*found, *laws.audit_sources(cited), *laws.audit(whole, records))
    assert [str(problem) for problem in told] == []


def test_a_source_says_who_published_it_and_when_and_whether_it_was_seen(tmp_path: Path) -> None:
    """What is missing or contradicts itself is told with its line."""
    (tmp_path / "sources.yaml").write_text(
        "good: {title: A, publisher: B, year: '2021', seen-on: undated}\n"
        "bare: {title: A}\n"
        "both: {title: A, publisher: B, year: '2021', undated: true, seen-on: 2026-11-30, not-seen: true}\n"
    )
    cited = read_yaml(tmp_path / "sources.yaml", name="sources.yaml")
    assert isinstance(cited, Record)
    assert [f"{problem.line}: {problem.message}" for problem in laws.audit_sources(cited)] == [
        "2: bare: publisher is missing; name who published it",
        "2: bare: seen-on is missing; write seen-on: the day on which you saw it, or not-seen: true",
        "2: bare: year is missing; write year: the year that the document bears, or undated: true",
        "3: both: seen-on and not-seen stand together; write seen-on: the day on which you saw it, or not-seen: true",
        "3: both: year and undated stand together; write year: the year that the document bears, or undated: true",
    ]
    assert [problem.line for problem in laws.audit_sources(cited, agency=True)] == [2, 3, 3]


# --- verbs behind marked words -----------------------------------------------------------------------------------


def told_of(entry: Entry, shipped: Lexicon) -> list[str]:
    """What the law says of an entry, with the word lists of the lexicon."""
    whole = lexicon(entry, words={**lexicon().words, **shipped.words})
    return [problem.message for problem in laws.suggestions_agree(whole, {entry.id: record(entry)})]


WRONG = 'the suggestion {!r} becomes "{}"; write {}, or say under `if` for which form it is'


@pytest.mark.parametrize(
    ("use", "becomes", "pair"),
    [
        ("{person} who was sold", "people who was", "(was|were)"),
        ("{person} that is sold", "people that is", "(is|are)"),
        ("{person} who has left", "people who has", "(has|have)"),
        ("{person} under 18 who was sold", "people who was", "(was|were)"),
        ("{person} who never was there", "people who was", "(was|were)"),
        ("young {person} who doesn't work", "people who doesn't", "(doesn't|don't)"),
        ("{person} who were sold", "person who were", "(was|were)"),
    ],
)
def test_a_verb_behind_a_marked_word_goes_with_both_numbers(
    use: str, becomes: str, pair: str, lexicon: Lexicon
) -> None:
    entry = replace(GOOD, suggest=(Wording(use),))
    assert told_of(entry, lexicon) == [WRONG.format(use, becomes, pair)]
    of_a_case = replace(GOOD, clauses=(Clause(("quotation",), Verdict.FLAG, "So.", suggest=(Wording(use),)),))
    assert told_of(of_a_case, lexicon) == [WRONG.format(use, becomes, pair)]


@pytest.mark.parametrize(
    ("use", "given"),
    [
        ("{person} who (was|were) sold", ()),
        ("{person} sold by others", ()),
        ("{person} who escaped", ()),
        ("person who was sold", ()),
        ("{person} with a child who was sold", ()),
        ("{person}, a word that is plain", ()),
        ("{ghost} of what was", ()),
        ("{person} who was sold", ({"form": ["singular"]},)),
        ("{person} who was sold", ({"all": ["quotation", {"form": ["singular"]}]},)),
        ("{person} who was sold", ({"not": {"form": ["plural"]}},)),
        ("{person} who were sold", ({"form": ["plural"]},)),
        ("{person} who were sold", ({"words": ["two ghosts", "spirits"]},)),
        ("{person} who was sold", ({"words": ["ghost"]},)),
    ],
)
def test_a_verb_that_fits_is_left(use: str, given: tuple[Any, ...], lexicon: Lexicon) -> None:
    assert told_of(replace(GOOD, suggest=(Wording(use, given),)), lexicon) == []


def test_words_that_are_plural_in_no_list_may_be_both(lexicon: Lexicon) -> None:
    entry = replace(GOOD, suggest=(Wording("{person} who was sold", ({"words": ["ghost", "sheep"]},)),))
    assert len(told_of(entry, lexicon)) == 1


def test_a_case_that_asks_for_one_number_has_a_verb_for_it(lexicon: Lexicon) -> None:
    wording = Wording("{person} who was sold")
    one, either = (
        replace(GOOD, clauses=(Clause(when, Verdict.FLAG, "So.", suggest=(wording,)),))
        for when in (({"form": ["singular"]},), ("quotation",))
    )
    assert (told_of(one, lexicon), len(told_of(either, lexicon))) == ([], 1)


def test_terms_that_are_no_nouns_have_one_form(lexicon: Lexicon) -> None:
    entry = replace(GOOD, terms=(Term("ghostly", "adjective"),), suggest=(Wording("{person} who was sold"),))
    assert told_of(entry, lexicon) == []
