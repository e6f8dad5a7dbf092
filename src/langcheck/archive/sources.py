"""An input to fragments: what one output file of an archive is made from, small enough to be held in memory.

The same input comes apart in the same way each time, so that a fragment finds the output file that an earlier run made of it.
"""

from __future__ import annotations

import csv
import json
import os
import re
from codecs import getincrementaldecoder, lookup
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from langcheck.archive.rows import without_surrogates
from langcheck.archive.tables import column_of, ids_of, schema_of, texts_of
from langcheck.errors import LangcheckError
from langcheck.model import Failure
from langcheck.readers import NEEDS_FIELDS, UNREAD_DOCUMENTS, format_of
from langcheck.settings import Settings

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

MOST_DOCUMENTS = 250
"""How many documents an output file of a table holds at most, and one of a folder on average, up to twice that in one that grew.

What is lost when a run is killed is no more than that for each process.
"""

MOST_BYTES = 2 * 1024 * 1024
"""How large the texts or files of a fragment are together, unless a single one is larger."""

PATTERN = "part-*.parquet"
"""What the output files are called."""

_READ_AHEAD = 2_000
_SAMPLE = 64 * 1024
"""How many bytes tell which encoding and which sign between cells a table has."""


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
    """A fragment of a folder: files by id, each with its settings; ``problems`` are those that cannot be read, by number.

    ``earlier`` are the output files in which its documents stood while the folder was put into fewer fragments, the last first.
    """

    name: str
    ids: tuple[str, ...]
    paths: tuple[Path, ...]
    settings: tuple[Settings, ...]
    problems: Mapping[int, Failure] = field(default_factory=dict)
    reached: float = 1.0
    earlier: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


Fragment = Texts | Files


def kind_of(path: Path, settings: Settings) -> Kind:
    """What an input is: told by the ending of a file, and of a folder by whether there is Parquet in it.

    Raises InputError, also for a folder with both Parquet and documents that are read with these settings.
    """
    if path.is_dir():
        return _kind_of_folder(path, settings)
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
            _output_of_bucket(number, buckets),
            tuple(item[0] for item in items),
            tuple(item[1] for item in items),
            tuple(item[2] for item in items),
            {index: item[3] for index, item in enumerate(items) if item[3] is not None},
            done / total,
            _earlier(number, buckets),
        )


