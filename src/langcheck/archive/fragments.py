"""A fragment to its output file, in whatever process: what an earlier run made of the same document is taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from langcheck.archive.rows import Row, RowMaker, Status, without_surrogates
from langcheck.archive.sources import Files, Fragment
from langcheck.archive.tables import SCHEMA, batch_of, schema_of
from langcheck.editors.saving import save
from langcheck.errors import UnreadableDocument, UnsavedDocument
from langcheck.model import Failure
from langcheck.readers import read_raw

Key = tuple[str | None, str | None, str]
"""What a row hangs on: the id of the document, the digest of its text, and the stamp."""

_COUNTS = b"langcheck.counts"


@dataclass(frozen=True, slots=True)
class Work:
    """What is made of every fragment: the folder of its output file, and how its rows are made.

    With ``resume``, rows of that file whose document and stamp are the same stay, but for those of documents that failed or
    were checked only partly.
    """

    folder: Path
    format: str = "text"
    redact: bool = False
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands in an output file, for what a person is told; ``told`` are a few documents that were not checked."""

    documents: int = 0
    checked: int = 0
    partly: int = 0
    failed: int = 0
    empty: int = 0
    findings: int = 0
    told: tuple[tuple[str, str, str], ...] = ()

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.documents + other.documents,
            self.checked + other.checked,
            self.partly + other.partly,
            self.failed + other.failed,
            self.empty + other.empty,
            self.findings + other.findings,
            (self.told + other.told)[:MOST_TOLD],
        )


MOST_TOLD = 10
"""How many documents that were not checked, or only partly, are named to a person."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a fragment: its output file, how much of the input was read with it, and how many rows are new."""

    name: str
    reached: float
    counts: Counts
    new: int


def make(fragment: Fragment, work: Work) -> Done:
    """Write the output file of a fragment, or leave the one that is there where it still holds; raises UnsavedDocument."""
    name, old = _old(fragment, work)
    known = {} if old is None else {key: number for number, key in enumerate(_keys_in(old)) if key is not None}
    made = [_row_or_place(fragment, number, work, known) for number in range(len(fragment))]
    if old is not None and name == fragment.name and made == list(range(old.num_rows)) and _is_kept(old, fragment):
        return Done(fragment.name, fragment.reached, _counts_of(old), 0)
    new = sum(not isinstance(item, int) for item in made)
    old_rows = old.select(SCHEMA.names).to_pylist() if old is not None and new < len(made) else []
    return write(fragment, [old_rows[item] if isinstance(item, int) else item for item in made], work, new=new)


def row_of(fragment: Fragment, number: int, work: Work, raw: bytes | None = None) -> Row:
    """The row of one document of a fragment; ``raw`` are the bytes of its file, where they have been read."""
    maker, failure = _maker(fragment, number, work), fragment.problems.get(number)
    if isinstance(fragment, Files):
        if failure is not None:
            return maker.failed(fragment.ids[number], failure, of_file=True)
        return maker.of_file(fragment.ids[number], fragment.paths[number], raw)
    if failure is not None:
        return maker.failed(fragment.ids[number], failure)
    return maker.of_text(fragment.ids[number], fragment.texts[number])


def row_of_ended(fragment: Fragment, number: int, work: Work, failure: Failure) -> Row:
    """The row of a document at which a process ended."""
    maker = _maker(fragment, number, work)
    return maker.failed(fragment.ids[number], failure, of_file=isinstance(fragment, Files))


def write(fragment: Fragment, rows: Sequence[Row], work: Work, *, new: int) -> Done:
    """Write the rows of a fragment: the file is there as a whole or not at all."""
    counts = _counted(rows)
    batch = batch_of(rows, None if isinstance(fragment, Files) else fragment.kept)
    metadata = {**(batch.schema.metadata or {}), _COUNTS: msgspec.json.encode(counts)}
    table = pa.Table.from_batches([batch]).replace_schema_metadata(metadata)
    made = BytesIO()
    pq.write_table(table, made, compression="zstd")
    try:
        save(work.folder / fragment.name, made.getbuffer().tobytes())
    except UnsavedDocument as error:
        raise UnsavedDocument(f"{work.folder / fragment.name}: {error.problem}", error.hint) from error
    return Done(fragment.name, fragment.reached, counts, new)


