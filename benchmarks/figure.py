"""One line of the table: a figure, what it is held against, and how far it may go.

One job: medians, ratios and verdicts. Must not: measure or print anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the least of ``values`` that ``percent`` of them do not exceed.

    >>> percentile([5.0, 1.0, 3.0, 2.0], 50)
    2.0
    """
    return sorted(values)[max(ceil(len(values) * percent / 100) - 1, 0)]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, in ``unit``: sparktui's, and that of what it is held against.

    ``theirs`` is None where the thing held against is not there, or where the figure itself is what is limited.
    ``limit`` and ``aim`` are ratios then; None where the figure is told for comparison only.
    ``cpu`` is the ratio of the CPU time behind it, which other work on the machine disturbs less.
    """

    name: str
    unit: str
    ours: float
    against: str
    theirs: float | None = None
    limit: float | None = None
    aim: float | None = None
    cpu: float | None = None
    samples: int = 1
    is_absolute: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times as much as the other; the figure itself where that is limited; None where nobody knows."""
        if self.is_absolute:
            return self.ours
        return self.ours / self.theirs if self.theirs else None

    @property
    def verdict(self) -> str:
        """How the ratio stands to limit and aim, in a word."""
        if self.limit is None or self.aim is None:
            return ""
        if self.ratio is None:
            return "not measured"
        if self.ratio <= self.aim:
            return "aim reached"
        return "within limit" if self.ratio <= self.limit else "OVER"


def held(
    name: str,
    ours: Sequence[float],
    against: str,
    theirs: Sequence[float] | None,
    limit: float | None = None,
    aim: float | None = None,
    *,
    unit: str = "ms",
    percent: float | None = None,
    cpu: float | None = None,
) -> Figure:
    """Return the figure of medians, or of a percentile of ``ours`` and ``theirs``."""

    def one(values: Sequence[float]) -> float:
        return median(values) if percent is None else percentile(values, percent)

    other = one(theirs) if theirs else None
    return Figure(name, unit, one(ours), against, other, limit, aim, cpu, len(ours))
