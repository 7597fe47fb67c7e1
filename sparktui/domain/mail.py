"""A mail as it was read: what kind it is, and what stands in it that matters here.

One job: the value that whoever reads mail hands to whoever records it. Must not: parse mail, or judge to whom it
belongs.
"""

from __future__ import annotations

import hashlib
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

    @property
    def identity(self) -> str:
        """What makes this mail the same as another one, whatever way either was fetched or kept: 64 hex digits.

        A message that has an ID is told by it together with what matters in it, because some senders give all their
        messages one ID, and copies of one message differ in what was added on the way. One without an ID is told by
        its content.
        """
        if self.message_id.strip():
            parts = (self.message_id.strip(), self.kind.value, self.subject, *self.numbers)
        else:
            parts = ("", self.digest)
        written = "\n".join(part.replace("\n", " ") for part in parts)
        return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()


def storable(text: str, limit: int = 1_000) -> str:
    """Return ``text`` as every database can hold it: cut, with no NUL and no half characters in it."""
    return text[:limit].replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
