"""A shipment by hand: a new one by its number, and what was heard of one.

One job: the two forms. Must not: guess a carrier, or judge a state.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain.carriers import Candidate
from sparktui.domain.shipment import Shipment, ShipmentState
from sparktui.screens.carrier_field import CarrierField
from sparktui.screens.form import Form
from sparktui.services.desk import Desk
from sparktui.services.identify import identify
from sparktui.services.lookup import find_trial
from sparktui.services.shipment_changes import add_shipment, update_shipment
from sparktui.services.shipments import ShipmentLine
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField

_LOOK = """
    & > #form { max-width: 84; }
    & TextField .field--label { width: 10; }
    & TextField .field--hint { margin-left: 11; }
    & .said { height: auto; color: $text-muted; }
"""


class AddShipmentForm(Form[Shipment]):
    """Records a shipment of a trial by its number; the number says who carries it, or the person does."""

    DEFAULT_CSS = f"AddShipmentForm {{ {_LOOK} }}"
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
        yield TextField("Note", placeholder="anything worth knowing", id="note")

    def on_mount(self) -> None:
        """Name the trial that was looked at."""
        self._field("trial").fill(self._trial)
        if not self._trial:
            self._field("trial").input.focus()

    def _field(self, name: str) -> TextField:
        return self.query_one(f"#{name}", TextField)

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        return any(self._field(name).value.strip() for name in ("number", "note")) or bool(
            self.query_one(CarrierField).typed
        )

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Ask whose the number is."""
        event.stop()
        if event.field.id in ("number", "carrier"):
            number = self._field("number").value
            self.ask("identify", partial(identify, number), partial(self._judge, number))

    def _judge(self, number: str, candidates: tuple[Candidate, ...]) -> None:
        self.query_one(CarrierField).judge(number, candidates)
        self.keep_in_view()

    def save(self) -> None:
        """Find the trial, and record the shipment."""
        trial, number, note = (self._field(name).value for name in ("trial", "number", "note"))
        work = partial(_add, self.desk, trial, number, self.query_one(CarrierField).code, note)
        self.begin_saving()
        self.ask("save", work, self.saved, self.not_saved)


class ShipmentNewsForm(Form[Shipment]):
    """Records what was heard of a shipment, and who carries it where that was not known."""

    DEFAULT_CSS = f"ShipmentNewsForm {{ {_LOOK} }}"
    AUTO_FOCUS = "#state"
    STATES: ClassVar[tuple[ShipmentState, ...]] = tuple(ShipmentState)

    def __init__(self, line: ShipmentLine) -> None:
        super().__init__()
        self._line = line
        self._state = line.shipment.state

    def compose_fields(self) -> ComposeResult:
        """Return the states, a note, and the carrier."""
        customer = self._line.trial.customer.name
        yield Static(safe(f"{customer} · last news: {self._line.shipment.state.words}"), classes="said", markup=False)
        yield ChoiceList(id="state")
        yield TextField("Note", placeholder="what was heard", id="note")
        yield CarrierField()

    def on_mount(self) -> None:
        """Show what is known."""
        shipment = self._line.shipment
        self.entitle(f"News of {shipment.number}")
        self._show_states()
        carrier = self.query_one(CarrierField)
        carrier.fill(shipment.carrier)
        if not shipment.carrier:
            carrier.judge(shipment.number, self._line.tracked.candidates)

    def _show_states(self) -> None:
        choices = [Choice(state, state.words) for state in self.STATES]
        self.query_one("#state", ChoiceList).show(choices, {self._state})

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """Take the state that was picked."""
        event.stop()
        self._state = ShipmentState(event.key)
        self._show_states()

    @property
    def _note(self) -> str:
        return self.query_one("#note", TextField).value.strip()

    @property
    def _carrier(self) -> str | None:
        """The carrier where it is another one than before."""
        code = self.query_one(CarrierField).code
        return code if code != self._line.shipment.carrier else None

    @property
    def _new_state(self) -> ShipmentState | None:
        return self._state if self._state is not self._line.shipment.state else None

    def is_changed(self) -> bool:
        """Return whether something is new."""
        return bool(self._note) or self._carrier is not None or self._new_state is not None

    def save(self) -> None:
        """Record the news."""
        if not self.is_changed():
            self.tell("Nothing is new yet: pick a state, or write a note.", style="warning")
            return
        work = partial(
            update_shipment,
            self.desk,
            self._line.shipment,
            state=self._new_state,
            note=self._note,
            carrier=self._carrier,
        )
        self.begin_saving()
        self.ask("save", work, self.saved, self.not_saved)


def _add(desk: Desk, trial: str, number: str, carrier: str, note: str) -> Shipment:
    return add_shipment(desk, find_trial(desk, trial), number, carrier=carrier, note=note)
