"""Classes: lists name them, what is compiled holds their words, and a mistake is told with file and line."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

from langcheck.errors import LexiconError
from langcheck.lexicon.classes import grow, grow_entry, read_classes
from langcheck.lexicon.compiled import SLANG
from langcheck.lexicon.entry import Term, WordClass
from langcheck.lexicon.extend import extended, read_extension
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.lexicon.load import read_source
from tests.conftest import ROOT
from tests.lexicon.test_load import RECORD, folder
from tests.lexicon.test_overlay import RECORD as LOCAL
from tests.lexicon.test_overlay import agency, overlay

__all__ = ["agency", "folder"]

ROOMS = """\
rooms:
  about: rooms of a house
  words: [attic, cellar]
house:
  about: a house and what is in it
  words: [porch, "@rooms", attic]
"""


def classes(folder: Path, text: str, name: str = "places.yaml") -> Path:
    (folder / "classes").mkdir(exist_ok=True)
    (folder / "classes" / name).write_text(text)
    return folder


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in read_source(folder)[2]]


# --- spelt out ---------------------------------------------------------------------------------------------------


def test_a_class_stands_for_its_words_in_conditions(folder: Path) -> None:
    """In needs, clauses and suggestions, at any depth; each word once, in the order of the list."""
    record = RECORD.replace('near: [no, on, "false"]', 'near: [hall, "@house", porch]')
    record = record.replace("when: [person-is-minor]", 'when: [{not: {before: ["@rooms"]}}]')
    record = record.replace("if: person-is-adult", 'if: {words: ["@rooms", hall]}')
    (classes(folder, ROOMS) / "en" / "test" / "ghost.yaml").write_text(record)
    lexicon, _, problems = read_source(folder)
    (entry,) = lexicon.entries
    assert problems == []
    assert entry.needs == ({"any": ["exploitation-topic", {"near": ["hall", "porch", "attic", "cellar"]}]},)
    assert entry.clauses[0].when == ({"not": {"before": ["attic", "cellar"]}},)
    assert entry.suggest[0].given == ({"words": ["attic", "cellar", "hall"]},)
    assert lexicon.classes["rooms"] == WordClass(
        "rooms of a house", ("attic", "cellar"), (), ("en.test.ghost",), "classes/places.yaml", 2
    )
    assert lexicon.classes["house"].holds == ("rooms",)


def test_a_class_stands_for_its_words_in_word_lists(folder: Path) -> None:
    contexts = folder / "contexts.yaml"
    contexts.write_text('contexts: {}\nwords: {topic: [hall, "@rooms"], not-topic: [tent]}\n')
    lexicon, _, problems = read_source(classes(folder, ROOMS))
    assert problems == []
    assert lexicon.words == {"topic": ("hall", "attic", "cellar"), "not-topic": ("tent",)}
    assert lexicon.classes["rooms"].used_by == ("contexts.yaml: topic",)


def test_a_class_holds_patterns_that_name_a_class(folder: Path) -> None:
    record = RECORD.replace('near: [no, on, "false"]', 'near: ["@ways"]')
    ways = ROOMS + 'ways:\n  about: ways\n  words: ["into @rooms", "(hall|@rooms) * door"]\n'
    (classes(folder, ways) / "en" / "test" / "ghost.yaml").write_text(record)
    lexicon, _, problems = read_source(folder)
    assert problems == []
    patterns = ["into (attic|cellar)", "(hall|attic|cellar) * door"]
    assert lexicon.entries[0].needs == ({"any": ["exploitation-topic", {"near": patterns}]},)
    assert lexicon.classes["ways"].holds == ("rooms",)
    grown = grow(lexicon.classes, {"rooms": ["loft"]})
    assert grown["ways"].words == ("into (attic|cellar|loft)", "(hall|attic|cellar|loft) * door")
    assert grown["house"].words == ("porch", "attic", "cellar", "loft")


def test_a_class_stands_for_its_words_in_terms(folder: Path) -> None:
    """By itself and among alternatives, in a plain term and in one with a pos of its own; who names it is noted."""
    record = RECORD.replace(
        "terms: [ghost]", 'terms: [ghost, "@rooms {ghost}", {term: "in the (hall|@rooms)", pos: phrase}]'
    )
    assert record != RECORD
    (classes(folder, ROOMS) / "en" / "test" / "ghost.yaml").write_text(record)
    lexicon, _, problems = read_source(folder)
    assert problems == []
    assert [term.text for term in lexicon.entries[0].terms] == [
        "ghost",
        "(attic|cellar) {ghost}",
        "in the (hall|attic|cellar)",
    ]
    assert lexicon.classes["rooms"].used_by == ("en.test.ghost",)


@pytest.mark.parametrize(
    ("term", "problem"),
    [
        ("@romms {ghost}", "there is no class '@romms'; did you mean '@rooms'?"),
        ("@halls {ghost}", "'@halls {ghost}': a class that holds patterns cannot stand inside a term"),
    ],
)
def test_a_class_that_a_term_cannot_name_is_told(folder: Path, term: str, problem: str) -> None:
    text = ROOMS + 'halls:\n  about: halls\n  words: ["(great|small) hall"]\n'
    (classes(folder, text) / "en" / "test" / "ghost.yaml").write_text(
        RECORD.replace("terms: [ghost]", f'terms: [ghost, "{term}"]')
    )
    assert [line for line in told(folder) if line.endswith(problem)] == [f"en/test/ghost.yaml:2: {problem}"]


def test_a_class_is_used_through_the_class_that_holds_it(folder: Path) -> None:
    record = RECORD.replace('near: [no, on, "false"]', 'near: ["@house"]')
    (classes(folder, ROOMS) / "en" / "test" / "ghost.yaml").write_text(record)
    assert read_source(folder)[0].classes["rooms"].used_by == ("en.test.ghost",)


def test_a_class_stands_for_its_words_in_profiles(folder: Path) -> None:
    (folder / "profiles").mkdir()
    (classes(folder, ROOMS) / "profiles" / "house.yaml").write_text(
        "name: house\ndimension: audience\nchange:\n"
        '  en.test.ghost: {because: A test., suggest_first: [{use: guest, if: {near: ["@rooms"]}}]}\n'
    )
    lexicon, _, problems = read_source(folder)
    assert problems == []
    (wording,) = lexicon.profiles["house"].change["en.test.ghost"].first
    assert wording.given == ({"near": ["attic", "cellar"]},)
    assert lexicon.classes["rooms"].used_by == ("profiles/house",)


# --- mistakes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[a]\n", ["classes/places.yaml:1: is not a list of classes: `name: {about: ..., words: [...]}`"]),
        ("rooms: [attic]\n", ["classes/places.yaml:1: rooms: a class is `{about: ..., words: [...]}`"]),
        ("rooms:\n  words: [attic]\n", ["classes/places.yaml:2: rooms: say in `about` what these words are"]),
        ("rooms:\n  about: rooms\n", ["classes/places.yaml:2: rooms: `words` is a list of words"]),
        ("rooms:\n  about: rooms\n  words: attic\n", ["classes/places.yaml:3: rooms: `words` is a list of words"]),
        ("rooms:\n  about: rooms\n  words:\n  - attic\n  - [x]\n", ["classes/places.yaml:5: rooms: a word is missing here"]),
        ("rooms:\n  about: rooms\n  words:\n  - attic\n  - attic\n", ["classes/places.yaml:5: rooms: 'attic' stands twice"]),
        ("rooms:\n  about: rooms\n  word: [a]\n  words: [b]\n", ["classes/places.yaml:3: rooms: there is no such field: 'word'"]),
        ("Rooms: {about: rooms, words: [a]}\n", ["classes/places.yaml:1: 'Rooms' is no name for a class: lower case, with hyphens"]),
        ('rooms:\n  about: rooms\n  words:\n  - "@garage"\n', ["classes/places.yaml:4: there is no class '@garage'"]),
        (
            'a: {about: x, words: ["@b"]}\nb: {about: x, words: ["@c"]}\nc: {about: x, words: ["@a"]}\nd: {about: x, words: [d]}\n',
            [
                "classes/places.yaml:1: @a is part of a circle of classes: @a, @b, @c",
                "classes/places.yaml:2: @b is part of a circle of classes: @a, @b, @c",
                "classes/places.yaml:3: @c is part of a circle of classes: @a, @b, @c",
            ],
        ),
        ('a: {about: x, words: ["@a"]}\n', ["classes/places.yaml:1: @a is part of a circle of classes: @a"]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_class_is_told(folder: Path, text: str, problems: list[str]) -> None:
    assert told(classes(folder, text)) == problems


def test_a_class_stands_in_one_file(folder: Path) -> None:
    classes(folder, ROOMS)
    assert told(classes(folder, "rooms: {about: x, words: [hall]}\n", "spaces.yaml")) == [
        "classes/spaces.yaml:1: @rooms stands already in classes/places.yaml"
    ]


def test_a_name_that_is_not_there_is_told_where_it_stands(folder: Path) -> None:
    """In a record and in a word list, with the name that comes near."""
    record = RECORD.replace("needs: [{any: [exploitation-topic,", "needs: [{any: [exploitation-topic,\n   ")
    record = record.replace('near: [no, on, "false"]', 'near: [hall, "@roomz"]')
    (classes(folder, ROOMS) / "en" / "test" / "ghost.yaml").write_text(record)
    (folder / "contexts.yaml").write_text('words:\n  topic: ["@garage"]\n  not-topic: [tent]\ncontexts: {}\n')
    assert sorted(told(folder)) == [
        "contexts.yaml:2: there is no class '@garage'",
        "en/test/ghost.yaml:11: there is no class '@roomz'; did you mean '@rooms'?",
    ]


# --- word lists --------------------------------------------------------------------------------------------------


def test_a_word_list_that_is_not_there_is_no_empty_list(lexicon: Lexicon) -> None:
    with pytest.raises(LexiconError, match="there is no word list 'topics'"):
        lexicon.word_list("topics")


def test_every_word_list_is_read(lexicon: Lexicon) -> None:
    """The code names every list of contexts.yaml, or how its name begins, so none is kept for nobody."""
    named = {
        node.value
        for path in (ROOT / "src" / "langcheck").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    inside = {name for text in named for name in re.findall(r"@([a-z]+(?:-[a-z]+)*)", text)}
    assert {name for name in lexicon.words if not name.startswith(SLANG)} - named - inside == set()


# --- an agency's -------------------------------------------------------------------------------------------------


def problems(lexicon: Lexicon, folder: Path) -> list[str]:
    return [str(problem).removeprefix(f"{folder}/") for problem in read_extension(lexicon, folder)[2]]


def test_an_agency_names_our_classes_and_its_own(lexicon: Lexicon, agency: Path) -> None:
    record = LOCAL.replace("suggest:", 'needs: [{near: ["@rooms", "@victims"]}]\nsuggest:')
    (agency / "en" / "local" / "car-date.yaml").write_text(record)
    grown = extended(lexicon, [classes(agency, "rooms: {about: rooms, words: [attic]}\n")])
    assert grown.by_id["en.local.car-date"].needs == ({"near": ["attic", *lexicon.classes["victims"].words]},)


def test_an_agency_adds_words_to_our_classes(lexicon: Lexicon, agency: Path) -> None:
    """Every entry, word list and class of ours that names the class has the word, and no other one."""
    grown = extended(lexicon, [overlay(agency, "add_to: {victims: [visitor]}\n")])
    changed = {entry.id for entry in grown.entries if lexicon.by_id.get(entry.id, entry) != entry}
    lists = {f"contexts.yaml: {name}" for name, words in grown.words.items() if "visitor" in words}
    assert changed | lists == set(lexicon.classes["victims"].used_by)
    assert lists == {
        "contexts.yaml: control-signs",
        "contexts.yaml: general-kinds",
        "contexts.yaml: person-nouns",
        "contexts.yaml: victim-nouns",
        "contexts.yaml: strong-victim-nouns",
    }
    assert grown.classes["victims"].words == (*lexicon.classes["victims"].words, "visitor")


def test_a_word_that_an_agency_adds_reaches_the_terms_that_name_its_class() -> None:
    before = {"rooms": WordClass("rooms", ("attic", "cellar"), used_by=("en.test.ghost",))}
    (entry,) = load_lexicon().entries[:1]
    entry = replace(entry, id="en.test.ghost", terms=(Term("in the (hall|attic|cellar)", "phrase"),))
    grown = grow_entry(entry, before, grow(before, {"rooms": ["garage"]}))
    assert grown.terms == (Term("in the (hall|attic|cellar|garage)", "phrase"),)


def test_a_word_reaches_the_classes_that_hold_its_class(lexicon: Lexicon, agency: Path) -> None:
    grown = extended(lexicon, [overlay(agency, "add_to: {girls-and-boys: [lassie]}\n")])
    assert "lassie" in grown.classes["children"].words
    assert "lassie" in grown.words["minor-words"]


def test_two_agencies_add_one_after_the_other(lexicon: Lexicon, agency: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    (second / "overlay.yaml").write_text("name: second\nadd_to: {victims: [guest]}\n")
    grown = extended(lexicon, [overlay(agency, "add_to: {victims: [visitor]}\n"), second])
    assert grown.words["victim-nouns"][-2:] == ("visitor", "guest")


def test_added_words_are_in_the_compiled_lexicon(agency: Path) -> None:
    assert load_lexicon((overlay(agency, "add_to: {victims: [visitor]}\n"),)).words["victim-nouns"][-1] == "visitor"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("add_to:\n  victimz: [visitor]\n", "overlay.yaml:3: there is no class '@victimz'; did you mean '@victims'?"),
        ("add_to:\n  victims: visitor\n", "overlay.yaml:3: add_to.victims: 'visitor' is not of type 'array'"),
        ('add_to:\n  victims:\n  - "@teens"\n', "overlay.yaml:4: add words, not classes"),
        ("add_to: [victims]\n", "overlay.yaml:2: add_to: ['victims'] is not of type 'object'"),
        ("change: [en.trafficker.pimp]\n", "overlay.yaml:2: change: ['en.trafficker.pimp'] is not of type 'object'"),
        (
            'change:\n  en.trafficker.pimp:\n    because: Policy.\n    suggest: [{use: seller, if: {near: ["@roof"]}}]\n',
            "overlay.yaml:5: there is no class '@roof'",
        ),
        (
            "change:\n  en.trafficker.pimp:\n    because: Policy.\n    asked: sometimes\n",
            "overlay.yaml:5: change.en.trafficker.pimp.asked: 'sometimes' is none of always, when-selected",
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_an_overlay_is_told(lexicon: Lexicon, agency: Path, text: str, expected: str) -> None:
    assert problems(lexicon, overlay(agency, text)) == [expected]


def test_a_class_of_ours_cannot_be_taken(lexicon: Lexicon, agency: Path) -> None:
    assert problems(lexicon, classes(agency, "victims: {about: x, words: [visitor]}\n")) == [
        "classes/places.yaml:1: @victims is a class of ours; add to it with `add_to`"
    ]


def test_a_class_that_an_agency_does_not_use_is_told(lexicon: Lexicon, agency: Path) -> None:
    assert problems(lexicon, classes(agency, "rooms: {about: x, words: [attic]}\n")) == [
        "classes/places.yaml:1: nothing names the class @rooms"
    ]


@pytest.mark.parametrize(
    "name", ["contexts.yaml", "retired.yaml", "spellings.yaml", "profiles/ours.yaml", "en/local/x.yml", "classes/a/b.yaml"]
)  # fmt: skip
def test_what_an_agency_may_not_hold_is_told(lexicon: Lexicon, agency: Path, name: str) -> None:
    """Whatever stands in it: it would not be read."""
    path = agency / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("- words\n")
    assert problems(lexicon, agency) == [
        f"{name}:1: is not read here: a lexicon on top of ours holds overlay.yaml, sources.yaml, names.yaml, "
        "inflections.yaml, en/ and classes/*.yaml"
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("sources.yaml", "- a\n", "sources.yaml:1: record: ['a'] is not of type 'object'"),
        ("sources.yaml", "unit-glossary: {year: x}\n", "sources.yaml:1: unit-glossary: 'title' is missing"),
        ("names.yaml", "- {name: A Name}\n", "names.yaml:1: 0: 'kind' is missing"),
        ("inflections.yaml", "verbs:\n  go: [goes]\n", "inflections.yaml:2: verbs.go: ['goes'] is too short"),
    ],
)
def test_the_shape_of_a_data_file_is_told(lexicon: Lexicon, agency: Path, name: str, text: str, expected: str) -> None:
    (agency / name).write_text(text)
    assert expected in problems(lexicon, agency)


def test_classes_of_a_folder_without_any_are_none(tmp_path: Path) -> None:
    assert read_classes(tmp_path).known == {}
