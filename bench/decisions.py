"""What langcheck decides about every candidate: verdict, level, context, reason, evidence and suggestions, one line each, sorted.

usage: python bench/decisions.py [FOLDER ...] [--against REV] [--output FILE] [--every N]

Judges the documents of each FOLDER, all examples of the lexicon, and the texts of tests/challenge and tests/clean, or every Nth of all. With ``--against`` the same is
done by REV's own copy of this script in a worktree of its own (this copy where REV has none), and what differs is
printed; "equal", and exit code 0, where nothing does. Two runs of one revision are equal to the byte.
"""

from __future__ import annotations

import argparse
import difflib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from langcheck.checker import Checker, Trace
from langcheck.errors import UnreadableDocument
from langcheck.files import list_files
from langcheck.lexicon.load import unmark
from langcheck.lexicon.yaml import Record, read_yaml
from langcheck.readers import read_bytes
from langcheck.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--against", metavar="REV")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only the first of each N texts")
    options = parser.parse_args()
    if options.against and options.every > 1:
        parser.error("--against compares all texts: take --every away")
    folders = [folder.resolve() for folder in options.folders]
    lines = sorted(decisions(folders, options.every))
    if options.output:
        options.output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    if options.against:
        raise SystemExit(compare(lines, of_revision(options.against, folders), options.against))
    if not options.output:
        print("\n".join(lines))


def decisions(folders: list[Path], every: int = 1) -> Iterator[str]:
    """The lines of all texts, or of the first of each ``every`` texts, in no particular order."""
    checker = Checker(settings=Settings(select=("en",)))
    for name, text, kind in islice(texts(), 0, None, every):
        document = read_bytes(text.encode("utf-8"), name=name, format=kind)
        yield from (line(name, trace) for trace in checker.trace(document))
    for folder in folders:
        for path in sorted(list_files([folder], lambda _: checker.settings)[0])[::every]:
            name = f"{folder.name}/{path.relative_to(folder)}"
            try:
                document = checker.read_file(path.read_bytes(), path)
            except UnreadableDocument as error:
                yield f"{name}: not read: {error.problem}"
                continue
            yield from (line(name, trace) for trace in checker.trace(document))


def texts() -> Iterator[tuple[str, str, str]]:
    """Names, texts and formats of the lexicon's examples and of the tests' pairs and clean documents."""
    for entry in Checker().lexicon_in_use.entries:
        for kind, examples in (("flag", entry.flag_examples), ("allow", entry.allow_examples)):
            for number, example in enumerate(examples):
                yield f"{entry.id} {kind} {number}", example.text, example.format
    for path in sorted((ROOT / "tests" / "challenge").glob("*.yaml")):
        record = read_yaml(path, name=path.name)
        if not isinstance(record, Record):
            raise SystemExit(str(record))
        for number, pair in enumerate(record.data):
            for side in ("flag", "allow"):
                yield f"{path.name} {number} {side}", unmark(pair[side])[0], pair.get("format", "text")
    for path in sorted((ROOT / "tests" / "clean").glob("*.txt")):
        yield path.name, path.read_text(encoding="utf-8"), "text"


def line(name: str, trace: Trace) -> str:
    """A decision as a line; what gave its place to longer words says so."""
    finding = trace.finding
    offers = " | ".join(
        f"{offer.text}{f' ({offer.when})' if offer.when else ''}{' SAFE' if offer.safe else ''}"
        for offer in finding.suggestions
    )
    fields = (
        f"{name}:{finding.block:04}:{finding.region.start:06}-{finding.region.end:06}",
        finding.entry,
        repr(finding.found),
        finding.verdict.value,
        str(finding.level),
        "kept" if trace.kept else "covered",
        finding.context,
        finding.because,
        offers,
    )
    return "\t".join(fields)


def of_revision(revision: str, folders: list[Path]) -> list[str]:
    """The lines of another revision, by its own code and lexicon."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", "--quiet", str(tree), revision], check=True)
        try:
            script = tree / "bench" / "decisions.py"
            if not script.exists():
                script.write_text(Path(__file__).read_text(encoding="utf-8"), encoding="utf-8")
            output = Path(scratch) / "lines"
            command = [sys.executable, str(script), *map(str, folders), "--output", str(output)]
            subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(tree / "src")})
            return output.read_text(encoding="utf-8").splitlines()
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def compare(ours: list[str], theirs: list[str], revision: str) -> int:
    """Print what differs, or "equal"; the exit code."""
    if ours == theirs:
        print(f"equal: {len(ours)} decisions")
        return 0
    changed = [
        found
        for found in difflib.unified_diff(theirs, ours, revision, "here", n=0, lineterm="")
        if not found.startswith("@@")
    ]
    print("\n".join(changed))
    print(f"{len(theirs)} decisions there, {len(ours)} here, {len(changed) - 2} lines differ")
    return 1


if __name__ == "__main__":
    main()
