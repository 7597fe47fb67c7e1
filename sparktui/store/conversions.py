"""Conversion documents' rows.

One job: read and write conversion documents. Must not: decide which move is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from sparktui.domain.conversion import Acknowledgement, Conversion, ConversionState, DevicesChoice, Order
from sparktui.domain.offer import OfferName
from sparktui.errors import Conflict, OutsideFailure
from sparktui.store.database import inserted_id
from sparktui.store.schema import conversions

_OPEN = [state.value for state in ConversionState if state.is_open]
_TYPED = ("deal_id", "admin_email", "webex_url", "device_contact", "site_ticket")


def open_for(connection: Connection, trial_id: int) -> Conversion | None:
    """Return the trial's document that is under way, or None."""
    query = select(conversions).where(conversions.c.trial_id == trial_id, conversions.c.state.in_(_OPEN))
    row = connection.execute(query).first()
    return _of_row(row) if row else None


def of_trial(connection: Connection, trial_id: int) -> tuple[Conversion, ...]:
    """Return all documents of the trial, the latest first."""
    query = select(conversions).where(conversions.c.trial_id == trial_id).order_by(conversions.c.id.desc())
    return tuple(_of_row(row) for row in connection.execute(query))


def add(connection: Connection, conversion: Conversion) -> Conversion:
    """Write a new document and return it with its ID.

    Raises:
        Conflict: when the trial has another one under way.
    """
    result = connection.execute(insert(conversions).values(_values(conversion)))
    return replace(conversion, id=inserted_id(result))


def change(connection: Connection, conversion: Conversion) -> Conversion:
    """Write all facts of a known document and return it with its new version.

    Raises:
        Conflict: when its version is not the one that it was read with; nothing is written.
    """
    written = connection.execute(
        update(conversions)
        .where(conversions.c.id == conversion.id, conversions.c.version == conversion.version)
        .values(_values(conversion) | {"version": conversion.version + 1})
    )
    if written.rowcount != 1:
        raise Conflict(
            "Somebody else changed this conversion in the meantime; nothing was written.",
            "Look at it again, then repeat the change.",
        )
    return replace(conversion, version=conversion.version + 1)


def order_values(order: Order) -> dict[str, Any]:
    """Return ``order`` as JSON values."""
    return {
        "offer": order.offer and order.offer.value,
        "plan": order.plan,
        "addons": list(order.addons),
        **{name: getattr(order, name) for name in _TYPED},
        "devices": order.devices and order.devices.value,
        "acknowledged": [{"rule": seen.rule, "message": seen.message} for seen in order.acknowledged],
    }


def _order(stored: dict[str, Any]) -> Order:
    """Return the order that `order_values` gave; a field that it lacks, as one of an older version may, is empty."""
    try:
        given = asdict(Order()) | stored
        return Order(
            offer=None if given["offer"] is None else OfferName(given["offer"]),
            plan=None if given["plan"] is None else _text(given["plan"]),
            addons=tuple(_text(addon) for addon in _list(given["addons"])),
            **{name: _text(given[name]) for name in _TYPED},
            devices=None if given["devices"] is None else DevicesChoice(given["devices"]),
            acknowledged=tuple(
                Acknowledgement(_text(seen["rule"]), _text(seen["message"])) for seen in _list(given["acknowledged"])
            ),
        )
    except (TypeError, ValueError, KeyError) as error:
        raise OutsideFailure(
            f"A stored order cannot be read: {error}.", "Check the database with `sparktui db check`."
        ) from error


def _text(stored: object) -> str:
    if not isinstance(stored, str):
        raise TypeError(f"{stored!r} is no text")
    return stored


def _list(stored: Any) -> Iterable[Any]:
    if not isinstance(stored, (list, tuple)):
        raise TypeError(f"{stored!r} is no list")
    return stored


def _values(conversion: Conversion) -> dict[str, Any]:
    return {
        "trial_id": conversion.trial_id,
        "state": conversion.state.value,
        "order": order_values(conversion.order),
        "step": conversion.step,
        "order_number": conversion.order_number,
        "placed_on": conversion.placed_on,
        "converted_on": conversion.converted_on,
        "cancelled_on": conversion.cancelled_on,
        "cancel_reason": conversion.cancel_reason,
        "saved_at": conversion.saved_at.isoformat(timespec="seconds") if conversion.saved_at else "",
        "saved_by": conversion.saved_by,
        "version": conversion.version,
    }


def _of_row(row: Row[Any]) -> Conversion:
    return Conversion(
        id=row.id,
        trial_id=row.trial_id,
        state=ConversionState(row.state),
        order=_order(row.order),
        step=row.step,
        order_number=row.order_number,
        placed_on=row.placed_on,
        converted_on=row.converted_on,
        cancelled_on=row.cancelled_on,
        cancel_reason=row.cancel_reason,
        saved_at=datetime.fromisoformat(row.saved_at) if row.saved_at else None,
        saved_by=row.saved_by,
        version=row.version,
    )
