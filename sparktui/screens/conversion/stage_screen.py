"""A conversion document on its way: ready, placed, converted or cancelled, and the order sheet that goes with it.

One job: the commands that take the document from stage to stage, or leave it. Must not: decide which move is allowed
(the services do), or lay anything out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sparktui.domain.conversion import Conversion, ConversionState
from sparktui.errors import BadInput, SparktuiError
from sparktui.screens.conversion.dialogs import CancelDialog, Decision, TheirsDialog
from sparktui.screens.conversion.differences import differences
from sparktui.screens.conversion.document_screen import DocumentScreen, first_order
from sparktui.screens.conversion.draft_keeper import DraftKeeper
from sparktui.screens.conversion.note_line import NoteLine
from sparktui.screens.conversion.progress import ELIGIBILITY, REVIEW
from sparktui.screens.conversion.review_form import ReviewForm
from sparktui.screens.conversion.stage_words import cancelling, stage_word, theirs_words
from sparktui.screens.trial_now import hand_off_lines
from sparktui.services import order_file
from sparktui.services.desk import Desk
from sparktui.widgets.order_sheet import OrderSheet
from sparktui.widgets.text import one_line


class StageScreen(DocumentScreen):
    """The document's next step, its sheet, its end."""

    def __init__(self, trial_id: int) -> None:
        super().__init__(trial_id)
        self.review = ReviewForm(id="review")
        self._reason = ""

    # Moving on

    def on_review_form_next_wanted(self, event: ReviewForm.NextWanted) -> None:
        """The next step of the document is wanted, with what was typed for it."""
        event.stop()
        state, typed = self.state, event.text
        match state.stage if state else None:
            case ConversionState.READY:
                self._move(lambda desk, keeper: keeper.place(desk, typed))
            case ConversionState.PLACED:
                self._move(lambda desk, keeper: keeper.complete(desk, typed))
            case ConversionState.CANCELLED:
                self._begin_anew()
            case _ if state is not None:
                order = state.order
                self._move(lambda desk, keeper: keeper.make_ready(desk, order))

    def do_cancel_conversion(self) -> None:
        """Ask for the reason, then cancel."""
        assert self.state is not None
        heading = f"{self.state.trial.customer.name} · {self.state.trial.reference} · {stage_word(self.state)}"
        dialog = CancelDialog(heading, cancelling(self.state), self._reason)

        def decided(reason: str | None) -> None:
            self._reason = dialog.typed
            if reason:
                self.step = REVIEW
                self._move(lambda desk, keeper: keeper.cancel(desk, reason))

        self.app.push_screen(dialog, decided)

    def _begin_anew(self) -> None:
        """Begin another conversion after one that was cancelled."""
        if self.state is not None and self.keeper is not None:
            self.keeper.put_aside()
            self.asked_to_save = None
            self.state = replace(self.state, order=first_order(self.state.view))
            self.step = self.furthest = ELIGIBILITY
            self.show_order(self.state.order)
            self.check_order()
            self.refresh_state()

    def _move(self, act: Callable[[Desk, DraftKeeper], Conversion]) -> None:
        keeper, desk = self.keeper, self.desk
        if keeper is None or self.state is None or self.state.busy or self.theirs is not None:
            return
        self.state = replace(self.state, busy=True)
        self.refresh_state()
        self.ask("save", lambda: act(desk, keeper), lambda _: self._moved(), self._not_moved)

    def _moved(self) -> None:
        self.note = self.trouble = ""
        if self.state is not None and self.keeper is not None and self.keeper.seen is not None:
            self.asked_to_save = (self.keeper.seen.order, self.keeper.seen.step)
            self.state = replace(self.state, busy=False, order=self.keeper.seen.order)
        self.refresh_state()
        self.reload()

    def focus_stage(self) -> None:
        """Go to where the next step is taken."""
        target = self.review.stage_field
        if target is not None:
            target.focus()

    def _not_moved(self, error: SparktuiError) -> None:
        if self.state is not None:
            self.state = replace(self.state, busy=False)
        self.refresh_state()
        if isinstance(error, BadInput):
            self.review.complain(str(error))
            self.once_drawn(self.focus_stage)
        else:
            self.show_error(error)
            self.reload()

    # The order sheet

    def on_order_sheet_copy_wanted(self, event: OrderSheet.CopyWanted) -> None:
        """The value of a line was clicked."""
        self.action_command("copy_line")

    def do_copy_line(self) -> None:
        """Copy the value under the cursor and tick it off; or the text for the distributor."""
        assert self.state is not None
        if self.step == ELIGIBILITY:
            self.app.copy_to_clipboard("\n".join(hand_off_lines(self.state.view)))
            self.notify("The text for the distributor is copied.", markup=False)
            return
        found = self.review.current
        if found is not None and found.value:
            self.app.copy_to_clipboard(found.value)
            self.app.clear_notifications()
            self.notify(f"{found.label}: {one_line(found.value, 60)}", title="copied", timeout=3, markup=False)
        self.review.sheet.tick(go_on=True)

    def do_export_sheet(self) -> None:
        """Write the order sheet, or the text for the distributor, to a new file in the folder at hand."""
        assert self.state is not None
        state, desk, folder = self.state, self.desk, Path.cwd()
        if state.can_copy:
            name, lines = "order", order_file.sheet_lines(desk, state.trial, state.check)
        else:
            name, lines = "hand-off", hand_off_lines(state.view)
        name = f"{name}-{state.trial.reference}"
        self.ask("file", lambda: order_file.write_lines(folder, name, lines), self._written)

    def _written(self, path: Path) -> None:
        self.notify(one_line(str(path)), title="written", markup=False)

    # Other people

    def on_note_line_pressed(self, event: NoteLine.Pressed) -> None:
        """The note was clicked: where somebody else changed something, compare."""
        if self.theirs is not None:
            self.do_resolve()

    def do_resolve(self) -> None:
        """Compare with what somebody else saved, and choose."""
        theirs, state = self.theirs, self.state
        if theirs is None or state is None:
            return
        gone = theirs.state in (ConversionState.PLACED, ConversionState.CONVERTED)
        why_not = f"The order is {theirs.state} already, so it can no longer change; only theirs can be taken."
        heading = theirs_words(theirs, self.desk.partner.timezone)
        found = differences(state.order, theirs.order)
        self.app.push_screen(TheirsDialog(heading, found, why_not_mine=why_not if gone else ""), self._decided)

    def _decided(self, decision: Decision | None) -> None:
        if decision == "theirs":
            self.take_theirs()
        elif decision == "mine":
            self.keep_mine()

    # Leaving

    @property
    def leaves_by_back(self) -> bool:
        """Whether escape leaves now: from the first step, or where there are no steps to go back through."""
        return self.step == ELIGIBILITY or self.state is None or self.state.is_fixed

    def unsaved(self) -> str:
        """Return what is not saved: beside somebody else's changes, after a failure, or typed for the next step."""
        if self.desk_app.is_travelling:
            return ""
        if self.theirs is not None:
            return theirs_words(self.theirs, self.desk.partner.timezone)
        return self.trouble or self.review.unsaved
