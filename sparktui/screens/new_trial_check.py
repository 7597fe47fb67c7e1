"""What is to be said of a new trial's form as it stands: who the customer is, what cannot be read, what rules refuse.

One job: one look at the whole form, for a thread. Must not: change anything, nor show anything.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from sparktui.domain import site_url
from sparktui.domain.dates import in_words, parse_day
from sparktui.domain.lifecycle import Lifecycle, Phase
from sparktui.domain.quantities import parse_services
from sparktui.domain.text import plain
from sparktui.domain.trial import Customer, Service, expiry
from sparktui.rules.finding import Finding
from sparktui.services import new_trial
from sparktui.services.desk import Desk
from sparktui.services.trial_form import TrialForm

FIELD_OF = {"TRL-1": "admin_email", "TRL-2": "services", "TRL-3": "services", "TRL-4": "site_url"}
"""The field beside which a rule's finding stands."""


@dataclass(frozen=True, slots=True)
class FormCheck:
    """What was found. ``form`` has the name and country of a ``known`` customer as they are on record.

    ``problems`` are reasons by field; ``blocks`` the findings that refuse the trial, as far as they can be asked.
    """

    form: TrialForm
    known: Customer | None
    problems: dict[str, str]
    blocks: tuple[Finding, ...]

    def blocks_of(self, field: str) -> tuple[Finding, ...]:
        """Return the findings that stand beside ``field``."""
        return tuple(finding for finding in self.blocks if FIELD_OF[finding.rule] == field)


def look_at(desk: Desk, form: TrialForm) -> FormCheck:
    """Return what there is to say of ``form``."""
    known = new_trial.known_customer(desk, form.admin_email)
    form = _as_recorded(form, known) if known else form
    reading = new_trial.read(desk, form)
    problems = {problem.field: problem.reason.rstrip(".") for problem in reading.problems}
    if known is not None and form.admin_email.strip() != known.admin_email:
        problems["admin_email"] = f"Admin Email is recorded as {plain(known.admin_email, 80)}; F2 takes that"
    blocks: tuple[Finding, ...] = ()
    if not problems and reading.trial is not None:
        blocks = new_trial.check(desk, reading.trial).blocks
        same = None if blocks else new_trial.same_start(desk, reading.trial)
        problems |= {same.field: same.reason} if same else {}
    elif known is not None:
        blocks = _in_the_way(desk, form, known, problems)
    return FormCheck(form, known, problems, blocks)


def _as_recorded(form: TrialForm, known: Customer) -> TrialForm:
    paid = "; ".join(filter(None, (*known.paid_services, form.paid_services)))
    return replace(form, customer_name=known.name, country=known.country, paid_services=paid)


def _in_the_way(desk: Desk, form: TrialForm, known: Customer, problems: dict[str, str]) -> tuple[Finding, ...]:
    """Return what refuses any trial of the known customer, before the form is complete."""
    given = {field.name: "" if field.name in problems else getattr(form, field.name) for field in fields(TrialForm)}
    likely = replace(
        TrialForm(**given),
        admin_email=known.admin_email,
        start_date=given["start_date"] or str(desk.today),
        period_days=given["period_days"] or str(desk.policy.periods[0]),
        services=given["services"] or Service.MESSAGING,
        site_url="",
    )
    trial = new_trial.read(desk, likely).trial
    if trial is None:
        return ()
    return tuple(finding for finding in new_trial.check(desk, trial).blocks if finding.rule == "TRL-1")


def said_of(name: str, text: str, check: FormCheck, desk: Desk) -> tuple[str, str]:
    """Return the level and the words for a field whose ``text`` is right: what it is understood as."""
    value = text.strip()
    if not value:
        return "", ""
    match name:
        case "admin_email" if check.known is not None:
            return "ok", "On record: name, country and paid services are taken from there."
        case "country":
            return "ok", desk.countries.get(value.upper(), "")
        case "site_url":
            site = site_url.normalise(value)
            return "ok", "" if site == value else f"understood as {site}"
    return "ok", ""


def dates_in_words(start: str, period: str, desk: Desk) -> str:
    """Return what follows from a start date and a period: expiry and last day of grace; empty where it does not."""
    lifecycle = _lifecycle(start, period, desk)
    if lifecycle is None:
        return ""
    if lifecycle.phase(desk.today) is Phase.LOST:
        return f"Lost on {in_words(lifecycle.lost_on)}: is the start right?"
    return f"Expires {in_words(lifecycle.expires_on)}, grace to {in_words(lifecycle.grace_ends_on)}"


def lost_already(start: str, period: str, desk: Desk) -> str:
    """Return the day on which a trial with that start and period was lost, if it was; empty where it was not."""
    lifecycle = _lifecycle(start, period, desk)
    return in_words(lifecycle.lost_on) if lifecycle and lifecycle.phase(desk.today) is Phase.LOST else ""


def _lifecycle(start: str, period: str, desk: Desk) -> Lifecycle | None:
    try:
        starts_on = parse_day(start.strip())
    except ValueError:
        return None
    return Lifecycle(starts_on, expiry(starts_on, int(period), None, desk.policy), None, desk.policy)


def quantity_problem(name: str, quantity: str) -> str:
    """Return what is wrong with the ``quantity`` of the service ``name``; empty when it is one."""
    try:
        parse_services(f"{name}:{quantity}", 1)
    except ValueError as error:
        return f"{name} {error}."
    return ""
