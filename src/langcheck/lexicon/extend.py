"""An agency's lexicon on top of ours: a folder with ``overlay.yaml``, and records, sources, names and forms of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

from langcheck.errors import LexiconError, Problem, SettingsError
from langcheck.lexicon.classes import MARK, Classes, grow, grow_entry, grow_list, grow_overlay, read_classes, unknown
from langcheck.lexicon.compiled import schema_path
from langcheck.lexicon.forms import Inflections, TermError, expand
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.load import OVERLAY_DATA_FILES, read_data, read_overlay, read_records
from langcheck.lexicon.overlay import Overlay, apply, problems_of
from langcheck.lexicon.yaml import Record, read_yaml

GROUP = "langcheck.lexicons"
"""The entry point group under which a package offers a lexicon: a name, and a function that returns its folder."""


def find_folders(named: Sequence[str], base: Path) -> tuple[Path, ...]:
    """The folders of lexicons that settings name, as a path from ``base`` or as an installed package's entry point.

    Raises SettingsError for one that is neither.
    """
    return tuple(_find(name, base) for name in named)


def _find(name: str, base: Path) -> Path:
    folder = (base / name).expanduser()
    if folder.is_dir():
        return folder
    installed = {point.name: point for point in entry_points(group=GROUP)}
    if name in installed:
        return Path(installed[name].load()())
    known = f" Installed ones are {', '.join(sorted(installed))}." if installed else ""
    raise SettingsError(f"there is no lexicon {name!r}", f"Name a folder that holds overlay.yaml.{known}")


def extended(lexicon: Lexicon, folders: Sequence[Path]) -> Lexicon:
    """A lexicon with folders on top, in order; raises LexiconError with everything that is wrong with them."""
    for folder in folders:
        lexicon, _, problems = read_extension(lexicon, folder)
        if problems:
            raise LexiconError([_in_full(problem, folder) for problem in problems])
    return lexicon


def _in_full(problem: Problem, folder: Path) -> Problem:
    """A problem with its file named so that a person finds it from where they are."""
    is_below = not Path(problem.path).exists() and (folder / problem.path).exists()
    return replace(problem, path=str(folder / problem.path)) if is_below else problem


def read_extension(lexicon: Lexicon, folder: Path) -> tuple[Lexicon, dict[str, Record], list[Problem]]:
    """A lexicon with one folder on top, as far as it can be read, the folder's records by id, and the problems."""
    added, problems = _added(folder, lexicon)
    lexicon = _with_words(lexicon, added)
    classes = read_classes(folder, lexicon.classes, full=True)
    overlay, record, overlay_problems = _read_overlay(folder, classes)
    data, data_problems = read_data(folder, optional=True)
    inflections = Inflections(
        {**lexicon.inflections.nouns, **data.inflections.nouns},
        {**lexicon.inflections.verbs, **data.inflections.verbs},
    )
    entries, records, record_problems = read_records(folder, schema_path(), classes, inflections)
    problems += [*overlay_problems, *_out_of_place(folder), *data_problems, *record_problems, *classes.problems]
    named = classes.with_users()
    problems += [
        Problem(found.path, found.line, f"nothing names the class @{name}")
        for name, found in named.items()
        if name not in lexicon.classes and not found.used_by
    ]
    for entry in entries:
        if entry.id in lexicon.by_id:
            problems.append(
                records[entry.id].problem(("id",), f"{entry.id} stands in the lexicon; use `change` in overlay.yaml")
            )
    grown = replace(
        lexicon,
        version=f"{lexicon.version}+{' '.join((overlay.name or folder.name).split())}",
        entries=(*lexicon.entries, *(entry for entry in entries if entry.id not in lexicon.by_id)),
        sources={**lexicon.sources, **data.sources},
        names=(*lexicon.names, *data.names),
        inflections=inflections,
        classes=named,
    )
    if record is not None:
        problems += problems_of(overlay, record, grown)
    if problems:
        return grown, records, problems
    problems += _conflicts(lexicon, grown, records, overlay)
    return apply(grown, overlay), records, problems


