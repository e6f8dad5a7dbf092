"""What changed since a commit: which documents, and which lines of them; git is asked, on this machine alone."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from langcheck.errors import LangcheckError
from langcheck.model import Finding, Report

TIMEOUT = 60
"""How many seconds git may take for a question."""

_GIT = ("git", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false", "--no-pager")
_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
_DIFF = ("diff", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--no-color", "-M")
_HUNK = re.compile(rb"^@@ -[0-9]+(?:,[0-9]+)? \+([0-9]+)(?:,([0-9]+))? @@", re.MULTILINE)


class SinceError(LangcheckError):
    """Git cannot say what changed."""


@dataclass(slots=True)
class Since:
    """The files of a repository beside those of a commit.

    ``moved`` are the changed files with the names that they had in the commit; a file that only has a new name is not
    changed. Files that git does not know are changed as a whole.
    """

    ref: str
    root: Path
    commit: str
    tracked: frozenset[str]
    moved: Mapping[str, str]
    unchanged: int = 0
    _lines: dict[str, list[range] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, ref: str, folder: Path) -> Since:
        """What changed between a commit and the files as they lie there; raises SinceError."""
        root = _ask(folder, "rev-parse", "--show-toplevel")
        if root is None:
            raise SinceError(
                f"--since needs a git repository, and {folder} lies in none", "Leave --since out to check everything."
            )
        top = Path(os.fsdecode(root.removesuffix(b"\n")))
        found = _ask(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if found is None:
            raise SinceError(
                f"git knows no commit called {ref!r}",
                "Look at the name; where only a part of the history was copied, as CI servers do, fetch it first.",
            )
        commit = found.decode().strip()
        common = _ask(
            top, "merge-base", commit, "HEAD"
        )  # what somebody else did to the branch meanwhile is no change of ours
        commit = common.decode().strip() if common else commit
        tracked = (_ask(top, "ls-tree", "-r", "--name-only", "-z", commit) or b"").split(b"\0")
        told = _ask(top, *_DIFF, "--name-status", "-z", commit, "--")
        if told is None:
            raise SinceError(
                "git cannot compare the files with that commit", "Run `git status` to see what is the matter."
            )
        moved = dict(_moved(told))
        old = {os.fsdecode(name) for name in tracked if name} | set(moved)
        return cls(ref, top, commit, frozenset(old), {new: was for new, was in moved.items() if was})

    def is_changed(self, path: Path) -> bool:
        """Whether a file is not what it was; counts those that are."""
        name = self._name(str(path))
        changed = name is None or name not in self.tracked or name in self.moved
        self.unchanged += not changed
        return changed

    def narrowed(self, report: Report) -> Report:
        """The report with the findings alone that stand in changed lines, or in changed documents without lines."""
        return replace(report, findings=tuple(finding for finding in report.findings if self._is_new(finding)))

    def _is_new(self, finding: Finding) -> bool:
        if finding.path not in self._lines:
            self._lines[finding.path] = self._changed_lines(finding.path)
        changed, first = self._lines[finding.path], finding.place.line
        if changed is None or first is None:
            return True
        last = finding.place.end_line or first
        return any(first < lines.stop and last >= lines.start for lines in changed)

    def _changed_lines(self, path: str) -> list[range] | None:
        """The lines of a file that are new; None for a file that is new as a whole or has no lines."""
        name = self._name(path)
        if name is None or name not in self.tracked:
            return None
        if name not in self.moved:
            return []
        told = _ask(self.root, *_DIFF, "--unified=0", self.commit, "--", *{name, self.moved[name]}) or b""
        hunks = [(int(hunk[1]), int(hunk[2] or b"1")) for hunk in _HUNK.finditer(told)]
        if not hunks and b"\nBinary files " in told:
            return None
        return [range(start, start + count) for start, count in hunks]

    def _name(self, path: str) -> str | None:
        """The name of a file in the repository; None for one that lies outside."""
        above, name = os.path.split(os.path.abspath(path))
        whole = Path(os.path.realpath(above), name)
        return whole.relative_to(self.root).as_posix() if whole.is_relative_to(self.root) else None


def _moved(told: bytes) -> Iterator[tuple[str, str]]:
    """The files of ``git diff --name-status -z`` with their old names; no old name where only the name is new."""
    parts = iter(told.split(b"\0"))
    for status in parts:
        if not status:
            return
        old = os.fsdecode(next(parts))
        if status[:1] not in b"RC":
            if status != b"A":
                yield old, old
            continue
        new = os.fsdecode(next(parts))
        yield new, "" if status[1:] == b"100" else old


def _ask(folder: Path, *arguments: str) -> bytes | None:
    """What git answers, or None where it says no; raises SinceError where there is no git."""
    try:
        done = subprocess.run(
            [*_GIT, *arguments],
            cwd=folder,
            env={**os.environ, **_QUIET},
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except FileNotFoundError as error:
        raise SinceError("--since needs git, which is not installed", "Install git, or leave --since out.") from error
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise SinceError("git does not answer", "Leave --since out to check everything.") from error
    return done.stdout if done.returncode == 0 else None
