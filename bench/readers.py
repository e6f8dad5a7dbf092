"""How fast each format is read: MB/s of file and pages a second, against the bare library call on the same bytes.

usage: python bench/readers.py [--runs N] [FORMAT...]

Each sample is made here: about 100 pages or slides of sentences without a word of the lexicon. A page is 250 words.
Prints figures and always exits with 0.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import yaml
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import office_files, pdf_files, word_files
from tests.books import epub

from langcheck.readers import read_bytes
from langcheck.readers.reading import Choice

SENTENCE = "The deputy wrote the plate number in a notebook and walked back to the car before the storm came in. "
PARAGRAPH = SENTENCE * 4
PAGES = 100
PARAGRAPHS = 3
COUNT = PAGES * PARAGRAPHS
WORDS_A_PAGE = 250
CHOICE = Choice(fields=("narrative",))


class Sample(NamedTuple):
    """A format, how to make a file of it, and what the library underneath does with the same bytes."""

    format: str
    make: Callable[[], bytes]
    bare: Callable[[bytes], object]


def docx() -> bytes:
    return word_files.word_file(word_files.paragraph(PARAGRAPH) * (PAGES * PARAGRAPHS))


def pptx() -> bytes:
    page = office_files.slide(
        office_files.shape("Title 1", "Report", kind="title"), office_files.shape("Text", *[PARAGRAPH] * 3)
    )
    return office_files.slides_file(*[page] * PAGES)


def xlsx() -> bytes:
    rows = (office_files.cell(f"A{number}", PARAGRAPH) for number in range(1, PAGES * PARAGRAPHS + 1))
    return office_files.workbook({"Notes": office_files.sheet(*rows)})


def opendocument() -> bytes:
    return office_files.open_document(f"<text:p>{PARAGRAPH}</text:p>" * (PAGES * PARAGRAPHS))


def rtf() -> bytes:
    paragraph = PARAGRAPH.replace("deputy", r"{\b dep}uty").replace("storm", r"storm\u8212\'97")
    return (r"{\rtf1\ansi " + rf"\pard {paragraph}\par " * (PAGES * PARAGRAPHS) + "}").encode()


def table() -> bytes:
    return "".join(f'{number},"{PARAGRAPH}"\n' for number in range(PAGES * PARAGRAPHS)).encode()


def rst() -> bytes:
    return ("Title\n=====\n\n" + f"{PARAGRAPH.replace('deputy', '*deputy*')}\n- one ``thing``\n\n" * COUNT).encode()


def asciidoc() -> bytes:
    return ("= Title\n\n" + f"{PARAGRAPH.replace('deputy', '*deputy*')}\n* one `thing`\n\n" * COUNT).encode()


def latex() -> bytes:
    return (f"{PARAGRAPH.replace('deputy', chr(92) + 'emph{deputy}')}\\section{{Part}}\n\n" * COUNT).encode()


def subtitles() -> bytes:
    return "".join(f"{n}\n00:00:01,000 --> 00:00:02,000\n{SENTENCE}\n\n" for n in range(1, COUNT * 4)).encode()


def mail() -> bytes:
    return ("Subject: Report\nContent-Type: text/plain; charset=utf-8\n\n" + f"{PARAGRAPH}\n" * COUNT).encode()


def notebook() -> bytes:
    return json.dumps({"cells": [{"cell_type": "markdown", "source": PARAGRAPH}] * COUNT}).encode()


def records() -> bytes:
    return json.dumps([{"id": "a", "narrative": PARAGRAPH}] * COUNT).encode()


def settings() -> bytes:
    return ("- narrative: |\n" + "".join(f"    {line}\n" for line in [SENTENCE] * 4)).encode() * COUNT


def elements() -> bytes:
    return f"<a>{f'<narrative>{PARAGRAPH}</narrative>' * COUNT}</a>".encode()


def book() -> bytes:
    return epub({"a.xhtml": f"<html><body>{f'<p>{PARAGRAPH}</p>' * COUNT}</body></html>"})


def pdf() -> bytes:
    return pdf_files.pdf_file(*[_printed(number) for number in range(PAGES)])


def _printed(number: int) -> str:
    """A page of its own words, so that nothing on it is taken for a running head."""
    words = (PARAGRAPH * PARAGRAPHS).split()
    turned = [*words[number:], *words[:number]]
    lines = [" ".join(turned[start : start + 14]) for start in range(0, len(turned), 14)]
    return pdf_files.page(*pdf_files.paragraph(72, 720, *lines))


def letters(raw: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(raw)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def parse_parts(raw: bytes) -> list[object]:
    """Unpack and parse every part with the bare libraries."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return [etree.fromstring(package.read(name)) for name in names]


def parse_table(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode())))


SAMPLES = (
    Sample("docx", docx, parse_parts),
    Sample("pptx", pptx, parse_parts),
    Sample("xlsx", xlsx, parse_parts),
    Sample("opendocument", opendocument, parse_parts),
    Sample("rtf", rtf, lambda raw: raw.decode("latin-1").split("\\")),
    Sample("csv", table, parse_table),
    Sample("pdf", pdf, letters),
    Sample("rst", rst, bytes.decode),
    Sample("asciidoc", asciidoc, bytes.decode),
    Sample("latex", latex, bytes.decode),
    Sample("subtitles", subtitles, bytes.decode),
    Sample("email", mail, lambda raw: message_from_bytes(raw, policy=policy.default)),
    Sample("notebook", notebook, json.loads),
    Sample("json", records, json.loads),
    Sample("yaml", settings, lambda raw: list(yaml.parse(raw, Loader=yaml.CSafeLoader))),
    Sample("xml", elements, ET.fromstring),
    Sample("epub", book, len),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="only these formats")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(f"{'format':<14}{'MB':>7}{'text MB':>9}{'ms':>9}{'text MB/s':>11}{'pages/s':>9}{'bare ms':>9}{'ratio':>7}")
    for sample in SAMPLES:
        if not options.formats or sample.format in options.formats:
            measure(sample, options.runs)


def measure(sample: Sample, runs: int) -> None:
    raw = sample.make()
    name = f"sample.{sample.format}"
    document = read_bytes(raw, name=name, format=sample.format, choice=_choice(sample))
    text = sum(len(block.text) for block in document.blocks)
    words = sum(len(block.text.split()) for block in document.blocks)
    ours = seconds(lambda: read_bytes(raw, name=name, format=sample.format, choice=_choice(sample)), runs)
    bare = seconds(lambda: sample.bare(raw), runs)
    print(
        f"{sample.format:<14}{len(raw) / 1e6:>7.2f}{text / 1e6:>9.2f}{ours * 1000:>9.1f}{text / 1e6 / ours:>11.1f}"
        f"{words / WORDS_A_PAGE / ours:>9.0f}{bare * 1000:>9.1f}{ours / bare:>7.1f}"
    )


def _choice(sample: Sample) -> Choice:
    return CHOICE if sample.format in ("json", "yaml", "xml") else Choice()


def seconds(run: Callable[[], object], runs: int) -> float:
    """The median time of a few runs."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


if __name__ == "__main__":
    main()
