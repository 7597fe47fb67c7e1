"""Why a conversion document cannot take a step: who was quicker, which state it is in, what a rule says.

One job: refuse, with the way out. Must not: change anything.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sparktui.domain.conversion import Conversion, ConversionState
from sparktui.domain.dates import in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.errors import Conflict, Refused
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of
from sparktui.store.database import Connection

if TYPE_CHECKING:
    from sparktui.services.conversion import OrderCheck

_DONE = {
    ConversionState.READY: "made ready",
    ConversionState.PLACED: "placed",
    ConversionState.CONVERTED: "completed",
    ConversionState.CANCELLED: "cancelled",
}
_NEXT = {
    ConversionState.DRAFT: "Make it ready first: `sparktui convert order`.",
    ConversionState.READY: "Place the order first: `sparktui convert place`.",
    ConversionState.PLACED: "Complete it, or cancel it first.",
}


def changed_meanwhile(trial: Trial, recorded: Conversion | None) -> Conflict:
    """Return the refusal for somebody who has not seen the document as it is ``recorded`` now."""
    who = plain(recorded.saved_by, 80) if recorded else "Somebody else"
    state = "is no longer under way" if recorded is None else f"is {recorded.state} now"
    return Conflict(
        f"{who} changed the conversion of {trial.reference} in the meantime: it {state}.",
        "What you typed is still here. Look at the new state, then decide.",
    )


def refuse_move(trial: Trial, recorded: Conversion | None, wanted: ConversionState) -> None:
    """Go on only when the document that is under way, if one is, may become ``wanted``.

    Raises:
        Conflict: with what comes first.
    """
    if recorded is None and wanted is ConversionState.READY:
        return
    if recorded is None and trial.converted_on is not None:
        raise Conflict(
            f"{trial.reference} was converted on {trial.converted_on}, so it cannot be {_DONE[wanted]}.",
            "There is nothing left of the conversion to change.",
        )
    if recorded is None:
        raise Conflict(
            f"No conversion of {trial.reference} is under way, so it cannot be {_DONE[wanted]}.",
            "Begin one with `sparktui convert order`, or in the app with c.",
        )
    if recorded.state is wanted is ConversionState.PLACED:
        raise Conflict(
            f"The order of {trial.reference} is placed already, as {recorded.order_number}.", _NEXT[recorded.state]
        )
    if not recorded.state.may_become(wanted):
        raise Conflict(
            f"The conversion of {trial.reference} is {recorded.state}, so it cannot be {_DONE[wanted]}.",
            _NEXT[recorded.state],
        )


def refuse_unready(trial: Trial, checked: OrderCheck) -> None:
    """Go on only with an order that no rule blocks and whose warnings are all acknowledged.

    Raises:
        Refused: with the verdict.
    """
    name = f"{trial.reference} ({plain(trial.customer.name, 60)})"
    if not checked.verdict.allowed:
        raise Refused(f"The order for {name} is blocked.", checked.verdict)
    if checked.unacknowledged:
        rules = ", ".join(finding.rule for finding in checked.unacknowledged)
        raise Refused(
            f"The order for {name} has warnings that nobody has acknowledged: {rules}.",
            checked.verdict,
            "Read them, then acknowledge each by its name.",
        )


def refuse_ended(desk: Desk, connection: Connection, trial: Trial) -> None:
    """Go on only with a trial that is neither lost nor converted.

    Raises:
        Refused: with the verdict.
    """
    if trial.lifecycle(desk.policy).phase(desk.today) in (Phase.LOST, Phase.CONVERTED):
        facts = facts_of(desk, connection, trial)
        verdict = catalogue.judge(Action.BEGIN_CONVERSION, facts, desk.today)
        raise Refused(f"{trial.reference} cannot be converted.", verdict)


def refuse_inconvertible(desk: Desk, connection: Connection, trial: Trial, day: date) -> None:
    """Go on only when ``trial`` could be converted on ``day``.

    Raises:
        Refused: with the verdict.
    """
    verdict = catalogue.judge(Action.BEGIN_CONVERSION, facts_of(desk, connection, trial), day)
    if verdict.of("CNV-2") in verdict.blocks:
        raise Refused(f"{trial.reference} could not be converted on {in_words(day)}.", verdict)
