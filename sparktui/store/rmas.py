"""Returns' rows.

One job: read, write and list returns. Must not: decide which step may be taken.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, true, update

from sparktui.domain.rma import Rma, RmaStep, StepTaken
from sparktui.errors import Conflict, OutsideFailure
from sparktui.store import search
from sparktui.store import trials as trial_rows
from sparktui.store.database import inserted_id
from sparktui.store.schema import rmas


def get(connection: Connection, rma_id: int) -> Rma | None:
    """Return the return with that ID, or None."""
    row = connection.execute(select(rmas).where(rmas.c.id == rma_id)).first()
    return _of_row(row) if row else None


def of_trial(connection: Connection, trial_id: int) -> tuple[Rma, ...]:
    """Return the trial's returns, the first opened first."""
    query = select(rmas).where(rmas.c.trial_id == trial_id).order_by(rmas.c.id)
    return tuple(_of_row(row) for row in connection.execute(query))


def listed(
    connection: Connection, *, text: str = "", open_only: bool = False, limit: int, offset: int
) -> tuple[Rma, ...]:
    """Return ``limit`` returns from the one at ``offset`` on, as `count` counts them.

    First those under way, the longest unmoved first; then those that are over, the latest first.
    """
    found: list[Rma] = []
    for is_over in (False,) if open_only else (False, True):
        where = and_(_fits(text, open_only=False), rmas.c.is_over.is_(is_over))
        order = (rmas.c.moved_on, rmas.c.id)
        query = select(rmas).where(where).order_by(*((column.desc() for column in order) if is_over else order))
        found += [_of_row(row) for row in connection.execute(query.offset(offset).limit(limit - len(found)))]
        if len(found) >= limit:
            break
        offset = max(0, offset - _count(connection, where))
    return tuple(found)


def count(connection: Connection, *, text: str = "", open_only: bool = False) -> int:
    """Return how many returns have ``text`` in their model, booking or customer's name, and are under way if asked."""
    return _count(connection, _fits(text, open_only=open_only))


def add(connection: Connection, rma: Rma) -> Rma:
    """Write a new return and return it with its ID."""
    return replace(rma, id=inserted_id(connection.execute(insert(rmas).values(_values(rma)))))


def change(connection: Connection, rma: Rma) -> Rma:
    """Write all facts of a known return and return it with its new version.

    Raises:
        Conflict: when its version is not the one that it was read with; nothing is written.
    """
    written = connection.execute(
        update(rmas)
        .where(rmas.c.id == rma.id, rmas.c.version == rma.version)
        .values(_values(rma) | {"version": rma.version + 1})
    )
    if written.rowcount != 1:
        raise Conflict(
            f"Somebody else changed {rma.reference} in the meantime; nothing was written.",
            "Look at it again, then repeat the change.",
        )
    return replace(rma, version=rma.version + 1)


def _count(connection: Connection, where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(rmas).where(where)) or 0


def _fits(text: str, *, open_only: bool) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [rmas.c.is_over.is_(False)] if open_only else []
    wanted = search.comparable(text).strip()
    if wanted:
        columns = (rmas.c.model, rmas.c.booking)
        named = (column.icontains(wanted, autoescape=True) for column in columns)
        conditions.append(or_(rmas.c.trial_id.in_(trial_rows.ids_called(wanted)), *named))
    return and_(true(), *conditions)


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
