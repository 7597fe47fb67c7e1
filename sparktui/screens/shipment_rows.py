"""Shipments, returns and waiting mails as lines of a list.

One job: their cells. Must not: read anything, or judge what is worrying; the lines bring that.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.dates import days
from sparktui.domain.mail import KeptMail
from sparktui.domain.quantities import format_devices
from sparktui.domain.shipment import Certainty
from sparktui.services.needs_attention import AttentionItem
from sparktui.services.returns import ReturnLine
from sparktui.services.shipments import ShipmentLine
from sparktui.services.shipping_list import Line, Show, key_of
from sparktui.widgets.pieces import StyleName
from sparktui.widgets.table_rows import Cell, Column, TableRow

WAITING = "waiting"
FILTERS: tuple[tuple[str, str], ...] = (
    (Show.ALL, "All"),
    (Show.ON_THE_WAY, "On the way"),
    (Show.ARRIVED, "Arrived"),
    (Show.RETURNS, "Returns"),
    (WAITING, "Waiting mail"),
)
COLUMNS = (
    Column("  State", 18, priority=9),
    Column("Carrier", 14, 9, priority=5),
    Column("Number", 22, 18, priority=8),
    Column("Customer", 22, 13, grow=2, priority=7),
    Column("Devices", 18, 10, grow=1, priority=4),
    Column("News", 8, 7, align="right", priority=6),
)
MAIL_COLUMNS = (
    Column("Mail", 9, priority=9),
    Column("Subject", 30, 20, grow=2, priority=8),
    Column("Suggested", 20, 14, grow=1, priority=7),
    Column("Sender", 24, 16, priority=5),
    Column("Waits", 8, align="right", priority=6),
)
EMPTY = {
    Show.ALL: "No shipment and no return is recorded.\na adds one by its number, i looks for them in mail.",
    Show.ON_THE_WAY: "Nothing is on its way.",
    Show.ARRIVED: "Nothing has arrived yet.",
    Show.RETURNS: "No device is on its way back. r opens a return for each of a trial's devices.",
    WAITING: "No mail waits for somebody.",
}
_NO_CARRIER = {Certainty.OPEN: "to be chosen", Certainty.UNKNOWN: "not known"}


def line_row(line: Line) -> TableRow:
    """Return the row of a shipment or a return."""
    return _shipment_row(line) if isinstance(line, ShipmentLine) else _return_row(line)


def mail_row(item: AttentionItem, day: date) -> TableRow:
    """Return the row of a mail that waits, on ``day``."""
    kept, trial = item.kept, item.suggestion
    cells = (
        Cell(kept.reference),
        Cell(subject(kept)),
        Cell(trial.customer.name) if trial else Cell("no trial for sure", "warning"),
        Cell(kept.mail.sender, "muted"),
        Cell(age((day - kept.recorded_on).days), "muted"),
    )
    return TableRow(kept.id, cells)


def carrier_words(line: ShipmentLine) -> str:
    """Return the carrier's name, or what is still open about it."""
    return line.tracked.carrier_name or _NO_CARRIER[line.shipment.certainty]


def subject(kept: KeptMail) -> str:
    """Return the mail's subject, or that it has none."""
    return kept.mail.subject.strip() or "(no subject)"


def age(count: int) -> str:
    """Return how old news is that came ``count`` days ago."""
    return days(count) if count > 0 else "today"


def _shipment_row(line: ShipmentLine) -> TableRow:
    shipment = line.shipment
    style: StyleName = "warning" if line.concerns else "muted" if shipment.state.is_over else ""
    cells = (
        Cell(f"{'!' if line.concerns else ' '} {shipment.state.words}", style),
        Cell(carrier_words(line), "" if shipment.carrier else "warning"),
        Cell(shipment.number),
        Cell(line.trial.customer.name),
        Cell(format_devices(shipment.devices), "muted"),
        Cell(age(line.age), style),
    )
    return TableRow(key_of(line), cells, "muted" if shipment.state.is_over else "")


def _return_row(line: ReturnLine) -> TableRow:
    rma = line.rma
    style: StyleName = "warning" if line.is_overdue else "muted" if rma.step.is_over else ""
    cells = (
        Cell(f"{'!' if line.is_overdue else ' '} {_RETURN_WORDS.get(rma.step.words, rma.step.words)}", style),
        Cell(line.carrier_name or "return"),
        Cell(f"booking {rma.booking}" if rma.booking else rma.reference),
        Cell(line.trial.customer.name),
        Cell(f"{rma.model}:{rma.quantity}", "muted"),
        Cell(age(line.age), style),
    )
    return TableRow(key_of(line), cells, "muted" if rma.step.is_over else "")


_RETURN_WORDS = {"opened": "return opened", "cancelled": "return cancelled", "waiting for label": "awaits label"}
