"""Constructions, from ``constructions/*.yaml``: one family a file, each construction with its patterns and examples.

A pattern is written word by word; its signs are told in lexicon/README.md, and ``facts/constructions.py`` matches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from langcheck.errors import Problem
from langcheck.lexicon.classes import MARK, Classes, unknown
from langcheck.lexicon.entry import Construction
from langcheck.lexicon.yaml import Record, read_yaml

CAPTURES = ("bare", "nouns", "term", "words", "clause", "example", "rest", "line", "apart")
"""What a pattern may capture."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELDS = ("about", "write", "hold", "flag")
_PIECE = re.compile(r'!?\([^()]*\)|\[[^\[\]]*\]|"[^"]*"|[^\s()\[\]"]+|\S')


def pieces(pattern: str) -> list[str]:
    """The pieces of a pattern: words, signs, classes, alternatives in round brackets, captures in square ones."""
    return _PIECE.findall(pattern)


def read_constructions(folder: Path, classes: Classes) -> tuple[dict[str, tuple[Construction, ...]], list[Problem]]:
    """The constructions of a folder by family, and what is wrong with them; ``classes`` notes which are named."""
    found: dict[str, tuple[Construction, ...]] = {}
    problems: list[Problem] = []
    for path in sorted((folder / "constructions").glob("*.yaml")):
        record = read_yaml(path, name=f"constructions/{path.name}")
        if isinstance(record, Problem):
            problems.append(record)
        elif not isinstance(record.data, dict):
            problems.append(
                record.problem((), "is not a list of constructions: `name: {about: ..., write: [...], ...}`")
            )
        else:
            wrong = [problem for name in record.data for problem in _problems(name, record, classes)]
            problems += wrong
            if not wrong:
                found[path.stem] = tuple(_construction(name, record, classes) for name in record.data)
    return found, problems


def _construction(name: str, record: Record, classes: Classes) -> Construction:
    data: dict[str, Any] = record.data[name]
    write = tuple(data["write"])
    for number, pattern in enumerate(write, 1):
        for named in _classes_in(pattern):
            classes.users.setdefault(named, set()).add(f"{record.path}: {name} {number}")
    about = " ".join(data["about"].split())
    return Construction(name, about, write, tuple(data["hold"]), tuple(data["flag"]), record.path, record.line((name,)))


def _classes_in(pattern: str) -> Iterator[str]:
    """The classes that a pattern names, inside alternatives too."""
    for piece in pieces(pattern):
        for part in piece.lstrip("!").strip("()").split("|"):
            if part.startswith(MARK):
                yield part.removeprefix(MARK)


def _problems(name: str, record: Record, classes: Classes) -> Iterator[Problem]:
    """What is wrong with one construction."""
    data = record.data[name]
    if not _NAME.fullmatch(name):
        yield record.problem((name,), f"{name!r} is no name for a construction: lower case, with hyphens")
    if not isinstance(data, dict):
        yield record.problem(
            (name,), f"{name}: a construction is `{{about: ..., write: [...], hold: [...], flag: [...]}}`"
        )
        return
    for key in data:
        if key not in _FIELDS:
            yield record.problem((name, key), f"{name}: there is no such field: {key!r}")
    if not isinstance(data.get("about"), str) or not data["about"].strip():
        yield record.problem((name,), f"{name}: say in `about` what the construction is")
    for key in ("write", "hold", "flag"):
        listed = data.get(key)
        if not isinstance(listed, list) or not listed or not all(isinstance(item, str) and item for item in listed):
            yield record.problem((name, key), f"{name}: `{key}` is a list of texts")
            return
    for index, pattern in enumerate(data["write"]):
        for message in pattern_problems(pattern, classes):
            yield record.problem((name, "write", index), f"{name}: {message}")
    for key in ("hold", "flag"):
        for index, text in enumerate(data[key]):
            if "[" not in text:
                yield record.problem((name, key, index), f"{name}: put the words that count in square brackets")


def pattern_problems(pattern: str, classes: Classes) -> Iterator[str]:
    """What is wrong with a pattern, in words that a curator can act on."""
    captures = [piece[1:-1] for piece in pieces(pattern) if piece.startswith("[")]
    for capture in captures:
        if capture not in CAPTURES:
            yield f"there is no [{capture}]; there are {', '.join(f'[{known}]' for known in CAPTURES)}"
    for piece in pieces(pattern):
        if piece in ("(", ")", "[", "]", "!", '"'):
            yield f"{piece} stands by itself in {pattern!r}"
    if (last := pieces(pattern)[-1]).startswith("(") and last.endswith("|)"):
        yield f"{last} may be left out at the end; leave it out"
    for piece in pieces(pattern):
        if piece.startswith(("(", "!(")) and any(
            part.startswith(("$", "[")) or part == "_" for part in piece.strip("!()").split("|")
        ):
            yield f"a sign cannot stand in {piece}; write a pattern for each"
        elif piece.startswith("(") and _mixes_marks_and_words(piece):
            yield f"{piece} mixes words and marks, which are joined to other words differently; write a pattern for each"
    for named in _classes_in(pattern):
        if named not in classes.known:
            yield unknown(named, classes.known)


def _mixes_marks_and_words(piece: str) -> bool:
    parts = [part for part in piece.strip("()").split("|") if part]
    return len({any(letter.isalnum() for letter in part) for part in parts}) > 1
