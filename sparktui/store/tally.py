"""The counts of all trials, taken in one pass and kept until a trial changes.

Whatever changes a trial writes an entry of the audit, so that the audit's end tells whether what is kept still holds.

One job: take a `Tally`, and give the one that is kept where it will do. Must not: keep one for each day.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, and_, case, func, or_, select

from sparktui.domain.policy import Policy
from sparktui.domain.tally import Apart, ExpiringOn, Tally
from sparktui.store.schema import audit_end, trials
from sparktui.store.sqlite import unindexed

_TRIALS = func.count()
_UNDECIDED = func.sum(case((trials.c.decided_for.is_distinct_from(trials.c.expires_on), 1), else_=0))
_WITH_CALLING = func.sum(case((trials.c.has_calling, 1), else_=0))
_COUNTS = (_TRIALS, _UNDECIDED, _WITH_CALLING)


class _Stamp(NamedTuple):
    seal: str | None
    last_trial: int | None


_KEPT: WeakKeyDictionary[Engine, tuple[_Stamp, Tally]] = WeakKeyDictionary()


def tally(connection: Connection, day: date, policy: Policy) -> Tally:
    """Return a tally that answers for ``day`` and all days after it, as ``connection`` sees the trials."""
    stamp = _Stamp(connection.scalar(select(audit_end.c.seal)), connection.scalar(select(func.max(trials.c.id))))
    kept = _KEPT.get(connection.engine)
    if kept is not None and kept[0] == stamp and kept[1].since <= day and kept[1].policy == policy:
        return kept[1]
    taken = _take(connection, day, policy)
    _KEPT[connection.engine] = stamp, taken
    return taken


def _take(connection: Connection, day: date, policy: Policy) -> Tally:
    asked = trials.c.purchase_requested_on.is_not(None)
    converted_by_then = and_(trials.c.converted_on <= day, ~asked)
    plain = and_(trials.c.converted_on.is_(None), trials.c.starts_on <= day, ~asked)
    days = select(trials.c.expires_on, *_COUNTS).where(plain).group_by(trials.c.expires_on)
    # Both passes go through the one index that holds all of this; the others would lead to every trial's row.
    starts_on, converted_on = unindexed(trials.c.starts_on), unindexed(trials.c.converted_on)
    kept_apart = or_(starts_on > day, converted_on > day, asked)
    dates = (starts_on, trials.c.expires_on, converted_on, asked)
    apart = select(*dates, *_COUNTS).where(kept_apart).group_by(trials.c.expires_on, starts_on, converted_on, asked)
    converted = select(_TRIALS).select_from(trials).where(converted_by_then)
    return Tally.of(
        day,
        [ExpiringOn(*row) for row in connection.execute(days)],
        [Apart(*row) for row in connection.execute(apart)],
        connection.scalar(converted) or 0,
        policy,
    )
