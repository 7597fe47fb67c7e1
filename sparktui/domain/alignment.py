"""How one text became the other: the cheapest chain of slips that turns the recorded text into the typed one.

One job: align two short texts. Must not: word anything, or know what the texts mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sparktui.domain.look_alikes import look_alike

Kind = Literal["case", "look-alike", "missing", "extra", "swapped", "different"]

# Any one slip costs less than any two, so that a single slip is always found as what it is. An extra character costs
# more than a wrong one, so that the last letters typed so far are held against what belongs there.
_PRICE: dict[Kind, int] = {"look-alike": 10, "case": 10, "missing": 11, "swapped": 11, "different": 12, "extra": 13}

# Characters of the typed text that a slip took, and those of the recorded text that it should have given.
_Step = tuple[Kind | None, int, int]


@dataclass(frozen=True, slots=True)
class Slip:
    """One departure: ``typed[typed_at:typed_end]`` stands where ``recorded[recorded_at:recorded_end]`` belongs."""

    kind: Kind
    typed_at: int
    typed_end: int
    recorded_at: int
    recorded_end: int


def slips(typed: str, recorded: str) -> tuple[Slip, ...]:
    """Return the slips from left to right, neighbours of one nature joined; none when the texts are equal.

    What is missing at the very end counts as one slip however long it is: somebody is still typing. Takes time
    in proportion to the product of the lengths.
    """
    shared = zip(typed, recorded, strict=False)
    start = next((at for at, (wrote, meant) in enumerate(shared) if wrote != meant), min(len(typed), len(recorded)))
    found: list[Slip] = []
    for slip in _cheapest(typed[start:], recorded[start:], start):
        joined = _join(found[-1], slip, len(recorded)) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(slip)
    return tuple(found)


def _cheapest(typed: str, recorded: str, offset: int) -> Iterator[Slip]:
    """Return the slips of the cheapest chain, followed backwards from where the typed text ends."""
    prices = _prices(typed, recorded)
    whole, last = len(recorded), prices[len(typed)]
    at, end = len(typed), min(range(whole, -1, -1), key=lambda cut: last[cut] + _PRICE["missing"] * (cut < whole))
    chain: list[Slip] = []
    if end < whole:
        chain.append(Slip("missing", offset + at, offset + at, offset + end, offset + whole))
    while at or end:
        kind, taken, given = min(
            _steps(typed, at, recorded, end), key=lambda step: prices[at - step[1]][end - step[2]] + _cost(step[0])
        )
        if kind:
            chain.append(Slip(kind, offset + at - taken, offset + at, offset + end - given, offset + end))
        at, end = at - taken, end - given
    return reversed(chain)


def _prices(typed: str, recorded: str) -> list[list[int]]:
    """Return the price of turning every beginning of ``recorded`` into every beginning of ``typed``."""
    prices: list[list[int]] = []
    for at in range(len(typed) + 1):
        prices.append([])
        for end in range(len(recorded) + 1):
            steps = _steps(typed, at, recorded, end)
            prices[at].append(
                min((prices[at - taken][end - given] + _cost(kind) for kind, taken, given in steps), default=0)
            )
    return prices


def _steps(typed: str, at: int, recorded: str, end: int) -> Iterator[_Step]:
    """Yield the steps that can have been the last before ``typed[:at]`` and ``recorded[:end]``."""
    if at and end:
        wrote, meant = typed[at - 1], recorded[end - 1]
        if wrote == meant:
            yield None, 1, 1
            return
        yield _exchange(wrote, meant), 1, 1
        if at > 1 and end > 1 and wrote == recorded[end - 2] and meant == typed[at - 2]:
            yield "swapped", 2, 2
        if at > 1 and look_alike(typed[at - 2 : at], meant):
            yield "look-alike", 2, 1
        if end > 1 and look_alike(wrote, recorded[end - 2 : end]):
            yield "look-alike", 1, 2
    if at:
        yield "extra", 1, 0
    if end:
        yield "missing", 0, 1


def _cost(kind: Kind | None) -> int:
    return _PRICE[kind] if kind else 0


@lru_cache(maxsize=4096)
def _exchange(wrote: str, meant: str) -> Kind:
    if wrote.swapcase() == meant and meant.swapcase() == wrote:
        return "case"
    return "look-alike" if look_alike(wrote, meant) else "different"


def _join(left: Slip, right: Slip, recorded_end: int) -> Slip | None:
    """Return both as one when they touch and a reader takes them for one: a run in capitals, another word.

    The end that is not typed yet is never taken for a part of what was typed wrongly before it.
    """
    if (left.typed_end, left.recorded_end) != (right.typed_at, right.recorded_at):
        return None
    kinds = {left.kind, right.kind}
    if kinds & {"look-alike", "swapped"} or ("case" in kinds and len(kinds) > 1):
        return None
    if right.kind == "missing" and left.kind != "missing" and right.recorded_end == recorded_end:
        return None
    kind = left.kind if len(kinds) == 1 else "different"
    return Slip(kind, left.typed_at, right.typed_end, left.recorded_at, right.recorded_end)
