"""A report, the paths that were named and the months of the files to Statistics; reads nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from langcheck.boilerplate import Repeated, grouped
from langcheck.model import CATEGORIES, Checked, Finding, Level, Report
from langcheck.reporters.text import extents

NO_DATE = "no date"
"""The month of a file that has none: it is not in git, or there is no git."""

FOLDER = "Folder"
"""What documents are grouped by, where no column is told."""

MOST_REPEATED = 20
"""How many sentences that stand in many files are listed."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings there are of something."""

    name: str
    findings: int


@dataclass(frozen=True, slots=True)
class Share:
    """Documents that belong together, how many of them hold findings, and how many these are."""

    name: str
    documents: int
    with_findings: int
    findings: int
    words: int

    @property
    def rate(self) -> float | None:
        """Findings per 1,000 words; None where there are no words."""
        return 1000 * self.findings / self.words if self.words else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that stands in many files: which entry it holds, and nothing of its words."""

    entry: str
    level: Level
    files: int
    findings: int


@dataclass(frozen=True, slots=True)
class Change:
    """How many findings of an entry there were, and how many there are."""

    entry: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier check of the same documents: its counts, and the entries whose counts are others now."""

    whole: Share
    lexicon: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """All counts of a check; ``findings`` are all there are, whether a baseline knows them or not.

    ``grouped_by`` says what ``folders`` are: folders, or the values of a column of an archive. ``dated_by`` is the column that
    ``months`` come from; where it is empty, they are those of the last change. ``before`` is an earlier check to compare with.
    """

    whole: Share
    levels: tuple[Count, ...]
    categories: tuple[Count, ...]
    entries: tuple[Count, ...]
    folders: tuple[Share, ...]
    months: tuple[Share, ...]
    left_alone: tuple[Count, ...]
    repeated: tuple[Sentence, ...]
    suppressed: int
    failures: int
    partly: int
    skipped: int
    lexicon: str
    grouped_by: str = FOLDER
    dated_by: str = ""
    before: Before | None = None


def tally(report: Report, *, named: Sequence[PurePath], months: Mapping[str, str], depth: int = 1) -> Statistics:
    """Count a report whose documents' words were counted; folders are told ``depth`` levels below the named paths."""
    findings = (*report.findings, *report.known)
    by_path = Counter(finding.path for finding in findings)
    read = [item for item in report.checked if item.is_read]
    files, folders, partly = extents(report)
    return Statistics(
        whole=_share("all", read, by_path),
        levels=tuple(
            Count(str(level), sum(finding.level is level for finding in findings))
            for level in sorted(Level, reverse=True)
        ),
        categories=_counts(finding.category for finding in findings),
        entries=_counts(finding.entry for finding in findings),
        folders=_shares(read, by_path, lambda path: folder_of(PurePath(path), named=named, depth=depth)),
        months=_shares(read, by_path, lambda path: months.get(path, NO_DATE)),
        left_alone=_counts(report.left_alone),
        repeated=_repeated(findings),
        suppressed=len(report.suppressed),
        failures=files + folders,
        partly=partly,
        skipped=report.skipped,
        lexicon=report.lexicon,
    )


def folder_of(path: PurePath, *, named: Sequence[PurePath], depth: int) -> str:
    """The folder that a file is counted under: at most ``depth`` levels below the longest named path above it.

    A file that was named itself is counted under its folder.
    """
    above = [root for root in named if root != path and path.is_relative_to(root)]
    if not above:
        return path.parent.as_posix()
    root = max(above, key=lambda found: len(found.parts))
    below = path.parent.relative_to(root).parts[:depth]
    return root.joinpath(*below).as_posix()


def category_name(category: str) -> str:
    """What readers see of a category."""
    return CATEGORIES.get(category, category.replace("-", " "))


def compared(statistics: Statistics, before: Statistics) -> Statistics:
    """The statistics with those of an earlier check to compare with: what changed most comes first."""
    old, new = ({item.name: item.findings for item in one.entries} for one in (before, statistics))
    changes = [Change(name, old.get(name, 0), new.get(name, 0)) for name in {**old, **new}]
    changed = sorted(
        (change for change in changes if change.before != change.after),
        key=lambda change: (-abs(change.after - change.before), change.entry),
    )
    return replace(statistics, before=Before(before.whole, before.lexicon, tuple(changed)))


def _counts(names: Iterable[str]) -> tuple[Count, ...]:
    """The most frequent first, those of one frequency by name."""
    return counted(Counter(names))


def counted(counts: Mapping[str, int]) -> tuple[Count, ...]:
    """Counts by name, in that order."""
    return tuple(Count(name, count) for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _shares(checked: Iterable[Checked], by_path: Mapping[str, int], name_of: Callable[[str], str]) -> tuple[Share, ...]:
    """The documents by a name of each, sorted by the name: nobody is ranked. What has no date comes last."""
    groups: dict[str, list[Checked]] = {}
    for item in checked:
        groups.setdefault(name_of(item.path), []).append(item)
    names = sorted(groups, key=lambda name: (name == NO_DATE, name))
    return tuple(_share(name, groups[name], by_path) for name in names)


def _share(name: str, checked: Sequence[Checked], by_path: Mapping[str, int]) -> Share:
    counts = [by_path.get(item.path, 0) for item in checked]
    return Share(
        name=name,
        documents=len(checked),
        with_findings=sum(count > 0 for count in counts),
        findings=sum(counts),
        words=sum(item.words or 0 for item in checked),
    )


def _repeated(findings: Sequence[Finding]) -> tuple[Sentence, ...]:
    """The sentences that stand in most files; those in equally many in the order of the report."""
    found = [
        Sentence(group.first.entry, group.first.level, len(group.in_files), len(group.findings))
        for group in grouped(findings)
        if isinstance(group, Repeated)
    ]
    return tuple(sorted(found, key=lambda sentence: -sentence.files)[:MOST_REPEATED])
