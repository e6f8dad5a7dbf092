"""What of a document is its author's prose, and what may be somebody else's words, code, a name or a law's.

The one place that gathers what keeps words from being edited. It answers for words that a check reports all the same:
where it is sure, as for quotations, the judge leaves them alone already.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from langcheck.facts.accounts import told_cells
from langcheck.facts.code import GivenNameWords, code, is_given_name, is_line_of_code, touches_code
from langcheck.facts.conversation import is_conversation
from langcheck.facts.law import LawWords, law_words
from langcheck.facts.layout import Layout, LayoutWords
from langcheck.facts.lines import Line
from langcheck.facts.listed import Lists, spelt_out
from langcheck.facts.marks import possibly_quoted
from langcheck.facts.markup import MarkupWords, is_data, is_value, named, spoken, untranslated
from langcheck.facts.references import is_reference, listed_works
from langcheck.facts.remembered import Remembered
from langcheck.facts.spoken import spoken_lines
from langcheck.facts.tables import Column, TableWords, columns_of
from langcheck.facts.words import Phrases, Words, sentences
from langcheck.lazily import pattern
from langcheck.lexicon.forms import fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Document, Kept, Region, Role


@dataclass(frozen=True, slots=True)
class ProseWords:
    """The word lists that tell prose from what is none (lexicon/contexts.yaml)."""

    layout: LayoutWords
    tables: TableWords
    naming: GivenNameWords
    law: LawWords
    markup: MarkupWords
    statutes: Phrases
    laws: Phrases
    nobodys: Phrases

    @classmethod
    def of(cls, lexicon: Lexicon) -> ProseWords:
        layout = LayoutWords.of(lexicon)
        statutes, laws = (Phrases(lexicon.word_list(name)) for name in ("statute-phrases", "law-names"))
        lists = Lists(lexicon)
        tables = TableWords.of(lexicon, layout.turns.stamp)
        return cls(
            layout,
            tables,
            GivenNameWords.of(lexicon, lists),
            LawWords(lists),
            MarkupWords.of(lists),
            statutes,
            laws,
            spelt_out(lexicon, "speech-of-nobody"),
        )


@dataclass(frozen=True, slots=True)
class _Written:
    """A block's text with what of it is code and law."""

    length: int
    words: Words
    parts: list[Region]
    code: list[Region]
    laws: list[Region]

    @classmethod
    def of(cls, text: str, known: ProseWords) -> _Written:
        words, parts = Words(text), sentences(text, known.layout.turns.abbreviations)
        laws = list(law_words(text, words, parts, known.law, known.statutes, known.laws))
        return cls(len(text), words, parts, code(text), laws)

    def sentence(self, region: Region) -> Region:
        """The sentence that a region begins in, or the whole text."""
        at = bisect_right(self.parts, region.start, key=lambda part: part.start) - 1
        if at >= 0 and region.start < self.parts[at].end:
            return self.parts[at]
        return Region(0, self.length)


