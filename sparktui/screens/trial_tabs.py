"""The tabs of the trial screen, but for notices, adoption help and the history, which have files of their own.

One job: services, shipments and conversions as rows. Must not: decide what is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from sparktui.domain.conversion import Conversion, Order
from sparktui.domain.lifecycle import Phase
from sparktui.domain.quantities import format_devices
from sparktui.domain.trial import Service
from sparktui.rules.catalogue import Action
from sparktui.screens.commands import BY_ID
from sparktui.screens.day_words import distance, near, short
from sparktui.screens.trial_now import hand_off_lines
from sparktui.services.shipments import ShipmentLine
from sparktui.services.trial_view import TrialView
from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.tab_strip import Tab
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import Row, Shown, row

TABS = (
    Tab("facts", "Facts"),
    Tab("services", "Services"),
    Tab("notices", "Notices"),
    Tab("shipments", "Shipments and returns", "Shipments"),
    Tab("adoption", "Adoption help", "Adoption"),
    Tab("conversion", "Conversion"),
    Tab("history", "History"),
)

_EMPTY_LINE = row("")
_LABELLED = (Column("", 14), Column("", 20, 10, grow=1))


def services(view: TrialView) -> Shown:
    """Return every service: what is on trial with its quantity, what is paid for, and what can be added."""
    trial = view.trial
    quantities = {line.service: line.quantity for line in trial.services}
    rows = [_heading("Service", "Licences", "")]
    for service in (*quantities, *(other for other in Service if other not in quantities)):
        style: StyleName = "strong" if service in quantities else "muted"
        licences = f"{quantities[service]:,}" if service in quantities else ""
        rows.append(row(Piece(service, style), licences, _standing(view, service)))
    return (Column("", 14), Column("", 8, align="right"), Column("", 20, 10, grow=1)), rows


def shipments(view: TrialView) -> Shown:
    """Return the devices of the trial, and where its shipments and returns stand."""
    devices = format_devices(view.trial.devices) or Piece("none belong to this trial", "muted")
    rows = [row(Piece("Devices", "muted"), devices), _EMPTY_LINE]
    for line in view.shipments:
        state = _state(line.shipment.state.words, is_worrying=bool(line.concerns))
        rows.append(row(state, _parcel(view, line)))
        rows += [row("", Piece(concern.words, "warning")) for concern in line.concerns]
    if not view.shipments:
        rows.append(row(Piece("Shipments", "muted"), Piece("none is recorded", "muted")))
    rows.append(_EMPTY_LINE)
    for back in view.returns:
        rma = back.rma
        pickup = f" · pickup by {back.carrier_name}, booking {rma.booking}" if rma.carrier else ""
        moved = distance(rma.moved_on, view.day, view.today)
        words = f"{rma.reference} · {rma.quantity} x {rma.model}{pickup} · {moved}"
        rows.append(row(_state(rma.step.words, is_worrying=back.is_overdue), words))
    if not view.returns:
        rows.append(row(Piece("Returns", "muted"), Piece("none is recorded", "muted")))
    rows += [_EMPTY_LINE, row("", Piece(f"{BY_ID['shipments'].key} goes to all shipments and returns.", "accent"))]
    return (Column("", 18, 14), Column("", 20, 10, grow=1)), rows


def conversions(view: TrialView) -> Shown:
    """Return the conversion documents with their states, the latest first, and what can be done next."""
    rows: list[Row] = []
    for conversion in view.conversions:
        rows += [*_document(view, conversion), _EMPTY_LINE]
    hand_off = hand_off_lines(view)
    if hand_off:
        key = BY_ID["copy_message"].key
        rows.append(row(Piece("Hand-off", "strong"), Piece(f"For the distributor; {key} copies it.", "accent")))
        rows.append(row("", tuple(Piece(line) for line in hand_off)))
    elif not rows:
        verdict, key = view.verdicts[Action.BEGIN_CONVERSION], BY_ID["convert"].key
        words = f"No conversion has been begun; {key} begins one." if verdict.allowed else "There is no conversion."
        return (Column("", 20, grow=1),), [row(Piece(words, "muted"))]
    return _LABELLED, rows


def _state(words: str, *, is_worrying: bool) -> Piece:
    return Piece(f"! {words}", "warning") if is_worrying else Piece(words, "strong")


def _parcel(view: TrialView, line: ShipmentLine) -> str:
    shipment = line.shipment
    parts = (
        shipment.number,
        line.tracked.carrier_name or "carrier not known",
        format_devices(shipment.devices),
        distance(shipment.news_on, view.day, view.today),
    )
    return " · ".join(filter(None, parts))


def _heading(*titles: str) -> Row:
    return row(*(Piece(title, "heading") for title in titles))


def _standing(view: TrialView, service: Service) -> Piece:
    trial, add = view.trial, view.verdicts[Action.ADD_SERVICE]
    if service in trial.customer.paid_services:
        return Piece("paid for" if not trial.has(service) else "was on trial, paid for now", "success")
    if trial.has(service):
        match view.phase:
            case Phase.LOST:
                return Piece("lost with the trial", "muted")
            case Phase.CONVERTED:
                return Piece("was on trial", "muted")
        return Piece("on trial")
    if add.allowed and add.until:
        return Piece(f"can be added until {short(add.until, view.day)}: key {BY_ID['extend'].key}", "muted")
    return Piece("not on trial", "muted")


def _document(view: TrialView, conversion: Conversion) -> Iterator[Row]:
    state = f"{conversion.state}"
    if conversion.state.is_open:
        state += f" · step {conversion.step} of 5 · {BY_ID['convert'].key} resumes it"
    yield row(Piece("Conversion", "strong"), Piece(state, "strong"))
    dated = (
        ("Placed", conversion.placed_on),
        ("Converted", conversion.converted_on),
        ("Cancelled", conversion.cancelled_on),
    )
    facts = [
        *_ordered(conversion.order),
        ("Order number", conversion.order_number),
        *((label, f"{near(day, view.day, view.today)}") for label, day in dated if day is not None),
        ("Reason", conversion.cancel_reason),
    ]
    for label, value in facts:
        if value:
            yield row(Piece(label, "muted"), value)
    for accepted in conversion.order.acknowledged:
        yield row(Piece("Accepted", "muted"), Piece(f"{accepted.message} ({accepted.rule})"))


def _ordered(order: Order) -> list[tuple[str, str]]:
    return [
        ("Offer", " · ".join(filter(None, (order.offer, order.plan and f"plan {order.plan}", *order.addons)))),
        ("Deal ID", order.deal_id),
        ("Access", order.admin_email),
        ("WebEx URL", order.webex_url),
        ("Devices", order.devices or ""),
        ("Cisco asked", order.device_contact),
        ("Site ticket", order.site_ticket),
    ]
