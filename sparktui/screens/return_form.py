"""Opening returns by hand: for all devices of a trial that none takes back yet, or for some of them.

One job: the form. Must not: decide who keeps devices; the rules do, and what they say is shown.
"""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain.quantities import format_devices
from sparktui.domain.rma import Rma
from sparktui.domain.trial import Device, Trial
from sparktui.errors import BadInput, SparktuiError
from sparktui.rules.finding import Finding
from sparktui.screens.day_field import DayField
from sparktui.screens.shipping_form import ShippingForm
from sparktui.services import entered
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.return_changes import open_returns
from sparktui.services.returns import outlook, outstanding, who_keeps
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField

Outlook = tuple[Trial, tuple[Device, ...], str, Finding]
"""A trial, its devices that no return takes back yet, why none could go back today, and who keeps devices."""


class OpenReturnForm(ShippingForm[tuple[Rma, ...]]):
    """Opens a return for each device of a trial that goes back; at first for all that none takes back yet."""

    TITLE = "Open the return of a trial's devices"
    SAVE = "Open"
    AUTO_FOCUS = "#trial PlainInput"

    def __init__(self, trial: str = "") -> None:
        super().__init__()
        self._trial = trial
        self._offered = ""

    def compose_fields(self) -> ComposeResult:
        """Return the fields, and what is known of the devices."""
        yield TextField("Trial", placeholder="its ID such as T-000123, or the customer's name", id="trial")
        yield TextField("Devices", placeholder="what goes back, such as DX80:1; SX10:2", id="devices")
        yield DayField(self.desk.today)
        yield TextField("Note", placeholder="why it goes back; may be left empty", id="note")
        yield Static("", id="left", classes="said", markup=False)
        yield Static("", id="keeps", classes="said", markup=False)

    def on_mount(self) -> None:
        """Name the trial that was looked at."""
        if self._trial:
            self.field("trial").fill(self._trial)
            self._look()

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        begun = {"trial": self._trial, "devices": self._offered}
        return any(field.value.strip() != begun.get(field.id or "", "") for field in self.query(TextField))

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Look what could be returned."""
        event.stop()
        if event.field.id == "trial":
            self._look()

    def _look(self) -> None:
        self.ask("look", partial(_outlook, self.desk, self.field("trial").value), self._show, self._show_none)

    def _show(self, found: Outlook) -> None:
        trial, devices, nothing_there, keeps = found
        words = format_devices(devices) or "no device that is not on its way back already"
        said = f"{trial.reference}, {trial.customer.name}: {words}. {nothing_there}"
        self.query_one("#left", Static).update(safe(said))
        self.query_one("#keeps", Static).update(safe(f"{keeps.message} ({keeps.rule}, {keeps.source})"))
        self._offer(format_devices(devices))

    def _show_none(self, error: SparktuiError) -> None:
        self.query_one("#left", Static).update(safe(error.message))
        self.query_one("#keeps", Static).update("")
        self._offer("")

    def _offer(self, devices: str) -> None:
        """Write ``devices`` into their field, unless somebody has typed something else there."""
        field = self.field("devices")
        if field.value == self._offered:
            field.fill(devices)
        self._offered = devices
        field.judge("", "Take out what stays, or write how many go back." if devices else "")

    def save(self) -> None:
        """Find the trial, and open the returns."""
        typed = {name: self.field(name).value for name in ("trial", "devices", "day", "note")}
        self.begin_saving()
        self.ask("save", partial(_open, self.desk, **typed), self.saved, self.not_saved)


def _outlook(desk: Desk, text: str) -> Outlook:
    trial = find_trial(desk, text)
    return trial, *outlook(desk, trial), who_keeps(desk, trial)


def _open(desk: Desk, *, trial: str, devices: str, day: str, note: str) -> tuple[Rma, ...]:
    found = find_trial(desk, trial)
    chosen = entered.devices(devices)
    left = outstanding(desk, found)
    if left and not chosen:
        raise BadInput("No device is named that goes back.", f"Name some of {format_devices(left)}.")
    return open_returns(desk, found, chosen, note=note, on=entered.written_day(day))
