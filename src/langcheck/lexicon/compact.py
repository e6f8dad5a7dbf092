"""Terms with many alternatives to a few forms, in which most alternatives stay together.

Spelt out, a term of four places with ten alternatives each has ten thousand forms. Here only the words that an automaton looks
for are spelt out, in square brackets, and the rest is compared where they are found: ``(send|share) (a|) [photos to]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import prod

from langcheck.lexicon.forms import (
    CHOICE,
    FIXED,
    GAP,
    LITERAL_WORDS,
    Inflections,
    TermError,
    alternatives,
    expand,
    fold,
    marked_word,
    put_word,
)

LEFT, RIGHT = "[", "]"
"""What stands around the words of a compact form that are looked for."""
FEW = 16
"""How many forms a term may have to be spelt out as a whole."""

_PLACE = re.compile(r"(?:[^\s()]|\([^()]*\))+")

Place = tuple[str, ...]
"""The alternatives at one place of a term, each of one word or several; an empty one leaves the place out."""


def compact(term: str, pos: str, inflections: Inflections) -> dict[str, str]:
    """The forms of a term, folded, with the features of their heads; few alternatives are spelt out, many stay together.

    Raises TermError when the notation is wrong or inflections are missing.
    """
    places = _places(term)
    if prod(map(len, places)) <= FEW or not _is_regular(places, pos):
        return expand(term, pos, inflections)
    forms: dict[str, str] = {}
    for variant in _without_gaps_inside(places):
        for together, feature in _by_feature(variant, pos, inflections):
            for form in _with_literals([tuple(map(fold, place)) for place in together]):
                forms.setdefault(form, feature)
    return forms


def patterns_of_term(term: str, pos: str, inflections: Inflections) -> list[str]:
    """A term in the notation of conditions, once for each form of its head, without what it may lack at either end.

    Within words that are a form of the term it stands wherever they do. Raises TermError as ``compact``.
    """
    places = _places(term)
    if not _is_regular(places, pos):
        return list(expand(term, pos, inflections))
    ways = [
        [tuple(map(fold, place)) for place in together]
        for variant in _without_gaps_inside(places)
        for together, _ in _by_feature(variant, pos, inflections)
    ]
    for way in ways:
        for end in (0, -1):
            while "" in way[end] or GAP in way[end]:
                del way[end]
    return [" ".join(place[0] if len(place) == 1 else f"({'|'.join(place)})" for place in way) for way in ways]


def _places(term: str) -> list[Place]:
    """The places of a term; what stands without a blank beside alternatives belongs to each of them."""
    places = []
    for found in _PLACE.findall(term):
        parts = CHOICE.split(found)
        if any("(" in part or ")" in part for part in parts):
            raise TermError(f"unbalanced parentheses in {term!r}")
        choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
        places.append(tuple(dict.fromkeys(" ".join("".join(chosen).split()) for chosen in product(*choices))))
    if "(" in _PLACE.sub("", term) or ")" in _PLACE.sub("", term):
        raise TermError(f"unbalanced parentheses in {term!r}")
    return places


def _is_regular(places: Sequence[Place], pos: str) -> bool:
    """Whether the head of a term is at one place whatever is chosen, and each run between gaps has words in any case."""
    if not all(any(map(all, places[start:end])) for start, end in _runs(places)):
        return False
    marked = [place for place in places if any(map(marked_word, place))]
    if marked:
        return all(all(map(marked_word, place)) for place in marked)
    return pos not in ("noun", "verb") or (all(places[-1]) if pos == "noun" else len(places) > 1)


def _without_gaps_inside(places: Sequence[Place]) -> Iterator[list[Place]]:
    """A term as often as it has alternatives with a gap, each with the gap as a place of its own."""
    ways: list[list[list[Place]]] = []
    for place in places:
        plain = tuple(words for words in place if GAP not in words.split())
        gapped: list[list[Place]] = [[(word,) for word in words.split()] for words in place if GAP in words.split()]
        ways.append([*([[plain]] if plain else []), *gapped])
    for chosen in product(*ways):
        yield [place for way in chosen for place in way]


def _by_feature(places: list[Place], pos: str, inflections: Inflections) -> Iterator[tuple[list[Place], str]]:
    """A term once for each feature of its head, with the alternatives that have it."""
    index = _place_of_head(places, pos)
    if index is None:
        yield [tuple(put_word(words, marked_word(words) or "") for words in place) for place in places], FIXED
        return
    known: set[str] = set()
    with_feature: dict[str, list[str]] = {}
    for words in places[index]:
        head = marked_word(words) or words.rpartition(" ")[2]
        whole = words if marked_word(words) else f"{words.removesuffix(head)}{{{head}}}"
        for inflected, feature in inflections.forms(head, pos).items():
            written = put_word(whole, inflected)
            if written not in known:
                known.add(written)
                with_feature.setdefault(feature, []).append(written)
    for feature, forms in with_feature.items():
        yield [*places[:index], tuple(forms), *places[index + 1 :]], feature


def _place_of_head(places: Sequence[Place], pos: str) -> int | None:
    """The place whose word inflects: the marked one, or a noun phrase's last; None where no word does."""
    marked = [index for index, place in enumerate(places) if any(map(marked_word, place))]
    if len(marked) > 1:
        raise TermError(f"more than one head is marked in {' '.join(map('|'.join, places))!r}")
    if pos not in ("noun", "verb"):
        return None
    if marked:
        return marked[0]
    return len(places) - 1 if pos == "noun" else None


