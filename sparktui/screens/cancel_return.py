"""Cancelling a return: why, and since when.

One job: the form that asks for both. Must not: decide whether it may be cancelled; the rules do.
"""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain.rma import Rma
from sparktui.screens.day_field import DayField
from sparktui.screens.shipping_form import ShippingForm
from sparktui.services import entered
from sparktui.services.desk import Desk
from sparktui.services.return_changes import cancel
from sparktui.services.returns import ReturnLine
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField


class CancelReturnForm(ShippingForm[Rma]):
    """Cancels a return for a reason, today or on an earlier day since its last step."""

    SAVE = "Cancel the return"
    LEAVE = "Keep it"
    AUTO_FOCUS = "#reason PlainInput"

    def __init__(self, line: ReturnLine) -> None:
        super().__init__()
        self._line = line

    def compose_fields(self) -> ComposeResult:
        """Return what does not go back then, and the fields."""
        rma, customer = self._line.rma, self._line.trial.customer
        words = f"{rma.quantity} x {rma.model} of {customer.name} does not go back then."
        yield Static(safe(words), classes="said", markup=False)
        yield TextField("Reason", placeholder="in a sentence", id="reason")
        yield DayField(self.desk.today)

    def on_mount(self) -> None:
        """Name the return."""
        self.entitle(f"Cancel {self._line.rma.reference}?")

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Nothing depends on what is typed until it is saved."""
        event.stop()

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        return any(field.value.strip() for field in self.query(TextField))

    def save(self) -> None:
        """Cancel it, once there is a reason."""
        reason, day = self.field("reason"), self.field("day")
        if not reason.value.strip():
            self.tell("Say why, in a sentence.", style="error")
            reason.input.focus()
            return
        self.begin_saving()
        work = partial(_cancel, self.desk, self._line.rma, reason.value, day.value)
        self.ask("save", work, self.saved, self.not_saved)


def _cancel(desk: Desk, rma: Rma, reason: str, day: str) -> Rma:
    return cancel(desk, rma, reason, on=entered.written_day(day))
