"""What a keystroke costs in an editor: a long text is changed in one place and checked again, as the language server does it.

usage: python bench/keystroke.py [--size 150000] [--edits 200] [--fresh 10] [--seed 1]

The text is generated (documents.py), and so are the edits: letters typed, words taken away, sentences put in, paragraphs joined
and parted. Prints the processor time of a full check and of one after an edit, and their ratio; a full check is one that knows
nothing of an earlier version, in the same process. After each of the edits the findings are compared with those of a full check,
or after ``--fresh`` of them; exits with 1 where they differ.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator

from documents import document
from langcheck.checker import Checker
from langcheck.facts.remembered import Remembered
from langcheck.model import Report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=150_000, help="characters of the text")
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--fresh", type=int, default=10, help="how many of the edits are compared with a full check")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    text = document(random_, size=options.size, clean=False)
    checker, remembered = Checker(keep_documents=True), Remembered()
    _checked(checker, text, remembered)  # loads the lexicon and the model
    fresh: list[float] = []
    edited: list[float] = []
    differ = 0
    compared = set(range(0, options.edits, max(1, options.edits // max(1, options.fresh))))
    for number, draft in enumerate(edits(text, options.edits, random_)):
        seconds, report = _checked(checker, draft, remembered)
        edited.append(seconds)
        if number in compared:
            seconds, anew = _checked(checker, draft, Remembered())
            fresh.append(seconds)
            differ += anew != report
    full, stroke = statistics.median(fresh), statistics.median(edited)
    print(f"{len(text)} characters, {len(report.findings)} findings, {options.edits} edits, seconds of processor time")
    print(f"  a full check {full:.3f}, a check after an edit {stroke:.3f}, ratio {stroke / full:.2f}")
    print(f"  findings compared with a full check: {len(compared)} times, {differ} differ")
    sys.exit(1 if differ else 0)


def edits(text: str, count: int, random_: random.Random) -> Iterator[str]:
    """The text after each of so many edits, one upon the other."""
    for _ in range(count):
        text = edited(text, random_)
        yield text


def edited(text: str, random_: random.Random) -> str:
    """The text with one change, as a person at a keyboard makes them."""
    at = random_.randrange(len(text))
    kind = random_.choice(("letter", "letter", "letter", "blank", "word", "sentence", "join", "part", "gone"))
    if kind == "letter":
        return text[:at] + random_.choice("aeinrst") + text[at:]
    if kind == "blank":
        return text[:at] + " " + text[at:]
    if kind == "sentence":
        start = text.find(" ", at) + 1
        return f"{text[:start]}{random_.choice(SENTENCES)} {text[start:]}"
    if kind == "word":
        start = text.find(" ", at)
        end = text.find(" ", start + 1)
        return text[:start] + text[end:] if 0 < start < end else text
    if kind == "join":
        start = text.find("\n\n", at)
        return text[:start] + " " + text[start + 2 :] if start > 0 else text
    if kind == "part":
        start = text.find(". ", at)
        return f"{text[: start + 1]}\n\n{text[start + 2 :]}" if start > 0 else text
    start = text.find("\n\n", at)
    end = text.find("\n\n", start + 2)
    return text[:start] + text[end:] if 0 < start < end else text


SENTENCES = (
    "The prostitute, 16, was found by a deputy.",
    "She was born on May 4, 2009.",
    "“He called me a prostitute,” she said.",
    "The style guide says not to write child prostitute.",
    "He is charged with human trafficking.",
    "Mara Qzxv is 15 years old.",
    "Q: Who was the pimp?",
)
"""Sentences that tell something of other paragraphs, too."""


def _checked(checker: Checker, text: str, remembered: Remembered) -> tuple[float, Report]:
    begin = time.process_time()
    report = checker.check_string(text, name="draft.txt", format="text", remembered=remembered)
    return time.process_time() - begin, report


if __name__ == "__main__":
    main()
