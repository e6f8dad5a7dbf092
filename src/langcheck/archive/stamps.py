"""Settings to a stamp: two rows with the same one, of the same text, are the same row, on whatever machine they were made.

The stamp of the cache (``Checker.stamp``) goes by names and times of files, which differ from machine to machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from langcheck import __version__
from langcheck.lexicon.compiled import compiled_folder, overlay_folders
from langcheck.model import Level
from langcheck.settings import Settings

_BYTES = 12


@lru_cache(maxsize=4096)
def stamp_of(settings: Settings, *, format: str = "text", redact: bool = False) -> str:
    """What changes whenever something that decides about a row does: this code, the lexicon with what is on top, the settings.

    ``format`` is what texts are written in; it is empty for files, whose names tell. Which files are left out, and at which
    level a check fails, decides about no row. Raises SettingsError and LexiconError.
    """
    overlays = overlay_folders(settings.lexicons, settings.folder)
    told = replace(settings, path=None, exclude=(), lexicons=(), baseline="", fail_on=Level.WARNING)
    parts = (__version__, _code(), _lexicon(overlays), repr(told), settings.fingerprint_key if redact else "", format)
    return blake2b("\0".join((*parts, str(redact))).encode(), digest_size=_BYTES).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    folder = Path(__file__).resolve().parent.parent
    return _content(folder, folder.rglob("*.py"))


@lru_cache(maxsize=64)
def _lexicon(overlays: tuple[Path, ...]) -> str:
    folder = compiled_folder(overlays)
    return _content(folder, (folder / "lexicon.json",))  # all else is made from it


def _content(folder: Path, paths: Iterable[Path]) -> str:
    digest = blake2b(digest_size=_BYTES)
    for path in sorted(paths):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
