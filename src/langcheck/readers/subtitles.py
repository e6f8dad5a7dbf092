"""Subtitles (.srt, .vtt, .sbv): sentences over their cues, with the cue's number and time beside line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from langcheck.model import Block, Role
from langcheck.readers import text
from langcheck.readers.left_out import LeftOut, count_words
from langcheck.readers.markup import Line, lines_of
from langcheck.readers.reading import EVERYTHING, Choice, Reading, TextBuilder, decode, gathered

_TIME = r"(?:\d{1,4}:){1,3}\d{1,2}(?:[.,:;]\d{1,6})?"
_ARROW = re.compile(
    rf"\s{{0,20}}({_TIME})\s{{0,20}}(?:[-\u2010-\u2015=]{{1,3}}\s?>|[→⟶➔➜>]|-{{2,3}})(?:\s{{0,20}}{_TIME}|\s{{0,20}}\Z)"
)
"""A line of times, also as people write it by hand, with another arrow or with frames."""
_COMMA = re.compile(rf"\s{{0,20}}({_TIME}),{_TIME}\s*\Z")
_HEADER = re.compile(r"\ufeff?WEBVTT(?:\s|\Z)")
_COMMENT = re.compile(r"NOTE(?:\s|\Z)")
_SETTINGS = re.compile(r"(?:STYLE|REGION|X-TIMESTAMP-MAP)(?:\s|=|\Z)")
_UNSEEN = re.compile(
    r"<(?P<voice>v[.\s][^<>\n]{0,200})>|(?P<annotation></?rt>)|</?[A-Za-z0-9][^<>\n]{0,200}>|\{[\\yYcCfFsSoOpP][^{}\n]{0,200}\}"
)
_WRITTEN = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});|\\[Nnh]")
"""What stands for a character: an entity, or a line end or blank as other programs than players write it."""
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
    lines = lines_of(source)
    reader = _Reader(is_web=bool(lines) and _HEADER.match(lines[0].text) is not None)
    if reader.is_web or any(map(_timed, lines)):
        blocks = gathered(reader.run(lines), choice)
    else:
        notes.append("no times were found in it, so it was read as plain text")
        blocks = gathered(text.blocks_of(source), choice)
    reading = Reading(blocks, source, name, notes, left_out=reader.left_out)
    if not blocks:
        reading.unchecked.append(("cues", "no words were found in it", _NO_WORDS))
    return reading


_NO_WORDS = "Look whether its times are written as in 00:00:01,000 --> 00:00:02,000, with the words below them."


def _timed(line: Line) -> re.Match[str] | None:
    """The times of a line of times."""
    return _ARROW.match(line.text) or _COMMA.match(line.text)


class _Reader:
    """Gathers the lines of cues until a sentence or a speaker ends."""

    def __init__(self, *, is_web: bool) -> None:
        self.is_web = is_web
        self.left_out = LeftOut()
        self._builder = TextBuilder()
        self._cue = 0
        self._where: dict[str, int | str] = {}
        self._told: dict[str, int | str] = {}

    def run(self, lines: list[Line]) -> Iterator[Block]:
        at = _behind_paragraph(lines, 0) if self.is_web else 0
        in_cue = False
        while at < len(lines):
            line = lines[at]
            timed = _timed(line)
            if timed:
                self._begin(timed.group(1))
                in_cue = True
            elif line.blank:
                known = in_cue and lines[at - 1].blank
                in_cue = known or (in_cue and at + 1 < len(lines) and not self._begins_cue(lines, at + 1))
            elif not in_cue and self.is_web and (_COMMENT.match(line.text) or _SETTINGS.match(line.text)):
                end = _behind_paragraph(lines, at)
                if _COMMENT.match(line.text):
                    self.left_out.comments += sum(count_words(inner.text) for inner in lines[at:end]) - 1
                at = end
                continue
            elif not _is_name_of_cue(lines, at, in_cue=in_cue):
                yield from self._line(line)
                if _SENTENCE_END.search(line.text.rstrip()) and _ends_cue(lines, at):
                    yield from self._flush()
            at += 1
        yield from self._flush()

    def _begins_cue(self, lines: list[Line], at: int) -> bool:
        """Whether behind a blank line something else begins than more of the same cue."""
        while at < len(lines) and lines[at].blank:
            at += 1
        if at >= len(lines) or (self.is_web and (_COMMENT.match(lines[at].text) or _SETTINGS.match(lines[at].text))):
            return True
        return any(map(_timed, lines[at : at + 2]))

    def _begin(self, time: str) -> None:
        self._cue += 1
        clock = re.split(r"[.,;]", time)[0].split(":")[:3]
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
        self._builder.blank(line.start, 1, line_end=True)
        for found in _UNSEEN.finditer(line.text, at):
            self._add(line, at, found.start())
            if found.group("voice"):
                yield from self._flush()
            elif found.group("annotation"):
                self._builder.blank(line.start + found.start(), len(found.group()))
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
        for found in _WRITTEN.finditer(line.text, start, end):
            self._builder.add(line.text[start : found.start()], line.start + start)
            if found.group()[0] == "\\":
                self._builder.blank(line.start + found.start(), 2, line_end=True)
            else:
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


def _behind_paragraph(lines: list[Line], at: int) -> int:
    while at < len(lines) and not lines[at].blank:
        at += 1
    return at


def _is_name_of_cue(lines: list[Line], at: int, *, in_cue: bool) -> bool:
    """Whether a line is a cue's number, or outside a cue any line directly above a time: no player shows it."""
    if at + 1 >= len(lines) or not (_timed(lines[at + 1]) or (lines[at + 1].blank and not in_cue)):
        return False
    if lines[at].text.strip().isdigit():
        return True
    return not in_cue and not lines[at + 1].blank


def _ends_cue(lines: list[Line], at: int) -> bool:
    return at + 1 >= len(lines) or lines[at + 1].blank or _is_name_of_cue(lines, at + 1, in_cue=True)
