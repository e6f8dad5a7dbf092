"""Words that each tell a little of the topic, or of another matter, and are weighed together (lexicon/topic.yaml)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

TELLING = 4
"""The weight from which on a word is a sign of the topic."""
_SIGNS = 2
"""How many signs stand among words that are enough."""


@dataclass(frozen=True, slots=True)
class TopicWeights:
    """How much each word, folded, weighs, and how much all together must weigh more than."""

    least: int = 0
    weights: Mapping[str, int] = field(default_factory=dict)

    @property
    def telling(self) -> list[str]:
        """The words that are signs of the topic by themselves, the heaviest first."""
        signs = [word for word, weight in self.weights.items() if weight >= TELLING]
        return sorted(signs, key=lambda word: (-self.weights[word], word))

    def sign_in(self, words: Collection[str]) -> str:
        """The heaviest sign among different words that together tell of the topic; empty where they do not."""
        weights = self.weights
        weighed = [(weights[word], word) for word in words if word in weights]
        if sum(weight for weight, _ in weighed) <= self.least:
            return ""
        signs = sorted((weight, word) for weight, word in weighed if weight >= TELLING)
        return signs[-1][1] if len(signs) >= _SIGNS else ""
