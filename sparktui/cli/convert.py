"""``sparktui convert``: a trial's way to a paid order.

One job: the options of these commands. Must not: judge an order; the rules do.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from sparktui.cli import failure, options
from sparktui.cli.command import Noun, Run, pass_run
from sparktui.cli.order_options import Typed, order_options


@click.group("convert", cls=Noun)
def command() -> None:
    """Take a trial to a paid order: check, order, place, complete.

    Options lie over the draft that is saved for the trial; an empty one takes back what the draft has.
    """


@command.command()
@options.trial_argument
@order_options
@options.as_json
@pass_run
def check(run: Run, /, trial: str, as_json: bool, **typed: Any) -> None:
    """Say whether an order is allowed, and what it would look like. Changes nothing."""
    from sparktui.cli import conversion_report
    from sparktui.cli.asked_order import ask
    from sparktui.errors import BadInput

    desk = run.desk()
    asked = ask(desk, trial, Typed(**typed))
    if asked.order.offer is None:
        raise BadInput("No offer is given, and no draft has one.", "Choose one with --offer: A-SPK or A-WX.")
    conversion_report.tell_check(asked, desk.catalogue, as_json=as_json)
    if not asked.checked.verdict.allowed:
        click.get_current_context().exit(failure.REFUSED)


@command.command()
@options.trial_argument
@order_options
@options.dry_run
@options.as_json
@pass_run
def order(run: Run, /, trial: str, dry_run: bool, as_json: bool, **typed: Any) -> None:
    """Save an order as ready to be placed: no rule blocks it, and every warning is acknowledged."""
    from sparktui.cli import conversion_report
    from sparktui.cli.asked_order import ask
    from sparktui.services import conversion

    desk = run.desk()
    asked = ask(desk, trial, Typed(**typed))
    saved = conversion.make_ready(desk, asked.trial, asked.order, seen=asked.saved, dry_run=dry_run)
    done = f"ready. Place it, then: sparktui convert place {asked.trial.reference} --order-number N"
    conversion_report.tell_saved(asked, saved, done, desk.catalogue, dry_run=dry_run, as_json=as_json)


@command.command()
@options.trial_argument
@order_options
@options.dry_run
@options.as_json
@pass_run
def draft(run: Run, /, trial: str, dry_run: bool, as_json: bool, **typed: Any) -> None:
    """Save whatever is there, allowed or not."""
    from sparktui.cli import conversion_report
    from sparktui.cli.asked_order import ask
    from sparktui.services import conversion

    desk = run.desk()
    asked = ask(desk, trial, Typed(**typed))
    step = asked.saved.step if asked.saved else 1
    saved = conversion.save_draft(
        desk, asked.trial, asked.order, step=step, seen=asked.saved, begins=asked.saved is None, dry_run=dry_run
    )
    conversion_report.tell_saved(asked, saved, "draft saved", desk.catalogue, dry_run=dry_run, as_json=as_json)


@command.command()
@options.trial_argument
@click.option("--order-number", metavar="N", required=True, help="The number that Cisco Commerce gave.")
@options.dry_run
@options.as_json
@pass_run
def place(run: Run, trial: str, order_number: str, dry_run: bool, as_json: bool) -> None:
    """Record that the order was placed in Cisco Commerce."""
    from sparktui.cli import conversion_report
    from sparktui.services import conversion
    from sparktui.services.lookup import find_trial

    desk = run.desk()
    found = find_trial(desk, trial)
    placed = conversion.place(desk, found, order_number, dry_run=dry_run)
    done = f"order {placed.order_number} placed"
    conversion_report.tell_moved(found, placed, done, dry_run=dry_run, as_json=as_json)


@command.command()
@options.trial_argument
@click.option("--on", "converted_on", type=options.Day(), help="The day of the conversion, if not today.")
@options.dry_run
@options.as_json
@pass_run
def complete(run: Run, trial: str, converted_on: date | None, dry_run: bool, as_json: bool) -> None:
    """Record that the placed order has converted the trial."""
    from sparktui.cli import changed
    from sparktui.services import conversion
    from sparktui.services.lookup import find_trial

    desk = run.desk()
    converted = conversion.complete(desk, find_trial(desk, trial), converted_on, dry_run=dry_run)
    changed.tell(desk, converted, "converted", dry_run=dry_run, as_json=as_json)


@command.command()
@options.trial_argument
@click.option("--reason", metavar="TEXT", required=True, help="Why.")
@options.dry_run
@options.as_json
@pass_run
def cancel(run: Run, trial: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Cancel the conversion that is under way."""
    from sparktui.cli import conversion_report
    from sparktui.services import conversion
    from sparktui.services.lookup import find_trial

    desk = run.desk()
    found = find_trial(desk, trial)
    cancelled = conversion.cancel(desk, found, reason, dry_run=dry_run)
    conversion_report.tell_moved(found, cancelled, "conversion cancelled", dry_run=dry_run, as_json=as_json)
