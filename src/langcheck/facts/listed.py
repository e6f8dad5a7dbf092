"""Word lists of the lexicon (contexts.yaml) as what code asks: sets, phrases, and expressions that name them with ``@``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from langcheck.facts.guarded import Guarded, guarded
from langcheck.facts.words import Phrases
from langcheck.lazily import pattern
from langcheck.lexicon.forms import Inflections, expand, fold
from langcheck.lexicon.lexicon import Lexicon


class Sets(dict[str, frozenset[str]]):
    """Word lists as sets by their names, each put there when it is first asked for; equal to itself alone.

    A dictionary, because every word of a text is looked for in some of them.
    """

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__  # type: ignore[assignment]


class Lists(Sets):
    """The word lists of a lexicon as sets of folded words and phrases; LexiconError for one that is not there."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, name: str) -> frozenset[str]:
        found = self[name] = word_sets(self._lexicon, name)
        return found

    def in_order(self, name: str) -> tuple[str, ...]:
        """The words of a list as they stand there."""
        return self._lexicon.word_list(name)

    def expression(self, source: str) -> str:
        """The source of an expression with the words of lists in the place of their names: ``@auxiliaries``."""
        return expression(self._lexicon, source)

    def pointed(self, name: str) -> str:
        """The abbreviations of a list as alternatives, a point behind each letter or none: "P.C.", "PC"."""
        longest_first = sorted(self.in_order(name), key=lambda word: (-len(word), word))
        return "(?:" + "|".join(r"\.?".join(map(re.escape, word)) for word in longest_first) + ")"

    def pattern(self, source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
        """Such an expression, compiled when it is first asked."""
        return pattern(self.expression(source), flags)

    def guarded(self, source: str, flags: int = re.IGNORECASE) -> Guarded:
        """Such an expression with its guard."""
        return guarded(self.expression(source), flags)


def forms_of(lexicon: Lexicon, *names: str) -> list[str]:
    """The words and phrases of word lists of contexts.yaml, folded, their alternatives spelt out."""
    return [form for name in names for form in _forms(lexicon.word_list(name))]


def word_sets(lexicon: Lexicon, *names: str) -> frozenset[str]:
    """The words and phrases of word lists as a set."""
    return frozenset(forms_of(lexicon, *names))


def expression(lexicon: Lexicon, source: str) -> str:
    """The source of an expression with the words of a word list in the place of its name: ``\\b@articles\\s``."""
    return _LIST.sub(lambda found: _alternatives(lexicon.word_list(found[1])), source)


_LIST = pattern(r"@([a-z]+(?:-[a-z]+)*)")


@lru_cache(maxsize=1024)
def _alternatives(listed: tuple[str, ...]) -> str:
    """A word list as alternatives of an expression, the longest first; a blank may be a hyphen in the text."""
    longest_first = sorted(_forms(listed), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(_escaped, longest_first)) + ")"


def _escaped(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"[\s-]+").replace("'", "['’]")


def _forms(listed: tuple[str, ...]) -> Iterator[str]:
    for phrase in listed:
        yield from expand(phrase, "phrase", _UNINFLECTED) if "(" in phrase else (fold(phrase),)


_UNINFLECTED = Inflections({}, {})


def spelt_out(lexicon: Lexicon, *names: str) -> Phrases:
    """Word lists of contexts.yaml as phrases to be looked up, their alternatives spelt out."""
    return Phrases(forms_of(lexicon, *names))
