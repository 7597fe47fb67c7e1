"""The audit: who did what, when, and what it changed. Append-only, each entry sealing the one before it.

Which entry was the last is remembered beside the chain, so that entries cut off its end are missed too.

One job: append entries, read them, and verify the chain of seals. Must not: change or delete; triggers refuse it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, column, func, insert, select, table, update

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
_SEALED_WORDS = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode
_STORED_WORDS = json.JSONEncoder().encode
# The table as it is stored, without what its types make of it: an entry is put into words here, once, and checked
# letter by letter.
_STORED = table("audit", *(column(found.name) for found in audit.c))


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


def append(connection: Connection, entries: Iterable[AuditEntry]) -> None:
    """Write ``entries`` behind the last one. The caller holds the write lock."""
    written, before = end(connection)
    seal = before
    batch: list[dict[str, Any]] = []
    for entry in entries:
        row = _row(entry)
        seal = _seal(seal, row)
        batch.append(row | {name: _STORED_WORDS(row[name]) for name in _IN_JSON} | {"seal": seal})
        if len(batch) == _BATCH:
            connection.execute(insert(_STORED), batch)
            batch = []
    if batch:
        connection.execute(insert(_STORED), batch)
    if seal != before:
        remembered = update(audit_end) if written else insert(audit_end)
        connection.execute(remembered.values(id=1, last_entry=last_id(connection), seal=seal))


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
            seal = _seal(seal, _sealed(stored))
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
        row[name] = json.loads(str(stored._mapping[name]))
        if _STORED_WORDS(row[name]) != stored._mapping[name]:
            raise ValueError(name)
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


def _seal(previous: str, row: Mapping[str, Any]) -> str:
    return hashlib.sha256(f"{previous}\n{_SEALED_WORDS(row)}".encode()).hexdigest()


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
