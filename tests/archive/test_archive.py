"""``langcheck archive`` as a person meets it: any input to the same rows, once each, whatever became of earlier runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")

import pyarrow.parquet as pq  # noqa: E402  after what may skip the module

from langcheck.archive import processes, sources  # noqa: E402
from langcheck.archive.fragments import Work  # noqa: E402
from langcheck.archive.making import make_archive  # noqa: E402
from langcheck.archive.state import LOCK, STATE, held  # noqa: E402
from langcheck.settings import Settings  # noqa: E402
from tests.cli.test_cli import run  # noqa: E402

pytestmark = pytest.mark.model

TEXTS = {"a": "A pimp ran.", "b": "All is well.", "c": None, "d": "", "e": "The prostitute, 15, left. The pimp ran."}
TABLE = {"id": list(TEXTS), "text": list(TEXTS.values()), "office": ["north", "south", "north", "south", None]}
FOUND = [("a", "checked", 1), ("b", "checked", 0), ("c", "empty", 0), ("d", "empty", 0), ("e", "checked", 2)]


def rows_in(folder: Path) -> list[dict[str, Any]]:
    rows = [row for path in sorted(folder.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
    return sorted(rows, key=lambda row: row["id"] or "")


def found_in(folder: Path) -> list[tuple[str, str, int]]:
    return [(row["id"], row["status"], len(row["findings"])) for row in rows_in(folder)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fragments of two documents, made in this process, so that there are several of them and no time is lost."""
    monkeypatch.setattr(sources, "MOST_DOCUMENTS", 2)

    def made(fragments: Any, work: Any, *, jobs: int) -> Any:
        for fragment in fragments:
            yield processes.make(fragment, work)

    monkeypatch.setattr("langcheck.archive.making.make_all", made)


@pytest.fixture
def world(tmp_path: Path, small: None) -> Path:
    pq.write_table(pa.table(TABLE), tmp_path / "d.parquet")
    (tmp_path / "months" / "month=2024-03").mkdir(parents=True)
    pq.write_table(pa.table(TABLE), tmp_path / "months" / "month=2024-03" / "0.parquet")
    rows = [dict(zip(TABLE, values, strict=True)) for values in zip(*TABLE.values(), strict=True)]
    (tmp_path / "d.jsonl").write_text("".join(f"{json.dumps(row)}\n\n" for row in rows))
    lines = [f'{row["id"]};"{row["text"] or ""}";{row["office"] or ""}\n' for row in rows]
    (tmp_path / "d.csv").write_text("\ufeffid;text;office\n" + "".join(lines))
    (tmp_path / "docs" / "sub").mkdir(parents=True)
    for id_, text in TEXTS.items():
        (tmp_path / "docs" / ("sub" if id_ == "e" else ".") / f"{id_}.txt").write_text(text or "")
    return tmp_path


@pytest.mark.parametrize("name", ["d.parquet", "months", "d.jsonl", "d.csv"])
def test_a_table_of_any_kind_is_the_same_rows(name: str, world: Path) -> None:
    result = run("archive", name, "--output", "out", "--keep", "office", cwd=world)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "out: 5 documents (3 checked, 2 empty), 3 findings\n"
    assert found_in(world / "out") == FOUND
    assert [row["office"] or None for row in rows_in(world / "out")] == TABLE["office"]
    assert len(list((world / "out").glob("*.parquet"))) == 3


def test_a_folder_of_documents_is_rows_with_their_paths(world: Path) -> None:
    (world / "docs" / "f.docx").write_bytes(b"PK\x03\x04broken")
    (world / "docs" / "g.doc").write_bytes(b"old")
    result = run("archive", "docs", "--output", "out", cwd=world)
    assert result.exit_code == 2
    assert sorted(result.stderr.splitlines()) == [
        "   = Open it in Word or LibreOffice, save it as .docx and check that file.",
        "   = Open it in Word, let Word repair it, save it and check again.",
        "not checked as a whole: f.docx: the Word file is damaged: it is not a whole .docx package",
        "not checked as a whole: g.doc: langcheck cannot read .doc files yet",
    ]
    assert found_in(world / "out") == [
        ("a.txt", "checked", 1),
        ("b.txt", "checked", 0),
        ("c.txt", "empty", 0),
        ("d.txt", "empty", 0),
        ("f.docx", "failed", 0),
        ("g.doc", "failed", 0),
        ("sub/e.txt", "checked", 2),
    ]


