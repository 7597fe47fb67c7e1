"""Conversion documents within a change: written, signed, and entered into the audit.

One job: keep what `services.conversion` decided. Must not: decide, or check, anything.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sparktui.domain.conversion import Conversion
from sparktui.domain.trial import Trial
from sparktui.services.desk import Change
from sparktui.store import conversions
from sparktui.store.conversions import order_values


def add(under_way: Change, conversion: Conversion) -> Conversion:
    """Write a new document and return it, signed by who writes it."""
    return conversions.add(under_way.connection, _signed(under_way, conversion))


def save(under_way: Change, conversion: Conversion) -> Conversion:
    """Write a document over what is recorded of it, and return it, signed by who writes it."""
    return conversions.change(under_way.connection, _signed(under_way, conversion))


def _signed(under_way: Change, conversion: Conversion) -> Conversion:
    desk = under_way.desk
    return replace(conversion, saved_at=desk.clock.now().replace(microsecond=0), saved_by=desk.operator)


def record(
    under_way: Change,
    trial: Trial,
    before: Conversion | None,
    after: Conversion,
    with_it: tuple[dict[str, Any], dict[str, Any]] = ({}, {}),
) -> None:
    """Record a change of the document, and what changed ``with_it``: facts of trial and customer, before and after."""
    was, became = with_it
    under_way.record(
        trial_id=trial.id,
        customer_id=trial.customer.id,
        before={**(_values(before) if before else {}), **was},
        after={**_values(after), **became},
        acknowledged=tuple(item.rule for item in after.order.acknowledged),
    )


def _values(conversion: Conversion) -> dict[str, object]:
    order = {name: value for name, value in order_values(conversion.order).items() if value and name != "acknowledged"}
    stages = {
        "order_number": conversion.order_number,
        "placed_on": str(conversion.placed_on) if conversion.placed_on else None,
        "converted_on": str(conversion.converted_on) if conversion.converted_on else None,
        "cancel_reason": conversion.cancel_reason,
    }
    return {"conversion": conversion.state, **order, **{name: value for name, value in stages.items() if value}}
