"""The cache gives back what was put in, or nothing, whatever happens to its file."""

from __future__ import annotations

import os
import sqlite3
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
        connection.execute("UPDATE report SET data = ? WHERE key = ?", (b"x", b"one"))
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
