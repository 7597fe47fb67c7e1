"""Mailboxes' rows: how far each folder on a mail server has been read.

One job: read and write them. Must not: speak with a server.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from sparktui.store.schema import mailboxes


def last_read(connection: Connection, host: str, user: str, folder: str, validity: int) -> int:
    """Return the number of the last mail that was read in ``folder``; 0 where it was never read.

    Numbers hold under one ``validity`` (UIDVALIDITY) only; under a new one nothing has been read.
    """
    query = select(mailboxes.c.last_number).where(_is(host, user, folder), mailboxes.c.validity == validity)
    return connection.scalar(query) or 0


def is_numbered_anew(connection: Connection, host: str, user: str, folder: str, validity: int) -> bool:
    """Return whether ``folder`` was read before, under another ``validity``."""
    query = select(mailboxes.c.validity).where(_is(host, user, folder))
    return connection.scalar(query) not in (None, validity)


def remember(connection: Connection, host: str, user: str, folder: str, validity: int, number: int) -> None:
    """Write that ``folder`` was read up to the mail with that ``number``."""
    reached = {"validity": validity, "last_number": number}
    if not connection.execute(update(mailboxes).where(_is(host, user, folder)).values(reached)).rowcount:
        connection.execute(insert(mailboxes).values(host=host, user=user, folder=folder, **reached))


def _is(host: str, user: str, folder: str) -> ColumnElement[bool]:
    return and_(mailboxes.c.host == host, mailboxes.c.user == user, mailboxes.c.folder == folder)
