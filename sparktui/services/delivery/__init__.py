"""Ways in which mail leaves: into a folder, or through a mail server.

One job: say what every way does, and choose the one that is set. Must not: know the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from enum import Enum
from typing import Protocol

from sparktui.mail_settings import MailSettings


class Result(Enum):
    """How an attempt to deliver one mail ended."""

    DELIVERED = "delivered"
    # The mail was not taken, and may be later: nothing has left.
    LATER = "later"
    # The mail was refused for good: nothing has left.
    REFUSED = "refused"
    # The line broke before the mail was handed over: nothing has left, and nothing else will.
    UNREACHABLE = "unreachable"
    # The mail was handed over, and no answer came: it may have left.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended, in the words of whoever was to take the mail. ``stops`` says that others fare no better."""

    result: Result
    said: str
    stops: bool = False


class Delivery(Protocol):
    """One way out."""

    @property
    def place(self) -> str:
        """Where mails go, in words."""

    def deliver(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
        """Hand ``message`` over, once.

        Raises:
            OutsideFailure: when nothing can be delivered this way at all; nothing has left then.
        """

    def close(self) -> None:
        """Let go of what deliveries share; a further delivery takes it up again."""


def chosen(settings: MailSettings) -> Delivery:
    """Return the way that ``settings`` name: the mail server, or the folder where none is named."""
    if settings.smtp is not None:
        from sparktui.services.delivery.smtp import Smtp

        return Smtp(settings.smtp)
    from sparktui.services.delivery.maildir import Maildir

    return Maildir(settings.maildir)
