"""Losses' rows: which trials were lost, what went with them, and when their numbers were released.

One job: record the losses and releases of a scope (see `owed`), take back those that never were, and read them.
Must not: decide when a trial is lost.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Text,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from sparktui.domain.loss import Loss
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Trial
from sparktui.store.owed import Scope, changed_or_converted
from sparktui.store.schema import customers, losses, trials, users
from sparktui.store.sqlite import days_after, insert_unless_there, unindexed

_NONE_PAID = "[]"


def of_trial(connection: Connection, trial: Trial, policy: Policy) -> Loss | None:
    """Return the loss of the trial as its facts stand, or None when there is none or it is not recorded."""
    lost_on = trial.lifecycle(policy).lost_on
    if trial.converted_on is not None and trial.converted_on < lost_on:
        return None
    row = connection.execute(select(losses).where(losses.c.lost_on == lost_on, losses.c.trial_id == trial.id)).first()
    return _of_row(row) if row else None


def record(connection: Connection, scope: Scope, policy: Policy, entry: int) -> list[Loss]:
    """Record every loss in ``scope``, of which the audit's ``entry`` tells, and return those that are new.

    A customer without paid services loses the organisation, and the free consumer organisation takes its users over;
    those of a customer who has started anew since are in the new organisation.
    """
    after_expiry = policy.grace_days + 1
    is_lost = and_(
        scope.expiring(after_expiry), or_(trials.c.converted_on.is_(None), trials.c.converted_on > scope.today)
    )
    is_gone = cast(customers.c.paid_services, Text) == _NONE_PAID
    members = select(func.count()).where(users.c.customer_id == customers.c.id)
    later = trials.alias()
    is_latest = ~exists().where(later.c.customer_id == customers.c.id, later.c.starts_on > trials.c.starts_on)
    rows = (
        select(
            trials.c.id,
            days_after(trials.c.expires_on, after_expiry),
            is_gone,
            case((and_(is_gone, is_latest), members.correlate(customers).scalar_subquery()), else_=0),
            trials.c.services,
            trials.c.site_url,
            trials.c.has_calling,
            literal(entry),
        )
        .join_from(trials, customers)
        .where(is_lost)
    )
    names = ("trial_id", "lost_on", "organisation_gone", "users_moved", "services", "site_url", "has_calling", "entry")
    written = connection.execute(insert_unless_there(losses).from_select(names, rows).returning(losses))
    found = [_of_row(row) for row in written]
    if any(loss.users_moved for loss in found):
        _move_users(connection, scope, policy)
    return found


def take_back(connection: Connection, after: date | None, day: date, policy: Policy) -> list[Loss]:
    """Take back the losses of trials that were extended or converted in time after all, and return them.

    Looked at are those that changed, or converted after ``after``.
    """
    after_expiry = policy.grace_days + 1
    lengths = {period + more for period in policy.periods for more in (0, policy.extension_days)}
    # Every day on which a loss can have been recorded: the index begins with that.
    possible = [days_after(trials.c.starts_on, length + after_expiry) for length in sorted(lengths)]
    moved = losses.c.lost_on != days_after(trials.c.expires_on, after_expiry)
    converted = and_(trials.c.converted_on <= day, trials.c.converted_on < losses.c.lost_on)
    untrue = (
        select(losses)
        # From the few changed trials to their losses, not from all losses to their trials.
        .join_from(trials, losses, losses.c.trial_id == unindexed(trials.c.id))
        .where(trials.c.id.in_(changed_or_converted(after, day)), losses.c.lost_on.in_(possible), or_(moved, converted))
    )
    taken_back = [_of_row(row) for row in connection.execute(untrue)]
    for loss in taken_back:
        recorded = and_(losses.c.lost_on == loss.lost_on, losses.c.trial_id == loss.trial_id)
        connection.execute(delete(losses).where(recorded))
        customer = select(trials.c.customer_id).where(trials.c.id == loss.trial_id).scalar_subquery()
        moved_then = and_(users.c.customer_id == customer, users.c.consumer_since == loss.lost_on)
        connection.execute(update(users).where(moved_then).values(consumer_since=None))
    return taken_back


def release_numbers(connection: Connection, scope: Scope, policy: Policy, entry: int) -> list[Loss]:
    """Record the releases of numbers in ``scope``, of which ``entry`` tells, and return the losses concerned."""
    hold = policy.number_hold_days
    written = connection.execute(
        update(losses)
        .where(
            scope.expiring(policy.grace_days + 1 + hold),
            _is_loss_of_trial(policy),
            losses.c.has_calling,
            losses.c.numbers_released_on.is_(None),
        )
        .values(numbers_released_on=days_after(losses.c.lost_on, hold), release_entry=entry)
        .returning(losses)
    )
    return [_of_row(row) for row in written]


def _move_users(connection: Connection, scope: Scope, policy: Policy) -> None:
    """Let the free consumer organisation have the users of the organisations that are gone, from the loss on."""
    gone = (
        select(trials.c.customer_id, losses.c.lost_on)
        .join_from(trials, losses, _is_loss_of_trial(policy))
        .where(scope.expiring(policy.grace_days + 1), losses.c.users_moved > 0)
        .subquery()
    )
    since = select(func.max(gone.c.lost_on)).where(gone.c.customer_id == users.c.customer_id)
    moving = update(users).where(users.c.customer_id.in_(select(gone.c.customer_id)))
    connection.execute(moving.values(consumer_since=since.scalar_subquery()))


def _is_loss_of_trial(policy: Policy) -> ColumnElement[bool]:
    lost_on = days_after(trials.c.expires_on, policy.grace_days + 1)
    return and_(losses.c.lost_on == lost_on, losses.c.trial_id == trials.c.id)


def _of_row(row: Row[Any]) -> Loss:
    return Loss(
        row.trial_id,
        row.lost_on,
        row.organisation_gone,
        row.users_moved,
        row.services,
        row.site_url,
        row.has_calling,
        row.numbers_released_on,
        row.entry,
        row.release_entry,
    )
