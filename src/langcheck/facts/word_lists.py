"""Lists of words: what stands below a heading or a line that announces words, in a column of words, in a glossary, or
below a question about words.

What announces them is data (lexicon/constructions/heads-of-word-lists.yaml). A list ends at the next heading; one that a
line with a colon opens ends at the first paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from langcheck.facts.tables import column, field_of, heads, tables
from langcheck.facts.words_as_words import MentionWords
from langcheck.lazily import pattern
from langcheck.lexicon.forms import fold
from langcheck.model import Block, Region, Role

_LONGEST = 7
"""How many words a mentioned phrase has at most."""
_LONGEST_HEAD = 160
"""How many characters what announces a list has at most."""
_FEWEST = 3
"""How many definitions make a glossary."""
_GAP_IN_GLOSSARY = 5
"""How many blocks may stand between one definition of a glossary and the next."""
_LONGEST_GLOSSARY = 400
_LONGEST_TABLE = 2_000
"""How many cells a table of words has at most."""
_LONGEST_LIST = 60
"""How many blocks above another its heading is looked for."""
_LONGEST_ITEM = 200
_COLUMN_MARK = "|"
"""What stands between the columns of a table in plain text."""
_SHORT = 14
"""How many words a line has at most that may be a heading."""
_DEFINITION = pattern(
    r"\A[\"'“‘]?(?P<term>[^\"”:;.!?\n–—=]{2,60}?)[\"'”’]?\s*(?:\([^)]{1,40}\)\s*)?(?:[:=]|\s[–—-])\s*(?P<start>[^\W_]+)"
)

_AFTER_START = pattern(r" ?(?:[:–—#.(-]|\d|\Z)")
_OPTION = pattern(r"\(?(?:[a-h]|[1-9])[.)] ", re.IGNORECASE)
"""How an answer to choose begins where no list is marked up."""


def find_word_lists(
    blocks: Sequence[Block], known: MentionWords, lines: Mapping[int, Sequence[str]] | None = None
) -> set[int]:
    """The numbers of the blocks that stand in lists of words, for a whole document; ``lines`` are those of its blocks."""
    return {
        *_in_glossaries(blocks, known),
        *_in_quoted_glossaries(blocks),
        *_in_tables(blocks, known),
        *_in_typed_tables(blocks, known, lines or {}),
        *_in_lists(blocks, known),
        *_answers(blocks, known),
    }


def under_myths(blocks: Sequence[Block], index: int, known: MentionWords) -> bool:
    """Whether the nearest heading above a block announces myths, so that claims below it are told to be refuted."""
    folded = fold(_heading_above(blocks, index))
    return len(folded) < _LONGEST_HEAD and any(re.search(rf"\b{re.escape(word)}\b", folded) for word in known.myths)


def _announced(text: str, known: MentionWords) -> frozenset[str]:
    """In which ways a text announces words, by the names of constructions."""
    return known.announced(text) if len(text) < _LONGEST_HEAD else frozenset()


def _announces(text: str, known: MentionWords) -> bool:
    return "words" in _announced(text, known)


# --- rows of terms ---


def rows_of_terms(
    lines: Iterable[tuple[int, Region]], terms: Mapping[int, Sequence[Region]], blocks: Sequence[Block]
) -> dict[int, list[Region]]:
    """The lines that list words of the lexicon without an article, where a document has at least _FEWEST of them.

    A line of a report may hold such a list once ("uncooperative, refused to testify, runaway"); a document that is made
    of them is about words.
    """
    found: dict[int, list[Region]] = {}
    lines = list(lines)
    labels = _labels(lines, terms, blocks)
    for block, line in lines:
        own = [term for term in terms.get(block, ()) if line.covers(term)]
        text = blocks[block].text
        if len(own) >= _FEWEST and not text[line.start : line.end].rstrip().endswith((".", "!", "?")):
            if any(_OF_SOMEBODY.fullmatch(item.strip()) for item in _ITEM.split(text[line.start : line.end])):
                continue
            starts = [line.start, *(line.start + mark.end() for mark in _ITEM.finditer(text[line.start : line.end]))]
            whole = [term for term in own if term.start in starts and _ITEM_END.match(text, term.end)]
            if len(starts) > _FEWEST and len({term.start for term in whole}) >= _WHOLE:
                found.setdefault(block, []).append(line)
    if sum(map(len, found.values())) < _FEWEST:
        return labels
    for block, regions in labels.items():
        found.setdefault(block, []).extend(regions)
    return found


def _labels(
    lines: Iterable[tuple[int, Region]], terms: Mapping[int, Sequence[Region]], blocks: Sequence[Block]
) -> dict[int, list[Region]]:
    """The words before a colon where lines in a row tell what each of several people is: "The john: any man with cash".

    Without an article at least _FEWEST of them are words of the lexicon, each of them once: a form repeats its roles.
    """
    found: dict[int, list[Region]] = {}
    row: list[tuple[int, Region, bool]] = []
    for block, line in (*lines, (-1, Region(0, 0))):
        label = _LABEL.match(blocks[block].text[line.start : line.end]) if block >= 0 else None
        if label is not None:
            start, end = label.span("who" if label["article"] else "what")
            row.append((block, Region(line.start + start, line.start + end), label["article"] is not None))
            continue
        told = [
            (number, term)
            for number, region, _ in row
            for term in terms.get(number, ())
            if region.covers(term) and term.end == region.end
        ]
        named = [fold(blocks[number].text[region.start : region.end]) for number, region, _ in row]
        of_terms = {number for number, _ in told}
        is_glossary = len(of_terms) >= _FEWEST and len(set(named)) == len(named)
        if sum(article for _, _, article in row) > 1 or is_glossary:
            for number, term in told:
                found.setdefault(number, []).append(term)
        row = []
    return found


_LABEL = pattern(
    r"\W*(?:(?P<article>[Tt]he|THE) (?P<who>[\w-]+(?: [\w-]+)?): \S|(?P<what>[\w-]+(?: [\w-]+){0,2}): [^\W\d_A-Z])"
)
"""A line that begins with whom it explains."""
_WHOLE = 2
"""How many items of such a line are a term and nothing else at least."""
_ITEM = pattern(r"[,;/] ?")
_OF_SOMEBODY = pattern(r"\d{1,2}|(?:[A-Z]\.){2,}")
"""An item that is an age or initials: the line describes somebody ("J.M., female, 16, runaway")."""
_ITEM_END = pattern(r"\s*(?:[,;/(]|\Z|$|\n)")


# --- glossaries --------------------------------------------------------------------------------------------------


def _in_glossaries(blocks: Sequence[Block], known: MentionWords) -> set[int]:
    """The blocks of glossaries: behind a heading that announces words, where blocks define one after another."""
    listed: set[int] = set()
    for start, block in enumerate(blocks):
        if start in listed or not _is_headline(block) or not _announces(block.text, known):
            continue
        defined = [
            index
            for index in range(start + 1, min(len(blocks), start + _LONGEST_GLOSSARY))
            if _defines(blocks[index], known)
            or (blocks[index].text.endswith(":") and len(blocks[index].text.split()) <= _LONGEST)
        ]
        last = _end_of_run(defined, start)
        if last is not None:
            listed.update(range(start, last + 2))
    return listed


def _in_quoted_glossaries(blocks: Sequence[Block]) -> set[int]:
    """The blocks of at least _FEWEST in a row that begin with words in quotation marks and what they mean, without a heading."""
    listed: set[int] = set()
    run: list[int] = []
    for index, block in enumerate(blocks):
        if _QUOTED_TERM.match(block.text):
            run.append(index)
            continue
        if len(run) >= _FEWEST:
            listed.update(run)
        run = []
    if len(run) >= _FEWEST:
        listed.update(run)
    return listed


_QUOTED_TERM = pattern(
    r"[•·*–—-]?\s*(?:[\"“‘'][^\"“”‘’:]{2,40}[\"”’'][ ,/]*(?:[a-z]{2,3}\s)?\s*){1,4}(?:\([^)]{1,40}\)\s*)?(?::|=|[–—-])\s*[^\W\d_A-Z]"
)
"""Words in quotation marks, perhaps several with a stroke between them, and a gloss that begins small."""


def _is_headline(block: Block) -> bool:
    return block.role in (Role.HEADING, Role.METADATA) or block.text.endswith(":") or len(block.text.split()) <= _SHORT


def _defines(block: Block, known: MentionWords) -> bool:
    """Whether a block begins with words and what they mean: "Stable: a group of ...", "A stable is a group of ..."."""
    if "definitions" in _announced(block.text[: _LONGEST_HEAD - 1], known):
        return True
    found = _DEFINITION.match(block.text.lstrip("•·*- "))
    if found is None or found["start"].lower() not in known.definition_starts:
        return False
    return found["term"].split()[0].lower() not in known.determiners


def _end_of_run(defined: Sequence[int], start: int) -> int | None:
    """The last of at least _FEWEST definitions that follow a headline closely; None when there are fewer."""
    run = [start]
    for index in defined:
        if index - run[-1] > _GAP_IN_GLOSSARY:
            break
        run.append(index)
    return run[-1] if len(run) > _FEWEST else None


# --- tables ------------------------------------------------------------------------------------------------------


def _in_tables(blocks: Sequence[Block], known: MentionWords) -> set[int]:
    """The cells and fields of words; of all columns where what stands above the table announces words and no head does."""
    named = {number: field for number, block in enumerate(blocks) if (field := field_of(block))}
    fields = _columns_of_words({field: field.replace("_", " ") for field in named.values()}, known)
    listed = {number for number, field in named.items() if field in fields}
    for table in tables(blocks):
        cells = table[:_LONGEST_TABLE]
        columns = _columns_of_words(heads(blocks, cells), known)
        above = blocks[cells[0][1] - 1].text if cells[0][1] else ""
        everywhere = not columns and _announces(above, known)
        listed.update(number for place, number in cells if everywhere or column(blocks[number], place) in columns)
    return listed


def _in_typed_tables(blocks: Sequence[Block], known: MentionWords, lines: Mapping[int, Sequence[str]]) -> set[int]:
    """The blocks of a table that is typed as text, with a mark between its columns, where a head tells of words."""
    listed: set[int] = set()
    typed = False
    for number, block in enumerate(blocks):
        parted = block.role is not Role.CELL and _COLUMN_MARK in block.text
        if parted and not typed:
            cells = next(iter(lines.get(number, ())), block.text).strip(f" {_COLUMN_MARK}").split(_COLUMN_MARK)
            typed = bool(_columns_of_words({place: fold(cell).strip() for place, cell in enumerate(cells)}, known))
        typed = typed and parted
        if typed:
            listed.add(number)
    return listed


def _columns_of_words(named: dict[str | int, str], known: MentionWords) -> set[str | int]:
    """The columns whose heads say that they hold words; some heads say so only beside another one."""
    told = {place: _announced(head, known) for place, head in named.items()}
    words = {place for place, names in told.items() if "columns" in names}
    paired = {place for place, names in told.items() if "paired-columns" in names}
    return words | paired if len(words | paired) > 1 else words


# --- lists below a heading or a question -------------------------------------------------------------------------


def _in_lists(blocks: Sequence[Block], known: MentionWords) -> set[int]:
    """Items and definitions below a heading or a line with a colon that announces words, and lines that say it themselves."""
    listed: set[int] = set()
    told: dict[int, bool] = {}
    for index, block in enumerate(blocks):
        if _says_itself(block.text, known):
            listed.add(index)
        elif _may_be_listed(block, known):
            above = _index_of_heading(blocks, index)
            if above is not None and above not in told:
                told[above] = _announces(blocks[above].text, known)
            if above is not None and told[above]:
                listed.add(index)
    return listed


def _says_itself(text: str, known: MentionWords) -> bool:
    """ "Keywords: ...", "Myth 1: ...", "MYTH ...": a line begins with what it is and a mark, a number, or in capitals.

    Where the fact stands behind the myth, in the author's own voice, the constructions tell where the myth ends.
    """
    folded = fold(text)
    says = folded.startswith(known.starts) and any(
        folded.startswith(start) and (_AFTER_START.match(text, len(start)) or text[: len(start)].isupper())
        for start in known.starts
    )
    return says and not (folded.startswith(known.myths) and known.answers_itself(text))


def _may_be_listed(block: Block, known: MentionWords) -> bool:
    if block.role in (Role.LIST_ITEM, Role.HEADING):
        return True
    if block.role is Role.CELL or len(block.text) > _LONGEST_ITEM:
        return False
    return block.role is not Role.PROSE or _defines(block, known)


def _index_of_heading(blocks: Sequence[Block], index: int) -> int | None:
    """The nearest heading above a block, or the line with a colon that opens its list."""
    item = blocks[index].role is Role.LIST_ITEM
    for other in range(index - 1, max(-1, index - _LONGEST_LIST - 1), -1):
        block = blocks[other]
        if block.role is Role.HEADING:
            return other
        if block.role is Role.PROSE and block.text.endswith(":") and (item or other == index - 1):
            return other
        item = item and block.role is Role.LIST_ITEM
    return None


def _heading_above(blocks: Sequence[Block], index: int) -> str:
    """The nearest heading above a block, or paragraph that ends in a colon; empty when none is near."""
    for other in reversed(blocks[max(0, index - _LONGEST_LIST) : index]):
        if other.role is Role.HEADING or (other.role is Role.PROSE and other.text.endswith(":")):
            return other.text
    return ""


def _answers(blocks: Sequence[Block], known: MentionWords) -> set[int]:
    """The items right below a question about words."""
    listed: set[int] = set()
    question, asks = "", False
    is_asked = True
    for index, block in enumerate(blocks):
        is_answer = block.role is Role.LIST_ITEM or _OPTION.match(block.text) is not None
        if is_answer and not is_asked:  # of most blocks nobody needs to know whether they ask
            asks, is_asked = _asks_about_words(question, known), True
        if is_answer and asks:
            listed.add(index)
        if not is_answer or block.text.rstrip(" \"'”’)").endswith(("?", ":")):
            question, is_asked = block.text, False
    return listed


def _asks_about_words(text: str, known: MentionWords) -> bool:
    last = text.rstrip(" \"'”’)")
    return last.endswith(("?", ":", ".")) and "questions" in _announced(text, known)
