"""Mails as tests write them.

One job: make the bytes of mails and read them. Must not: use the parts of the program that are tried here.
"""

from __future__ import annotations

from email.message import EmailMessage

from sparktui.domain.mail import ReadMail
from sparktui.domain.tracking_number import compact
from sparktui.services.mail.found import FoundMail
from sparktui.services.mail.reading import read_mail

UPS = "1Z5R89390357567127"
FEDEX = "986578788855"
POSTAL = "RB123456785GB"
LINE = f"Tracking Information: {UPS}"


def a_mail(body: str = LINE, subject: str = "Status Shipped", **fields: str) -> EmailMessage:
    """Return a plain mail; ``fields`` are further ones, with underscores for dashes."""
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["From"] = "orders@shipping.example"
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return mail


def raw(body: str | bytes, head: str | bytes = "Subject: Status Shipped") -> bytes:
    """Return the mail with that ``head``, its lines without the last line feed, and that ``body``."""
    written = [part.encode() if isinstance(part, str) else part for part in (head, body)]
    return b"\n\n".join(written)


def read(mail: EmailMessage | bytes) -> ReadMail:
    """Return ``mail`` as the program reads it."""
    return read_mail(FoundMail("mail.eml", mail if isinstance(mail, bytes) else mail.as_bytes()))


def numbers(mail: EmailMessage | bytes) -> list[str]:
    """Return the tracking numbers that the program reads in ``mail``, compact."""
    return [compact(number) for number in read(mail).numbers]
