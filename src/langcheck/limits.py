"""How much one file may cost: limits that a person can set, in units a person knows, and the error that tells of one."""

from __future__ import annotations

import sys
from dataclasses import field, fields

from langcheck.errors import UnreadableDocument
from langcheck.lazily import dataclass


def _limit(default: int, meaning: str) -> int:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost; every field is a key of the table ``[limits]`` in the settings file, with hyphens."""

    file_megabytes: int = _limit(256, "the size of a file")
    text_megabytes: int = _limit(
        25, "the size of a text file, web page or data file, and of a text in a message or e-book"
    )
    unpacked_megabytes: int = _limit(512, "what is unpacked from one Office file or e-book, or attached to one message")
    part_megabytes: int = _limit(128, "one part of an Office file or e-book, unpacked; a single OpenDocument XML file")
    compression_ratio: int = _limit(300, "how many times larger than packed a part may be")
    nesting: int = _limit(200, "how deep objects, lists, elements and groups of JSON, YAML, XML and RTF may be nested")
    pages: int = _limit(5_000, "how many pages of a PDF are read; those beyond are named as not checked")
    blocks: int = _limit(500_000, "how many paragraphs and cells one file may hold")
    characters: int = _limit(50_000_000, "how many characters the cells of a workbook or the pages of a PDF may hold")
    memory_megabytes: int = _limit(400, "how much memory the reading of a PDF may take, the file itself included")
    findings: int = _limit(5_000, "how many findings one file may have; a file with more is partly checked")
    seconds: int = _limit(
        60, "how long the reading of one file may take, and then how long the judging of its words may compute"
    )


MEGABYTE = 1024 * 1024

DEFAULTS = Limits()
"""The limits where nobody sets others."""

NAMES = {item.name.replace("_", "-"): item.name for item in fields(Limits)}
"""The key of each limit in the settings file, and its field."""

MEANINGS = {key: str(item.metadata["meaning"]) for key, item in zip(NAMES, fields(Limits), strict=True)}
"""The key of each limit, and what it bounds."""

NONE = Limits(**dict.fromkeys(NAMES.values(), sys.maxsize))
"""No limits: for a file that has been read within its limits already."""

SPLIT = "Split it and check the parts, or"
SAVE_ANEW = "Open it in the program that made it, save it anew and check that file, or"
DISTRUST = "Do not open it if you do not know where it comes from; if you do,"


def beyond(limits: Limits, name: str, problem: str, unit: str, *, hint: str = SPLIT) -> UnreadableDocument:
    """The error for a file beyond a limit: "the file is larger than" and "MB" with the value and the setting's name.

    ``hint`` is what to do first; raising the limit comes after it.
    """
    setting, most = f"limits.{name.replace('_', '-')}", getattr(limits, name)
    unit = unit.removesuffix("s") if most == 1 else unit
    return UnreadableDocument(f"{problem} {most:,} {unit} ({setting})", f"{hint} raise {setting} in langcheck.toml.")


def beyond_fixed(limit: int, problem: str, unit: str, *, hint: str) -> UnreadableDocument:
    """The error for a file beyond a limit that no setting moves."""
    return UnreadableDocument(f"{problem} {limit:,} {unit} (a fixed limit)", hint)
