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

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Row,
    Text,
    and_,
    bindparam,
    cast,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from sparktui.domain.trial import Customer, Service, Trial
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


@dataclass(frozen=True, slots=True)
class Written:
    """A trial that was made or changed by an imported row, with what the audit is to say of it."""

    trial_id: int
    customer_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


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


def add_trials(connection: Connection, recorded_on: date) -> Iterator[list[Written]]:
    """Write the new trials of the imported rows, whose customers are recorded, some thousand at a time."""
    of_customer = customers.c.admin_email_key == rows.c.admin_email_key
    for new in _stretches(connection, import_rows.IS_NEW):
        written = select(customers.c.id, literal(recorded_on, Date), *(rows.c[name] for name in OF_TRIAL))
        connection.execute(
            insert(trials).from_select(
                ("customer_id", "recorded_on", *OF_TRIAL),
                written.join_from(rows, customers, of_customer).where(new).order_by(rows.c.line),
            )
        )
        made = and_(trials.c.customer_id == customers.c.id, trials.c.starts_on == rows.c.starts_on)
        yield _written(connection, rows.join(customers, of_customer).join(trials, made), new)


def change_trials(connection: Connection) -> Iterator[list[Written]]:
    """Write what the imported rows change of known trials, some thousand at a time."""
    values: dict[str, ColumnElement[Any]] = {name: rows.c[name] for name in OF_TRIAL}
    values |= {"version": trials.c.version + 1, "search_text": search.with_numbers(rows.c.search_text)}
    mine = trials.c.id == rows.c.trial_id
    for changed in _stretches(connection, import_rows.IS_CHANGE):
        connection.execute(update(trials).values(values).where(mine, changed))
        yield _written(connection, rows.join(trials, mine), changed)


def change_customers(connection: Connection) -> list[tuple[Customer, Customer]]:
    """Write what the imported rows say of known customers, and what their other trials are found by.

    Return the customers of which no known trial's row tells, as they were and as they are.
    """
    mine = customers.c.admin_email_key == rows.c.admin_email_key
    differs = or_(*(cast(customers.c[name], Text) != cast(rows.c[name], Text) for name in OF_CUSTOMER))
    changed = connection.scalars(select(customers.c.id).join(rows, mine).where(differs).distinct()).all()
    if not changed:
        return []
    said = (rows.c[name].label(f"said_{name}") for name in ("name", "country", "admin_email", "paid_services"))
    told = select(rows.c.admin_email_key).where(import_rows.IS_CHANGE)
    query = select(customers, *said).join(rows, mine).where(differs, rows.c.admin_email_key.not_in(told))
    untold = {row.id: (customer_rows.of_row(row), _as_said(row)) for row in connection.execute(query)}
    connection.execute(update(customers).values({name: rows.c[name] for name in OF_CUSTOMER}).where(mine, differs))
    for start in range(0, len(changed), BATCH):
        _find_anew(connection, changed[start : start + BATCH])
    return [untold[customer_id] for customer_id in sorted(untold)]


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


def _stretches(connection: Connection, where: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    """Return conditions that cut the rows on which ``where`` holds into stretches of some thousand lines."""
    last = 0
    while True:
        lines = select(rows.c.line).where(where, rows.c.line > last).order_by(rows.c.line).limit(BATCH).subquery()
        end = connection.scalar(select(func.max(lines.c.line)))
        if end is None:
            return
        yield and_(where, rows.c.line > last, rows.c.line <= end)
        last = end


def _written(connection: Connection, joined: FromClause, where: ColumnElement[bool]) -> list[Written]:
    query = select(trials.c.id, trials.c.customer_id, rows.c.before, rows.c.after).select_from(joined)
    return [Written(*row) for row in connection.execute(query.where(where).order_by(rows.c.line))]


def _as_said(row: Row[Any]) -> Customer:
    paid = tuple(Service(name) for name in row.said_paid_services)
    return Customer(row.id, row.said_name, row.said_country, row.said_admin_email, paid)


def _find_anew(connection: Connection, customer_ids: Sequence[int]) -> None:
    """Write what those trials of customers are found and ordered by that no row has just written.

    Shipments and returns of all their trials are found by a new name too.
    """
    search.rename_customers(connection, customer_ids)
    rewritten = select(rows.c.trial_id).where(rows.c.trial_id.is_not(None))
    others = (trials.c.customer_id.in_(customer_ids), trials.c.id.not_in(rewritten))
    found: list[dict[str, Any]] = []
    for row in connection.execute(trial_rows.with_customer().where(*others)):
        text = search.searched_text(row.customer_name, row.customer_admin_email, row.site_url, row.deal_id)
        found.append({"of": row.id, "text": text, "name": customer_rows.sort_name(row.customer_name)})
    if not found:
        return
    by_id = update(trials).where(trials.c.id == bindparam("of"))
    connection.execute(
        by_id.values(search_text=bindparam("text"), sort_name=bindparam("name"), version=trials.c.version + 1), found
    )
    shipped = trials.c.id.in_(select(shipments.c.trial_id))
    found_by = search.with_numbers(trials.c.search_text)
    connection.execute(update(trials).where(*others, shipped).values(search_text=found_by))
