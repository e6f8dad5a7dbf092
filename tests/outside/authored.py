"""Sentences of four authors who saw neither code nor lexicon, and what becomes of them.

Each says of a sentence whether a replacement exists that is true (``replace``, with one), whether an editor would point at
words without offering any (``flag``), or whether nothing is wrong (``silent``). Fresh readers then read what langcheck makes of
them; ``read.tsv`` keeps what they said of each text as they saw it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.outside.run import report

FOLDER = Path(__file__).parent / "authored"
READ = FOLDER / "read.tsv"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its author's judgement; ``wording`` is empty where no true replacement exists."""

    name: str
    text: str
    words: str
    verdict: str
    wording: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What langcheck makes of a sentence: the text with what is offered first and without a question, and the findings."""

    sentence: Sentence
    becomes: str
    findings: tuple[str, ...]
    """Each as its level, its words, and the first thing offered: a wording, a wording with its question, or what to do."""

    @property
    def is_changed(self) -> bool:
        return self.becomes != self.sentence.text


def sentences() -> list[Sentence]:
    """All sentences, in the order of their authors."""
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(Sentence(row["id"], row["text"], row["words"], row["verdict"], row.get("wording", "")))
    return found


def outcomes() -> Iterator[Outcome]:
    """What langcheck makes of each sentence, each a document of its own."""
    every = sentences()
    with tempfile.TemporaryDirectory() as folder:
        for sentence in every:
            (Path(folder) / f"{sentence.name}.txt").write_bytes(sentence.text.encode())
        found: dict[str, list[dict[str, Any]]] = {sentence.name: [] for sentence in every}
        for finding in report(folder)["findings"]:
            found[Path(finding["path"]).stem].append(finding)
    for sentence in every:
        findings = sorted(found[sentence.name], key=lambda finding: finding["offset"])
        becomes = sentence.text
        for finding in reversed(findings):
            first = next(iter(finding["suggestions"]), None)
            if first is not None and not first["when"]:
                start = finding["offset"] - first["replaces"]["before"]
                end = finding["end_offset"] + first["replaces"]["after"]
                becomes = becomes[:start] + first["text"] + becomes[end:]
        yield Outcome(sentence, becomes, tuple(map(_told, findings)))


def _told(finding: dict[str, Any]) -> str:
    first = next(iter(finding["suggestions"]), None)
    offered = finding["instead"] or "-"
    if first is not None:
        offered = f"{first['text']} ({first['when']}?)" if first["when"] else first["text"]
    return f"{finding['level']} {finding['found']!r}: {offered}"


def grades() -> dict[tuple[str, str], str]:
    """What readers said of each changed text, by name and text."""
    rows = (line.split("\t") for line in READ.read_text(encoding="utf-8").splitlines()[1:])
    return {(name, text): grade for name, grade, text in rows}