def test_rows_that_cannot_be_read_are_rows(world: Path) -> None:
    lines = [
        b'{"id": "a", "text": "A pimp ran."}',
        b"{",
        b'{"id": "b", "text": 7}',
        b'{"id": "c", "text": "\\ud83d pimp"}',
    ]
    (world / "x.jsonl").write_bytes(b"\n".join(lines))
    (world / "x.csv").write_bytes(b"id,text\na,A pimp ran.\nb\n" + b"c," + b"All is well. " * 9_000 + b"\nd,caf\xe9\n")
    run("archive", "x.jsonl", "--output", "json", cwd=world)
    run("archive", "x.csv", "--output", "csv", cwd=world)
    assert [(row["id"], row["problem"]) for row in rows_in(world / "json")] == [
        (None, "line 2 of the file is no JSON object"),
        ("a", None),
        ("b", "the text is no string"),
        ("c", None),
    ]
    problems = [(row["id"], row["problem"]) for row in rows_in(world / "csv") if row["problem"]]
    assert problems == [("b", "the row has fewer cells than the first one"), ("d", "the text is not valid UTF-8")]


def test_another_encoding_is_told_and_can_be_named(world: Path) -> None:
    (world / "x.csv").write_bytes(b"id,text\na,Caf\xe9: the pimp ran.\n")
    result = run("archive", "x.csv", "--output", "out", cwd=world)
    assert "this is no CSV in UTF-8\n  Say which encoding it is in, such as --encoding windows-1252" in str(
        result.exception
    )
    assert run("archive", "x.csv", "--output", "other", "--encoding", "cp1252", cwd=world).exit_code == 0
    assert rows_in(world / "other")[0]["findings"][0]["start"] == 10


def checked_anew(world: Path, *told: str) -> int:
    result = run("archive", "d.parquet", "--output", "out", "--resume", "--keep", "office", *told, cwd=world)
    assert result.exit_code == 0, result.output
    if "others were there already" not in result.stdout:
        return len(rows_in(world / "out"))
    return int(result.stdout.splitlines()[1].split()[0])


def test_what_is_there_is_not_checked_again_and_what_changed_is(world: Path) -> None:
    assert checked_anew(world) == 5
    before = {path: path.stat().st_mtime_ns for path in (world / "out").glob("*.parquet")}
    assert checked_anew(world) == 0
    assert {path: path.stat().st_mtime_ns for path in (world / "out").glob("*.parquet")} == before
    pq.write_table(pa.table({**TABLE, "text": [*TABLE["text"][:-1], "A john."]}), world / "d.parquet")
    assert checked_anew(world) == 1
    longer = {
        name: [*values, value] for (name, values), value in zip(TABLE.items(), ("f", "New.", "east"), strict=True)
    }
    pq.write_table(pa.table(longer), world / "d.parquet")
    assert checked_anew(world) == 2
    assert checked_anew(world, "--ignore", "en.trafficker.pimp") == 6
    assert [row["findings"] for row in rows_in(world / "out") if row["id"] == "a"] == [[]]


def test_what_is_no_longer_in_the_input_goes(world: Path) -> None:
    checked_anew(world)
    pq.write_table(pa.table({name: values[:1] for name, values in TABLE.items()}), world / "d.parquet")
    checked_anew(world)
    assert found_in(world / "out") == FOUND[:1]


def test_kept_columns_follow_the_input_without_a_check(world: Path) -> None:
    checked_anew(world)
    pq.write_table(pa.table({**TABLE, "office": ["west"] * 5}), world / "d.parquet")
    assert checked_anew(world) == 0
    assert {row["office"] for row in rows_in(world / "out")} == {"west"}


