"""A mailbox on a mail server (IMAP), over a protected line.

One job: hand out the mails that arrived since the last time. Must not: mark, move or delete anything. The folder is
opened for looking only (EXAMINE), and mails are fetched without being marked as seen (BODY.PEEK).
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import zip_longest
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
_NUMBER, _SIZE = re.compile(rb"\bUID (\d{1,10})\b"), re.compile(rb"\bRFC822\.SIZE (\d{1,18})\b")
# How many bytes are fetched in one go; a question for each mail would wait for the line most of the time.
_AT_ONCE = 4 * 1024 * 1024


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
        """Yield the mails with these ``numbers``, some hundred at most; one that is gone by now is left out.

        Raises:
            OutsideFailure: as `numbers_after`.
        """
        for group in self._groups(numbers):
            for number, content in _contents(self._fetch(group, _WANTED)):
                source = f"{self.server.folder} of {self.server.user} at {self.server.host}, mail {number}"
                is_whole = len(content) <= LARGEST
                yield FoundMail(source, content if is_whole else content[:BEGINNING], is_whole)

    def _groups(self, numbers: Sequence[int]) -> Iterator[list[int]]:
        """Yield those of ``numbers`` whose mails are there: as many at a time as are fetched well in one go."""
        group: list[int] = []
        weight = 0
        for said in self._fetch(numbers, "(RFC822.SIZE)"):
            number, size = (
                (found.search(said) for found in (_NUMBER, _SIZE)) if isinstance(said, bytes) else (None, None)
            )
            if number and size:
                if group and weight + int(size[1]) > _AT_ONCE:
                    yield group
                    group, weight = [], 0
                group.append(int(number[1]))
                weight += int(size[1])
        if group:
            yield group

    def _fetch(self, numbers: Sequence[int], wanted: str) -> list[Any]:
        """Return what the server says to a question about the mails with these ``numbers``."""
        with _in_words(self.server):
            status, said = self.line.client.uid("FETCH", ",".join(map(str, numbers)), wanted)
            if status != "OK":
                raise imaplib.IMAP4.error(said)
        return list(said)


@contextmanager
def opened(server: ImapServer) -> Iterator[Mailbox]:
    """Open the folder that is to be read at ``server``, and say goodbye at the end.

    Raises:
        BadInput: when the extra that reads mailboxes is not installed, no password is set, or its file cannot be read.
        OutsideFailure: when the server cannot be used: it is not there, its certificate is not trusted, it does not
            know the user, or it has no such folder.
    """
    line = _call(server)
    try:
        with _in_words(server):
            line.folder.set(server.folder, readonly=True)
            said = line.client.response("UIDVALIDITY")[1]
            validity = int(said[0] or 0) if said and said[0] else 0
        yield Mailbox(server, validity, line)
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
    if not password:
        user = f"{plain(server.user, 80)} at {plain(server.host, 80)}"
        raise BadInput(f"No password is set for {user}.", "Set SPARKTUI_IMAP_PASSWORD or imap_password_file.")
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
    said = error.args[0] if error.args else ""
    # What a server says comes as bytes, alone or in a list.
    said = said[0] if isinstance(said, list) and said else said
    words = (
        said.decode("utf-8", "replace") if isinstance(said, bytes) else getattr(error, "strerror", None) or str(error)
    )
    if isinstance(error, (EOFError, ConnectionError, ssl.SSLEOFError)) or "socket error: EOF" in words:
        return "the line broke"
    return plain(words or type(error).__name__, _MOST_SAID)


def _contents(said: Sequence[Any]) -> Iterator[tuple[int, bytes]]:
    """Yield the mails in a server's answer, each with its number, which may stand before or behind it."""
    for part, behind in zip_longest(said, said[1:]):
        if isinstance(part, tuple):
            number = _number(_NUMBER, part[0]) or _number(_NUMBER, behind)
            if number is not None:
                yield number, bytes(part[1])


def _number(pattern: re.Pattern[bytes], said: object) -> int | None:
    found = pattern.search(said) if isinstance(said, bytes) else None
    return int(found[1]) if found else None
