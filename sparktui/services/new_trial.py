"""Starting a trial.

One job: the use case "new trial", for the form and the command line. Must not: import files of trials.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sparktui.domain.lifecycle import Phase
from sparktui.domain.text import plain
from sparktui.domain.trial import Customer, Trial
from sparktui.errors import BadInput, Refused
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Verdict
from sparktui.services.audit_values import differing, trial_values
from sparktui.services.desk import Change, Desk, change
from sparktui.services.facts import facts_of_new
from sparktui.services.trial_form import FieldProblem, Reading, TrialForm, read_form
from sparktui.store import customers, trials
from sparktui.store.database import Connection


class BadForm(BadInput):
    """A form with fields that cannot be read; ``problems`` names each."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__("; ".join(problem.reason for problem in problems) + ".", "Correct the fields and try again.")
        self.problems = problems


def read(desk: Desk, form: TrialForm) -> Reading:
    """Return what ``form`` says, or the problems of its fields."""
    return read_form(form, desk.policy, desk.countries, desk.today)


def known_customer(desk: Desk, admin_email: str) -> Customer | None:
    """Return the customer on record whose administrator has that address, letter case aside, or None."""
    with desk.database.reading() as connection:
        return customers.by_address(connection, admin_email)


def check(desk: Desk, proposed: Trial) -> Verdict:
    """Return what the rules say of starting ``proposed`` today. Changes nothing."""
    with desk.database.reading() as connection:
        return _judge(desk, connection, _of_known_customer(connection, proposed))


def same_start(desk: Desk, proposed: Trial) -> FieldProblem | None:
    """Return what is wrong with the start of ``proposed`` where a trial of its customer is recorded with that start."""
    with desk.database.reading() as connection:
        return _same_start(connection, _of_known_customer(connection, proposed))


def lost_already(desk: Desk, trial: Trial) -> date | None:
    """Return the day on which ``trial`` was lost, when that is not later than today."""
    lifecycle = trial.lifecycle(desk.policy)
    return lifecycle.lost_on if lifecycle.phase(desk.today) is Phase.LOST else None


def start_trial(desk: Desk, form: TrialForm, *, dry_run: bool = False) -> Trial:
    """Record the trial that ``form`` describes, with its customer when it is a new one, and return it.

    Raises:
        BadForm: when fields cannot be read, or the customer has a trial with that start.
        Refused: when a rule blocks.
        BadInput: when the address belongs to a customer recorded otherwise.
    """
    reading = read(desk, form)
    if reading.trial is None:
        raise BadForm(reading.problems)
    with change(desk, "trials.new", dry_run=dry_run) as under_way:
        connection = under_way.connection
        proposed = _of_known_customer(connection, reading.trial)
        verdict = _judge(desk, connection, proposed)
        if not verdict.allowed:
            raise Refused(f"The trial of {plain(proposed.customer.name, 60)} cannot be started.", verdict)
        if same := _same_start(connection, proposed):
            raise BadForm((same,))
        customer = _record_customer(under_way, proposed.customer)
        trial = replace(proposed, customer=customer)
        trial = replace(trial, id=trials.add(connection, trial, desk.policy, desk.today))
        under_way.record(trial_id=trial.id, customer_id=customer.id, after=trial_values(trial))
        return trial


def _judge(desk: Desk, connection: Connection, proposed: Trial) -> Verdict:
    return catalogue.judge(Action.START, facts_of_new(desk, connection, proposed), desk.today)


def _same_start(connection: Connection, proposed: Trial) -> FieldProblem | None:
    """A customer and a start day name one trial: a second one could not be told apart from it."""
    for other in trials.of_customer(connection, proposed.customer.id) if proposed.customer.id else ():
        if other.starts_on == proposed.starts_on:
            wrong = f"Start Date {proposed.starts_on} is that of {other.reference}, an earlier trial of the customer"
            return FieldProblem("start_date", str(proposed.starts_on), wrong, "give another day")
    return None


def _of_known_customer(connection: Connection, proposed: Trial) -> Trial:
    """Return ``proposed`` with the ID of the customer on record, if the address is known.

    A known customer must be named as recorded: a second spelling of an address or a name is how mistakes begin.
    """
    typed = proposed.customer
    known = customers.by_address(connection, typed.admin_email)
    if known is None:
        return proposed
    for what, recorded, given in (
        ("address", known.admin_email, typed.admin_email),
        ("name", known.name, typed.name),
        ("country", known.country, typed.country),
    ):
        if recorded != given:
            raise BadInput(
                f"{plain(known.admin_email, 80)} is recorded with the {what} {plain(recorded, 80)!r}, "
                f"not {plain(given, 80)!r}.",
                f"Give the {what} as recorded, or another administrator address.",
            )
    paid = known.paid_services + tuple(name for name in typed.paid_services if name not in known.paid_services)
    return replace(proposed, customer=replace(known, paid_services=paid))


def _record_customer(under_way: Change, customer: Customer) -> Customer:
    connection = under_way.connection
    if not customer.id:
        return replace(customer, id=customers.add(connection, customer))
    recorded = customers.get(connection, customer.id)
    if recorded is not None and recorded != customer:
        customers.change(connection, customer)
        before, after = differing(
            {"paid_services": list(recorded.paid_services)}, {"paid_services": list(customer.paid_services)}
        )
        under_way.record(customer_id=customer.id, before=before, after=after)
    return customer
