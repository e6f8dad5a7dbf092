"""An input to fragments: what one output file of an archive is made from, small enough to be held in memory.

The same input comes apart in the same way each time, so that a fragment finds the output file that an earlier run made of it.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from io import TextIOWrapper
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

from langcheck.archive.rows import without_surrogates
from langcheck.archive.tables import column_of, ids_of, schema_of, texts_of
from langcheck.errors import LangcheckError
from langcheck.model import Failure
from langcheck.settings import Settings

MOST_DOCUMENTS = 250
"""How many documents an output file holds at most: what is lost when a run is killed is no more than that for each process."""

MOST_BYTES = 2 * 1024 * 1024
"""How large the texts or files of a fragment are together, unless a single one is larger."""

PATTERN = "part-*.parquet"
"""What the output files are called."""

_READ_AHEAD = 2_000
_SAMPLE = 64 * 1024


class InputError(LangcheckError):
    """An input of which no archive can be made."""


class Kind(Enum):
    """What an input is."""

    PARQUET = "Parquet"
    CSV = "CSV"
    JSON_LINES = "JSON lines"
    DOCUMENTS = "documents"


KINDS = {
    ".parquet": Kind.PARQUET,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
}
"""The ending of a file in which documents are rows, to what it is."""


UTF_8 = "utf-8-sig"
"""UTF-8, with a byte order mark or without one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold the ids and the texts, and which are kept in the archive; ``encoding`` is that of CSV."""

    id: str = "id"
    text: str = "text"
    keep: tuple[str, ...] = ()
    encoding: str = UTF_8


@dataclass(frozen=True, slots=True)
class Texts:
    """A fragment of a table: ids, texts in UTF-8 and kept columns; ``problems`` are rows without a text, by number.

    ``name`` is that of its output file. ``reached`` says how much of the input has been read with it, from 0 to 1.
    """

    name: str
    ids: tuple[str | None, ...]
    texts: tuple[bytes | None, ...]
    kept: pa.RecordBatch | None
    settings: Settings
    problems: Mapping[int, Failure] = field(default_factory=dict)
    reached: float = 1.0

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Files:
    """A fragment of a folder: files by id, each with its settings; ``problems`` are those that cannot be read, by number."""

    name: str
    ids: tuple[str, ...]
    paths: tuple[Path, ...]
    settings: tuple[Settings, ...]
    problems: Mapping[int, Failure] = field(default_factory=dict)
    reached: float = 1.0

    def __len__(self) -> int:
        return len(self.ids)


Fragment = Texts | Files


def kind_of(path: Path) -> Kind:
    """What an input is: told by the ending of a file, and of a folder by whether there is Parquet in it; raises InputError."""
    if path.is_dir():
        return Kind.PARQUET if next(_parquet_files(path), None) else Kind.DOCUMENTS
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder", "Check the name.")
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        hint = (
            f"An archive is made of {', '.join(KINDS)}, or of a folder of documents. For one document: langcheck check"
        )
        raise InputError(f"{path}: the documents of an archive are the rows of a table, or files in a folder", hint)
    return kind


def fragments_of(path: Path, kind: Kind, columns: Columns, settings: Settings) -> Iterator[Texts]:
    """The fragments of a table, in order; raises InputError where it cannot be read."""
    read = {Kind.PARQUET: _parquet, Kind.CSV: _csv, Kind.JSON_LINES: _json_lines}[kind]
    name, number, waiting = "", 0, _Gathered()
    for source, reached, rows in read(path, columns):
        if source != name:
            if waiting.ids:
                yield waiting.texts(_output(name, number), settings)
            name, number, waiting = source, 0, _Gathered()
        for row in rows:
            if waiting.is_full(row):
                yield waiting.texts(_output(name, number), settings)
                number, waiting = number + 1, _Gathered()
            waiting.take(row, reached)
    if waiting.ids:
        yield waiting.texts(_output(name, number), settings)


def fragments_of_folder(
    files: Sequence[tuple[str, Path, Settings]],
    failures: Mapping[str, Failure],
    *,
    buckets: int,
    any_settings: Settings,
) -> Iterator[Files]:
    """The fragments of a folder: which file is in which hangs on its id alone, so that new files move no other one.

    ``failures`` are what cannot be checked, by id; ``any_settings`` are for these.
    """
    held: list[list[tuple[str, Path, Settings, Failure | None]]] = [[] for _ in range(buckets)]
    for name, path, settings in files:
        held[_bucket(name, buckets)].append((name, path, settings, None))
    for name, failure in failures.items():
        held[_bucket(name, buckets)].append((name, Path(), any_settings, failure))
    total = len(files) + len(failures)
    done = 0
    for number, items in enumerate(held):
        if not items:
            continue
        done += len(items)
        items.sort(key=lambda item: item[0])
        yield Files(
            _output("", number),
            tuple(item[0] for item in items),
            tuple(item[1] for item in items),
            tuple(item[2] for item in items),
            {index: item[3] for index, item in enumerate(items) if item[3] is not None},
            done / total,
        )


def buckets_for(sizes: Sequence[int]) -> int:
    """Into how many fragments files of these sizes, in bytes, are best put."""
    return max(1, -(-len(sizes) // MOST_DOCUMENTS), -(-sum(sizes) // MOST_BYTES))


def _bucket(id: str, buckets: int) -> int:
    return int.from_bytes(blake2b(without_surrogates(id).encode(), digest_size=8).digest()) % buckets


def _output(source: str, number: int) -> str:
    return f"part-{blake2b(source.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}-{number:06}.parquet"


# --- rows, gathered ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table; ``kept`` is where its kept values are: a batch and a number in it."""

    id: str | None
    text: bytes | None
    kept: tuple[pa.RecordBatch, int] | None
    failure: Failure | None = None


