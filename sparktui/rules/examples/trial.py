"""The worked examples of the TRL rules.

One job: tell their stories. Must not: hold an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sparktui.domain.dates import plus
from sparktui.domain.trial import Service, ServiceLine
from sparktui.rules.examples.example import Case, Example, with_customer, with_trial
from sparktui.rules.facts import Facts


def stories(usual: Facts) -> Iterator[Example]:
    """Return the examples, told of the ``usual`` trial."""
    life = usual.lifecycle
    second = replace(with_trial(usual, id=2, starts_on=life.lost_on), others=(usual.trial,))
    yield Example(
        "TRL-1",
        "Contoso wants a second trial while the first can still be converted.",
        (
            Case("the first trial's last day of grace", second, life.grace_ends_on),
            Case("the day after, when the first trial is lost", second, life.lost_on),
        ),
    )
    yield Example(
        "TRL-2",
        "Contoso pays for a service and wants to try meetings and calling.",
        (
            Case("messaging is paid for", with_customer(usual, paid_services=(Service.MESSAGING,)), life.starts_on),
            Case("calling is paid for", with_customer(usual, paid_services=(Service.CALLING,)), life.starts_on),
        ),
    )
    unlicensed = (ServiceLine(Service.MESSAGING, 0),)
    too_long = usual.policy.periods[-1] + 1
    yield Example(
        "TRL-3",
        "A new trial is typed in.",
        (
            Case("with services, quantities and an offered period", usual, life.starts_on),
            Case("without a service", with_trial(usual, services=()), life.starts_on),
            Case("without a licence of its service", with_trial(usual, services=unlicensed), life.starts_on),
            Case("one day too long", with_trial(usual, period_days=too_long), life.starts_on),
        ),
    )
    fabrikam = with_customer(second, id=2, name="Fabrikam")
    day_before = with_trial(fabrikam, starts_on=life.grace_ends_on)
    yield Example(
        "TRL-4",
        "Fabrikam would like the site URL that Contoso's trial holds.",
        (
            Case("starting on Contoso's last day of grace", day_before, life.expires_on),
            Case("starting on the day on which the URL is free", fabrikam, life.expires_on),
            Case("with a URL that names no site", with_trial(fabrikam, site_url="fabrikam.example"), life.expires_on),
        ),
    )
    paying = with_customer(usual, paid_services=(Service.MESSAGING,))
    yield Example(
        "TRL-5",
        "Contoso's administrator asks how to add users.",
        (
            Case("the last day of grace", usual, life.grace_ends_on),
            Case("the day after, when the organisation is gone", usual, life.lost_on),
            Case("the day after, with messaging paid for", paying, life.lost_on),
        ),
    )
    asked_on = plus(life.starts_on, 10)
    yield Example(
        "TRL-6",
        "Contoso's administrator presses Request Purchase on the tenth day.",
        (
            Case("nobody has asked", usual, plus(asked_on, -1)),
            Case("asked, and not yet handled", with_trial(usual, purchase_requested_on=asked_on), life.expires_on),
        ),
    )
