"""A trial as people write it down: in a file's row, a form, or on the command line.

One job: read such texts into a trial, and say of every field that cannot be read what is wrong and how to mend it.
What a trial means by itself is judged here, extension and conversion days included; what it means beside other
trials is left to the rules. Must not: touch the database.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sparktui.domain.dates import plus
from sparktui.domain.policy import Policy
from sparktui.domain.quantities import parse_devices, parse_service_names
from sparktui.domain.trial import Customer, Device, Service, ServiceLine, Trial, expiry
from sparktui.services.trial_fields import (
    read_country,
    read_day,
    read_deal_id,
    read_mail_address,
    read_period,
    read_services,
    read_site,
    read_text,
)

_Value = TypeVar("_Value")
_NO_SERVICES: tuple[ServiceLine, ...] = ()
_NO_DEVICES: tuple[Device, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialForm:
    """The texts of one trial, as typed. The names are those of the customer file's columns; empty is not given."""

    customer_name: str = ""
    country: str = ""
    admin_email: str = ""
    start_date: str = ""
    period_days: str = ""
    extended_on: str = ""
    services: str = ""
    site_url: str = ""
    deal_id: str = ""
    devices: str = ""
    paid_services: str = ""
    converted_on: str = ""
    notes: str = ""


REQUIRED = ("customer_name", "country", "admin_email", "start_date", "period_days", "services")
# Without these nobody can tell whose trial it is, or whether it runs.
_OF_OUTLINE = frozenset({"admin_email", "start_date", "period_days", "extended_on", "converted_on"})


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A field that cannot be read: its name in `TrialForm`, its text, what is wrong with it, and how to mend it."""

    field: str
    value: str
    wrong: str
    mend: str

    @property
    def reason(self) -> str:
        """What is wrong and how to mend it, without a full stop."""
        return f"{self.wrong}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form was read into: a trial (with ID 0, of a customer with ID 0), or the problems.

    ``outline`` is the trial without what is wrong with it: enough to hold it against other trials. It is None where
    that says too little: whose trial it is and its days have to be right.
    """

    outline: Trial | None
    problems: tuple[FieldProblem, ...] = ()

    @property
    def trial(self) -> Trial | None:
        """The trial, if there is no problem."""
        return None if self.problems else self.outline


def heading(field: str) -> str:
    """Return the name of a form's field as the customer file heads its column: ``Site URL`` for ``site_url``."""
    return " ".join({"url": "URL", "id": "ID"}.get(word, word.capitalize()) for word in field.split("_"))


def read_form(form: TrialForm, policy: Policy, countries: Mapping[str, str], today: date) -> Reading:
    """Return the trial that ``form`` describes, or every problem that it has."""
    problems: list[FieldProblem] = []

    def read(field: str, parse: Callable[[str], _Value], otherwise: _Value) -> _Value:
        text = getattr(form, field).strip()
        if not text:
            if field in REQUIRED:
                problems.append(FieldProblem(field, "", f"{heading(field)} is empty", "it is required"))
            return otherwise
        try:
            return parse(text)
        except ValueError as error:
            # What parses says "what is wrong; how to mend it".
            wrong, _, mend = str(error).rpartition("; ")
            problems.append(FieldProblem(field, text, f"{heading(field)} {wrong}", mend))
            return otherwise

    customer = Customer(
        id=0,
        name=read("customer_name", read_text, ""),
        country=read("country", lambda text: read_country(text, countries), ""),
        admin_email=read("admin_email", read_mail_address, ""),
        paid_services=read("paid_services", parse_service_names, ()),
    )
    starts_on = read("start_date", read_day, None)
    period = read("period_days", lambda text: read_period(text, policy), 0)
    services = read("services", lambda text: read_services(text, policy), _NO_SERVICES)
    site = read("site_url", read_site, None)
    has_meetings = Service.MEETINGS in {line.service for line in services}
    if site and services and not has_meetings:
        wrong = f"Site URL {site} is given, but the trial has no meetings"
        problems.append(FieldProblem("site_url", form.site_url.strip(), wrong, "add meetings or drop the site"))
    deal_id = read("deal_id", read_deal_id, None)
    devices = read("devices", parse_devices, _NO_DEVICES)
    notes = read("notes", read_text, "")
    extended_on = read("extended_on", read_day, None)
    converted_on = read("converted_on", read_day, None)
    unread = {problem.field for problem in problems}
    problems += _out_of_time(starts_on, period, extended_on, converted_on, unread, policy, today)
    if starts_on is None or not _OF_OUTLINE.isdisjoint(problem.field for problem in problems):
        return Reading(None, tuple(problems))
    outline = Trial(
        id=0,
        customer=customer,
        starts_on=starts_on,
        period_days=period,
        services=services,
        extended_on=extended_on,
        site_url=site if has_meetings else None,
        deal_id=deal_id,
        devices=devices,
        converted_on=converted_on,
        notes=notes,
    )
    return Reading(outline, tuple(problems))


def _out_of_time(
    starts_on: date | None,
    period: int,
    extended_on: date | None,
    converted_on: date | None,
    unread: Collection[str],
    policy: Policy,
    today: date,
) -> list[FieldProblem]:
    """Return what is wrong with the days of extension and conversion, as far as the days around them are known."""
    last = grace_ends = None
    if starts_on and period:
        last = expiry(starts_on, period, None, policy)
        if "extended_on" not in unread:
            grace_ends = plus(expiry(starts_on, period, extended_on, policy), policy.grace_days)
    problems = _outside("extended_on", extended_on, starts_on, last, today)
    problems += _outside("converted_on", converted_on, starts_on, grace_ends, today)
    if not problems and extended_on and converted_on and extended_on > converted_on:
        wrong = f"Extended On {extended_on} comes after the conversion on {converted_on}"
        problems.append(FieldProblem("extended_on", str(extended_on), wrong, "check both days"))
    return problems


def _outside(field: str, day: date | None, first: date | None, last: date | None, today: date) -> list[FieldProblem]:
    if day is None:
        return []
    if day > today:
        wrong = f"{heading(field)} {day} lies in the future (today is {today})"
        return [FieldProblem(field, str(day), wrong, "leave it empty until that has happened")]
    if (first and day < first) or (last and day > last):
        days = f"{first} to {last}" if last else f"{first} and later"
        wrong = f"{heading(field)} {day} lies outside the days on which it was possible, {days}"
        return [FieldProblem(field, str(day), wrong, "check this day, the start and the period")]
    return []
