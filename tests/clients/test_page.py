"""The page for people who write no commands: what is shown, what is decided, what comes of it, and who may see it."""

from __future__ import annotations

import errno
import io
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from langcheck.checker import Progress
from langcheck.cli import page as command
from langcheck.cli.listening import listening
from langcheck.clients import page_desk, page_server
from langcheck.clients.languagetool_server import Server
from langcheck.clients.loopback import Answer, LocalServer
from langcheck.clients.page_checks import Check
from langcheck.clients.page_desk import Decision, Paper, read_through_text
from langcheck.clients.page_server import PageHandler, PageServer
from langcheck.errors import LangcheckError
from langcheck.limits import Limits
from langcheck.model import Suggestion
from langcheck.readers import read_bytes
from langcheck.settings import Settings
from tests.word_files import paragraph, word_file

pytestmark = pytest.mark.model

TEXT = "The pimp met the drug addict.\n\nShe had met an underage prostitute & more.\n\nAnn: He met an underage prostitute there."
told: list[str] = []


def serving(server: PageServer) -> Thread:
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    return thread


@pytest.fixture
def server() -> Iterator[PageServer]:
    with PageServer(0, Settings(), told.append) as made:
        thread = serving(made)
        yield made
        made.shutdown()
        thread.join()


def exchange(port: int, request: bytes) -> bytes:
    """All that comes back for a request."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as there:
        there.sendall(request)
        return b"".join(iter(lambda: there.recv(65_536), b""))


def ask(
    server: PageServer,
    path: str,
    body: bytes | None = None,
    *,
    headers: tuple[str, ...] = (),
    host: str = "127.0.0.1",
    whole: bool = False,
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer; the path is below the secret unless it is whole."""
    address = path if whole else server.home + path
    lines = [f"{'GET' if body is None else 'POST'} {address} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    answer = exchange(server.port, ("\r\n".join(lines) + "\r\n\r\n").encode() + (body or b""))
    head, _, content = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in rest), content


def shown(server: PageServer, path: str) -> str:
    status, _, body = ask(server, path)
    assert status == 200
    return body.decode()


def paste(server: PageServer, text: str) -> str:
    from urllib.parse import urlencode

    status, headers, _ = ask(server, "paste", urlencode({"text": text.replace("\n", "\r\n")}).encode())
    assert status == 303
    return over(server, headers["Location"].removeprefix(server.home))


def over(server: PageServer, paper: str) -> str:
    """The address of a document whose check is over."""
    check = server.desk.checks.get(int(paper.removeprefix("paper/")))
    assert check is None or check.wait(60)
    return paper


def send(server: PageServer, name: str, raw: bytes) -> tuple[int, dict[str, str], bytes]:
    return send_form(server, form_of((name, raw)))


def form_of(*files: tuple[str, bytes]) -> bytes:
    head = '--xyz\r\nContent-Disposition: form-data; name="file"; filename="{}"\r\nContent-Type: a/b\r\n\r\n'
    return b"\r\n".join([*(head.format(name).encode() + raw for name, raw in files), b"--xyz--\r\n"])


def send_form(server: PageServer, body: bytes) -> tuple[int, dict[str, str], bytes]:
    return ask(server, "file", body, headers=("Content-Type: multipart/form-data; boundary=xyz",))


def decide(server: PageServer, paper: str, form: str) -> str:
    status, headers, _ = ask(server, f"{paper}/decide", form.encode())
    assert status == 303
    return headers["Location"].removeprefix(server.home)


