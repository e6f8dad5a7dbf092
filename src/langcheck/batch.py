"""Many files to one report: each checked with the settings that hold for it, in the order of the paths.

What the cache knows is taken from it. The rest is checked in this process or, where that pays, in several.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from langcheck.cache import Cache
from langcheck.checker import Checker, merge, with_blank_told
from langcheck.errors import UnreadableDocument
from langcheck.files import Listing, SettingsOf, list_files, side_car_of
from langcheck.lazily import dataclass
from langcheck.model import Document, Finding, Report
from langcheck.readers import read_raw
from langcheck.readers.reading import decode
from langcheck.settings import Settings
from langcheck.tasks import Outcome, Task, check_task, checker_of, key_of

Progress = Callable[[int, int], None]
"""Told how many files are done, and how many there are."""

WORTH_PROCESSES = 400_000
"""The size of what is left to check, in bytes, from which on more processes pay for their start."""

_KEPT_TOGETHER = 200
"""How many reports are put into the cache at a time."""


@dataclass
class Batch:
    """Checks files and folders; ``settings`` are those of the run, ``settings_of`` those of each file.

    Files with equal settings share a checker. ``force_exclude`` is for hooks, which name every file: it also leaves out
    files that were named, and only notes those with nothing in them.
    """

    settings: Settings
    settings_of: SettingsOf
    keep_documents: bool = False
    force_exclude: bool = False
    count_words: bool = False
    jobs: int = 1
    cache: Cache | None = None
    only: Callable[[Path], bool] | None = None

    def check(self, paths: Sequence[Path], *, progress: Progress | None = None) -> Report:
        """Check files and folders; raises ModelError when words need the model and it is missing.

        A check that is stopped with Ctrl-C reports what was done, and how many files were not reached.
        """
        files, failures, skipped, notes = self.files(paths)
        reports: dict[int, Report] = {}
        unreached = 0
        try:
            with closing(self._reports(files)) as made:
                for number, report in made:
                    reports[number] = report
                    if progress:
                        progress(len(reports), len(files))
        except KeyboardInterrupt:
            unreached = len(files) - len(reports)
            if not unreached:
                raise
        whole = self.checker(self.settings)
        ordered = [reports[number] for number in sorted(reports)]
        report = merge(ordered, lexicon=_versions(ordered) or whole.lexicon_version)
        report = replace(
            report,
            failures=(*failures, *report.failures),
            notes=(*notes, *report.notes),
            skipped=skipped,
            unreached=unreached,
            model=whole.model,
        )
        return with_blank_told(report, is_hook=self.force_exclude)

    def files(self, paths: Sequence[Path], *, stay_inside: bool = False) -> Listing:
        """What is to be checked, what cannot be, and what was passed over; see ``list_files``."""
        listed = list_files(paths, self.settings_of, force_exclude=self.force_exclude, stay_inside=stay_inside)
        return listed if self.only is None else listed._replace(files=list(filter(self.only, listed.files)))

    def checker_of(self, path: Path) -> Checker:
        """The checker with the settings of a file."""
        return self.checker(self.settings_of(path))

    def checker(self, settings: Settings) -> Checker:
        """The one checker with these settings."""
        return checker_of(settings, keep_documents=self.keep_documents, count_words=self.count_words)

    # --- one report after the other, in whatever order ---

    def _reports(self, files: Sequence[Path]) -> Generator[tuple[int, Report], None, None]:
        """The reports of files by number, in the order in which they come."""
        left: list[Task] = []
        for number, path in enumerate(files):
            settings = self.settings_of(path)
            report, size = self._at_once(path, settings, is_alone=len(files) == 1)
            if report is not None:
                yield number, report
            else:
                left.append(Task(number, path, settings, size, self.keep_documents, self._may_keep(path)))
        new: dict[bytes, bytes] = {}
        try:
            for outcome in self._outcomes(left):
                if outcome.stored is not None:
                    new[outcome.key] = outcome.stored
                if self.cache is not None and len(new) >= _KEPT_TOGETHER:
                    self.cache.put(new)
                    new.clear()
                yield outcome.number, outcome.report
        finally:
            if self.cache is not None:
                self.cache.put(new)

    def _at_once(self, path: Path, settings: Settings, *, is_alone: bool) -> tuple[Report | None, int]:
        """The report of a file that needs no closer look or is in the cache, and its size.

        Of many files, the cache is asked first; one that ``is_alone`` is skimmed first, as a clean one needs no cache.
        """
        checker = self.checker(settings)
        try:
            raw = read_raw(path, limits=settings.limits)
        except UnreadableDocument:
            return None, 0
        if is_alone:
            return checker.skim(raw, path) or self._kept(raw, path, checker), len(raw)
        return self._kept(raw, path, checker) or checker.skim(raw, path), len(raw)

    def _may_keep(self, path: Path) -> bool:
        return self.cache is not None and not self.keep_documents and not side_car_of(path).exists()

    def _kept(self, raw: bytes, path: Path, checker: Checker) -> Report | None:
        if self.cache is None or not self._may_keep(path):
            return None
        stored = self.cache.get(key_of(raw, path, checker))
        return None if stored is None else _restored(stored, raw, path, checker)

    def _outcomes(self, left: Sequence[Task]) -> Generator[Outcome, None, None]:
        """What comes of the tasks, in several processes where that pays."""
        jobs = min(self.jobs, len(left))
        if jobs < 2 or sum(task.size for task in left) < WORTH_PROCESSES:
            for task in left:
                yield check_task(task)
            return
        from langcheck.workers import check_all

        shared: dict[object, object] = {}
        with closing(check_all(left, jobs=jobs)) as outcomes:
            for outcome in outcomes:
                yield replace(outcome, report=_sharing(outcome.report, shared))


# --- the cache ----------------------------------------------------------------------------------------------------


def _restored(stored: bytes, raw: bytes, path: Path, checker: Checker) -> Report | None:
    """A report from the cache; None where it does not fit after all."""
    from langcheck.stored import restore

    def read() -> Document:
        return checker.read_file(raw, path)

    def source() -> str:
        return decode(raw, checker.settings.encoding)[0]

    try:
        return restore(stored, path=str(path), lexicon=checker.lexicon_in_use, source=source, read=read)
    except (ValueError, KeyError, UnreadableDocument):
        return None


def _sharing(report: Report, shared: dict[object, object]) -> Report:
    """A report from another process, which holds the words of the lexicon once and not with every finding."""

    def finding(found: Finding) -> Finding:
        kept = {name: shared.setdefault(value, value) for name in _OF_THE_LEXICON if (value := getattr(found, name))}
        return replace(found, **kept)  # type: ignore[arg-type]

    return replace(report, findings=tuple(map(finding, report.findings)), allowed=tuple(map(finding, report.allowed)))


_OF_THE_LEXICON = ("path", "entry", "category", "why", "context", "general_message", "general_because", "sources")
"""The fields of a finding whose values many findings have."""


def _versions(reports: Sequence[Report]) -> str:
    """The versions of the lexicons that were asked; files of different agencies may have different ones."""
    return ", ".join(dict.fromkeys(report.lexicon for report in reports if report.lexicon))
