"""Many files to one report: each checked with the settings that hold for it, in the order of the paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from langcheck.checker import Checker, merge
from langcheck.files import list_files
from langcheck.model import Report
from langcheck.settings import Settings

SettingsOf = Callable[[Path], Settings]
"""The settings that hold for a file; equal settings share a checker."""

Progress = Callable[[Sequence[Path]], Iterable[Path]]
"""The files again, one by one; shows a person how far the check is."""


@dataclass
class Batch:
    """Checks files and folders; ``settings`` are those of the run, ``settings_of`` those of each file."""

    settings: Settings
    settings_of: SettingsOf
    keep_documents: bool = False
    _checkers: dict[Settings, Checker] = field(default_factory=dict)

    def check(self, paths: Sequence[Path], *, progress: Progress | None = None) -> Report:
        """Check files and folders; raises ModelError when words need the model and it is missing."""
        files, failures, skipped = list_files(paths, self.settings)
        reports = [self.checker_of(path).check_file(path) for path in (progress(files) if progress else files)]
        whole = self.checker(self.settings)
        report = merge(reports, lexicon=whole.lexicon_version)
        return replace(report, failures=(*failures, *report.failures), skipped=skipped, model=whole.model)

    def checker_of(self, path: Path) -> Checker:
        """The checker with the settings of a file."""
        return self.checker(self.settings_of(path))

    def checker(self, settings: Settings) -> Checker:
        """The one checker with these settings."""
        if settings not in self._checkers:
            self._checkers[settings] = Checker(settings, keep_documents=self.keep_documents)
        return self._checkers[settings]
