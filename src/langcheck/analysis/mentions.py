"""Words that are spoken about instead of used: 'the term "pimp"', definitions, glossaries, lists of words to avoid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from langcheck.facts.quotations import Quote, QuoteKind
from langcheck.facts.words import Phrases, Words, sentences
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, MarkKind, Region, Role

_LONGEST = 7
"""How many words a mentioned phrase has at most."""
_FEWEST = 3
"""How many definitions make a glossary."""
_GAP_IN_GLOSSARY = 5
"""How many blocks may stand between one definition of a glossary and the next."""
_LONGEST_GLOSSARY = 400
_REACH_OF_HEADING = 60
"""How many blocks above another its heading is looked for."""
_LONGEST_WORD_LIST = 2_000
"""How many cells above another the head of a list of words is looked for."""
_DEFINITION = re.compile(
    r"\A[\"'“‘]?(?P<term>[^\"”:;.!?\n–—=]{2,60}?)[\"'”’]?\s*(?:\((?:noun|verb|n|v|adj|slang|also)[^)]*\)\s*)?"
    r"(?:[:=]|\s[–—-])\s*(?:an?\b|the\b|when\b|any\b|someone\b|somebody\b|people\b|person\b|to\s|refers\b|see\b|slang\b|term\b|used\b|another\b|one who\b)",
    re.IGNORECASE,
)
_GLOSS = re.compile(
    r"\A[\"'”’]*\s*\((?:i\.e\.|e\.g\.|also |meaning|a |an |the |or |slang|street|known|someone|people|persons?\b|sex buyers?|buyers?|traffickers?)",
    re.IGNORECASE,
)
_VERB_THEN_WORD = re.compile(
    r"\A[\"'”’,]*\s*(?:as|is|are|was|were|remains?|has been|have been)\s+(?:also |often |sometimes |now |itself |still |considered |seen as |viewed as )*"
    r"(?:an? |the |another |not )?(?:\w+ ){0,3}?(?:term|word|phrase|label|name|euphemism|slang|expression|language|misnomer|slur|adjective|noun)\b",
    re.IGNORECASE,
)


_AS_A_WORD = re.compile(
    r"(?<![\w’'-])(?P<term>[\w’'-]{1,40}(?: [\w’'-]{1,40}){0,2})[\"”’]? as (?:an?|the) (?:\w+ )?(?:word|term|label|name|synonym|euphemism|expression|phrase) (?:for|of|that)\b"
)


@dataclass(frozen=True, slots=True)
class MentionWords:
    """The word lists that tell mentions apart (lexicon/contexts.yaml)."""

    cues: Phrases
    nouns: Phrases
    headings: tuple[str, ...]
    starts: tuple[str, ...]
    myths: tuple[str, ...]

    @classmethod
    def of(cls, lexicon: Lexicon) -> MentionWords:
        words = lexicon.word_list
        return cls(
            Phrases(words("mention-cues")),
            Phrases(words("mention-nouns")),
            tuple(fold(word) for word in words("word-list-headings")),
            tuple(fold(word) for word in words("word-list-starts")),
            tuple(fold(word) for word in words("myth-headings")),
        )


def find_mentions(
    block: Block, quotes: Sequence[Quote], known: MentionWords, words: Words | None = None
) -> list[Region]:
    """The regions of a block in which words are mentioned."""
    words = words or Words(block.text)
    text = block.text
    found: list[Region] = []
    set_apart = [quote.region for quote in quotes if quote.kind is not QuoteKind.BLOCK]
    set_apart += [mark.region for mark in block.marks if mark.kind is MarkKind.EMPHASIS]
    for region in set_apart:
        if len(text[region.start : region.end].split()) <= _LONGEST and _is_introduced(text, region, words, known):
            found.append(region)
    found += _after_nouns(words, known, text)
    found += [Region(*match.span("term")) for match in _AS_A_WORD.finditer(text)]
    found += _defined(text, words, known)
    found += [mark.region for mark in block.marks if mark.kind is MarkKind.TERM]
    found += [Region(*match.span("term")) for pattern in _BARE for match in pattern.finditer(text)]
    return found


_CLAUSE = r"(?P<term>(?!anything\b|something\b|nothing\b|that\b|more\b|so\b)[^.,;:!?()\n]{1,120}?)(?=\s(?:to describe|to mean|when|because|in|of|about|for|by)\s|[.,;:!?()]|\Z)"
"""The rest of a clause, up to a preposition that begins something else."""
_START = r"(?:\A|(?<=[.!?:;]\s)|(?<=[\n*]))\W{0,6}"
_BARE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # advice on writing: "Do not say X", "Never write X", "we no longer print X"
        rf"{_START}(?:please )?(?:do not|don['’]t|never|we (?:do not|never|no longer)|reporters (?:should|must) not) (?:say|write|print)s? {_CLAUSE}",
        rf"{_START}(?:please )?(?:do not|don['’]t|never) use (?!the\b|an?\b|any\b|force\b|this\b|these\b|your\b){_CLAUSE}",
        rf"\b(?:told|asked|ordered|instructed|reminded|warned) not to (?:say|write|print) {_CLAUSE}",
        r"\bavoids? (?:using )?(?P<term>(?!the\b|an?\b|any\b)[^.,;:!?]{2,40}?) and (?:write|say|use|prefer|print)s?\b",
        rf"\bthe word is {_CLAUSE}",
        r"\bsay that [^.,;:!?]{2,60}, not that (?P<term>[^.;:!?]{2,60})",
        r"\A\W{0,6}(?P<term>[\w’' -]{2,40}) (?:do not|don['’]t|never) use\b",
        r"\b(?:bad|poor|harmful|old|our old) (?:headline|example|wording|phrase|phrasing|title): (?P<term>[^.;:!?]{2,80})",
        rf"\b(?:stop|stopped|stopping) (?:say|writ|print)ing {_CLAUSE}",
        rf"\bused to (?:say|write|print) {_CLAUSE}",
        rf"{_START}(?:please )?(?:write|say|use|prefer|print) [^.;:!?]{{2,60}}?(?:,? rather than|,? instead of|, not) {_CLAUSE}",
        rf"{_START}(?:do not|don['’]t|never) (?:call|describe|refer to) [^.;:!?]{{2,40}}? (?:as )?an? {_CLAUSE}",
        r"\b(?:replaced|replaces|replacing|replace) (?P<term>(?!the\b|an?\b|our\b|his\b|her\b|their\b|one\b|another\b|two\b|each\b|every\b|any\b|some\b)[^.,;:!?]{2,40}?) (?:with|by) ",
        rf"\balternatives? (?:to|for) {_CLAUSE}",
        # what others say: "are called X by some", "was routinely referred to as a X", "known on the street as X"
        rf"\b(?:is|are|was|were|been|being) (?:\w+ )?(?:referred to as|termed|dubbed) (?:an? )?{_CLAUSE}",
        r"\b(?:is|are) (?:\w+ )?called (?P<term>[^.,;:!?]{2,40}?) by (?:some|many|most|others|critics|people)\b",
        rf"\bknown (?:on the streets?|in slang|informally|colloquially) as {_CLAUSE}",
        # words as words: "Labels such as X and Y", "Words like X", "The nouns X and Y", "As a verb, X"
        rf"\b(?:words|terms|labels|phrases|slurs|insults|epithets|euphemisms|nicknames)(?: such as| like|,? including) {_CLAUSE}",
        rf"\bthe (?:nouns?|verbs?|adjectives?|words|terms|labels) {_CLAUSE}",
        rf"\bas an? (?:noun|verb|adjective|label|slur), {_CLAUSE}",
        r"\A\W*(?P<term>(?!the\b|an?\b|this\b|that\b|his\b|her\b|our\b)[\w’' -]{2,40}?) (?:comes from|derives from|takes (?:no|a) hyphen|is spelled|is (?:an? )?(?:slur|insult)|are (?:slurs|words|labels|insults))\b",
        r"\A\W*(?P<term>(?!the\b|these\b|those\b|his\b|her\b|our\b)[\w’', -]{2,60}?) are (?:words|terms|labels|slurs) that\b",
        r"\A\W{0,6}(?P<term>[\w’' -]{2,40}), (?:n|v|adj|adv|noun|verb|adjective)\. ",
        r"(?P<term>(?<![\w’'-])[\w’'-]{1,30}(?: [\w’'-]{1,30}){0,5}),? (?:in (?:street|traffickers?['’]?|their|the) (?:language|slang|talk|jargon)|meaning (?:the|a|an|that|someone|to)\b)",
        r"(?P<term>(?<![\w’'-])[\w’'-]{1,30}(?: [\w’'-]{1,30}){0,7})[\"”’]? ?\[sic\]",
        rf"\b(?:entry|article|page|note) on {_CLAUSE}: ",
        rf"\brendered (?:the )?[^.;:!?]{{2,40}}? as {_CLAUSE}",
        rf"\bslang,? (?:to )?{_CLAUSE}",
        # pairs: "Wrong: ... Right: ...", "Instead of: ... Try: ...", "X → Y"
        r"(?:\A|(?<=[.!?]\s)|(?<=\n))\W{0,6}(?:wrong|not|bad|avoid|before|instead of|harmful|worse|don['’]t):\s{0,3}(?P<term>.{1,240}?)(?=\s{0,3}(?:right|try|better|after|good|use|say|do|write):|\n|\Z)",
        r"[❌✗✘🚫]\s?(?P<term>[^✅✓✔\n]{1,240})",
        r"(?:\A|(?<=\n))\W{0,6}(?P<term>[^→⇒\n.]{2,60}?)\s?(?:→|⇒|->|=>)\s",
        # statements put up for judgement
        r"\btrue or false\b\W{0,6}(?P<term>.+)",
        r"(?:\A|(?<=\n))(?P<term>[^\n]{1,400}?)\(?\s{0,3}(?:circle one|true ?/ ?false|t ?/ ?f\b)",
        rf"\b(?:it is|it['’]s|that is) a (?:myth|misconception|common myth|common misconception) that {_CLAUSE}",
    )
)
"""Words that are spoken about without any mark; ``term`` is what is mentioned."""


def find_word_lists(blocks: Sequence[Block], known: MentionWords) -> set[int]:
    """The blocks that stand in tables of words, and in glossaries.

    A glossary stands behind a heading that announces words, where blocks define one after another.
    """
    listed: set[int] = set()
    for start, block in enumerate(blocks):
        if start in listed or not _is_headline(block) or not _announces(block.text, known.headings):
            continue
        defined = [
            index
            for index in range(start + 1, min(len(blocks), start + _LONGEST_GLOSSARY))
            if _defines(blocks[index])
            or (blocks[index].text.endswith(":") and len(blocks[index].text.split()) <= _LONGEST)
        ]
        last = _end_of_run(defined, start)
        if last is not None:
            listed.update(range(start, last + 2))
    return listed | _cells_of_word_lists(blocks, known)


def _cells_of_word_lists(blocks: Sequence[Block], known: MentionWords) -> set[int]:
    """The cells of tables whose first row, or whose heading, announces words, as far down as lists of words are long."""
    listed: set[int] = set()
    first = 0
    announced = False
    for index, block in enumerate(blocks):
        if block.role is not Role.CELL:
            first = index + 1
            continue
        if index == first:
            announced = _table_announces(blocks, first, known)
        if announced and index - first <= _LONGEST_WORD_LIST:
            listed.add(index)
    return listed


def _table_announces(blocks: Sequence[Block], first: int, known: MentionWords) -> bool:
    head = [block.text for block in blocks[first : first + 8] if block.group == blocks[first].group]
    above = [blocks[first - 1].text] if first else []
    return any(_announces(text, known.headings) for text in head + above)


def _is_headline(block: Block) -> bool:
    return block.role in (Role.HEADING, Role.METADATA) or block.text.endswith(":") or len(block.text.split()) <= 14


def _defines(block: Block) -> bool:
    return _DEFINITION.match(block.text.lstrip("•·*- ")) is not None


def _end_of_run(defined: Sequence[int], start: int) -> int | None:
    """The last of at least _FEWEST definitions that follow a headline closely; None when there are fewer."""
    run = [start]
    for index in defined:
        if index - run[-1] > _GAP_IN_GLOSSARY:
            break
        run.append(index)
    return run[-1] if len(run) > _FEWEST else None


def in_word_list(blocks: Sequence[Block], index: int, known: MentionWords) -> bool:
    """Whether a block stands in a list of words: words to avoid, keywords, myths, a definition under a heading.

    Tables and glossaries of words are found by ``find_word_lists``, once for a document.
    """
    block = blocks[index]
    folded = fold(block.text)
    if any(folded.startswith(start) for start in known.starts):
        return True
    if block.role not in (Role.LIST_ITEM, Role.CELL, Role.HEADING) and len(block.text) > 200:
        return False
    if block.role is Role.CELL or (block.role is Role.PROSE and not _defines(block)):
        return False
    return _announces(_heading_above(blocks, index), known.headings)


def under_myths(blocks: Sequence[Block], index: int, known: MentionWords) -> bool:
    """Whether the nearest heading above a block announces myths, so that claims below it are told to be refuted."""
    return _announces(_heading_above(blocks, index), known.myths)


def _heading_above(blocks: Sequence[Block], index: int) -> str:
    """The nearest heading above a block, or paragraph that ends in a colon; empty when none is near."""
    for other in reversed(blocks[max(0, index - _REACH_OF_HEADING) : index]):
        if other.role is Role.HEADING or (other.role is Role.PROSE and other.text.endswith(":")):
            return other.text
    return ""


def _announces(text: str, words: Sequence[str]) -> bool:
    """Whether a heading holds one of the words that announce a list."""
    folded = fold(text)
    return len(folded) < 160 and any(
        word in folded and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in words
    )


def _is_introduced(text: str, region: Region, words: Words, known: MentionWords) -> bool:
    """Whether a quoted or emphasised stretch is named as a word before or after it."""
    before = words.before(region.start, 2)
    if any(word.text in known.cues for word in before) and not re.search(
        r"[.;!?]\s", text[before[0].start : region.start]
    ):
        return True
    rest = text[region.end :]
    return bool(_GLOSS.match(rest) or _VERB_THEN_WORD.match(rest) or _means(words, region))


def _means(words: Words, region: Region) -> bool:
    following = words.after(region.end, 2)
    return bool(following) and following[0].text in (
        "means",
        "meaning",
        "refers",
        "implies",
        "connotes",
        "denotes",
        "suggests",
        "describes",
    )


def _after_nouns(words: Words, known: MentionWords, text: str) -> list[Region]:
    """ "the term child prostitute": up to four words after the noun, to the end of the clause."""
    found = []
    for index, word in enumerate(words.all):
        if word.text not in known.nouns or not words.before(word.start, 1):
            continue
        if words.all[index - 1].text not in ("the", "a", "this", "that", "terms", "like", "use", "using"):
            continue
        stretch = words.all[index + 1 : index + 5]
        if not stretch or re.search(r"[.;:!?]", text[word.end : stretch[0].start]):
            continue
        if stretch[0].text in (
            "of",
            "for",
            "that",
            "which",
            "in",
            "to",
            "and",
            "with",
            "is",
            "was",
            "used",
            "he",
            "she",
            "they",
            "as",
        ):
            continue
        found.append(Region(stretch[0].start, stretch[-1].end))
    return found


def _defined(text: str, words: Words, known: MentionWords) -> list[Region]:
    """A word that a block begins with and defines: "Stable: a group of ...", "Pimping is the act of ..."."""
    found = []
    definition = _DEFINITION.match(text)
    if definition and len(definition.group("term").split()) <= _LONGEST:
        found.append(Region(definition.start("term"), definition.end("term")))
    for sentence in sentences(text):
        inside = words.within(sentence)
        for last in inside[: _LONGEST - 1]:
            rest = text[last.end : sentence.end]
            if _DEFINING_VERB.match(rest) or _VERB_THEN_WORD.match(rest):
                found.append(Region(inside[0].start, last.end))
    return found


_DEFINING_VERB = re.compile(
    r"[\"'”’]*\s+(?:(?:is|are) (?:defined|described) as|means|refers to|is the act of|is when|occurs when)\b"
)
