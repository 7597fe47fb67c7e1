"""The conversion wizard: from eligibility to a converted trial, in five steps.

One job: show the document step by step, and give its commands. Must not: decide what is allowed (the rules' verdict
says it), know the fields of a step, or save anything itself (see `screens/conversion/`).
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from sparktui.domain.conversion import ConversionState, Order
from sparktui.domain.offer import OfferName
from sparktui.errors import SparktuiError
from sparktui.screens.commands import BY_ID, CONVERT, bindings_of
from sparktui.screens.conversion import progress
from sparktui.screens.conversion.command_reasons import why_off
from sparktui.screens.conversion.details_form import DetailsForm
from sparktui.screens.conversion.devices_form import DevicesForm
from sparktui.screens.conversion.eligibility import EligibilityForm
from sparktui.screens.conversion.note_line import NoteLine
from sparktui.screens.conversion.offer_form import OfferForm, columns
from sparktui.screens.conversion.progress import DETAILS, DEVICES, ELIGIBILITY, OFFER, REVIEW
from sparktui.screens.conversion.stage_screen import StageScreen
from sparktui.screens.conversion.stage_words import head_pieces, shut_words, stage_word, theirs_words
from sparktui.screens.conversion.step_form import StepForm
from sparktui.screens.finding_lines import finding_lines
from sparktui.widgets.findings_view import FindingsView
from sparktui.widgets.head_line import HeadLine
from sparktui.widgets.offer_comparison import OfferComparison
from sparktui.widgets.pane import Pane
from sparktui.widgets.step_bar import StepBar
from sparktui.widgets.text import one_line, safe
from sparktui.widgets.text_field import TextField


class ConversionWizard(StageScreen):
    """The conversion of the trial with the ID ``trial_id``."""

    SCOPE = CONVERT
    CSS_PATH = "conversion_wizard.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(CONVERT),
        Binding("up", "field(-1)", "Up", show=False),
        Binding("down", "field(1)", "Down", show=False),
    ]

    def __init__(self, trial_id: int) -> None:
        super().__init__(trial_id)
        self._forms: dict[int, StepForm] = {
            ELIGIBILITY: EligibilityForm(id="eligibility"),
            OFFER: OfferForm(id="offer"),
            DETAILS: DetailsForm(id="details"),
            DEVICES: DevicesForm(id="devices"),
            REVIEW: self.review,
        }
        self._shown_stage: ConversionState | None = None
        self._has_begun = False
        self.add_class("-empty")

    def compose_body(self) -> ComposeResult:
        """Return heading, steps, note, the forms and the findings, all still empty."""
        yield HeadLine(id="heading")
        yield StepBar(id="steps")
        yield NoteLine(id="note")
        yield Static("Reading the trial …", id="message", markup=False)
        yield OfferComparison(id="comparison")
        with Container(id="work"):
            with Pane(id="form"):
                yield from self._forms.values()
            with Container(id="findings-frame") as frame:
                frame.border_title = "What the rules say"
                yield FindingsView(id="findings")

    @property
    def form(self) -> StepForm:
        """The form of the step at hand."""
        return self._forms[self.step]

    # Showing

    def show_failure(self, error: SparktuiError) -> None:
        """Say why there is nothing to show."""
        self.query_one("#message", Static).update(safe(f"{error.message} {error.remedy}"))
        self.show_keys()

    def show_order(self, order: Order) -> None:
        """Put the texts of ``order`` into the fields."""
        for form in self._forms.values():
            form.fill(order)

    def show_state(self) -> None:
        """Show the step at hand, and how everything stands."""
        state = self.state
        if state is None:
            return
        self.remove_class("-empty")
        self.set_class(self.step == OFFER, "-offer")
        self.set_class(self.step == REVIEW, "-review")
        self.set_class(state.stage in (ConversionState.CONVERTED, ConversionState.CANCELLED), "-ended")
        customer = state.trial.customer
        behind = f" · {state.trial.reference} · {stage_word(state)}"
        self.query_one(HeadLine).show(customer.name, behind, head_pieces(state, narrow=self.has_class("-narrow")))
        self.query_one(StepBar).show(progress.steps(state, self.step, self.furthest), progress.at_large(state))
        self._show_note()
        for step, form in self._forms.items():
            form.display = step == self.step
        self.form.show(state)
        pane = self.query_one("#form", Pane)
        pane.border_title = self.form.title
        comparison = self.query_one(OfferComparison)
        comparison.show(columns(state.catalogue, state.trial), state.order.offer)
        comparison.disabled = bool(state.locked)
        verdict = progress.verdict_of(self.step, state)
        waiting = None if state.locked else state.check.unacknowledged
        self.query_one(FindingsView).show(finding_lines(verdict, waiting))
        self.show_keys()
        has_moved, self._shown_stage = state.stage is not self._shown_stage, state.stage
        if not self._has_begun:
            self.once_drawn(self._begin)
        elif self._has_lost_focus() or (has_moved and self.step == REVIEW):
            self.once_drawn(self.focus_step)

    def on_resize(self, event: Resize) -> None:
        """Use the room there is now."""
        self.once_drawn(self.show_state)

    def _show_note(self) -> None:
        assert self.state is not None
        line = self.query_one(NoteLine)
        if self.theirs is not None:
            words = theirs_words(self.theirs, self.desk.partner.timezone)
            line.say(f"{words} {BY_ID['resolve'].key} compares.", "bold $text-error")
        elif self.trouble:
            line.say(self.trouble, "bold $text-error")
        elif self.state.looking or (self.state.is_fixed and self.step != REVIEW):
            line.say(self.state.locked, "$text-warning")
        else:
            line.say(self.note, "dim")

    # Walking

    def go(self, step: int, field: Widget | None = None) -> None:
        """Go to ``step``, to ``field`` in it if that is given; everything stays as it is."""
        state = self.state
        if state is None or step not in progress.STEPS:
            return
        if state.shut and step != ELIGIBILITY:
            self.notify(one_line(shut_words(state)), title="No order can be made", severity="warning", markup=False)
            return
        self.note = self.note if step == self.step else ""
        self.step, self.furthest = step, max(step, self.furthest)
        self.save()
        self.show_state()
        self.query_one(FindingsView).begin()
        if field is not None:
            self.once_drawn(field.focus)
        else:
            self.once_drawn(self.focus_step)

    def focus_step(self) -> None:
        """Put the focus where the step begins: what is to be filled, or else what there is to read."""
        target = self._beginning()
        if target is None or not target.focusable:
            target = self.query_one(StepBar if self.has_class("-ended") else FindingsView)
        target.focus()

    def _begin(self) -> None:
        """Put the focus into what is still to be filled or mended; where all is right, on what the rules say.

        Who comes back to an order has not chosen a field: a key must not spoil one that is complete.
        """
        self._has_begun = True
        if self.step in (DETAILS, DEVICES) and self.state is not None and not self.state.locked:
            (self.form.first_open or self.query_one(FindingsView)).focus()
        else:
            self.focus_step()

    def _beginning(self) -> Widget | None:
        if self.step == OFFER:
            return self.query_one(OfferComparison)
        if self.step != REVIEW or self.state is None or self.state.can_copy:
            return self.form.first_field
        # In a review of a draft one reads what the rules say, and when that is done, makes the order ready.
        return self.review.stage_field

    def _has_lost_focus(self) -> bool:
        focused = self.focused
        return focused is None or not focused.focusable

    def _fields(self) -> list[Widget]:
        comparison = self.query_one(OfferComparison)
        before = [comparison] if self.step == OFFER and comparison.focusable else []
        return [*before, *self.form.fields]

    def action_field(self, fields: int) -> None:
        """Go to the next field, or the one before."""
        around = self._fields()
        if self.focused in around:
            place = around.index(self.focused) + fields
            if 0 <= place < len(around):
                around[place].focus()

    def on_step_bar_chosen(self, event: StepBar.Chosen) -> None:
        """A step was chosen in the bar."""
        self.go(event.number)

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Enter in a field goes on."""
        self.do_go_on()

    def do_go_on(self) -> None:
        """Go on to the next field, and then to the next step; from a block in the review, to where it is mended."""
        fields, focused = self._fields(), self.focused
        if isinstance(focused, FindingsView) and self.step == REVIEW:
            finding = focused.current
            if finding is not None and finding.level == "block":
                step = progress.step_of(finding.rule)
                self.go(step, self._forms[step].field_for(finding.rule) if step != OFFER else None)
            elif self.review.stage_field is not None:
                self.focus_stage()
            else:
                focused.action_move(1)
        elif focused in fields[:-1]:
            fields[fields.index(focused) + 1].focus()
        elif self.step != REVIEW:
            self.go(self.step + 1)

    def do_next_step(self) -> None:
        """Go on to the next step."""
        self.go(self.step + 1)

    def do_previous_step(self) -> None:
        """Go back a step."""
        self.go(self.step - 1)

    def do_steps(self) -> None:
        """Go to the row of steps."""
        self.query_one(StepBar).focus()

    def do_findings(self) -> None:
        """Go to what the rules say, and back to the form."""
        if not isinstance(self.focused, FindingsView):
            self.query_one(FindingsView).focus()
        elif self.step == REVIEW:
            self.review.sheet.focus()
        elif self.form.first_field is None and self.query_one("#form", Pane).focusable:
            self.query_one("#form", Pane).focus()
        else:
            self.focus_step()

    def do_back(self) -> None:
        """Go back a step, and from the first one, leave; the draft is saved."""
        if self.leaves_by_back:
            super().do_back()
        else:
            self.go(self.step - 1)

    # Typing

    def on_step_form_edited(self, event: StepForm.Edited) -> None:
        """A field changed."""
        event.stop()
        self.is_warned = False
        self.edit(event.changes)

    def on_offer_comparison_picked(self, event: OfferComparison.Picked) -> None:
        """An offer was picked."""
        self.edit({"offer": OfferName(event.key)})

    def on_findings_view_acknowledged(self, event: FindingsView.Acknowledged) -> None:
        """A warning was read, or that was taken back."""
        self.acknowledge(event.rule, acknowledged=event.acknowledged)

    def do_take_recorded(self) -> None:
        """Put the recorded value into the field at hand."""
        if isinstance(self.form, DetailsForm | DevicesForm):
            self.form.take_recorded(self.focused)

    # What is off

    def why_off(self, command: str) -> str:
        """Return why ``command`` can't be given now."""
        return super().why_off(command) or why_off(command, self)
