"""Asking a person about one finding after the other: what to write in place of the words."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import click

from langcheck.cli import streams
from langcheck.editors.edits import Choice, left_whole, plan
from langcheck.fixing import words_at
from langcheck.harmless import printable
from langcheck.model import Document, Finding, Level, Region

_MOST = 9
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:an?|the)[ \u00a0]\Z", re.IGNORECASE)
_LONGEST_ARTICLE = len(" the ")
_KEYS = "e own words, s skip, a skip this entry, u undo, q quit, ? help"
_HELP = """\
  1-9  write this suggestion; what stands in brackets behind it has to be true
  e    write words of your own
  s    leave these words as they are
  a    leave all words of this entry as they are, until the end of this run
  u    go back to the last answer and answer anew
  q    stop here; you are asked whether to keep what you chose in this file
  ?    this help"""


def is_terminal() -> bool:
    """Whether there is somebody to ask."""
    return streams.is_screen(sys.stdin)


class Asking:
    """A walk through findings; entries that are skipped stay so from file to file, until the walk is stopped."""

    def __init__(self, *, level: Level | None = None, colour: bool = False) -> None:
        self._level = level or Level.ADVICE
        self._colour = colour
        self._skipped: set[str] = set()
        self.is_stopped = False

    def choose(self, document: Document, findings: Sequence[Finding]) -> list[Choice]:
        """What a person chose for the findings of a document; raises Abort where there is no answer any more."""
        whole = left_whole(findings)
        if whole:
            _say(f"{printable(document.path)}: {whole}")
            return []
        asked = [finding for finding in findings if finding.level >= self._level and self._is_open(document, finding)]
        chosen: dict[int, Choice] = {}
        answered: list[int] = []
        number = 0
        while number < len(asked):
            finding = asked[number]
            if finding.entry in self._skipped:
                number += 1
                continue
            self._show(finding, number, len(asked))
            key = self._answer(document, finding, number, chosen)
            if key == "q":
                self.is_stopped = True
                return self._kept(chosen)
            if key == "u":
                if not answered:
                    _say("  There is nothing to undo in this file.")
                    continue
                number = answered.pop()
                chosen.pop(number, None)
                self._skipped.discard(asked[number].entry)
                continue
            if key == "a":
                self._skipped.add(finding.entry)
            answered.append(number)
            number += 1
        return [chosen[number] for number in sorted(chosen)]

    def _is_open(self, document: Document, finding: Finding) -> bool:
        """Whether the words of a finding can be changed here; if not, the reason is told."""
        tried = plan(document, [Choice(finding, "", finding.region)], (), unwritable=lambda _: "")
        for refusal in tried.refusals:
            _say(
                f'{printable(document.path)}: {printable(str(finding.place))}: "{printable(finding.found)}" cannot be changed here:'
            )
            _say(f"  {printable(refusal.reason)}")
        return not tried.refusals

    def _show(self, finding: Finding, number: int, count: int) -> None:
        head = f"[{number + 1}/{count}] {printable(finding.path)}: {printable(str(finding.place))}: {finding.level}[{finding.entry}]"
        _say("")
        _say(click.style(head, bold=True) if self._colour else head)
        _say(f"  {printable(finding.message)}")
        excerpt = finding.excerpt
        found = f"[{printable(excerpt.text[excerpt.start : excerpt.end])}]"
        marked = click.style(found, fg="red", bold=True) if self._colour else found
        _say(f"    {printable(excerpt.text[: excerpt.start])}{marked}{printable(excerpt.text[excerpt.end :])}")
        for place, suggestion in enumerate(finding.suggestions[:_MOST], 1):
            text = printable(suggestion.text)
            when = f"   ({printable(suggestion.when)})" if suggestion.when else ""
            _say(f"  {place}  {click.style(text, fg='green') if self._colour else text}{when}")

    def _answer(self, document: Document, finding: Finding, number: int, chosen: dict[int, Choice]) -> str:
        """The key that answers for a finding; "1" for all that chose words."""
        count = min(len(finding.suggestions), _MOST)
        options = "1 choose, " if count == 1 else f"1-{count} choose, " if count else ""
        while True:
            click.echo(f"  {options}{_KEYS}: ", nl=False, err=True)
            key = click.getchar()
            if not key or key in "\x03\x04\x1a":
                raise click.Abort
            key = key.strip() or key  # a pasted or dictated answer comes with the line end behind it
            _say(printable(key.strip()))
            if key in ("s", "a", "u", "q"):
                return key
            if key.isascii() and key.isdigit() and 1 <= int(key) <= count:
                suggestion = finding.suggestions[int(key) - 1]
                chosen[number] = Choice(finding, suggestion.text, suggestion.region)
                return "1"
            if key == "e":
                own = _own_words(document, finding)
                if own is not None:
                    chosen[number] = own
                    return "1"
            elif key == "?":
                _say(_HELP)

    def _kept(self, chosen: dict[int, Choice]) -> list[Choice]:
        if not chosen:
            return []
        count = f"the {len(chosen)} changes" if len(chosen) > 1 else "the change"
        if not click.confirm(f"Keep {count} chosen in this file?", default=True, err=True):
            return []
        return [chosen[number] for number in sorted(chosen)]


def _own_words(document: Document, finding: Finding) -> Choice | None:
    """Words of the person's own in place of the found ones; None where they think better of it.

    Words that begin with an article take the place of the one that stands there, too.
    """
    region = finding.region
    old = words_at(document, finding, region)
    text: str = click.prompt(f'  In place of "{printable(old)}"', default=old, show_default=False, err=True)
    text = text.strip()
    if text in ("", old):
        return None
    if not text.isprintable():
        _say("  These words hold characters that cannot be printed.")
        return None
    before = words_at(document, finding, Region(max(0, region.start - _LONGEST_ARTICLE), region.start))
    article = _ARTICLE_BEFORE.search(before)
    if article and _ARTICLE.match(text):
        region = Region(region.start - len(article.group()), region.end)
    return Choice(finding, text, region)


def _say(line: str) -> None:
    click.echo(line, err=True)
