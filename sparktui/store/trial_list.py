"""The customer list: counted, cut into pages, and never read whole.

One job: answer a `ListQuery`. A list in order of urgency is a row of segments (asked for purchase; in grace; expiring;
later; converted; lost; those in grace and expiring that wait for a decision before those decided), each a range of one
index in that index's order. Must not: change anything.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select, tuple_

from sparktui.domain.decision import Choice
from sparktui.domain.lifecycle import DayRange, Phase, later_window, phase_window, running_window
from sparktui.domain.listing import ListQuery, PhaseCounts, Sort, TrialSummary
from sparktui.domain.policy import Policy
from sparktui.domain.tally import DayTally
from sparktui.domain.trial import Service
from sparktui.rules import decision
from sparktui.store import decisions
from sparktui.store.schema import customers, trials
from sparktui.store.tally import tally

WALKED = 1_000
"""Through as many trials a list is walked from its top; in a longer one the days tell where to begin."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of the list: which trials, in which order (``key``, then ID), and how many there are.

    ``phases``, ``is_asked`` and ``is_undecided`` say which trials they are, any text that is searched aside.
    ``days`` says of each expiry day how many there are, in order, where that is the order and it is known.
    """

    where: ColumnElement[bool]
    key: Any
    descending: bool = False
    phases: tuple[Phase, ...] = tuple(Phase)
    is_asked: bool | None = None
    is_undecided: bool | None = None
    count: int = 0
    days: Sequence[tuple[date, int]] = ()

    def page(self, offset: int, limit: int) -> Select[Any]:
        """Return what reads ``limit`` of its IDs from ``offset`` on, walking no further than through some days."""
        query = ordered(select(trials.c.id), self)
        if self.days and self.count > WALKED:
            ends = list(accumulate(count for _, count in self.days))
            first, last = bisect_right(ends, offset), bisect_left(ends, offset + limit)
            query = query.where(trials.c.expires_on.in_([day for day, _ in self.days[first : last + 1]]))
            offset -= ends[first - 1] if first else 0
        return query.offset(offset).limit(limit)

    def before(self, key: Any, trial_id: int) -> tuple[int, Select[Any]]:
        """Return how many of its trials stand before the one at ``key``, and what counts those to be added."""
        counting = select(func.count()).select_from(trials).where(self.where)
        is_earlier = trials.c.id > trial_id if self.descending else trials.c.id < trial_id
        if self.days:
            days_before = sum(count for day, count in self.days if (day > key if self.descending else day < key))
            return days_before, counting.where(self.key == key, is_earlier)
        here = tuple_(self.key, trials.c.id)
        return 0, counting.where(here > (key, trial_id) if self.descending else here < (key, trial_id))


@dataclass(frozen=True, slots=True)
class Listing:
    """A counted list, from which pages are cut."""

    segments: tuple[Segment, ...]

    @property
    def total(self) -> int:
        """The number of lines."""
        return sum(segment.count for segment in self.segments)

    def ids(self, connection: Connection, offset: int, limit: int) -> list[int]:
        """Return the trials of ``limit`` lines from line ``offset`` (0 is the first) on."""
        found: list[int] = []
        for segment in self.segments:
            if offset >= segment.count:
                offset -= segment.count
                continue
            found += connection.scalars(segment.page(offset, limit - len(found)))
            offset = 0
            if len(found) >= limit:
                break
        return found

    def position(self, connection: Connection, trial_id: int) -> int | None:
        """Return the line on which the trial stands (0 is the first), or None when it is not there."""
        before = 0
        for segment in self.segments:
            key = connection.scalar(select(segment.key).where(trials.c.id == trial_id, segment.where))
            if key is not None:
                days_before, counting = segment.before(key, trial_id)
                return before + days_before + (connection.scalar(counting) or 0)
            before += segment.count
        return None


def open_listing(connection: Connection, query: ListQuery, policy: Policy) -> Listing:
    """Return the list that ``query`` asks for, counted; its text is not looked at (see `trial_search`)."""
    counts = tally(connection, query.day, policy).on(query.day)
    found = [_counted(counts, segment) for segment in segments(query, policy)]
    return Listing(tuple(segment for segment in found if segment.count))


def summaries(connection: Connection, ids: list[int]) -> tuple[TrialSummary, ...]:
    """Return the lines of the trials with ``ids``, in that order."""
    query = (
        select(
            *_SHOWN,
            customers.c.name.label("customer_name"),
            customers.c.country,
            customers.c.admin_email,
            customers.c.paid_services,
            decisions.in_force().label("decided"),
        )
        .join_from(trials, customers)
        .where(trials.c.id.in_(ids))
    )
    rows: Iterable[Row[Any]] = connection.execute(query)
    by_id = {row.id: _summary(row) for row in rows}
    return tuple(by_id[trial_id] for trial_id in ids if trial_id in by_id)


_SHOWN = [
    trials.c[name]
    for name in (
        "id",
        "services",
        "site_url",
        "starts_on",
        "expires_on",
        "converted_on",
        "extended_on",
        "contacted_on",
        "purchase_requested_on",
        "decided_for",
        "devices",
    )
]


def counts(connection: Connection, day: date, policy: Policy) -> PhaseCounts:
    """Return how many trials are in each phase on ``day``."""
    return tally(connection, day, policy).on(day).phases()


def every_id(connection: Connection, query: ListQuery, policy: Policy) -> Iterator[int]:
    """Return the IDs of all lines that ``query`` asks for, in the list's order."""
    for segment in segments(query, policy):
        yield from connection.scalars(ordered(select(trials.c.id), segment))


