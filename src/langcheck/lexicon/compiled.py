"""The compiled lexicon on disk, and its two small parts that the screen needs.

``SkimWords`` is all that tells a clean file and loads with the standard library alone, because every start pays for
it. ``Forms`` finds places. The whole, ``Lexicon``, is loaded when there is a place to judge (lexicon.py).
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FORMAT = 3
"""Raised when the compiled shape changes, so that an old cache is never read."""

_PACKAGED = Path(__file__).resolve().parent.parent / "_lexicon"
_CHECKOUT = Path(__file__).resolve().parents[3] / "lexicon"


@dataclass(frozen=True)
class SkimWords:
    """The literal parts of all surface forms, in three lists.

    A text that holds one of ``free`` is worth reading; those of ``bound`` count only in a text that also holds one of
    ``topics``.
    """

    version: str
    free: list[str]
    bound: list[str]
    topics: list[str]


@dataclass(frozen=True)
class Forms:
    """Every surface form, folded: term forms with entry number and feature, names, other senses and topic words."""

    version: str
    terms: list[tuple[str, int, str]]
    names: list[tuple[str, int]]
    other_senses: list[tuple[str, int]]
    topics: list[str]
    off_topics: list[str]


@lru_cache(maxsize=1)
def load_skim_words() -> SkimWords:
    """The skim words of the installed lexicon; raises LexiconError when a checkout's lexicon does not load."""
    return SkimWords(**json.loads((compiled_folder() / "skim.json").read_bytes()))


@lru_cache(maxsize=1)
def load_forms() -> Forms:
    """The forms of the installed lexicon; raises LexiconError when a checkout's lexicon does not load."""
    data = json.loads((compiled_folder() / "forms.json").read_bytes())
    return Forms(
        version=data["version"],
        terms=[tuple(item) for item in data["terms"]],
        names=[tuple(item) for item in data["names"]],
        other_senses=[tuple(item) for item in data["other_senses"]],
        topics=data["topics"],
        off_topics=data["off_topics"],
    )


def lexicon_folder() -> Path | None:
    """The folder of YAML that this installation was made from, where there is one."""
    return _CHECKOUT if (_CHECKOUT / "schema.json").exists() else None


@lru_cache(maxsize=1)
def compiled_folder() -> Path:
    """The folder of the compiled lexicon: in the package, or in the cache for a checkout, made anew when it changed."""
    if (_PACKAGED / "lexicon.json").exists():
        return _PACKAGED
    source = lexicon_folder()
    if source is None:
        from langcheck.errors import LangcheckError

        raise LangcheckError("the lexicon is missing from this installation", "Install langcheck-ht again.")
    cached = cache_folder() / f"lexicon-{FORMAT}-{_stamp(source)}"
    if not (cached / "lexicon.json").exists():
        from langcheck.lexicon.lexicon import compile_lexicon
        from langcheck.lexicon.load import load_source

        lexicon = load_source(source)
        try:
            compile_lexicon(lexicon, cached)
        except OSError:
            import tempfile

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
