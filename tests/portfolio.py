"""The words in which tests tell of trials: who has one, on which day somebody does something, and to which order.

One job: make real trials and orders on a real desk through the use cases, from the few facts that a story is about.
Must not: know screens, or write to the database past the use cases.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sparktui import bootstrap
from sparktui.clock import Clock
from sparktui.domain.conversion import Conversion, DevicesChoice, Order
from sparktui.domain.offer import OfferName
from sparktui.domain.text import search_key
from sparktui.domain.trial import Service, Trial
from sparktui.services import conversion, new_trial
from sparktui.services.desk import Desk
from sparktui.services.trial_form import TrialForm
from sparktui.settings import Settings

TODAY = date(2026, 11, 22)
ADA = "ada@northwind.example"
BEN = "ben@northwind.example"


def D(text: str) -> date:  # noqa: N802 - a date, as tests write it
    """Return the day that ``text`` names."""
    return date.fromisoformat(text)


def a_desk(path: Path, *, day: date | None = TODAY, read_only: bool = False) -> Desk:
    """Return a desk on the database file ``path`` with Ada at the keyboard."""
    return bootstrap.open_desk(Settings(db=path, operator=ADA, as_of=day, read_only=read_only))


def on(desk: Desk, day: date | str) -> Desk:
    """Return ``desk`` on another business day."""
    return replace(desk, clock=Clock(day if isinstance(day, date) else D(day)))


def with_operator(desk: Desk, operator: str) -> Desk:
    """Return ``desk`` with somebody else at the keyboard."""
    return replace(desk, operator=operator)


def days(count: int) -> timedelta:
    """Return ``count`` days."""
    return timedelta(days=count)


def a_trial(desk: Desk, customer: str = "Contoso", starts: date | str = "2026-10-01", **facts: str) -> Trial:
    """Start a trial of ``customer`` and return it: 60 days of messaging for a customer in the US, but for ``facts``.

    The facts are the fields of `TrialForm`; the address follows from the name unless it is given.
    """
    usual = {
        "country": "US",
        "admin_email": f"jane.doe@{_slug(customer)}.example",
        "period_days": "60",
        "services": "messaging:25",
    }
    return new_trial.start_trial(desk, TrialForm(customer_name=customer, start_date=str(starts), **{**usual, **facts}))


def a_trial_expiring(desk: Desk, customer: str, expires: date | str, **facts: str) -> Trial:
    """Start a trial of ``customer``, 60 days unless said otherwise, whose last day is ``expires``."""
    last_day = expires if isinstance(expires, date) else D(expires)
    return a_trial(desk, customer, last_day - days(int(facts.get("period_days", "60"))), **facts)


def a_trial_with_a_site(desk: Desk) -> Trial:
    """Start Contoso's trial of messaging and meetings with a site, which expires on 30 November 2026."""
    services, site = "messaging:25; meetings:25", "contoso.webex.com"
    return a_trial(desk, "Contoso", "2026-10-01", services=services, site_url=site, deal_id="0042318")


def an_order(trial: Trial, **changes: Any) -> Order:
    """Return an order under A-SPK that no rule blocks for ``trial`` while it can be converted, but for ``changes``."""
    kind = "C" if trial.has(Service.CALLING) else "M"
    size = "3" if trial.site_url else "2" if trial.has(Service.MEETINGS) else "1"
    flawless = Order(
        offer=OfferName.A_SPK,
        plan=kind + size,
        deal_id=trial.deal_id or "4711",
        admin_email=trial.customer.admin_email,
        webex_url=trial.site_url or "",
        device_contact="2026-11-20, J. Roe, case 6912" if trial.devices else "",
        devices=DevicesChoice.RETURN if trial.devices else None,
    )
    return replace(flawless, **changes)


def acknowledged(desk: Desk, trial: Trial, order: Order) -> Order:
    """Return ``order`` with every warning that it brings today acknowledged."""
    checked = conversion.check_order(desk, trial, order)
    rules = tuple(finding.rule for finding in checked.unacknowledged)
    return conversion.acknowledge(order, checked.verdict, rules)


def place_order(desk: Desk, trial: Trial, number: str = "81234567", **changes: Any) -> None:
    """Take ``trial`` from nothing to a placed order."""
    conversion.make_ready(desk, trial, acknowledged(desk, trial, an_order(trial, **changes)))
    conversion.place(desk, trial, number)


def open_document(desk: Desk, trial: Trial) -> Conversion:
    """Return the conversion of ``trial`` that is under way; there has to be one."""
    found = conversion.open_conversion(desk, trial)
    assert found is not None
    return found


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", search_key(name)).strip("-") or "customer"
