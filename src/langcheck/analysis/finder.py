"""From what the screen saw to candidates, and from candidates to parsed passages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from langcheck.analysis.fitting import Circular, FittingWords
from langcheck.analysis.offences import OffenceWords, find_offences
from langcheck.analysis.screen import NOTHING, Scan, Screen
from langcheck.analysis.speakers import Speaker, SpeakerWords, find_speakers
from langcheck.facts.cases.naming import Text
from langcheck.facts.charges import Charges, ChargeWords, find_charges
from langcheck.facts.constructions import written_over
from langcheck.facts.general import GeneralWords, is_general, is_kind, is_of_kind, is_of_study
from langcheck.facts.lines import Line, lines_of
from langcheck.facts.listed import Lists, spelt_out
from langcheck.facts.mentions import Kind
from langcheck.facts.other_titles import other_titles
from langcheck.facts.patterns import Patterns, patterns_of
from langcheck.facts.prose import Prose, ProseWords
from langcheck.facts.quotations import Quote, QuoteKind, find_quotations
from langcheck.facts.remembered import OfFiles, Remembered
from langcheck.facts.statements import Statement, StatementWords, find_statement
from langcheck.facts.talks import TalkWords, is_talk
from langcheck.facts.word_lists import find_word_lists, rows_of_terms, under_myths
from langcheck.facts.words import (
    Abbreviations,
    Phrases,
    Words,
    addresses,
    is_capitals,
    is_headline,
    is_title_case,
    passages,
    sentences,
)
from langcheck.facts.words_as_words import MentionWords, Term, drops_articles, find_mentions
from langcheck.lazily import pattern
from langcheck.lexicon.entry import Entry
from langcheck.lexicon.forms import marked_word
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Block, Document, MarkKind, Region, Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from langcheck.analysis.contexts import Answer
    from langcheck.analysis.harmed import Harms
    from langcheck.analysis.offering import OfferingWords
    from langcheck.analysis.participants import ParticipantPatterns, Participants
    from langcheck.analysis.wording import WordingWords
    from langcheck.facts.person_words import PersonWords
    from langcheck.facts.persons import Persons
    from langcheck.facts.ties import Ties


Answered = TypeVar("Answered")


class Reads(IntEnum):
    """What a context needs to see, from the cheapest up."""

    TEXT = 0
    TEXT_FIRST = 1
    """The text, and a parse only where the text leaves it open and the parse could decide."""
    PARSE = 2
    ENTITIES = 3


class ParseNeeded(Exception):
    """A predicate was reached that reads more than is there yet."""

    def __init__(self, reads: Reads) -> None:
        super().__init__(reads)
        self.reads = reads


@dataclass(eq=False)
class Candidate:
    """A place where an entry's words stand. ``span`` is spaCy's and never leaves this package."""

    entry: Entry
    number: int
    block: int
    region: Region
    feature: str
    meant: str = ""
    """The words, folded, where some of their letters stand there as others; else nothing."""
    _parsed: Doc | None = field(default=None, repr=False)
    _parsed_from: int = 0
    entities: bool = False
    answers: dict[str, Answer] = field(default_factory=dict, repr=False)
    """What contexts have answered, by their names."""
    participants: Participants | None = field(default=None, repr=False)
    """Who takes part in what the words say, once a context has asked."""

    @property
    def span(self) -> Span | None:
        """The candidate's tokens once its passage is parsed."""
        if self._parsed is None:
            return None
        return self._parsed.char_span(
            self.region.start - self._parsed_from, self.region.end - self._parsed_from, alignment_mode="expand"
        )

    def offset_of(self, token: Token) -> int:
        """Where a token of the candidate's parsed passage begins in its block."""
        return self._parsed_from + token.idx

    def attach(self, doc: Doc, start: int, *, entities: bool) -> None:
        """Give the candidate its parsed passage, which begins at ``start`` in the block."""
        self._parsed, self._parsed_from, self.entities = doc, start, entities


