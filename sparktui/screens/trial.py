"""One trial: its life on a line, what can be done with it and what can't, its facts, and what happened.

One job: show a trial as it stands, and give its commands. Must not: decide what is allowed; the verdicts come with
the view, and the words for them from the modules beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from sparktui import reference_data
from sparktui.domain.adoption import AdoptionTopic
from sparktui.domain.trial import Trial
from sparktui.errors import SparktuiError
from sparktui.screens import trial_now
from sparktui.screens.commands import TRIAL, bindings_of
from sparktui.screens.new_trial import NewTrialScreen
from sparktui.screens.trial_commands import TrialCommands
from sparktui.screens.trial_facts import timeline_of
from sparktui.screens.trial_tab_side import TabSide
from sparktui.services import looking_ahead, trial_view
from sparktui.services.desk import Desk
from sparktui.services.trial_view import TrialView
from sparktui.widgets.head_line import HeadLine
from sparktui.widgets.pane import Pane
from sparktui.widgets.tab_strip import TabStrip
from sparktui.widgets.text import one_line, safe
from sparktui.widgets.timeline import Timeline
from sparktui.widgets.wrapped_rows import WrappedRows

_CHANGES = ("extend", "contact", "requested", "decide", "new_again")
_OF_THE_TRIAL = (*_CHANGES, "convert", "copy_address", "copy_message", "adoption", "next_tab", "previous_tab")


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read for the screen."""

    view: TrialView
    topics: tuple[AdoptionTopic, ...]


