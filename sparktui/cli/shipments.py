"""``sparktui shipments``: what is on its way, and whose a tracking number is.

One job: the options of these commands. Must not: know a carrier.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from sparktui.cli import options, waiting_mail
from sparktui.cli.command import Noun, Run, pass_run
from sparktui.domain.shipment import ShipmentState
from sparktui.errors import BadInput

if TYPE_CHECKING:
    from sparktui.domain.carriers import Candidate
    from sparktui.domain.shipment import Shipment
    from sparktui.services.desk import Desk

PAGE = 50
STATES = options.Named([state.value for state in ShipmentState])

shipment_argument = click.argument("shipment")
state_option = click.option("--state", type=STATES, help="Where it is.")
on_option = click.option("--on", type=options.Day(), help="The day on which that was heard, if not today.")
carrier_option = click.option("--carrier", metavar="CODE", help="Who carries it, such as ups; empty: the number says.")
device_option = click.option("--device", "devices", metavar="MODEL[:QTY]", multiple=True, help="What is in it; repeat.")


@click.group("shipments", cls=Noun)
def command() -> None:
    """List, show and record shipments. SHIPMENT is a tracking number, or an ID such as S-000123."""


@command.command("list")
@click.option("--search", metavar="TEXT", default="", help="Part of a number or of a customer's name.")
@click.option("--state", type=STATES, help="Only shipments in this state.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=PAGE, show_default=True, help="How many at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@options.as_json
@pass_run
def show_list(run: Run, search: str, state: str | None, limit: int, offset: int, as_json: bool) -> None:
    """List shipments, those on their way first.

    Of these the longest without news comes first.
    """
    from sparktui.cli import printing, shipping_json, shipping_lines
    from sparktui.services.needs_attention import count_attention
    from sparktui.services.shipments import list_shipments
    from sparktui.services.waiting_numbers import count_naming

    desk = run.desk()
    found = list_shipments(desk, text=search, state=ShipmentState(state) if state else None, limit=limit, offset=offset)
    waiting, naming = count_attention(desk), count_naming(desk, search)
    if as_json:
        items = (shipping_json.shipment(line) for line in found.lines)
        counts = {"total": found.total, "needs_attention": waiting, "needs_attention_found": naming}
        printing.print_json_list("items", items, **counts)
        return
    if found.total:
        shipping_lines.print_shipments(found.lines)
    printing.say(*shipping_lines.total(found.total, offset, len(found.lines), "shipment"))
    if naming:
        who = "1 waiting mail has" if naming == 1 else f"{naming:,} waiting mails have"
        printing.say(f"{who} this number: `sparktui shipments mails --search`.")
    elif waiting:
        who = "1 mail waits" if waiting == 1 else f"{waiting:,} mails wait"
        printing.say(f"{who} for somebody: `sparktui shipments mails`.")


@command.command()
@shipment_argument
@options.as_json
@pass_run
def show(run: Run, shipment: str, as_json: bool) -> None:
    """Show a shipment at length."""
    from sparktui.services.shipments import find_shipment

    desk = run.desk()
    found = find_shipment(desk, shipment)
    _tell(desk, found, as_json=as_json)


@command.command()
@options.trial_argument
@click.argument("number")
@state_option
@carrier_option
@device_option
@click.option("--note", metavar="TEXT", default="", help="Anything worth knowing.")
@on_option
@options.dry_run
@options.as_json
@pass_run
def add(
    run: Run,
    trial: str,
    number: str,
    state: str | None,
    carrier: str | None,
    devices: tuple[str, ...],
    note: str,
    on: date | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record the shipment NUMBER of TRIAL."""
    from sparktui.services.lookup import find_trial
    from sparktui.services.shipment_changes import add_shipment

    desk = run.desk()
    added = add_shipment(
        desk,
        find_trial(desk, trial),
        number,
        carrier=carrier or "",
        state=ShipmentState(state) if state else ShipmentState.ANNOUNCED,
        devices=options.device_lines(devices),
        note=note,
        on=on,
        dry_run=dry_run,
    )
    _tell(desk, added, done="recorded", dry_run=dry_run, is_new=True, as_json=as_json)


