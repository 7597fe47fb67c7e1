"""Whether somebody else has changed the data since they were last looked at.

One job: notice it cheaply, so that a screen can look every few seconds. Must not: say what changed.
"""

from __future__ import annotations

from sparktui.domain.partner import Partner
from sparktui.services.desk import Desk
from sparktui.store.database import Database


class Freshness:
    """Watches one database from the moment it is made."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen = database.change_stamp()

    def changed(self, desk: Desk) -> Partner | None:
        """Return the partner as recorded now when something was written since the last look, else None.

        Raises:
            OutsideFailure: when the database cannot be read.
        """
        stamp = self._database.change_stamp()
        if stamp == self._seen:
            return None
        partner = desk.with_partner_of_record().partner
        self._seen = stamp
        return partner
