"""Purchase requests: customers who want to buy.

One job: the use cases "a customer asked" and "somebody handled it" (TRL-6). Must not: read mail.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sparktui.domain.trial import Trial
from sparktui.errors import BadInput, Refused
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.services.desk import Change, Desk, change
from sparktui.services.facts import facts_of
from sparktui.services.lookup import trial_of_record
from sparktui.store import purchase_requests, trials
from sparktui.store.purchase_requests import PurchaseRequest


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request that nobody has handled, with its trial."""

    request: PurchaseRequest
    trial: Trial


def waiting_requests(desk: Desk, limit: int = 100, offset: int = 0) -> tuple[int, tuple[WaitingRequest, ...]]:
    """Return how many requests wait, and a page of them, the oldest first."""
    with desk.database.reading() as connection:
        found = purchase_requests.waiting(connection, limit, offset)
        total = purchase_requests.count_waiting(connection)
        return total, tuple(WaitingRequest(request, trial_of_record(connection, request.trial_id)) for request in found)


def add_request(desk: Desk, trial: Trial, note: str = "", *, on: date | None = None, dry_run: bool = False) -> Trial:
    """Record that the customer of ``trial`` asked to buy, today or ``on`` an earlier day, and return the trial.

    Raises:
        Refused: when the trial is lost, so that only a new order is left.
        BadInput: when ``on`` lies in the future, or before the trial.
    """
    asked_on = on or desk.today
    remedy = "Give the day on which the customer asked."
    if asked_on > desk.today:
        raise BadInput(f"{asked_on} lies in the future.", remedy)
    if asked_on < min(trial.starts_on, desk.today):
        raise BadInput(f"{asked_on} lies before {trial.reference}, which starts on {trial.starts_on}.", remedy)
    with change(desk, "requests.add", dry_run=dry_run) as under_way:
        return record_request(under_way, trial_of_record(under_way.connection, trial.id), note, asked_on)


def record_request(under_way: Change, recorded: Trial, note: str, asked_on: date) -> Trial:
    """Do what `add_request` does, within a change that is already open, for a trial as it is on record."""
    connection, desk = under_way.connection, under_way.desk
    ended = catalogue.check(Action.LOOK_AFTER, facts_of(desk, connection, recorded), desk.today)
    if ended.of("END-6") in ended.blocks:
        raise Refused(f"{recorded.reference} can no longer be bought.", ended)
    purchase_requests.add(connection, recorded.id, asked_on, note.strip())
    earliest = min(filter(None, (recorded.purchase_requested_on, asked_on)))
    written = trials.change(connection, replace(recorded, purchase_requested_on=earliest), desk.policy)
    under_way.record(
        trial_id=recorded.id,
        customer_id=recorded.customer.id,
        after={"purchase_requested_on": str(asked_on), "note": note.strip()},
    )
    return written


def handle_requests(desk: Desk, trial: Trial, outcome: str = "", *, dry_run: bool = False) -> Trial:
    """Mark the waiting requests of ``trial`` as handled and return the trial.

    Raises:
        BadInput: when none waits.
    """
    with change(desk, "requests.handle", dry_run=dry_run) as under_way:
        recorded = trial_of_record(under_way.connection, trial.id)
        handled = purchase_requests.handle_all(
            under_way.connection, trial.id, desk.today, desk.operator, outcome.strip()
        )
        if not handled:
            raise BadInput(f"No purchase request of {trial.reference} is waiting.")
        written = trials.change(under_way.connection, replace(recorded, purchase_requested_on=None), desk.policy)
        under_way.record(
            trial_id=trial.id,
            customer_id=trial.customer.id,
            before={"purchase_requested_on": str(recorded.purchase_requested_on)},
            after={"purchase_requested_on": None, "handled": handled, "outcome": outcome.strip()},
        )
        return written
