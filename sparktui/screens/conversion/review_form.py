"""Step 5: the order sheet, and the next thing to do with the document.

One job: show the sheet, ask for what the next step needs, and tell that it is wanted. Must not: take the step.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Static

from sparktui.domain.conversion import ConversionState, SheetField
from sparktui.domain.dates import in_words, parse_day
from sparktui.screens.conversion.stage_words import said_of, track
from sparktui.screens.conversion.state import WizardState
from sparktui.screens.conversion.step_form import StepForm
from sparktui.widgets.order_sheet import OrderSheet, SheetLine
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField

_BUTTONS = {
    None: "Make the order ready",
    ConversionState.DRAFT: "Make the order ready",
    ConversionState.READY: "Record the order as placed",
    ConversionState.PLACED: "Record the conversion",
    ConversionState.CANCELLED: "Begin a new conversion",
}
_MISSING = {
    "order-number": "Enter the number that Cisco Commerce gave.",
    "converted-on": "Enter the day on which it was converted, such as 2017-08-18.",
}


class ReviewForm(StepForm):
    """The sheet above, the next step below it."""

    title = "Order sheet for Cisco Commerce"

    @dataclass
    class NextWanted(Message):
        """The person wants the document's next step; ``text`` is what was typed for it."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._sheet = OrderSheet(id="sheet")
        self._words = Static("", id="stage-words", markup=False)
        self._number = TextField("Order number", placeholder="as Cisco Commerce gave it", id="order-number")
        self._day = TextField("Converted on", placeholder="YYYY-MM-DD", id="converted-on")
        self._button = Button("", compact=True, id="next-stage")
        self._stage: ConversionState | None = None
        self._sheet_fields: tuple[SheetField, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the sheet, the words, and what the next step needs."""
        yield self._sheet
        yield self._words
        yield self._number
        yield self._day
        yield self._button

    @property
    def sheet(self) -> OrderSheet:
        """The order sheet."""
        return self._sheet

    @property
    def current(self) -> SheetField | None:
        """The field of the sheet under the cursor; None on a line that is only to be done."""
        line = self._sheet.current
        return next((field for field in self._sheet_fields if line is not None and field.key == line.key), None)

    def show(self, state: WizardState) -> None:
        """Show the sheet, and what comes next at this stage."""
        self._sheet_fields = state.check.sheet
        lines = [SheetLine(step, step) for step in state.check.steps]
        lines += [
            SheetLine(field.key, field.label if field.value else f"{field.label}: {field.words}", field.value)
            for field in state.check.sheet
        ]
        self._sheet.show(lines, live=state.is_live)
        stages = Content("   ").join(safe(name, style) for name, style in track(state))
        said = [safe(line, style) for line, style in said_of(state)]
        self._words.update(Content("\n").join([stages, *said]))
        entered_stage, self._stage = state.stage is not self._stage, state.stage
        may_change = not state.looking
        self._number.display = state.stage is ConversionState.READY
        self._number.disabled = not may_change
        self._day.display = state.stage is ConversionState.PLACED
        self._day.disabled = not may_change
        if entered_stage and state.stage is ConversionState.PLACED:
            self._day.fill(state.view.day.isoformat())
            self._judge_day(state.view.day)
        is_over = state.stage is ConversionState.CANCELLED and (state.by_distributor or not state.view.phase.is_running)
        label = "" if is_over else _BUTTONS.get(state.stage, "")
        self._button.display = bool(label)
        self._button.label = Content(label)
        self._button.disabled = not may_change or not self._is_next_possible(state)

    @property
    def unsaved(self) -> str:
        """What is typed here and recorded nowhere yet, in a sentence; empty when nothing is."""
        typed = self._number.value.strip() if self._stage is ConversionState.READY else ""
        return f"The order number {typed} is typed, but not recorded." if typed else ""

    def complain(self, message: str) -> None:
        """Show beside the field what is wrong with what was typed for the next step."""
        field = self._day if self._day.display else self._number
        field.judge("block", message)
        # The button stands right below the field: with it in sight, both are.
        self.call_after_refresh(self._button.scroll_visible, animate=False)

    @property
    def first_field(self) -> Widget | None:
        """The sheet."""
        return self._sheet

    @property
    def stage_field(self) -> Widget | None:
        """The part in which the next step is taken."""
        return next((field for field in self.fields if field is not self._sheet), None)

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Go on from a field that is filled; from an empty one say what is missing, and stay in it."""
        if not event.field.value.strip():
            event.stop()
            self.complain(_MISSING[event.field.id or ""])

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Somebody types the order number or the day."""
        event.stop()
        if event.field is self._day:
            self._judge_day(None)
        else:
            event.field.judge("")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Tell that the next step is wanted."""
        event.stop()
        texts = {ConversionState.READY: self._number.value, ConversionState.PLACED: self._day.value}
        self.post_message(self.NextWanted(texts.get(self._stage, "") if self._stage else ""))

    @staticmethod
    def _is_next_possible(state: WizardState) -> bool:
        return state.stage not in (None, ConversionState.DRAFT) or state.check.is_ready

    def _judge_day(self, day: date | None) -> None:
        try:
            read = day or parse_day(self._day.value.strip())
        except ValueError as error:
            self._day.judge("block", f"{self._day.value.strip() or 'nothing'} {error}")
        else:
            self._day.judge("ok", in_words(read))
