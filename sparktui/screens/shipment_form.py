"""A shipment by hand: by its number, with what is in it.

One job: the form that adds one. Must not: guess a carrier.
"""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult

from sparktui.domain.carriers import Candidate
from sparktui.domain.shipment import Shipment
from sparktui.screens.carrier_field import CarrierField
from sparktui.screens.day_field import DayField
from sparktui.screens.shipping_form import ShippingForm
from sparktui.services import entered
from sparktui.services.desk import Desk
from sparktui.services.identify import identify
from sparktui.services.lookup import find_trial
from sparktui.services.shipment_changes import add_shipment
from sparktui.widgets.text_field import TextField


class AddShipmentForm(ShippingForm[Shipment]):
    """Records a shipment of a trial by its number; the number says who carries it, or the person does."""

    TITLE = "Add a shipment"
    SAVE = "Add"
    AUTO_FOCUS = "#number PlainInput"

    def __init__(self, trial: str = "") -> None:
        super().__init__()
        self._trial = trial

    def compose_fields(self) -> ComposeResult:
        """Return the fields."""
        yield TextField("Trial", placeholder="its ID such as T-000123, or the customer's name", id="trial")
        yield TextField("Number", placeholder="the carrier's tracking number", id="number")
        yield CarrierField()
        yield TextField("Devices", placeholder="what is in it, such as DX80:1; SX10:2", id="devices")
        yield DayField(self.desk.today)
        yield TextField("Note", placeholder="anything worth knowing", id="note")

    def on_mount(self) -> None:
        """Name the trial that was looked at."""
        self.field("trial").fill(self._trial)
        if not self._trial:
            self.field("trial").input.focus()

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        return any(field.value.strip() for field in self.query(TextField) if field.id != "trial")

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Ask whose the number is."""
        event.stop()
        if event.field.id in ("number", "carrier"):
            number = self.field("number").value
            self.ask("identify", partial(identify, number), partial(self._judge, number))

    def _judge(self, number: str, candidates: tuple[Candidate, ...]) -> None:
        self.query_one(CarrierField).judge(number, candidates)
        self.keep_in_view()

    def save(self) -> None:
        """Find the trial, and record the shipment."""
        typed = {name: self.field(name).value for name in ("trial", "number", "devices", "day", "note")}
        self.begin_saving()
        work = partial(_add, self.desk, carrier=self.query_one(CarrierField).code, **typed)
        self.ask("save", work, self.saved, self.not_saved)


def _add(desk: Desk, *, trial: str, number: str, carrier: str, devices: str, day: str, note: str) -> Shipment:
    return add_shipment(
        desk,
        find_trial(desk, trial),
        number,
        carrier=carrier,
        devices=entered.devices(devices),
        note=note,
        on=entered.written_day(day),
    )
