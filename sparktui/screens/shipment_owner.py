"""Whose a shipment is after all, where it was recorded of the wrong trial.

One job: the form that moves it to another trial. Must not: move anything else, or suggest a trial.
"""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain.shipment import Shipment
from sparktui.domain.trial import Trial
from sparktui.errors import SparktuiError
from sparktui.screens.shipping_form import ShippingForm
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.shipment_changes import update_shipment
from sparktui.services.shipments import ShipmentLine
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField


class ShipmentOwnerForm(ShippingForm[Shipment]):
    """Moves a shipment to the trial that is named."""

    SAVE = "Move"
    AUTO_FOCUS = "#trial PlainInput"

    def __init__(self, line: ShipmentLine) -> None:
        super().__init__()
        self._line = line

    def compose_fields(self) -> ComposeResult:
        """Return the trial, and a note on why it is another one."""
        words = f"It is recorded of {_named(self._line.trial)}."
        yield Static(safe(words), classes="said", markup=False)
        yield TextField("Trial", placeholder="its ID such as T-000123, or the customer's name", id="trial")
        yield TextField("Note", placeholder="why; may be left empty", id="note")

    def on_mount(self) -> None:
        """Name the shipment."""
        self.entitle(f"Whose is {self._line.shipment.number}?")

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        return any(field.value.strip() for field in self.query(TextField))

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Look which trial is named."""
        event.stop()
        if event.field.id == "trial" and event.field.value.strip():
            self.ask("look", partial(find_trial, self.desk, event.field.value), self._show, self._show_none)

    def _show(self, trial: Trial) -> None:
        field = self.field("trial")
        if trial.id == self._line.trial.id:
            field.judge("info", "It is recorded of that trial already.")
            return
        words = f"It leaves {_named(self._line.trial)} for {_named(trial)}; the history of both tells of it."
        field.judge("warn", words)

    def _show_none(self, error: SparktuiError) -> None:
        self.field("trial").judge("", error.message)

    def save(self) -> None:
        """Find the trial, and move the shipment there."""
        typed = {name: self.field(name).value for name in ("trial", "note")}
        self.begin_saving()
        self.ask("save", partial(_move, self.desk, self._line.shipment, **typed), self._moved, self.not_saved)

    def _moved(self, moved: Shipment | None) -> None:
        if moved is None:
            self.end_saving()
            self.tell(f"It is recorded of {_named(self._line.trial)} already; name another trial.", style="warning")
        else:
            self.saved(moved)


def _named(trial: Trial) -> str:
    return f"{trial.customer.name}, {trial.reference}"


def _move(desk: Desk, shipment: Shipment, *, trial: str, note: str) -> Shipment | None:
    """Move ``shipment`` to the trial that is named; return None where it is that trial's already."""
    named = find_trial(desk, trial)
    return None if named.id == shipment.trial_id else update_shipment(desk, shipment, trial=named, note=note)
