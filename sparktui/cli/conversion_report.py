"""A conversion, for people and for programs: what the rules say of its order, the sheet, and how far it has come.

One job: lay that out. Must not: check or change anything.
"""

from __future__ import annotations

from typing import Any

import click

from sparktui.cli import findings, printing, trial_json
from sparktui.cli.asked_order import AskedOrder
from sparktui.domain.conversion import Conversion, takes_site
from sparktui.domain.offer import Catalogue, OfferName
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.rules.finding import Level


def tell_check(asked: AskedOrder, catalogue: Catalogue, *, as_json: bool) -> None:
    """Print what the rules say of the order, its sheet, and whether it is allowed."""
    if as_json:
        printing.print_json(_as_json(asked, catalogue))
    else:
        _print_check(asked)


def tell_saved(
    asked: AskedOrder, saved: Conversion, done: str, catalogue: Catalogue, *, dry_run: bool, as_json: bool
) -> None:
    """Print what `tell_check` prints, and that the order was ``done`` and is ``saved``."""
    if as_json:
        document = trial_json.conversion(saved)
        printing.print_json({"written": not dry_run, "conversion": document, **_as_json(asked, catalogue)})
        return
    _print_check(asked)
    printing.say(f"{asked.trial.reference}: {done}.")
    if dry_run:
        printing.say(printing.NOT_WRITTEN)


def tell_moved(trial: Trial, moved: Conversion, done: str, *, dry_run: bool, as_json: bool) -> None:
    """Print that the conversion of ``trial`` was ``done``."""
    if as_json:
        document = trial_json.conversion(moved)
        printing.print_json({"written": not dry_run, "trial": trial.reference, "conversion": document})
        return
    printing.say(f"{trial.reference} ({plain(trial.customer.name, 200)}): {done}.")
    if dry_run:
        printing.say(printing.NOT_WRITTEN)


def _as_json(asked: AskedOrder, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "trial": asked.trial.reference,
        "allowed": asked.checked.verdict.allowed,
        "ready": asked.checked.is_ready,
        "unacknowledged": [finding.rule for finding in asked.checked.unacknowledged],
        "findings": findings.as_json(asked.checked.verdict.findings),
        "order_sheet": _sheet(asked, catalogue),
        "notes": asked.notes,
    }


def _sheet(asked: AskedOrder, catalogue: Catalogue) -> dict[str, Any]:
    order, trial = asked.order, asked.trial
    plan = catalogue.plan(order.plan) if order.offer is OfferName.A_SPK else None
    return {
        "offer": order.offer,
        "plan": plan.code if plan else None,
        "addons": order.addons,
        "deal_id": order.deal_id.strip() or None,
        "webex_url": (order.site or None) if takes_site(order, catalogue) else None,
        "management_portal_access": order.admin_email.strip() or None,
        "customer": trial.customer.name,
        "devices": [{"model": device.model, "quantity": device.quantity} for device in trial.devices],
        "devices_choice": order.devices,
        "steps": asked.checked.steps,
        "fields": [{"key": entry.key, "label": entry.label, "value": entry.value} for entry in asked.checked.sheet],
    }


def _print_check(asked: AskedOrder) -> None:
    for note in asked.notes:
        printing.warn(note)
    order, verdict = asked.order, asked.checked.verdict
    chosen = " ".join(filter(None, (order.offer, order.plan if order.offer is OfferName.A_SPK else None)))
    name = f"{asked.trial.reference}  {plain(asked.trial.customer.name, 200)}"
    printing.say(click.style(f"{name}: {chosen or 'nothing chosen yet'}", bold=True))
    printing.heading("What the rules say")
    told = [finding for finding in verdict.findings if finding.level is not Level.OK]
    printing.say(*findings.lines(told), findings.passed(verdict.findings))
    if verdict.of("CNV-1").level is not Level.BLOCK:
        _print_sheet(asked)
    printing.say("", _conclusion(asked))


def _print_sheet(asked: AskedOrder) -> None:
    printing.heading("Order sheet, as Cisco Commerce asks for it")
    for place, step in enumerate(asked.checked.steps, 1):
        printing.field(f"{place}.", step, room=4)
    for entry in asked.checked.sheet:
        printing.field(entry.label, entry.words, room=26)


def _conclusion(asked: AskedOrder) -> str:
    checked = asked.checked
    if not checked.verdict.allowed:
        return click.style(f"Blocked by {', '.join(found.rule for found in checked.verdict.blocks)}.", fg="red")
    if checked.unacknowledged:
        flags = " ".join(f"--ack {finding.rule}" for finding in checked.unacknowledged)
        return f"Allowed once these warnings are acknowledged: {flags}"
    return click.style("Allowed.", fg="green")
