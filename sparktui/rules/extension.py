"""EXT: making a trial longer, and adding services to it.

One job: the rules of the Edit Trial form. ``facts.added`` holds the services to be added.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.dates import in_words, plus
from sparktui.domain.lifecycle import Phase
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Answer
from sparktui.rules.rule import BLOCK, HOUSE_RULE, OK, Rule

EXTEND = "Extend a Customer's Cisco Spark Trial"


def extended_once(facts: Facts, day: date) -> Answer:
    """EXT-1. A trial is extended once, by the policy's 30 days.

    Example: started 2017-05-20 for 90 days and extended, a trial expires on 2017-09-17 and stays there.
    """
    if facts.trial.extended_on is not None:
        return Answer(
            BLOCK,
            f"The trial was already extended on {in_words(facts.trial.extended_on)}; once is all there is.",
            f"Convert it by {in_words(facts.lifecycle.grace_ends_on)}.",
        )
    new_expiry = plus(facts.lifecycle.expires_on, facts.policy.extension_days)
    return Answer(
        OK, f"Not extended yet; {facts.policy.extension_days} days more make it expire on {in_words(new_expiry)}."
    )


def extended_while_running(facts: Facts, day: date) -> Answer:
    """EXT-2. A trial can be extended from its start through its expiry day.

    Example: with an expiry on 2017-08-18 it can be extended on 08-18; on 08-19 only conversion is left.
    """
    return _while_running(facts, day, "extended")


def no_order_underway(facts: Facts, day: date) -> Answer:
    """EXT-3. An order that is placed but not converted blocks an extension.

    Example: order 81234567 placed yesterday; the trial can be extended again once that order is cancelled.
    """
    if facts.placed_order is not None:
        return Answer(
            BLOCK,
            f"The order {facts.placed_order} is placed and not yet converted.",
            "Record the conversion, or cancel the order first.",
        )
    return Answer(OK, "No order is under way.")


def services_added_while_running(facts: Facts, day: date) -> Answer:
    """EXT-4. Services are added to a running trial through its expiry day; never one that is paid for or there.

    Example: calling can be added to a trial of messaging on its last day, unless the customer pays for calling.
    """
    running = _while_running(facts, day, "given more services")
    if running.level is BLOCK:
        return running
    for line in facts.added:
        if line.service in facts.trial.customer.paid_services:
            return Answer(BLOCK, f"The customer already pays for {line.service}.", f"Leave {line.service} out.")
        if facts.trial.has(line.service):
            return Answer(BLOCK, f"The trial already has {line.service}.", f"Leave {line.service} out.")
        if line.quantity < 1:
            return Answer(BLOCK, f"The quantity of {line.service} is less than 1.", "Give a quantity of 1 or more.")
    return Answer(OK, f"Services can be added until {in_words(facts.lifecycle.expires_on)}.")


RULES = (
    Rule("EXT-1", "A trial is extended once", EXTEND, ("extend-2", "extend-3", "extend-7"), extended_once),
    Rule("EXT-2", "Extended from start through expiry", EXTEND, ("extend-1", "ending-13"), extended_while_running),
    Rule("EXT-3", "No order is under way", HOUSE_RULE, (), no_order_underway),
    Rule(
        "EXT-4",
        "Services are added from start through expiry",
        EXTEND,
        ("modification-10", "extend-8"),
        services_added_while_running,
    ),
)


def _while_running(facts: Facts, day: date, done: str) -> Answer:
    lifecycle = facts.lifecycle
    match lifecycle.phase(day):
        case Phase.SCHEDULED:
            return Answer(
                BLOCK,
                f"The trial has not started yet; it can be {done} from {in_words(lifecycle.starts_on)}.",
                f"Come back on {in_words(lifecycle.starts_on)}.",
            )
        case Phase.GRACE:
            return Answer(
                BLOCK,
                f"The trial expired on {in_words(lifecycle.expires_on)} and is in grace: only conversion is left.",
                f"Convert it by {in_words(lifecycle.grace_ends_on)}.",
            )
        case Phase.LOST:
            return Answer(
                BLOCK,
                f"The trial was lost on {in_words(lifecycle.lost_on)}; nothing brings it back.",
                "Start a new trial, or place a new order.",
            )
        case Phase.CONVERTED:
            return Answer(BLOCK, "The trial has been converted; there is nothing left of it to change.")
    return Answer(OK, f"The trial can be {done} until {in_words(lifecycle.expires_on)}.")
