"""Words that are spoken about instead of used: advice on writing, pairs of an old and a new wording, names, definitions.

What does so is data (lexicon/constructions/words-as-words.yaml). A text is read with the words that entries know
written over: a noun for one that stands without an article ("our guide bans child prostitute") can hardly be used. What
is told holds for the words that a construction captures, and the author's own voice goes on behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from langcheck.facts.constructions import APART, BARE, BY_NUMBER, OTHER, Family, written_over
from langcheck.facts.quotations import Quote, QuoteKind
from langcheck.facts.words import Phrases, Words, is_capitals, is_title_case
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, MarkKind, Region, Role

_LONGEST_APART = 7
"""How many words that are set apart may be a word that is spoken about."""
_BEFORE_APART = 2
"""How many words before words set apart may introduce them."""
_SENTENCE_ENDS = (". ", "; ", "! ", "? ", ".\n", "!\n", "?\n")


_LAST_TEXTS = 1024
"""Of how many headings and lines it is known at most what they announce: documents ask again, and have many in common."""


class MentionWords:
    """The constructions and word lists that tell mentions apart, each prepared when it is first needed."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @cached_property
    def constructions(self) -> Family:
        return Family(self.lexicon, "words-as-words")

    @cached_property
    def heads(self) -> Family:
        return Family(self.lexicon, "heads-of-word-lists")

    @cached_property
    def announced(self) -> Callable[[str], frozenset[str]]:
        """In which ways a heading or a line announces words, by the names of constructions; of the last texts it is known."""
        return lru_cache(maxsize=_LAST_TEXTS)(
            lambda text: frozenset(name for name, _ in self.heads.find(written_over(text, ())))
        )

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """With what a line begins that lists words or tells a myth."""
        return tuple(map(fold, self.lexicon.word_list("word-list-starts")))

    @cached_property
    def myths(self) -> tuple[str, ...]:
        return tuple(map(fold, self.lexicon.word_list("myth-headings")))

    @cached_property
    def _better(self) -> re.Pattern[str]:
        heads = "|".join(map(re.escape, sorted(self.lexicon.word_list("better-heads"), key=len, reverse=True)))
        return re.compile(rf"\b(?:{heads})\s?:", re.IGNORECASE)

    def answers_itself(self, text: str) -> bool:
        """Whether a text holds what introduces the better wording, or the fact: "Myth: ... Fact: ..."."""
        return self._better.search(text) is not None

    @cached_property
    def definition_starts(self) -> frozenset[str]:
        return frozenset(self.lexicon.word_list("definition-starts"))

    @cached_property
    def determiners(self) -> frozenset[str]:
        return frozenset((*self.lexicon.word_list("determiners"), *self.lexicon.word_list("possessives")))

    @cached_property
    def in_sentences(self) -> frozenset[str]:
        """Small words that headlines leave out."""
        names = ("determiners", "possessives", "speaking-pronouns", "negations")
        return frozenset(word for name in names for word in self.lexicon.word_list(name))

    @cached_property
    def language_topics(self) -> Phrases:
        """What a text about words speaks of."""
        return Phrases(self.lexicon.word_list("language-topics"))

    @cached_property
    def dropped_articles(self) -> Family:
        return Family(self.lexicon, "dropped-articles")

    @cached_property
    def role_prepositions(self) -> frozenset[str]:
        """Prepositions behind which a noun for what somebody is takes no article."""
        return frozenset(self.lexicon.word_list("role-prepositions"))

    @cached_property
    def cues(self) -> Phrases:
        return Phrases(self.lexicon.word_list("mention-cues"))


@dataclass(frozen=True, slots=True)
class Term:
    """A place where words of an entry stand, and the form of their head."""

    region: Region
    feature: str


def find_mentions(
    block: Block,
    quotes: Sequence[Quote],
    terms: Sequence[Term],
    known: MentionWords,
    *,
    words: Words | None = None,
    lines: Sequence[Region] = (),
) -> list[Region]:
    """The regions of a block in which words are mentioned; ``lines`` are those that stand by themselves."""
    text = block.text
    words = words or Words(text)
    found = [mark.region for mark in block.marks if mark.kind is MarkKind.TERM]
    signs = {**BY_NUMBER, "singular": OTHER} if drops_articles(block, words, known) else BY_NUMBER
    over = [
        (term.region, OTHER if holds_article(text, term.region, known) else signs.get(term.feature, OTHER))
        for term in terms
    ]
    for readings in _readings(over):
        written = _in_lines(written_over(text, readings), lines)
        found += [region for _, region in known.constructions.find(written)]
    apart = [region for region in _set_apart(block, quotes) if len(_of(text, region).split()) <= _LONGEST_APART]
    if apart:
        found += [region for region in apart if _is_introduced(text, region, words, known)]
        written = _in_lines(written_over(text, [(region, APART) for region in apart]), lines)
        found += [region for _, region in known.constructions.find(written, apart=True)]
    return found


def holds_article(text: str, region: Region, known: MentionWords) -> bool:
    """Whether words of an entry begin with an article themselves: "the accuser"."""
    return text[region.start : region.end].split(" ", 1)[0].lower() in known.determiners


def _readings(over: list[tuple[Region, str]]) -> list[list[tuple[Region, str]]]:
    """What may be written over: the longest words, and where they differ the bare nouns that others begin with."""
    starts = {region.start for region, sign in over if sign == BARE}
    bare = [(region, sign) for region, sign in over if sign == BARE or region.start not in starts]
    return [over] if len(bare) == len(over) else [over, bare]


def drops_articles(block: Block, words: Words, known: MentionWords) -> bool:
    """Whether a text is written like a headline, in which a noun without an article is no sign of anything."""
    if is_title_case(block.text) or is_capitals(block.text):
        return True
    return block.role is Role.HEADING and not any(word.text in known.in_sentences for word in words.all)


def _set_apart(block: Block, quotes: Sequence[Quote]) -> list[Region]:
    """What stands in quotation marks or is emphasised."""
    quoted = [quote.region for quote in quotes if quote.kind is not QuoteKind.BLOCK]
    return quoted + [mark.region for mark in block.marks if mark.kind is MarkKind.EMPHASIS]


def _of(text: str, region: Region) -> str:
    return text[region.start : region.end]


def _in_lines(written: str, lines: Sequence[Region]) -> str:
    """A text with the ends of lines where they stood; blocks join the lines of a paragraph with blanks."""
    letters = list(written)
    for line in lines:
        if line.start and letters[line.start - 1] == " ":
            letters[line.start - 1] = "\n"
    return "".join(letters)


def _is_introduced(text: str, region: Region, words: Words, known: MentionWords) -> bool:
    """Whether a word right before words set apart, in their sentence, says that they are words."""
    before = words.before(region.start, _BEFORE_APART)
    if not any(word.text in known.cues for word in before):
        return False
    between = text[before[0].start : region.start]
    return not any(end in between for end in _SENTENCE_ENDS)