def _counted(counts: DayTally, segment: Segment) -> Segment:
    which = {"is_asked": segment.is_asked, "is_undecided": segment.is_undecided}
    is_by_expiry = segment.key is trials.c.expires_on and Phase.CONVERTED not in segment.phases
    days = counts.by_expiry(segment.phases, **which) if is_by_expiry else []
    count = counts.count(segment.phases, **which)
    return replace(segment, count=count, days=days[::-1] if segment.descending else days)


def segments(query: ListQuery, policy: Policy) -> Iterator[Segment]:
    """Return the stretches of the list that ``query`` asks for, not counted, its text aside."""
    narrowed: list[ColumnElement[bool]] = []
    if query.phase is not None:
        narrowed.append(_in_phase(query.phase, query.day, policy))
    if query.undecided_only:
        narrowed.append(_undecided(query.day, policy))
    if query.requested_only:
        narrowed.append(_ASKED)
    wanted = set(Phase) if query.phase is None else {query.phase}
    if query.undecided_only:
        wanted &= decision.PHASES
    if query.sort is not Sort.URGENCY:
        key, descending = _ORDERS[query.sort]
        # What is not wanted is not looked for: None, where any will do.
        only = (query.requested_only or None, query.undecided_only or None)
        yield Segment(and_(True, *narrowed), key, descending, tuple(wanted), *only)
        return
    for segment in _by_urgency(query.day, policy):
        phases = tuple(phase for phase in segment.phases if phase in wanted)
        is_left_out = (query.requested_only and not segment.is_asked) or (
            query.undecided_only and segment.is_undecided is False
        )
        if phases and not is_left_out:
            is_undecided = query.undecided_only or segment.is_undecided
            where = and_(segment.where, *narrowed)
            yield replace(segment, where=where, phases=phases, is_undecided=is_undecided)


_ASKED = trials.c.purchase_requested_on.is_not(None)
_UNDECIDED = trials.c.decided_for.is_distinct_from(trials.c.expires_on)
_ORDERS: dict[Sort, tuple[Any, bool]] = {
    Sort.CUSTOMER: (trials.c.sort_name, False),
    Sort.EXPIRES: (trials.c.expires_on, False),
    Sort.STARTED: (trials.c.starts_on, True),
}


_RUNNING = tuple(phase for phase in Phase if phase.is_running)
_LATER = tuple(phase for phase in _RUNNING if phase not in decision.PHASES)


def _by_urgency(day: date, policy: Policy) -> Iterator[Segment]:
    """Those asked for first; the running by expiry, then the converted and the lost, the latest first.

    Among those in grace, and among those that expire soon, stand first those that nobody has decided about.
    """
    running = and_(_unconverted(day), _in_range(running_window(day, policy)))
    yield Segment(and_(running, _ASKED), trials.c.expires_on, False, _RUNNING, True)
    yield from _over(day, policy, is_asked=True)
    for phase in (Phase.GRACE, Phase.EXPIRING):
        for is_undecided in (True, False):
            where = and_(_in_phase(phase, day, policy), ~_ASKED, _UNDECIDED if is_undecided else ~_UNDECIDED)
            yield Segment(where, trials.c.expires_on, False, (phase,), False, is_undecided)
    later = and_(_unconverted(day), _in_range(later_window(day, policy)))
    yield Segment(and_(later, ~_ASKED), trials.c.expires_on, False, _LATER, False)
    yield from _over(day, policy, is_asked=False)


def _over(day: date, policy: Policy, *, is_asked: bool) -> Iterator[Segment]:
    asked = _ASKED if is_asked else ~_ASKED
    converted, lost = (and_(_in_phase(phase, day, policy), asked) for phase in (Phase.CONVERTED, Phase.LOST))
    yield Segment(converted, trials.c.converted_on, True, (Phase.CONVERTED,), is_asked)
    yield Segment(lost, trials.c.expires_on, True, (Phase.LOST,), is_asked)


def _in_phase(phase: Phase, day: date, policy: Policy) -> ColumnElement[bool]:
    """The database's form of `Lifecycle.phase`."""
    ranges = [_in_range(found) for found in phase_window(phase, day, policy)]
    return and_(*ranges) if phase is Phase.CONVERTED else and_(_unconverted(day), *ranges)


def _undecided(day: date, policy: Policy) -> ColumnElement[bool]:
    """The database's form of `rules.decision.asks`."""
    ranges = [_in_range(found) for found in decision.window(day, policy)]
    return and_(_unconverted(day), *ranges, _UNDECIDED)


def _unconverted(day: date) -> ColumnElement[bool]:
    return or_(trials.c.converted_on.is_(None), trials.c.converted_on > day)


def _in_range(found: DayRange) -> ColumnElement[bool]:
    column = trials.c[found.column]
    ends = []
    if found.first is not None:
        ends.append(column >= found.first)
    if found.last is not None:
        ends.append(column <= found.last)
    return and_(*ends)


def ordered(query: Select[Any], segment: Segment) -> Select[Any]:
    """Return ``query`` of trials for one segment, in its order."""
    keys = (segment.key, trials.c.id)
    return query.where(segment.where).order_by(*(key.desc() if segment.descending else key for key in keys))


def _summary(row: Row[Any]) -> TrialSummary:
    return TrialSummary(
        id=row.id,
        customer=row.customer_name,
        country=row.country,
        admin_email=row.admin_email,
        paid_services=tuple(Service(name) for name in row.paid_services),
        services=tuple(service for service in Service if service in row.services),
        site_url=row.site_url,
        starts_on=row.starts_on,
        expires_on=row.expires_on,
        converted_on=row.converted_on,
        extended_on=row.extended_on,
        contacted_on=row.contacted_on,
        purchase_requested_on=row.purchase_requested_on,
        decided_for=row.decided_for,
        has_devices=bool(row.devices),
        decided=Choice(row.decided) if row.decided else None,
    )
