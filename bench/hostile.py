"""What hostile files cost: size, outcome, processor seconds and peak memory of a check of each, in a process of its own.

usage: python bench/hostile.py [--seconds N] [--lift] [--against REV] [PART OF A NAME...]

Every file is made here, in a temporary folder: some lie just within the limits, the others beyond. A check that takes
longer than N seconds (default 120) is stopped. With --lift, the limits on findings and on the time of judging are lifted;
with --against, each file is also checked by the code of a revision, and the ratio of both is printed. Prints figures and
always exits with 0.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import office_files, word_files
from tests.books import BOOK, CONTAINER, epub
from tests.readers.test_hostile import HOSTILE, nested_mail

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
MOST_MEMORY = 5 * 1024 * MEGABYTE
TERM = "A prostitute was seen. "
"""Something to find, so that a file is read in full and not only skimmed."""
SENTENCE = "The deputy wrote the plate number in a notebook and walked back to the car before the storm came in. "
SUFFIXES = {
    "json": ".json", "yaml": ".yaml", "xml": ".xml", "rst": ".rst", "asciidoc": ".adoc", "latex": ".tex",
    "html": ".html", "subtitles": ".vtt", "email": ".eml", "notebook": ".ipynb", "epub": ".epub",
}  # fmt: skip


def line(megabytes: int, unit: str = SENTENCE, start: str = TERM) -> bytes:
    """A single line of so many megabytes."""
    raw = unit.encode()
    return start.encode() + raw * (megabytes * MEGABYTE // len(raw))


def wide(megabytes: int) -> bytes:
    """A line in which one character takes four bytes of memory, and with it all the others."""
    return line(megabytes, start=TERM + "\U0001f600 ")


def within_ratio(body: str, megabytes: int) -> bytes:
    """XML filled up with blanks, and with as much noise as keeps it under the ratio at which packages are refused."""
    noise = base64.b85encode(os.urandom(megabytes * MEGABYTE // 300 * 9 // 10)).decode()
    noise = "".join(letter if letter.isalnum() else "." for letter in noise)
    kept = f"{body}<!--{noise}-->"
    return (kept + " " * (megabytes * MEGABYTE - len(kept) - 2_000)).encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def findings() -> bytes:
    """About 2.6 MB with 50,000 findings in as many sentences, ten to a paragraph."""
    sentences = [f"Unit {n} saw a prostitute beside gate {n * 7919 % 50_021} again." for n in range(50_000)]
    paragraphs = (" ".join(sentences[start : start + 10]) for start in range(0, len(sentences), 10))
    return "\n\n".join(paragraphs).encode()


# --- Office ------------------------------------------------------------------------------------------------------


def stored(raw: bytes) -> bytes:
    """A package with its parts not packed, so that no ratio gives it away."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word(body: str) -> bytes:
    return stored(word_files.word_file(word_files.paragraph(TERM) + body))


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def workbook_of_strings(count: int) -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n}</v></c></row>' for n in range(1, min(count, 400_000)))
    sheet = office_files.sheet().replace("<sheetData></sheetData>", f"<sheetData>{rows}</sheetData>")
    return stored(office_files.workbook({"S": sheet}, strings=[f"<t>word {n}</t>" for n in range(count)]))


