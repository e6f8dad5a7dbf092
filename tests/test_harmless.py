"""Words and names from documents command neither a terminal nor a CI server, wherever they are printed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from langcheck.harmless import commandless, line_of_diff, plain, printable
from langcheck.reporters.as_json import dumps


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("  ::error::x", r"  \x3a:error::x"),
        ("\u00a0::error::x", "\u00a0\\x3a:error::x"),
        ("std::string and a::b", "std::string and a::b"),
        (":: :", r"\x3a: :"),
        (": ::", ": ::"),
        ("a ##[error]b", r"a #\x23[error]b"),
        ("##vso[task.setvariable]b", r"#\x23vso[task.setvariable]b"),
        ("##teamcity[message]", r"#\x23teamcity[message]"),
        ("## [a](b)", "## [a](b)"),
        ("###[a]", r"##\x23[a]"),
        ("\x1b[31mred\x9b0m", r"\x1b[31mred\x9b0m"),
        ("a\r\nb\u202ec", r"a\x0d\x0ab\x202ec"),
    ],
)
def test_what_commands_is_shown_as_codes(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_every_line_of_several_is_printable() -> None:
    assert plain("a\n::error::b\n\x1b[0m") == "a\n\\x3a:error::b\n\\x1b[0m"


def test_colours_of_our_own_stay() -> None:
    assert commandless("\x1b[31m::x\x1b[0m") == "\x1b[31m::x\x1b[0m"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (" a\tb\r\n", " a\tb\r\n"),
        ("+a\rb\r\n", "+a\\x0db\r\n"),
        (" ::error::b\n", " \\x3a:error::b\n"),
        ("+::error::b\n", "+::error::b\n"),
        ("-\x1b[2J##[group]x\n", "-\\x1b[2J#\\x23[group]x\n"),
        ("+\u200ea\n", "+\u200ea\n"),
    ],
)
def test_a_line_of_a_diff_keeps_its_end_and_its_tabs(line: str, shown: str) -> None:
    """Behind a plus or a minus ``::`` stands at no beginning; behind the blank of a line of context it does."""
    assert line_of_diff(line) == shown


def test_data_read_back_as_they_were() -> None:
    data = {"a ##[error]": ["##vso[x]", "#a[", "\x1b::"]}
    text = dumps(data)
    assert "##[" not in text
    assert "##vso[" not in text
    assert json.loads(text) == data


# --- the commands ------------------------------------------------------------------------------------------------

NAME = "::error::a\x1b[31m ##[group]\n::warning::b.md"
WORDS = "::error::They found child pornography \x1b[31m ##[error]there\x9b0m.\n  ::set-output name=a::A pimp ran.\r\n"
COMMAND = re.compile(r"^\s*::|##\w*\[|[\x00-\x08\x0b-\x1f\x7f-\x9f]", re.MULTILINE)
OWN = re.compile(r"^::(?:error|warning|notice) (?:file|title)=[^\n]*$", re.MULTILINE)
"""What ``--format github`` is made of."""


@pytest.mark.model
@pytest.mark.skipif(os.name == "nt", reason="such names cannot be there")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--show-allowed", "--show-fingerprints", "."],
        *(["check", "--format", name, "."] for name in ("json", "jsonl", "csv", "html", "sarif", "gitlab", "github")),
        *(["check", "--format", name, "."] for name in ("junit", "checkstyle", "rdjsonl")),
        ["check", "--redact", "."],
        ["check", f"./{NAME}", "--settings", NAME],
        ["check", "--output", f"{NAME}/x", "."],
        ["check", f"{NAME} gone"],
        ["check", "-", "--stdin-name", NAME],
        ["fix", "--diff", "."],
        ["fix", "--verbose", "."],
        ["review", NAME],
        ["stats", "."],
        ["stats", "--format", "json", "."],
        ["baseline", "create", "--baseline", f"{NAME}.json", "."],
        ["baseline", "update", "--baseline", NAME, "."],
        ["settings", "show", NAME],
        ["settings", "show", "--format", "json", NAME],
        ["explain", "--text", WORDS],
    ],
    ids=" ".join,
)
def test_nothing_that_is_printed_commands_anything(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(WORDS.encode())
    (tmp_path / "::error::folder").mkdir()
    (tmp_path / "::error::folder" / "broken.docx").write_bytes(b"PK")
    summary = tmp_path / "summary"
    done = subprocess.run(
        [sys.executable, "-m", "langcheck", *arguments],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        input=WORDS.encode(),
        env={**os.environ, "GITHUB_STEP_SUMMARY": str(summary)},
    )
    assert done.returncode in (0, 1, 2)
    told = (done.stdout + b"\n" + done.stderr).decode()
    told += summary.read_text() if summary.exists() else ""
    assert COMMAND.findall(OWN.sub("", told).replace("\r\n", "\n")) == []
