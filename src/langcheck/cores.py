"""How many cores a check uses: one process for each, and in each process one thread."""

from __future__ import annotations

import os

MOST_JOBS = 8
"""How many processes are used unless somebody asks for more; each takes about 200 MB."""

SELDOM = 10_000
"""How many more objects there are before garbage is looked for: every document makes many thousands."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def usual_jobs() -> int:
    """How many processes are used where nobody says: one for each core that is ours, up to MOST_JOBS."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(own, MOST_JOBS)


def keep_to_one_core() -> None:
    """Tell the libraries below spaCy to use one thread unless somebody said otherwise; before they are imported.

    Paragraphs are too small for more: two threads take longer than one.
    """
    for name in _THREADS:
        os.environ.setdefault(name, "1")
