"""The partner's single row.

One job: read and write the partner. Must not: decide who may change it.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from sparktui.domain.partner import Partner
from sparktui.store.schema import partner


def get(connection: Connection) -> Partner | None:
    """Return the partner, or None before it was recorded."""
    row = connection.execute(select(partner)).first()
    if row is None:
        return None
    return Partner(row.name, row.tier, row.distributor, row.timezone, tuple(row.administrators))


def put(connection: Connection, facts: Partner) -> None:
    """Write the partner, whether or not it was recorded before."""
    row = {
        "name": facts.name,
        "tier": facts.tier,
        "distributor": facts.distributor,
        "timezone": facts.timezone,
        "administrators": list(facts.administrators),
    }
    if connection.execute(update(partner).values(row | {"version": partner.c.version + 1})).rowcount == 0:
        connection.execute(insert(partner).values(row | {"id": 1, "version": 0}))
