"""A decision by words belongs to the lexicon: what English still stands in the code that judges, read off its syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from langcheck.lexicon.entry import LIST_OPERATORS
from langcheck.lexicon.lexicon import load_lexicon
from langcheck.readers import READERS
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "langcheck"
MODULES = sorted(path for part in ("analysis", "facts") for path in (SOURCE / part).rglob("*.py"))

ENDINGS = frozenset("'s ’s s' s’ n't ing ed ly s ss us".split())
"""How English words end: what tells a form of a word and no word."""
FEATURES = frozenset("singular plural possessive base third gerund past participle fixed".split())
"""The forms of a term's head, as the lexicon and the code call them."""
OPERATORS = frozenset((*LIST_OPERATORS, "not", "any", "all", "form"))
"""What conditions of entries are made with."""
LABELS = frozenset(
    "acl acomp advcl amod appos attr aux auxpass case ccomp compound conj csubj dative det dobj expl nmod npadvmod nsubj "
    "nsubjpass nummod obj oprd pcomp pobj poss predet prep quantmod relcl vocative xcomp ADJ AUX NOUN NUM PROPN VERB FAC GPE LOC "
    "ORG PERSON EX JJ NN NNPS NNS TO VB VBD VBN WDT WP".split()
)
"""What the language model calls parts of speech, dependencies and entities."""
ASKED_BY_NAME = frozenset(("group", "span", "start", "end"))
"""What is asked of a match by the name of a group."""
NO_ENGLISH = {
    "analysis/language_model.py": "files and parts of the language model",
    "analysis/grammar.py": "parts of the language model",
    "analysis/told.py": "fields and captions of what `explain` shows",
    "facts/constructions.py": "signs of the notation of constructions",
    "facts/markup.py": "elements of HTML",
}
"""Modules whose strings are names of other things than words of a text."""
LEFT: dict[str, tuple[int, str]] = {
    "analysis/contexts.py": (17, "what is shown as evidence where no words are, and kinds of names"),
    "analysis/finder.py": (1, "an option of the language model"),
    "analysis/fitting.py": (3, "the name of a misfit"),
    "analysis/harmed.py": (2, "what stands for a person in patterns"),
    "analysis/judge.py": (12, "names of contexts and of questions, as reports print them"),
    "analysis/offering.py": (26, "kinds of what a wording asserts, and how our own questions are put in the plural"),
    "analysis/participants.py": (2, "the name of an entry's relation"),
    "analysis/pipeline.py": (16, "names of components and of layers of the language model"),
    "analysis/screen.py": (2, "a word of another language with an accent"),
    "analysis/skimmer.py": (1, "a form of Unicode"),
    "analysis/wording.py": (2, "an ending in capitals, and one that is no plural"),
    "facts/ages.py": (2, "names of groups of an expression"),
    "facts/cases/naming.py": (12, "how names of word lists begin, and keys of people"),
    "facts/cases/procedure.py": (2, "the notation of phrases, and how names of word lists begin"),
    "facts/cases/standing.py": (1, "how a key begins"),
    "facts/cases/told.py": (2, "a key for somebody unnamed"),
    "facts/code.py": (
        129,
        "key words of programming languages, databases and searches, endings of files and of plurals in brackets",
    ),
    "facts/guarded.py": (5, "letters that are written for others"),
    "facts/listed.py": (1, "the notation of phrases"),
    "facts/marks.py": (8, "quotation marks as HTML and broken encodings have them"),
    "facts/mentions.py": (3, "keys of mentions without a word, and a letter for the sex"),
    "facts/person_words.py": (2, "keys of labels"),
    "facts/quotations.py": (3, "letters of questions and answers"),
    "facts/tables.py": (4, "names of rows"),
    "facts/turns.py": (2, "letters of questions and answers"),
    "facts/word_lists.py": (9, "names of constructions and groups, and an article in small or capital letters"),
    "facts/words.py": (18, "addresses: protocols, domains and endings of files"),
}
"""How many English words are left in a module, and what they are; a number goes down with each that leaves and never up."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_words_that_decide_stand_in_the_lexicon(path: Path) -> None:
    """A number that is too great is stale: it is lowered with what was moved."""
    name = str(path.relative_to(SOURCE))
    found = [] if name in NO_ENGLISH else words_of(path.read_text(encoding="utf-8"), names_of_data())
    assert len(found) == LEFT.get(name, (0, ""))[0], found


def test_what_counts_as_a_word_in_code() -> None:
    """Sets, expressions and comparisons are counted; docstrings, names of data, groups, closed sets and messages are not."""
    source = '''
"""A docstring tells of words."""
class Kind(Enum):
    TELLER = "teller"
_SMALL = frozenset("the of".split())
_LAW = pattern(r"\\b(?P<section>sec|art)\\.? [a-z]{2}\\d+")
def is_told(word, match, data):
    if word.endswith("ing") or word == "told" or match["section"] or data.word_list("speech-verbs"):
        raise ValueError("this is no word")
    return f"{word} of", "This sentence tells a person why the words stay."
'''
    found = [word for _, word in words_of(source, frozenset(("speech-verbs",)))]
    assert found == ["the", "of", "sec", "art", "told", "of"]


@cache
def names_of_data() -> frozenset[str]:
    """What the lexicon calls its word lists, classes, contexts and families of constructions, and what readers call formats."""
    lexicon = load_lexicon()
    return frozenset((*lexicon.words, *lexicon.classes, *lexicon.contexts, *lexicon.constructions, *READERS))


def words_of(source: str, names: frozenset[str]) -> list[tuple[int, str]]:
    """The English words in a module's strings, with their lines, in order; ``names`` are those that data have."""
    found: list[tuple[int, int, str]] = []
    tree = ast.parse(source)
    passed = {id(node) for found in ast.walk(tree) for node in _named_by(found)}
    patterns = {id(node) for found in ast.walk(tree) for node in _in_pattern(found)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in passed:
            continue
        text = _NAMED_LIST.sub(" ", node.value)
        if text in names | FEATURES | OPERATORS | LABELS | ENDINGS or _is_message(text):
            continue
        if id(node) in patterns:
            text = _plain(text)
        words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
        if id(node) in patterns:
            words = [word for word in words if len(word) > 1 and word not in ENDINGS]
        found += [(node.lineno, node.col_offset, word) for word in words]
    return [(line, word) for line, _, word in sorted(found, key=lambda place: place[:2])]


def _named_by(node: ast.AST) -> Iterator[ast.AST]:
    """What is no word of a text: docstrings, values of closed sets, names of groups and fields, and what is told to a person."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.ClassDef) and any(ast.unparse(base) in ("Enum", "IntEnum") for base in node.bases):
        yield from ast.walk(node)
    elif isinstance(node, ast.Subscript):
        yield from ast.walk(node.slice)
    elif isinstance(node, ast.Raise | ast.AnnAssign) and not (isinstance(node, ast.AnnAssign) and node.value):
        yield from ast.walk(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKED_BY_NAME:
        yield from node.args
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("TypeVar", "cast"):
        yield node.args[0]
    elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        yield from ast.walk(node.value)


def _in_pattern(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("pattern", "guarded", "re.compile"):
        yield from (inner for argument in node.args[:1] for inner in ast.walk(argument))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"\\[a-zA-Z]|\(\?", node.value):
        yield node


def _plain(source: str) -> str:
    """A pattern without its signs: names of groups, sets of letters, classes and escapes."""
    source = re.sub(r"\(\?P?[<=][\w]+[>)]", "(", source)
    source = re.sub(r"\(\?[a-z-]+(?=[:)])", "(", source)
    source = re.sub(r"(?<!\\)\[(?:\\.|[^\]\\])*\]", " ", source)
    return re.sub(r"\\.", " ", source)


_NAMED_LIST = re.compile(r"@[a-z]+(?:-[a-z]+)*")
"""The name of a word list in an expression."""


def _is_message(text: str) -> bool:
    """A sentence for a person."""
    return re.fullmatch(r"[A-Z][^|\\]*[a-z]+ [^|\\]*[.]", text) is not None
