"""What is made when it is first used is what the standard library would have made at once."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from typing import Any

import pytest

from langcheck.lazily import dataclass, pattern


@dataclass(frozen=True, slots=True)
class Slotted:
    """A class with slots."""

    one: int
    others: tuple[int, ...] = ()
    hidden: list[int] = field(default_factory=list, repr=False, compare=False)

    @property
    def next(self) -> int:
        return self.one + 1


@dataclass(frozen=True)
class Plain:
    one: int


@dataclass
class Changing:
    one: int
    many: list[int] = field(default_factory=list)


def test_objects_are_those_of_the_standard_library() -> None:
    made = Slotted(1, others=(2,))
    assert repr(made) == "Slotted(one=1, others=(2,))"
    assert made == Slotted(1, (2,), [3]) != replace(made, one=2)
    assert hash(made) == hash(Slotted(1, (2,)))
    assert made.next == 2
    assert not hasattr(made, "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.one = 2  # type: ignore[misc]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'one'"):
        Slotted()  # type: ignore[call-arg]
    changing = Changing(1)
    changing.many.append(2)
    assert (changing, Changing(1)) == (Changing(1, [2]), Changing(1))


def test_a_class_is_whole_however_it_is_first_used() -> None:
    """Asked for its fields, read from a pickle, or matched."""

    @dataclass(frozen=True, slots=True)
    class Asked:
        one: int = 1

    assert [found.name for found in dataclasses.fields(Asked)] == ["one"]
    assert str(inspect.signature(Asked)) == "(one: 'int' = 1) -> None"
    match Slotted(4):
        case Slotted(one, _):
            assert one == 4


@pytest.mark.parametrize("made", [Slotted(1, (2,)), Plain(3), Changing(4, [5])])
def test_objects_are_copied_and_pickled(made: object) -> None:
    assert copy.copy(made) == pickle.loads(pickle.dumps(made)) == made


def unused(*, slots: bool) -> Any:
    """A class of which there is no object yet."""
    return dataclass(frozen=True, slots=slots)(type("Unused", (), {"__annotations__": {"one": "int"}}))


def test_a_pickle_may_be_the_first_use() -> None:
    for slots in (True, False):
        made = unused(slots=slots)
        sent = object.__new__(made)
        sent.__setstate__([7] if slots else {"one": 7})
        assert sent == made(7)


def test_threads_that_come_together_find_one_class() -> None:
    for _ in range(20):
        made = unused(slots=True)
        with ThreadPoolExecutor(4) as executor:
            assert list(executor.map(made, [1] * 4)) == [made(1)] * 4


def test_a_pattern_answers_as_the_compiled_one() -> None:
    late = pattern(r"(a)b", re.IGNORECASE)
    assert late.search("xAB") is not None
    assert late.sub(r"\1", "ABab") == "Aa"
    assert late.pattern == "(a)b"
    assert late.fullmatch("abc") is None
