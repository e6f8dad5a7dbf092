"""Checks in processes of their own, a few at a time: each can be asked how far it is, and be stopped.

What is checked goes to a process and what comes of it comes back in memory. A process is kept for the next check, because it has
loaded the language model; one that is stopped, or ends by itself, takes nothing with it but its own check.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from langcheck.checker import Progress
from langcheck.errors import LangcheckError, UnreadableDocument
from langcheck.readers.apart import MEGABYTE, memory
from langcheck.workers import ENDED, context, end_now, settle_in

if TYPE_CHECKING:
    from ctypes import Array, c_longlong

MOST_AT_A_TIME = 2
"""How many checks run at a time; each process takes about 200 MB."""

_KEEPS = 128 * MEGABYTE
"""A process that holds so much more after a check than when it began, in bytes, is ended: a large document passed through it."""

_STARTS = 20.0
"""How long a process may take to start when the page is closed meanwhile, in seconds."""

_BUG = "this is a bug of langcheck ({})"

Made = TypeVar("Made")


class Check(Generic[Made]):
    """One piece of work: what it is called, and what came of it once it is over."""

    def __init__(self, number: int, name: str, make: Callable[[Progress], Made]) -> None:
        self.number = number
        self.name = name
        self._make: Callable[[Progress], Made] | None = make
        self.made: Made | None = None
        self.error: LangcheckError | None = None
        self._over = Event()
        self._worker: _Worker | None = None

    @property
    def is_over(self) -> bool:
        return self._over.is_set()

    @property
    def is_waiting(self) -> bool:
        """Whether no process has taken it up yet."""
        return self._worker is None

    @property
    def progress(self) -> tuple[int, int]:
        """How many words were judged, of how many; of none while the document is read."""
        worker = self._worker
        return worker.progress if worker is not None else (0, 0)

    def wait(self, seconds: float) -> bool:
        """Wait until it is over, at most so long; whether it is."""
        return self._over.wait(seconds)

    def begin(self, worker: _Worker) -> Future[Made]:
        """Give it to a process."""
        self._worker = worker
        make = self._make
        return worker.submit(make) if make is not None else _broken()  # it was stopped meanwhile

    def end(self) -> None:
        """It is over; what came of it is there already, and the document that it was made from is let go."""
        self._make = None
        self._over.set()


class Checks(Generic[Made]):
    """Begins checks in the order in which they come.

    ``over`` is called, in some thread, with each of which something came, before it is over for those who wait.
    """

    def __init__(self, over: Callable[[Check[Made]], None]) -> None:
        self._over = over
        self._lock = Lock()
        self._lanes = 0
        self._threads: list[Thread] = []
        self._is_closed = False
        self._waiting: deque[Check[Made]] = deque()
        self._running: dict[Check[Made], _Worker] = {}
        self._idle: list[_Worker] = []

    def begin(self, check: Check[Made]) -> None:
        with self._lock:
            self._waiting.append(check)
            self._open_lane()

    def warm(self) -> None:
        """Start a process before there is anything to check."""
        with self._lock:
            self._open_lane()

    def stop(self, check: Check[Made]) -> None:
        """Stop a check that waits or runs."""
        with self._lock:
            if check in self._waiting:
                self._waiting.remove(check)
            worker = self._running.pop(check, None)
            if worker is not None:
                worker.end()
            check.end()

    def forget(self) -> None:
        """End the processes that wait and have read something: what they remember of it goes with them."""
        with self._lock:
            used = [worker for worker in self._idle if worker.has_begun]
            self._idle = [worker for worker in self._idle if worker not in used]
        for worker in used:
            worker.end()

    def close(self) -> None:
        """End all processes; one that is being started is waited for, because it would complain, unless somebody is in a hurry."""
        with self._lock:
            self._is_closed = True
            self._waiting.clear()
            for worker in (*self._idle, *self._running.values()):
                worker.end()
            self._idle.clear()
            self._running.clear()
        try:
            for lane in self._threads:
                lane.join(_STARTS)
        except KeyboardInterrupt:
            _end_starting()
            raise

    # --- a lane: a thread that gives one check after the other to a process ---

    def _open_lane(self) -> None:
        if self._lanes < MOST_AT_A_TIME:
            self._lanes += 1
            lane = Thread(target=self._work, daemon=True)
            self._threads = [*(other for other in self._threads if other.is_alive()), lane]
            lane.start()

    def _work(self) -> None:
        worker: _Worker | None = None
        while (worker := worker or self._started()) and (check := self._next(worker)):
            future = check.begin(worker)
            wait([future])
            if (
                _is_broken(future) and not worker.has_begun
            ):  # it ended while it waited, which is no fault of the document
                worker = self._instead(worker, check)
                future = check.begin(worker)
                wait([future])
            self._settle(check, future)
            is_over = _is_broken(future) or worker.is_spent
            del check, future  # another process may take a while to start, and a document is large, perhaps
            if is_over:
                worker.end()
                worker = None

    def _started(self) -> _Worker | None:
        """A process; where none can be had, the check that waited for it is told, and the lane ends."""
        try:
            return self._worker()
        except (OSError, EOFError) as error:
            with self._lock:
                self._lanes -= 1
                check = self._waiting.popleft() if self._waiting else None
                if self._waiting:
                    self._open_lane()
            if check is not None:
                check.error = LangcheckError(_BUG.format(type(error).__name__))
                self._over(check)
                check.end()
            return None

    def _instead(self, gone: _Worker, check: Check[Made]) -> _Worker:
        """Another process for a check."""
        gone.end()
        worker = _Worker()
        with self._lock:
            if check in self._running:
                self._running[check] = worker
            else:
                worker.end()  # it was stopped meanwhile
        return worker

    def _worker(self) -> _Worker | None:
        with self._lock:
            if self._is_closed or self._idle:
                return self._idle.pop() if self._idle else None
        return _Worker()  # which takes a while

    def _next(self, worker: _Worker) -> Check[Made] | None:
        """The next check for a process; where there is none, the lane ends and the process is kept for later."""
        with self._lock:
            if self._is_closed:
                worker.end()
                return None
            if not self._waiting:
                self._lanes -= 1
                self._idle.append(worker)
                return None
            check = self._waiting.popleft()
            self._running[check] = worker
            return check

    def _settle(self, check: Check[Made], future: Future[Made]) -> None:
        with self._lock:
            if self._running.pop(check, None) is None:  # it was stopped
                return
        error = future.exception()
        check.made, check.error = None if error else future.result(), _told(error)
        self._over(check)
        check.end()


def _told(error: BaseException | None) -> LangcheckError | None:
    """What a person is told of an error: of a bug its name, and nothing that could quote the text."""
    if error is None or isinstance(error, LangcheckError):
        return error
    if isinstance(error, BrokenProcessPool):
        return UnreadableDocument(ENDED.problem, ENDED.hint)
    return LangcheckError(_BUG.format(type(error).__name__))


def _is_broken(future: Future[Made]) -> bool:
    return future.cancelled() or isinstance(future.exception(), BrokenProcessPool)


class _Worker:
    """A process and the numbers that it writes for us: how far it is, of how much, whether it has begun, and whether it is spent."""

    def __init__(self) -> None:
        here = context()
        self._far = here.RawArray("q", 4)  # without a lock, which a process that dies would keep
        _leave_interrupts()
        self._executor = ProcessPoolExecutor(1, mp_context=here, initializer=_settle, initargs=(self._far,))
        self._executor.submit(_ready)

    @property
    def progress(self) -> tuple[int, int]:
        return self._far[0], self._far[1]

    @property
    def has_begun(self) -> bool:
        """Whether the process took up what it was given last."""
        return bool(self._far[2])

    @property
    def is_spent(self) -> bool:
        """Whether the process holds more than it may keep."""
        return bool(self._far[3])

    def submit(self, make: Callable[[Progress], Made]) -> Future[Made]:
        """Begin; the answer is an error where the process was ended, or ended by itself, before it could."""
        self._far[2] = 0
        try:
            return self._executor.submit(_make, make)
        except RuntimeError:
            return _broken()

    def end(self) -> None:
        end_now(self._executor)


def _broken() -> Future[Any]:
    """The answer of a process that is no more."""
    broken: Future[Any] = Future()
    broken.set_exception(BrokenProcessPool())
    return broken


_OF_THE_TRACKER = "ignore::UserWarning:multiprocessing.resource_tracker"
"""Whoever stops the page twice, in a hurry, need not read what Python cleans up after it."""


def _leave_interrupts() -> None:
    """Have the processes that this thread starts leave Ctrl-C to us; the one that others are forked from tells no other way."""
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        if _OF_THE_TRACKER not in sys.warnoptions:
            sys.warnoptions.append(_OF_THE_TRACKER)  # which it is started with
        resource_tracker.ensure_running()  # which would have this thread hear them again when it is started later
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _end_starting() -> None:
    """End what the processes are forked from, where there is one, so that none is started any more."""
    from multiprocessing import forkserver

    number = getattr(getattr(forkserver, "_forkserver", None), "_forkserver_pid", None)  # there is no public way
    if number is not None:
        with suppress(OSError):
            os.kill(number, signal.SIGKILL)


# --- in a process of its own --------------------------------------------------------------------------------------

_FAR: list[Array[c_longlong]] = []
_HELD: list[int] = []
"""How much memory the process held when it began, in bytes."""


def _settle(far: Array[c_longlong]) -> None:
    settle_in()
    _FAR.append(far)
    _HELD.append(memory())


def _ready() -> None:
    """Have the model loaded where a process does not come with it."""
    import langcheck.preloaded  # noqa: F401


def _make(make: Callable[[Progress], Made]) -> Made:
    _tell(0, 0)
    (far,) = _FAR
    far[2] = 1
    try:
        return make(_tell)
    finally:
        far[3] = memory() > _HELD[0] + _KEEPS


def _tell(done: int, every: int) -> None:
    (far,) = _FAR
    far[0], far[1] = done, every
