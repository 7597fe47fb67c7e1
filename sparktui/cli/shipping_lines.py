"""Shipments, returns and waiting mail for people to read.

One job: lay out what is known. Must not: read anything; whoever asks brings the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from sparktui.cli.layout import columns, pad, wrap
from sparktui.cli.printing import field, heading, say
from sparktui.domain.dates import days, in_words
from sparktui.domain.mail import KeptMail
from sparktui.domain.quantities import format_devices
from sparktui.domain.shipment import Certainty
from sparktui.domain.text import plain, plain_block
from sparktui.services.needs_attention import AttentionItem
from sparktui.services.returns import ReturnLine
from sparktui.services.shipments import ShipmentLine

_CARRIERS = {Certainty.OPEN: "to be chosen", Certainty.UNKNOWN: "not known"}
_HOW_SURE = {
    Certainty.PROVEN: "by the number's check digit",
    Certainty.SHAPE: "by the number's shape",
    Certainty.CHOSEN: "as somebody chose",
}


def print_shipments(lines: Iterable[ShipmentLine]) -> None:
    """Print a line for each shipment."""
    room = columns() - (2 + 10 + 17 + 14 + 20 + 6)
    head = f"  {'Shipment':<10}{'State':<17}{'Carrier':<14}{'Number':<20}{pad('Customer', room)}{'News':>6}"
    say(click.style(head, dim=True))
    for line in lines:
        shipment = line.shipment
        mark = "!" if line.concerns else " "
        cells = (
            f"{mark} {shipment.reference:<10}{shipment.state.words:<17}",
            pad(plain(carrier(line)), 13),
            f" {pad(shipment.number, 19)} {pad(plain(line.trial.customer.name), room - 1)} {line.age:>4} d",
        )
        say(click.style("".join(cells), fg="yellow" if line.concerns else None, dim=shipment.state.is_over))


def print_shipment(line: ShipmentLine) -> None:
    """Print a shipment at length."""
    shipment, trial = line.shipment, line.trial
    say(click.style(f"{shipment.reference}  {shipment.number}", bold=True))
    say(f"{shipment.state.words.capitalize()}, last news {_ago(line.age)}.")
    field("Trial", f"{trial.reference} ({trial.customer.name})")
    sure = _HOW_SURE.get(shipment.certainty)
    field("Carrier", f"{carrier(line)}, {sure}" if sure else carrier(line))
    for one in line.tracked.possible:
        field("  can be", f"{one.carrier} ({one.carrier_name}), unproven")
        field("", one.url or "no page is known")
    if not any(one.url for one in line.tracked.possible):
        field("Page", line.tracked.page or "none is known; copy the number")
    field("Devices", format_devices(shipment.devices) or "nobody has said")
    for concern in line.concerns:
        say(click.style(f"  ! {concern.words}", fg="yellow"))
    heading("News")
    for news in reversed(shipment.news):
        source = news.source or news.operator
        field(str(news.on), f"{news.state.words}. {news.note} ({source})".replace(".  (", ". ("))


def print_returns(lines: Iterable[ReturnLine]) -> None:
    """Print a line for each return."""
    room = (columns() - (2 + 10 + 19 + 8)) // 2
    head = f"  {'Return':<10}{'Step':<19}{pad('Device', room)}{pad('Customer', room)}{'Moved':>8}"
    say(click.style(head, dim=True))
    for line in lines:
        rma = line.rma
        mark = "!" if line.is_overdue else " "
        device = pad(plain(f"{rma.quantity} x {rma.model}"), room - 1)
        name = pad(plain(line.trial.customer.name), room - 1)
        text = f"{mark} {rma.reference:<10}{rma.step.words:<19}{device} {name} {line.age:>6} d"
        say(click.style(text, fg="yellow" if line.is_overdue else None, dim=rma.step.is_over))


def print_return(line: ReturnLine) -> None:
    """Print a return at length."""
    rma, trial = line.rma, line.trial
    say(click.style(f"{rma.reference}  {plain(f'{rma.quantity} x {rma.model}', 300)}", bold=True))
    say(f"{rma.step.words.capitalize()}, last moved {_ago(line.age)}.")
    field("Trial", f"{trial.reference} ({trial.customer.name})")
    if rma.next_step:
        field("Next", rma.next_step.words)
    if rma.carrier:
        field("Pickup", f"{line.carrier_name}, booking {rma.booking}")
        field("Its page", line.page or "none is known; ask the carrier")
    if line.is_overdue:
        say(click.style(f"  ! The trial is over, and nothing has moved for {days(line.age)}.", fg="yellow"))
    heading("Steps")
    for taken in reversed(rma.steps):
        field(str(taken.on), f"{taken.step.words}. {taken.note} ({taken.operator})".replace(".  (", ". ("))


def print_attention(items: Sequence[AttentionItem]) -> None:
    """Print each mail that waits, with what speaks for which trial."""
    for item in items:
        mail = item.kept.mail
        say(click.style(f"{item.kept.reference}  {plain(mail.subject, 200) or '(no subject)'}", bold=True))
        field("From", mail.sender or "not known")
        field("Found in", mail.source)
        field("Waits", item.kept.reason)
        if mail.numbers:
            field("Numbers", ", ".join(mail.numbers))
        for clue in item.clues:
            field("Leads to", clue)
        if item.suggestion:
            field("Suggested", f"{item.suggestion.reference} ({item.suggestion.customer.name})")
        say("")


def print_mail(kept: KeptMail) -> None:
    """Print the text of a recorded mail."""
    say(click.style(f"{kept.reference}  {plain(kept.mail.subject, 500) or '(no subject)'}", bold=True))
    field("From", kept.mail.sender or "not known")
    field("Sent", in_words(kept.mail.sent_at.date()) if kept.mail.sent_at else "not known")
    field("Found in", kept.mail.source)
    field("State", kept.state)
    say("")
    for line in plain_block(kept.mail.text).split("\n"):
        say(*(wrap(line, columns()) if line.strip() else [""]))


def total(count: int, offset: int, shown: int, what: str) -> tuple[str, ...]:
    """Return the words below a list: how many of ``what`` there are, and how to go on."""
    if not count:
        return (f"There is no {what} to show.",)
    last = offset + shown
    more = f"; go on with --offset {last}" if last < count else ""
    return ("", f"{min(offset + 1, last):,} to {last:,} of {count:,} {what}s{more}.")


def carrier(line: ShipmentLine) -> str:
    """Return the carrier's name, or what is still open about it."""
    return line.tracked.carrier_name or _CARRIERS[line.shipment.certainty]


def _ago(age: int) -> str:
    return f"{days(age)} ago" if age else "today"
