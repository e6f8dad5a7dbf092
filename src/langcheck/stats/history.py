"""Files to the months in which they were last changed, as far as git knows: one call of git, and no network."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence

TIMEOUT = 60
"""How many seconds git may take; after that no file has a date."""

_COMMIT = re.compile(r"\x01([0-9]{4}-[0-9]{2})-[0-9]{2}\x02(.*)", re.DOTALL)
_COMMAND = (
    *("git", "-c", "protocol.allow=never", "-c", "log.showSignature=false", "--no-pager", "log"),
    *("--format=%x01%cs%x02%D", "--decorate=short", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv"),
    *("--relative", "-z", "--", "."),
)
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def months(paths: Sequence[str]) -> dict[str, str]:
    """The month (2026-11) of the last commit that touched a file; files that git does not know are left out.

    Left out, too, are files whose last change a shallow copy of the history cannot tell. Without git, or where the
    files have no folder in common that git knows, there are no months.
    """
    if not paths:
        return {}
    named = {os.path.abspath(path): path for path in paths}
    try:
        folder = os.path.commonpath([os.path.dirname(path) for path in named])
        done = subprocess.run(
            _COMMAND, cwd=folder, env={**os.environ, **_QUIET}, capture_output=True, timeout=TIMEOUT, check=False
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}
    found: dict[str, str] = {}
    for name, month in _changes(os.fsdecode(done.stdout)):
        path = named.get(os.path.join(folder, name))
        if path is not None:
            found.setdefault(path, month)
    return {path: month for path, month in found.items() if month}


def _changes(log: str) -> list[tuple[str, str]]:
    """The changed files and their months, the newest first; no month where the history is cut off."""
    changes: list[tuple[str, str]] = []
    month = ""
    for part in log.split("\0"):
        commit = _COMMIT.fullmatch(part)
        if commit:
            month = "" if "grafted" in commit.group(2).split(", ") else commit.group(1)
        elif part.strip("\n"):
            changes.append((part.removeprefix("\n"), month))
    return changes
