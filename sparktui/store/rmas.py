"""Returns' rows.

One job: read, write and list returns. Must not: decide which step may be taken.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from sparktui.domain.rma import Rma, RmaStep, StepTaken
from sparktui.errors import OutsideFailure
from sparktui.store import search
from sparktui.store.database import inserted_id
from sparktui.store.progress import Count, Place, Progress
from sparktui.store.schema import rmas

_PROGRESS = Progress(rmas, rmas.c.moved_on)


def get(connection: Connection, rma_id: int) -> Rma | None:
    """Return the return with that ID, or None."""
    row = connection.execute(select(rmas).where(rmas.c.id == rma_id)).first()
    return _of_row(row) if row else None


def of_trial(connection: Connection, trial_id: int) -> tuple[Rma, ...]:
    """Return the trial's returns, the first opened first."""
    query = select(rmas).where(rmas.c.trial_id == trial_id).order_by(rmas.c.id)
    return tuple(_of_row(row) for row in connection.execute(query))


def listed(
    connection: Connection, *, text: str = "", is_over: bool | None = None, limit: int, offset: int
) -> tuple[Rma, ...]:
    """Return ``limit`` returns from the one at ``offset`` on, as `count` counts them.

    First those under way, the longest unmoved first; then those that are over, the latest first. ``is_over`` leaves
    out the one or the other.
    """
    found = _PROGRESS.listed(connection, search.matches(text, rmas), is_over=is_over, limit=limit, offset=offset)
    return tuple(_of_row(row) for row in found)


def count(connection: Connection, *, text: str = "") -> Count:
    """Return how many returns have ``text`` in their model, their pickup's reference or their customer's name."""
    return _PROGRESS.count(connection, search.matches(text, rmas))


def place(connection: Connection, rma_id: int, *, text: str = "") -> Place | None:
    """Return where a return stands in the list of those that have ``text``; None when it is not among them."""
    return _PROGRESS.place(connection, search.matches(text, rmas), rma_id)


def add(connection: Connection, rma: Rma) -> Rma:
    """Write a new return and return it with its ID."""
    added = replace(rma, id=inserted_id(connection.execute(insert(rmas).values(_values(rma)))))
    search.find_anew(connection, rmas, rmas.c.id == added.id)
    return added


def change(connection: Connection, rma: Rma) -> Rma:
    """Write all facts of a known return and return it with its new version.

    Raises:
        Conflict: when its version is not the one that it was read with; nothing is written.
    """
    version = _PROGRESS.change(connection, rma.id, _values(rma), rma.reference)
    search.find_anew(connection, rmas, rmas.c.id == rma.id)
    return replace(rma, version=version)


def _values(rma: Rma) -> dict[str, Any]:
    return {
        "trial_id": rma.trial_id,
        "model": rma.model,
        "quantity": rma.quantity,
        "steps": [[taken.step.value, str(taken.on), taken.operator, taken.note] for taken in rma.steps],
        "carrier": rma.carrier,
        "booking": rma.booking,
        "step": rma.step.value,
        "is_over": rma.step.is_over,
        "moved_on": rma.moved_on,
        "version": rma.version,
    }


def _of_row(row: Row[Any]) -> Rma:
    try:
        return Rma(
            id=row.id,
            trial_id=row.trial_id,
            model=row.model,
            quantity=row.quantity,
            steps=tuple(StepTaken(RmaStep(step), date.fromisoformat(on), *rest) for step, on, *rest in row.steps),
            carrier=row.carrier,
            booking=row.booking,
            version=row.version,
        )
    except (TypeError, ValueError) as error:
        raise OutsideFailure(
            f"The stored return {row.id} cannot be read: {error}.", "Check the database with `sparktui db check`."
        ) from error
