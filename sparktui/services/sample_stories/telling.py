"""What a story is, and the two things that nearly every story does: begin a trial, and make up its order.

A story is a generator. It yields the day of its next event, counted from today (-30 is thirty days ago), and is sent
a desk of that day with somebody of the partner's staff at it. So all stories live through the same past, side by
side, and what a rule would have refused on its day cannot be told.

One job: the vocabulary of the stories. Must not: write past the use cases, or decide when an event takes place (see
`sparktui.services.sample_data`).
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from sparktui.domain.conversion import Order
from sparktui.domain.dates import plus
from sparktui.domain.offer import OfferName
from sparktui.domain.trial import Service, Trial
from sparktui.services.conversion import acknowledge, check_order, make_ready
from sparktui.services.desk import Desk
from sparktui.services.new_trial import start_trial
from sparktui.services.trial_form import TrialForm

Story = Generator[int, Desk, None]


def begin(
    desk: Desk,
    name: str,
    address: str,
    services: str,
    *,
    country: str = "US",
    days: int = 60,
    starts_in: int = 0,
    **facts: str,
) -> Trial:
    """Start a trial on the desk's day, or ``starts_in`` days later; ``facts`` are further fields of `TrialForm`."""
    form = TrialForm(
        customer_name=name,
        country=country,
        admin_email=address,
        start_date=str(plus(desk.today, starts_in)),
        period_days=str(days),
        services=services,
        **facts,
    )
    return start_trial(desk, form)


def order_for(trial: Trial, **typed: Any) -> Order:
    """Return the order under A-SPK that converts all of ``trial``, but for what was ``typed`` otherwise."""
    plan = ("C" if trial.has(Service.CALLING) else "M") + ("3" if trial.site_url else "1")
    usual = {
        "offer": OfferName.A_SPK,
        "plan": plan,
        "deal_id": trial.deal_id or "",
        "admin_email": trial.customer.admin_email,
        "webex_url": trial.site_url or "",
    }
    return Order(**{**usual, **typed})


def make_it_ready(desk: Desk, trial: Trial, order: Order) -> None:
    """Acknowledge whatever ``order`` warns of on the desk's day, and make it ready to be placed."""
    checked = check_order(desk, trial, order)
    rules = tuple(finding.rule for finding in checked.unacknowledged)
    make_ready(desk, trial, acknowledge(order, checked.verdict, rules))
