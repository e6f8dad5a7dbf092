"""A finding to the words of a comment: what, why, what to consider, and who says so; the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from langcheck.model import Finding, Source

OPTIONS = 3
"""How many suggestions a comment shows."""

SOURCES = 2
"""How many sources a comment names."""


def remark(finding: Finding, *, full: bool, elsewhere: bool = False, change: str = "") -> tuple[str, ...]:
    """The comment's paragraphs.

    ``full`` adds why the entry exists, for its first finding in a document; ``elsewhere`` says where the words
    stand, for a comment that could not be put at them; ``change`` is the wording that is suggested as a change.
    """
    return tuple(_printable(line) for line in _lines(finding, full=full, elsewhere=elsewhere, change=change))


def _lines(finding: Finding, *, full: bool, elsewhere: bool, change: str) -> Iterator[str]:
    if elsewhere:
        yield f"This is about {finding.place}: {finding.excerpt.text}"
    yield finding.message
    yield finding.because
    if full:
        yield finding.why
    for suggestion in finding.suggestions[:OPTIONS]:
        when = f" ({suggestion.when})" if suggestion.when else ""
        yield f"Consider: {suggestion.text}{when}"
    if finding.instead:
        yield finding.instead
    if change:
        yield f"Suggested as a change: {change}. Accept it only if it fits what happened."
    for source in finding.sources[:SOURCES]:
        yield f"Source: {_source(source)}"


def _source(source: Source) -> str:
    year = f", {source.year}" if source.year not in ("", "unknown") else ""
    url = f" {source.url}" if source.url else ""
    return f"{source.publisher}: {source.title}{year}.{url}"


def _printable(text: str) -> str:
    """Text on one line, without the characters that XML and PDF files cannot hold."""
    return "".join(
        character if character.isprintable() else " " for character in text if not "\ud800" <= character <= "\udfff"
    )
