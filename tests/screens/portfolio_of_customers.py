"""A partner with a trial in every phase, as the customer list shows them.

One job: make these trials. Must not: hold anything that is tested.
"""

from __future__ import annotations

from sparktui.domain.trial import Trial
from sparktui.services import conversion, partner, requests
from sparktui.services.desk import Desk
from tests.portfolio import TODAY, a_trial, a_trial_expiring, days, on, place_order

IN_ORDER = (
    "Asked Co",
    "Lastday AG",
    "Grace Inc",
    "Today SA",
    "Expiring Oy",
    "Active BV",
    "Later KK",
    "Bought plc",
    "Lost Ltd",
)
"""The customers in the order of urgency."""


def every_phase(desk: Desk) -> dict[str, Trial]:
    """Record a trial in every phase and return each by its customer's name."""
    partner.set_partner(desk, name="Northwind Networks")
    services = "messaging:25; meetings:25; calling:5"
    made = [
        a_trial_expiring(desk, "Lost Ltd", TODAY - days(40)),
        a_trial_expiring(desk, "Grace Inc", TODAY - days(28), services=services, site_url="grace.webex.com"),
        a_trial_expiring(desk, "Lastday AG", TODAY - days(30)),
        a_trial_expiring(desk, "Expiring Oy", TODAY + days(3)),
        a_trial_expiring(desk, "Today SA", TODAY),
        a_trial_expiring(desk, "Active BV", TODAY + days(20), deal_id="0042318"),
        a_trial(desk, "Later KK", TODAY + days(5)),
        a_trial_expiring(desk, "Asked Co", TODAY + days(30)),
        a_trial_expiring(desk, "Bought plc", TODAY + days(10)),
    ]
    trials = {trial.customer.name: trial for trial in made}
    requests.add_request(on(desk, TODAY - days(2)), trials["Asked Co"], "wants a quote")
    before = on(desk, TODAY - days(5))
    place_order(before, trials["Bought plc"])
    conversion.complete(before, trials["Bought plc"])
    return trials
