"""Data to JSON that any pipe can carry and no CI server takes for a command of its own."""

from __future__ import annotations

import json
import re
from typing import Any

_COMMAND = re.compile(r"(?<=#)#(?=\w{0,20}\[)")
"""The second sign of ``##[group]`` or ``##vso[``, which servers obey anywhere in a line."""


def dumps(data: Any, *, indent: int | None = None, ensure_ascii: bool = True) -> str:
    """The data; letters outside ASCII are escaped, and so is what begins a command: it reads back as it was."""
    return _COMMAND.sub(r"\\u0023", json.dumps(data, indent=indent, ensure_ascii=ensure_ascii))
