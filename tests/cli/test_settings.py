"""``langcheck settings``, and settings at work in check, fix and review."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.settings.test_files import written
from tests.word_files import paragraph, word_file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An agency's file, a project's on top of it, and a section for training."""
    written(tmp_path, 'ignore = ["slang", "en.status"]\naudience = "report"\nmin-level = "warning"\n', "agency.toml")
    written(
        tmp_path / "docs",
        'extends = "../agency.toml"\nextend-ignore = ["csam"]\nexclude = ["old/*"]\nfingerprint-key = "sixteen letters."\nlimits.pages = 7\n\n'
        '[per-path."training/**"]\nignore = []\nextend-select = ["en.child.teenager"]\n'
        'levels = { "en.trafficker.pimp" = "advice", "slang" = "error" }\n',
    )
    return tmp_path


# --- show ---


def test_every_setting_is_shown_with_its_value_and_where_it_comes_from(project: Path) -> None:
    result = run("settings", "show", "docs/training/a.md", "--encoding", "cp1252", cwd=project)
    assert result.exit_code == 0
    assert result.stdout == (
        """\
Settings for docs/training/a.md

  min-level                  "warning"              agency.toml
  fail-on                    "warning"              default
  select                     []                     default
  extend-select              ["en.child.teenager"]  docs/langcheck.toml: per-path."training/**"
  ignore                     []                     docs/langcheck.toml: per-path."training/**"
  levels                     { "en.trafficker.pimp" = "advice", "slang" = "error" }
                                                    docs/langcheck.toml: per-path."training/**"
  quoted-officials           "leave"                default
  jurisdiction               ""                     default
  audience                   "report"               agency.toml
  house-style                ""                     default
  immigration                ""                     default
  columns                    []                     default
  fields                     []                     default
  encoding                   "cp1252"               --encoding
  unread                     "failure"              default
  exclude                    ["old/*"]              docs/langcheck.toml
  lexicons                   []                     default
  baseline                   ""                     default
  fingerprint-key            "[redacted]"           docs/langcheck.toml
  limits.file-megabytes      256                    default
  limits.text-megabytes      25                     default
  limits.unpacked-megabytes  512                    default
  limits.part-megabytes      128                    default
  limits.compression-ratio   300                    default
  limits.nesting             200                    default
  limits.pages               7                      docs/langcheck.toml
  limits.blocks              500000                 default
  limits.characters          50000000               default
  limits.memory-megabytes    400                    default
  limits.findings            5000                   default
  limits.seconds             60                     default
"""
    )


def test_a_value_that_was_put_together_names_all_its_origins(project: Path) -> None:
    lines = run("settings", "show", "docs/a.md", "--ignore", "rescue", cwd=project).stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("ignore"))
    assert (
        lines[at].split(None, 1)[1]
        == '["slang", "en.status", "csam", "rescue"]  agency.toml; docs/langcheck.toml; --ignore'
    )


def test_without_a_file_the_current_folder_is_shown(project: Path) -> None:
    lines = run("settings", "show", cwd=project / "docs").stdout.splitlines()
    assert lines[0] == "Settings for the current folder"
    assert '  min-level                  "warning"                       ../agency.toml' in lines


@pytest.mark.parametrize(("name", "left_out"), [("docs/old/a.md", True), ("docs/a.md", False)])
def test_it_says_whether_a_file_is_left_out_of_folders(name: str, left_out: bool, project: Path) -> None:
    shown = run("settings", "show", name, cwd=project).stdout
    told = "It is left out when a folder is checked, and with --force-exclude when it is named.\n"
    assert shown.endswith(told) is left_out