# --- what is there already -----------------------------------------------------------------------------------------


def _old(fragment: Fragment, work: Work) -> tuple[str, pa.Table | None]:
    """What an earlier run wrote, and the name of that file; None where there is nothing, or nothing that can be used."""
    for name in (fragment.name, *(fragment.earlier if isinstance(fragment, Files) else ())):
        table = _table(work.folder / name, fragment) if work.resume else None
        if table is not None:
            return name, table
    return "", None


def _table(path: Path, fragment: Fragment) -> pa.Table | None:
    if not path.exists():
        return None
    try:
        table = pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError):
        return None
    kept = () if isinstance(fragment, Files) or fragment.kept is None else fragment.kept.schema
    fits = table.schema.equals(schema_of(kept)) and _COUNTS in (table.schema.metadata or {})
    return table if fits else None


def _keys_in(old: pa.Table) -> list[Key | None]:
    """The keys of rows; None for one whose document cannot be known again.

    None, too, where one was not checked as a whole: the extra that it needs, or the time, may be there today.
    """
    columns = (old.column(name).to_pylist() for name in ("id", "digest", "stamp", "status"))
    return [
        (id_, digest, stamp)
        if status == Status.EMPTY.value or (status == Status.CHECKED.value and digest is not None)
        else None
        for id_, digest, stamp, status in zip(*columns, strict=True)
    ]


def _row_or_place(fragment: Fragment, number: int, work: Work, known: Mapping[Key, int]) -> Row | int:
    """The row of a document, or the number of the one that an earlier run made of it."""
    if not known:
        return row_of(fragment, number, work)
    raw = _raw(fragment, number)
    key = _key(fragment, number, work, raw)
    at = None if key is None else known.get(key)
    return row_of(fragment, number, work, raw) if at is None else at


def _raw(fragment: Fragment, number: int) -> bytes | None:
    """The text of a document, or the bytes of its file; None where there is none."""
    if number in fragment.problems:
        return None
    if not isinstance(fragment, Files):
        return fragment.texts[number]
    try:
        return read_raw(fragment.paths[number], limits=fragment.settings[number].limits)
    except UnreadableDocument:
        return None


def _key(fragment: Fragment, number: int, work: Work, raw: bytes | None) -> Key | None:
    """The key of a document as it is now; None where it cannot be known again. Of a table, a null is one text like others."""
    if number in fragment.problems or (raw is None and isinstance(fragment, Files)):
        return None
    maker, told = _maker(fragment, number, work), fragment.ids[number]
    if isinstance(fragment, Files):
        digest, stamp = maker.digest_of_file(fragment.paths[number], raw or b""), maker.stamp_of_files
    else:
        digest, stamp = maker.digest(raw), maker.stamp
    if digest is None and raw is not None:
        return None
    return None if told is None else without_surrogates(told), digest, stamp


def _is_kept(old: pa.Table, fragment: Fragment) -> bool:
    """Whether the kept columns hold what they held."""
    if isinstance(fragment, Files) or fragment.kept is None:
        return True
    names = fragment.kept.schema.names
    return bool(old.select(names).combine_chunks().equals(pa.Table.from_batches([fragment.kept]).combine_chunks()))


def _maker(fragment: Fragment, number: int, work: Work) -> RowMaker:
    settings = fragment.settings[number] if isinstance(fragment, Files) else fragment.settings
    return RowMaker(settings, work.format, work.redact)


# --- what is counted -----------------------------------------------------------------------------------------------

_NOT_WHOLE = (Status.FAILED.value, Status.PARTLY.value)


def _counted(rows: Sequence[Row]) -> Counts:
    by_status = Counter(row["status"] for row in rows)
    told = tuple((row["id"] or "", row["problem"], row["hint"] or "") for row in rows if row["status"] in _NOT_WHOLE)
    return Counts(
        documents=len(rows),
        checked=by_status[Status.CHECKED.value],
        partly=by_status[Status.PARTLY.value],
        failed=by_status[Status.FAILED.value],
        empty=by_status[Status.EMPTY.value],
        findings=sum(len(row["findings"]) for row in rows),
        told=told[:MOST_TOLD],
    )


def _counts_of(old: pa.Table) -> Counts:
    return msgspec.json.decode(old.schema.metadata[_COUNTS], type=Counts)
