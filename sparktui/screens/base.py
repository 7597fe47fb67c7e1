"""What all screens share: the bars at top and bottom, and commands that say why they are off.

One job: `DeskScreen`. Must not: know any particular screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from sparktui.screens.commands import BY_ID, WHILE_TRAVELLING, Command, bar_of, travel_bar
from sparktui.screens.leaving import Leavable
from sparktui.screens.travelling import Travelling
from sparktui.widgets.banner import Banner
from sparktui.widgets.key_bar import KeyBar, KeyHint
from sparktui.widgets.text import one_line
from sparktui.widgets.top_bar import TopBar


class DeskScreen(Leavable, Screen[None], Travelling):
    """A screen over the desk. Subclasses name their ``SCOPE`` and have a method ``do_ID`` for each command."""

    SCOPE: ClassVar[str]

    def compose(self) -> ComposeResult:
        """Put the bars at top and bottom around the screen's own ``compose_body``."""
        self._take_the_form_of_its_size()
        yield TopBar()
        yield Banner()
        yield from self.compose_body()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """Return the screen's own widgets."""
        raise NotImplementedError

    def _take_the_form_of_its_size(self) -> None:
        """Be laid out for the terminal's size from the first frame on; else that one is drawn for the smallest."""
        size = self.app.size
        for breakpoints, length in (
            (self.HORIZONTAL_BREAKPOINTS, size.width),
            (self.VERTICAL_BREAKPOINTS, size.height),
        ):
            reached = [form for form in breakpoints or () if form[0] <= length]
            if reached:
                self.add_class(max(reached)[1], update=False)

    # Commands

    def why_off(self, command: str) -> str:
        """Return why ``command`` can't be given now, in a sentence; empty when it can. Screens extend this."""
        if not self.desk_app.is_open and command not in ("help", "palette", "quit", "back"):
            return "The database is not open yet."
        return ""

    def action_command(self, command: str) -> None:
        """Give ``command``, or say why it is off."""
        if self.desk_app.is_travelling:
            command = WHILE_TRAVELLING.get(command, command)
        reason = self.why_off(command)
        if reason:
            self.notify(one_line(reason), title=f"{BY_ID[command].title}: not now", severity="warning", markup=False)
            return
        with self.desk_app.surviving():
            getattr(self, f"do_{command}")()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A key was clicked: the same as pressing it."""
        self.action_command(event.command)

    def show_keys(self) -> None:
        """Bring the bars up to date; call it whenever what is allowed may have changed."""
        if not self.is_mounted:
            # The screen is not laid out yet; coming to it shows the keys.
            return
        shown = travel_bar() if self.desk_app.is_travelling else self.bar()
        hints = [KeyHint(command.id, command.key_here, command.title, self.why_off(command.id)) for command in shown]
        self.query_one(KeyBar).show(hints)
        self.query_one(TopBar).show(self.desk_app.heading())
        self.show_banner()

    def bar(self) -> list[Command]:
        """Return the commands whose keys are shown; a screen that shows lists of several kinds has several bars."""
        return bar_of(self.SCOPE)

    def on_screen_resume(self) -> None:
        """Come back to this screen: what is shown may be old."""
        self.show_keys()
        if self.desk_app.is_open:
            self.reload()
            self.read_passage()

    def reload(self) -> None:
        """Read what the screen shows anew; called once the desk is open and whenever data may have changed."""

    def once_drawn(self, do: Callable[..., object], *args: object) -> None:
        """Call ``do`` with ``args`` when the screen has been drawn anew, unless it has been left by then."""

        def unless_left() -> None:
            if self in self.app.screen_stack:
                do(*args)

        self.call_after_refresh(unless_left)

    # Commands that every screen has

    def do_help(self) -> None:
        """Show every key of this screen."""
        from sparktui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.SCOPE))

    def do_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def do_quit(self) -> None:
        """Leave the app."""
        self.desk_app.leave()

    def do_refresh(self) -> None:
        """Read everything anew."""
        self.reload()

    def do_customers(self) -> None:
        """Go to the customer list."""
        self.desk_app.go_customers()

    def do_trial(self) -> None:
        """Go to the chosen trial."""
        self.desk_app.go_trial(self.desk_app.chosen)

    def do_wizard(self) -> None:
        """Go to the conversion of the chosen trial."""
        self.desk_app.go_convert(self.desk_app.chosen)

    def do_forecast(self) -> None:
        """Go to the weeks ahead."""
        self.desk_app.go_forecast()

    def do_shipments(self) -> None:
        """Go to shipments and returns."""
        self.desk_app.go_shipments()

    def do_outbox(self) -> None:
        """Go to the mails that trials owe."""
        self.desk_app.go_outbox()

    def do_what_if(self) -> None:
        """Go to the futures of the chosen trial."""
        self.desk_app.go_what_if(self.desk_app.chosen)

    def do_back(self) -> None:
        """Take back one thing; here, leave the screen."""
        self.desk_app.go_back()
