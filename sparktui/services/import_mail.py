"""Importing mail: shipments and purchase requests are recorded, other mail is left alone.

One job: the use case "import mail", from files and from a mailbox on a server. Must not: judge whose a mail is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sparktui.domain.mail import MailKind, ReadMail
from sparktui.errors import BadInput, OutsideFailure
from sparktui.mail_settings import ImapServer
from sparktui.services.desk import Desk
from sparktui.services.import_report import Progress
from sparktui.services.mail.found import FoundMail
from sparktui.services.mail.reading import read_mail
from sparktui.services.mail.sources import mails_at
from sparktui.services.mail_intake import record_mails
from sparktui.store import mailboxes

_AT_ONCE = 100
_STEP = 50


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A mail that waits for a person, and why."""

    message_id: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class MailImportReport:
    """What an import of mail did, or, for a dry run, what it would do.

    ``read`` counts mails, and so do ``ignored`` (about something else) and ``duplicates`` (recorded before).
    ``shipments`` and ``purchase_requests`` count what is new. ``stopped`` is why not all was read, else empty.
    ``numbered_anew`` says that a server has given its mails other numbers, so that all of them were read again.
    """

    read: int = 0
    shipments: int = 0
    purchase_requests: int = 0
    ignored: int = 0
    duplicates: int = 0
    needs_attention: tuple[WaitingMail, ...] = ()
    stopped: str = ""
    numbered_anew: bool = False

    @property
    def changes(self) -> bool:
        """Whether there is anything that was, or would be, recorded."""
        return bool(self.shipments or self.purchase_requests or self.needs_attention)

    def __add__(self, other: MailImportReport) -> MailImportReport:
        """Return what both imports did together."""
        return MailImportReport(
            self.read + other.read,
            self.shipments + other.shipments,
            self.purchase_requests + other.purchase_requests,
            self.ignored + other.ignored,
            self.duplicates + other.duplicates,
            self.needs_attention + other.needs_attention,
            self.stopped or other.stopped,
            self.numbered_anew or other.numbered_anew,
        )


def import_mail(
    desk: Desk,
    paths: Sequence[Path],
    *,
    standard_input: BinaryIO | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> MailImportReport:
    """Record what the mails at ``paths`` say, and return what was done; the files stay as they are.

    A path is a mail, a mailbox (mbox or Maildir) or a folder of them; ``-`` is one mail on ``standard_input``, where
    that is given. ``progress`` is called every so often with the number of mails read.

    Raises:
        BadInput: when a path cannot be used; nothing is changed then.
        ReadOnly: when the desk may not change anything.
    """
    return _record_all(desk, mails_at(paths, standard_input), dry_run=dry_run, progress=progress)


def import_mailbox(
    desk: Desk, server: ImapServer | None, *, dry_run: bool = False, progress: Progress | None = None
) -> MailImportReport:
    """Record what the mails at ``server`` say that came since it was read last, and return what was done.

    How far it was read is remembered with the desk; the mailbox itself stays as it is. ``progress`` is called with the
    number of mails read, and with how many there are, once that is known and after each mail. What it raises ends the
    import; what was recorded until then stays.

    Raises:
        BadInput: when no server is named, or the extra that reads mailboxes is not installed.
        OutsideFailure: when the server cannot be used before anything was recorded; later it is why reading stopped.
        ReadOnly: when the desk may not change anything.
    """
    if server is None:
        raise BadInput("No mailbox is named that could be read.", "Set imap_host and imap_user in the configuration.")
    from sparktui.services.mail import imap  # it brings TLS, which files do without

    report = _recorded(desk, (), dry_run=dry_run)
    with imap.opened(server) as mailbox:
        whose = server.host, server.user, server.folder, mailbox.validity
        with desk.database.reading() as connection:
            last = mailboxes.last_read(connection, *whose)
            report += MailImportReport(numbered_anew=mailboxes.is_numbered_anew(connection, *whose))
        numbers = mailbox.numbers_after(last)
        if progress:
            progress(0, len(numbers))
        at_once = max(len(numbers), 1) if dry_run else _AT_ONCE
        for start in range(0, len(numbers), at_once):
            batch = numbers[start : start + at_once]
            mails = _counted(mailbox.mails(batch), progress, start, len(numbers))
            try:
                report += _record_all(desk, mails, dry_run=dry_run)
            except OutsideFailure as failure:
                if not report.read:
                    raise
                return replace(report, stopped=str(failure))
            if not dry_run:
                with desk.database.writing() as connection:
                    mailboxes.remember(connection, *whose, batch[-1])
    return report


def _counted(mails: Iterable[FoundMail], progress: Progress | None, before: int, total: int) -> Iterator[FoundMail]:
    """Yield ``mails`` and tell ``progress`` of each that was read after those ``before``."""
    for number, mail in enumerate(mails, start=before + 1):
        yield mail
        if progress:
            progress(number, total)


def _record_all(
    desk: Desk, mails: Iterable[FoundMail], *, dry_run: bool, progress: Progress | None = None
) -> MailImportReport:
    """Read ``mails`` one by one and record some at a time; all at once in a dry run, so that each knows the rest."""
    # A desk that may not change anything says so before a long reading.
    report = _recorded(desk, (), dry_run=dry_run)
    read = ignored = 0
    pending: list[ReadMail] = []
    for read, found in enumerate(mails, start=1):
        mail = read_mail(found)
        if mail.kind is MailKind.OTHER:
            ignored += 1
        else:
            pending.append(mail)
        if len(pending) >= _AT_ONCE and not dry_run:
            report += _recorded(desk, pending, dry_run=False)
            pending.clear()
        if progress and not read % _STEP:
            progress(read, None)
    report += _recorded(desk, pending, dry_run=dry_run)
    return report + MailImportReport(read=read, ignored=ignored)


def _recorded(desk: Desk, mails: Sequence[ReadMail], *, dry_run: bool) -> MailImportReport:
    report = MailImportReport()
    for outcome in record_mails(desk, mails, dry_run=dry_run):
        kept = outcome.needs_attention
        waiting = (WaitingMail(kept.mail.message_id, kept.mail.subject, kept.reason),) if kept else ()
        report += MailImportReport(
            shipments=outcome.shipments,
            purchase_requests=outcome.purchase_requests,
            duplicates=int(outcome.duplicate),
            needs_attention=waiting,
        )
    return report
