"""The app: one desk, a stack of screens, and what they share.

One job: open the desk in the background, and move between the screens. Must not: know what a screen shows.
"""

from __future__ import annotations

import gc
import logging
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from sparktui.domain.dates import in_words
from sparktui.screens.base import DeskScreen
from sparktui.screens.commands import commands_of
from sparktui.screens.customers import CustomersScreen
from sparktui.settings import Settings
from sparktui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sparktui.services.desk import Desk

SECONDS_BETWEEN_LOOKS_AT_THE_CLOCK = 20.0

_log = logging.getLogger(__name__)


class SparktuiApp(App[int]):
    """The terminal app. ``opening`` opens the desk; it runs in a thread, after the first paint.

    ``note`` stands beside the partner's name, such as "sample data".
    """

    TITLE = "sparktui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, opening: Callable[[], Desk], *, operator: str = "", note: str = "", theme: str = "") -> None:
        super().__init__()
        self.animation_level = "none"
        self._opening = opening
        self._desk: Desk | None = None
        self._operator = operator
        self._note = note
        self._last_day: date | None = None
        self.chosen: int | None = None
        """The trial that the person last pointed at, by its ID."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = theme if theme in self.available_themes else DARK.name

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
        """The day that all screens show: today in the partner's time zone."""
        return self.desk.today

    def heading(self) -> tuple[str, str, str]:
        """Return the top line: the partner, the day, the operator."""
        if self._desk is None:
            return ("sparktui", "", self._operator)
        partner = self._desk.partner
        name = f"{partner.name or 'Partner without a name'} · tier {partner.tier}"
        notes = [note for note in (self._note, "read-only" if self._desk.read_only else "") if note]
        return (" · ".join([name, *notes]), in_words(self.day), self._desk.operator)

    def use_desk(self, desk: Desk, *, note: str | None = None) -> None:
        """Work on ``desk`` from now on; every screen reads anew."""
        self._desk = desk
        self._note = self._note if note is None else note
        self._last_day = desk.today
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.show_keys()
                screen.reload()

    # Start

    def get_default_screen(self) -> Screen[None]:
        """Begin with the customers."""
        return CustomersScreen()

    def on_mount(self) -> None:
        """Open the desk once the first screen has been drawn."""
        self.call_after_refresh(self._open)
        self.set_interval(SECONDS_BETWEEN_LOOKS_AT_THE_CLOCK, self._look_at_the_clock)

    def _open(self) -> None:
        screen = self.screen
        if isinstance(screen, CustomersScreen):
            screen.ask("open", self._opening, self._opened, screen.show_not_opened)

    def _opened(self, desk: Desk) -> None:
        self.use_desk(desk)
        # What was made while starting stays for ever; leaving it out keeps later collections short.
        gc.freeze()
        gc.enable()

    def _look_at_the_clock(self) -> None:
        """Midnight passes while the app is open: then every screen shows the new day."""
        if self._desk is not None and self._desk.today != self._last_day:
            self.use_desk(self._desk)

    # Ways between the screens

    def go_customers(self) -> None:
        """Go to the customer list."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def go_trial(self, trial_id: int | None) -> None:
        """Go to the trial with that ID; without one, say that none is chosen."""
        from sparktui.screens.trial import TrialScreen

        if trial_id is None:
            self.notify("Choose a trial in the list first.", severity="warning")
            return
        self.chosen = trial_id
        while not isinstance(self.screen, CustomersScreen):
            if isinstance(self.screen, TrialScreen) and self.screen.trial_id == trial_id:
                return
            self.pop_screen()
        self.push_screen(TrialScreen(trial_id))

    def go_convert(self, trial_id: int | None) -> None:
        """Go to the conversion of the trial with that ID; without one, say that none is chosen."""
        from sparktui.screens.conversion_wizard import ConversionWizard

        if trial_id is None:
            self.notify("Choose a trial in the list first.", severity="warning")
            return
        self.chosen = trial_id
        if isinstance(self.screen, ConversionWizard) and self.screen.trial_id == trial_id:
            return
        self.push_screen(ConversionWizard(trial_id))

    def go_back(self) -> None:
        """Leave the screen on top; the customer list stays, because escape never quits."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    # Commands by name

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the command palette finds: the commands of the screen on top, and the themes."""
        if isinstance(screen, DeskScreen):
            for command in commands_of(screen.SCOPE):
                if command.id != "palette":
                    title = f"{command.title.capitalize()}  {command.key}"
                    yield SystemCommand(title, command.help, partial(screen.action_command, command.id))
        yield SystemCommand("Theme", "Choose other colours.", self.action_change_theme)

    # What went wrong

    def _handle_exception(self, error: Exception) -> None:
        _log.error("the app failed", exc_info=error)
        super()._handle_exception(error)


def run(settings: Settings) -> int:
    """Open the app on the database that ``settings`` name and return the exit code.

    Raises:

    """

    def opening() -> Desk:
        from sparktui.bootstrap import open_desk

        return open_desk(settings)

    return _run(SparktuiApp(opening, operator=settings.operator, theme=settings.theme))


def run_demo(settings: Settings, *, trials: int = 200, tier: int = 1) -> int:
    """Open the app on sample data in a database that is thrown away at the end; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="sparktui-") as folder:
        path = Path(folder) / "sample.db"

        def opening() -> Desk:
            from sparktui.bootstrap import open_sample_desk

            return open_sample_desk(settings, path, trials=trials, tier=tier)

        return _run(SparktuiApp(opening, operator=settings.operator, note="sample data", theme=settings.theme))


def _run(app: SparktuiApp) -> int:
    gc.disable()
    code = app.run()
    return code or app.return_code or 0
