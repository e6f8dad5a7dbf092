"""Fingerprints of findings: what stays the same while an entry and the words of a sentence do.

A fingerprint as it is holds no word, but who guesses a sentence can tell whether it is that one. One made with a key
cannot be told from any other by somebody who has not got the key.
"""

from __future__ import annotations

from dataclasses import field

from langcheck.lazily import dataclass, pattern
from langcheck.model import KeySource

LEAST_KEY = 16
"""How many characters a key in a file must have at least, so that nobody can try them all."""

_WORDS = pattern(r"\w+")
_BYTES = 10


def fingerprint(entry: str, sentence: str) -> str:
    """What stays the same while an entry and the words of a sentence do, whatever their case, marks and blanks."""
    from hashlib import blake2b

    words = " ".join(_WORDS.findall(sentence.casefold()))
    return blake2b(f"{entry}\0{words}".encode(), digest_size=_BYTES).hexdigest()


@dataclass(frozen=True, slots=True)
class FingerprintKey:
    """A key, and where it comes from; the same key makes the same fingerprints in every run."""

    source: KeySource
    secret: bytes = field(repr=False)

    def of(self, plain: str) -> str:
        """The fingerprint that stands for a plain one; nothing for nothing."""
        from hashlib import blake2b

        return blake2b(plain.encode(), digest_size=_BYTES, key=self.secret).hexdigest() if plain else ""


def key_from(text: str, source: KeySource) -> FingerprintKey:
    """The key that a text of any length stands for, which somebody wrote into a file."""
    from hashlib import blake2b

    return FingerprintKey(source, blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32).digest())


def key_of_this_run() -> FingerprintKey:
    """A key that nobody has, and that is gone when the run ends."""
    import secrets

    return FingerprintKey(KeySource.RUN, secrets.token_bytes(32))


def new_key() -> str:
    """A key to be written into a file."""
    import secrets

    return secrets.token_hex(16)
