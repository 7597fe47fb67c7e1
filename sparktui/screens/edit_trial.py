"""Edit Trial: a longer duration, more services.

One job: the form over a running trial. Must not: decide what is allowed; the rules answer with every change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain.dates import days, in_words
from sparktui.domain.lifecycle import Lifecycle
from sparktui.domain.quantities import parse_services
from sparktui.domain.trial import Service, ServiceLine, Trial
from sparktui.errors import Conflict, Refused, SparktuiError
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Verdict
from sparktui.screens.day_words import near
from sparktui.screens.finding_lines import finding_lines
from sparktui.screens.form import FormScreen
from sparktui.screens.history_rows import changes
from sparktui.screens.refusal import refusal
from sparktui.services import edit_trial, trial_view
from sparktui.services.audit_values import differing, trial_values
from sparktui.services.trial_view import TrialView
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.findings_view import FindingsView
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Piece
from sparktui.widgets.quantity_row import QuantityRow
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import Row, WrappedRows, row

KEEP, EXTEND = "keep", "extend"
LEAVE, ADD = "leave", "add"
_OPTIONS = ((LEAVE, "leave"), (ADD, "add"))


class EditTrialScreen(FormScreen):
    """The form for the trial with the ID ``trial_id``."""

    DEFAULT_CSS = """
    EditTrialScreen #effect { margin-left: 6; }
    EditTrialScreen #findings { height: 8; margin-top: 1; }
    EditTrialScreen #findings.-quiet { height: 1; }
    """
    TITLE = "Edit Trial"
    AUTO_FOCUS = "#duration"

    def __init__(self, trial_id: int) -> None:
        super().__init__()
        self._trial_id = trial_id
        self._view: TrialView | None = None
        self._duration = KEEP

    def compose_fields(self) -> ComposeResult:
        """Return the duration with its effect, the services, and what the rules say."""
        yield Static("Duration of the trial", classes="form--heading", markup=False)
        yield ChoiceList(id="duration")
        yield WrappedRows(id="effect")
        yield Static("Services", classes="form--heading", markup=False)
        yield WrappedRows(Column("", 26), Column("", 20, 10, grow=1), id="fixed")
        usual = str(self.desk.policy.default_quantity)
        for service in Service:
            yield QuantityRow(service, _OPTIONS, with_quantity=ADD, picked=LEAVE, quantity=usual)
        yield FindingsView(id="findings")

    def on_mount(self) -> None:
        """Read the trial."""
        self._read(self._show)

    def _read(self, receive: Callable[[TrialView], None]) -> None:
        desk, day = self.desk, self.day
        self.ask("read", lambda: trial_view.view_trial(desk, self._trial_id, day), receive, self._not_read)

    def _not_read(self, error: SparktuiError) -> None:
        self.dismiss(None)
        self.show_error(error)

    # What is shown

    def _show(self, view: TrialView) -> None:
        self._view = view
        trial = view.trial
        self.entitle(f"Edit Trial · {trial.customer.name} · {trial.reference}")
        self.query_one("#fixed", WrappedRows).show(list(_fixed(trial)))
        for line in self.query(QuantityRow):
            line.display = not (trial.has(Service(line.key)) or line.key in trial.customer.paid_services)
        self._refresh()

    def _refresh(self) -> None:
        """Show the duration with what it changes, and ask the rules about all that is chosen."""
        view = self._view
        if view is None:
            return
        policy, verdict = view.lifecycle.policy, view.verdicts[Action.EXTEND]
        extended = replace(view.trial, extended_on=view.day).lifecycle(policy)
        note = f"expires {near(extended.expires_on, view.day)}" if verdict.allowed else "refused"
        choices = (
            Choice(KEEP, "Keep", f"expires {near(view.lifecycle.expires_on, view.day)}"),
            Choice(EXTEND, f"Extend by {days(policy.extension_days)}", note, "muted" if verdict.allowed else "error"),
        )
        self.query_one("#duration", ChoiceList).show(choices, {self._duration})
        effect = self.query_one("#effect", WrappedRows)
        if not verdict.allowed:
            effect.show([row(Piece(refusal(verdict), "muted"))], (Column("", 20, grow=1),))
        else:
            moved = _moved(view.lifecycle, extended, view.trial.has(Service.CALLING))
            effect.show(moved if self._duration == EXTEND else [], (Column("", 18), Column("", 20, 10, grow=1)))
        self._check(view)

    # What is chosen

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """Keep or extend."""
        event.stop()
        self._duration = event.key
        self._refresh()

    def on_quantity_row_changed(self, event: QuantityRow.Changed) -> None:
        """Add a service, leave it, or another quantity."""
        event.stop()
        self._refresh()

    def is_changed(self) -> bool:
        """Return whether anything is chosen that is not so yet."""
        return self._duration == EXTEND or any(line.is_counted for line in self._lines())

    def _lines(self) -> list[QuantityRow]:
        return [line for line in self.query(QuantityRow) if line.display]

    def _added(self) -> tuple[ServiceLine, ...] | None:
        """Return the services to be added, or None while a quantity is not one; its line says so."""
        added: list[ServiceLine] = []
        is_wrong = False
        for line in self._lines():
            line.judge("")
            if line.is_counted:
                try:
                    added += parse_services(f"{line.key}:{line.quantity}", self.desk.policy.default_quantity)
                except ValueError as error:
                    line.judge(f"{line.key} {error}")
                    is_wrong = True
        return None if is_wrong else tuple(added)

    def _check(self, view: TrialView) -> None:
        added = self._added()
        if added is None:
            return
        desk, day, extend = self.desk, self.day, self._duration == EXTEND

        def check() -> Verdict:
            return edit_trial.check_edit(desk, view.trial, extend=extend, added=added, day=day)

        self.ask("check", check, self._show_verdict)

    def _show_verdict(self, verdict: Verdict) -> None:
        findings = self.query_one(FindingsView)
        findings.display = self.is_changed()
        findings.set_class(verdict.allowed, "-quiet")
        findings.show(finding_lines(verdict))
        self.keep_in_view()

    # Saving

    def save(self) -> None:
        """Save what is chosen."""
        view, added = self._view, self._added()
        if view is None or added is None:
            return
        if not self.is_changed():
            self.tell("Nothing is chosen yet.", "Extend the trial, or add a service.", style="warning")
            return
        desk, extend = self.desk, self._duration == EXTEND
        self.begin_saving()
        self.ask(
            "save",
            lambda: edit_trial.edit_trial(desk, view.trial, extend=extend, added=added),
            self.saved,
            self.not_saved,
        )

    def not_saved(self, error: SparktuiError) -> None:
        """Say why; where somebody else changed the trial meanwhile, read it anew and tell what changed."""
        super().not_saved(error)
        if isinstance(error, Refused):
            self._show_verdict(error.verdict)
        if isinstance(error, (Refused, Conflict)) and self._view is not None:
            before = self._view.trial
            self._read(lambda view: self._tell_of_changes(before, view))

    def _tell_of_changes(self, before: Trial, view: TrialView) -> None:
        if view.trial.version == before.version:
            return
        self._show(view)
        who = view.history[0].operator if view.history else "Somebody else"
        changed = changes(*differing(trial_values(before), trial_values(view.trial)))
        self.tell(
            f"{who} changed this trial in the meantime; nothing was saved.",
            *changed,
            "What you chose is still here, as far as it is still open. Look at it again, then save.",
            style="warning",
        )


def _fixed(trial: Trial) -> Iterator[Row]:
    """Return the services that cannot be added, each with the reason."""
    for line in trial.services:
        yield row(Piece(line.service, "muted"), Piece(f"on trial already, {line.quantity:,} licences", "muted"))
    for service in trial.customer.paid_services:
        if not trial.has(service):
            yield row(Piece(service, "muted"), Piece("paid for already (EXT-4)", "muted"))


def _moved(now: Lifecycle, then: Lifecycle, has_calling: bool) -> list[Row]:
    """Return the days that an extension moves, each before and after."""
    days_moved = [
        ("Reminder", now.reminder_on, then.reminder_on),
        ("Expires", now.expires_on, then.expires_on),
        ("Last day of grace", now.grace_ends_on, then.grace_ends_on),
        ("Lost", now.lost_on, then.lost_on),
    ]
    if has_calling:
        days_moved.append(("Numbers released", now.numbers_released_on, then.numbers_released_on))
    arrow = terminal_glyphs().arrow
    return [
        row(Piece(label, "muted"), [(Piece(f"{in_words(before)} {arrow}", "muted"), Piece(in_words(after), "strong"))])
        for label, before, after in days_moved
    ]
