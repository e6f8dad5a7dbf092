"""How fast each text-like format is read, in MB/s of file, against a bare call on the same bytes.

usage: python bench/text_readers.py [--runs N] [FORMAT...]

Each sample is made here, of sentences without a word of the lexicon. Prints figures and always exits with 0.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.books import epub

from langcheck.readers import read_bytes
from langcheck.readers.reading import Choice

SENTENCE = "The deputy wrote the plate number in a notebook and walked back to the car before the storm came in.\n"
PARAGRAPH = SENTENCE * 4
COUNT = 300
CHOICE = Choice(fields=("narrative",))


class Sample(NamedTuple):
    """A format, how to make a file of it, and what decoding or the library underneath does with the same bytes."""

    format: str
    make: Callable[[], bytes]
    bare: Callable[[bytes], object]


def rst() -> bytes:
    return ("Title\n=====\n\n" + f"{PARAGRAPH.replace('deputy', '*deputy*')}\n- one ``thing``\n\n" * COUNT).encode()


def asciidoc() -> bytes:
    return ("= Title\n\n" + f"{PARAGRAPH.replace('deputy', '*deputy*')}\n* one `thing`\n\n" * COUNT).encode()


def latex() -> bytes:
    return (f"{PARAGRAPH.replace('deputy', chr(92) + 'emph{deputy}')}\\section{{Part}}\n\n" * COUNT).encode()


def subtitles() -> bytes:
    return "".join(f"{n}\n00:00:01,000 --> 00:00:02,000\n{SENTENCE}\n" for n in range(1, COUNT * 4)).encode()


def mail() -> bytes:
    return ("Subject: Report\nContent-Type: text/plain; charset=utf-8\n\n" + f"{PARAGRAPH}\n" * COUNT).encode()


def notebook() -> bytes:
    return json.dumps({"cells": [{"cell_type": "markdown", "source": PARAGRAPH}] * COUNT}).encode()


def records() -> bytes:
    return json.dumps([{"id": "a", "narrative": PARAGRAPH}] * COUNT).encode()


def settings() -> bytes:
    return ("- narrative: |\n" + "".join(f"    {line}\n" for line in PARAGRAPH.splitlines())).encode() * COUNT


def elements() -> bytes:
    return f"<a>{f'<narrative>{PARAGRAPH}</narrative>' * COUNT}</a>".encode()


def book() -> bytes:
    return epub({"a.xhtml": f"<html><body>{f'<p>{PARAGRAPH}</p>' * COUNT}</body></html>"})


SAMPLES = (
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
    print(f"{'format':<12}{'text MB':>9}{'ms':>9}{'text MB/s':>11}{'bare ms':>9}")
    for sample in SAMPLES:
        if not options.formats or sample.format in options.formats:
            measure(sample, options.runs)


def measure(sample: Sample, runs: int) -> None:
    raw = sample.make()
    document = read_bytes(raw, name="sample", format=sample.format, choice=CHOICE)
    text = sum(len(block.text) for block in document.blocks) / 1e6
    ours = seconds(lambda: read_bytes(raw, name="sample", format=sample.format, choice=CHOICE), runs)
    bare = seconds(lambda: sample.bare(raw), runs)
    print(f"{sample.format:<12}{text:>9.2f}{ours * 1000:>9.1f}{text / ours:>11.1f}{bare * 1000:>9.1f}")


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
