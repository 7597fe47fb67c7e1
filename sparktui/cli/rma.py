"""``sparktui rma``: devices on their way back.

One job: the options of these commands. Must not: decide which step is allowed.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from sparktui.cli import options
from sparktui.cli.command import Noun, Run, pass_run
from sparktui.domain.rma import RmaStep

if TYPE_CHECKING:
    from sparktui.domain.rma import Rma
    from sparktui.services.desk import Desk
    from sparktui.services.returns import ReturnLine

PAGE = 50
STEPS = options.Named([step.value for step in RmaStep if step not in (RmaStep.OPENED, RmaStep.CANCELLED)])

return_argument = click.argument("rma", metavar="RMA")
note_option = click.option("--note", metavar="TEXT", default="", help="Anything worth knowing.")
on_option = click.option("--on", type=options.Day(), help="The day on which it happened, if not today.")


@click.group("rma", cls=Noun)
def command() -> None:
    """Returns: list, open, advance and cancel them. RMA is an ID such as R-000123."""


@command.command("list")
@click.option(
    "--search", metavar="TEXT", default="", help="Part of a model, a pickup's reference or a customer's name."
)
@click.option("--open", "open_only", is_flag=True, help="Only returns that are under way.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=PAGE, show_default=True, help="How many at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@options.as_json
@pass_run
def show_list(run: Run, search: str, open_only: bool, limit: int, offset: int, as_json: bool) -> None:
    """List returns, those under way first.

    Of these the longest unmoved comes first.
    """
    from sparktui.cli import printing, shipping_json, shipping_lines
    from sparktui.services.returns import list_returns

    found = list_returns(run.desk(), text=search, open_only=open_only, limit=limit, offset=offset)
    if as_json:
        printing.print_json_list("items", map(shipping_json.rma, found.lines), total=found.total)
        return
    if found.total:
        shipping_lines.print_returns(found.lines)
    printing.say(*shipping_lines.total(found.total, offset, len(found.lines), "return"))


@command.command()
@return_argument
@options.as_json
@pass_run
def show(run: Run, rma: str, as_json: bool) -> None:
    """Show a return at length, and what it needs.

    Where it waits for its label, the text that asks for a new one is shown too.
    """
    from sparktui.cli import findings, printing, shipping_json, shipping_lines
    from sparktui.services.returns import find_return, judge_step, view_return

    desk = run.desk()
    line = view_return(desk, find_return(desk, rma).id)
    verdict = judge_step(desk, line.trial, line.rma)
    if as_json:
        printing.print_json({**shipping_json.rma(line), "findings": findings.as_json(verdict.findings)})
        return
    shipping_lines.print_return(line)
    printing.heading("What the rules say")
    printing.say(*findings.lines(found for found in verdict.findings if found.level != "ok"))


@command.command("open")
@options.trial_argument
@click.option(
    "--device", "devices", metavar="MODEL[:QTY]", multiple=True, help="Repeat; all that is left if not given."
)
@note_option
@on_option
@options.dry_run
@options.as_json
@pass_run
def open_(
    run: Run, trial: str, devices: tuple[str, ...], note: str, on: date | None, dry_run: bool, as_json: bool
) -> None:
    """Open a return for each of TRIAL's devices: for all that none takes back yet, or for those that are named."""
    from sparktui.cli import findings, printing, shipping_json, shipping_lines
    from sparktui.services.lookup import find_trial
    from sparktui.services.return_changes import open_returns
    from sparktui.services.returns import line_of, who_keeps

    desk = run.desk()
    named = find_trial(desk, trial)
    opened = open_returns(desk, named, options.device_lines(devices), note=note, on=on, dry_run=dry_run)
    lines = [line_of(desk, rma, named, desk.today) for rma in opened]
    keeping = who_keeps(desk, named)
    if as_json:
        items = [{**shipping_json.rma(line), **({"id": None} if dry_run else {})} for line in lines]
        printing.print_json({"written": not dry_run, "items": items, "findings": findings.as_json([keeping])})
        return
    shipping_lines.print_returns(lines)
    printing.say("", *findings.lines([keeping]))
    if dry_run:
        printing.say(printing.NOT_WRITTEN)


@command.command()
@return_argument
@click.option("--to", type=STEPS, help="The step that was taken; the next one if not given.")
@click.option("--carrier", metavar="CODE", default="", help="Who picks it up, such as ups; with pickup_booked.")
@click.option("--booking", metavar="TEXT", default="", help="The carrier's reference; with pickup_booked.")
@note_option
@on_option
@options.dry_run
@options.as_json
@pass_run
def advance(
    run: Run,
    rma: str,
    to: str | None,
    carrier: str,
    booking: str,
    note: str,
    on: date | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record the next step of a return.

    In its order: packed, labelled, pickup_booked, picked_up, received, processed. Before it is labelled it can be
    waiting_for_label.
    """
    from sparktui.services import return_changes
    from sparktui.services.returns import find_return

    desk = run.desk()
    moved = return_changes.advance(
        desk,
        find_return(desk, rma),
        RmaStep(to) if to else None,
        note=note,
        on=on,
        carrier=carrier,
        booking=booking,
        dry_run=dry_run,
    )
    _tell(desk, moved, dry_run=dry_run, as_json=as_json)


@command.command()
@return_argument
@click.option("--reason", metavar="TEXT", required=True, help="Why the device does not go back.")
@on_option
@options.dry_run
@options.as_json
@pass_run
def cancel(run: Run, rma: str, reason: str, on: date | None, dry_run: bool, as_json: bool) -> None:
    """Cancel a return that is not picked up."""
    from sparktui.services import return_changes
    from sparktui.services.returns import find_return

    desk = run.desk()
    cancelled = return_changes.cancel(desk, find_return(desk, rma), reason, on=on, dry_run=dry_run)
    _tell(desk, cancelled, dry_run=dry_run, as_json=as_json)


def _tell(desk: Desk, rma: Rma, *, dry_run: bool, as_json: bool) -> None:
    """Print ``rma`` as it stands, with the request for a label where it waits for one."""
    from sparktui.cli import printing, shipping_json, shipping_lines
    from sparktui.services.returns import line_of_record, request_for_label

    line: ReturnLine = line_of_record(desk, rma)
    request = request_for_label(desk, line.trial, rma) if rma.step is RmaStep.WAITING_FOR_LABEL else ()
    if as_json:
        printing.print_json({"written": not dry_run, **shipping_json.rma(line), "label_request": list(request)})
        return
    shipping_lines.print_return(line)
    if request:
        printing.heading("Send this to partner help")
        for said in request:
            printing.field("", said, room=0)
    if dry_run:
        printing.say(printing.NOT_WRITTEN)
