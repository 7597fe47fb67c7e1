"""A worked example for each rule: one story, told on the days or with the orders between which the answer turns.

One job: give the facts of each example, so that a rule is explained by what it really answers. The stories stand in
one file for each file of rules.
Must not: hold an answer, or a day that does not follow from the policy.

The trial of all stories starts on 2017-05-20. For 90 days it expires on 2017-08-18; its last day of grace is
2017-09-17, and it is lost on 2017-09-18.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.conversion import Order
from sparktui.domain.offer import Catalogue, OfferName
from sparktui.domain.partner import Partner
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Customer, Service, ServiceLine, Trial
from sparktui.rules.catalogue import RULES
from sparktui.rules.examples import conversion, conversion_order, ending, extension, rma, shipment, trial
from sparktui.rules.examples.example import Case, Example
from sparktui.rules.facts import Facts

__all__ = ["Case", "Example", "examples"]

_ADDRESS, _SITE, _DEAL = "jane.doe@contoso.example", "contoso.webex.com", "0042318"


def examples(policy: Policy, catalogue: Catalogue) -> dict[str, Example]:
    """Return the example of every rule by the rule's ID, in the order of the rules."""
    usual = Facts(
        Trial(
            id=1,
            customer=Customer(1, "Contoso", "US", _ADDRESS),
            starts_on=date(2017, 5, 20),
            period_days=policy.periods[-1],
            services=(ServiceLine(Service.MEETINGS, 25), ServiceLine(Service.CALLING, 25)),
            site_url=_SITE,
            deal_id=_DEAL,
        ),
        Partner("Northwind Networks", tier=1, distributor="orders@distributor.example"),
        policy,
        catalogue,
        Order(OfferName.A_SPK, "C3", deal_id=_DEAL, admin_email=_ADDRESS, webex_url=_SITE),
    )
    families = (trial, extension, conversion, conversion_order, ending, shipment, rma)
    told = {example.rule_id: example for family in families for example in family.stories(usual)}
    return {rule.id: told[rule.id] for rule in RULES}