class TrialScreen(TrialCommands):
    """The trial with the ID ``trial_id``."""

    SCOPE = TRIAL
    CSS_PATH = "trial.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]  # noqa: RUF012  # declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(TRIAL),
        *(
            Binding(key, f"read('{way}')", show=False)
            for key, way in (
                ("up,k", "up"),
                ("down,j", "down"),
                ("pageup", "page_up"),
                ("pagedown", "page_down"),
                ("home", "home"),
                ("end", "end"),
            )
        ),
    ]

    def __init__(self, trial_id: int) -> None:
        super().__init__()
        self.trial_id = trial_id
        self._view: TrialView | None = None
        self._has_asked = False
        self.add_class("-empty")

    def compose_body(self) -> ComposeResult:
        """Return heading, timeline, panes and tabs, all still empty."""
        yield HeadLine(id="heading")
        yield Static("Reading the trial …", id="message", markup=False)
        with Pane(id="body"):
            yield Timeline(id="life")
            yield WrappedRows(*trial_now.ATTENTION_COLUMNS, id="attention")
            with Pane(id="now-pane"):
                yield WrappedRows(*trial_now.NOW_COLUMNS, id="now")
            with Container(id="lower"):
                with Pane(id="saved-pane"):
                    yield WrappedRows(id="saved")
                    yield Static("", id="saved-note", markup=False)
                yield TabSide(id="tab-side")

    @property
    def subject(self) -> Trial | None:
        """The trial, once it has been read."""
        return self._view.trial if self._view is not None else None

    # Reading

    def reload(self) -> None:
        """Read the trial anew."""
        desk, day = self.desk, self.day

        def read() -> _Read:
            return _Read(trial_view.view_trial(desk, self.trial_id, day), reference_data.adoption_topics())

        self.ask("trial", read, self._show, self._show_not_read)

    def _show_not_read(self, error: SparktuiError) -> None:
        self._view = None
        self.add_class("-empty")
        self.query_one("#message", Static).update(safe(f"{error.message} {error.remedy}"))
        self.show_keys()

    def _show(self, read: _Read) -> None:
        view = self._view = read.view
        self.remove_class("-empty")
        customer = view.trial.customer
        country = self.desk.countries.get(customer.country, customer.country)
        self.query_one(HeadLine).show(
            customer.name, f" · {view.trial.reference} · {country}", trial_now.state_pieces(view)
        )
        self.query_one(Timeline).show(timeline_of(view))
        attention = trial_now.attention_rows(view)
        self._rows("attention").display = bool(attention)
        self._rows("attention").show(attention)
        self.query_one("#now-pane", Pane).entitle("What now")
        self._rows("now").show(trial_now.now_rows(view))
        self.query_one("#saved-pane", Pane).entitle(trial_now.saved_title(view))
        columns, rows = trial_now.saved(view)
        self._rows("saved").show(rows, columns)
        note = self.query_one("#saved-note", Static)
        note.update(safe(trial_now.saved_note(view)))
        note.display = bool(trial_now.saved_note(view))
        self.query_one(TabSide).show(view, self.desk, read.topics)
        self.show_keys()
        self._ask_to_decide(view)

    def _ask_to_decide(self, view: TrialView) -> None:
        """Put the question that nobody has answered yet: once a visit, and only where it can be answered."""
        if view.is_undecided and not self._has_asked and self.is_current and not self.why_off("decide"):
            self._has_asked = True
            self.do_decide()

    # Tabs

    def on_tab_strip_chosen(self, event: TabStrip.Chosen) -> None:
        """Show the tab that was clicked."""
        self.query_one(TabSide).choose(event.key)
        self.show_keys()

    def do_next_tab(self) -> None:
        """Show the next tab."""
        self.query_one(TabSide).step(1)
        self._look_at_tabs()

    def do_previous_tab(self) -> None:
        """Show the tab before."""
        self.query_one(TabSide).step(-1)
        self._look_at_tabs()

    def do_adoption(self) -> None:
        """Go to the topics of adoption help."""
        self.query_one(TabSide).choose("adoption")
        self._look_at_tabs()
        self.call_after_refresh(self.query_one(TabSide).focus_topic)

    def _look_at_tabs(self) -> None:
        self.show_keys()
        self.call_after_refresh(self.query_one(TabSide).scroll_visible, animate=False, top=True)

    # Commands

    def why_off(self, command: str) -> str:
        """Say of the trial's commands why they are off, so that it teaches."""
        reason = super().why_off(command)
        if reason or command not in _OF_THE_TRIAL:
            return reason
        if self._view is None:
            return "The trial is not read yet."
        if command in _CHANGES and self.desk_app.is_travelling:
            return "Another day is looked at; esc comes back to today, where something can be changed."
        if command in _CHANGES and self.desk.read_only:
            return "The database is open for reading only; start without --read-only to change something."
        if command == "copy_message" and not self.query_one(TabSide).message:
            return "Choose a topic of adoption help first: key a."
        return trial_now.why_off(self._view, command, TRIAL)

    def do_convert(self) -> None:
        """Begin or resume the conversion."""
        self.desk_app.go_convert(self.trial_id)

    def do_new_again(self) -> None:
        """Start another trial for this customer."""
        assert self._view is not None
        self.app.push_screen(NewTrialScreen(self._view.trial.customer), self._started)

    def do_copy_address(self) -> None:
        """Copy the administrator's address, character for character."""
        assert self._view is not None
        self._copy(self._view.trial.customer.admin_email, "The administrator's address")

    def do_copy_message(self) -> None:
        """Copy the message of the topic in focus, or the hand-off to the distributor."""
        self._copy(self.query_one(TabSide).message, "The message")

    def find_next_event(self, desk: Desk) -> date | None:
        """Return the next day on which something changes for this trial."""
        return looking_ahead.next_turn_of(desk, self._view.trial, desk.today) if self._view is not None else None

    def action_read(self, way: str) -> None:
        """Scroll what can be scrolled where nothing that has the focus does."""
        for name in ("tab", "body"):
            pane = self.query_one(f"#{name}", Pane)
            if pane.allow_vertical_scroll:
                getattr(pane, f"action_{'scroll_' if way in ('up', 'down', 'home', 'end') else ''}{way}")()
                return

    def on_wrapped_rows_pressed(self, event: WrappedRows.Pressed) -> None:
        """Give the command of the row that was pressed, open the trial, or copy the message."""
        if event.key.startswith("topic:"):
            event.rows.focus()
            self.once_drawn(self.action_command, "copy_message")
        elif event.key.isdecimal():
            self.desk_app.go_trial(int(event.key))
        else:
            self.action_command(event.key)

    def _copy(self, text: str, what: str) -> None:
        self.app.copy_to_clipboard(text)
        self.notify(one_line(text, 120), title=f"{what} is copied", markup=False)

    def _started(self, trial: Trial | None) -> None:
        if trial is not None:
            self.desk_app.go_trial(trial.id)

    def _rows(self, name: str) -> WrappedRows:
        return self.query_one(f"#{name}", WrappedRows)
