"""Work in a process of its own: what it returns comes back, and why nothing does."""

from __future__ import annotations

import pickle
import re
import runpy
import sys
from pathlib import Path

import msgspec
import pytest

from langcheck.model import Anchor, Block, Mark, MarkKind, Region, Role
from langcheck.readers import apart as apart_module
from langcheck.readers import pdf
from langcheck.readers.apart import SERVES, Apart, End, Ended
from tests.conftest import ROOT


def ended(module: str, function: str, *arguments: object, megabytes: float = 100, seconds: float = 60) -> End:
    apart = Apart(module)
    with pytest.raises(Ended) as caught:
        apart.ask(function, *arguments, megabytes=megabytes, seconds=seconds)
    return caught.value.end


def test_an_answer_comes_back_and_the_same_process_answers_again() -> None:
    apart = Apart("os")
    first, second = (apart.ask("getpid", megabytes=50, seconds=60) for _ in range(2))
    apart.end()
    assert first == second


def test_a_process_that_ended_is_started_anew() -> None:
    apart = Apart("os")
    first = apart.ask("getpid", megabytes=50, seconds=60)
    with pytest.raises(Ended):
        apart.ask("abort", megabytes=50, seconds=60)
    second = apart.ask("getpid", megabytes=50, seconds=60)
    apart.end()
    assert first != second


def test_too_much_memory() -> None:
    assert ended("builtins", "eval", "[str(number) for number in range(50_000_000)]") is End.MEMORY


def test_too_much_time() -> None:
    assert ended("time", "sleep", 60, seconds=0.1) is End.TIME


def test_a_crash() -> None:
    assert ended("os", "abort") is End.CRASH


def test_a_mistake_of_ours_is_told_and_not_taken_for_a_bad_file() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        Apart("operator").ask("truediv", 1, 0, megabytes=50, seconds=60)


# --- answers that are none of ours ---------------------------------------------------------------------------------


class Harmful:
    """Runs code where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def said(data: bytes, **how: object) -> End:
    """Why a process that says this in place of its answer is taken to have ended."""
    return ended("builtins", "eval", f"__import__('os').write(1, {data!r})", **how)  # type: ignore[arg-type]


def message(data: bytes) -> bytes:
    return len(data).to_bytes(8, "big") + data


def test_a_pickled_answer_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ran"
    pickled = pickle.dumps((Harmful(path), False))
    assert said(message(pickled)) is End.CRASH
    assert said(pickled) in (End.CRASH, End.MEMORY)
    assert not path.exists()
    pickle.loads(pickled)
    assert path.exists()


def test_an_answer_longer_than_its_memory_is_not_read() -> None:
    assert said((2**40).to_bytes(8, "big"), megabytes=50) is End.MEMORY


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc1",
        b"\x90" * 100_000,
        msgspec.msgpack.encode({"type": "other"}),
        msgspec.msgpack.encode(["answered", 1]),
    ],
    ids=["nothing", "no data", "nested", "other", "list"],
)
def test_an_answer_of_another_shape_is_a_crash(data: bytes) -> None:
    assert said(message(data)) is End.CRASH


@pytest.mark.parametrize("value", ["1", "[1]", "{'a': 'b'}", "None"])
def test_an_answer_of_another_type_is_a_crash(value: str) -> None:
    apart = Apart("builtins")
    with pytest.raises(Ended) as caught:
        apart.ask("eval", value, answer=list[str], megabytes=50, seconds=60)
    assert caught.value.end is End.CRASH
    assert apart.ask("eval", "['a']", answer=list[str], megabytes=50, seconds=60) == ["a"]
    apart.end()


@pytest.mark.parametrize("value", ["'\\ud800'", "2**70"])
def test_what_cannot_be_said_is_a_crash(value: str) -> None:
    assert ended("builtins", "eval", value) is End.CRASH


def test_blocks_come_back_as_they_were() -> None:
    """Through the types that the PDF reader answers in."""
    found = pdf.Found(
        texts=["a é \U0001f600", ""],
        lengths=[3, 0],
        others=[
            Block(
                "a b",
                Role.COMMENT,
                (Anchor(0, 4), Anchor(1, 9, 2)),
                {"part": "comment", "page": 1},
                3,
                (Mark(Region(0, 1), MarkKind.QUOTE),),
                ((0, {"line": 1}), (2, {"line": 2, "box": "1.0,2.0"})),
            )
        ],
        problems=[(1, 2, "is so", "Do so.")],
        recognised=[2],
        pictured={1: (40, [(b"seen", 0.9)])},
    )
    data = msgspec.msgpack.encode(found)
    assert msgspec.msgpack.decode(data, type=pdf.Found) == found
    layout = pdf.Layout(found.others, [0], 2, [1])
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(layout), type=pdf.Layout) == layout


def test_nothing_of_ours_reads_pickles() -> None:
    """Processes of our own code apart, which the standard library runs (workers.py)."""
    modules = (ROOT / "src" / "langcheck").rglob("*.py")
    reads = re.compile(r"^\s*(?:import|from) (?:pickle|shelve|marshal|dill|cloudpickle|joblib)\b", re.MULTILINE)
    assert [path.name for path in modules if reads.search(path.read_text(encoding="utf-8"))] == []


def test_a_program_without_a_python_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """And knows what it is asked to do then."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert apart_module._line("langcheck.readers.pdf_pages") == [sys.executable, SERVES, "langcheck.readers.pdf_pages"]
    launcher = runpy.run_path(str(ROOT / "packaging" / "launcher.py"))
    served: list[str] = []
    monkeypatch.setattr(apart_module, "serve", served.append)
    monkeypatch.setattr(sys, "argv", ["langcheck", SERVES, "a"])
    launcher["main"]()
    assert served == ["a"]
