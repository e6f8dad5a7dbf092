"""The user's own key: bytes in a file that nobody else can read, made when they are first needed."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path

from langcheck.lazily import dataclass

FILE = "key"
"""What the file is called in its folder."""

_AS_IT_IS = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""A file is opened where it stands, through no link, without waiting for anybody, byte by byte."""

SIZE = 32
"""How long the key is, in bytes."""


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """The folder that holds the key."""

    path: Path

    def key(self) -> bytes:
        """The key; one that others may have read, or that is none, is replaced. Raises OSError where none can be kept."""
        try:
            return self._read()
        except (FileNotFoundError, _NotKept):
            pass
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._make()
        return self._read()

    @property
    def _file(self) -> Path:
        return self.path / FILE

    def _read(self) -> bytes:
        """The key; raises _NotKept where it does not count, and OSError where the file cannot be opened."""
        if self._file.is_symlink():
            raise _NotKept
        descriptor = os.open(self._file, os.O_RDONLY | _AS_IT_IS)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            data = file.read(SIZE + 1) if stat.S_ISREG(status.st_mode) else b""
        if len(data) != SIZE or not is_ours(status) or _is_open_to_others(status):
            raise _NotKept
        return data

    def _make(self) -> None:
        """Put a new key in its place, whole: of runs at the same time, the first one that comes has made it."""
        import secrets

        with contextlib.suppress(_NotKept, FileNotFoundError):
            self._read()
            return
        made = self.path / f"{FILE}-{secrets.token_hex(8)}"
        descriptor = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _AS_IT_IS, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(secrets.token_bytes(SIZE))
            self._put(made)
        finally:
            made.unlink(missing_ok=True)

    def _put(self, made: Path) -> None:
        """Put a key in its place, unless another run has; what stands there and counts for none gives way."""
        try:
            os.link(made, self._file)
        except OSError:  # one is there, or the file system has no links
            with contextlib.suppress(_NotKept, FileNotFoundError):
                self._read()
                return
            os.replace(made, self._file)


class _NotKept(OSError):
    """What stands in the place of the key is none, or is none that only its user knows."""


def key_folder() -> Path | None:
    """The user's folder for data that is kept, apart from the caches that may be shared, copied and restored; None without one."""
    try:
        if sys.platform == "win32":
            base = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
        elif sys.platform == "darwin":
            base = str(Path.home() / "Library" / "Application Support")
        else:
            base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    except RuntimeError:  # nobody's home
        return None
    return Path(base) / "langcheck"


def is_ours(status: os.stat_result) -> bool:
    """Whether a file belongs to the user who runs this."""
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def _is_open_to_others(status: os.stat_result) -> bool:
    return os.name == "posix" and bool(stat.S_IMODE(status.st_mode) & 0o077)
