"""What people decide about a trial, and what its life owes: requests, conversions, notices, losses.

One job: these tables, as the newest migration leaves them. Must not: read or write.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from sparktui.store.schema.base import metadata

contacts = Table(
    "contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trial_id", ForeignKey("trials.id"), nullable=False),
    Column("contacted_on", Date, nullable=False),
    Column("operator", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_contacts_trial", "trial_id"),
)

purchase_requests = Table(
    "purchase_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trial_id", ForeignKey("trials.id"), nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("handled_on", Date),
    Column("handled_by", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Index("ix_purchase_requests_trial", "trial_id"),
    Index("ix_purchase_requests_open", "requested_on", sqlite_where=text("handled_on IS NULL")),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trial_id", ForeignKey("trials.id"), nullable=False),
    # The expiry date of which it speaks.
    Column("deadline", Date, nullable=False),
    Column("choice", String(8), nullable=False),
    Column("owner", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("operator", Text, nullable=False),
    Index("ix_decisions_trial", "trial_id", "id"),
)

conversions = Table(
    "conversions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trial_id", ForeignKey("trials.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("order", JSON, nullable=False),
    Column("step", Integer, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("placed_on", Date),
    Column("converted_on", Date),
    Column("cancelled_on", Date),
    Column("cancel_reason", Text, nullable=False),
    # The real instant in UTC (ISO 8601) of the last save, typing included, and who saved.
    Column("saved_at", String(32), nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index(
        "uq_conversions_open",
        "trial_id",
        unique=True,
        sqlite_where=text("state IN ('draft', 'ready', 'placed')"),
    ),
    Index("ix_conversions_trial", "trial_id"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trial_id", ForeignKey("trials.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("recipient", Text, nullable=False),
    # The recipient letter case aside, so that nobody gets a mail twice for being written in two ways.
    Column("recipient_key", Text, nullable=False),
    # The expiry date of which the notice speaks; a trial whose expiry moves owes its notices anew.
    Column("deadline", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String(8), nullable=False),
    # Real instants in UTC (ISO 8601).
    Column("sent_at", String(32)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_attempt_at", String(32)),
    Column("said", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    # When it was taken for sending, until the answer is recorded: whoever died in between leaves it behind.
    Column("claimed_at", String(32)),
    # The deadline comes first, so that what a day brings is written side by side.
    UniqueConstraint("deadline", "trial_id", "kind", "audience", "recipient_key", name="uq_notices_owed"),
    Index("ix_notices_state", "state", "due_on", "trial_id"),
)

losses = Table(
    "losses",
    metadata,
    # The day comes first, so that what a day brings is written side by side.
    Column("lost_on", Date, primary_key=True),
    Column("trial_id", ForeignKey("trials.id"), primary_key=True),
    Column("organisation_gone", Boolean, nullable=False),
    Column("users_moved", Integer, nullable=False),
    Column("services", JSON, nullable=False),
    Column("site_url", Text),
    Column("has_calling", Boolean, nullable=False),
    Column("numbers_released_on", Date),
    # The entries of the audit that tell of the loss and of the release, each for many trials at once.
    Column("entry", Integer),
    Column("release_entry", Integer),
)

# One row: the day through which what trials owe was worked, for all trials that have not changed since.
work = Table(
    "work",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="ck_work_single"), primary_key=True),
    Column("done_through", Date, nullable=False),
)
