"""How somebody stands by all steps of their case, as a text tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from langcheck.facts.cases.types import Charge, Offence, Stage, Standing, Truth, Turn


def standing_by(charges: Sequence[Charge]) -> Standing:
    """How somebody stands by the steps of their case in reading order.

    What undid a conviction counts wherever it stands, as news tell the last first; only what upheld it later ends that.
    """
    now: Charge | None = None
    undone: Charge | None = None
    convicted_since = False
    for charge in charges:
        if charge.offence is Offence.OTHER:
            now = _after_another(now, charge)
        elif charge.turn is Turn.UNDOES:
            undone = charge if undone is None or charge.holds is Truth.NO else undone
            convicted_since = False
        elif charge.turn is Turn.UPHOLDS:
            now, undone = charge, None
        else:
            convicted_since = convicted_since or charge.holds is Truth.YES
            now = _next(now, charge)
    if undone is None or (now is not None and now.holds is Truth.NO):
        return Standing(now.stage, now.holds, now.because) if now else Standing()
    return Standing(undone.stage, Truth.OPEN if convicted_since else undone.holds, undone.because)


def _after_another(now: Charge | None, charge: Charge) -> Charge | None:
    """A conviction for something else leaves open what became of the charge."""
    convicted = charge.stage is Stage.CONVICTED and charge.holds is Truth.YES
    if now is None or not convicted or now.stage is Stage.CONVICTED or now.holds is not Truth.YES:
        return now
    return replace(now, holds=Truth.OPEN)


def _next(now: Charge | None, charge: Charge) -> Charge:
    """How somebody stands after one more step."""
    if now is None:
        return charge
    if charge.holds is Truth.OPEN:
        return now
    if charge.holds is Truth.NO:
        if charge.earlier:
            return now if now.holds is not Truth.YES else replace(now, holds=Truth.OPEN)
        if now.stage is Stage.CONVICTED and now.holds is Truth.YES and charge.stage < Stage.CONVICTED:
            return replace(now, holds=Truth.OPEN)
        return charge
    if now.holds is Truth.NO:
        later = charge.afterwards or charge.sentence == now.sentence
        return charge if later and charge.stage is Stage.CONVICTED else replace(now, holds=Truth.OPEN)
    if now.holds is Truth.OPEN or charge.stage >= now.stage:
        return charge
    return now
