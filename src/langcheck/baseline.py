"""A baseline: the findings that were there when checking began, so that only those that came later count.

In go a report and the baseline file; out come the report with the known findings set apart, and the file as it should
be from now on. The file holds no text of a document: a line is a file's name, an entry, a fingerprint and a count.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from langcheck.editors.saving import FileStamp, save
from langcheck.errors import BaselineError, UnreadableDocument, UnsavedDocument
from langcheck.fingerprints import LEAST_KEY
from langcheck.model import BaselineUse, Finding, Report
from langcheck.readers import read_raw

FILE = "langcheck-baseline.json"
"""What a baseline is called where nobody says otherwise."""

_VERSION = 1
_SCHEMA = re.compile(r"langcheck\.baseline/([1-9][0-9]{0,5})")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |$)", re.MULTILINE)
_AGAIN = "Bring back an older version of it, or write it anew with `langcheck baseline create --force PATH...`."

NameOf = Callable[[str], str]
"""The name of a file in the baseline: from the baseline's folder, with slashes on every system."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """What a baseline counts: findings of one entry in one sentence of one file."""

    path: str
    entry: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings by their lines; ``lexicon`` is the version they were last brought up to date with.

    ``path`` is the file; the files that it names are told from its folder. ``key`` is that of the fingerprints in redacted
    reports, where it holds one; its own fingerprints are made without.
    """

    path: Path
    counts: Mapping[Line, int]
    lexicon: str = ""
    key: str = field(default="", repr=False)

    @property
    def total(self) -> int:
        """How many findings are known."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Scope:
    """What a check can tell of the files of a baseline.

    ``covered`` were checked from beginning to end, or are missing from the folders that were named; of the others
    nothing is known, and their lines stay. ``missing`` are not there any more, wherever they were.
    """

    covered: frozenset[str]
    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings beside a baseline; ``gone`` counts what the baseline still knows and covered files hold no more."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: Mapping[Line, int]

    @property
    def gone_total(self) -> int:
        """How many known findings are no more."""
        return sum(self.gone.values())


# --- comparing ---------------------------------------------------------------------------------------------------


def scope_of(report: Report, baseline: Baseline, *, named: Sequence[Path]) -> Scope:
    """What a check of the ``named`` files and folders can tell of the files of a baseline."""
    base = os.path.realpath(baseline.path.parent)
    name_of = _names_from(baseline.path)
    checked = frozenset(name_of(item.path) for item in report.checked if item.is_whole)
    others = {line.path for line in baseline.counts} - {name_of(item.path) for item in report.checked}
    whole = {path: Path(os.path.normpath(os.path.join(base, path))) for path in others}
    missing = frozenset(path for path in others if _is_missing(whole[path]))
    roots = [Path(os.path.realpath(path)) for path in named]
    below = {path for path in missing if any(whole[path].is_relative_to(root) for root in roots)}
    return Scope(checked | below, missing)


def compare(findings: Sequence[Finding], baseline: Baseline, scope: Scope) -> Comparison:
    """Which findings are known, which are new, and what is gone.

    A file's own lines are used up first, from its first finding on. What then is left over may have moved here from a
    file that was checked or is missing. If a sentence stands more often than the baseline knows, the last ones are new.
    """
    name_of = _names_from(baseline.path)
    left = Counter(baseline.counts)
    waiting: list[int] = []
    known: set[int] = set()
    for index, finding in enumerate(findings):
        line = _line(finding, name_of)
        if left[line] > 0:
            left[line] -= 1
            known.add(index)
        else:
            waiting.append(index)
    open_files = scope.covered | scope.missing
    elsewhere = _by_sentence(line for line in baseline.counts if line.path in open_files)
    for index in waiting:
        lines = elsewhere.get((findings[index].entry, findings[index].fingerprint), [])
        while lines and not left[lines[-1]]:
            lines.pop()
        if lines:
            left[lines[-1]] -= 1
            known.add(index)
    return Comparison(
        tuple(finding for index, finding in enumerate(findings) if index not in known),
        tuple(finding for index, finding in enumerate(findings) if index in known),
        {line: count for line, count in left.items() if count > 0 and line.path in scope.covered},
    )


def set_apart(report: Report, baseline: Baseline, *, named: Sequence[Path], is_narrowed: bool = False) -> Report:
    """The report with the findings that the baseline knows among its known ones.

    A check that ``is_narrowed`` to some entries or levels cannot tell what is gone.
    """
    told = compare(report.findings, baseline, scope_of(report, baseline, named=named))
    gone = 0 if is_narrowed else told.gone_total
    use = BaselineUse(str(baseline.path), baseline.total, gone, baseline.lexicon)
    return replace(report, findings=told.new, known=(*report.known, *told.known), baseline=use)


def compare_file(findings: Sequence[Finding], baseline: Baseline) -> Comparison:
    """Which findings of one file are known, by the lines of this file and of files that are not there any more."""
    base = os.path.realpath(baseline.path.parent)
    paths = {line.path for line in baseline.counts}
    missing = frozenset(path for path in paths if _is_missing(Path(os.path.normpath(os.path.join(base, path)))))
    return compare(findings, baseline, Scope(frozenset(), missing))


def _names_from(path: Path) -> NameOf:
    """How files are named in the baseline at a path."""
    base = os.path.realpath(path.parent)
    real_folder = lru_cache(maxsize=None)(os.path.realpath)

    def name_of(path: str) -> str:
        above, name = os.path.split(os.path.abspath(path))
        whole = os.path.join(real_folder(above), name)
        try:
            return os.path.relpath(whole, base).replace(os.sep, "/")
        except ValueError:  # another drive of a Windows machine
            return whole.replace(os.sep, "/")

    return name_of


