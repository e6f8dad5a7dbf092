"""Findings to fingerprints that no two of them share, for programs that follow a finding from run to run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from langcheck.model import Finding


def unique_fingerprints(findings: Sequence[Finding]) -> list[str]:
    """A fingerprint for each finding: its own, and ``:2``, ``:3`` ... where it comes again in the same file.

    They are counted in the order of the file, whatever the order of the findings.
    """
    seen: Counter[tuple[str, str]] = Counter()
    found = [""] * len(findings)
    order = sorted(range(len(findings)), key=lambda at: (findings[at].block, findings[at].region.start))
    for at in order:
        key = (findings[at].path, findings[at].fingerprint)
        seen[key] += 1
        found[at] = findings[at].fingerprint + (f":{seen[key]}" if seen[key] > 1 else "")
    return found
