"""``sparktui partner``: the partner's own facts.

One job: show them, and change those that are given.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from sparktui.cli import options
from sparktui.cli.command import Noun, Run, pass_run

if TYPE_CHECKING:
    from sparktui.domain.partner import Partner


@click.group("partner", cls=Noun)
def command() -> None:
    """Who you are: name, tier, distributor, time zone, administrators."""


@command.command()
@options.as_json
@pass_run
def show(run: Run, as_json: bool) -> None:
    """Show the partner's facts, and which day it is for them."""
    from sparktui.cli import printing
    from sparktui.services.partner import show_partner

    desk = run.desk()
    recorded = show_partner(desk)
    if as_json:
        printing.print_json({**asdict(recorded), "today": desk.today})
        return
    _print(recorded)
    printing.field("Today", str(desk.today))


@command.command("set")
@click.option("--name", help="The partner's name.")
@click.option("--tier", type=click.IntRange(1, 2), help="1 converts trials, 2 leaves that to the distributor.")
@click.option("--distributor", metavar="TEXT", help="The distributor's contact, for tier 2.")
@click.option("--timezone", metavar="IANA", help="Decides what today is, such as America/Chicago.")
@click.option("--admin", "admins", metavar="ADDRESS", multiple=True, help="Who gets mail; repeat, or '' for none.")
@options.dry_run
@options.as_json
@pass_run
def change(run: Run, /, admins: tuple[str, ...], dry_run: bool, as_json: bool, **facts: Any) -> None:
    """Change the facts that are given, and leave the others."""
    from sparktui.cli import printing
    from sparktui.errors import BadInput
    from sparktui.services.partner import set_partner

    if not admins and all(value is None for value in facts.values()):
        raise BadInput("No fact was given.", "Name one, such as --name; `sparktui partner set --help` lists them.")
    administrators = tuple(address.strip() for address in admins if address.strip()) if admins else None
    recorded = set_partner(run.desk(), administrators=administrators, dry_run=dry_run, **facts)
    if as_json:
        printing.print_json({"written": not dry_run, **asdict(recorded)})
        return
    _print(recorded)
    if dry_run:
        printing.say(printing.NOT_WRITTEN)


def _print(partner: Partner) -> None:
    from sparktui.cli import printing

    printing.field("Name", partner.name or "not recorded")
    printing.field("Tier", str(partner.tier))
    printing.field("Distributor", partner.distributor or "not recorded")
    printing.field("Time zone", partner.timezone)
    printing.field("Administrators", ", ".join(partner.administrators) or "none recorded")
