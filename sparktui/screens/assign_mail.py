"""Whose a waiting mail is: a trial by its ID or its customer's name.

One job: ask for the trial, and for numbers that were not found. Must not: suggest a trial.
"""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.screens.shipment_rows import subject
from sparktui.screens.shipping_form import ShippingForm
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.needs_attention import Answered, AttentionItem, assign
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField


class AssignMailForm(ShippingForm[Answered]):
    """Assigns a waiting mail to a trial."""

    DEFAULT_CSS = "AssignMailForm .said { margin-bottom: 1; }"
    SAVE = "Assign"
    AUTO_FOCUS = "#trial PlainInput"

    def __init__(self, item: AttentionItem) -> None:
        super().__init__()
        self._item = item
        self._suggested = item.suggestion.reference if item.suggestion is not None else ""

    def compose_fields(self) -> ComposeResult:
        """Return the fields."""
        found = ", ".join(self._item.kept.mail.numbers)
        yield Static(safe(subject(self._item.kept)), classes="said", markup=False)
        yield TextField("Trial", placeholder="its ID such as T-000123, or the customer's name", id="trial")
        yield TextField("Numbers", placeholder=found or "as they stand in the mail, with commas", id="numbers")

    def on_mount(self) -> None:
        """Name the mail."""
        self.entitle(f"Assign {self._item.kept.reference}")
        if self._item.kept.mail.numbers:
            self.field("numbers").judge("", "Empty: the numbers that were found in it.")
        if self._suggested:
            self.field("trial").fill(self._suggested)

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        return any(field.value.strip() not in ("", self._suggested) for field in self.query(TextField))

    def save(self) -> None:
        """Find the trial, and assign the mail to it."""
        trial = self.field("trial").value
        typed = self.field("numbers").value.split(",")
        numbers = tuple(number.strip() for number in typed if number.strip())
        self.begin_saving()
        self.ask("save", partial(_assign, self.desk, self._item, trial, numbers), self.saved, self.not_saved)


def _assign(desk: Desk, item: AttentionItem, trial: str, numbers: tuple[str, ...]) -> Answered:
    return assign(desk, item, find_trial(desk, trial), numbers=numbers)
