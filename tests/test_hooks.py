"""The hooks that we offer to users of pre-commit, and those that we run on ourselves."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import yaml

from langcheck.readers import NEEDS_FIELDS, SUFFIXES
from langcheck.readers.described import IN_PLACE
from tests.conftest import ROOT

OFFERED = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
(OWN,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
in_a_checkout = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="asks git which files are ours")


# --- what we offer ---


@pytest.mark.parametrize(("hook", "formats"), [("langcheck", set(SUFFIXES.values())), ("langcheck-fix", set(IN_PLACE))])
def test_a_hook_gets_every_file_that_it_can_read_without_a_choice_of_fields(hook: str, formats: set[str]) -> None:
    """The endings in the manifest are those of the code; a new format comes into both."""
    endings = re.fullmatch(r"\(\?i\)\\\.\(([\w|]+)\)\$", OFFERED[hook]["files"])
    assert endings is not None
    assert ["." + ending for ending in endings[1].split("|")] == [
        suffix for suffix, read_as in SUFFIXES.items() if read_as in formats - NEEDS_FIELDS
    ]


@pytest.mark.parametrize(
    ("name", "taken"),
    [("a/Report.DOCX", True), ("talk.pptx", True), ("scan.pdf", True), ("report.docx.bak", False), ("docx", False)],
)
def test_files_are_told_by_the_ending_of_their_names(name: str, taken: bool) -> None:
    assert bool(re.search(OFFERED["langcheck"]["files"], name)) is taken


@pytest.mark.parametrize("hook", OFFERED)
def test_a_hook_runs_in_one_process_and_installs_what_pdf_files_need(hook: str) -> None:
    """One environment for all hooks: pre-commit shares it where language and dependencies are the same."""
    asked = {name: OFFERED[hook][name] for name in ("language", "additional_dependencies", "types", "require_serial")}
    assert asked == {
        "language": "python",
        "additional_dependencies": [".[pdf]"],
        "types": ["file"],
        "require_serial": True,
    }


def test_the_manifest_is_one_that_pre_commit_accepts() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


# --- what we run on ourselves ---


def test_our_own_hooks_fetch_nothing() -> None:
    assert OWN["repo"] == "local"
    assert {hook["language"] for hook in OWN["hooks"]} <= {"system", "pygrep"}


def _markers() -> str:
    return next(str(hook["entry"]) for hook in OWN["hooks"] if hook["id"] == "conflict-markers")


@pytest.mark.parametrize(
    ("line", "is_marker"),
    [("<" * 7 + " HEAD", True), (">" * 7 + " a branch", True), ("<" * 7, True), ("    " + "<" * 7 + " HEAD", False)],
)
def test_a_marker_of_a_merge_conflict_is_known(line: str, is_marker: bool) -> None:
    assert bool(re.search(_markers(), line)) is is_marker


@in_a_checkout
def test_no_file_of_ours_holds_a_marker_of_a_merge_conflict() -> None:
    command = ["git", "grep", "-n", "-I", "-E", _markers()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
