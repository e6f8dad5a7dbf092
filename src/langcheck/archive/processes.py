"""Fragments to output files in several processes: no more of them in memory than are being worked on.

A document at which a process ends (a damaged file can end a library) is a row of its own that says so; all others are
checked.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from langcheck.archive.fragments import Done, Work, make, row_of, row_of_ended, write
from langcheck.archive.rows import Row
from langcheck.archive.sources import Fragment
from langcheck.model import Failure
from langcheck.workers import ENDED, end_now, settle_in

_WAITING = 1
"""How many fragments wait for each process beside the one it is at."""

_ENDED = Failure("", ENDED.problem, "Open the document in the program that made it, save it again, and resume.")


def make_all(fragments: Iterator[Fragment], work: Work, *, jobs: int) -> Generator[Done, None, None]:
    """What comes of fragments, in any order; raises ModelError and UnsavedDocument as ``make`` does.

    Closing the iterator, or an error, ends the processes; what they were at is done by the next run.
    """
    while True:
        broken = yield from _in_pool(fragments, work, jobs)
        if not broken:
            return
        for fragment in broken:
            yield from _alone(fragment, work)


def _in_pool(fragments: Iterator[Fragment], work: Work, jobs: int) -> Generator[Done, None, list[Fragment]]:
    """What comes of fragments; returns those that were being worked on when a process ended by itself."""
    executor = _pool(jobs)
    running: dict[Future[Done], Fragment] = {}
    broken: list[Fragment] = []
    try:
        while True:
            for fragment in islice(fragments, jobs * (1 + _WAITING) - len(running)):
                try:
                    running[executor.submit(make, fragment, work)] = fragment
                except BrokenProcessPool:
                    broken.append(fragment)
                    break
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                fragment = running.pop(future)
                try:
                    done = future.result()
                except BrokenProcessPool:
                    broken.append(fragment)
                else:
                    yield done
            if broken:
                broken += running.values()
                break
    except BaseException:
        end_now(executor)
        raise
    executor.shutdown()
    return sorted(broken, key=lambda fragment: fragment.name)


def _alone(fragment: Fragment, work: Work) -> Generator[Done, None, None]:
    """What comes of a fragment that may end its process: as a whole or, if it does, document by document."""
    broken = yield from _in_pool(iter((fragment,)), work, 1)
    if not broken:
        return
    rows: list[Row] = []
    executor = _pool(1)
    try:
        for number in range(len(fragment)):
            try:
                rows.append(executor.submit(row_of, fragment, number, work).result())
            except BrokenProcessPool:
                rows.append(row_of_ended(fragment, number, work, _ENDED))
                executor.shutdown()
                executor = _pool(1)
    except BaseException:
        end_now(executor)
        raise
    executor.shutdown()
    yield write(fragment, rows, work, new=len(rows))


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=settle_in, initargs=(os.getpid(),))
