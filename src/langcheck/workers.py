"""Files to reports in several processes: results as they come, in any order.

They are forked from one that has loaded the language model or, where that cannot be, load it each. A process that ends by itself (a damaged file can end a library) costs no more than the file it was at: that file
becomes a Failure, and the rest is checked in new processes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext

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


def check_all(work: Iterable[Task | Outcome], *, jobs: int) -> Generator[Outcome, None, None]:
    """Check files in this many processes, from the first chunk on, while the others come; what is an outcome is handed on.

    Raises ModelError as a check in this process would. Closing the iterator, or an error, ends the processes.
    """
    left = yield from _in_pool(work, jobs, CHUNK_BYTES)
    while left:
        # alone in a process, the first task without an outcome is the one that the process ended at
        left = yield from _in_pool(left, 1, 0)
        if left:
            ended, *left = left
            failure = Failure(str(ended.path), ENDED.problem, ENDED.hint)
            yield Outcome(ended.number, Report(failures=(failure,)))


def _in_pool(work: Iterable[Task | Outcome], jobs: int, together: int) -> Generator[Outcome, None, list[Task]]:
    """The outcomes of tasks, given out in chunks of about so many bytes; returns, in order, those of processes that ended."""
    executor = ProcessPoolExecutor(jobs, mp_context=_context(), initializer=settle_in, initargs=(os.getpid(),))
    running: dict[Future[list[Outcome]], list[Task]] = {}
    broken: list[Task] = []
    try:
        for item in _in_chunks(work, together):
            if isinstance(item, Outcome):
                yield item
                continue
            try:
                running[executor.submit(check_tasks, item)] = item
            except BrokenProcessPool:
                broken += item
            yield from _done(running, broken, seconds=0)
        while running:
            yield from _done(running, broken)
    except BaseException:
        end_now(executor)
        raise
    executor.shutdown()
    return sorted(broken, key=lambda task: task.number)


def _in_chunks(work: Iterable[Task | Outcome], together: int) -> Iterator[list[Task] | Outcome]:
    """The tasks in order, as many together as make a chunk; outcomes at once."""
    chunk: list[Task] = []
    size = 0
    for item in work:
        if isinstance(item, Outcome):
            yield item
            continue
        if chunk and size + item.size > together:
            yield chunk
            chunk, size = [], 0
        chunk.append(item)
        size += item.size
    if chunk:
        yield chunk


def _done(
    running: dict[Future[list[Outcome]], list[Task]], broken: list[Task], *, seconds: float | None = None
) -> Iterator[Outcome]:
    """The outcomes of the chunks that are done, at the latest when the seconds are over; those of ended processes are noted."""
    for future in wait(running, timeout=seconds, return_when=FIRST_COMPLETED).done:
        chunk = running.pop(future)
        try:
            outcomes = future.result()
        except BrokenProcessPool:
            broken += chunk
        else:
            yield from outcomes


def _context() -> BaseContext:
    """How processes start: forked from one with the model loaded, which itself is no fork; where that is not safe, from nothing.

    On macOS the libraries below spaCy may not be used in a fork.
    """
    if "forkserver" not in get_all_start_methods() or sys.platform == "darwin":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def end_now(executor: ProcessPoolExecutor) -> None:
    """End the processes without waiting for the files they are at."""
    processes = list((executor._processes or {}).values())  # noqa: SLF001  there is no public way to end them early
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


# --- in a process of its own --------------------------------------------------------------------------------------


def settle_in(parent: int) -> None:
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
