"""The first screen: what needs somebody today, most urgent first.

One job: lay the list, its filters and the look at one trial together, and lead on. Must not: decide what is allowed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from sparktui.domain.trial import Trial
from sparktui.errors import SparktuiError
from sparktui.screens.commands import BY_ID, CUSTOMERS, bindings_of
from sparktui.screens.customer_commands import CustomerCommands
from sparktui.screens.customer_list import CustomerList
from sparktui.screens.customer_view import ALL, filter_counts
from sparktui.screens.preview import Preview
from sparktui.widgets.key_bar import KeyHint
from sparktui.widgets.notice_panel import NoticePanel
from sparktui.widgets.phase_counts import PhaseCounts
from sparktui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from sparktui.domain import listing
    from sparktui.screens.first_rows import FirstRows
    from sparktui.services.trial_view import TrialView

_ON_A_TRIAL = frozenset({"open", "trial", "wizard", "convert", "extend", "contact", "requested", "decide", "mark"})
_ONCE_IT_IS_READ = frozenset({"convert", "extend", "contact", "requested", "decide"})
_WRITING = frozenset({"extend", "contact", "requested", "decide", "new", "import_file", "partner"})


class CustomersScreen(CustomerCommands):
    """The first screen, which is never left. ``first_rows`` stand in the list until the desk is open."""

    SCOPE = CUSTOMERS
    AUTO_FOCUS = "#list"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # declared so by Textual
        (0, "-narrow"),
        (116, "-wide"),
        (150, "-very-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(CUSTOMERS),
        # Ahead of everything: the letters that follow at once are not to be taken for commands.
        Binding("slash", "search_at_once", show=False, priority=True),
        # While a search is typed these keys belong to the list below it.
        Binding("up", "list('move', -1)", show=False),
        Binding("down", "list('move', 1)", show=False),
        Binding("pageup", "list('turn', -1)", show=False),
        Binding("pagedown", "list('turn', 1)", show=False),
    ]

    def __init__(self, first_rows: FirstRows | None = None) -> None:
        super().__init__()
        self._first_rows = first_rows
        self._looked_at: TrialView | None = None
        self._once_read = ""
        self._counts_are_old = True
        self._not_opened: SparktuiError | None = None
        self._notice: NoticePanel | None = None

    def compose_body(self) -> ComposeResult:
        """Return the filters, the list with a look at one trial beside or below it."""
        yield PhaseCounts(id="filters")
        with Horizontal(id="body"):
            yield CustomerList(self._first_rows, id="customers")
            yield Preview(id="preview")

    def on_mount(self) -> None:
        """Show the filters before their counts are known."""
        self._show_counts(None)

    # Opening

    def show_opening(self) -> None:
        """Say that the database is being opened."""
        self._not_opened = None
        self.remove_class("-notice")
        self.customers.say("opening…")

    def show_not_opened(self, error: SparktuiError) -> None:
        """Say that the database could not be opened, and what to do."""
        self._not_opened = error
        keys = [KeyHint("refresh", BY_ID["refresh"].key, "try again"), KeyHint("quit", BY_ID["quit"].key, "quit")]
        self._show_notice("The database could not be opened", [error.message, error.remedy], keys, is_error=True)
        self.desk_app.started()

    def _show_welcome(self) -> None:
        """Say that there is nothing yet, and how to begin."""
        self.add_class("-notice")
        offers = {
            "sample": "look around on sample data, in a database that is thrown away",
            "import_file": "import a customer file, CSV or XLSX",
            "new": "start the first trial",
            "partner": "say who you are: name, tier, time zone",
        }
        keys = [KeyHint(command, BY_ID[command].key, words, self.why_off(command)) for command, words in offers.items()]
        words = [f"{self.desk.database.path} holds no trials.", "How do you want to begin?"]
        self._show_notice("No trials yet", words, keys)

    def _show_notice(self, title: str, words: list[str], keys: list[KeyHint], *, is_error: bool = False) -> None:
        self.add_class("-notice")
        if self._notice is None:
            self._notice = NoticePanel(id="notice")
            self.mount(self._notice, before="KeyBar")
        self._notice.show(title, words, keys, "error" if is_error else "strong")
        self.show_keys()

    # Reading

    def reload(self) -> None:
        """Read list and counts anew; the cursor stays on its trial."""
        self._counts_are_old = True
        self.customers.reload()

    def read_passage(self) -> None:
        """Put it off until the list is shown, which is what people look at first."""

    def _read_counts(self) -> None:
        """Read the counts: after the list, which is what people look at first."""
        self._counts_are_old = False
        desk, day = self.desk, self.day

        def counts() -> listing.PhaseCounts:
            from sparktui.services.customer_list import count_phases

            return count_phases(desk, day)

        self.ask("counts", counts, self._show_counts)

    def _show_counts(self, counts: listing.PhaseCounts | None) -> None:
        self.counts = counts
        self.query_one(PhaseCounts).show(filter_counts(counts), self.customers.view.filter)
        self.customers.show_total(counts.total if counts else None)
        if counts is not None:
            self.desk_app.say_undecided(counts.undecided)

    def on_customer_list_shown(self, event: CustomerList.Shown) -> None:
        """Other trials are shown: say through which filter, and how to begin where there are none at all."""
        self.query_one(PhaseCounts).show(filter_counts(self.counts), event.view.filter)
        if event.total or event.view.is_narrowed:
            self.remove_class("-notice")
            if self.focused is None:
                self.customers.table.focus()
        else:
            self._show_welcome()
        self.call_after_refresh(self._shown)

    def _shown(self) -> None:
        """The first rows are on the screen: make and read what is wanted next."""
        self.customers.make_search()
        if self._counts_are_old:
            self._read_counts()
            super().read_passage()
        self.desk_app.started()

    # The trial under the cursor

    def on_customer_list_rested(self, event: CustomerList.Rested) -> None:
        """Look at the trial on which the cursor rests."""
        trial_id = self.desk_app.chosen = event.trial_id
        if not self.desk_app.is_open:
            return
        if trial_id is None:
            self._show_trial(None)
            return
        desk, day = self.desk, self.day

        def look() -> TrialView:
            from sparktui.services.trial_view import view_trial

            return view_trial(desk, trial_id, day)

        self.ask("look", look, self._show_trial, lambda _: self._show_trial(None))

    def _show_trial(self, view: TrialView | None) -> None:
        self._looked_at = view
        self.query_one(Preview).show(view, self.desk.countries)
        self.customers.show_foot(_in_two_lines(view) if view else ())
        self.show_keys()
        command, self._once_read = self._once_read, ""
        if command and self.looked_at is not None:
            self.action_command(command)

    @property
    def looked_at(self) -> TrialView | None:
        """The trial under the cursor; None until it has been read."""
        view = self._looked_at
        return view if view is not None and view.trial.id == self.customers.trial_id else None

    @property
    def subject(self) -> Trial | None:
        """The trial that commands are about."""
        return self.looked_at.trial if self.looked_at else None

    # Commands

    def why_off(self, command: str) -> str:
        """Return why ``command`` is off: no database, no trial, read-only, or the rules of the trial looked at."""
        reason = super().why_off(command)
        if reason and self._not_opened is not None:
            again = BY_ID["refresh"]
            return "" if command == again.id else f"The database could not be opened; {again.key} tries again."
        if reason:
            return reason
        if command in _ON_A_TRIAL and self.customers.trial_id is None:
            return "There is no trial under the cursor."
        if command in _WRITING and self.desk.read_only:
            return self._why_nothing_changes()
        if command == "export" and not self.customers.table.total:
            return "There is no trial to write."
        if command == "sample" and (self.desk_app.sample is None or not self.has_class("-notice")):
            return "Sample data are offered where there are no trials yet."
        if command not in _ONCE_IT_IS_READ or self.looked_at is None:
            return ""
        from sparktui.screens import trial_now

        return trial_now.why_off(self.looked_at, command)

    def _why_nothing_changes(self) -> str:
        if self.desk_app.is_travelling:
            return "Another day is looked at, where nothing can be changed; esc comes back to today."
        return "The database is open for reading only; start without --read-only to change something."

    def action_command(self, command: str) -> None:
        """Give ``command``; one that needs more of the trial than its row waits until that has been read.

        An open search is the first thing that escape takes back, on whatever day.
        """
        if command == "back" and self.customers.is_searching:
            self.do_back()
        elif command in _ONCE_IT_IS_READ and self.customers.trial_id is not None and self.looked_at is None:
            self._once_read = command
        else:
            super().action_command(command)

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        """A row was entered or double-clicked."""
        self.action_command("open")

    def on_phase_counts_chosen(self, event: PhaseCounts.Chosen) -> None:
        """A count was clicked: show those; clicked again, show all."""
        view = self.customers.view
        self.customers.change(replace(view, filter=ALL if event.key == view.filter else event.key))

    def on_preview_pressed(self, event: Preview.Pressed) -> None:
        """A key of the preview was clicked."""
        self.action_command(event.command)

    def on_notice_panel_chosen(self, event: NoticePanel.Chosen) -> None:
        """A key of the notice was clicked."""
        self.action_command(event.command)

    def action_search_at_once(self) -> None:
        """Open the search; where something is typed already, the key is one of its letters."""
        if isinstance(self.focused, Input):
            raise SkipAction
        self.action_command("search")

    def action_list(self, what: str, by: int) -> None:
        """Move in the list, from wherever the focus is."""
        self.customers.table.focus()
        getattr(self.customers.table, f"action_{what}")(by)

    def do_refresh(self) -> None:
        """Read everything anew, or try again to open the database."""
        if self.desk_app.is_open:
            self.reload()
        else:
            self.desk_app.open_desk()


def _in_two_lines(view: TrialView) -> tuple[str, str]:
    from sparktui.screens.preview_words import in_two_lines

    return in_two_lines(view)
