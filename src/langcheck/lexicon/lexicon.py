"""The whole lexicon: entries, sources, names, contexts, word lists and inflections, and compiling them to files."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from langcheck.errors import LexiconError, Problem
from langcheck.lexicon.beside import TOLD_BY, WEIGHED, Beside, words_of
from langcheck.lexicon.compact import compact, is_compact, spelt_out, spelt_with
from langcheck.lexicon.compiled import COMPILED, HINTS, SIZES, SLANG, TELLING, Forms, Index, compiled_folder
from langcheck.lexicon.entry import Construction, ContextNote, Entry, Name, WordClass
from langcheck.lexicon.forms import Inflections, anchor, expand, fold, literal, set_apart
from langcheck.lexicon.overlay import Overlay, apply
from langcheck.lexicon.payloads import PayloadIndex
from langcheck.lexicon.skim import SkimIndex, SkimWords
from langcheck.lexicon.topic import TopicWeights
from langcheck.model import Level, Source


@dataclass(frozen=True)
class Lexicon:
    """The whole lexicon; ``words`` are the word lists that contexts read (lexicon/contexts.yaml).

    ``constructions`` stand by their family, the name of their file (lexicon/constructions).
    """

    version: str
    entries: tuple[Entry, ...]
    sources: Mapping[str, Source]
    names: tuple[Name, ...]
    contexts: Mapping[str, ContextNote]
    words: Mapping[str, tuple[str, ...]]
    inflections: Inflections
    topic: TopicWeights = field(default_factory=TopicWeights)
    retired: Mapping[str, Any] = field(default_factory=dict)
    spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    profiles: Mapping[str, Overlay] = field(default_factory=dict)
    classes: Mapping[str, WordClass] = field(default_factory=dict)
    constructions: Mapping[str, tuple[Construction, ...]] = field(default_factory=dict)

    def word_list(self, name: str) -> tuple[str, ...]:
        """A word list of contexts.yaml; raises LexiconError for a name that is not there."""
        if name not in self.words:
            raise LexiconError([Problem("contexts.yaml", 1, f"there is no word list {name!r}")])
        return self.words[name]

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def forms(self) -> Forms:
        """Compile the forms; raises TermError when a term cannot be spelt out (audit reports where)."""
        terms = []
        for number, entry in enumerate(self.entries):
            for term in entry.terms:
                terms += [
                    (form, number, feature) for form, feature in compact(term.text, term.pos, self.inflections).items()
                ]
        senses = []
        for number, entry in enumerate(self.entries):
            for phrase in entry.other_senses:
                senses += [(form, number) for form in expand(phrase, "phrase", self.inflections)]
        names = []
        for number, name in enumerate(self.names):
            if name.match != "offence":
                names += [(fold(written), number) for written in (name.name, *name.also)]
        return Forms(
            version=self.version,
            terms=sorted(set(terms)),
            names=sorted(set(names)),
            other_senses=sorted(set(senses)),
            topics=self._spelt_out("topic"),
            off_topics=self._spelt_out("not-topic"),
            unmistakable=sorted({fold(word) for word in self.word_list("unmistakable")}),
            together=sorted({fold(word) for word in self.word_list("unmistakable-together")}),
            hints=[(form, number) for number, name in enumerate(self._hint_lists) for form in self._spelt_out(name)],
        )

    def _spelt_out(self, name: str) -> list[str]:
        """The forms of a word list in the notation of terms, folded."""
        return sorted(
            {form for phrase in self.words.get(name, ()) for form in expand(phrase, "phrase", self.inflections)}
        )

    def with_profiles(self, names: Sequence[str]) -> Lexicon:
        """The lexicon as these profiles have it; raises SettingsError for an unknown one or two of one dimension."""
        lexicon = self
        for name in self.index.dimensions(names):
            lexicon = apply(lexicon, self.profiles[name])
        return lexicon

    def entry_numbers(self, word: str) -> list[int]:
        """The entries that a word or phrase belongs to, by any of its forms."""
        wanted = fold(" ".join(word.split()))
        return sorted(
            {
                number
                for form, number in self.forms_with(wanted)
                if form == wanted or (" " in wanted and anchor(form) == wanted)
            }
        )

    def forms_with(self, phrase: str) -> Iterator[tuple[str, int]]:
        """The forms, spelt out, that hold all words of a phrase, each with the number of its entry."""
        words = fold(phrase).split()
        for form, number, _ in self.forms.terms:
            if all(word in form for word in words):
                for spelt in spelt_out(form):
                    if all(word in spelt for word in words):
                        yield spelt, number

    def homes_of(self, forms: Collection[str]) -> dict[str, int]:
        """The numbers of the entries that forms belong to, spelt out and folded as they are; of several entries, the last."""
        together = "\n".join(forms)
        homes: dict[str, int] = {}
        for form, number, _ in self.forms.terms:
            if not is_compact(form):
                if form in forms:
                    homes[form] = number
            elif (part := literal(form)) in together:
                alike = (
                    spelt for wanted in forms if part in wanted for spelt in spelt_with(form, wanted) if spelt == wanted
                )
                homes.update(dict.fromkeys(alike, number))
        return homes

    def forms_in(self, phrase: str) -> Iterator[tuple[str, int]]:
        """The forms, spelt out, that stand in a phrase as they are, each with the number of its entry."""
        folded = f" {fold(phrase)} "
        for form, number, _ in self.forms.terms:
            for spelt in spelt_with(form, folded) if is_compact(form) else (form,):
                if f" {spelt} " in folded:
                    yield spelt, number

    @cached_property
    def spelt_forms(self) -> list[tuple[str, int, str]]:
        """All of ``Forms.terms`` spelt out, for the laws; a form of two terms stands there twice."""
        return [(spelt, number, feature) for form, number, feature in self.forms.terms for spelt in spelt_out(form)]

    @property
    def index(self) -> Index:
        """The ids, categories and profiles that settings may name."""
        return Index(
            {entry.id: entry.category for entry in self.entries},
            sorted(self.retired),
            {name: profile.dimension for name, profile in self.profiles.items()},
            {entry.id: (int(entry.level), int(_gravest(entry))) for entry in self.entries if not entry.is_retired},
            [entry.id for entry in self.entries if not entry.asked],
        )

    @cached_property
    def skim_index(self) -> SkimIndex:
        """What the skim looks for, by word."""
        return SkimIndex.of(self.skim_words)

    @cached_property
    def payload_index(self) -> PayloadIndex:
        """What the screen looks for, by word."""
        return PayloadIndex.of(self.forms)

    @cached_property
    def skim_words(self) -> SkimWords:
        """Compile the skim words: the literal part of every form, by where it counts; none holds another one."""
        free, bound, selected = set[str](), set[str](), set[str]()
        beside: dict[frozenset[str], set[str]] = {}
        topics = {literal(form) for form in self.forms.topics}
        hints = self._hints
        told = {
            context: words_of(
                [
                    *(word for name in lists for word in self.words[name]),
                    *(self.topic.telling if context in WEIGHED else ()),
                ]
            )
            for context, lists in TOLD_BY.items()
        }
        needed = [Beside(entry.needs, told) for entry in self.entries]
        for form, number, feature in self.forms.terms:
            entry = self.entries[number]
            words = needed[number].of(form, feature)
            where = selected if not entry.asked else free if words is None else bound
            part = literal(form)
            where.add(part)
            if words and entry.asked:
                beside.setdefault(words, set()).add(part)
        free = _shortest(free)
        return SkimWords(
            self.version,
            sorted(free),
            sorted(_shortest(bound, free)),
            sorted(_shortest(topics)),
            sorted(_shortest(selected, free)),
            self._disguised,
            [hints[HINTS.index(name)] for name in TELLING],
            hints[len(HINTS) :],
            [(sorted(_shortest(forms, free)), sorted(_shortest(set(words)))) for words, forms in beside.items()],
        )

    @property
    def _hint_lists(self) -> tuple[str, ...]:
        """The names of the word lists that tell of the topic together."""
        return *HINTS, *sorted(name for name in self.words if name.startswith(SLANG) and name not in HINTS)

    @property
    def _hints(self) -> list[list[str]]:
        """The literal parts of the hints, list by list."""
        lists: list[set[str]] = [set() for _ in self._hint_lists]
        for form, which in self.forms.hints:
            lists[which].add(literal(form))
        return [sorted(found) for found in lists]

    @property
    def _disguised(self) -> list[str]:
        misread = {written for written, _ in self.forms.disguises()}
        parts = {literal(word) for word in (*(form for form, _, _ in self.forms.terms), *self.forms.topics)}
        return sorted(misread | {set_apart(part) for part in parts})


def _gravest(entry: Entry) -> Level:
    return max(entry.level, *(clause.level for clause in entry.clauses if clause.level is not None), entry.level)


def _shortest(literals: set[str], known: AbstractSet[str] = frozenset()) -> set[str]:
    """The literals that hold no other one, and none that is known, as whole words: to find those is to find all."""
    kept = set[str]()
    for text in sorted(literals, key=len):
        words = text.split()
        parts = [
            " ".join(words[first:last]) for first in range(len(words)) for last in range(first + 1, len(words) + 1)
        ]
        if kept.isdisjoint(parts) and known.isdisjoint(parts):
            kept.add(text)
    return kept


@lru_cache(maxsize=4)
def load_lexicon(overlays: tuple[Path, ...] = ()) -> Lexicon:
    """The installed lexicon with overlays; raises LexiconError when one of them does not load."""
    return msgspec.json.decode((compiled_folder(overlays) / "lexicon.json").read_bytes(), type=Lexicon)


def compile_lexicon(lexicon: Lexicon, folder: Path, *, mode: int = 0o644) -> None:
    """Write a lexicon's compiled files, each whole or not at all, for those whom the mode lets read."""
    with nothing_collected():
        _compile(lexicon, folder, mode)


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Without the search for garbage, which takes a third of the time where much is made and all of it is kept."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _compile(lexicon: Lexicon, folder: Path, mode: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    plain = {name: getattr(lexicon, name) for name in Lexicon.__annotations__}
    made = (
        lexicon.skim_index.to_bytes(),
        msgspec.json.encode(lexicon.index),
        " ".join(sorted(lexicon.forms.words_of_terms())).encode(),
        lexicon.payload_index.to_bytes(),
        msgspec.json.encode(plain),
    )
    files = dict(zip(COMPILED, made, strict=True))
    for name, data in files.items():
        _write(folder / name, data, mode)
    _write(folder / SIZES, " ".join(f"{name} {len(data)}" for name, data in files.items()).encode("ascii"), mode)


def _write(path: Path, data: bytes, mode: int) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    os.chmod(file.name, mode)
    os.replace(file.name, path)
