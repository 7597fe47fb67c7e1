"""Returns to look at: which devices go back, where each return stands, and which have stood still for too long.

One job: read returns, and what could be returned. Must not: change anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sparktui.domain.conversion import Order
from sparktui.domain.dates import in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.rma import Rma, RmaStep, parse_reference
from sparktui.domain.shipment import ShipmentState
from sparktui.domain.text import plain
from sparktui.domain.trial import Device, Trial
from sparktui.errors import BadInput, NotFound
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Finding, Verdict
from sparktui.rules.rma import label_request
from sparktui.services import identify
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of_unrecorded
from sparktui.services.lookup import trial_of_record
from sparktui.store import bulk, rmas, shipments
from sparktui.store.database import Connection


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A return as it stands on a day, with its trial. ``age`` is that of the last step, in days.

    ``carrier_name`` and ``page`` (where its pickups are looked after) are those of the pickup's carrier; empty and None
    until a pickup is booked.
    """

    rma: Rma
    trial: Trial
    age: int
    is_overdue: bool
    carrier_name: str = ""
    page: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """A part of a list of returns: how many there are in all, and some of them."""

    total: int
    lines: tuple[ReturnLine, ...]


def list_returns(
    desk: Desk, *, text: str = "", open_only: bool = False, limit: int = 100, offset: int = 0
) -> ReturnPage:
    """Return the returns that have ``text`` in their model, their pickup's reference or their customer's name.

    First those under way, the longest unmoved first; then those that are over, the latest first.
    """
    with desk.database.reading() as connection:
        is_over = False if open_only else None
        found = rmas.listed(connection, text=text, is_over=is_over, limit=limit, offset=offset)
        counted = rmas.count(connection, text=text)
        return ReturnPage(counted.under_way if open_only else counted.total, lines_of(desk, connection, found))


def view_return(desk: Desk, rma_id: int) -> ReturnLine:
    """Return the return as it stands today.

    Raises:
        NotFound: when there is none with that ID.
    """
    with desk.database.reading() as connection:
        rma = return_of_record(connection, rma_id)
        return line_of(desk, rma, trial_of_record(connection, rma.trial_id), desk.today)


def find_return(desk: Desk, text: str) -> Rma:
    """Return the return that ``text`` names, such as R-000123.

    Raises:
        NotFound: when nothing fits.
    """
    rma_id = parse_reference(text)
    with desk.database.reading() as connection:
        found = rmas.get(connection, rma_id) if rma_id is not None else None
    if found is None:
        raise NotFound(f"There is no return {plain(text.strip(), 80)!r}.", "List them with `sparktui rma list`.")
    return found


def line_of_record(desk: Desk, rma: Rma) -> ReturnLine:
    """Return ``rma`` as it stands today, with the trial that it is recorded of."""
    with desk.database.reading() as connection:
        trial = trial_of_record(connection, rma.trial_id)
    return line_of(desk, rma, trial, desk.today)


def outstanding(desk: Desk, trial: Trial) -> tuple[Device, ...]:
    """Return the devices of ``trial`` that no return takes back yet."""
    with desk.database.reading() as connection:
        return not_returned(trial, rmas.of_trial(connection, trial.id))


def outlook(desk: Desk, trial: Trial) -> tuple[tuple[Device, ...], str]:
    """Return the devices of ``trial`` that no return takes back yet, and why none could go back today (or empty)."""
    with desk.database.reading() as connection:
        left = not_returned(trial, rmas.of_trial(connection, trial.id))
        return left, why_nothing_is_there(desk, connection, trial, desk.today)


def why_nothing_is_there(desk: Desk, connection: Connection, trial: Trial, day: date) -> str:
    """Return why no device of ``trial`` could go back on ``day``, in a sentence; empty where one could.

    Before the trial begins devices are still on their way, unless a shipment is known to have been delivered.
    """
    arrived = (
        news.state is ShipmentState.DELIVERED and news.on <= day
        for shipment in shipments.of_trial(connection, trial.id)
        for news in shipment.news
    )
    if trial.lifecycle(desk.policy).phase(day) is not Phase.SCHEDULED or any(arrived):
        return ""
    begins = f"{trial.reference} begins on {in_words(trial.starts_on)}"
    return f"{begins}; by {in_words(day)} nothing of it was delivered that could go back."


def who_keeps(desk: Desk, trial: Trial) -> Finding:
    """Return what the rules say of the customer's keeping the devices (CNV-15)."""
    facts = replace(facts_of_unrecorded(desk, trial), order=Order())
    return catalogue.BY_ID["CNV-15"].ask(facts, desk.today)


def judge_step(desk: Desk, trial: Trial, rma: Rma, step: RmaStep | None = None) -> Verdict:
    """Return what the rules say of ``rma`` (RMA-1 to RMA-3), and of taking ``step`` where one is given."""
    facts = replace(facts_of_unrecorded(desk, trial), returns=(rma,), step=step)
    return catalogue.check(Action.MOVE_RETURN, facts, desk.today)


def request_for_label(desk: Desk, trial: Trial, rma: Rma) -> tuple[str, ...]:
    """Return the text, line by line, that asks partner help for a new label and packaging.

    Raises:
        BadInput: when the return is past the point at which a label helps.
    """
    if RmaStep.WAITING_FOR_LABEL not in (rma.step, *rma.may_become):
        raise BadInput(f"{rma.reference} is {rma.step.words}; it needs no new label.")
    return label_request(trial, desk.partner, (rma,))


def line_of(desk: Desk, rma: Rma, trial: Trial, day: date) -> ReturnLine:
    """Return ``rma`` of ``trial`` as it stands on ``day``."""
    is_overdue = rma.is_overdue(trial.lifecycle(desk.policy), desk.policy, day)
    age = max(0, (day - rma.moved_on).days)
    if not rma.carrier:
        return ReturnLine(rma, trial, age, is_overdue)
    names = {carrier.code: carrier.name for carrier in identify.known_carriers()}
    page = identify.pickup_page(rma.carrier, trial.customer.country)
    return ReturnLine(rma, trial, age, is_overdue, names.get(rma.carrier, rma.carrier), page)


def lines_of_trial(desk: Desk, connection: Connection, trial: Trial, day: date) -> tuple[ReturnLine, ...]:
    """Return the returns of ``trial`` as they stand on ``day``, the first opened first."""
    return tuple(line_of(desk, rma, trial, day) for rma in rmas.of_trial(connection, trial.id))


def lines_of(desk: Desk, connection: Connection, found: Sequence[Rma]) -> tuple[ReturnLine, ...]:
    """Return the returns that were ``found`` as they stand today, each with its trial."""
    trials = bulk.trials_by_id(connection, {rma.trial_id for rma in found})
    return tuple(line_of(desk, rma, trials[rma.trial_id], desk.today) for rma in found)


def not_returned(trial: Trial, returns: Iterable[Rma]) -> tuple[Device, ...]:
    """Return the devices of ``trial`` that none of ``returns`` takes back."""
    left = {device.model: device.quantity for device in trial.devices}
    for rma in returns:
        if rma.step is not RmaStep.CANCELLED and rma.model in left:
            left[rma.model] -= rma.quantity
    return tuple(Device(model, quantity) for model, quantity in left.items() if quantity > 0)


def return_of_record(connection: Connection, rma_id: int) -> Rma:
    """Return the return with that ID.

    Raises:
        NotFound: when there is none.
    """
    found = rmas.get(connection, rma_id)
    if found is None:
        raise NotFound(f"There is no return with the number {rma_id}.", "It may be of another database.")
    return found
