"""The rows of a file that is being imported, kept in the database until it is known which of them may stand.

They lie in a temporary table of the importing connection, in the columns that customers and trials have, so that a
file of any length needs little memory, that rows in each other's way are found by the database (see
`import_clashes`), and that the good ones are written by it.

One job: keep such rows. Must not: decide which row may stand.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.schema import CreateTable

from sparktui.domain.policy import Policy
from sparktui.domain.trial import Trial
from sparktui.store import customers as customer_rows
from sparktui.store import ready_rows, sqlite
from sparktui.store import trials as trial_rows
from sparktui.store.audit_words import Words
from sparktui.store.schema import customers, trials

BATCH = 5_000
OF_CUSTOMER = tuple(column.name for column in customers.c if column.name != "id")
# What people state of a trial and what follows from it; the database gives the rest its first values.
OF_TRIAL = tuple(
    column.name
    for column in trials.c
    if column.name not in ("id", "customer_id", "recorded_on") and column.server_default is None
)

rows = Table(
    "import_rows",
    MetaData(),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("trial_id", Integer),
    Column("is_sound", Boolean, nullable=False, server_default="1"),
    Column("differs", Boolean, nullable=False, server_default="1"),
    # Whether the trial runs today, and the site that it holds today or later.
    Column("runs", Boolean, nullable=False),
    Column("held_site", Text),
    Column("site_as_written", Text, nullable=False),
    # What the audit is to say of the row, in its words.
    Column("before", Text, nullable=False, server_default="{}"),
    Column("sealed_before", Text, nullable=False, server_default="{}"),
    Column("after", Text, nullable=False),
    Column("sealed_after", Text, nullable=False),
    *(Column(name, customers.c[name].type, nullable=customers.c[name].nullable) for name in OF_CUSTOMER),
    *(Column(name, trials.c[name].type, nullable=trials.c[name].nullable) for name in OF_TRIAL if name != "version"),
    Column("version", Integer, nullable=False, server_default="0"),
    prefixes=["TEMPORARY"],
)
OF_ROW = tuple(rows.c.keys())
IS_NEW = rows.c.trial_id.is_(None)
IS_CHANGE = and_(rows.c.trial_id.is_not(None), rows.c.differs)
IS_EQUAL = rows.c.differs.is_(False)


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row: its line, the trial it describes, and what finding others in its way needs to know.

    The trial's ID is that of the recorded trial, whose facts then differ or not, or not positive for a new one. A row
    that is not sound will not be written; it is kept until it is known what else is wrong with it.
    ``site_as_written`` is the site as the file has it, ``before`` and ``after`` what the audit is to say of the row.
    """

    line: int
    trial: Trial
    is_sound: bool
    differs: bool
    runs: bool
    holds_site: bool
    site_as_written: str
    before: Words
    after: Words


class Counts(NamedTuple):
    """The number of rows that make a trial, that change one, and that say what is recorded."""

    new: int = 0
    changes: int = 0
    equal: int = 0


class NewRow(NamedTuple):
    """A sound row that makes a new trial, as the database keeps it: the columns of `rows` that are not always the same.

    Days and lists stand as their texts.
    """

    line: int
    runs: bool
    held_site: str | None
    site_as_written: str
    after: str
    sealed_after: str
    name: str
    name_key: str
    country: str
    admin_email: str
    admin_email_key: str
    paid_services: str
    starts_on: str
    period_days: int
    extended_on: str | None
    expires_on: str
    converted_on: str | None
    services: str
    has_calling: bool
    site_url: str | None
    deal_id: str | None
    devices: str
    notes: str
    sort_name: str
    search_text: str


def create(connection: Connection) -> None:
    """Make room for rows. It goes with the connection, which is given to nobody else."""
    sqlite.set_apart_for_a_load(connection)
    connection.execute(CreateTable(rows))