def test_a_damaged_output_file_is_made_anew(world: Path) -> None:
    checked_anew(world)
    path = min((world / "out").glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:100])
    (world / "out" / ".langcheck-0.tmp").write_bytes(b"left behind")
    assert checked_anew(world) == 2
    assert found_in(world / "out") == FOUND
    assert sorted(path.name for path in (world / "out").iterdir() if path.suffix != ".parquet") == [STATE, LOCK]


def test_new_files_in_a_folder_move_no_other(world: Path) -> None:
    run("archive", "docs", "--output", "out", cwd=world)
    (world / "docs" / "0.txt").write_text("A pimp.")
    result = run("archive", "docs", "--output", "out", "--resume", cwd=world)
    assert result.stdout.splitlines()[1] == "1 document checked anew; the others were there already."


def test_entries_go_into_an_archive_of_their_own(world: Path) -> None:
    run("archive", "d.parquet", "--output", "out", cwd=world)
    asked = ("--entries", "en.person.prostitute")
    assert run("archive", "d.parquet", "--output", "trial", *asked, cwd=world).exit_code == 0
    assert [entry for row in rows_in(world / "trial") for entry in entries(row)] == ["en.person.prostitute"]
    result = run("archive", "d.parquet", "--output", "out", "--resume", *asked, cwd=world)
    assert str(result.exception).startswith("out: the archive in this folder is of other entries (all)")


def test_an_entry_that_is_named_twice_is_asked_about_once(world: Path) -> None:
    asked = ("archive", "d.parquet", "--output", "trial", "--entries", "en.person.prostitute")
    assert run(*asked, "--entries", "en.person.prostitute", cwd=world).exit_code == 0
    assert run(*asked, "--resume", cwd=world).exit_code == 0


def test_a_mistake_is_told_with_the_option_that_was_written(world: Path) -> None:
    told = run("archive", "d.parquet", "--output", "out", "--entries", "bogus", cwd=world)
    assert "--entries" in str(told.exception)
    assert "--select" not in str(told.exception)
    result = run("archive", "d.parquet", "--output", "out", "--fail-on", "error", cwd=world)
    assert (result.exit_code, "--fail-on decides nothing here" in result.stderr) == (2, True)


def entries(row: dict[str, Any]) -> list[str]:
    return [finding["entry"] for finding in row["findings"]]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("gone.parquet", "--output", "out"), "gone.parquet: there is no such file or folder"),
        (
            ("docs/a.txt", "--output", "out"),
            "docs/a.txt: the documents of an archive are the rows of a table, or files",
        ),
        (("d.parquet", "--output", "out", "--id", "nr"), "d.parquet: there is no column 'nr'"),
        (("d.csv", "--output", "out", "--text", "nr"), "d.csv: there is no column 'nr'"),
        (("d.jsonl", "--output", "out", "--text", "nr"), "d.jsonl: there is no column 'nr'"),
        (("d.parquet", "--output", "docs"), "docs: there are files in this folder that are no archive"),
        (("docs", "--output", "docs/out"), "docs/out: the archive would lie in what it is of"),
        (("none.parquet", "--output", "out"), "none.parquet: this is no Parquet that can be read"),
        (("empty", "--output", "out"), "empty: there is no document in this folder"),
        (("d.parquet", "--output", "out", "--redact", "--resume"), "--redact cannot resume without a key"),
        (("mixed", "--output", "out"), "mixed: there are tables and documents in this folder (t.parquet, sub/a.txt)"),
    ],
)
def test_mistakes_are_told(arguments: tuple[str, ...], problem: str, world: Path) -> None:
    (world / "none.parquet").write_bytes(b"PAR1")
    (world / "empty").mkdir()
    (world / "mixed" / "sub").mkdir(parents=True)
    pq.write_table(pa.table(TABLE), world / "mixed" / "t.parquet")
    (world / "mixed" / "sub" / "a.txt").write_text("A pimp.")
    result = run("archive", *arguments, cwd=world)
    assert str(result.exception).startswith(problem)


