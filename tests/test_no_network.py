"""Nothing opens a network connection, or as much as a socket, whatever is loaded for a check."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.office_files import shape, slide, slides_file
from tests.pdf_files import page, paragraph, pdf_file
from tests.test_architecture import MODULES, imports, name_of

WATCHED = """\
import json, sys
seen = []
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "telnetlib.")):
        seen.append(event)
sys.addaudithook(watch)
"""
"""What Python tells of sockets is written down; it tells of each that is made, whoever makes it."""

CHECK = """
from langcheck.cli import main
sys.argv = ["langcheck", "check", "--no-cache", "--format", "json", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    print(json.dumps({"code": end.code, "seen": seen, "spacy": "spacy" in sys.modules}), file=sys.stderr)
"""

PARSED = "The deputy said she was a prostitute who had been in the car, and the girl was 15 years old.\n"
"""Words that cannot be judged without the model."""


def watched(code: str, *arguments: str, folder: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED + code, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    told: dict[str, object] = json.loads(done.stderr.splitlines()[-1])
    return told


def test_these_tests_would_see_a_socket(tmp_path: Path) -> None:
    code = "import socket; socket.socket().close(); print(json.dumps({'seen': seen}), file=sys.stderr)"
    assert watched(code, folder=tmp_path) == {"seen": ["socket.__new__"]}


@pytest.mark.model
def test_a_check_that_loads_the_model_opens_no_socket(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PARSED)
    assert watched(CHECK, "a.txt", folder=tmp_path) == {"code": 1, "seen": [], "spacy": True}


@pytest.mark.model
def test_no_part_of_the_model_opens_a_socket(tmp_path: Path) -> None:
    """And Python says of IPv6 what it said before."""
    code = """
import socket
before = socket.has_ipv6
from langcheck.analysis.language_model import load_model, load_recognizer
load_recognizer()(load_model()("Deputy Ann Doe drove to Springfield."))
print(json.dumps({"seen": seen, "same": socket.has_ipv6 == before}), file=sys.stderr)
"""
    assert watched(code, folder=tmp_path) == {"seen": [], "same": True}


@pytest.mark.model
def test_a_document_that_names_other_places_is_not_looked_up_there(tmp_path: Path) -> None:
    """Pages, style sheets, pictures, parts and document types that a document says stand elsewhere."""
    address = "http://203.0.113.9/"
    (tmp_path / "a.html").write_text(
        f"<link rel=stylesheet href={address}a.css><base href={address}><img src={address}a.png><iframe src={address}>"
        f"</iframe><p>{PARSED}</p>"
    )
    (tmp_path / "a.xml").write_text(
        f'<!DOCTYPE a SYSTEM "{address}a.dtd" [<!ENTITY b SYSTEM "{address}b">]><a><n>{PARSED} &b;</n></a>'
    )
    (tmp_path / "a.md").write_text(f"![x]({address}a.png)\n\n{PARSED}")
    (tmp_path / "a.rst").write_text(f"{PARSED}\n\n.. csv-table:: x\n   :url: {address}a.csv\n")
    (tmp_path / "a.pptx").write_bytes(slides_file(slide(shape("S", PARSED.strip()))))
    (tmp_path / "a.pdf").write_bytes(pdf_file(page(*paragraph(72, 700, "The deputy said she was a prostitute."))))
    (tmp_path / "langcheck.toml").write_text('fields = ["n"]\n')
    told = watched(CHECK, ".", folder=tmp_path)
    assert (told["seen"], told["spacy"]) == ([], True)


def test_nothing_of_ours_imports_what_opens_connections() -> None:
    """``socket`` is imported to keep a library from opening one, and by what listens on this machine for its own clients.

    That listens on the loopback address alone (tests/clients) and asks nobody anything; urllib.parse takes addresses apart.
    """
    network = {
        "socket",
        "ssl",
        "http",
        "urllib",
        "ftplib",
        "smtplib",
        "imaplib",
        "poplib",
        "asyncio",
        "requests",
        "urllib3",
    }
    network |= {"socketserver", "xmlrpc", "httpx", "aiohttp", "webbrowser"}
    uses = {(name_of(path), name) for path in MODULES for name in imports(path) if name.split(".")[0] in network}
    assert {use for use in uses if use[1] != "urllib.parse"} == {
        ("analysis.language_model", "socket"),
        ("clients.language_server", "asyncio"),
        ("clients.languagetool_server", "http"),
        ("clients.loopback", "http"),
        ("clients.loopback", "http.server"),
        ("clients.loopback", "socket"),
        ("clients.page_server", "http"),
        ("cli.page", "webbrowser"),
    }