@command.command()
@shipment_argument
@state_option
@carrier_option
@device_option
@click.option("--trial", metavar="TRIAL", help="Whose it is, if it was recorded of the wrong trial.")
@click.option("--note", metavar="TEXT", default="", help="What was heard of it.")
@on_option
@options.dry_run
@options.as_json
@pass_run
def update(
    run: Run,
    shipment: str,
    state: str | None,
    carrier: str | None,
    devices: tuple[str, ...],
    trial: str | None,
    note: str,
    on: date | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record what was heard of a shipment.

    Its carrier can be chosen, its devices named, and its trial corrected.
    """
    from sparktui.services.lookup import find_trial
    from sparktui.services.shipment_changes import update_shipment
    from sparktui.services.shipments import find_shipment

    desk = run.desk()
    updated = update_shipment(
        desk,
        find_shipment(desk, shipment),
        state=ShipmentState(state) if state else None,
        note=note,
        on=on,
        carrier=carrier,
        devices=options.device_lines(devices) if devices else None,
        trial=find_trial(desk, trial) if trial else None,
        dry_run=dry_run,
    )
    _tell(desk, updated, done="updated", dry_run=dry_run, as_json=as_json)


for waiting in waiting_mail.COMMANDS:
    command.add_command(waiting)


@command.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True)
@click.option("--country", metavar="CODE", default="", help="Give the pages for a customer there, such as DE.")
@options.as_json
def identify(numbers: tuple[str, ...], country: str, as_json: bool) -> None:
    """Say which carriers each NUMBER can belong to, how sure that is, and where it is followed.

    Blanks, dashes and letter case do not matter. A number whose check digit fails is no candidate.
    """
    from sparktui import reference_data
    from sparktui.cli import printing
    from sparktui.services.identify import identify as candidates_of

    if country and country.upper() not in reference_data.countries():
        raise BadInput(f"{country!r} is no country.", "Give two letters of ISO 3166, such as US or DE.")
    found = [(number, candidates_of(number, country)) for number in numbers]
    if as_json:
        items = ({"number": number, "candidates": [_as_json(one) for one in many]} for number, many in found)
        printing.print_json_list("items", items, total=len(found))
        return
    for number, candidates in found:
        _print(number, candidates)


def _as_json(candidate: Candidate) -> dict[str, str | None]:
    return {
        "carrier": candidate.carrier,
        "carrier_name": candidate.carrier_name,
        "format": candidate.format,
        "format_name": candidate.format_name,
        "grade": candidate.grade.value,
        "url": candidate.url,
    }


def _print(number: str, candidates: tuple[Candidate, ...]) -> None:
    from sparktui.cli import printing
    from sparktui.domain.carriers import Grade
    from sparktui.domain.text import plain

    printing.heading(plain(number, 200))
    if not candidates:
        printing.say("  No carrier is known whose numbers look like this and whose check digit holds.")
    for candidate in candidates:
        sure = "its check digit holds" if candidate.grade is Grade.PROVEN else "by its shape; it has no check digit"
        name = candidate.carrier_name
        kind = "" if candidate.format_name == name else f", {candidate.format_name}"
        printing.field(candidate.grade.value, f"{name}{kind}: {sure}", room=8)
        printing.field("", candidate.url or "no page on which it could be followed", room=8)


def _tell(
    desk: Desk, shipment: Shipment, *, done: str = "", dry_run: bool = False, is_new: bool = False, as_json: bool
) -> None:
    """Print ``shipment``, and what was ``done`` with it. One that a dry run recorded has no ID."""
    from sparktui.cli import printing, shipping_json, shipping_lines
    from sparktui.services.shipments import line_of_record

    line = line_of_record(desk, shipment)
    if as_json:
        written = {"written": not dry_run} if done else {}
        has_no_id = {"id": None} if is_new and dry_run else {}
        printing.print_json({**written, **shipping_json.shipment(line), **has_no_id})
        return
    shipping_lines.print_shipment(line)
    if done:
        printing.say("", f"{shipment.number}: {done}.")
    if dry_run:
        printing.say(printing.NOT_WRITTEN)
