"""The lexicon for other tools: each format is read back by a reader of its own, and loses nothing that it can carry."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from lxml import etree
from rdflib import DCTERMS, RDF, SKOS, Graph, URIRef

from langcheck.exporters import EXPORTERS, files, limits
from langcheck.exporters.tbx import OLDER
from langcheck.lexicon.article import article, words_of
from langcheck.lexicon.entry import Citation, Clause, ContextNote, Entry, Example, Status, Term, Wording
from langcheck.lexicon.forms import Inflections
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import CATEGORIES, Level, Region, Source, Verdict

GHOST = Entry(
    id="en.test.ghost",
    terms=(Term("(pale|) ghost", "noun"),),
    category="slang",
    level=Level.WARNING,
    status=Status.CANDIDATE,
    message='"{found}" is 100% a test, and <b>no</b> more.',
    why="It tests | and _tests_.",
    contested="One says yes, the other no.",
    suggest=(Wording("{person} unseen"), Wording("{child}, unseen", ("person-is-minor",))),
    clauses=(Clause(("person-is-minor",), Verdict.FLAG, "It is a child.", Level.ERROR, (Wording("{child}"),)),),
    sources=(Citation("a-source", "discourages"),),
    flag_examples=(Example("A ghost.", (Region(2, 7),), becomes="A person unseen."),),
    allow_examples=(Example("The word ghost."),),
    added="2026-01-02",
    reviewed="2026-01-03",
)
BOUND = replace(GHOST, id="en.test.shade", terms=(Term("shade", "noun"),), needs=("exploitation-topic",))
CLAIM = replace(GHOST, id="en.test.claim", terms=(Term("ghosts * real", "phrase"),), kind="claim", suggest=())
OTHERWISE = replace(
    GHOST, id="en.test.spirit", terms=(Term("spirit", "noun"),), clauses=(Clause((), Verdict.ALLOW, "It is spirit."),)
)


@pytest.fixture
def small() -> Lexicon:
    """Four entries: one that stands alone, and three that only context makes right."""
    return Lexicon(
        version="2026.1",
        entries=(GHOST, BOUND, CLAIM, OTHERWISE),
        sources={
            "a-source": Source(
                "a-source", "A <title>", "A publisher", "https://example.org/a?b=1&c=2", "2020", "all", "2026-01"
            )
        },
        names=(),
        contexts={
            "exploitation-topic": ContextNote("the text is about exploitation"),
            "person-is-minor": ContextNote("the person is under 18"),
        },
        words={"topic": (), "not-topic": ()},
        inflections=Inflections(
            {"ghost": "ghosts", "shade": "shades", "spirit": "spirits", "person": "people", "child": "children"}, {}
        ),
    )


def one(lexicon: Lexicon, format_: str) -> str:
    (text,) = files(lexicon, format_).values()
    return text


# --- what every format owes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", EXPORTERS)
def test_a_format_says_what_it_cannot_carry(format_: str) -> None:
    assert re.search(r"cannot|lost|left out", limits(format_))


@pytest.mark.parametrize("format_", ["html", "markdown", "skos", "tbx", "tbx-2008", "vale"])
def test_a_file_with_room_says_what_it_cannot_carry(format_: str, small: Lexicon) -> None:
    for name, text in files(small, format_).items():
        assert limits(format_) in text.replace("&#39;", "'").replace('\\"', '"'), name


@pytest.fixture(scope="module")
def whole(lexicon: Lexicon) -> Callable[[str], dict[str, str]]:
    """What each format writes of our lexicon."""
    return cache(partial(files, lexicon))


@pytest.mark.parametrize("format_", EXPORTERS)
def test_a_format_is_written_the_same_every_time(format_: str, small: Lexicon) -> None:
    assert files(small, format_) == files(small, format_)


@pytest.mark.parametrize("format_", EXPORTERS)
def test_the_whole_lexicon_is_exported(format_: str, whole: Callable[[str], dict[str, str]]) -> None:
    written = whole(format_)
    assert all(text.strip() and text.endswith("\n") for text in written.values())


def test_the_headings_are_those_of_the_schema(lexicon: Lexicon) -> None:
    """An entry of a category without a heading would vanish from glossaries."""
    assert {entry.category for entry in lexicon.entries} <= set(CATEGORIES)


# --- word lists --------------------------------------------------------------------------------------------------


def test_vale_gets_the_entries_that_stand_alone(small: Lexicon) -> None:
    written = files(small, "vale")
    assert sorted(written) == ["langcheck/README.md", "langcheck/test-ghost.yml"]
    assert yaml.safe_load(written["langcheck/test-ghost.yml"]) == {
        "extends": "existence",
        "message": "'%s' is 100%% a test, and <b>no</b> more. "
        "Consider: person unseen; child, unseen (if the person is under 18).",
        "level": "warning",
        "ignorecase": True,
        "link": "https://example.org/a?b=1&c=2",
        "tokens": ["pale[ -]ghost", "pale[ -]ghosts", "ghost", "ghosts"],
    }


def test_vale_tokens_match_the_forms_and_nothing_else(lexicon: Lexicon) -> None:
    """As Vale compiles them: any case, between word boundaries."""
    numbers = {entry.id.removeprefix("en.").replace(".", "-"): entry for entry in lexicon.entries}
    rules = {name: yaml.safe_load(text) for name, text in files(lexicon, "vale").items() if name.endswith(".yml")}
    assert len(rules) > 15  # what speaks without a condition
    for name, rule in rules.items():
        pattern = re.compile(rf"\b(?:{'|'.join(rule['tokens'])})\b", re.IGNORECASE)
        for form in words_of(numbers[Path(name).stem], lexicon.inflections):
            if "*" not in form:
                assert pattern.fullmatch(form), (name, form)
        assert not pattern.search("The weather was fine.")


# --- tables and graphs -------------------------------------------------------------------------------------------


def test_csv_has_a_row_for_every_entry(small: Lexicon) -> None:
    rows = list(csv.DictReader(io.StringIO(one(small, "csv"), newline="")))
    assert [row["id"] for row in rows] == ["en.test.claim", "en.test.ghost", "en.test.shade", "en.test.spirit"]
    assert rows[1] == {
        "id": "en.test.ghost",
        "terms": "ghost | pale ghost",
        "category": "slang",
        "kind": "word",
        "level": "warning",
        "status": "candidate",
        "basis": "guidance",
        "asked": "always",
        "message": '"ghost" is 100% a test, and <b>no</b> more.',
        "why": "It tests | and _tests_.",
        "contested": "One says yes, the other no.",
        "write_instead": "person unseen | child, unseen (if the person is under 18)",
        "counts_if": "",
        "cases": "Error if the person is under 18: It is a child.",
        "sources": "A publisher: A <title>, 2020 (discourages) https://example.org/a?b=1&c=2",
        "flagged": "A ghost.",
        "left_alone": "The word ghost.",
        "added": "2026-01-02",
        "reviewed": "2026-01-03",
        "lexicon_version": "2026.1",
    }


def test_a_cell_is_never_a_formula(small: Lexicon) -> None:
    entry = replace(GHOST, why="=1+1")
    (row,) = csv.DictReader(io.StringIO(one(replace(small, entries=(entry,)), "csv"), newline=""))
    assert row["why"] == "'=1+1"


def test_skos_is_read_back(small: Lexicon) -> None:
    graph = Graph().parse(data=one(small, "skos"), format="turtle")
    ghost = URIRef("urn:x-langcheck:en.test.ghost")

    def texts(predicate: URIRef) -> list[str]:
        return sorted(map(str, graph.objects(ghost, predicate)))

    assert texts(SKOS.prefLabel) == ["pale ghost"]
    assert texts(SKOS.altLabel) == ["ghost", "ghosts", "pale ghosts"]
    assert texts(SKOS.definition) == ["It tests | and _tests_."]
    assert texts(SKOS.note) == [
        "Write instead: child, unseen (if the person is under 18)",
        "Write instead: person unseen",
    ]
    assert texts(SKOS.scopeNote) == [
        "Error if the person is under 18: It is a child.",
        "Guides differ: One says yes, the other no.",
    ]
    assert texts(DCTERMS.source) == ["https://example.org/a?b=1&c=2"]
    assert texts(SKOS.broader) == ["urn:x-langcheck:category.slang"]


def test_skos_keeps_the_rules_of_skos(lexicon: Lexicon, whole: Callable[[str], dict[str, str]]) -> None:
    """One preferred label a concept, labels disjoint, a scheme for each (SKOS reference, S13 and S14)."""
    graph = Graph().parse(data=whole("skos")["langcheck.ttl"], format="turtle")
    scheme = URIRef("urn:x-langcheck:lexicon")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(lexicon.entries) + len({entry.category for entry in lexicon.entries})
    for concept in concepts:
        preferred = set(graph.objects(concept, SKOS.prefLabel))
        assert len(preferred) == 1
        assert not preferred & set(graph.objects(concept, SKOS.altLabel))
        assert (concept, SKOS.inScheme, scheme) in graph


def test_tbx_keeps_its_schema(lexicon: Lexicon, small: Lexicon) -> None:
    """The structure and data categories of TBX-Basic, restated in tbx_basic.rng, and term sections without repeats."""
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "tbx_basic.rng"))
    for whole in (small, lexicon):
        root = etree.fromstring(one(whole, "tbx").encode())
        schema.assertValid(root)
        assert len(root.findall(".//{*}conceptEntry")) == len(whole.entries)
        for concept in root.iter("{*}conceptEntry"):
            terms = [term.text for term in concept.iter("{*}term")]
            assert len(set(terms)) == len(terms), concept.get("id")


def test_the_older_tbx_holds_the_same_under_older_names(small: Lexicon) -> None:
    """martif, termEntry, langSet and tig, without a namespace; all else is equal."""

    def told(format_: str, names: Mapping[str, str]) -> list[tuple[str, str, dict[str, str]]]:
        root = etree.fromstring(one(small, format_).encode())
        found = [
            (etree.QName(item).localname, (item.text or "").strip(), dict(item.attrib)) for item in root.iter("{*}*")
        ]
        return [
            (names.get(name, name), text, given)
            for name, text, given in found[1:]
            if "langcheck lexicon export" not in text
        ]

    root = etree.fromstring(one(small, "tbx-2008").encode())
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    assert told("tbx-2008", {}) == told("tbx", OLDER)


def test_tbx_holds_an_entry_whole(small: Lexicon) -> None:
    root = etree.fromstring(one(small, "tbx").encode())
    concept = root.find(".//{*}conceptEntry[@id='en.test.ghost']")
    assert concept is not None
    sections = [
        (section.findtext("{*}term"), section.findtext("{*}termNote"), section.findtext("{*}note"))
        for section in concept.iter("{*}termSec")
    ]
    assert sections == [
        ("pale ghost", "deprecatedTerm-admn-sts", None),
        ("pale ghosts", "deprecatedTerm-admn-sts", None),
        ("ghost", "deprecatedTerm-admn-sts", None),
        ("ghosts", "deprecatedTerm-admn-sts", None),
        ("person unseen", "preferredTerm-admn-sts", None),
        ("child, unseen", "admittedTerm-admn-sts", "If the person is under 18."),
    ]
    assert [xref.get("target") for xref in concept.iter("{*}xref")] == ["https://example.org/a?b=1&c=2"]


# --- glossaries --------------------------------------------------------------------------------------------------


class _Balance(HTMLParser):
    """The tags that are open, the ids, the links within the page, and what is loaded from elsewhere."""

    VOID = frozenset({"meta", "link", "br", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.fragments: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        given = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if (given.get("href") or "").startswith("#"):
            self.fragments.append((given["href"] or "")[1:])
        if tag in ("script", "link", "img", "iframe") or "src" in given:
            self.loads.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_loads_nothing(lexicon: Lexicon) -> None:
    page = _Balance()
    page.feed(one(lexicon, "html"))
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert set(page.fragments) <= set(page.ids)
    assert {entry.id for entry in lexicon.entries} <= set(page.ids)
    assert page.loads == []


def test_html_keeps_text_as_text(small: Lexicon) -> None:
    page = one(small, "html")
    assert "A &lt;title&gt;" in page
    assert "<title>, 2020" not in page


@pytest.mark.parametrize("format_", ["html", "markdown"])
def test_a_glossary_tells_of_every_entry(format_: str, small: Lexicon) -> None:
    """Term, what to write with its condition, why, where guides differ, cases, examples, source."""
    text = re.sub(r"<[^>]+>", "", one(small, format_)).replace("\\", "").replace("**", "")
    told = article(GHOST, small)
    for part in (told.title, "person unseen", "if the person is under 18", GHOST.why, *told.notes, told.cases[0].text):
        assert part in text
    for part in ("A ghost.", "A person unseen.", "The word ghost.", "A publisher: A"):
        assert part in text


def test_markdown_escapes_what_markdown_would_read(small: Lexicon) -> None:
    assert "It tests \\| and \\_tests\\_." in one(small, "markdown")
