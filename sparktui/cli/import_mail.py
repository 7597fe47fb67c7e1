"""``sparktui import mail``: shipments and purchase requests out of mails.

One job: the options of this command, and what it tells. Must not: read mail.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sparktui.cli import failure, options
from sparktui.cli.command import Command, Run, pass_run
from sparktui.errors import BadInput, OutsideFailure

if TYPE_CHECKING:
    from sparktui.services.import_mail import MailImportReport

SHOWN = 20


@click.command("mail", cls=Command)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--imap", "from_server", is_flag=True, help="Read the mailbox on the server that the settings name.")
@options.dry_run
@options.as_json
@pass_run
def command(run: Run, paths: tuple[Path, ...], from_server: bool, dry_run: bool, as_json: bool) -> None:
    """Record shipments and purchase requests out of mails; other mail is left alone.

    PATH is a mail (.eml), a mailbox (mbox or Maildir) or a folder of them; - is one mail on standard input. Mails
    are only read: nothing is marked, moved or deleted. What is not certain waits for you: `sparktui shipments
    mails`.
    """
    from sparktui.cli.progress import progress
    from sparktui.services.import_mail import MailImportReport, import_mail, import_mailbox

    if not paths and not from_server:
        raise click.UsageError("Name a PATH, or --imap for the mailbox on a server.")
    desk = run.desk()
    report = MailImportReport()
    with progress("mails") as advance:
        if paths:
            stdin = sys.stdin.buffer if sys.stdin else None
            report += import_mail(desk, paths, standard_input=stdin, dry_run=dry_run, progress=advance)
        if from_server:
            try:
                report += import_mailbox(desk, run.settings.mail.imap, dry_run=dry_run, progress=advance)
            except (BadInput, OutsideFailure) as error:
                if not report.read:
                    raise
                report += MailImportReport(stopped=str(error))
    if as_json:
        _print_json(report, dry_run=dry_run)
    else:
        _print(report, from_server=from_server, dry_run=dry_run)
    if report.stopped:
        click.get_current_context().exit(failure.FAILED)


def _print_json(report: MailImportReport, *, dry_run: bool) -> None:
    from sparktui.cli import printing

    printing.print_json(
        {
            "read": report.read,
            "shipments": report.shipments,
            "purchase_requests": report.purchase_requests,
            "ignored": report.ignored,
            "duplicates": report.duplicates,
            "needs_attention": [
                {"message_id": mail.message_id, "subject": mail.subject, "reason": mail.reason}
                for mail in report.needs_attention
            ],
            "stopped": report.stopped or None,
            "numbered_anew": report.numbered_anew,
            "written": report.changes and not dry_run,
        }
    )


def _print(report: MailImportReport, *, from_server: bool, dry_run: bool) -> None:
    from sparktui.cli import printing
    from sparktui.domain.text import plain

    for mail in report.needs_attention[:SHOWN]:
        printing.warn(f"{plain(mail.subject, 200) or '(no subject)'}: {plain(mail.reason)}")
    if len(report.needs_attention) > SHOWN:
        printing.warn(f"... and {len(report.needs_attention) - SHOWN:,} more; --json lists them all.")
    printing.say(
        f"Mails read: {report.read:,}. New shipments: {report.shipments:,}, purchase requests: "
        f"{report.purchase_requests:,}. For you to look at: {len(report.needs_attention):,}. "
        f"Known: {report.duplicates:,}. About something else: {report.ignored:,}."
    )
    if report.numbered_anew:
        printing.say("The server has numbered its mails anew, so all of them were read again.")
    if from_server and not (report.read or report.stopped):
        printing.say("The mailbox holds nothing new.")
    if report.stopped:
        printing.say(f"Stopped; the rest is read the next time. {plain(report.stopped)}")
    if dry_run:
        printing.say(printing.NOT_WRITTEN)
    elif report.needs_attention:
        printing.say("Those to look at wait under `sparktui shipments mails`.")
