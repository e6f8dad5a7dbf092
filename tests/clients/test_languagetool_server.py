"""LanguageTool's interface on its port, asked with plain sockets: who may ask, how much, and what is said of a text to nobody."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from langcheck.clients import loopback
from langcheck.clients.languagetool import MOST_CHARACTERS
from langcheck.clients.languagetool_server import Handler, Server
from langcheck.errors import ModelError
from langcheck.model import Report
from langcheck.settings import Settings

pytestmark = pytest.mark.model

told: list[str] = []


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(0, Settings(), told.append) as made:
        made.warm()
        thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def exchange(server: Server, raw: bytes, *, half_closes: bool = False) -> bytes:
    """What comes back for bytes on a connection of their own, up to its end."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as there:
        there.sendall(raw)
        if half_closes:
            there.shutdown(socket.SHUT_WR)
        pieces = []
        while piece := there.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces)


def request(
    server: Server,
    path: str,
    body: bytes | None = None,
    *,
    method: str = "",
    host: str | None = "127.0.0.1:{port}",
    headers: tuple[str, ...] = (),
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    lines = [f"{method or ('GET' if body is None else 'POST')} {path} HTTP/1.1", "Connection: close", *headers]
    if host is not None:
        lines.append(f"Host: {host.format(port=server.port)}")
    if body is not None and not any(line.lower().startswith(("content-length", "transfer")) for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    answer = exchange(server, ("\r\n".join(lines) + "\r\n\r\n").encode() + (body or b""))
    head, _, content = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in rest), content


FORM = b"text=The+girl+said+that+the+pimp+left.&language=en-US"


# --- addresses ---


def test_the_addresses_answer(server: Server) -> None:
    status, headers, body = request(server, "/v2/check", FORM)
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "application/json", "no-store")
    assert [item["rule"]["id"] for item in json.loads(body)["matches"]] == ["en.trafficker.pimp"]
    assert request(server, f"/v2/check?{FORM.decode()}")[2] == body
    assert request(server, "//v2//check/", FORM)[2] == body
    assert json.loads(request(server, "/v2/languages")[2])[1]["longCode"] == "en-US"
    assert json.loads(request(server, "/v2/info")[2])["software"]["name"] == "langcheck"
    assert request(server, "/v2/healthcheck")[2] == b"OK"
    assert request(server, "/v2/maxtextlength", b"\0")[2] == str(MOST_CHARACTERS).encode()
    status, headers, body = request(server, "/v2/languages", method="HEAD")
    assert (status, body) == (200, b"")


