"""YAML read so that words stay words (``no`` and ``on`` are terms here) and every value knows its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from langcheck.errors import Problem

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BOOLEANS = {"true": True, "false": False}
_SWITCHES = frozenset({("safe",), ("first",)})
"""The only fields that are switches; everywhere else ``false`` is a word (false imprisonment)."""

Trail = tuple[str | int, ...]


@dataclass
class Record:
    """A YAML file's data, and the line (from 1) of every value by its trail of keys and indexes."""

    path: str
    data: Any
    lines: dict[Trail, int] = field(default_factory=dict)

    def line(self, trail: Trail) -> int:
        """The line of a value, or of the nearest thing around it that has one."""
        while trail and trail not in self.lines:
            trail = trail[:-1]
        return self.lines.get(trail, 1)

    def problem(self, trail: Trail, message: str) -> Problem:
        return Problem(self.path, self.line(trail), message)


def read_yaml(path: Path, *, name: str) -> Record | Problem:
    """Read a file; a Problem says what is wrong with its YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Problem(name, 1, f"cannot be read: {error}")
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Problem(name, line, f"is not valid YAML: {error.problem}")
    except yaml.YAMLError as error:
        return Problem(name, 1, f"is not valid YAML: {error}")
    record = Record(name, None)
    repeated = list(_repeated_keys(node))
    if repeated:
        line, key = repeated[0]
        return Problem(name, line, f"the key {key!r} stands twice")
    record.data = _construct(node, (), record.lines)
    return record


def _construct(node: Any, trail: Trail, lines: dict[Trail, int]) -> Any:
    if node is None:
        return None
    lines[trail] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return {key.value: _construct(value, (*trail, key.value), lines) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_construct(value, (*trail, index), lines) for index, value in enumerate(node.value)]
    if trail[-1:] in _SWITCHES and node.value in _BOOLEANS:
        return _BOOLEANS[node.value]
    return node.value


def _repeated_keys(node: Any) -> Iterator[tuple[int, str]]:
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in current.value:
                if key.value in seen:
                    yield key.start_mark.line + 1, key.value
                seen.add(key.value)
                stack.append(value)
        elif isinstance(current, yaml.SequenceNode):
            stack.extend(current.value)
