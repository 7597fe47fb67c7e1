"""Holding what is kept for speed against the facts that it follows from.

One job: find rows whose derived columns do not fit. Must not: mend them.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from sparktui.domain.policy import Policy
from sparktui.domain.trial import Service, expiry, reference
from sparktui.store.schema import trials

MOST = 20


def problems(connection: Connection, policy: Policy) -> list[str]:
    """Return a sentence for each trial whose expiry or calling mark does not follow from its facts, at most `MOST`."""
    found: list[str] = []
    query = select(
        trials.c.id,
        trials.c.starts_on,
        trials.c.period_days,
        trials.c.extended_on,
        trials.c.expires_on,
        trials.c.services,
        trials.c.has_calling,
    )
    for row in connection.execution_options(yield_per=1_000).execute(query):
        wanted = expiry(row.starts_on, row.period_days, row.extended_on, policy)
        if row.expires_on != wanted:
            found.append(f"{reference(row.id)} is kept with the expiry {row.expires_on}; its facts say {wanted}.")
        if row.has_calling != (Service.CALLING in row.services):
            found.append(f"{reference(row.id)} is kept with a wrong mark for calling.")
        if len(found) >= MOST:
            break
    return found