def test_an_archive_is_not_written_over_without_a_word(world: Path) -> None:
    run("archive", "d.parquet", "--output", "out", cwd=world)
    again = run("archive", "d.parquet", "--output", "out", cwd=world)
    assert str(again.exception).startswith("out: there is an archive in this folder")
    other = run("archive", "d.csv", "--output", "out", "--resume", cwd=world)
    assert str(other.exception).startswith("out: the archive in this folder is of other input (d.parquet)")


def test_two_files_of_a_folder_never_share_an_output_file() -> None:
    names = [sources._output(name, 0) for name in ("002419.parquet", "109365.parquet")]
    assert len(set(names)) == 2


def test_parts_of_one_name_end_the_run_and_lose_no_row(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_output", lambda source, number: "part-0.parquet")
    result = run("archive", "d.parquet", "--output", "out", cwd=world)
    assert "two parts of the input would be one file" in str(result.exception)


def test_a_table_that_comes_into_a_folder_of_documents_takes_the_place_of_none(world: Path) -> None:
    run("archive", "docs", "--output", "out", cwd=world)
    pq.write_table(pa.table(TABLE), world / "docs" / "sub" / "t.parquet")
    assert "there are tables and documents" in str(
        run("archive", "docs", "--output", "out", "--resume", cwd=world).exception
    )
    for path in world.glob("docs/**/*.txt"):
        path.unlink()
    result = run("archive", "docs", "--output", "out", "--resume", cwd=world)
    assert str(result.exception).startswith("out: the archive in this folder is of other input (documents)")
    assert len(rows_in(world / "out")) == 5


def test_a_folder_that_grew_is_put_into_more_files_and_nothing_is_checked_again(world: Path) -> None:
    run("archive", "docs", "--output", "out", cwd=world)
    assert json.loads((world / "out" / STATE).read_text())["buckets"] == 3
    for number in range(20):
        (world / "docs" / f"{number}.txt").write_text("A pimp.")
    result = run("archive", "docs", "--output", "out", "--resume", cwd=world)
    assert result.stdout == (
        "out: 25 documents (23 checked, 2 empty), 23 findings\n20 documents checked anew; the others were there already.\n"
    )
    assert json.loads((world / "out" / STATE).read_text())["buckets"] == 12
    assert len({row["id"] for row in rows_in(world / "out")}) == len(rows_in(world / "out")) == 25


def test_a_run_that_was_killed_as_it_began_leaves_a_folder_that_can_be_used(world: Path) -> None:
    (world / "out").mkdir()
    (world / "out" / LOCK).touch()
    (world / "out" / ".langcheck-0.tmp").write_bytes(b"{")
    assert run("archive", "d.parquet", "--output", "out", cwd=world).exit_code == 0
    assert not (world / "out" / ".langcheck-0.tmp").exists()


def test_a_wrong_name_of_a_column_leaves_no_archive_to_go_on_with(world: Path) -> None:
    assert run("archive", "d.parquet", "--output", "out", "--text", "nope", cwd=world).exit_code != 0
    assert run("archive", "d.parquet", "--output", "out", cwd=world).exit_code == 0


def test_while_a_run_is_at_it_no_other_one_begins(world: Path) -> None:
    run("archive", "d.parquet", "--output", "out", cwd=world)
    begun = world / "out" / ".langcheck-0.tmp"
    begun.write_bytes(b"what the other run is writing")
    with held(world / "out"):
        result = run("archive", "d.parquet", "--output", "out", "--resume", cwd=world)
    assert str(result.exception).startswith("out: another run is making this archive")
    assert begun.exists()


def test_a_file_that_cannot_be_written_is_named(world: Path) -> None:
    run("archive", "d.parquet", "--output", "out", cwd=world)
    part = min((world / "out").glob("*.parquet"))
    part.unlink()
    part.mkdir()
    result = run("archive", "d.parquet", "--output", "out", "--resume", cwd=world)
    assert str(result.exception).startswith(f"out/{part.name}: this is not a regular file")


def test_a_document_that_failed_or_was_checked_only_partly_is_tried_again(world: Path) -> None:
    """What it needs may be there today; f.docx is damaged, and e.txt has two findings."""
    (world / "docs" / "f.docx").write_bytes(b"PK\x03\x04broken")
    (world / "langcheck.toml").write_text("limits.findings = 1\n")
    run("archive", "docs", "--output", "out", cwd=world)
    result = run("archive", "docs", "--output", "out", "--resume", cwd=world)
    assert result.stdout.splitlines()[1] == "2 documents checked anew; the others were there already."


def test_redacted_rows_without_a_key_are_gone_on_with_in_no_folder(world: Path) -> None:
    (world / "langcheck.toml").write_text(f'fingerprint-key = "{"x" * 40}"\n')
    (world / "docs" / "sub" / "langcheck.toml").write_text('encoding = "utf-8"\n')
    run("archive", "docs", "--output", "out", "--redact", cwd=world)
    result = run("archive", "docs", "--output", "out", "--redact", "--resume", cwd=world)
    assert str(result.exception).startswith("--redact cannot resume without a key")
    assert "docs/sub/langcheck.toml" in str(result.exception)


def test_an_empty_file_that_was_filled_is_checked(world: Path) -> None:
    work = Work(world / "out", redact=True, resume=True)
    path = world / "docs" / "c.txt"
    fragment = sources.Files("part-0.parquet", ("c.txt",), (path,), (Settings(),))
    work.folder.mkdir()
    assert processes.make(fragment, work).counts.empty == 1
    path.write_text("A pimp ran.")
    assert processes.make(fragment, work).counts.findings == 1


def test_the_files_of_a_folder_may_differ_but_for_the_columns_that_are_asked_for(world: Path) -> None:
    folder = world / "tables"
    folder.mkdir()
    pq.write_table(pa.table({"id": [1], "text": ["A pimp."], "office": pa.nulls(1)}), folder / "1.parquet")
    pq.write_table(pa.table({"office": ["x"], "more": [1], "id": ["b"], "text": ["A pimp."]}), folder / "2.parquet")
    assert run("archive", "tables", "--output", "out", "--keep", "office", cwd=world).exit_code == 0
    assert [(row["id"], row["office"], len(row["findings"])) for row in rows_in(world / "out")] == [
        ("1", None, 1),
        ("b", "x", 1),
    ]
    pq.write_table(pa.table({"id": ["c"], "body": ["A pimp."]}), folder / "3.parquet")
    result = run("archive", "tables", "--output", "other", cwd=world)
    assert str(result.exception).startswith("tables/3.parquet: there is no column 'text'")


def test_a_cell_is_told_to_nobody_where_the_types_of_files_differ(world: Path) -> None:
    folder = world / "tables"
    folder.mkdir()
    pq.write_table(pa.table({"id": [1], "text": ["A pimp."], "office": [1]}), folder / "1.parquet")
    pq.write_table(pa.table({"id": ["Jane Doe"], "text": ["A pimp."], "office": ["Jane Doe"]}), folder / "2.parquet")
    assert [row["id"] for row in rows_of_run("tables", world)] == ["1", "Jane Doe"]
    result = run("archive", "tables", "--output", "other", "--keep", "office", cwd=world)
    assert str(result.exception).startswith("tables/2.parquet: the column 'office' is string, and int64 in the files")
    assert "Jane" not in str(result.exception)


def rows_of_run(name: str, world: Path, *told: str) -> list[dict[str, Any]]:
    run("archive", name, "--output", "made", *told, cwd=world)
    return rows_in(world / "made")


def test_a_quotation_mark_that_is_not_closed_is_a_failed_row(world: Path) -> None:
    (world / "x.csv").write_text('id,text\nz,"The ""boss"" and a pimp ran."\na,"The pimp ran.\nb,A pimp.\n')
    assert [(row["id"], row["problem"], len(row["findings"])) for row in rows_of_run("x.csv", world)] == [
        (None, "the row in the lines 3 to 4 cannot be read: its quotation marks do not fit", 0),
        ("z", None, 1),
    ]


def test_one_bad_byte_at_the_beginning_costs_one_row(world: Path) -> None:
    (world / "x.csv").write_bytes(b"id,text\na,caf\xe9\nb,A pimp.\nc,All is well.\n")
    assert [(row["id"], row["status"]) for row in rows_of_run("x.csv", world)] == [
        ("a", "failed"),
        ("b", "checked"),
        ("c", "checked"),
    ]


def test_what_is_not_in_the_named_encoding_is_told_with_its_name(world: Path) -> None:
    (world / "x.csv").write_bytes(b"id,text\na,\xff\xff\n")
    result = run("archive", "x.csv", "--output", "out", "--encoding", "shift_jis", cwd=world)
    assert "this is no CSV in shift_jis\n" in str(result.exception)
    (world / "y.csv").write_bytes("id,text\na,A pimp.\nb,Cut".encode("utf-16") + b"o")
    assert [(row["id"], row["problem"]) for row in rows_of_run("y.csv", world, "--encoding", "utf-16")] == [
        (None, "the rows from line 3 on cannot be read: they are no utf-16"),
        ("a", None),
    ]


# --- in processes of its own ---------------------------------------------------------------------------------------


def end_at_b(fragment: Any, work: Any) -> Any:
    """Ends the process at the document b, as a damaged file can."""
    if "b" in fragment.ids:
        os._exit(1)
    return processes.make(fragment, work)


def end_at_row_b(fragment: Any, work: Any, number: int) -> Any:
    if fragment.ids[number] == "b":
        os._exit(1)
    return processes.row_with_number(fragment, work, number)


def end_once_at_row_b(fragment: Any, work: Any, number: int) -> Any:
    """Ends the process at the document b the first time, as a lack of memory does."""
    if fragment.ids[number] == "b" and not (work.folder / "_ended").exists():
        (work.folder / "_ended").touch()
        os._exit(1)
    return processes.row_with_number(fragment, work, number)


@pytest.mark.parametrize(
    ("row", "code", "found"),
    [
        (end_at_row_b, 2, [FOUND[0], ("b", "failed", 0), *FOUND[2:]]),
        (end_once_at_row_b, 0, FOUND),
    ],
)
def test_a_document_that_ends_its_process_twice_is_a_row_and_the_others_are_checked(
    row: Callable[..., Any], code: int, found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pq.write_table(pa.table(TABLE), tmp_path / "d.parquet")
    monkeypatch.setattr(sources, "MOST_DOCUMENTS", 2)
    monkeypatch.setattr(processes, "make", end_at_b)
    monkeypatch.setattr(processes, "row_with_number", row)
    result = run("archive", "d.parquet", "--output", "out", "--jobs", "2", cwd=tmp_path)
    assert result.exit_code == code
    assert found_in(tmp_path / "out") == found


def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    ids = [f"{number:04}" for number in range(800)]
    texts = [f"Report {number}. The prostitute, 15, left. The pimp ran." for number in range(800)]
    pq.write_table(pa.table({"id": ids, "text": texts}), tmp_path / "d.parquet")
    command = [sys.executable, "-m", "langcheck", "archive", "d.parquet", "--output", "out", "--resume", "--jobs", "2"]
    process = subprocess.Popen(command, cwd=tmp_path)
    while not list((tmp_path / "out").glob("*.parquet")):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert json.loads((tmp_path / "out" / STATE).read_text())["whole"] is False
    before = len(rows_in(tmp_path / "out"))
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == (
        "out: 800 documents (800 checked), 1,600 findings\n"
        f"{800 - before} documents checked anew; the others were there already.\n"
    )
    assert [row["id"] for row in rows_in(tmp_path / "out")] == ids
    assert json.loads((tmp_path / "out" / STATE).read_text())["whole"] is True


def test_progress_tells_what_is_done_what_is_new_and_how_far_it_is(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int, float]] = []

    def make(order: Any, *, jobs: int, progress: Any) -> Any:
        return make_archive(order, jobs=jobs, progress=lambda *how_far: told.append(how_far))

    monkeypatch.setattr("langcheck.archive.making.make_archive", make)
    run("archive", "d.parquet", "--output", "out", cwd=world)
    assert told == [(2, 2, 1.0), (4, 4, 1.0), (5, 5, 1.0)]
