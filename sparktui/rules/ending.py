"""END: what the end of a trial asks for, owes and takes away.

One job: the rules about expiry, grace and loss. They describe and warn; nothing in them brings a lost trial back.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.dates import days, in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.trial import Service
from sparktui.rules.conversion import ENDING, what_is_lost
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Answer
from sparktui.rules.rule import BLOCK, INFO, OK, WARN, Rule


def contact_before_the_end(facts: Facts, day: date) -> Answer:
    """END-1. From 14 days before expiry (house rule) a trial without a recorded contact asks for one.

    Example: with an expiry on 2017-08-18 it asks from 2017-08-04 on, until a contact is recorded.
    """
    lifecycle = facts.lifecycle
    if facts.trial.contacted_on is not None:
        return Answer(OK, f"The customer was contacted on {in_words(facts.trial.contacted_on)}.")
    if not lifecycle.phase(day).is_running or day < lifecycle.contact_from:
        return Answer(OK, f"A contact is asked for from {in_words(lifecycle.contact_from)}.")
    return Answer(
        WARN,
        "Nobody has recorded a contact with the customer about the end of the trial.",
        "Get in touch, then record the contact.",
    )


def reminder_mails(facts: Facts, day: date) -> Answer:
    """END-2. Seven days before expiry, the customer administrator and every partner administrator get a mail.

    Example: with an expiry on 2017-08-18 the day is 2017-08-11.
    """
    return _mails(facts, day, facts.lifecycle.reminder_on, "the customer administrator and the partner administrators")


def expiry_mails(facts: Facts, day: date) -> Answer:
    """END-3. On the expiry day the same people get a mail again, and licences show as expired.

    Example: with an expiry on 2017-08-18 the day is 2017-08-18.
    """
    return _mails(facts, day, facts.lifecycle.expires_on, "the customer administrator and the partner administrators")


def end_of_access_mails(facts: Facts, day: date) -> Answer:
    """END-4. Thirty days after expiry, every user gets a mail about the end of access.

    Example: with an expiry on 2017-08-18 the day is 2017-09-17.
    """
    return _mails(facts, day, facts.lifecycle.grace_ends_on, "every user")


def grace(facts: Facts, day: date) -> Answer:
    """END-5. Thirty days of grace: still convertible, with everything that will be lost and the day.

    Example: with an expiry on 2017-08-18 grace runs from 08-19 through 09-17.
    """
    lifecycle = facts.lifecycle
    left = lifecycle.grace_days_left(day)
    if left is None:
        return Answer(OK, f"Grace lasts until {in_words(lifecycle.grace_ends_on)}.")
    when = f"{days(left)} of grace left" if left else "The last day of grace"
    return Answer(
        WARN,
        f"{when}. On {in_words(lifecycle.lost_on)}: {what_is_lost(facts.trial)}.",
        f"Convert by {in_words(lifecycle.grace_ends_on)}.",
    )


def loss_is_final(facts: Facts, day: date) -> Answer:
    """END-6. Loss cannot be undone by anybody.

    Example: from 2017-09-18 on, a trial that expired on 2017-08-18 takes no command at all.
    """
    lifecycle = facts.lifecycle
    if lifecycle.phase(day) is not Phase.LOST:
        return Answer(OK, "The trial is not lost.")
    return Answer(
        BLOCK,
        f"Lost on {in_words(lifecycle.lost_on)}: {what_is_lost(facts.trial)}. No command brings it back.",
        "Start a new trial, or place a new order: both are a new start.",
    )


def numbers_are_held(facts: Facts, day: date) -> Answer:
    """END-7. Calls stop at loss; the numbers are held 15 days more.

    Example: lost on 2017-09-18, the numbers are held through 10-02 and released on 10-03.
    """
    lifecycle = facts.lifecycle
    released_on = in_words(lifecycle.numbers_released_on)
    if not facts.trial.has(Service.CALLING):
        return Answer(OK, "The trial has no calling.")
    if lifecycle.phase(day) is not Phase.LOST:
        return Answer(OK, "Calls work and the numbers are in use.")
    if day < lifecycle.numbers_released_on:
        return Answer(WARN, f"Calls have stopped; the numbers are released on {released_on}.")
    return Answer(INFO, f"The numbers were released on {released_on}.")


RULES = (
    Rule("END-1", "The customer is contacted before the end", ENDING, ("ending-1",), contact_before_the_end),
    Rule("END-2", "Mails at the reminder", ENDING, ("ending-2", "ending-4", "ending-6"), reminder_mails),
    Rule("END-3", "Mails on the expiry day", ENDING, ("ending-3", "ending-4", "ending-7"), expiry_mails),
    Rule("END-4", "Mails to users at the end of access", ENDING, ("ending-10", "ending-11"), end_of_access_mails),
    Rule(
        "END-5",
        "Thirty days of grace",
        ENDING,
        (
            "ending-12",
            "ending-13",
            "ending-14",
            "ending-15",
            "ending-16",
            "ending-17",
            "ending-18",
            "ending-19",
            "ending-20",
        ),
        grace,
    ),
    Rule(
        "END-6",
        "Loss is final",
        ENDING,
        ("ending-16", "ending-17", "ending-18", "ending-19", "ending-20", "ending-21"),
        loss_is_final,
    ),
    Rule("END-7", "Numbers are held after loss", ENDING, ("ending-22", "ending-23"), numbers_are_held),
)


def _mails(facts: Facts, day: date, on: date, audience: str) -> Answer:
    converted_on = facts.trial.converted_on
    if converted_on is not None and converted_on <= on:
        return Answer(OK, "Converted by that day; nobody is mailed.")
    if day < on:
        return Answer(OK, f"On {in_words(on)} a mail goes to {audience}.")
    return Answer(INFO, f"Since {in_words(on)} a mail has been due to {audience}.")
