"""Shipments' rows.

One job: read and write shipments, list them, and keep their numbers among what trials are found by. Must not: decide
to whom a shipment belongs, or what is worrying about it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select

from sparktui.domain.shipment import Certainty, News, Shipment, ShipmentState
from sparktui.domain.trial import Device
from sparktui.errors import OutsideFailure
from sparktui.store import search
from sparktui.store import trials as trial_rows
from sparktui.store.database import inserted_id
from sparktui.store.progress import Count, Place, Progress
from sparktui.store.schema import shipments

_PROGRESS = Progress(shipments, shipments.c.news_on)


def get(connection: Connection, shipment_id: int) -> Shipment | None:
    """Return the shipment with that ID, or None."""
    row = connection.execute(select(shipments).where(shipments.c.id == shipment_id)).first()
    return _of_row(row) if row else None


def numbered(connection: Connection, numbers: Collection[str]) -> dict[str, Shipment]:
    """Return the shipments with the compact ``numbers``, by number; numbers that nobody recorded are not in it."""
    rows = connection.execute(select(shipments).where(shipments.c.number.in_(numbers)))
    return {row.number: _of_row(row) for row in rows}


def of_trial(connection: Connection, trial_id: int) -> tuple[Shipment, ...]:
    """Return the trial's shipments, the latest first."""
    query = select(shipments).where(shipments.c.trial_id == trial_id).order_by(shipments.c.id.desc())
    return tuple(_of_row(row) for row in connection.execute(query))


def listed(
    connection: Connection,
    *,
    text: str = "",
    state: ShipmentState | None = None,
    is_over: bool | None = None,
    limit: int,
    offset: int,
) -> tuple[Shipment, ...]:
    """Return ``limit`` shipments from the one at ``offset`` on, as `count` counts them.

    First those on their way, the longest without news first; then the delivered and the lost, the latest first.
    ``is_over`` leaves out the one or the other.
    """
    found = _PROGRESS.listed(connection, _fits(text, state), is_over=is_over, limit=limit, offset=offset)
    return tuple(_of_row(row) for row in found)


def count(connection: Connection, *, text: str = "", state: ShipmentState | None = None) -> Count:
    """Return how many shipments have ``text`` in their number, devices or customer's name, and are in ``state``."""
    return _PROGRESS.count(connection, _fits(text, state))


def place(connection: Connection, shipment_id: int, *, text: str = "") -> Place | None:
    """Return where a shipment stands in the list of those that have ``text``; None when it is not among them."""
    return _PROGRESS.place(connection, _fits(text, None), shipment_id)


def every(connection: Connection) -> Iterator[Shipment]:
    """Return all shipments in the order of their IDs, without holding them all."""
    query = select(shipments).order_by(shipments.c.id)
    for row in connection.execution_options(yield_per=1_000).execute(query):
        yield _of_row(row)


def add(connection: Connection, shipment: Shipment) -> Shipment:
    """Write a new shipment and return it with its ID.

    Raises:
        Conflict: when its number is recorded already.
    """
    added = replace(shipment, id=inserted_id(connection.execute(insert(shipments).values(_values(shipment)))))
    search.find_anew(connection, shipments, shipments.c.id == added.id)
    trial_rows.find_anew(connection, added.trial_id)
    return added


def change(connection: Connection, shipment: Shipment, *, moved_from: int | None = None) -> Shipment:
    """Write all facts of a known shipment and return it with its new version.

    ``moved_from`` is the trial whose shipment it was until now, where that changes.

    Raises:
        Conflict: when its version is not the one that it was read with; nothing is written.
    """
    version = _PROGRESS.change(connection, shipment.id, _values(shipment), shipment.reference)
    search.find_anew(connection, shipments, shipments.c.id == shipment.id)
    if moved_from is not None:
        trial_rows.find_anew(connection, moved_from)
        trial_rows.find_anew(connection, shipment.trial_id)
    return replace(shipment, version=version)


def _fits(text: str, state: ShipmentState | None) -> ColumnElement[bool]:
    conditions = [shipments.c.state == state.value] if state else []
    return and_(search.matches(text, shipments), *conditions)


def _values(shipment: Shipment) -> dict[str, Any]:
    return {
        "trial_id": shipment.trial_id,
        "number": shipment.number,
        "carrier": shipment.carrier,
        "certainty": shipment.certainty.value,
        "devices": [[device.model, device.quantity] for device in shipment.devices],
        "news": [[str(news.on), news.state.value, news.note, news.operator, news.source] for news in shipment.news],
        "state": shipment.state.value,
        "is_over": shipment.state.is_over,
        "news_on": shipment.news_on,
        "version": shipment.version,
    }


def _of_row(row: Row[Any]) -> Shipment:
    try:
        return Shipment(
            id=row.id,
            trial_id=row.trial_id,
            number=row.number,
            carrier=row.carrier,
            certainty=Certainty(row.certainty),
            news=tuple(News(date.fromisoformat(on), ShipmentState(state), *rest) for on, state, *rest in row.news),
            devices=tuple(Device(model, quantity) for model, quantity in row.devices),
            version=row.version,
        )
    except (TypeError, ValueError) as error:
        raise OutsideFailure(
            f"The stored shipment {row.id} cannot be read: {error}.", "Check the database with `sparktui db check`."
        ) from error
