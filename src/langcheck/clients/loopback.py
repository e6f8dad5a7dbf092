"""Answers over HTTP to programs of this machine alone: who may ask, how much it may send, and nothing said of what it sent.

A page that a browser shows must not ask what another program may, so that the names of the host, where a request comes from and
what the browser says of it are looked at before anything else. ``languagetool_server`` and ``page_server`` say what there is to ask.
"""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore
from time import monotonic
from typing import Any, ClassVar, TypeVar

from langcheck.errors import LangcheckError

HOST = "127.0.0.1"

AT_A_TIME = 32
"""How many connections are served at a time."""
_WAITS = 30.0
"""How long a client may say nothing, in seconds."""
_DRAINS = 3.0
"""How long a client that was refused may go on sending, in seconds."""

_OWN_HOSTS = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_OWN_SITES = frozenset({"same-origin", "none"})
_NO_PAGES = "Pages in a browser may not ask; add-ons of browsers may"
PLAIN = "text/plain; charset=utf-8"
_Taken = TypeVar("_Taken")


class Refused(Exception):
    """A request that cannot be answered: the status, and a sentence without any word of a text."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status = status
        self.problem = problem


def taken_apart(take: Callable[[], _Taken]) -> _Taken:
    """What comes of taking an address or a form apart; raises Refused where that cannot be done."""
    try:
        return take()
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST, "The address or the form of the request cannot be read") from None


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back; ``kind`` is its type, ``headers`` come beside those that every answer has."""

    body: bytes
    kind: str = PLAIN
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


