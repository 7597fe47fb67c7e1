"""The list of customers in its frame, with the search above it.

One job: show a `CustomerView` of the trials and read the rows that come into view. Must not: know what a trial's
commands are, nor what stands beside the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from sparktui.errors import SparktuiError
from sparktui.screens.asking import Asking
from sparktui.screens.customer_rows import COLUMNS, SORT_OF_COLUMN
from sparktui.screens.customer_view import CustomerView, waiting_words
from sparktui.widgets.text import safe
from sparktui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from sparktui.screens.customer_reading import FirstView
    from sparktui.screens.first_rows import FirstRows
    from sparktui.services.customer_list import OpenList
    from sparktui.widgets.search_line import SearchLine
    from sparktui.widgets.table_rows import TableRow


class CustomerList(Vertical, Asking):
    """The list. It says which trial the cursor rests on, and when other trials are shown than before.

    ``first_rows`` stand in it until the desk is open; what they lack is read then.
    """

    @dataclass
    class Rested(Message):
        """The cursor came to rest on a trial; None when there is none in the list."""

        trial_id: int | None

    @dataclass
    class Shown(Message):
        """``total`` trials are shown now; ``view`` says which."""

        view: CustomerView
        total: int

    def __init__(
        self,
        first_rows: FirstRows | None = None,
        *,
        id: str | None = None,  # noqa: A002  # the name that all widgets have for it
    ) -> None:
        super().__init__(id=id)
        self._first_rows = first_rows
        self.view = CustomerView()
        self.opened: OpenList | None = None
        self.waiting = 0
        """How many waiting mails have the number that is searched for."""
        self._of_all: int | None = None
        self._generation = 0
        self._entitled = ("", "")
        self._search: SearchLine | None = None
        self._foreseen: FirstView | None = None
        self._step = timedelta(days=1)

    def compose(self) -> ComposeResult:
        """Return the table, and two lines below it for where there is no room beside it."""
        yield VirtualTable(COLUMNS, id="list")
        yield Static(id="foot", markup=False)

    def on_mount(self) -> None:
        """Show what there is to show before anything is read."""
        self._show_frame()
        if self._first_rows is not None:
            self.table.reset(self._first_rows.total, generation=self._generation)
            self.table.put_page(self._generation, 0, self._first_rows.rows)

    @property
    def table(self) -> VirtualTable:
        """The rows."""
        return self.query_one("#list", VirtualTable)

    @property
    def trial_id(self) -> int | None:
        """The trial under the cursor."""
        return self.table.cursor_key

    @property
    def marked(self) -> frozenset[int]:
        """The marked trials."""
        return self.table.marked

    # What is shown

    def change(self, view: CustomerView, *, keep: int | None = None) -> None:
        """Show ``view``, with the cursor on the trial ``keep`` if that is in it, or else at the top."""
        self.view = view
        self._show_frame()
        if self.desk_app.is_open:
            self._read(keep)

    def go_to(self, trial_id: int) -> None:
        """Show all trials, with the cursor on the one with that ID."""
        self.change(CustomerView(sort=self.view.sort), keep=trial_id)
        self._leave_search()

    def reload(self) -> None:
        """Read the list anew; the cursor stays on its trial, or on its line when the trial is no longer there."""
        self._read(self.trial_id)

    def show_total(self, of_all: int | None) -> None:
        """Say ``of_all`` how many the shown trials are; None while that is not known."""
        self._of_all = of_all
        self._show_frame()

    def show_foot(self, lines: Sequence[str]) -> None:
        """Say two ``lines`` below the list; they are seen where the terminal is narrow."""
        self.query_one("#foot", Static).update(Content("\n").join([safe(line) for line in lines]), layout=False)

    def say(self, words: str) -> None:
        """Say in the frame what is going on."""
        self._entitle(self.view.title, words)

    def _entitle(self, title: str, below: str) -> None:
        """Write both into the frame. Where they stand there already, nothing is drawn again."""
        if (title, below) != self._entitled:
            self._entitled = (title, below)
            self.border_title, self.border_subtitle = title, below

    def _show_frame(self) -> None:
        if self.opened is None:
            self._entitle(self.view.title, self._entitled[1])
            return
        of_all = f" of {self._of_all:,}" if self.view.is_narrowed and self._of_all is not None else ""
        marked = f"{len(self.marked):,} marked · " if self.marked else ""
        more = "" if self.opened.is_complete else "+"
        mails = f" · {waiting_words(self.waiting)}" if self.waiting and self.opened.total else ""
        self._entitle(self.view.title, f"{marked}{self.opened.total:,}{more}{of_all}{mails}")

    # Reading

    def _read(self, keep: int | None) -> None:
        if not self.desk_app.is_open:
            return
        receive = partial(self._receive, keep is not None and keep == self.trial_id)
        foreseen, self._foreseen = self._foreseen, None
        # What is on its way may have been read before the change for which the list is read anew.
        self.forget("foreseen")
        if foreseen is not None and foreseen.answers(self.view.query(self.day), keep):
            self.forget("list")
            receive(foreseen)
        else:
            self.ask("list", self._first_view(self.day, keep), receive)

    def _first_view(self, day: date, keep: int | None) -> Callable[[], FirstView]:
        desk, query, room = self.desk, self.view.query(day), max(self.table.size.height, 1)

        def first_view() -> FirstView:
            from sparktui.screens import customer_reading

            return customer_reading.first_view(desk, query, keep, room)

        return first_view

    def _foresee(self) -> None:
        """Read, while one day is looked at, the list of the day that will be when the same step is taken again."""
        if self.desk_app.is_travelling and self.day + self._step >= self.desk.present:
            self.ask("foreseen", self._first_view(self.day + self._step, self.trial_id), self._keep_foreseen, _ignore)

    def _keep_foreseen(self, found: FirstView) -> None:
        self._foreseen = found

    def _receive(self, is_same_place: bool, found: FirstView) -> None:
        position = found.position
        if self.opened is not None and self.opened.query.day != found.opened.query.day:
            self._step = found.opened.query.day - self.opened.query.day
        if position is None and is_same_place:
            position = min(self.table.cursor_row, max(found.opened.total - 1, 0))
        self.opened, self.waiting = found.opened, found.waiting
        self._generation += 1
        self.table.set_empty_text(self.view.nothing_found(found.waiting))
        self.table.reset(found.opened.total, generation=self._generation, keep_cursor_row=position)
        if found.rows:
            self.table.put_page(self._generation, found.offset, found.rows)
        else:
            self.post_message(self.Rested(None))
        self._show_frame()
        self.post_message(self.Shown(self.view, found.opened.total))
        if not found.opened.is_complete:
            self._read_on(found.opened, self._generation)

    def _read_on(self, opened: OpenList, generation: int) -> None:
        """Find the rest of a search that finds much, while its first rows are looked at."""
        desk = self.desk

        def whole_list() -> OpenList:
            from sparktui.screens.customer_reading import whole_list

            return whole_list(desk, opened, lambda: generation != self._generation)

        self.ask("whole list", whole_list, partial(self._receive_whole, generation))

    def _receive_whole(self, generation: int, opened: OpenList) -> None:
        if generation == self._generation:
            self.opened = opened
            self.table.grow(opened.total, generation=generation)
            self._show_frame()

    def on_virtual_table_page_wanted(self, event: VirtualTable.PageWanted) -> None:
        """Fetch rows that came into view."""
        event.stop()
        opened, generation, offset = self.opened, event.generation, event.offset
        if opened is None:
            return
        desk = self.desk

        def rows() -> tuple[TableRow, ...]:
            from sparktui.screens.customer_reading import read_rows

            return read_rows(desk, opened, offset, event.limit)

        self.ask(f"rows {offset}", rows, partial(self.table.put_page, generation, offset))

    # The table's news

    def on_virtual_table_highlighted(self, event: VirtualTable.Highlighted) -> None:
        """Tell where the cursor rests."""
        event.stop()
        self.post_message(self.Rested(event.key))
        self._foresee()

    def on_virtual_table_marks_changed(self, event: VirtualTable.MarksChanged) -> None:
        """Say how many are marked."""
        event.stop()
        self._show_frame()

    def on_virtual_table_title_pressed(self, event: VirtualTable.TitlePressed) -> None:
        """A click on a column's title orders by it."""
        event.stop()
        sort = SORT_OF_COLUMN[event.index]
        if sort is not None:
            self.change(replace(self.view, sort=sort), keep=self.trial_id)

    # Searching

    @property
    def is_searching(self) -> bool:
        """Whether the search is open."""
        return self._search is not None and self._search.display

    def open_search(self) -> None:
        """Open the search, with what was searched for last, ready to be typed over."""
        self.make_search().open()

    def make_search(self) -> SearchLine:
        """Return the search, made at the first call: it costs more than all that stands around it."""
        if self._search is None:
            from sparktui.widgets.search_line import SearchLine

            self._search = SearchLine()
            self.mount(self._search, before=self.table)
        return self._search

    def close_search(self) -> None:
        """Close the search and show what it left out; the cursor stays on its trial."""
        self.change(replace(self.view, text=""), keep=self.trial_id)
        self._leave_search()

    def _leave_search(self) -> None:
        if self._search is not None:
            self._search.display = False
        self.table.focus()

    def on_search_line_changed(self, event: SearchLine.Changed) -> None:
        """Search as the person types."""
        event.stop()
        if self.is_searching and event.text != self.view.text:
            self.change(replace(self.view, text=event.text))

    def on_search_line_done(self, event: SearchLine.Done) -> None:
        """The search is right: go on in the list."""
        event.stop()
        self.table.focus()


def _ignore(_: SparktuiError) -> None:
    """Say nothing: what could not be read ahead is read, and told of, once it is wanted."""
