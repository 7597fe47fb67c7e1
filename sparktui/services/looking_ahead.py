"""Looking ahead: the weeks to come, the next day on which something happens, and what one trial could become.

One job: the use cases of forecast, time travel and what-if. Must not: change anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sparktui.domain.dates import plus
from sparktui.domain.forecast import DAYS_IN_WEEK, Event, ExpiryDay, Week, expiry_span, forecast
from sparktui.domain.listing import TrialSummary
from sparktui.domain.trial import Service, Trial
from sparktui.errors import BadInput
from sparktui.rules.what_if import Outcome, outcomes
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of
from sparktui.services.lookup import trial_of_record
from sparktui.store import expiries, trial_list

MOST_WEEKS = 520
MOST_BEHIND = 1_000


@dataclass(frozen=True, slots=True)
class Passage:
    """What happens between two days, the first excluded: counts of trials."""

    first: date
    last: date
    reminders: int
    counts: dict[Event, int]


def forecast_weeks(desk: Desk, weeks: int, day: date | None = None) -> tuple[Week, ...]:
    """Return the next ``weeks`` weeks of seven days from ``day`` (today by default) on.

    Raises:
        BadInput: when ``weeks`` is not 1 to `MOST_WEEKS`.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise BadInput(f"{weeks} weeks cannot be forecast.", f"Ask for 1 to {MOST_WEEKS}.")
    first = day or desk.today
    span = expiry_span(first, plus(first, weeks * DAYS_IN_WEEK - 1), desk.policy)
    with desk.database.reading() as connection:
        return forecast(expiries.per_day(connection, *span, first, desk.policy), first, weeks, desk.policy)


def trials_behind(desk: Desk, event: Event, first: date, last: date, day: date) -> tuple[TrialSummary, ...]:
    """Return up to `MOST_BEHIND` trials to which ``event`` comes from ``first`` to ``last``, as seen on ``day``."""
    distance = -event.days_after_expiry(desk.policy)
    calling_only = event is Event.NUMBER_RELEASE
    with desk.database.reading() as connection:
        ids = expiries.ids_between(
            connection, plus(first, distance), plus(last, distance), day, calling_only=calling_only, limit=MOST_BEHIND
        )
        return trial_list.summaries(connection, ids)


def passage(desk: Desk, first: date, last: date) -> Passage:
    """Return what happens to trials after ``first`` up to ``last`` if nobody does anything."""
    begin = plus(first, 1)
    span_first, _ = expiry_span(begin, last, desk.policy)
    reminder = desk.policy.reminder_days
    with desk.database.reading() as connection:
        found = expiries.per_day(connection, span_first, plus(last, reminder), first, desk.policy)

    def between(distance: int, *, calling: bool = False) -> int:
        return sum(_count(item, calling) for item in found if begin <= plus(item.on, distance) <= last)

    counts = {
        event: between(event.days_after_expiry(desk.policy), calling=event is Event.NUMBER_RELEASE) for event in Event
    }
    return Passage(first, last, between(-reminder), counts)


def next_event_day(desk: Desk, day: date) -> date | None:
    """Return the next day after ``day`` on which something happens to any trial; None when nothing ever does."""
    policy = desk.policy
    every = [-policy.contact_days, -policy.reminder_days, *(event.days_after_expiry(policy) for event in _FOR_ALL)]
    with desk.database.reading() as connection:
        return expiries.next_event(connection, day, every, Event.NUMBER_RELEASE.days_after_expiry(policy))


def next_turn_of(desk: Desk, trial: Trial, day: date) -> date | None:
    """Return the next day after ``day`` on which something about ``trial`` changes; None when nothing does.

    Nothing does after its conversion, and only a trial with calling has numbers to release.
    """
    lifecycle = trial.lifecycle(desk.policy)
    last = lifecycle.converted_on or (
        lifecycle.numbers_released_on if trial.has(Service.CALLING) else lifecycle.lost_on
    )
    return next((point for point in lifecycle.turning_points() if day < point <= last), None)


def what_if(desk: Desk, trial_id: int, day: date | None = None) -> tuple[Outcome, ...]:
    """Return the futures of the trial as if each were chosen on ``day`` (today by default).

    Raises:
        NotFound: when there is no such trial.
    """
    with desk.database.reading() as connection:
        trial = trial_of_record(connection, trial_id)
        return outcomes(facts_of(desk, connection, trial), day or desk.today)


_FOR_ALL = (Event.EXPIRY, Event.LAST_DAY_OF_GRACE, Event.LOSS)


def _count(item: ExpiryDay, calling: bool) -> int:
    return item.with_calling if calling else item.trials
