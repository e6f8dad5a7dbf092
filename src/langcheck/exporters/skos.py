"""A SKOS concept scheme in Turtle: an entry is a concept, its category a broader one, its sources are linked."""

from __future__ import annotations

from rdflib import DCTERMS, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from langcheck.lexicon.article import article, words_of
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import CATEGORIES

LIMITS = (
    "SKOS has concepts, labels and notes: what decides in context (needs, clauses, word lists, other senses) "
    "is told in notes for people and cannot be run; levels and kinds are notes as well."
)
BASE = Namespace("urn:x-langcheck:")
"""Where the concepts live; the project has no web address of its own."""
_LICENSE = URIRef("https://creativecommons.org/licenses/by/4.0/")


def export(lexicon: Lexicon) -> dict[str, str]:
    """The scheme; the first form of an entry is its preferred label, so that no two concepts share one by accident."""
    graph = Graph()
    for prefix, namespace in (("skos", SKOS), ("dcterms", DCTERMS), ("lc", BASE)):
        graph.bind(prefix, namespace)
    scheme = BASE["lexicon"]
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, _text("langcheck lexicon")))
    graph.add((scheme, DCTERMS.hasVersion, Literal(lexicon.version)))
    graph.add((scheme, DCTERMS.license, _LICENSE))
    graph.add((scheme, DCTERMS.description, _text(LIMITS)))
    for category in {entry.category for entry in lexicon.entries}:
        top = BASE[f"category.{category}"]
        graph.add((top, RDF.type, SKOS.Concept))
        graph.add((top, SKOS.prefLabel, _text(CATEGORIES[category])))
        graph.add((top, SKOS.topConceptOf, scheme))
        graph.add((top, SKOS.inScheme, scheme))
    for entry in lexicon.entries:
        told = article(entry, lexicon)
        concept = BASE[entry.id]
        labels = words_of(entry, lexicon.inflections)
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, SKOS.notation, Literal(entry.id)))
        graph.add((concept, SKOS.broader, BASE[f"category.{entry.category}"]))
        graph.add((concept, SKOS.prefLabel, _text(labels[0])))
        graph.add((concept, SKOS.definition, _text(entry.why)))
        about = f"{entry.kind}; level {entry.level}; status {entry.status.value}; basis {entry.basis}"
        graph.add((concept, SKOS.editorialNote, _text(about)))
        graph.add((concept, DCTERMS.created, Literal(entry.added, datatype=XSD.date)))
        graph.add((concept, DCTERMS.modified, Literal(entry.reviewed, datatype=XSD.date)))
        notes = {
            SKOS.altLabel: labels[1:],
            SKOS.note: [f"Write instead: {offer}" for offer in told.offers],
            SKOS.scopeNote: [*told.notes, *(case.text for case in told.cases)],
            SKOS.example: [example.text for example in told.flagged],
        }
        if told.counts_if:
            notes[SKOS.scopeNote].append(f"Counts only if {told.counts_if}.")
        for predicate, texts in notes.items():
            for text in texts:
                graph.add((concept, predicate, _text(text)))
        for line, url in told.sources:
            graph.add((concept, DCTERMS.source, URIRef(url) if url else _text(line)))
            graph.add((concept, DCTERMS.bibliographicCitation, _text(line)))
    return {"langcheck.ttl": graph.serialize(format="turtle")}


def _text(text: str) -> Literal:
    return Literal(" ".join(text.split()), lang="en")
