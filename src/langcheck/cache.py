"""A cache of stored reports in one file of the user's cache folder; safe for many runs at once and for killed ones.

Whatever is wrong with the cache (no room, no permission, a torn file), a run goes on without it. Every row carries a
sum of its bytes, so that a damaged one is never taken for a result.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

FORMAT = 1
"""Raised when what is stored changes its shape, so that an old cache is never read."""

MAX_ROWS = 100_000
"""How many reports are kept; when there are more, the older half goes."""

_WAIT = 5.0
"""How many seconds to wait for another run that is writing."""


@dataclass
class Cache:
    """Stored reports by key; ``path`` is the file, which need not exist."""

    path: Path

    def get(self, key: bytes) -> bytes | None:
        """What was stored under a key, if it is there and whole."""
        if self._connection is None:
            return None
        row = None
        with contextlib.suppress(self._errors):
            row = self._connection.execute("SELECT sum, data FROM report WHERE key = ?", (key,)).fetchone()
        if row is None or row[0] != _sum(key, row[1]):
            return None
        return bytes(row[1])

    def put(self, stored: Mapping[bytes, bytes]) -> None:
        """Keep all of these or, where that cannot be, none."""
        if not stored or self._connection is None:
            return
        rows = [(key, _sum(key, data), data) for key, data in stored.items()]
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

    @cached_property
    def _errors(self) -> type[Exception]:
        from sqlite3 import Error

        return Error

    @cached_property
    def _connection(self) -> sqlite3.Connection | None:
        """The open file, made anew where it is no cache; None where there can be none."""
        try:
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
        import sqlite3

        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=_WAIT)
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS report (key BLOB PRIMARY KEY, sum BLOB, data BLOB)")
        return connection


def _sum(key: bytes, data: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(key + data, digest_size=16).digest()


def cache_path(folder: Path) -> Path:
    """Where the cache stands in the user's cache folder."""
    return folder / f"reports-{FORMAT}.sqlite3"