def workbook_of_one_string() -> bytes:
    """A string of 32,000 characters that stands in many cells."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1_500))
    return office_files.workbook({"S": office_files.sheet(rows)}, strings=[f"<t>{SENTENCE * 320}</t>"])


def slides(count: int) -> bytes:
    return stored(office_files.slides_file(*[office_files.slide(office_files.shape("A", TERM, SENTENCE))] * count))


def book(chapters: int, page: str) -> bytes:
    items = "".join(f'<item id="i{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(chapters))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(chapters))
    package = f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
    parts = {"META-INF/container.xml": CONTAINER, "b.opf": package, **{f"{n}.xhtml": page for n in range(chapters)}}
    return stored(zipped({name: content.encode() for name, content in parts.items()}))


# --- mail --------------------------------------------------------------------------------------------------------


def mail(parts: list[bytes]) -> bytes:
    head = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    return head + b"".join(b"--b\n" + part + b"\n" for part in parts) + b"--b--\n"


def attached(name: str, raw: bytes) -> bytes:
    head = f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n'
    return head.encode() + base64.encodebytes(raw)


TEXT_PART = b"Content-Type: text/plain\n\n" + TERM.encode()

FILES: dict[str, Callable[[], bytes]] = {
    "a million runs.docx": lambda: word(word_files.paragraph(run("word ") * 1_000_000)),
    "a million empty paragraphs.docx": lambda: word("<w:p/>" * 4_900_000),
    "490,000 paragraphs.docx": lambda: word(f"<w:p>{run('some words')}</w:p>" * 490_000),
    "nested tables.docx": lambda: word("<w:tbl><w:tr><w:tc>" * 80 + word_files.paragraph(TERM) + "</w:tc></w:tr></w:tbl>" * 80),
    "blanks within the ratio.docx": lambda: word_files.word_file(word_files.paragraph(TERM) + within_ratio("", 127).decode()),
    "long attributes.docx": lambda: word(f'<w:p w:x="{"x" * 9_000_000}"/>' * 13),
    "5,000 slides.pptx": lambda: slides(5_000),
    "1.9 million strings.xlsx": lambda: workbook_of_strings(1_900_000),
    "one string in many cells.xlsx": workbook_of_one_string,
    "cells without words.xlsx": lambda: stored(office_files.workbook(
        {"S": office_files.sheet(office_files.cell("A1", TERM), "<row>" + '<c r="A2"><v>1</v></c>' * 4_000_000 + "</row>")}
    )),
    "much markup.odt": lambda: stored(office_files.open_document("<text:p>a word</text:p>" * 490_000)),
    "many spans.odt": lambda: stored(office_files.open_document("<text:p>" + "<text:span>a </text:span>" * 2_400_000 + "</text:p>")),
    "120 MB.fodt": lambda: office_files.open_document(f"<text:p>{SENTENCE * 90_000}</text:p>" * 13, flat=True),
    "repeats.ods": lambda: stored(office_files.open_document(
        "<table:table table:name='S'>" + "<table:table-row table:number-rows-repeated='1000000'><table:table-cell "
        "table:number-columns-repeated='16384'><text:p>words</text:p></table:table-cell></table:table-row>" * 200_000
        + "</table:table>", kind="spreadsheet"
    )),
    "paragraphs.rtf": lambda: rb"{\rtf1 " + TERM.encode() + rb"some words\par " * 490_000 + b"}",
    "empty paragraphs.rtf": lambda: rb"{\rtf1 " + TERM.encode() + rb"\par" * 6_000_000 + b"}",
    "letters by number.rtf": lambda: rb"{\rtf1 " + rb"\u8220?" * 1_900_000 + b"}",
    "groups.rtf": lambda: rb"{\rtf1 " + b"{" * 198 + b"{x}" * 8_000_000 + b"}" * 199,
    "one paragraph.rtf": lambda: rb"{\rtf1 " + line(24) + b"}",
    "5,000 chapters.epub": lambda: book(5_000, f"<p>{TERM}</p>" * 90),
    "a long chapter.epub": lambda: stored(epub({"b.opf": BOOK, "a.xhtml": f"<p>{TERM}</p><p>{SENTENCE}</p>" * 240_000})),
    "within the ratio.epub": lambda: epub({"b.opf": BOOK, "a.xhtml": within_ratio(f"<p>{TERM}</p>", 127)}),
    "10,000 parts.eml": lambda: mail([TEXT_PART] * 10_000),
    "a part of 24 MB.eml": lambda: mail([b"Content-Type: text/plain\n\n" + line(24)]),
    "a page of 24 MB.eml": lambda: mail([b"Content-Type: text/html\n\n" + line(24, f"<p>{SENTENCE}</p>")]),
    "190 packed books.eml": lambda: mail([attached("b.epub", epub({"b.opf": BOOK, "a.xhtml": within_ratio(f"<p>{TERM}</p>", 100)}))] * 190),
    "nested.eml": lambda: nested_mail(199),
    "headers.eml": lambda: b"X-A: b\n" * 6_000_000 + b"\n" + TERM.encode(),
    # --- text ---
    **{f"100 MB line{suffix}": lambda: line(100) for suffix in (".txt", ".md", ".html", ".csv", ".json")},
    "24 MB line.txt": lambda: line(24),
    "24 MB wide line.txt": lambda: wide(24),
    "24 MB wide lines.txt": lambda: wide(24).replace(b". ", b".\n\n"),
    "24 MB of short lines.txt": lambda: line(24, "a b\n"),
    "24 MB of paragraphs.txt": lambda: line(24, "Some words.\n\n"),
    "24 MB of blanks.txt": lambda: line(24, " ", TERM) + TERM.encode(),
    "24 MB clean.txt": lambda: line(24, start=""),
    "24 MB line.md": lambda: line(24),
    "24 MB wide line.md": lambda: wide(24),
    "24 MB of stars.md": lambda: line(24, "*a "),
    "24 MB of brackets.md": lambda: line(24, "["),
    "quotes.md": lambda: line(2, "> "),
    "24 MB line.html": lambda: line(24),
    "24 MB wide line.html": lambda: wide(24),
    "24 MB of tags.html": lambda: line(24, "<b>"),
    "24 MB of paragraphs.html": lambda: line(24, f"<p>{SENTENCE}</p>"),
    "24 MB of entities.html": lambda: line(24, "&amp;"),
    "24 MB of open tags.html": lambda: line(24, "<a "),
    "nested.html": lambda: line(20, "<div>"),
    "24 MB line.csv": lambda: line(24),
    "24 MB wide line.csv": lambda: wide(24),
    "24 MB of commas.csv": lambda: line(24, ","),
    "490,000 cells.csv": lambda: TERM.encode() + b",a\n" * 490_000,
    "quotes.csv": lambda: line(24, '"'),
    "numbers.csv": lambda: line(24, "1,2,3\n"),
    "24 MB line.json": lambda: b'{"a": "' + line(24) + b'"}',
    "24 MB wide line.json": lambda: b'{"a": "' + wide(24) + b'"}',
    "24 MB of escapes.json": lambda: b'{"a": "' + line(24, r"\u0041") + b'"}',
    "24 MB of numbers.json": lambda: b'{"a": ["' + TERM.encode() + b'"' + b",1" * 12_000_000 + b"]}",
    "400,000 strings.json": lambda: b'{"a": ["' + TERM.encode() + b'"' + b',"some words"' * 400_000 + b"]}",
    "nested.json": lambda: b"[" + b",".join([b"[" * 198 + b"]" * 198] * 200_000) + b"]",
    "24 MB line.yaml": lambda: b"a: " + line(24),
    "24 MB of items.yaml": lambda: b"a:\n" + b"- x\n" * 6_000_000,
    "aliases.yaml": lambda: b"b: &x " + line(1) + b"\na:\n" + b"- *x\n" * 2_000_000,
    "24 MB line.xml": lambda: b"<a>" + line(24) + b"</a>",
    "24 MB of elements.xml": lambda: b"<r><a>" + TERM.encode() + b"</a>" + b"<b/>" * 6_000_000 + b"</r>",
    "24 MB of attributes.xml": lambda: b"<r>" + b"<b a='some words'/>" * 490_000 + b"</r>",
    "nested.xml": lambda: b"<r>" + (b"<a>" * 190 + b"x" + b"</a>" * 190) * 70_000 + b"</r>",
    "24 MB cell.ipynb": lambda: json.dumps({"cells": [{"cell_type": "markdown", "source": line(24).decode()}]}).encode(),
    "many cells.ipynb": lambda: json.dumps({"cells": [{"cell_type": "markdown", "source": TERM}] * 400_000}).encode(),
    "24 MB line.rst": lambda: line(24),
    "24 MB line.adoc": lambda: line(24),
    "24 MB line.tex": lambda: line(24),
    "braces.tex": lambda: line(24, "{"),
    "cues.vtt": lambda: b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\nno end here\n\n" * 2_500_000,
    # --- what takes long behind the readers ---
    "1 MB of findings.txt": lambda: line(1, TERM + "\n\n"),
    "50,000 findings.txt": findings,
    **{
        f"{name}{SUFFIXES.get(kind, f'.{kind}')}": lambda raw=raw: raw  # type: ignore[misc]
        for name, (kind, raw, _) in HOSTILE.items()
    },
}  # fmt: skip
"""File name to what makes it; the last ones are those of the tests."""


class Cost(NamedTuple):
    """What a check came to."""

    outcome: str
    seconds: float
    megabytes: int


_LAUNCHER = """
import json, os, resource, subprocess, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
child = subprocess.Popen(sys.argv[3:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
try:
    written = child.communicate(timeout=int(sys.argv[2]))[0].decode()
except subprocess.TimeoutExpired:
    child.kill()
    child.communicate()
    written = "stopped"
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([written, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""A small process in between: the peak of a process counts that of the one it was made from."""


def check(path: Path, seconds: int, *options: str, root: Path = ROOT) -> Cost:
    """Check a file with the code below a folder, in a process of its own, which may not take more than MOST_MEMORY."""
    command = [sys.executable, "-m", "langcheck", "check", "--no-cache", "--format", "json", "--field", "a"]
    launcher = [sys.executable, "-c", _LAUNCHER, str(MOST_MEMORY), str(seconds), *command, *options, path.name]
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run(launcher, cwd=path.parent, capture_output=True, check=True, env=environment)
    written, took, peak = json.loads(done.stdout)
    told = f"stopped after {seconds} s" if written == "stopped" else outcome(written)
    return Cost(told, took, peak // (MEGABYTE if sys.platform == "darwin" else 1024))


def outcome(written: str) -> str:
    """Read or refused, with the reason, by the report."""
    try:
        report = json.loads(written)
    except ValueError:
        return "NO REPORT"
    if any(failure.get("partly") for failure in report["failures"]):
        return f"partly read, {len(report['findings'])} findings: {report['failures'][0]['problem']}"
    if report["failures"]:
        return "; ".join(f"refused: {failure['problem']}" for failure in report["failures"][:2])
    return f"read, {len(report['findings'])} findings"


LIFTED = f"[limits]\nfindings = {sys.maxsize}\nseconds = {sys.maxsize}\n"


def revision(name: str, folder: Path) -> Path:
    """The code and the lexicon of a revision, in a folder; what it makes of its lexicon is made before anything is timed."""
    archive = subprocess.run(
        ["git", "archive", name, "src", "lexicon"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(folder, filter="data")
    warm = folder / "warm.txt"
    warm.write_text(TERM)
    check(warm, 120, root=folder)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description="What hostile files cost.")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--lift", action="store_true")
    parser.add_argument("--against", metavar="REV")
    parser.add_argument("names", nargs="*")
    told = parser.parse_args()
    print(f"{'file':34} {'MB':>6} {'s':>6} {'peak MB':>8}  outcome")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        older = revision(told.against, Path(other)) if told.against else None
        lifted = Path(folder) / "lifted.toml"
        lifted.write_text(LIFTED)
        options = ("--settings", str(lifted)) if told.lift else ()
        for name, make in FILES.items():
            if told.names and not any(part in name for part in told.names):
                continue
            path = Path(folder) / name
            path.write_bytes(make())
            size = path.stat().st_size / MEGABYTE
            cost = check(path, told.seconds, *options)
            tell(name, size, cost)
            if older is not None:
                before = check(path, told.seconds, root=older)
                tell(f"  {told.against}", size, before)
                seconds, memory = cost.seconds / before.seconds, cost.megabytes / before.megabytes
                print(f"{'  ratio':41} {seconds:6.2f} {memory:8.2f}", flush=True)
            path.unlink()


def tell(name: str, size: float, cost: Cost) -> None:
    print(f"{name:34} {size:6.1f} {cost.seconds:6.1f} {cost.megabytes:8}  {cost.outcome}", flush=True)


if __name__ == "__main__":
    main()
