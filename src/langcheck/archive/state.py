"""What an archive says of itself, and that one run at a time is at it; knows no table."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from langcheck.editors.saving import save
from langcheck.errors import LangcheckError

STATE = "_langcheck.json"
"""The file of an archive that says what it is of, and whether it is whole; programs that read tables pass it over."""

LOCK = "_langcheck.lock"
"""The file of an archive that a run holds while it is at it; it stays, and says nothing."""

SCHEMA = "langcheck.archive/1"

State = dict[str, Any]


class ArchiveError(LangcheckError):
    """A folder in which no archive can be made."""


def unusable(folder: Path, error: OSError) -> ArchiveError:
    """The error for a folder that cannot be made, listed or written."""
    return ArchiveError(f"{folder}: the folder cannot be used ({error.strerror})", "Name another one: --output")


def read_state(folder: Path) -> State | None:
    """What an archive says of itself; None for a folder that says nothing, such as one that an engine wrote."""
    try:
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state if isinstance(state, dict) and state.get("schema") == SCHEMA else None


def write_state(folder: Path, state: State) -> None:
    """Write what an archive says of itself; raises UnsavedDocument."""
    save(folder / STATE, (json.dumps(state, indent=1) + "\n").encode())


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep other runs out of an archive; the system lets go of it where this one ends in any way. Raises ArchiveError."""
    try:
        file = (folder / LOCK).open("ab")
    except OSError as error:
        raise unusable(folder, error) from error
    with file:
        if not _takes(file):
            raise ArchiveError(
                f"{folder}: another run is making this archive", "Wait until it has ended, or name another folder."
            )
        yield


def _takes(file: IO[bytes]) -> bool:
    """Whether a file is held by nobody else; it is ours until it is closed. Some network disks cannot tell, and nobody holds it."""
    if sys.platform == "win32":
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
