"""The whole lexicon: entries, sources, names, contexts, word lists and inflections, and compiling them to files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from langcheck.lexicon.compiled import Forms, SkimWords, compiled_folder
from langcheck.lexicon.entry import ContextNote, Entry, Name
from langcheck.lexicon.forms import Inflections, anchor, expand, fold
from langcheck.model import Source


@dataclass(frozen=True)
class Lexicon:
    """The whole lexicon; ``words`` are the word lists that contexts read (lexicon/contexts.yaml)."""

    version: str
    entries: tuple[Entry, ...]
    sources: Mapping[str, Source]
    names: tuple[Name, ...]
    contexts: Mapping[str, ContextNote]
    words: Mapping[str, tuple[str, ...]]
    inflections: Inflections
    retired: Mapping[str, Any] = field(default_factory=dict)

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
                    (form, number, feature) for form, feature in expand(term.text, term.pos, self.inflections).items()
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
            topics=sorted({fold(word) for word in self.words.get("topic", ())}),
            off_topics=sorted({fold(word) for word in self.words.get("not-topic", ())}),
        )

    def entry_numbers(self, word: str) -> list[int]:
        """The entries that a word or phrase belongs to, by any of its forms."""
        wanted = fold(" ".join(word.split()))
        return sorted(
            {
                number
                for form, number, _ in self.forms.terms
                if form == wanted or (" " in wanted and anchor(form) == wanted)
            }
        )

    @cached_property
    def skim_words(self) -> SkimWords:
        """Compile the skim words: the literal part of every form, by whether it counts in any text."""
        bound = {number for number, entry in enumerate(self.entries) if "exploitation-topic" in entry.needs}
        parts: tuple[set[str], set[str]] = (set(), set())
        for form, number, _ in self.forms.terms:
            parts[number in bound].add(anchor(form))
        return SkimWords(self.version, sorted(parts[0]), sorted(parts[1] - parts[0]), list(self.forms.topics))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The installed lexicon; raises LexiconError when a checkout's lexicon does not load."""
    return msgspec.json.decode((compiled_folder() / "lexicon.json").read_bytes(), type=Lexicon)


def compile_lexicon(lexicon: Lexicon, folder: Path) -> None:
    """Write a lexicon's compiled files, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "skim.json", msgspec.json.encode(lexicon.skim_words))
    _write(folder / "forms.json", msgspec.json.encode(lexicon.forms))
    plain = {name: getattr(lexicon, name) for name in Lexicon.__annotations__}
    _write(folder / "lexicon.json", msgspec.json.encode(plain))


def _write(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
