"""Saving: a file is written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from langcheck.editors.saving import FileStamp, save
from langcheck.errors import UnreadableDocument, UnsavedDocument

OLD, NEW = b"old text\r\n", b"new text, longer than before\r\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_bytes(OLD)
    return tmp_path / "report.txt"


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def test_a_file_is_replaced(path: Path) -> None:
    save(path, NEW)
    assert path.read_bytes() == NEW
    assert names(path.parent) == ["report.txt"]


def test_a_file_that_is_not_there_yet_is_made_with_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual.txt").write_bytes(b"")
    save(tmp_path / "new.txt", NEW)
    assert (tmp_path / "new.txt").read_bytes() == NEW
    assert (tmp_path / "new.txt").stat().st_mode == (tmp_path / "usual.txt").stat().st_mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_is_kept(mode: int, path: Path) -> None:
    path.chmod(mode)
    save(path, NEW)
    assert path.stat().st_mode & 0o7777 == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_is_kept(path: Path) -> None:
    os.chown(path, 1234, 2345)
    save(path, NEW)
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)


def test_a_link_stays_a_link_and_its_target_is_written(path: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "link.txt"
    link.symlink_to(path)
    save(link, NEW, unchanged_since=FileStamp.of(link))
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert names(tmp_path / "links") == ["link.txt"]


@pytest.mark.parametrize("is_there", [True, False], ids=["a file", "no file yet"])
def test_a_link_that_leads_out_of_its_folder_is_refused_where_nobody_named_its_target(
    is_there: bool, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "links").mkdir()
    link, target = tmp_path / "links" / "link.txt", path if is_there else tmp_path / "new.txt"
    link.symlink_to(target)
    with pytest.raises(UnsavedDocument, match="a link to a file in another folder") as told:
        save(link, NEW, stays=True)
    assert told.value.hint == f"Remove the link, or name the file itself: {target}"
    assert link.is_symlink()
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["links", "report.txt"]


def test_a_link_within_its_folder_is_followed(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "latest.txt"
    link.symlink_to("report.txt")
    save(link, NEW, stays=True)
    assert link.is_symlink()
    assert path.read_bytes() == NEW


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".txt")
    path.write_bytes(OLD)
    save(path, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "you have no permission to write here"),
        (errno.EROFS, "the disk can only be read"),
        (errno.EIO, "the file could not be written"),
    ],
)
def test_an_error_leaves_the_old_file_and_nothing_beside_it(
    call: str, number: int, words: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(UnsavedDocument) as caught:
        save(path, NEW)
    monkeypatch.undo()
    assert words in caught.value.problem
    assert caught.value.problem.endswith("the file is as it was")
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["report.txt"]


def test_an_error_at_a_new_file_speaks_of_no_old_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))

    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(UnsavedDocument) as caught:
        save(path.with_name("new.txt"), NEW)
    monkeypatch.undo()
    assert caught.value.problem == "the file is larger than this disk or your share of it allows; no file was made"
    assert caught.value.hint == "Make room, or write to another disk."
    assert names(path.parent) == ["report.txt"]


def test_a_write_that_takes_a_part_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    save(path, NEW)
    assert path.read_bytes() == NEW


def test_an_error_after_a_part_was_written_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, count = os.write, iter(range(9))

    def fill(descriptor: int, data: bytes) -> int:
        if next(count):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, data[:5])

    monkeypatch.setattr(os, "write", fill)
    with pytest.raises(UnsavedDocument):
        save(path, NEW)
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["report.txt"]


def test_being_stopped_leaves_nothing_beside(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        save(path, NEW)
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["report.txt"]


def test_a_file_changed_in_between_is_refused(path: Path) -> None:
    stamp = FileStamp.of(path)
    path.write_bytes(b"somebody else's text")
    with pytest.raises(UnsavedDocument, match="changed by somebody else"):
        save(path, NEW, unchanged_since=stamp)
    assert path.read_bytes() == b"somebody else's text"
    assert names(path.parent) == ["report.txt"]


def test_a_file_changed_without_changing_its_size_is_refused(path: Path) -> None:
    stamp = FileStamp.of(path)
    os.utime(path, ns=(stamp.mtime_ns, stamp.mtime_ns + 1))
    with pytest.raises(UnsavedDocument):
        save(path, NEW, unchanged_since=stamp)
    assert path.read_bytes() == OLD


def test_another_file_of_the_same_size_and_time_is_refused(path: Path) -> None:
    stamp = FileStamp.of(path)
    other = path.with_name("other.txt")
    other.write_bytes(OLD[::-1])
    os.utime(other, ns=(stamp.mtime_ns, stamp.mtime_ns))
    other.replace(path)
    with pytest.raises(UnsavedDocument):
        save(path, NEW, unchanged_since=stamp)
    assert path.read_bytes() == OLD[::-1]


def test_a_file_that_is_gone_is_refused(path: Path) -> None:
    stamp = FileStamp.of(path)
    path.unlink()
    with pytest.raises(UnsavedDocument):
        save(path, NEW, unchanged_since=stamp)
    assert names(path.parent) == []


def test_a_file_marked_as_read_only_is_refused(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(UnsavedDocument, match="may only be read"):
        save(path, NEW)
    assert path.read_bytes() == OLD


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsavedDocument, match="not a regular file"):
        save(tmp_path, NEW)


def test_a_folder_that_is_not_there_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(UnsavedDocument):
        save(tmp_path / "gone" / "new.txt", NEW)


def test_there_is_no_stamp_of_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument):
        FileStamp.of(tmp_path / "gone.txt")
