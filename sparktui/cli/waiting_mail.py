"""Mail that waits for somebody, as commands of ``sparktui shipments``.

One job: the options of these commands. Must not: decide whose a mail is.
"""

from __future__ import annotations

import click

from sparktui.cli import options
from sparktui.cli.command import Command, Run, pass_run
from sparktui.errors import BadInput


@click.command(cls=Command)
@click.option("--search", metavar="TEXT", default="", help="Only mails that have this number, or this part of it.")
@click.option("--limit", type=click.IntRange(1, 1_000), default=20, show_default=True, help="How many at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@options.as_json
@pass_run
def mails(run: Run, search: str, limit: int, offset: int, as_json: bool) -> None:
    """List the mails that wait for somebody.

    It is not certain which trial they are about, or they could not be read.
    """
    from sparktui.cli import printing, shipping_json, shipping_lines
    from sparktui.services.needs_attention import list_attention

    found = list_attention(run.desk(), limit, offset, text=search)
    if as_json:
        printing.print_json_list("items", map(shipping_json.attention, found.items), total=found.total)
        return
    shipping_lines.print_attention(found.items)
    printing.say(*shipping_lines.total(found.total, offset, len(found.items), "waiting mail"))


@click.command(cls=Command)
@click.argument("mail")
@options.as_json
@pass_run
def mail(run: Run, mail: str, as_json: bool) -> None:
    """Show what stands in a mail.

    MAIL is an ID such as M-000123.
    """
    from sparktui.cli import printing, shipping_json, shipping_lines
    from sparktui.services.needs_attention import find_mail

    kept = find_mail(run.desk(), mail)
    if as_json:
        printing.print_json({**shipping_json.kept_mail(kept), "text": kept.mail.text})
    else:
        shipping_lines.print_mail(kept)


@click.command(cls=Command)
@click.argument("mail")
@click.option("--accept", "is_accepted", is_flag=True, help="It is about the trial that is suggested.")
@click.option("--trial", metavar="TRIAL", help="It is about this trial.")
@click.option("--number", "numbers", metavar="NUMBER", multiple=True, help="With --trial: what stands in it; repeat.")
@click.option("--reject", "is_rejected", is_flag=True, help="It is about no trial.")
@click.option("--reason", metavar="TEXT", default="", help="With --reject: why.")
@options.dry_run
@options.as_json
@pass_run
def answer(
    run: Run,
    mail: str,
    is_accepted: bool,
    trial: str | None,
    numbers: tuple[str, ...],
    is_rejected: bool,
    reason: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Say which trial a mail is about, or none.

    MAIL is the ID of one that waits, such as M-000123.
    """
    from sparktui.cli import printing
    from sparktui.services import needs_attention
    from sparktui.services.lookup import find_trial

    if is_accepted + is_rejected + (trial is not None) != 1:
        raise BadInput("One answer is needed.", "Give one of --accept, --trial TRIAL and --reject.")
    desk = run.desk()
    item = needs_attention.find_attention(desk, needs_attention.find_mail(desk, mail).id)
    if is_accepted:
        answered = needs_attention.accept(desk, item, dry_run=dry_run)
    elif is_rejected:
        answered = needs_attention.reject(desk, item, reason, dry_run=dry_run)
    else:
        answered = needs_attention.assign(desk, item, find_trial(desk, trial or ""), numbers=numbers, dry_run=dry_run)
    numbers_now = [shipment.number for shipment in answered.shipments]
    if as_json:
        printing.print_json(
            {
                "written": not dry_run,
                "mail": answered.kept.reference,
                "state": answered.kept.state,
                "shipments": numbers_now,
                "settled": answered.settled,
            }
        )
        return
    printing.say(f"{answered.kept.reference}: {answered.kept.state}.")
    if numbers_now:
        printing.field("New shipments", ", ".join(numbers_now))
    if answered.settled:
        printing.say(f"{answered.settled} more of the same number settled with it.")
    if dry_run:
        printing.say(printing.NOT_WRITTEN)


COMMANDS = (mails, mail, answer)
