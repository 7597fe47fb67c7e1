"""The worked examples of the CNV rules about the order itself.

One job: tell their stories. Must not: hold an answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from sparktui.domain.offer import OfferName
from sparktui.rules.examples.example import Case, Example, with_order
from sparktui.rules.facts import Facts


def stories(usual: Facts) -> Iterator[Example]:
    """Return the examples, told of the ``usual`` trial and its order under A-SPK."""
    yield from _fields(usual)
    yield from _offers(usual)


def _fields(usual: Facts) -> Iterator[Example]:
    day = usual.lifecycle.expires_on
    address = usual.trial.customer.admin_email
    yield Example(
        "CNV-5",
        "The deal ID on Contoso's record is 0042318.",
        (
            Case("0042318 is typed", usual, day),
            Case("42318 is typed", with_order(usual, deal_id="42318"), day),
            Case("D-42318 is typed", with_order(usual, deal_id="D-42318"), day),
        ),
    )
    yield Example(
        "CNV-6",
        f"The recorded address of Contoso's administrator is {address}.",
        (
            Case("the same is pasted, with blanks around it", with_order(usual, admin_email=f" {address} "), day),
            Case("a zero is typed for an o", with_order(usual, admin_email="jane.d0e@contoso.example"), day),
            Case("a capital is typed", with_order(usual, admin_email="Jane.doe@contoso.example"), day),
        ),
    )
    yield Example(
        "CNV-7",
        "Contoso's trial has the site contoso.webex.com, and the plan includes a WebEx site.",
        (
            Case("the same site, written otherwise", with_order(usual, webex_url="HTTPS://Contoso.WebEx.com/"), day),
            Case("another site", with_order(usual, webex_url="contoso2.webex.com"), day),
            Case("no site", with_order(usual, webex_url=""), day),
        ),
    )
    smaller = with_order(usual, plan="C2", webex_url="")
    yield Example(
        "CNV-8",
        "Contoso's trial has a site, and a smaller plan would do for everything else.",
        (Case("ordered as C3", usual, day), Case("ordered as C2", smaller, day)),
    )
    yield Example(
        "CNV-16",
        "Contoso uses meetings and calling.",
        (
            Case("ordered as C3", usual, day),
            Case("ordered as M3", with_order(usual, plan="M3"), day),
            Case("no plan is chosen", with_order(usual, plan=None), day),
        ),
    )


def _offers(usual: Facts) -> Iterator[Example]:
    life = usual.lifecycle
    day = life.expires_on
    under_wx = with_order(usual, offer=OfferName.A_WX, plan=None)
    undecided = with_order(usual, offer=None, plan=None)
    either = (Case("under A-SPK", usual, day), Case("under A-WX", under_wx, day))
    yield Example(
        "CNV-9", "Contoso's whole trial is to be bought.", (*either, Case("no offer is chosen", undecided, day))
    )
    yield Example("CNV-10", "Contoso has recordings on the trial's site, and messages beside them.", either)
    yield Example(
        "CNV-11",
        "Contoso would like to go on under the URL of its trial's site with an A-WX order.",
        (
            Case("while the trial holds the URL", under_wx, life.grace_ends_on),
            Case("with a ticket", with_order(under_wx, site_ticket="SR 6912"), life.grace_ends_on),
            Case("when the URL is free", under_wx, life.lost_on),
            Case("under another URL", with_order(under_wx, webex_url="contoso2.webex.com"), life.grace_ends_on),
        ),
    )
    yield Example("CNV-12", "Contoso could take everything along.", either)
    addons = ("webex-event-center-1000",)
    yield Example(
        "CNV-13",
        "Contoso adds WebEx Event Center 1000 to the order.",
        tuple(Case(case.label, with_order(case.facts, addons=addons), day) for case in either),
    )
