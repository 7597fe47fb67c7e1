"""The audit: who did what, when, and what it changed. Append-only, each entry sealing the one before it.

Which entry was the last is remembered beside the chain, so that entries cut off its end are missed too.

One job: append entries, read them, and verify the chain of seals. Must not: change or delete; triggers refuse it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, column, func, insert, select, table, update

from sparktui.store import audit_words, ready_rows
from sparktui.store.schema import audit, audit_end

FIRST_SEAL = "0" * 64
TRIGGERS = {
    "audit_keeps_entries": """CREATE TRIGGER audit_keeps_entries BEFORE DELETE ON audit BEGIN
        SELECT RAISE(ABORT, 'audit entries are never deleted'); END""",
    "audit_keeps_words": """CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit BEGIN
        SELECT RAISE(ABORT, 'audit entries are never changed'); END""",
    "audit_keeps_places": """CREATE TRIGGER audit_keeps_places BEFORE INSERT ON audit
        WHEN EXISTS (SELECT 1 FROM audit WHERE id = new.id) BEGIN
        SELECT RAISE(ABORT, 'audit entries are never replaced'); END""",
}
"""The statements of the triggers that refuse to change what is written, by their names."""
_BATCH = 5_000
_IN_JSON = ("before", "after", "acknowledged")
# The table as it is stored, without what its types make of it: an entry is put into words here, once, and checked
# letter by letter.
_STORED = table("audit", *(column(found.name) for found in audit.c))
_WRITTEN = [found.name for found in audit.c if found.name != "id"]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change. ``at`` is the real instant in UTC, ``business_day`` the day under which it was made.

    ``before`` and ``after`` hold what changed, as JSON values; ``acknowledged`` the rules whose warnings were accepted.
    """

    at: datetime
    business_day: date
    operator: str
    command: str
    trial_id: int | None = None
    customer_id: int | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    acknowledged: tuple[str, ...] = ()
    id: int = 0
    seal: str = ""


class ToldEntry(NamedTuple):
    """An entry that is like another one but for its trial and what it tells, which is in words already.

    ``before`` and ``after`` are `audit_words.Words.stored`, the others `audit_words.Words.sealed`.
    """

    like: AuditEntry
    trial_id: int | None
    customer_id: int | None
    before: str
    sealed_before: str
    after: str
    sealed_after: str


def append(connection: Connection, entries: Iterable[AuditEntry | ToldEntry]) -> None:
    """Write ``entries`` behind the last one. The caller holds the write lock."""
    written, seal = end(connection)
    rows = _sealed_rows(seal, entries)
    while batch := list(islice(rows, _BATCH)):
        ready_rows.write(connection, _STORED, _WRITTEN, batch)
        seal = batch[-1][-1]
        last = last_id(connection)
        remembered = update(audit_end) if written else insert(audit_end)
        connection.execute(remembered.values(id=1, last_entry=last, seal=seal))
        written = last


def last_id(connection: Connection) -> int:
    """Return the ID of the last entry, 0 where there is none; the next one has the ID after it."""
    return connection.scalar(select(func.max(audit.c.id))) or 0


def end(connection: Connection) -> tuple[int, str]:
    """Return the ID and the seal of the entry that was written last; 0 where none was."""
    row = connection.execute(select(audit_end.c.last_entry, audit_end.c.seal)).first()
    return (row.last_entry, row.seal) if row else (0, FIRST_SEAL)


def of_trial(connection: Connection, trial_id: int, limit: int = 500) -> tuple[AuditEntry, ...]:
    """Return the trial's entries, the latest first."""
    query = select(audit).where(audit.c.trial_id == trial_id).order_by(audit.c.id.desc()).limit(limit)
    return tuple(_entry(row) for row in connection.execute(query))


def with_ids(connection: Connection, ids: Collection[int]) -> tuple[AuditEntry, ...]:
    """Return the entries with ``ids``, the latest first."""
    query = select(audit).where(audit.c.id.in_(ids)).order_by(audit.c.id.desc())
    return tuple(_entry(row) for row in connection.execute(query))


def every(connection: Connection) -> Iterator[AuditEntry]:
    """Return all entries, the oldest first, without holding them all."""
    for row in connection.execution_options(yield_per=1_000).execute(select(audit).order_by(audit.c.id)):
        yield _entry(row)


def count(connection: Connection) -> int:
    """Return how many entries there are."""
    return connection.scalar(select(func.count()).select_from(audit)) or 0


def problems(connection: Connection) -> list[str]:
    """Return the first thing that is wrong with the chain, as a sentence; nothing when it is whole."""
    last, seal = 0, FIRST_SEAL
    for stored in connection.execution_options(yield_per=1_000).execute(select(_STORED).order_by(_STORED.c.id)):
        last = stored.id
        try:
            seal = audit_words.seal(seal, _sealed(stored))
        except ValueError:
            seal = ""
        if seal != stored.seal:
            return [f"Audit entry {last} does not fit the one before it: the audit was changed from outside."]
    written, remembered = end(connection)
    if last != written:
        return [f"The audit ends with entry {last}, but entry {written} was the last to be written."]
    return [] if seal == remembered else [f"Audit entry {last} is not the one that was written last."]


def _sealed(stored: Row[Any]) -> dict[str, Any]:
    """Return what the seal of the row ``stored`` is made over.

    Raises:
        ValueError: when it holds values in words that are not this program's.
    """
    row = {name: value for name, value in stored._mapping.items() if name not in ("id", "seal")}
    for name in _IN_JSON:
        row[name] = audit_words.stored_value(row[name])
    return row


def _row(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(timespec="microseconds"),
        "business_day": entry.business_day.isoformat(),
        "operator": entry.operator,
        "command": entry.command,
        "trial_id": entry.trial_id,
        "customer_id": entry.customer_id,
        "before": dict(entry.before),
        "after": dict(entry.after),
        "acknowledged": list(entry.acknowledged),
    }


def _sealed_rows(seal: str, entries: Iterable[AuditEntry | ToldEntry]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of ``entries`` as they are stored, without their IDs, each sealed behind the one before it."""
    for like, told in groupby(map(_told, entries), key=attrgetter("like")):
        row = _row(like)
        frame = audit_words.Frame(row)
        common = (row["at"], row["business_day"], row["operator"], row["command"])
        acknowledged = audit_words.quoted(row["acknowledged"])
        for _, trial_id, customer_id, before, sealed_before, after, sealed_after in told:
            seal = frame.seal(seal, trial_id, customer_id, sealed_before, sealed_after)
            yield (*common, trial_id, customer_id, before, after, acknowledged, seal)


def _told(entry: AuditEntry | ToldEntry) -> ToldEntry:
    if isinstance(entry, ToldEntry):
        return entry
    before, after = audit_words.in_words(entry.before), audit_words.in_words(entry.after)
    return ToldEntry(entry, entry.trial_id, entry.customer_id, before.stored, before.sealed, after.stored, after.sealed)


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        at=datetime.fromisoformat(row.at),
        business_day=row.business_day,
        operator=row.operator,
        command=row.command,
        trial_id=row.trial_id,
        customer_id=row.customer_id,
        before=row.before,
        after=row.after,
        acknowledged=tuple(row.acknowledged),
        id=row.id,
        seal=row.seal,
    )
