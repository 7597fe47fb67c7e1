"""The tables as they are today.

One job: describe tables and indexes. Must not: query them. The migrations make them; a test holds both equal.

Phases are never stored. ``trials.expires_on`` follows from start, period and extension and is kept beside them
because the list is a range over it; ``db check`` compares it with the facts.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()

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