class LocalServer(ThreadingHTTPServer):
    """Listens on loopback from the start; connections wait until ``serve_forever``.

    ``told`` is given sentences for a person, which hold no word of any text. Raises OSError where the port is taken.
    """

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = sys.platform != "win32"  # there it would share a port that is taken
    request_queue_size = 64

    def __init__(self, port: int, handler: type[LocalHandler], told: Callable[[str], None]) -> None:
        self._told = told
        self._free = BoundedSemaphore(AT_A_TIME)
        super().__init__((HOST, port), handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def server_bind(self) -> None:
        """Bind without asking anybody for the name of the machine."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(self.allow_reuse_address))
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.port

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._free.acquire(blocking=False):
            self._send(request, HTTPStatus.SERVICE_UNAVAILABLE, "Error: too many connections at a time")
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bug of ours: the client and the terminal are told its name, and nothing that could quote the text."""
        error = sys.exc_info()[1]
        if isinstance(error, OSError):  # the client went away
            return
        name = type(error).__name__
        self._send(request, HTTPStatus.INTERNAL_SERVER_ERROR, f"Error: this is a bug of langcheck ({name})")
        self._told(f"this is our bug, not yours: {name}. The client was told so.")

    def _send(self, request: Any, status: HTTPStatus, problem: str) -> None:
        head = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: text/plain; charset=utf-8\r\n"
        with suppress(OSError):
            request.sendall(
                f"{head}Content-Length: {len(problem)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{problem}".encode()
            )


class LocalHandler(BaseHTTPRequestHandler):
    """One connection; a class of its own says what there is to ask, and who may besides our own pages."""

    server: LocalServer
    most_bytes: ClassVar[int]
    """The largest body that is read."""
    too_long: ClassVar[str]
    """What is told of a larger one."""
    protocol_version = "HTTP/1.1"
    timeout = _WAITS

    # --- what is never said ---

    def log_message(self, format: str, *args: Any) -> None:
        """Write no log: an address holds the text that it asks about."""

    def version_string(self) -> str:
        return "langcheck"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server refuses itself; its own words would quote the request."""
        self.close_connection = True
        self._send(Answer(f"Error: {HTTPStatus(code).phrase}".encode(), status=code))

    # --- the verbs ---

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_HEAD(self) -> None:
        self._handle()

    def do_OPTIONS(self) -> None:
        self._handle()

    def _handle(self) -> None:
        try:
            body = self._admitted()
            answer = self.preflight() if self.command == "OPTIONS" else self.answer(body)
        except Refused as refused:
            answer = self.refusal(refused)
        except LangcheckError as error:
            problem = f"Error: {error.problem}. {error.hint}".rstrip()
            answer = Answer(problem.encode(), status=HTTPStatus.INTERNAL_SERVER_ERROR)
        if answer is not None:
            self._send(answer)

    def _admitted(self) -> bytes:
        """The body of a request, which is not read before it is known that it may ask; raises Refused."""
        try:
            self._guard()
            self.admit()
            return self._body()
        except Refused:
            self.close_connection = True  # what was not read would be taken for the next request
            raise

    # --- what there is to ask ---

    def admit(self) -> None:
        """What else has to be right before the body is read; raises Refused."""

    def answer(self, body: bytes) -> Answer | None:
        """The answer to a request that may ask, or None where it was answered already; raises Refused."""
        raise NotImplementedError

    def refusal(self, refused: Refused) -> Answer:
        """The answer to a request that is refused."""
        return Answer(f"Error: {refused.problem}".encode(), status=refused.status)

    def preflight(self) -> Answer:
        """The answer to OPTIONS."""
        return Answer(b"", "", HTTPStatus.NO_CONTENT)

    def is_known(self, origin: str) -> bool:
        """Whether what comes from here may ask."""
        return origin in (f"http://{HOST}:{self.server.port}", f"http://localhost:{self.server.port}")

    def may_come_from_elsewhere(self) -> bool:
        """Whether a browser may be led here by somebody else, such as the file that opened it."""
        return False

    # --- the guards ---

    def _guard(self) -> None:
        """Refuse what a page in a browser sends, whatever name it has for this machine."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not _OWN_HOSTS.fullmatch(hosts[0].strip()):
            raise Refused(
                HTTPStatus.FORBIDDEN, "Only programs on this machine may ask, by the name 127.0.0.1 or localhost"
            )
        origins = self.headers.get_all("Origin", [])
        if len(origins) > 1 or (origins and not self.is_known(origins[0])):
            raise Refused(HTTPStatus.FORBIDDEN, _NO_PAGES)
        site = self.headers.get("Sec-Fetch-Site", "none").strip().lower()
        if not origins and site not in _OWN_SITES and not self.may_come_from_elsewhere():
            raise Refused(HTTPStatus.FORBIDDEN, _NO_PAGES)

    # --- the body ---

    def _body(self) -> bytes:
        """The body of the request, counted while it is read; raises Refused."""
        lengths = self.headers.get_all("Content-Length", [])
        codings = self.headers.get_all("Transfer-Encoding", [])
        if codings:
            if lengths or [coding.strip().lower() for coding in codings] != ["chunked"]:
                raise Refused(HTTPStatus.BAD_REQUEST, "The length of the request cannot be told")
            return self._chunks()
        if not lengths:
            return b""
        if len(set(lengths)) > 1 or not re.fullmatch("[0-9]{1,18}", lengths[0].strip()):
            raise Refused(HTTPStatus.BAD_REQUEST, "The length of the request cannot be told")
        size = int(lengths[0])
        if size > self.most_bytes:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.too_long)
        body = self.rfile.read(size)
        if len(body) < size:
            raise Refused(HTTPStatus.BAD_REQUEST, "The request ends before its text does")
        return body

    def _chunks(self) -> bytes:
        body = bytearray()
        while True:
            line = self.rfile.readline(1_000)
            told = line.split(b";")[0].strip()
            if not line.endswith(b"\n") or not re.fullmatch(b"[0-9A-Fa-f]{1,15}", told):
                raise Refused(HTTPStatus.BAD_REQUEST, "The length of the request cannot be told")
            size = int(told, 16)
            if len(body) + size > self.most_bytes:
                raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self.too_long)
            chunk = self.rfile.read(size)
            end = self.rfile.readline(1_000)
            if not size:
                for _ in range(100):  # what may stand behind the last chunk
                    if end in (b"\r\n", b"\n", b""):
                        return bytes(body)
                    end = self.rfile.readline(1_000)
            if len(chunk) < size or end not in (b"\r\n", b"\n"):
                raise Refused(HTTPStatus.BAD_REQUEST, "The request ends before its text does")
            body += chunk

    def finish(self) -> None:
        """Let a client that is still sending read why it was refused, before the connection ends."""
        super().finish()
        if getattr(self, "_unread", False):
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_WR)
                self.connection.settimeout(1.0)
                ends = monotonic() + _DRAINS
                while monotonic() < ends and self.connection.recv(65_536):
                    pass

    # --- the answer ---

    always: ClassVar[dict[str, str]] = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Vary": "Origin",
    }
    """The headers of every answer."""

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        headers = {**self.always, **answer.headers}
        if answer.status != HTTPStatus.NO_CONTENT:
            headers |= {"Content-Length": str(len(answer.body))} | (
                {"Content-Type": answer.kind} if answer.kind else {}
            )
        if self.close_connection:
            self._unread = True
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
