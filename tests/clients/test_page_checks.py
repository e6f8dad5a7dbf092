"""The processes of the page's checks: one that is gone costs no document, and a document that is over is let go."""

from __future__ import annotations

import os
import signal
import sys
import weakref
from collections.abc import Iterator

import pytest

from langcheck.checker import Progress
from langcheck.clients import page_checks
from langcheck.clients.page_checks import Check, Checks

pytestmark = [pytest.mark.model, pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")]


def number(progress: Progress) -> int:
    """The number of the process that does it."""
    return os.getpid()


@pytest.fixture
def checks() -> Iterator[Checks[int]]:
    checks: Checks[int] = Checks(lambda _: None)
    yield checks
    checks.close()


def begun(checks: Checks[int]) -> Check[int]:
    check = Check(1, "a.txt", number)
    checks.begin(check)
    assert check.wait(120)
    return check


def test_a_process_that_ended_while_it_waited_costs_no_document(checks: Checks[int]) -> None:
    first = begun(checks)
    assert first.made is not None
    os.kill(first.made, signal.SIGKILL)
    second = begun(checks)
    assert (second.error, second.made is None, second.made == first.made) == (None, False, False)


def test_where_no_process_can_be_had_the_check_says_so(checks: Checks[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """And the next one is tried anew."""

    def refused() -> page_checks._Worker:
        raise OSError("no process")

    with monkeypatch.context() as patch:
        patch.setattr(page_checks, "_Worker", refused)
        check = begun(checks)
    assert str(check.error) == "this is a bug of langcheck (OSError)"
    assert begun(checks).error is None


def test_what_is_over_keeps_no_document(checks: Checks[int]) -> None:
    class Document:
        def __call__(self, progress: Progress) -> int:
            raise NotImplementedError

    document = Document()
    known = weakref.ref(document)
    check: Check[int] = Check(1, "a.txt", document)
    check.end()
    del document
    assert known() is None
