"""A finding to the words of a comment: what and why in two sentences, what to write, and where to read more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from langcheck.model import Finding, Source, Suggestion

MOST = 300
"""How many characters a comment has at most, without the sources that somebody asked for."""

OPTIONS = 3
"""How many suggestions a comment shows, where they have room."""

SOURCES = 2
"""How many sources a comment names."""

_SENTENCE = re.compile(r".{20,}?(?<![A-Z])[.!?](?=\s|\Z)")
_AROUND = 60
_OWN_WORDS = "own-words"


def remark(
    finding: Finding, *, full: bool, elsewhere: bool = False, change: str = "", sources: bool = False
) -> tuple[str, ...]:
    """The comment's paragraphs.

    ``full`` adds why the entry exists, for its first finding in a document; ``elsewhere`` says where the words
    stand, for a comment that could not be put at them; ``change`` is the wording that is suggested as a change. What would
    make a comment longer than MOST is left out: reasons, which ``langcheck explain`` has, then the last
    of the options that have a condition; never how many options there are, nor what to know before a change.
    """
    reason = _reason(finding) if full or finding.context != _OWN_WORDS else ""
    variants = (
        (OPTIONS, reason, True),
        (OPTIONS, "", True),
        (2, "", True),
        (1, "", True),
        (1, "", False),
        (0, "", False),
    )
    made: list[str] = []
    for options, why, with_message in variants:
        lines = _lines(finding, options=options, why=why, message=with_message, elsewhere=elsewhere, change=change)
        made = [_printable(line) for line in lines]
        if len("\n".join(made)) <= MOST:
            break
    if sources:
        made += [_printable(f"Source: {_source(source)}") for source in finding.sources[:SOURCES]]
    return tuple(made)


def _reason(finding: Finding) -> str:
    """Why the words are flagged here, in a sentence: what the context says, or how the entry's own reason begins."""
    if finding.context != _OWN_WORDS:
        return finding.because
    sentence = _SENTENCE.match(finding.why)
    return sentence.group() if sentence else finding.why


def _lines(finding: Finding, *, options: int, why: str, message: bool, elsewhere: bool, change: str) -> Iterator[str]:
    if elsewhere:
        yield f"This is about {finding.place}: {_around(finding)}"
    sentences = " ".join(filter(None, (finding.message if message or not finding.suggestions else "", why)))
    if sentences:
        yield sentences
    if change:
        yield f"Suggested as a change: {change}. Accept it only if it fits what happened."
    others = [item for item in finding.suggestions if item.text != change]
    shown = options if change else max(options, 1)
    if others and shown:
        yield f"{'Or consider' if change else 'Consider'}: {_offers(others, most=shown)}"
    if finding.instead:
        yield finding.instead
    more = "" if shown or not others else f" wordings ({len(others)})"
    yield f"More{more}: langcheck explain {finding.entry}"


def _offers(suggestions: Sequence[Suggestion], *, most: int) -> str:
    """Those without a condition and then the first ones, in their order, and how many more there are."""
    first = sorted(suggestions, key=lambda item: bool(item.when))[:most]
    offers = [f"{item.text} ({item.when})" if item.when else item.text for item in suggestions if item in first]
    more = len(suggestions) - len(offers)
    return "; or: ".join(offers) + (f"; and {more} more" if more else "")


def _around(finding: Finding) -> str:
    """The found words with some of their sentence, short enough for a comment."""
    text, start, end = finding.excerpt.text, finding.excerpt.start, finding.excerpt.end
    if len(text) <= _AROUND:
        return text
    room = max(0, (_AROUND - (end - start)) // 2)
    before, after = text[max(0, start - room) : start], text[end : end + room]
    return f"{'…' if start > room else ''}{before}{text[start:end]}{after}{'…' if end + room < len(text) else ''}"


def older_told(count: int) -> str:
    """What to say of the comments of an older review that are not in the copy any more."""
    return f"{count} older {'comment' if count == 1 else 'comments'} of langcheck replaced"


def _source(source: Source) -> str:
    return f"{source.named}. {source.url}".rstrip()


def _printable(text: str) -> str:
    """Text on one line, without the characters that XML and PDF files cannot hold."""
    return "".join(
        character if character.isprintable() else " " for character in text if not "\ud800" <= character <= "\udfff"
    )
