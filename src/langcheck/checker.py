"""Documents to reports: the one way in which everything that shows or changes anything checks.

A file that cannot be read becomes a Failure and the rest is still checked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from langcheck.errors import UnreadableDocument
from langcheck.lexicon.compiled import load_forms, load_skim_words, overlay_folders
from langcheck.model import Document, Excerpt, Failure, Finding, Level, Region, Report, Verdict
from langcheck.readers import UNREAD_DOCUMENTS, format_of, read_bytes, read_document, unknown_format
from langcheck.settings import Settings

if TYPE_CHECKING:
    from langcheck.analysis.finder import Candidate, Known, Reading
    from langcheck.analysis.judge import Judgement, Step
    from langcheck.analysis.screen import Screen, Skimmer
    from langcheck.lexicon.lexicon import Lexicon

_SKIPPED_FOLDERS = frozenset(
    {"node_modules", "__pycache__", "venv", "env", "site-packages", "build", "dist", "_build", "target"}
)
_EXCERPT = 44
"""How many characters of context an excerpt shows on either side."""


@dataclass(frozen=True, slots=True)
class Trace:
    """How a candidate was judged; one that is not ``kept`` gave its place to longer words."""

    finding: Finding
    steps: tuple[Step, ...]
    kept: bool


@dataclass
class Checker:
    """Checks documents against one lexicon with one set of settings; loads what it needs when it needs it.

    ``screening`` off judges every paragraph with everything parsed; the findings are the same, only slower.
    """

    settings: Settings = field(default_factory=Settings)
    lexicon: Lexicon | None = None
    screening: bool = True

    # --- one document ---

    def check_document(self, document: Document) -> Report:
        """Check one document; raises ModelError when a candidate needs the model and it is missing."""
        notes = tuple((document.path, note) for note in document.notes)
        empty = Report(failures=document.unread, documents=1, notes=notes, lexicon=self._version)
        if not document.blocks:
            return empty
        from langcheck.analysis.finder import Reading

        reading = Reading(document, self._screen, self._known)
        candidates = [found for found in reading.candidates() if self._is_on(found)]
        if not candidates and self.screening:
            return empty
        from langcheck.analysis.judge import settle

        judgements = settle(self._judge(candidates, reading))
        findings, allowed = [], []
        for judgement in judgements:
            finding = self._finding(judgement, reading)
            if judgement.verdict is not Verdict.FLAG:
                allowed.append(finding)
            elif finding.level >= self.settings.min_level:
                findings.append(finding)
        return replace(empty, findings=tuple(findings), allowed=tuple(allowed), model=self.model)

    def trace(self, document: Document) -> list[Trace]:
        """How every candidate of a document was judged, question by question; raises ModelError as check_document."""
        from langcheck.analysis.finder import Reading
        from langcheck.analysis.judge import Step, settle, walk

        reading = Reading(document, self._screen, self._known)
        judged = self._judge([found for found in reading.candidates() if self._is_on(found)], reading)
        kept = {id(judgement) for judgement in settle(judged)}
        return [
            Trace(
                self._finding(judgement, reading),
                tuple(step for step in walk(judgement.candidate, reading) if isinstance(step, Step)),
                id(judgement) in kept,
            )
            for judgement in judged
        ]

    def check_paths(
        self, paths: Sequence[Path], *, progress: Callable[[Sequence[Path]], Iterable[Path]] | None = None
    ) -> Report:
        """Check files and folders; ``progress`` may wrap the files to show how far the check is."""
        files, failures, skipped = list_files(paths, self.settings)
        reports = []
        for path in progress(files) if progress else files:
            reports.append(self._check_file(path))
        report = merge(reports, lexicon=self._version)
        return replace(report, failures=(*failures, *report.failures), skipped=skipped, model=self.model)

    def check_text(self, raw: bytes, *, name: str, format: str = "text") -> Report:
        """Check bytes that come from somewhere else than a file, such as standard input."""
        try:
            document = read_bytes(raw, name=name, format=format, encoding=self.settings.encoding)
        except UnreadableDocument as error:
            return Report(failures=(Failure(name, error.problem, error.hint),), lexicon=self._version)
        return self.check_document(document)

    def _check_file(self, path: Path) -> Report:
        try:
            skim = self._skimmer.skims if self.screening else None
            document = read_document(path, encoding=self.settings.encoding, skim=skim)
        except UnreadableDocument as error:
            return Report(failures=(Failure(str(path), error.problem, error.hint),))
        return self.check_document(document)

    # --- what is loaded when it is needed ---

    @cached_property
    def _overlays(self) -> tuple[Path, ...]:
        return overlay_folders(self.settings.lexicons, self.settings.folder)

    @cached_property
    def _skimmer(self) -> Skimmer:
        from langcheck.analysis.screen import Skimmer

        words = self.lexicon.skim_words if self.lexicon is not None else load_skim_words(self._overlays)
        return Skimmer(words, selected=bool(self.settings.select or self.settings.profiles))

    @cached_property
    def _version(self) -> str:
        return self.lexicon.version if self.lexicon is not None else load_skim_words(self._overlays).version

    @cached_property
    def _screen(self) -> Screen:
        from langcheck.analysis.screen import Screen

        return Screen(self.lexicon.forms if self.lexicon is not None else load_forms(self._overlays))

    @cached_property
    def _known(self) -> Known:
        from langcheck.analysis.finder import Known
        from langcheck.lexicon.lexicon import load_lexicon

        lexicon = self.lexicon if self.lexicon is not None else load_lexicon(self._overlays)
        known = Known.of(lexicon.with_profiles(self.settings.profiles))
        return replace(known, quoted_officials=self.settings.quoted_officials == "advise")

    @property
    def model(self) -> str:
        """What reports call the language model; it need not be loaded to be named."""
        return "en_core_web_sm 3.8.0"

    # --- judging ---

    def _is_on(self, candidate: Candidate) -> bool:
        entry = candidate.entry
        return not entry.is_retired and self.settings.is_on(entry.id, entry.category, asked=entry.asked)

    def _judge(self, candidates: list[Candidate], reading: Reading) -> list[Judgement]:
        """Judge all candidates, parsing only the passages of those that cannot be judged without."""
        from langcheck.analysis.contexts import ParseNeeded, Reads
        from langcheck.analysis.finder import parse, parse_everything
        from langcheck.analysis.judge import judge

        judged: list[Judgement] = []
        waiting = candidates
        if not self.screening:
            parse_everything(candidates, reading)
        while waiting:
            unparsed: list[Candidate] = []
            entities = False
            for candidate in waiting:
                try:
                    judged.append(judge(candidate, reading))
                except ParseNeeded as needed:
                    unparsed.append(candidate)
                    entities = entities or needed.reads is Reads.ENTITIES
            if unparsed:
                parse(unparsed, reading, entities=entities)
            waiting = unparsed
        return judged

    def _finding(self, judgement: Judgement, reading: Reading) -> Finding:
        from langcheck.analysis.wording import word_suggestions

        document, entry = reading.document, judgement.candidate.entry
        block = document.blocks[judgement.candidate.block]
        found = block.text[judgement.region.start : judgement.region.end]
        flagged = judgement.verdict is Verdict.FLAG
        sources = reading.known.lexicon.sources
        return Finding(
            path=document.path,
            entry=entry.id,
            category=entry.category,
            level=judgement.level,
            verdict=judgement.verdict,
            place=document.place(block, judgement.region),
            block=judgement.candidate.block,
            region=judgement.region,
            found=found,
            message=entry.message.replace("{found}", found),
            why=entry.why,
            because=judgement.because,
            context=judgement.context,
            excerpt=excerpt(block.text, judgement.region),
            suggestions=word_suggestions(judgement, reading) if flagged else (),
            sources=tuple(sources[item.ref] for item in entry.sources if item.ref in sources) if flagged else (),
        )


def excerpt(text: str, region: Region) -> Excerpt:
    """The found words with some of the text around them, cut at blanks."""
    start = max(0, region.start - _EXCERPT)
    end = min(len(text), region.end + _EXCERPT)
    if start:
        start = text.find(" ", start, region.start) + 1 or region.start
    if end < len(text):
        cut = text.rfind(" ", region.end, end)
        end = cut if cut > 0 else region.end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return Excerpt(
        f"{before}{text[start:end]}{after}", len(before) + region.start - start, len(before) + region.end - start
    )


def merge(reports: Sequence[Report], *, lexicon: str) -> Report:
    """Many reports as one, in the order given."""
    return Report(
        findings=tuple(finding for report in reports for finding in report.findings),
        allowed=tuple(finding for report in reports for finding in report.allowed),
        failures=tuple(failure for report in reports for failure in report.failures),
        documents=sum(report.documents for report in reports),
        notes=tuple(note for report in reports for note in report.notes),
        lexicon=lexicon,
    )


# --- files and folders -------------------------------------------------------------------------------------------


def list_files(paths: Sequence[Path], settings: Settings) -> tuple[list[Path], list[Failure], int]:
    """The files to check, in order and each once; what cannot be checked; and how many other files were passed over.

    A file that is named is always tried. In folders, files of other kinds than documents are counted, not reported.
    """
    files: dict[Path, None] = {}
    failures: list[Failure] = []
    skipped = 0
    for path in paths:
        if not path.is_dir():
            if format_of(path) is None and path.exists():
                error = unknown_format(path)
                failures.append(Failure(str(path), error.problem, error.hint))
            else:
                files.setdefault(path)
            continue
        before = len(files) + len(failures)
        for found in _walk(path, settings):
            if isinstance(found, Failure):
                failures.append(found)
            elif format_of(found) is not None:
                files.setdefault(found)
            elif found.suffix.lower() in UNREAD_DOCUMENTS:
                error = unknown_format(found)
                failures.append(Failure(str(found), error.problem, error.hint))
            else:
                skipped += 1
        if len(files) + len(failures) == before and not any(path in file.parents for file in files):
            failures.append(Failure(str(path), "there is no document in this folder to check", _NO_DOCUMENT))
    return list(files), failures, skipped


_NO_DOCUMENT = "Name another folder, or look at the exclude setting."


def _walk(folder: Path, settings: Settings) -> Iterator[Path | Failure]:
    """The files below a folder in sorted order, without hidden and generated folders; loops and locks are failures."""
    stack: list[tuple[Path, frozenset[str]]] = [(folder, frozenset())]
    while stack:
        current, above = stack.pop()
        real = os.path.realpath(current)
        if real in above:
            yield Failure(str(current), "the folder links back to a folder above it", "Remove the link, or exclude it.")
            continue
        try:
            names = sorted(os.scandir(current), key=lambda item: item.name)
        except OSError as error:
            yield Failure(str(current), f"the folder could not be opened ({error.strerror})", "Ask for access to it.")
            continue
        folders = []
        for item in names:
            if (
                item.name.startswith(".")
                or item.name.startswith("~$")
                or settings.excludes(Path(item.path), named=folder)
            ):
                continue
            if item.is_dir():
                if item.name not in _SKIPPED_FOLDERS:
                    folders.append(Path(item.path))
            else:
                yield Path(item.path)
        stack += [(found, above | {real}) for found in reversed(folders)]


def fails(report: Report, level: Level) -> bool:
    """Whether a report holds a finding at or above a level."""
    return any(finding.level >= level for finding in report.findings)
