"""What a check leaves behind: a cache without a word of the documents and the user's key, which nobody else can read."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from langcheck.cache import cache_path
from langcheck.lexicon.compiled import compiled_folder
from tests.test_redacted_names import FILES, holds_name

pytestmark = pytest.mark.model

TEXT = "Mara Qzxv, 15, was called an underage prosti-\ntute by Deputy Oka-\npi. “My pimp,” Qzxv said. The okapi left.\n"

WATCHED = """\
import json, os, sys
written = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        mode, flags = arguments[1] or "", arguments[2] or 0
        if set(mode) & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.append(arguments[0])
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.rmdir", "sqlite3.connect"):
        written.append(str(arguments[1] if event == "os.rename" else arguments[0]))
sys.addaudithook(watch)
from langcheck.cli import main
sys.argv = ["langcheck", *sys.argv[1:]]
try:
    main()
except SystemExit:
    print(json.dumps(sorted({os.path.abspath(os.fsdecode(path)) for path in written})), file=sys.stderr)
"""
"""What Python tells of files that are opened to be written, made, moved or removed is written down."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return furnished(tmp_path)


def furnished(folder: Path) -> Path:
    """A folder with documents in docs/, and homes that keep nothing but the compiled lexicon, which takes seconds to make."""
    (folder / "docs").mkdir()
    (folder / "docs" / "a.txt").write_text(TEXT)
    for name in ("sheet.xlsx", "attached.eml", "column.csv"):
        (folder / "docs" / name).write_bytes(FILES[name])
    compiled = compiled_folder()
    shutil.copytree(compiled, folder / "cache" / "langcheck" / compiled.name)
    return folder


def homes(place: Path, **more: str) -> dict[str, str]:
    kept = {
        "XDG_CACHE_HOME": "cache",
        "XDG_DATA_HOME": "data",
        "HOME": "home",
        "LOCALAPPDATA": "cache",
        "APPDATA": "data",
    }
    return {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        **{name: str(place / at) for name, at in kept.items()},
        **more,
    }


def checked(place: Path, *options: str, **more: str) -> str:
    """The report of a check in a process of its own, as programs read it."""
    line = [sys.executable, "-m", "langcheck", "check", "--format", "json", *options, "docs"]
    done = subprocess.run(line, cwd=place, env=homes(place, **more), capture_output=True, text=True, check=False)
    assert done.returncode in (1, 2), done.stderr
    return done.stdout


def kept_in(place: Path) -> list[Path]:
    return [path for name in ("cache", "data", "home") for path in (place / name).rglob("*") if path.is_file()]


def test_nothing_that_is_kept_holds_a_name_or_a_word(place: Path) -> None:
    assert holds_name(checked(place))
    assert cache_path(place / "cache" / "langcheck") in kept_in(place)
    assert [path for path in kept_in(place) if holds_name(path.read_bytes().decode("latin-1"))] == []


@pytest.mark.skipif(sys.platform != "linux", reason="where the folders are, and modes, differ elsewhere")
def test_nobody_else_can_read_the_cache_or_the_key(place: Path) -> None:
    checked(place)
    ours = [cache_path(place / "cache" / "langcheck"), place / "data" / "langcheck" / "key"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in ours] == [0o600, 0o600]
    assert [path for path in kept_in(place) if path not in ours and "lexicon-" not in str(path)] == []


@pytest.fixture(scope="module")
def checked_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A place where documents were checked, with its cache and key, and the report."""
    place = furnished(tmp_path_factory.mktemp("checked"))
    return place, checked(place)


@pytest.mark.parametrize("how", ["as it is", "another key", "no key", "rows of another", "damaged", "no cache"])
def test_whatever_becomes_of_the_cache_the_report_is_the_same(
    how: str, checked_once: tuple[Path, str], tmp_path: Path
) -> None:
    """A row that is damaged, of another file, or of somebody else is not believed: the file is checked anew."""
    first = checked_once[1]
    place = shutil.copytree(checked_once[0], tmp_path / "place")
    cache, key = cache_path(place / "cache" / "langcheck"), place / "data" / "langcheck" / "key"
    if how == "another key":
        key.write_bytes(b"k" * 32)
    elif how == "no key":
        shutil.rmtree(key.parent)
        key.parent.write_text("a file in its place")
    elif how == "no cache":
        cache.unlink()
    elif how in ("rows of another", "damaged"):
        with sqlite3.connect(cache) as connection:
            rows = connection.execute("SELECT rowid, sum, data FROM report ORDER BY rowid").fetchall()
            for (rowid, total, data), other in zip(rows, [*rows[1:], rows[0]], strict=True):
                changed = other[1:] if how == "rows of another" else (total, data[:-1] + b"\0")
                connection.execute("UPDATE report SET sum = ?, data = ? WHERE rowid = ?", (*changed, rowid))
        connection.close()
    assert checked(place) == first


def test_a_check_without_a_cache_leaves_nothing_of_it_behind(place: Path) -> None:
    checked(place, "--no-cache")
    assert [path for path in kept_in(place) if "lexicon-" not in str(path)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="where the folders are differs elsewhere")
@pytest.mark.parametrize("verb", ["check docs", "check --redact --output html=report.html docs", "stats docs"])
def test_nothing_is_written_but_what_was_asked_for_and_what_is_kept(verb: str, place: Path) -> None:
    if verb == "check docs":  # the lexicon is compiled too; the others find it, because that takes seconds
        shutil.rmtree(place / "cache")
    line = [sys.executable, "-c", WATCHED, *verb.split()]
    done = subprocess.run(line, cwd=place, env=homes(place), capture_output=True, text=True, check=False)
    written = [Path(path) for path in json.loads(done.stderr.splitlines()[-1])]
    asked = [path for path in written if path.name.startswith((".langcheck-", "report.html"))]
    assert (place / "report.html").exists() == bool(asked) == ("report.html" in verb)
    kept = [place / "cache", place / "data", Path("/dev")]
    assert [path for path in written if path not in asked and not any(path.is_relative_to(at) for at in kept)] == []
    assert written != asked or "--redact" in verb  # a redacted check keeps nothing of its own
