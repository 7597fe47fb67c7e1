"""The app: one desk, a stack of screens, and what they share.

One job: open the desk in the background, and move between the screens. Must not: know what a screen shows.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme

from sparktui.domain.dates import in_words
from sparktui.errors import SparktuiError
from sparktui.mail_settings import MailSettings
from sparktui.navigation import NavigatingApp
from sparktui.screens.base import DeskScreen
from sparktui.screens.commands import commands_of
from sparktui.screens.customers import CustomersScreen
from sparktui.theme import DARK, LIGHT
from sparktui.widgets.ascii_filter import filters_for_terminal
from sparktui.widgets.top_bar import Heading, Part

if TYPE_CHECKING:
    from sparktui.domain.partner import Partner
    from sparktui.screens.first_rows import FirstRows
    from sparktui.services.desk import Desk
    from sparktui.services.freshness import Freshness

SECONDS_BETWEEN_LOOKS_AT_THE_CLOCK = 20.0
SECONDS_BETWEEN_LOOKS_AT_THE_DATA = 3.0
SAMPLE_NOTE = "sample data"
_BETWEEN_COLLECTIONS = (10_000, 5, 50)
"""Thresholds of `gc`. With those that Python begins with, a frame pauses several times to look for garbage; where the
middle one is greater, leaving some screens makes so much of it that a collection is felt."""


class SparktuiApp(NavigatingApp):
    """The terminal app.

    ``opening`` opens the desk; it runs in a thread, after the first paint. ``sample`` makes a desk on sample data,
    for a database that is empty. ``note`` stands beside the partner's name, such as "sample data".
    ``remember`` is given the name of each theme that the person chooses. ``mail`` says how mail leaves.
    ``first_rows`` stand in the list until the desk is open.
    """

    TITLE = "sparktui"
    # The first screen is the app's default one, whose own style sheet Textual does not look for.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/customers.tcss"]
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        opening: Callable[[], Desk],
        *,
        operator: str = "",
        note: str = "",
        theme: str = "",
        sample: Callable[[], Desk] | None = None,
        remember: Callable[[str], None] | None = None,
        mail: MailSettings | None = None,
        first_rows: FirstRows | None = None,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self._signs = filters_for_terminal()
        self.sample = sample
        self._opening = opening
        self._remember = remember
        self._desk: Desk | None = None
        self._freshness: Freshness | None = None
        self._mail = mail or MailSettings()
        self._first_rows = first_rows
        self._operator = operator
        self._note = note
        self._last_day: date | None = None
        self._has_started = False
        self._is_behind = False
        self._is_unreadable = False
        self._undecided = 0
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = self._remembered = theme if theme in self.available_themes else DARK.name

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what goes over every drawn line: on a terminal without other signs, frames are ASCII too."""
        return (*super().get_line_filters(), *self._signs)

    # The desk

    @property
    def is_open(self) -> bool:
        """Whether the desk is open."""
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        """The desk.

        Raises:
            RuntimeError: when it is not open yet; screens ask `is_open` first.
        """
        if self._desk is None:
            raise RuntimeError("the desk is not open yet")
        return self._desk

    @property
    def day(self) -> date:
        """The day that all screens show: today in the partner's time zone, or the day that was travelled to."""
        return self.desk.today

    @property
    def mail(self) -> MailSettings:
        """How mail leaves. From sample data none leaves but into the sample's own folder, whatever is configured."""
        if self._note == SAMPLE_NOTE:
            return MailSettings(maildir=self.desk.database.path.with_name("mail"))
        return self._mail

    @property
    def is_travelling(self) -> bool:
        """Whether another day than today is looked at."""
        return self._desk is not None and self._desk.looking_at is not None

    def travel(self, day: date) -> None:
        """Show ``day`` on every screen, read-only; the present or an earlier day comes back to today."""
        looking_at = day if day > self.desk.present else None
        if looking_at != self.desk.looking_at:
            self.use_desk(replace(self.desk, looking_at=looking_at))

    def heading(self) -> Heading:
        """Return the top line: the partner, the day, what waits, the operator; what gives way first has rank 1."""
        if self._desk is None:
            return Heading((Part("sparktui"),), (), (Part(self._operator),))
        partner, operator = self._desk.partner, self._desk.operator
        left = (
            Part(self._note, ((2, self._note.partition(" ")[0]), (4, ""))),
            Part("read-only" if self._desk.database.read_only else ""),
            Part(partner.name or "Partner without a name", is_cut=True),
            Part(f"tier {partner.tier}"),
        )
        waiting = (
            Part(f"{self._undecided:,} to decide" if self._undecided else ""),
            Part("b: owed work", ((3, "b: owed"),)) if self._is_behind else Part(""),
        )
        day = Part(in_words(self.day), ((5, f"{self.day:%a %d %b}"),))
        return Heading(left, (day,), (*waiting, Part(operator, ((1, operator.partition("@")[0]), (6, "")))))

    def use_desk(self, desk: Desk, *, note: str | None = None) -> None:
        """Work on ``desk`` from now on; every screen reads anew."""
        from sparktui.services.freshness import Freshness

        if self._desk is None or desk.database is not self._desk.database:
            self._freshness = Freshness(desk.database)
        self._desk = desk
        self._note = self._note if note is None else note
        self._last_day = desk.present
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.show_keys()
                screen.reload()
                screen.read_passage()

    def use_sample(self, desk: Desk) -> None:
        """Work on a desk of sample data from now on."""
        self.use_desk(desk, note=SAMPLE_NOTE)

    # Start

    def get_default_screen(self) -> Screen[None]:
        """Begin with the customers."""
        return CustomersScreen(self._first_rows)

    def on_mount(self) -> None:
        """Open the desk once the first screen has been drawn."""
        self.call_after_refresh(self.open_desk)
        self.set_interval(SECONDS_BETWEEN_LOOKS_AT_THE_CLOCK, self.look_at_the_clock)
        self.set_interval(SECONDS_BETWEEN_LOOKS_AT_THE_DATA, self.look_for_changes)
        self.theme_changed_signal.subscribe(self, self._theme_chosen)

    def open_desk(self) -> None:
        """Open the desk, or try again to."""
        screen = self.screen
        if isinstance(screen, CustomersScreen):
            screen.show_opening()
            screen.ask("open", self._opening, self.use_desk, screen.show_not_opened)

    def started(self) -> None:
        """The first data are on the screen: look for owed work, and let go of what starting needed.

        What was made until now stays for ever; later collections leave it out.
        """
        if self._desk is not None and not self._has_started:
            self._has_started = True
            self._look_for_owed_work(self._desk)
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(*_BETWEEN_COLLECTIONS)
            gc.enable()

    def _look_for_owed_work(self, desk: Desk) -> None:
        def look() -> bool:
            from sparktui.services.tick import is_owed

            return is_owed(desk)

        if isinstance(self.screen, DeskScreen) and not desk.read_only:
            self.screen.ask("owed", look, self.say_owed)

    def say_owed(self, is_owed: bool) -> None:
        """Say at the top whether trials owe something by today that nobody has worked out yet."""
        if is_owed != self._is_behind:
            self._is_behind = is_owed
            if isinstance(self.screen, DeskScreen):
                self.screen.show_keys()

    def say_undecided(self, count: int) -> None:
        """Say at the top how many trials wait for a decision, until all are answered."""
        if count != self._undecided:
            self._undecided = count
            if isinstance(self.screen, DeskScreen):
                self.screen.show_keys()

    def look_at_the_clock(self) -> None:
        """Midnight passes while the app is open: then every screen shows the new day."""
        desk = self._desk
        if desk is not None and desk.present != self._last_day:
            is_past = desk.looking_at is not None and desk.looking_at <= desk.present
            self.use_desk(replace(desk, looking_at=None) if is_past else desk)
            self._look_for_owed_work(desk)

    def look_for_changes(self) -> None:
        """Other people change the data while the app is open: then the screen on top shows them."""
        screen, desk, freshness = self.screen, self._desk, self._freshness
        if desk is not None and freshness is not None and isinstance(screen, DeskScreen):
            receive = partial(self._changed, desk)
            screen.ask("changes", partial(freshness.changed, desk), receive, self._say_unreadable)

    def _changed(self, asked: Desk, partner: Partner | None) -> None:
        """Show what others wrote, on whatever day is looked at by now; of another database nothing is taken over."""
        self._is_unreadable = False
        if partner is not None and self._desk is not None and self._desk.database is asked.database:
            self.use_desk(replace(self._desk, partner=partner))

    def _say_unreadable(self, error: SparktuiError) -> None:
        """Say once that the data cannot be looked at, not every few seconds."""
        if not self._is_unreadable:
            self._is_unreadable = True
            self.tell(error)

    # Commands by name, and colours

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the command palette finds: the commands of the screen on top, and the themes."""
        if isinstance(screen, DeskScreen):
            for command in commands_of(screen.SCOPE):
                if command.id != "palette":
                    title = f"{command.title.capitalize()}  {command.key_here}"
                    yield SystemCommand(title, command.help, partial(screen.action_command, command.id))
        yield SystemCommand("Theme", "Choose other colours; they are remembered.", self.action_change_theme)

    def _theme_chosen(self, theme: Theme) -> None:
        if self._remember is not None and theme.name != self._remembered:
            self._remembered = theme.name
            self.run_worker(partial(self._remember_theme, theme.name), thread=True)

    def _remember_theme(self, name: str) -> None:
        assert self._remember is not None
        try:
            self._remember(name)
        except SparktuiError as error:
            self.call_from_thread(self.tell, error)
