"""Works that a text cites: a line with authors, a title and a year, and what stands below a heading that says so."""

from __future__ import annotations

from langcheck.facts.layout import Layout
from langcheck.facts.turns import plain
from langcheck.lazily import pattern
from langcheck.model import Role

_AUTHOR = (
    r"(?:[A-Z][\w'’-]{1,24}(?: [A-Z][\w'’-]{1,24})?,? (?:[A-Z]\.?[ -]?){1,3}|(?:[A-Z]\. ?){1,3}[A-Z][\w'’-]{1,24})"
)
_REFERENCE = pattern(
    rf"\W{{0,3}}(?:\[?\d{{1,3}}[\].)]{{1,2}} )?{_AUTHOR}(?:(?:[,;]|,? [a-z]{3}| &) {_AUTHOR}){{0,8}}(?:,? [a-z]{2} [a-z]{2}\b)?[.,:]? ?(?=[“\"A-Z(])"
)
"""The authors at the beginning: "Lind A, Voss B.", "A. Lind,", "Lind, A.,"."""
_YEAR = pattern(r"\b(?:19|20)\d\d[a-z]?\b")
_CITED = pattern(
    r"\b(?:19|20)\d\d\b[);:,. ]{1,3}(?:\d{1,4}|\Z|[A-Z])|\d{1,4} ?\((?:19|20)\d\d\)|\b(?:19|20)\d\d\W{0,2}\Z"
)
"""How a year stands beside a volume or at the end."""
_LONGEST = 600


def is_reference(text: str) -> bool:
    """Whether a line names authors and a work, and the year of it as a list of references does."""
    return len(text) <= _LONGEST and _REFERENCE.match(text) is not None and _CITED.search(text) is not None


def listed_works(layout: Layout) -> frozenset[int]:
    """The blocks with a year below a heading that lists works, up to the next heading or a paragraph without any."""
    found: set[int] = set()
    inside = False
    for number, line in enumerate(layout.lines):
        if not line.opens:
            continue
        if plain(line.text.strip("*_#: ")) in layout.words.lists["reference-headings"]:
            inside = True
        elif (inside and layout.role(number) is Role.HEADING) or (
            inside and not _YEAR.search(layout.block(number).text)
        ):
            inside = False
        elif inside:
            found.add(line.block)
    return frozenset(found)
