"""What we offer to CI servers: the action, GitLab's job and the Dockerfile; their shell steps run, the image is not built."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

pytestmark = [pytest.mark.model, pytest.mark.skipif(os.name == "nt", reason="the steps are for bash")]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
JOB: dict[str, Any] = yaml.safe_load((ROOT / "ci" / "langcheck.gitlab-ci.yml").read_text(encoding="utf-8"))["langcheck"]
DOCKER = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "in-ci.md").read_text(encoding="utf-8")


def bash(script: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A script as a runner gives it to bash: the first command that fails ends it."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with documents, and an environment in which langcheck is installed."""
    (tmp_path / "my docs").mkdir()
    (tmp_path / "my docs" / "a.txt").write_text("A pimp ran.\n")
    (tmp_path / "clean.txt").write_text("Nothing here.\n")
    program(tmp_path / "langcheck" / "bin" / "langcheck", f'exec "{sys.executable}" -m langcheck "$@"')
    return tmp_path


def program(path: Path, line: str) -> None:
    """A program of one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


# --- GitHub ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "fail_on", "arguments", "code"),
    [
        ("my docs\nclean.txt\n", "", "", 1),
        ("my docs", "error", "", 0),
        ("clean.txt", "", "--min-level\nwarning\n", 0),
        ("gone.txt", "", "", 2),
        ("$(touch evil)", "", "", 2),
        ("--exit-zero", "", "", 2),
    ],
)
def test_the_step_of_github_checks_and_says_how_it_ended(
    folder: Path, paths: str, fail_on: str, arguments: str, code: int
) -> None:
    told = folder / "output"
    done = bash(
        STEPS["Check"]["run"], folder, ENVIRONMENT=str(folder / "langcheck"), PATHS=paths, FAIL_ON=fail_on,
        ARGUMENTS=arguments, SARIF="out.sarif", GITHUB_OUTPUT=str(told), GITHUB_WORKSPACE=str(folder),
    )  # fmt: skip
    assert (done.returncode, told.read_text()) == (0, f"code={code}\n"), done.stderr
    assert json.loads((folder / "out.sarif").read_text())["version"] == "2.1.0"
    assert not (folder / "evil").exists()
    assert ("::warning file=my docs/a.txt,line=1" in done.stdout) == paths.startswith("my docs")
    assert bash(STEPS["Result"]["run"], folder, CODE=str(code)).returncode == code


def test_the_cache_is_named_after_what_is_installed(tmp_path: Path) -> None:
    """A lexicon that changed is not checked with the one that an older run installed."""
    action = tmp_path / "action"
    record = action / "lexicon" / "en" / "a.yaml"
    code = action / "src" / "langcheck" / "a.py"
    for path in (record, code, *(action / name for name in ("action.yml", "pyproject.toml", "hatch_build.py"))):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a\n")

    def named() -> str:
        told = tmp_path / "output"
        told.write_text("")
        done = bash(
            STEPS["Name what is installed"]["run"], tmp_path, PYTHON=sys.executable, GITHUB_ACTION_PATH=str(action),
            GITHUB_OUTPUT=str(told),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        (name,) = re.findall(r"\Ahash=([0-9a-f]{64})\n\Z", told.read_text())
        return str(name)

    seen = [named()]
    code.with_suffix(".pyc").write_bytes(b"a")
    assert named() == seen[0]
    for path in (record, code, action / "pyproject.toml"):
        path.write_text("b\n")
        seen.append(named())
    record.rename(record.with_name("b.yaml"))
    seen.append(named())
    assert len(set(seen)) == 5
    (cache,) = [step["with"] for step in ACTION["runs"]["steps"] if step.get("uses", "").startswith("actions/cache@")]
    assert cache["key"].endswith("-${{ steps.source.outputs.hash }}")
    assert {step["env"]["ENVIRONMENT"] for step in STEPS.values() if "ENVIRONMENT" in step.get("env", {})} == {
        cache["path"]
    }


def test_no_step_puts_what_somebody_wrote_into_its_script() -> None:
    assert [name for name, step in STEPS.items() if "${{" in step["run"]] == []


def test_every_input_is_used_and_told() -> None:
    text = (ROOT / "action.yml").read_text()
    for name in ACTION["inputs"]:
        assert f"inputs.{name}" in text
    (example,) = re.findall(r"```yaml\n(name: words\n.*?)```", PAGE, re.DOTALL)
    told = yaml.safe_load(example)["jobs"]["langcheck"]["steps"][1]["with"]
    assert told.keys() <= ACTION["inputs"].keys()


# --- GitLab ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paths", "arguments", "code"), [(".", "", 1), ("clean.txt", "--fail-on error", 0)])
def test_the_job_of_gitlab_writes_its_report(folder: Path, paths: str, arguments: str, code: int) -> None:
    """In an environment of its own: what an older job installed is not run, and only what pip downloads is kept."""
    made = folder / ".langcheck" / "bin"
    program(made / "langcheck", "exit 99")
    program(folder / "bin" / "pip", f'echo "$@" >> "{folder}/asked" && cp "{folder}/langcheck/bin/langcheck" "{made}"')
    program(folder / "bin" / "python", f'echo "$@" >> "{folder}/asked" && cp "{folder}/bin/pip" "{made}/python"')
    done = bash(
        "\n".join(JOB["script"]), folder, LANGCHECK_INSTALL="nothing-is-installed", LANGCHECK_PATHS=paths,
        LANGCHECK_ARGUMENTS=arguments, CI_PROJECT_DIR=str(folder), PATH=f"{folder / 'bin'}:{os.environ['PATH']}",
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert (folder / "asked").read_text().splitlines() == [
        "-m venv --clear .langcheck",
        "-m pip install --quiet --disable-pip-version-check nothing-is-installed",
    ]
    (kept,) = JOB["cache"]["paths"]
    assert JOB["variables"]["PIP_CACHE_DIR"] == f"$CI_PROJECT_DIR/{kept.rstrip('/')}"
    report = json.loads((folder / JOB["artifacts"]["reports"]["codequality"]).read_text())
    assert [item["location"]["path"] for item in report] == ["my docs/a.txt"][:code]


def test_the_example_for_gitlab_sets_what_the_job_reads() -> None:
    (example,) = re.findall(r"```yaml\n(include:\n.*?)```", PAGE, re.DOTALL)
    assert yaml.safe_load(example)["langcheck"]["variables"].keys() <= JOB["variables"].keys()


# --- the container -----------------------------------------------------------------------------------------------


def test_the_image_is_not_root_and_holds_what_the_build_needs() -> None:
    last = DOCKER.split("\nFROM ")[-1]
    assert "\nUSER 10001\n" in last
    assert last.index("USER") < last.index("ENTRYPOINT")
    copied = [name for line in re.findall(r"^COPY (?!--)(.*) \S+$", DOCKER, re.MULTILINE) for name in line.split()]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert sorted(kept) == sorted(copied)


@pytest.mark.slow
def test_the_steps_that_install_work_in_a_fresh_environment(tmp_path: Path) -> None:
    """The RUN lines of the Dockerfile and the first step of the action, with what they are given.

    What langcheck depends on is found where these tests have it; tests/test_wheel.py takes all of it from the index.
    """
    clean = {name: "" for name in os.environ if name.startswith("PYTHON")} | {"PIP_NO_COMPILE": "1"}
    source = tmp_path / "src"
    source.mkdir()
    for line in re.findall(r"^COPY (?!--)(.*) \S+$", DOCKER, re.MULTILINE):
        subprocess.run(["cp", "-r", *line.split(), str(source)], cwd=ROOT, check=True)
    runs = re.findall(r"^RUN (.*)$", DOCKER.split("\nFROM ")[1], re.MULTILINE)
    assert len(runs) == 2
    for run in runs:
        there = re.sub(r"^python\b", sys.executable, run).replace("/opt/langcheck", str(tmp_path / "opt"))
        done = bash(there, source, **clean)
        assert done.returncode == 0, done.stderr
        for packages in (tmp_path / "opt").glob("lib/python*/site-packages"):
            (packages / "beside.pth").write_text(sysconfig.get_path("purelib"))
    assert bash(f"{tmp_path / 'opt'}/bin/langcheck --version", tmp_path, **clean).stdout.startswith("langcheck")
    (tmp_path / "opt" / "bin" / "langcheck").unlink()  # an environment without the program, with what it needs
    environment = {"PYTHON": sys.executable, "ENVIRONMENT": str(tmp_path / "opt"), "GITHUB_ACTION_PATH": str(source)}
    for _ in range(2):
        done = bash(STEPS["Install langcheck"]["run"], tmp_path, **{**clean, **environment})
        assert done.returncode == 0, done.stderr
    assert bash(f"{tmp_path / 'opt'}/bin/langcheck --version", tmp_path, **clean).stdout.startswith("langcheck")
