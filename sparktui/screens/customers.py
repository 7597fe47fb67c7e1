"""The customer list: what needs somebody today, most urgent first.

One job: show the list, search, filter and sort it, and lead on to a trial. Must not: decide what is allowed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from sparktui.errors import SparktuiError
from sparktui.screens.base import DeskScreen
from sparktui.screens.commands import BY_ID, CUSTOMERS, bindings_of
from sparktui.screens.customer_rows import COLUMNS, SORT_OF_COLUMN
from sparktui.screens.customer_view import ALL, CustomerView, filter_counts
from sparktui.screens.preview import Preview, in_two_lines
from sparktui.widgets.key_bar import KeyHint
from sparktui.widgets.notice_panel import NoticePanel
from sparktui.widgets.phase_counts import PhaseCounts
from sparktui.widgets.text import safe
from sparktui.widgets.virtual_table import VirtualTable
from sparktui.widgets.wrapped_rows import WrappedRows

if TYPE_CHECKING:
    from sparktui.domain import listing
    from sparktui.screens.customer_reading import FirstView
    from sparktui.services.customer_list import OpenList
    from sparktui.services.trial_view import TrialView
    from sparktui.widgets.table_rows import TableRow

_NEED_A_TRIAL = frozenset({"open", "trial", "wizard", "convert", "extend", "contact", "requested", "mark"})
_WRITE = frozenset({"extend", "contact", "requested", "new", "import_file", "partner"})


class CustomersScreen(DeskScreen):
    """The first screen."""

    SCOPE = CUSTOMERS
    AUTO_FOCUS = "#list"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # declared so by its base
        (0, "-narrow"),
        (116, "-wide"),
        (150, "-very-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(CUSTOMERS),
        # While a search is typed these keys belong to the list below it.
        Binding("up", "list('move', -1)", show=False),
        Binding("down", "list('move', 1)", show=False),
        Binding("pageup", "list('turn', -1)", show=False),
        Binding("pagedown", "list('turn', 1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view = CustomerView()
        self._opened: OpenList | None = None
        self._counts: listing.PhaseCounts | None = None
        self._generation = 0
        self._looked_at: TrialView | None = None
        self._last_search = ""
        self._not_opened: SparktuiError | None = None

    def compose_body(self) -> ComposeResult:
        """Return the filters, the list with the search above and the preview beside it, and the page for bad days."""
        yield PhaseCounts(id="filters")
        with Horizontal(id="body"):
            with Vertical(id="list-frame"):
                with Horizontal(id="search-line"):
                    yield Static(BY_ID["search"].key, id="search-sign", markup=False)
                    yield Input(placeholder="name, address, site, deal ID", compact=True, id="search")
                yield VirtualTable(COLUMNS, id="list")
                yield Static(id="foot", markup=False)
            yield Preview(id="preview")
        yield NoticePanel(id="notice")

    def on_mount(self) -> None:
        """Show the frame before there is anything in it."""
        self._show_frame()

    @property
    def table(self) -> VirtualTable:
        """The list."""
        return self.query_one("#list", VirtualTable)

    # Opening

    def show_opening(self) -> None:
        """Say that the database is being opened."""
        self._not_opened = None
        self.remove_class("-notice")
        self.query_one("#list-frame").border_subtitle = "opening…"

    def show_not_opened(self, error: SparktuiError) -> None:
        """Say that the database could not be opened, and what to do."""
        self._not_opened = error
        keys = [KeyHint("refresh", BY_ID["refresh"].key, "try again"), KeyHint("quit", BY_ID["quit"].key, "quit")]
        self._show_notice("The database could not be opened", [error.message, error.remedy], keys, is_error=True)
        self.desk_app.started()

    def _show_welcome(self) -> None:
        """Say that there is nothing yet, and how to begin."""
        offers = {
            "sample": "look around on sample data; they are thrown away at the end",
            "import_file": "import a customer file, CSV or XLSX",
            "new": "start the first trial",
        }
        keys = [KeyHint(key, BY_ID[key].key, words, self.why_off(key)) for key, words in offers.items()]
        words = [f"{self.desk.database.path} is a new database: nobody's trial is in it.", "How do you want to begin?"]
        self._show_notice("No trials yet", words, keys)

    def _show_notice(self, title: str, words: list[str], keys: list[KeyHint], *, is_error: bool = False) -> None:
        self.query_one(NoticePanel).show(title, words, keys, "error" if is_error else "strong")
        self.add_class("-notice")
        self.show_keys()

    # Reading

    def reload(self) -> None:
        """Read list and counts anew; the cursor stays on its trial."""
        self._read(keep=self.table.cursor_key)
        desk, day = self.desk, self.day

        def counts() -> listing.PhaseCounts:
            from sparktui.services.customer_list import count_phases

            return count_phases(desk, day)

        self.ask("counts", counts, self._receive_counts)

    def go_to(self, trial_id: int) -> None:
        """Show the whole list with the cursor on the trial with that ID."""
        self._change(CustomerView(sort=self._view.sort), keep=trial_id)

    def _change(self, view: CustomerView, *, keep: int | None) -> None:
        """Look at the list another way, with the cursor on the trial ``keep``, or at the top."""
        self._view = view
        self._show_frame()
        if self.desk_app.is_open:
            self._read(keep)

    def _read(self, keep: int | None) -> None:
        desk, query, room = self.desk, self._view.query(self.day), max(self.table.size.height, 1)

        def first_view() -> FirstView:
            from sparktui.screens import customer_reading

            return customer_reading.first_view(desk, query, keep, room)

        self.ask("list", first_view, self._receive_list)

    def _receive_list(self, found: FirstView) -> None:
        """Show a list that was opened. Where the kept trial is no longer in it, the cursor stays on its line."""
        self._opened = found.opened
        self._generation += 1
        nothing_yet = not found.opened.total and not self._view.is_narrowed
        self.set_class(nothing_yet, "-notice")
        self.table.set_empty_text(self._view.nothing_found())
        self.table.reset(found.opened.total, generation=self._generation, keep_cursor_row=found.position)
        if found.rows:
            self.table.put_page(self._generation, found.offset, found.rows)
        else:
            self._show_trial(None)
        if nothing_yet:
            self._show_welcome()
        elif self.focused is None:
            self.table.focus()
        self._show_frame()
        self.call_after_refresh(self.desk_app.started)

    def _receive_counts(self, counts: listing.PhaseCounts) -> None:
        self._counts = counts
        self._show_frame()

    def on_virtual_table_page_wanted(self, event: VirtualTable.PageWanted) -> None:
        """Fetch rows that came into view."""
        desk, opened, generation, offset = self.desk, self._opened, event.generation, event.offset
        if opened is None:
            return

        def rows() -> tuple[TableRow, ...]:
            from sparktui.screens.customer_reading import read_rows

            return read_rows(desk, opened, offset, event.limit)

        self.ask(f"rows {offset}", rows, partial(self.table.put_page, generation, offset))

    # The trial under the cursor

    def on_virtual_table_highlighted(self, event: VirtualTable.Highlighted) -> None:
        """The cursor rests on a trial: look at it."""
        self.desk_app.chosen = event.key
        desk, day = self.desk, self.day

        def look() -> TrialView:
            from sparktui.services.trial_view import view_trial

            return view_trial(desk, event.key, day)

        self.ask("look", look, self._show_trial, lambda _: self._show_trial(None))

    def _show_trial(self, view: TrialView | None) -> None:
        self._looked_at = view
        self.query_one(Preview).show(view, self.desk.countries)
        lines = in_two_lines(view) if view else ()
        self.query_one("#foot", Static).update(safe("\n").join([safe(line) for line in lines]))
        self.show_keys()

    @property
    def looked_at(self) -> TrialView | None:
        """The trial under the cursor, as far as it has been read."""
        view = self._looked_at
        return view if view is not None and view.trial.id == self.table.cursor_key else None

    # The frame, and what is off

    def _show_frame(self) -> None:
        """Say which trials are shown, in which order, and how many there are."""
        frame = self.query_one("#list-frame")
        frame.border_title = self._view.title
        marked = f"{len(self.table.marked)} marked · " if self.table.marked else ""
        if self._opened is not None:
            shown, of_all = f"{self._opened.total:,}", ""
            if self._view.is_narrowed and self._counts is not None:
                of_all = f" of {self._counts.total:,}"
            frame.border_subtitle = f"{marked}{shown}{of_all}"
        self.query_one(PhaseCounts).show(filter_counts(self._counts), self._view.filter)

    def why_off(self, command: str) -> str:
        """Return why ``command`` is off: no database, no trial, read-only, or the rules of the trial looked at."""
        if command == "refresh" and self._not_opened is not None:
            return ""
        reason = super().why_off(command)
        if reason:
            return reason
        if command in _NEED_A_TRIAL and self.table.cursor_key is None:
            return "There is no trial under the cursor."
        if command in _WRITE and self.desk.read_only:
            return "The database is open read-only; nothing can be changed."
        if command == "export" and not self.table.total:
            return "There is no trial to write."
        if command == "sample" and (self.desk_app.sample is None or not self.has_class("-notice")):
            return "Sample data are offered where there are no trials yet."
        view = self.looked_at
        if view is not None:
            from sparktui.screens.trial_now import why_off

            return why_off(view, command)
        return ""

    # Commands

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        """A row was entered or double-clicked."""
        self.action_command("open")

    def on_virtual_table_title_pressed(self, event: VirtualTable.TitlePressed) -> None:
        """A click on a column's title orders by it."""
        sort = SORT_OF_COLUMN[event.index]
        if sort is not None:
            self._change(replace(self._view, sort=sort), keep=self.table.cursor_key)

    def on_virtual_table_marks_changed(self, event: VirtualTable.MarksChanged) -> None:
        """Say how many are marked."""
        self._show_frame()

    def on_phase_counts_chosen(self, event: PhaseCounts.Chosen) -> None:
        """A count was clicked: show those; clicked again, show all."""
        chosen = ALL if event.key == self._view.filter else event.key
        self._change(replace(self._view, filter=chosen), keep=None)

    def on_wrapped_rows_pressed(self, event: WrappedRows.Pressed) -> None:
        """A key of the preview was clicked."""
        self.action_command(event.key)

    def on_notice_panel_chosen(self, event: NoticePanel.Chosen) -> None:
        """A key of the notice was clicked."""
        self.action_command(event.command)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as the person types."""
        if event.value != self._view.text:
            self._change(replace(self._view, text=event.value), keep=None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The search is right: go on in the list."""
        self.table.focus()

    def action_list(self, what: str, by: int) -> None:
        """Move in the list, from wherever the focus is."""
        self.table.focus()
        getattr(self.table, f"action_{what}")(by)

    def do_open(self) -> None:
        """Open the trial under the cursor."""
        self.desk_app.go_trial(self.table.cursor_key)

    def do_convert(self) -> None:
        """Begin or resume the conversion of the trial under the cursor."""
        self.desk_app.go_convert(self.table.cursor_key)

    def do_mark(self) -> None:
        """Mark the trial under the cursor."""
        self.table.action_mark()

    def do_search(self) -> None:
        """Open the search, with what was searched for last."""
        field = self.query_one("#search", Input)
        self.query_one("#search-line").add_class("-open")
        if not field.value:
            field.value = self._last_search
        field.focus()
        field.select_all()

    def do_sort(self) -> None:
        """Show the same trials in the next order."""
        self._change(self._view.with_next_sort(), keep=self.table.cursor_key)

    def do_filter(self) -> None:
        """Show the trials of the next filter."""
        self._change(self._view.with_next_filter(), keep=None)

    def do_filter_back(self) -> None:
        """Show the trials of the filter before."""
        self._change(self._view.with_next_filter(-1), keep=None)

    def do_refresh(self) -> None:
        """Read everything anew, or try again to open the database."""
        if self.desk_app.is_open:
            self.reload()
        else:
            self.desk_app.open_desk()

    def do_back(self) -> None:
        """Take back the search, then the filter, then the marks; never quit."""
        field, keep = self.query_one("#search", Input), self.table.cursor_key
        if self.query_one("#search-line").has_class("-open"):
            self._last_search = field.value
            self._change(replace(self._view, text=""), keep=keep)
            field.value = ""
            self.query_one("#search-line").remove_class("-open")
            self.table.focus()
        elif self._view.filter != ALL:
            self._change(replace(self._view, filter=ALL), keep=keep)
        else:
            self.table.clear_marks()
