"""A mail as it was read: what kind it is, and what stands in it that matters here.

One job: the value that whoever reads mail hands to whoever records it. Must not: parse mail, or judge to whom it
belongs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_TEXT = 20_000


class MailKind(StrEnum):
    """What a mail is about. ``unreadable`` is one that could not be read far enough to tell."""

    SHIPMENT = "shipment"
    PURCHASE_REQUEST = "purchase_request"
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ReadMail:
    """One mail. All texts are as somebody else wrote them: any character may stand in them.

    ``message_id`` may be empty; ``digest`` (SHA-256 of the content) never is. ``source`` says where the mail was
    found, such as a file and its part. ``numbers`` are the tracking numbers as written, ``deal_ids`` and ``addresses``
    what reads like a deal ID or a mail address. ``text`` is an excerpt of at most `LONGEST_TEXT` characters, and
    ``reason`` says why the mail is of its kind, or what was wrong with it.
    """

    message_id: str
    digest: str
    source: str
    subject: str
    sender: str
    sent_at: datetime | None
    kind: MailKind
    numbers: tuple[str, ...] = ()
    deal_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    text: str = ""
    reason: str = ""
