"""A step of a case, and how somebody stands by several of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from langcheck.model import Region

Place = tuple[int, Region]
"""Words of a document: the number of their block, and where they stand in it."""


class Stage(IntEnum):
    """How far a case against somebody has come."""

    NAMED = 1
    SUSPECTED = 2
    CHARGED = 3
    CONVICTED = 4


class Truth(Enum):
    """Whether what is told holds, by the words it is told in."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


class Offence(Enum):
    """What somebody is accused of: human trafficking, or anything else."""

    TRAFFICKING = "trafficking"
    OTHER = "other"


class Turn(Enum):
    """What a step does to the steps before it."""

    NONE = "none"
    UNDOES = "undoes"
    UPHOLDS = "upholds"


@dataclass(frozen=True, slots=True)
class Charge:
    """A step of a case, at the word of procedure; ``because`` are the words of the offence, by block and place.

    ``of`` is the key of the person, None for nobody or somebody unnamed; ``somebody`` is the noun for somebody unnamed,
    empty where nobody in particular is meant. ``who`` is the place where the person stands in the same block.
    """

    block: int
    region: Region
    because: tuple[Place, ...]
    offence: Offence
    stage: Stage
    holds: Truth
    of: str | None = None
    somebody: str = ""
    who: Region | None = None
    turn: Turn = Turn.NONE
    earlier: bool = False
    afterwards: bool = False
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands at the end of a document; ``because`` are the words of the offence."""

    stage: Stage | None = None
    holds: Truth = Truth.OPEN
    because: tuple[Place, ...] = ()
