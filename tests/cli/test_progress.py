"""The line that says how far a check is."""

from __future__ import annotations

import pytest

from langcheck.cli.progress import progress_line


@pytest.mark.parametrize(
    ("done", "total", "seconds", "line"),
    [
        (0, 2000, 0.0, "Checking: 0 of 2,000 files"),
        (812, 2000, 8.12, "Checking: 812 of 2,000 files, 100 a second, 12 s left"),
        (10, 1000, 60.0, "Checking: 10 of 1,000 files, 10 a minute, 1 h 39 min left"),
        (100, 1000, 20.0, "Checking: 100 of 1,000 files, 5 a second, 3 min 0 s left"),
        (1000, 1000, 10.0, "Checking: 1,000 of 1,000 files, 100 a second, 0 s left"),
    ],
)
def test_files_rate_and_time_left(done: int, total: int, seconds: float, line: str) -> None:
    assert progress_line(done, total, seconds) == line
