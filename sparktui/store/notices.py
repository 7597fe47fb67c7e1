"""Notices' rows: writing what a scope owes (see `owed`), and taking back what is no longer true.

Settling is the database's form of `domain.notice.standing`; a test holds both equal.

One job: the statements of the daily work on notices. Must not: read single notices (see `outbox`), or deliver any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    SelectBase,
    Text,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
    update,
)

from sparktui.domain.dates import plus
from sparktui.domain.notice import Audience, NoticeState, Term, terms
from sparktui.domain.policy import Policy
from sparktui.store import owed
from sparktui.store.customers import address_key
from sparktui.store.owed import Scope
from sparktui.store.schema import customers, notices, trials, users
from sparktui.store.sqlite import days_after, insert_unless_there, unindexed

# How many addresses one statement takes.
_ADDRESSES = 100


@dataclass(frozen=True, slots=True)
class Owed:
    """How many notices were written: for sending, and as missed."""

    queued: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """How many notices were taken back."""

    void: int = 0
    missed: int = 0


def owe(connection: Connection, scope: Scope, administrators: tuple[str, ...], policy: Policy) -> Owed:
    """Write the notices that ``scope`` owes: queued where they are still true, else missed.

    ``administrators`` are the partner's. A notice that is there already is left as it is.
    """
    last_id = connection.scalar(select(func.max(notices.c.id))) or 0
    names = ("recipient", "recipient_key", "audience", "trial_id", "kind", "deadline", "due_on", "state")
    for term in terms(policy):
        for recipients in _recipients(term, administrators):
            owed = _owed(recipients, scope, term)
            connection.execute(insert_unless_there(notices).from_select(names, owed))
    written = select(notices.c.state, func.count()).where(notices.c.id > last_id).group_by(unindexed(notices.c.state))
    counted = {NoticeState(state): count for state, count in connection.execute(written)}
    return Owed(counted.get(NoticeState.QUEUED, 0), counted.get(NoticeState.MISSED, 0))


def miss(connection: Connection, scope: Scope, policy: Policy) -> int:
    """Let what is queued and whose last true day lies before a day of ``scope`` be missed; return how many."""
    count = 0
    for term in terms(policy):
        deadline, last = unindexed(notices.c.deadline), plus(scope.through, -term.last - 1)
        # What is still queued and was due so long ago is little; the notices of the deadlines that are over are many.
        over = [deadline <= last, notices.c.due_on <= plus(last, term.due)]
        if scope.after is not None:
            over.append(deadline > plus(scope.after, -term.last - 1))
        queued = notices.c.state == NoticeState.QUEUED
        missed = update(notices).where(notices.c.kind == term.kind, queued, *over).values(state=NoticeState.MISSED)
        count += connection.execute(missed).rowcount
    return count


def settle_trial(connection: Connection, trial_id: int, day: date, policy: Policy) -> Settled:
    """Take back what the trial has queued and is no longer true on ``day``."""
    return _settle(connection, select(trials.c.id).where(trials.c.id == trial_id), day, policy)


def settle_changed(connection: Connection, after: date | None, day: date, policy: Policy) -> Settled:
    """Take back what is no longer true on ``day`` of trials that changed, or converted after ``after``."""
    concerned = owed.changed_or_converted(after, day)
    if connection.scalar(concerned.limit(1)) is None:
        return Settled()
    return _settle(connection, concerned, day, policy)


def _settle(connection: Connection, concerned: SelectBase, day: date, policy: Policy) -> Settled:
    queued = and_(
        notices.c.state == NoticeState.QUEUED,
        notices.c.trial_id.in_(concerned),
        trials.c.id == notices.c.trial_id,
    )
    moved = notices.c.deadline != trials.c.expires_on
    converted_on = trials.c.converted_on
    was_over = _by_last_day(policy, lambda last: trials.c.extended_on > last)
    is_over = _by_last_day(policy, lambda last: and_(last < day, or_(converted_on.is_(None), converted_on > last)))
    missed = update(notices).where(queued, or_(and_(moved, was_over), and_(~moved, is_over)))
    void = update(notices).where(queued, or_(moved, converted_on <= day))
    missed_count = connection.execute(missed.values(state=NoticeState.MISSED)).rowcount
    return Settled(connection.execute(void.values(state=NoticeState.VOID)).rowcount, missed_count)


def _by_last_day(policy: Policy, test: Callable[[ColumnElement[date]], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return the condition that ``test`` makes of the last day on which a notice is true, for every kind."""
    last_days = ((term.kind, days_after(notices.c.deadline, term.last)) for term in terms(policy))
    return or_(*(and_(notices.c.kind == kind, test(last)) for kind, last in last_days))


def _recipients(term: Term, administrators: tuple[str, ...]) -> Iterator[Select[Any]]:
    """Yield queries of trials with a recipient, the recipient's key and audience, which together make the audiences."""
    if Audience.USER in term.audiences:
        mine = users.c.customer_id == trials.c.customer_id
        yield select(users.c.email, users.c.email_key, literal(Audience.USER.value)).join_from(trials, users, mine)
    # Customer and partner in one statement: the trials are read once, and their notices written in the index's order.
    named: list[tuple[Audience, str | None]] = [(Audience.CUSTOMER_ADMIN, None)]
    named += ((Audience.PARTNER_ADMIN, address) for address in sorted(administrators, key=address_key))
    wanted = [(audience, address) for audience, address in named if audience in term.audiences]
    for several in (wanted[start : start + _ADDRESSES] for start in range(0, len(wanted), _ADDRESSES)):
        every = union_all(*(_addressed(audience, address) for audience, address in several)).subquery()
        recipient = func.coalesce(every.c.email, customers.c.admin_email)
        key = func.coalesce(every.c.key, customers.c.admin_email_key)
        yield select(recipient, key, every.c.audience).join_from(trials, customers).join(every, true())


def _addressed(audience: Audience, address: str | None) -> Select[str, str, str]:
    """Return the row of ``audience`` with ``address``, or with none where the trial's customer has it."""
    key = None if address is None else address_key(address)
    return select(
        literal(audience.value).label("audience"),
        literal(address, Text).label("email"),
        literal(key, Text).label("key"),
    )


def _owed(recipients: Select[Any], scope: Scope, term: Term) -> Select[Any]:
    due_on = scope.on(term.due)
    converted_on = trials.c.converted_on
    is_true = and_(
        trials.c.expires_on >= plus(scope.today, -term.last),
        trials.c.recorded_on <= due_on,
        or_(converted_on.is_(None), converted_on > scope.today),
    )
    # In the order in which they are kept, so that the notices of a day lie side by side.
    return (
        recipients.order_by(trials.c.expires_on, trials.c.id)
        .add_columns(
            trials.c.id,
            literal(term.kind.value),
            trials.c.expires_on,
            due_on,
            case((is_true, NoticeState.QUEUED.value), else_=NoticeState.MISSED.value),
        )
        .where(scope.expiring(term.due), or_(converted_on.is_(None), converted_on > due_on))
    )
