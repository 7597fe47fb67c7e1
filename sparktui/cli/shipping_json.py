"""Shipments, returns and waiting mail as JSON values, under the keys that other programs rely on.

One job: give them their stable names. Must not: read anything; whoever asks brings the facts.
"""

from __future__ import annotations

from typing import Any

from sparktui.domain.mail import KeptMail
from sparktui.domain.rma import RmaStep
from sparktui.services.needs_attention import AttentionItem
from sparktui.services.returns import ReturnLine
from sparktui.services.shipments import ShipmentLine


def shipment(line: ShipmentLine) -> dict[str, Any]:
    """Return a shipment as it stands."""
    found, tracked = line.shipment, line.tracked
    return {
        "id": found.reference,
        "trial": line.trial.reference,
        "customer": line.trial.customer.name,
        "number": found.number,
        "carrier": found.carrier or None,
        "carrier_name": tracked.carrier_name or None,
        "certainty": found.certainty,
        "candidates": list(dict.fromkeys(candidate.carrier for candidate in tracked.candidates)),
        "url": tracked.page,
        "unproven_urls": {candidate.carrier: candidate.url for candidate in tracked.possible if candidate.url},
        "state": found.state,
        "devices": [{"model": device.model, "quantity": device.quantity} for device in found.devices],
        "news_on": found.news_on,
        "age_days": line.age,
        "warnings": [{"kind": concern.kind, "message": concern.words} for concern in line.concerns],
        "news": [
            {"on": news.on, "state": news.state, "note": news.note, "operator": news.operator, "source": news.source}
            for news in found.news
        ],
        "version": found.version,
    }


def rma(line: ReturnLine) -> dict[str, Any]:
    """Return a return as it stands."""
    found = line.rma
    return {
        "id": found.reference,
        "trial": line.trial.reference,
        "customer": line.trial.customer.name,
        "model": found.model,
        "quantity": found.quantity,
        "step": found.step,
        "next_step": found.next_step,
        "possible": sorted(found.may_become, key=list(RmaStep).index),
        "moved_on": found.moved_on,
        "age_days": line.age,
        "overdue": line.is_overdue,
        "carrier": found.carrier or None,
        "carrier_name": line.carrier_name or None,
        "booking": found.booking or None,
        "url": line.page,
        "steps": [
            {"step": taken.step, "on": taken.on, "operator": taken.operator, "note": taken.note}
            for taken in found.steps
        ],
        "version": found.version,
    }


def attention(item: AttentionItem) -> dict[str, Any]:
    """Return a mail that waits."""
    return {
        **kept_mail(item.kept),
        "suggestion": item.suggestion.reference if item.suggestion else None,
        "clues": item.clues,
    }


def kept_mail(kept: KeptMail) -> dict[str, Any]:
    """Return the record of a mail."""
    mail = kept.mail
    return {
        "id": kept.reference,
        "message_id": mail.message_id,
        "subject": mail.subject,
        "sender": mail.sender,
        "sent_at": mail.sent_at,
        "source": mail.source,
        "kind": mail.kind,
        "numbers": mail.numbers,
        "reason": kept.reason,
        "state": kept.state,
        "recorded_on": kept.recorded_on,
    }
