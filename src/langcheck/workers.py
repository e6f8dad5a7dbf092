"""Files to reports in several processes: each with its own language model, results as they come, in any order.

A process that ends by itself (a damaged file can end a library) costs no more than the file it was at: that file
becomes a Failure, and the rest is checked in new processes.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

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


def check_all(tasks: Sequence[Task], *, jobs: int) -> Generator[Outcome, None, None]:
    """Check files in this many processes; raises ModelError as a check in this process would.

    Closing the iterator, or an error, ends the processes.
    """
    left = yield from _in_pool(_chunks(tasks), jobs)
    while left:
        # alone in a process, the first task without an outcome is the one that the process ended at
        left = yield from _in_pool([[task] for task in left], 1)
        if left:
            ended, *left = left
            failure = Failure(str(ended.path), ENDED.problem, ENDED.hint)
            yield Outcome(ended.number, Report(failures=(failure,)))


def _chunks(tasks: Sequence[Task]) -> list[list[Task]]:
    """The tasks in order, as many together as make a chunk."""
    chunks: list[list[Task]] = [[]]
    size = 0
    for task in tasks:
        if chunks[-1] and size + task.size > CHUNK_BYTES:
            chunks.append([])
            size = 0
        chunks[-1].append(task)
        size += task.size
    return chunks


def _in_pool(chunks: Sequence[list[Task]], jobs: int) -> Generator[Outcome, None, list[Task]]:
    """The outcomes of chunks; returns, in order, the tasks whose process ended before their chunk was done."""
    executor = ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=settle_in, initargs=(os.getpid(),)
    )
    broken: list[Task] = []
    try:
        running: dict[Future[list[Outcome]], list[Task]] = {}
        for chunk in chunks:
            try:
                running[executor.submit(check_tasks, chunk)] = chunk
            except BrokenProcessPool:
                broken += chunk
        for future in as_completed(running):
            chunk = running.pop(future)
            try:
                outcomes = future.result()
            except BrokenProcessPool:
                broken += chunk
            else:
                yield from outcomes
    except BaseException:
        end_now(executor)
        raise
    executor.shutdown()
    return sorted(broken, key=lambda task: task.number)


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