@dataclass
class _Gathered:
    """Rows until there are enough for a fragment."""

    ids: list[str | None] = field(default_factory=list)
    texts_: list[bytes | None] = field(default_factory=list)
    kept: list[pa.RecordBatch] = field(default_factory=list)
    problems: dict[int, Failure] = field(default_factory=dict)
    size: int = 0
    reached: float = 0.0

    def is_full(self, row: _Row) -> bool:
        return bool(self.ids) and (len(self.ids) >= MOST_DOCUMENTS or self.size + len(row.text or b"") > MOST_BYTES)

    def take(self, row: _Row, reached: float) -> None:
        if row.failure is not None:
            self.problems[len(self.ids)] = row.failure
        self.ids.append(row.id)
        self.texts_.append(row.text)
        if row.kept is not None:
            batch, number = row.kept
            self.kept.append(batch.slice(number, 1))
        self.size += len(row.text or b"")
        self.reached = reached

    def texts(self, name: str, settings: Settings) -> Texts:
        kept = pa.Table.from_batches(self.kept).combine_chunks().to_batches()[0] if self.kept else None
        return Texts(name, tuple(self.ids), tuple(self.texts_), kept, settings, self.problems, self.reached)


_Read = Iterator[tuple[str, float, Iterable[_Row]]]
"""Some rows at a time: from which file, how much of the input was read with them, and the rows."""


# --- Parquet -------------------------------------------------------------------------------------------------------


def _parquet(path: Path, columns: Columns) -> _Read:
    try:
        # with the names of folders as columns, where they are written as engines do: month=2024-03
        dataset = ds.dataset([str(found) for found in _parquet_files(path)], format="parquet", partitioning="hive")
        total = sum(fragment.count_rows() for fragment in dataset.get_fragments()) or 1
        _refuse_missing(columns, dataset.schema)
        names = list(dict.fromkeys((columns.id, columns.text, *columns.keep)))
        done = 0
        for fragment in sorted(dataset.get_fragments(), key=lambda found: str(found.path)):
            source = os.path.relpath(fragment.path, path) if path.is_dir() else path.name
            # one thread and little read ahead: what is in memory hangs on a batch and not on the table
            read = fragment.to_batches(
                schema=dataset.schema, columns=names, batch_size=_READ_AHEAD, batch_readahead=1, use_threads=False
            )
            for batch in read:
                done += batch.num_rows
                yield source, done / total, _rows_of(batch, columns)
    except (pa.ArrowException, OSError) as error:
        raise InputError(
            f"{path}: this is no Parquet that can be read ({_first_line(error)})", "Write it anew."
        ) from error


def _rows_of(batch: pa.RecordBatch, columns: Columns) -> Iterator[_Row]:
    kept = batch.select(list(columns.keep)) if columns.keep else None
    ids = ids_of(column_of(batch, columns.id))
    try:
        texts = texts_of(column_of(batch, columns.text))
    except ValueError as error:
        raise InputError(f"the column {columns.text!r} holds no texts: {error}", "Name another one: --text") from error
    for number, id_ in enumerate(ids):
        yield _Row(id_, texts[number].as_py(), None if kept is None else (kept, number))


def _parquet_files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            if name.lower().endswith(".parquet") and not name.startswith((".", "_")):
                yield Path(folder, name)


def _refuse_missing(columns: Columns, schema: pa.Schema) -> None:
    """Raise InputError for a column that is not there, or that cannot be kept."""
    options = {columns.id: "--id", columns.text: "--text", **dict.fromkeys(columns.keep, "--keep")}
    for name, option in options.items():
        if schema.get_field_index(name) < 0:
            raise InputError(
                f"there is no column {name!r}",
                f"Name one with {option}; there are {', '.join(map(repr, schema.names))}.",
            )
    try:
        schema_of(schema.field(name) for name in columns.keep)
    except ValueError as error:
        raise InputError(str(error)) from error


