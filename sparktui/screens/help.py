"""Every key of a screen, with what it does.

One job: show the table of commands for one screen. Must not: have words of its own about any command.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sparktui.screens.commands import commands_of


class HelpScreen(ModalScreen[None]):
    """The keys of the screen ``scope``."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > VerticalScroll {
        width: 72; max-width: 96%; height: auto; max-height: 90%;
        border: round $accent; padding: 0 2; background: $surface; border-title-color: $accent;
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
            yield Static(self._table(), markup=False)

    def _table(self) -> Content:
        lines = [
            Content.assemble((f"{command.key:<8}", "bold $accent"), (f"{command.title:<16}", "bold"), command.help)
            for command in commands_of(self._scope)
        ]
        lines.append(Content(""))
        lines.append(Content.assemble(("marks   ", "bold"), "! asked  ▲ grace  ◆ expiring  ● active  ◦ scheduled"))
        lines.append(Content.assemble(("        ", ""), "✓ converted  ✕ lost"))
        return Content("\n").join(lines)
