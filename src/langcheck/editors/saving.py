"""Bytes to a file, whole or not at all: whatever goes wrong, the old file stays and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from langcheck.errors import UnreadableDocument, UnsavedDocument

ASIDE = ".langcheck-*.tmp"
"""What a file is called, beside its place, while it is written."""

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Make room and try again."),
    errno.EDQUOT: ("your share of the disk is used up", "Make room and try again."),
    errno.EFBIG: (
        "the file is larger than this disk or your share of it allows",
        "Make room, or write to another disk.",
    ),
    errno.EROFS: ("the disk can only be read", "Copy the file to a disk that can be written and try there."),
    errno.EACCES: ("you have no permission to write here", "Ask for access, or copy the file to a folder of yours."),
    errno.EPERM: ("you have no permission to write here", "Ask for access, or copy the file to a folder of yours."),
}


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells whether a file was changed since it was read: bytes, time in nanoseconds, and which file it is."""

    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> FileStamp:
        """The stamp of a file, or of the file that a link leads to; raises UnreadableDocument where there is none."""
        try:
            status = path.stat()
        except OSError as error:
            problem = f"the file could not be looked at ({error.strerror or error})"
            raise UnreadableDocument(problem, "Check the name and the folder.") from error
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


def save(
    path: Path,
    data: bytes | Iterable[bytes],
    *,
    unchanged_since: FileStamp | None = None,
    like: Path | None = None,
    stays: bool = False,
) -> None:
    """Write a file in one step, in place of an older one of that name, whose mode and owner it takes over.

    A link is followed and stays a link; other hard links to the old file keep the old text. With
    ``unchanged_since``, a file that was changed after the stamp was taken is refused. A new file may be opened by
    those who may open ``like``, where it is given. With ``stays``, a link that leads out of its folder is refused.
    Raises UnsavedDocument; then nothing was changed.
    """
    if stays:
        refuse_leading_out(path)
    target = Path(os.path.realpath(path))
    try:
        old = target.stat() if target.exists() else None
    except OSError as error:
        raise _unsaved(error) from error
    if old is not None and not stat.S_ISREG(old.st_mode):
        raise UnsavedDocument("this is not a regular file", "Name another file to write to.")
    if old is not None and (not old.st_mode & 0o222 or not os.access(target, os.W_OK)):
        raise UnsavedDocument("the file may only be read, not written", "Allow writing to it, or work on a copy.")
    beside = target.with_name(ASIDE.replace("*", secrets.token_hex(8)))
    try:
        try:
            _write(beside, data, old, new_mode=0o666 if like is None else stat.S_IMODE(like.stat().st_mode) | 0o200)
            _refuse_changed(target, unchanged_since)
            os.replace(beside, target)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise _unsaved(error, is_new=old is None) from error
    _settle_folder(target.parent)


def refuse_leading_out(path: Path) -> None:
    """Raise UnsavedDocument for a link that leads out of the folder it lies in: what it leads to was named by nobody."""
    if not path.is_symlink():
        return
    target = Path(os.path.realpath(path))
    if (target.is_file() or not target.exists()) and not target.is_relative_to(os.path.realpath(path.parent)):
        raise UnsavedDocument(
            "the name is a link to a file in another folder", f"Remove the link, or name the file itself: {target}"
        )


def _write(beside: Path, data: bytes | Iterable[bytes], old: os.stat_result | None, *, new_mode: int) -> None:
    """Write and flush a new file; until it has the old one's mode, only its owner may open it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(beside, flags, new_mode if old is None else 0o600)
    try:
        if old is not None and hasattr(os, "fchmod"):
            with suppress(PermissionError):
                os.fchown(descriptor, old.st_uid, old.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
        for piece in (data,) if isinstance(data, bytes) else data:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_changed(target: Path, stamp: FileStamp | None) -> None:
    if stamp is None:
        return
    try:
        unchanged = FileStamp.of(target) == stamp
    except UnreadableDocument:
        unchanged = False
    if not unchanged:
        raise UnsavedDocument("the file was changed by somebody else in the meantime", "Run the command again.")


def _settle_folder(folder: Path) -> None:
    """Make the new name last a power cut, where the system can; the file itself is complete either way."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unsaved(error: OSError, *, is_new: bool = False) -> UnsavedDocument:
    other = (f"the file could not be written ({error.strerror or error})", "Close it in other programs and try again.")
    problem, hint = _REASONS.get(error.errno or 0, other)
    return UnsavedDocument(f"{problem}; {'no file was made' if is_new else 'the file is as it was'}", hint)
