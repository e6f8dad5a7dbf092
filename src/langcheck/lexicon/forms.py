"""Terms to surface forms: alternatives spelt out, the head inflected, everything folded as the screen folds text.

The notation (lexicon/README.md): ``(a|b|)`` are alternatives, the empty one makes a word optional; ``*`` stands for
up to GAP_WORDS words; ``{word}`` marks the head. Without a mark a noun phrase's head is its last word, a single verb
is its own head, and a longer verb phrase does not inflect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations, product
from typing import TypeVar

from langcheck.lazily import dataclass, pattern

_T = TypeVar("_T")

FIXED = "fixed"
"""The feature of a form whose words do not inflect."""
GAP = "*"
GAP_WORDS = 4
"""How many words a ``*`` may stand for."""

FIGURE = "#"
"""What stands in a pattern for a digit and, alone, for a figure."""

LITERAL_WORDS = 3
"""How many words of a form an automaton looks for; the rest is compared where they are found."""

_CHOICE = r"\(([^()]*)\)"
CHOICE = pattern(_CHOICE)
"""Alternatives, as terms and patterns have them."""
_HEAD = pattern(r"\{([^{}]+)\}")
_FOLDS = (("-", " "), ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("‐", " "), ("‑", " "), ("–", " "))
"""What is written in several ways, and how it is compared."""


_SINGULAR_ENDINGS = ("ss", "us", "is", "'s")


class TermError(ValueError):
    """A term that cannot be spelt out."""


@dataclass(frozen=True, slots=True)
class Inflections:
    """Reviewed inflections by base word (lexicon/inflections.yaml).

    A noun has its plural, a verb its third person, gerund, past and participle.
    """

    nouns: Mapping[str, str]
    verbs: Mapping[str, tuple[str, str, str, str]]

    def forms(self, word: str, pos: str) -> dict[str, str]:
        """Form to feature for a base word; raises TermError when its inflections are not stored."""
        if pos == "noun":
            plural = self._stored(self.nouns, word, pos)
            return {word: "singular", plural: "plural"} if plural != word else {word: "singular"}
        if pos == "verb":
            third, gerund, past, participle = self._stored(self.verbs, word, pos)
            return {word: "base", third: "third", gerund: "gerund", participle: "participle", past: "past"}
        return {word: FIXED}

    def is_plural(self, word: str) -> bool:
        """Whether a word is a stored plural, or looks like one."""
        word = word.lower().strip(",")
        return (word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS)) or word in self.nouns.values()

    def inflect(self, word: str, feature: str) -> str:
        """A base word in the form that ``feature`` names; unchanged when there is nothing to change."""
        if feature == "plural":
            return self.nouns.get(word, word)
        order = {"third": 0, "gerund": 1, "past": 2, "participle": 3}
        if feature in order and word in self.verbs:
            return self.verbs[word][order[feature]]
        return word

    @staticmethod
    def _stored(table: Mapping[str, _T], word: str, pos: str) -> _T:
        try:
            return table[word]
        except KeyError as error:
            raise TermError(f"no {pos} forms of {word!r} are stored in inflections.yaml") from error


@dataclass(frozen=True, slots=True)
class _Head:
    """The word that inflects: its number among the term's words, and what it is joined to ("trafficker/{pimp}")."""

    index: int
    word: str
    prefix: str
    suffix: str


