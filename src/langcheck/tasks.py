"""One file with its settings to one report, in whatever process: the piece of work that a batch is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from langcheck.checker import Checker, not_read
from langcheck.errors import UnreadableDocument
from langcheck.lazily import dataclass
from langcheck.model import Document, Report
from langcheck.readers import read_raw
from langcheck.readers.reading import decode
from langcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Task:
    """A file to check, with its settings and about how large it is, in bytes; a skim may have said that it is worth reading.

    ``store`` asks for the report as the cache keeps it; without ``keep_allowed`` the report only counts what was left alone.
    """

    number: int
    path: Path
    settings: Settings
    size: int = 0
    keep_document: bool = False
    count_words: bool = False
    store: bool = False
    keep_allowed: bool = True
    is_worth_reading: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task; ``stored`` is the report for the cache, where it may be kept, and ``key`` its key there."""

    number: int
    report: Report
    stored: bytes | None = None
    key: bytes = b""


def checker_of(settings: Settings, *, keep_documents: bool = False, count_words: bool = False) -> Checker:
    """The one checker of this process with these settings."""
    return _checker_of(settings, keep_documents, count_words)


@lru_cache(maxsize=64)
def _checker_of(settings: Settings, keep_documents: bool, count_words: bool) -> Checker:
    """The same under one key, however it is asked for."""
    return Checker(settings, keep_documents=keep_documents, count_words=count_words)


def check_tasks(tasks: Sequence[Task]) -> list[Outcome]:
    """Check files one by one in this process."""
    return [check_task(task) for task in tasks]


def check_task(task: Task) -> Outcome:
    """Check one file; the report comes with its stored form where that was asked for and can be made."""
    checker = checker_of(task.settings, keep_documents=task.keep_document, count_words=task.count_words)
    try:
        raw = read_raw(task.path, limits=task.settings.limits)
        document = checker.read_file(raw, task.path, whole=task.is_worth_reading)
    except UnreadableDocument as error:
        return Outcome(task.number, not_read(task.path, error))
    side_car = checker.side_car(task.path)
    report = checker.check_next(document, side_car=side_car)
    stored = _stored(report, document, raw, checker) if task.store and side_car is None else None
    if not task.keep_allowed:
        report = without_allowed(report)
    if stored is None:
        return Outcome(task.number, report)
    return Outcome(task.number, report, stored, key_of(raw, task.path, checker))


def key_of(raw: bytes, path: Path, checker: Checker) -> bytes:
    """What a file's report hangs on: its bytes, the ending of its name, the settings, the lexicon and this code.

    It is made of the bytes that were checked: a file may have changed since it was looked up.
    """
    from hashlib import blake2b

    digest = blake2b(raw, digest_size=20)
    digest.update(f"\0{len(raw)}\0{path.suffix.lower()}\0{checker.stamp}".encode())
    return digest.digest()


def stored_clean(report: Report) -> bytes | None:
    """The report of a file in which nothing was looked at, as the cache keeps it; None where there is more to tell of it."""
    if report.failures or report.suppressed or report.notes:
        return None
    from langcheck.stored import store_clean

    return store_clean(report)


def without_allowed(report: Report) -> Report:
    """The report that only counts what was left alone, which may be most of it."""
    return replace(report, allowed=(), let_be=report.left_alone)


def _stored(report: Report, document: Document, raw: bytes, checker: Checker) -> bytes | None:
    """A report as the cache keeps it; None where it says what tomorrow may be otherwise, or what was not read."""
    source = document.source
    if report.failures or report.suppressed or document.comments:
        return None
    from langcheck.stored import store

    return store(report, document, source=decode(raw, checker.settings.encoding)[0] if source is not None else None)
