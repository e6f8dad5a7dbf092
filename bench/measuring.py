"""What a command costs, with all processes that it starts: wall and processor time, memory, and how long it waited for a core."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_BETWEEN = 0.25
"""How many seconds pass between two looks at the processes."""

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds of wall and processor time, megabytes at the peak of all processes, and the exit code.

    ``waited`` are the seconds that the processes of one line of descent waited for a core while others had it, at most: on a
    busy machine ``wall`` less these is about what the run takes on an idle one. 0 where the system does not tell.
    """

    wall: float
    processor: float
    memory: float
    code: int
    waited: float = 0.0


def adopt_orphans() -> None:
    """Let processes that outlive the one that began them count as ours, where the system can: the server of forks is one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command: Sequence[str], environment: Mapping[str, str], *, out: Path | None = None) -> Cost:
    """Run a command to its end; what it says goes into the file ``out``, with a second one for its errors, or nowhere."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    said = (out or Path(os.devnull)).open("wb")
    errors = (out.with_suffix(".errors") if out else Path(os.devnull)).open("wb")
    with said, errors:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=errors)
        watched = Watched(process.pid)
        watcher = threading.Thread(target=watched.watch, args=(process,))
        watcher.start()
        code = process.wait()
        wall = time.perf_counter() - begin
        watcher.join()
        _wait_for_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, spent, watched.peak, code, watched.waited(process.pid))


class Watched:
    """A process and all below it, looked at again and again."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.peak = 0.0
        """The largest sum of their memory, in megabytes; what they share is counted once."""
        self._waits: dict[int, float] = {}
        self._below: dict[int, set[int]] = {}

    def watch(self, process: subprocess.Popen[bytes]) -> None:
        """Look until the process has ended."""
        while process.poll() is None:
            self.peak = max(self.peak, sum(memory(pid) for pid in self._look(self.pid)) / 1024)
            time.sleep(_BETWEEN)

    def waited(self, pid: int) -> float:
        """How long a process waited for a core, and those of the line below it that waited longest."""
        return self._waits.get(pid, 0.0) + max(map(self.waited, self._below.get(pid, ())), default=0.0)

    def _look(self, pid: int) -> list[int]:
        self._waits[pid] = max(self._waits.get(pid, 0.0), _waited_until_now(pid))
        below = _children(pid)
        self._below.setdefault(pid, set()).update(below)
        return [pid, *(found for child in below for found in self._look(child))]


def family(pid: int) -> list[int]:
    """A process and all below it."""
    return [pid, *(found for child in _children(pid) for found in family(child))]


def memory(pid: int) -> float:
    """The proportional set size of a process in kilobytes: what it shares is counted in parts."""
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return float(line.split()[1])
    return 0.0


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for told in tasks for child in _read(told).split()]


def _waited_until_now(pid: int) -> float:
    """For how many seconds the first thread of a process could have run and did not."""
    told = _read(Path(f"/proc/{pid}/schedstat")).split()
    return int(told[1]) / 1e9 if told else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process has ended, or this is another system
        return ""


def _wait_for_orphans() -> None:
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return
