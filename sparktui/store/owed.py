"""How far what trials owe has been worked, and which trials that concerns.

For the trials that nobody has changed since they were looked at there is one day through which all is done; what the
days since then bring is a range of expiry days. A trial that is new or changed is looked at from its beginning.

One job: say which trials and days are to be worked, and remember what is done. Must not: know what is owed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    and_,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)

from sparktui.domain.dates import plus
from sparktui.domain.notice import Audience, terms
from sparktui.domain.policy import Policy
from sparktui.store.schema import trials, work
from sparktui.store.sqlite import days_after, unindexed

# In the words of the index that answers it.
_IS_CHANGED = trials.c.worked_version != trials.c.version


@dataclass(frozen=True, slots=True)
class Scope:
    """Which trials are worked, and for which days: those ``after`` one day ``through`` another.

    ``today`` decides what is still true. ``after`` is None for all days up to ``through``. With ``changed`` it is only
    the changed trials whose IDs lie between the two.
    """

    today: date
    through: date
    after: date | None = None
    changed: tuple[int, int] | None = None

    def expiring(self, distance: int) -> ColumnElement[bool]:
        """Return the condition on trials for which the day ``distance`` days after expiry is to be worked."""
        # A stretch of changed trials is short; the index of expiry days would read all that expired by then.
        expires_on = trials.c.expires_on if self.changed is None else unindexed(trials.c.expires_on)
        where: list[ColumnElement[bool]] = [expires_on <= plus(self.through, -distance)]
        if self.after is not None:
            where.append(expires_on > plus(self.after, -distance))
        if self.changed is not None:
            where += [_IS_CHANGED, trials.c.id.between(*self.changed)]
        return and_(*where)

    def on(self, distance: int) -> ColumnElement[date]:
        """Return the day ``distance`` days after a trial's expiry; where only one day is worked, that is the day."""
        if self.changed is None and self.after is not None and plus(self.after, 1) == self.through:
            return literal(self.through)
        return days_after(trials.c.expires_on, distance)


def done_through(connection: Connection) -> date | None:
    """Return the day through which what unchanged trials owe is done, or None before any was."""
    return connection.scalar(select(work.c.done_through))


def begin_on(connection: Connection, day: date) -> None:
    """Remember that unchanged trials owe nothing by ``day``, before which none was looked at."""
    if done_through(connection) is None:
        connection.execute(insert(work).values(id=1, done_through=day))


def go_on(connection: Connection, after: date, through: date) -> None:
    """Remember that what unchanged trials owe on the days ``after`` one ``through`` another is done."""
    # Where somebody went back meanwhile, the days between are not done.
    known = work.c.done_through.between(after, through)
    connection.execute(update(work).where(known).values(done_through=through))


def go_back(connection: Connection, day: date) -> None:
    """Remember that the days after ``day`` are to be worked again: trials that changed were looked at by ``day``."""
    connection.execute(update(work).where(work.c.done_through > day).values(done_through=day))


def last_id(connection: Connection) -> int:
    """Return the highest ID of a trial, 0 where there is none."""
    return connection.scalar(select(func.max(trials.c.id))) or 0


def changed_stretches(connection: Connection, size: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of IDs, each with at most ``size`` changed trials, that hold all of them."""
    ids = connection.scalars(select(trials.c.id).where(_IS_CHANGED).order_by(trials.c.id)).all()
    for start in range(0, len(ids), size):
        yield ids[start], ids[min(start + size, len(ids)) - 1]


def is_any_changed(connection: Connection) -> bool:
    """Return whether a trial is new or changed since it was looked at."""
    return connection.scalar(select(trials.c.id).where(_IS_CHANGED).limit(1)) is not None


def changed_or_converted(after: date | None, through: date) -> CompoundSelect[int]:
    """Return the query of the IDs of trials that changed, or whose conversion counts from a day after ``after`` on."""
    # Two queries, each answered by an index of its own.
    changed = select(trials.c.id).where(_IS_CHANGED)
    converted_on = trials.c.converted_on
    return union_all(changed, select(trials.c.id).where(converted_on > (after or through), converted_on <= through))


def set_looked_at(connection: Connection, stretch: tuple[int, int]) -> None:
    """Remember that the changed trials of ``stretch`` were looked at as they are now."""
    changed = update(trials).where(_IS_CHANGED, trials.c.id.between(*stretch))
    connection.execute(changed.values(worked_version=trials.c.version))


def look_again(connection: Connection, concerned: ColumnElement[bool]) -> None:
    """Let the trials for which ``concerned`` holds be looked at again, because there are new people to tell."""
    connection.execute(update(trials).where(concerned).values(worked_version=-1))


def look_again_for_administrators(connection: Connection, day: date, policy: Policy) -> None:
    """Let the trials be looked at again of which a partner administrator who is new on ``day`` is to hear something."""
    windows = [term for term in terms(policy) if Audience.PARTNER_ADMIN in term.audiences]
    first, last = plus(day, -max(term.last for term in windows)), plus(day, -min(term.due for term in windows))
    look_again(connection, trials.c.expires_on.between(first, last))