def _is_missing(path: Path) -> bool:
    """Whether there is surely no such file; a folder that cannot be opened says nothing."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _line(finding: Finding, name_of: NameOf) -> Line:
    return Line(name_of(finding.path), finding.entry, finding.fingerprint)


def _by_sentence(lines: Iterable[Line]) -> dict[tuple[str, str], list[Line]]:
    """Lines by what they have in common wherever they stand; the first path last."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in sorted(lines, reverse=True):
        found.setdefault((line.entry, line.fingerprint), []).append(line)
    return found


# --- changing ----------------------------------------------------------------------------------------------------


def baseline_of(report: Report, path: Path) -> Baseline:
    """A baseline that knows every finding of a report."""
    name_of = _names_from(path)
    return Baseline(path, Counter(_line(finding, name_of) for finding in report.findings), report.lexicon)


def updated(baseline: Baseline, report: Report, scope: Scope) -> Baseline:
    """The baseline with what covered files hold now; of other files nothing that was known is dropped."""
    now = baseline_of(report, baseline.path)
    kept = {line: count for line, count in baseline.counts.items() if line.path not in scope.covered}
    counts = {line: max(now.counts.get(line, 0), kept.get(line, 0)) for line in {*now.counts, *kept}}
    return replace(now, counts=counts, key=baseline.key)


def pruned(baseline: Baseline, told: Comparison) -> Baseline:
    """The baseline without what is gone; it never knows more than before."""
    left = {line: count - told.gone.get(line, 0) for line, count in baseline.counts.items()}
    return replace(baseline, counts={line: count for line, count in left.items() if count})


# --- the file ----------------------------------------------------------------------------------------------------


def dump(baseline: Baseline) -> str:
    """The file: sorted, a line for each line, so that a difference shows what came and went."""
    lines = [
        json.dumps({"path": line.path, "entry": line.entry, "fingerprint": line.fingerprint, "count": count})
        for line, count in sorted(baseline.counts.items())
    ]
    findings = "[\n" + ",\n".join(f"  {line}" for line in lines) + "\n ]" if lines else "[]"
    head = f' "schema": "langcheck.baseline/{_VERSION}",\n "lexicon": {json.dumps(baseline.lexicon)},\n'
    if baseline.key:
        head += f' "key": {json.dumps(baseline.key)},\n'
    return f'{{\n{head} "findings": {findings}\n}}\n'


def write_baseline(baseline: Baseline, *, unchanged_since: FileStamp | None = None) -> None:
    """Write the file, whole or not at all; raises BaselineError, also where it changed after the stamp was taken."""
    try:
        save(baseline.path, dump(baseline).encode(), unchanged_since=unchanged_since, stays=True)
    except UnsavedDocument as error:
        raise BaselineError(f"the baseline {baseline.path} was not written: {error.problem}", error.hint) from error


def load_baseline(path: Path) -> Baseline:
    """Read the file; raises BaselineError with what is the matter and what to do."""
    if not os.path.lexists(path):
        raise BaselineError(f"there is no baseline {path}", "`langcheck baseline create PATH...` writes one.")
    try:
        text = read_raw(path).decode("utf-8-sig")
    except UnreadableDocument as error:
        raise BaselineError(f"the baseline {path} could not be read: {error.problem}", error.hint) from error
    except UnicodeDecodeError as error:
        raise BaselineError(f"{path} is not a baseline: it is not a text in UTF-8", _AGAIN) from error
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        raise BaselineError(
            f"the baseline {path} holds the marks of a merge conflict (line {line})",
            "Keep one of the two sides as a whole, then run `langcheck baseline update PATH...`.",
        )
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise BaselineError(f"the baseline {path} is damaged: it is not valid JSON{where}", _AGAIN) from error
    return _baseline(data, path)


def _baseline(data: Any, path: Path) -> Baseline:
    schema = data.get("schema") if isinstance(data, dict) else None
    version = _SCHEMA.fullmatch(schema) if isinstance(schema, str) else None
    if version is None:
        raise BaselineError(f"{path} is not a baseline of langcheck", "Name another file with --baseline.")
    if int(version.group(1)) > _VERSION:
        raise BaselineError(
            f"the baseline {path} was written by a newer langcheck", "Update langcheck, then try again."
        )
    found, lexicon = data.get("findings"), data.get("lexicon")
    if not isinstance(found, list) or not isinstance(lexicon, str):
        raise BaselineError(f'the baseline {path} is damaged: "findings" or "lexicon" is missing', _AGAIN)
    key = data.get("key", "")
    if not isinstance(key, str) or 0 < len(key) < LEAST_KEY:
        problem = f'the baseline {path} is damaged: its "key" is none'
        raise BaselineError(
            problem, "Take that line out; `langcheck baseline update --new-key PATH...` writes a new one."
        )
    counts: dict[Line, int] = {}
    for number, item in enumerate(found, 1):
        line, count = _known(item, number, path)
        counts[line] = max(count, counts.get(line, 0))  # a merge may keep a line of both sides
    return Baseline(path, counts, lexicon, key)


def _known(item: Any, number: int, path: Path) -> tuple[Line, int]:
    told = item if isinstance(item, dict) else {}
    names = [told.get(key) for key in ("path", "entry", "fingerprint")]
    count = told.get("count")
    texts = [name for name in names if isinstance(name, str) and name]
    if len(texts) != len(names) or type(count) is not int or count < 1:
        raise BaselineError(f"the baseline {path} is damaged: its finding {number} is not complete", _AGAIN)
    return Line(*texts), count