@pytest.mark.parametrize("path", ["/", "/v2", "/v2/words", "/check", "http://x/", "*"])
def test_nothing_else_is_there(path: str, server: Server) -> None:
    status, headers, body = request(server, path)
    assert (status, headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert body.startswith(b"Error: There is nothing here")


def test_an_address_that_cannot_be_read_is_refused(server: Server) -> None:
    told.clear()
    assert request(server, "http://[x")[0] == 400
    assert told == []


def test_errors_are_plain_text_that_no_client_takes_for_an_answer(server: Server) -> None:
    for path, body in (("/v2/check", b"text=a"), ("/v2/check", b"language=en"), ("/v2/check", b"")):
        status, headers, content = request(server, path, body)
        assert (status, headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert content.startswith(b"Error: Missing ")
    assert request(server, "/v2/check", method="PUT")[0] == 501


def test_a_client_that_has_said_all_still_gets_its_answer(server: Server) -> None:
    """Emacs closes its side of the connection with every request."""
    raw = b"POST /v2/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s" % (len(FORM), FORM)
    answer = exchange(server, raw, half_closes=True)
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["matches"][0]["rule"]["id"] == "en.trafficker.pimp"


def test_a_connection_may_ask_again(server: Server) -> None:
    once = b"GET /v2/healthcheck HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = exchange(server, once * 3, half_closes=True)
    assert answer.count(b"\r\n\r\nOK") == 3


# --- who may ask ---


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:{port}", "LOCALHOST", "[::1]:{port}", "127.0.0.1:80"])
def test_names_of_this_machine_are_known(host: str, server: Server) -> None:
    assert request(server, "/v2/healthcheck", host=host)[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.", "", None, "0.0.0.0", "[::]"])
def test_other_names_are_refused(host: str | None, server: Server) -> None:
    """A name of somebody else's that leads here is how a page gets round the rules of a browser."""
    assert request(server, "/v2/check", FORM, host=host)[0] == 403


def test_two_names_are_refused(server: Server) -> None:
    assert request(server, "/v2/check", FORM, headers=("Host: localhost",))[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        ("Origin: https://evil.example",),
        ("Origin: null",),
        ("Origin: http://localhost:1",),
        ("Origin: http://moz-extension://a",),
        ("Origin: moz-extension://a", "Origin: https://evil.example"),
        ("Sec-Fetch-Site: cross-site",),
        ("Sec-Fetch-Site: same-site",),
    ],
)
def test_pages_are_refused_and_learn_nothing(headers: tuple[str, ...], server: Server) -> None:
    for method in ("POST", "GET", "OPTIONS"):
        status, answered, body = request(server, "/v2/check", FORM, method=method, headers=headers)
        assert (status, "Access-Control-Allow-Origin" in answered) == (403, False)
        assert b"pimp" not in body


@pytest.mark.parametrize(
    "origin",
    [
        "moz-extension://1b2",
        "chrome-extension://abc",
        "safari-web-extension://A",
        "app://obsidian.md",
        "vscode-webview://x",
    ],
)
def test_add_ons_may_ask(origin: str, server: Server) -> None:
    told_so = (f"Origin: {origin}", "Sec-Fetch-Site: cross-site")
    status, headers, _ = request(server, "/v2/check", FORM, headers=told_so)
    assert (status, headers["Access-Control-Allow-Origin"], headers["Vary"]) == (200, origin, "Origin")
    status, headers, body = request(server, "/v2/check", method="OPTIONS", headers=told_so)
    assert (status, body) == (204, b"")
    assert headers["Access-Control-Allow-Methods"] == "GET, POST, OPTIONS"
    assert headers["Access-Control-Allow-Headers"] == "Content-Type, Accept"
    assert headers["Access-Control-Allow-Private-Network"] == "true"


def test_who_may_not_ask_is_not_read(server: Server) -> None:
    """The refusal comes although the text never does, and nothing else is read as the next request."""
    for length in (1_000, Handler.most_bytes + 1):
        raw = b"POST /v2/check HTTP/1.1\r\nHost: evil.example\r\nContent-Length: %d\r\n\r\n" % length
        answer = exchange(server, raw + b"GET /v2/healthcheck HTTP/1.1\r\nHost: localhost\r\n\r\n", half_closes=True)
        assert answer.startswith(b"HTTP/1.1 403 ")
        assert b"\r\nConnection: close\r\n" in answer
        assert answer.count(b"HTTP/1.1") == 1


def test_only_loopback_is_listened_on(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


# --- how much ---


def test_a_text_that_is_announced_as_too_long_is_refused_before_it_is_read(server: Server) -> None:
    status, _, body = request(server, "/v2/check", b"text=a", headers=(f"Content-Length: {Handler.most_bytes + 1}",))
    assert (status, body) == (413, f"Error: The text is longer than {MOST_CHARACTERS} characters".encode())


def test_chunks_are_counted_while_they_are_read(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    coded = ("Transfer-Encoding: chunked",)
    chunks = b"%x\r\n%s\r\n%x;a=b\r\n%s\r\n0\r\nA: b\r\n\r\n" % (10, FORM[:10], len(FORM) - 10, FORM[10:])
    assert request(server, "/v2/check", chunks, headers=coded)[0] == 200
    monkeypatch.setattr(Handler, "most_bytes", 1_000)
    assert (
        request(server, "/v2/check", b"200\r\n" + b"a" * 512 + b"\r\n" + b"200\r\n" + b"a" * 512, headers=coded)[0]
        == 413
    )


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: -1",),
        ("Content-Length: a",),
        ("Content-Length: 1", "Content-Length: 2"),
        ("Content-Length: 1", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: gzip",),
        ("Transfer-Encoding: chunked",),
    ],
)
def test_a_length_that_cannot_be_told_is_refused(headers: tuple[str, ...], server: Server) -> None:
    assert request(server, "/v2/check", b"zz\r\n", headers=headers)[0] == 400


def test_more_connections_than_can_be_served_are_told(server: Server) -> None:
    """More than are served at a time are held open; the next one is told, and when they are gone all is well again."""
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(loopback.AT_A_TIME + 8)]
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as one_more:
        assert one_more.recv(65_536).startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    for connection in held:
        connection.close()
    for _ in range(100):
        try:
            if request(server, "/v2/healthcheck")[0] == 200:
                return
        except ConnectionError:
            pass
        time.sleep(0.05)
    pytest.fail("no connection was served any more")


def test_a_long_text_does_not_hold_up_a_short_one(server: Server) -> None:
    long = b"language=en-US&text=" + b"+".join([FORM[5:-15]] * 1_500)
    done: list[float] = []

    def ask() -> None:
        request(server, "/v2/check", long)
        done.append(time.monotonic())

    thread = Thread(target=ask)
    began = time.monotonic()
    thread.start()
    time.sleep(0.2)
    request(server, "/v2/check", FORM)
    short = time.monotonic()
    thread.join()
    assert done[0] > short
    assert short - began < max(1.5, (done[0] - began) / 2)


def test_many_clients_get_their_own_answers(server: Server) -> None:
    wrong: list[str] = []

    def ask(number: int) -> None:
        for turn in range(4):
            text = "a " * (7 * number + turn) + "drug addict left the motel where the trafficker held the woman."
            _, _, body = request(server, "/v2/check", f"language=en&text={text.replace(' ', '+')}".encode())
            if [item["offset"] for item in json.loads(body)["matches"]] != [2 * (7 * number + turn)]:
                wrong.append(body.decode())

    threads = [Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# --- what is said of a text ---


def test_a_bug_is_told_without_the_text(
    server: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(text: str) -> Report:
        raise ValueError(text)

    monkeypatch.setattr(server, "check", fail)
    told.clear()
    status, headers, body = request(server, "/v2/check", FORM)
    assert (status, headers["Cache-Control"]) == (500, "no-store")
    assert body == b"Error: this is a bug of langcheck (ValueError)"
    assert told == ["this is our bug, not yours: ValueError. The client was told so."]
    assert capfd.readouterr() == ("", "")


def test_what_is_missing_is_told_to_the_client(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> Report:
        raise ModelError("the model is missing", "Install it.")

    monkeypatch.setattr(server, "check", fail)
    assert request(server, "/v2/check", FORM)[::2] == (500, b"Error: the model is missing. Install it.")


def test_a_request_that_is_none_is_not_quoted(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    for raw in (
        b"pimp pimp\r\n\r\n",
        b"GET /pimp HTTP/9.pimp\r\n\r\n",
        b"GET /v2/check?text=" + b"pimp" * 20_000 + b" HTTP/1.1\r\n\r\n",
    ):
        answer = exchange(server, raw, half_closes=True)
        assert b"Error: " in answer
        assert b"pimp" not in answer
    assert capfd.readouterr() == ("", "")


# --- the command ---


def start(*options: str, folder: Path, code: str = "") -> subprocess.Popen[str]:
    python = [sys.executable, "-B"]  # the interpreter's own byte code is no file of ours
    command = [*python, "-c", code] if code else [*python, "-m", "langcheck"]
    return subprocess.Popen(
        [*command, "serve", *options], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


WATCHED = """\
import os, sys
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and ((arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        os.write(2, f"wrote {arguments[0]}\\n".encode())
    elif event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"):
        os.write(2, f"{event}\\n".encode())
    elif event == "socket.bind":
        os.write(2, f"bound {arguments[1][0]}\\n".encode())
from langcheck.cli import main
sys.addaudithook(watch)
main()
"""


def test_the_command_says_where_it_answers_writes_nothing_and_stops(tmp_path: Path) -> None:
    """Nothing is looked up, nothing but loopback is bound, and no file is written, whatever is asked."""
    (tmp_path / "langcheck.toml").write_text('ignore = ["en.substance"]\n')
    before = set(os.listdir(tempfile.gettempdir()))
    running = start("--port", "0", folder=tmp_path, code=WATCHED)
    try:
        assert running.stderr is not None
        assert running.stderr.readline() == "bound 127.0.0.1\n"
        line = running.stderr.readline()
        port = int(line.split("127.0.0.1:")[1].split("/")[0])
        assert line == f"langcheck answers at http://127.0.0.1:{port}/v2 until you stop it with Ctrl-C.\n"
        body = b"text=The+pimp+met+the+drug+addict.&language=en"
        with socket.create_connection(("127.0.0.1", port)) as there:
            there.sendall(
                b"POST /v2/check HTTP/1.0\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
            )
            answer = b"".join(iter(lambda: there.recv(65_536), b""))
        found = json.loads(answer.partition(b"\r\n\r\n")[2])["matches"]
        assert [item["rule"]["id"] for item in found] == ["en.trafficker.pimp"]
    finally:
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err.split()) == (130, "", ["Stopped."])
    assert not {name for name in set(os.listdir(tempfile.gettempdir())) - before if "langcheck" in name}


def test_a_taken_port_is_one_sentence(server: Server, tmp_path: Path) -> None:
    running = start("--port", str(server.port), folder=tmp_path)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out) == (2, "")
    assert err == (
        f"langcheck: port {server.port} is taken by another program; choose another one with --port, and tell your editor\n"
    )
