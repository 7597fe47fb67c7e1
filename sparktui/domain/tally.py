"""How many trials stand where, on any day from one day on, without looking at a single trial.

Nearly all trials have started, have not been converted and are not asked for: for them the expiry day alone says where
they stand, so running totals over those days answer for any day. Those that are converted stand still. The few others
are kept apart, in groups of equal dates.

One job: answer counts from what was counted once. Must not: count, or know when what was counted is outdated.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from sparktui.domain.forecast import ExpiryDay
from sparktui.domain.lifecycle import Lifecycle, Phase, phase_window
from sparktui.domain.listing import PhaseCounts
from sparktui.domain.policy import Policy

_UNDECIDED = (Phase.EXPIRING, Phase.GRACE)


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

    def count(self, phase: Phase, day: date, *, is_asked: bool | None = None, is_undecided: bool | None = None) -> int:
        """Return how many trials are in ``phase`` on ``day``.

        ``is_asked`` takes only those that are, or are not, asked for; ``is_undecided`` those that do, or do not, wait
        for a decision.
        """
        if is_undecided is False:
            waiting = self.count(phase, day, is_asked=is_asked, is_undecided=True)
            return self.count(phase, day, is_asked=is_asked) - waiting
        if is_undecided and phase not in _UNDECIDED:
            return 0
        count = 0 if is_asked else self._count_plain(phase, day, is_undecided=bool(is_undecided))
        for found in self.apart:
            if is_asked in (None, found.is_asked) and self._phase(found, day) is phase:
                count += found.undecided if is_undecided else found.trials
        return count

    def phases(self, day: date) -> PhaseCounts:
        """Return how many trials are in each phase on ``day``, and how many wait."""
        by_phase = {phase: self.count(phase, day) for phase in Phase}
        requested = sum(found.trials for found in self.apart if found.is_asked)
        return PhaseCounts(by_phase, requested, sum(self.count(phase, day, is_undecided=True) for phase in _UNDECIDED))

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

    def _count_plain(self, phase: Phase, day: date, *, is_undecided: bool) -> int:
        if phase is Phase.CONVERTED:
            return self.converted
        if phase is Phase.SCHEDULED:
            return 0
        window = next(found for found in phase_window(phase, day, self.policy) if found.column == "expires_on")
        first = bisect_left(self._expiries, window.first) if window.first else 0
        last = bisect_right(self._expiries, window.last) if window.last else len(self._expiries)
        totals = self._undecided if is_undecided else self._trials
        return totals[max(first, last)] - totals[first]

    def _phase(self, found: Apart, day: date) -> Phase:
        return Lifecycle(found.starts_on, found.expires_on, found.converted_on, self.policy).phase(day)