def words(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


# --- a text ---


def test_a_text_is_decided_word_by_word(server: PageServer) -> None:
    paper = paste(server, TEXT)
    page = shown(server, paper)
    assert re.findall(r"<mark class=\"(\w+)\">([^<]+)</mark>", page) == [
        ("warning", "pimp"),
        ("warning", "drug addict"),
        ("error", "underage prostitute"),
        ("error", "underage prostitute"),
    ]
    assert "4 of 4 still to decide." in page
    assert (
        '<button name="accept" value="0" aria-keyshortcuts="1">Write "trafficker"</button> <kbd aria-hidden="true">1</kbd> <span>only if a court convicted'
        in page
    )
    assert "prostitute & more" not in page
    assert decide(server, paper, "finding=0&reason=it+is+the+%3Ctitle%3E") == f"{paper}#f1"
    assert decide(server, paper, "finding=1&accept=0") == f"{paper}#f2"
    assert decide(server, paper, "finding=2&accept=0") == f"{paper}#f3"
    page = shown(server, paper)
    assert "You leave the words: it is the &lt;title&gt;" in page
    assert "<del>drug addict</del> <ins>person with drug addiction</ins>" in page
    assert "1 of 4 still to decide." in page
    assert decide(server, paper, "finding=3") == f"{paper}#result"
    assert "All 4 are decided." in shown(server, paper)
    text = shown(server, f"{paper}/text")
    written = re.search(r"readonly>\n(.*?)</textarea>", text, re.DOTALL)
    assert written is not None
    assert written[1] == (
        "The pimp met the person with drug addiction.\n\nShe had met a child sex trafficking victim &amp; more.\n\n"
        "Ann: He met an underage prostitute there."
    )
    assert decide(server, paper, "undo=1") == f"{paper}#f3"
    assert decide(server, paper, "undo=1") == f"{paper}#f2"
    assert "2 of 4 still to decide." in shown(server, paper)
    assert "an underage prostitute &amp; more." in shown(server, f"{paper}/text")


def test_words_that_may_be_somebody_elses_are_for_a_person_to_change(server: PageServer) -> None:
    page = shown(server, paste(server, "Ann: He met an underage prostitute there."))
    assert 'name="accept"' not in page
    assert "If they are your own words, change them yourself" in page


def test_a_text_with_nothing_to_find_is_shown_and_so_is_none(server: PageServer) -> None:
    assert "Nothing to change was found." in shown(server, paste(server, "It rained.\n\nAll day."))
    assert "Nothing to change was found." in shown(server, paste(server, ""))
    assert "<script>" not in shown(server, paste(server, "<script>alert(1)</script> The pimp \x1b[31m left."))


def test_what_was_not_checked_is_never_called_clean(server: PageServer) -> None:
    server.desk.settings = Settings(limits=Limits(findings=1))
    paper = paste(server, TEXT)
    assert "1 of 1 still to decide. Not all of it was checked." in " ".join(shown(server, paper).split())
    assert "1 of 1 still to decide, not all of it was checked" in words(shown(server, "visit"))
    kept = server.desk.papers[1]
    kept.findings, kept.ways = (), ()
    assert "Nothing was found in what was checked of it, which is not all." in shown(server, paper)
    assert "nothing found, not all of it was checked" in words(shown(server, "visit"))


def test_wrong_decisions_change_nothing(server: PageServer) -> None:
    paper = paste(server, TEXT)
    for form in ("finding=9", "finding=-1", "finding=a", "", "finding=0&accept=99", "finding=0&accept=x"):
        assert ask(server, f"{paper}/decide", form.encode())[0] == 400
    assert decide(server, paper, "undo=1") == f"{paper}#top"
    assert "4 of 4 still to decide." in shown(server, paper)
    for path in ("paper/99", "paper/a", "paper", "paper/1/word/x", "other", "paper/1/word"):
        assert ask(server, path)[0] == 404


def test_a_person_who_is_refused_something_finds_back(server: PageServer) -> None:
    """The refusal is a page like others: the tab tells that it is open, so that what was decided stays."""
    paper = paste(server, TEXT)
    for refused in (ask(server, "nothing"), ask(server, f"{paper}/decide", b"finding=9"), send(server, "", b"")):
        status, headers, page = refused
        assert (status in (400, 404), headers["Content-Type"]) == (True, "text/html; charset=utf-8")
        assert f'<script src="{server.home}page.js" defer>' in page.decode()
        assert f'href="{server.home}visit"' in page.decode()
    for _, headers, page in (
        ask(server, "/nothing", whole=True),
        ask(server, "", headers=("Origin: https://evil.example",)),
    ):
        assert headers["Content-Type"] == "text/plain; charset=utf-8"
        assert page.startswith(b"Error: ")


class Meanwhile:
    """A decision at which somebody makes another one."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    @property
    def suggestion(self) -> Suggestion | None:
        self.paper.decide(len(self.paper.decisions), Decision(None))
        return None


def test_a_decision_may_be_made_while_the_result_is_written(server: PageServer) -> None:
    paste(server, TEXT)
    paper = server.desk.papers[1]
    paper.decisions[0] = Meanwhile(paper)  # type: ignore[assignment]
    assert paper.text == TEXT
    assert paper.changes(0) == []
    assert len(paper.decisions) > 2


# --- a document ---


def test_a_word_document_comes_back_with_what_was_accepted(server: PageServer) -> None:
    """As a tracked change what was accepted, as a comment what is open, and nothing for what was left."""
    said = ("The drug addict left.", "She met an underage prostitute.", "The pimp left.")
    raw = word_file("".join(map(paragraph, said)))
    status, headers, _ = send(server, r"C:\a\Bericht é.docx", raw)
    assert status == 303
    paper = over(server, headers["Location"].removeprefix(server.home))
    assert "<h1>Bericht é.docx</h1>" in shown(server, paper)
    decide(server, paper, "finding=0&accept=0")
    decide(server, paper, "finding=2&reason=a+title")
    status, headers, made = ask(server, f"{paper}/word")
    assert status == 200
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''Bericht%20%C3%A9.reviewed.docx"
    assert [block.text for block in read_bytes(made, name="a.docx", format="docx").blocks][:3] == [
        "The person with drug addiction left.",
        "She met an underage prostitute.",
        "The pimp left.",
    ]
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        body, comments = package.read("word/document.xml").decode(), package.read("word/comments.xml").decode()
    assert body.count("<w:ins ") == 1
    assert len(re.findall("<w:comment ", comments)) == 2
    assert "pimp" not in comments


@pytest.mark.parametrize(
    ("name", "raw", "problem"),
    [
        ("a.docx", b"PK\x03\x04no", "a.docx could not be checked"),
        ("a.xyz", b"a", "a.xyz could not be checked"),
        ("a.txt", b"", "is empty"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(name: str, raw: bytes, problem: str, server: PageServer) -> None:
    status, headers, _ = send(server, name, raw)
    assert status == 303
    paper = over(server, headers["Location"].removeprefix(server.home))
    assert problem in words(shown(server, paper))
    assert "could not be checked" in shown(server, "visit")


def test_a_form_without_a_file_is_refused(server: PageServer) -> None:
    assert ask(server, "file", b"a", headers=("Content-Type: text/plain",))[0] == 400
    assert send(server, "", b"")[0] == 400


def test_several_documents_fit_into_one_visit(server: PageServer) -> None:
    """One that cannot be read keeps no other one from it."""
    files = [("a.txt", b"The drug addict left."), ("b.xyz", b"a"), ("c.txt", b"It rained.")]
    status, headers, _ = send_form(server, form_of(*files))
    assert (status, headers["Location"]) == (303, f"{server.home}visit")
    for number in (1, 2, 3):
        over(server, f"paper/{number}")
    told = re.findall("<li>(.*?)</li>", shown(server, "visit"), re.DOTALL)
    assert [words(item).split("\n")[0] for item in told] == [
        "c.txt: nothing to change",
        "b.xyz: could not be checked",
        "a.txt: 1 of 1 still to decide",
    ]


def test_what_somebody_works_on_makes_no_room_for_more(server: PageServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is room again when a document is put away, and the others are as they were."""
    monkeypatch.setattr(page_server, "MOST_PAPERS", 2)
    paper = paste(server, "The drug addict left.")
    decide(server, paper, "finding=0&accept=0")
    for refused in (
        send_form(server, form_of(("a.txt", b"a"), ("b.txt", b"b"))),
        send_form(server, form_of(("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c"))),
    ):
        assert (refused[0], "documents fit on the page" in refused[2].decode()) == (409, True)
    assert server.desk.numbers == [1]
    send(server, "b.xyz", b"a")
    assert ask(server, "paste", b"text=a")[0] == 409
    assert 'data-asks="Put Pasted text away?' in shown(server, "visit")
    assert ask(server, "paper/2/stop", b"")[1]["Location"] == f"{server.home}visit"
    paste(server, "It rained.")
    assert "You accepted" in shown(server, paper)
    assert ask(server, f"{paper}/stop", b"")[0] == 303
    assert (server.desk.numbers, ask(server, paper)[0]) == ([3], 404)


# --- a check that takes long ---


def endless(settings: Settings, text: str, progress: Progress) -> Paper:
    """A check that is looked at half-way, and stopped."""
    progress(3, 10)
    while True:
        time.sleep(60)


def test_a_long_check_tells_how_far_it_is_and_can_be_stopped(
    server: PageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others are checked meanwhile, and the process of the one that was stopped ends."""
    monkeypatch.setattr(page_server, "_SOON", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(page_desk, "read_through_text", endless)
        assert ask(server, "paste", b"text=Qzxv")[1]["Location"] == f"{server.home}paper/1"
    while server.desk.checks[1].progress != (3, 10):
        time.sleep(0.05)
    page = shown(server, "paper/1")
    assert "Checking Pasted text" in page
    assert 'data-watched="1"' in page
    assert '<meta http-equiv="refresh"' in page
    paper = paste(server, "The drug addict left.")
    assert "1 of 1 still to decide." in shown(server, paper)
    assert "is being checked" in shown(server, "visit")
    assert ask(server, "paper/1/stop", b"")[1]["Location"] == f"{server.home}visit"
    assert ask(server, "paper/1")[0] == 404
    assert "Pasted text 2: 1 of 1" in words(shown(server, "visit"))
    assert server.desk.running == []


def test_a_tab_hears_how_far_its_check_is_and_when_it_is_over(
    server: PageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_server, "_SOON", 0.0)
    monkeypatch.setattr(page_desk, "read_through_text", endless)
    ask(server, "paste", b"text=Qzxv")
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as there:
        there.sendall(f"GET {server.home}alive/1 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        heard = b""
        while b"data: 3 10\n\n" not in heard:
            heard += there.recv(4_096)
        server.desk.put_away(1)
        while b"event: over\n" not in heard:
            heard += there.recv(4_096)


def test_only_where_others_come_first_is_it_said(server: PageServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_server, "_SOON", 0.0)
    monkeypatch.setattr(page_desk, "read_through_text", endless)
    for _ in range(3):
        ask(server, "paste", b"text=Qzxv")
    told = ["Other documents come first." in shown(server, f"paper/{number}").split("</p>")[0] for number in (1, 2, 3)]
    assert told == [False, False, True]
    assert re.findall(r"</a>: (waits|is being checked)", shown(server, "visit")) == ["waits", *["is being checked"] * 2]
    server.desk.put_away(1)
    assert not server.desk.comes_later(server.desk.checks[3])


def fails(settings: Settings, text: str, progress: Progress) -> Paper:
    raise ValueError(text)


def ends(settings: Settings, text: str, progress: Progress) -> Paper:
    os._exit(3)


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (fails, "this is a bug of langcheck (ValueError)"),
        (ends, "the process that read the file ended unexpectedly"),
    ],
)
def test_a_check_that_fails_is_told_without_the_text(
    check: Callable[..., Paper],
    problem: str,
    server: PageServer,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """And the next one is none the worse for it."""
    with monkeypatch.context() as patch:
        patch.setattr(page_desk, "read_through_text", check)
        page = shown(server, paste(server, "Qzxv"))
    assert problem in page
    assert "Qzxv" not in page
    assert "Nothing to change was found." in shown(server, paste(server, "It rained."))
    assert capfd.readouterr() == ("", "")


# --- what is shown of it ---


def test_the_list_shows_a_level_or_what_is_open(server: PageServer) -> None:
    paper = paste(server, TEXT)

    def listed() -> tuple[list[str], list[str]]:
        page = shown(server, paper)
        return re.findall(r'<li><a href="#f\d"><span class="\w+">(.*?)</span>', page), re.findall(
            '<section id="(f\\d)"', page
        )

    assert listed() == (["pimp", "drug addict", "underage prostitute", "underage prostitute"], ["f0", "f1", "f2", "f3"])
    status, headers, _ = ask(server, f"{paper}/show", b"level=error")
    assert (status, headers["Location"]) == (303, f"{server.home}{paper}#list")
    assert listed() == (["underage prostitute", "underage prostitute"], ["f2", "f3"])
    assert decide(server, paper, "finding=2&accept=0") == f"{paper}#f3"
    assert decide(server, paper, "finding=3&reason=a") == f"{paper}#result"
    assert "2 of 4 still to decide." in shown(server, paper)
    ask(server, f"{paper}/show", b"state=open")
    assert listed() == ([], [])
    ask(server, f"{paper}/show", b"level=all")
    assert listed() == (["pimp", "drug addict"], ["f0", "f1"])
    assert decide(server, paper, "finding=1&accept=0") == f"{paper}#f0"
    ask(server, f"{paper}/show", b"state=decided&level=warning")
    assert listed() == (["drug addict"], ["f1"])
    assert decide(server, paper, "finding=1") == f"{paper}#f1"
    assert decide(server, paper, "undo=1") == f"{paper}#f1"
    assert listed()[1] == ["f0", "f1", "f2", "f3"]
    ask(server, f"{paper}/show", b"level=x&state=x")
    assert listed()[1] == ["f0", "f1", "f2", "f3"]


def test_what_was_left_alone_is_shown_with_the_reason_where_somebody_asks(server: PageServer) -> None:
    paper = paste(server, 'The drug addict left. "He is a pimp," Ann said.')
    page = shown(server, paper)
    assert re.search(r"What langcheck left alone</a>, and why \(\d\)", page)
    assert "<mark>pimp</mark>" in shown(server, f"{paper}/left")


def test_the_report_is_there_to_print_and_loads_nothing(server: PageServer) -> None:
    paper = paste(server, "The drug addict left.")
    status, headers, report = ask(server, f"{paper}/report")
    assert (status, b"<mark>drug addict</mark>" in report, b"<script" in report) == (200, True, False)
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'; base-uri")


def test_the_keys_are_told_and_can_be_turned_off(server: PageServer) -> None:
    paper = paste(server, TEXT)
    assert "data-on" in shown(server, paper)
    assert "<kbd>n</kbd>" in shown(server, paper)
    assert ask(server, f"{paper}/keys", b"")[1]["Location"] == f"{server.home}{paper}#keys"
    assert "data-on" not in shown(server, paper)
    assert "Turn the keys on" in shown(server, paper)


# --- who may see it ---


def test_without_the_secret_there_is_nothing(server: PageServer) -> None:
    paste(server, TEXT)
    for path in ("/", "/paper/1", f"/{'a' * 32}/", server.home[:-2] + "/", server.home.rstrip("/")):
        status, _, body = ask(server, path, whole=True)
        assert (status, body) == (404, b"Error: There is nothing here")
    assert len(server.secret) >= 32


def test_without_the_secret_nothing_is_read(server: PageServer) -> None:
    """The refusal comes although the file never does."""
    for length in (1_000, PageHandler.most_bytes + 1):
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as there:
            there.sendall(b"POST /a/paste HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % length)
            there.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: there.recv(65_536), b""))
        assert answer.startswith(b"HTTP/1.1 404 ")
        assert b"\r\nConnection: close\r\n" in answer


def test_what_cannot_be_taken_apart_is_refused(server: PageServer) -> None:
    told.clear()
    assert ask(server, "http://[x", whole=True)[0] == 400
    assert ask(server, "paste", b"&".join([b"a=b"] * 51))[0] == 400
    assert told == []


def test_other_pages_and_other_names_get_nothing(server: PageServer) -> None:
    assert ask(server, "", host="evil.example")[0] == 403
    for header in (
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: moz-extension://a",
        "Sec-Fetch-Site: cross-site",
    ):
        assert ask(server, "paste", b"text=a", headers=(header,))[0] == 403
        assert ask(server, "", headers=(header,))[0] == 403
    framed = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe")
    assert ask(server, "", headers=framed)[0] == 403
    opened = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    assert ask(server, "", headers=opened)[0] == 200
    assert ask(server, "paste", b"text=a", headers=opened)[0] == 403
    assert ask(server, "paste", b"text=a", headers=(f"Origin: http://127.0.0.1:{server.port}",))[0] == 303


def test_every_answer_forbids_to_store_frame_and_load(server: PageServer) -> None:
    for path in ("", "page.css", "page.js", "nothing"):
        _, headers, _ = ask(server, path)
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    paper = paste(server, TEXT)
    for path in ("", "visit", paper, f"{paper}/text", f"{paper}/left"):
        page = shown(server, path)
        loaded = re.findall(r'(?:src|href|action)="([^"]*)"', page)
        assert all(address.startswith((server.home, "#", "data:,")) for address in loaded)
        assert "style=" not in page
        assert not re.search(r"\son\w+=|<script(?! src)", page)


def test_pages_say_their_language_and_name_their_fields(server: PageServer) -> None:
    paper = paste(server, TEXT)
    decide(server, paper, "finding=1&accept=0")
    for path in ("", "visit", paper, f"{paper}/text", f"{paper}/left"):
        page = shown(server, path)
        assert '<html lang="en"' in page
        assert page.count("<h1>") == 1
        identifiers = re.findall(r'\sid="([^"]+)"', page)
        assert len(identifiers) == len(set(identifiers))
        for named in re.findall(r'(?:for|aria-labelledby|aria-describedby)="([^"]+)"', page):
            assert named in identifiers
        for anchor in re.findall(r'href="#([^"]+)"', page):
            assert anchor in identifiers
        fields = re.findall(r"<(?:input|textarea)\b[^>]*>", page)
        labelled = set(re.findall(r'for="([^"]+)"', page))
        for field in fields:
            name = re.search(r'id="([^"]+)"', field)
            assert (
                "hidden" in field
                or (name and name[1] in labelled)
                or f"<label>Why the words may stand: {field}" in page
            )


def test_too_large_a_file_is_refused(server: PageServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PageHandler, "most_bytes", 1_000)
    status, headers, body = ask(server, "paste", b"a" * 1_001)
    assert (status, headers["Connection"], b"The file is larger than" in body) == (413, "close", True)


def test_a_bug_is_told_without_the_text(
    server: PageServer, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr(server.desk, "paste", fail)
    told.clear()
    status, _, body = ask(server, "paste", b"text=Qzxv")
    assert (status, b"Qzxv" in body) == (500, False)
    assert told == ["this is our bug, not yours: ValueError. The client was told so."]
    assert capfd.readouterr() == ("", "")
    server.tab(1)
    server.tab(-1)
    monkeypatch.setattr(page_server, "_GONE", -1.0)
    server.service_actions()
    assert not server.is_ending  # whoever was told so can go back to what was decided


def test_colours_are_told_apart_in_light_and_dark() -> None:
    """As WCAG AA asks: letters 4.5 to 1 on what is behind them, lines of fields and buttons 3 to 1."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(one: str, other: str) -> float:
        low, high = sorted((light(one), light(other)))
        return (high + 0.05) / (low + 0.05)

    schemes = [
        dict(re.findall(r"--(\w+): (#\w{6})", told))
        for told in re.findall(r":root {.*?}", page_server._rendered("page.css"))
    ]
    assert len(schemes) == 2
    for scheme in schemes:
        for behind in ("back", "mark"):
            assert all(contrast(scheme[letters], scheme[behind]) >= 4.5 for letters in ("text", "soft", "link"))


# --- its end ---


def tab(server: PageServer) -> socket.socket:
    there = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    there.sendall(f"GET {server.home}alive HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert b"text/event-stream" in there.recv(4_096)
    return there


def none_is_open(server: PageServer) -> bool:
    """Wait until every tab is known to be closed."""
    while server._tabs:
        time.sleep(0.01)
    return True


def test_it_ends_with_its_last_tab_and_not_when_a_page_is_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with PageServer(0, Settings(), told.append) as server:
        serving(server)
        tabs = [tab(server), tab(server)]
        tabs[0].close()
        while server._tabs > 1:
            time.sleep(0.01)
        monkeypatch.setattr(page_server, "_GONE", -1.0)
        server.service_actions()
        assert not server.is_ending
        monkeypatch.setattr(page_server, "_GONE", 60.0)
        tabs[1].close()
        assert none_is_open(server)
        server.service_actions()
        assert not server.is_ending
        monkeypatch.setattr(page_server, "_GONE", -1.0)
        server.service_actions()
        assert server.is_ending


def test_a_page_that_is_loaded_over_and_over_is_one_tab(server: PageServer) -> None:
    for _ in range(3 * page_server._MOST_TABS):
        tab(server).close()
    assert none_is_open(server)


def test_what_was_on_the_page_goes_with_its_last_tab_where_the_server_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    with PageServer(0, Settings(), told.append, lives_on=True) as server:
        thread = serving(server)
        send(server, "a.xyz", b"a")
        server.service_actions()
        assert server.desk.numbers == [1]
        tab(server).close()
        assert none_is_open(server)
        monkeypatch.setattr(page_server, "_GONE", -1.0)
        while server.desk.numbers:
            time.sleep(0.01)
        assert thread.is_alive()
        server.end()
        thread.join()


class Checking:
    """A check that goes on until it is let go, and what the page answers."""

    def __init__(self, server: PageServer, monkeypatch: pytest.MonkeyPatch) -> None:
        self.began, self.may_end = Event(), Event()
        self.answered: list[int] = []

        def check(text: str) -> Check[Paper]:
            self.began.set()
            self.may_end.wait(20)
            done = Check(1, "text", partial(read_through_text, Settings(), text))
            done.end()
            return done

        monkeypatch.setattr(server.desk, "paste", check)
        self.thread = Thread(target=lambda: self.answered.append(ask(server, "paste", b"text=a")[0]))
        self.thread.start()
        assert self.began.wait(20)


def test_it_does_not_end_while_something_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_server, "_GONE", -1.0)
    with PageServer(0, Settings(), told.append) as server:
        thread = serving(server)
        checking = Checking(server, monkeypatch)
        server.tab(1)
        server.tab(-1)
        server.service_actions()
        assert not server.is_ending
        checking.may_end.set()
        checking.thread.join(20)
        assert checking.answered == [303]
        thread.join(timeout=10)
        assert not thread.is_alive()


def test_what_is_checked_when_it_ends_is_still_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process takes its threads with it as soon as it no longer serves."""
    monkeypatch.setattr(page_server, "_FINISHES", 20.0)
    returned = Event()
    with PageServer(0, Settings(), told.append) as server:

        def serve() -> None:
            server.serve_forever(poll_interval=0.05)
            returned.set()

        thread = Thread(target=serve)
        thread.start()
        checking = Checking(server, monkeypatch)
        server.shutdown()
        assert not returned.wait(0.3)
        checking.may_end.set()
        checking.thread.join(20)
        assert checking.answered == [303]
        assert returned.wait(20)
        thread.join()


def test_a_request_is_over_when_its_answer_was_sent(server: PageServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what a tab keeps open is none."""
    seen: list[int] = []
    send = PageHandler._send

    def sending(handler: PageHandler, answer: Answer) -> None:
        seen.append(server._busy)
        send(handler, answer)

    monkeypatch.setattr(PageHandler, "_send", sending)
    assert ask(server, "")[0] == 200
    assert ask(server, "nothing")[0] == 404
    assert seen == [1, 1]
    with server._visits:
        assert server._visits.wait_for(lambda: not server._busy, timeout=20)
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as there:
        there.sendall(f"GET {server.home}alive HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert b"text/event-stream" in there.recv(4_096)
        assert (server._tabs, server._busy) == (1, 0)


def test_the_button_stops_it() -> None:
    with PageServer(0, Settings(), told.append) as server:
        thread = serving(server)
        status, _, body = ask(server, "stop", b"")
        assert (status, b"langcheck has stopped" in body) == (200, True)
        thread.join(timeout=10)
        assert not thread.is_alive()


# --- the command ---


def test_the_file_that_opens_the_browser_is_the_users_own_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    with command._lead_to("http://127.0.0.1:1/secret/") as path:
        assert path.read_text().endswith('content="0; url=http://127.0.0.1:1/secret/">')
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.exists()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ports that are opened, as they are."""
    ports: list[int] = []
    bind = LocalServer.server_bind

    def binding(server: LocalServer) -> None:
        bind(server)
        ports.append(server.port)

    monkeypatch.setattr(LocalServer, "server_bind", binding)
    return ports


def test_the_command_opens_a_browser_that_finds_the_page(
    opened: list[int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that does not return until it is left, as browsers of the terminal do; no second port is opened."""
    pages: list[bytes] = []
    left = Event()

    def browse(address: str) -> bool:
        led = Path(address.removeprefix("file://")).read_text()
        port, path = re.findall(r"127\.0\.0\.1:(\d+)(/[^\"]+)", led)[0]
        for verb, where in (("GET", path), ("POST", f"{path}stop")):
            pages.append(exchange(int(port), f"{verb} {where} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode()))
        left.set()
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    assert command.page.main(["--port", "0"], standalone_mode=False) is None
    assert left.wait(60)
    assert len(opened) == 1
    assert [b"Check a text" in pages[0], b"langcheck has stopped" in pages[1]] == [True, True]
    assert capsys.readouterr().err.startswith("The page is at http://127.0.0.1:")


def test_it_answers_other_programs_as_well_where_that_is_asked_for(
    opened: list[int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The two end together."""

    def browse(address: str) -> bool:
        api, page = opened
        form = b"text=The+drug+addict+left.&language=en-US"
        head = b"POST /v2/check HTTP/1.0\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(form)
        answers.append(exchange(api, head + form))
        home = re.findall(r"127\.0\.0\.1:\d+(/[^\"]+)", Path(address.removeprefix("file://")).read_text())[0]
        answers.append(exchange(page, f"POST {home}stop HTTP/1.0\r\nHost: localhost\r\n\r\n".encode()))
        return True

    answers: list[bytes] = []
    monkeypatch.setattr("webbrowser.open", browse)
    assert command.page.main(["--with-api", "--api-port", "0"], standalone_mode=False) is None
    assert [b"en.substance.addict" in answers[0], b"langcheck has stopped" in answers[1]] == [True, True]
    first, second = capsys.readouterr().err.splitlines()
    assert first == f"langcheck answers other programs at http://127.0.0.1:{opened[0]}/v2."
    assert second.endswith("until you stop it, on the page or with Ctrl-C.")
    with pytest.raises(ConnectionRefusedError):
        exchange(opened[0], b"")


def test_it_ends_also_where_what_other_programs_need_cannot_be_loaded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Server) -> None:
        raise OSError("a disk failed")

    monkeypatch.setattr(Server, "warm", broken)
    with command._answering(0, Settings()):
        pass
    assert capsys.readouterr().err.splitlines()[1:] == [
        "langcheck: this is our bug, not yours: OSError, while other programs were to be answered."
    ]


def test_a_port_for_other_programs_that_is_taken_is_one_sentence(server: PageServer) -> None:
    with pytest.raises(LangcheckError) as caught:
        command.page.main(["--with-api", "--api-port", str(server.port), "--no-browser"], standalone_mode=False)
    assert caught.value.problem == (
        f"port {server.port} is taken by another program; choose another one with --api-port, and tell your editor"
    )


def test_a_taken_port_is_one_sentence(server: PageServer) -> None:
    with pytest.raises(LangcheckError) as caught:
        command.page.main(["--port", str(server.port), "--no-browser"], standalone_mode=False)
    assert caught.value.problem == f"port {server.port} is taken by another program; choose another one with --port"


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (
            PermissionError(errno.EACCES, "no"),
            "port 80 may not be used by you; choose another one with --port, and rest",
        ),
        (OSError(errno.EADDRNOTAVAIL, "none"), "port 80 cannot be used (none)"),
    ],
)
def test_a_port_that_cannot_be_used_is_one_sentence(error: OSError, problem: str) -> None:
    def make(port: int, settings: Settings, told: Callable[[str], None]) -> PageServer:
        raise error

    with pytest.raises(LangcheckError) as caught:
        listening(make, 80, Settings(), also=", and rest")
    assert caught.value.problem == problem


def test_the_command_says_the_address_and_stops(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The trafficker met the drug addict.")
    line = [sys.executable, "-m", "langcheck", "page", "--no-browser", "a.txt"]
    running = subprocess.Popen(
        line, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert running.stderr is not None
        found = re.match(r"The page is at http://127\.0\.0\.1:(\d+)(/\S+/)paper/1 until", running.stderr.readline())
        assert found is not None
        page = b""
        while b"Stop checking it" in page or not page:
            with socket.create_connection(("127.0.0.1", int(found[1])), timeout=20) as there:
                there.sendall(f"GET {found[2]}paper/1 HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
                page = b"".join(iter(lambda: there.recv(65_536), b""))
        assert b'<mark class="warning">drug addict</mark>' in page
    finally:
        for _ in range(2):  # as a terminal sends it to all processes, for somebody in a hurry
            if hasattr(os, "killpg"):
                os.killpg(running.pid, signal.SIGINT)
            else:
                running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert (running.returncode in (130, -signal.SIGINT), out, err.split()) == (True, "", ["Stopped."])
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
