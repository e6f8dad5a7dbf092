"""A folder of many documents: cold, warm and with one changed file, beside codespell and textlint in the same run.

usage: python bench/scale.py [--files 2000] [--size 5000] [--folder FOLDER] [--jobs 2] [--against VENV] [--pairs 3] [--growth]
                             [--textlint FOLDER] [--kills N] [--together N]

The documents are generated (documents.py), or a copy of FOLDER. codespell and textlint get 294 single words of our lexicon as
their list; textlint is run where FOLDER/node_modules has it and textlint-rule-terminology. With --against, runs of this build and of the
langcheck in VENV take turns, and their findings are compared. Prints wall time, processor time and the peak of memory of all
processes together (proportional set size, where Linux tells it), and always exits with 0, except that a wrong or torn result of
--kills and --together exits with 1.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import Cost, adopt_orphans, run

from documents import write_documents

WORDS = 294
"""How many words the other tools look for: so many single words the lexicon of 0.1.0 had."""

LANGCHECK = str(Path(sys.executable).with_name("langcheck"))
CODESPELL = str(Path(sys.executable).with_name("codespell"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--size", type=int, default=5000, help="characters in a document")
    parser.add_argument("--folder", type=Path, help="documents to take in place of generated ones with hits")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--against", type=Path, metavar="VENV", help="another environment with langcheck installed")
    parser.add_argument("--pairs", type=int, default=3, help="how often the two of --against take turns")
    parser.add_argument("--growth", action="store_true", help="also 4 and 16 times as long a document, and as many")
    parser.add_argument("--starts", type=int, default=7, help="how often start-up is measured")
    parser.add_argument("--textlint", type=Path, help="a folder whose node_modules has textlint")
    parser.add_argument("--kills", type=int, default=0, help="kill this many runs at random moments")
    parser.add_argument("--together", type=int, default=0, help="start this many runs at once on one cache")
    parser.add_argument("--some", type=int, default=120, help="documents in the folder of --kills and --together")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        homes = {"XDG_CACHE_HOME": "cache", "LOCALAPPDATA": "cache", "XDG_DATA_HOME": "data", "APPDATA": "data"}
        environment = {**os.environ, **{name: str(folder / at) for name, at in homes.items()}}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or start-up measures the compiler of Python
        adopt_orphans()
        write_byte_code()
        (folder / "one.txt").write_text("The deputy walked back to the car.\n")
        run([LANGCHECK, "check", str(folder / "one.txt")], environment)
        others = peers(folder, options.textlint)
        start_up(folder, others, environment, options.starts)
        whole_folders(folder, others, environment, options)
        if options.against:
            against(folder, environment, options)
        if options.growth:
            growth(folder, environment)
        wrong = 0
        if options.kills:
            wrong += killed(folder, environment, options)
        if options.together:
            wrong += together(folder, environment, options)
    sys.exit(1 if wrong else 0)


def peers(folder: Path, textlint: Path | None) -> dict[str, list[str]]:
    """The commands of the other tools, each with the same words."""
    from langcheck.lexicon.lexicon import load_lexicon

    words = sorted({form for form, _, _ in load_lexicon().spelt_forms if form.isalpha()})
    words = random.Random(1).sample(words, min(WORDS, len(words)))
    found: dict[str, list[str]] = {}
    if Path(CODESPELL).exists():
        (folder / "words.txt").write_text("".join(f"{word}->other wording\n" for word in words))
        found["codespell"] = [CODESPELL, "-D", str(folder / "words.txt")]
    program = textlint / "node_modules" / ".bin" / "textlint" if textlint else None
    if program is not None and program.exists():
        rules = {"terminology": {"defaultTerms": False, "terms": [[word, "other wording"] for word in words]}}
        (folder / "textlintrc.json").write_text(json.dumps({"rules": rules}))
        found["textlint"] = [str(program), "-c", str(folder / "textlintrc.json")]
    print(f"{len(words)} words for the other tools: {', '.join(found) or 'none of them is installed'}")
    return found


def write_byte_code() -> None:
    """Compile what is measured, so that no run has to."""
    import langcheck

    compileall.compile_dir(Path(langcheck.__file__).parent, quiet=2)


def show(name: str, cost: Cost, base: Cost | None) -> None:
    """A line of the table; ``base`` is what the ratio is taken to."""
    ratio = f"{cost.wall / base.wall:6.2f}x" if base else "       "
    print(f"  {name:<34}{cost.wall:8.2f} s {ratio}{cost.processor:9.2f} s {cost.memory:8.0f} MB   exit {cost.code}")


# --- what is measured ---------------------------------------------------------------------------------------------


def start_up(folder: Path, others: dict[str, list[str]], environment: dict[str, str], times: int) -> None:
    """One clean file of one line, and for langcheck one with a hit: the median of several runs."""
    one, hit = str(folder / "one.txt"), folder / "hit.txt"
    hit.write_text("The sexual assault victim claims that he pimped her.\n")
    commands = {"langcheck": [LANGCHECK, "check", one], **{name: [*told, one] for name, told in others.items()}}
    commands["langcheck, one hit"] = [LANGCHECK, "check", "--no-cache", str(hit)]
    walls: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(times + 1):
        for name, command in commands.items():
            walls[name].append(run(command, environment).wall)
    medians = {name: statistics.median(measured[1:]) for name, measured in walls.items()}
    print("start-up: one clean file (median, ratio to codespell)")
    for name, wall in medians.items():
        ratio = f"{wall / medians['codespell']:6.2f}x" if "codespell" in medians else ""
        print(f"  {name:<34}{wall * 1000:8.0f} ms {ratio}")


def whole_folders(
    folder: Path, others: dict[str, list[str]], environment: dict[str, str], options: argparse.Namespace
) -> None:
    """Clean documents, then documents with hits: cold, warm, and with one of them changed."""
    clean, dense = folder / "clean", folder / "dense"
    for path, is_clean in ((clean, True), (dense, False)):
        size, count = laid(path, options, is_clean=is_clean)
        kind = "clean documents" if is_clean else f"documents of {options.folder or 'our own, with hits'}"
        print(f"{count} {kind}, {size / 1e6:.1f} MB (wall, ratio to codespell, processor, peak memory)")
        costs = {name: run([*told, str(path)], environment) for name, told in others.items() if name == "codespell"}
        base = costs.get("codespell")
        command = [LANGCHECK, "check", "--jobs", str(options.jobs), str(path)]
        if is_clean:
            costs["langcheck"] = run(command, environment)
        else:
            costs["langcheck, one process, no cache"] = run(
                [LANGCHECK, "check", "--jobs", "1", "--no-cache", str(path)], environment
            )
            forget(folder)
            costs[f"langcheck, {options.jobs} processes, cold"] = run(command, environment)
            costs["langcheck, warm"] = run(command, environment)
            changed = next(path.rglob("*.txt"))
            with changed.open("ab") as file:
                file.write(b"\nDeputies spoke to a prostitute.\n")
            costs["langcheck, one file changed"] = run(command, environment)
        for name, told in others.items():
            if name != "codespell":
                costs[name] = run([*told, f"{path}/**/*.txt"], environment)
        for name, cost in costs.items():
            show(name, cost, base)


def laid(path: Path, options: argparse.Namespace, *, is_clean: bool) -> tuple[int, int]:
    """Put the documents in their place; their size in bytes, and how many they are."""
    if is_clean or options.folder is None:
        return write_documents(path, count=options.files, size=options.size, clean=is_clean), options.files
    shutil.copytree(options.folder, path)
    files = [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files), len(files)


def against(folder: Path, environment: dict[str, str], options: argparse.Namespace) -> None:
    """This build and another one in turn: processor time on the documents with hits and on one file, and their findings."""
    other = str(options.against / "bin" / "langcheck")
    for name, jobs, path in (
        ("documents", options.jobs, folder / "dense"),
        ("one file with a hit", 1, folder / "hit.txt"),
    ):
        told = ["check", "--no-cache", "--jobs", str(jobs), str(path)]
        pairs = [
            (run([LANGCHECK, *told], environment), run([other, *told], environment)) for _ in range(options.pairs + 1)
        ][1:]
        here, there = (statistics.median(cost.processor for cost in costs) for costs in zip(*pairs, strict=True))
        ratio = statistics.median(ours.processor / theirs.processor for ours, theirs in pairs)
        print(f"against {options.against}, {name}: processor {here:.2f} s to {there:.2f} s, {ratio:.2f}x")
    ours, theirs = (_findings(command, folder / "dense", environment) for command in (LANGCHECK, other))
    print(f"  findings: {len(ours & theirs)} alike, {len(ours - theirs)} here alone, {len(theirs - ours)} there alone")


def _findings(command: str, files: Path, environment: dict[str, str]) -> set[str]:
    told = [command, "check", "--no-cache", "--format", "json", str(files)]
    done = subprocess.run(told, env=environment, capture_output=True, check=False)
    return {json.dumps([finding[name] for name in _COMPARED]) for finding in json.loads(done.stdout)["findings"]}


_COMPARED = ("path", "entry", "level", "place", "found")
"""What of a finding is compared; reports of other builds may tell more of it."""


def growth(folder: Path, environment: dict[str, str]) -> None:
    """One document and many, then 4 and 16 times as much: processor time and peak by character, which grow in no ratio where all is well."""
    print("growth: one process, no cache (processor, to what grew so much; peak memory)")
    for name, size, count in (("one document of 50 kB", 50_000, 1), ("10 documents of 5 kB", 5_000, 10)):
        base = 0.0
        for times in (1, 4, 16):
            files = folder / f"{count}-{times}"
            length, number = (size * times, count) if count == 1 else (size, count * times)
            write_documents(files, count=number, size=length, seed=4)
            cost = run([LANGCHECK, "check", "--no-cache", "--jobs", "1", str(files)], environment)
            base = base or cost.processor
            print(
                f"  {name}, x{times:<4}{cost.processor:8.2f} s {cost.processor / base / times:6.2f}x {cost.memory:8.0f} MB"
            )


def forget(folder: Path) -> None:
    """Take the reports out of the cache; the compiled lexicon stays."""
    for path in (folder / "cache").rglob("reports-*"):
        path.unlink()


# --- what must never go wrong -------------------------------------------------------------------------------------


def _report(files: Path, environment: dict[str, str], *options: str) -> subprocess.Popen[bytes]:
    command = [LANGCHECK, "check", "--format", "json", *options, str(files)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _some_files(folder: Path, count: int) -> Path:
    files = folder / "some"
    if not files.exists():
        write_documents(files, count=count, size=5000, seed=2)
    return files


def killed(folder: Path, environment: dict[str, str], options: argparse.Namespace) -> int:
    """Kill runs at random moments of a cold or half-warm run; what the next run says must be right."""
    files, times = _some_files(folder, options.some), options.kills
    begin = time.perf_counter()
    right = _report(files, environment, "--no-cache").communicate()[0]
    longest = time.perf_counter() - begin
    wrong = early = dead = 0
    random_ = random.Random(3)
    while dead < times:
        if dead % 3 == 0:
            forget(folder)  # so that some runs begin with nothing, and some with what a killed one left
        process = _report(files, environment, "--jobs", str(options.jobs))
        try:
            process.communicate(timeout=random_.uniform(0, longest))
            early += 1
            forget(folder)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            dead += 1
            if dead % 10 == 0:
                wrong += _report(files, environment).communicate()[0] != right
    wrong += _report(files, environment).communicate()[0] != right
    time.sleep(1)
    left = subprocess.run(
        ["pgrep", "-fc", "multiprocessing.(spawn|forkserver)"], capture_output=True, text=True, check=False
    )
    torn = [path for path in (folder / "cache").rglob("*") if path.name.endswith((".tmp", "-journal"))]
    print(
        f"{times} runs killed ({early} more had ended before): {wrong} wrong results, {len(torn)} torn files, "
        f"{left.stdout.strip() or 0} processes left"
    )
    return wrong


def together(folder: Path, environment: dict[str, str], options: argparse.Namespace) -> int:
    """Several runs at once on an empty cache, and again on a full one."""
    files, runs = _some_files(folder, options.some), options.together
    right = _report(files, environment, "--no-cache").communicate()[0]
    wrong = 0
    for state in ("empty", "full"):
        if state == "empty":
            forget(folder)
        processes = [_report(files, environment, "--jobs", "1") for _ in range(runs)]
        said = [process.communicate()[0] for process in processes]
        differ = sum(text != right for text in said)
        print(f"{runs} runs at once on an {state} cache: {differ} wrong results")
        wrong += differ
    return wrong


if __name__ == "__main__":
    if shutil.which(LANGCHECK) is None:
        sys.exit("langcheck is not installed beside this Python")
    main()