def buckets_for(sizes: Sequence[int], before: int | None = None) -> int:
    """Into how many fragments files of these sizes, in bytes, are best put.

    ``before`` is how many there were: it stays, and is doubled once twice as many are needed.
    """
    needed = max(1, -(-len(sizes) // MOST_DOCUMENTS), -(-sum(sizes) // MOST_BYTES))
    if before is None:
        return needed
    while needed >= 2 * before:
        before *= 2
    return before


def _bucket(id: str, buckets: int) -> int:
    return int.from_bytes(blake2b(without_surrogates(id).encode(), digest_size=8).digest()) % buckets


def _output_of_bucket(number: int, buckets: int) -> str:
    return _output(str(buckets), number)


def _earlier(number: int, buckets: int) -> tuple[str, ...]:
    """Where the documents of a bucket stood: the number of buckets was only ever doubled."""
    found = []
    while buckets % 2 == 0:
        buckets //= 2
        found.append(_output_of_bucket(number % buckets, buckets))
    return tuple(found)


def _output(source: str, number: int) -> str:
    return f"part-{blake2b(source.encode('utf-8', 'surrogatepass'), digest_size=12).hexdigest()}-{number:06}.parquet"


def _kind_of_folder(path: Path, settings: Settings) -> Kind:
    table = next(_files_in(path, _is_parquet), None)
    if table is None:
        return Kind.DOCUMENTS
    document = next(_files_in(path, lambda name: _is_document(name, settings)), None)
    if document is None:
        return Kind.PARQUET
    told = f"{path}: there are tables and documents in this folder ({table.relative_to(path)}, {document.relative_to(path)})"
    raise InputError(
        told, "Put the Parquet files and the documents into folders of their own, and make an archive of each."
    )


def _is_parquet(name: str) -> bool:
    return name.lower().endswith(".parquet")


def _is_document(name: str, settings: Settings) -> bool:
    kind = format_of(Path(name))
    return (
        bool(settings.fields)
        if kind in NEEDS_FIELDS
        else kind is not None or Path(name).suffix.lower() in UNREAD_DOCUMENTS
    )


def _files_in(path: Path, is_meant: Callable[[str], bool]) -> Iterator[Path]:
    """The files below a folder whose names are meant, without those that engines and systems keep for themselves."""
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            if is_meant(name) and not name.startswith((".", "_")):
                yield Path(folder, name)


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
    names = list(dict.fromkeys((columns.id, columns.text, *columns.keep)))
    fragments = _fragments_of_parquet(path)
    footers = {fragment.path: _footer(Path(fragment.path)) for fragment in fragments}
    total = sum(footer.num_rows for footer in footers.values()) or 1
    schemas = {fragment.path: _schema_of(fragment, footers[fragment.path]) for fragment in fragments}
    for name, schema in schemas.items():
        _refuse_missing(columns, schema, Path(name))
    kept = _kept_fields(columns, schemas)
    done = 0
    for fragment in fragments:
        source = os.path.relpath(fragment.path, path) if path.is_dir() else path.name
        schema = pa.schema([kept.get(name, schemas[fragment.path].field(name)) for name in names])
        # one thread and little read ahead: what is in memory hangs on a batch and not on the table
        with _read_as_parquet(Path(fragment.path)):
            for batch in fragment.to_batches(
                schema=schema, columns=names, batch_size=_READ_AHEAD, batch_readahead=1, use_threads=False
            ):
                done += batch.num_rows
                yield source, done / total, _rows_of(batch, columns)


def _fragments_of_parquet(path: Path) -> list[ds.ParquetFileFragment]:
    """The files by name, with the names of folders as columns, where they are written as engines do: month=2024-03."""
    files = list(_parquet_files(path))
    _footer(files[0])  # the first one is looked into below, and would not be named
    with _read_as_parquet(path):
        dataset = ds.dataset(list(map(str, files)), format="parquet", partitioning="hive")
        return sorted(dataset.get_fragments(), key=lambda found: str(found.path))


@contextmanager
def _read_as_parquet(path: Path) -> Iterator[None]:
    """Raise InputError where a file cannot be read, without what Arrow says of it, which may quote a cell."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path}: this is no Parquet that can be read", "Write it anew.") from error


def _footer(path: Path) -> pq.FileMetaData:
    with _read_as_parquet(path):
        return pq.read_metadata(path)


def _schema_of(fragment: ds.ParquetFileFragment, footer: pq.FileMetaData) -> pa.Schema:
    """The columns of a file, with those that names of folders add."""
    schema = footer.schema.to_arrow_schema()
    for name, value in ds.get_partition_keys(fragment.partition_expression).items():
        if name not in schema.names:
            schema = schema.append(pa.field(name, pa.scalar(value).type))
    return schema


def _kept_fields(columns: Columns, schemas: Mapping[str, pa.Schema]) -> dict[str, pa.Field]:
    """The kept columns in a type that holds the values of all files; raises InputError where there is none."""
    kept: dict[str, pa.Field] = {}
    for path, schema in schemas.items():
        for name in columns.keep:
            field = schema.field(name).remove_metadata()
            try:
                kept[name] = pa.unify_schemas(
                    [pa.schema([kept.get(name, field)]), pa.schema([field])], promote_options="permissive"
                ).field(name)
            except pa.ArrowException as error:
                told = f"{path}: the column {name!r} is {field.type}, and {kept[name].type} in the files before it"
                raise InputError(told, "Write it with one type in all files.") from error
    return kept


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
    return _files_in(path, _is_parquet) if path.is_dir() else iter((path,))


def _refuse_missing(columns: Columns, schema: pa.Schema, path: Path) -> None:
    """Raise InputError for a column that is not there, or that cannot be kept."""
    options = {columns.id: "--id", columns.text: "--text", **dict.fromkeys(columns.keep, "--keep")}
    for name, option in options.items():
        if schema.get_field_index(name) < 0:
            raise InputError(
                f"{path}: there is no column {name!r}",
                f"Name one with {option}; there are {', '.join(map(repr, schema.names))}.",
            )
    try:
        schema_of(schema.field(name) for name in columns.keep)
    except ValueError as error:
        raise InputError(str(error)) from error


# --- CSV -----------------------------------------------------------------------------------------------------------


def _csv(path: Path, columns: Columns) -> _Read:
    csv.field_size_limit(_LARGEST_CELL)
    total = max(path.stat().st_size, 1)
    with _opened(path) as raw:
        delimiter = _delimiter(raw.read(_SAMPLE), path, columns.encoding)
        raw.seek(0)
        file = TextIOWrapper(raw, columns.encoding, "surrogateescape", newline="")
        # strict, or a quotation mark that is not closed takes in all rows behind it
        records = csv.reader(file, delimiter=delimiter, strict=True)
        head = _head(records, path)
        _refuse_missing(columns, pa.schema([pa.field(name, pa.string()) for name in head]), path)
        at = {name: head.index(name) for name in (columns.id, columns.text, *columns.keep)}
        read = _csv_rows(records, at, columns)
        while rows := list(islice(read, 100)):
            yield path.name, min(raw.tell() / total, 1.0), rows


def _head(records: CsvReader, path: Path) -> list[str]:
    try:
        return [without_surrogates(name) for name in next(records, [])]
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the first row of the table cannot be read", "Save it anew as CSV.") from error


def _csv_rows(records: CsvReader, at: Mapping[str, int], columns: Columns) -> Iterator[_Row]:
    is_utf_8 = lookup(columns.encoding).name in _UTF_8
    nothing = _strings(columns, [None] * len(columns.keep))
    while True:
        first = records.line_num + 1
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error:
            told = f"the row in the lines {first} to {records.line_num} cannot be read: its quotation marks do not fit"
            yield _Row(None, None, nothing, Failure("", told, _MEND_QUOTES))
            continue
        except UnicodeDecodeError:
            told = f"the rows from line {first} on cannot be read: they are no {_shown(columns.encoding)}"
            yield _Row(None, None, nothing, Failure("", told, _SAVE_ANEW))
            return
        if record:
            yield _csv_row(record, at, columns, is_utf_8=is_utf_8)


def _csv_row(record: Sequence[str], at: Mapping[str, int], columns: Columns, *, is_utf_8: bool) -> _Row:
    values = {name: record[index] if index < len(record) else None for name, index in at.items()}
    text = values[columns.text]
    kept = _strings(columns, [values[name] for name in columns.keep])
    if text is None:
        failure = Failure("", "the row has fewer cells than the first one", "Save the table anew as CSV.")
        return _Row(values[columns.id], None, kept, failure)
    if not is_utf_8 and _ESCAPED.search(text):
        failure = Failure("", f"the text is no {_shown(columns.encoding)}", _SAVE_ANEW)
        return _Row(values[columns.id], None, kept, failure)
    # bytes that are no UTF-8 come back as they are, and are told of their row
    return _Row(values[columns.id], text.encode("utf-8", "surrogateescape"), kept)


def _delimiter(sample: bytes, path: Path, encoding: str) -> str:
    """What stands between the cells of the first row; raises InputError for a text that is in another encoding."""
    text = getincrementaldecoder(encoding)("replace").decode(sample)
    first, *rest = text.split("\n")
    others = [line for line in rest if line.strip()]
    if "\0" in first or _UNDECODED in first or 2 * sum(_UNDECODED in line for line in others) > len(others):
        raise InputError(
            f"{path}: this is no CSV in {_shown(encoding)}",
            "Say which encoding it is in, such as --encoding windows-1252, or save it in UTF-8.",
        )
    if path.suffix.lower() == ".tsv":
        return "\t"
    return max(",;\t|", key=first.count)


def _shown(encoding: str) -> str:
    return "UTF-8" if encoding == UTF_8 else encoding


_LARGEST_CELL = 100_000_000
"""How many characters a cell may hold: where a quotation mark is not closed, so much is read for nothing."""

_UNDECODED = "\ufffd"
_ESCAPED = re.compile("[\udc80-\udcff]")
_UTF_8 = ("utf-8", "utf-8-sig")
_MEND_QUOTES = "Close the quotation mark, or write one that belongs to the text twice."
_SAVE_ANEW = "Say which encoding the table is in with --encoding, or save it anew in UTF-8."


# --- JSON lines ----------------------------------------------------------------------------------------------------


def _json_lines(path: Path, columns: Columns) -> _Read:
    total = max(path.stat().st_size, 1)
    with _opened(path) as file:
        read = _json_rows(enumerate(file, 1), columns, path)
        while rows := list(islice(read, 100)):
            yield path.name, min(file.tell() / total, 1.0), rows


def _json_rows(lines: Iterator[tuple[int, bytes]], columns: Columns, path: Path) -> Iterator[_Row]:
    is_first = True
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
                path,
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


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: the file could not be opened ({error.strerror})", "Check the name.") from error
