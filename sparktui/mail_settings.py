"""How mail leaves this machine and comes in: the settings of texts, folder and mail servers.

One job: read these settings and refuse what makes no sense, naming where it stands. Must not: read a password's file
or look for a server; whoever sends or fetches mail does that (see `services.mail_line`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sparktui import paths
from sparktui.domain.text import plain
from sparktui.errors import BadInput

DEFAULT_TIMEOUT, LONGEST_WAIT = 30.0, 600
DEFAULT_FOLDER = "INBOX"

# Gives the value of a key, or None, and where it stands.
Pick = Callable[[str], tuple[Any, str]]


class Security(StrEnum):
    """How the line to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    PLAIN = "plain"


PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.PLAIN: 25}
IMAP_PORTS = {Security.STARTTLS: 143, Security.TLS: 993}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server and how to speak with it. The password is never shown."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    password_file: Path | None = None
    ca_file: Path | None = None
    timeout: float = DEFAULT_TIMEOUT


@dataclass(frozen=True, slots=True)
class SmtpServer(MailServer):
    """A server that takes mail and passes it on."""


@dataclass(frozen=True, slots=True)
class ImapServer(MailServer):
    """A server that keeps mail, and the folder there that is read; its line is never in the clear."""

    folder: str = DEFAULT_FOLDER


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Everything about mail that can be set. Without a server, mails are put into the folder ``maildir``."""

    sender: str = ""
    templates: Path | None = None
    purchase_page: str = ""
    maildir: Path = field(default_factory=paths.default_maildir)
    smtp: SmtpServer | None = None
    imap: ImapServer | None = None


def read(pick: Pick, environment: Mapping[str, str]) -> MailSettings:
    """Return the mail settings that ``pick`` gives.

    Raises:
        BadInput: for a value that makes no sense; says where it stands.
    """
    return MailSettings(
        sender=_sender(*pick("mail_sender")),
        templates=_path(*pick("mail_templates")),
        purchase_page=_page(*pick("purchase_page")),
        maildir=_path(*pick("maildir")) or paths.default_maildir(),
        smtp=_smtp(pick, environment),
        imap=_imap(pick, environment),
    )


def _smtp(pick: Pick, environment: Mapping[str, str]) -> SmtpServer | None:
    host, whence = pick("smtp_host")
    # These are looked at before there is a server too: a slip in them is told when it is made.
    security, port = _security(*pick("smtp_security")), _port(*pick("smtp_port"))
    timeout = _seconds(*pick("smtp_timeout"))
    if not host:
        return None
    user, user_whence = pick("smtp_user")
    if user and security is Security.PLAIN:
        raise BadInput(
            f"{user_whence}: a user's password would go to the mail server in the clear.",
            "Set smtp_security to starttls or tls, or name no user.",
        )
    return SmtpServer(
        host=_line(host, whence),
        port=port or PORTS[security],
        security=security,
        user=_line(user or "", user_whence),
        password=environment.get("SPARKTUI_SMTP_PASSWORD", ""),
        password_file=_path(*pick("smtp_password_file")),
        ca_file=_path(*pick("smtp_ca_file")),
        timeout=timeout,
    )


def _imap(pick: Pick, environment: Mapping[str, str]) -> ImapServer | None:
    host, whence = pick("imap_host")
    port, timeout = _port(*pick("imap_port")), _seconds(*pick("imap_timeout"))
    if not host:
        return None
    written, security_whence = pick("imap_security")
    security = _security(written or Security.TLS, security_whence)
    if security not in IMAP_PORTS:
        raise BadInput(f"{security_whence}: mail and password would come in the clear.", "Write tls or starttls.")
    user, user_whence = pick("imap_user")
    if not user:
        raise BadInput(f"{whence}: whose mailbox is read at {plain(str(host), 80)}?", "Set imap_user too.")
    folder, folder_whence = pick("imap_folder")
    return ImapServer(
        host=_line(host, whence),
        port=port or IMAP_PORTS[security],
        security=security,
        user=_line(user, user_whence),
        password=environment.get("SPARKTUI_IMAP_PASSWORD", ""),
        password_file=_path(*pick("imap_password_file")),
        ca_file=_path(*pick("imap_ca_file")),
        timeout=timeout,
        folder=_line(folder or DEFAULT_FOLDER, folder_whence),
    )


def _sender(value: Any, whence: str) -> str:
    if not value:
        return ""
    from sparktui.domain.address import fault_of

    wrong = fault_of(str(value))
    if wrong:
        raise BadInput(f"{whence}: {wrong}", "Give a plain mail address, such as trials@northwind.example.")
    return str(value)


def _page(value: Any, whence: str) -> str:
    text = str(value or "")
    if text and not text.lower().startswith(("https://", "http://")):
        raise BadInput(f"{whence}: {plain(text, 80)!r} is not a web address.", "Begin it with https://.")
    return _line(text, whence)


def _path(value: Any, whence: str) -> Path | None:
    return Path(_line(value, whence)).expanduser() if value else None


def _security(value: Any, whence: str) -> Security:
    try:
        return Security(str(value or Security.STARTTLS).lower())
    except ValueError:
        raise BadInput(
            f"{whence}: {plain(str(value), 40)!r} is no protection.", "Write starttls, tls or plain."
        ) from None


def _port(value: Any, whence: str) -> int | None:
    if value in (None, ""):
        return None
    if str(value).isascii() and str(value).isdecimal() and 1 <= int(value) <= 65_535:
        return int(value)
    raise BadInput(f"{whence}: {plain(str(value), 40)!r} is not a port.", "Give a number from 1 to 65535.")


def _seconds(value: Any, whence: str) -> float:
    if value in (None, ""):
        return DEFAULT_TIMEOUT
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = 0
    if not 0 < seconds <= LONGEST_WAIT:
        raise BadInput(f"{whence}: {plain(str(value), 40)!r} is no time to wait.", f"Give 1 to {LONGEST_WAIT} seconds.")
    return seconds


def _line(value: Any, whence: str) -> str:
    text = str(value)
    if plain(text, 2_000) != text:
        raise BadInput(f"{whence}: {plain(text, 80)!r} holds characters that cannot be seen.", "Type it anew.")
    return text
