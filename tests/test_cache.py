"""The cache gives back what was put in, or nothing, whatever happens to its file."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from langcheck import cache as module
from langcheck.cache import Cache, cache_path


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    Cache(tmp_path / "new" / "a.sqlite3").put({b"one": b"1", b"two": b"2"})
    cache = Cache(tmp_path / "new" / "a.sqlite3")
    assert (cache.get(b"one"), cache.get(b"two"), cache.get(b"three")) == (b"1", b"2", None)


def test_the_last_one_put_counts(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "a.sqlite3")
    cache.put({b"one": b"1"})
    cache.put({b"one": b"new"})
    assert cache.get(b"one") == b"new"


def test_a_damaged_row_is_no_result(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "a.sqlite3")
    cache.put({b"one": b"1", b"two": b"2"})
    cache.close()
    with sqlite3.connect(tmp_path / "a.sqlite3") as connection:
        connection.execute("UPDATE report SET data = ? WHERE data = ?", (b"x", b"1"))
    connection.close()
    cache = Cache(tmp_path / "a.sqlite3")
    assert (cache.get(b"one"), cache.get(b"two")) == (None, b"2")


def test_a_file_that_is_no_cache_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(b"not a database, but long enough to be looked at " * 40)
    cache = Cache(path)
    assert cache.get(b"one") is None
    cache.put({b"one": b"1"})
    assert Cache(path).get(b"one") == b"1"


def test_a_cache_that_was_cut_short_gives_no_wrong_result(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    stored = {f"key {number}".encode(): os.urandom(500) for number in range(200)}
    cache = Cache(path)
    cache.put(stored)
    cache.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    cache = Cache(path)
    assert {cache.get(key) in (None, data) for key, data in stored.items()} == {True}


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    cache = Cache(tmp_path / "a.sqlite3")
    cache.put({b"one": b"1"})
    assert cache.get(b"one") is None


def test_a_folder_in_its_place_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.mkdir()
    cache = Cache(path)
    cache.put({b"one": b"1"})
    assert (cache.get(b"one"), path.is_dir()) == (None, True)


def test_the_older_half_goes_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROWS", 10)
    cache = Cache(tmp_path / "a.sqlite3")
    for number in range(11):
        cache.put({str(number).encode(): b"x"})
    assert [number for number in range(11) if cache.get(str(number).encode())] == [6, 7, 8, 9, 10]


def test_its_name_tells_the_shape_of_what_it_holds(tmp_path: Path) -> None:
    assert cache_path(tmp_path) == tmp_path / f"reports-{module.FORMAT}.sqlite3"


# --- whose rows they are -------------------------------------------------------------------------------------------

posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are those of Unix systems")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@posix
def test_nobody_else_can_read_what_it_writes(tmp_path: Path) -> None:
    """Whatever the usual mode of new files is, and also while a run is writing."""
    before = os.umask(0)
    try:
        cache = Cache(tmp_path / "caches" / "a.sqlite3", tmp_path / "data")
        cache.put({b"one": b"1"})
        assert cache._connection is not None
        cache._connection.execute("BEGIN IMMEDIATE")
        cache._connection.execute("DELETE FROM report")
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert sorted(path.name for path in files) == ["a.sqlite3", "a.sqlite3-journal", "key"]
        assert {mode(path) for path in files} == {0o600}
        assert {mode(tmp_path / name) for name in ("caches", "data")} == {0o700}
    finally:
        os.umask(before)


@posix
def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    Cache(path).put({b"one": b"1"})
    path.chmod(0o644)
    assert Cache(path).get(b"one") == b"1"
    assert mode(path) == 0o600


def test_the_cache_of_an_older_version_is_removed(tmp_path: Path) -> None:
    """Others could read it, and some words of documents could stand in it."""
    (tmp_path / "reports-1.sqlite3").write_bytes(b"Qzxv")
    Cache(cache_path(tmp_path)).put({b"one": b"1"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key", f"reports-{module.FORMAT}.sqlite3"]


def test_rows_under_another_key_are_no_results(tmp_path: Path) -> None:
    """As in a cache that somebody else made, or that was restored without its key."""
    path = tmp_path / "a.sqlite3"
    Cache(path, tmp_path / "mine").put({b"one": b"1"})
    assert Cache(path, tmp_path / "yours").get(b"one") is None
    assert Cache(path, tmp_path / "mine").get(b"one") == b"1"


def altered(path: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement, values)
    connection.close()


def test_a_row_that_was_put_under_another_name_is_no_result(tmp_path: Path) -> None:
    """A whole row, but of another file."""
    path = tmp_path / "a.sqlite3"
    cache = Cache(path)
    cache.put({b"one": b"1", b"two": b"2"})
    cache.close()
    with sqlite3.connect(path) as connection:
        ((total, data),) = connection.execute("SELECT sum, data FROM report WHERE data = ?", (b"1",)).fetchall()
    connection.close()
    altered(path, "UPDATE report SET sum = ?, data = ?", total, data)
    cache = Cache(path)
    assert (cache.get(b"one"), cache.get(b"two")) == (b"1", None)


def test_a_row_summed_without_the_key_is_no_result(tmp_path: Path) -> None:
    from hashlib import blake2b, sha256

    path = tmp_path / "a.sqlite3"
    cache = Cache(path)
    cache.put({b"one": b"1"})
    cache.close()
    for forged in (blake2b(b"onex", digest_size=16).digest(), sha256(b"onex").digest(), b"", b"\0" * 32):
        altered(path, "UPDATE report SET sum = ?, data = ?", forged, b"x")
        assert Cache(path).get(b"one") is None


@pytest.mark.parametrize("value", [None, 1, 1.5, "text", b""])
@pytest.mark.parametrize("column", ["sum", "data"])
def test_a_row_of_another_shape_is_no_result(column: str, value: object, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    cache = Cache(path)
    cache.put({b"one": b"1"})
    cache.close()
    altered(path, f"UPDATE report SET {column} = ?", value)
    assert Cache(path).get(b"one") is None


def test_a_table_of_another_shape_gives_no_result(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    altered(path, "CREATE TABLE report (other TEXT)")
    cache = Cache(path)
    cache.put({b"one": b"1"})
    assert cache.get(b"one") is None


def test_a_row_larger_than_any_report_is_neither_kept_nor_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sqlite3"
    Cache(path).put({b"one": b"12345"})
    monkeypatch.setattr(module, "LARGEST_ROW", 4)
    cache = Cache(path)
    cache.put({b"two": b"12345", b"three": b"1234"})
    assert [cache.get(key) for key in (b"one", b"two", b"three")] == [None, None, b"1234"]


def test_what_a_row_is_called_does_not_tell_its_file(tmp_path: Path) -> None:
    """Who has the cache alone cannot try files on it."""
    path = tmp_path / "a.sqlite3"
    cache = Cache(path)
    cache.put({b"the sum of a file's bytes": b"1"})
    cache.close()
    assert b"the sum of a file's bytes" not in path.read_bytes()


@posix
def test_a_file_of_another_user_and_a_link_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "other.sqlite3"
    Cache(target).put({b"one": b"1"})
    (tmp_path / "link.sqlite3").symlink_to(target)
    assert Cache(tmp_path / "link.sqlite3").get(b"one") is None
    monkeypatch.setattr(module, "is_ours", lambda status: False)
    assert Cache(target).get(b"one") is None
