"""What all screens share: the key bar, commands that say why they are off, and questions asked in the background.

One job: `DeskScreen`. Must not: know any particular screen.

Threads make data, and messages carry it: `ask` puts a question to the services in a thread and hands the answer to
the screen on its own; an answer to a question that has been asked anew since is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from sparktui.errors import SparktuiError
from sparktui.screens.commands import BY_ID, commands_of
from sparktui.widgets.key_bar import KeyBar, KeyHint
from sparktui.widgets.text import one_line
from sparktui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from datetime import date

    from sparktui.app import SparktuiApp
    from sparktui.services.desk import Desk

_Answer = TypeVar("_Answer")


@dataclass
class Answered(Message):
    """The answer to a question asked in the background, on its way to ``receive``."""

    question: str
    number: int
    receive: Callable[[Any], None]
    answer: Any


@dataclass
class Failed(Message):
    """A question asked in the background could not be answered."""

    question: str
    number: int
    refuse: Callable[[SparktuiError], None] | None
    error: SparktuiError


class DeskScreen(Screen[None]):
    """A screen over the desk. Subclasses name their ``SCOPE`` and have a method ``do_ID`` for each command."""

    SCOPE: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self._asked: Counter[str] = Counter()

    def compose(self) -> ComposeResult:
        """Put the bars at top and bottom around the screen's own ``compose_body``."""
        yield TopBar()
        yield from self.compose_body()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """Return the screen's own widgets."""
        raise NotImplementedError

    @property
    def desk_app(self) -> SparktuiApp:
        """The app, by its own type."""
        return cast("SparktuiApp", self.app)

    @property
    def desk(self) -> Desk:
        """The desk. Ask for it only where it is open; see `SparktuiApp.desk`."""
        return self.desk_app.desk

    @property
    def day(self) -> date:
        """The day that the screens show."""
        return self.desk_app.day

    # Commands

    def why_off(self, command: str) -> str:
        """Return why ``command`` can't be given now, in a sentence; empty when it can. Screens extend this."""
        if not self.desk_app.is_open and command not in ("help", "palette", "quit", "back"):
            return "The database is not open yet."
        return ""

    def action_command(self, command: str) -> None:
        """Give ``command``, or say why it is off."""
        reason = self.why_off(command)
        if reason:
            self.notify(one_line(reason), title=f"{BY_ID[command].title}: not now", severity="warning", markup=False)
            return
        getattr(self, f"do_{command}")()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A key was clicked: the same as pressing it."""
        self.action_command(event.command)

    def show_keys(self) -> None:
        """Bring the bars up to date; call it whenever what is allowed may have changed."""
        hints = [
            KeyHint(command.id, command.key, command.title, self.why_off(command.id))
            for command in commands_of(self.SCOPE)
            if command.in_bar
        ]
        self.query_one(KeyBar).show(hints)
        self.query_one(TopBar).show(*self.desk_app.heading())

    def on_screen_resume(self) -> None:
        """Come back to this screen: what is shown may be old."""
        self.show_keys()
        if self.desk_app.is_open:
            self.reload()

    def reload(self) -> None:
        """Read what the screen shows anew; called once the desk is open and whenever data may have changed."""

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
        self.app.exit()

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

    def do_back(self) -> None:
        """Take back one thing; here, leave the screen."""
        self.desk_app.go_back()

    # Questions asked in the background

    def ask(
        self,
        question: str,
        answer: Callable[[], _Answer],
        receive: Callable[[_Answer], None],
        refuse: Callable[[SparktuiError], None] | None = None,
    ) -> None:
        """Run ``answer`` in a thread and hand what it returns to ``receive``.

        When the question of the same name is asked again before that, only the newer answer arrives. A
        `SparktuiError` goes to ``refuse``, or is shown; any other error is the app's to report.
        """
        self._asked[question] += 1
        number = self._asked[question]

        def work() -> None:
            try:
                found = answer()
            except SparktuiError as error:
                self.post_message(Failed(question, number, refuse, error))
            else:
                self.post_message(Answered(question, number, receive, found))

        self.run_worker(work, name=question, thread=True, exit_on_error=True)

    def on_answered(self, event: Answered) -> None:
        """Hand an answer on, unless the question was asked anew."""
        event.stop()
        if event.number == self._asked[event.question]:
            event.receive(event.answer)

    def on_failed(self, event: Failed) -> None:
        """Show a failure, or hand it on."""
        event.stop()
        if event.number != self._asked[event.question]:
            return
        if event.refuse is not None:
            event.refuse(event.error)
        else:
            self.show_error(event.error)

    def show_error(self, error: SparktuiError) -> None:
        """Show in words what went wrong and what to do."""
        self.notify(
            one_line(error.remedy) or "Nothing was changed.",
            title=one_line(error.message, 300),
            severity="error",
            timeout=12,
            markup=False,
        )
