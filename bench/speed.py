"""Speed and memory as ratios in one run: start-up, clean text, long paragraphs, a corpus with and without the
screen, peak memory.

usage: python bench/speed.py [--corpus FOLDER] [--runs N] [--small]

Needs an installed langcheck; `rg` (ripgrep) for the comparison on clean text. Prints figures and always exits with 0.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

SENTENCES = (
    "The deputy wrote the plate number in a notebook and walked back to the car.",
    "A neighbor said that the gate had been open since the storm on Tuesday evening.",
    "The council will vote on the new parking rules at its meeting in the town hall.",
    "Two trucks met at the crossing, and nobody was hurt when the smaller one slid into the ditch.",
    "The library keeps its old maps in a drawer under the window on the second floor.",
    "Officers returned the bicycle to its owner, who had reported it missing last week.",
    "After the match the coach thanked the volunteers who had cleared the snow from the field.",
    "The software update changes how the printer finds the network after a restart.",
    "She studied chemistry, moved to the coast and now runs a small bakery with her brother.",
    "The patient was in good spirits and left the clinic before noon with a new prescription.",
)
"""Sentences of ours without a word of the lexicon; the benchmark of clean text repeats them in changing order."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="a folder of documents for the comparison with parsing everything")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument(
        "--small", action="store_true", help="a tenth of the text: whether all of it runs, not how fast"
    )
    options = parser.parse_args()
    part = 10 if options.small else 1
    with tempfile.TemporaryDirectory() as folder:
        start_up(Path(folder), options.runs)
        loading(options.runs)
        clean_text(Path(folder), options.runs, 40 // part)
        long_paragraphs()
        memory(Path(folder))
        screening(options.corpus or _generated_corpus(Path(folder), 30 // part))


def start_up(folder: Path, runs: int) -> None:
    """Whole processes: the median of their wall times against `python -c "import click"`."""
    clean = folder / "clean.txt"
    clean.write_text(SENTENCES[0] + "\n")
    langcheck = _langcheck()
    commands = {
        "import click": [sys.executable, "-c", "import click"],
        "langcheck --version": [langcheck, "--version"],
        "langcheck check clean.txt": [langcheck, "check", str(clean)],
    }
    times = {name: [] for name in commands}
    for _ in range(runs + 1):
        for name, command in commands.items():
            times[name].append(_seconds(lambda command=command: _run(command)))
    base = statistics.median(times["import click"][1:])
    print('start-up (median wall time, ratio to `python -c "import click"`)')
    for name, measured in times.items():
        middle = statistics.median(measured[1:])
        print(f"  {name:<28}{middle * 1000:8.0f} ms   {middle / base:5.2f}x")


LOADING = {
    "to skim (every run)": """
from langcheck.lexicon.compiled import load_skim_index
from langcheck.analysis.skimmer import Skimmer
begin = time.perf_counter()
Skimmer(load_skim_index())
""",
    "to judge (with a candidate)": """
from langcheck.lexicon.compiled import load_payloads
from langcheck.lexicon.lexicon import load_lexicon
from langcheck.analysis.screen import Screen
begin = time.perf_counter()
load_lexicon(), Screen(load_payloads())
""",
}
"""What is loaded of the lexicon, by when; imports are not counted."""


def loading(runs: int) -> None:
    """The compiled lexicon in fresh processes: the median of what loading it adds."""
    print("loading the lexicon (median, in a fresh process)")
    for name, code in LOADING.items():
        program = f"import time\n{code}\nprint(time.perf_counter() - begin)"
        command = [sys.executable, "-c", program]
        took = [
            float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(runs + 1)
        ]
        print(f"  {name:<28}{statistics.median(took[1:]) * 1000:8.0f} ms")


def clean_text(folder: Path, runs: int, documents: int) -> None:
    """Clean text in MB/s on one core: reading and skimming files in this process, against ripgrep with the same forms."""
    from langcheck.checker import Checker
    from langcheck.lexicon.lexicon import load_lexicon

    files = folder / "clean"
    files.mkdir()
    size = 0
    for number in range(documents):
        path = files / f"{number}.txt"
        path.write_text(_clean_pages(500_000, number))
        size += path.stat().st_size
    forms = folder / "forms.txt"
    forms.write_text("\n".join(sorted({form for form, _, _ in load_lexicon().spelt_forms if "*" not in form})) + "\n")
    checker = Checker()
    checker.check_paths([files])
    ours = min(_seconds(lambda: checker.check_paths([files])) for _ in range(runs))
    print(f"clean text ({size / 1e6:.0f} MB in {documents} files, best of {runs})")
    print(f"  langcheck, one process       {size / 1e6 / ours:8.1f} MB/s")
    ripgrep = shutil.which("rg")
    if ripgrep is None:
        print("  ripgrep is not installed: no comparison")
        return
    command = [ripgrep, "-i", "-w", "-c", "-F", "-j", "1", "-f", str(forms), str(files)]
    theirs = min(_seconds(lambda: _run(command)) for _ in range(runs))
    print(f"  rg -i -w -c -F -j 1 -f       {size / 1e6 / theirs:8.1f} MB/s   langcheck is at {theirs / ours:.2f} of it")
    whole = [_langcheck(), "check", str(files)]
    process = min(_seconds(lambda: _run(whole)) for _ in range(3))
    print(
        f"  langcheck, start-up counted  {size / 1e6 / process:8.1f} MB/s   langcheck is at {theirs / process:.2f} of it"
    )


LONG = {
    "prose": "The pimp ran. " + "The quick fox jumps over the gate. ",
    "one finding after another": "The pimp ran. ",
    "quotations": "“The pimp ran,” said Sheriff Cole. ",
    "pairs of words": "Wrong: the pimp. Right: the man. ",
    "marks": "The pimp ran; " + "; * . " * 4,
    "capitals": "The pimp ran. " + "A " * 12,
}


def long_paragraphs(short: int = 4_000, long: int = 16_000) -> None:
    """One long paragraph of each kind: the time per character at four times the length; about 1 where time is linear."""
    from langcheck.checker import Checker
    from langcheck.readers import read_bytes

    checker = Checker()

    def seconds(kind: str, size: int) -> float:
        text = LONG[kind] * (size // len(LONG[kind]))
        document = read_bytes(text.encode(), name="long.txt", format="text")
        return min(_seconds(lambda: checker.check_document(document)) for _ in range(3)) / size

    print(f"long paragraphs (time per character at {long} characters, ratio to {short})")
    for kind in LONG:
        before, after = seconds(kind, short), seconds(kind, long)
        print(f"  {kind:<28}{after * 1e6:8.1f} us   {after / before:5.2f}x")


def memory(folder: Path) -> None:
    """Peak resident memory of whole processes, without and with the model."""
    clean, found = folder / "clean.txt", folder / "found.txt"
    found.write_text("The sexual assault victim claims that he pimped her.\n")
    print("peak memory")
    for name, path in (("no model needed", clean), ("with the model", found)):
        print(f"  {name:<28}{_peak([_langcheck(), 'check', str(path)]):8.0f} MB")


def screening(corpus: Path) -> None:
    """The corpus with the screen and with every paragraph parsed; findings must be the same."""
    from langcheck.analysis.language_model import load_recognizer
    from langcheck.checker import Checker
    from langcheck.files import list_files
    from langcheck.readers import read_document
    from langcheck.settings import Settings

    files, *_ = list_files([corpus], lambda _: Settings())
    documents = [read_document(path) for path in files]
    words = sum(len(block.text.split()) for document in documents for block in document.blocks)
    load_recognizer()
    fast, slow = Checker(), Checker(screening=False)
    fast.check_document(documents[0])
    begin = time.perf_counter()
    screened = [fast.check_document(document) for document in documents]
    screened_time = time.perf_counter() - begin
    begin = time.perf_counter()
    parsed = [slow.check_document(document) for document in documents]
    parsed_time = time.perf_counter() - begin
    same = [report.findings for report in screened] == [report.findings for report in parsed]
    count = sum(len(report.findings) for report in screened)
    print(f"screening ({len(files)} documents of {corpus.name}, {words} words; model loaded before)")
    print(f"  with the screen              {screened_time:8.2f} s     {words / screened_time:,.0f} words/s")
    print(f"  parsing everything           {parsed_time:8.2f} s     {words / parsed_time:,.0f} words/s")
    print(
        f"  ratio                        {parsed_time / screened_time:8.1f}x     {count} findings, {'the same' if same else 'NOT THE SAME'}"
    )


def _clean_pages(size: int, seed: int) -> str:
    parts: list[str] = []
    length = 0
    step = seed
    while length < size:
        step = (step * 7 + 3) % len(SENTENCES)
        sentence = SENTENCES[step]
        parts.append(sentence + ("\n\n" if len(parts) % 6 == 5 else " "))
        length += len(parts[-1])
        step += 1
    return "".join(parts).replace(" \n", "\n")


def _generated_corpus(folder: Path, documents: int) -> Path:
    """Documents of ours with one paragraph in nine that holds a term, the share measured on real press releases."""
    corpus = folder / "corpus"
    corpus.mkdir()
    flagged = "Harlan is accused of being a pimp, and the victim claims that he took her phone."
    for number in range(documents):
        pages = _clean_pages(6_000, number).split("\n\n")
        pages[4::9] = [f"{flagged} {page}" for page in pages[4::9]]
        (corpus / f"{number}.txt").write_text("\n\n".join(pages))
    return corpus


def _langcheck() -> str:
    return str(Path(sys.executable).with_name("langcheck"))


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _peak(command: Sequence[str]) -> float:
    """Peak resident memory of a process in MB; a child of a child, so that no earlier process counts."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    scale = 1 if sys.platform == "darwin" else 1024
    return int(done.stdout) * scale / 1e6


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
