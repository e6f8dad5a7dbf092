"""The user's key is made once, is nobody else's to read, and is replaced where it is none."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from langcheck import own_key
from langcheck.own_key import SIZE, KeyFolder, key_folder

posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are those of Unix systems")


def test_it_is_made_when_it_is_first_asked_for_and_stays(tmp_path: Path) -> None:
    first = KeyFolder(tmp_path / "new").key()
    assert len(first) == SIZE
    assert KeyFolder(tmp_path / "new").key() == first
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["key"]
    assert KeyFolder(tmp_path / "other").key() != first


@posix
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        KeyFolder(tmp_path / "new").key()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o602])
def test_one_that_others_may_have_seen_is_replaced(mode: int, tmp_path: Path) -> None:
    first = KeyFolder(tmp_path).key()
    (tmp_path / "key").chmod(mode)
    assert KeyFolder(tmp_path).key() != first
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize("data", [b"", b"x" * (SIZE - 1), b"x" * (SIZE + 1), b"x" * 100_000])
def test_one_of_another_length_is_replaced(data: bytes, tmp_path: Path) -> None:
    """As a run that was killed, or an editor, may have left it."""
    (tmp_path / "key").write_bytes(data)
    (tmp_path / "key").chmod(0o600)
    key = KeyFolder(tmp_path).key()
    assert len(key) == SIZE
    assert key not in data
    assert KeyFolder(tmp_path).key() == key


@posix
def test_one_behind_a_link_is_replaced_and_the_other_file_stays(tmp_path: Path) -> None:
    other = KeyFolder(tmp_path / "other").key()
    (tmp_path / "key").symlink_to(tmp_path / "other" / "key")
    assert KeyFolder(tmp_path).key() != other
    assert KeyFolder(tmp_path / "other").key() == other
    assert not (tmp_path / "key").is_symlink()


@posix
def test_one_of_another_user_is_replaced_or_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    KeyFolder(tmp_path).key()
    monkeypatch.setattr(own_key, "is_ours", lambda status: False)
    with pytest.raises(OSError):
        KeyFolder(tmp_path).key()


@posix
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_keeps_nobody_waiting(kind: str, tmp_path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(tmp_path / "key")
        assert len(KeyFolder(tmp_path).key()) == SIZE
    else:
        (tmp_path / "key").mkdir()
        with pytest.raises(OSError):
            KeyFolder(tmp_path).key()


def test_runs_at_the_same_time_have_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: KeyFolder(tmp_path / "new").key(), range(40)))
    assert keys == {KeyFolder(tmp_path / "new").key()}
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["key"]


def test_a_file_system_without_links_has_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    assert KeyFolder(tmp_path).key() == KeyFolder(tmp_path).key()
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_it_stands_apart_from_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So that a cache that somebody restores or shares does not bring a key of its own."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert key_folder() == tmp_path / "langcheck"


def test_without_a_home_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert key_folder() is None
