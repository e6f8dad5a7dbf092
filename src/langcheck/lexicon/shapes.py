"""The shapes of a lexicon's files, and what is wrong with one in words that a curator can act on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from langcheck.errors import Problem
from langcheck.lexicon.yaml import Record, Trail

Check = Callable[[Record], Iterator[Problem]]

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_WORDS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}


def _each(shape: Any, *needed: str, **fields: Any) -> dict[str, Any]:
    """The shape of a mapping whose values all have one shape; a name is enough for that of texts."""
    inner = shape or {"type": "object", "required": list(needed), "properties": fields}
    return {"type": "object", "additionalProperties": inner}


_NAME = {
    "type": "object",
    "required": ["name", "kind"],
    "properties": {"also": _TEXTS, **dict.fromkeys(("name", "kind", "jurisdiction", "citation", "match"), _TEXT)},
}
_VERB_FORMS = {"type": "array", "minItems": 4, "maxItems": 4, "items": _TEXT}
_DATA: dict[str, dict[str, Any]] = {
    "sources.yaml": _each(
        None,
        "title",
        **dict.fromkeys(("title", "publisher", "url", "year", "seen"), _TEXT),
        **{
            "seen-on": {
                "pattern": r"^(undated|\d{4}(-\d\d){0,2})$",
                "description": "a year, month or day such as 2026-11-30, or undated",
            }
        },
        **{name: {"const": "true"} for name in ("undated", "not-seen", "copy")},
    ),
    "names.yaml": {"type": "array", "items": _NAME},
    "inflections.yaml": {"type": "object", "properties": {"nouns": _each(_TEXT), "verbs": _each(_VERB_FORMS)}},
    "contexts.yaml": {
        "type": "object",
        "properties": {"contexts": _each(None, "gloss", gloss=_TEXT, because=_TEXT), "words": _each(_WORDS)},
    },
    "retired.yaml": _each(_TEXT),
    "spellings.yaml": _each(_each(_TEXT)),
    "topic.yaml": {
        "type": "object",
        "properties": {
            "least": {"type": "string", "pattern": r"^-?\d+$", "description": "a whole number"},
            "unweighed": _WORDS,
            "weights": {"type": "object", "additionalProperties": _WORDS, "propertyNames": {"pattern": r"^-?\d+$"}},
        },
        "additionalProperties": False,
    },
}
_WORDINGS = {"type": "array", "items": {"$ref": "#/$defs/wordings/items"}}
_OVERLAY: dict[str, Any] = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("name", "about", "used_by", "dimension", "spelling"), _TEXT),
        "retire": _each(_TEXT),
        "add_to": _each(_WORDS),
        "change": {
            "type": "object",
            "additionalProperties": {
                "properties": {
                    "because": _TEXT,
                    "asked": {"enum": ["always", "when-selected"]},
                    "suggest_first": _WORDINGS,
                    "suggest": _WORDINGS,
                    "drop": _TEXTS,
                }
            },
        },
    },
}


def check_record(schema: Path) -> Check:
    """A function from a record to what is wrong with its shape, by schema.json."""
    return _check(json.loads(schema.read_text(encoding="utf-8")))


@lru_cache(maxsize=8)
def check_overlay(schema: Path) -> Check:
    """A function from an overlay file or a profile to what is wrong with its shape; unknown fields are told elsewhere."""
    return _check({**_OVERLAY, "$defs": json.loads(schema.read_text(encoding="utf-8"))["$defs"]})


def data_problems(name: str, record: Record) -> list[Problem]:
    """What is wrong with the shape of a data file (sources.yaml, names.yaml ...); an empty file holds nothing."""
    return [] if record.data in (None, "", {}) else list(_check(_DATA[name])(record))


def _check(schema: dict[str, Any]) -> Check:
    """A function from a record to its problems."""
    told = json.dumps(schema)

    def check(record: Record) -> Iterator[Problem]:
        for trail, message in _wrong(told, json.dumps(_without_empty(record.data))):
            yield record.problem(trail, message)

    return check


@lru_cache(maxsize=1024)
def _wrong(schema: str, data: str) -> list[tuple[Trail, str]]:
    """What is wrong with data by a schema, both as JSON: a lexicon that is read again is not checked again."""
    found = sorted(_validator(schema).iter_errors(json.loads(data)), key=lambda error: [*map(str, error.absolute_path)])
    trails: list[Trail] = [tuple(error.absolute_path) for error in found]
    return [
        (trail, f"{'.'.join(map(str, trail)) or 'record'}: {_plain(error)}")
        for trail, error in zip(trails, found, strict=True)
    ]


@lru_cache(maxsize=8)
def _validator(schema: str) -> Any:
    """A validator of a schema; the library loads only where YAML is read."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema))


def _without_empty(data: Any) -> Any:
    """Data without the fields that were left empty, which a reader of YAML gives as no text."""
    return {key: value for key, value in data.items() if value != ""} if isinstance(data, dict) else data


def _plain(error: Any) -> str:
    """A schema error in words that a curator can act on."""
    if error.validator == "additionalProperties":
        return str(error.message).replace("Additional properties are not allowed", "there is no such field")
    if error.validator == "required":
        return str(error.message).replace("is a required property", "is missing")
    if error.validator == "enum":
        return f"{error.instance!r} is none of {', '.join(map(str, error.validator_value))}"
    if error.validator == "pattern" and "description" in error.schema:
        return f"{error.instance!r} is not {error.schema['description']}"
    if error.validator == "oneOf" and error.context:
        return "; or ".join(sorted({_plain(part) for part in error.context}))
    return str(error.message)