@dataclass(frozen=True)
class Known:
    """A lexicon's word lists, prepared once for all documents."""

    lexicon: Lexicon
    speech_verbs: Phrases
    offences: OffenceWords
    mentions: MentionWords
    speakers: SpeakerWords
    statements: StatementWords
    fitting: FittingWords
    prose: ProseWords
    small_words: frozenset[str]
    quoted_officials: bool = False

    @classmethod
    def of(cls, lexicon: Lexicon) -> Known:
        return cls(
            lexicon,
            Phrases(lexicon.word_list("speech-verbs")),
            OffenceWords.of(lexicon),
            MentionWords(lexicon),
            SpeakerWords.of(lexicon),
            StatementWords.of(lexicon),
            FittingWords.of(lexicon),
            ProseWords.of(lexicon),
            frozenset(lexicon.word_list("headline-small-words")),
        )

    @property
    def abbreviations(self) -> Abbreviations:
        return self.prose.layout.turns.abbreviations

    @cached_property
    def lists(self) -> Lists:
        """The word lists as sets, each prepared when it is first asked for."""
        return Lists(self.lexicon)

    @cached_property
    def source_named(self) -> re.Pattern[str]:
        """Words by which a text names where a claim comes from, and the marks and numbers of notes."""
        return self.lists.pattern(
            r"\b@source-openings\b|\b@estimates-of\b"
            r"|\b(?!@nobodys-estimates\b)(?-i:[A-Z])[\w.]+ (?:@have-forms )?@estimate-verbs\b|\b@research-words\b"
            r"|\b@source-reports\b(?! @behind-reporting\b)|\((?:(?-i:[A-Z])[^()]*,? )?(?:19|20)\d\d\)"
            r"|(?-i:(?<=\w\w\.)[a-z](?=\s|$))|\[\d+\]|\w://|\b@source-labels:|(?<=[a-z.,”\"])\d{1,2}(?=\s|$)"
        )

    @cached_property
    def force(self) -> Phrases:
        """Words for force, threats and coercion."""
        return spelt_out(self.lexicon, "force-words")

    @cached_property
    def wording(self) -> WordingWords:
        from langcheck.analysis.wording import WordingWords

        return WordingWords(self.lists)

    @cached_property
    def offering(self) -> OfferingWords:
        from langcheck.analysis.offering import OfferingWords

        return OfferingWords(self.lists)

    @cached_property
    def charges(self) -> ChargeWords:
        """The word lists of charges, prepared when a document is first asked about one."""
        return ChargeWords.of(self.lexicon)

    @cached_property
    def person_words(self) -> PersonWords:
        from langcheck.facts.person_words import PersonWords

        return PersonWords(self.lexicon, self.lists)

    @cached_property
    def circular(self) -> Circular:
        return Circular(self.lexicon)

    @cached_property
    def talks(self) -> TalkWords:
        return TalkWords.of(self.lexicon)

    @cached_property
    def title_list_headings(self) -> Phrases:
        return spelt_out(self.lexicon, "title-list-headings")

    @cached_property
    def sellers(self) -> Patterns:
        return Patterns(self.lexicon.word_list("sellers"))

    @cached_property
    def misfits(self) -> Patterns:
        return Patterns(self.lexicon.word_list("misfits"))

    @cached_property
    def general(self) -> GeneralWords:
        return GeneralWords.of(self.lexicon)

    @cached_property
    def ties(self) -> Ties:
        from langcheck.facts.ties import Ties

        return Ties(self.person_words)

    @cached_property
    def participant_patterns(self) -> ParticipantPatterns:
        from langcheck.analysis.participants import ParticipantPatterns

        return ParticipantPatterns(self.person_words)

    @cached_property
    def person_entries(self) -> frozenset[int]:
        """The numbers of the entries whose nouns name a person: a wording of theirs puts another noun for one there."""
        return frozenset(
            number for number, entry in enumerate(self.lexicon.entries) if _names_a_person(entry, self.person_words)
        )


def _names_a_person(entry: Entry, known: PersonWords) -> bool:
    wordings = (*entry.suggest, *(wording for clause in entry.clauses for wording in clause.suggest or ()))
    return any((word := marked_word(wording.use)) is not None and word in known.nouns for wording in wordings)


_PARTICULAR = (Kind.NAME, Kind.LABEL)
"""Mentions of people of whom a sentence tells by name, so that it is not general."""
_FILLED = 50
"""How many characters a line of a paragraph has at least where the paragraph goes on in the next one."""
_WITH_MEANING = pattern(r"[^\W\d_][\w ,'’/-]{1,48}? [–—-] [^\W_]")
"""A line with a word, a dash and what it means."""
_FEWEST_MEANINGS = 3
"""How many such lines make a list of them."""
_YEAR = pattern(r"\b(?:19|20)\d\d\b")


