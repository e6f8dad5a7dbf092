"""Work in a process of its own: what it returns comes back, and why nothing does."""

from __future__ import annotations

import pytest

from langcheck.readers.apart import Apart, End, Ended


def ended(module: str, function: str, *arguments: object, megabytes: float = 100, seconds: float = 60) -> End:
    apart = Apart(module)
    with pytest.raises(Ended) as caught:
        apart.ask(function, *arguments, megabytes=megabytes, seconds=seconds)
    return caught.value.end


def test_an_answer_comes_back_and_the_same_process_answers_again() -> None:
    apart = Apart("os")
    first, second = (apart.ask("getpid", megabytes=50, seconds=60) for _ in range(2))
    apart.end()
    assert first == second


def test_a_process_that_ended_is_started_anew() -> None:
    apart = Apart("os")
    first = apart.ask("getpid", megabytes=50, seconds=60)
    with pytest.raises(Ended):
        apart.ask("abort", megabytes=50, seconds=60)
    second = apart.ask("getpid", megabytes=50, seconds=60)
    apart.end()
    assert first != second


def test_too_much_memory() -> None:
    assert ended("builtins", "eval", "[str(number) for number in range(50_000_000)]") is End.MEMORY


def test_too_much_time() -> None:
    assert ended("time", "sleep", 60, seconds=0.1) is End.TIME


def test_a_crash() -> None:
    assert ended("os", "abort") is End.CRASH


def test_a_mistake_of_ours_is_told_and_not_taken_for_a_bad_file() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        Apart("operator").ask("truediv", 1, 0, megabytes=50, seconds=60)
