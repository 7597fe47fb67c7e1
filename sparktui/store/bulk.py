"""Many customers and trials at once: what an import looks up, and what an export reads.

One job: read in a few statements thousands of what `customers` and `trials` read one of. Must not: write, nor hold
more than the rows it was asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, select

from sparktui.domain.trial import Customer, Trial
from sparktui.store import customers as customer_rows
from sparktui.store import trials as trial_rows
from sparktui.store.import_rows import BATCH
from sparktui.store.schema import customers, trials

_LARGE = 1_000


@dataclass(frozen=True, slots=True)
class Known:
    """Customers by the key of their address, and their trials by that key and the ISO text of their start."""

    customers: dict[str, Customer]
    trials: dict[tuple[str, str], Trial]


def known(connection: Connection, address_keys: Iterable[str]) -> Known:
    """Return what is recorded of the customers that ``address_keys`` recognise; not gone through where nobody is."""
    if connection.scalar(select(customers.c.id).limit(1)) is None:
        return Known({}, {})
    keys = set(address_keys)
    of_key = known_customers(connection, keys)
    if not of_key:
        return Known({}, {})
    query = trial_rows.with_customer().where(customers.c.admin_email_key.in_(keys))
    found = [trial_rows.of_row(row) for row in connection.execute(query)]
    return Known(
        of_key,
        {(customer_rows.address_key(trial.customer.admin_email), str(trial.starts_on)): trial for trial in found},
    )


def known_customers(connection: Connection, address_keys: Collection[str]) -> dict[str, Customer]:
    """Return the customers that ``address_keys`` recognise, by that key."""
    query = select(customers).where(customers.c.admin_email_key.in_(address_keys))
    return {row.admin_email_key: customer_rows.of_row(row) for row in connection.execute(query)}


def named_customers(connection: Connection, name_keys: Collection[str]) -> dict[str, list[Customer]]:
    """Return the customers with the names that ``name_keys`` compare, by that key."""
    named: dict[str, list[Customer]] = {}
    for row in connection.execute(select(customers).where(customers.c.name_key.in_(name_keys))):
        named.setdefault(row.name_key, []).append(customer_rows.of_row(row))
    return named


def customer_names(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """Return the names of the customers with ``ids``, by ID."""
    query = select(customers.c.id, customers.c.name).where(customers.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(query)}


def trials_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Trial]:
    """Return the trials with ``ids``, by ID."""
    found: dict[int, Trial] = {}
    wanted = iter(ids)
    while batch := list(islice(wanted, BATCH)):
        for row in connection.execute(trial_rows.with_customer().where(trials.c.id.in_(batch))):
            found[row.id] = trial_rows.of_row(row)
    return found


def every_trial(connection: Connection) -> Iterator[Trial]:
    """Return all trials in the order of their IDs, without holding them all."""
    query = trial_rows.with_customer().order_by(trials.c.id)
    for row in connection.execution_options(yield_per=1_000).execute(query):
        yield trial_rows.of_row(row)


def trials_in_order(connection: Connection, ids: Iterable[int]) -> Iterator[Trial]:
    """Return the trials with ``ids`` in that order, without holding them all; those that are gone are left out."""
    wanted = iter(ids)
    while batch := list(islice(wanted, _LARGE)):
        found = trials_by_id(connection, batch)
        yield from (found[trial_id] for trial_id in batch if trial_id in found)
