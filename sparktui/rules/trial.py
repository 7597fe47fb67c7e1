"""TRL: starting a trial, and helping along the way.

One job: the rules of a new trial and of adoption help and purchase requests. A new trial is judged as the
proposed facts (``facts.trial``) together with ``facts.others``: the trials of the same customer and those that
name the same site.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain import site_url
from sparktui.domain.dates import in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.trial import Service, Trial
from sparktui.rules.conversion import CONVERT
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Answer
from sparktui.rules.rule import BLOCK, HOUSE_RULE, INFO, OK, WARN, Rule

MODIFICATION = "Trial Modification and Conversion"


def one_running_trial(facts: Facts, day: date) -> Answer:
    """TRL-1. A customer may have one running trial at a time.

    Example: with a trial that expires on 2026-11-30 a second one is refused until 2026-12-31, when the first
    is past its grace period, or until the first is converted.
    """
    for other in facts.others:
        lifecycle = other.lifecycle(facts.policy)
        is_the_customers = other.customer.id == facts.trial.customer.id and other.id != facts.trial.id
        if is_the_customers and lifecycle.phase(day).is_running:
            return Answer(
                BLOCK,
                f"The customer already has the trial {other.reference}, which runs or can be converted until "
                f"{in_words(lifecycle.grace_ends_on)}.",
                f"Convert {other.reference}, add the services to it, or wait until {in_words(lifecycle.lost_on)}.",
            )
    return Answer(OK, "The customer has no other running trial.")


def services_not_yet_owned(facts: Facts, day: date) -> Answer:
    """TRL-2. A paid customer may try what they have not bought, and nothing that they own.

    Example: a customer who pays for messaging may try calling; a trial of messaging is refused.
    """
    owned = [service for service in facts.trial.service_names if service in facts.trial.customer.paid_services]
    if owned:
        return Answer(
            BLOCK,
            f"The customer already pays for {_listed(owned)}.",
            f"Leave {_listed(owned)} out and try services that are not bought yet.",
        )
    if facts.trial.customer.paid_services:
        return Answer(OK, "A paid customer, trying services that are not bought yet.")
    return Answer(OK, "The customer pays for none of these services.")


def complete(facts: Facts, day: date) -> Answer:
    """TRL-3. A trial has at least one service, an allowed period, and quantities of 1 or more.

    Example: 60 days of messaging:25 is complete; 45 days, or no service, is not.
    """
    trial, periods = facts.trial, facts.policy.periods
    allowed = _listed([str(period) for period in periods], "or")
    if not trial.services:
        return Answer(BLOCK, "The trial has no service.", f"Choose at least one of {_listed(list(Service), 'or')}.")
    if trial.period_days not in periods:
        return Answer(BLOCK, f"A period of {trial.period_days} days is not offered.", f"Choose {allowed} days.")
    if any(line.quantity < 1 for line in trial.services) or any(device.quantity < 1 for device in trial.devices):
        return Answer(BLOCK, "A quantity is less than 1.", "Give every service and device a quantity of 1 or more.")
    return Answer(OK, "Services, quantities and period are in order.")


def site_is_free(facts: Facts, day: date) -> Answer:
    """TRL-4. A trial with meetings may name a well-formed site URL that no other trial holds.

    A site is held from a trial's start until the day on which it is free (the day of loss); a converted trial's
    site has become the customer's paid site. Example: a site whose trial expired on 2026-10-20 is held through
    2026-11-19 and can be named for a trial that starts on 2026-11-20.
    """
    trial = facts.trial
    if trial.site_url is None:
        return Answer(OK, "The trial names no site URL.")
    if not trial.has(Service.MEETINGS):
        return Answer(
            BLOCK,
            f"The trial names the site {trial.site_url} but has no meetings.",
            "Add meetings to the trial, or leave the site URL empty.",
        )
    if not site_url.is_well_formed(trial.site_url):
        return Answer(
            BLOCK,
            f"{trial.site_url[:80]!r} is not a site URL.",
            "Write it as name.webex.com, with letters, digits and hyphens in the name.",
        )
    for other in facts.others:
        if other.id != trial.id and other.site_url == trial.site_url and _holds(other, facts, day):
            return _held_by(other, facts)
    return Answer(OK, f"The site {trial.site_url} is free.")


def adoption_help(facts: Facts, day: date) -> Answer:
    """TRL-5. Adoption help can be given at any time while the organisation exists.

    Example: it ends on the day of loss, unless the customer pays for a service and so keeps the organisation.
    """
    if facts.phase(day) is Phase.LOST and not facts.trial.customer.paid_services:
        return Answer(BLOCK, "The organisation is gone, so there is nobody left to help.", "Start a new trial.")
    return Answer(INFO, "Help with getting started, users, service assignments, usage reports and support fits now.")


def purchase_request(facts: Facts, day: date) -> Answer:
    """TRL-6. A purchase request marks the trial until somebody handles it.

    Example: asked on 2026-11-20, the trial stands first in the list until the request is handled.
    """
    asked_on = facts.trial.purchase_requested_on
    if asked_on is None:
        return Answer(OK, "No purchase request is waiting.")
    return Answer(
        WARN,
        f"The customer asked to buy on {in_words(asked_on)}, and nobody has handled it.",
        "Get in touch and convert the trial, or mark the request as handled.",
    )


RULES = (
    Rule("TRL-1", "One running trial per customer", HOUSE_RULE, (), one_running_trial),
    Rule(
        "TRL-2",
        "A paid customer tries what is not bought yet",
        MODIFICATION,
        ("modification-9", "modification-10"),
        services_not_yet_owned,
    ),
    Rule("TRL-3", "A trial has services, quantities and a period", HOUSE_RULE, (), complete),
    Rule("TRL-4", "The site URL is well-formed and free", CONVERT, ("convert-26",), site_is_free),
    Rule(
        "TRL-5",
        "Adoption help while the organisation exists",
        MODIFICATION,
        ("modification-1", "modification-2", "modification-3", "modification-4", "modification-5", "modification-6"),
        adoption_help,
    ),
    Rule(
        "TRL-6",
        "A purchase request waits until it is handled",
        MODIFICATION,
        ("modification-7", "modification-8"),
        purchase_request,
    ),
)


def _holds(other: Trial, facts: Facts, day: date) -> bool:
    """Whether ``other`` and the trial in question would hold the same site on one day, today or later."""
    theirs, ours = other.lifecycle(facts.policy), facts.lifecycle
    if other.converted_on is not None:
        return other.customer.id != facts.trial.customer.id
    overlap_from = max(theirs.starts_on, ours.starts_on, day)
    overlap_to = theirs.lost_on if facts.trial.converted_on else min(theirs.lost_on, ours.lost_on)
    return overlap_from < overlap_to


def _held_by(other: Trial, facts: Facts) -> Answer:
    if other.converted_on is not None:
        return Answer(
            BLOCK,
            f"The site {other.site_url} was converted with {other.reference} and is another customer's paid site.",
            "Name another site.",
        )
    free_on = in_words(other.lifecycle(facts.policy).lost_on)
    return Answer(
        BLOCK,
        f"The site {other.site_url} is held by {other.reference} until it is free on {free_on}.",
        f"Name another site, or start the trial on {free_on} or later.",
    )


def _listed(names: list[str] | list[Service], joint: str = "and") -> str:
    words = [str(name) for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"
