"""Decisions' rows: what somebody decided about a trial that comes to its end.

One job: read and write decisions. Must not: say which trials wait for one (see `rules.decision`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, ScalarSelect, insert, select

from sparktui.domain.decision import Choice, Decision
from sparktui.store.schema import decisions, trials


def latest(connection: Connection, trial_id: int) -> Decision | None:
    """Return the trial's latest decision, or None."""
    query = select(decisions).where(decisions.c.trial_id == trial_id).order_by(decisions.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        return None
    return Decision(row.deadline, Choice(row.choice), row.owner, row.note, row.decided_on, row.operator)


def in_force() -> ScalarSelect[Any]:
    """Return, beside a row of ``trials``, the latest choice that speaks of its present expiry date."""
    speaking = (decisions.c.trial_id == trials.c.id, decisions.c.deadline == trials.c.expires_on)
    latest_first = decisions.c.id.desc()
    return select(decisions.c.choice).where(*speaking).order_by(latest_first).limit(1).scalar_subquery()


def add(connection: Connection, trial_id: int, decision: Decision) -> None:
    """Write a new decision."""
    connection.execute(
        insert(decisions).values(
            trial_id=trial_id,
            deadline=decision.deadline,
            choice=str(decision.choice),
            owner=decision.owner,
            note=decision.note,
            decided_on=decision.decided_on,
            operator=decision.operator,
        )
    )
