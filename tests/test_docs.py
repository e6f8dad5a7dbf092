"""The documentation is true: every example in it runs and prints what the page shows; the site loads nothing from elsewhere."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from langcheck.cli import cli
from tests.conftest import ROOT
from tests.word_files import paragraph, word_file

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NARRATIVE = "Reyes was convicted of pimping. The 15-year-old prostitute told us so.\n"
OVERLAY = """\
name: river-county
change:
  en.trafficker.pimp:
    level: error
    because: Policy 4.12 of the sheriff's office.
"""
FILES = {
    "report.docx": ROOT / "samples" / "report.docx",
    "report.md": ROOT / "samples" / "press-release.md",
    "reports": ROOT / "samples",
    "drafts/press-release.md": ROOT / "samples" / "press-release.md",
    "training/lesson.html": ROOT / "samples" / "lesson.html",
    "docs/lesson.html": ROOT / "samples" / "lesson.html",
    "narrative.txt": NARRATIVE,
    "policy/lexicon/overlay.yaml": OVERLAY,
    "old/overlay.yaml": "name: old\n",
    "new/overlay.yaml": OVERLAY,
}
"""What the examples of all pages find in their folder, beside samples/ and lexicon/: a text, or a file or folder of ours."""

FILES_OF = {
    "docs/suppressions.md": {"report.docx": word_file(paragraph("The pimp left the house."))},
}
"""What the examples of one page find instead."""

NOT_RUN = {
    "langcheck archive releases.parquet --output checked/": "it needs pyarrow; tests/archive/test_archive.py runs it",
    "langcheck page report.docx": "it answers until its page is closed; tests/clients/test_page.py asks it",
    "langcheck page --install-shortcut": "it writes among the programs of the user; tests/cli/test_shortcut.py has a place of its own",
    "langcheck serve": "it answers until it is stopped; tests/clients/test_languagetool_server.py asks it",
    "langcheck lsp": "an editor starts it; tests/clients/test_language_server.py is one",
    'langcheck lexicon new "a word"': "it asks questions; tests/cli/test_lexicon.py answers them",
    'langcheck lexicon new "car rendezvous"': "it asks questions; tests/cli/test_lexicon.py answers them",
    "langcheck fix --interactive training/lesson.html": "it asks on a terminal; tests/cli/test_fix.py answers",
    "langcheck lexicon inflect": "it needs the words of a new record; tests/cli/test_lexicon.py has one",
    "langcheck lexicon check": "CI runs it on its own",
    "langcheck lexicon test --coverage": "it runs what `langcheck lexicon check` runs",
}
"""Examples that are not run here, and why."""

SETUP = ("python3 -m venv .venv && ",)
"""How lines begin that install langcheck; CI runs those of the README."""


@dataclass(frozen=True, slots=True)
class Example:
    """A fenced block of commands, each with the output that the page shows, if any."""

    page: str
    line: int
    commands: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def examples_of(text: str, page: str) -> list[Example]:
    """The blocks of a page that say ``console`` (commands with output) or ``sh`` (commands alone)."""
    found = []
    for block in re.finditer(r"^([ ]*)```(console|sh)\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL):
        lines = [line.removeprefix(block[1]) for line in block[3].splitlines()]
        commands: list[tuple[str, str]] = []
        for line in lines:
            if block[2] == "sh":
                commands += [(line, "")] if line and not line.startswith(("#", *SETUP)) else []
            elif line.startswith("$ "):
                commands.append((line[2:], ""))
            else:
                commands[-1] = (commands[-1][0], f"{commands[-1][1]}{line}\n")
        if commands:
            found.append(Example(page, text.count("\n", 0, block.start()) + 1, tuple(commands)))
    return found


EXAMPLES = [
    example
    for page in PAGES
    for example in examples_of(page.read_text(encoding="utf-8"), page.relative_to(ROOT).as_posix())
]


def parts_of(shown: str) -> list[str]:
    """What has to stand in an output, in this order; ``...`` on a line of its own stands for what is left out."""
    if "...\n" not in shown:
        return [shown]
    kept = re.sub(r"^\.\.\.$", "", shown, flags=re.MULTILINE)
    return [part.strip("\n") for part in re.split(r"\n\n+", kept) if part.strip()]


def differs(shown: str, printed: str) -> str:
    """The first part of what a page shows that is not printed; empty where it is all there."""
    parts = parts_of(shown)
    if parts == [shown]:
        return "" if shown in ("", printed) else shown
    at = 0
    for part in parts:
        place = printed.find(part, at)
        if place < 0:
            return part
        at = place + len(part)
    return ""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that examples name."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "lexicon").symlink_to(ROOT / "lexicon", target_is_directory=True)
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        elif content.is_dir():
            shutil.copytree(content, path)
        else:
            shutil.copyfile(content, path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.model
@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_runs_and_prints_what_the_page_shows(example: Example, world: Path) -> None:
    """Exit codes are those of "nothing found" and "findings": no example fails to read what it names."""
    for name, content in FILES_OF.get(example.page, {}).items():
        (world / name).write_bytes(content)
    for command, shown in example.commands:
        words = shlex.split(command, comments=True)
        assert words[0] == "langcheck", command
        if shlex.join(words) in {shlex.join(shlex.split(line)) for line in NOT_RUN}:
            continue
        done = CliRunner().invoke(cli, words[1:])
        assert done.exit_code in (0, 1), f"{command}\n{done.output}\n{done.exception!r}"
        assert differs(shown, done.output) == "", f"{command}\n{done.output}"


def test_every_example_that_is_not_run_stands_on_a_page() -> None:
    shown = {shlex.join(shlex.split(command, comments=True)) for example in EXAMPLES for command, _ in example.commands}
    assert {shlex.join(shlex.split(line)) for line in NOT_RUN} <= shown


def test_examples_are_read_with_their_output() -> None:
    text = "1.\n   ```console\n   $ a\n   one\n\n   two\n   $ b\n   ```\n\n```sh\n# how\nc  # why\n```\n\n```text\nd\n```\n"
    assert [(example.line, example.commands) for example in examples_of(text, "page")] == [
        (2, (("a", "one\n\ntwo\n"), ("b", ""))),
        (10, (("c  # why", ""),)),
    ]


@pytest.mark.parametrize(
    ("shown", "printed", "missing"),
    [
        ("one\n", "one\n", ""),
        ("one\n", "one\ntwo\n", "one\n"),
        ("one\n...\n", "one\ntwo\n", ""),
        ("one\n...\nfour\n", "one\ntwo\n", "four"),
        ("four\n...\none\n", "one\nfour\n", "one"),
    ],
)
def test_shown_output_is_compared_exactly(shown: str, printed: str, missing: str) -> None:
    """Where nothing is left out, all of it is shown; where something is, the rest stands there in order."""
    assert differs(shown, printed) == missing


# --- the site ---


class _Loaded(HTMLParser):
    """Collects the addresses that a page loads by itself, without a click."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            return
        for name, value in attrs:
            if name in ("src", "srcset", "href", "data", "poster", "action") and value:
                self.addresses.append(value)
            elif name == "style" and value:
                self.addresses += addresses_in_style(value)


