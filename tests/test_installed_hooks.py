"""The hooks that we offer to users of pre-commit, installed and run for real."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.office_files import shape, slide, slides_file
from tests.pdf_files import page, pdf_file
from tests.pdf_files import paragraph as pdf_paragraph
from tests.word_files import paragraph, word_file

pytestmark = [
    pytest.mark.slow,
    pytest.mark.model,
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="asks git which files are ours"),
]
CLEAN = "Deputies spoke to the victim near the motel."
FLAGGED = "Deputies spoke to an underage prostitute near the motel."
FIXABLE = "He was found with child pornography on a phone."
OFFLINE = """
import socket

def refuse(*arguments, **options):
    raise OSError("no network in this test")

socket.getaddrinfo = socket.socket.connect = socket.socket.connect_ex = refuse
"""


@dataclass(frozen=True)
class Scratch:
    """A repository of somebody who uses our hooks; whatever runs in it, runs without network."""

    folder: Path
    environment: dict[str, str]

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["git", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )

    def commit(self, files: dict[str, bytes]) -> tuple[int, str]:
        """Stage these files alone and commit them: the exit code, and what the hooks say."""
        self.git("reset", "--quiet")
        for name, content in files.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_bytes(content)
            self.git("add", name)
        done = self.git("commit", "--message", "Add documents")
        return done.returncode, done.stdout + done.stderr


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _commit_everything(folder: Path, environment: dict[str, str]) -> str:
    """Make a repository of a folder: the name of its only commit."""
    for command in (
        ["init", "--quiet", "--initial-branch", "main"],
        ["add", "--all"],
        ["commit", "--quiet", "--message", "Everything"],
    ):
        _run(["git", *command], folder, environment)
    return (folder / ".git" / "refs" / "heads" / "main").read_text().strip()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A repository with our hooks of the working tree installed; only this installation may use the network."""
    top = tmp_path_factory.mktemp("hooks")
    ours, folder, blocked = top / "langcheck", top / "agency", top / "offline"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))} | {
        "PRE_COMMIT_HOME": str(top / "pre-commit"),
        "XDG_CACHE_HOME": str(top / "cache"),
        "PIP_NO_COMPILE": "1",
        "GIT_CONFIG_GLOBAL": str(top / "gitconfig"),
    }
    (top / "gitconfig").write_text("[user]\n  name = Test\n  email = test@example.org\n")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (ours / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, ours / name)
    folder.mkdir()
    hooks = [{"id": "langcheck-fix"}, {"id": "langcheck", "verbose": True}]
    config = {"repos": [{"repo": str(ours), "rev": _commit_everything(ours, environment), "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    _commit_everything(folder, environment)
    beside = sysconfig.get_path("purelib")  # what langcheck depends on; tests/test_wheel.py takes it from the index
    _run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        folder,
        {**environment, "PYTHONPATH": beside},
    )
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text(OFFLINE)
    return Scratch(folder, environment | {"PYTHONPATH": os.pathsep.join((str(blocked), beside))})


def test_these_tests_would_see_a_connection(scratch: Scratch) -> None:
    command = [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"]
    done = subprocess.run(command, env=scratch.environment, capture_output=True, text=True, check=False)
    assert done.stderr.endswith("OSError: no network in this test\n")


def test_clean_documents_of_every_kind_are_committed_after_one_run(scratch: Scratch) -> None:
    """More files than pre-commit gives to one process where it may choose: the summary stands there once."""
    code, told = scratch.commit(
        {
            "clean.docx": word_file(paragraph(CLEAN)),
            "clean.pptx": slides_file(slide(shape("Text 1", CLEAN))),
            "clean.pdf": pdf_file(page(*pdf_paragraph(72, 700, CLEAN))),
            **{f"clean-{number}.md": CLEAN.encode() for number in range(6)},
        }
    )
    assert code == 0, told
    assert re.findall(r"\d+ documents checked.*", told) == ["9 documents checked: nothing to change."]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("draft.docx", word_file(paragraph(FLAGGED))),
        ("scan.pdf", pdf_file(page(*pdf_paragraph(72, 700, FLAGGED)))),
    ],
)
def test_a_finding_stops_the_commit(scratch: Scratch, name: str, content: bytes) -> None:
    code, told = scratch.commit({name: content})
    assert code == 1
    assert "- exit code: 1" in told
    assert 'error [en.child.child-prostitute] "underage prostitute" -> ' in told
    assert scratch.git("status", "--short", name).stdout == f"A  {name}\n"


def test_what_the_settings_exclude_is_left_out_although_it_is_named(scratch: Scratch) -> None:
    code, told = scratch.commit(
        {"langcheck.toml": b'exclude = ["archive/*"]\n', "archive/old.docx": word_file(paragraph(FLAGGED))}
    )
    assert code == 0, told


def test_words_are_replaced_where_no_fact_changes_and_are_to_be_staged_again(scratch: Scratch) -> None:
    code, told = scratch.commit({"press.md": FIXABLE.encode()})
    assert code == 1
    assert "- files were modified by this hook" in told
    changed = (scratch.folder / "press.md").read_bytes()
    assert changed == b"He was found with child sexual abuse material on a phone."
    code, told = scratch.commit({"press.md": changed})
    assert code == 0, told
