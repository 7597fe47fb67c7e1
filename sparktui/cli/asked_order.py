"""The order that a command asks about: what was typed, over the draft that is saved, and what the rules say of it.

One job: put that together. Must not: write anything, or lay it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sparktui.cli.order_options import Typed, overlay
from sparktui.cli.rule_name import rule_called
from sparktui.domain.conversion import Conversion, Order
from sparktui.domain.offer import OfferName
from sparktui.domain.trial import Trial
from sparktui.services import conversion
from sparktui.services.conversion import OrderCheck
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial


@dataclass(frozen=True, slots=True)
class AskedOrder:
    """An order and its check. ``saved`` is the document that it lies over; ``notes`` say what a person may miss."""

    trial: Trial
    saved: Conversion | None
    order: Order
    checked: OrderCheck
    notes: tuple[str, ...]


def ask(desk: Desk, trial_text: str, typed: Typed) -> AskedOrder:
    """Return the order that was ``typed`` for a trial, checked, with its warnings acknowledged as asked.

    Raises:
        BadInput: when there is no such trial, plan, add-on or rule.
    """
    named = tuple(rule_called(name).id for name in typed.ack)
    trial = find_trial(desk, trial_text)
    saved = conversion.open_conversion(desk, trial)
    order = overlay(saved.order if saved else Order(), typed, desk.catalogue)
    notes = [f"Laid over the {saved.state} order that is saved for {trial.reference}."] if saved else []
    if typed.plan and order.offer is OfferName.A_WX:
        notes.append(f"An A-WX order names no plan; {order.plan} is left out.")
        order = replace(order, plan=None)
    checked = conversion.check_order(desk, trial, order)
    if named:
        warned = {finding.rule for finding in checked.verdict.warnings}
        notes += [f"{rule} gives no warning here, so there is nothing to acknowledge." for rule in set(named) - warned]
        order = conversion.acknowledge(order, checked.verdict, named)
        checked = conversion.check_order(desk, trial, order)
    return AskedOrder(trial, saved, order, checked, tuple(notes))
