"""Text from documents to text that commands neither a terminal nor a CI server: what would is shown as codes, not sent."""

from __future__ import annotations

import re

from langcheck.lazily import pattern

_CONTROLS = pattern("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
_CONTROLS_OF_A_LINE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]|\r(?!\n?\\Z)")
_COMMANDS = pattern(r"\A(\s*):(?=:)|(?<=#)#(?=\w{0,20}\[)")
"""What begins a command to a CI server: ``::error ...`` as a line of its own, ``##[group]`` and ``##vso[`` anywhere."""


def printable(text: str) -> str:
    """A text on one line: control and direction characters are shown, and so is what begins a command."""
    return commandless(_CONTROLS.sub(_code, text))


def plain(text: str) -> str:
    """A text of several lines, each of them printable."""
    return "\n".join(map(printable, text.split("\n")))


def commandless(line: str) -> str:
    """A line that no CI server takes for a command of its own, with the colours that it may have."""
    if "::" not in line and "##" not in line:
        return line
    return _COMMANDS.sub(lambda found: "\\x23" if found[1] is None else f"{found[1]}\\x3a", line)


def line_of_diff(line: str) -> str:
    """A line of a difference between two texts: its end and its tabs stay, so that other programs can read it."""
    return commandless(_CONTROLS_OF_A_LINE.sub(_code, line))


def _code(found: re.Match[str]) -> str:
    return f"\\x{ord(found.group()):02x}"
