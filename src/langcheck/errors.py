"""What can go wrong, each with a hint that a person can act on; the command line turns them into plain words."""

from __future__ import annotations

import os
import sys
from typing import Any

from langcheck.lazily import dataclass


class LangcheckError(Exception):
    """A problem that is not a bug: ``problem`` says what is the matter, ``hint`` what to do."""

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem}\n  {self.hint}" if self.hint else self.problem

    def __reduce__(self) -> tuple[Any, ...]:
        """How an error comes back from another process."""
        return type(self), (self.problem, self.hint)


class UnreadableDocument(LangcheckError):
    """A file that no reader can read, or can read only in part."""


class NothingToCheck(UnreadableDocument):
    """A file with nothing in it to check, such as an empty one: told in a note where other documents were checked."""


class UnsavedDocument(LangcheckError):
    """A file that could not be written; what stood there before still stands there."""


class SettingsError(LangcheckError):
    """A settings file or option that cannot be used as it stands."""


class BaselineError(LangcheckError):
    """A baseline file that cannot be used or written."""


class ModelError(LangcheckError):
    """The language model is missing or was altered."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the lexicon's data; ``line`` counts from 1."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class LexiconError(LangcheckError):
    """The lexicon cannot be used; ``problems`` lists all that is wrong with it at once."""

    def __init__(self, problems: list[Problem]) -> None:
        count = len(problems)
        super().__init__(
            f"the lexicon has {count} problem{'s' if count != 1 else ''}:\n"
            + "\n".join(f"  {problem}" for problem in problems)
        )
        self.problems = problems

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


INSTALL = "Install it: "
"""How a hint begins that says what to install; it quotes a command, and no document."""


def how_to_install(extra: str) -> str:
    """The command that installs a part of langcheck for the very Python that runs it, from where langcheck came from.

    Nothing can be installed into a folder that was built with everything in it (``packaging/``): there it says whom to ask.
    """
    if getattr(sys, "frozen", False):
        return (
            "This langcheck is a folder that was built without it, and nothing can be added to it. Ask whoever gave you "
            f"the folder for one that is built with [{extra}], or for an installation with Python."
        )
    python = sys.executable or "python"
    how, source = _installed_from()
    wanted = f"{source}[{extra}]"
    if os.name == "nt":
        return f'{INSTALL}"{python}" -m pip install {how}"{wanted}"'
    import shlex

    return f"{INSTALL}{shlex.quote(python)} -m pip install {how}{shlex.quote(wanted)}"


def _installed_from() -> tuple[str, str]:
    """How pip installed langcheck, and from which folder, where that is still there; else the name in the package index."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import unquote, urlsplit

    name = "langcheck-ht"
    try:
        told = json.loads(distribution(name).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return "", name
    folder = unquote(urlsplit(told.get("url", "")).path)
    if os.name == "nt":
        folder = folder.lstrip("/")
    if "dir_info" not in told or not os.path.exists(os.path.join(folder, "pyproject.toml")):
        return "", name
    return "-e " if told["dir_info"].get("editable") else "", folder
