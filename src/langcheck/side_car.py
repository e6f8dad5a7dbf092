"""Side-car files: ``report.docx.langcheck.toml`` beside ``report.docx`` says what is allowed in it and why.

A file comes in as a path and goes out as directives; one that cannot be used as it stands is a Failure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from langcheck.directives import Directive
from langcheck.errors import SettingsError, UnreadableDocument
from langcheck.files import side_car_of
from langcheck.model import Failure, Place, describe_location
from langcheck.readers import read_raw

KEYS = ("entry", "because", "until", "words", "fingerprint")
"""What an ``[[allow]]`` may say; only ``entry`` and ``because`` have to be there."""
LARGEST = 1_000_000
"""The largest side-car file that is read, in bytes."""
_FORM = 'Each exception is [[allow]] with entry = "..." and because = "...".'


@dataclass(frozen=True, slots=True)
class SideCar:
    """What a side-car file allows, or why it cannot be used."""

    directives: tuple[Directive, ...] = ()
    failures: tuple[Failure, ...] = ()


def load_side_car(document: Path) -> SideCar | None:
    """The side-car file of a document; None where it has none."""
    path = side_car_of(document)
    if not path.exists():
        return None
    try:
        return SideCar(tuple(_directives(path)))
    except (SettingsError, UnreadableDocument) as error:
        return SideCar(failures=(Failure(str(path), error.problem, error.hint),))


def _directives(path: Path) -> Iterator[Directive]:
    """The directives of a side-car file; raises SettingsError or UnreadableDocument."""
    data = _data(path)
    for key in data:
        if key != "allow":
            raise SettingsError(f"it holds {key!r}, which is no part of such a file", _FORM)
    allowed = data.get("allow", [])
    if not isinstance(allowed, list) or not all(isinstance(item, dict) for item in allowed):
        raise SettingsError("allow is not a list of tables", _FORM)
    for number, item in enumerate(allowed, 1):
        yield _directive(item, number, path)


def _data(path: Path) -> dict[str, Any]:
    raw = read_raw(path)
    if len(raw) > LARGEST:
        raise UnreadableDocument(f"the file is larger than {LARGEST // 1_000_000} MB", "Remove what is not needed.")
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError("the file is not UTF-8", "Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f'the file is not valid TOML: "{error}"', "Mend the line it names.") from error
    except RecursionError as error:
        raise SettingsError("the file is nested too deeply", _FORM) from error


def _directive(item: dict[str, Any], number: int, path: Path) -> Directive:
    """One ``[[allow]]`` as a directive; raises SettingsError where it is not in the form."""
    for key in item:
        if key not in KEYS:
            close = get_close_matches(key, KEYS, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else f"It may hold {', '.join(KEYS)}."
            raise SettingsError(f"allow {number} holds {key!r}", hint)
    until = item.get("until", "")
    if isinstance(until, date) and not isinstance(until, datetime):
        item = {**item, "until": until.isoformat()}
    told = {key: item.get(key, "") for key in KEYS}
    for key, value in told.items():
        if not isinstance(value, str):
            raise SettingsError(f"{key} of allow {number} is not text", "Write it in quotation marks.")
    if not told["entry"].strip():
        raise SettingsError(f"allow {number} names no entry", _FORM)
    location = {"allow": number}
    place = Place(describe_location(location), location=location)
    text = f"allow {told['entry']}"
    return Directive(
        told["entry"].strip(),
        " ".join(told["because"].split()),
        told["until"].strip(),
        str(path),
        place,
        text,
        words=" ".join(told["words"].split()),
        fingerprint=told["fingerprint"].strip(),
        is_side_car=True,
    )
