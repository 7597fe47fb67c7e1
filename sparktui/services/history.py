"""A trial's history: what the audit says of it, alone or among others.

One job: put the entries of one trial together. Must not: leave an entry out, or put words to it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sparktui.domain.loss import Loss
from sparktui.store import audit
from sparktui.store.audit import AuditEntry
from sparktui.store.database import Connection


def history_of(connection: Connection, trial_id: int, loss: Loss | None) -> tuple[AuditEntry, ...]:
    """Return the entries of the trial, the latest first; of those that tell of many trials only its own part."""
    parts = _parts(loss) if loss else {}
    shared = (replace(entry, trial_id=trial_id, after=parts[entry.id]) for entry in audit.with_ids(connection, parts))
    own = audit.of_trial(connection, trial_id)
    return tuple(sorted((*own, *shared), key=lambda entry: entry.id, reverse=True))


def _parts(loss: Loss) -> dict[int, dict[str, Any]]:
    """Return what entries that tell of many trials say of ``loss``, by their IDs."""
    parts: dict[int, dict[str, Any]] = {}
    if loss.entry is not None:
        parts[loss.entry] = {"lost_on": str(loss.lost_on), "lost": loss.parts()}
    if loss.release_entry is not None:
        parts.setdefault(loss.release_entry, {})["numbers_released_on"] = str(loss.numbers_released_on)
    return parts
