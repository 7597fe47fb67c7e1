"""Notices one by one: listing them, and writing what became of each.

One job: read notices, and move single ones from state to state. Must not: decide which move is right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, true, tuple_, update

from sparktui.domain.dates import plus
from sparktui.domain.notice import Audience, Notice, NoticeKind, NoticeState
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Trial
from sparktui.store.schema import customers, notices, trials

# Where a pass through the queue stands: the due day, the trial's and the notice's ID of the last one.
Place = tuple[date, int, int]
_IN_ORDER = (notices.c.due_on, notices.c.trial_id, notices.c.id)


def get(connection: Connection, notice_id: int) -> Notice | None:
    """Return the notice with that ID, or None."""
    row = connection.execute(_with_customer(notices.c.id == notice_id)).first()
    return _of_row(row) if row else None


def of_trial(connection: Connection, trial: Trial, policy: Policy) -> tuple[Notice, ...]:
    """Return the trial's notices in the order in which they fell due."""
    query = _with_customer(_is_of(trial, policy)).order_by(notices.c.due_on, notices.c.id)
    return tuple(_of_row(row) for row in connection.execute(query))


def page(
    connection: Connection,
    states: Collection[NoticeState],
    *,
    trial: Trial | None = None,
    policy: Policy,
    offset: int = 0,
    limit: int | None = None,
) -> Iterator[Notice]:
    """Yield a page of the notices in ``states``, of one trial or of all, by due day, without holding them all.

    Where neither is named it is all notices in the order in which they were written.
    """
    order = _IN_ORDER if states or trial else (notices.c.id,)
    chosen = select(notices.c.id).where(_where(states, trial, policy)).order_by(*order).offset(offset).limit(limit)
    query = _with_customer(notices.c.id.in_(chosen.scalar_subquery())).order_by(*order)
    for row in connection.execution_options(yield_per=1_000).execute(query):
        yield _of_row(row)


def count(
    connection: Connection, states: Collection[NoticeState], *, trial: Trial | None = None, policy: Policy
) -> int:
    """Return how many notices `page` pages through."""
    query = select(func.count()).select_from(notices).where(_where(states, trial, policy))
    return connection.scalar(query) or 0


def counts(connection: Connection) -> dict[NoticeState, int]:
    """Return how many notices are in each state."""
    found = connection.execute(select(notices.c.state, func.count()).group_by(notices.c.state))
    return dict.fromkeys(NoticeState, 0) | {NoticeState(state): number for state, number in found}


def queued(
    connection: Connection, day: date, ready_at: datetime | None, after: Place | None, limit: int
) -> list[tuple[Place, int]]:
    """Return queued notices due by ``day``, in order behind ``after``: the place of each, and its ID.

    With ``ready_at`` those are left out whose next attempt lies behind that instant.
    """
    where = [notices.c.state == NoticeState.QUEUED, notices.c.due_on <= day]
    if ready_at is not None:
        where.append(or_(notices.c.next_attempt_at.is_(None), notices.c.next_attempt_at <= _instant(ready_at)))
    if after is not None:
        where.append(tuple_(*_IN_ORDER) > after)
    query = select(*_IN_ORDER).where(*where).order_by(*_IN_ORDER).limit(limit)
    return [((row.due_on, row.trial_id, row.id), row.id) for row in connection.execute(query)]


def move(
    connection: Connection,
    notice: Notice,
    state: NoticeState,
    *,
    said: str = "",
    text: str | None = None,
    sent_at: datetime | None = None,
    attempts: int | None = None,
    next_attempt_at: datetime | None = None,
    claimed_at: datetime | None = None,
) -> bool:
    """Let ``notice`` go over into ``state``; return False, with nothing written, when it is in another state by now, or
    taken for sending another time.

    ``text`` and ``attempts`` stay as they are where they are None.
    """
    kept = {name: value for name, value in (("text", text), ("attempts", attempts)) if value is not None}
    moved = (
        update(notices)
        .where(
            notices.c.id == notice.id,
            notices.c.state == notice.state,
            notices.c.claimed_at.is_not_distinct_from(_instant(notice.claimed_at) if notice.claimed_at else None),
        )
        .values(
            state=state,
            said=said,
            sent_at=_instant(sent_at) if sent_at else None,
            next_attempt_at=_instant(next_attempt_at) if next_attempt_at else None,
            claimed_at=_instant(claimed_at) if claimed_at else None,
            **kept,
        )
    )
    return connection.execute(moved).rowcount == 1


def _where(states: Collection[NoticeState], trial: Trial | None, policy: Policy) -> ColumnElement[bool]:
    in_states = notices.c.state.in_(sorted(states)) if states else true()
    return and_(in_states, _is_of(trial, policy) if trial else true())


def _is_of(trial: Trial, policy: Policy) -> ColumnElement[bool]:
    """The condition on the trial's notices, with every deadline that it can have had: the index begins with that."""
    lengths = {trial.period_days, *policy.periods}
    possible = {plus(trial.starts_on, days + more) for days in lengths for more in (0, policy.extension_days)}
    return and_(notices.c.deadline.in_(sorted(possible)), notices.c.trial_id == trial.id)


def _with_customer(where: ColumnElement[bool]) -> Any:
    return (
        select(notices, customers.c.name.label("customer"))
        .join_from(notices, trials)
        .join(customers, customers.c.id == trials.c.customer_id)
        .where(where)
    )


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _of_row(row: Row[Any]) -> Notice:
    return Notice(
        id=row.id,
        trial_id=row.trial_id,
        customer=row.customer,
        kind=NoticeKind(row.kind),
        audience=Audience(row.audience),
        recipient=row.recipient,
        deadline=row.deadline,
        due_on=row.due_on,
        state=NoticeState(row.state),
        sent_at=datetime.fromisoformat(row.sent_at) if row.sent_at else None,
        attempts=row.attempts,
        next_attempt_at=datetime.fromisoformat(row.next_attempt_at) if row.next_attempt_at else None,
        said=row.said,
        text=row.text,
        claimed_at=datetime.fromisoformat(row.claimed_at) if row.claimed_at else None,
    )
