"""The audit: what was changed, by whom, and where it ends.

One job: these tables, as the newest migration leaves them. Must not: read or write.
"""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, Date, Index, Integer, String, Table, Text

from sparktui.store.schema.base import metadata

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    # The real instant in UTC (ISO 8601), and the business day under which the change was made.
    Column("at", String(32), nullable=False),
    Column("business_day", Date, nullable=False),
    Column("operator", Text, nullable=False),
    Column("command", String(64), nullable=False),
    Column("trial_id", Integer),
    Column("customer_id", Integer),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("acknowledged", JSON, nullable=False),
    # Each entry seals the one before it: SHA-256 over the previous seal and this entry.
    Column("seal", String(64), nullable=False),
    Index("ix_audit_trial", "trial_id", "id"),
)

# One row: the last entry that was written, so that entries which are cut off the end of the audit are missed.
audit_end = Table(
    "audit_end",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="ck_audit_end_single"), primary_key=True),
    Column("last_entry", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
)
