"""A flag-words dictionary for cspell: ``word: suggestion, suggestion``."""

from __future__ import annotations

from langcheck.exporters import plain
from langcheck.lexicon.lexicon import Lexicon

LIMITS = (
    f"{plain.LIMITS} Phrases are left out, as cspell compares single words; so are reasons, levels and sources, "
    "and suggestions that depend on a fact."
)
_HEADER = """\
# langcheck lexicon {version}, CC BY 4.0. Made by `langcheck lexicon export --format cspell`.
# {limits}
# Name this file in cspell.json under dictionaryDefinitions with "kind": "flag-words".
"""


def export(lexicon: Lexicon) -> dict[str, str]:
    """The dictionary, in alphabetical order."""
    lines: dict[str, str] = {}
    for entry in plain.entries(lexicon):
        for form, feature in plain.forms(entry, lexicon.inflections):
            if form.isalpha():
                offered = plain.words_to_offer(entry, feature, lexicon.inflections)
                lines.setdefault(form, f"{form}: {', '.join(offered)}" if offered else form)
    header = _HEADER.format(version=lexicon.version, limits=LIMITS)
    return {"langcheck.txt": header + "".join(f"{lines[form]}\n" for form in sorted(lines))}
