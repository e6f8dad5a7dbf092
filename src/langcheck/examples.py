"""Runs the lexicon's own examples: every sentence must be judged as its record says, to the character."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from langcheck.checker import Checker
from langcheck.errors import Problem
from langcheck.lexicon.entry import Entry, Example
from langcheck.lexicon.forms import TermError
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.yaml import Record
from langcheck.model import Document, Finding, Region, Report
from langcheck.readers import read_bytes
from langcheck.settings import Settings


def check_examples(lexicon: Lexicon, records: Mapping[str, Record]) -> list[Problem]:
    """What the examples of these records show to be wrong; raises ModelError when the model is missing."""
    try:
        lexicon.forms  # noqa: B018  terms that cannot be spelt out are told by the audit, with their line
    except TermError:
        return []
    checker_for = checkers(lexicon)
    problems: list[Problem] = []
    for entry in lexicon.entries:
        if entry.id not in records or entry.is_retired:
            continue
        checker = checker_for(entry)
        used: set[str] = set()
        for kind, number, example in numbered_examples(entry):
            trail = ("examples", kind, number)
            for message in judge_example(entry, example, checker, flagged=kind.endswith("flag"), used=used):
                problems.append(records[entry.id].problem(trail, message))
        for index, clause in enumerate(entry.clauses):
            if clause.because not in used:
                problems.append(records[entry.id].problem(("clauses", index), "no example exercises this clause"))
    return problems


def checkers(lexicon: Lexicon) -> Callable[[Entry], Checker]:
    """A checker for each entry: one that asks about all is used where an entry is found only when it is selected."""
    usual, asking = Checker(lexicon=lexicon), Checker(Settings(select=("en",)), lexicon=lexicon)
    return lambda entry: usual if entry.asked else asking


def numbered_examples(entry: Entry) -> Iterator[tuple[str, int, Example]]:
    """The examples with the place they have in the record: kind and index."""
    for name, examples in (("flag", entry.flag_examples), ("allow", entry.allow_examples)):
        counts = {name: 0, f"todo_{name}": 0}
        for example in examples:
            kind = f"todo_{name}" if example.todo else name
            yield kind, counts[kind], example
            counts[kind] += 1


def judge_example(entry: Entry, example: Example, checker: Checker, *, flagged: bool, used: set[str]) -> Iterator[str]:
    """What is wrong with an example, in words; ``used`` gathers the reasons that came up."""
    document = as_document(example.text, example.format)
    report = checker.check_document(document)
    own = [finding for finding in report.findings if finding.entry == entry.id]
    left = [finding for finding in report.allowed if finding.entry == entry.id]
    for finding in (*own, *left):
        for clause in entry.clauses:
            if finding.because.startswith(clause.because.rstrip(".")):
                used.add(clause.because)
    holds = list(
        _flag_problems(example, own, report, document, checker) if flagged else _allow_problems(example, own, left)
    )
    if example.todo:
        if not holds:
            yield "this known mistake is mended; move the example out of todo"
        return
    yield from holds


def _flag_problems(
    example: Example, own: list[Finding], report: Report, document: Document, checker: Checker
) -> Iterator[str]:
    marked = [example.text[region.start : region.end] for region in example.marked]
    places = [_source_region(document, finding) for finding in own]
    if places != list(example.marked):
        found = [example.text[place.start : place.end] for place in places]
        reasons = "; ".join(
            f"{finding.found!r} goes to {finding.entry}: {finding.context}"
            for finding in (*report.findings, *report.allowed)
        )
        yield f"expected {marked}, found {found} in {example.text!r} ({reasons})"
        return
    for finding in own:
        if example.level is not None and finding.level is not example.level:
            yield f"expected level {example.level}, found {finding.level} because {finding.because!r}"
    if example.becomes:
        text = apply_first(example.text, document, own)
        if text != example.becomes:
            yield f"expected to become {example.becomes!r}, became {text!r}"
        else:
            yield from _leftovers(text, checker, example, {finding.found for finding in report.findings})


def _leftovers(text: str, checker: Checker, example: Example, before: set[str]) -> Iterator[str]:
    """The suggestion must not be flagged itself, but by an entry that nobody asks about unless it is selected."""
    for finding in checker.check_document(as_document(text, example.format)).findings:
        always = checker.lexicon is None or checker.lexicon.by_id[finding.entry].asked
        if finding.found not in before and always:
            yield f"the suggestion is flagged itself: {finding.found!r} ({finding.entry}) in {text!r}"


def _allow_problems(example: Example, own: list[Finding], left: list[Finding]) -> Iterator[str]:
    for finding in own:
        yield f"{finding.found!r} is flagged because {finding.because!r} in {example.text!r}"
    if example.because and not any(finding.context == example.because for finding in left):
        named = sorted({finding.context for finding in left}) or ["nothing"]
        yield f"expected to be left alone by {example.because!r}, found {', '.join(named)} in {example.text!r}"


def as_document(text: str, format: str = "text") -> Document:
    """An example as a document of its format."""
    return read_bytes(text.encode(), name="example", format=format)


def apply_first(text: str, document: Document, findings: list[Finding]) -> str:
    """A text after the first suggestion of every finding is taken."""
    for finding in reversed(findings):
        if finding.suggestions:
            suggestion = finding.suggestions[0]
            place = document.blocks[finding.block].source_region(suggestion.region)
            text = text[: place.start] + suggestion.text + text[place.end :]
    return text


def _source_region(document: Document, finding: Finding) -> Region:
    return document.blocks[finding.block].source_region(finding.region)
