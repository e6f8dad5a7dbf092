"""Files and folders to the report of a whole check, for verbs that count or write down what it says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from langcheck.batch import Batch
from langcheck.cache import usual_cache
from langcheck.cli.progress import Progress
from langcheck.cores import usual_jobs
from langcheck.lexicon.compiled import cache_folder
from langcheck.model import Report
from langcheck.settings.finder import SettingsFinder


def check_whole(paths: Sequence[Path], finder: SettingsFinder, *, count_words: bool = False) -> Report:
    """The report of a check that came to its end; raises Abort where a person stopped it."""
    batch = Batch(finder.of(Path.cwd()), finder.of, count_words=count_words, keep_allowed=False, jobs=usual_jobs())
    batch.cache = usual_cache(cache_folder())
    with Progress() as progress:
        report = batch.check(paths, progress=progress.told)
    if report.unreached:
        raise click.Abort
    return report
