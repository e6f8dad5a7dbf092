"""The lexicon as a glossary to read: entries under the headings of their categories, by what stands first in them."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from langcheck.lexicon.article import LEFT_ALONE, Article, article
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import CATEGORIES

LIMITS = "A glossary is for reading: contexts are told in words, and inflected forms and word lists are left out."
_HOW = {"word": "", "usage-check": "usage check", "claim": "claim", "image": "image"}


def render(lexicon: Lexicon, template: str) -> str:
    """The glossary by a template of the folder ``templates``."""
    articles = [article(entry, lexicon) for entry in lexicon.entries]
    sections = [
        (key, heading, sorted((told for told in articles if told.entry.category == key), key=_order))
        for key, heading in CATEGORIES.items()
    ]
    filled = [section for section in sections if section[2]]
    return (
        _environment()
        .get_template(template)
        .render(lexicon=lexicon, sections=filled, count=len(articles), left_alone=LEFT_ALONE, limits=LIMITS, how=_HOW)
    )


def _order(told: Article) -> tuple[str, str]:
    return told.title.lower().lstrip("(… "), told.entry.id


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("langcheck.exporters"), PackageLoader("langcheck", "look")]),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = _markdown
    return environment


def _markdown(text: str) -> str:
    """Text with the characters that Markdown would read as marks escaped."""
    for character in "\\`*_[]<>|":
        text = text.replace(character, f"\\{character}")
    return text
