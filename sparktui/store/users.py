"""The users of customers' organisations.

One job: read and write users. Must not: mail anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from sparktui.store.customers import address_key
from sparktui.store.schema import users


@dataclass(frozen=True, slots=True)
class User:
    """One user of a customer's organisation. ``email`` stands as typed."""

    customer_id: int
    email: str
    display_name: str


def count(connection: Connection, customer_id: int) -> int:
    """Return how many users the customer has."""
    query = select(func.count()).select_from(users).where(users.c.customer_id == customer_id)
    return connection.scalar(query) or 0


def of_customers(connection: Connection, customer_ids: Sequence[int]) -> dict[tuple[int, str], User]:
    """Return the users of the customers, by customer ID and recognised address."""
    found: dict[tuple[int, str], User] = {}
    for start in range(0, len(customer_ids), 500):
        query = select(users).where(users.c.customer_id.in_(customer_ids[start : start + 500]))
        for row in connection.execute(query):
            found[row.customer_id, row.email_key] = User(row.customer_id, row.email, row.display_name)
    return found


def add_all(connection: Connection, new: Sequence[User]) -> None:
    """Write new users."""
    if new:
        connection.execute(
            insert(users),
            [
                {
                    "customer_id": user.customer_id,
                    "email": user.email,
                    "email_key": address_key(user.email),
                    "display_name": user.display_name,
                }
                for user in new
            ],
        )


def change(connection: Connection, user: User) -> None:
    """Write the address and name of a known user, recognised by customer and address."""
    connection.execute(
        update(users)
        .where(users.c.customer_id == user.customer_id, users.c.email_key == address_key(user.email))
        .values(email=user.email, display_name=user.display_name)
    )
