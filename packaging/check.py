"""Whether a folder that PyInstaller made works by itself: ``python packaging/check.py dist/langcheck``.

It runs the programs of the folder as somebody would who has nothing else: no Python on the path, an empty home, a folder that nothing may
be written to. Says what was tried; the exit code is 1 where something did not hold.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SUFFIX = ".exe" if sys.platform == "win32" else ""
SECONDS = 300
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 50>>stream
BT /F 12 Tf 20 100 Td (The drug addict left.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


def main() -> int:
    """Try all of it."""
    folder = Path(sys.argv[1]).resolve()
    before = sorted(folder.rglob("*"))
    failed = False
    with tempfile.TemporaryDirectory() as home:
        for told, holds in tried(folder, Path(home)):
            print("ok    " if holds else "FAILED", told, flush=True)
            failed |= not holds
    same = sorted(folder.rglob("*")) == before
    print("ok    " if same else "FAILED", "nothing was written into the folder")
    return int(failed or not same)


def tried(folder: Path, home: Path) -> Iterator[tuple[str, bool]]:
    """What was tried, and whether it holds."""
    environment = {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "PATH": str(home),
        **{name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ},
    }
    program = str(folder / f"langcheck{SUFFIX}")

    def run(*line: str, told: bytes = b"") -> tuple[int, str]:
        done = subprocess.run(
            [program, *line], env=environment, cwd=home, input=told, capture_output=True, check=False, timeout=SECONDS
        )
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")

    (home / "report.pdf").write_bytes(PDF)
    (home / "broken.docx").write_bytes(b"PK\x03\x04no")
    yield "langcheck --version", run("--version")[0] == 0
    code, said = run("check", "--no-cache", "-", told=b"The drug addict left.\n")
    yield "a text on standard input", (code, "en.substance.addict" in said) == (1, True)
    code, said = run("check", "--jobs", "2", str(SAMPLES))
    yield "the samples in two processes", (code, "4 documents checked" in said) == (1, True)
    code, said = run("check", "report.pdf")
    yield "a PDF, which is read in a process of its own", (code, "drug addict" in said) == (1, True)
    yield "a damaged Word file", run("check", "broken.docx")[0] == 2
    code, said = run("explain", "sex slave")
    yield "an explanation", (code, "sources" in said.lower() or "says so" in said.lower()) == (0, True)
    code, said = run("review", "--track", str(SAMPLES / "report.docx"), "--output", str(home / "copy.docx"))
    yield "a Word copy with comments", (code, (home / "copy.docx").exists()) == (1, True)
    yield "the Language Server", language_server_answers(program, environment, home)
    yield "the page, where a text is pasted and decided", page_works([program, "page"], environment, home)
    if sys.platform != "win32":  # a program without a console has nowhere to say its address there
        launcher = str(folder / "langcheck-page")
        yield "the page that a click starts", page_works([launcher], environment, home)


def language_server_answers(program: str, environment: dict[str, str], home: Path) -> bool:
    messages = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    raw = b""
    for message in messages:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        raw += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    done = subprocess.run(
        [program, "lsp"], env=environment, cwd=home, input=raw, capture_output=True, check=False, timeout=SECONDS
    )
    return b"codeActionProvider" in done.stdout


def page_works(program: list[str], environment: dict[str, str], home: Path) -> bool:
    """The page that a program opens, asked as a browser asks it; one that says nothing is ended in time."""
    opener = build_opener(ProxyHandler({}))
    line = [*program, "--no-browser"]
    running = subprocess.Popen(line, env=environment, cwd=home, stderr=subprocess.PIPE, text=True)
    in_time = Timer(SECONDS, running.kill)
    in_time.start()
    try:
        assert running.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+/", running.stderr.readline())
        if found is None:
            return False
        form = urlencode({"text": "The drug addict left."}).encode()
        page = opener.open(f"{found[0]}paste", form, timeout=SECONDS).read().decode()
        while "Stop checking it" in page:
            page = opener.open(f"{found[0]}paper/1", timeout=SECONDS).read().decode()
        decided = opener.open(f"{found[0]}paper/1/decide", b"finding=0&accept=0", timeout=SECONDS).read().decode()
        opener.open(f"{found[0]}stop", b"", timeout=SECONDS).read()
        return "still to decide" in page and "All 1 are decided." in decided and running.wait(SECONDS) == 0
    finally:
        in_time.cancel()
        running.kill()


if __name__ == "__main__":
    sys.exit(main())
