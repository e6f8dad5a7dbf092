"""The processes of the page's checks: one that is gone costs no document, and a document that is over is let go."""

from __future__ import annotations

import gc
import os
import signal
import sys
import weakref
from collections.abc import Callable, Iterator

import pytest

from langcheck.checker import Progress
from langcheck.clients import page_checks
from langcheck.clients.page_checks import Check, Checks

pytestmark = [pytest.mark.model, pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")]


def number(progress: Progress) -> int:
    """The number of the process that does it."""
    return os.getpid()


HELD: list[bytes] = []


def greedy(progress: Progress) -> int:
    HELD.append(b"a" * 300_000_000)
    return os.getpid()


@pytest.fixture
def checks() -> Iterator[Checks[int]]:
    checks: Checks[int] = Checks(lambda _: None)
    yield checks
    checks.close()


def begun(checks: Checks[int], make: Callable[[Progress], int] = number) -> Check[int]:
    check = Check(1, "a.txt", make)
    checks.begin(check)
    assert check.wait(120)
    return check


def test_a_process_that_ended_while_it_waited_costs_no_document(checks: Checks[int]) -> None:
    first = begun(checks)
    assert first.made is not None
    os.kill(first.made, signal.SIGKILL)
    second = begun(checks)
    assert (second.error, second.made is None, second.made == first.made) == (None, False, False)


def test_processes_that_read_something_are_ended_when_it_is_to_be_forgotten(checks: Checks[int]) -> None:
    """The thread that gave one its document keeps it for later a moment after the document is over."""
    first = begun(checks)
    for _ in range(500):
        checks.forget()
        if begun(checks).made != first.made:
            return
    pytest.fail("the process is still there")


def test_a_process_that_keeps_what_a_large_document_took_is_ended(checks: Checks[int]) -> None:
    """One that does not is asked again."""
    first, second, third = begun(checks), begun(checks, greedy), begun(checks)
    assert first.made == second.made
    assert third.made not in (None, second.made)


def test_where_no_process_can_be_had_the_check_says_so(checks: Checks[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """And the next one is tried anew."""

    def refused() -> page_checks._Worker:
        raise OSError("no process")

    with monkeypatch.context() as patch:
        patch.setattr(page_checks, "_Worker", refused)
        check = begun(checks)
    assert str(check.error) == "this is a bug of langcheck (OSError)"
    assert begun(checks).error is None


class Document:
    """Some work with a document in it."""

    def __call__(self, progress: Progress) -> int:
        return 1


@pytest.mark.parametrize("stops", [False, True])
def test_what_is_over_keeps_no_document(stops: bool, checks: Checks[int]) -> None:
    document = Document()
    known = weakref.ref(document)
    check: Check[int] = Check(1, "a.txt", document)
    checks.begin(check)
    if stops:
        checks.stop(check)
    assert check.wait(120)
    del document
    begun(checks)  # the process has let it go by then
    gc.collect()
    assert known() is None
