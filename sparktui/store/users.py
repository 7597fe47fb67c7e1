"""The users of customers' organisations.

One job: read and write users. Must not: mail anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_, update

from sparktui.store import owed
from sparktui.store.customers import address_key
from sparktui.store.schema import trials, users


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


def recorded(connection: Connection, keys: Collection[tuple[int, str]]) -> dict[tuple[int, str], User]:
    """Return the users that are recorded, by ``keys``: a customer's ID with the recognised address."""
    query = select(users).where(tuple_(users.c.customer_id, users.c.email_key).in_(keys))
    return {
        (row.customer_id, row.email_key): User(row.customer_id, row.email, row.display_name)
        for row in connection.execute(query)
    }


def add_all(connection: Connection, new: Sequence[User]) -> None:
    """Write new users. What their customers' trials owe to users concerns them too, so that is looked at again."""
    if new:
        owed.look_again(connection, trials.c.customer_id.in_({user.customer_id for user in new}))
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


def change_all(connection: Connection, changed: Sequence[User]) -> None:
    """Write the addresses and names of known users, recognised by customer and address."""
    if changed:
        connection.execute(
            update(users)
            .where(users.c.customer_id == bindparam("of"), users.c.email_key == bindparam("key"))
            .values(email=bindparam("typed"), display_name=bindparam("name")),
            [
                {
                    "of": user.customer_id,
                    "key": address_key(user.email),
                    "typed": user.email,
                    "name": user.display_name,
                }
                for user in changed
            ],
        )


def consumers(connection: Connection, customer_id: int) -> dict[str, date]:
    """Return the addresses of the customer's users whom the free consumer organisation took over, and since when."""
    query = select(users.c.email, users.c.consumer_since).where(
        users.c.customer_id == customer_id, users.c.consumer_since.is_not(None)
    )
    return {row.email: row.consumer_since for row in connection.execute(query)}
