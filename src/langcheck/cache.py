"""A cache of stored reports in one file of the user's cache folder; safe for many runs at once and for killed ones.

Whatever is wrong with the cache (no room, no permission, a torn file), a run goes on without it. Nobody but the user can
read or write it, and every row is authenticated with the user's key (``own_key``): a row that was damaged, or that somebody
else wrote, is never taken for a result.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from langcheck.lazily import dataclass
from langcheck.own_key import KeyFolder, is_ours, key_folder

if TYPE_CHECKING:
    import sqlite3

FORMAT = 3
"""Raised when what is stored changes its shape, so that an old cache is never read."""

MAX_ROWS = 100_000
"""How many reports are kept; when there are more, the older half goes."""

LARGEST_ROW = 64 * 1024 * 1024
"""The largest report that is kept or read, in bytes."""

_WAIT = 5.0
"""How many seconds to wait for another run that is writing."""

_NO_MORE = ("reports-1.sqlite3", "reports-1.sqlite3-journal")
"""The cache of 0.1.0, which others may read; it is removed."""


@dataclass
class Cache:
    """Stored reports by key; ``path`` is the file, ``keys`` the folder of the user's key or, without one, that of the file."""

    path: Path
    keys: Path | None = None
    _secret: bytes | None = field(default=None, init=False, repr=False)

    def get(self, key: bytes) -> bytes | None:
        """What was stored under a key, if it is there, whole, and the user's own."""
        if self._connection is None:
            return None
        row = None
        with contextlib.suppress(self._errors):
            asked = "SELECT sum, data FROM report WHERE key = ? AND typeof(data) = 'blob' AND length(data) <= ?"
            row = self._connection.execute(asked, (self._name(key), LARGEST_ROW)).fetchone()
        if row is None or not isinstance(row[0], bytes) or not _is_same(row[0], self._sum(key, row[1])):
            return None
        return bytes(row[1])

    def put(self, stored: Mapping[bytes, bytes]) -> None:
        """Keep all of these or, where that cannot be, none."""
        if not stored or self._connection is None:
            return
        rows = [
            (self._name(key), self._sum(key, data), data) for key, data in stored.items() if len(data) <= LARGEST_ROW
        ]
        with contextlib.suppress(self._errors), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO report VALUES (?, ?, ?)", rows)
            newest = self._connection.execute("SELECT max(rowid), count(*) FROM report").fetchone()
            if newest[1] > MAX_ROWS:
                self._connection.execute("DELETE FROM report WHERE rowid <= ?", (newest[0] - MAX_ROWS // 2,))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with contextlib.suppress(self._errors):
                self._connection.close()

    # --- the key ---

    def _name(self, key: bytes) -> bytes:
        """Under what a row stands: who has no key cannot tell from it which file it is of."""
        return self._digest(b"name", key)

    def _sum(self, key: bytes, data: bytes) -> bytes:
        """What only the user's key makes of a row."""
        return self._digest(b"row", len(key).to_bytes(8, "big"), key, data)

    def _digest(self, *parts: bytes) -> bytes:
        import hmac

        assert self._secret is not None
        digest = hmac.new(self._secret, digestmod="sha256")
        for part in parts:
            digest.update(part)
        return digest.digest()

    # --- the file ---

    @cached_property
    def _errors(self) -> type[Exception]:
        from sqlite3 import Error

        return Error

    @cached_property
    def _connection(self) -> sqlite3.Connection | None:
        """The open file, made anew where it is no cache; None where there can be none."""
        try:
            self._secret = KeyFolder(self.keys or self.path.parent).key()
            return self._open()
        except self._errors as error:
            if "not a database" not in str(error) and "malformed" not in str(error):
                return None
        except OSError:
            return None
        with contextlib.suppress(self._errors, OSError):
            self.path.unlink()
            return self._open()
        return None

    def _open(self) -> sqlite3.Connection:
        """The file, which nobody else can read; raises OSError where it is another's, or no file."""
        import sqlite3

        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _NO_MORE:
            (self.path.parent / name).unlink(missing_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        status = self.path.lstat()
        if not stat.S_ISREG(status.st_mode) or not is_ours(status):
            raise PermissionError(str(self.path))
        if os.name == "posix" and stat.S_IMODE(status.st_mode) != 0o600:
            self.path.chmod(0o600)
        connection = sqlite3.connect(self.path, timeout=_WAIT)
        connection.execute("PRAGMA trusted_schema = OFF")
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS report (key BLOB PRIMARY KEY, sum BLOB, data BLOB)")
        return connection


def _is_same(one: bytes, other: bytes) -> bool:
    import hmac

    return hmac.compare_digest(one, other)


def usual_cache(folder: Path) -> Cache | None:
    """The cache in the user's cache folder; None where no key can be kept for it."""
    keys = key_folder()
    return None if keys is None else Cache(cache_path(folder), keys)


def cache_path(folder: Path) -> Path:
    """Where the cache stands in the user's cache folder."""
    return folder / f"reports-{FORMAT}.sqlite3"
