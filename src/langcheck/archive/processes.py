"""Fragments to output files in several processes: no more of them in memory than are being worked on.

A document at which a process ends (a damaged file can end a library) is a row of its own that says so; all others are
checked.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from functools import partial

from langcheck.archive.fragments import Done, Work, make, row_of, row_of_ended, write
from langcheck.archive.rows import Row
from langcheck.archive.sources import Fragment
from langcheck.model import Failure
from langcheck.workers import ENDED, Ended, in_processes, one_by_one

_TOGETHER = 2
"""How many fragments are given out for each process: the one it is at, and one that waits."""

_ENDED = Failure("", ENDED.problem, "Open the document in the program that made it, save it again, and resume.")


def make_all(fragments: Iterator[Fragment], work: Work, *, jobs: int) -> Generator[Done, None, None]:
    """What comes of fragments, in any order; raises ModelError and UnsavedDocument as ``make`` does.

    Closing the iterator, or an error, ends the processes; what they were at is done by the next run.
    """
    made: Generator[Done | Ended[Fragment], None, None] = in_processes(
        fragments, partial(make, work=work), jobs=jobs, most=_TOGETHER * jobs
    )
    with closing(made):
        for done in made:
            yield _by_document(done.piece, work) if isinstance(done, Ended) else done


def _by_document(fragment: Fragment, work: Work) -> Done:
    """What comes of a fragment at which a process ended: the document that it ends at is a row that says so."""
    rows: dict[int, Row] = {}
    for made in one_by_one(range(len(fragment)), partial(row_with_number, fragment, work)):
        if isinstance(made, Ended):
            rows[made.piece] = row_of_ended(fragment, made.piece, work, _ENDED)
        else:
            number, row = made
            rows[number] = row
    return write(fragment, [rows[number] for number in range(len(fragment))], work, new=len(rows))


def row_with_number(fragment: Fragment, work: Work, number: int) -> tuple[int, Row]:
    """The row of one document of a fragment, with its number there."""
    return number, row_of(fragment, number, work)
