"""One shipment, one return or one waiting mail at length.

One job: their rows, for the panes beside and above the list. Must not: read anything; the lines bring the facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sparktui.domain.dates import days
from sparktui.domain.quantities import format_devices
from sparktui.domain.shipment import Certainty
from sparktui.screens.commands import BY_ID
from sparktui.screens.day_words import short
from sparktui.screens.shipment_rows import carrier_words, subject
from sparktui.services.needs_attention import AttentionItem
from sparktui.services.returns import ReturnLine
from sparktui.services.shipments import ShipmentLine
from sparktui.services.shipping_list import Line
from sparktui.widgets.pieces import Piece
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import Row, row

DETAIL_COLUMNS = (Column("", 10), Column("", 20, 10, grow=1))
_HOW_SURE = {
    Certainty.PROVEN: "by the number's check digit",
    Certainty.SHAPE: "by the number's shape",
    Certainty.CHOSEN: "as somebody chose",
}
_MOST_CLUES = 3


def detail_rows(line: Line, day: date) -> list[Row]:
    """Return everything about ``line`` on ``day``, what is worrying first."""
    return list(_shipment(line, day) if isinstance(line, ShipmentLine) else _return(line, day))


def attention_rows(item: AttentionItem) -> list[Row]:
    """Return what is to be known of a mail that waits, and the keys that answer it; they can be pressed."""
    kept = item.kept
    trial = item.suggestion
    about = [Piece(subject(kept), "strong"), Piece(f"from {kept.mail.sender or 'nobody named'}", "muted")]
    rows = [row(Piece(kept.reference, "muted"), [tuple(about)]), row(Piece("Waits", "muted"), kept.reason)]
    clues = list(item.clues[:_MOST_CLUES])
    if len(item.clues) > _MOST_CLUES:
        clues.append(f"and {len(item.clues) - _MOST_CLUES} more")
    if clues and trial is None:
        rows.append(row(Piece("Leads to", "muted"), "; ".join(clues)))
    accept = f"about {trial.reference}, {trial.customer.name}" if trial else "off: nothing leads to one trial only"
    rows.append(_answer("accept_mail", accept))
    rows.append(_answer("assign_mail", "to a trial that you name"))
    rows.append(_answer("reject_mail", "about no trial"))
    rows.append(_answer("look_at_mail", "read what stands in it"))
    return rows


def mail_title(item: AttentionItem, named: str) -> str:
    """Return what the frame of a waiting mail says; ``named`` is the search that it fits, empty where there is none."""
    return f"Needs attention · {item.kept.reference}{' · has this number' if named else ''}"


def _answer(command: str, words: str) -> Row:
    found = BY_ID[command]
    return row(Piece(f"{found.key} {found.title.split()[0]}", "accent"), Piece(words), key=command)


def _shipment(line: ShipmentLine, day: date) -> Iterator[Row]:
    shipment, trial = line.shipment, line.trial
    for concern in line.concerns:
        yield row(Piece("! look", "warning"), Piece(concern.words, "warning"))
    yield row(Piece("Number", "muted"), Piece(shipment.number, "strong"))
    sure = _HOW_SURE.get(shipment.certainty)
    yield row(Piece("Carrier", "muted"), f"{carrier_words(line)}, {sure}" if sure else carrier_words(line))
    for one in line.tracked.possible:
        unproven = (Piece(f"unproven: {one.url}" if one.url else "no page is known", "muted"),)
        yield row(Piece("Can be", "muted"), [(Piece(one.carrier_name),), unproven])
    yield row(Piece("State", "muted"), shipment.state.words)
    yield row(Piece("Customer", "muted"), f"{trial.customer.name} · {trial.reference}")
    yield row(Piece("Devices", "muted"), format_devices(shipment.devices) or Piece("nobody has said", "muted"))
    yield row(Piece("Page", "muted"), line.tracked.page or Piece(_without_page(line), "muted"))
    for news in reversed(shipment.news):
        said = f"{news.state.words}. {news.note}".strip()
        yield row(Piece(short(news.on, day), "muted"), (Piece(said), Piece(news.source or news.operator, "muted")))


def _without_page(line: ShipmentLine) -> str:
    """Return what there is to do about a shipment whose carrier's page is not known."""
    if any(one.url for one in line.tracked.possible):
        return f"{BY_ID['open_page'].key} asks whose to try"
    return "none is known; copy the number"


def _return(line: ReturnLine, day: date) -> Iterator[Row]:
    rma, trial = line.rma, line.trial
    if line.is_overdue:
        words = f"The trial is over, and nothing has moved for {days(line.age)}."
        yield row(Piece("! overdue", "warning"), Piece(words, "warning"))
    yield row(Piece("Return", "muted"), [(Piece(rma.reference, "strong"), Piece(f"{rma.quantity} x {rma.model}"))])
    yield row(Piece("Stands at", "muted"), rma.step.words)
    if rma.next_step:
        key = BY_ID["move_return"].key
        yield row(Piece("Next", "muted"), [(Piece(rma.next_step.words), Piece(f"{key} records it", "accent"))])
    yield row(Piece("Customer", "muted"), f"{trial.customer.name} · {trial.reference}")
    if rma.carrier:
        yield row(Piece("Pickup", "muted"), f"{line.carrier_name}, booking {rma.booking}")
        yield row(Piece("Its page", "muted"), line.page or Piece("none is known; ask the carrier", "muted"))
    for taken in reversed(rma.steps):
        said = f"{taken.step.words}. {taken.note}".strip()
        yield row(Piece(short(taken.on, day), "muted"), (Piece(said), Piece(taken.operator, "muted")))
