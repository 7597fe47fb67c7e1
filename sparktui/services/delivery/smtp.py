"""Delivery through a mail server (SMTP), one connection for many mails.

What matters is to know after each attempt whether a mail can have left. Until the server has taken the last line of a
mail's content it cannot have; from then on only the server's answer tells, and without one nobody knows.

One job: hand messages to the server and say how that ended. Must not: decide when to try again.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from sparktui.domain.text import plain
from sparktui.errors import OutsideFailure
from sparktui.mail_settings import Security, SmtpServer
from sparktui.services.delivery import Outcome, Result
from sparktui.services.delivery.message import with_ascii_domain
from sparktui.services.mail_line import password_of, trusting

# The first digit of an answer.
_TAKEN, _GO_ON, _LATER, _REFUSED = 2, 3, 4, 5
_CLOSING = 421
_MOST = 500
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(slots=True)
class Smtp:
    """A mail server. It is called when the first mail is to go."""

    server: SmtpServer
    _line: smtplib.SMTP | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """The server, in words."""
        return f"the mail server {self.server.host}, port {self.server.port}"

    def deliver(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
        """Hand ``message`` to the server.

        Raises:
            OutsideFailure: when the server cannot be used at all: it is not there, its certificate is not trusted, it
                protects no line, or it does not know the user.
            BadInput: when the file of the password cannot be read.
        """
        held = self._line is not None
        answer = self._announce(message, sender, recipient)
        if held and answer is not None and self._line is None:
            # Servers hang up on lines that were open for long or have carried enough; a fresh one is what they want.
            answer = self._announce(message, sender, recipient)
        return answer or self._hand_over(message)

    def close(self) -> None:
        """Say goodbye to the server."""
        if self._line is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._line.quit()
        self._hang_up()

    def _announce(self, message: EmailMessage, sender: str, recipient: str) -> Outcome | None:
        """Say from whom to whom a mail comes; return None when the server waits for its content."""
        line = self._line = self._line or self._call()
        addresses = with_ascii_domain(sender), with_ascii_domain(recipient)
        options = [] if all(address.isascii() for address in addresses) else ["SMTPUTF8", "BODY=8BITMIME"]
        if options and not line.has_extn("smtputf8"):
            return Outcome(Result.REFUSED, "The mail server takes no address with letters beyond ASCII.")
        steps: tuple[tuple[Callable[[], tuple[int, bytes]], int], ...] = (
            (lambda: line.mail(addresses[0], options), _TAKEN),
            (lambda: line.rcpt(addresses[1]), _TAKEN),
            (lambda: line.docmd("DATA"), _GO_ON),
        )
        try:
            for number, (command, wanted) in enumerate(steps):
                code, said = command()
                if code // 100 != wanted:
                    self._start_over(line, code)
                    # A server that refuses the sender refuses every mail.
                    return _refusal(code, said, Result.UNREACHABLE, stops=number == 0 and code // 100 == _REFUSED)
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            return Outcome(Result.UNREACHABLE, _in_words(error), stops=True)
        return None

    def _hand_over(self, message: EmailMessage) -> Outcome:
        line = self._line
        assert line is not None
        content = _LEADING_DOT.sub(b"..", bytes(message))
        try:
            line.send(content + (b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"))
            code, said = line.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            words = f"The line broke while the mail was handed over, so that it may have arrived: {_in_words(error)}"
            return Outcome(Result.UNKNOWN, words)
        if code // 100 == _TAKEN:
            return Outcome(Result.DELIVERED, _answer(code, said))
        return _refusal(code, said, Result.UNKNOWN)

    def _call(self) -> smtplib.SMTP:
        """Call the server and introduce ourselves."""
        server = self.server
        try:
            context = trusting(server)
            if server.security is Security.TLS:
                line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
            else:
                line = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
            with ExitStack() as on_failure:
                on_failure.callback(line.close)
                line.ehlo_or_helo_if_needed()
                if server.security is Security.STARTTLS:
                    line.starttls(context=context)
                    line.ehlo()
                if server.user:
                    line.login(server.user, password_of(server))
                on_failure.pop_all()
        except (OSError, UnicodeError, smtplib.SMTPException) as error:
            remedy = "Try again later." if _may_pass(error) else "Check the settings of mail."
            raise OutsideFailure(
                f"{self.place}, cannot be used: {_in_words(error)}", f"Nothing was sent. {remedy}"
            ) from None
        return line

    def _start_over(self, line: smtplib.SMTP, code: int) -> None:
        """Let the server forget the mail that it refused, or let it go when it says goodbye."""
        try:
            if code != _CLOSING:
                line.rset()
                return
        except (OSError, smtplib.SMTPException):
            pass
        self._hang_up()

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _refusal(code: int, said: bytes, otherwise: Result, *, stops: bool = False) -> Outcome:
    """Return what the answer ``code`` means; ``otherwise`` is what it means when it is none that a server gives."""
    words = _answer(code, said)
    if code // 100 == _LATER:
        return Outcome(Result.LATER, words, stops=code == _CLOSING)
    if code // 100 == _REFUSED:
        return Outcome(Result.REFUSED, words, stops=stops)
    return Outcome(otherwise, words, stops=otherwise is Result.UNREACHABLE)


def _may_pass(error: Exception) -> bool:
    """Return whether the same call may succeed later, with the same settings."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code // 100 == _LATER
    return isinstance(error, ConnectionError | TimeoutError | smtplib.SMTPServerDisconnected)


def _answer(code: int, said: bytes) -> str:
    if not 200 <= code < 600:
        # What a mail server says begins with three digits; without them its words are cut where they would be.
        return "an answer that no mail server gives."
    return plain(f"{code} {said.decode('utf-8', 'replace')}", _MOST)


def _in_words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _answer(error.smtp_code, said if isinstance(said, bytes) else said.encode("utf-8", "replace"))
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "no answer in time."
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return plain(f"{words.rstrip('.')}.", _MOST)
