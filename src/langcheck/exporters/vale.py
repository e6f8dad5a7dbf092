"""A Vale style: one rule file an entry, and a read-me."""

from __future__ import annotations

import re

import yaml

from langcheck.exporters import plain
from langcheck.lexicon.article import article
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Level

LIMITS = f"{plain.LIMITS} Suggestions are told in the message, with their conditions; none is applied."
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "suggestion"}
_HEADER = "# langcheck lexicon {version}, CC BY 4.0. Made by `langcheck lexicon export --format vale`.\n# {limits}\n"
_README = """\
# langcheck

A Vale style made from the langcheck lexicon {version} (CC BY 4.0): {count} of {all} entries.

{limits}
{drafts}
Put this folder into your StylesPath and add `BasedOnStyles = langcheck` to `.vale.ini`.
"""


def export(lexicon: Lexicon) -> dict[str, str]:
    """The folder ``langcheck/``: a rule an entry, named after its id."""
    written = {}
    for entry in plain.entries(lexicon):
        tokens = [_token(form) for form, _ in plain.forms(entry, lexicon.inflections)]
        if not tokens:
            continue
        told = article(entry, lexicon)
        offers = "; ".join(map(str, told.offers))
        message = entry.message.replace("%", "%%").replace('"{found}"', "'%s'").replace("{found}", "%s")
        rule = {
            "extends": "existence",
            "message": f"{message} Consider: {offers.replace('%', '%%')}." if offers else message,
            "level": _LEVELS[entry.level],
            "ignorecase": True,
            "link": next((url for _, url in told.sources if url), ""),
            "tokens": tokens,
        }
        text = yaml.safe_dump(
            {key: value for key, value in rule.items() if value}, sort_keys=False, width=1000, allow_unicode=True
        )
        name = entry.id.removeprefix("en.").replace(".", "-")
        written[f"langcheck/{name}.yml"] = _HEADER.format(version=lexicon.version, limits=LIMITS) + text
    drafts = left_out(lexicon)
    count = {"count": len(written), "all": len(lexicon.entries), "version": lexicon.version, "limits": LIMITS}
    readme = _README.format(**count, drafts=f"\n{drafts}\n" if drafts else "")
    return {**written, "langcheck/README.md": readme}


def left_out(lexicon: Lexicon) -> str:
    """Which entries are left out that a curator can bring in."""
    return plain.left_out(lexicon)


def _token(form: str) -> str:
    """A form as a pattern: hyphens and blanks stand for each other, apostrophes may be straight or curly."""
    escaped = re.escape(form).replace(r"\ ", " ").replace(r"\-", "-")
    return re.sub(r"[ -]", "[ -]", escaped).replace("'", "['’]")
