"""The owed work of the lifecycle: notices queued or missed, losses recorded, numbers released.

Each step is one transaction of a few statements, whatever the number of trials. A step that is done again changes
nothing, so that a run which was stopped anywhere is simply run again.

One job: the use case "bring everything up to today". Must not: send anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import partial

from sparktui.domain.dates import plus
from sparktui.domain.loss import Loss
from sparktui.domain.partner import Partner
from sparktui.domain.trial import reference
from sparktui.services.desk import Change, Desk, change
from sparktui.services.mail_text import MailTexts
from sparktui.store import losses, notices, owed
from sparktui.store import partner as partner_row
from sparktui.store.owed import Scope

# About how many trials one transaction looks at.
STRETCH = 10_000
# Trials expire on so many different days, or more, where there are too many for one transaction.
_SPREAD = 100


@dataclass(frozen=True, slots=True)
class Worked:
    """What was done. Notices are counted one per recipient."""

    notices_queued: int = 0
    notices_missed: int = 0
    notices_void: int = 0
    trials_lost: int = 0
    losses_void: int = 0
    numbers_released: int = 0
    sites_released: int = 0

    def __add__(self, other: Worked) -> Worked:
        return Worked(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    def __bool__(self) -> bool:
        return self != Worked()

    def counts(self) -> dict[str, int]:
        """Return the counts by their names."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


# Called with the steps done and their number.
Progress = Callable[[int, int | None], None]
_Step = Callable[[Change], Worked]


def is_owed(desk: Desk) -> bool:
    """Return whether a tick today would find something to look at."""
    with desk.database.reading() as connection:
        done = owed.done_through(connection)
        behind = owed.last_id(connection) > 0 and (done is None or done < desk.today)
        return behind or owed.is_any_changed(connection)


def tick(desk: Desk, texts: MailTexts, *, dry_run: bool = False, progress: Progress | None = None) -> Worked:
    """Do everything that the trials owe by today, and return what was done.

    With ``dry_run`` everything is worked out and nothing is kept.

    Raises:
        BadInput: when a text cannot be written; nothing is queued then.
        ReadOnly: when the desk may not change anything.
    """
    texts.check(desk.policy)
    steps = list(_steps(desk))
    done = Worked()
    if dry_run:
        with change(desk, "tick", dry_run=True) as under_way:
            for step in steps:
                done += step(under_way)
        return done
    for number, step in enumerate(steps, start=1):
        with change(desk, "tick") as under_way:
            done += step(under_way)
        if progress:
            progress(number, len(steps))
    return done


def _steps(desk: Desk) -> Iterator[_Step]:
    """Yield what is to be done, in transactions of a bearable size."""
    today = desk.today
    with desk.database.reading() as connection:
        done = owed.done_through(connection)
        is_any_changed = owed.is_any_changed(connection)
        stretches = list(owed.changed_stretches(connection, STRETCH)) if is_any_changed else []
        a_day = owed.last_id(connection) // _SPREAD
    yield partial(_settle, done=done)
    if done is None:
        yield partial(_begin, day=today)
        done = today
    days = max(1, STRETCH // max(1, a_day))
    while done < today:
        through = min(plus(done, days), today)
        yield partial(_work, scope=Scope(today, through, after=done))
        done = through
    for stretch in stretches:
        yield partial(_work, scope=Scope(today, today, changed=stretch))


def _settle(under_way: Change, done: date | None) -> Worked:
    desk = under_way.desk
    settled = notices.settle_changed(under_way.connection, done, desk.today, desk.policy)
    never_lost = losses.take_back(under_way.connection, done, desk.today, desk.policy)
    worked = Worked(notices_missed=settled.missed, notices_void=settled.void, losses_void=len(never_lost))
    for loss in never_lost:
        under_way.record(
            trial_id=loss.trial_id,
            before={"lost_on": str(loss.lost_on), "lost": loss.parts()},
            after={"lost_on": None, "lost": None},
        )
    _record(under_way, worked, through=desk.today)
    return worked


def _begin(under_way: Change, day: date) -> Worked:
    owed.begin_on(under_way.connection, day)
    return Worked()


def _work(under_way: Change, scope: Scope) -> Worked:
    connection, policy, entry = under_way.connection, under_way.desk.policy, under_way.next_entry
    administrators = (partner_row.get(connection) or Partner()).administrators
    lost = losses.record(connection, scope, policy, entry)
    written = notices.owe(connection, scope, administrators, policy)
    missed = 0 if scope.changed else notices.miss(connection, scope, policy)
    released = losses.release_numbers(connection, scope, policy, entry)
    worked = Worked(
        notices_queued=written.queued,
        notices_missed=written.missed + missed,
        trials_lost=len(lost),
        numbers_released=len(released),
        sites_released=sum(loss.site_url is not None for loss in lost),
    )
    _record(under_way, worked, through=scope.through, lost=_named(lost), numbers_released_of=_named(released))
    if scope.changed is None:
        owed.go_on(connection, scope.after or scope.through, scope.through)
    else:
        owed.go_back(connection, scope.through)
        owed.set_looked_at(connection, scope.changed)
    return worked


def _named(found: list[Loss]) -> list[str]:
    return [reference(loss.trial_id) for loss in found]


def _record(under_way: Change, worked: Worked, through: date, **trials: list[str]) -> None:
    """Tell the audit what was done by one entry for all ``trials``: a day's losses may be thousands."""
    done = {**worked.counts(), **trials}
    if worked:
        under_way.record(after={"through": str(through), **{name: value for name, value in done.items() if value}})
