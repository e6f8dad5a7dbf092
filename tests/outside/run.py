"""langcheck as a program: texts go in, what it offers for them and what the judge says of that come out."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from tests.outside.apply import Offer, offers, source
from tests.outside.judge import Complaint, complaints, flagged_again

_AT_ONCE = 5000
"""How many texts are written to files at a time."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A suggestion and what is wrong with it."""

    offer: Offer
    complaints: tuple[Complaint, ...]


def report(*paths: Path | str) -> dict[str, Any]:
    """What ``langcheck check --format json`` prints for files and folders."""
    program = Path(sysconfig.get_path("scripts")) / "langcheck"
    command = [str(program), "check", "--no-cache", "--exit-zero", "--format", "json", *map(str, paths)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def lexicon() -> str:
    """What ``langcheck lexicon export --format csv`` prints."""
    program = Path(sysconfig.get_path("scripts")) / "langcheck"
    command = [str(program), "lexicon", "export", "--format", "csv"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def judge_texts(texts: Iterable[str]) -> list[Verdict]:
    """What is wrong with what langcheck offers for these texts, each a document of its own."""
    verdicts = []
    waiting = iter(texts)
    while some := list(islice(waiting, _AT_ONCE)):
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(some):
                (Path(folder) / f"{number:06}.txt").write_bytes(text.encode())
            verdicts += judge_files(folder)
    return verdicts


def judge_files(*paths: Path | str) -> list[Verdict]:
    """What is wrong with what langcheck offers for files and folders."""
    found = report(*paths)["findings"]
    sources = {path: source(path) for path in dict.fromkeys(finding["path"] for finding in found)}
    by_path = {path: list(group) for path, group in groupby(found, key=lambda finding: finding["path"])}
    offered = list(offers(found, sources))
    told = complaints(offer.change for offer in offered)
    return [
        Verdict(offer, (*said, *again))
        for offer, said, again in zip(offered, told, _again(offered, by_path), strict=True)
    ]


def _again(offered: Iterable[Offer], findings: Mapping[str, list[dict[str, Any]]]) -> Iterator[list[Complaint]]:
    """What langcheck says of each text after the change, that it did not say before."""
    waiting = iter(offered)
    while some := list(islice(waiting, _AT_ONCE)):
        with tempfile.TemporaryDirectory() as folder:
            names = []
            for number, offer in enumerate(some):
                path = Path(folder) / f"{number:06}{Path(offer.path).suffix}"
                path.write_bytes(offer.change.after.encode())
                names.append(str(path))
            found = report(folder)["findings"]
            now: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
            for finding in found:
                now[finding["path"]].append(finding)
        for offer, name in zip(some, names, strict=True):
            about = flagged_again(offer.change, findings[offer.path], now[name])
            yield [Complaint("flagged-again", about, *_lines(offer))] if about else []


def _lines(offer: Offer) -> tuple[str, str]:
    left, right = offer.change.line
    return left[-200:] + offer.change.found + right[:200], left[-200:] + offer.change.put + right[:200]


if __name__ == "__main__":
    for verdict in judge_files(*sys.argv[1:]):
        for one in verdict.complaints:
            print(verdict.offer.entry, one.kind, one.about, one.before, one.after, sep="\n  ")
