"""A real mail server on the loopback, for tests: it answers as it is told to, and keeps what it takes.

One job: run the server and stop it. Must not: know notices.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from sparktui.mail_settings import Security, SmtpServer

DROP = "drop the line"


@dataclass
class Behaviour:
    """How the server answers to each step (sender, recipient, content), one answer after the other.

    The last one goes on for ever, and is 250 where nothing is said. `DROP` is no answer but the end of the line.
    ``taken`` holds the messages that were accepted, ``seen`` all that were handed over.
    """

    answers: dict[str, list[str]] = field(default_factory=dict)
    taken: list[Message] = field(default_factory=list)
    seen: list[Message] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd names it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._next("sender")
        if answer.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return _say(server, answer)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._next("recipient")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return _say(server, answer)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        message = BytesParser(policy=policy.default).parsebytes(content)
        self.seen.append(message)
        answer = self._next("content")
        if answer.startswith("250"):
            self.taken.append(message)
        return _say(server, answer)

    def _next(self, step: str) -> str:
        answers = self.answers.get(step, ["250 OK"])
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass(frozen=True)
class Certificates:
    """A certificate for the loopback, and the authority to trust."""

    context: ssl.SSLContext
    authority: Path


def certificates(folder: Path) -> Certificates:
    """Make a certificate for the loopback and write its authority into ``folder``."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return Certificates(context, path)


@contextmanager
def mail_server(behaviour: Behaviour, **options: Any) -> Iterator[SmtpServer]:
    """Run a server that answers as ``behaviour`` says, and give the settings with which it is reached."""
    port = _free_port()
    controller = Controller(behaviour, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield SmtpServer("127.0.0.1", port, Security.PLAIN, timeout=10)
    finally:
        controller.stop()


def only_ada(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """Let nobody in but Ada with her password."""
    is_ada = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ada", b"open sesame")
    return AuthResult(success=is_ada, handled=False)


def _say(server: SMTP, answer: str) -> str:
    if answer == DROP:
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()
    return answer


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port
