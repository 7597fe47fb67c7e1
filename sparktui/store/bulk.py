"""Many customers and trials at once: what an import looks up and writes, and what an export reads.

One job: do for thousands of rows in a few statements what `customers` and `trials` do for one. Must not: decide what
may be written, nor hold more than the rows it was handed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Date, and_, bindparam, func, insert, literal, select, update

from sparktui.domain.policy import Policy
from sparktui.domain.trial import Customer, Trial
from sparktui.store import customers as customer_rows
from sparktui.store import import_rows, search, sqlite
from sparktui.store import trials as trial_rows
from sparktui.store.import_rows import BATCH, OF_CUSTOMER, OF_TRIAL, rows
from sparktui.store.schema import customers, shipments, trials

_LARGE = 1_000


@dataclass(frozen=True, slots=True)
class Known:
    """Customers by the key of their address, and their trials by that key and the ISO text of their start."""

    customers: dict[str, Customer]
    trials: dict[tuple[str, str], Trial]


def known(connection: Connection, address_keys: Collection[str]) -> Known:
    """Return what is recorded of the customers that ``address_keys`` recognise."""
    of_key = known_customers(connection, address_keys)
    if not of_key:
        return Known({}, {})
    query = trial_rows.with_customer().where(customers.c.admin_email_key.in_(address_keys))
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


def trials_by_id(connection: Connection, ids: Collection[int]) -> dict[int, Trial]:
    """Return the trials with ``ids``, by ID."""
    query = trial_rows.with_customer().where(trials.c.id.in_(ids))
    return {row.id: trial_rows.of_row(row) for row in connection.execute(query)} if ids else {}


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


@dataclass(frozen=True, slots=True)
class Added:
    """A trial that was made from an imported row, with what the audit is to say of it."""

    trial_id: int
    customer_id: int
    facts: Mapping[str, Any]


def add_customers(connection: Connection) -> None:
    """Write the customers of the imported rows that are not recorded yet, in the order of the file."""
    first_lines = select(func.min(rows.c.line)).group_by(rows.c.admin_email_key)
    recorded = select(customers.c.admin_email_key)
    new = (
        select(*(rows.c[name] for name in OF_CUSTOMER))
        .where(rows.c.line.in_(first_lines), rows.c.admin_email_key.not_in(recorded))
        .order_by(rows.c.line)
    )
    connection.execute(insert(customers).from_select(OF_CUSTOMER, new))


def add_trials(connection: Connection, recorded_on: date) -> Iterator[list[Added]]:
    """Write the new trials of the imported rows, whose customers are recorded, some thousand at a time."""
    of_customer = customers.c.admin_email_key == rows.c.admin_email_key
    last = 0
    while True:
        lines = select(rows.c.line).where(rows.c.trial_id.is_(None), rows.c.line > last).order_by(rows.c.line)
        end = connection.scalar(select(func.max(lines.limit(BATCH).subquery().c.line)))
        if end is None:
            return
        new = and_(rows.c.trial_id.is_(None), rows.c.line > last, rows.c.line <= end)
        written = select(customers.c.id, literal(recorded_on, Date), *(rows.c[name] for name in OF_TRIAL))
        connection.execute(
            insert(trials).from_select(
                ("customer_id", "recorded_on", *OF_TRIAL),
                written.join_from(rows, customers, of_customer).where(new).order_by(rows.c.line),
            )
        )
        made = (
            select(trials.c.id, trials.c.customer_id, rows.c.facts)
            .join_from(rows, customers, of_customer)
            .join(trials, and_(trials.c.customer_id == customers.c.id, trials.c.starts_on == rows.c.starts_on))
            .where(new)
            .order_by(rows.c.line)
        )
        yield [Added(*row) for row in connection.execute(made)]
        last = end


def change_trials(connection: Connection, changed: Sequence[Trial], policy: Policy) -> None:
    """Write all facts of known trials, none of which can have changed since they were read in this transaction."""
    if not changed:
        return
    new = [trial_rows.values(trial, policy) | {"version": trial.version + 1} for trial in changed]
    connection.execute(
        update(trials)
        .where(trials.c.id == bindparam("changed_id"))
        .values({name: bindparam(f"new_{name}", type_=trials.c[name].type) for name in new[0]}),
        [
            {"changed_id": trial.id} | {f"new_{name}": value for name, value in row.items()}
            for trial, row in zip(changed, new, strict=True)
        ],
    )
    _find_by_numbers(connection, [trial.id for trial in changed])


def change_customers(connection: Connection) -> None:
    """Write what the imported rows say of known customers, and what all trials of these are found by."""
    mine, differs = customers.c.admin_email_key == rows.c.admin_email_key, import_rows.customer_differs()
    changed = connection.scalars(select(customers.c.id).join(rows, mine).where(differs).distinct()).all()
    if changed:
        connection.execute(update(customers).values({name: rows.c[name] for name in OF_CUSTOMER}).where(mine, differs))
    for start in range(0, len(changed), BATCH):
        _find_anew(connection, changed[start : start + BATCH])


@contextmanager
def loading(connection: Connection, new_trials: int) -> Iterator[None]:
    """Keep the search index row by row, or build it anew at the end where ``new_trials`` are most of the table."""
    present = connection.scalar(select(func.count()).select_from(trials)) or 0
    is_load = new_trials >= _LARGE and new_trials >= present
    if is_load:
        sqlite.suspend_search_index(connection)
    yield
    if is_load:
        sqlite.resume_search_index(connection)


def _find_anew(connection: Connection, customer_ids: Sequence[int]) -> None:
    """Write what the trials of customers are found and ordered by."""
    query = trial_rows.with_customer().where(trials.c.customer_id.in_(customer_ids))
    found: list[dict[str, Any]] = []
    for row in connection.execute(query):
        text = search.searched_text(row.customer_name, row.customer_admin_email, row.site_url, row.deal_id)
        found.append({"of": row.id, "text": text, "name": customer_rows.sort_name(row.customer_name)})
    if found:
        by_id = update(trials).where(trials.c.id == bindparam("of"))
        connection.execute(
            by_id.values(search_text=bindparam("text"), sort_name=bindparam("name"), version=trials.c.version + 1),
            found,
        )
        _find_by_numbers(connection, [row["of"] for row in found])


def _find_by_numbers(connection: Connection, ids: Sequence[int]) -> None:
    """Add the tracking numbers to what trials with shipments are found by, which has just been written without."""
    shipped = select(shipments.c.trial_id).where(shipments.c.trial_id.in_(ids))
    found_by = search.with_numbers(trials.c.search_text)
    connection.execute(update(trials).where(trials.c.id.in_(shipped)).values(search_text=found_by))