def _with_literals(places: list[Place]) -> Iterator[str]:
    """The forms of a term: in the longest run of places without a gap, the words that are looked for are spelt out."""
    run = max(_runs(places), key=lambda run: sum(map(_fewest, places[run[0] : run[1]])))
    start, end = _last_words(places, *run)
    if prod(map(len, places[start:end])) > _MOST:
        start, end = min(_windows(places, *run), key=lambda window: (_cost(places[window[0] : window[1]]), -window[1]))
    before, behind = places[:start], places[end:]
    for chosen in product(*places[start:end]):
        words = " ".join(filter(None, chosen)).split()
        if not before and not behind:
            yield " ".join(words)
            continue
        rest, looked_for = words[:-LITERAL_WORDS], words[-LITERAL_WORDS:]
        literal = f"{LEFT}{' '.join(looked_for)}{RIGHT}"
        yield " ".join((*map(_written, before), *rest, literal, *map(_written, behind)))


_MOST = 240
"""How many literal parts the last words of a term may make, which are the rarest in most; else those are taken that make the fewest."""


def _last_words(places: Sequence[Place], first: int, end: int) -> tuple[int, int]:
    """The end of a run, as long as its words are too few to be looked for."""
    start = end
    while start > first and sum(map(_fewest, places[start:end])) < LITERAL_WORDS:
        start -= 1
    return start, end


def _windows(places: Sequence[Place], first: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a run that have enough words to be looked for, none longer than it must be; else the whole run."""
    found = False
    for start in range(first, end):
        for stop in range(start + 1, end + 1):
            if _is_telling(places[start:stop]):
                found = True
                yield start, stop
                break
    if not found:
        yield first, end


def _is_telling(places: Sequence[Place]) -> bool:
    """Whether words are seldom met by chance: three of them, or two that are no short ones."""
    fewest = sum(map(_fewest, places))
    shortest = [min(len(word) for words in place for word in words.split() or [""]) for place in places]
    return fewest >= LITERAL_WORDS or (fewest > 1 and sum(length > _SHORT for length in shortest) > 1)


def _cost(places: Sequence[Place]) -> int:
    """How many literal parts a stretch has, more where they hold short words."""
    short = sum(any(len(word) <= _SHORT for words in place for word in words.split()) for place in places)
    return prod(map(len, places)) << short


_SHORT = 3
"""How many letters a word has at most that stands in most texts."""


def _runs(places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """The runs of places without a gap, by the numbers of their first and of the one behind their last."""
    start = 0
    for index, place in enumerate((*places, (GAP,))):
        if place == (GAP,):
            if index > start:
                yield start, index
            start = index + 1


def _fewest(place: Place) -> int:
    return min(len(words.split()) for words in place)


def _written(place: Place) -> str:
    return place[0] if len(place) == 1 else f"({'|'.join(place)})"


# --- where a compact form stands ---------------------------------------------------------------------------------


def is_compact(form: str) -> bool:
    """Whether a form has alternatives that are not spelt out."""
    return LEFT in form


@lru_cache(maxsize=1 << 14)
def taken_apart(form: str) -> tuple[tuple[Place, ...], str, tuple[Place, ...]]:
    """A compact form: the places before the words that are looked for, these words, and the places behind."""
    before, _, rest = form.partition(LEFT)
    literal, _, behind = rest.partition(RIGHT)
    return tuple(_places(before)), literal, tuple(_places(behind))


def spelt_out(form: str) -> Iterator[str]:
    """All that a form stands for, spelt out; one that is not compact is itself."""
    if not is_compact(form):
        yield form
        return
    before, literal, behind = taken_apart(form)
    if all(map(all, (*before, *behind))):
        yield from map(" ".join, product(*before, (literal,), *behind))
        return
    for chosen in product(*before, (literal,), *behind):
        yield " ".join(filter(None, chosen))


MANY = 500
"""How many alternatives, taken together, a term has at most that is shown with all of them."""


def samples(term: str) -> Iterator[str]:
    """What a term stands for, marks kept, for people to read: all of it, or of very much some that hold each alternative once."""
    places = _places(term)
    if prod(map(len, places)) <= MANY:
        yield from alternatives(term)
        return
    for number in range(max(map(len, places))):
        yield " ".join(filter(None, (place[number % len(place)] for place in places)))


def spelt_with(form: str, words: str) -> Iterator[str]:
    """A compact form as often as it can be spelt out with alternatives that stand in some words."""
    before, literal, behind = taken_apart(form)
    able = [tuple(one for one in place if one == GAP or one in words) for place in (*before, (literal,), *behind)]
    for chosen in product(*able):
        yield " ".join(filter(None, chosen))


def words_in(form: str) -> str:
    """All words of a form, with blanks for the signs of its notation."""
    return _SIGNS.sub(" ", form)


_SIGNS = re.compile(r"[()|\[\]*]+")
