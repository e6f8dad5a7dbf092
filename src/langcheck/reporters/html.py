"""The report as one HTML page to read and print: the documents' text, the findings marked in it, notes beside them.

The page holds no script and loads nothing. Every string that goes into it is escaped, and characters that command a
terminal or turn the direction of text are shown as codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from langcheck import __version__
from langcheck.boilerplate import Repeated, grouped
from langcheck.harmless import printable
from langcheck.model import (
    CATEGORIES,
    LEFT_OUT,
    NO_BLOCK,
    Block,
    Document,
    Finding,
    Level,
    Report,
    Role,
    Source,
    Verdict,
)
from langcheck.reporters import Style
from langcheck.reporters.text import ALLOWED_NAMES, checked, plural, unchecked

if TYPE_CHECKING:
    from jinja2 import Environment

WHOLE_DOCUMENT = 12_000
"""The length in characters up to which a document's text is shown whole; of longer ones, what is near findings."""

CHARTS_FROM = 10
"""From how many findings on the page draws how they are spread."""

MOST_NOTES = 2_000
"""How many findings a page shows; the rest are counted."""

MOST_LISTED = 200
"""How many words that were left alone, or files with nothing found, are listed one by one under a heading."""

_CONTEXT = 600
"""How many characters of a paragraph with nothing found are shown where a document is not shown whole."""

_MOST_CELLS = 12
"""How many cells stand side by side at most."""

_KINDS = {
    Role.HEADING: "heading",
    Role.LIST_ITEM: "item",
    Role.QUOTE: "quote",
    Role.CODE: "code",
}
_UNNAMED = frozenset({Role.PROSE, Role.HEADING, Role.LIST_ITEM, Role.QUOTE, Role.CODE})
_CLAUSE = "By a clause of the entry"