def _added(folder: Path, lexicon: Lexicon) -> tuple[dict[str, list[str]], list[Problem]]:
    """The words that a folder's overlay.yaml adds to classes, as far as they can be added, and the problems."""
    record = read_yaml(folder / "overlay.yaml", name=str(folder / "overlay.yaml"))
    data = record.data.get("add_to") if isinstance(record, Record) and isinstance(record.data, dict) else None
    if not isinstance(record, Record) or not isinstance(data, dict):
        return {}, []
    added, problems = {}, []
    for name, words in data.items():
        if name not in lexicon.classes:
            problems.append(record.problem(("add_to", name), unknown(name, lexicon.classes)))
        elif isinstance(words, list) and all(isinstance(word, str) for word in words):
            marked = [index for index, word in enumerate(words) if word.startswith(MARK)]
            problems += [record.problem(("add_to", name, index), "add words, not classes") for index in marked]
            added[name] = [word for word in words if not word.startswith(MARK)]
    return added, problems


def _with_words(lexicon: Lexicon, added: dict[str, list[str]]) -> Lexicon:
    """A lexicon with words added to its classes, wherever they are named."""
    if not added:
        return lexicon
    before, after = lexicon.classes, grow(lexicon.classes, added)
    return replace(
        lexicon,
        entries=tuple(grow_entry(entry, before, after) for entry in lexicon.entries),
        words={name: grow_list(name, words, before, after) for name, words in lexicon.words.items()},
        profiles={name: grow_overlay(profile, before, after) for name, profile in lexicon.profiles.items()},
        classes=after,
    )


_HOLDS = ("overlay.yaml", *OVERLAY_DATA_FILES)
_FOLDERS = ("en", "classes")


def _out_of_place(folder: Path) -> Iterator[Problem]:
    """The YAML files of a folder that an agency's lexicon cannot hold, which nobody would read."""
    holds = f"a lexicon on top of ours holds {', '.join(_HOLDS)}, en/ and classes/*.yaml"
    beside = [path for path in folder.iterdir() if path.is_file() and path.name not in _HOLDS]
    below = [path for name in (*_FOLDERS, "profiles") for path in (folder / name).rglob("*") if path.is_file()]
    for path in sorted((*beside, *below)):
        where = path.relative_to(folder)
        kept = path.suffix == ".yaml" and (where.parts[0] == "en" or where.parent.as_posix() == "classes")
        if path.suffix in (".yaml", ".yml") and not path.name.startswith(".") and not kept:
            yield Problem(str(path), 1, f"is not read here: {holds}")


def overlay_of(lexicon: Lexicon, folder: Path) -> tuple[Overlay, Record | None]:
    """The overlay.yaml of a folder on top of a lexicon, and the record that it was read from."""
    overlay, record, _ = _read_overlay(folder, read_classes(folder, lexicon.classes, full=True))
    return overlay, record


def _read_overlay(folder: Path, classes: Classes) -> tuple[Overlay, Record | None, list[Problem]]:
    path = folder / "overlay.yaml"
    if not path.exists():
        return Overlay(folder.name), None, [Problem(str(path), 1, "is missing; it may be empty but for a name")]
    record = read_yaml(path, name=str(path))
    if isinstance(record, Problem):
        return Overlay(folder.name), None, [record]
    overlay, problems = read_overlay(record, schema_path(), classes, str(path), agency=True)
    return overlay, record, problems


def _conflicts(before: Lexicon, grown: Lexicon, records: dict[str, Record], overlay: Overlay) -> list[Problem]:
    """Terms that cannot be spelt out, or that belong to an entry that is neither retired nor named under overlaps."""
    found = [problem for entry_id, record in records.items() for problem in _misspelt(grown, entry_id, record)]
    if found:
        return found
    for entry in (grown.by_id[entry_id] for entry_id in records):
        known = {*entry.overlaps, *overlay.retire}
        forms = {form for term in entry.terms for form in expand(term.text, term.pos, grown.inflections)}
        homes = {form: before.entries[number].id for form, number in before.homes_of(forms).items()}
        found += [
            records[entry.id].problem(("terms",), f"{form!r} belongs to {homes[form]} already; name it under overlaps")
            for form in sorted(forms)
            if form in homes and homes[form] not in known
        ]
    for entry_id, record in records.items():
        for number, item in enumerate(grown.by_id[entry_id].sources):
            if item.ref not in grown.sources:
                found.append(record.problem(("sources", number), f"sources.yaml has no {item.ref!r}"))
    return found


def _misspelt(grown: Lexicon, entry_id: str, record: Record) -> Iterator[Problem]:
    for number, term in enumerate(grown.by_id[entry_id].terms):
        try:
            expand(term.text, term.pos, grown.inflections)
        except TermError as error:
            yield record.problem(("terms", number), str(error))
