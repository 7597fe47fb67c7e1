"""The partner, its customers, their trials and users.

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

partner = Table(
    "partner",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="ck_partner_single"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("tier", Integer, CheckConstraint("tier IN (1, 2)", name="ck_partner_tier"), nullable=False),
    Column("distributor", Text, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("administrators", JSON, nullable=False),
    Column("version", Integer, nullable=False),
)

customers = Table(
    "customers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("country", String(2), nullable=False),
    # As typed, because orders compare it character for character; the key recognises it letter case aside.
    Column("admin_email", Text, nullable=False),
    Column("admin_email_key", Text, nullable=False, unique=True),
    Column("paid_services", JSON, nullable=False),
    Index("ix_customers_name_key", "name_key"),
)

trials = Table(
    "trials",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("period_days", Integer, nullable=False),
    Column("extended_on", Date),
    Column("expires_on", Date, nullable=False),
    Column("converted_on", Date),
    Column("services", JSON, nullable=False),
    Column("has_calling", Boolean, nullable=False),
    Column("site_url", Text),
    Column("deal_id", Text),
    Column("devices", JSON, nullable=False),
    Column("contacted_on", Date),
    Column("purchase_requested_on", Date),
    # The expiry date of which the latest decision speaks; it answers for that date only.
    Column("decided_for", Date),
    Column("notes", Text, nullable=False),
    # The business day on which the trial came into this database: what fell due before is nobody's mail.
    Column("recorded_on", Date, nullable=False),
    Column("sort_name", Text, nullable=False),
    Column("search_text", Text, nullable=False),
    Column("version", Integer, nullable=False),
    # The version that was looked at for what the trial owes; one that changed since is looked at from its beginning.
    Column("worked_version", Integer, nullable=False, server_default="-1"),
    UniqueConstraint("customer_id", "starts_on", name="uq_trials_customer_start"),
    # The list in order of urgency is a range of this index, which also answers what phases, filters and forecasts need.
    Index(
        "ix_trials_expiry",
        "expires_on",
        "id",
        "converted_on",
        "purchase_requested_on",
        "starts_on",
        "decided_for",
        "has_calling",
    ),
    Index(
        "ix_trials_converted",
        "converted_on",
        "id",
        "purchase_requested_on",
        sqlite_where=text("converted_on IS NOT NULL"),
    ),
    Index("ix_trials_asked", "purchase_requested_on", "id", sqlite_where=text("purchase_requested_on IS NOT NULL")),
    Index("ix_trials_changed", "id", sqlite_where=text("worked_version <> version")),
    Index("ix_trials_started", "starts_on", "id"),
    Index("ix_trials_name", "sort_name", "id"),
    Index("ix_trials_site", "site_url", sqlite_where=text("site_url IS NOT NULL")),
    Index("ix_trials_deal", "deal_id", sqlite_where=text("deal_id IS NOT NULL")),
)

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False),
    Column("display_name", Text, nullable=False),
    # The last day on which an organisation of the user's was gone and the free consumer organisation took over.
    Column("consumer_since", Date),
    UniqueConstraint("customer_id", "email_key", name="uq_users_customer_email"),
)
