"""Feed broken documents to the readers: each is read or refused with a hint, soon, and in bounded memory.

usage: python bench/fuzz.py [--seconds S] [--format NAME] [--seed N] [--keep FOLDER] [--random]
       python bench/fuzz.py --again FILE...

Inputs come from bench/mutations.py. A child process reads them, and is replaced when it dies, takes longer than
LIMIT seconds for one or more than MEMORY bytes. Where the package atheris is installed (not needed; Linux and macOS),
inputs that reach new code are kept and broken further; --random goes without it. What is read is looked through as
well: every place must lead into the source, and every text must be fit to print.

Prints a line a format and what went wrong; exits with 1 where anything did. --keep saves inputs that failed and
the slowest one, and --again reads such files once more, with the traceback of each.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NoReturn

from mutations import LARGEST, Pool, mutate, pool_of

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Document, Region
from langcheck.readers import NEEDS_FIELDS, READERS, read_bytes
from langcheck.readers.reading import EVERYTHING, Choice

LIMIT = 10.0
"""How many seconds of computing one input may take; a child that is silent for four times as long is killed."""

MEMORY = 2 * 1024**3
"""How much address space a child has for reading, in bytes, on top of what it begins with."""

KEPT_A_FAILURE = 3
FINE = ("read", "refused")
FIELDS = Choice(fields=("*",))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: "read", "refused", or what went wrong."""

    result: str
    seconds: float
    peak: float
    """By how many MB the child has grown since it began."""


@dataclass
class Tally:
    """The figures of one format."""

    format: str
    results: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    peak: float = 0.0

    def count(self, outcome: Outcome) -> None:
        self.results[outcome.result] += 1
        self.slowest = max(self.slowest, outcome.seconds)
        self.peak = max(self.peak, outcome.peak)

    @property
    def failures(self) -> dict[str, int]:
        return {result: count for result, count in self.results.items() if result not in FINE}

    def __str__(self) -> str:
        wrong = sum(self.failures.values())
        figures = (self.results.total(), self.results["read"], self.results["refused"], wrong)
        numbers = "".join(f"{figure:>9}" for figure in figures)
        return f"{self.format:<14}{numbers}{self.slowest:>11.2f}{self.peak:>9.0f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--format", action="append", choices=READERS, help="only this format; may be repeated")
    parser.add_argument("--seconds", type=float, default=60, help="for each format")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that failed")
    parser.add_argument("--random", action="store_true", help="do not be led by coverage")
    parser.add_argument("--again", type=Path, nargs="+", help="read these files that --keep saved, and nothing else")
    options = parser.parse_args()
    if options.again:
        return again(options.again)
    guided = not options.random and _has_atheris()
    print(f"seed {options.seed}, {'led by coverage' if guided else 'at random'}")
    print(f"{'format':<14}{'inputs':>9}{'read':>9}{'refused':>9}{'failed':>9}{'slowest s':>11}{'peak MB':>9}")
    wrong = False
    for name in options.format or READERS:
        tally = run(name, seed=options.seed, seconds=options.seconds, guided=guided, keep=options.keep)
        wrong |= bool(tally.failures)
        print(tally, *(f"    {count} x {result}" for result, count in tally.failures.items()), sep="\n", flush=True)
    return 1 if wrong else 0


def again(paths: Sequence[Path]) -> int:
    """Read inputs that were kept, in this process."""
    wrong = False
    for path in paths:
        start = time.perf_counter()
        result = read(path.read_bytes(), path.name.split("-")[0], show=True)
        wrong |= result not in FINE
        print(f"{path.name}  {time.perf_counter() - start:.2f} s  {result}")
    return 1 if wrong else 0


def _has_atheris() -> bool:
    try:
        import atheris  # noqa: F401  # only whether it is there
    except ImportError:
        return False
    return True


# --- the parent: watches ---


def run(format: str, *, seed: int, seconds: float, guided: bool, keep: Path | None) -> Tally:
    """Let children read for so many seconds, one after the other."""
    tally = Tally(format)
    end = float("inf")
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        children = 0
        while time.monotonic() < end:
            ours, theirs = context.Pipe()
            corpus = Path(folder) if guided else None
            process = context.Process(target=child, args=(format, seed + children, theirs, corpus))
            process.start()
            theirs.close()
            ours.poll(4 * LIMIT)  # the time is counted from the first input on
            end = min(end, time.monotonic() + seconds)
            before = tally.results.total()
            for raw, outcome in _watch(ours, process, end):
                tally.count(outcome)
                if keep is not None and outcome.result not in FINE and tally.results[outcome.result] <= KEPT_A_FAILURE:
                    _save(keep / f"{format}-{hashlib.sha256(raw).hexdigest()[:12]}.bin", raw)
                if keep is not None and outcome.seconds == tally.slowest:
                    _save(keep / f"{format}-slowest.bin", raw)
            process.kill()
            process.join()
            if tally.results.total() == before and time.monotonic() < end:
                raise RuntimeError(f"a process ended before it had read anything: {process.exitcode}")
            children += 1
    return tally


def _save(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)


def _watch(child: Connection, process: SpawnProcess, end: float) -> Iterator[tuple[bytes, Outcome]]:
    """Each input with its outcome, until the time is over or the child can do no more."""
    while time.monotonic() < end:
        try:
            raw = child.recv_bytes()
        except EOFError:
            return
        start = time.monotonic()
        try:
            if not child.poll(4 * LIMIT):
                yield raw, Outcome(f"took longer than {4 * LIMIT:g} seconds", 4 * LIMIT, 0)
                return
            yield raw, child.recv()
        except EOFError:
            process.join()
            yield raw, Outcome(f"the process died with {process.exitcode}", time.monotonic() - start, 0)
            return


