"""Whose page is opened, where a number can be several carriers'.

One job: offer the pages of all whom it can belong to, as unproven. Must not: open one, or choose the carrier.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sparktui.domain.shipment import Tracked
from sparktui.screens.carrier_field import HOW_SURE
from sparktui.screens.commands import BY_ID
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text import one_line, safe


class PageChoice(ModalScreen[str]):
    """Asks whose page is tried for the number of ``tracked``; returns its address, or None."""

    DEFAULT_CSS = """
    PageChoice {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 96%; max-width: 90; height: auto; border: round $accent; padding: 0 1; background: $surface;
            border-title-color: $text-accent; border-subtitle-color: $text-muted;
        }
        & Static { height: auto; margin-bottom: 1; color: $text-muted; }
    }
    """
    AUTO_FOCUS = "ChoiceList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "Close", show=False)]

    def __init__(self, tracked: Tracked) -> None:
        super().__init__()
        self._number = tracked.shipment.number
        self._pages = {one.carrier: one.url for one in tracked.possible if one.url}
        self._choices = [
            Choice(one.carrier, one.carrier_name, f"{HOW_SURE[one.grade]} · {one.url}")
            for one in tracked.possible
            if one.url
        ]

    def compose(self) -> ComposeResult:
        """Return the words and the carriers in their frame."""
        with Vertical() as frame:
            frame.border_title = Content(one_line(f"Whose page for {self._number}?"))
            frame.border_subtitle = Content("enter opens · esc closes")
            key = BY_ID["update_shipment"].key
            words = f"Unproven: the number alone does not say who carries it. Once that is known, {key} records it."
            yield Static(safe(words), markup=False)
            yield ChoiceList()

    def on_mount(self) -> None:
        """Show the carriers."""
        self.query_one(ChoiceList).show(self._choices, ())

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """This one's page is wanted."""
        event.stop()
        self.dismiss(self._pages[event.key])

    def action_close(self) -> None:
        """Open none."""
        self.dismiss(None)
