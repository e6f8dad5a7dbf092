"""LanguageTool's HTTP interface on a port of this machine: what may ask, how much it may send, and nothing said of what it sent.

Whoever asks is another program of the same machine or an add-on of a browser. A page that a browser shows must not, so that
the names of the host, where a request comes from and what the browser says of it are looked at before the text is.
"""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Any, ClassVar
from urllib.parse import urlsplit

from langcheck.clients import languagetool
from langcheck.clients.languagetool import MOST_CHARACTERS, Refused
from langcheck.errors import LangcheckError
from langcheck.model import Report
from langcheck.settings import Settings
from langcheck.tasks import checker_of

HOST = "127.0.0.1"
PORT = 8081
"""The port that all clients of LanguageTool look at first."""
MOST_BYTES = 12 * MOST_CHARACTERS
"""The largest body that is read: each character takes up to twelve bytes in a form."""

_AT_A_TIME = 32
_WAITS = 30.0
"""How long a client may say nothing, in seconds."""
_LONG = 20_000
"""From how many characters on texts are checked one after the other, so that short ones need not wait for them."""
_DRAINS = 3.0
"""How long a client that was refused may go on sending, in seconds."""

_OWN_HOSTS = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_ADD_ONS = ("moz-extension://", "chrome-extension://", "safari-web-extension://", "app://", "vscode-webview://")
"""Where requests of add-ons for browsers, and of programs that are made of one, come from."""
_OWN_SITES = frozenset({"same-origin", "none"})

_WARM = (
    "Deputy Ann Doe of Springfield wrote that the woman, 19, was a prostitute, and that her pimp had taken her phone."
)
"""A text that needs all that can be loaded."""


