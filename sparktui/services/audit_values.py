"""What the audit says of a trial: its facts as JSON values, and what differs between two states.

One job: turn values into the audit's words. Must not: write them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sparktui.domain.quantities import format_devices, format_services
from sparktui.domain.trial import Trial


def trial_values(trial: Trial) -> dict[str, Any]:
    """Return the facts of ``trial`` and its customer; empty ones are left out."""
    customer = trial.customer
    facts = {
        "customer": customer.name,
        "country": customer.country,
        "admin_email": customer.admin_email,
        "paid_services": list(customer.paid_services),
        "starts_on": _day(trial.starts_on),
        "period_days": trial.period_days,
        "extended_on": _day(trial.extended_on),
        "converted_on": _day(trial.converted_on),
        "services": format_services(trial.services),
        "site_url": trial.site_url,
        "deal_id": trial.deal_id,
        "devices": format_devices(trial.devices),
        "contacted_on": _day(trial.contacted_on),
        "purchase_requested_on": _day(trial.purchase_requested_on),
        "notes": trial.notes,
    }
    return {name: value for name, value in facts.items() if value not in (None, "", [])}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the parts of ``before`` and ``after`` that are not the same; a missing value counts as None."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def _day(day: object) -> str | None:
    return str(day) if day is not None else None
