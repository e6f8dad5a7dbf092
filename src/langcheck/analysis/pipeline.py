"""Who is a victim, a defendant or an official by the parse, as a component of langcheck's own pipeline.

It writes span groups on the Doc; verdicts are never kept on spans. What other pipelines are given is in
clients/spacy_components.py.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # spaCy tells types of most, not of this
from spacy.tokens import Doc, Span, Token
from spacy.util import registry

from langcheck.facts.listed import Lists
from langcheck.facts.person_words import Gender, PersonRole
from langcheck.lexicon.lexicon import load_lexicon

ROLES = "langcheck_roles"
VICTIMS = "langcheck_victims"
DEFENDANTS = "langcheck_defendants"
OFFICIALS = "langcheck_officials"
GROUPS = {PersonRole.VICTIM: VICTIMS, PersonRole.DEFENDANT: DEFENDANTS, PersonRole.OFFICIAL: OFFICIALS}

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})

Component = Callable[[Doc], Doc]
Slot = Gender | None
"""Which pronoun a person is spoken of by; None for several."""


TOKENIZER = "langcheck_tokenizer"


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """A tokenizer without rules: those of the model are read from its folder, and spaCy's own would be made only to be replaced."""
    return lambda nlp: Tokenizer(nlp.vocab)


@lru_cache(maxsize=1)
def _known() -> Lists:
    return Lists(load_lexicon())


@Language.factory(ROLES, assigns=["doc.spans"], requires=["token.dep", "token.pos"])
def make_roles(nlp: Language, name: str) -> Component:
    """Who is a victim, a defendant or an official: nouns by their word, pronouns by the last noun that fits."""
    return mark_roles


def mark_roles(doc: Doc) -> Doc:
    """Write the victims, defendants and officials of a parsed Doc as span groups of single tokens."""
    known = _known()
    groups: dict[str, list[Span]] = {VICTIMS: [], DEFENDANTS: [], OFFICIALS: []}
    last: dict[Slot, str | None] = {}
    named: dict[str, str] = {}
    for token in doc:
        group = _role_of(token, known) or _role_in_case(token, known)
        if group is not None and token.pos_ == "PROPN":
            named[token.text] = group
        group = group or named.get(token.text)
        if group is not None or _is_somebody(token):
            _remember(token, group, last, known)
        else:
            group = _pronoun_role(token, last, known)
        if group is not None:
            groups[group].append(doc[token.i : token.i + 1])
    for group, spans in groups.items():
        doc.spans[group] = spans
    return doc


def _remember(token: Token, group: str | None, last: dict[Slot, str | None], known: Lists) -> None:
    """The last subject is what a pronoun most likely means; another noun counts until a subject comes."""
    word = token.text.lower()
    males, females = known["male-nouns-of-subjects"], known["female-nouns-of-subjects"]
    slots: list[Slot]
    if token.tag_ in ("NNS", "NNPS"):
        slots = [None]
    elif group == VICTIMS:
        slots = [Gender.MALE if word in males else Gender.FEMALE]
    else:
        slots = [slot for slot, others in ((Gender.FEMALE, males), (Gender.MALE, females)) if word not in others]
    for slot in slots:
        if token.dep_ in _SUBJECTS or last.get(slot) is None:
            last[slot] = group


def _is_somebody(token: Token) -> bool:
    """A name in the place of a subject: somebody of whom nothing is known, whom the next pronoun may mean."""
    return token.pos_ == "PROPN" and token.dep_ in _SUBJECTS


def _role_of(token: Token, known: Lists) -> str | None:
    word = token.text.lower()
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    if any(child.text.lower() in known["accusing-participles"] for child in token.children):
        return DEFENDANTS
    if word in known["strong-victim-nouns"]:
        return VICTIMS
    if word in known["official-nouns"]:
        return OFFICIALS
    if word in known["defendant-nouns"]:
        return DEFENDANTS
    if word in known["victim-nouns"] or (
        word.isdigit() and token.i and token.nbor(-1).text.lower() in known["naming-numbered"]
    ):
        return VICTIMS
    return None


def _role_in_case(token: Token, known: Lists) -> str | None:
    """Who was charged, or to whom harm was done, by the verb: "Diaz pleaded guilty", "Mara Lopes was raped"."""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ not in _SUBJECTS:
        return None
    verb = token.head
    if token.dep_ == "nsubj":
        return DEFENDANTS if verb.lower_ in known["plea-verbs"] else None
    if verb.lower_ in known["charged-verbs"]:
        return DEFENDANTS
    return VICTIMS if verb.lower_ in known["harmed-verbs"] else None


def _pronoun_role(token: Token, last: dict[Slot, str | None], known: Lists) -> str | None:
    """A pronoun means the last person of its number and gender."""
    word = token.text.lower()
    for name, slot in (("female-pronouns", Gender.FEMALE), ("plural-pronouns", None), ("male-pronouns", Gender.MALE)):
        if word in known[name]:
            return last.get(slot)
    return None


def subject_of(token: Token) -> Token | None:
    """The subject of a verb; a verb joined to another or governed by it shares that one's subject."""
    seen = 0
    while seen < 6:
        for child in token.children:
            if child.dep_ in _SUBJECTS:
                relative = child.tag_ in ("WP", "WDT") and token.dep_ == "relcl"
                return token.head if relative else child
        if token.dep_ == "xcomp":
            governed = [child for child in token.head.children if child.dep_ in ("dobj", "obj")]
            if governed:
                return governed[0]
        if (
            token.dep_ in ("conj", "xcomp", "aux", "auxpass", "acomp", "attr", "prep", "pcomp", "advcl")
            and token.head is not token
        ):
            token = token.head
        elif token.dep_ in ("acl", "relcl"):
            return token.head
        else:
            return None
        seen += 1
    return None


def objects_of(token: Token) -> list[Token]:
    """What a verb is done to: direct objects, passive subjects, and whatever is joined to them."""
    found = [child for child in token.children if child.dep_ in ("dobj", "obj", "nsubjpass", "dative")]
    if token.dep_ == "relcl" and any(child.tag_ in ("WP", "WDT") for child in found):
        found.append(token.head)
    if token.dep_ in ("acl", "relcl") and token.tag_ == "VBN":
        found.append(token.head)
    if token.tag_ in ("VBN", "VBD", "JJ") and token.dep_ == "amod":
        found.append(token.head)
    return found + [token for noun in found for token in noun.conjuncts]
