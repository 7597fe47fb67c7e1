"""The commands on one trial that the list and the trial's own screen share: edit, contact, purchase request, decision.

One job: `TrialCommands`. Must not: decide what is allowed, nor know how a screen shows its trial.
"""

from __future__ import annotations

from sparktui.domain.decision import Choice
from sparktui.domain.trial import Trial
from sparktui.screens.base import DeskScreen
from sparktui.screens.day_words import near


class TrialCommands(DeskScreen):
    """A screen that gives commands on one trial at a time: the ``subject``."""

    @property
    def subject(self) -> Trial | None:
        """The trial that commands are about; None while it is not read."""
        raise NotImplementedError

    def do_extend(self) -> None:
        """Open the trial as a form."""
        from sparktui.screens.edit_trial import EditTrialScreen

        trial = self.subject
        if trial is not None:
            self.app.push_screen(EditTrialScreen(trial.id), self._changed)

    def do_contact(self) -> None:
        """Record that the customer was contacted today."""
        from sparktui.screens.note_dialog import NoteDialog
        from sparktui.services.edit_trial import record_contact

        trial, desk = self.subject, self.desk
        if trial is not None:
            dialog = NoteDialog(
                f"Contact with {trial.customer.name}",
                f"It is recorded for today under {desk.operator}.",
                lambda note: record_contact(desk, trial, note),
                is_needed=True,
            )
            self.app.push_screen(dialog, self._changed)

    def do_requested(self) -> None:
        """Record that the customer asked to buy, or that somebody handled it."""
        from sparktui.screens.note_dialog import NoteDialog
        from sparktui.services.requests import add_request, handle_requests

        trial, desk = self.subject, self.desk
        if trial is None:
            return
        if trial.purchase_requested_on is None:
            dialog = NoteDialog(
                f"{trial.customer.name} asks to buy",
                "The trial is marked until somebody handles it. How did they ask? (may be left empty)",
                lambda note: add_request(desk, trial, note),
            )
        else:
            dialog = NoteDialog(
                f"Purchase request of {trial.customer.name}: handled",
                f"Asked on {near(trial.purchase_requested_on, self.day)}. What came of it? (may be left empty)",
                lambda note: handle_requests(desk, trial, note),
            )
        self.app.push_screen(dialog, self._changed)

    def do_decide(self) -> None:
        """Ask what becomes of the trial; what is decided leads on to the wizard or the form."""
        from sparktui.screens.decide_dialog import DecideDialog
        from sparktui.services.decisions import decide, prospects

        trial, desk, day = self.subject, self.desk, self.day
        if trial is None:
            return
        dialog = DecideDialog(
            trial.customer.name,
            trial.lifecycle(desk.policy),
            day,
            desk.operator,
            lambda: prospects(desk, trial, day),
            lambda choice, owner, note: decide(desk, trial, choice, owner, note),
        )
        self.app.push_screen(dialog, lambda decided: self._decided(decided, dialog.picked))

    def _decided(self, trial: Trial | None, choice: Choice | None) -> None:
        if trial is None:
            return
        self._changed(trial)
        self._count_undecided()
        if choice is Choice.CONVERT:
            self.action_command("convert")
        elif choice is Choice.EXTEND:
            self.action_command("extend")

    def _count_undecided(self) -> None:
        desk, day = self.desk, self.day

        def count() -> int:
            from sparktui.services.decisions import count_undecided

            return count_undecided(desk, day)

        self.ask("undecided", count, self.desk_app.say_undecided)

    def _changed(self, trial: Trial | None) -> None:
        if trial is not None:
            self.reload()