def addresses_in_style(text: str) -> list[str]:
    """The addresses that a style sheet loads."""
    return [found.strip("'\" ") for found in re.findall(r"(?:url\(|@import\s+)([^);]+)", text)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built as CI builds it; where CI names a folder for it, there, and from nothing."""
    named = os.environ.get("LANGCHECK_SITE")
    folder = Path(named) if named else tmp_path_factory.mktemp("site") / "built"
    assert not folder.exists()
    command = next(line for line in (ROOT / ".ci" / "run").read_text().splitlines() if "sphinx-build" in line)
    options = [word for word in command.split()[1:] if word.startswith("-") or word == "html"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(ROOT / "docs"), str(folder)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.mark.slow
def test_every_page_is_on_the_site_and_loads_nothing_from_elsewhere(site: Path) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        assert (site / page.relative_to(ROOT / "docs").with_suffix(".html")).is_file()
    loaded = []
    for path in site.rglob("*.html"):
        parser = _Loaded()
        parser.feed(path.read_text(encoding="utf-8"))
        loaded += parser.addresses
    for path in site.rglob("*.css"):
        loaded += addresses_in_style(path.read_text(encoding="utf-8"))
    assert len(loaded) > 100
    assert [address for address in loaded if re.match(r"(?:\w+:)?//", address)] == []


def test_addresses_that_a_page_loads_are_seen() -> None:
    parser = _Loaded()
    parser.feed('<a href="//x"></a><img src="http://y"><link href="//z"><p style="background: url(\'//w\')">')
    assert parser.addresses == ["http://y", "//z", "//w"]
