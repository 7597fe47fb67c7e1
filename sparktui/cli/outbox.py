"""``sparktui outbox``: the mails that trials owe, and sending them.

One job: the options of these commands. Must not: decide what is true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sparktui.cli import failure, options
from sparktui.cli.command import Noun, Run, pass_run
from sparktui.domain.notice import NoticeState

if TYPE_CHECKING:
    from sparktui.domain.notice import Notice

PAGE = 50
_NOT_SENT = (NoticeState.FAILED, NoticeState.UNKNOWN)

notice_argument = click.argument("notice")


@click.group("outbox", cls=Noun)
def command() -> None:
    """Mails: list them, read them, send them, say what became of them. NOTICE is an ID such as N-000123."""


@command.command("list")
@click.option(
    "--state",
    "states",
    type=click.Choice([state.value for state in NoticeState]),
    multiple=True,
    help="Only notices in this state; repeat for several.",
)
@click.option("--trial", metavar="TRIAL", help="Only notices of this trial.")
@click.option(
    "--limit", type=click.IntRange(0), help=f"How many at most; 0 for all. [default: {PAGE}, with --json all]"
)
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@options.as_json
@pass_run
def show_list(
    run: Run, states: tuple[str, ...], trial: str | None, limit: int | None, offset: int, as_json: bool
) -> None:
    """List notices: those of a state or a trial in the order in which they fell due, all as they were written."""
    from sparktui.cli import notice_lines, printing
    from sparktui.services.lookup import find_trial
    from sparktui.services.outbox import count_notices, every_notice, list_notices

    desk = run.desk()
    wanted = [NoticeState(state) for state in states]
    found_trial = find_trial(desk, trial) if trial else None
    most = (0 if as_json else PAGE) if limit is None else limit
    if as_json:
        total = count_notices(desk, wanted, trial=found_trial)
        every = every_notice(desk, wanted, trial=found_trial, offset=offset, limit=most or None)
        printing.print_json_list("items", map(notice_lines.item, every), total=total)
        return
    total, found = list_notices(desk, wanted, trial=found_trial, offset=offset, limit=most or None)
    if not total:
        printing.say("No notice fits." if states or trial else "No notice was queued yet. `sparktui tick` does that.")
        return
    notice_lines.print_list(found)
    last = offset + len(found)
    more = f"; go on with --offset {last}" if last < total else ""
    printing.say("", f"{min(offset + 1, last):,} to {last:,} of {total:,} notices{more}.")


@command.command()
@notice_argument
@options.as_json
@pass_run
def show(run: Run, notice: str, as_json: bool) -> None:
    """Show a notice: what became of it, and its words."""
    from sparktui.cli import notice_lines, printing
    from sparktui.services.mail_text import texts_of
    from sparktui.services.outbox import find_notice, show_notice

    desk = run.desk()
    shown = show_notice(desk, find_notice(desk, notice), texts_of(run.settings.mail))
    if as_json:
        printing.print_json(notice_lines.full(shown))
    else:
        notice_lines.print_notice(shown)


@command.command()
@click.option("--limit", type=click.IntRange(1), help="How many to try at most.")
@click.option("--now", "at_once", is_flag=True, help="Try those too that wait for a later attempt.")
@options.dry_run
@options.as_json
@pass_run
def send(run: Run, limit: int | None, at_once: bool, dry_run: bool, as_json: bool) -> None:
    """Send what is queued and still true: to the mail server that is set, else into a folder.

    Ends with exit code 3 where a mail failed, or nobody knows whether it left.
    """
    from sparktui.cli import notice_lines, printing
    from sparktui.services import delivery, sending
    from sparktui.services.mail_text import texts_of

    desk = run.desk(may_be_made=False)
    mail = run.settings.mail
    post = sending.Post(texts_of(mail), delivery.chosen(mail), mail.sender)

    def tell(notice: Notice) -> None:
        if not as_json:
            notice_lines.print_outcome(notice, dry_run=dry_run)

    sent = sending.send(desk, post, limit=limit, at_once=at_once, dry_run=dry_run, told=tell)
    if as_json:
        printing.print_json(notice_lines.sent(sent) | {"written": not dry_run})
    else:
        notice_lines.print_sent(sent, dry_run=dry_run)
    if sent.stopped or sent.overtaken or any(sent.counts[state] for state in _NOT_SENT):
        click.get_current_context().exit(failure.FAILED)


@command.command()
@notice_argument
@click.option(
    "--as",
    "state",
    type=click.Choice([NoticeState.SENT.value, NoticeState.QUEUED.value]),
    required=True,
    help="sent: it has left. queued: it has not, and is to be sent again.",
)
@options.dry_run
@options.as_json
@pass_run
def resolve(run: Run, notice: str, state: str, dry_run: bool, as_json: bool) -> None:
    """Say what became of a notice that may have left, or queue one again that failed."""
    from sparktui.cli import notice_lines, printing
    from sparktui.services import outbox

    desk = run.desk()
    found = outbox.find_notice(desk, notice)
    resolved = outbox.resolve(desk, found, NoticeState(state), dry_run=dry_run)
    if as_json:
        printing.print_json({"written": not dry_run, **notice_lines.item(resolved)})
        return
    printing.say(f"{resolved.reference} is {resolved.state} now.")
    if dry_run:
        printing.say(printing.NOT_WRITTEN)
