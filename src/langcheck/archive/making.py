"""An input to an archive in a folder: what is there is gone on with, and at any moment no row is lost or there twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from langcheck.batch import Batch
from langcheck.editors.saving import save
from langcheck.errors import LangcheckError
from langcheck.files import SettingsOf
from langcheck.model import Failure
from langcheck.settings import Settings

STATE = "_langcheck.json"
"""The file of an archive that says what it is of, and whether it is whole; programs that read tables pass it over."""

State = dict[str, Any]

_SCHEMA = "langcheck.archive/1"
_ASIDE = ".langcheck-*.tmp"


class ArchiveError(LangcheckError):
    """A folder in which no archive can be made."""


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
    settings = order.settings_of(order.path)
    found = _Found((), {}, 0, ())
    fragments: Iterator[Fragment]
    if order.kind is Kind.DOCUMENTS:
        found = _documents(order)
        if "buckets" not in state:
            state["buckets"] = buckets_for([path.stat().st_size if path.exists() else 0 for _, path, _ in found.files])
        fragments = fragments_of_folder(
            found.files, found.failures, buckets=int(state["buckets"]), any_settings=settings
        )
    else:
        fragments = fragments_of(order.path, order.kind, order.columns, settings)
    _write_state(folder, {**state, "whole": False})
    _clear(folder)
    counts, new, reached, names = Counts(), 0, 0.0, set[str]()
    with closing(make_all(fragments, order.work, jobs=jobs)) as made:
        for done in made:
            counts, new, reached = counts + done.counts, new + done.new, max(reached, done.reached)
            names.add(done.name)
            if progress:
                progress(counts.documents, new, reached)
    if not names:
        raise InputError(f"{order.path}: there are no documents in it", "Name another input.")
    for path in folder.glob(PATTERN):
        if path.name not in names:  # of documents that are no longer in the input
            path.unlink(missing_ok=True)
    _clear(folder)  # once more: the processes of a run that was killed may outlive it for a moment
    _write_state(folder, {**state, "whole": True, "documents": counts.documents})
    return Made(counts, len(names), new, found.skipped, found.notes)


# --- the state -----------------------------------------------------------------------------------------------------


def read_state(folder: Path) -> State | None:
    """What an archive says of itself; None for a folder that says nothing, such as one that an engine wrote."""
    try:
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state if isinstance(state, dict) and state.get("schema") == _SCHEMA else None


def _begun(order: Order) -> State:
    """The state to go on with; raises ArchiveError where the folder holds something else."""
    folder, work = order.work.folder, order.work
    said: State = {
        "schema": _SCHEMA,
        "input": order.path.resolve().name,
        "kind": order.kind.value,
        "entries": list(order.entries),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = not any(folder.iterdir())
    except OSError as error:
        raise ArchiveError(
            f"{folder}: the folder cannot be used ({error.strerror})", "Name another one: --output"
        ) from error
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
    for name, what in (("input", "input"), ("entries", "entries")):
        if state.get(name) != said[name]:
            told = f"{folder}: the archive in this folder is of other {what} ({_shown(state.get(name))})"
            raise ArchiveError(told, "Name another folder.")
    return {**state, **said}


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) or "all" if isinstance(value, list) else str(value)


def _write_state(folder: Path, state: State) -> None:
    save(folder / STATE, (json.dumps(state, indent=1) + "\n").encode())


def _clear(folder: Path) -> None:
    """Remove what runs that were killed were writing."""
    for left in folder.glob(_ASIDE):
        left.unlink(missing_ok=True)


def _refuse_inside(path: Path, folder: Path) -> None:
    """Raise ArchiveError for an output in the input: the next run would take the one for the other."""
    real, inside = path.resolve(), folder.resolve()
    if inside == real or (path.is_dir() and inside.is_relative_to(real)):
        raise ArchiveError(f"{folder}: the archive would lie in what it is of", "Name a folder outside of the input.")


# --- documents of a folder -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    files: Sequence[tuple[str, Path, Settings]]
    failures: dict[str, Failure]
    skipped: int
    notes: tuple[tuple[str, str], ...]


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
