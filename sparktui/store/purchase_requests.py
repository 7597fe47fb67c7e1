"""Purchase requests' rows.

One job: keep requests, and the mark of the oldest open one on its trial. Must not: decide when one is handled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, insert, select, update

from sparktui.store.schema import purchase_requests


@dataclass(frozen=True, slots=True)
class PurchaseRequest:
    """A customer's wish to buy. ``handled_on`` is None while it waits."""

    id: int
    trial_id: int
    requested_on: date
    note: str
    handled_on: date | None
    handled_by: str
    outcome: str


def of_trial(connection: Connection, trial_id: int) -> tuple[PurchaseRequest, ...]:
    """Return the trial's requests, the oldest first."""
    query = select(purchase_requests).where(purchase_requests.c.trial_id == trial_id).order_by(purchase_requests.c.id)
    return tuple(PurchaseRequest(**row._mapping) for row in connection.execute(query))


def waiting(connection: Connection, limit: int, offset: int) -> tuple[PurchaseRequest, ...]:
    """Return the requests that nobody has handled, the oldest first."""
    query = (
        select(purchase_requests)
        .where(purchase_requests.c.handled_on.is_(None))
        .order_by(purchase_requests.c.requested_on, purchase_requests.c.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(PurchaseRequest(**row._mapping) for row in connection.execute(query))


def count_waiting(connection: Connection) -> int:
    """Return how many requests nobody has handled."""
    query = select(func.count()).select_from(purchase_requests).where(purchase_requests.c.handled_on.is_(None))
    return connection.scalar(query) or 0


def add(connection: Connection, trial_id: int, requested_on: date, note: str) -> None:
    """Write a new request of the trial."""
    connection.execute(
        insert(purchase_requests).values(
            trial_id=trial_id, requested_on=requested_on, note=note, handled_by="", outcome=""
        )
    )


def handle_all(connection: Connection, trial_id: int, day: date, operator: str, outcome: str) -> int:
    """Mark the trial's waiting requests as handled and return how many there were."""
    return connection.execute(
        update(purchase_requests)
        .where(purchase_requests.c.trial_id == trial_id, purchase_requests.c.handled_on.is_(None))
        .values(handled_on=day, handled_by=operator, outcome=outcome)
    ).rowcount