def fold(text: str) -> str:
    """Text as the screen compares it: lower case, straight apostrophes, hyphens as blanks; same length always."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    for written, folded in _FOLDS[:1] if lowered.isascii() else _FOLDS:
        lowered = lowered.replace(written, folded)
    return lowered


_MISREAD = {
    "m": ("rn",), "w": ("vv",), "o": ("0",), "i": ("1", "l", "!"), "l": ("1", "i"), "s": ("5", "$"), "e": ("3",),
    "a": ("@", "4"), "d": ("cl",), "t": ("1",),
}  # fmt: skip
"""Letters that a scanner reads as others, or that people write as others to hide a word."""
_PAIRS_MISREAD = (("rn", "m"), ("cl", "d"), ("vv", "w"))
"""Two letters that a scanner reads as one."""
_SIGNS = {"o": ("0",), "i": ("1", "!"), "l": ("1",), "s": ("5", "$"), "e": ("3",), "a": ("@", "4")}
"""What people write for a letter wherever it stands in a word."""
_MOST_MISREAD = 2
"""How many letters of a word may be read as others at once."""


def misreadings(word: str) -> Iterator[str]:
    """How a word, folded, stands in a text where a letter or two of it were read as others."""
    places = [place for place, letter in enumerate(word) if letter in _MISREAD]
    for count in range(1, _MOST_MISREAD + 1):
        for chosen in combinations(places, count):
            for written in product(*(_MISREAD[word[place]] for place in chosen)):
                letters = list(word)
                for place, instead in zip(chosen, written, strict=True):
                    letters[place] = instead
                yield "".join(letters)
    for pair, one in _PAIRS_MISREAD:
        if pair in word:
            yield word.replace(pair, one)
    yield from in_signs(word)


def in_signs(word: str) -> Iterator[str]:
    """How a word, folded, stands where signs and figures are written for some of its letters: "p0rn", "pr0st1tut10n"."""
    letters = [letter for letter in dict.fromkeys(word) if letter in _SIGNS]
    for written in product(*((letter, *_SIGNS[letter]) for letter in letters)):
        instead = dict(zip(letters, written, strict=True))
        changed = "".join(instead.get(letter, letter) for letter in word)
        if changed != word:
            yield changed
    for place, letter in enumerate(word):
        for sign in _SIGNS.get(letter, ()):
            yield word[:place] + sign + word[place + 1 :]


_SHORTEST_SLIPPED = 8
"""How many letters a word has at least that is known with one left out, doubled or wrong; two may change places in any."""
_VOWELS = "aei"
"""Vowels that people write for each other."""


def slips(word: str) -> Iterator[str]:
    """How a word, folded, stands in a text with a slip of the hand: "prostitue", "pmip"; its last letter is never left out.

    Without the last letter it would be another form of the word, or another word ("enslave").
    """
    for place in range(len(word)):
        before, letter, behind = word[:place], word[place], word[place + 1 :]
        if behind and behind[0] != letter:
            yield before + behind[0] + letter + behind[1:]
        if len(word) < _SHORTEST_SLIPPED:
            continue
        yield before + letter + letter + behind
        if behind:
            yield before + behind
            yield from (before + other + behind for other in _VOWELS if letter in _VOWELS and other != letter)


_APART = 3


def set_apart(word: str) -> str:
    """The first letters of a word, folded, as they stand where its letters are set apart: enough for a closer look."""
    letters = word[:_APART] if word[:_APART].isalnum() else [letter for letter in word if letter.isalnum()][:_APART]
    return " ".join(letters)


def expand(term: str, pos: str, inflections: Inflections) -> dict[str, str]:
    """Every surface form of a term, folded, with the feature of its head ("plural", "gerund", ...).

    Raises TermError when the notation is wrong or inflections are missing.
    """
    forms: dict[str, str] = {}
    for form, feature in spell_out(term, pos, inflections).items():
        forms.setdefault(fold(form), feature)
    return forms


def spell_out(term: str, pos: str, inflections: Inflections) -> dict[str, str]:
    """Every surface form of a term as it is written, with the feature of its head; raises TermError as ``expand``."""
    forms: dict[str, str] = {}
    for words, head in _spelt(term, pos):
        if head is None:
            forms.setdefault(" ".join(words), FIXED)
            continue
        for inflected, feature in inflections.forms(head.word, pos).items():
            whole = f"{head.prefix}{inflected}{head.suffix}"
            forms.setdefault(" ".join([*words[: head.index], whole, *words[head.index + 1 :]]), feature)
    return forms


def spell_out_heads(term: str, pos: str) -> set[str]:
    """The words of a term that inflect."""
    if pos in ("noun", "verb") and "{" in term:
        return set(_HEAD.findall(term))
    return {head.word for _, head in _spelt(term, pos) if head is not None}


def _spelt(term: str, pos: str) -> Iterator[tuple[list[str], _Head | None]]:
    """What a term stands for before its head inflects, as words, and the one of them that inflects."""
    return (_head(spelt, pos) for spelt in alternatives(term))


def alternatives(term: str) -> Iterator[str]:
    """What a term stands for before its head inflects; marks are kept. Raises TermError when the notation is wrong."""
    parts = CHOICE.split(term)
    if any("(" in part or ")" in part for part in parts):
        raise TermError(f"unbalanced parentheses in {term!r}")
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    for chosen in product(*choices):
        spelt = " ".join("".join(chosen).split())
        if not spelt.replace(GAP, "").strip():
            raise TermError(f"{term!r} has an alternative without a word to look for")
        yield spelt


def anchor(form: str) -> str:
    """The part of a form that the screen looks for: its longest run of words without a gap, the first of several."""
    return max((part.strip() for part in form.split(GAP)), key=lambda part: len(part.split()))


@lru_cache(maxsize=1 << 18)  # more than there are forms, which compiling asks for four times over
def literal(form: str) -> str:
    """The last words of a form's anchor: what an automaton looks for, which is built the faster the less it holds.

    A compact form (compact.py) has them in square brackets.
    """
    if "[" in form:
        return form[form.index("[") + 1 : form.index("]")]
    part = anchor(form) if GAP in form else form
    words = part.rsplit(" ", LITERAL_WORDS)
    return part if len(words) <= LITERAL_WORDS else part[len(words[0]) + 1 :]


def marked_word(wording: str) -> str | None:
    """The word that a suggestion marks with braces, or None."""
    found = _HEAD.search(wording)
    return found.group(1) if found else None


def put_word(wording: str, word: str, *, plural: bool = False) -> str:
    """A suggestion with its marked word replaced; ``(was|were)`` gives its first part, or its second for a plural."""
    agreed = CHOICE.sub(lambda found: _agree(found.group(1), plural=plural), wording)
    return _HEAD.sub(lambda _: word, agreed)


def fit(wording: str, feature: str, inflections: Inflections) -> str:
    """A suggestion with its marked word in the form that ``feature`` names; one without a marked word as it is."""
    word = marked_word(wording)
    if word is None:
        return wording
    return put_word(wording, inflections.inflect(word, feature), plural=feature == "plural")


def _agree(pair: str, *, plural: bool) -> str:
    singular, _, other = pair.partition("|")
    return other if plural else singular


def _head(spelt: str, pos: str) -> tuple[list[str], _Head | None]:
    """The words of a spelt-out term, and the one that inflects: marked, a noun phrase's last, or a lone verb."""
    words = spelt.split()
    marks = [(index, found) for index, word in enumerate(words) if "{" in word and (found := _HEAD.search(word))]
    if len(marks) > 1:
        raise TermError(f"more than one head is marked in {spelt!r}")
    plain = [_HEAD.sub(r"\1", word) for word in words] if marks else words
    if pos not in ("noun", "verb"):
        return plain, None
    if marks:
        index, found = marks[0]
        word = words[index]
        return plain, _Head(index, found.group(1), word[: found.start()], word[found.end() :])
    if pos == "verb" and len(words) > 1:
        return plain, None
    return plain, _Head(len(words) - 1, plain[-1], "", "")


