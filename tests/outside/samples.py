"""Texts that hold a form of an entry each: the exported lexicon and the frames go in, sentences come out."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from lemminflect import getAllLemmas, getInflection

from tests.outside import words as w
from tests.outside.grammar import verb_forms

FRAMES = Path(__file__).parent / "frames.jsonl"
SAFE_FRAMES = Path(__file__).parent / "frames-safe.jsonl"
"""Twenty frames for each of the safe entries, by an author who saw neither the judge nor the entries."""

SAFE = (
    "en.buyer.john",
    "en.child.child-prostitution",
    "en.child.underage-woman",
    "en.csam.child-pornography",
    "en.trafficker.trafficker-pimp",
)
"""The entries with wordings that are put in without a question."""

_SAFE_FRAMES = 20
_TEXTS = 60
"""How many texts an entry has at least, where it has few forms."""
_FRAMES = 2
"""How many frames each form of an entry with many forms is put into."""
_MOST_TERMS = 80
"""How many terms of an entry are tried, spread over all: those of one pattern take the same suggestions."""
_TAGS = {"third": "VBZ", "past": "VBD", "gerund": "VBG", "participle": "VBN"}


TESTED = 15
"""The tests read one of so many samples; ``bench/outside.py`` reads all."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A form of an entry in a frame."""

    entry: str
    form: str
    frame: str

    @property
    def text(self) -> str:
        """The sentence, spelt as its frame is."""
        form = self.form + (" the man" if re.search(r" (?:with|on|upon|to|for|of)$", self.form) else "")
        around = self.frame.replace("{}", "")
        if around.upper() == around and re.search(r"[A-Z]{3}", around):
            form = form.upper()
        elif self.frame.startswith("{}"):
            form = form[:1].upper() + form[1:]
        frame = self.frame if form[-1:] in "sS" else re.sub(r"\{\}(['’])(?![sS]\b)", r"{}\1s", self.frame)
        text = frame.replace("{}", form)
        return re.sub(r"\b([Aa])n? (?=" + re.escape(form) + ")", lambda match: f"{match[1]}{_n(form)} ", text) + "\n"

    @property
    def rank(self) -> int:
        """A number that is the same every time and says nothing."""
        return _rank(f"{self.entry}|{self.form}|{self.frame}")


def _rank(told: str) -> int:
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:6])


