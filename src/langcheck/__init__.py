"""langcheck: a linter for the words used about human trafficking."""

__version__ = "0.1.0"
