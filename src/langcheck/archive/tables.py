"""Batches of Arrow to batches of rows: what ``langcheck.arrow`` offers to engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from langcheck.api import AnySettings, without_a_file
from langcheck.archive.rows import Row, RowMaker
from langcheck.archive.stamps import stamp_of
from langcheck.cores import keep_to_one_core
from langcheck.readers import TEXT_FORMATS

TOGETHER = 500
"""How many rows a batch holds at most, so that what is in memory does not grow with what comes in."""

_OFFSETS = {
    "unit": "Unicode code points of the text, counted from 0; the end is exclusive; null where there is no text"
}


def _field(name: str, type: pa.DataType, meaning: str, **metadata: str) -> pa.Field:
    return pa.field(name, type, metadata={"meaning": meaning, **metadata})


_SUGGESTION = pa.struct(
    [
        _field("text", pa.string(), "the words to write"),
        _field("when", pa.string(), "what a person must know first; null where nothing is open"),
        _field("safe", pa.bool_(), "whether the words can be replaced with no change of fact"),
        _field("start", pa.int64(), "from where on the text is replaced", **_OFFSETS),
        _field("end", pa.int64(), "up to where the text is replaced", **_OFFSETS),
    ]
)
_FINDING = pa.struct(
    [
        _field("entry", pa.string(), "the entry of the lexicon"),
        _field("category", pa.string(), "its category"),
        _field("level", pa.string(), "error, warning or advice"),
        _field("start", pa.int64(), "where the found words begin", **_OFFSETS),
        _field("end", pa.int64(), "where the found words end", **_OFFSETS),
        _field("place", pa.string(), "the same for a person: a line and column, or a place in a Word file"),
        _field("found", pa.string(), "the found words; null where they were left out"),
        _field("message", pa.string(), "what the entry has against them"),
        _field("because", pa.string(), "what decided that it counts here"),
        _field("instead", pa.string(), "what to do where no wording can be suggested; else null"),
        _field("suggestions", pa.list_(_SUGGESTION), "wordings that fit the sentence, the closest first"),
        _field("fingerprint", pa.string(), "stays the same while the entry and the words of the sentence do"),
    ]
)
SCHEMA = pa.schema(
    [
        _field("id", pa.string(), "the document"),
        _field("status", pa.string(), "checked, partly, failed, or empty where there is no text"),
        _field("problem", pa.string(), "why a document was not checked, or only partly; no words of the document"),
        _field("hint", pa.string(), "what to do about it"),
        _field("findings", pa.list_(_FINDING), "what was found, in reading order"),
        _field("suppressed", pa.int64(), "how many findings somebody left out with a reason, in the document"),
        _field("words", pa.int64(), "how many words the document holds"),
        _field("digest", pa.string(), "the SHA-256 of the text in UTF-8, or of the file with its side-car file"),
        _field("lexicon", pa.string(), "the version of the lexicon"),
        _field("stamp", pa.string(), "changes with the code, the lexicon and the settings that made the row"),
    ],
    metadata={"langcheck": "langcheck.archive/1"},
)
"""The columns of an archive: one row a document. In this version fields are added, never changed."""


def schema_of(kept: Iterable[pa.Field] = ()) -> pa.Schema:
    """SCHEMA with columns of the input behind it; raises ValueError where one has a name of ours."""
    schema = SCHEMA
    for field in kept:
        if field.name in schema.names:
            raise ValueError(f"the column {field.name!r} cannot be kept: the archive has one of that name; rename it")
        schema = schema.append(field)
    return schema


def stamp(*, format: str = "text", settings: AnySettings = None, redact: bool = False) -> str:
    """The stamp of the rows that ``check_batches`` makes with these arguments, here and on every machine with this langcheck.

    Rows of an archive that carry it, and the digest of a text as it is now, need not be made again. Raises SettingsError.
    """
    return stamp_of(without_a_file(settings), format=format, redact=redact)


def check_batches(
    batches: Iterable[pa.RecordBatch | pa.Table],
    *,
    id: str = "id",
    text: str = "text",
    format: str = "text",
    settings: AnySettings = None,
    keep: Sequence[str] = (),
    redact: bool = False,
) -> Iterator[pa.RecordBatch]:
    """Check the texts of batches, one row a document, in the order in which they come.

    ``id`` and ``text`` name columns: ids of any type become strings, texts are strings or UTF-8 in bytes, and ``format`` says what they
    are written in, as for ``langcheck.check_text``. The columns of ``keep`` are handed on behind those of SCHEMA. With ``redact``, no
    word of a document stands in a row. ``settings`` are Settings, or the path of a settings file, which has to be on every machine.

    Whatever a document is, it is a row: a null, 30 MB, bytes that are no UTF-8, a mistake of ours. A document has at most as many
    findings as ``limits.findings`` of the settings says; its status is ``partly`` then, and ``problem`` says so.

    Raises ValueError for a column that is not there or holds no text, and for a format that is none of a string's; SettingsError
    where the settings cannot be used, and ModelError where the language model is missing.
    """
    keep_to_one_core()
    if format not in TEXT_FORMATS:
        raise ValueError(f"{format!r} is no format of a text; it may be {', '.join(TEXT_FORMATS)}")
    maker = RowMaker(without_a_file(settings), format, redact)
    for batch in _batches(batches):
        ids, texts = ids_of(column_of(batch, id)), texts_of(column_of(batch, text))
        kept = batch.select(list(keep)) if _are_there(batch, keep) else None
        for start in range(0, len(ids), TOGETHER):
            part = slice(start, start + TOGETHER)
            rows = [maker.of_text(*pair) for pair in zip(ids[part], _taken(texts, part), strict=True)]
            yield batch_of(rows, None if kept is None else kept.slice(start, TOGETHER))


def batch_of(rows: Sequence[Row], kept: pa.RecordBatch | None = None) -> pa.RecordBatch:
    """Rows, with the kept columns behind them, as one batch."""
    made = pa.RecordBatch.from_pylist(list(rows), schema=SCHEMA)
    if kept is None:
        return made
    return pa.RecordBatch.from_arrays([*made.columns, *kept.columns], schema=schema_of(kept.schema))


def column_of(batch: pa.RecordBatch, name: str) -> pa.Array:
    """A column by its name; raises ValueError where there is none."""
    index = batch.schema.get_field_index(name)
    if index < 0:
        raise ValueError(f"there is no column {name!r}; there are {', '.join(map(repr, batch.schema.names))}")
    return batch.column(index)


def ids_of(column: pa.Array) -> list[str | None]:
    """The ids of a column as strings."""
    column = _plain(column)
    if _is_text(column.type):
        return [None if raw is None else raw.decode("utf-8", "replace") for raw in texts_of(column).to_pylist()]
    return [None if value is None else str(value) for value in column.to_pylist()]


def texts_of(column: pa.Array) -> pa.Array:
    """The texts of a column in bytes, whether they are UTF-8 or not; raises ValueError where it holds something else."""
    column = _plain(column)
    if pa.types.is_null(column.type):
        return column
    if not _is_text(column.type):
        raise ValueError(f"texts are strings or bytes, not {column.type}; cast the column")
    return column.cast(pa.large_binary())


def _batches(batches: Iterable[pa.RecordBatch | pa.Table]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        if isinstance(batch, pa.Table):
            yield from batch.to_batches()
        else:
            yield batch


def _are_there(batch: pa.RecordBatch, names: Sequence[str]) -> bool:
    """Whether there are columns to keep; raises ValueError for one that is not there or has a name of ours."""
    for name in names:
        column_of(batch, name)
    schema_of(batch.schema.field(name) for name in names)
    return bool(names)


def _taken(texts: pa.Array, part: slice) -> list[bytes | None]:
    taken: list[bytes | None] = texts[part].to_pylist()
    return taken


def _plain(column: pa.Array) -> pa.Array:
    """A column without a dictionary or a view."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string_view(column.type) or pa.types.is_binary_view(column.type):
        column = column.cast(pa.large_binary())
    return column


def _is_text(type: pa.DataType) -> bool:
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
    return any(is_kind(type) for is_kind in kinds)
