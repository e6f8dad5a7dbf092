"""The lexicon's YAML to entries: every problem of every file is reported at once, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from langcheck.errors import LexiconError, Problem
from langcheck.lexicon.classes import MARK, Classes, read_classes
from langcheck.lexicon.constructions import read_constructions
from langcheck.lexicon.entry import Citation, Clause, ContextNote, Entry, Example, Name, Status, Term, Wording
from langcheck.lexicon.forms import Inflections, fold
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.like import named_terms, names_no_terms
from langcheck.lexicon.overlay import DIMENSIONS, Change, Overlay, problems_of
from langcheck.lexicon.shapes import check_overlay, check_record, data_problems
from langcheck.lexicon.topic import TopicWeights
from langcheck.lexicon.yaml import Record, Trail, read_yaml
from langcheck.model import Level, Region, Source, Verdict

_LEVELS = {str(level): level for level in Level}
_MARKED = re.compile(r"\[([^\[\]]+)\]")

DATA_FILES = (
    "sources.yaml",
    "names.yaml",
    "inflections.yaml",
    "contexts.yaml",
    "retired.yaml",
    "spellings.yaml",
    "topic.yaml",
)
OVERLAY_DATA_FILES = ("sources.yaml", "names.yaml", "inflections.yaml")
"""The data files that an agency's lexicon may hold."""
_ENTRY_CONDITIONS = ("needs", "clauses", "suggest")
"""The fields of a record in which conditions stand."""


def load_source(folder: Path) -> Lexicon:
    """Load a lexicon folder; raises LexiconError with all its problems."""
    lexicon, _, problems = read_source(folder)
    if problems:
        raise LexiconError(problems)
    return lexicon


def read_source(folder: Path) -> tuple[Lexicon, dict[str, Record], list[Problem]]:
    """Load as much of a lexicon folder as can be loaded: the lexicon, its records by entry id, and the problems."""
    data, problems = read_data(folder)
    classes = read_classes(folder)
    entries, records, found = read_records(folder, folder / "schema.json", classes, data.inflections)
    problems += found
    constructions, found = read_constructions(folder, classes)
    problems += found
    version, found = _version(folder)
    problems += found
    lexicon = Lexicon(
        version=version,
        entries=tuple(entries),
        sources=data.sources,
        names=data.names,
        contexts=data.contexts,
        words=_word_lists(data, classes),
        inflections=data.inflections,
        topic=data.topic,
        retired=data.retired,
        spellings=data.spellings,
        constructions=constructions,
    )
    profiles, found = _profiles(folder, lexicon, classes)
    problems += [*found, *classes.problems]
    return replace(lexicon, profiles=profiles, classes=classes.with_users()), records, problems


@dataclass(frozen=True, slots=True)
class Data:
    """What a lexicon folder holds besides its records."""

    sources: dict[str, Source]
    names: tuple[Name, ...]
    contexts: dict[str, ContextNote]
    words: dict[str, tuple[str, ...]]
    inflections: Inflections
    retired: dict[str, Any]
    spellings: dict[str, dict[str, str]]
    topic: TopicWeights
    records: dict[str, Record] = field(default_factory=dict)


def read_data(folder: Path, *, optional: bool = False) -> tuple[Data, list[Problem]]:
    """The data files of a folder; ``optional`` ones may be missing."""
    problems: list[Problem] = []
    data: dict[str, Any] = {}
    records: dict[str, Record] = {}
    for name in OVERLAY_DATA_FILES if optional else DATA_FILES:
        if optional and not (folder / name).exists():
            continue
        found = read_yaml(folder / name, name=name if not optional else str(folder / name))
        wrong = [found] if isinstance(found, Problem) else data_problems(name, found)
        problems += wrong
        if isinstance(found, Record) and not wrong:
            data[name], records[name] = found.data, found
    contexts = data.get("contexts.yaml") or {}
    return Data(
        sources={key: _source(key, value) for key, value in (data.get("sources.yaml") or {}).items()},
        names=tuple(_name(value) for value in data.get("names.yaml") or []),
        contexts={key: _context(value) for key, value in (contexts.get("contexts") or {}).items()},
        words={key: tuple(value) for key, value in (contexts.get("words") or {}).items()},
        inflections=_inflections(data.get("inflections.yaml") or {}),
        retired=dict(data.get("retired.yaml") or {}),
        spellings={key: dict(value) for key, value in (data.get("spellings.yaml") or {}).items()},
        topic=_topic(data.get("topic.yaml") or {}),
        records=records,
    ), problems


