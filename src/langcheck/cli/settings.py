"""``langcheck settings``: which settings hold for a document, where each comes from, and why an entry is on or off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from langcheck.cli.options import LEVELS, finder_from, settings_options
from langcheck.harmless import printable
from langcheck.lexicon.compiled import overlay_folders
from langcheck.lexicon.lexicon import load_lexicon
from langcheck.lexicon.page import find_entries, wrap
from langcheck.limits import NAMES
from langcheck.model import LEFT_OUT, UNREAD_KINDS, Level
from langcheck.reporters.as_json import dumps
from langcheck.settings import PathPattern, Settings
from langcheck.settings.described import KEYS, Kind
from langcheck.settings.finder import Resolved
from langcheck.settings.reasons import Ruling, rule

_WIDEST = 44
"""Longer values put what comes after them on a line of its own."""


@click.group()
def settings() -> None:
    """Show the settings that hold for a document.

    \b
    langcheck settings show
    langcheck settings show training/lesson.md
    langcheck settings show training/lesson.md --entry pimp
    """


@settings.command()
@click.argument("path", default=".", metavar="[FILE]", type=click.Path(path_type=Path))
@click.option("--entry", metavar="WORD | ENTRY", help="Say why this entry is asked about here, or why not.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to show it.")
@click.option("--min-level", type=click.Choice(LEVELS), help="As with check.")
@settings_options
def show(path: Path, entry: str | None, format_: str, min_level: str | None, **told: Any) -> None:
    """Show every setting that holds for a file, and where it comes from; without FILE, for the current folder.

    The file need not be there yet. Options of `langcheck check` count here, too.
    """
    resolved = finder_from(min_level=min_level, **told).resolve(path)
    rulings = _rulings(entry, resolved) if entry else []
    if format_ == "json":
        click.echo(dumps(_data(path, resolved, rulings), indent=2, ensure_ascii=False))
        return
    lines = _ruling_lines(rulings, path, resolved.settings) if entry else _lines(path, resolved)
    for line in lines:
        click.echo(printable(line))


def _rulings(asked: str, resolved: Resolved) -> list[Ruling]:
    lexicon = load_lexicon(overlay_folders(resolved.settings.lexicons, resolved.settings.folder))
    return [rule(entry.id, resolved, lexicon, beside=Path.cwd()) for entry in find_entries(asked, lexicon)]


# --- for people ---------------------------------------------------------------------------------------------------


def _lines(path: Path, resolved: Resolved) -> Iterator[str]:
    """A table: the setting, its value as TOML, and where it comes from."""
    yield f"Settings for {_named(path)}"
    yield ""
    rows = list(_rows(resolved))
    name_width = max(len(name) for name, _, _ in rows)
    value_width = max((len(value) for _, value, _ in rows if len(value) <= _WIDEST), default=0)
    for name, value, origins in rows:
        told = "; ".join(origins) or "default"
        if len(value) <= _WIDEST:
            yield f"  {name:<{name_width}}  {value:<{value_width}}  {told}"
        else:
            yield f"  {name:<{name_width}}  {value}"
            yield f"  {'':<{name_width}}  {'':<{value_width}}  {told}"
    if resolved.settings.excludes(path):
        yield ""
        yield "It is left out when a folder is checked, and with --force-exclude when it is named."


def _ruling_lines(rulings: list[Ruling], path: Path, settings: Settings) -> Iterator[str]:
    for number, ruling in enumerate(rulings):
        if number:
            yield ""
        yield f"{ruling.entry} ({ruling.category}) in {_named(path)}: {_outcome(ruling, settings.min_level)}"
        for reason in ruling.reasons:
            yield from wrap(f"- {reason.origin}: {reason.says}")


def _outcome(ruling: Ruling, least: Level) -> str:
    if not ruling.is_on:
        return "not asked about"
    return f"asked about, {ruling.level}" if ruling.level >= least else f"asked about, {ruling.level}, not reported"


def _named(path: Path) -> str:
    return "the current folder" if path == Path() else str(path)


def _rows(resolved: Resolved) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for name, value in _shown(resolved.settings):
        yield name, as_toml(value), _origins(name, resolved)


def _shown(settings: Settings) -> Iterator[tuple[str, Any]]:
    """The keys that have a value of their own; the others only add to these or say where they hold."""
    for name in KEYS:
        attribute = name.replace("-", "_")
        if name == "limits":
            yield from ((f"limits.{key}", getattr(settings.limits, limit)) for key, limit in NAMES.items())
        elif hasattr(settings, attribute):
            value = getattr(settings, attribute)
            if KEYS[name].kind is Kind.KEY and value:
                value = LEFT_OUT  # what is shown here may stand in a log
            if name == "unread":
                value = {(): "failure", tuple(UNREAD_KINDS): "note"}.get(value, value)
            yield name, dict(value) if name == "levels" else value


def _origins(name: str, resolved: Resolved) -> tuple[str, ...]:
    here = Path.cwd()
    table, _, inner = name.partition(".")
    layers = [layer for layer in resolved.origins.get(table, ()) if not inner or inner in layer.values[table]]
    return tuple(layer.described(beside=here) for layer in (layers[-1:] if inner else layers))


def as_toml(value: object) -> str:
    """A value as the settings file would have it."""
    if isinstance(value, dict):
        inner = ", ".join(f"{as_toml(name)} = {as_toml(item)}" for name, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, tuple):
        return f"[{', '.join(as_toml(item) for item in value)}]"
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None:
        return ""
    return str(value) if isinstance(value, Level | PathPattern) else value


# --- for programs -------------------------------------------------------------------------------------------------


def _data(path: Path, resolved: Resolved, rulings: list[Ruling]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "schema": "langcheck.settings/1",
        "path": str(path),
        "excluded": resolved.settings.excludes(path),
        "settings": {
            name: {"value": _plain(value), "from": list(_origins(name, resolved))}
            for name, value in _shown(resolved.settings)
        },
    }
    if rulings:
        data["entries"] = [
            {
                "entry": ruling.entry,
                "category": ruling.category,
                "asked": ruling.is_on,
                "reported": ruling.is_on and ruling.level >= resolved.settings.min_level,
                "level": str(ruling.level),
                "reasons": [{"from": reason.origin, "says": reason.says} for reason in ruling.reasons],
            }
            for ruling in rulings
        ]
    return data