@dataclass(frozen=True, slots=True)
class Note:
    """A finding on the page; ``tag`` is what stands at the words and at the note, such as W2.

    ``reason`` is the number of the reason that it shares with the other findings of its entry.
    """

    number: int
    finding: Finding
    reason: int

    @property
    def tag(self) -> str:
        return f"{str(self.finding.level)[0].upper()}{self.number}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: the words of a note, or those between."""

    text: str
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block on the page; ``kind`` is how it looks, ``name`` what to call it where its look does not say."""

    kind: str
    name: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: one paragraph, or the cells of a table's row."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def notes(self) -> list[Note]:
        return [note for paragraph in self.paragraphs for note in paragraph.notes]


@dataclass(frozen=True, slots=True)
class Gap:
    """Paragraphs with nothing found that are not shown."""

    count: int


@dataclass(frozen=True, slots=True)
class Section:
    """A document with findings; ``loose`` are notes whose text is not shown."""

    path: str
    shown: tuple[Row | Gap, ...]
    loose: tuple[Note, ...]

    @property
    def is_cut(self) -> bool:
        return any(isinstance(part, Gap) for part in self.shown)


@dataclass(frozen=True, slots=True)
class Counted:
    """A document with its findings by level, the gravest first; ``number`` is that of its section, if it has one."""

    path: str
    counts: tuple[int, ...]
    number: int | None


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Words that were left alone for one reason; ``because`` is empty where it differs from word to word."""

    heading: str
    because: str
    findings: tuple[Finding, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry is in the lexicon, and the notes that name it."""

    number: int
    entry: str
    why: str
    sources: tuple[Source, ...]
    notes: tuple[Note, ...]

    @property
    def title(self) -> str:
        return self.entry.rsplit(".", 1)[-1].replace("-", " ")


def render(report: Report, style: Style) -> str:
    """The page; the left-alone lists are always in it."""
    shown = report.findings if style.ungrouped else grouped(report.findings)
    groups = [item for item in shown if isinstance(item, Repeated)][:MOST_NOTES]
    single = [item for item in shown if isinstance(item, Finding)][: MOST_NOTES - len(groups)]
    notes = notes_of([*(group.first for group in groups), *single])
    sections = list(sections_of(notes[len(groups) :], report))
    page: str = (
        environment("langcheck.reporters")
        .get_template("report.html")
        .render(
            report=report,
            version=__version__,
            sections=sections,
            together=list(zip(notes, groups, strict=False)),
            documents=list(_documents(report.findings, sections)),
            levels=list(report.levels()),
            charts=list(_charts(report)),
            left_alone=list(_left_alone(report.allowed)),
            other_senses=sum(finding.verdict is Verdict.OTHER_SENSE for finding in report.allowed),
            clean=_clean(report),
            most_listed=MOST_LISTED,
            not_shown=len(report.findings) - len(single) - sum(len(group.findings) for group in groups),
            reasons=list(_reasons(notes)),
            plural=plural,
            checked=checked,
            unchecked=unchecked,
        )
    )
    return page


# --- what the page is made of -------------------------------------------------------------------------------------


def notes_of(findings: Sequence[Finding]) -> list[Note]:
    """The findings with their numbers and those of their reasons, both from 1."""
    reasons: dict[str, int] = {}
    return [
        Note(number, finding, reasons.setdefault(finding.entry, len(reasons) + 1))
        for number, finding in enumerate(findings, 1)
    ]


def sections_of(notes: Sequence[Note], report: Report) -> Iterator[Section]:
    """The documents with findings, in the order of the report."""
    documents = {document.path: document for document in report.read}
    by_path: dict[str, list[Note]] = {}
    for note in notes:
        by_path.setdefault(note.finding.path, []).append(note)
    for path, own in by_path.items():
        document = documents.get(path)
        loose = tuple(note for note in own if note.finding.block == NO_BLOCK)
        if document is None or not document.blocks:
            yield Section(path, (), tuple(own))
        else:
            yield Section(path, tuple(_shown(document, own)), loose)


def _documents(findings: Iterable[Finding], sections: Sequence[Section]) -> Iterator[Counted]:
    """The documents with findings, in the order of the report."""
    by_path: dict[str, Counter[Level]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, Counter())[finding.level] += 1
    numbers = {section.path: number for number, section in enumerate(sections, 1)}
    for path, counts in by_path.items():
        yield Counted(path, tuple(counts[level] for level in sorted(Level, reverse=True)), numbers.get(path))


def _shown(document: Document, notes: Iterable[Note]) -> Iterator[Row | Gap]:
    """The rows of a document that is short, or the rows with notes and those next to them."""
    by_block: dict[int, list[Note]] = {}
    for note in notes:
        by_block.setdefault(note.finding.block, []).append(note)
    whole = sum(len(block.text) for block in document.blocks) <= WHOLE_DOCUMENT
    rows = list(_rows(document.blocks))
    noted = {number for number, row in enumerate(rows) if by_block.keys() & set(row)}
    left_out = 0
    for number, row in enumerate(rows):
        if not (whole or {number - 1, number, number + 1} & noted):
            left_out += len(row)
            continue
        if left_out:
            yield Gap(left_out)
            left_out = 0
        blocks = ((document.blocks[index], by_block.get(index, [])) for index in row)
        yield Row(tuple(_paragraph(block, own, whole=whole) for block, own in blocks))
    if left_out:
        yield Gap(left_out)


def _rows(blocks: Sequence[Block]) -> Iterator[range]:
    """The blocks by their numbers, the cells of a row together."""
    start = 0
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        is_row = block.group and block.role is Role.CELL and index + 1 - start < _MOST_CELLS
        if is_row and following and (following.group, following.role) == (block.group, block.role):
            continue
        yield range(start, index + 1)
        start = index + 1


def _paragraph(block: Block, notes: Sequence[Note], *, whole: bool) -> Paragraph:
    name = "" if block.role in _UNNAMED else block.role.value
    kind = _KINDS.get(block.role, "prose")
    if not notes and not whole and len(block.text) > _CONTEXT:
        return Paragraph(kind, name, (Piece(f"{block.text[:_CONTEXT].rsplit(' ', 1)[0]} …"),))
    ordered = sorted(notes, key=lambda note: (note.finding.region.start, note.finding.region.end))
    return Paragraph(kind, name, tuple(_pieces(block.text, ordered)), tuple(ordered))


def _pieces(text: str, notes: Iterable[Note]) -> Iterator[Piece]:
    """A text cut at its notes; of words that two notes share, the first note has them and the second what is left."""
    at = 0
    for note in notes:
        start = max(at, note.finding.region.start)
        end = max(start, note.finding.region.end)
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], note)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _charts(report: Report) -> Iterator[tuple[str, str, list[tuple[str, str, int]]]]:
    """Caption, column and rows of the charts; there are none of a few findings, nor of numbers that are all one."""
    if len(report.findings) < CHARTS_FROM:
        return
    levels = [(str(level), _sentence(str(level)), count) for level, count in report.levels()]
    categories = [("all", name, count) for name, count in _categories(report.findings)]
    for caption, column, rows in (("By level", "Level", levels), ("By category", "Category", categories)):
        if max(count for _, _, count in rows) > 1:
            yield caption, column, rows


def _categories(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """The categories in words, the most frequent first."""
    counts = Counter(finding.category for finding in findings)
    return [(CATEGORIES.get(name, name.replace("-", " ")), count) for name, count in counts.most_common()]


def _left_alone(allowed: Iterable[Finding]) -> Iterator[LeftAlone]:
    """What was left alone by its reason, the most frequent first."""
    groups: dict[str, list[Finding]] = {}
    for finding in allowed:
        if finding.verdict is Verdict.ALLOW:
            name = ALLOWED_NAMES[finding.context][1] if finding.context in ALLOWED_NAMES else _CLAUSE
            groups.setdefault(_sentence(name), []).append(finding)
    for heading, findings in sorted(groups.items(), key=lambda group: -len(group[1])):
        reasons = {finding.general_because for finding in findings}
        because = reasons.pop() if len(reasons) == 1 else ""
        yield LeftAlone(heading, because, tuple(findings[:MOST_LISTED]), len(findings))


def _clean(report: Report) -> list[str]:
    """The names of the documents in which nothing was found, as far as the report knows them."""
    marked = {finding.path for finding in (*report.findings, *report.known)}
    return [document.path for document in report.read if document.path not in marked]


def _reasons(notes: Iterable[Note]) -> Iterator[Reason]:
    """The entries of the page in the order in which they come up."""
    by_entry: dict[str, list[Note]] = {}
    for note in notes:
        by_entry.setdefault(note.finding.entry, []).append(note)
    for entry, own in by_entry.items():
        yield Reason(own[0].reason, entry, own[0].finding.why, own[0].finding.sources, tuple(own))


# --- the template -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=2)
def environment(package: str) -> Environment:
    """Templates of a package that include the look of our pages; every string that goes into them is escaped."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("langcheck", "look")]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["link"] = _link
    environment.filters["after_title"] = _after_title
    environment.filters["sentence"] = _sentence
    environment.globals["left_out"] = LEFT_OUT
    return environment


def _finalize(value: Any) -> Any:
    """Every value on its way into the page, but for markup of the template's own: no string is forgotten."""
    return value if hasattr(value, "__html__") else printable(str(value))


def _link(url: str) -> str:
    """An address that may stand behind a link, or nothing: lexicons of agencies bring addresses of their own."""
    return url if url.startswith(("https://", "http://")) else ""


def _sentence(text: str) -> str:
    """A text that begins with a capital letter, whatever it began with."""
    return text[:1].upper() + text[1:]


def _after_title(source: Source) -> str:
    """What stands after a title: the year, and that it is a copy."""
    return source.named.removeprefix(f"{source.publisher}: {source.title}")
