"""Recording the rows of an import that may stand, which `import_rows` keeps.

One job: let the database write new and changed customers and trials from those rows, some thousand at a time, and say
what the audit is to tell of each. Must not: decide what may be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
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
    true,
    update,
)

from sparktui.domain.trial import Customer, Service
from sparktui.store import customers as customer_rows
from sparktui.store import import_rows, search
from sparktui.store import trials as trial_rows
from sparktui.store.import_rows import OF_CUSTOMER, OF_TRIAL, rows
from sparktui.store.schema import customers, shipments, trials
from sparktui.store.sqlite import insert_unless_there

# A trial that was made or changed, its customer, and what the audit is to say: before, sealed, after, sealed.
Written = tuple[int, int, str, str, str, str]
_TOLD = (rows.c.before, rows.c.sealed_before, rows.c.after, rows.c.sealed_after)


def add_customers(connection: Connection) -> int:
    """Write the customers of the imported rows that are not recorded yet, in the order of the file.

    Return the ID of the last one that was recorded before, 0 where none was.
    """
    last = connection.scalar(select(func.max(customers.c.id))) or 0
    said = select(*(rows.c[name] for name in OF_CUSTOMER)).where(true()).order_by(rows.c.line)
    connection.execute(insert_unless_there(customers).from_select(OF_CUSTOMER, said))
    return last


def add_trials(connection: Connection, recorded_on: date) -> Iterator[list[Written]]:
    """Write the new trials of the imported rows, whose customers are recorded, some thousand at a time."""
    of_customer = customers.c.admin_email_key == rows.c.admin_email_key
    said = select(customers.c.id, literal(recorded_on, Date), *(rows.c[name] for name in OF_TRIAL))
    for new in _stretches(connection, import_rows.IS_NEW):
        last = connection.scalar(select(func.max(trials.c.id))) or 0
        connection.execute(
            insert(trials).from_select(
                ("customer_id", "recorded_on", *OF_TRIAL),
                said.join_from(rows, customers, of_customer).where(new).order_by(rows.c.line),
            )
        )
        # Their IDs follow each other as the lines do.
        made = select(trials.c.id, trials.c.customer_id).where(trials.c.id > last).order_by(trials.c.id)
        told = select(*_TOLD).where(new).order_by(rows.c.line)
        both = zip(connection.execute(made), connection.execute(told), strict=True)
        yield [(*ids, *words) for ids, words in both]


def change_trials(connection: Connection) -> Iterator[list[Written]]:
    """Write what the imported rows change of known trials, some thousand at a time."""
    values: dict[str, ColumnElement[Any]] = {name: rows.c[name] for name in OF_TRIAL}
    values |= {"version": trials.c.version + 1, "search_text": search.with_numbers(rows.c.search_text)}
    mine = trials.c.id == rows.c.trial_id
    for changed in _stretches(connection, import_rows.IS_CHANGE):
        connection.execute(update(trials).values(values).where(mine, changed))
        told = select(trials.c.id, trials.c.customer_id, *_TOLD).join_from(rows, trials, mine)
        yield [tuple(row) for row in connection.execute(told.where(changed).order_by(rows.c.line))]


def change_customers(connection: Connection, last: int) -> list[tuple[Customer, Customer]]:
    """Write what the imported rows say of known customers, and what their other trials are found by.

    Those were known before whose ID is not above ``last``. Return the ones of which no known trial's row tells, as they
    were and as they are.
    """
    mine = and_(customers.c.admin_email_key == rows.c.admin_email_key, customers.c.id <= last)
    differs = or_(*(cast(customers.c[name], Text) != cast(rows.c[name], Text) for name in OF_CUSTOMER))
    changed = connection.scalars(select(customers.c.id).join(rows, mine).where(differs).distinct()).all()
    if not changed:
        return []
    said = (rows.c[name].label(f"said_{name}") for name in ("name", "country", "admin_email", "paid_services"))
    told = select(rows.c.admin_email_key).where(import_rows.IS_CHANGE)
    query = select(customers, *said).join(rows, mine).where(differs, rows.c.admin_email_key.not_in(told))
    untold = {row.id: (customer_rows.of_row(row), _as_said(row)) for row in connection.execute(query)}
    connection.execute(update(customers).values({name: rows.c[name] for name in OF_CUSTOMER}).where(mine, differs))
    for start in range(0, len(changed), import_rows.BATCH):
        _find_anew(connection, changed[start : start + import_rows.BATCH])
    return [untold[customer_id] for customer_id in sorted(untold)]


def _stretches(connection: Connection, where: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    """Return conditions that cut the rows on which ``where`` holds into stretches of some thousand lines."""
    last = 0
    while True:
        lines = (
            select(rows.c.line)
            .where(where, rows.c.line > last)
            .order_by(rows.c.line)
            .limit(import_rows.BATCH)
            .subquery()
        )
        end = connection.scalar(select(func.max(lines.c.line)))
        if end is None:
            return
        yield and_(where, rows.c.line > last, rows.c.line <= end)
        last = end


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
