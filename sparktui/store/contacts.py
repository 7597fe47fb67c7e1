"""Contacts' rows: when somebody spoke with the customer about a trial.

One job: read and write contacts. Must not: decide when one is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from sparktui.store.schema import contacts


@dataclass(frozen=True, slots=True)
class Contact:
    """One recorded contact."""

    contacted_on: date
    operator: str
    note: str


def of_trial(connection: Connection, trial_id: int) -> tuple[Contact, ...]:
    """Return the trial's contacts, the latest first."""
    query = select(contacts).where(contacts.c.trial_id == trial_id).order_by(contacts.c.id.desc())
    return tuple(Contact(row.contacted_on, row.operator, row.note) for row in connection.execute(query))


def add(connection: Connection, trial_id: int, contact: Contact) -> None:
    """Write a new contact."""
    connection.execute(
        insert(contacts).values(
            trial_id=trial_id,
            contacted_on=contact.contacted_on,
            operator=contact.operator,
            note=contact.note,
        )
    )