def samples(table: str, *, one_of: int = 1) -> Iterator[Sample]:
    """Forms of the exported entries in some frames that they fit, or one of so many of these, the same every time."""
    rows = [json.loads(line) for line in FRAMES.read_text(encoding="utf-8").splitlines()]
    own = [json.loads(line) for line in SAFE_FRAMES.read_text(encoding="utf-8").splitlines()]
    for entry, kind, terms in _terms(table):
        few = _SAFE_FRAMES if entry in SAFE else max(_FRAMES, min(_SAFE_FRAMES, _TEXTS // len(terms)))
        spread = sorted(terms, key=_rank)[:_MOST_TERMS]
        for fits, form in _forms(spread, whole=kind in _WHOLE):
            of = _of(form) if fits in {"singular", "plural"} else ""
            frames = [row["frame"] for row in rows if row["fits"] == fits and row.get("of", of) == of]
            fitting = sorted((Sample(entry, form, frame) for frame in frames), key=lambda one: one.rank)
            fitting = fitting[:few] + [
                Sample(entry, form, row["frame"]) for row in own if (row["entry"], row["fits"]) == (entry, fits)
            ]
            yield from (one for one in fitting if one.rank % one_of == 0)


_PERSONS = w.words(
    "prostitut* hooker* whore* hoe* escort* john* client* customer* patron* punter* trick* pimp* madam* trafficker* handler* "
    "boyfriend* daddy daddies baby babies lady ladies female* male* individual* addict* junkie* abuser* alcoholic* predator* "
    "monster* pervert* fiend* victim* survivor* witness* accuser* complainant* prosecutrix* runaway* absconder* misper* delinquent* "
    "worker* slave* servant* maid* bride* groom* wife wives perpetrator* offender* alien* immigrant* migrant* illegals foreigner* "
    "girl* boy* child* kid kids teen* youth* minor* juvenile* adolescent* person* people party parties subject* suspect* caller* "
    "man men woman women streetwalker* lizard* chick* bitch* wifey* renegade* thriver* overcomer* warrior* hero* superhero* pedo* "
    "paedo* schizo* mute* orphan* owner* master* driver* operator* trader* holder* killer* star stars groomer* temptress* seductress* "
    "mother* resident* tenant* patient* head heads tweaker* methhead* druggie* user* punk* thug* scumbag* creep* abolitionist* mule*"
)


def _of(form: str) -> str:
    """Whether a noun phrase names a person or a thing."""
    return "person" if _PERSONS.fullmatch(_head(form)[0]) else "thing"


def _terms(table: str) -> Iterator[tuple[str, str, list[str]]]:
    csv.field_size_limit(len(table) + 1)
    for row in csv.DictReader(table.splitlines(keepends=True)):
        yield row["id"], row["kind"], row["terms"].split(" | ")


def _n(form: str) -> str:
    return "n" if form[:1].lower() in "aeio" else ""


def _forms(terms: Collection[str], *, whole: bool) -> Iterator[tuple[str, str]]:
    """Each term with its inflections and the kind of frame that each of them fits."""
    known = set(terms)
    told: set[tuple[str, str]] = set()
    for term in terms:
        if _ODD.search(term):
            continue
        form = term.replace("…", "her")
        for one in [("phrase", form)] if whole else _inflected(form, known):
            if one not in told:
                told.add(one)
                yield one


def _inflected(term: str, known: set[str]) -> Iterator[tuple[str, str]]:
    first, _, rest = term.partition(" ")
    rest = rest and " " + rest
    forms = verb_forms(first)
    if not rest and "base" in forms and _is_noun_phrase(term):
        yield from _counted(term)
    if "base" in forms and (_is_clause(term) or not rest):
        yield "base", term
        for fits, tag in _TAGS.items():
            spelt = getInflection(first, tag=tag)
            if spelt:
                yield fits, spelt[0] + rest
    elif forms and _is_clause(term) and _base(first) + rest not in known:
        yield from ((fits, term) for fits in ("third", "past", "gerund", "participle") if fits in forms)
    elif not _is_noun_phrase(term):
        yield "phrase", term
    else:
        yield from _counted(term)


def _counted(term: str) -> Iterator[tuple[str, str]]:
    head, at = _head(term)
    lemma = getAllLemmas(head, upos="NOUN").get("NOUN", (head,))[0]
    if lemma != head or head in {"people", "children", "women", "men"}:
        yield "plural", term
        return
    yield "singular", term
    plural = getInflection(head, tag="NNS")
    if plural and plural[0] != head:
        yield "plural", term[:at] + plural[0] + term[at + len(head) :]


_ODD = re.compile(
    r"(?i)\b(?:an [^aeiou\d]|a [aeio]|an? (?:\w+ ){0,2}(?:women|men|children|\w{3,}[a-rt-z]s)$|"
    r"(?:child|girl|boy|teen|teenager|minor|juvenile|person|woman|man|account|story) (?:who )?(?:are|were|have)\b|"
    r"(?:children|girls|boys|teens|teenagers|minors|juveniles|people|women|men|statements) (?:who )?(?:is|was|has)\b|"
    r"\w+s(?: and |/)(?:human )?\w+[a-rt-z]$|\w+[a-rt-z](?: and |/)(?:human )?\w+s$)"
)
"""What a table of forms holds and nobody writes: "a girls", "child who are"."""
_WHOLE = frozenset({"claim", "image"})
"""Kinds of entries whose terms are sentences or pictures and stand as they are."""
_VERB_FIRST = frozenset("make take have get go do give sell wait turn break catch fail want need run fall stay".split())
_NOUN_FIRST = frozenset(
    "sex word wage circle stable minor kid teen teenager plague scourge voice form cash food money drugs gifts shelter rides "
    "affair girl boy child juvenile housing clothes account statement inconsistency allegation lack relationship pimp's".split()
)
"""Words that a dictionary has as verbs as well, and that begin noun phrases here."""
_LINKS = re.compile(
    r" (?:of|in|with|for|to|by|from|on|at|who|that|involved|engag\w+|participating|working|without|,)\b", re.IGNORECASE
)
_SMALL = re.compile(
    r"(?i)\b(?:a|an|the|her|him|his|them|their|herself|himself|themsel\w+|with|for|to|in|on|up|out|as|by|from|off|upon|into|before|after|"
    r"under|around|away|over|at|against|down|it|these|those|some)\b"
)


def _head(term: str) -> tuple[str, int]:
    """The noun that a noun phrase is about, and where it begins."""
    link = _LINKS.search(term)
    words = term[: link.start()] if link else term
    at = max(words.rfind(" "), words.rfind("-"), words.rfind("/")) + 1
    return words[at:], at


def _is_clause(term: str) -> bool:
    """Whether a term that begins with a verb's form is a verb with what belongs to it."""
    first, _, rest = term.partition(" ")
    if first in _NOUN_FIRST or first.removesuffix("s") in _NOUN_FIRST:
        return False
    if _base(first) in _VERB_FIRST and rest:
        return True
    others = set(getAllLemmas(first)) - {"VERB", "AUX"}
    if not others and "base" in verb_forms(first):
        return True
    if not rest:
        return not others & {"NOUN", "ADJ"}
    last = rest.rpartition(" ")[2]
    many = getAllLemmas(last, upos="NOUN").get("NOUN", (last,))[0] != last
    return bool(_SMALL.search(rest)) or (
        many and "NOUN" not in others and "ADJ" not in others and "base" in verb_forms(first)
    )


def _base(word: str) -> str:
    return getAllLemmas(word, upos="VERB").get("VERB", (word,))[0]


def _is_noun_phrase(term: str) -> bool:
    if re.match(r"(?i)(?:a|an|the|his|her|their|its|in|on|at|by|not|be|is|was|were|did|do)\b", term) or "," in term:
        return False
    head = _head(term)[0]
    return "NOUN" in (getAllLemmas(head) or {"NOUN"}) and not re.search(r"['’]", term)
