"""``sparktui requests``: customers who asked to buy.

One job: the options of these commands. Must not: read mail.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from sparktui.cli import options
from sparktui.cli.command import Noun, Run, pass_run

if TYPE_CHECKING:
    from sparktui.services.requests import WaitingRequest


@click.group("requests", cls=Noun)
def command() -> None:
    """Purchase requests: list those that wait, record one, mark them as handled."""


@command.command("list")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@options.as_json
@pass_run
def show_list(run: Run, limit: int, offset: int, as_json: bool) -> None:
    """List the requests that nobody has handled, the oldest first."""
    from sparktui.cli import printing, trial_json
    from sparktui.services.requests import waiting_requests

    desk = run.desk()
    total, found = waiting_requests(desk, limit, offset)
    if as_json:
        items = (
            {
                "requested_on": waiting.request.requested_on,
                "note": waiting.request.note,
                "trial": trial_json.facts(waiting.trial, desk.today, desk.policy),
            }
            for waiting in found
        )
        printing.print_json_list("items", items, total=total)
        return
    for waiting in found:
        _print(waiting, waiting.trial.lifecycle(desk.policy).label(desk.today))
    last = offset + len(found)
    more = f"; go on with --offset {last}" if last < total else ""
    printing.say(f"{total:,} waiting{more}." if total else "Nobody waits for an answer.")


def _print(waiting: WaitingRequest, label: str) -> None:
    from sparktui.cli import printing
    from sparktui.domain.text import plain

    name = plain(waiting.trial.customer.name, 200)
    printing.say(click.style(f"{waiting.trial.reference}  {name}", bold=True))
    printing.field("Asked on", str(waiting.request.requested_on))
    printing.field("Trial", label)
    printing.field("Administrator", waiting.trial.customer.admin_email)
    if waiting.request.note:
        printing.field("Note", waiting.request.note)
    printing.say("")


@command.command()
@options.trial_argument
@click.option("--note", metavar="TEXT", default="", help="What the customer wants.")
@click.option("--on", "asked_on", type=options.Day(), help="The day on which the customer asked, if not today.")
@options.dry_run
@options.as_json
@pass_run
def add(run: Run, trial: str, note: str, asked_on: date | None, dry_run: bool, as_json: bool) -> None:
    """Record that the customer of TRIAL asked to buy."""
    from sparktui.cli import changed
    from sparktui.services.lookup import find_trial
    from sparktui.services.requests import add_request

    desk = run.desk()
    marked = add_request(desk, find_trial(desk, trial), note, on=asked_on, dry_run=dry_run)
    changed.tell(desk, marked, "purchase request recorded", dry_run=dry_run, as_json=as_json)


@command.command()
@options.trial_argument
@click.option("--outcome", metavar="TEXT", default="", help="What came of it.")
@options.dry_run
@options.as_json
@pass_run
def handle(run: Run, trial: str, outcome: str, dry_run: bool, as_json: bool) -> None:
    """Mark the waiting requests of TRIAL as handled."""
    from sparktui.cli import changed
    from sparktui.services.lookup import find_trial
    from sparktui.services.requests import handle_requests

    desk = run.desk()
    handled = handle_requests(desk, find_trial(desk, trial), outcome, dry_run=dry_run)
    changed.tell(desk, handled, "purchase requests handled", dry_run=dry_run, as_json=as_json)
