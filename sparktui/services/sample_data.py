"""Sample data: a believable partner with customers in every phase, for looking around and for trying things out.

One job: fill an empty database, relative to today, the same way for the same day. Must not: touch a database that
holds customers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from itertools import chain, count, islice
from random import Random

from sparktui import reference_data
from sparktui.clock import Clock
from sparktui.domain.dates import plus
from sparktui.errors import BadInput
from sparktui.services.audit_values import trial_values
from sparktui.services.desk import Change, Desk, change
from sparktui.services.partner import set_partner
from sparktui.services.sample_customers import Customers
from sparktui.services.sample_names import Names
from sparktui.services.sample_stories import Story, stories
from sparktui.store import bulk, bulk_sample, users

_SEED = 1117
_FIRST_DAY = -420
_EVENING = 600  # minutes after the day's work began
# So many of the made-up customers have users, orders and a history: more are only looked at as lines of a list.
_DETAILED = 1_000


def fill(desk: Desk, trials: int = 200, *, tier: int = 1) -> None:
    """Fill the empty database of ``desk`` with an invented partner of ``tier`` and ``trials`` trials of its customers.

    The partner keeps its time zone. ``desk`` goes on with the partner that it knew; see `Desk.with_partner_of_record`.

    Raises:
        BadInput: when the database holds customers already, or so many trials cannot be made up.
        ReadOnly: when the desk may not change anything.
    """
    words = reference_data.sample()
    random = Random(_SEED)  # noqa: S311 - for variety, not for secrets
    names = Names(words, random)
    if not 1 <= trials <= names.most:
        raise BadInput(f"{trials} trials cannot be made up.", f"Ask for 1 to {names.most}.")
    if tier not in (1, 2):
        raise BadInput(f"There is no tier {tier}.", "A partner is of tier 1 or 2.")
    with desk.database.reading() as connection:
        if bulk_sample.holds_customers(connection):
            raise BadInput(
                f"{desk.database.path} holds customers already; sample data would mix with them.",
                "Name another database with --db.",
            )
    staff = tuple(words["partner"]["administrators"])
    today = replace(desk, clock=_StandingClock(desk.today))
    set_partner(
        _on(today, _FIRST_DAY, 0, staff),
        name=words["partner"]["name"],
        tier=1,
        distributor=words["partner"]["distributor"],
        administrators=staff,
    )
    today = today.with_partner_of_record()
    _tell(today, stories(trials), staff)
    today = replace(today, clock=_StandingClock(today.today, _EVENING))
    with change(today, "sample.fill") as under_way:
        _make_up(under_way, Customers(today, names, staff, random), trials)
    if tier != 1:
        # The orders of the past were the partner's own; from today on the distributor converts.
        set_partner(today, tier=tier)


@dataclass(frozen=True, slots=True)
class _StandingClock(Clock):
    """A clock that stands still: what is invented has an invented time too, which is the same in every run."""

    minutes: int = 0

    def now(self) -> datetime:
        morning = datetime.combine(self.as_of or date.min, time(8), UTC)
        return morning + timedelta(minutes=self.minutes)


def _on(desk: Desk, day: int, minutes: int, staff: tuple[str, ...]) -> Desk:
    """Return ``desk`` on the day that lies ``day`` days from today, with one of ``staff`` at it."""
    operator = staff[minutes % len(staff)]
    return replace(desk, clock=_StandingClock(plus(desk.today, day), minutes), operator=operator)


def _tell(desk: Desk, told: Iterable[Story], staff: tuple[str, ...]) -> None:
    """Let ``told`` happen, all together, in the order of their days."""
    waiting = [(next(story), number, story) for number, story in enumerate(told)]
    heapify(waiting)
    minutes = count()
    while waiting:
        day, number, story = heappop(waiting)
        try:
            heappush(waiting, (story.send(_on(desk, day, next(minutes), staff)), number, story))
        except StopIteration:
            continue


def _make_up(under_way: Change, customers: Customers, trials: int) -> None:
    """Write users for the customers of the stories, and customers beside them until there are ``trials`` trials."""
    connection, desk = under_way.connection, under_way.desk
    known = tuple(bulk.every_trial(connection))
    for customer in {trial.customer.id: trial.customer for trial in known}.values():
        users.add_all(connection, customers.users(customer))
    customer_id, trial_id = bulk_sample.first_free_ids(connection)
    samples = customers.samples(trials - len(known), customer_id, trial_id, _DETAILED)
    detailed = list(islice(samples, _DETAILED))
    bulk_sample.write(connection, chain(detailed, samples), desk.policy, desk.today)
    under_way.record(after={"trials": trials})
    for sample in detailed:
        trial = sample.trial
        under_way.record(trial_id=trial.id, customer_id=trial.customer.id, after=trial_values(trial))
