"""A report to the same report whose suggestions say how the source would be changed, for programs that offer to do it.

What the editors refuse to edit gets no change: quoted words, code, names of files, words with markup among them, and all
that may be somebody else's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from langcheck.editors.edits import Choice, Edit, plan
from langcheck.model import NO_BLOCK, Change, Document, Finding, Report


def with_changes(report: Report) -> Report:
    """The report with the changes of its findings; only documents that it kept, and that are text, have any."""
    documents = {document.path: document for document in report.read if document.source is not None}
    findings, allowed = defaultdict(list), defaultdict(list)
    for finding in report.findings:
        findings[finding.path].append(finding)
    for finding in report.allowed:
        allowed[finding.path].append(finding)
    changes = {
        key: change
        for path, document in documents.items()
        for key, change in _changes(document, findings[path], allowed[path]).items()
    }
    return replace(report, findings=tuple(_changed(finding, changes) for finding in report.findings))


Key = tuple[int, int]
"""Which finding, as the object that it is, and which of its suggestions."""


def _changes(document: Document, findings: Sequence[Finding], allowed: Sequence[Finding]) -> dict[Key, Change]:
    return {key: _change(document, edit) for key, edit in edits_of(document, findings, allowed).items()}


def edits_of(document: Document, findings: Sequence[Finding], allowed: Sequence[Finding]) -> dict[Key, Edit]:
    """The edits that the suggestions of a document's findings come to, where the editors allow them.

    No edit reaches into what is ``allowed``. Suggestions of one rank are planned together, as those of a finding overlap.
    """
    made: dict[Key, Edit] = {}
    placed = [finding for finding in findings if finding.block != NO_BLOCK]
    for rank in range(max((len(finding.suggestions) for finding in placed), default=0)):
        choices = [
            Choice(finding, finding.suggestions[rank].text, finding.suggestions[rank].region)
            for finding in placed
            if rank < len(finding.suggestions)
        ]
        for edit in plan(document, choices, allowed, unwritable=lambda _: "").edits:
            made[id(edit.choice.finding), rank] = edit
    return made


def _change(document: Document, edit: Edit) -> Change:
    line, column = document.line_and_column(edit.source.start)
    end_line, end_column = document.line_and_column(edit.source.end)
    return Change(line, column, end_line, end_column, edit.written)


def _changed(finding: Finding, changes: dict[Key, Change]) -> Finding:
    suggestions = tuple(
        replace(suggestion, change=changes.get((id(finding), rank)))
        for rank, suggestion in enumerate(finding.suggestions)
    )
    return replace(finding, suggestions=suggestions)
