"""What processes that check files have in common, loaded before they are forked; ``workers`` has it imported where it forks.

To import this module is to load all of it: a server of forks can be told nothing else. Nothing is said where the model is missing or
altered: the first check that needs it says so.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from langcheck.cores import SELDOM, keep_to_one_core
from langcheck.errors import LangcheckError

keep_to_one_core()

from langcheck import stored, tasks  # noqa: E402, F401  loaded for those who come; libraries below may look for cores
from langcheck.analysis.language_model import load_model  # noqa: E402
from langcheck.readers import markdown, text  # noqa: E402, F401  what most files are
from langcheck.settings import Settings  # noqa: E402

with suppress(LangcheckError):
    load_model()
    tasks.checker_of(Settings()).load()

gc.set_threshold(SELDOM)
gc.freeze()  # pages that no collection touches stay shared
