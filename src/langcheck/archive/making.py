"""An input to an archive in a folder: what is there is gone on with, and in the end each row is there once.

Until then its state says that it is not whole: a row that moves into another file may be missing or there twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from langcheck.archive.fragments import Counts, Work
from langcheck.archive.processes import make_all
from langcheck.archive.sources import (
    PATTERN,
    Columns,
    Fragment,
    InputError,
    Kind,
    buckets_for,
    fragments_of,
    fragments_of_folder,
)
from langcheck.archive.state import LOCK, SCHEMA, ArchiveError, State, held, read_state, unusable, write_state
from langcheck.batch import Batch
from langcheck.editors.saving import ASIDE
from langcheck.errors import SettingsError
from langcheck.files import SettingsOf
from langcheck.fingerprints import new_key
from langcheck.model import Failure
from langcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be archived: an input of a kind, with the settings of each of its paths, into the folder of ``work``.

    ``entries`` are those that alone are asked about; an archive keeps to them.
    """

    path: Path
    kind: Kind
    work: Work
    settings_of: SettingsOf
    columns: Columns = field(default_factory=Columns)
    entries: tuple[str, ...] = ()


Progress = Callable[[int, int, float], None]
"""Told how many documents are done, how many of them anew, and how much of the input that is, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made: counts of all that is in the archive, its files, and how many documents were checked anew.

    ``notes`` are what a person should know of files that were passed over.
    """

    counts: Counts
    files: int
    new: int
    skipped: int = 0
    notes: tuple[tuple[str, str], ...] = ()


def make_archive(order: Order, *, jobs: int, progress: Progress | None = None) -> Made:
    """Make an archive or go on with one; raises InputError, ArchiveError, SettingsError, ModelError and UnsavedDocument."""
    folder = order.work.folder
    _refuse_inside(order.path, folder)
    state = _begun(order)
    with held(folder):
        found = _documents(order) if order.kind is Kind.DOCUMENTS else _NOTHING
        if order.kind is Kind.DOCUMENTS:
            state["buckets"] = buckets_for([_size(path) for _, path, _ in found.files], state.get("buckets"))
        _refuse_without_key(order, found)
        fragments = _fragments(order, found, state)
        first = next(fragments, None)  # a mistake in the input is told before there is an archive
        if first is None:
            raise InputError(f"{order.path}: there are no documents in it", "Name another input.")
        write_state(folder, {**state, "whole": False})
        _clear(folder)
        counts, new, names = _make(chain((first,), fragments), order.work, jobs, progress)
        for path in folder.glob(PATTERN):  # what is left is of documents that are gone, or stand in another file now
            if path.name not in names:
                path.unlink(missing_ok=True)
        _clear(folder)  # once more: the processes of a run that was killed may outlive it for a moment
        write_state(folder, {**state, "whole": True, "documents": counts.documents})
    return Made(counts, len(names), new, found.skipped, found.notes)


def _fragments(order: Order, found: _Found, state: State) -> Iterator[Fragment]:
    """The fragments of an input; raises ArchiveError where two would be one file."""
    settings = order.settings_of(order.path)
    fragments: Iterator[Fragment]
    if order.kind is Kind.DOCUMENTS:
        fragments = fragments_of_folder(found.files, found.failures, buckets=state["buckets"], any_settings=settings)
    else:
        fragments = fragments_of(order.path, order.kind, order.columns, settings)
    names = set[str]()
    for fragment in fragments:
        if fragment.name in names:
            told = f"{order.path}: two parts of the input would be one file ({fragment.name})"
            raise ArchiveError(told, "Make an archive of each half of the input, and please report it.")
        names.add(fragment.name)
        yield fragment


def _make(
    fragments: Iterator[Fragment], work: Work, jobs: int, progress: Progress | None
) -> tuple[Counts, int, set[str]]:
    """Make the output files: what stands in them, how many rows are new, and the names of the files."""
    counts, new, reached, names = Counts(), 0, 0.0, set[str]()
    with closing(make_all(fragments, work, jobs=jobs)) as made:
        for done in made:
            counts, new, reached = counts + done.counts, new + done.new, max(reached, done.reached)
            names.add(done.name)
            if progress:
                progress(counts.documents, new, reached)
    return counts, new, names


# --- the state -----------------------------------------------------------------------------------------------------


def _begun(order: Order) -> State:
    """The state to go on with; raises ArchiveError where the folder holds something else."""
    folder, work = order.work.folder, order.work
    said: State = {
        "schema": SCHEMA,
        "input": order.path.resolve().name,
        "kind": order.kind.value,
        "entries": list(order.entries),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = all(found.name == LOCK or found.match(ASIDE) for found in folder.iterdir())
    except OSError as error:
        raise unusable(folder, error) from error
    if is_empty:
        return said
    state = read_state(folder)
    if state is None:
        raise ArchiveError(
            f"{folder}: there are files in this folder that are no archive", "Name an empty or a new folder."
        )
    if not work.resume:
        raise ArchiveError(
            f"{folder}: there is an archive in this folder", "Go on with it with --resume, or name another folder."
        )
    for name, what in (("input", "input"), ("kind", "input"), ("entries", "entries")):
        if state.get(name) != said[name]:
            told = f"{folder}: the archive in this folder is of other {what} ({_shown(state.get(name))})"
            raise ArchiveError(told, "Name another folder.")
    return {**state, **said}


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) or "all" if isinstance(value, list) else str(value)


def _clear(folder: Path) -> None:
    """Remove what runs that were killed were writing."""
    for left in folder.glob(ASIDE):
        left.unlink(missing_ok=True)


def _refuse_inside(path: Path, folder: Path) -> None:
    """Raise ArchiveError for an output in the input: the next run would take the one for the other."""
    real, inside = path.resolve(), folder.resolve()
    if inside == real or (path.is_dir() and inside.is_relative_to(real)):
        raise ArchiveError(f"{folder}: the archive would lie in what it is of", "Name a folder outside of the input.")


def _refuse_without_key(order: Order, found: _Found) -> None:
    """Raise SettingsError where redacted rows would be gone on with that no key tells from others."""
    if not (order.work.redact and order.work.resume):
        return
    for settings in dict.fromkeys((order.settings_of(order.path), *(settings for _, _, settings in found.files))):
        if not settings.fingerprint_key:
            raise SettingsError(
                "--redact cannot resume without a key: it could not tell which documents are the same",
                f'Write into {settings.path or "the settings file"}: fingerprint-key = "{new_key()}"',
            )


# --- documents of a folder -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    files: Sequence[tuple[str, Path, Settings]]
    failures: dict[str, Failure]
    skipped: int
    notes: tuple[tuple[str, str], ...]


_NOTHING = _Found((), {}, 0, ())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _documents(order: Order) -> _Found:
    """The files of a folder by ids, which are their paths below it; raises SettingsError."""
    listing = Batch(order.settings_of(order.path), order.settings_of).files([order.path])
    files = [(_id(path, order.path), path, order.settings_of(path)) for path in listing.files]
    failures = {_id(Path(failure.path), order.path): failure for failure in listing.failures}
    if not files and set(failures) == {"."}:
        raise InputError(f"{order.path}: {listing.failures[0].problem}", listing.failures[0].hint)
    return _Found(files, failures, listing.skipped, tuple(listing.notes))


def _id(path: Path, folder: Path) -> str:
    with suppress(ValueError):
        return path.relative_to(folder).as_posix()
    return path.as_posix()
