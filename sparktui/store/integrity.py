"""Holding what is kept for speed against the facts that it follows from, and looking for what keeps it so.

One job: find rows whose derived columns do not fit, and triggers that are missing. Must not: mend them.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from sparktui.domain.policy import Policy
from sparktui.domain.trial import Service, expiry, reference
from sparktui.store.audit import TRIGGERS
from sparktui.store.schema import trials
from sparktui.store.sqlite import SEARCH_INDEXES, search_triggers

MOST = 20
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def unguarded(connection: Connection) -> list[str]:
    """Return a sentence each for the audit and the search indexes whose triggers are missing or not this program's."""
    found = {str(name): _words(str(sql)) for name, sql in connection.exec_driver_sql(_TRIGGERS)}
    kept = set(found.values())
    missing = [
        f"The trigger {name} is missing or was changed: entries of the audit can be changed unseen."
        for name, statement in TRIGGERS.items()
        if found.get(name) != _words(statement)
    ]
    return missing + [
        f"A trigger of the search index of {table} is missing or was changed: what is new there may not be found."
        for table in SEARCH_INDEXES
        if not {_words(statement) for statement in search_triggers(table)} <= kept
    ]


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


def _words(statement: str) -> str:
    return " ".join(statement.split())
