"""What a document holds and its readers do not see: counted by words, and told in one sentence in every format."""

from __future__ import annotations

from langcheck.lazily import dataclass, pattern

_WORDS = pattern(r"[^\W\d_][\w'’]*")


def count_words(text: str) -> int:
    """How many words a text holds; figures and signs are none."""
    return sum(1 for _ in _WORDS.finditer(text))


@dataclass
class LeftOut:
    """How many words a reader passed over because nobody sees them in the final document."""

    hidden: int = 0
    struck: int = 0
    comments: int = 0

    def add(self, other: LeftOut) -> None:
        """Count what was left out of a part, too."""
        self.hidden += other.hidden
        self.struck += other.struck
        self.comments += other.comments

    def note(self) -> str | None:
        """The sentence for a report; None where nothing was left out."""
        kinds = ((self.hidden, "hidden"), (self.struck, "struck out"), (self.comments, "in comments"))
        counted = [f"{count:,} {kind}" for count, kind in kinds if count]
        if not counted:
            return None
        return f"words that the finished document does not show were not read: {', '.join(counted)}"
