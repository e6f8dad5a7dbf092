"""Subtitles (.srt, .vtt, .sbv): sentences over their cues, with the cue's number and time beside line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from langcheck.model import Block, Role
from langcheck.readers.markup import Line, lines_of
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder, decode, gathered

_ARROW = re.compile(
    r"\s*((?:\d{1,4}:)?\d{1,3}:\d{1,2}[.,]\d{1,6})\s{0,20}-->\s{0,20}(?:\d{1,4}:)?\d{1,3}:\d{1,2}[.,]\d{1,6}"
)
_COMMA = re.compile(r"\s*(\d{1,3}:\d{1,2}:\d{1,2}\.\d{1,6}),\d{1,3}:\d{1,2}:\d{1,2}\.\d{1,6}\s*\Z")
_PASSED_OVER = re.compile(r"(?:NOTE|STYLE|REGION|X-TIMESTAMP-MAP)(?:\s|\Z)")
_UNSEEN = re.compile(
    r"<(?P<voice>v[.\s][^<>\n]{0,200})>|</?[A-Za-z0-9][^<>\n]{0,200}>|\{[\\yYcCfFsSoOpP][^{}\n]{0,200}\}"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_SPEAKER = re.compile(r"\s*(?:[-–—‐]\s?(?=\S)|>{2,3}\s?|(?=[A-Z][A-Z0-9 .'’#-]{0,40}:\s))")
_SOUND = re.compile(r"\s*(?:[-–—]\s?)?(\[[^\[\]\n]{1,300}\]|\([^()\n]{1,300}\)\s*(?=\Z)|♪[^♪\n]{0,300}♪?\s*(?=\Z))")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,5}\s*\Z")


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a subtitle file in any of the three forms."""
    source, name, notes = decode(raw, encoding, choice=choice)
    return Reading(gathered(_Reader().run(lines_of(source)), choice), source, name, notes)


class _Reader:
    """Gathers the lines of cues until a sentence or a speaker ends."""

    def __init__(self) -> None:
        self._builder = TextBuilder()
        self._cue = 0
        self._where: dict[str, int | str] = {}
        self._told: dict[str, int | str] = {}

    def run(self, lines: list[Line]) -> Iterator[Block]:
        at = 0
        in_cue = False
        while at < len(lines):
            line = lines[at]
            timed = _ARROW.match(line.text) or _COMMA.match(line.text)
            if timed:
                self._begin(timed.group(1))
                in_cue = True
            elif line.blank:
                known = in_cue and lines[at - 1].blank
                in_cue = known or (in_cue and at + 1 < len(lines) and not _begins_cue(lines, at + 1))
            elif in_cue and not _is_number_of_cue(lines, at):
                yield from self._line(line)
                if _SENTENCE_END.search(line.text.rstrip()) and _ends_cue(lines, at):
                    yield from self._flush()
            elif _PASSED_OVER.match(line.text):
                while at + 1 < len(lines) and not lines[at + 1].blank:
                    at += 1
            at += 1
        yield from self._flush()

    def _begin(self, time: str) -> None:
        self._cue += 1
        clock = re.split(r"[.,]", time)[0].split(":")
        hours, minutes, seconds = ["0"] * (3 - len(clock)) + clock
        self._where = {"cue": self._cue, "time": f"{int(hours):02}:{int(minutes):02}:{int(seconds):02}"}

    def _line(self, line: Line) -> Iterator[Block]:
        at = self._beyond_tags(line)
        while sound := _SOUND.match(line.text, at):
            yield from self._sound(line, *sound.span(1))
            at = sound.end()
        speaker = _SPEAKER.match(line.text, at)
        if speaker:
            yield from self._flush()
            at = speaker.end()
        if not line.text[at:].strip():
            return
        self._builder.blank(line.start, 1)
        for found in _UNSEEN.finditer(line.text, at):
            self._add(line, at, found.start())
            if found.group("voice"):
                yield from self._flush()
            at = found.end()
        self._add(line, at, len(line.text))

    def _beyond_tags(self, line: Line) -> int:
        """Where a line's text begins behind what sets its look; a voice is left for its turn."""
        at = 0
        while (found := _UNSEEN.match(line.text, at)) and not found.group("voice"):
            at = found.end()
        return at

    def _add(self, line: Line, start: int, end: int) -> None:
        if start >= end:
            return
        if self._told != self._where:
            self._builder.here(self._where)
            self._told = self._where
        for found in _ENTITY.finditer(line.text, start, end):
            self._builder.add(line.text[start : found.start()], line.start + start)
            self._builder.together(unescape(found.group()), line.start + found.start(), len(found.group()))
            start = found.end()
        self._builder.add(line.text[start:end], line.start + start)

    def _sound(self, line: Line, start: int, end: int) -> Iterator[Block]:
        builder = TextBuilder()
        builder.add(line.text[start:end], line.start + start)
        block = builder.build(Role.CAPTION, self._where)
        if block is not None:
            yield block

    def _flush(self) -> Iterator[Block]:
        block = self._builder.build(Role.PROSE)
        self._builder = TextBuilder()
        self._told = {}
        if block is not None:
            yield block


def _begins_cue(lines: list[Line], at: int) -> bool:
    """Whether behind a blank line something else begins than more of the same cue."""
    while at < len(lines) and lines[at].blank:
        at += 1
    if at >= len(lines) or _PASSED_OVER.match(lines[at].text):
        return True
    return any(_ARROW.match(line.text) or _COMMA.match(line.text) for line in lines[at : at + 2])


def _is_number_of_cue(lines: list[Line], at: int) -> bool:
    """A number directly above a time is the next cue's, even where no blank line stands between."""
    return lines[at].text.strip().isdigit() and at + 1 < len(lines) and _ARROW.match(lines[at + 1].text) is not None


def _ends_cue(lines: list[Line], at: int) -> bool:
    return at + 1 >= len(lines) or lines[at + 1].blank or _is_number_of_cue(lines, at + 1)
