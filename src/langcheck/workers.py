"""Work in several processes: what comes of each piece of it as it comes, in any order.

They are forked from one that has loaded the language model or, where that cannot be, load it each. A process that ends by itself (a
damaged file can end a library) costs no more than the file it was at: that file becomes a Failure, and the rest is checked in new
processes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

from langcheck.cores import keep_to_one_core
from langcheck.model import Failure, Report
from langcheck.tasks import Outcome, Task, check_tasks

CHUNK_BYTES = 64 * 1024
"""About how many bytes of files a process is given at a time, so that none of them idles at the end."""

ENDED = Failure(
    "",
    "the process that read the file ended unexpectedly",
    "Open the file in the program that made it, save it again, and check that copy. The other files were checked.",
)

_PRELOADED = "langcheck.preloaded"
"""What the processes share, as a module: it is loaded once, before the first of them is forked."""


Piece = TypeVar("Piece")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Ready(Generic[Made]):
    """What needs no process: it stands among the pieces and is handed on."""

    made: Made


@dataclass(frozen=True, slots=True)
class Ended(Generic[Piece]):
    """A piece of work at which the process ended by itself."""

    piece: Piece


def check_all(work: Iterable[Task | Outcome], *, jobs: int) -> Generator[Outcome, None, None]:
    """Check files in this many processes, from the first chunk on, while the others come; what is an outcome is handed on.

    Raises ModelError as a check in this process would. Closing the iterator, or an error, ends the processes.
    """
    chunks = in_processes(_in_chunks(work, CHUNK_BYTES), check_tasks, jobs=jobs)
    with closing(chunks):
        for made in chunks:
            if isinstance(made, Ended):
                yield from _checked_alone(made.piece)
            else:
                yield from made


def _checked_alone(tasks: Sequence[Task]) -> Iterator[Outcome]:
    """The outcomes of tasks, each by itself; a file at which the process ends is a failure."""
    for made in one_by_one([[task] for task in tasks], check_tasks):
        if isinstance(made, Ended):
            (task,) = made.piece
            failure = Failure(str(task.path), ENDED.problem, ENDED.hint)
            yield Outcome(task.number, Report(failures=(failure,)))
        else:
            yield from made


def in_processes(
    pieces: Iterable[Piece | Ready[Made]], make: Callable[[Piece], Made], *, jobs: int, most: int | None = None
) -> Generator[Made | Ended[Piece], None, None]:
    """What is made of pieces of work; at most ``most`` of them are given out at a time, where it is told.

    Where a process ends by itself, the pieces that processes may have been at are made again, one after the other: one at which it
    ends then is Ended. Closing the iterator, or an error, ends the processes.
    """
    left = iter(pieces)
    while broken := (yield from _in_pool(left, make, jobs=jobs, most=most)):
        left = chain(broken[jobs:], left)  # processes are at those that were given out first
        yield from one_by_one(broken[:jobs], make, tries=1)


def one_by_one(
    pieces: Iterable[Piece], make: Callable[[Piece], Made], *, tries: int = 2
) -> Generator[Made | Ended[Piece], None, None]:
    """What is made of pieces, one at a time in one process; one at which it ends so many times is Ended."""
    left = iter(pieces)
    suspected: list[Piece] = []
    while broken := (yield from _in_pool(left, make, jobs=1, most=1)):
        (piece,) = broken
        suspected = [*(suspected if piece in suspected else ()), piece]
        if len(suspected) < tries:
            left = chain(broken, left)
        else:
            yield Ended(piece)


def _in_pool(
    pieces: Iterable[Piece | Ready[Made]], make: Callable[[Piece], Made], *, jobs: int, most: int | None
) -> Generator[Made, None, list[Piece]]:
    """What is made of pieces, until a process ends by itself; returns, in order, those that were given out then."""
    executor = ProcessPoolExecutor(jobs, mp_context=context(), initializer=settle_in)
    running: dict[Future[Made], Piece] = {}
    broken: list[Piece] = []
    late: list[Piece] = []
    try:
        for piece in pieces:
            if isinstance(piece, Ready):
                yield piece.made
                continue
            try:
                running[executor.submit(make, piece)] = piece
            except BrokenProcessPool:
                late.append(piece)
                break
            yield from _done(running, broken, seconds=None if len(running) == most else 0)
            if broken:
                break
        while running:
            yield from _done(running, broken)
    except BaseException:
        end_now(executor)
        raise
    executor.shutdown()
    return broken + late


def _done(running: dict[Future[Made], Piece], broken: list[Piece], *, seconds: float | None = None) -> Iterator[Made]:
    """What is made, at the latest when the seconds are over; the pieces of processes that ended are noted, in order."""
    wait(running, timeout=seconds, return_when=FIRST_COMPLETED)
    for future in [future for future in running if future.done()]:
        piece = running.pop(future)
        try:
            made = future.result()
        except BrokenProcessPool:
            broken.append(piece)
        else:
            yield made


def _in_chunks(work: Iterable[Task | Outcome], together: int) -> Iterator[list[Task] | Ready[list[Outcome]]]:
    """The tasks in order, as many together as make a chunk; outcomes at once."""
    chunk: list[Task] = []
    size = 0
    for item in work:
        if isinstance(item, Outcome):
            yield Ready([item])
            continue
        if chunk and size + item.size > together:
            yield chunk
            chunk, size = [], 0
        chunk.append(item)
        size += item.size
    if chunk:
        yield chunk


def context() -> BaseContext:
    """How processes start: forked from one with the model loaded, which itself is no fork; where that is not safe, from nothing.

    On macOS the libraries below spaCy may not be used in a fork.
    """
    if "forkserver" not in get_all_start_methods() or sys.platform == "darwin":
        return get_context("spawn")
    forking = get_context("forkserver")
    forking.set_forkserver_preload([_PRELOADED])
    return forking


def end_now(executor: ProcessPoolExecutor) -> None:
    """End the processes without waiting for the files they are at."""
    processes = list((executor._processes or {}).values())  # noqa: SLF001  there is no public way to end them early
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


# --- in a process of its own --------------------------------------------------------------------------------------


def settle_in() -> None:
    """Leave Ctrl-C and the other cores to the parent, and do not outlive it."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    keep_to_one_core()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
