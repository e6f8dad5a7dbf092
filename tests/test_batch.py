"""Many files to one report: the same from one process, from several, and from the cache."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import textwrap
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from langcheck import batch as module
from langcheck.batch import Batch
from langcheck.cache import Cache
from langcheck.checker import Checker
from langcheck.model import Level, Report
from langcheck.settings import Settings
from langcheck.tasks import Outcome, Task
from langcheck.workers import ENDED
from tests.word_files import paragraph, word_file

pytestmark = pytest.mark.model


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Twelve documents: text with and without findings, a Word file, one that cannot be read, Windows-1252."""
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"Deputy Oyelaran saw a pimp and {number} prostitutes.\n")
    (folder / "clean.txt").write_text("The deputy walked back to the car.\n")
    (folder / "latin.txt").write_bytes("A café. A pimp left.\n".encode("cp1252"))
    (folder / "word.docx").write_bytes(word_file(paragraph("A pimp left the hotel.")))
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no package")
    return folder


def run(files: Path, *, cache: Cache | None = None, jobs: int = 1, settings: Settings | None = None) -> Report:
    told = settings or Settings()
    return Batch(told, lambda _: told, jobs=jobs, cache=cache).check([files])


def test_several_processes_say_what_one_says(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = run(files)
    assert (one.documents, len(one.failures), len(one.findings)) == (11, 1, 18)
    monkeypatch.setattr(module, "WORTH_PROCESSES", 1)
    assert run(files, jobs=2) == one


def test_the_cache_says_what_was_said_before(files: Path, tmp_path: Path) -> None:
    one = run(files)
    cache = Cache(tmp_path / "cache.sqlite3")
    assert run(files, cache=cache) == one
    assert run(files, cache=Cache(tmp_path / "cache.sqlite3")) == one


def test_what_is_in_the_cache_is_not_judged_again(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = run(files, cache=Cache(tmp_path / "cache.sqlite3"))

    def never(*_: object) -> None:
        raise AssertionError("a document was judged again")

    monkeypatch.setattr(Checker, "_judge", never)
    assert run(files, cache=Cache(tmp_path / "cache.sqlite3")) == one


def test_a_file_that_changed_is_checked_again_under_any_name(files: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite3")
    run(files, cache=cache)
    (files / "0.txt").write_text("A pimp left.\n")
    (files / "1.txt").rename(files / "renamed.txt")
    assert run(files, cache=cache) == run(files)


def test_other_settings_are_another_result(files: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite3")
    run(files, cache=cache)
    stricter = Settings(min_level=Level.ERROR)
    assert run(files, cache=cache, settings=stricter) == run(files, settings=stricter)
    ignoring = Settings(ignore=("en.trafficker",))
    assert run(files, cache=cache, settings=ignoring) == run(files, settings=ignoring)


def test_each_file_has_its_own_settings(files: Path) -> None:
    told = {"0.txt": Settings(ignore=("en.trafficker.pimp",))}
    report = Batch(Settings(), lambda path: told.get(path.name, Settings())).check([files])
    by_file = [finding.found for finding in report.findings if finding.path.endswith(("0.txt", "1.txt"))]
    assert by_file == ["prostitutes", "pimp", "prostitutes"]


def test_the_cache_holds_no_word_of_the_documents_and_no_name_of_a_file(files: Path, tmp_path: Path) -> None:
    run(files, cache=Cache(tmp_path / "cache.sqlite3"))
    kept = (tmp_path / "cache.sqlite3").read_bytes()
    assert len(kept) > 1000
    assert [
        word for word in (b"Oyelaran", b"Deputy", b"deputy", b"hotel", b"latin", b"prostitutes") if word in kept
    ] == []


def test_documents_that_are_kept_for_a_report_are_read(files: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite3")
    run(files, cache=cache)
    report = Batch(Settings(), lambda _: Settings(), keep_documents=True, cache=cache).check([files])
    assert len(report.read) == 11
    assert replace(report, read=()) == run(files)


# --- when processes end ------------------------------------------------------------------------------------------

DEADLY = """
import sys
from pathlib import Path
import langcheck.tasks
from langcheck import batch, workers
from langcheck.batch import Batch
from langcheck.reporters import Style, render
from langcheck.settings import Settings
from langcheck.tasks import Outcome, Task

if __name__ == "__main__":
    batch.WORTH_PROCESSES = 1
    workers.CHUNK_BYTES = 120
    report = Batch(Settings(), lambda _: Settings(), jobs=2).check([Path(sys.argv[1])])
    print(render(report, "json", Style()))
else:
    check_task = langcheck.tasks.check_task

    def deadly(task):
        if task.path.name == "3.txt":
            import os
            os._exit(9)
        return check_task(task)

    langcheck.tasks.check_task = deadly
"""


def test_a_file_that_ends_its_process_costs_no_other(files: Path, tmp_path: Path) -> None:
    """The others are checked, and the file is named as not checked."""
    import json

    program = tmp_path / "deadly.py"
    program.write_text(DEADLY)
    done = subprocess.run(
        [sys.executable, str(program), str(files)], capture_output=True, text=True, check=True, timeout=120
    )
    report = json.loads(done.stdout)
    assert report["documents"] == 10
    failures = {Path(failure["path"]).name: failure["problem"] for failure in report["failures"]}
    assert failures["3.txt"] == ENDED.problem
    assert sorted(failures) == ["3.txt", "broken.docx"]


STOPPED = """
import os, signal, sys
from pathlib import Path
from langcheck.batch import Batch
from langcheck.settings import Settings
from langcheck.tasks import Outcome, Task

def progress(done, total):
    if done == 5:
        os.kill(os.getpid(), signal.SIGINT)

report = Batch(Settings(), lambda _: Settings()).check([Path(sys.argv[1])], progress=progress)
print(report.documents + len(report.failures), report.unreached)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to send")
def test_a_check_that_is_stopped_reports_what_was_done(files: Path, tmp_path: Path) -> None:
    program = tmp_path / "stopped.py"
    program.write_text(STOPPED)
    done = subprocess.run(
        [sys.executable, str(program), str(files)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["5", "7"]


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to send")
def test_ctrl_c_prints_what_was_done_and_ends_with_130(files: Path) -> None:
    """The command line, stopped by a signal once its screen tells of the first file; its processes end with it."""
    for number in range(600):
        (files / f"more-{number}.txt").write_text(
            f"A pimp and {number} prostitutes were seen by Deputy Oyelaran.\n" * 20
        )
    pty = pytest.importorskip("pty")
    screen, ours = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "langcheck", "check", "--jobs", "2", "--no-cache", str(files)],
        stdout=subprocess.PIPE, stderr=ours, text=True, start_new_session=True,
    )  # fmt: skip
    os.close(ours)
    told = b""
    try:
        while not re.search(rb"Checking: [1-9]", told):
            told += os.read(screen, 4096)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        with suppress(OSError):
            while piece := os.read(screen, 4096):
                told += piece
    finally:
        process.kill()
        os.close(screen)
    assert process.returncode == 130
    assert re.search(r"\d+ documents? checked", out)
    assert re.search(rb"Stopped: \d+ files not checked\.\r\n$", told)


# --- progress ----------------------------------------------------------------------------------------------------


def test_progress_is_told_for_every_file(files: Path) -> None:
    told: list[tuple[int, int]] = []
    Batch(Settings(), lambda _: Settings()).check([files], progress=lambda done, total: told.append((done, total)))
    assert told == [(number, 12) for number in range(1, 13)]


def test_nothing_of_several_processes_is_loaded_for_few_files(files: Path) -> None:
    code = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from langcheck.batch import Batch
        from langcheck.settings import Settings
        Batch(Settings(), lambda _: Settings(), jobs=8).check([Path({str(files / "clean.txt")!r})])
        print([name for name in ("multiprocessing", "sqlite3", "spacy", "msgspec") if name in sys.modules])
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_that_changes_while_it_is_checked_is_kept_as_it_was_checked(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look into the cache and the check, somebody saves the file; what is kept belongs to the new bytes."""
    path = files / "0.txt"
    before = path.read_bytes()
    check = module.check_task

    def saved_meanwhile(task: Task) -> Outcome:
        path.write_text("Two pimps and a pimp left.\n")
        return check(task)

    monkeypatch.setattr(module, "check_task", saved_meanwhile)
    run(files, cache=Cache(tmp_path / "cache.sqlite3"))
    monkeypatch.setattr(module, "check_task", check)
    path.write_bytes(before)
    assert run(files, cache=Cache(tmp_path / "cache.sqlite3")) == run(files)
