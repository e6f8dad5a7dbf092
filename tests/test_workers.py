"""Work in several processes goes on in all of them when one ends, and only what ended it is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from langcheck import workers
from langcheck.workers import Ended, Ready, in_processes, one_by_one


class Pool:
    """A pool whose processes take the first pieces that wait, and are gone where one of them is deadly."""

    made: list[Pool]
    deadly: Callable[[int], bool]
    _processes: dict[int, Any] | None = None

    def __init__(self, jobs: int, **_: object) -> None:
        self.jobs, self.waiting, self.is_broken, self.taken = jobs, list[Any](), False, list[int]()
        self.made.append(self)

    def submit(self, make: Callable[[int], int], piece: int) -> Future[int]:
        if self.is_broken:
            raise BrokenProcessPool
        future = Future[int]()
        self.waiting.append((future, make, piece))
        return future

    def work(self) -> None:
        at, rest = self.waiting[: self.jobs], self.waiting[self.jobs :]
        self.is_broken = any(type(self).deadly(piece) for _, _, piece in at)
        for future, make, piece in (*at, *rest) if self.is_broken else at:
            if self.is_broken:
                future.set_exception(BrokenProcessPool())
            else:
                self.taken.append(piece)
                future.set_result(make(piece))
        self.waiting = [] if self.is_broken else rest

    def shutdown(self, **_: object) -> None:
        pass


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[Pool]:
    made = list[Pool]()
    monkeypatch.setattr(Pool, "made", made, raising=False)
    monkeypatch.setattr(Pool, "deadly", lambda piece: piece == 3, raising=False)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(workers, "wait", lambda *_, **__: made[-1].work())
    return made


def told(made: object) -> object:
    return ("ended", made.piece) if isinstance(made, Ended) else made


@pytest.mark.parametrize("most", [None, 4])
def test_one_deadly_piece_costs_those_beside_it_a_second_time_and_no_process(
    pools: list[Pool], most: int | None
) -> None:
    made = {told(item) for item in in_processes(range(40), abs, jobs=2, most=most)}
    assert made == {*range(3), ("ended", 3), *range(4, 40)}
    assert [pool.jobs for pool in pools].count(1) <= 2
    assert sum(len(pool.taken) for pool in pools if pool.jobs == 1) <= 1


def test_a_piece_that_ends_its_process_once_is_made(pools: list[Pool], monkeypatch: pytest.MonkeyPatch) -> None:
    ends = iter([True])
    monkeypatch.setattr(Pool, "deadly", lambda piece: piece == 3 and next(ends, False))
    assert list(one_by_one(range(5), abs)) == [0, 1, 2, 3, 4]
    assert [told(item) for item in one_by_one(range(5), abs, tries=1)] == [0, 1, 2, 3, 4]


def test_a_process_that_ends_while_it_waits_costs_nothing(pools: list[Pool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pool, "deadly", lambda _: False)
    made = list[object]()
    for item in in_processes(range(6), abs, jobs=2, most=2):
        made.append(told(item))
        if item == 1:
            pools[-1].is_broken = True
    assert sorted(made, key=str) == list(range(6))


def test_what_is_ready_is_handed_on_in_its_turn(pools: list[Pool]) -> None:
    assert next(in_processes([Ready(7), 1], abs, jobs=2)) == 7
