"""Many files to one report: each checked with the settings that hold for it, in the order of the paths.

What the cache knows is taken from it. The rest is checked in this process or, where that pays, in several.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path

from langcheck.cache import Cache
from langcheck.checker import Checker, merge, with_blank_told
from langcheck.errors import UnreadableDocument
from langcheck.files import Listing, SettingsOf, list_files, side_car_of
from langcheck.lazily import dataclass
from langcheck.model import Document, Finding, Report
from langcheck.readers import format_of, read_raw
from langcheck.readers.reading import decode
from langcheck.settings import Settings
from langcheck.tasks import Outcome, Task, check_task, checker_of, key_of, stored_clean

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
    keep_allowed: bool = True
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
        """The reports of files by number, in the order in which they come.

        Where nothing was judged, nothing is kept: a clean file is skimmed again as fast as it is found in the cache.
        """
        new: dict[bytes, bytes] = {}
        is_judged = False
        try:
            with closing(self._outcomes(self._work(files))) as outcomes:
                for outcome in outcomes:
                    is_judged = is_judged or bool(outcome.report.model)
                    if outcome.stored is not None:
                        new[outcome.key] = outcome.stored
                    if self.cache is not None and is_judged and len(new) >= _KEPT_TOGETHER:
                        self.cache.put(new)
                        new.clear()
                    yield outcome.number, outcome.report
        finally:
            if self.cache is not None and is_judged:
                self.cache.put(new)

    def _work(self, files: Sequence[Path]) -> Iterator[Task | Outcome]:
        """What is to be done for each file, or what came of it where nothing was."""
        for number, path in enumerate(files):
            settings = self.settings_of(path)
            task = Task(
                number,
                path,
                settings,
                keep_document=self.keep_documents,
                count_words=self.count_words,
                keep_allowed=self.keep_allowed,
                store=self.cache is not None and not self.keep_documents and not side_car_of(path).exists(),
            )
            try:
                raw = read_raw(path, limits=settings.limits)
            except UnreadableDocument:
                yield task
            else:
                yield self._at_once(task, raw, is_alone=len(files) == 1)

    def _at_once(self, task: Task, raw: bytes, *, is_alone: bool) -> Task | Outcome:
        """What comes of a file that needs no closer look or is in the cache; else the task, with what is known of it by now.

        Of many files, the cache is asked first; one that ``is_alone`` is skimmed first, as a clean one needs no cache.
        """
        checker = self.checker(task.settings)
        clean = checker.skim(raw, task.path) if is_alone else None
        if clean is not None:
            return Outcome(task.number, clean)
        key = key_of(raw, task.path, checker) if task.store else b""
        kept = self._kept(key, raw, task, checker)
        if kept is not None:
            return Outcome(task.number, kept)
        clean = None if is_alone else checker.skim(raw, task.path)
        if clean is not None:
            return Outcome(task.number, clean, stored_clean(clean) if task.store else None, key)
        is_skimmed = format_of(task.path) == "text" and not self.keep_documents
        return replace(task, size=len(raw), is_worth_reading=is_skimmed)

    def _kept(self, key: bytes, raw: bytes, task: Task, checker: Checker) -> Report | None:
        """The report that the cache has under a key, if it has all that is asked for."""
        stored = self.cache.get(key) if self.cache is not None and key else None
        return None if stored is None else _restored(stored, raw, task, checker)

    def _outcomes(self, work: Iterator[Task | Outcome]) -> Generator[Outcome, None, None]:
        """What comes of the work, in several processes from where on that pays, while the other files are looked at."""
        waiting: list[Task] = []
        size = 0
        for item in work:
            if isinstance(item, Outcome):
                yield item
                continue
            waiting.append(item)
            size += item.size
            if min(self.jobs, len(waiting)) > 1 and size >= WORTH_PROCESSES:
                yield from self._in_processes(chain(waiting, work))
                return
        for task in waiting:
            yield check_task(task)

    def _in_processes(self, work: Iterable[Task | Outcome]) -> Generator[Outcome, None, None]:
        from langcheck.workers import check_all

        shared: dict[object, object] = {}
        with closing(check_all(work, jobs=self.jobs)) as outcomes:
            for outcome in outcomes:
                yield replace(outcome, report=_sharing(outcome.report, shared))


# --- the cache ----------------------------------------------------------------------------------------------------


def _restored(stored: bytes, raw: bytes, task: Task, checker: Checker) -> Report | None:
    """A report from the cache; None where it does not fit after all, or lacks the count of words that is asked for."""
    from langcheck.stored import restore

    def read() -> Document:
        return checker.read_file(raw, task.path)

    def source() -> str:
        return decode(raw, checker.settings.encoding)[0]

    try:
        report = restore(
            stored,
            path=str(task.path),
            lexicon=checker.lexicon_in_use,
            source=source,
            read=read,
            keep_allowed=task.keep_allowed,
        )
    except (ValueError, KeyError, UnreadableDocument):
        return None
    return None if task.count_words and report.checked[0].words is None else report


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
