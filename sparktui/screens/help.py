"""Every key of a screen, with what it does.

One job: show the table of commands for one screen. Must not: have words of its own about any command.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from sparktui.screens.commands import EVERYWHERE, Command, commands_of
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Piece
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import Row, WrappedRows, row

_MARKS = ("asked", "grace", "expiring", "active", "scheduled", "converted", "lost")
_COLUMNS = (Column("", 8), Column("", 15), Column("", 30, 20, grow=1))


class HelpScreen(ModalScreen[None]):
    """The keys of the screen ``scope``."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle; background: $background 60%;
        & > VerticalScroll {
            width: 84; max-width: 96%; height: auto; max-height: 96%; scrollbar-size-vertical: 1;
            border: round $accent; padding: 0 2; background: $surface; border-title-color: $text-accent;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "dismiss", "Close", show=False),
    ]

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def compose(self) -> ComposeResult:
        """Show the keys in a frame."""
        with VerticalScroll() as frame:
            frame.border_title = "Keys of this screen"
            frame.border_subtitle = "esc closes"
            yield WrappedRows(*_COLUMNS)

    def on_mount(self) -> None:
        """Show the screen's own keys first, then those that every screen has, then the marks."""
        found = list(commands_of(self._scope))
        signs = terminal_glyphs()
        marks = tuple(Piece(f"{signs.mark(name)} {name}") for name in _MARKS)
        self.query_one(WrappedRows).show(
            [
                *_rows(command for command in found if command.scopes != EVERYWHERE),
                row(""),
                *_rows(command for command in found if command.scopes == EVERYWHERE),
                row(""),
                row(Piece("marks", "muted"), "", marks),
            ]
        )


def _rows(commands: Iterable[Command]) -> list[Row]:
    return [row(Piece(found.key_here, "accent"), Piece(found.title, "strong"), found.help) for found in commands]
