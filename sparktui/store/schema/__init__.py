"""The tables as they are today.

One job: describe tables and indexes. Must not: query them. The migrations make them; a test holds both equal.

Phases are never stored. ``trials.expires_on`` follows from start, period and extension and is kept beside them
because the list is a range over it; ``db check`` compares it with the facts.
"""

from __future__ import annotations

from sparktui.store.schema.base import metadata
from sparktui.store.schema.history import audit, audit_end
from sparktui.store.schema.lifecycle import contacts, conversions, decisions, losses, notices, purchase_requests, work
from sparktui.store.schema.portfolio import customers, partner, trials, users
from sparktui.store.schema.shipping import mailboxes, mails, rmas, shipments

__all__ = [
    "audit",
    "audit_end",
    "contacts",
    "conversions",
    "customers",
    "decisions",
    "losses",
    "mailboxes",
    "mails",
    "metadata",
    "notices",
    "partner",
    "purchase_requests",
    "rmas",
    "shipments",
    "trials",
    "users",
    "work",
]
