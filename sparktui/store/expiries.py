"""On which days trials expire, for looking ahead: everything that ends follows from that day.

One job: counts and IDs by expiry day, and the next day on which something happens. Must not: change anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from sparktui.domain.forecast import ExpiryDay
from sparktui.domain.policy import Policy
from sparktui.store.schema import trials
from sparktui.store.tally import tally


def per_day(connection: Connection, first: date, last: date, day: date, policy: Policy) -> list[ExpiryDay]:
    """Return how many trials not converted by ``day`` expire on each day from ``first`` to ``last``."""
    return tally(connection, day, policy).expiries(first, last, day)


def ids_between(
    connection: Connection, first: date, last: date, day: date, *, calling_only: bool, limit: int
) -> list[int]:
    """Return up to ``limit`` trials not converted by ``day`` that expire from ``first`` to ``last``, by expiry."""
    where = [_unconverted(day), trials.c.expires_on.between(first, last)]
    if calling_only:
        where.append(trials.c.has_calling)
    query = select(trials.c.id).where(and_(*where)).order_by(trials.c.expires_on, trials.c.id).limit(limit)
    return list(connection.scalars(query))


def next_event(connection: Connection, day: date, after_expiry: Iterable[int], calling_after: int) -> date | None:
    """Return the next day after ``day`` on which something happens to any trial, or None.

    ``after_expiry`` are the distances in days from expiry on which something happens to every trial;
    ``calling_after`` the one that concerns trials with calling. Starts count too.
    """
    start = connection.scalar(select(func.min(trials.c.starts_on)).where(trials.c.starts_on > day))
    found = [start] if start else []
    for distance in after_expiry:
        found += _next(connection, day, distance)
    found += _next(connection, day, calling_after, trials.c.has_calling)
    return min(found) if found else None


def _next(connection: Connection, day: date, distance: int, *where: ColumnElement[bool]) -> list[date]:
    threshold = day - timedelta(days=distance)
    query = select(func.min(trials.c.expires_on)).where(trials.c.expires_on > threshold, _unconverted(day), *where)
    expiry = connection.scalar(query)
    return [expiry + timedelta(days=distance)] if expiry else []


def _unconverted(day: date) -> ColumnElement[bool]:
    return or_(trials.c.converted_on.is_(None), trials.c.converted_on > day)
