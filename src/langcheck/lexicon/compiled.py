"""The lexicon as programs use it: compiled once from YAML, loaded in two parts.

``Forms`` is all that the screen needs and loads with the standard library alone, because every start pays for it.
``Lexicon`` is the whole, loaded when there is a candidate to judge.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langcheck.lexicon.forms import Inflections, anchor, expand, fold

if TYPE_CHECKING:
    from langcheck.model import ContextNote, Entry, Name, Source

FORMAT = 1
"""Raised when the compiled shape changes, so that an old cache is never read."""

_PACKAGED = Path(__file__).resolve().parent.parent / "_lexicon"
_CHECKOUT = Path(__file__).resolve().parents[3] / "lexicon"


@dataclass(frozen=True)
class Forms:
    """Every surface form, folded: term forms with entry number and feature, names, other senses and topic words.

    ``bound`` are the entries that count only in documents about exploitation.
    """

    version: str
    terms: list[tuple[str, int, str]]
    names: list[tuple[str, int]]
    other_senses: list[tuple[str, int]]
    topics: list[str]
    off_topics: list[str]
    bound: frozenset[int] = field(default_factory=frozenset)


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
                terms += [(form, number, feature) for form, feature in expand(term.text, term.pos, self.inflections).items()]
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
            bound=frozenset(n for n, entry in enumerate(self.entries) if "exploitation-topic" in entry.needs),
        )

    def entry_numbers(self, word: str) -> list[int]:
        """The entries that a word or phrase belongs to, by any of its forms."""
        wanted = fold(" ".join(word.split()))
        return sorted({number for form, number, _ in self.forms.terms if form == wanted or anchor(form) == wanted})


@lru_cache(maxsize=1)
def load_forms() -> Forms:
    """The forms of the installed lexicon; raises LexiconError when a checkout's lexicon does not load."""
    data = json.loads((_compiled_folder() / "forms.json").read_bytes())
    return Forms(
        version=data["version"],
        terms=[tuple(item) for item in data["terms"]],
        names=[tuple(item) for item in data["names"]],
        other_senses=[tuple(item) for item in data["other_senses"]],
        topics=data["topics"],
        off_topics=data["off_topics"],
        bound=frozenset(data["bound"]),
    )


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The installed lexicon; raises LexiconError when a checkout's lexicon does not load."""
    import msgspec

    return msgspec.json.decode((_compiled_folder() / "lexicon.json").read_bytes(), type=_typed_lexicon())


def compile_lexicon(lexicon: Lexicon, folder: Path) -> None:
    """Write a lexicon's two compiled files, each whole or not at all."""
    import msgspec

    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "forms.json", msgspec.json.encode(lexicon.forms))
    plain = {name: getattr(lexicon, name) for name in _typed_lexicon().__annotations__}
    _write(folder / "lexicon.json", msgspec.json.encode(plain))


def lexicon_folder() -> Path | None:
    """The folder of YAML that this installation was made from, where there is one."""
    return _CHECKOUT if (_CHECKOUT / "schema.json").exists() else None


def _typed_lexicon() -> Any:
    """Lexicon with its annotations resolved: the model is imported only when entries are needed."""
    from langcheck import model

    for name in ("ContextNote", "Entry", "Name", "Source"):
        globals()[name] = getattr(model, name)
    return Lexicon


def _compiled_folder() -> Path:
    if (_PACKAGED / "forms.json").exists():
        return _PACKAGED
    source = lexicon_folder()
    if source is None:
        from langcheck.errors import LangcheckError

        raise LangcheckError("the lexicon is missing from this installation", "Install langcheck-ht again.")
    cached = cache_folder() / f"lexicon-{FORMAT}-{_stamp(source)}"
    if not (cached / "lexicon.json").exists():
        from langcheck.lexicon.load import load_source

        lexicon = load_source(source)
        try:
            compile_lexicon(lexicon, cached)
        except OSError:
            fallback = Path(tempfile.mkdtemp(prefix="langcheck-"))
            compile_lexicon(lexicon, fallback)
            return fallback
    return cached


def _stamp(folder: Path) -> str:
    """Changes whenever a file below the folder does."""
    from hashlib import blake2b

    digest = blake2b(digest_size=12)
    for path in (*sorted(folder.rglob("*")), *sorted(Path(__file__).parent.glob("*.py"))):
        if path.suffix in (".yaml", ".json", ".py") or path.name == "VERSION":
            status = path.stat()
            digest.update(f"{path}\0{status.st_mtime_ns}\0{status.st_size}\0".encode())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Where langcheck may keep compiled data between runs; it holds no document text."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "langcheck"


def _write(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
