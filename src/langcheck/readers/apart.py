"""Work in a process of its own, which is ended when it takes too much memory or time.

For libraries that nothing else can stop in the middle of their work and that a hostile file may bring down. The name
of a function and its arguments go out; what it returns, or why nothing came, comes back.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import time
from enum import Enum
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from langcheck.errors import UnreadableDocument

MEGABYTE = 1024 * 1024

_LOOK_SECONDS = 0.01
"""How often memory and time are looked at."""

_SPENT = 160 * MEGABYTE
"""A process that holds more than this after its work, in bytes, is ended and not asked again."""

_START = "import sys; sys.path[:] = {path!r}; from langcheck.readers.apart import serve; serve({module!r})"


class End(Enum):
    """Why a process ended before it answered; the values are what it leaves behind as its exit code."""

    MEMORY = 81
    TIME = 82
    CRASH = 83


class Ended(Exception):
    """The process ended before it answered."""

    def __init__(self, end: End) -> None:
        super().__init__(end.name)
        self.end = end


class Apart:
    """A process that runs functions of one module: started when it is first asked, and anew after it ended.

    It knows no threads: hold a lock while it is asked.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, function: str, *arguments: object, megabytes: float, seconds: float) -> Any:
        """What the function returns, in so much memory beyond the arguments' and so much time.

        Raises Ended when there is no answer, and UnreadableDocument where the function raises it.
        """
        process = self._process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump((function, arguments, megabytes, seconds), process.stdin, protocol=5)
            process.stdin.flush()
            answer, spent = pickle.load(process.stdout)  # noqa: S301 - written by serve(), which is our own code
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise Ended(self._reason(process)) from error
        except BaseException:
            self.end()
            raise
        if spent:
            self.end()
        if isinstance(answer, UnreadableDocument):
            raise answer
        return answer

    def end(self) -> str:
        """End the process, whatever it is at; what it said of its mistakes."""
        process, self._process = self._process, None
        if process is None:
            return ""
        process.kill()
        _, said = process.communicate()
        return said.decode(errors="replace")

    def _started(self) -> subprocess.Popen[bytes]:
        start = _START.format(path=sys.path, module=self._module)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        atexit.register(self.end)
        return self._process

    def _reason(self, process: subprocess.Popen[bytes]) -> End:
        """Why the process ended; a mistake in our own code is a RuntimeError here, too."""
        try:
            code = process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            code = End.CRASH.value
        said = self.end()
        if code == 1:
            raise RuntimeError(said)
        return End(code) if code in {end.value for end in End} else End.CRASH


# --- in the process ----------------------------------------------------------------------------------------------


def serve(module: str) -> None:
    """Answer what is asked until nobody can ask any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    functions = import_module(module)
    watch = _Watch()
    watch.start()
    while True:
        try:
            function, arguments, megabytes, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by ask()
        except EOFError:
            return
        watch.begin(megabytes, seconds)
        try:
            answer = getattr(functions, function)(*arguments)
        except UnreadableDocument as error:
            answer = error
        except MemoryError:
            os._exit(End.MEMORY.value)
        pickle.dump((answer, memory() > _SPENT), sys.stdout.buffer, protocol=5)
        watch.pause()
        sys.stdout.buffer.flush()


class _Watch(Thread):
    """Looks at memory and time while the work goes on, and ends the process when it took too much of either."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._most = self._latest = float("inf")

    def begin(self, megabytes: float, seconds: float) -> None:
        self._most = memory() + megabytes * MEGABYTE
        self._latest = time.monotonic() + seconds

    def pause(self) -> None:
        self._most = self._latest = float("inf")

    def run(self) -> None:
        while True:
            time.sleep(_LOOK_SECONDS)
            if memory() > self._most:
                os._exit(End.MEMORY.value)
            if time.monotonic() > self._latest:
                os._exit(End.TIME.value)


def memory() -> int:
    """How much memory this process holds, in bytes: on Linux now, on other Unix systems at most so far, else 0."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
