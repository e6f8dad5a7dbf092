"""LanguageTool's HTTP interface on a port of this machine: its addresses, and the add-ons of browsers that may ask."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from langcheck.clients import languagetool
from langcheck.clients.languagetool import MOST_CHARACTERS
from langcheck.clients.loopback import Answer, LocalHandler, LocalServer, Refused, taken_apart
from langcheck.model import Report
from langcheck.settings import Settings
from langcheck.tasks import checker_of

PORT = 8081
"""The port that all clients of LanguageTool look at first."""

_LONG = 20_000
"""From how many characters on texts are checked one after the other, so that short ones need not wait for them."""
_ADD_ONS = ("moz-extension://", "chrome-extension://", "safari-web-extension://", "app://", "vscode-webview://")
"""Where requests of add-ons for browsers, and of programs that are made of one, come from."""

_WARM = (
    "Deputy Ann Doe of Springfield wrote that the woman, 19, was a prostitute, and that her pimp had taken her phone."
)
"""A text that needs all that can be loaded."""


class Server(LocalServer):
    """Answers once ``warm`` has loaded what checks need. Raises OSError where the port is taken."""

    def __init__(self, port: int, settings: Settings, told: Callable[[str], None]) -> None:
        self._checker = checker_of(settings, keep_documents=True)
        self.lexicon = self._checker.lexicon_version
        self._long = Lock()
        super().__init__(port, Handler, told)

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


class Handler(LocalHandler):
    """One connection of a client of LanguageTool."""

    server: Server
    most_bytes = 12 * MOST_CHARACTERS  # each takes up to twelve bytes in a form
    too_long = f"The text is longer than {MOST_CHARACTERS} characters"

    def answer(self, body: bytes) -> Answer:
        made = self._route(body)
        if isinstance(made, str):
            return Answer(made.encode(), "text/plain", headers=self._shared())
        told = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
        return Answer(told.encode(), "application/json", headers=self._shared())  # Emacs knows no other spelling

    def _route(self, body: bytes) -> Any:
        """The answer to a request: data, or plain text; raises Refused."""
        address = taken_apart(lambda: urlsplit(re.sub(r"^/+", "/", self.path)))
        match re.sub("/{2,}", "/", address.path).rstrip("/"):
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
        raise Refused(HTTPStatus.NOT_FOUND, "There is nothing here; the addresses are /v2/check and /v2/languages")

    def is_known(self, origin: str) -> bool:
        return origin.startswith(_ADD_ONS) or super().is_known(origin)

    def preflight(self) -> Answer:
        able = {
            "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
            "Access-Control-Allow-Headers": "Content-Type, Accept",
            "Access-Control-Allow-Private-Network": "true",
        }
        return Answer(b"", "", HTTPStatus.NO_CONTENT, {**self._shared(), **able})

    def _shared(self) -> dict[str, str]:
        """That the add-on which asked may read the answer."""
        origin = self.headers.get("Origin")
        return {"Access-Control-Allow-Origin": origin} if origin else {}