def test_programs_get_the_same(project: Path) -> None:
    result = run("settings", "show", "docs/old/a.md", "--format", "json", "--entry", "en.trafficker.pimp", cwd=project)
    data = json.loads(result.stdout)
    assert {key: data[key] for key in ("schema", "path", "excluded")} == {
        "schema": "langcheck.settings/1",
        "path": "docs/old/a.md",
        "excluded": True,
    }
    assert data["settings"]["ignore"] == {
        "value": ["slang", "en.status", "csam"],
        "from": ["agency.toml", "docs/langcheck.toml"],
    }
    assert data["settings"]["fail-on"] == {"value": "warning", "from": []}
    assert data["settings"]["exclude"] == {"value": ["old/*"], "from": ["docs/langcheck.toml"]}
    assert data["settings"]["encoding"] == {"value": "", "from": []}
    assert data["entries"] == [
        {
            "entry": "en.trafficker.pimp",
            "category": "trafficker-label",
            "asked": True,
            "reported": True,
            "level": "warning",
            "reasons": [{"from": "the lexicon", "says": "asked about, warning"}],
        }
    ]


# --- why ---


def why(project: Path, *arguments: str) -> list[str]:
    result = run("settings", "show", *arguments, cwd=project)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ("docs/a.md", "--entry", "en.status.runaway"),
            [
                "en.status.runaway (status) in docs/a.md: not asked about",
                "  - the lexicon: asked about, advice",
                "  - agency.toml: ignore names 'en.status'",
                "  - agency.toml: min-level is warning, so it is not reported",
            ],
        ),
        (
            ("docs/training/a.md", "--entry", "en.status.runaway"),
            [
                "en.status.runaway (status) in docs/training/a.md: asked about, advice, not reported",
                "  - the lexicon: asked about, advice",
                "  - agency.toml: ignore names 'en.status'",
                '  - docs/langcheck.toml: per-path."training/**": ignore is set anew and does not name it',
                "  - agency.toml: min-level is warning, so it is not reported",
            ],
        ),
        (
            ("docs/training/a.md", "--entry", "en.child.teenager", "--min-level", "advice"),
            [
                "en.child.teenager (child-label) in docs/training/a.md: asked about, advice",
                "  - the lexicon: not asked about unless it is selected, advice",
                "  - docs/langcheck.toml: per-path.\"training/**\": extend-select names 'en.child.teenager'",
            ],
        ),
        (
            ("docs/training/a.md", "--entry", "en.trafficker.pimp", "--select", "csam", "--ignore", "en.trafficker"),
            [
                "en.trafficker.pimp (trafficker-label) in docs/training/a.md: not asked about",
                "  - the lexicon: asked about, warning",
                "  - docs/langcheck.toml: per-path.\"training/**\": levels makes 'en.trafficker.pimp' advice",
                "  - --select: select does not name it",
                "  - --ignore: ignore names 'en.trafficker'",
                "  - agency.toml: min-level is warning, so it is not reported",
            ],
        ),
    ],
)
def test_every_word_on_an_entry_is_told_in_order(arguments: tuple[str, ...], lines: list[str], project: Path) -> None:
    assert why(project, *arguments) == lines


def test_what_a_profile_changes_is_told_with_its_reason(project: Path) -> None:
    assert why(project, "x.md", "--entry", "modern slavery", "--profile", "uk") == [
        "en.sensational.modern-slavery (sensational) in x.md: not asked about",
        "  - the lexicon: asked about, advice",
        "  - --profile: jurisdiction uk: not asked about: The Modern Slavery Act 2015 makes it the name",
        "    of the offences.",
    ]


def test_an_entry_that_an_agency_retired_is_told(project: Path) -> None:
    written(project / "policy", "name: policy\nretire:\n  en.trafficker.pimp: We never write it.\n", "overlay.yaml")
    written(project, "lexicons = ['policy']\n")
    assert why(project, "x.md", "--entry", "en.trafficker.pimp") == [
        "en.trafficker.pimp (trafficker-label) in x.md: not asked about",
        "  - the lexicon: it is retired",
    ]


def test_an_entry_that_is_not_there_is_told(project: Path) -> None:
    result = run("settings", "show", "--entry", "xqzw", cwd=project)
    assert (result.exit_code, str(result.exception).splitlines()[0]) == (1, "the lexicon has no entry for 'xqzw'")


