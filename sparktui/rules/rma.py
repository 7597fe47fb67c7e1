"""RMA: what a return needs, what is done when the label is lost, and the order of its steps.

One job: the rules of returns, asked of recorded ones (``facts.returns``) and of the next step (``facts.step``) that
somebody wants to record of them. None of them depends on the day. Must not: move a return.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sparktui.domain.partner import Partner
from sparktui.domain.rma import IN_ORDER, NEEDED, Rma, RmaStep
from sparktui.domain.trial import Trial
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Answer
from sparktui.rules.rule import BLOCK, INFO, OK, WARN, Rule

RETURNS = "RMAs for Cisco Spark Endpoints"


def has_what_it_needs(facts: Facts, day: date) -> Answer:
    """RMA-1. A device goes back in its packaging, with the label on the box and a pickup booked; then it is processed.

    Example: a return that was opened still needs all three, and recording it as processed is refused; once they are
    recorded nothing is missing.
    """
    lacking = [rma for rma in facts.returns if rma.missing and rma.step is not RmaStep.CANCELLED]
    if not lacking:
        return Answer(OK, "Nothing that a return needs is missing.")
    said = " ".join(
        f"{rma.reference} still needs {_joined([NEEDED[step] for step in rma.missing])}." for rma in lacking
    )
    if facts.step is RmaStep.PROCESSED:
        return Answer(BLOCK, said, "Record each of these when it is done; the return is processed after that.")
    return Answer(INFO, said, "Ask the customer to keep the packaging, put the label on, and call for a pickup.")


def waits_for_its_label(facts: Facts, day: date) -> Answer:
    """RMA-2. Where label or packaging is lost, partner help prints and mails new ones, and the return waits.

    Example: while it waits, the text of the request to partner help stands ready; once the label is on the box nobody
    has to be asked.
    """
    waiting = [rma for rma in facts.returns if _then(facts, rma) is RmaStep.WAITING_FOR_LABEL]
    if not waiting:
        return Answer(OK, "No return waits for its label.")
    return Answer(
        WARN,
        f"{_joined([rma.reference for rma in waiting])} waits until new labels and packaging have come by post.",
        "Send partner help the text below, unless that has been done.",
        detail=label_request(facts.trial, facts.partner, waiting),
    )


def goes_forward(facts: Facts, day: date) -> Answer:
    """RMA-3. Steps only go forward, one after the other; a return can be cancelled until it is picked up.

    Example: after "packed" comes "labelled", or "waiting for label" when the label is lost; "received" is refused
    there, and so is cancelling what the carrier has taken along.
    """
    step = facts.step
    for rma in facts.returns:
        if step is not None and step not in rma.may_become:
            return Answer(BLOCK, _why_not(rma, step), _what_instead(rma))
    if step is not None:
        return Answer(OK, f"“{step.words.capitalize()}” is a step that can be taken now.")
    coming = [f"{rma.reference}: {rma.next_step.words} comes next." for rma in facts.returns if rma.next_step]
    return Answer(INFO, " ".join(coming)) if coming else Answer(OK, "No return is under way.")


RULES = (
    Rule(
        "RMA-1",
        "A return needs packaging, label and pickup",
        RETURNS,
        ("rma-1", "rma-2", "rma-3", "rma-4", "rma-5", "rma-6"),
        has_what_it_needs,
    ),
    Rule("RMA-2", "A lost label is asked for", RETURNS, ("rma-7", "rma-8"), waits_for_its_label),
    Rule("RMA-3", "A return only goes forward", RETURNS, ("rma-4", "rma-5", "rma-6", "rma-8"), goes_forward),
)


def label_request(trial: Trial, partner: Partner, returns: Sequence[Rma]) -> tuple[str, ...]:
    """Return the text that asks partner help for new labels and packaging of ``returns``, line by line."""
    customer = trial.customer
    return (
        "Please print new return labels for these devices of a Cisco Spark trial, and mail them with new packaging:",
        *(f"{rma.reference}: {rma.quantity} × {rma.model}" for rma in returns),
        f"Customer: {customer.name} ({customer.country})",
        f"Send to: {customer.admin_email} (customer administrator; please ask there for the postal address)",
        f"Deal ID: {trial.deal_id or 'not recorded'}",
        f"Partner: {partner.name or 'not recorded'}",
        "The original labels and packaging are lost. The return waits until the new ones have come.",
    )


def _then(facts: Facts, rma: Rma) -> RmaStep:
    """Return where ``rma`` stands once the step that is asked for is recorded, if it may be."""
    return facts.step if facts.step is not None and facts.step in rma.may_become else rma.step


def _why_not(rma: Rma, step: RmaStep) -> str:
    if rma.step.is_over:
        return f"{rma.reference} is {rma.step.words}; nothing more is to be done with it."
    if step is RmaStep.CANCELLED:
        return f"{rma.reference} is {rma.step.words} already, so it can no longer be cancelled."
    if step is rma.step:
        return f"{rma.reference} is {rma.step.words} already."
    taken = [done.step for done in rma.steps]
    if step is RmaStep.WAITING_FOR_LABEL or step in taken or step not in IN_ORDER:
        return f"{rma.reference} is {rma.step.words}, and a return never goes back to “{step.words}”."
    return f"{rma.reference} is {rma.step.words}, so it can't be {step.words} yet."


def _what_instead(rma: Rma) -> str:
    if rma.step.is_over:
        return "Open another return if the device has to go back after all."
    possible = sorted(rma.may_become, key=list(RmaStep).index)
    return f"Possible now: {', '.join(step.words for step in possible)}."


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
