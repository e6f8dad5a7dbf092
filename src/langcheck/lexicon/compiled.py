"""The compiled lexicon on disk, and its small parts: two that the screen needs, one for settings, one for divided words.

``SkimIndex`` is all that tells a clean file and loads with the standard library alone, because every start pays for
it. ``PayloadIndex`` finds places. The whole, ``Lexicon``, is loaded when there is a place to judge (lexicon.py).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from langcheck.lazily import dataclass
from langcheck.lexicon.skim import SkimIndex

if TYPE_CHECKING:
    from langcheck.lexicon.lexicon import Lexicon
    from langcheck.lexicon.payloads import PayloadIndex

FORMAT = 22
"""Raised when the compiled shape changes, so that an old cache is never read."""

SIZES = "sizes.txt"
"""The file beside the compiled ones that tells how many bytes each of them has."""

COMPILED = ("skim.txt", "index.json", "words.txt", "screen.txt", "lexicon.json")
"""The compiled files, in the order in which they are written."""

_PACKAGED = Path(__file__).resolve().parent.parent / "_lexicon"
_CHECKOUT = Path(__file__).resolve().parents[3] / "lexicon"


@dataclass(frozen=True)
class Forms:
    """Every surface form, folded: term forms with entry number and feature, names, other senses and topic words.

    ``unmistakable`` are words that are known for certain also where a letter of them was misread or masked, ``together``
    those that are known so only with others of a phrase. ``hints``
    tell of the topic only together, each with the number of its list in HINTS or, behind these, among those of slang.
    """

    version: str
    terms: list[tuple[str, int, str]]
    names: list[tuple[str, int]]
    other_senses: list[tuple[str, int]]
    topics: list[str]
    off_topics: list[str]
    unmistakable: list[str] = field(default_factory=list)
    together: list[str] = field(default_factory=list)
    hints: list[tuple[str, int]] = field(default_factory=list)

    def words_of_terms(self) -> frozenset[str]:
        """All words that stand in a form of a term."""
        from langcheck.lexicon.compact import words_in

        return frozenset(words_in(" ".join([form for form, _, _ in self.terms])).split())

    def disguises(self) -> Iterator[tuple[str, str]]:
        """How the unmistakable words stand where letters were misread or mistyped, each with the word that is meant."""
        from langcheck.lexicon.forms import in_signs, misreadings, slips

        known = {*self.unmistakable, *self.together, *(form for form, _, _ in self.terms)}
        for word in self.unmistakable:
            for written in dict.fromkeys((*misreadings(word), *slips(word))):
                if written not in known:
                    known.add(written)
                    yield written, word
        for word in self.together:
            for written in dict.fromkeys(in_signs(word)):
                if written not in known:
                    known.add(written)
                    yield written, word


HINTS = ("hints-who", "hints-what", "hints-else", "slang-else", "hints-people", "hints-held", "hints-home")
"""Word lists that tell of the topic where the first two meet, and nothing of the third stands by; then what else slang may be
about, people of any kind, and what is done to people who are sold or held, beside whom such people are enough."""

TELLING = ("hints-who", "hints-what", "hints-people", "hints-held")
"""The word lists of which two tell of the topic together: people, each with what is done to them."""

SLANG = "slang-"
"""How the names of the word lists begin of which two tell of the topic where they meet, each the frames of one slang word."""


@dataclass(frozen=True)
class Index:
    """What settings may name: entries with their category, retired ids, and profiles with what they are about.

    ``levels`` are the usual and the gravest level of each entry that can be asked about, ``unasked`` those that are not
    asked about by themselves.
    """

    entries: dict[str, str]
    retired: list[str]
    profiles: dict[str, str]
    levels: dict[str, tuple[int, int]]
    unasked: list[str]

    def dimensions(self, profiles: Sequence[str]) -> dict[str, str]:
        """Profiles with what they are about; raises SettingsError for an unknown one or two about the same."""
        from langcheck.errors import SettingsError

        by_dimension: dict[str, str] = {}
        for name in map(str.lower, profiles):
            if name not in self.profiles:
                from difflib import get_close_matches

                close = get_close_matches(name, self.profiles, n=1)
                hint = f"Did you mean {close[0]!r}?" if close else f"There are {', '.join(sorted(self.profiles))}."
                raise SettingsError(f"there is no profile {name!r}", hint)
            dimension = self.profiles[name]
            other = by_dimension.setdefault(dimension, name)
            if other != name:
                raise SettingsError(f"{other!r} and {name!r} are both a {dimension}", "Use one of them.")
        return {name: dimension for dimension, name in by_dimension.items()}


@lru_cache(maxsize=4)
def load_index(overlays: tuple[Path, ...] = ()) -> Index:
    """The index of the installed lexicon with overlays; raises LexiconError when one does not load."""
    import json

    return Index(**json.loads((compiled_folder(overlays) / "index.json").read_bytes()))


@lru_cache(maxsize=4)
def load_skim_index(overlays: tuple[Path, ...] = ()) -> SkimIndex:
    """The words to skim for of the installed lexicon with overlays; raises LexiconError when one does not load."""
    return SkimIndex.from_bytes((compiled_folder(overlays) / "skim.txt").read_bytes())


@lru_cache(maxsize=4)
def load_words(overlays: tuple[Path, ...] = ()) -> frozenset[str]:
    """The words of all terms of the installed lexicon with overlays; raises LexiconError when one does not load."""
    return frozenset((compiled_folder(overlays) / "words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=4)
def load_payloads(overlays: tuple[Path, ...] = ()) -> PayloadIndex:
    """The forms of the installed lexicon with overlays, by word; raises LexiconError when one does not load."""
    from langcheck.lexicon.payloads import PayloadIndex

    return PayloadIndex.from_bytes((compiled_folder(overlays) / "screen.txt").read_bytes())


def overlay_folders(named: Sequence[str], base: Path) -> tuple[Path, ...]:
    """The folders of the lexicons on top of ours that settings name; raises SettingsError for one that is not there."""
    if not named:
        return ()
    from langcheck.lexicon.extend import find_folders

    return find_folders(named, base)


def lexicon_folder() -> Path | None:
    """The folder of YAML that this installation was made from, where there is one."""
    return _CHECKOUT if (_CHECKOUT / "schema.json").exists() else None


def schema_path() -> Path:
    """The schema of records, beside the compiled lexicon or in the checkout."""
    packaged = _PACKAGED / "schema.json"
    return packaged if packaged.exists() else _CHECKOUT / "schema.json"


@lru_cache(maxsize=4)
def compiled_folder(overlays: tuple[Path, ...] = ()) -> Path:
    """The folder of the compiled lexicon: in the package, or in the cache for a checkout or with overlays.

    It is made anew when a file that it was made from has changed.
    """
    if overlays:
        return _cached(f"{stamp(compiled_folder())}-{_content(overlays)}", lambda: _extended(overlays))
    if (_PACKAGED / "lexicon.json").exists():
        return _PACKAGED
    source = lexicon_folder()
    if source is None:
        from langcheck.errors import LangcheckError

        raise LangcheckError("the lexicon is missing from this installation", "Install langcheck-ht again.")
    return _cached(stamp(source, Path(__file__).parent), lambda: _from_yaml(source))


def _from_yaml(source: Path) -> Lexicon:
    from langcheck.lexicon.load import load_source

    return load_source(source)


def _extended(overlays: tuple[Path, ...]) -> Lexicon:
    from langcheck.lexicon.extend import extended
    from langcheck.lexicon.lexicon import load_lexicon

    return extended(load_lexicon(), overlays)


def _cached(stamp: str, make: Callable[[], Lexicon]) -> Path:
    """The cache folder with this stamp, filled when it is not there; a temporary one where the cache cannot be written."""
    cached = cache_folder() / f"lexicon-{FORMAT}-{stamp}"
    if is_whole(cached):
        return cached
    from langcheck.lexicon.lexicon import compile_lexicon, nothing_collected

    with nothing_collected():
        lexicon = make()
    try:
        compile_lexicon(lexicon, cached, mode=0o600)
    except OSError:
        import tempfile

        cached = Path(tempfile.mkdtemp(prefix="langcheck-"))
        compile_lexicon(lexicon, cached, mode=0o600)
    return cached


def is_whole(folder: Path) -> bool:
    """Whether all compiled files of a folder have the sizes that were written down; a disk that failed may have cut one.

    The list of sizes may itself be cut: it counts where it names them all.
    """
    try:
        told = (folder / SIZES).read_text(encoding="ascii").split()
        return tuple(told[::2]) == COMPILED and all(
            os.stat(folder / name).st_size == int(size) for name, size in zip(told[::2], told[1::2], strict=True)
        )
    except (OSError, ValueError):
        return False


def _content(folders: Sequence[Path]) -> str:
    """Changes whenever what stands in the data files of these folders does, wherever the folders are."""
    from hashlib import blake2b

    digest = blake2b(digest_size=12)
    for number, folder in enumerate(folders):
        for path in sorted(folder.rglob("*.yaml")):
            try:
                data = path.read_bytes()
            except OSError as error:
                from langcheck.errors import LexiconError, Problem

                raise LexiconError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from error
            digest.update(f"{number}\0{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def stamp(*folders: Path) -> str:
    """Changes whenever a data file or module of these folders does."""
    from hashlib import blake2b

    digest = blake2b(digest_size=12)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
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
