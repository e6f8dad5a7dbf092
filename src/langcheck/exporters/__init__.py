"""The lexicon for other tools and readers: one module a format, and what each format cannot carry.

A module has ``export``, from a lexicon to its files (name to text), and ``LIMITS``, one or more sentences that say
what is lost; the files hold them too where the format has room for them. One that leaves out drafts has ``left_out``.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from langcheck.errors import LangcheckError, how_to_install
from langcheck.lexicon.lexicon import Lexicon

EXPORTERS = {
    "html": "langcheck.exporters.html",
    "markdown": "langcheck.exporters.markdown",
    "csv": "langcheck.exporters.csv",
    "skos": "langcheck.exporters.skos",
    "tbx": "langcheck.exporters.tbx",
    "tbx-2008": "langcheck.exporters.tbx_2008",
    "vale": "langcheck.exporters.vale",
}


def files(lexicon: Lexicon, format_: str) -> dict[str, str]:
    """The lexicon in a format: name to text, one file or, for a format that is a folder, several.

    Raises LangcheckError when a library that the format needs is not installed.
    """
    exported: dict[str, str] = _module(format_).export(lexicon)
    return exported


def limits(format_: str) -> str:
    """What a format cannot carry, in plain words."""
    text: str = _module(format_).LIMITS
    return text


def left_out(lexicon: Lexicon, format_: str) -> str:
    """Which drafts a format leaves out, and what brings them in; empty where it leaves out none."""
    told = getattr(_module(format_), "left_out", None)
    return "" if told is None else str(told(lexicon))


def _module(format_: str) -> ModuleType:
    try:
        return import_module(EXPORTERS[format_])
    except ModuleNotFoundError as error:
        raise LangcheckError(f"the {format_} form needs {error.name}", how_to_install("curate")) from error
