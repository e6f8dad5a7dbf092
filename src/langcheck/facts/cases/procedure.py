"""The words of procedure, by what they tell, and the other word lists that tell charges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from langcheck.facts.cases.naming import NamingWords
from langcheck.facts.cases.types import Stage, Truth, Turn
from langcheck.facts.words import Phrases, Word
from langcheck.lexicon.forms import Inflections, expand
from langcheck.lexicon.lexicon import Lexicon

MOST_STEPS = 80
"""How many words of procedure a sentence has at most; one with more is a list, and tells of nobody."""


class Cue(Enum):
    """What kind of word of procedure stands at a place."""

    PATIENT = "done to the accused"
    AGENT = "with the accused for its object"
    SUBJECT = "what the accused does"
    PLEA = "pleads"
    GUILT = "guilty"
    FACE = "faces"
    SERVE = "serves"
    CONVICTION = "conviction"
    COUNTS = "charges"
    ACQUITTAL = "acquittal"
    APPEAL = "appeal"
    UNDONE = "vacated"
    TITLE = "trafficker"


@dataclass(frozen=True, slots=True)
class Step:
    """What a list of words of procedure stands for."""

    cue: Cue
    stage: Stage = Stage.CONVICTED
    holds: Truth = Truth.YES
    turn: Turn = Turn.NONE
    needs_offence: bool = False


STEPS = {
    "charge-convicted": Step(Cue.PATIENT),
    "charge-sentenced": Step(Cue.PATIENT, needs_offence=True),
    "charge-charged": Step(Cue.PATIENT, Stage.CHARGED),
    "charge-suspected": Step(Cue.PATIENT, Stage.SUSPECTED, needs_offence=True),
    "charge-named": Step(Cue.PATIENT, Stage.NAMED, needs_offence=True),
    "charge-acquitted": Step(Cue.PATIENT, holds=Truth.NO),
    "charge-freed": Step(Cue.PATIENT, holds=Truth.NO, turn=Turn.UNDOES),
    "charge-trials": Step(Cue.SUBJECT, Stage.CHARGED),
    "charge-pleads": Step(Cue.PLEA),
    "charge-guilty": Step(Cue.GUILT),
    "charge-innocent": Step(Cue.GUILT, holds=Truth.NO),
    "charge-faces": Step(Cue.FACE, Stage.CHARGED),
    "charge-serves": Step(Cue.SERVE, needs_offence=True),
    "charge-acquittals": Step(Cue.ACQUITTAL, holds=Truth.NO),
    "charge-appeals": Step(Cue.APPEAL),
    "charge-convicts": Step(Cue.AGENT),
    "charge-sentences": Step(Cue.AGENT, needs_offence=True),
    "charge-charges": Step(Cue.AGENT, Stage.CHARGED, needs_offence=True),
    "charge-suspects": Step(Cue.AGENT, Stage.SUSPECTED, needs_offence=True),
    "charge-acquits": Step(Cue.AGENT, holds=Truth.NO),
    "charge-frees": Step(Cue.AGENT, holds=Truth.NO, turn=Turn.UNDOES),
    "charge-convictions": Step(Cue.CONVICTION),
    "charge-judgments": Step(Cue.CONVICTION),
    "charge-counts": Step(Cue.COUNTS, Stage.CHARGED),
    "charge-undoes": Step(Cue.UNDONE),
    "charge-traffickers": Step(Cue.TITLE),
}
"""The lists of words of procedure (lexicon/contexts.yaml), in the order in which they are tried."""


@dataclass(frozen=True)
class ChargeWords:
    """The word lists that tell charges (lexicon/contexts.yaml)."""

    naming: NamingWords
    phrases: Mapping[str, Phrases]
    steps: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, lexicon: Lexicon) -> ChargeWords:
        """The lists of a lexicon, alternatives spelt out."""
        none = Inflections({}, {})
        spelt = {
            name: [form for word in words for form in expand(_spelt(word), "phrase", none)]
            for name, words in lexicon.words.items()
            if name.startswith("charge-")
        }
        phrases = {name: Phrases(forms) for name, forms in spelt.items()}
        steps: dict[str, list[str]] = {}
        for name in STEPS:
            for first in {form.split()[0] for form in spelt[name]}:
                steps.setdefault(first, []).append(name)
        return cls(NamingWords.of(lexicon), phrases, {first: tuple(names) for first, names in steps.items()})

    def at(self, name: str, words: Sequence[Word], index: int) -> int:
        """How many words from an index on are in a list; 0 for none."""
        if not 0 <= index < len(words):
            return 0
        return self.phrases[name].at(words, index)

    def has(self, name: str, word: str) -> bool:
        """Whether a single word stands in a list."""
        return word in self.phrases[name]


ACTS = (
    "charge-undoes",
    "charge-undone",
    "charge-upholds",
    "charge-won",
    "charge-requests",
    "charge-hedges",
    "charge-contests",
    "charge-split-verbs",
)
"""Lists of what is done to a conviction or a charge."""


def _spelt(word: str) -> str:
    """A word as texts are cut into words: without hyphens and full stops."""
    return word.replace("-", " ").replace(".", " ")
