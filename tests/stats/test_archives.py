"""Archives are counted as documents are: by level, category, entry, a column or a folder, and month or year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")

import pyarrow.parquet as pq  # noqa: E402  after what may skip the module

from langcheck.stats import archives  # noqa: E402
from langcheck.stats.archives import count_archives  # noqa: E402
from langcheck.stats.tally import NO_DATE, Sentence  # noqa: E402
from tests.cli.test_cli import run  # noqa: E402

ROWS = (
    ("north/a.txt", "checked", ("pimp", "rescue"), "north", "2024-03-05"),
    ("north/b.txt", "checked", (), "north", "2024-03-06"),
    ("south/c.txt", "partly", ("pimp",), "south", "2023-12-01"),
    ("south/d.txt", "failed", (), "south", "2023-12-01"),
    ("e.txt", "empty", (), None, None),
)


def write(folder: Path, rows: Any = ROWS, *, stamp: str = "s") -> Path:
    """An archive with a file a row, as ``langcheck archive`` and engines write them."""
    folder.mkdir()
    for number, (id_, status, entries, office, published) in enumerate(rows):
        findings = [
            {"entry": f"en.{name}", "category": "slang", "level": "warning", "fingerprint": name} for name in entries
        ]
        row = {"id": id_, "status": status, "findings": findings, "suppressed": 1, "words": 100 * (status != "failed")}
        more = {"office": office, "published": published, "lexicon": "2026.11", "stamp": stamp}
        pq.write_table(pa.Table.from_pylist([{**row, **more}], schema=SCHEMA), folder / f"{number}.parquet")
    return folder


FINDING = pa.struct([(name, pa.string()) for name in ("entry", "category", "level", "fingerprint")])
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "status")),
        ("findings", pa.list_(FINDING)),
        ("suppressed", pa.int64()),
        ("words", pa.int64()),
        *((name, pa.string()) for name in ("office", "published", "lexicon", "stamp")),
    ]
)


def test_the_table_by_a_column_and_by_month(tmp_path: Path) -> None:
    write(tmp_path / "checked")
    result = run("stats", "checked", "--by", "office", "--month", "published", cwd=tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
     Documents  With findings  Findings  Words  Per 1,000 words
all          4              2         3    400             7.50

Level    Findings
error           0
warning         3
advice          0

Category  Findings
Slang            3

Entry      Findings
en.pimp           2
en.rescue         1

office  Documents  With findings  Findings  Words  Per 1,000 words
(none)          1              0         0    100             0.00
north           2              1         2    200            10.00
south           1              1         1    100            10.00

published  Documents  With findings  Findings  Words  Per 1,000 words
2023-12            1              1         1    100            10.00
2024-03            2              1         2    200            10.00
no date            1              0         0    100             0.00
"no date": the column published holds no date that could be told.

4 findings suppressed with a reason and not counted.
1 file could not be checked and not counted.
1 file only partly checked; what was found before the limit is counted.
"""
    )


def test_a_folder_of_documents_with_a_table_in_it_is_no_archive(tmp_path: Path) -> None:
    folder = write(tmp_path / "checked")
    (folder / "_SUCCESS").write_text("")
    (folder / ".0.parquet.crc").write_text("")
    assert archives.is_archive(folder)
    (folder / "a.txt").write_text("All is well.")
    assert not archives.is_archive(folder)


def test_without_a_column_paths_are_told_by_folder_and_dates_not_at_all(tmp_path: Path) -> None:
    statistics = count_archives([write(tmp_path / "checked")]).statistics
    assert [(share.name, share.documents) for share in statistics.folders] == [(".", 1), ("north", 2), ("south", 1)]
    assert statistics.months == ()


def test_at_depth_0_all_folders_are_one(tmp_path: Path) -> None:
    assert count_archives([write(tmp_path / "checked")], depth=0).statistics.folders == ()


@pytest.mark.parametrize(
    ("date", "month", "year"),
    [
        ("2024-03-05", "2024-03", "2024"),
        ("2024-3-5", "2024-03", "2024"),
        ("2024/03", "2024-03", "2024"),
        ("20240305", "2024-03", "2024"),
        ("20240305T120000Z", "2024-03", "2024"),
        ("2024-03-05 12:00:00.000000001", "2024-03", "2024"),
        ("2024", NO_DATE, "2024"),
        ("2024-13-01", NO_DATE, "2024"),
        ("1709596800", NO_DATE, NO_DATE),
        ("5 March 2024", NO_DATE, NO_DATE),
        (None, NO_DATE, NO_DATE),
    ],
)
def test_a_date_is_told_however_it_is_written(date: str | None, month: str, year: str, tmp_path: Path) -> None:
    path = write(tmp_path / "checked", [("a", "checked", (), "north", date)])
    for digits, told in ((7, month), (4, year)):
        counted = count_archives([path], dated_by="published", digits=digits)
        assert [share.name for share in counted.statistics.months] == [told]
        is_told = any("hold a year and no month" in note for note in counted.notes)
        assert is_told == (told == NO_DATE and year != NO_DATE)


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (pa.array([1709596800000000001], pa.timestamp("ns")), "2024-03-05 00:00:00.000000001"),
        (pa.array(["north"]).dictionary_encode(), "north"),
        (pa.array([7]), "7"),
        (pa.array([""]), "(none)"),
    ],
)
def test_a_column_of_any_type_is_counted_by(column: Any, told: str, tmp_path: Path) -> None:
    path = write(tmp_path / "checked", ROWS[:1]) / "0.parquet"
    table = pq.read_table(path)
    pq.write_table(table.set_column(table.schema.get_field_index("office"), "office", column), path)
    assert [share.name for share in count_archives([path], by="office").statistics.folders] == [told]


