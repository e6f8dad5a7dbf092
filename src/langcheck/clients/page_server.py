"""The page for people who write no commands: paste or choose a document, decide about each finding, take the result.

Every step is a form that works without a script; the one script that there is (``templates/page.js``) tells that the tab is still
open, shows how far a check is, takes what is dropped, copies, and listens to the keys. Whoever does not know the secret in the address
gets nothing, not even a reason.
"""

from __future__ import annotations

import re
import select
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from hmac import compare_digest
from http import HTTPStatus
from pathlib import Path
from secrets import token_urlsafe
from threading import Condition, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, quote, urlsplit

from langcheck.clients.loopback import HOST, Answer, LocalHandler, LocalServer, Refused, taken_apart
from langcheck.clients.page_checks import Check
from langcheck.clients.page_desk import MOST_PAPERS, Decision, Desk, Paper, State
from langcheck.clients.utf16 import whole
from langcheck.editors.edits import KEPT
from langcheck.errors import LangcheckError
from langcheck.harmless import printable
from langcheck.model import NO_BLOCK, Block, Document, Finding, Level, Role
from langcheck.reporters import Style, render
from langcheck.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_MEGABYTES = 64
_GONE = 6.0
"""How long after the last tab was closed the server ends, in seconds; a page that is loaded anew is back by then."""
_GLANCE = 0.5
"""How often it is looked whether a check got on, in seconds; a tab that is closed is noticed at once."""
_AFTER_A_BUG = 600.0
"""How long the server waits for a person whom it had to tell of a bug, on a page that tells it nothing, in seconds."""
_SOON = 1.5
"""How long a browser waits for a check before it is shown how far it is, in seconds."""
_FINISHES = 2.0
"""How long a server that was ended waits for answers that are on their way, in seconds."""
_GONE_PAPER = "There is no such document on the page any more"
_OLDER = "The page is older than the document; load it anew"
_MOST_TABS = 16
_MOST_FIELDS = 50
_OF_REPORTS = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a report may load: nothing but the style that it brings with it."""
_FOR_PERSONS = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
)
"""What a person may run into who uses the page; the other refusals are for programs."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PageServer(LocalServer):
    """Serves one person at a secret address until the last tab is closed.

    Where it ``lives_on`` after that, what was on the page is gone all the same.
    """

    def __init__(self, port: int, settings: Settings, told: Callable[[str], None], *, lives_on: bool = False) -> None:
        self._lives_on = lives_on
        self.secret = token_urlsafe(24)
        self.desk = Desk(settings)
        self.turn = Lock()
        self._visits = Condition()
        self._tabs = 0
        self._busy = 0
        self._seen = False
        self._closed = self._stays = 0.0
        self._ending = False
        super().__init__(port, PageHandler, told)

    @property
    def home(self) -> str:
        return f"/{self.secret}/"

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}{self.home}"

    def tab(self, by: int) -> bool:
        """A tab was opened or closed; False where there are too many."""
        with self._visits:
            if by > 0 and self._tabs >= _MOST_TABS:
                return False
            self._tabs += by
            self._seen = True
            self._closed = monotonic()
            return True

    def busy(self, by: int) -> None:
        """A request came, or its answer was sent; what a tab keeps open is none."""
        with self._visits:
            self._busy += by
            if by < 0:
                self._closed = monotonic()
                self._visits.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of a bug of ours, and stay for whoever goes back to what was decided."""
        super().handle_error(request, client_address)
        if not isinstance(sys.exc_info()[1], OSError):
            with self._visits:
                self._stays = monotonic() + _AFTER_A_BUG

    def service_actions(self) -> None:
        """Asked by the loop that serves, several times a second."""
        with self._visits:
            left = max(self._closed + _GONE, self._stays)
            is_left = self._seen and not self._tabs and not self._busy and monotonic() > left
        if is_left and self._lives_on:
            self.desk.clear()
        elif is_left:
            self.end()

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        """Serve until the end, and send what was asked before it: the process takes its threads with it."""
        super().serve_forever(poll_interval)
        with self._visits:
            self._visits.wait_for(lambda: not self._busy, timeout=_FINISHES)

    def end(self) -> None:
        """Stop serving; what was asked already is answered."""
        if not self._ending:
            self._ending = True
            Thread(target=self.shutdown, daemon=True).start()

    def server_close(self) -> None:
        """Close the port, and end the checks for which nobody waits any more."""
        super().server_close()
        self.desk.close()

    @property
    def is_ending(self) -> bool:
        return self._ending


class PageHandler(LocalHandler):
    """One connection of a browser."""

    server: PageServer
    most_bytes = MOST_MEGABYTES * 1024 * 1024
    too_long = f"The file is larger than {MOST_MEGABYTES} MB; use langcheck check for it"
    _told: tuple[int, int] | None = None
    always: ClassVar[dict[str, str]] = {
        **LocalHandler.always,
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    }

    def may_come_from_elsewhere(self) -> bool:
        """The file that opens the browser leads here; nobody else knows the address, and no frame may show it."""
        mode, what = self.headers.get("Sec-Fetch-Mode", ""), self.headers.get("Sec-Fetch-Dest", "")
        return self.command == "GET" and mode == "navigate" and what == "document"

    def preflight(self) -> Answer:
        raise Refused(HTTPStatus.FORBIDDEN, "Only the page itself may ask")

    def _handle(self) -> None:
        if self.path.startswith(f"{self.server.home}alive"):
            super()._handle()
            return
        self.server.busy(1)
        try:
            super()._handle()
        finally:
            self.server.busy(-1)

    def admit(self) -> None:
        if not self._is_ours(self._address()):
            raise Refused(HTTPStatus.NOT_FOUND, "There is nothing here")

    def _is_ours(self, address: str) -> bool:
        """Whether an address begins with the secret."""
        home = self.server.home
        return compare_digest(address[: len(home)].encode("utf-8", "replace"), home.encode())

    def refusal(self, refused: Refused) -> Answer:
        """A page with a way back for the person; for everybody else a plain sentence."""
        if refused.status not in _FOR_PERSONS or not self._is_ours(self.path):
            return super().refusal(refused)
        return replace(self._page("failed.html", name="", problem=refused.problem, hint=""), status=refused.status)

    def _address(self) -> str:
        return taken_apart(lambda: urlsplit(self.path)).path

    def answer(self, body: bytes) -> Answer | None:
        parts = self._address()[len(self.server.home) :].split("/")
        try:
            if self.command == "POST":
                return self._done(parts, body)
            return self._shown(parts)
        except LangcheckError as error:
            return self._page("failed.html", name="", problem=error.problem, hint=error.hint)

    # --- what is shown ---

    def _shown(self, parts: list[str]) -> Answer | None:
        desk = self.server.desk
        match parts:
            case [""]:
                return self._page("start.html")
            case ["visit"]:
                return self._page("visit.html", watched=desk.running)
            case ["page.css" | "page.js" as name]:
                kind = "text/css" if name == "page.css" else "text/javascript"
                return Answer(_rendered(name).encode(), f"{kind}; charset=utf-8")
            case ["alive", *watched]:
                self._stay([int(number) for number in watched if re.fullmatch("[0-9]{1,9}", number)])
                return None
            case ["paper", number]:
                return self._at(number)
            case ["paper", number, "text" | "left" as what]:
                return self._page(f"{what}.html", paper=self._paper(number))
            case ["paper", number, "report"]:
                report = render(self._paper(number).report, "html", Style())
                headers = {"Content-Security-Policy": _OF_REPORTS}
                return Answer(report.encode("utf-8", "replace"), "text/html; charset=utf-8", headers=headers)
            case ["paper", number, "word"]:
                return self._word(self._paper(number))
        raise Refused(HTTPStatus.NOT_FOUND, "There is nothing here")

    def _at(self, number: str) -> Answer:
        """A document, or how far its check is, or why there is none."""
        check, paper = self.server.desk.checks.get(_number(number)), self.server.desk.papers.get(_number(number))
        if paper is not None:
            return self._page("paper.html", paper=paper, parts=list(_parts(paper)), levels=LEVELS)
        if check is None:
            raise Refused(HTTPStatus.NOT_FOUND, _GONE_PAPER)
        if not check.wait(_SOON):
            return self._page("checking.html", check=check, watched=(check.number,))
        if check.error is None:  # it was over just now
            return self._at(number)
        return self._page("failed.html", name=check.name, problem=check.error.problem, hint=check.error.hint)

    def _paper(self, number: str) -> Paper:
        paper = self.server.desk.papers.get(_number(number))
        if paper is None:
            raise Refused(HTTPStatus.NOT_FOUND, _GONE_PAPER)
        return paper

    def _page(self, template: str, *, watched: Sequence[int] = (), **told: Any) -> Answer:
        """A page; of a check that is ``watched`` it is told how far it is, and it is loaded anew when that is over."""
        page = (
            _environment()
            .get_template(template)
            .render(home=self.server.home, desk=self.server.desk, watched=watched, **told)
        )
        return Answer(page.encode("utf-8", "replace"), "text/html; charset=utf-8")

    def _word(self, paper: Paper) -> Answer:
        if not paper.has_copy:
            raise Refused(HTTPStatus.NOT_FOUND, "Only of Word documents can a copy be made")
        made = paper.copy(datetime.now(UTC))
        name = f"{Path(paper.name).stem}.reviewed{Path(paper.name).suffix}"
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        return Answer(made.data, _WORD, headers=headers)

    def _stay(self, watched: list[int]) -> None:
        """Keep a connection for as long as the tab is open, and tell how far checks are, until the first of them is over."""
        self.close_connection = True
        if not self.server.tab(1):
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "Too many tabs are open")
        try:
            self.send_response(HTTPStatus.OK)
            for name, value in {**self.always, "Content-Type": "text/event-stream", "Connection": "close"}.items():
                self.send_header(name, value)
            self.end_headers()
            while not self.server.is_ending and not self._is_left(_GLANCE):
                watched = self._news(watched)
        finally:
            self.server.tab(-1)

    def _is_left(self, seconds: float) -> bool:
        """Whether the tab is closed, or is within so many seconds: it has nothing more to say, so that all it can do is end."""
        readable, _, _ = select.select([self.connection], [], [], seconds)
        return bool(readable)

    def _news(self, watched: list[int]) -> list[int]:
        """Tell the news of a moment; what is still watched."""
        checks = [self.server.desk.checks.get(number) for number in watched]
        running = [check for check in checks if check is not None and not check.is_over]
        if len(running) < len(watched):
            self.wfile.write(b"event: over\ndata: \n\n")
            return []
        far = running[0].progress if running and not running[0].is_waiting else None
        if far != self._told:
            self._told = far
            self.wfile.write(b": here\n\n" if far is None else f"data: {far[0]} {far[1]}\n\n".encode())
        return watched

    # --- what is done ---

    def _done(self, parts: list[str], body: bytes) -> Answer:
        server = self.server
        match parts:
            case ["paste"]:
                self._make_sure_of_room(1)
                text = whole(_form(body).get("text", "")).replace("\r\n", "\n")
                return self._begun([server.desk.paste(text)])
            case ["file"]:
                files = _files(self.headers.get("Content-Type", ""), body)
                self._make_sure_of_room(len(files))
                return self._begun([server.desk.lay(name, raw) for name, raw in files])
            case ["paper", number, "stop"]:
                server.desk.put_away(_number(number))
                return self._lead("visit" if server.desk.numbers else "")
            case ["paper", number, "show"]:
                return self._show(self._paper(number), _form(body))
            case ["paper", number, "keys"]:
                server.desk.keys = not server.desk.keys
                return self._lead(f"paper/{self._paper(number).number}#keys")
            case ["paper", number, "decide"]:
                with server.turn:
                    return self._decide(self._paper(number), _form(body))
            case ["stop"]:
                server.end()
                return self._page("stopped.html")
        raise Refused(HTTPStatus.NOT_FOUND, "There is nothing here")

    def _make_sure_of_room(self, documents: int) -> None:
        """Refuse what there is no room for: what somebody works on makes none for it."""
        held = len(self.server.desk.numbers)
        if held + documents > MOST_PAPERS:
            problem = (
                f"At most {MOST_PAPERS} documents fit on the page, and {held} are there. Put some of them away first"
            )
            raise Refused(HTTPStatus.CONFLICT, problem if held else f"At most {MOST_PAPERS} documents fit on the page")

    def _begun(self, checks: list[Check[Paper]]) -> Answer:
        """Lead to what was begun, which may be over soon."""
        ends = monotonic() + _SOON
        for check in checks:
            check.wait(max(0.0, ends - monotonic()))
        return self._lead(f"paper/{checks[0].number}" if len(checks) == 1 else "visit")

    def _show(self, paper: Paper, form: dict[str, str]) -> Answer:
        """Show the findings of a level, or of a state; the other one of the two stays as it is."""
        levels = {str(level): level for level in LEVELS}
        if "level" in form:
            paper.level = levels.get(form["level"])
        if form.get("state") in {state.value for state in State}:
            paper.state = State(form["state"])
        return self._lead(f"paper/{paper.number}#list")

    def _decide(self, paper: Paper, form: dict[str, str]) -> Answer:
        if "undo" in form:
            back = paper.undo()
            if back is not None and back not in paper.shown:
                paper.level, paper.state = None, State.ALL
            return self._lead(f"paper/{paper.number}#" + ("top" if back is None else f"f{back}"))
        told, taken = form.get("finding", ""), form.get("accept", "")
        number = int(told) if re.fullmatch("[0-9]{1,6}", told) else -1
        if not 0 <= number < len(paper.findings):
            raise Refused(HTTPStatus.BAD_REQUEST, _OLDER)
        if taken:
            way = int(taken) if re.fullmatch("[0-9]{1,3}", taken) else -1
            if not 0 <= way < len(paper.ways[number]):
                raise Refused(HTTPStatus.BAD_REQUEST, _OLDER)
            paper.decide(number, Decision(paper.ways[number][way]))
        else:
            paper.decide(number, Decision(None, form.get("reason", "").strip()[:1_000]))
        following = paper.next_open(number)
        return self._lead(f"paper/{paper.number}#" + ("result" if following is None else f"f{following}"))

    def _lead(self, where: str) -> Answer:
        return Answer(b"", "", HTTPStatus.SEE_OTHER, {"Location": f"{self.server.home}{where}"})


# --- what a browser sends ----------------------------------------------------------------------------------------


def _form(body: bytes) -> dict[str, str]:
    told = body.decode("utf-8", "replace")
    read = taken_apart(lambda: parse_qs(told, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    return {name: values[0] for name, values in read.items()}


def _number(told: str) -> int:
    """The number of a document; 0, which none has, where it is none."""
    return int(told) if re.fullmatch("[0-9]{1,9}", told) else 0


_BOUNDARY = re.compile(r'multipart/form-data;\s*boundary="?([^";]{1,200})"?', re.IGNORECASE)
_NAME = re.compile(rb'filename="((?:[^"\\]|\\.)*)"')


def _files(kind: str, body: bytes) -> list[tuple[str, bytes]]:
    """The names and the bytes of the files of a form; they never leave the memory. Raises Refused."""
    boundary = _BOUNDARY.match(kind.strip())
    mark = b"--" + boundary[1].encode("latin-1", "replace") if boundary else b""
    if not mark or not body.startswith(mark):
        raise Refused(HTTPStatus.BAD_REQUEST, "There is no file in the form")
    found = []
    for part in body[len(mark) :].split(b"\r\n" + mark):
        head, _, raw = part.partition(b"\r\n\r\n")
        named = _NAME.search(head)
        if named and named[1]:
            found.append((named[1].decode("utf-8", "replace"), raw))
    if not found:
        raise Refused(HTTPStatus.BAD_REQUEST, "Choose a file first")
    return found


# --- the page ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text: plain, or the words of a finding with what was accepted in their place."""

    text: str
    number: int = -1
    written: str | None = None


