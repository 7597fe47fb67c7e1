"""Step 4: what Cisco said about the trial's devices, and what becomes of them.

One job: the contact with Cisco in three fields, and the choice to keep or return. Must not: open a return.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from sparktui.domain import device_contact
from sparktui.domain.conversion import DevicesChoice, Order
from sparktui.domain.device_contact import DeviceContact
from sparktui.rules.finding import Level
from sparktui.screens.commands import BY_ID
from sparktui.screens.conversion.stage_words import devices_words
from sparktui.screens.conversion.state import WizardState
from sparktui.screens.conversion.step_form import StepForm
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField

_CHOICES = (
    Choice(DevicesChoice.RETURN, "They go back", "an RMA is opened for each"),
    Choice(DevicesChoice.KEEP, "The customer keeps them", "in the United States only"),
)


class DevicesForm(StepForm):
    """The devices, the contact with Cisco about them, and the choice."""

    title = "Devices"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._about = Static("", id="about-devices", markup=False)
        self._fields = (
            TextField("Asked on", placeholder="day", id="contact_when"),
            TextField("With whom", placeholder="who answered for Cisco", id="contact_whom"),
            TextField("Reference", placeholder="case or ticket", id="contact_reference"),
        )
        self._choice = ChoiceList(id="devices-choice", heading="What becomes of them")
        self._today = ""
        self._is_blocked = self._is_chosen = False

    def compose(self) -> ComposeResult:
        """Lay out what there is to say, the fields and the choice."""
        yield self._about
        yield from self._fields
        yield self._choice

    def fill(self, order: Order) -> None:
        """Put the recorded contact into the fields, part by part."""
        contact = device_contact.parse(order.device_contact)
        for field, text in zip(self._fields, (contact.when, contact.whom, contact.reference), strict=True):
            field.fill(text)

    def show(self, state: WizardState) -> None:
        """Show the devices; without any there is nothing to ask."""
        devices = state.trial.devices
        self._today = state.view.day.isoformat()
        words = (
            f"{devices_words(state.trial)}. Ask Cisco how to go on with them before you order."
            if devices
            else "This trial has none: nothing to ask, nothing to return."
        )
        self._about.update(safe(words))
        asked = state.finding("CNV-4").level is Level.OK
        self._is_blocked = state.finding("CNV-4").level is Level.BLOCK
        self._is_chosen = state.order.devices is not None and state.finding("CNV-15").level is not Level.BLOCK
        for field in self._fields:
            field.display = bool(devices)
            field.disabled = bool(state.locked)
            field.judge("ok" if asked else "block" if not field.value.strip() else "")
        if not state.locked and not self._fields[0].value.strip():
            key = BY_ID["take_recorded"].key
            self._fields[0].judge("" if asked else "block", f"{key} enters {self._today}, today", calm=True)
        self._choice.display = bool(devices)
        self._choice.disabled = bool(state.locked)
        self._choice.show(_CHOICES, {state.order.devices} if state.order.devices else ())

    def recorded_for(self, widget: Widget | None) -> str:
        """Return today for the field that asks for the day; empty for the others."""
        field = self._fields[0]
        return self._today if widget is field.input and not field.disabled else ""

    def take_recorded(self, widget: Widget | None) -> None:
        """Enter today where a day is asked for."""
        if self.recorded_for(widget):
            self._fields[0].take(self._today)

    @property
    def first_field(self) -> Widget | None:
        """The first field that is empty, or the choice."""
        return self._first_empty or super().first_field

    @property
    def first_open(self) -> Widget | None:
        """The first field that is empty, or what is blocked: the contact, or the choice."""
        if self._first_empty is not None or self._is_blocked:
            return self.first_field
        return None if self._is_chosen or not self._choice.focusable else self._choice

    @property
    def _first_empty(self) -> Widget | None:
        empty = (field for field in self._fields if field.display and not field.disabled and not field.value.strip())
        return next((field.input for field in empty), None)

    def field_for(self, rule: str) -> Widget | None:
        """Return the field that ``rule`` judges."""
        return self._choice if rule == "CNV-15" and self._choice.focusable else self.first_field

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Somebody typed: the three parts are kept as one text."""
        event.stop()
        when, whom, reference = (field.value for field in self._fields)
        self.edit(device_contact=DeviceContact(when, whom, reference).text)

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """The devices go back, or stay."""
        event.stop()
        self.edit(devices=DevicesChoice(event.key))
