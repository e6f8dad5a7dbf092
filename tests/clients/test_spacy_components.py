"""The components give any spaCy pipeline what the layers tell, as spans of its own Doc."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import entry_points

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from langcheck import LangcheckError
from langcheck.clients import spacy_components
from langcheck.clients.spacy_components import PersonInDoc
from tests.conftest import ROOT

CASE = """\
Mara Lund, 15, met Victor Hale (34).

Hale was charged with human trafficking. “He left me there,” Mara Lund said. Officer Reyes wrote that down.
"""
OURS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["spacy_factories"]


def read(text: str, *components: str) -> Doc:
    nlp = spacy.blank("en")
    for component in components:
        nlp.add_pipe(component)
    return nlp(text)


def test_every_entry_point_is_a_factory_of_its_name() -> None:
    for name, value in OURS.items():
        module, _, function = value.partition(":")
        assert callable(getattr(import_module(module), function))
        assert Language.get_factory_meta(name).factory == name
    assert set(OURS) == {
        spacy_components.PERSONS,
        spacy_components.AGES,
        spacy_components.CHARGES,
        spacy_components.SPEECH,
        spacy_components.FACTS,
    }


@pytest.mark.skipif(
    {point.name for point in entry_points(group="spacy_factories")}.isdisjoint(OURS),
    reason="langcheck was installed before it had entry points: pip install -e .",
)
def test_spacy_finds_the_components_without_an_import_of_ours() -> None:
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('langcheck_facts'); print(nlp('Mara Lund, 15, left.')._.langcheck_persons[0].age)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("minor\n", "")


def test_making_a_pipeline_loads_no_lexicon() -> None:
    """spaCy imports every entry point whenever somebody makes a pipeline, also one without our components."""
    code = "import langcheck.clients.spacy_components, sys; print(*sorted(m for m in sys.modules if m.startswith('langcheck')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "langcheck",
        "langcheck.clients",
        "langcheck.clients.spacy_components",
        "langcheck.errors",
        "langcheck.lazily",
    ]


def test_persons_have_ages_roles_and_mentions_as_spans() -> None:
    doc = read(CASE, "langcheck_persons")
    assert [described(person) for person in doc._.langcheck_persons if person.name != "me"] == [
        (1, "Mara Lund", "minor", ["15"], (), ["Mara Lund", "Mara Lund"]),
        (2, "Victor Hale", "adult", ["34"], ("defendant",), ["Victor Hale", "Hale", "He"]),
        (4, "Reyes", "unknown", [], ("official",), ["Officer", "Reyes"]),
    ]


def described(person: PersonInDoc) -> tuple[object, ...]:
    ages, mentions = ([span.text for span in spans] for spans in (person.ages, person.mentions))
    return person.number, person.name, person.age, ages, person.roles, mentions


def test_ages_say_whose_they_are() -> None:
    doc = read(CASE, "langcheck_ages")
    assert [(age.span.text, age.person, age.is_minor) for age in doc._.langcheck_ages] == [
        ("15", 1, True),
        ("34", 2, False),
    ]


def test_charges_name_the_person_by_number() -> None:
    doc = read(CASE, "langcheck_charges")
    [charge] = doc._.langcheck_charges
    assert (charge.span.text, charge.person, charge.stage, charge.holds) == ("charged", 2, "charged", "yes")
    assert [span.text for span in charge.named] == ["human trafficking"]


def test_speech_is_labelled_with_what_it_is() -> None:
    doc = read(CASE, "langcheck_speech")
    assert [(span.text, span.label_) for span in doc._.langcheck_speech] == [
        ("“He left me there,”", "speech of somebody who is no official")
    ]


def test_facts_are_all_of_them_and_the_topic() -> None:
    doc = read(f"{CASE}\nDo not write “child prostitute”.\n", "langcheck_facts")
    assert len(doc._.langcheck_charges) == 1
    assert len(doc._.langcheck_ages) >= 2
    assert [span.text for span in doc._.langcheck_words_as_words] == ["“child prostitute”"]
    assert doc._.langcheck_topic == "whole"


def test_a_doc_with_facts_can_be_saved_and_read_again() -> None:
    """Only strings and numbers are kept with it, so that another process can have it, too."""
    doc = read(CASE, "langcheck_facts")
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert list(map(described, again._.langcheck_persons)) == list(map(described, doc._.langcheck_persons))
    assert again._.langcheck_persons[0].mentions[0].doc is again


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "\r\n\r\nIt rained.\x00"])
def test_a_text_in_which_nothing_is_known_has_nothing(text: str) -> None:
    doc = read(text, "langcheck_facts")
    assert (doc._.langcheck_persons, doc._.langcheck_charges, doc._.langcheck_topic) == ((), (), "nowhere")


def test_places_are_those_of_the_doc_whatever_its_line_ends() -> None:
    doc = read("\ufeffIt  rained.\r\n\r\n 😀 Mara\tLund, 15, left.", "langcheck_facts")
    [person] = doc._.langcheck_persons
    assert [(span.text, span.start_char) for span in person.mentions] == [("Mara\tLund", 19)]


@pytest.mark.parametrize(
    ("extension", "component"), [("langcheck_persons", "langcheck_persons"), ("langcheck_topic", "langcheck_facts")]
)
def test_without_a_component_the_extension_says_which_to_add(extension: str, component: str) -> None:
    with pytest.raises(LangcheckError) as told:
        getattr(read("He left.")._, extension)
    assert told.value.problem == f"no component has written {extension} for this Doc"
    assert told.value.hint == f'Add one: nlp.add_pipe("{component}")'
