"""Returns by hand: opening them for a trial's devices, and recording the next step of one.

One job: the two forms. Must not: decide which step is allowed; the rules do, and what they say is shown.
"""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain.quantities import format_devices
from sparktui.domain.rma import Rma, RmaStep
from sparktui.domain.trial import Device, Trial
from sparktui.errors import Refused, SparktuiError
from sparktui.rules.finding import Finding, Level, Verdict
from sparktui.screens.carrier_field import CarrierField
from sparktui.screens.form import Form
from sparktui.screens.refusal import refusal
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.return_changes import advance, open_returns
from sparktui.services.returns import ReturnLine, judge_step, outstanding, who_keeps
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField

_LOOK = """
    & > #form { max-width: 84; }
    & TextField .field--label { width: 10; }
    & TextField .field--hint { margin-left: 11; }
    & .said { height: auto; color: $text-muted; }
"""
Outlook = tuple[Trial, tuple[Device, ...], Finding]
"""A trial, its devices that no return takes back yet, and who keeps devices."""


class OpenReturnForm(Form[tuple[Rma, ...]]):
    """Opens a return for each device of a trial that none takes back yet."""

    DEFAULT_CSS = f"OpenReturnForm {{ {_LOOK} }}"
    TITLE = "Open the return of a trial's devices"
    SAVE = "Open"
    AUTO_FOCUS = "#trial PlainInput"

    def __init__(self, trial: str = "") -> None:
        super().__init__()
        self._trial = trial

    def compose_fields(self) -> ComposeResult:
        """Return the fields, and what is known of the devices."""
        yield TextField("Trial", placeholder="its ID such as T-000123, or the customer's name", id="trial")
        yield TextField("Note", placeholder="why it goes back; may be left empty", id="note")
        yield Static("", id="devices", classes="said", markup=False)
        yield Static("", id="keeps", classes="said", markup=False)

    def on_mount(self) -> None:
        """Name the trial that was looked at."""
        if self._trial:
            self._field("trial").fill(self._trial)
            self._look()

    def _field(self, name: str) -> TextField:
        return self.query_one(f"#{name}", TextField)

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        return bool(self._field("note").value.strip()) or self._field("trial").value.strip() != self._trial

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Look what could be returned."""
        event.stop()
        if event.field.id == "trial":
            self._look()

    def _look(self) -> None:
        self.ask("look", partial(_outlook, self.desk, self._field("trial").value), self._show, self._show_none)

    def _show(self, found: Outlook) -> None:
        trial, devices, keeps = found
        words = format_devices(devices) or "no device that is not on its way back already"
        self.query_one("#devices", Static).update(safe(f"{trial.reference}, {trial.customer.name}: {words}."))
        self.query_one("#keeps", Static).update(safe(f"{keeps.message} ({keeps.rule}, {keeps.source})"))

    def _show_none(self, error: SparktuiError) -> None:
        self.query_one("#devices", Static).update(safe(error.message))
        self.query_one("#keeps", Static).update("")

    def save(self) -> None:
        """Find the trial, and open the returns."""
        trial, note = self._field("trial").value, self._field("note").value
        self.begin_saving()
        self.ask("save", partial(_open, self.desk, trial, note), self.saved, self.not_saved)


class NextStepForm(Form[Rma]):
    """Records the next step of a return, or that its label is lost."""

    DEFAULT_CSS = f"NextStepForm {{ {_LOOK} & ChoiceList {{ margin: 1 0; }} & #pickup {{ height: auto; }} }}"
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
        yield ChoiceList(id="step")
        yield CarrierField()
        yield TextField("Reference", placeholder="what the carrier told you", id="booking")
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
        is_pickup = self._step is RmaStep.PICKUP_BOOKED
        self.query_one(CarrierField).display = self.query_one("#booking").display = is_pickup
        work = partial(judge_step, self.desk, self._line.trial, self._line.rma, self._step)
        self.ask("rules", work, self._show_rules)

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
        """Nothing depends on what is typed until it is saved."""
        event.stop()

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        return any(field.value.strip() for field in self.query(TextField))

    def save(self) -> None:
        """Record the step."""
        is_pickup = self._step is RmaStep.PICKUP_BOOKED
        work = partial(
            advance,
            self.desk,
            self._line.rma,
            self._step,
            note=self.query_one("#note", TextField).value,
            carrier=self.query_one(CarrierField).code if is_pickup else "",
            booking=self.query_one("#booking", TextField).value if is_pickup else "",
        )
        self.begin_saving()
        self.ask("save", work, self.saved, self.not_saved)

    def not_saved(self, error: SparktuiError) -> None:
        """Say why it was not recorded, with what the rules say."""
        super().not_saved(error)
        if isinstance(error, Refused):
            self.tell(error.message, refusal(error.verdict), style="error")


def _outlook(desk: Desk, text: str) -> Outlook:
    trial = find_trial(desk, text)
    return trial, outstanding(desk, trial), who_keeps(desk, trial)


def _open(desk: Desk, text: str, note: str) -> tuple[Rma, ...]:
    return open_returns(desk, find_trial(desk, text), note=note)