# --- at work ---


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    written(
        tmp_path,
        "fail-on = 'error'\n[per-path.'strict/*']\nfail-on = 'warning'\n[per-path.'plain/*']\nlevels = {trafficker-label = 'advice'}\nmin-level = 'warning'\n[per-path.'grave/*']\nlevels = {'en.trafficker' = 'error'}\n",
    )
    for name in ("a.txt", "strict/a.txt", "plain/a.txt", "grave/a.txt"):
        written(tmp_path, "A pimp ran.\n", name)
    return tmp_path


@pytest.mark.model
@pytest.mark.parametrize(
    ("paths", "code", "levels"),
    [
        (["a.txt"], 0, ["warning"]),
        (["strict/a.txt"], 1, ["warning"]),
        (["a.txt", "strict/a.txt"], 1, ["warning", "warning"]),
        (["plain/a.txt"], 0, []),
        (["grave/a.txt"], 1, ["error"]),
        (["strict/a.txt", "--fail-on", "error"], 0, ["warning"]),
        (["grave/a.txt", "--settings", "other.toml"], 1, ["warning"]),
    ],
)
def test_each_file_is_judged_by_its_own_settings(paths: list[str], code: int, levels: list[str], drafts: Path) -> None:
    """Its own levels come before min-level and fail-on; options come on top."""
    written(drafts, "", "other.toml")
    result = run("check", "--format", "json", *paths, cwd=drafts)
    assert result.exit_code == code
    assert [finding["level"] for finding in json.loads(result.stdout)["findings"]] == levels


@pytest.mark.model
@pytest.mark.parametrize("verb", [["fix", "--verbose"], ["review", "--force"]])
def test_fix_and_review_count_each_file_by_its_own_settings(verb: list[str], drafts: Path) -> None:
    ending = "txt" if verb[0] == "fix" else "docx"
    for name in ("a.docx", "strict/a.docx"):
        (drafts / name).write_bytes(word_file(paragraph("A pimp ran.")))
    assert run(*verb, f"a.{ending}", cwd=drafts).exit_code == 0
    assert run(*verb, f"strict/a.{ending}", cwd=drafts).exit_code == 1


@pytest.mark.model
def test_standard_input_counts_as_a_file_of_the_current_folder(drafts: Path) -> None:
    """With the name it is given, so that an editor gets for a page what a check of its file would say."""
    assert run("check", "-", stdin="A pimp ran.\n", cwd=drafts).exit_code == 0
    assert run("check", "-", stdin="A pimp ran.\n", cwd=drafts / "strict").exit_code == 1
    assert run("check", "-", "--stdin-name", "strict/b.txt", stdin="A pimp ran.\n", cwd=drafts).exit_code == 1


@pytest.mark.model
def test_a_child_is_not_made_less_grave(drafts: Path) -> None:
    """The clause that raises a case for a child stays at what it raises."""
    written(drafts, "levels = {person-label = 'advice'}\n")
    text = "Deputies found a 15-year-old prostitute near the motel. A prostitute of 34 was with her.\n"
    result = run("check", "-", "--format", "json", "--select", "en.person.prostitute", stdin=text, cwd=drafts)
    assert [finding["level"] for finding in json.loads(result.stdout)["findings"]] == ["error", "advice"]


def test_force_exclude_is_for_hooks(drafts: Path) -> None:
    """What is left out is not even read, so a file that cannot be read is no failure."""
    written(drafts, "exclude = ['old/*']\n")
    written(drafts, "", "old/empty.txt")
    assert run("check", "old/empty.txt", cwd=drafts).exit_code == 2
    assert run("check", "--force-exclude", "old/empty.txt", cwd=drafts).exit_code == 0
    assert run("fix", "--force-exclude", "old/empty.txt", cwd=drafts).exit_code == 0
