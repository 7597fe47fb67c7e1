"""A mailbox on a mail server (IMAP), over a protected line.

One job: hand out the mails that arrived since the last time. Must not: mark, move or delete anything. The folder is
opened for looking only (EXAMINE), and mails are fetched without being marked as seen (BODY.PEEK).
"""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sparktui.domain.text import plain
from sparktui.errors import BadInput, OutsideFailure
from sparktui.mail_settings import ImapServer, Security
from sparktui.services.mail.found import BEGINNING, LARGEST, FoundMail
from sparktui.services.mail_line import password_of, trusting

if TYPE_CHECKING:
    from imap_tools.mailbox import BaseMailBox

_MOST_SAID = 300
# One byte more than is read tells a mail that is too large from one that just fits.
_WANTED = f"(BODY.PEEK[]<0.{LARGEST + 1}>)"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A folder on a server, open for looking only.

    ``validity`` (UIDVALIDITY) says how long the numbers of its mails hold: under another one they mean other mails.
    """

    server: ImapServer
    validity: int
    line: BaseMailBox

    def numbers_after(self, last: int) -> list[int]:
        """Return the numbers (UIDs) of the mails that came after the one numbered ``last``, in their order.

        Raises:
            OutsideFailure: when the server does not answer, or answers with a refusal.
        """
        with _in_words(self.server):
            # Of a range that begins behind the last mail, a server gives the last mail.
            found = self.line.uids(f"UID {last + 1}:*", charset=None)
        return sorted(number for text in found if text.isdecimal() and (number := int(text)) > last)

    def mails(self, numbers: Sequence[int]) -> Iterator[FoundMail]:
        """Yield the mails with these ``numbers``, fetched one by one; one that is gone by now is left out.

        Raises:
            OutsideFailure: as `numbers_after`.
        """
        for number in numbers:
            with _in_words(self.server):
                status, parts = self.line.client.uid("FETCH", str(number), _WANTED)
                if status != "OK":
                    raise imaplib.IMAP4.error(parts)
            content = _literal(parts)
            if content is not None:
                source = f"{self.server.folder} of {self.server.user} at {self.server.host}, mail {number}"
                is_whole = len(content) <= LARGEST
                yield FoundMail(source, content if is_whole else content[:BEGINNING], is_whole)


@contextmanager
def opened(server: ImapServer) -> Iterator[Mailbox]:
    """Open the folder that is to be read at ``server``, and say goodbye at the end.

    Raises:
        BadInput: when the extra that reads mailboxes is not installed, or the password's file cannot be read.
        OutsideFailure: when the server cannot be used: it is not there, its certificate is not trusted, it does not
            know the user, or it has no such folder.
    """
    line = _call(server)
    try:
        with _in_words(server):
            line.folder.set(server.folder, readonly=True)
            validity = line.client.response("UIDVALIDITY")[1]
        yield Mailbox(server, int(validity[0] or 0) if validity and validity[0] else 0, line)
    finally:
        with suppress(Exception):  # whatever is said at a goodbye changes nothing
            line.logout()


def _call(server: ImapServer) -> BaseMailBox:
    """Call the server and introduce ourselves."""
    try:
        from imap_tools.mailbox import MailBox, MailBoxStartTls
    except ModuleNotFoundError:
        raise BadInput("Reading a mailbox on a server needs the extra “imap”.", "Install sparktui[imap].") from None
    kind = MailBox if server.security is Security.TLS else MailBoxStartTls
    password = password_of(server)
    with _in_words(server):
        line = kind(server.host, server.port, timeout=server.timeout, ssl_context=trusting(server))
        try:
            log_in = line.login if (server.user + password).isascii() else line.login_utf8
            log_in(server.user, password, initial_folder=None)
        except BaseException:
            line.client.shutdown()
            raise
    return line


@contextmanager
def _in_words(server: ImapServer) -> Iterator[None]:
    """Turn what goes wrong on the line into words."""
    from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

    place = f"The mailbox at {server.host}, port {server.port},"
    try:
        yield
    except MailboxLoginError:
        raise OutsideFailure(
            f"{place} does not open for {plain(server.user, 80)} with this password.",
            "Check imap_user and the password.",
        ) from None
    except MailboxFolderSelectError:
        raise OutsideFailure(f"{place} has no folder {plain(server.folder, 80)!r}.", "Check imap_folder.") from None
    except ssl.SSLCertVerificationError as error:
        said = plain(error.verify_message, _MOST_SAID)
        raise OutsideFailure(
            f"{place} shows a certificate that is not trusted: {said}.", "Name its authority with imap_ca_file."
        ) from None
    except (OSError, EOFError, UnicodeError, ValueError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise OutsideFailure(f"{place} cannot be read: {_said(error)}.", "Check the settings, or try later.") from None


def _said(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return plain(getattr(error, "strerror", None) or str(error) or type(error).__name__, _MOST_SAID)


def _literal(parts: Sequence[Any]) -> bytes | None:
    """Return the mail's bytes out of the ``parts`` of the server's answer; None when there are none."""
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple) and len(part) > 1), None)
