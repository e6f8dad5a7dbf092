"""The lexicon: loading its data, and the laws that the data keep."""

from langcheck.lexicon.compiled import Forms, Lexicon, load_forms, load_lexicon

__all__ = ["Forms", "Lexicon", "load_forms", "load_lexicon"]
