"""The lexicon reaches wheel, sdist and editable install alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from langcheck.lexicon.compiled import lexicon_folder
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.model]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An sdist, and a wheel built from it, as an index would get them."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_sdist_holds_the_lexicon_as_yaml(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {
        "lexicon/en/person/prostitute.yaml",
        "lexicon/schema.json",
        "lexicon/LICENSE",
        "hatch_build.py",
        "LICENSE",
    } <= names


def test_the_wheel_holds_it_compiled_and_nothing_else(built: Path) -> None:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert path.name.startswith("langcheck_ht-")
    assert sorted(name for name in names if "_lexicon/" in name) == [
        f"langcheck/_lexicon/{name}"
        for name in ("LICENSE", "index.json", "lexicon.json", "schema.json", "screen.txt", "skim.txt", "words.txt")
    ]
    assert not any(name.endswith(".yaml") or name.startswith(("tests", "lexicon")) for name in names)
    assert "langcheck/py.typed" in names


def test_an_installed_wheel_checks_a_sample_outside_the_checkout(built: Path, tmp_path: Path) -> None:
    """In a fresh environment, with everything from the package index, away from the repository."""
    (wheel,) = built.glob("*.whl")
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    binaries = environment / ("Scripts" if os.name == "nt" else "bin")
    quick = {**os.environ, "PIP_NO_COMPILE": "1"}
    install = [str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True, cwd=tmp_path, env=quick, check=False)
    assert done.returncode == 0, done.stderr
    sample = tmp_path / "press-release.md"
    sample.write_bytes((ROOT / "samples" / "press-release.md").read_bytes())
    command = [str(binaries / "langcheck"), "check", "--format", "json", sample.name]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=clean, check=False)
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert [finding["found"] for finding in report["findings"]] == [
        "pimp", "underage prostitute", "rescued", "refused to cooperate", "child pornography", "johns",
    ]  # fmt: skip
    assert report["tool"]["lexicon"] == (ROOT / "lexicon" / "VERSION").read_text().strip()
    for format_, begins in (("html", "<!DOCTYPE html>"), ("tbx", "<?xml")):
        command = [str(binaries / "langcheck"), "lexicon", "export", "--format", format_]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=clean, check=False)
        assert (done.returncode, done.stdout.startswith(begins)) == (0, True), done.stderr
    command = [str(binaries / "langcheck"), "lexicon", "export", "--format", "skos"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=clean, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        f"langcheck: the skos form needs rdflib\n  Install it: {binaries / 'python'} -m pip install 'langcheck-ht[curate]'\n",
    )


def test_an_editable_install_reads_the_checkout() -> None:
    assert lexicon_folder() == ROOT / "lexicon"
    assert not (ROOT / "src" / "langcheck" / "_lexicon").exists()