def _topic(data: dict[str, Any]) -> TopicWeights:
    weighed = {fold(word): int(weight) for weight, words in (data.get("weights") or {}).items() for word in words}
    return TopicWeights(int(data.get("least") or 0), weighed)


def _word_lists(data: Data, classes: Classes) -> dict[str, tuple[str, ...]]:
    """The word lists of contexts.yaml with their classes spelt out."""
    record = data.records.get("contexts.yaml", Record("contexts.yaml", None))
    return {
        name: tuple(classes.words(words, record, ("words", name), f"contexts.yaml: {name}"))
        for name, words in data.words.items()
    }


def read_records(
    folder: Path, schema: Path, classes: Classes, inflections: Inflections
) -> tuple[list[Entry], dict[str, Record], list[Problem]]:
    """The records below a folder's ``en/``: entries, records by id, and problems; ``classes`` notes its own."""
    problems: list[Problem] = []
    records: dict[str, Record] = {}
    entries: list[Entry] = []
    validate = check_record(schema)
    for path in sorted((folder / "en").rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        record = read_yaml(path, name=name)
        if isinstance(record, Problem):
            problems.append(record)
            continue
        found_problems = list(validate(record))
        problems += found_problems
        if found_problems:
            continue
        expected = name.removesuffix(".yaml").replace("/", ".")
        if record.data["id"] != expected:
            problems.append(
                record.problem(("id",), f"the id is {record.data['id']!r}, the file's path says {expected!r}")
            )
        data, unknown = named_terms(_spelt_out(record, classes), record, inflections)
        problems += unknown
        entry = _entry(data)
        if entry.id in records:
            problems.append(record.problem(("id",), f"the id stands already in {records[entry.id].path}"))
            continue
        records[entry.id] = record
        entries.append(entry)
    return entries, records, problems


def _spelt_out(record: Record, classes: Classes) -> dict[str, Any]:
    """A record's data with the classes that its terms and conditions name spelt out."""
    data: dict[str, Any] = record.data
    conditions = {name: data[name] for name in _ENTRY_CONDITIONS if name in data}
    terms = [
        _with_classes(term, record, ("terms", number), classes) if MARK in str(term) else term
        for number, term in enumerate(data["terms"])
    ]
    return {**data, "terms": terms, **classes.spelt_out(conditions, record, (), data["id"])}


def _with_classes(term: Any, record: Record, trail: Trail, classes: Classes) -> Any:
    user = record.data["id"]
    if isinstance(term, str):
        return classes.term(term, record, trail, user)
    return {**term, "term": classes.term(term["term"], record, trail, user)}


def _profiles(folder: Path, lexicon: Lexicon, classes: Classes) -> tuple[dict[str, Overlay], list[Problem]]:
    """The profiles of a folder by name; each is an overlay without records of its own."""
    profiles: dict[str, Overlay] = {}
    problems: list[Problem] = []
    for path in sorted((folder / "profiles").glob("*.yaml")):
        name = f"profiles/{path.name}"
        record = read_yaml(path, name=name)
        if isinstance(record, Problem):
            problems.append(record)
            continue
        profile, found = read_overlay(record, folder / "schema.json", classes, f"profiles/{path.stem}")
        problems += [*found, *problems_of(profile, record, lexicon)]
        if profile.name != path.stem:
            problems.append(record.problem(("name",), f"the name is {profile.name!r}, the file's {path.stem!r}"))
        if profile.dimension not in DIMENSIONS:
            problems.append(record.problem(("dimension",), f"{profile.dimension!r} is none of {', '.join(DIMENSIONS)}"))
        profiles[profile.name] = profile
    return profiles, problems


def _version(folder: Path) -> tuple[str, list[Problem]]:
    """The one word in the file VERSION, which names the edition; "0" where there is no such file."""
    path = folder / "VERSION"
    if not path.exists():
        return "0", []
    written = path.read_bytes().decode("utf-8-sig", "replace").split()
    if len(written) == 1:
        return written[0], []
    return "0", [Problem("VERSION", 1, 'one word is expected here, the year and month of the edition: "2026.11"')]


# --- from plain data to types ------------------------------------------------------------------------------------


def _entry(data: Mapping[str, Any]) -> Entry:
    examples = data["examples"]
    return Entry(
        id=data["id"],
        terms=tuple(_term(term, data["pos"]) for term in data["terms"]),
        category=data["category"],
        level=_LEVELS[data["level"]],
        status=Status(data["status"]),
        message=_flow(data["message"]),
        why=_flow(data["why"]),
        basis=data["basis"],
        kind=data.get("kind", "word"),
        asked=data.get("asked", "always") == "always",
        contested=_flow(data.get("contested", "")),
        needs=tuple(data.get("needs", ())),
        other_senses=tuple(data.get("other_senses", ())),
        clauses=tuple(_clause(clause) for clause in data.get("clauses", ())),
        suggest=tuple(wording(item) for item in data.get("suggest", ())),
        instead=_flow(data.get("instead", "")),
        tells=tuple(data.get("tells", ())),
        overlaps=tuple(data.get("overlaps", ())),
        sources=tuple(Citation(item["ref"], item["says"], _flow(item.get("note", ""))) for item in data["sources"]),
        flag_examples=(
            *(_flagged(example) for example in examples["flag"]),
            *(_flagged(example, todo=True) for example in examples.get("todo_flag", ())),
        ),
        allow_examples=(
            *(_allowed(example) for example in examples["allow"]),
            *(_allowed(example, todo=True) for example in examples.get("todo_allow", ())),
        ),
        added=data["added"],
        reviewed=data["reviewed"],
    )


def _term(term: str | Mapping[str, str], pos: str) -> Term:
    return Term(term, pos) if isinstance(term, str) else Term(term["term"], term["pos"])


def _clause(data: Mapping[str, Any]) -> Clause:
    return Clause(
        when=tuple(data["when"]),
        then=Verdict(data["then"]),
        because=_flow(data["because"]),
        level=_LEVELS[data["level"]] if "level" in data else None,
        suggest=tuple(wording(item) for item in data["suggest"]) if "suggest" in data else None,
        first=data.get("first", False),
        instead=_flow(data.get("instead", "")),
    )


def wording(data: Mapping[str, Any]) -> Wording:
    """A suggestion of a record or an overlay."""
    given = data.get("if", ())
    return Wording(
        data["use"],
        tuple(given) if isinstance(given, list | tuple) else (given,),
        data.get("safe", False),
        _flow(data.get("ask", "")),
    )


def _flagged(data: Mapping[str, str], *, todo: bool = False) -> Example:
    text, marked = unmark(data["text"])
    level = _LEVELS[data["level"]] if "level" in data else None
    return Example(
        text, marked, data.get("becomes", ""), level, data.get("because", ""), todo, data.get("format", "text")
    )


def _allowed(data: str | Mapping[str, str], *, todo: bool = False) -> Example:
    if isinstance(data, str):
        return Example(data, todo=todo)
    return Example(data["text"], because=data.get("because", ""), todo=todo, format=data.get("format", "text"))


def unmark(text: str) -> tuple[str, tuple[Region, ...]]:
    """An example without its brackets, and the regions that stood in them."""
    marked: list[Region] = []
    plain: list[str] = []
    at = length = 0
    for found in _MARKED.finditer(text):
        plain += [text[at : found.start()], found.group(1)]
        length += found.start() - at
        marked.append(Region(length, length + len(found.group(1))))
        length += len(found.group(1))
        at = found.end()
    plain.append(text[at:])
    return "".join(plain), tuple(marked)


def _flow(text: str) -> str:
    """Folded YAML text on one line."""
    return " ".join(text.split())


def _source(key: str, data: Mapping[str, Any]) -> Source:
    return Source(
        id=key,
        title=data["title"],
        publisher=data.get("publisher", ""),
        url=data.get("url", ""),
        year=data.get("year", ""),
        seen=data.get("seen", ""),
        seen_on=data.get("seen-on", ""),
        is_copy=data.get("copy") == "true",
    )


def _name(data: Mapping[str, Any]) -> Name:
    return Name(
        name=data["name"],
        kind=data["kind"],
        jurisdiction=data.get("jurisdiction", ""),
        citation=data.get("citation", ""),
        checked=data.get("checked") == "yes",
        match=data.get("match", "any-case"),
        also=tuple(data.get("also", ())),
    )


def _context(data: Mapping[str, str]) -> ContextNote:
    return ContextNote(data["gloss"], data.get("because", ""))


def _inflections(data: Mapping[str, Any]) -> Inflections:
    return Inflections(
        nouns=dict(data.get("nouns") or {}),
        verbs={word: (forms[0], forms[1], forms[2], forms[3]) for word, forms in (data.get("verbs") or {}).items()},
    )


_OVERLAY_FIELDS = {"name", "about", "used_by", "dimension", "spelling", "change", "retire"}
_AGENCY_FIELDS = _OVERLAY_FIELDS | {"add_to"}
_CHANGE_FIELDS = {"because", "level", "asked", "suggest_first", "suggest", "drop"}


def read_overlay(
    record: Record, schema: Path, classes: Classes, user: str, *, agency: bool = False
) -> tuple[Overlay, list[Problem]]:
    """An overlay file's data as an Overlay, with all that is wrong with it; an agency's may add to classes."""
    problems = list(check_overlay(schema)(record))
    data = record.data if isinstance(record.data, dict) and not problems else {}
    problems += _unknown(data, _AGENCY_FIELDS if agency else _OVERLAY_FIELDS, (), record)
    problems += names_no_terms(data.get("change"), ("change",), record)
    changes: dict[str, Change] = {}
    written = classes.spelt_out(data.get("change") or {}, record, ("change",), user)
    for name, given in written.items():
        trail: Trail = ("change", name)
        if not isinstance(given, dict) or "because" not in given:
            problems.append(record.problem(trail, f"{name}: say why with `because`"))
            continue
        problems += _unknown(given, _CHANGE_FIELDS, trail, record)
        level = given.get("level")
        if level not in (None, "off", "quiet", *_LEVELS):
            names = ", ".join(("off", "quiet", *_LEVELS))
            problems.append(record.problem((*trail, "level"), f"{level!r} is none of {names}"))
            continue
        changes[name] = Change(
            because=" ".join(given["because"].split()),
            level=_LEVELS.get(level or ""),
            off=level == "off",
            quiet=level == "quiet",
            asked={"always": True, "when-selected": False}.get(given.get("asked", "")),
            first=tuple(wording(item) for item in given.get("suggest_first", ())),
            suggest=tuple(wording(item) for item in given["suggest"]) if "suggest" in given else None,
            drop=tuple(given.get("drop", ())),
        )
    overlay = Overlay(
        name=str(data.get("name", "")),
        about=" ".join(str(data.get("about", "")).split()),
        used_by=" ".join(str(data.get("used_by", "")).split()),
        dimension=str(data.get("dimension", "")),
        spelling=str(data.get("spelling", "")),
        change=changes,
        retire={name: " ".join(str(why).split()) for name, why in (data.get("retire") or {}).items()},
    )
    return overlay, problems


def _unknown(data: Mapping[str, Any], known: set[str], trail: Trail, record: Record) -> Iterator[Problem]:
    for key in data:
        if key not in known:
            yield record.problem((*trail, key), f"there is no such field: {key!r}")