def test_sentences_that_all_come_up_again_are_looked_through_when_there_are_twice_as_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "_MOST_SENTENCES", 2)
    found = archives._Found(most_sentences=2)
    for name in "aabbcc":
        found._remember([{"fingerprint": name, "entry": "en.pimp", "level": "warning"}])
    assert (len(found.sentences), found.most_sentences) == (3, 4)
    found._remember([{"fingerprint": name, "entry": "en.pimp", "level": "warning"} for name in "de"])
    assert (len(found.sentences), found.most_sentences) == (2, 4)


def test_years_and_the_page(tmp_path: Path) -> None:
    write(tmp_path / "checked")
    result = run("stats", "checked", "--by", "office", "--year", "published", "--format", "html", cwd=tmp_path)
    assert "<caption>By published</caption>" in result.stdout
    assert '<th scope="row">2024<svg' in result.stdout
    assert "only names in the column office." in result.stdout


def test_before_and_after_tell_what_changed(tmp_path: Path) -> None:
    write(tmp_path / "old")
    write(tmp_path / "new", [("a", "checked", ("pimp", "john", "john"), "north", None)])
    result = run("stats", "new", "--before", "old", "--format", "json", cwd=tmp_path)
    assert json.loads(result.stdout)["before"]["changes"] == {
        "en.john": {"before": 0, "after": 2},
        "en.pimp": {"before": 2, "after": 1},
        "en.rescue": {"before": 1, "after": 0},
    }
    table = run("stats", "new", "--before", "old", cwd=tmp_path).stdout
    assert "Changed    Before  After  Change\nen.john         0      2      +2\n" in table


def test_the_same_sentence_is_counted_and_sentences_that_stand_alone_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_MOST_SENTENCES", 2)
    rows = [(f"{number}", "checked", ("pimp", f"x{number}"), None, None) for number in range(5)]
    statistics = count_archives([write(tmp_path / "checked", rows)]).statistics
    assert [(item.entry, item.files, item.findings) for item in statistics.repeated] == [("en.pimp", 5, 5)]
    assert isinstance(statistics.repeated[0], Sentence)


def test_what_a_person_should_know_is_a_note(tmp_path: Path) -> None:
    write(tmp_path / "one", stamp="s")
    write(tmp_path / "two", stamp="t")
    (tmp_path / "one" / "_langcheck.json").write_text('{"schema": "langcheck.archive/1", "whole": false}')
    assert run("stats", "one", "two", cwd=tmp_path).stderr == (
        "note: one: the run that makes this archive has not come to its end; go on with --resume\n"
        "note: the rows carry 2 stamps: they were made with different settings, lexicons or versions\n"
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("checked", "--by", "county"), "checked: there is no column 'county'"),
        (("other.parquet",), "other.parquet: there is no column 'id'"),
        (("broken.parquet",), "broken.parquet: this is no Parquet that can be read"),
        (("nope.parquet",), "nope.parquet: there is no such file or folder"),
        (("cut",), "cut/1.parquet: this is no Parquet that can be read"),
        (("checked", "--by", "findings"), "checked: the column 'findings' holds more than one value a row"),
    ],
)
def test_what_cannot_be_counted_is_told(arguments: tuple[str, ...], problem: str, tmp_path: Path) -> None:
    write(tmp_path / "checked")
    pq.write_table(pa.table({"x": [1]}), tmp_path / "other.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1")
    part = write(tmp_path / "cut") / "1.parquet"
    part.write_bytes(part.read_bytes()[:400])
    assert str(run("stats", *arguments, cwd=tmp_path).exception).startswith(problem)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("checked", "docs"), "archives and documents cannot be counted together"),
        (("checked", "--month", "published", "--year", "published"), "both name the column with the dates"),
        (("docs", "--by", "office"), "are about archives, and none is named"),
        (("checked", "--select", "en.trafficker.pimp"), "settings and --select count documents only"),
    ],
)
def test_a_wrong_call_is_told(arguments: tuple[str, ...], problem: str, tmp_path: Path) -> None:
    write(tmp_path / "checked")
    (tmp_path / "docs").mkdir()
    result = run("stats", *arguments, cwd=tmp_path)
    assert result.exit_code == 2
    assert problem in result.stderr