# --- the child: reads ---


def child(format: str, seed: int, parent: Connection, corpus: Path | None) -> None:
    """Read one input after the other and tell of each, until killed; with a corpus, led by coverage."""
    pool = pool_of(format)
    pool = replace(pool, seeds=tuple(raw for raw in pool.seeds if read(raw, format) != "refused"))
    start = _limit_memory()

    def attempt(raw: bytes) -> None:
        parent.send_bytes(raw)
        begin = time.process_time()
        result = read(raw, format)
        took = time.process_time() - begin
        parent.send(Outcome(result if took < LIMIT else f"took longer than {LIMIT:g} seconds", took, _peak() - start))

    if corpus is not None:
        _be_led(attempt, pool, seed=seed, corpus=corpus)
    for raw in pool.seeds:
        attempt(raw)
    chance = random.Random(seed)
    while True:
        attempt(mutate(chance.choice(pool.seeds), pool, chance))


def _be_led(attempt: Callable[[bytes], None], pool: Pool, *, seed: int, corpus: Path) -> NoReturn:
    """Give the inputs over to libFuzzer, which keeps those that reach new code and breaks them further our way."""
    import atheris

    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stderr.fileno())
    with atheris.instrument_imports(include=["langcheck.readers"]):
        read(pool.seeds[0], pool.format)
    for number, raw in enumerate(pool.seeds):
        (corpus / f"seed-{number}").write_bytes(raw)

    def broken(raw: bytes, largest: int, number: int) -> bytes:
        chance = random.Random(number)
        return mutate(raw if chance.random() < 0.6 else chance.choice(pool.seeds), pool, chance)[:largest]

    options = [
        f"-seed={seed}",
        f"-max_len={2 * LARGEST}",
        "-timeout=1000",
        f"-artifact_prefix={corpus}/",
        "-rss_limit_mb=0",
        "-len_control=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], attempt, custom_mutator=broken)
    atheris.Fuzz()
    raise AssertionError("libFuzzer does not come back")


def _limit_memory() -> float:
    """Let this process have MEMORY bytes more than it has; the MB it has used at most so far."""
    try:
        import resource
    except ImportError:
        return 0.0
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) if sys.platform == "linux" else 0
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return _peak()


def _peak() -> float:
    """The most memory that this process has used, in MB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1024 if sys.platform == "linux" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def read(raw: bytes, format: str, *, show: bool = False) -> str:
    """Read an input and look through what comes back; "read", "refused", or what is wrong with it."""
    choice = FIELDS if format in NEEDS_FIELDS else EVERYTHING
    try:
        document = read_bytes(raw, name=f"fuzz.{format}", format=format, choice=choice)
        wrong = next(problems(document), "read")
    except UnreadableDocument as error:
        if error.hint:
            return "refused"
        return f"refused without a hint: {error.problem}"
    except Exception as error:  # noqa: BLE001  # whatever comes is what is looked for
        if show:
            traceback.print_exc()
        frames = traceback.extract_tb(error.__traceback__)
        last = next((frame for frame in reversed(frames) if "readers" in Path(frame.filename).parts), frames[-1])
        return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
    return wrong


def problems(document: Document) -> Iterator[str]:
    """What is wrong with a document: places that lead nowhere, texts that cannot be printed."""
    for text in (*document.notes, *(f"{part.problem} {part.hint} {part.path}" for part in document.unread)):
        if not _is_fit_to_print(text):
            yield "a note cannot be printed"
    for block in document.blocks:
        yield from _problems_of_a_block(document, block)


def _problems_of_a_block(document: Document, block: Block) -> Iterator[str]:
    length = len(block.text)
    if not block.text.strip():
        yield "a block is empty"
        return
    offsets = [anchor.offset for anchor in block.anchors]
    if offsets != sorted(offsets) or offsets[0] != 0 or offsets[-1] >= length:
        yield "the offsets of the anchors are not in order"
    if any(not 0 <= mark.region.start < mark.region.end <= length for mark in block.marks):
        yield "a mark reaches beyond the text"
    places = [offset for offset, _ in block.locations]
    if places != sorted(places) or any(not 0 <= offset <= length for offset in places):
        yield "the offsets of the places are not in order"
    place = document.place(block, Region(0, length))
    labels = [str(document.place(block, Region(offset, offset + 1))) for offset in (0, *offsets[:50], length - 1)]
    if not all(map(_is_fit_to_print, (block.text, str(place), *labels))):
        yield "a text or a place cannot be printed"
    if document.source is not None:
        yield from _problems_of_anchors(document.source, block)


def _problems_of_anchors(source: str, block: Block) -> Iterator[str]:
    """Where anchors do not lead back to what stands in the source."""
    ends = [anchor.offset for anchor in block.anchors[1:]] + [len(block.text)]
    for anchor, end in zip(block.anchors, ends, strict=True):
        reach = anchor.width or end - anchor.offset
        if not 0 <= anchor.source <= anchor.source + reach <= len(source):
            yield "an anchor leads out of the source"
        elif not anchor.width:
            there = source[anchor.source : anchor.source + reach]
            if not all(map(_stands_for, block.text[anchor.offset : end], there)):
                yield "an anchor leads to other words"


def _stands_for(shown: str, written: str) -> bool:
    return shown == written or (shown == " " and not written.isalnum())


def _is_fit_to_print(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
