"""The rows of a file that is being imported, kept in the database until it is known which of them may stand.

They lie in a temporary table of the importing connection, in the columns that customers and trials have, so that a
file of any length needs little memory, that rows in each other's way are found by the database (see
`import_clashes`), and that the good ones are written by it.

One job: keep such rows. Must not: decide which row may stand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
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
    insert,
    select,
    update,
)

from sparktui.domain.policy import Policy
from sparktui.domain.trial import Trial
from sparktui.store import customers as customer_rows
from sparktui.store import trials as trial_rows
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
    Column("is_sound", Boolean, nullable=False),
    Column("differs", Boolean, nullable=False),
    # Whether the trial runs today, and the site that it holds today or later.
    Column("runs", Boolean, nullable=False),
    Column("held_site", Text),
    Column("site_as_written", Text, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    *(Column(name, customers.c[name].type, nullable=customers.c[name].nullable) for name in OF_CUSTOMER),
    *(Column(name, trials.c[name].type, nullable=trials.c[name].nullable) for name in OF_TRIAL),
    Index("ix_import_rows_trial", "admin_email_key", "starts_on"),
    Index("ix_import_rows_site", "held_site"),
    prefixes=["TEMPORARY"],
)
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
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def create(connection: Connection) -> None:
    """Make room for rows; the room goes with a rollback."""
    rows.create(connection, checkfirst=False)


def drop(connection: Connection) -> None:
    """Give the room back before the import is committed."""
    rows.drop(connection, checkfirst=False)


def add(connection: Connection, read: Collection[ImportRow], policy: Policy) -> None:
    """Keep rows that have been read."""
    if read:
        connection.execute(insert(rows), [_values(row, policy) for row in read])


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


def count(connection: Connection, where: ColumnElement[bool] | None = None) -> int:
    """Return the number of rows, or of those on which ``where`` holds: `IS_NEW`, `IS_CHANGE` or `IS_EQUAL`."""
    query = select(func.count()).select_from(rows)
    return connection.scalar(query if where is None else query.where(where)) or 0


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
        before=row.before,
        after=row.after,
    )


def _values(row: ImportRow, policy: Policy) -> dict[str, Any]:
    trial = row.trial
    values = trial_rows.values(trial, policy)
    del values["customer_id"]
    return (
        values
        | customer_rows.values(trial.customer)
        | {
            "line": row.line,
            "trial_id": trial.id if trial.id > 0 else None,
            "is_sound": row.is_sound,
            "differs": row.differs,
            "runs": row.runs,
            "held_site": trial.site_url if row.holds_site else None,
            "site_as_written": row.site_as_written,
            "before": row.before,
            "after": row.after,
        }
    )
