"""Work in a process of its own, which is ended when it takes too much memory or time.

For libraries that nothing else can stop in the middle of their work and that a hostile file may bring down. The name
of a function and its arguments go out; what it returns, or why nothing came, comes back. Both are data (MessagePack) of
known length and known types, so that whatever a file makes of that process, its answer runs nothing here.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import time
from enum import Enum
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import IO, Any, get_type_hints

import msgspec

from langcheck.errors import UnreadableDocument

MEGABYTE = 1024 * 1024

_LOOK_SECONDS = 0.01
"""How often memory and time are looked at."""

_SPENT = 160 * MEGABYTE
"""A process that holds more than this after its work, in bytes, is ended and not asked again."""

_LENGTH = 8
"""How many bytes say how long a message is."""

_RAW, _DATA = b"r", b"d"
"""How an argument comes: bytes as they are, which may be many, or anything else as data."""

_START = "import sys; sys.path[:] = {path!r}; from langcheck.readers.apart import serve; serve({module!r})"


SERVES = "--serve-apart"
"""What a program of ours is told that has no Python to start; the name of the module follows."""


class End(Enum):
    """Why a process ended before it answered; the values are what it leaves behind as its exit code."""

    MEMORY = 81
    TIME = 82
    CRASH = 83


class _Refused(msgspec.Struct, tag="refused"):
    """That the function raised UnreadableDocument."""

    problem: str
    hint: str


class _Answered(msgspec.Struct, tag="answered"):
    """What the function returned; ``spent`` says that the process holds more memory now than it may keep."""

    value: msgspec.Raw
    spent: bool


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

    def ask(self, function: str, *arguments: object, answer: Any = Any, megabytes: float, seconds: float) -> Any:
        """What the function returns, in so much memory beyond the arguments' and so much time; ``answer`` is its type.

        Raises Ended when there is no answer of this type, and UnreadableDocument where the function raises it.
        """
        process = self._process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, msgspec.msgpack.encode((function, len(arguments), megabytes, seconds)))
            for argument in arguments:
                _send_argument(process.stdin, argument)
            process.stdin.flush()
            told = _received(process.stdout, most=megabytes * MEGABYTE)
            said = msgspec.msgpack.decode(told, type=_Answered | _Refused)
            value = msgspec.msgpack.decode(said.value, type=answer) if isinstance(said, _Answered) else None
        except (OSError, EOFError) as error:
            raise Ended(self._reason(process)) from error
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, _TooLong) as error:
            self.end()
            raise Ended(End.MEMORY if isinstance(error, _TooLong) else End.CRASH) from error
        except BaseException:
            self.end()
            raise
        if isinstance(said, _Refused):
            raise UnreadableDocument(said.problem, said.hint)
        if said.spent:
            self.end()
        return value

    def end(self) -> str:
        """End the process, whatever it is at; what it said of its mistakes."""
        process, self._process = self._process, None
        if process is None:
            return ""
        process.kill()
        _, said = process.communicate()
        return said.decode(errors="replace")

    def _started(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            _line(self._module),
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


def _line(module: str) -> list[str]:
    """What starts a process that serves a module."""
    if getattr(sys, "frozen", False):  # a folder with everything in it, whose programs know this word (packaging/)
        return [sys.executable, SERVES, module]
    return [sys.executable, "-I", "-c", _START.format(path=sys.path, module=module)]


# --- messages ----------------------------------------------------------------------------------------------------


class _TooLong(Exception):
    """A message says that it is longer than it may be."""


def _send(stream: IO[bytes], data: bytes) -> None:
    """A message: its length, then its bytes."""
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)


def _received(stream: IO[bytes], *, most: float = float("inf")) -> bytes:
    """The next message; raises EOFError where it does not come whole, and _TooLong before a longer one is read."""
    head = stream.read(_LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH:
        raise EOFError
    if length > most:
        raise _TooLong
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _send_argument(stream: IO[bytes], argument: object) -> None:
    stream.write(_RAW if isinstance(argument, bytes) else _DATA)
    _send(stream, argument if isinstance(argument, bytes) else msgspec.msgpack.encode(argument))


def _received_argument(stream: IO[bytes], hint: Any) -> Any:
    kind, data = stream.read(1), _received(stream)
    return data if kind == _RAW else msgspec.msgpack.decode(data, type=hint)


# --- in the process ----------------------------------------------------------------------------------------------


def serve(module: str) -> None:
    """Answer what is asked until nobody can ask any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    functions = import_module(module)
    watch = _Watch()
    watch.start()
    while True:
        try:
            name, count, megabytes, seconds = msgspec.msgpack.decode(_received(sys.stdin.buffer), type=_Question)
        except EOFError:
            return
        function = getattr(functions, name)
        arguments = [_received_argument(sys.stdin.buffer, hint) for hint in _hints(function, count)]
        watch.begin(megabytes, seconds)
        try:
            answer = _said(function, arguments)
        except MemoryError:
            os._exit(End.MEMORY.value)
        except (UnicodeEncodeError, OverflowError):  # half a letter, or a number that no file has
            os._exit(End.CRASH.value)
        del arguments
        _send(sys.stdout.buffer, answer)
        watch.pause()
        sys.stdout.buffer.flush()


_Question = tuple[str, int, float, float]
"""The name of a function, how many arguments it gets, and how much memory and time it has."""


def _hints(function: Any, count: int) -> list[Any]:
    """The types of so many arguments of a function; those that it does not name may be any."""
    try:
        hints = [hint for name, hint in get_type_hints(function).items() if name != "return"]
    except TypeError:
        hints = []
    return [*hints, *[Any] * count][:count]


def _said(function: Any, arguments: list[Any]) -> bytes:
    try:
        value = msgspec.msgpack.encode(function(*arguments))
    except UnreadableDocument as error:
        return msgspec.msgpack.encode(_Refused(error.problem, error.hint))
    return msgspec.msgpack.encode(_Answered(msgspec.Raw(value), memory() > _SPENT))


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