@dataclass(frozen=True, slots=True)
class _Card:
    """A finding with all that a person needs to decide."""

    number: int
    finding: Finding
    decision: Decision | None
    ways: list[tuple[int, str, str]]
    own_words: list[str]
    kept: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A block of the document with the cards of what was found in it."""

    kind: str
    pieces: list[_Piece]
    cards: list[_Card]


LEVELS = {
    Level.ERROR: "Inaccurate or harmful",
    Level.WARNING: "Better wording is agreed on",
    Level.ADVICE: "Worth considering",
}
"""The levels as a colleague would call them, the gravest first."""

_KINDS = {Role.HEADING: "heading", Role.LIST_ITEM: "item", Role.QUOTE: "quote", Role.CODE: "code"}


def _parts(paper: Paper) -> Iterator[_Part]:
    """The document from top to bottom; what is said of comments and of the file comes first."""
    by_block: dict[int, list[int]] = {}
    for number, finding in enumerate(paper.findings):
        by_block.setdefault(finding.block, []).append(number)
    shown = set(paper.shown)
    if shown.intersection(by_block.get(NO_BLOCK, ())):
        yield _Part("about", [], [_card(paper, number) for number in by_block[NO_BLOCK] if number in shown])
    for index, block in enumerate(_blocks(paper.document)):
        numbers = by_block.get(index, [])
        yield _Part(
            _KINDS.get(block.role, "prose"),
            list(_pieces(paper, block, numbers)),
            [_card(paper, number) for number in numbers if number in shown],
        )


def _blocks(document: Document) -> list[Block]:
    """The blocks of a document; a text in which nothing could be found was not divided, and is divided by its blank lines."""
    if document.blocks or document.source is None:
        return list(document.blocks)
    return [Block(text, Role.PROSE) for text in re.split(r"\n\s*\n", document.source) if text.strip()]


def _pieces(paper: Paper, block: Block, numbers: list[int]) -> Iterator[_Piece]:
    at = 0
    for number in numbers:
        region, written = paper.findings[number].region, None
        decision = paper.decisions.get(number)
        if decision is not None and decision.suggestion is not None:
            region, written = decision.suggestion.region, decision.suggestion.text
        if region.start < at:
            continue
        yield _Piece(block.text[at : region.start])
        yield _Piece(block.text[region.start : region.end], number, written)
        at = region.end
    yield _Piece(block.text[at:])


def _card(paper: Paper, number: int) -> _Card:
    finding, ways = paper.findings[number], paper.ways[number]
    may = {id(way) for way in ways}
    return _Card(
        number,
        finding,
        paper.decisions.get(number),
        [(index, way.text, way.when) for index, way in enumerate(ways)],
        [f'"{item.text}" {item.when}'.rstrip() for item in finding.suggestions if id(item) not in may],
        KEPT[finding.kept] if finding.kept is not None else "",
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).parent
    return Environment(
        loader=FileSystemLoader([folder / "templates", folder.parent / "look"]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: printable(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=2)
def _rendered(name: str) -> str:
    """The style or the script, which are the same for everybody."""
    return _environment().get_template(name).render()
