"""The audit: who did what, when, and what it changed. Append-only, each entry sealing the one before it.

One job: append entries, read them, and verify the chain of seals. Must not: change or delete; triggers refuse it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from sparktui.store.schema import audit

FIRST_SEAL = "0" * 64
_BATCH = 5_000


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
    seal = connection.scalar(select(audit.c.seal).order_by(audit.c.id.desc()).limit(1)) or FIRST_SEAL
    batch: list[dict[str, Any]] = []
    for entry in entries:
        row = _row(entry)
        seal = _seal(seal, row)
        batch.append(row | {"seal": seal})
        if len(batch) == _BATCH:
            connection.execute(insert(audit), batch)
            batch = []
    if batch:
        connection.execute(insert(audit), batch)


def of_trial(connection: Connection, trial_id: int, limit: int = 500) -> tuple[AuditEntry, ...]:
    """Return the trial's entries, the latest first."""
    query = select(audit).where(audit.c.trial_id == trial_id).order_by(audit.c.id.desc()).limit(limit)
    return tuple(_entry(row) for row in connection.execute(query))


def every(connection: Connection) -> Iterator[AuditEntry]:
    """Return all entries, the oldest first, without holding them all."""
    for row in connection.execution_options(yield_per=1_000).execute(select(audit).order_by(audit.c.id)):
        yield _entry(row)


def count(connection: Connection) -> int:
    """Return how many entries there are."""
    return connection.scalar(select(func.count()).select_from(audit)) or 0


def broken_at(connection: Connection) -> int | None:
    """Return the ID of the first entry whose seal does not fit, or None when the chain is whole.

    Entries cut off at the end leave no trace in the chain itself; compare the last seal with a copy kept elsewhere.
    """
    seal = FIRST_SEAL
    for entry in every(connection):
        seal = _seal(seal, _row(entry))
        if seal != entry.seal:
            return entry.id
    return None


def _row(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(timespec="microseconds"),
        "business_day": entry.business_day,
        "operator": entry.operator,
        "command": entry.command,
        "trial_id": entry.trial_id,
        "customer_id": entry.customer_id,
        "before": dict(entry.before),
        "after": dict(entry.after),
        "acknowledged": list(entry.acknowledged),
    }


def _seal(previous: str, row: Mapping[str, Any]) -> str:
    words = json.dumps(row, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(f"{previous}\n{words}".encode()).hexdigest()


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