class Prose:
    """What keeps the words of one document from being edited, each fact worked out when it is first asked for."""

    def __init__(
        self, document: Document, lines: Sequence[Line], words: ProseWords, remembered: Remembered | None = None
    ) -> None:
        self._document = document
        self._remembered = Remembered() if remembered is None else remembered
        self._all_lines = lines
        self._words = words
        self._known_blocks: dict[int, _Written] = {}
        self._code_lines: dict[int, bool] = {}

    def _written(self, number: int) -> _Written:
        """What is known of a block's text, worked out once for all that is found in it."""
        if number not in self._known_blocks:
            text = self._document.blocks[number].text
            key = _Written, text
            self._known_blocks[number] = self._remembered.of(key, lambda: _Written.of(text, self._words))
        return self._known_blocks[number]

    def kept(self, number: int, region: Region) -> Kept | None:
        """Why the words at a place of a block are left to a person; None where they are the author's prose."""
        if self._document.format == "subtitles":
            return Kept.SUBTITLES
        if self._is_conversation:
            return Kept.CONVERSATION
        lines = [line for line in self._lines[number] if self._layout.lines[line].region.overlaps(region)]
        if any(line in self._spoken for line in lines):
            return Kept.SPEECH
        if any(quoted.overlaps(region) for quoted in self._quoted[number]):
            return Kept.SPEECH
        if number in self._told_cells or self._is_within(self._spoken_in_markup, number, region):
            return Kept.SPEECH
        column = self._columns.get(number)
        if column is not None:
            return Kept.SPEECH if column is Column.MESSAGES else Kept.NAME
        if self._is_code(number, region, lines):
            return Kept.CODE
        if any(_is_value_of_field(self._layout.lines[line], region) for line in lines):
            return Kept.NAME
        if (
            self._names_body(lines, region)
            or self._is_reference(number, lines)
            or self._is_data(number)
            or self._is_within(self._named_in_markup, number, region)
        ):
            return Kept.NAME
        named = self._named_or_law(number, region)
        return Kept.SPEECH if named is None and self._is_told_by_nobody(number, region) else named

    def _is_code(self, number: int, region: Region, lines: Sequence[int]) -> bool:
        block = self._document.blocks[number]
        if any(found.overlaps(region) for found in self._written(number).code):
            return True
        if any(line in self._fenced for line in self._lines[number]):
            return True
        if any(map(self._is_line_of_code, lines)) or (lines and touches_code(block.text, region)):
            return True
        source = self._document.source or ""
        there = block.source_region(region)
        return any(found.overlaps(there) for found in self._untranslated) or (
            block.role is Role.ALT_TEXT and is_value(source, block.source_region(Region(0, 1)).start)
        )

    def _is_told_by_nobody(self, number: int, region: Region) -> bool:
        """Whether words stand behind speech of nobody named: "It is alleged that ..."."""
        written = self._written(number)
        sentence = written.sentence(region)
        before = [word for word in written.words.within(sentence) if word.end <= region.start]
        return any(self._words.nobodys.find(before))

    def _is_line_of_code(self, line: int) -> bool:
        if line not in self._code_lines:
            self._code_lines[line] = is_line_of_code(self._layout.lines[line].written)
        return self._code_lines[line]

    def _named_or_law(self, number: int, region: Region) -> Kept | None:
        text = self._document.blocks[number].text
        written = self._written(number)
        if is_given_name(written.words, region, written.sentence(region), text, self._words.naming):
            return Kept.NAME
        return Kept.LAW if any(found.overlaps(region) for found in written.laws) else None

    def _is_within(self, found: Sequence[Region], number: int, region: Region) -> bool:
        """Whether a place of a block touches one of some stretches of the source."""
        if not found:
            return False
        there = self._document.blocks[number].source_region(region)
        return any(each.overlaps(there) for each in found)

    def _names_body(self, lines: Sequence[int], region: Region) -> bool:
        """Whether a short line in capitals ends in what bodies are called, behind the words: "BLUE LAMP HOTLINE"."""
        for number in lines:
            line = self._layout.lines[number]
            parts = line.text.split()
            if len(parts) > _LONGEST_BODY or not line.text.isupper() or region.end >= line.region.end:
                continue
            if fold(parts[-1]).strip(".") in self._words.layout.lists["heads-of-bodies"]:
                return True
        return False

    def _is_reference(self, number: int, lines: Sequence[int]) -> bool:
        """Whether words stand in a line that cites a work, by its form or below a heading that says so."""
        return number in self._listed_works or any(is_reference(self._layout.lines[line].text) for line in lines)

    def _is_data(self, number: int) -> bool:
        """Whether a block is a value in the front matter of a page that is no prose."""
        document, block = self._document, self._document.blocks[number]
        if block.role is not Role.METADATA or document.source is None or document.format not in _WITH_FIELDS:
            return False
        place = block.source_region(Region(0, 1)).start
        return is_data(document.source, place, block.text, self._words.markup)

    @cached_property
    def _told_cells(self) -> frozenset[int]:
        return told_cells(self._layout, self._document.blocks)

    @cached_property
    def _listed_works(self) -> frozenset[int]:
        return listed_works(self._layout)

    @cached_property
    def _spoken_in_markup(self) -> list[Region]:
        document = self._document
        return spoken(document.source, document.format, self._words.markup) if document.source is not None else []

    @cached_property
    def _named_in_markup(self) -> list[Region]:
        document = self._document
        return named(document.source, document.format, self._words.markup) if document.source is not None else []

    @cached_property
    def _layout(self) -> Layout:
        return Layout(self._all_lines, self._document.blocks, self._words.layout)

    @cached_property
    def _is_conversation(self) -> bool:
        return is_conversation(self._layout)

    @cached_property
    def _spoken(self) -> frozenset[int]:
        return spoken_lines(self._layout)

    @cached_property
    def _lines(self) -> Mapping[int, list[int]]:
        """The numbers of the lines of each block."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, line in enumerate(self._layout.lines):
            found[line.block].append(number)
        return found

    @cached_property
    def _fenced(self) -> set[int]:
        """The numbers of the lines between fences, which plain text has no other mark of."""
        found: set[int] = set()
        inside = False
        for number, line in enumerate(self._layout.lines):
            is_fence = line.written.lstrip().startswith(_FENCES)
            if inside or is_fence:
                found.add(number)
            inside ^= is_fence
        return found

    @cached_property
    def _quoted(self) -> list[list[Region]]:
        return possibly_quoted(self._document.blocks, self._words.layout.turns.elision)

    @cached_property
    def _columns(self) -> dict[int, Column]:
        head = self._document.line(1) if self._document.format == "csv" else ""
        return columns_of(self._document.blocks, self._words.tables, head)

    @cached_property
    def _untranslated(self) -> list[Region]:
        source = self._document.source
        return untranslated(source) if source is not None and self._document.format in _WITH_TAGS else []


_LONGEST_BODY = 8
"""How many words the name of a body has at most."""
_FENCES = ("```", "~~~")
_WITH_TAGS = frozenset({"html", "markdown", "xml"})
_WITH_FIELDS = frozenset({"markdown", "asciidoc", "rst"})
_FIELD = pattern(r"[^:.;!?\t]{1,40}[:=]\s*")
_LONGEST_VALUE = 4
"""How many words the value of a field has at most that is no sentence."""


def _is_value_of_field(line: Line, region: Region) -> bool:
    """Whether words are all that a line says behind a label, or nearly so: "Category: ..."."""
    label = _FIELD.match(line.text)
    return (
        label is not None
        and len(line.text[label.end() :].split()) <= _LONGEST_VALUE
        and region.start - line.region.start >= label.end() - 1
    )
