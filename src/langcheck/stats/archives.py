"""Archives to Statistics: the rows that ``langcheck archive`` or an engine wrote, counted a batch at a time.

What is in memory does not grow with the rows: only names are kept that few rows have, and the sentences that come up again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from langcheck.archive.state import read_state
from langcheck.boilerplate import MANY_FILES
from langcheck.errors import LangcheckError, how_to_install
from langcheck.model import Level
from langcheck.stats.tally import FOLDER, MOST_REPEATED, NO_DATE, Count, Sentence, Share, Statistics, counted

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.dataset as ds

_NEEDED = ("id", "status", "findings", "words", "lexicon", "stamp")
_MORE = ("suppressed",)
_KEEP = "Keep it with `langcheck archive --keep`."
_MONTHS = 12
_TOGETHER = 2_000
_MOST_SENTENCES = 300_000
"""How many sentences are remembered, or twice as many as came up again; beyond it, those that came up once are forgotten."""

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?!\d)|(\d{2})(?:\d{2}(?:\d{6})?)?(?!\d)|(?!\d))")
"""2024-03-05, 2024-3-5, 2024/03, 20240305, or a year alone; whatever is no digit may stand behind it."""

_BY_LEVEL = {str(level): level for level in Level}


class ArchiveUnread(LangcheckError):
    """An archive that cannot be counted."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The statistics of archives, and what a person should know of them."""

    statistics: Statistics
    notes: tuple[str, ...] = ()


def is_archive(path: Path) -> bool:
    """Whether a path is an archive: a Parquet file, or a folder in which nothing else is to be seen.

    A folder of documents may hold a table, too.
    """
    if not path.is_dir():
        return path.suffix.lower() == ".parquet"
    try:
        seen = {found.suffix.lower() for found in path.iterdir() if not found.name.startswith((".", "_"))}
    except OSError:  # told where the folder is listed as one of documents
        return False
    return seen == {".parquet"}


def count_archives(
    paths: Sequence[Path], *, by: str = "", dated_by: str = "", digits: int = len("2026-11"), depth: int = 1
) -> Counted:
    """Count archives. ``by`` is a column to count by, ``dated_by`` one with dates, of which the first ``digits`` characters count,
    as in 2024-03.

    Where no column is told, documents whose ids are paths are counted by folder, ``depth`` levels deep. Raises ArchiveUnread
    where a column is not there, or a file is no archive.
    """
    found = _Found()
    for path in paths:
        for row in _rows(path, [name for name in (by, dated_by) if name]):
            date = _date(row[dated_by], digits) if dated_by else ""
            found.without_month += date == NO_DATE and _date(row[dated_by], len("2026")) != NO_DATE
            found.take(row, _group(row, by, depth), date)
    statistics = Statistics(
        whole=found.whole.share("all"),
        levels=tuple(Count(str(level), found.levels[str(level)]) for level in sorted(Level, reverse=True)),
        categories=counted(found.categories),
        entries=counted(found.entries),
        folders=_shares(found.groups),
        months=_shares(found.dates) if dated_by else (),
        left_alone=(),
        repeated=found.repeated(),
        suppressed=found.suppressed,
        failures=found.failures,
        partly=found.partly,
        skipped=0,
        lexicon=", ".join(sorted(found.lexicons)),
        grouped_by=by or FOLDER,
        dated_by=dated_by,
    )
    return Counted(statistics, tuple(_notes(paths, found)))


# --- rows ----------------------------------------------------------------------------------------------------------


