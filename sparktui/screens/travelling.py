"""Looking at another day: the commands that move there and back, and the banner that says so.

One job: time travel, for every screen. Must not: change anything; a desk that has travelled refuses it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sparktui.domain.dates import days, in_words, plus
from sparktui.screens.asking import Asking
from sparktui.widgets.banner import Banner

if TYPE_CHECKING:
    from sparktui.services.desk import Desk
    from sparktui.services.looking_ahead import Passage


class Travelling(Asking):
    """What a screen over the desk can do to look at another day."""

    def show_banner(self) -> None:
        """Say that another day is looked at, or nothing in the present; what happens until then follows."""
        banner = self.query_one(Banner)
        if self.desk_app.is_travelling:
            banner.say_first(_where(self.desk))
        else:
            banner.show("", "")

    def read_passage(self) -> None:
        """Work out what happens until the day that is looked at, and say it in the banner."""
        if self.desk_app.is_travelling:
            desk = self.desk
            self.ask("passage", lambda: _passage(desk), self._show_passage)

    def _show_passage(self, passed: Passage) -> None:
        if self.desk_app.is_travelling:
            self.query_one(Banner).show(_where(self.desk), _happened(passed))

    def on_banner_pressed(self, event: Banner.Pressed) -> None:
        """A click on the banner comes back, as escape does."""
        self.do_today()

    def do_travel(self) -> None:
        """Ask for a day, and look at it."""
        from sparktui.screens.travel_dialog import TravelDialog

        self.app.push_screen(TravelDialog(self.desk.present), self._go)

    def do_today(self) -> None:
        """Come back to the present."""
        self._go(self.desk.present)

    def do_day_on(self) -> None:
        """Look at the day after."""
        self._go(plus(self.day, 1))

    def do_day_back(self) -> None:
        """Look at the day before, the present at the earliest."""
        self._go(plus(self.day, -1))

    def do_week_on(self) -> None:
        """Look a week further."""
        self._go(plus(self.day, 7))

    def do_week_back(self) -> None:
        """Look a week nearer, at the present at the earliest."""
        self._go(plus(self.day, -7))

    def do_next_event(self) -> None:
        """Look at the next day on which something happens: to any trial, or to the one that the screen shows."""
        desk = self.desk
        self.ask("next event", lambda: self.find_next_event(desk), self._jump)

    def find_next_event(self, desk: Desk) -> date | None:
        """Return the next day on which something happens; a screen about one trial answers for that one."""
        from sparktui.services.looking_ahead import next_event_day

        return next_event_day(desk, desk.today)

    def _jump(self, day: date | None) -> None:
        if day is None:
            self.app.notify("Nothing happens after this day.")
        else:
            self._go(day)

    def _go(self, day: date | None) -> None:
        if day is not None:
            self.desk_app.travel(day)


def _passage(desk: Desk) -> Passage:
    from sparktui.services.looking_ahead import passage

    return passage(desk, desk.present, desk.today)


def _where(desk: Desk) -> str:
    ahead = days((desk.today - desk.present).days)
    return f"LOOKING AT {in_words(desk.today)}, {ahead} ahead · read-only · esc back to today"


def _happened(passed: Passage) -> str:
    """Return what happens to how many trials by then, the worst first."""
    from sparktui.domain.forecast import Event

    counts = passed.counts
    coming = [
        _counted(passed.reminders, "reminder due", "reminders due"),
        _counted(counts[Event.EXPIRY], "expiry", "expiries"),
        _counted(counts[Event.LAST_DAY_OF_GRACE], "end of access", "ends of access"),
    ]
    parts = [
        f"{counts[Event.LOSS]:,} lost for ever" if counts[Event.LOSS] else "",
        ", ".join(filter(None, coming)),
        f"numbers of {counts[Event.NUMBER_RELEASE]:,} released" if counts[Event.NUMBER_RELEASE] else "",
    ]
    words = " · ".join(filter(None, parts))
    return f"By then, if nobody does anything: {words or 'nothing happens to any trial'}"


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}" if count else ""
