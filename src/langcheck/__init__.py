"""langcheck: a linter for the words used about human trafficking.

The names in ``__all__`` are for other programs and stay what they are; everything else may change. Each is loaded when it is
first asked for, so that ``import langcheck`` costs nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langcheck.api import check_file, check_paths, check_text, explain
    from langcheck.errors import LangcheckError
    from langcheck.lexicon.page import Explanation
    from langcheck.model import Failure, Finding, Level, Place, Report, Suggestion
    from langcheck.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Explanation",
    "Failure",
    "Finding",
    "LangcheckError",
    "Level",
    "Place",
    "Report",
    "Settings",
    "Suggestion",
    "__version__",
    "check_file",
    "check_paths",
    "check_text",
    "explain",
]

_HOMES = {
    "check_file": "langcheck.api",
    "check_paths": "langcheck.api",
    "check_text": "langcheck.api",
    "explain": "langcheck.api",
    "LangcheckError": "langcheck.errors",
    "Explanation": "langcheck.lexicon.page",
    "Failure": "langcheck.model",
    "Finding": "langcheck.model",
    "Level": "langcheck.model",
    "Place": "langcheck.model",
    "Report": "langcheck.model",
    "Suggestion": "langcheck.model",
    "Settings": "langcheck.settings",
}
"""Name to the module it comes from."""


if not TYPE_CHECKING:  # so that a type checker still knows which names there are

    def __getattr__(name: str) -> object:
        """A name of ``__all__``, loaded at the first question and kept."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found

    def __dir__() -> list[str]:
        return __all__
