"""A dictionary for codespell: ``word->suggestion, reason``; the reason keeps codespell from editing by itself."""

from __future__ import annotations

from langcheck.exporters import plain
from langcheck.lexicon.lexicon import Lexicon

LIMITS = (
    f"{plain.LIMITS} Phrases are left out, as codespell compares single words, and words for which every suggestion "
    "depends on a fact; so are levels and sources. The file has no room for comments."
)


def export(lexicon: Lexicon) -> dict[str, str]:
    """The dictionary, in alphabetical order; a line's last part is the reason, which has no comma."""
    lines: dict[str, str] = {}
    for entry in plain.entries(lexicon):
        for form, feature in plain.forms(entry, lexicon.inflections):
            offered = plain.words_to_offer(entry, feature, lexicon.inflections)
            if form.replace("-", "").isalpha() and offered:
                reason = entry.message.replace('"{found}"', "the word").replace("{found}", "the word").replace(",", ";")
                fixes = [text.replace(",", "") for text in offered]
                lines.setdefault(form.lower(), f"{form.lower()}->{', '.join([*fixes, reason])}")
    return {"langcheck-codespell.txt": "".join(f"{lines[form]}\n" for form in sorted(lines))}