class Surroundings:
    """What can be known of one block without a model, worked out when a context first asks."""

    def __init__(self, reading: Reading, index: int) -> None:
        self._reading = reading
        self.index = index
        self.block: Block = reading.document.blocks[index]
        self.scan: Scan = reading.scans[index]
        self._statements: dict[Region, Statement] = {}
        self._headlines: dict[Region, bool] = {}
        self._general: dict[tuple[Region, Region | None], bool] = {}

    @property
    def text(self) -> str:
        return self.block.text

    def _remembered(self, answer: Callable[[str], Answered]) -> Answered:
        """What is told of the text alone."""
        return self._reading.remembered.of((answer, self.text), lambda: answer(self.text))

    def _in_sentences(self, answer: Callable[[str, Abbreviations], Answered]) -> Answered:
        """What is told of the text and the points of its abbreviations."""
        known = self._reading.known.abbreviations
        return self._reading.remembered.of((answer, self.text), lambda: answer(self.text, known))

    @cached_property
    def words(self) -> Words:
        return self._remembered(Words)

    @cached_property
    def sentences(self) -> list[Region]:
        return self._in_sentences(sentences)

    @cached_property
    def quotes(self) -> list[Quote]:
        return self._reading.quotations[self.index]

    @cached_property
    def offences(self) -> list[Region]:
        role, known = self.block.role, self._reading.known.offences
        key = find_offences, self.text, role
        return self._reading.remembered.of(key, lambda: find_offences(self.text, role, known, self.words))

    @cached_property
    def mentions(self) -> list[Region]:
        """The places where words are spoken about."""
        terms = [Term(hit.region, hit.feature) for hit in self.scan.terms]
        lines = self._reading.standing_lines(self.index)
        known, block, quotes = self._reading.known.mentions, self.block, self.quotes
        key = (find_mentions, block.text, block.role, block.marks, tuple(quotes), tuple(terms), tuple(lines))
        found = self._reading.remembered.of(
            key, lambda: find_mentions(block, quotes, terms, known, words=self.words, lines=lines)
        )
        return found + self._reading.rows_of_terms.get(self.index, [])

    @cached_property
    def in_word_list(self) -> bool:
        return self.index in self._reading.word_lists

    @cached_property
    def under_myths(self) -> bool:
        return under_myths(self._reading.document.blocks, self.index, self._reading.known.mentions)

    @cached_property
    def told(self) -> Text:
        """The block as the layers of facts read it."""
        quoted = [quote.region for quote in self.quotes if quote.kind is not QuoteKind.SCARE]
        return Text(self.index, self.text, self.words, self.sentences, quoted, heading=self.block.role is Role.HEADING)

    @cached_property
    def addresses(self) -> list[Region]:
        return self._remembered(addresses)

    @cached_property
    def is_capitals(self) -> bool:
        return self._remembered(is_capitals)

    @cached_property
    def is_title_case(self) -> bool:
        return self._remembered(is_title_case)

    @cached_property
    def _has_year(self) -> bool:
        return _YEAR.search(self.text) is not None

    @cached_property
    def _is_headline(self) -> bool:
        return is_headline(self.text, self._reading.known.small_words)

    def is_in_headline(self, region: Region) -> bool:
        """Whether words stand in a headline: the whole text is one, or a line of it that ends in a full stop.

        A single sentence in title case may be the title of a book; a list item or a line with a year may be a reference.
        """
        if self.is_title_case:
            return True
        if self.block.role not in (Role.PROSE, Role.HEADING) or self._has_year:
            return False
        if self._is_headline:
            return True
        lines = [line for line in self._reading.lines_by_block.get(self.index, ()) if line.region.covers(region)]
        return any(self._is_headline_line(line) for line in lines)

    def _is_headline_line(self, line: Line) -> bool:
        """Whether a line of the text is a headline that ends in a full stop, asked once a line."""
        if line.region not in self._headlines:
            self._headlines[line.region] = (
                line.text.endswith(".")
                and self.text[: line.region.start].rstrip()[-1:] in ("", ".")
                and is_headline(line.text, self._reading.known.small_words)
            )
        return self._headlines[line.region]

    @cached_property
    def passages(self) -> list[Region]:
        return self._in_sentences(passages)

    def statement(self, region: Region) -> Statement:
        """How the sentence of a region puts it: as told, reported, denied, asked or possible."""
        if region not in self._statements:
            known = self._reading.known.statements
            self._statements[region] = find_statement(self.text, self.words, self.sentence(region), region, known)
        return self._statements[region]

    def sentence(self, region: Region) -> Region:
        """The sentence that a region begins in."""
        index = bisect_right(self.sentences, region.start, key=lambda sentence: sentence.start) - 1
        if index >= 0 and region.start < self.sentences[index].end:
            return self.sentences[index]
        return Region(0, len(self.text))

    @cached_property
    def keeps_articles(self) -> bool:
        """Whether the block speaks about language and leaves no articles out, as notes do."""
        known = self._reading.known.mentions
        return (
            any(known.language_topics.find(self.words.all))
            and not drops_articles(self.block, self.words, known)
            and not any(known.dropped_articles.find(written_over(self.text, ())))
        )

    def is_general(self, region: Region, *, without: Region | None = None) -> bool:
        """Whether the sentence of a region tells of people in general, and of nobody by name; ``without`` words of its own."""
        sentence = self.sentence(region)
        if (sentence, without) not in self._general:
            words = [
                word
                for word in self.words.within(sentence)
                if without is None or word.end <= without.start or word.start >= without.end
            ]
            named = (
                mention
                for mention in self._reading.persons.people(self.index).within(sentence)
                if mention.kind in _PARTICULAR and not self._is_quoted(mention.region)
            )
            is_told = is_general(words, self.text, self._reading.known.general)
            self._general[sentence, without] = is_told and not any(map(self._reading.persons.is_somebody, named))
        return self._general[sentence, without]

    def _is_quoted(self, region: Region) -> bool:
        """Whether words stand in quotation marks of any kind."""
        return any(quote.region.covers(region) for quote in self.quotes) or self.text[
            region.start - 1 : region.start
        ] in ('"', "“")

    def is_of_people_in_general(self, region: Region, *, plural: bool) -> bool:
        """Whether a noun for people stands for the kind, and not for one of them."""
        if not self.is_general(region):
            return False
        words = self.words.within(self.sentence(region))
        index = next(number for number, word in enumerate(words) if word.end > region.start)
        known = self._reading.known.general
        if is_of_kind(words, index, self.text, known) or (not plural and is_of_study(words, index, self.text, known)):
            return True
        return plural and is_kind(words, index, self.text, known)

    def passage(self, region: Region) -> Region:
        """The passage that is parsed for a region."""
        for passage in self.passages:
            if passage.covers(region):
                return passage
        start = next((p.start for p in reversed(self.passages) if p.start <= region.start), 0)
        end = next((p.end for p in self.passages if p.end >= region.end), len(self.text))
        return Region(start, end)


