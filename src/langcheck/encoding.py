"""Names of encodings: which of them a text can be in."""

from __future__ import annotations

import codecs

HINT = "Try utf-8 or cp1252."

_NOT_FOR_TEXTS = frozenset({"undefined", "punycode", "idna", "unicode-escape", "raw-unicode-escape"})
"""Python's codecs for names of hosts and for source code, under their own names; some take long, or fail always."""


def why_not(name: str) -> str:
    """What is the matter with the name of an encoding; empty where a text can be in it."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return f"there is no encoding called {name!r}"
    is_for_texts = codec._is_text_encoding and codec.name.replace("_", "-") not in _NOT_FOR_TEXTS  # noqa: SLF001  as bytes.decode asks
    return "" if is_for_texts else f"no text is in the encoding {name!r}"