# --- patterns of conditions ------------------------------------------------------------------------------------------

_SLOT = pattern(_CHOICE + r"|[^\s()]+")

Slot = tuple[tuple[str, ...], ...]
"""The alternatives at one place of a pattern, each its words; a gap has none."""


def is_pattern(phrase: str) -> bool:
    """Whether a phrase has alternatives, gaps or figures."""
    return "(" in phrase or FIGURE in phrase or GAP in phrase.split()


def slots_of(phrase: str) -> tuple[Slot, ...]:
    """The places of a pattern; raises ValueError where it begins or ends in a gap, or its signs do not pair."""
    slots: list[Slot] = []
    for found in _SLOT.finditer(phrase):
        choice = found[1]
        if found.group() == GAP:
            slots.append(())
        elif choice is None:
            slots.append((tuple(fold(found.group()).split()),))
        else:
            slots.append(tuple(tuple(fold(part).split()) for part in choice.split("|")))
    rest = _SLOT.sub("", phrase)
    if "(" in rest or ")" in rest:
        raise ValueError(f"{phrase!r}: a bracket has no partner")
    if not slots or not all(slots[0]) or not slots[0] or not slots[-1]:
        raise ValueError(f"{phrase!r}: a pattern begins with a word and ends with one")
    return tuple(slots)
