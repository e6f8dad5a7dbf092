"""``langcheck.arrow``: batches of any kind in, a row a document out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")

from langcheck.archive.rows import RowMaker  # noqa: E402  after what may skip the module
from langcheck.arrow import SCHEMA, check_batches, schema_of, stamp  # noqa: E402
from langcheck.settings import Settings  # noqa: E402

pytestmark = pytest.mark.model

TEXTS = ("A pimp ran.", "All is well.", None)


def batch(texts: Any, *, ids: Sequence[object] = ("a", "b", "c"), **more: Any) -> Any:
    return pa.RecordBatch.from_pydict({"id": list(ids), "text": texts, **more})


def test_the_rows_are_those_of_the_texts_in_their_order() -> None:
    [made] = check_batches([batch(TEXTS)])
    maker = RowMaker(Settings())
    assert made.schema.equals(SCHEMA, check_metadata=True)
    assert made.to_pylist() == [
        maker.of_text(id_, None if text is None else text.encode()) for id_, text in zip("abc", TEXTS, strict=True)
    ]


@pytest.mark.parametrize(
    "texts",
    [
        pa.array(TEXTS, pa.large_string()),
        pa.array(TEXTS, pa.string_view()),
        pa.array(TEXTS, pa.binary()),
        pa.array(TEXTS).dictionary_encode(),
    ],
    ids=lambda texts: str(texts.type),
)
def test_texts_may_be_of_any_type_of_text(texts: Any) -> None:
    [made] = check_batches([batch(texts)])
    assert [(row["status"], len(row["findings"])) for row in made.to_pylist()] == [
        ("checked", 1),
        ("checked", 0),
        ("empty", 0),
    ]


def test_ids_become_strings_and_kept_columns_stay() -> None:
    [made] = check_batches([batch(TEXTS, ids=[1, None, 3], office=["north", None, "south"])], keep=["office"])
    assert made.column("id").to_pylist() == ["1", None, "3"]
    assert made.schema == schema_of([pa.field("office", pa.string())])
    assert made.column("office").to_pylist() == ["north", None, "south"]


def test_tables_are_taken_too_and_batches_stay_small() -> None:
    table = pa.table({"id": range(1200), "text": ["All is well."] * 1200})
    assert [made.num_rows for made in check_batches([table])] == [500, 500, 200]


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"text": "body"}, "there is no column 'body'; there are 'id', 'text', 'n'"),
        ({"text": "n"}, "texts are strings or bytes, not int64; cast the column"),
        ({"keep": ["id"]}, "the column 'id' cannot be kept: the archive has one of that name; rename it"),
        ({"format": "pdf"}, "'pdf' is no format of a text; it may be text, markdown, html, csv, rst, asciidoc, latex"),
    ],
)
def test_a_wrong_call_is_told(told: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{problem}"):
        list(check_batches([batch(TEXTS, n=[1, 2, 3])], **told))


def test_the_stamp_is_that_of_the_rows() -> None:
    [made] = check_batches([batch(TEXTS)], redact=True, format="markdown")
    assert set(made.column("stamp").to_pylist()) == {stamp(redact=True, format="markdown")}


def test_every_column_says_what_it_holds() -> None:
    assert [field.name for field in SCHEMA if not (field.metadata or {}).get(b"meaning")] == []
    finding = SCHEMA.field("findings").type.value_type
    assert finding.field("start").metadata[b"unit"].startswith(b"Unicode code points of the text")


def test_arrow_is_loaded_by_nobody_who_does_not_ask_for_it() -> None:
    code = "import sys, langcheck, langcheck.api, langcheck.cli.archive, langcheck.cli.stats; print('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
