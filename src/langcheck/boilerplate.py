"""Findings to findings, those of a sentence that stands in many files taken together: it is the template's to mend."""

from __future__ import annotations

from collections.abc import Sequence

from langcheck.lazily import dataclass
from langcheck.model import Finding, Level

MANY_FILES = 5
"""In how many files the same sentence makes a group."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """Findings of one entry at one level in one sentence of many files, in the order of the report."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that stands for all."""
        return self.findings[0]

    @property
    def in_files(self) -> tuple[Finding, ...]:
        """The first finding of each file."""
        first: dict[str, Finding] = {}
        for finding in self.findings:
            first.setdefault(finding.path, finding)
        return tuple(first.values())


def grouped(findings: Sequence[Finding]) -> list[Finding | Repeated]:
    """Findings in their order, each group where its first finding stands; without a fingerprint nothing is grouped."""
    same: dict[tuple[str, Level], list[Finding]] = {}
    for finding in findings:
        if finding.fingerprint:
            same.setdefault((finding.fingerprint, finding.level), []).append(finding)
    groups = {
        key: Repeated(tuple(members))
        for key, members in same.items()
        if len({finding.path for finding in members}) >= MANY_FILES
    }
    shown: list[Finding | Repeated] = []
    for finding in findings:
        group = groups.get((finding.fingerprint, finding.level))
        if group is None:
            shown.append(finding)
        elif group.first is finding:
            shown.append(group)
    return shown
