"""Mails as a reader hands them over, for telling what becomes of them.

One job: make up mails. Every mail has an ID of its own unless one is given.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from typing import Any

from sparktui.domain.mail import MailKind, ReadMail

UPS = "1Z5R89390357567127"
SEVERAL = "78045768393"  # a number of DHL and of Old Dominion
NOBODYS, NOBODYS_BARE = "XX-00-NOBODY", "XX00NOBODY"
_numbers = count(1)


def a_mail(**facts: Any) -> ReadMail:
    """Return a mail of 20 November 2026 that announces the shipment `UPS` and says nothing else, but for ``facts``."""
    number = next(_numbers)
    usual = ReadMail(
        message_id=f"<{number}@orders.example>",
        digest=sha256(str(number).encode()).hexdigest(),
        source=f"inbox.mbox, message {number}",
        subject="Order 4711: Status Shipped",
        sender="orders@orders.example",
        sent_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
        kind=MailKind.SHIPMENT,
        numbers=(UPS,),
    )
    return replace(usual, **facts)


def a_wish(**facts: Any) -> ReadMail:
    """Return a mail in which somebody asks to buy, but for ``facts``."""
    return a_mail(**{"kind": MailKind.PURCHASE_REQUEST, "subject": "Request Purchase", "numbers": (), **facts})
