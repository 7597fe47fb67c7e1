"""The message that carries a notice: its headers and its body, as mail programs of every kind take them.

One job: make messages from words and addresses. Must not: deliver them, or let outside text shape a header.
"""

from __future__ import annotations

import email.policy
import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from sparktui.domain.notice import Notice
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.services.mail_text import Mail

# A name that belongs to nobody, because the ID has to stay the same whoever sends.
_DOMAIN = "notices.sparktui.invalid"
_MOST = 78


def message_id(notice: Notice, trial: Trial) -> str:
    """Return the Message-ID of ``notice``: the same whenever it is sent, so that a second copy can be recognised."""
    facts = (
        trial.customer.admin_email.casefold(),
        trial.starts_on.isoformat(),
        notice.kind,
        notice.audience,
        notice.recipient.casefold(),
        notice.deadline.isoformat(),
    )
    digest = hashlib.sha256("\n".join(facts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"<{digest[:32]}@{_DOMAIN}>"


def build(
    mail: Mail, *, identity: str, sender: str, sender_name: str, recipient: str, written_at: datetime
) -> EmailMessage:
    """Return the message of ``mail`` from ``sender`` to ``recipient``, under the Message-ID ``identity``.

    Raises:
        ValueError: when an address has a form in which no mail can be sent.
    """
    is_ascii = with_ascii_domain(sender).isascii() and with_ascii_domain(recipient).isascii()
    message = EmailMessage(email.policy.SMTP if is_ascii else email.policy.SMTPUTF8)
    message["From"] = _address(sender, plain(sender_name, _MOST))
    message["To"] = _address(recipient)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(written_at)
    message["Message-ID"] = identity
    # Nobody's holiday reply shall answer, and no such reply be answered.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="quoted-printable")
    return message


def with_ascii_domain(address: str) -> str:
    """Return ``address`` with its domain as the domain name system knows it.

    Raises:
        ValueError: when the domain has no such form.
    """
    local, at, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}{at}{domain.encode('idna').decode('ascii')}"


def _address(text: str, name: str = "") -> Address:
    if plain(text, len(text)) != text:
        raise ValueError("the address holds characters that cannot be seen")
    local, _, domain = with_ascii_domain(text).rpartition("@")
    if local.isascii():
        return Address(name, addr_spec=f"{local}@{domain}")
    return Address(name, username=local, domain=domain)
