"""An entry out of the lexicon, with the reason: ours to retired.yaml, an agency's change into overlay.yaml."""

from __future__ import annotations

import json
import re
from pathlib import Path

from langcheck.errors import LangcheckError
from langcheck.lexicon.article import term_forms, words_of
from langcheck.lexicon.entry import Entry
from langcheck.lexicon.forms import Inflections, fold
from langcheck.lexicon.lexicon import Lexicon

_RETIRE = re.compile(r"^retire:[ \t]*(?:\{\}[ \t]*)?(#.*)?$", re.MULTILINE)
_IS_THERE = re.compile(r"^retire:", re.MULTILINE)


def reason_of(because: str, instead: str) -> str:
    """What the lexicon says of a retired entry for good."""
    told = " ".join(because.split()).rstrip(".")
    return f"{told}. Instead: {instead}." if instead else f"{told}."


def not_in(retired: Entry, instead: Entry, inflections: Inflections) -> list[str]:
    """The words of an entry that the one in its place does not have, not inflected: nobody finds them any more."""
    kept = {fold(form) for form in words_of(instead, inflections)}
    return sorted({form for term in retired.terms for form in term_forms(term) if fold(form) not in kept})


def retire_in_overlay(path: Path, entry: str, reason: str) -> str:
    """The text of an overlay.yaml with an entry retired in it; all that stood there stays as it was."""
    text = path.read_text(encoding="utf-8")
    line = f"  {entry}: {_quoted(reason)}\n"
    found = _RETIRE.search(text)
    if found:
        end = found.end() + 1
        head = f"retire:{' ' + found[1] if found[1] else ''}\n"
        return f"{text[: found.start()]}{head}{line}{text[end:]}"
    if _IS_THERE.search(text):
        raise LangcheckError(f"{path} has a `retire` in a form of its own", f"Add to it by hand: {line.strip()}")
    return f"{text.rstrip(chr(10))}\nretire:\n{line}".lstrip("\n")


def retire_in_ours(lexicon: Lexicon, entry: str, reason: str) -> str:
    """The text of retired.yaml with an entry in it, in the order of the ids."""
    told = {**lexicon.retired, entry: reason}
    return "".join(f"{name}: {_quoted(told[name])}\n" for name in sorted(told))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
