"""Documents to reports: the one way in which everything that shows or changes anything checks.

A file that cannot be read becomes a Failure and the rest is still checked.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, Self

from langcheck import __version__
from langcheck.errors import NothingToCheck, UnreadableDocument
from langcheck.files import SettingsOf, list_files, side_car_of
from langcheck.fingerprints import fingerprint
from langcheck.lazily import dataclass
from langcheck.lexicon.compiled import compiled_folder, load_payloads, load_skim_index, load_words, overlay_folders
from langcheck.lexicon.compiled import stamp as compiled_stamp
from langcheck.limits import Limits, beyond
from langcheck.model import (
    LEFT_OUT,
    Block,
    Checked,
    Document,
    Excerpt,
    Failure,
    Finding,
    Region,
    Report,
    Role,
    Suggestion,
    Verdict,
)
from langcheck.readers import (
    Choice,
    format_of,
    is_code_alone,
    read_bytes,
    read_named,
    read_raw,
    read_text,
    refuse_nothing_read,
)
from langcheck.readers.reading import has_letters
from langcheck.settings import Settings

if TYPE_CHECKING:
    from datetime import date

    from langcheck.analysis.finder import Candidate, Known, Reading
    from langcheck.analysis.judge import Judgement, Lack, Step
    from langcheck.analysis.screen import Screen
    from langcheck.analysis.skimmer import Skimmer
    from langcheck.analysis.told import Told
    from langcheck.facts.remembered import Remembered
    from langcheck.lexicon.entry import Entry
    from langcheck.lexicon.lexicon import Lexicon
    from langcheck.side_car import SideCar

Progress = Callable[[int, int], None]
"""Is told while a document is checked: how many words were judged, of how many."""

_TOGETHER = 200
"""How many candidates are judged before the limits are looked at again."""

BLANK = "\0\ufeff \t\r\n\v\f"
"""What a text may hold in which nothing is written."""

_LARGEST_KEPT = 20_000
"""How many characters a document has at most of which anything is kept in memory for the next one."""
_EXCERPT = 44
"""How many characters of context an excerpt shows on either side."""


@dataclass(frozen=True, slots=True)
class Trace:
    """How a candidate was judged; one that is not ``kept`` gave its place to longer words.

    Of conditions that held, ``steps`` have the alternative that did so. ``lacking`` is what the entry needs and the text does not meet.
    """

    finding: Finding
    steps: tuple[Step, ...]
    kept: bool
    lacking: Lack | None = None


class _Skim:
    """Asks the skimmer for a reader, and remembers when it let a text go: all of its words were looked at then."""

    def __init__(self, skimmer: Skimmer) -> None:
        self._skimmer = skimmer
        self.let_go = False

    def __call__(self, text: str) -> bool:
        is_worth_reading = not has_letters(text) or self._skimmer.skims(text)
        self.let_go = self.let_go or not is_worth_reading
        return is_worth_reading


class _WorthReading(Exception):
    """Stops the reading of a text that will be read elsewhere."""


@dataclass
class Checker:
    """Checks documents against one lexicon with one set of settings; loads what it needs when it needs it.

    ``screening`` off judges every paragraph with everything parsed; the findings are the same, only slower.
    ``keep_documents`` puts the documents in the report, for reports that show their text; it costs their memory.
    ``today`` is the day on which suppressions expire or do not; None asks the clock.
    ``count_words`` counts the words of files that are passed over, too, which are many and go fast.
    """

    settings: Settings = field(default_factory=Settings)
    lexicon: Lexicon | None = None
    screening: bool = True
    keep_documents: bool = False
    today: date | None = None
    count_words: bool = False

    # --- one document ---

    def check_document(
        self,
        document: Document,
        *,
        side_car: SideCar | None = None,
        progress: Progress | None = None,
        remembered: Remembered | None = None,
    ) -> Report:
        """Check one document, with what its side-car file allows.

        ``remembered`` is what this checker worked out of an earlier version of it; what it works out now is put there.
        Raises ModelError when a candidate needs the model and it is missing.
        """
        if remembered is not None:
            remembered.next_version(by=self._known)
        report = self._flagged(document, progress, remembered)
        if document.comments or side_car is not None:
            report = self._settled(report, document, side_car)
        least = self.settings.min_level
        return replace(
            report,
            findings=tuple(finding for finding in report.findings if finding.level >= least),
            suppressed=tuple(item for item in report.suppressed if item.finding.level >= least),
        )

    def check_next(self, document: Document, *, side_car: SideCar | None = None) -> Report:
        """Check one document of many: what its paragraphs tell is kept for the next ones, which have some in common.

        Nothing of a large one is kept. One at a time, as ``check_document``, which may raise ModelError.
        """
        small = 0 < sum(len(block.text) for block in document.blocks) <= _LARGEST_KEPT
        return self.check_document(document, side_car=side_car, remembered=self._of_files if small else None)

    def side_car(self, path: Path) -> SideCar | None:
        """What the side-car file of a document says; None where there is none."""
        if not side_car_of(path).exists():
            return None
        from langcheck.side_car import load_side_car

        return load_side_car(path)

    def _flagged(self, document: Document, progress: Progress | None, remembered: Remembered | None) -> Report:
        """The report of a document with all that is flagged, at whatever level and whether or not it is allowed."""
        notes = tuple((document.path, note) for note in document.notes)
        kept = (document,) if self.keep_documents else ()
        empty = Report(
            failures=document.unread,
            documents=1,
            notes=notes,
            lexicon=self.lexicon_version,
            checked=(Checked(document.path, not document.unread, self._words(document)),),
            read=kept,
        )
        if document.unread and not any(_is_worded(block) for block in document.blocks):
            empty = replace(empty, documents=0, checked=(replace(empty.checked[0], is_read=False),))
        if not document.blocks:
            return empty
        from langcheck.analysis.finder import Reading

        reading = Reading(document, self._screen, self._known, remembered)
        candidates = [found for found in reading.candidates() if self._is_on(found)]
        if not candidates and self.screening:
            return empty
        findings: list[Finding] = []
        allowed: list[Finding] = []
        reached: UnreadableDocument | None = None
        for judgements in self._judgements(candidates, reading, progress):
            if isinstance(judgements, UnreadableDocument):
                reached = judgements
                break
            for judgement in judgements:
                finding = self._finding(judgement, reading)
                (findings if judgement.verdict is Verdict.FLAG else allowed).append(finding)
        reading.part_with(candidates)
        report = replace(empty, findings=tuple(findings), allowed=tuple(allowed), model=self.model)
        if findings and not report.documents:  # in the name of a picture
            report = replace(report, documents=1, checked=(replace(report.checked[0], is_read=True),))
        return report if reached is None else _partly(report, reached, self.settings.limits)

    def _judgements(
        self, candidates: Sequence[Candidate], reading: Reading, progress: Progress | None
    ) -> Iterator[list[Judgement] | UnreadableDocument]:
        """The judgements of a document, whole blocks at a time; at last what stopped them, if a limit did."""
        from langcheck.analysis.judge import settle

        limits = self.settings.limits
        # seconds of computing: on a busy machine, or where the model comes from a slow disk, no finding may be missing
        deadline = thread_time() + limits.seconds
        flagged = done = 0
        for portion in _portions(candidates):
            if progress is not None:
                progress(done, len(candidates))
                done += len(portion)
            judged = self._judge(portion, reading, deadline)
            if judged is None:
                yield beyond(limits, "seconds", "judging the words of the file takes longer than", "seconds")
                return
            settled = settle(judged)
            yield settled
            flagged += sum(judgement.verdict is Verdict.FLAG for judgement in settled)
            if flagged > limits.findings:
                yield beyond(limits, "findings", "the file has more than", "findings", hint=_MEND)
                return

    def _settled(self, report: Report, document: Document, side_car: SideCar | None) -> Report:
        """The report without the findings that are suppressed, and with what there is to say of suppressions."""
        from langcheck.directives import Asked, directives_of, settle

        directives, problems = directives_of(document)
        entries = [entry for entry in self._known.lexicon.entries if not entry.is_retired]
        outcome = settle(
            report.findings,
            [*directives, *(side_car.directives if side_car else ())],
            problems,
            asked=Asked(
                {entry.id: entry.category for entry in entries},
                frozenset(entry.id for entry in entries if self._asks(entry)),
                frozenset(entry.id for entry in entries if not entry.asked),
            ),
            today=self.today or _today(),
            is_whole=not any(failure.partly for failure in report.failures),
        )
        about = [
            replace(finding, fingerprint=fingerprint(finding.entry, finding.found))
            for finding in outcome.about
            if self.settings.is_on(finding.entry, finding.category)
        ]
        failures = (*report.failures, *(side_car.failures if side_car else ()))
        return replace(report, findings=(*outcome.findings, *about), suppressed=outcome.suppressed, failures=failures)

    def trace(self, document: Document) -> list[Trace]:
        """How every candidate of a document was judged, question by question; raises ModelError as check_document."""
        from langcheck.analysis.finder import ParseNeeded, Reading, parse
        from langcheck.analysis.judge import settle

        reading = Reading(document, self._screen, self._known)
        judged = self._judge([found for found in reading.candidates() if self._is_on(found)], reading) or []
        kept = {id(judgement) for judgement in settle(judged)}
        traces = []
        for judgement in judged:
            try:
                steps, lack = self._walked(judgement.candidate, reading)
            except ParseNeeded:  # to tell more than the judgement needed
                parse([judgement.candidate], reading, entities=True)
                steps, lack = self._walked(judgement.candidate, reading)
            traces.append(Trace(self._finding(judgement, reading), steps, id(judgement) in kept, lack))
        return traces

    def _walked(self, candidate: Candidate, reading: Reading) -> tuple[tuple[Step, ...], Lack | None]:
        """The steps of a judgement, and what the last one lacks where that is what the entry needs."""
        from langcheck.analysis.judge import NEEDS_PART, Step, holding, lacking, walk

        steps = [step for step in walk(candidate, reading) if isinstance(step, Step)]
        is_unmet = bool(steps) and steps[-1].part == NEEDS_PART and not steps[-1].answer
        lack = lacking(steps[-1].asked[0], candidate, reading) if is_unmet else None
        told = (
            replace(step, asked=tuple(holding(asked, candidate, reading) for asked in step.asked))
            if step.answer
            else step
            for step in steps
        )
        return tuple(told), lack

    def told(self, document: Document) -> Told:
        """All that the layers of facts tell of a document, as they tell it to the judge."""
        from langcheck.analysis.finder import Reading
        from langcheck.analysis.told import told_by

        return told_by(Reading(document, self._screen, self._known))

    def check_paths(self, paths: Sequence[Path]) -> Report:
        """Check files and folders one by one, all with these settings; ``batch`` does it for many."""
        files, failures, skipped, notes = list_files(paths, lambda _: self.settings)
        report = merge([self.check_file(path) for path in files], lexicon=self.lexicon_version)
        failures, notes = [*failures, *report.failures], [*notes, *report.notes]
        report = replace(report, failures=tuple(failures), notes=tuple(notes), skipped=skipped, model=self.model)
        return with_blank_told(report)

    def check_file(self, path: Path) -> Report:
        """Check one file; one that cannot be read is a Failure in the report, or blank where nothing is in it."""
        try:
            document = self.read_file(read_raw(path, limits=self.settings.limits), path)
        except UnreadableDocument as error:
            return not_read(path, error)
        return self.check_document(document, side_car=self.side_car(path))

    def read_file(self, raw: bytes, path: Path, *, whole: bool = False) -> Document:
        """Read the bytes of a file; raises UnreadableDocument, also where no word of it was read.

        A plain text with nothing to look at comes back without blocks, unless the ``whole`` is asked for.
        """
        skim = _Skim(self._skimmer) if self.screening and not whole else None
        document = read_named(raw, path, encoding=self.settings.encoding, skim=skim, choice=self._choice)
        return document if skim and skim.let_go else refuse_nothing_read(document)

    def skim(self, raw: bytes, path: Path) -> Report | None:
        """The report of a plain text file in which nothing is worth a closer look; None for every other file."""
        if not self.screening or self.keep_documents or format_of(path) != "text":
            return None
        try:
            document = read_named(
                raw, path, encoding=self.settings.encoding, skim=self._skim_or_stop, choice=self._choice
            )
        except (_WorthReading, UnreadableDocument):
            return None
        if document.blocks or not has_letters(document.source or ""):
            return None
        return self.check_document(document, side_car=self.side_car(path))

    def _skim_or_stop(self, text: str) -> bool:
        if not has_letters(text) or self._skimmer.skims(text):
            raise _WorthReading
        return False

    def check_text(self, raw: bytes, *, name: str, format: str = "text") -> Report:
        """Check bytes that come from somewhere else than a file, such as standard input."""
        try:
            document = refuse_nothing_read(
                read_bytes(raw, name=name, format=format, encoding=self.settings.encoding, choice=self._choice)
            )
        except UnreadableDocument as error:
            return Report(failures=(Failure(name, error.problem, error.hint),), lexicon=self.lexicon_version)
        return self.check_document(document)

    def check_string(
        self,
        text: str,
        *,
        name: str,
        format: str,
        side_car: SideCar | None = None,
        progress: Progress | None = None,
        remembered: Remembered | None = None,
    ) -> Report:
        """Check a string in one of the text formats; one with nothing in it holds nothing to find, and is no failure.

        ``remembered`` is told for check_document.
        """
        if not text.strip(BLANK):
            return self.check_document(Document(name, format, (), text), side_car=side_car, progress=progress)
        skim = _Skim(self._skimmer) if self.screening else None
        try:
            document = read_text(text, name=name, format=format, skim=skim, choice=self._choice)
            if format != "text" and not (skim and skim.let_go) and not is_code_alone(document):
                document = refuse_nothing_read(document)
        except UnreadableDocument as error:
            return Report(failures=(Failure(name, error.problem, error.hint),), lexicon=self.lexicon_version)
        return self.check_document(document, side_car=side_car, progress=progress, remembered=remembered)

    def read(self, raw: bytes, *, name: str, format: str, whole: bool = False) -> Document:
        """Read bytes as they would be read from a file.

        A plain text with nothing to look at comes back without blocks, unless the ``whole`` is asked for. Raises
        UnreadableDocument.
        """
        skim = _Skim(self._skimmer) if self.screening and not whole else None
        document = read_bytes(
            raw, name=name, format=format, encoding=self.settings.encoding, skim=skim, choice=self._choice
        )
        return document if skim and skim.let_go else refuse_nothing_read(document)

    # --- what is loaded when it is needed ---

    def load(self) -> Self:
        """Load all that a file may need, but for the language model."""
        for needed in ("_skimmer", "_screen", "_known"):
            getattr(self, needed)
        return self

    @cached_property
    def _choice(self) -> Choice:
        """Which parts of files the settings ask for, and how much each file may cost."""
        settings = self.settings
        return Choice(settings.columns, settings.fields, settings.limits, settings.unread, self._is_word)

    def _is_word(self, letters: str) -> bool:
        """Whether letters in lower case are a word of a term."""
        return letters in self._words_of_terms

    @cached_property
    def _words_of_terms(self) -> frozenset[str]:
        return load_words(self._overlays) if self.lexicon is None else self.lexicon.forms.words_of_terms()

    @cached_property
    def _overlays(self) -> tuple[Path, ...]:
        return overlay_folders(self.settings.lexicons, self.settings.folder)

    @cached_property
    def _skimmer(self) -> Skimmer:
        from langcheck.analysis.skimmer import Skimmer

        own = self.lexicon
        index = load_skim_index(self._overlays) if own is None else own.skim_index
        return Skimmer(index, selected=self.settings.selects_more)

    @cached_property
    def _of_files(self) -> Remembered:
        """What was worked out of the last documents."""
        from langcheck.analysis.finder import memory_of_files

        return memory_of_files()

    @cached_property
    def lexicon_version(self) -> str:
        """The version of the lexicon that is asked; overlays change it."""
        return self.lexicon.version if self.lexicon is not None else load_skim_index(self._overlays).version

    @cached_property
    def _screen(self) -> Screen:
        if self.lexicon is None:
            return _screen_with(self._overlays)
        from langcheck.analysis.screen import Screen

        return Screen(self.lexicon.payload_index)

    @cached_property
    def lexicon_in_use(self) -> Lexicon:
        """The lexicon with the overlays and profiles of the settings."""
        from langcheck.lexicon.lexicon import load_lexicon

        lexicon = self.lexicon if self.lexicon is not None else load_lexicon(self._overlays)
        return lexicon.with_profiles(self.settings.profiles)

    @cached_property
    def stamp(self) -> str:
        """Changes whenever anything that decides about a finding does: settings, this code, what the lexicon was made from."""
        told = replace(self.settings, path=None, exclude=())
        return f"{told}\0{__version__}\0{compiled_stamp(Path(__file__).parent, compiled_folder(self._overlays))}"

    @cached_property
    def _known(self) -> Known:
        from langcheck.analysis.finder import Known

        known = Known.of(self.lexicon_in_use)
        return replace(known, quoted_officials=self.settings.quoted_officials == "advise")

    @property
    def model(self) -> str:
        """What reports call the language model; it need not be loaded to be named."""
        return "en_core_web_sm 3.8.0"

    # --- judging ---

    def _words(self, document: Document) -> int | None:
        """How many words a document holds: readers leave one blank between them, the source of a text any number."""
        if document.blocks:
            return sum(block.text.count(" ") + 1 for block in document.blocks)
        return len((document.source or "").split()) if self.count_words else None

    def _is_on(self, candidate: Candidate) -> bool:
        return self._asks(candidate.entry)

    def _asks(self, entry: Entry) -> bool:
        return not entry.is_retired and self.settings.is_on(entry.id, entry.category, asked=entry.asked)

    def _judge(
        self, candidates: list[Candidate], reading: Reading, deadline: float = math.inf
    ) -> list[Judgement] | None:
        """Judge candidates, parsing only the passages of those that cannot be judged without; None when time is up."""
        from langcheck.analysis.finder import ParseNeeded, Reads, parse, parse_everything
        from langcheck.analysis.judge import judge

        judged: list[Judgement] = []
        waiting = candidates
        if not self.screening:
            parse_everything(candidates, reading)
        while waiting:
            unparsed: list[Candidate] = []
            entities = False
            for candidate in waiting:
                if thread_time() > deadline:
                    return None
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

        suggestions = word_suggestions(judgement, reading) if judgement.verdict is Verdict.FLAG else ()
        document, entry = reading.document, judgement.candidate.entry
        block = document.blocks[judgement.candidate.block]
        found = block.text[judgement.region.start : judgement.region.end]
        flagged = judgement.verdict is Verdict.FLAG
        sources = reading.known.lexicon.sources
        sentence = _sentence(judgement, reading)
        return Finding(
            path=document.path,
            entry=entry.id,
            category=entry.category,
            level=self.settings.level_of(entry.id, entry.category, judgement.level, usual=entry.level),
            verdict=judgement.verdict,
            place=document.place(block, judgement.region),
            block=judgement.candidate.block,
            region=judgement.region,
            found=found,
            message=entry.message.replace("{found}", found),
            why=entry.why,
            because=judgement.because_here,
            context=judgement.context,
            excerpt=excerpt(block.text, judgement.region),
            suggestions=suggestions,
            sources=tuple(sources[item.ref] for item in entry.sources if item.ref in sources) if flagged else (),
            general_message=entry.message.replace("{found}", LEFT_OUT),
            general_because=judgement.because,
            fingerprint=fingerprint(entry.id, block.text[sentence.start : sentence.end]),
            instead=judgement.offering.instead if flagged and not suggestions else "",
            kept=reading.prose.kept(judgement.candidate.block, _reach(judgement.region, suggestions))
            if flagged
            else None,
            sentence=sentence,
        )


@lru_cache(maxsize=4)
def _screen_with(overlays: tuple[Path, ...]) -> Screen:
    """The screen of the installed lexicon with overlays, which does not hang on any settings."""
    from langcheck.analysis.screen import Screen

    return Screen(load_payloads(overlays))


_MEND = "Mend what is told and check again, split the file, or"


def _portions(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """The candidates in order, whole blocks together, a few hundred at a time."""
    portion: list[Candidate] = []
    for candidate in candidates:
        if len(portion) >= _TOGETHER and candidate.block != portion[-1].block:
            yield portion
            portion = []
        portion.append(candidate)
    if portion:
        yield portion


def _partly(report: Report, reached: UnreadableDocument, limits: Limits) -> Report:
    """The report of a document whose judging a limit stopped: as many findings as may be, and what was not judged."""
    (checked,) = report.checked
    failure = Failure(checked.path, f"{reached.problem}, and the rest was not judged", reached.hint, partly=True)
    return replace(
        report,
        findings=report.findings[: limits.findings],
        failures=(*report.failures, failure),
        checked=(replace(checked, is_whole=False),),
    )


def _is_worded(block: Block) -> bool:
    """Whether there are words in a block that somebody reads, and not only in the name of a picture."""
    return block.role is not Role.FILE_NAME and has_letters(block.text)


def _today() -> date:
    from datetime import datetime

    return datetime.now().astimezone().date()


def _reach(region: Region, suggestions: Sequence[Suggestion]) -> Region:
    """All the words that a suggestion may replace."""
    regions = [region, *(suggestion.region for suggestion in suggestions)]
    return Region(min(found.start for found in regions), max(found.end for found in regions))


def _sentence(judgement: Judgement, reading: Reading) -> Region:
    return reading.around(judgement.candidate.block).sentence(judgement.region)


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


def not_read(path: Path, error: UnreadableDocument) -> Report:
    """The report of a file that could not be read, or in which there was nothing to read."""
    failure = Failure(str(path), error.problem, error.hint)
    return Report(blank=(failure,)) if isinstance(error, NothingToCheck) else Report(failures=(failure,))


def with_blank_told(report: Report, *, is_hook: bool = False) -> Report:
    """The report that tells of blank files: in notes beside documents that were checked and to hooks, else as failures."""
    if not report.blank:
        return report
    if is_hook or report.documents:
        return replace(report, notes=(*report.notes, *((item.path, item.problem) for item in report.blank)))
    return replace(report, failures=(*report.failures, *report.blank))


def merge(reports: Sequence[Report], *, lexicon: str) -> Report:
    """Many reports as one, in the order given."""
    return Report(
        findings=tuple(finding for report in reports for finding in report.findings),
        allowed=tuple(finding for report in reports for finding in report.allowed),
        let_be=tuple(context for report in reports for context in report.let_be),
        failures=tuple(failure for report in reports for failure in report.failures),
        blank=tuple(failure for report in reports for failure in report.blank),
        documents=sum(report.documents for report in reports),
        notes=tuple(note for report in reports for note in report.notes),
        lexicon=lexicon,
        checked=tuple(checked for report in reports for checked in report.checked),
        known=tuple(finding for report in reports for finding in report.known),
        suppressed=tuple(finding for report in reports for finding in report.suppressed),
        read=tuple(document for report in reports for document in report.read),
    )


def fails(report: Report, settings_of: SettingsOf) -> bool:
    """Whether a report holds a finding at or above the level at which the settings of its file say so."""
    return any(finding.level >= settings_of(Path(finding.path)).fail_on for finding in report.findings)
