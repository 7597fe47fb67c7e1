"""Writing many invented customers with their trials at once.

One job: bulk inserts of new rows, with the indexes built once at the end. Must not: check anything; whoever
makes the customers up keeps to the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import Connection, func, insert, select

from sparktui.domain.conversion import Conversion
from sparktui.domain.decision import Decision
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Trial
from sparktui.store import conversions, customers, decisions, trials, users
from sparktui.store.bulk_loading import without_indexes
from sparktui.store.contacts import Contact
from sparktui.store.schema import contacts as contact_rows
from sparktui.store.schema import customers as customer_rows
from sparktui.store.schema import purchase_requests as request_rows
from sparktui.store.schema import trials as trial_rows
from sparktui.store.users import User

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Sample:
    """A trial of a new customer, both with the IDs that they are to have, and what is recorded beside it.

    ``contact`` goes with the trial's ``contacted_on``, ``request`` is the note of the purchase request that it is
    marked with, ``decision`` the one that speaks of its ``decided_for``, and ``conversion`` the document that
    converted it.
    """

    trial: Trial
    contact: Contact | None = None
    request: str = ""
    conversion: Conversion | None = None
    users: tuple[User, ...] = ()
    decision: Decision | None = None


def holds_customers(connection: Connection) -> bool:
    """Return whether any customer is recorded."""
    return connection.scalar(select(customer_rows.c.id).limit(1)) is not None


def first_free_ids(connection: Connection) -> tuple[int, int]:
    """Return the first ID that no customer has, and the first that no trial has, with all above them free."""
    last_customer, last_trial = connection.execute(
        select(
            select(func.max(customer_rows.c.id)).scalar_subquery(), select(func.max(trial_rows.c.id)).scalar_subquery()
        )
    ).one()
    return (last_customer or 0) + 1, (last_trial or 0) + 1


def write(connection: Connection, samples: Iterable[Sample], policy: Policy, recorded_on: date) -> None:
    """Write new customers, their trials, and what is recorded beside them. The caller holds the write lock."""
    remaining = iter(samples)
    with without_indexes(connection):
        while batch := list(islice(remaining, _BATCH)):
            _write(connection, batch, policy, recorded_on)


def _write(connection: Connection, batch: list[Sample], policy: Policy, recorded_on: date) -> None:
    found = [sample.trial for sample in batch]
    connection.execute(
        insert(customer_rows), [customers.values(trial.customer) | {"id": trial.customer.id} for trial in found]
    )
    connection.execute(
        insert(trial_rows),
        [trials.values(trial, policy) | {"id": trial.id, "recorded_on": recorded_on} for trial in found],
    )
    spoken = [
        {
            "trial_id": sample.trial.id,
            "contacted_on": sample.contact.contacted_on,
            "operator": sample.contact.operator,
            "note": sample.contact.note,
        }
        for sample in batch
        if sample.contact
    ]
    if spoken:
        connection.execute(insert(contact_rows), spoken)
    asked = [
        {
            "trial_id": sample.trial.id,
            "requested_on": sample.trial.purchase_requested_on,
            "note": sample.request,
            "handled_by": "",
            "outcome": "",
        }
        for sample in batch
        if sample.trial.purchase_requested_on
    ]
    if asked:
        connection.execute(insert(request_rows), asked)
    for sample in batch:
        if sample.decision:
            decisions.add(connection, sample.trial.id, sample.decision)
        if sample.conversion:
            conversions.add(connection, sample.conversion)
    users.add_all(connection, [user for sample in batch for user in sample.users])
