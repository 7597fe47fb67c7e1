"""What was heard of a shipment: its state, who carries it, and what is in it.

One job: the form that records it. Must not: guess a carrier, or judge a state.
"""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain.quantities import format_devices
from sparktui.domain.shipment import Certainty, Shipment, ShipmentState
from sparktui.screens.carrier_field import CarrierField
from sparktui.screens.day_field import DayField
from sparktui.screens.day_words import near
from sparktui.screens.shipping_form import ShippingForm
from sparktui.services import entered
from sparktui.services.desk import Desk
from sparktui.services.shipment_changes import update_shipment
from sparktui.services.shipments import ShipmentLine
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField


class ShipmentNewsForm(ShippingForm[Shipment]):
    """Records news of a shipment, and what was not known of it before."""

    AUTO_FOCUS = "#state"

    def __init__(self, line: ShipmentLine) -> None:
        super().__init__()
        self._line = line
        self._state = line.shipment.state
        self._devices = format_devices(line.shipment.devices)

    def compose_fields(self) -> ComposeResult:
        """Return the states, a note and its day, the carrier and the devices."""
        shipment = self._line.shipment
        last = f"last news: {shipment.state.words}, {near(shipment.news_on, self.desk.today)}"
        yield Static(safe(f"{self._line.trial.customer.name} · {last}"), classes="said", markup=False)
        yield ChoiceList(id="state")
        yield TextField("Note", placeholder="what was heard", id="note")
        yield DayField(self.desk.today)
        yield CarrierField()
        yield TextField("Devices", placeholder="what is in it, such as DX80:1; SX10:2", id="devices")

    def on_mount(self) -> None:
        """Show what is known."""
        shipment = self._line.shipment
        self.entitle(f"News of {shipment.number}")
        self._show_states()
        self.field("devices").fill(self._devices)
        carrier = self.query_one(CarrierField)
        carrier.fill(shipment.carrier)
        # What somebody chose is held against what the number tells only where the number speaks against it.
        if shipment.certainty is not Certainty.CHOSEN or self._line.tracked.misfit:
            carrier.judge(shipment.number, self._line.tracked.candidates)

    def _show_states(self) -> None:
        choices = [Choice(state, state.words) for state in ShipmentState]
        self.query_one("#state", ChoiceList).show(choices, {self._state})

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """Take the state that was picked."""
        event.stop()
        self._state = ShipmentState(event.key)
        self._show_states()

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Hold the carrier that is typed against the number."""
        event.stop()
        if event.field.id == "carrier":
            self.query_one(CarrierField).judge(self._line.shipment.number, self._line.tracked.candidates)

    def _new(self) -> dict[str, str]:
        """Return what is new, by what it is."""
        known = self._line.shipment
        typed = {
            "state": (self._state, known.state),
            "note": (self.field("note").value.strip(), ""),
            "carrier": (self.query_one(CarrierField).code, known.carrier),
            "devices": (self.field("devices").value.strip(), self._devices),
        }
        return {what: value for what, (value, before) in typed.items() if value != before}

    def is_changed(self) -> bool:
        """Return whether something is new, or a day was typed."""
        return bool(self._new() or self.field("day").value.strip())

    def save(self) -> None:
        """Record the news."""
        new, day = self._new(), self.field("day").value
        if not new:
            self.tell("Nothing is new yet: pick a state, or write a note.", style="warning")
            return
        if day.strip() and not new.keys() & {"state", "note"}:
            self.tell("The day is that of news: pick a state, or write a note.", style="warning")
            return
        self.begin_saving()
        work = partial(_update, self.desk, self._line.shipment, new, day)
        self.ask("save", work, self.saved, self.not_saved)


def _update(desk: Desk, shipment: Shipment, new: dict[str, str], day: str) -> Shipment:
    return update_shipment(
        desk,
        shipment,
        state=ShipmentState(new["state"]) if "state" in new else None,
        note=new.get("note", ""),
        on=entered.written_day(day),
        carrier=new.get("carrier"),
        devices=entered.devices(new["devices"]) if "devices" in new else None,
    )