class Server(ThreadingHTTPServer):
    """Answers on loopback, once ``warm`` has loaded what checks need; connections wait until then.

    ``told`` is given sentences for a person, which hold no word of any text. Raises OSError where the port is taken.
    """

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = sys.platform != "win32"  # there it would share a port that is taken
    request_queue_size = 64

    def __init__(self, port: int, settings: Settings, told: Callable[[str], None]) -> None:
        self._checker = checker_of(settings, keep_documents=True)
        self.lexicon = self._checker.lexicon_version
        self._told = told
        self._free = BoundedSemaphore(_AT_A_TIME)
        self._long = Lock()
        super().__init__((HOST, port), Handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def server_bind(self) -> None:
        """Bind without asking anybody for the name of the machine."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(self.allow_reuse_address))
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.port

    def warm(self) -> None:
        """Load what checks need; raises ModelError."""
        self.check(_WARM)

    def check(self, text: str) -> Report:
        """Check a text; long ones take turns."""
        with self._turn(text):
            return self._checker.check_string(text, name="text", format="text")

    @contextmanager
    def _turn(self, text: str) -> Iterator[None]:
        if len(text) < _LONG:
            yield
            return
        with self._long:
            yield

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
        self._told(f"this is our bug, not yours: {name}. The client was told that its text was not checked.")

    def _send(self, request: Any, status: HTTPStatus, problem: str) -> None:
        head = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: text/plain; charset=utf-8\r\n"
        with suppress(OSError):
            request.sendall(
                f"{head}Content-Length: {len(problem)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{problem}".encode()
            )


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
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
        self._answer(code, f"Error: {HTTPStatus(code).phrase}".encode(), "text/plain; charset=utf-8")

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
            body = self._body()
            self._guard()
            if self.command == "OPTIONS":
                self._answer(HTTPStatus.NO_CONTENT, b"", "")
                return
            status, answer = HTTPStatus.OK, self._route(body)
        except Refused as refused:
            self._answer(refused.status, f"Error: {refused.problem}".encode(), "text/plain; charset=utf-8")
            return
        except LangcheckError as error:
            status, problem = HTTPStatus.INTERNAL_SERVER_ERROR, f"Error: {error.problem}. {error.hint}".rstrip()
            self._answer(status, problem.encode(), "text/plain; charset=utf-8")
            return
        if isinstance(answer, str):
            self._answer(status, answer.encode(), "text/plain")
        else:
            told = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
            self._answer(status, told.encode(), "application/json")

    def _route(self, body: bytes) -> Any:
        """The answer to a request that may ask: data, or plain text; raises Refused."""
        address = urlsplit(re.sub(r"^/+", "/", self.path))
        path = re.sub("/{2,}", "/", address.path).rstrip("/")
        match path:
            case "/v2/check":
                form = body if self.command == "POST" else address.query.encode("utf-8", "replace")
                request = languagetool.asked(languagetool.fields_of(form))
                return languagetool.checked(request, self.server.check, self.server.lexicon)
            case "/v2/languages":
                return languagetool.languages()
            case "/v2/info":
                return languagetool.info(self.server.lexicon)
            case "/v2/healthcheck":
                return "OK"
            case "/v2/maxtextlength":
                return str(MOST_CHARACTERS)
        raise Refused(404, "There is nothing here; the addresses are /v2/check and /v2/languages")

    # --- the guards ---

    def _guard(self) -> None:
        """Refuse what a page in a browser sends, whatever name it has for this machine."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not _OWN_HOSTS.fullmatch(hosts[0].strip()):
            raise Refused(403, "Only programs on this machine may ask, by the name 127.0.0.1 or localhost")
        origins = self.headers.get_all("Origin", [])
        if len(origins) > 1 or (origins and not self._is_known(origins[0])):
            raise Refused(403, "Pages in a browser may not ask; add-ons of browsers may")
        if not origins and self.headers.get("Sec-Fetch-Site", "none").strip().lower() not in _OWN_SITES:
            raise Refused(403, "Pages in a browser may not ask; add-ons of browsers may")

    def _is_known(self, origin: str) -> bool:
        port = self.server.port
        return origin.startswith(_ADD_ONS) or origin in (f"http://127.0.0.1:{port}", f"http://localhost:{port}")

    # --- the body ---

    def _body(self) -> bytes:
        """The body of the request, counted while it is read; raises Refused."""
        lengths = self.headers.get_all("Content-Length", [])
        codings = self.headers.get_all("Transfer-Encoding", [])
        if codings:
            if lengths or [coding.strip().lower() for coding in codings] != ["chunked"]:
                self._refuse_body(HTTPStatus.BAD_REQUEST, "The length of the request cannot be told")
            return self._chunks()
        if not lengths:
            return b""
        if len(set(lengths)) > 1 or not re.fullmatch("[0-9]{1,18}", lengths[0].strip()):
            self._refuse_body(HTTPStatus.BAD_REQUEST, "The length of the request cannot be told")
        size = int(lengths[0])
        if size > MOST_BYTES:
            self._refuse_body(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The text is longer than {MOST_CHARACTERS} characters"
            )
        body = self.rfile.read(size)
        if len(body) < size:
            self._refuse_body(HTTPStatus.BAD_REQUEST, "The request ends before its text does")
        return body

    def _chunks(self) -> bytes:
        body = bytearray()
        while True:
            line = self.rfile.readline(1_000)
            told = line.split(b";")[0].strip()
            if not line.endswith(b"\n") or not re.fullmatch(b"[0-9A-Fa-f]{1,15}", told):
                self._refuse_body(HTTPStatus.BAD_REQUEST, "The length of the request cannot be told")
            size = int(told, 16)
            if len(body) + size > MOST_BYTES:
                self._refuse_body(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The text is longer than {MOST_CHARACTERS} characters"
                )
            chunk = self.rfile.read(size)
            end = self.rfile.readline(1_000)
            if not size:
                for _ in range(100):  # what may stand behind the last chunk
                    if end in (b"\r\n", b"\n", b""):
                        return bytes(body)
                    end = self.rfile.readline(1_000)
            if len(chunk) < size or end not in (b"\r\n", b"\n"):
                self._refuse_body(HTTPStatus.BAD_REQUEST, "The request ends before its text does")
            body += chunk

    def _refuse_body(self, status: HTTPStatus, problem: str) -> None:
        self.close_connection = True
        raise Refused(status, problem)

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

    _HEADERS: ClassVar[dict[str, str]] = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Vary": "Origin",
    }

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in self._HEADERS.items():
            self.send_header(name, value)
        if kind:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        headers = getattr(self, "headers", None)
        origin = headers.get("Origin") if headers is not None else None
        if origin and status != HTTPStatus.FORBIDDEN and self._is_known(origin):
            self.send_header("Access-Control-Allow-Origin", origin)
            if self.command == "OPTIONS":
                self.send_header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                self.send_header("Access-Control-Allow-Headers", "Content-Type, Accept")
                self.send_header("Access-Control-Allow-Private-Network", "true")
        if self.close_connection:
            self._unread = True
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