def _rows(path: Path, columns: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """The rows of an archive, with the columns to count by as text; raises ArchiveUnread."""
    try:
        import pyarrow as pa
        import pyarrow.dataset as ds
    except ModuleNotFoundError as error:
        raise ArchiveUnread(
            "archives are read with pyarrow, which is not installed", how_to_install("arrow")
        ) from error
    told = str(path)
    try:
        for fragment in _fragments(path):
            told = fragment.path
            names = fragment.physical_schema.names
            _refuse_missing(path, names, columns)
            _refuse_nested(path, fragment.physical_schema, columns)
            read = {name: ds.field(name) for name in (*_NEEDED, *_MORE) if name in names}
            read |= {name: ds.field(name).cast(pa.string()) for name in columns if name not in read}
            for batch in fragment.to_batches(columns=read, batch_size=_TOGETHER, batch_readahead=1):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:  # what Arrow says may quote a cell
        raise ArchiveUnread(f"{told}: this is no Parquet that can be read", "Make the archive anew.") from error


def _fragments(path: Path) -> Iterator[ds.Fragment]:
    import pyarrow.dataset as ds

    if not path.exists():
        raise ArchiveUnread(f"{path}: there is no such file or folder", "Check the name.")
    return iter(ds.dataset(path, format="parquet").get_fragments())


def _refuse_missing(path: Path, names: Sequence[str], columns: Sequence[str]) -> None:
    known = ", ".join(map(repr, names))
    for name in (*_NEEDED, *columns):
        if name not in names:
            hint = "This is no archive, or one that lacks a column." if name in _NEEDED else _KEEP
            raise ArchiveUnread(f"{path}: there is no column {name!r}", f"{hint} There are {known}.")


def _refuse_nested(path: Path, schema: pa.Schema, columns: Sequence[str]) -> None:
    from pyarrow import types

    for name in columns:
        if types.is_nested(schema.field(name).type):
            raise ArchiveUnread(f"{path}: the column {name!r} holds more than one value a row", "Count by another one.")


def _group(row: Mapping[str, Any], by: str, depth: int) -> str:
    if by:
        return "(none)" if row[by] in (None, "") else str(row[by])
    folder = PurePath(*PurePath(row["id"] or "").parent.parts[:depth])
    return "" if folder == PurePath() else folder.as_posix()


def _date(value: object, digits: int) -> str:
    """The year of a date, or the year and the month where there is one."""
    found = _DATE.match(str(value))
    if found is None:
        return NO_DATE
    month = int(found[2] or found[3] or 0)
    if digits == len("2026"):
        return found[1]
    return f"{found[1]}-{month:02}" if 1 <= month <= _MONTHS else NO_DATE


def _notes(paths: Sequence[Path], found: _Found) -> Iterator[str]:
    for path in paths:
        state = read_state(path)
        if state is not None and state.get("whole") is False:
            yield f"{path}: the run that makes this archive has not come to its end; go on with --resume"
    if len(found.stamps) > 1:
        yield f"the rows carry {len(found.stamps)} stamps: they were made with different settings, lexicons or versions"
    if found.without_month:
        yield f"{found.without_month:,} of the dates hold a year and no month; --year counts them, too"


# --- counts --------------------------------------------------------------------------------------------------------


@dataclass
class _Group:
    """Documents that belong together."""

    documents: int = 0
    with_findings: int = 0
    findings: int = 0
    words: int = 0

    def take(self, findings: int, words: int) -> None:
        self.documents += 1
        self.with_findings += findings > 0
        self.findings += findings
        self.words += words

    def share(self, name: str) -> Share:
        return Share(name, self.documents, self.with_findings, self.findings, self.words)


@dataclass
class _Found:
    """All that was counted so far."""

    whole: _Group = field(default_factory=_Group)
    groups: dict[str, _Group] = field(default_factory=dict)
    dates: dict[str, _Group] = field(default_factory=dict)
    levels: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    entries: Counter[str] = field(default_factory=Counter)
    sentences: dict[str, Sentence] = field(default_factory=dict)
    lexicons: set[str] = field(default_factory=set)
    stamps: set[str] = field(default_factory=set)
    suppressed: int = 0
    failures: int = 0
    partly: int = 0
    without_month: int = 0
    most_sentences: int = _MOST_SENTENCES

    def take(self, row: Mapping[str, Any], group: str, date: str) -> None:
        self.lexicons.add(row["lexicon"])
        self.stamps.add(row["stamp"])
        if row["status"] == "failed":
            self.failures += 1
            return
        self.partly += row["status"] == "partly"
        self.suppressed += row.get("suppressed") or 0
        findings = row["findings"] or []
        for counts, name in ((None, ""), (self.groups, group), (self.dates, date)):
            counting = self.whole if counts is None else counts.setdefault(name, _Group())
            counting.take(len(findings), row["words"] or 0)
        for finding in findings:
            self.levels[finding["level"]] += 1
            self.categories[finding["category"]] += 1
            self.entries[finding["entry"]] += 1
        self._remember(findings)

    def repeated(self) -> tuple[Sentence, ...]:
        """The sentences that stand in most documents."""
        many = [sentence for sentence in self.sentences.values() if sentence.files >= MANY_FILES]
        ordered = sorted(many, key=lambda sentence: (-sentence.files, sentence.entry, sentence.findings))
        return tuple(ordered[:MOST_REPEATED])

    def _remember(self, findings: Sequence[Mapping[str, Any]]) -> None:
        here = Counter(finding["fingerprint"] for finding in findings if finding["fingerprint"])
        told = {finding["fingerprint"]: finding for finding in findings}
        for fingerprint, count in here.items():
            old = self.sentences.get(fingerprint)
            entry, level = told[fingerprint]["entry"], _BY_LEVEL[told[fingerprint]["level"]]
            files, before = (old.files, old.findings) if old else (0, 0)
            self.sentences[fingerprint] = Sentence(entry, level, files + 1, before + count)
        if len(self.sentences) > self.most_sentences:
            self.sentences = {name: item for name, item in self.sentences.items() if item.files > 1}
            self.most_sentences = max(_MOST_SENTENCES, 2 * len(self.sentences))


def _shares(groups: Mapping[str, _Group]) -> tuple[Share, ...]:
    """Sorted by name: nobody is ranked. What has no date comes last; where there is but the whole, nothing is told."""
    if set(groups) <= {""}:
        return ()
    names = sorted(groups, key=lambda name: (name == NO_DATE, name))
    return tuple(groups[name].share(name or ".") for name in names)
