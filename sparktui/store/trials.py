"""Trials' rows.

One job: read and write single trials. Must not: decide what may be changed; nor serve the list (see `trial_list`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, insert, select, update

from sparktui.domain.policy import Policy
from sparktui.domain.text import search_key
from sparktui.domain.trial import Customer, Device, Service, ServiceLine, Trial
from sparktui.errors import Conflict
from sparktui.store import customers as customer_rows
from sparktui.store import search
from sparktui.store.database import inserted_id
from sparktui.store.schema import customers, trials


def get(connection: Connection, trial_id: int) -> Trial | None:
    """Return the trial with that ID, or None."""
    row = connection.execute(with_customer().where(trials.c.id == trial_id)).first()
    return of_row(row) if row else None


def of_customer(connection: Connection, customer_id: int) -> tuple[Trial, ...]:
    """Return the customer's trials, the latest start first."""
    query = with_customer().where(trials.c.customer_id == customer_id).order_by(trials.c.starts_on.desc())
    return tuple(of_row(row) for row in connection.execute(query))


def naming_site(connection: Connection, site_url: str) -> tuple[Trial, ...]:
    """Return the trials that name the site ``site_url`` (in its normal form)."""
    return tuple(of_row(row) for row in connection.execute(with_customer().where(trials.c.site_url == site_url)))


def called(connection: Connection, name: str, limit: int = 10) -> tuple[Trial, ...]:
    """Return up to ``limit`` trials of customers called ``name``, case and accents aside."""
    query = with_customer().where(customers.c.name_key == search_key(name)).order_by(trials.c.id).limit(limit)
    return tuple(of_row(row) for row in connection.execute(query))


def called_like(connection: Connection, text: str, limit: int = 10) -> tuple[Trial, ...]:
    """Return up to ``limit`` trials of customers whose name begins with ``text``, case and accents aside."""
    key = search_key(text)
    # A range, because the index answers no LIKE; no letter comes behind the last one that there is.
    query = (
        with_customer()
        .where(customers.c.name_key.between(key, key + chr(sys.maxunicode)))
        .order_by(customers.c.name_key, trials.c.id)
        .limit(limit)
    )
    return tuple(of_row(row) for row in connection.execute(query))


def ids_called(key: str) -> Select[Any]:
    """Return the query of the IDs of trials whose customers' names have the search key ``key`` in them."""
    return select(trials.c.id).join_from(trials, customers).where(customers.c.name_key.contains(key, autoescape=True))


def expiring_from(connection: Connection, day: date) -> Iterator[Trial]:
    """Return the trials that expire on ``day`` or later, by ID, without holding them all."""
    query = with_customer().where(trials.c.expires_on >= day).order_by(trials.c.id)
    for row in connection.execution_options(yield_per=1_000).execute(query):
        yield of_row(row)


def add(connection: Connection, trial: Trial, policy: Policy, recorded_on: date) -> int:
    """Write a new trial of a known customer and return its ID."""
    row = values(trial, policy) | {"recorded_on": recorded_on}
    return inserted_id(connection.execute(insert(trials).values(row)))


def change(connection: Connection, trial: Trial, policy: Policy) -> Trial:
    """Write all facts of a known trial and return it with its new version.

    Raises:
        Conflict: when the trial's version is not the one that ``trial`` was read with; nothing is written.
    """
    row = values(trial, policy)
    found_by = search.with_numbers(row["search_text"])
    written = connection.execute(
        update(trials)
        .where(trials.c.id == trial.id, trials.c.version == trial.version)
        .values(row | {"search_text": found_by, "version": trial.version + 1, "worked_version": _worked(row)})
    )
    if written.rowcount != 1:
        raise Conflict(
            f"Somebody else changed {trial.reference} in the meantime; nothing was written.",
            "Look at the trial again, then repeat the change.",
        )
    changed = get(connection, trial.id)
    assert changed is not None
    return changed


