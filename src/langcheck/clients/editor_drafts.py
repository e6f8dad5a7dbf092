"""A text in an editor: what is found in it, what may be written there, and how a person allows it; no protocol is known here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from langcheck.clients.offers import Offer, Way, offers_of
from langcheck.clients.utf16 import Units, whole
from langcheck.errors import SettingsError
from langcheck.facts.remembered import Remembered
from langcheck.model import NO_BLOCK, Document, Region, Report, Role
from langcheck.readers import NEEDS_FIELDS, TEXT_FORMATS, format_of
from langcheck.settings import Settings
from langcheck.settings.finder import SettingsFinder
from langcheck.tasks import checker_of

LANGUAGES = {
    "plaintext": "text",
    "text": "text",
    "markdown": "markdown",
    "html": "html",
    "restructuredtext": "rst",
    "rst": "rst",
    "asciidoc": "asciidoc",
    "latex": "latex",
    "tex": "latex",
    "csv": "csv",
}
"""What editors call a language, and our format; asked where the name of the file does not tell."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as an editor has it open; ``path`` is None where it was never saved."""

    text: str
    version: int | None
    path: Path | None
    language: str

    @property
    def format(self) -> str | None:
        """The format in which the text is read; None where it is none that langcheck reads as text."""
        known = format_of(self.path) if self.path is not None else None
        known = known or LANGUAGES.get(self.language)
        return known if known in TEXT_FORMATS else None


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with what was found in it; ``problems`` say why some or all of it was not checked."""

    draft: Draft
    offers: tuple[Offer, ...] = ()
    problems: tuple[str, ...] = ()
    document: Document | None = None

    @property
    def lines(self) -> Lines:
        return Lines(self.document or Document("", "text", (), self.draft.text))


def check(draft: Draft, finder: SettingsFinder, remembered: Remembered | None = None) -> Checked:
    """Check a draft with the settings that hold for it, with what its last version told; raises ModelError."""
    kind = draft.format
    if kind is None:
        return Checked(draft)
    try:
        settings = finder.of(draft.path or Path.cwd())
    except SettingsError as error:
        return Checked(draft, problems=(f"Not checked: {error.problem}. {error.hint}".strip(),))
    if _is_left_out(draft, kind, settings):
        return Checked(draft)
    checker = checker_of(settings, keep_documents=True)
    name = str(draft.path or "text")
    side_car = checker.side_car(draft.path) if draft.path is not None else None
    text = whole(draft.text)
    report = checker.check_string(text, name=name, format=kind, side_car=side_car, remembered=remembered)
    return Checked(draft, tuple(offers_of(report)), tuple(_problems(report)), report.read[0] if report.read else None)


def _is_left_out(draft: Draft, format: str, settings: Settings) -> bool:
    """Whether the settings leave out the file, or name no field of a format of which only fields are read."""
    if format in NEEDS_FIELDS and not settings.fields:
        return True
    return draft.path is not None and settings.excludes(draft.path)


def _problems(report: Report) -> Iterator[str]:
    for failure in report.failures:
        yield f"{failure.extent.capitalize()}: {failure.problem}. {failure.hint}".strip()


class Lines:
    """Where offsets of a document stand in the lines of an editor, whose columns count UTF-16 units from 0."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._units: dict[int, Units] = {}

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset."""
        line, column = self._document.line_and_column(offset)
        if line not in self._units:
            self._units[line] = Units(self._document.line(line))
        return line - 1, self._units[line].at(column - 1)


# --- what may be written -----------------------------------------------------------------------------------------


def safe_ways(checked: Checked) -> list[Way]:
    """What can be replaced with no change of fact and no question open; none reaches into another."""
    taken: list[Way] = []
    for offer in checked.offers:
        way = safe_way(offer)
        if way is not None and (not taken or taken[-1].region.end <= way.region.start):
            taken.append(way)
    return taken


def safe_way(offer: Offer) -> Way | None:
    """The first way that changes no fact and leaves no question open."""
    return next((way for way in offer.ready if way.suggestion.safe), None)


@dataclass(frozen=True, slots=True)
class Allowing:
    """A directive to put into a text, and where; the person who puts it there writes the reason."""

    offset: int
    written: str


_LINES = {"text": "# ", "asciidoc": "// ", "latex": "% ", "rst": ".. "}
"""Formats with comments that have a line of their own, and how one begins."""
_INLINE = frozenset({"markdown", "html"})
_NEVER_INSIDE = frozenset({Role.ALT_TEXT, Role.METADATA, Role.FILE_NAME})
_ON_ITS_LINE = frozenset({Role.PROSE, Role.HEADING, Role.LIST_ITEM, Role.QUOTE})


def allowing(checked: Checked, offer: Offer) -> Allowing | None:
    """The directive that allows a finding, without the reason; None where the format has no comment for it."""
    finding, document = offer.finding, checked.document
    if document is None or document.source is None or finding.block == NO_BLOCK:
        return None
    block, source = document.blocks[finding.block], document.source
    order = f"langcheck: allow {finding.entry} because "
    if document.format in _INLINE:
        if block.role in _NEVER_INSIDE:
            return None
        at = offer.region.end
        if document.format == "markdown" and block.role in _ON_ITS_LINE:
            at = _end_of_line(document, at)
        return Allowing(at, f"{' ' if at != offer.region.end else ''}<!-- {order}-->")
    if document.format not in _LINES or block.role in _NEVER_INSIDE:
        return None
    first = block.source_region(Region(0, len(block.text))).start
    start = document.lines_of(Region(first, first + 1)).start
    line = source[start:first]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    end = "\r\n" if "\r\n" in source else "\n"
    more = end if document.format == "rst" else ""
    return Allowing(start, f"{indent}{_LINES[document.format]}{order.rstrip()} {end}{more}")


def _end_of_line(document: Document, offset: int) -> int:
    line = document.lines_of(Region(max(offset - 1, 0), offset))
    words = (document.source or "")[line.start : line.end].rstrip("\r\n").rstrip(" \t")
    return max(line.start + len(words), offset)


# --- what is told ------------------------------------------------------------------------------------------------


def explained(offer: Offer, *, markdown: bool) -> str:
    """What a person reads who points at the words: the matter, why, what to write when, and who says so."""
    shown = _markdown if markdown else str
    finding = offer.finding
    lines = [f"**{shown(finding.message)}**" if markdown else finding.message, ""]
    if finding.why:
        lines += [shown(finding.why), ""]
    for suggestion in finding.suggestions:
        written = f'Write "{suggestion.text}" {suggestion.when}'.rstrip()
        lines.append(f"- {shown(written)}")
    if finding.suggestions:
        lines.append("")
    advice = finding.instead or ("" if finding.suggestions else finding.because)
    if advice:
        lines += [shown(advice), ""]
    for source in finding.sources:
        name = shown(source.named)
        linked = f"[{name}](<{source.url}>)" if markdown and source.url else name
        lines.append(f"- {linked}")
    if finding.sources:
        lines.append("")
    if finding.block != NO_BLOCK:
        lines.append(f"`langcheck explain {finding.entry}`" if markdown else f"langcheck explain {finding.entry}")
    return "\n".join(lines).strip()


def _markdown(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|~&!" else letter for letter in text)
