"""Customers' rows.

One job: read and write customers. Must not: decide what may be changed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from sparktui.domain.text import search_key
from sparktui.domain.trial import Customer, Service
from sparktui.store import search
from sparktui.store.database import inserted_id
from sparktui.store.schema import customers, trials

_PLACE = {service: place for place, service in enumerate(Service)}


def address_key(address: str) -> str:
    """Return the form of ``address`` by which a customer is recognised: letter case aside."""
    return address.strip().casefold()


def get(connection: Connection, customer_id: int) -> Customer | None:
    """Return the customer with that ID, or None."""
    row = connection.execute(select(customers).where(customers.c.id == customer_id)).first()
    return of_row(row) if row else None


def by_address(connection: Connection, address: str) -> Customer | None:
    """Return the customer whose administrator has ``address``, letter case aside, or None."""
    row = connection.execute(select(customers).where(customers.c.admin_email_key == address_key(address))).first()
    return of_row(row) if row else None


def named(connection: Connection, name: str, limit: int = 10) -> list[Customer]:
    """Return up to ``limit`` customers called ``name``, case and accents aside."""
    rows = connection.execute(select(customers).where(customers.c.name_key == search_key(name)).limit(limit))
    return [of_row(row) for row in rows]


def add(connection: Connection, customer: Customer) -> int:
    """Write a new customer and return its ID."""
    result = connection.execute(insert(customers).values(values(customer)))
    return inserted_id(result)


def change(connection: Connection, customer: Customer) -> None:
    """Write all facts of a known customer, and what its trials are found by."""
    connection.execute(update(customers).where(customers.c.id == customer.id).values(values(customer)))
    rows = connection.execute(
        select(trials.c.id, trials.c.site_url, trials.c.deal_id).where(trials.c.customer_id == customer.id)
    ).all()
    for row in rows:
        found_by = search.searched_text(customer.name, customer.admin_email, row.site_url, row.deal_id)
        connection.execute(
            update(trials)
            .where(trials.c.id == row.id)
            .values(
                search_text=search.with_numbers(found_by),
                sort_name=sort_name(customer.name),
                version=trials.c.version + 1,
            )
        )
    search.rename_customers(connection, [customer.id])


def sort_name(name: str) -> str:
    """Return what the list orders customers by."""
    return search_key(name)[:120]


def values(customer: Customer) -> dict[str, Any]:
    """Return the row of ``customer`` without its ID; paid services stand in the catalogue's order."""
    return {
        "name": customer.name,
        "name_key": search_key(customer.name),
        "country": customer.country,
        "admin_email": customer.admin_email,
        "admin_email_key": address_key(customer.admin_email),
        "paid_services": sorted(customer.paid_services, key=_PLACE.__getitem__),
    }


def of_row(row: Row[Any]) -> Customer:
    """Return the customer of a row of the customers table."""
    return Customer(row.id, row.name, row.country, row.admin_email, tuple(Service(name) for name in row.paid_services))