class Reading:
    """A document with all that the text-level contexts know about it.

    ``remembered`` is what was worked out of a version before, with the same screen and lexicon.
    """

    def __init__(self, document: Document, screen: Screen, known: Known, remembered: Remembered | None = None) -> None:
        self.document = document
        self.known = known
        self.remembered = Remembered() if remembered is None else remembered
        self.scans = self._scans(screen)
        self._surroundings: dict[int, Surroundings] = {}
        self._places: dict[Patterns, list[tuple[int, Region]]] = {}

    def _scans(self, screen: Screen) -> list[Scan]:
        """What the screen sees in each block; it looks at new texts alone, at all of them together."""
        texts = [(block.text, _divisions(block)) for block in self.document.blocks]
        new = list(dict.fromkeys(text for text in texts if not self.remembered.knows((Scan, text))))
        scans = dict(zip(new, screen.scan_all(new), strict=True))
        return [self.remembered.of((Scan, text), partial(scans.__getitem__, text)) for text in texts]

    def around(self, index: int) -> Surroundings:
        """What surrounds a candidate of the block with this number."""
        if index not in self._surroundings:
            self._surroundings[index] = Surroundings(self, index)
        return self._surroundings[index]

    @cached_property
    def quotations(self) -> list[list[Quote]]:
        known = self.known
        return find_quotations(self.document.blocks, known.speech_verbs, known.prose.layout.turns, self.lines)

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.document)

    @cached_property
    def lines_by_block(self) -> dict[int, list[Line]]:
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.block, []).append(line)
        return found

    @cached_property
    def is_talk(self) -> bool:
        """Whether the document is the transcript of a talk."""
        return is_talk(self.lines, self.known.talks)

    @cached_property
    def _other_titles(self) -> dict[int, list[Region]]:
        found: dict[int, list[Region]] = {}
        for line in other_titles(self.lines, self.known.title_list_headings):
            found.setdefault(line.block, []).append(line.region)
        return found

    def is_other_title(self, index: int, region: Region) -> bool:
        """Whether words stand in the title of another document: in a list of such, or in a link that is one."""
        if any(title.covers(region) for title in self._other_titles.get(index, ())):
            return True
        block = self.document.blocks[index]
        links = (mark.region for mark in block.marks if mark.kind is MarkKind.LINK and mark.region.covers(region))
        return any(is_title_case(block.text[link.start : link.end]) for link in links)

    def standing_lines(self, index: int) -> list[Region]:
        """The lines of a block that stand by themselves: behind one too short to be filled, or each with a word and what it means."""
        lines = self.lines_by_block.get(index, [])
        defining = [_WITH_MEANING.match(line.text) is not None for line in lines]
        listed = sum(defining) >= _FEWEST_MEANINGS
        return [
            line.region
            for (before, line), defines in zip(pairwise(lines), defining[1:], strict=True)
            if len(before.text) < _FILLED or (listed and defines)
        ]

    @cached_property
    def speakers(self) -> dict[tuple[int, Region], Speaker]:
        return find_speakers(self.document.blocks, self.quotations, self.known.speakers)

    @cached_property
    def persons(self) -> Persons:
        """The people of the document, worked out as far as they are asked about."""
        from langcheck.facts.persons import Persons

        return Persons(self, self.known.person_words, self.known.ties)

    @cached_property
    def harms(self) -> Harms:
        """Whom the document tells to be harmed, worked out as far as it is asked about."""
        from langcheck.analysis.harmed import Harms

        return Harms(self)

    @cached_property
    def child_report(self) -> str:
        """The words by which the document is a report on one child; empty where it is none."""
        from langcheck.facts.child_reports import report_on_a_child

        lexicon = self.known.lexicon
        titles = patterns_of(lexicon.word_list("child-report-titles"))
        others = patterns_of(lexicon.word_list("child-report-others"))
        return report_on_a_child(self.blocks, self.words, titles, others, self.known.person_words.ages)

    @property
    def blocks(self) -> Sequence[Block]:
        return self.document.blocks

    def words(self, index: int) -> Words:
        """The words of a block."""
        return self.around(index).words

    def sentences(self, index: int) -> Sequence[Region]:
        """The sentences of a block."""
        return self.around(index).sentences

    def places(self, patterns: Patterns) -> list[tuple[int, Region]]:
        """Where words of a list stand in the document, looked up once a list."""
        if patterns not in self._places:
            self._places[patterns] = [
                (index, Region(words.all[first].start, words.all[end - 1].end))
                for index, block in enumerate(self.blocks)
                if patterns.may_be_in(words := self.words(index))
                for first, end in patterns.find(words.all, block.text)
            ]
        return self._places[patterns]

    def named(self, index: int) -> list[tuple[Region, bool]]:
        """Where entries name people in a block, and whether several."""
        return [
            (hit.region, hit.feature == "plural")
            for hit in self.scans[index].terms
            if hit.feature in ("singular", "plural") and hit.entry in self.known.person_entries
        ]

    @cached_property
    def prose(self) -> Prose:
        """What keeps words of the document from being edited."""
        return Prose(self.document, self.lines, self.known.prose, self.remembered)

    @cached_property
    def rows_of_terms(self) -> dict[int, list[Region]]:
        """The lines that list nothing but words of the lexicon, by block, where a document has several such lines."""
        terms = {index: [hit.region for hit in scan.terms] for index, scan in enumerate(self.scans) if scan.terms}
        return rows_of_terms(((line.block, line.region) for line in self.lines), terms, self.document.blocks)

    @cached_property
    def word_lists(self) -> set[int]:
        """The numbers of the blocks that stand in lists of words."""
        lines = {block: [line.text for line in found] for block, found in self.lines_by_block.items()}
        return find_word_lists(self.document.blocks, self.known.mentions, lines)

    @cached_property
    def topics(self) -> list[tuple[int, Region]]:
        """Evidence that the document is about exploitation, by block number and place, in reading order."""
        return [(index, region) for index, scan in enumerate(self.scans) for region in scan.topics]

    @cached_property
    def charges(self) -> Charges:
        """Who is accused of trafficking in this document, and what became of it."""
        texts = [self.around(index).told for index in range(len(self.document.blocks))]
        return find_charges(texts, self.known.charges, self.remembered)

    def candidates(self) -> list[Candidate]:
        """Every place where an entry's words stand, in reading order."""
        entries = self.known.lexicon.entries
        return [
            Candidate(entries[hit.entry], hit.entry, index, hit.region, hit.feature, hit.meant)
            for index, scan in enumerate(self.scans)
            for hit in sorted(scan.terms, key=lambda hit: (hit.region.start, -hit.region.end, hit.entry))
        ]

    def part_with(self, candidates: Iterable[Candidate]) -> None:
        """Forget all that was worked out, when everything is judged.

        Its pieces know one another: they would stay until somebody looks for garbage, and of the time for that they would take the most.
        """
        for candidate in candidates:
            candidate.participants = None
        for around in self._surroundings.values():
            vars(around).clear()
        vars(self).clear()


