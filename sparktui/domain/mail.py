"""A mail as it was read: what kind it is, what stands in it that matters here, and what became of it.

One job: the value that whoever reads mail hands to whoever records it, and the record. Must not: parse mail, or judge
to whom it belongs.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

LONGEST_TEXT = 20_000
_LONGEST_FIELD = 1_000
_MOST_FOUND = 501
_REFERENCE = re.compile(r"M-?0*(\d{1,18})|(\d{1,18})", re.ASCII | re.IGNORECASE)


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
    what reads like a deal ID, with the blanks in it, or a mail address. ``text`` is an excerpt of at most
    `LONGEST_TEXT` characters, and ``reason`` says why the mail is of its kind, or what was wrong with it. ``doubt``
    says what in it can be read in more than one way, so that a person has to decide. ``carrier`` is the code of the
    one carrier that it names for its numbers, where it names one.
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
    doubt: str = ""
    carrier: str = ""

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

    def storable(self) -> ReadMail:
        """Return this mail as a database can hold it: its texts cut to size, with nothing in them that is no text."""
        found = {
            name: tuple(_storable(text) for text in getattr(self, name)[:_MOST_FOUND])
            for name in ("numbers", "deal_ids", "addresses")
        }
        fields = {
            name: _storable(getattr(self, name))
            for name in ("message_id", "digest", "source", "subject", "sender", "reason", "doubt")
        }
        return replace(self, text=_storable(self.text, LONGEST_TEXT), **found, **fields)  # type: ignore[arg-type]


class MailState(StrEnum):
    """What became of a recorded mail. ``attached`` is one that left no doubt; the others waited for a person."""

    ATTACHED = "attached"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A recorded mail. ``reason`` says why it waits, or waited; ``trial_id`` is the trial that it was attached to.

    ``answered_by`` is who answered, on the day ``answered_on``, with ``answer`` as a remark.
    """

    id: int
    mail: ReadMail
    recorded_on: date
    state: MailState
    reason: str = ""
    trial_id: int | None = None
    answered_on: date | None = None
    answered_by: str = ""
    answer: str = ""

    @property
    def reference(self) -> str:
        """The record's ID as people type it, such as ``M-000123``."""
        return f"M-{self.id:06d}"


def parse_reference(text: str) -> int | None:
    """Return the ID of the recorded mail that ``text`` (``M-000123``, ``m123``, ``123``) names, or None."""
    match = _REFERENCE.fullmatch(text.strip())
    return int(match[1] or match[2]) if match else None


def _storable(text: str, limit: int = _LONGEST_FIELD) -> str:
    return text[:limit].replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