# --- CSV -----------------------------------------------------------------------------------------------------------


def _csv(path: Path, columns: Columns) -> _Read:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    total = max(path.stat().st_size, 1)
    try:
        raw = path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: the file could not be opened ({error.strerror})", "Check the name.") from error
    with raw, TextIOWrapper(raw, columns.encoding, "surrogateescape", newline="") as file:
        delimiter = _delimiter(file.read(_SAMPLE), path)
        file.seek(0)
        records = csv.reader(file, delimiter=delimiter)
        head = next(records, [])
        _refuse_missing(columns, pa.schema([pa.field(name, pa.string()) for name in map(without_surrogates, head)]))
        at = {name: head.index(name) for name in (columns.id, columns.text, *columns.keep)}
        while True:
            rows = list(_some(_csv_rows(records, at, columns), 100))
            if not rows:
                return
            yield path.name, min(raw.tell() / total, 1.0), rows


def _csv_rows(records: Iterator[list[str]], at: Mapping[str, int], columns: Columns) -> Iterator[_Row]:
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            failure = Failure("", f"the row cannot be read ({error})", "Save the table anew as CSV in UTF-8.")
            yield _Row(None, None, _strings(columns, [None] * len(columns.keep)), failure)
            continue
        if not record:
            continue
        values = {name: record[index] if index < len(record) else None for name, index in at.items()}
        text = values[columns.text]
        kept = _strings(columns, [values[name] for name in columns.keep])
        if text is None:
            failure = Failure("", "the row has fewer cells than the first one", "Save the table anew as CSV.")
            yield _Row(values[columns.id], None, kept, failure)
        else:
            # bytes that are no text of the encoding come back as they are, and are told of their row
            yield _Row(values[columns.id], text.encode("utf-8", "surrogateescape"), kept)


def _delimiter(sample: str, path: Path) -> str:
    """What stands between the cells of the first row; raises InputError for a text that is in another encoding."""
    if any("\udc80" <= letter <= "\udcff" for letter in sample) or "\0" in sample.partition("\n")[0]:
        raise InputError(
            f"{path}: this is no CSV in UTF-8",
            "Say which encoding it is in, such as --encoding windows-1252, or save it in UTF-8.",
        )
    if path.suffix.lower() == ".tsv":
        return "\t"
    first = sample.partition("\n")[0]
    return max(",;\t|", key=first.count)


# --- JSON lines ----------------------------------------------------------------------------------------------------


def _json_lines(path: Path, columns: Columns) -> _Read:
    total = max(path.stat().st_size, 1)
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: the file could not be opened ({error.strerror})", "Check the name.") from error
    with file:
        lines = enumerate(file, 1)
        is_first = True
        while True:
            rows = list(_some(_json_rows(lines, columns, path, is_first=is_first), 100))
            if not rows:
                return
            is_first = False
            yield path.name, min(file.tell() / total, 1.0), rows


def _json_rows(lines: Iterator[tuple[int, bytes]], columns: Columns, path: Path, *, is_first: bool) -> Iterator[_Row]:
    for number, line in lines:
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            failure = Failure("", f"line {number} of the file is no JSON object", "Mend the line, or leave it out.")
            yield _Row(None, None, _strings(columns, [None] * len(columns.keep)), failure)
            continue
        if is_first:
            # what is kept may be missing from a line; the ids and the texts may not, or the name is wrong
            _refuse_missing(
                columns,
                pa.schema([pa.field(name, pa.string()) for name in dict.fromkeys((*_names(told), *columns.keep))]),
            )
            is_first = False
        text, id_ = told.get(columns.text), told.get(columns.id)
        kept = _strings(columns, [_as_text(told.get(name)) for name in columns.keep])
        if text is not None and not isinstance(text, str):
            failure = Failure("", "the text is no string", "Name another field: --text")
            yield _Row(_as_text(id_), None, kept, failure)
        else:
            yield _Row(_as_text(id_), None if text is None else text.encode("utf-8", "surrogatepass"), kept)


def _names(told: Mapping[str, object]) -> list[str]:
    return [without_surrogates(name) for name in told]


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _strings(columns: Columns, values: Sequence[str | None]) -> tuple[pa.RecordBatch, int] | None:
    """Kept values of one row."""
    if not columns.keep:
        return None
    arrays = [pa.array([None if value is None else without_surrogates(value)], pa.string()) for value in values]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns.keep)), 0


def _some(rows: Iterator[_Row], most: int) -> Iterator[_Row]:
    for number, row in enumerate(rows, 1):
        yield row
        if number >= most:
            return


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