def memory_of_files() -> Remembered:
    """A memory for the readings of one document after another."""
    return OfFiles()


def _divisions(block: Block) -> tuple[int, ...]:
    """The hyphens between letters behind which a block's text goes on elsewhere in its source: the ends of lines."""
    text = block.text
    if "-" not in text or len(block.anchors) < 2:
        return ()
    return tuple(
        anchor.offset - 1
        for anchor in block.anchors
        if anchor.offset > 1
        and text[anchor.offset - 1] == "-"
        and text[anchor.offset - 2].isalpha()
        and text[anchor.offset : anchor.offset + 1].isalpha()
    )


def parse(candidates: Sequence[Candidate], reading: Reading, *, entities: bool) -> None:
    """Parse the passages that these candidates stand in, each passage once, and attach them.

    Raises ModelError when the model is missing or altered.
    """
    from langcheck.analysis.grammar import parse_texts

    wanted: dict[tuple[int, Region], list[Candidate]] = {}
    for candidate in candidates:
        passage = reading.around(candidate.block).passage(candidate.region)
        wanted.setdefault((candidate.block, passage), []).append(candidate)
    texts = [_text_to_parse(reading.around(block), passage) for block, passage in wanted]
    docs = parse_texts(texts, names=entities)
    for doc, ((_, passage), waiting) in zip(docs, wanted.items(), strict=True):
        for candidate in waiting:
            candidate.attach(doc, passage.start, entities=entities)


