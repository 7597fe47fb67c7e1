"""Trials as JSON values, under the keys that other programs rely on.

One job: give the facts their stable names. Must not: read anything; whoever asks brings the facts.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sparktui.cli import notice_lines, shipping_json
from sparktui.cli.findings import as_json, verdict_as_json
from sparktui.domain.conversion import Conversion
from sparktui.domain.listing import TrialSummary
from sparktui.domain.loss import Loss
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Service, Trial
from sparktui.rules.catalogue import Action
from sparktui.services.trial_view import TrialView


def facts(trial: Trial, day: date, policy: Policy) -> dict[str, Any]:
    """Return what ``trial`` is by itself on ``day``."""
    lifecycle = trial.lifecycle(policy)
    customer = trial.customer
    return {
        "id": trial.reference,
        "customer": {
            "name": customer.name,
            "country": customer.country,
            "admin_email": customer.admin_email,
            "paid_services": customer.paid_services,
        },
        "phase": lifecycle.phase(day),
        "label": lifecycle.label(day),
        "starts_on": trial.starts_on,
        "period_days": trial.period_days,
        "extended_on": trial.extended_on,
        "expires_on": lifecycle.expires_on,
        "grace_ends_on": lifecycle.grace_ends_on,
        "lost_on": lifecycle.lost_on,
        "numbers_released_on": lifecycle.numbers_released_on if trial.has(Service.CALLING) else None,
        "converted_on": trial.converted_on,
        "days_left": lifecycle.days_left(day),
        "grace_days_left": lifecycle.grace_days_left(day),
        "services": [{"name": line.service, "quantity": line.quantity} for line in trial.services],
        "site_url": trial.site_url,
        "deal_id": trial.deal_id,
        "devices": [{"model": device.model, "quantity": device.quantity} for device in trial.devices],
        "purchase_requested": trial.purchase_requested_on is not None,
        "contacted_on": trial.contacted_on,
        "notes": trial.notes,
        "version": trial.version,
    }


def view(shown: TrialView, policy: Policy) -> dict[str, Any]:
    """Return everything that ``trials show`` knows."""
    return {
        "as_of": shown.day,
        **facts(shown.trial, shown.day, policy),
        "milestones": [{"name": point.name, "on": point.on, "done": point.done} for point in shown.milestones],
        "recoverable": [{"name": part.name, "words": part.words, "until": part.until} for part in shown.recoverable],
        "notices": [notice_lines.of_trial(notice) for notice in shown.notices],
        "actions": {
            "extend": verdict_as_json(shown.verdicts[Action.EXTEND]),
            "add_service": verdict_as_json(shown.verdicts[Action.ADD_SERVICE]),
            "convert": verdict_as_json(shown.verdicts[Action.BEGIN_CONVERSION]),
        },
        "adoption_help": verdict_as_json(shown.verdicts[Action.HELP_ADOPTION]),
        "attention": as_json(shown.verdicts[Action.LOOK_AFTER].findings),
        "users": shown.user_count,
        "contacts": [asdict(contact) for contact in shown.contacts],
        "purchase_requests": [
            {
                "requested_on": request.requested_on,
                "note": request.note,
                "handled_on": request.handled_on,
                "handled_by": request.handled_by,
                "outcome": request.outcome,
            }
            for request in shown.requests
        ],
        "decision": asdict(shown.decision) if shown.decision else None,
        "conversions": [conversion(found) for found in shown.conversions],
        "other_trials": [other.reference for other in shown.other_trials],
        "shipments": [shipping_json.shipment(line) for line in shown.shipments],
        "returns": [shipping_json.rma(line) for line in shown.returns],
        "loss": _loss(shown.loss) if shown.loss else None,
        "history": [
            {
                "at": entry.at,
                "business_day": entry.business_day,
                "operator": entry.operator,
                "command": entry.command,
                "before": entry.before,
                "after": entry.after,
                "acknowledged": entry.acknowledged,
            }
            for entry in shown.history
        ],
    }


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "lost_on": loss.lost_on,
        "numbers_released_on": loss.numbers_released_on,
        "organisation_gone": loss.organisation_gone,
        "lost": loss.parts(),
    }


def line(summary: TrialSummary, day: date, policy: Policy) -> dict[str, Any]:
    """Return one item of ``trials list``."""
    lifecycle = summary.lifecycle(policy)
    return {
        "id": summary.reference,
        "customer": summary.customer,
        "phase": lifecycle.phase(day),
        "label": lifecycle.label(day),
        "expires_on": lifecycle.expires_on,
        "days_left": lifecycle.days_left(day),
        "grace_days_left": lifecycle.grace_days_left(day),
        "services": summary.services,
        "admin_email": summary.admin_email,
        "site_url": summary.site_url,
        "purchase_requested": summary.purchase_requested_on is not None,
    }


def conversion(document: Conversion) -> dict[str, Any]:
    """Return a conversion document."""
    return {
        "state": document.state,
        "step": document.step,
        "order": asdict(document.order),
        "order_number": document.order_number or None,
        "placed_on": document.placed_on,
        "converted_on": document.converted_on,
        "cancelled_on": document.cancelled_on,
        "cancel_reason": document.cancel_reason or None,
        "saved_at": document.saved_at,
        "saved_by": document.saved_by,
        "version": document.version,
    }
