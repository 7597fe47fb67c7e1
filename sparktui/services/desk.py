"""The desk: everything that a use case works with, and the one way to change something.

One job: hold database, clock, policy, catalogue and operator together, and wrap a change into one transaction with
its audit entries. Must not: know any particular use case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sparktui.clock import Clock
from sparktui.domain.dates import in_words
from sparktui.domain.offer import Catalogue
from sparktui.domain.partner import Partner
from sparktui.domain.policy import Policy
from sparktui.errors import ReadOnly
from sparktui.store import audit
from sparktui.store import partner as partner_row
from sparktui.store.audit import AuditEntry
from sparktui.store.database import Connection, Database


@dataclass(frozen=True, slots=True)
class Desk:
    """What use cases work with.

    ``operator`` is the address under which changes are recorded. ``looking_at`` is another day that the desk has
    travelled to, on which everything can be looked at and nothing changed; None is the present.
    """

    database: Database
    clock: Clock
    policy: Policy
    catalogue: Catalogue
    countries: Mapping[str, str]
    operator: str
    partner: Partner = field(default_factory=Partner)
    looking_at: date | None = None

    @property
    def today(self) -> date:
        """The business day that everything is seen from: the present one, or the day travelled to."""
        return self.looking_at or self.present

    @property
    def present(self) -> date:
        """The present business day, in the partner's time zone."""
        return self.clock.today(self.partner.timezone)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.database.read_only or self.looking_at is not None

    def with_partner_of_record(self) -> Desk:
        """Return this desk with the partner as the database has it now."""
        with self.database.reading() as connection:
            recorded = partner_row.get(connection)
        return replace(self, partner=recorded or Partner(timezone=self.partner.timezone))


@dataclass(slots=True)
class Change:
    """A change under way: the open transaction, and the entries that the audit will get with it."""

    connection: Connection
    desk: Desk
    command: str
    entries: list[AuditEntry] = field(default_factory=list)

    @property
    def next_entry(self) -> int:
        """The ID that the audit will give to the entry which is recorded next."""
        return audit.last_id(self.connection) + len(self.entries) + 1

    def record(
        self,
        *,
        trial_id: int | None = None,
        customer_id: int | None = None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        acknowledged: tuple[str, ...] = (),
    ) -> None:
        """Add an audit entry: what changed, as JSON values, with what tells which thing it was."""
        self.entries.append(
            replace(
                self.blank_entry(),
                trial_id=trial_id,
                customer_id=customer_id,
                before=before or {},
                after=after or {},
                acknowledged=acknowledged,
            )
        )

    def blank_entry(self) -> AuditEntry:
        """Return an audit entry of now that says nothing yet, for others to be like it."""
        return AuditEntry(
            at=self.desk.clock.now(), business_day=self.desk.today, operator=self.desk.operator, command=self.command
        )


@contextmanager
def change(desk: Desk, command: str, *, dry_run: bool = False) -> Iterator[Change]:
    """Open a change called ``command``: facts and audit entries are written together, or nothing is.

    With ``dry_run`` everything is done and checked, and nothing is kept.

    Raises:
        ReadOnly: when the desk may not change anything.
    """
    if desk.looking_at is not None:
        raise ReadOnly(f"This is {in_words(desk.looking_at)}; nothing is changed there.", "Come back to today first.")
    with desk.database.writing(dry_run=dry_run) as connection:
        under_way = Change(connection, desk, command)
        yield under_way
        audit.append(connection, under_way.entries)
