"""``dataclass`` and patterns as the standard library has them, worked out when they are first used: a start pays for no others.

A clean file needs a quarter of the classes and a tenth of the patterns that the modules on its way define; to make all of them took
longer than to check it.
"""

from __future__ import annotations

import dataclasses
import re
from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any, AnyStr, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  so that it counts as a name of this module

_Made = TypeVar("_Made", bound=type)
_Asked = TypeVar("_Asked")
_Told = TypeVar("_Told")


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that is compiled when it is first asked for anything."""
    return _Pattern(source, flags)  # type: ignore[return-value]  # nobody can extend the class that it answers as


class _Pattern:
    def __init__(self, source: Any, flags: int) -> None:
        self._told = source, flags

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has of this name, kept for the next question."""
        found = getattr(re.compile(*self._told), name)
        setattr(self, name, found)
        return found


class PerObject(Generic[_Asked, _Told]):
    """What is worked out of an object that nobody changes, such as a list of the lexicon, once for each.

    To tell the object by its place in memory takes no longer for a list of a thousand words than for one of two.
    """

    def __init__(self, work_out: Callable[[_Asked], _Told]) -> None:
        self._work_out = work_out
        self._kept: dict[int, tuple[_Asked, _Told]] = {}
        """By the place of the object, which is kept, so that no other one gets its place."""

    def __call__(self, asked: _Asked) -> _Told:
        kept = self._kept.get(id(asked))
        if kept is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            kept = self._kept[id(asked)] = asked, self._work_out(asked)
        return kept[1]


_MOST_KEPT = 8192


if not TYPE_CHECKING:  # type checkers take it for the one of the standard library

    def dataclass(told: _Made | None = None, /, **options: bool) -> _Made | Callable[[_Made], _Made]:
        """A data class whose methods are made with its first object, or when somebody asks for its fields."""
        if told is None:
            return partial(dataclass, **options)
        made = _copy(told, slots=options.get("slots", False))
        _later(made, lambda: _finish(made, told, options))
        return made


_LOCK = RLock()
_STANDING_IN = ("__init__", "__setstate__", "__dataclass_fields__")
"""How a class is first used: an object is made, or read from a pickle, or its fields are asked for."""


def _copy(told: _Made, *, slots: bool) -> _Made:
    """The class again, which is the one that is used; with its fields as slots, if that was told."""
    names = tuple(told.__annotations__) if slots else ()
    kept = {name: value for name, value in vars(told).items() if name not in (*names, "__dict__", "__weakref__")}
    made = type(told)(told.__name__, told.__bases__, {**kept, "__slots__": names} if slots else kept)
    made.__qualname__ = told.__qualname__
    return made


def _later(made: type, finish: Callable[[], None]) -> None:
    """Let a class finish itself when it is first used."""

    def init(self: object, *values: object, **named: object) -> None:
        finish()
        made.__init__(self, *values, **named)  # type: ignore[misc]

    def set_state(self: object, state: Any) -> None:
        finish()
        if isinstance(state, dict):
            self.__dict__.update(state)
        else:
            made.__setstate__(self, state)  # type: ignore[attr-defined]

    for name, stands_in in zip(_STANDING_IN, (init, set_state, _Fields(finish)), strict=True):
        setattr(made, name, stands_in)


class _Fields:
    """Stands where the fields of a class will."""

    def __init__(self, finish: Callable[[], None]) -> None:
        self._finish = finish

    def __get__(self, _: object, owner: type) -> object:
        self._finish()
        return vars(owner)["__dataclass_fields__"]


def _finish(made: type, told: type, options: Mapping[str, bool]) -> None:
    """Give a class what the standard library makes of it; once, whichever thread comes first."""
    with _LOCK:
        if not isinstance(vars(made).get("__dataclass_fields__"), _Fields):
            return
        whole: type = dataclasses.dataclass(**options)(told)
        mine = {*vars(made)} - {*_STANDING_IN}
        given = {name: value for name, value in vars(whole).items() if name not in mine}
        init = given.pop("__init__")
        for name, value in given.items():
            setattr(made, name, value)
        made.__init__ = init  # type: ignore[misc]  # at last, so that no thread finds half a class