def index(connection: Connection) -> None:
    """Let rows be found by what they could be in each other's way for; done once all have been added, in one sort."""
    connection.exec_driver_sql("CREATE INDEX ix_import_rows_trial ON import_rows (admin_email_key, starts_on)")
    connection.exec_driver_sql("CREATE INDEX ix_import_rows_site ON import_rows (held_site, admin_email_key)")


def add(connection: Connection, read: Iterable[ImportRow], policy: Policy) -> None:
    """Keep rows that have been read."""
    ready_rows.write(connection, rows, OF_ROW, [_stored(row, policy) for row in read])


def add_new(connection: Connection, read: Sequence[NewRow]) -> None:
    """Keep rows that have been read and are ready to be stored."""
    ready_rows.write(connection, rows, NewRow._fields, read)


def reject(connection: Connection, lines: Collection[int]) -> None:
    """Let the rows on ``lines`` be sound no longer."""
    if lines:
        by_line = update(rows).where(rows.c.line == bindparam("rejected")).values(is_sound=False)
        connection.execute(by_line, [{"rejected": line} for line in lines])


def discard_rejected(connection: Connection) -> None:
    """Forget the rows that are not sound."""
    connection.execute(delete(rows).where(rows.c.is_sound.is_(False)))


def discard(connection: Connection, lines: Sequence[int]) -> None:
    """Forget the rows on ``lines``."""
    if lines:
        by_line = delete(rows).where(rows.c.line == bindparam("rejected"))
        connection.execute(by_line, [{"rejected": line} for line in lines])


def counts(connection: Connection) -> Counts:
    """Return how many rows there are of each kind."""
    kinds = (IS_NEW, IS_CHANGE, IS_EQUAL)
    return Counts._make(connection.execute(select(*(func.count().filter(kind) for kind in kinds))).one())


def with_customer() -> Select[Any]:
    """Return the query of all rows as `store.trials.of_row` reads them, with the columns of the row itself.

    The ID of a trial that is not recorded is negative, that of such a customer 0.
    """
    return select(
        rows,
        func.coalesce(rows.c.trial_id, -rows.c.line).label("id"),
        func.coalesce(customers.c.id, 0).label("customer_id"),
        rows.c.name.label("customer_name"),
        rows.c.country.label("customer_country"),
        rows.c.admin_email.label("customer_admin_email"),
        rows.c.paid_services.label("customer_paid_services"),
    ).outerjoin_from(rows, customers, customers.c.admin_email_key == rows.c.admin_email_key)


def of_row(row: Row[Any]) -> ImportRow:
    """Return a row that `with_customer` found."""
    return ImportRow(
        row.line,
        trial_rows.of_row(row),
        is_sound=row.is_sound,
        differs=row.differs,
        runs=row.runs,
        holds_site=row.held_site is not None,
        site_as_written=row.site_as_written,
        before=Words(row.before, row.sealed_before),
        after=Words(row.after, row.sealed_after),
    )


def stored_values(trial: Trial, policy: Policy) -> dict[str, Any]:
    """Return ``trial`` and its customer as the database keeps them, by column."""
    values = trial_rows.values(trial, policy) | customer_rows.values(trial.customer)
    return {name: _as_stored(value) for name, value in values.items()}


def _stored(row: ImportRow, policy: Policy) -> tuple[Any, ...]:
    trial = row.trial
    values = stored_values(trial, policy) | {
        "line": row.line,
        "trial_id": trial.id if trial.id > 0 else None,
        "is_sound": row.is_sound,
        "differs": row.differs,
        "runs": row.runs,
        "held_site": trial.site_url if row.holds_site else None,
        "site_as_written": row.site_as_written,
        "before": row.before.stored,
        "sealed_before": row.before.sealed,
        "after": row.after.stored,
        "sealed_after": row.after.sealed,
    }
    return tuple([values[name] for name in OF_ROW])


def _as_stored(value: Any) -> Any:
    """Return ``value`` as its column's type would hand it to the database."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, list | dict) else value
