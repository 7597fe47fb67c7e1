"""How many trials stand where, on any day from one day on, without looking at a single trial.

Nearly all trials have started, have not been converted and are not asked for: for them the expiry day alone says where
they stand, so running totals over those days answer for any day. Those that are converted stand still. The few others
are kept apart, in groups of equal dates.

One job: answer counts from what was counted once. Must not: count, or know when what was counted is outdated.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from sparktui.domain.forecast import ExpiryDay
from sparktui.domain.lifecycle import Lifecycle, Phase, phase_window
from sparktui.domain.listing import PhaseCounts
from sparktui.domain.policy import Policy

_UNDECIDED = frozenset({Phase.EXPIRING, Phase.GRACE})


class ExpiringOn(NamedTuple):
    """How many started, unconverted trials that nobody asked to buy expire on a day.

    ``undecided`` counts those without a decision about that day.
    """

    on: date
    trials: int
    undecided: int
    with_calling: int


class Apart(NamedTuple):
    """How many trials have the same dates, of those that start or convert later, or that are asked for."""

    starts_on: date
    expires_on: date
    converted_on: date | None
    is_asked: bool
    trials: int
    undecided: int
    with_calling: int


@dataclass(frozen=True, slots=True)
class DayTally:
    """How many trials stand where on one day: by phase and by whether they are asked for, all and those undecided.

    ``days`` tells the same of each expiry day, in no order; of those converted nobody knows when they would expire.
    """

    stands: Mapping[tuple[Phase, bool], tuple[int, int]]
    days: Mapping[tuple[Phase, bool], Sequence[tuple[date, int, int]]]

    def count(
        self, phases: Collection[Phase], *, is_asked: bool | None = None, is_undecided: bool | None = None
    ) -> int:
        """Return how many trials are in ``phases``.

        ``is_asked`` takes only those that are, or are not, asked for; ``is_undecided`` those that do, or do not, wait
        for a decision.
        """
        found = self.stands.items()
        return sum(
            _counted(phase, trials, undecided, is_undecided)
            for (phase, asked), (trials, undecided) in found
            if phase in phases and is_asked in (None, asked)
        )

    def by_expiry(
        self, phases: Collection[Phase], *, is_asked: bool | None = None, is_undecided: bool | None = None
    ) -> list[tuple[date, int]]:
        """Return the same for each expiry day on which there are any, in order; ``phases`` without the converted."""
        found: dict[date, int] = {}
        for (phase, asked), days in self.days.items():
            if phase in phases and is_asked in (None, asked):
                for day, trials, undecided in days:
                    found[day] = found.get(day, 0) + _counted(phase, trials, undecided, is_undecided)
        return sorted((day, count) for day, count in found.items() if count)

    def phases(self) -> PhaseCounts:
        """Return how many trials are in each phase, and how many wait."""
        by_phase = {phase: self.count((phase,)) for phase in Phase}
        every = tuple(Phase)
        return PhaseCounts(by_phase, self.count(every, is_asked=True), self.count(every, is_undecided=True))


def _counted(phase: Phase, trials: int, undecided: int, is_undecided: bool | None) -> int:
    waiting = undecided if phase in _UNDECIDED else 0
    return trials if is_undecided is None else waiting if is_undecided else trials - waiting


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted for all days from ``since`` on; ``converted`` by then, not counting those kept ``apart``."""

    since: date
    days: Sequence[ExpiringOn]
    apart: Sequence[Apart]
    converted: int
    policy: Policy
    _expiries: Sequence[date]
    _trials: Sequence[int]
    _undecided: Sequence[int]

    @classmethod
    def of(
        cls, since: date, days: Iterable[ExpiringOn], apart: Iterable[Apart], converted: int, policy: Policy
    ) -> Tally:
        """Return the tally of what was counted; ``days`` in any order."""
        in_order = sorted(days)
        return cls(
            since,
            in_order,
            tuple(apart),
            converted,
            policy,
            [found.on for found in in_order],
            [0, *accumulate(found.trials for found in in_order)],
            [0, *accumulate(found.undecided for found in in_order)],
        )

    def on(self, day: date) -> DayTally:
        """Return where all trials stand on ``day``."""
        days: dict[tuple[Phase, bool], list[tuple[date, int, int]]] = {}
        stands: dict[tuple[Phase, bool], tuple[int, int]] = {}
        for found in self.apart:
            here = self._phase(found, day), found.is_asked
            days.setdefault(here, []).append((found.expires_on, found.trials, found.undecided))
        for here, counted in days.items():
            stands[here] = sum(trials for _, trials, _ in counted), sum(undecided for *_, undecided in counted)
        for phase in Phase:
            first, last = self._stretch(phase, day)
            plain = self.converted if phase is Phase.CONVERTED else self._trials[last] - self._trials[first]
            before = stands.get((phase, False), (0, 0))
            stands[phase, False] = before[0] + plain, before[1] + self._undecided[last] - self._undecided[first]
            stretch = self.days[first:last]
            days.setdefault((phase, False), []).extend((on, trials, undecided) for on, trials, undecided, _ in stretch)
        return DayTally(stands, days)

    def expiries(self, first: date, last: date, day: date) -> list[ExpiryDay]:
        """Return how many trials not converted by ``day`` expire on each day from ``first`` to ``last``."""
        stretch = self.days[bisect_left(self._expiries, first) : bisect_right(self._expiries, last)]
        found = [ExpiryDay(counted.on, counted.trials, counted.with_calling) for counted in stretch]
        found += (
            ExpiryDay(counted.expires_on, counted.trials, counted.with_calling)
            for counted in self.apart
            if first <= counted.expires_on <= last and self._phase(counted, day) is not Phase.CONVERTED
        )
        return found

    def _stretch(self, phase: Phase, day: date) -> tuple[int, int]:
        """Return where the expiry days of trials in ``phase`` begin and end, of those not kept apart."""
        if phase in (Phase.CONVERTED, Phase.SCHEDULED):
            return 0, 0
        window = next(found for found in phase_window(phase, day, self.policy) if found.column == "expires_on")
        first = bisect_left(self._expiries, window.first) if window.first else 0
        last = bisect_right(self._expiries, window.last) if window.last else len(self._expiries)
        return first, max(first, last)

    def _phase(self, found: Apart, day: date) -> Phase:
        return Lifecycle(found.starts_on, found.expires_on, found.converted_on, self.policy).phase(day)
