"""The weeks ahead: how many trials expire, see their last day of grace, are lost, or release their numbers.

One job: show the forecast week by week, and the trials behind the count under the cursor. Must not: change anything.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from sparktui.domain.dates import in_words, plus
from sparktui.domain.forecast import Event, Week
from sparktui.domain.listing import TrialSummary
from sparktui.screens.base import DeskScreen
from sparktui.screens.commands import FORECAST, bindings_of
from sparktui.screens.day_words import near
from sparktui.services import looking_ahead
from sparktui.widgets.pieces import StyleName
from sparktui.widgets.table_rows import Cell, Column, TableRow
from sparktui.widgets.virtual_table import VirtualTable
from sparktui.widgets.week_strip import StripRow, WeekStrip, WeekStripModel

WEEKS = 12
_ROWS: tuple[tuple[Event, str, StyleName], ...] = (
    (Event.EXPIRY, "Expiries", ""),
    (Event.LAST_DAY_OF_GRACE, "Last days of grace", "warning"),
    (Event.LOSS, "Losses", "error"),
    (Event.NUMBER_RELEASE, "Numbers released", "muted"),
)
_COLUMNS = (
    Column("Day", 26, priority=3),
    Column("Customer", 24, 18, grow=1, priority=2),
    Column("Administrator", 30, priority=1),
)


class ForecastScreen(DeskScreen):
    """The next weeks, from the day that all screens show."""

    SCOPE = FORECAST
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(FORECAST),
        # Nothing is new here, so that the key means while travelling what it means on the other screens.
        Binding("n", "command('next_event')", show=False),
    ]
    CSS_PATH = "forecast.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._weeks: tuple[Week, ...] = ()
        self._generation = 0

    def compose_body(self) -> ComposeResult:
        """Return the strip of weeks, and the trials behind one count under it."""
        yield Static("", id="forecast-title", markup=False)
        yield WeekStrip(id="weeks")
        yield VirtualTable(_COLUMNS, empty_text="No trial stands behind this count.", id="behind")

    def reload(self) -> None:
        """Read the weeks anew."""
        self.ask("forecast", partial(looking_ahead.forecast_weeks, self.desk, WEEKS, self.day), self._show)

    def _show(self, weeks: tuple[Week, ...]) -> None:
        self._weeks = weeks
        title = f"{len(weeks)} weeks ahead, if nobody does anything · each from the day above its counts"
        self.query_one("#forecast-title", Static).update(title)
        rows = tuple(
            StripRow(label, style, tuple(week.counts[event] for week in weeks)) for event, label, style in _ROWS
        )
        self.query_one(WeekStrip).show(WeekStripModel(tuple(week.first for week in weeks), rows))

    def on_week_strip_moved(self, event: WeekStrip.Moved) -> None:
        """Read the trials behind the count under the cursor."""
        if not self._weeks:
            return
        week, happening = self._weeks[event.week], _ROWS[event.row][0]
        question = partial(looking_ahead.trials_behind, self.desk, happening, week.first, week.last, self.day)
        self.ask("behind", question, partial(self._show_behind, event.row, week))

    def on_week_strip_opened(self, event: WeekStrip.Opened) -> None:
        """Go on to the trials."""
        self.do_behind()

    def do_next_week(self) -> None:
        """Move the cursor to the week after."""
        self.query_one(WeekStrip).action_move(0, 1)

    def do_previous_week(self) -> None:
        """Move the cursor to the week before."""
        self.query_one(WeekStrip).action_move(0, -1)

    def do_next_count(self) -> None:
        """Move the cursor to the count below."""
        self.query_one(WeekStrip).action_move(1, 0)

    def do_previous_count(self) -> None:
        """Move the cursor to the count above."""
        self.query_one(WeekStrip).action_move(-1, 0)

    def do_behind(self) -> None:
        """Go on to the trials; from there, open the one under the cursor."""
        table = self.query_one(VirtualTable)
        if table.has_focus:
            table.action_open()
        else:
            table.focus()

    def on_virtual_table_highlighted(self, event: VirtualTable.Highlighted) -> None:
        """Remember the trial under the cursor as the chosen one."""
        self.desk_app.chosen = event.key

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        """Open the trial."""
        self.desk_app.go_trial(event.key)

    def do_back(self) -> None:
        """Go back from the trials to the weeks, then leave."""
        if self.query_one(VirtualTable).has_focus:
            self.query_one(WeekStrip).focus()
        else:
            super().do_back()

    def _show_behind(self, row: int, week: Week, found: tuple[TrialSummary, ...]) -> None:
        event, label, _ = _ROWS[row]
        table = self.query_one(VirtualTable)
        table.border_title = f"{label} · {in_words(week.first)} to {in_words(week.last)} · {len(found):,}"
        self._generation += 1
        distance = event.days_after_expiry(self.desk.policy)
        rows = [
            TableRow(
                trial.id,
                (
                    Cell(near(plus(trial.expires_on, distance), self.day, self.desk.present), "muted"),
                    Cell(trial.customer),
                    Cell(trial.admin_email, "muted"),
                ),
            )
            for trial in found
        ]
        table.reset(len(rows), generation=self._generation)
        table.put_page(self._generation, 0, rows)
