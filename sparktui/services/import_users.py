"""Importing the users of customers' organisations: all of the file or nothing, unless bad rows are to be left out.

One job: the use case "import users". Must not: make a customer; a user belongs to one that is recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from sparktui.domain.text import plain, search_key
from sparktui.errors import BadInput
from sparktui.services import columns
from sparktui.services.columns import Columns
from sparktui.services.desk import Change, Desk, change
from sparktui.services.import_report import (
    ImportReport,
    Problem,
    Progress,
    keep_rejects,
    rejections,
    rejects_path,
    steps,
    told_to_audit,
)
from sparktui.services.import_user import COLUMNS, UserReader
from sparktui.services.tabular import Row, open_table
from sparktui.store import bulk, users
from sparktui.store.customers import address_key
from sparktui.store.database import Connection
from sparktui.store.users import User

_BATCH = 5_000


class _HeldBack(Exception):
    """Rejected rows hold the whole file back: what was written is taken back."""


@dataclass(slots=True)
class _Found:
    """What the rows that were read so far came to, per customer; ``lines`` says where in the file a user stands."""

    read: int = 0
    unchanged: int = 0
    is_held: bool = False
    created: Counter[int] = field(default_factory=Counter)
    updated: Counter[int] = field(default_factory=Counter)
    problems: dict[int, list[Problem]] = field(default_factory=dict)
    lines: dict[tuple[int, str], int] = field(default_factory=dict)

    def report(self) -> ImportReport:
        created, updated = self.created.total(), self.updated.total()
        rejected = rejections(self.problems)
        if self.is_held:
            return ImportReport(
                self.read, 0, 0, self.unchanged, rejected, new_but_held=created, changed_but_held=updated
            )
        return ImportReport(self.read, created, updated, self.unchanged, rejected)


def import_users(
    desk: Desk,
    path: Path,
    *,
    skip_invalid: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Record the users in the file at ``path``, a row each, and say what was done.

    A user belongs to the customer whose administrator's address the row gives or, without one, to the only customer
    of the name that it gives, and is recognised there by address, letter case aside. Otherwise as `import_customers`.

    Raises:
        BadInput: when the file itself cannot be used; nothing is changed then.
        ReadOnly: when the desk may not change anything.
    """
    table = open_table(path)
    layout = _layout(table.headings, plain(str(path)))
    target = rejects_path(path)
    found = _Found()
    with suppress(_HeldBack), change(desk, "import.users", dry_run=dry_run) as under_way:
        rows = steps(table, progress)
        while batch := list(islice(rows, _BATCH)):
            _take(under_way.connection, layout, batch, found)
        if found.problems and not skip_invalid:
            found.is_held = True
            raise _HeldBack
        _record(under_way, found, path)
    report = replace(found.report(), notes=layout.notes)
    report = replace(report, written=report.changes and not dry_run)
    return keep_rejects(report, target, table) if skip_invalid and not dry_run else report


def _layout(headings: Sequence[str], name: str) -> Columns:
    layout = columns.match(headings, COLUMNS, ("email",), name)
    if not {"admin_email", "customer_name"} & layout.positions.keys():
        raise BadInput(
            f"{name} lacks the column {COLUMNS['admin_email']}.",
            f"Say in it whose user each is, or name the customer in a column {COLUMNS['customer_name']}.",
        )
    return layout


def _take(connection: Connection, layout: Columns, batch: Sequence[Row], found: _Found) -> None:
    """Write the users of ``batch`` that are new or differ, and count them."""
    reader = _reader(connection, layout, batch)
    read: list[User] = []
    for row in batch:
        user = reader.read(row)
        if isinstance(user, User):
            line = found.lines.setdefault(_key(user), row.line)
            if line != row.line:
                reason = f"Email {plain(user.email, 80)}: the same user stands on line {line}."
                user = [reader.problem(row, "email", reason, "Remove one of the two.")]
        if isinstance(user, User):
            read.append(user)
        else:
            found.problems[row.line] = user
    recorded = users.recorded(connection, [_key(user) for user in read])
    if "display_name" not in layout.positions:
        read = [replace(user, display_name=recorded.get(_key(user), user).display_name) for user in read]
    new = [user for user in read if _key(user) not in recorded]
    changed = [user for user in read if recorded.get(_key(user), user) != user]
    users.add_all(connection, new)
    users.change_all(connection, changed)
    found.created.update(user.customer_id for user in new)
    found.updated.update(user.customer_id for user in changed)
    found.unchanged += len(read) - len(new) - len(changed)
    found.read += len(batch)


def _reader(connection: Connection, layout: Columns, batch: Sequence[Row]) -> UserReader:
    cells = [row.cells for row in batch if not row.error]
    addresses = {address_key(layout.cell(row, "admin_email")) for row in cells}
    names = {search_key(layout.cell(row, "customer_name").strip()) for row in cells}
    return UserReader(layout, bulk.known_customers(connection, addresses), bulk.named_customers(connection, names))


def _key(user: User) -> tuple[int, str]:
    return user.customer_id, address_key(user.email)


def _record(under_way: Change, found: _Found, path: Path) -> None:
    """Tell the audit what was done for each customer, and of the import."""
    for customer_id in sorted(found.created.keys() | found.updated.keys()):
        counts = {"users_created": found.created[customer_id], "users_updated": found.updated[customer_id]}
        under_way.record(customer_id=customer_id, after=counts)
    report = found.report()
    if report.changes:
        under_way.record(after=told_to_audit(report, path))
