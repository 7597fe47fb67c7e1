"""The next step of a return, or that its label is lost.

One job: the form that records it. Must not: decide which step is allowed; the rules do, and what they say is shown.
"""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain.rma import Rma, RmaStep
from sparktui.rules.finding import Level, Verdict
from sparktui.screens.carrier_field import CarrierField
from sparktui.screens.day_field import DayField
from sparktui.screens.shipping_form import ShippingForm
from sparktui.services import entered
from sparktui.services.desk import Desk
from sparktui.services.identify import pickup_page
from sparktui.services.return_changes import advance
from sparktui.services.returns import ReturnLine, judge_step
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField


class _Steps(ChoiceList):
    """The steps: the one under the cursor is the chosen one, for a step that is recorded cannot be taken back."""

    def action_move(self, lines: int) -> None:
        """Move the cursor, and choose what it comes to."""
        super().action_move(lines)
        self.action_pick()


class NextStepForm(ShippingForm[Rma]):
    """Records the next step of a return."""

    DEFAULT_CSS = "NextStepForm { & _Steps, & ChoiceList { margin: 1 0; } }"
    SAVE = "Record"
    AUTO_FOCUS = "#step"

    def __init__(self, line: ReturnLine) -> None:
        super().__init__()
        self._line = line
        self._step = line.rma.next_step or line.rma.step

    def compose_fields(self) -> ComposeResult:
        """Return the steps, and what a booked pickup needs."""
        rma = self._line.rma
        words = f"{self._line.trial.customer.name} · {rma.quantity} x {rma.model} · {rma.step.words}"
        yield Static(safe(words), classes="said", markup=False)
        yield _Steps(id="step")
        yield CarrierField()
        yield TextField("Reference", placeholder="what the carrier told you", id="booking")
        yield DayField(self.desk.today)
        yield TextField("Note", placeholder="may be left empty", id="note")
        yield Static("", id="rules", classes="said", markup=False)

    def on_mount(self) -> None:
        """Show the steps that come next."""
        self.entitle(f"Next step of {self._line.rma.reference}")
        self._show_steps()

    def _show_steps(self) -> None:
        possible = [step for step in RmaStep if step in self._line.rma.may_become and step is not RmaStep.CANCELLED]
        notes = {RmaStep.WAITING_FOR_LABEL: "it is lost: partner help is asked for a new one"}
        choices = [Choice(step, step.words, notes.get(step, "")) for step in possible]
        self.query_one("#step", ChoiceList).show(choices, {self._step})
        self.query_one(CarrierField).display = self.field("booking").display = self._is_pickup
        work = partial(judge_step, self.desk, self._line.trial, self._line.rma, self._step)
        self.ask("rules", work, self._show_rules)

    @property
    def _is_pickup(self) -> bool:
        return self._step is RmaStep.PICKUP_BOOKED

    def _show_rules(self, verdict: Verdict) -> None:
        said = [found for found in verdict.findings if found.level is not Level.OK]
        words = " ".join(f"{found.message} {found.remedy} ({found.rule})" for found in said)
        self.query_one("#rules", Static).update(safe(words))

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """Take the step that was picked."""
        event.stop()
        self._step = RmaStep(event.key)
        self._show_steps()

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Say where the carrier that is named books pickups."""
        event.stop()
        if event.field.id == "carrier":
            page = pickup_page(self.query_one(CarrierField).code, self._line.trial.customer.country)
            event.field.judge("info" if page else "", f"Pickups: {page}" if page else "")

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        return any(field.value.strip() for field in self.query(TextField))

    def save(self) -> None:
        """Record the step."""
        typed = {name: self.field(name).value for name in ("note", "day")}
        if self._is_pickup:
            typed |= {"carrier": self.query_one(CarrierField).code, "booking": self.field("booking").value}
        self.begin_saving()
        work = partial(_advance, self.desk, self._line.rma, self._step, **typed)
        self.ask("save", work, self.saved, self.not_saved)


def _advance(desk: Desk, rma: Rma, step: RmaStep, *, note: str, day: str, carrier: str = "", booking: str = "") -> Rma:
    on = entered.written_day(day)
    return advance(desk, rma, step, note=note, on=on, carrier=carrier, booking=booking)
