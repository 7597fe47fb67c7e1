"""Shipments and returns: where each is, for whom, what is worrying, and mail that waits for somebody above them.

One job: show the list with what is under the cursor, and give the commands on it. Must not: read mail, judge a step,
or know a carrier.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from sparktui.screens.commands import BY_ID, SHIPMENTS, Command, bar_of, bindings_of
from sparktui.screens.shipment_commands import ShipmentCommands
from sparktui.screens.shipment_details import DETAIL_COLUMNS, attention_rows, detail_rows, mail_title
from sparktui.screens.shipment_reading import FirstLook, first_look
from sparktui.screens.shipment_rows import (
    COLUMNS,
    EMPTY,
    FILTERS,
    MAIL_COLUMNS,
    WAITING,
    line_row,
    mail_row,
)
from sparktui.screens.waiting_mail import ANSWERS
from sparktui.services import shipping_list
from sparktui.services.needs_attention import AttentionItem, AttentionPage, list_attention
from sparktui.services.shipping_list import Line, ShippingPage, Show, key_of
from sparktui.widgets.pane import Pane
from sparktui.widgets.phase_counts import PhaseCounts
from sparktui.widgets.search_line import SearchLine
from sparktui.widgets.virtual_table import VirtualTable
from sparktui.widgets.wrapped_rows import WrappedRows

_ON_ANY_LIST = ("import_mail", "filter_shipments")


class ShipmentsScreen(ShipmentCommands):
    """The list of shipments and returns, or of waiting mails; of one of them everything is shown.

    ``text`` is what is searched for as it opens.
    """

    SCOPE = SHIPMENTS
    CSS_PATH = "shipments.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  # declared so by Textual
    AUTO_FOCUS = "VirtualTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(SHIPMENTS),
        # Nothing is new here, so that the key means while travelling what it means on the other screens.
        Binding("n", "command('next_event')", show=False),
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        # Made at once: what a key may do is asked while the screen is still being laid out.
        self._table = VirtualTable(COLUMNS, empty_text=EMPTY[Show.ALL], id="shipping")
        self._filter: str = Show.ALL
        self._text = text
        self._generation = 0
        self._read_as: tuple[str, str] = (self._filter, "")
        self._lines: dict[int, Line] = {}
        self._mails: dict[int, AttentionItem] = {}
        self._look: FirstLook | None = None

    def compose_body(self) -> ComposeResult:
        """Return the filters, the mail that waits, the list, and what is under the cursor."""
        yield PhaseCounts()
        with Pane(id="attention"):
            yield WrappedRows(*DETAIL_COLUMNS, id="attention-rows")
        yield SearchLine("number, customer, device")
        with Container(id="shipping-body"):
            yield self._table
            with Pane(id="details"):
                yield WrappedRows(*DETAIL_COLUMNS, id="detail-rows")

    def on_mount(self) -> None:
        """Name the frames."""
        self.query_one("#attention").display = False
        self.query_one("#details", Pane).entitle("Details")
        if self._text:
            self.query_one(SearchLine).show(self._text)

    # Reading

    def reload(self) -> None:
        """Read counts and list anew; the cursor stays on what it is on."""
        self.ask(
            "shipping", partial(first_look, self.desk, self._filter, self._text, self._table.cursor_key), self._show
        )

    def _show(self, look: FirstLook) -> None:
        total = look.counts[self._filter]
        self.query_one(PhaseCounts).show(look.filters, self._filter)
        self._look = look
        self._generation += 1
        table = self._table
        is_mail = self._filter == WAITING
        table.set_empty_text(look.nothing_found(self._filter, self._text))
        table.border_title = f"{dict(FILTERS)[self._filter]} · {total:,}"
        stays = look.place if look.place is not None else min(table.cursor_row, total - 1)
        self._read_as = (self._filter, look.named if is_mail else self._text)
        table.reset(
            total,
            generation=self._generation,
            keep_cursor_row=stays if total else None,
            columns=MAIL_COLUMNS if is_mail else COLUMNS,
        )
        # A key says nothing of what it is a key of: what is known of the other kind is forgotten.
        if is_mail or not total:
            self._lines.clear()
        if not is_mail or not total:
            self._mails.clear()
        self._show_chosen()

    def on_virtual_table_page_wanted(self, event: VirtualTable.PageWanted) -> None:
        """Read a page of the list."""
        question, place = f"page {event.generation} {event.offset}", (event.generation, event.offset)
        show, text = self._read_as
        if event.generation != self._generation:
            return
        if show == WAITING:
            mails = partial(list_attention, self.desk, limit=event.limit, offset=event.offset, text=text)
            self.ask(question, mails, partial(self._put_mails, *place))
        else:
            lines = partial(
                shipping_list.list_shipping,
                self.desk,
                Show(show),
                text=text,
                limit=event.limit,
                offset=event.offset,
            )
            self.ask(question, lines, partial(self._put_lines, *place))

    def _put_lines(self, generation: int, offset: int, page: ShippingPage) -> None:
        if generation == self._generation:
            self._lines.update({key_of(line): line for line in page.lines})
            self._table.put_page(generation, offset, [line_row(line) for line in page.lines])
            self._show_chosen()

    def _put_mails(self, generation: int, offset: int, page: AttentionPage) -> None:
        if generation == self._generation:
            self._mails.update({item.kept.id: item for item in page.items})
            self._table.put_page(generation, offset, [mail_row(item, self.day) for item in page.items])
            self._show_chosen()

    def on_virtual_table_highlighted(self, event: VirtualTable.Highlighted) -> None:
        """Show what is under the cursor, and remember its trial as the chosen one."""
        line = self.line
        if line is not None:
            self.desk_app.chosen = line.trial.id
        self._show_chosen()

    def _show_chosen(self) -> None:
        line, item = self.line, self.mail
        self.query_one("#details").display = self._filter != WAITING
        self.query_one("#detail-rows", WrappedRows).show(detail_rows(line, self.day) if line else [])
        pane = self.query_one("#attention", Pane)
        pane.display = item is not None
        if item is not None:
            pane.entitle(mail_title(item, self._look.named if self._look else ""))
            self.query_one("#attention-rows", WrappedRows).show(attention_rows(item))
        self.show_keys()

    def bar(self) -> list[Command]:
        """Return the commands whose keys are shown: those on what is listed, and what works on any list."""
        shown = bar_of(SHIPMENTS)
        if self._filter != WAITING:
            return shown
        answers = [BY_ID[command] for command in (*ANSWERS, "look_at_mail")]
        return [*answers, *(command for command in shown if command.id in _ON_ANY_LIST), shown[-1]]

    # What commands are about

    @property
    def line(self) -> Line | None:
        """The shipment or return under the cursor."""
        key = self._table.cursor_key
        return self._lines.get(key) if key is not None and self._filter != WAITING else None

    @property
    def mail(self) -> AttentionItem | None:
        """The mail under the cursor, where mails are listed; otherwise the one that has waited longest."""
        if self._filter != WAITING:
            return self._look.mail if self._look else None
        key = self._table.cursor_key
        return self._mails.get(key) if key is not None else None

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        """Open the trial, or the mail that waits."""
        self.action_command("open_its_trial")

    def on_wrapped_rows_pressed(self, event: WrappedRows.Pressed) -> None:
        """Give the command of the row that was pressed."""
        self.action_command(event.key)

    # Filters and search

    def on_phase_counts_chosen(self, event: PhaseCounts.Chosen) -> None:
        """Show what was clicked only."""
        self._choose(event.key)

    def do_filter_shipments(self) -> None:
        """Show the next kind only."""
        keys = [key for key, _ in FILTERS]
        self._choose(keys[(keys.index(self._filter) + 1) % len(keys)])

    def _choose(self, key: str) -> None:
        self._filter = key
        self.reload()

    def do_search_shipments(self) -> None:
        """Search as it is typed."""
        if self._filter == WAITING:
            self._filter = Show.ALL
        self.query_one(SearchLine).open()

    def on_search_line_changed(self, event: SearchLine.Changed) -> None:
        """Show what has the text in it."""
        if self.query_one(SearchLine).display and event.text != self._text:
            self._text = event.text
            self.reload()

    def on_search_line_done(self, event: SearchLine.Done) -> None:
        """The search is right: go on in the list."""
        self._table.focus()

    def action_command(self, command: str) -> None:
        """Give ``command``; an open search is the first thing that escape takes back, on whatever day."""
        search = self.query_one(SearchLine)
        if command == "back" and search.display:
            search.display = False
            self._table.focus()
            self._text = ""
            self.reload()
        else:
            super().action_command(command)

    def do_back(self) -> None:
        """Take back the filter, then leave."""
        if self._filter != Show.ALL:
            self._choose(Show.ALL)
        else:
            super().do_back()
