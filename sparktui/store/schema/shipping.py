"""Shipments and returns, and the mail that tells of them.

One job: these tables, as the newest migration leaves them. Must not: read or write.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from sparktui.store.schema.base import metadata

shipments = Table(
    "shipments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trial_id", ForeignKey("trials.id"), nullable=False),
    # Compact, so that the same number is the same shipment whatever way it was written.
    Column("number", String(64), nullable=False, unique=True),
    Column("carrier", String(64), nullable=False),
    Column("certainty", String(8), nullable=False),
    Column("devices", JSON, nullable=False),
    Column("news", JSON, nullable=False),
    # These three follow from the news; the list is ordered by them.
    Column("state", String(16), nullable=False),
    Column("is_over", Boolean, nullable=False),
    Column("news_on", Date, nullable=False),
    Column("search_text", Text, nullable=False, server_default=""),
    Column("version", Integer, nullable=False),
    Index("ix_shipments_trial", "trial_id"),
    # The list in its order; one or two letters are searched by walking it.
    Index("ix_shipments_list", "is_over", "news_on", "id", "search_text"),
)

rmas = Table(
    "rmas",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trial_id", ForeignKey("trials.id"), nullable=False),
    Column("model", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("carrier", String(64), nullable=False),
    Column("booking", Text, nullable=False),
    # These three follow from the steps; the list is ordered by them.
    Column("step", String(24), nullable=False),
    Column("is_over", Boolean, nullable=False),
    Column("moved_on", Date, nullable=False),
    Column("search_text", Text, nullable=False, server_default=""),
    Column("version", Integer, nullable=False),
    Index("ix_rmas_trial", "trial_id"),
    Index("ix_rmas_list", "is_over", "moved_on", "id", "search_text"),
)

# Mail about a shipment or a purchase, and mail that could not be read; other mail is left alone.
mails = Table(
    "mails",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),
    # Its tracking numbers, compact, with a line break around each.
    Column("numbers", Text, nullable=False),
    Column("mail", JSON, nullable=False),
    Column("recorded_on", Date, nullable=False),
    Column("state", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    Column("trial_id", ForeignKey("trials.id")),
    Column("answered_on", Date),
    Column("answered_by", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Index("ix_mails_waiting", "id", sqlite_where=text("state = 'waiting'")),
)

# How far each folder on a mail server has been read. Its mails' numbers hold under one validity only.
mailboxes = Table(
    "mailboxes",
    metadata,
    Column("host", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("folder", Text, primary_key=True),
    Column("validity", BigInteger, nullable=False),
    Column("last_number", BigInteger, nullable=False),
)
