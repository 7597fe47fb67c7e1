"""A mail server that keeps mail (IMAP), on the loopback and over TLS, for tests: it remembers all that it was asked.

One job: answer as such a server does, or break off where it is told to. Must not: know what the mails are about.
"""

from __future__ import annotations

import base64
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import trustme

from sparktui.mail_settings import ImapServer, Security

CERTIFICATES = trustme.CA()
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\S+')
_FETCH = re.compile(r"\(BODY\.PEEK\[\]<0\.(\d+)>\)")


@dataclass
class Account:
    """What the server keeps: one user with one folder of mails by their numbers, and every command it was given."""

    user: str = "ada"
    password: str = "open sesame"
    folder: str = "INBOX"
    greeting: str = "* OK ready"
    validity: int | str = 7
    mails: dict[int, bytes] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    # The command, or its beginning, at which the server hangs up.
    hangs_up_at: str = "never"
    # The command at which it says nothing any more.
    is_silent_at: str = "never"

    def arrive(self, *mails: bytes) -> None:
        """Put ``mails`` into the folder, each with the next number."""
        for mail in mails:
            self.mails[max(self.mails, default=0) + 1] = mail

    @property
    def verbs(self) -> set[str]:
        """The commands that were given, without what they were about."""
        return {" ".join(re.findall(r"^(?:UID )?\w+", command)).upper() for command in self.commands}


class _Talk(socketserver.StreamRequestHandler):
    """One conversation with a client."""

    server: _Server
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """Speak in private from the beginning, unless the client is to ask for that."""
        if self.server.security is Security.TLS:
            self._go_private()
        else:
            super().setup()

    def handle(self) -> None:
        """Greet, and answer command by command until one side has enough."""
        account = self.server.account
        self._say(account.greeting)
        while line := self.rfile.readline().decode().strip():
            tag, _, command = line.partition(" ")
            account.commands.append(command)
            if command.startswith(account.hangs_up_at):
                return
            if command.startswith(account.is_silent_at):
                self.server.is_over.wait(60)
                return
            verb = command.upper().removeprefix("UID ").split()[0]
            answer = getattr(self, f"_{verb.lower()}", None)
            said = answer(command) if answer else "BAD unknown"
            self._say(f"{tag} {said}")
            if verb == "STARTTLS":
                self._go_private()
            if verb == "LOGOUT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
        self.wfile.flush()

    def _go_private(self) -> None:
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def _capability(self, _: str) -> str:
        self._say("* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN")
        return "OK done"

    def _starttls(self, _: str) -> str:
        return "OK go on"

    def _login(self, command: str) -> str:
        given = [re.sub(r'^"|"$|\\(.)', r"\1", word) for word in _WORD.findall(command)[1:]]
        return self._opens_for(given)

    def _authenticate(self, _: str) -> str:
        self._say("+ ")
        return self._opens_for(base64.b64decode(self.rfile.readline()).decode().split("\0")[1:])

    def _opens_for(self, given: list[str]) -> str:
        account = self.server.account
        return "OK welcome" if given == [account.user, account.password] else "NO [AUTHENTICATIONFAILED] who are you?"

    def _examine(self, command: str) -> str:
        account = self.server.account
        if command.split(None, 1)[1].strip('"') != account.folder:
            return "NO no such folder"
        self._say(f"* {len(account.mails)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {account.validity}] valid")
        return "OK [READ-ONLY] done"

    def _search(self, command: str) -> str:
        first = re.search(r"UID (\d+):\*", command.removeprefix("UID "))
        assert first
        known = sorted(self.server.account.mails)
        # As the standard wants it: the last mail is in the range however far that begins behind it.
        self._say(f"* SEARCH {' '.join(str(uid) for uid in known if uid >= int(first[1]) or uid == known[-1])}")
        return "OK done"

    def _fetch(self, command: str) -> str:
        wanted = _FETCH.search(command)
        for uid in map(int, command.split()[2].split(",")):
            content = self.server.account.mails.get(uid)
            if content is None:
                continue
            if wanted:
                part = content[: int(wanted[1])]
                said = f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(part)}}}\r\n".encode() + part + b")\r\n"
                # Some servers say the number behind the mail.
                self.wfile.write(
                    said if uid % 2 else said.replace(b"UID %d " % uid, b"", 1)[:-3] + b" UID %d)\r\n" % uid
                )
            else:
                self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(content)})")
                self._say(r"* 1 FETCH (FLAGS (\Recent))")
        return "OK done"

    def _logout(self, _: str) -> str:
        self._say("* BYE")
        return "OK done"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, account: Account, security: Security, name: str) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.account, self.security = account, security
        self.is_over = threading.Event()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        CERTIFICATES.issue_cert(name).configure_cert(self.context)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that leave in the middle."""


@contextmanager
def serving(
    account: Account, folder: Path, *, security: Security = Security.TLS, name: str = "localhost"
) -> Iterator[ImapServer]:
    """Run a server for ``account`` with a certificate for ``name``; give the settings under which it is reached.

    The certificate's authority is written into a file in ``folder``.
    """
    authority = folder / "authority.pem"
    CERTIFICATES.cert_pem.write_to_path(authority)
    with _Server(account, security, name) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield ImapServer(
                host="localhost",
                port=server.server_address[1],
                security=security,
                user=account.user,
                password=account.password,
                ca_file=authority,
                timeout=20,
                folder=account.folder,
            )
        finally:
            server.is_over.set()
            server.shutdown()
            thread.join()
