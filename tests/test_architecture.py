"""The invariants of ARCHITECTURE.md that can be read off the imports."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "langcheck"
MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path, *, at_run_time: bool = True) -> set[str]:
    """The modules that a module imports; imports for type checking alone do not count."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if at_run_time and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped.update(inner for child in node.body for inner in ast.walk(child))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def ours(path: Path) -> set[str]:
    return {name.removeprefix("langcheck.") for name in imports(path) if name.startswith("langcheck.")}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_analysis_and_its_view_for_spacy_import_spacy(path: Path) -> None:
    uses = any(name.split(".")[0] == "spacy" for name in imports(path))
    allowed = name_of(path) in (
        "analysis.pipeline",
        "analysis.language_model",
        "analysis.grammar",
        "clients.spacy_components",
    )
    assert not uses or allowed


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_readers_editors_and_exporters_import_format_libraries(path: Path) -> None:
    """Reports may build XML with the standard library; they parse none."""
    formats = {"lxml", "pyromark", "zipfile", "html", "docx", "email", "xml", "pypdfium2", "pypdf"}
    uses = {name.split(".")[0] for name in imports(path)} & formats
    if name_of(path).split(".")[0] == "reporters":
        text = path.read_text(encoding="utf-8")
        assert uses <= {"xml"}
        assert not re.search(r"fromstring|XMLParser|iterparse|\bparse\(", text)
    else:
        assert not uses or name_of(path).split(".")[0] in ("readers", "editors", "exporters")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_prints(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prints = re.search(r"\bprint\(|click\.echo|sys\.stdout\.write", text) is not None
    assert not prints or name_of(path).split(".")[0] == "cli"


def test_the_model_imports_nothing_of_ours() -> None:
    """But what stands in for the standard library."""
    assert ours(SOURCE / "model.py") == EVERYWHERE


ARROWS = {
    "model": set(),
    "errors": set(),
    "harmless": set(),
    "encoding": set(),
    "limits": {"errors"},
    "repository": {"model"},
    "lexicon": {"lexicon", "model", "errors"},
    "facts": {"facts", "lexicon", "model", "errors"},
    "analysis": {"analysis", "facts", "lexicon", "model", "errors"},
    "readers": {"readers", "encoding", "limits", "model", "errors"},
    "reporters": {"reporters", "boilerplate", "harmless", "model"},
    "boilerplate": {"model"},
    "baseline": {"editors", "errors", "fingerprints", "model", "readers"},
    "stats": {"archive", "boilerplate", "errors", "harmless", "model", "reporters", "stats"},
    "fingerprints": {"model"},
    "redaction": {"errors", "fingerprints", "model"},
    "exporters": {"exporters", "lexicon", "model", "errors"},
    "editors": {"editors", "readers", "limits", "model", "errors"},
    "settings": {"settings", "encoding", "fingerprints", "lexicon", "limits", "model", "errors"},
    "passed_over": {"model"},
    "copies": set(),
    "files": {"copies", "model", "errors", "passed_over", "readers", "settings"},
    "directives": {"model", "settings"},
    "side_car": {"directives", "errors", "files", "model", "readers"},
    "checker": {
        "analysis",
        "directives",
        "errors",
        "files",
        "fingerprints",
        "lexicon",
        "limits",
        "model",
        "readers",
        "settings",
        "side_car",
    },
    "stored": {"fingerprints", "lexicon", "model"},
    "own_key": set(),
    "cache": {"own_key"},
    "cores": set(),
    "tasks": {"checker", "errors", "model", "readers", "settings", "stored"},
    "workers": {"cores", "model", "tasks"},
    "preloaded": {"", "analysis", "cores", "errors", "readers", "settings", "tasks"},
    "rules": {"directives", "lexicon", "model", "settings"},
    "changes": {"editors", "model"},
    "since": {"errors", "model"},
    "batch": {"cache", "checker", "errors", "files", "model", "readers", "settings", "stored", "tasks", "workers"},
    "api": {"batch", "files", "lexicon", "model", "readers", "settings", "tasks"},
    "clients": {
        "analysis",
        "changes",
        "checker",
        "clients",
        "editors",
        "errors",
        "facts",
        "harmless",
        "model",
        "preloaded",
        "readers",
        "reporters",
        "settings",
        "tasks",
        "workers",
    },
    "archive": {
        "api",
        "archive",
        "batch",
        "checker",
        "cores",
        "editors",
        "errors",
        "files",
        "fingerprints",
        "lexicon",
        "limits",
        "model",
        "readers",
        "redaction",
        "settings",
        "tasks",
        "workers",
    },
    "arrow": {"archive", "errors"},
    "fixing": {"checker", "editors", "model", "errors", "readers", "side_car"},
    "examples": {"checker", "lexicon", "model", "errors", "readers", "settings"},
}
"""Which part may import which; the command line may import all."""

EVERYWHERE = {"lazily"}
"""What every part may import, as it may import the standard library."""


@pytest.mark.parametrize("path", [path for path in MODULES if name_of(path).split(".")[0] in ARROWS], ids=name_of)
def test_arrows_go_one_way(path: Path) -> None:
    part = name_of(path).split(".")[0]
    assert {name.split(".")[0] for name in ours(path)} <= ARROWS[part] | EVERYWHERE


def test_extras_install_something() -> None:
    """But for the name under which people look for office formats."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert [name for name, needed in extras.items() if not needed] == ["office"]


def test_every_registry_line_leads_to_a_module() -> None:
    from importlib.util import find_spec

    from langcheck.cli import VERBS
    from langcheck.editors import EDITORS
    from langcheck.exporters import EXPORTERS
    from langcheck.readers import READERS, SUFFIXES
    from langcheck.reporters import REPORTERS

    registries = (READERS, REPORTERS, EXPORTERS, EDITORS)
    modules = [*(module for registry in registries for module in registry.values()), *(m for m, _ in VERBS.values())]
    assert [module for module in modules if find_spec(module) is None] == []
    assert set(SUFFIXES.values()) == set(READERS)


def test_except_exception_stands_at_the_boundaries() -> None:
    """At that of the command line and at that to engines, whose log an error's text would tell of a document; nowhere else."""
    places = [name_of(path) for path in MODULES if "except Exception" in path.read_text(encoding="utf-8")]
    assert places == ["archive.rows", "cli"]


def test_only_archives_know_arrow() -> None:
    known = re.compile(r"^\s*(?:import|from) (?:duckdb|pandas|polars|pyarrow|pyspark)\b", re.MULTILINE)
    places = [name_of(path) for path in MODULES if known.search(path.read_text(encoding="utf-8"))]
    assert places == ["archive.fragments", "archive.sources", "archive.tables", "arrow", "stats.archives"]


def test_nothing_searches_for_a_position_again() -> None:
    """Places come from anchors: no module of the way from reader to report searches the source for found words."""
    for name in ("checker", "model", "redaction", "reporters.text", "reporters.json", "reporters.html"):
        text = (SOURCE / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
        assert "source.find(" not in text
        assert "source.index(" not in text