def _worked(row: dict[str, Any]) -> ColumnElement[int]:
    """Return the version as which the trial was looked at last, once it is changed to ``row``.

    What a trial owes follows from a few of its facts; while those stay, there is nothing to look at again.
    """
    same = (trials.c[name].is_not_distinct_from(row[name]) for name in ("expires_on", "extended_on", "converted_on"))
    was_looked_at = trials.c.worked_version == trials.c.version
    return case((and_(was_looked_at, *same), trials.c.version + 1), else_=trials.c.worked_version)


def find_anew(connection: Connection, trial_id: int) -> None:
    """Write what the trial is found by, once its shipments have changed."""
    trial = get(connection, trial_id)
    assert trial is not None
    customer = trial.customer
    text = search.searched_text(customer.name, customer.admin_email, trial.site_url, trial.deal_id)
    connection.execute(update(trials).where(trials.c.id == trial_id).values(search_text=search.with_numbers(text)))


def with_deal(connection: Connection, deal_id: str, limit: int = 10) -> tuple[Trial, ...]:
    """Return up to ``limit`` trials that record the deal ``deal_id``, the latest start first."""
    query = with_customer().where(trials.c.deal_id == deal_id).order_by(trials.c.starts_on.desc()).limit(limit)
    return tuple(of_row(row) for row in connection.execute(query))


def values(trial: Trial, policy: Policy) -> dict[str, Any]:
    """Return the row of ``trial`` without its ID and the day it was recorded on."""
    customer = trial.customer
    return {
        "customer_id": customer.id,
        "starts_on": trial.starts_on,
        "period_days": trial.period_days,
        "extended_on": trial.extended_on,
        "expires_on": trial.lifecycle(policy).expires_on,
        "converted_on": trial.converted_on,
        "services": {str(line.service): line.quantity for line in trial.services},
        "has_calling": trial.has(Service.CALLING),
        "site_url": trial.site_url,
        "deal_id": trial.deal_id,
        "devices": [[device.model, device.quantity] for device in trial.devices],
        "contacted_on": trial.contacted_on,
        "purchase_requested_on": trial.purchase_requested_on,
        "decided_for": trial.decided_for,
        "notes": trial.notes,
        "sort_name": customer_rows.sort_name(customer.name),
        "search_text": search.searched_text(customer.name, customer.admin_email, trial.site_url, trial.deal_id),
        "version": trial.version,
    }


def of_row(row: Row[Any]) -> Trial:
    """Return the trial of a row of trials joined with customers."""
    customer = Customer(
        row.customer_id,
        row.customer_name,
        row.customer_country,
        row.customer_admin_email,
        tuple([Service(name) for name in row.customer_paid_services]),
    )
    return Trial(
        id=row.id,
        customer=customer,
        starts_on=row.starts_on,
        period_days=row.period_days,
        services=_services(tuple(row.services.items())),
        extended_on=row.extended_on,
        site_url=row.site_url,
        deal_id=row.deal_id,
        devices=tuple([Device(model, quantity) for model, quantity in row.devices]),
        converted_on=row.converted_on,
        contacted_on=row.contacted_on,
        purchase_requested_on=row.purchase_requested_on,
        decided_for=row.decided_for,
        notes=row.notes,
        version=row.version,
    )


# Thousands of trials have the same few combinations.
@lru_cache(maxsize=1_024)
def _services(quantities: tuple[tuple[str, int], ...]) -> tuple[ServiceLine, ...]:
    quantity_of = dict(quantities)
    return tuple(ServiceLine(service, quantity_of[service]) for service in Service if service in quantity_of)


def with_customer() -> Select[Any]:
    """Return the query of all trials' rows as `of_row` reads them."""
    return select(
        trials,
        customers.c.name.label("customer_name"),
        customers.c.country.label("customer_country"),
        customers.c.admin_email.label("customer_admin_email"),
        customers.c.paid_services.label("customer_paid_services"),
    ).join_from(trials, customers)