def parse_everything(candidates: Sequence[Candidate], reading: Reading) -> None:
    """Parse every passage of a document with the whole pipeline, candidates or not: what the screen and short ways save.

    Raises ModelError when the model is missing or altered.
    """
    from langcheck.analysis.language_model import load_model, load_recognizer

    places = [
        (index, passage) for index in range(len(reading.document.blocks)) for passage in reading.around(index).passages
    ]
    texts = [_text_to_parse(reading.around(index), passage) for index, passage in places]
    parsed = load_recognizer().pipe(load_model().pipe(texts, batch_size=32), batch_size=32)
    docs = dict(zip(places, parsed, strict=True))
    for candidate in candidates:
        passage = reading.around(candidate.block).passage(candidate.region)
        doc = docs.get((candidate.block, passage))
        if doc is not None:
            candidate.attach(doc, passage.start, entities=True)


def tag(candidate: Candidate, reading: Reading) -> str:
    """The fine tag of a candidate of one word, by the words around it; empty where it is more than one token.

    Raises ModelError when the model is missing or altered.
    """
    from langcheck.analysis.grammar import tag_of

    around, region = reading.around(candidate.block), candidate.region
    passage = around.passage(region)
    place = Region(region.start - passage.start, region.end - passage.start)
    return tag_of(_text_to_parse(around, passage), place)


_NOTED = pattern(r"(?<=[^\W\d_]{4})[1-9]\d{0,2}(?![^\W_])")


def _text_to_parse(around: Surroundings, passage: Region) -> str:
    """A passage as the model reads it best, at the same length.

    Headlines in capitals are read in lower case, and figures right behind a word as blanks.
    """
    text = _NOTED.sub(lambda figure: " " * len(figure.group()), around.text[passage.start : passage.end])
    if not is_capitals(text):
        return text
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


__all__ = ["NOTHING", "Candidate", "Known", "Reading", "Surroundings", "parse"]
