"""The names of tabs on one line, the chosen one in brackets.

One job: show them in the width there is, and tell which was clicked. Must not: know what a tab shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.pieces import Painter, Piece, place_at


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab's key, its title, and a shorter one for narrow terminals."""

    key: str
    title: str
    short: str = ""


class TabStrip(Widget):
    """A line of tabs. Where even the short titles find no room, those around the chosen one are shown."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    TabStrip {{
        height: 1;
        {pieces.CSS}
    }}
    """

    @dataclass
    class Chosen(Message):
        """The tab with ``key`` was clicked."""

        key: str

    def __init__(self, tabs: Sequence[Tab], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tabs = tuple(tabs)
        self._chosen = self._tabs[0].key

    def show(self, chosen: str) -> None:
        """Mark the tab with the key ``chosen``."""
        self._chosen = chosen
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        laid: list[Piece] = []
        for tab, text in self._laid_out():
            laid.append(Piece(text, "selected" if tab.key == self._chosen else "muted"))
        return Painter(self).strip(laid, self.size.width)

    def on_click(self, event: Click) -> None:
        """Tell which tab stands where the click went."""
        at, laid = event.get_content_offset(self), self._laid_out()
        place = place_at(at.x, (text for _, text in laid)) if at is not None else None
        if place is not None:
            event.stop()
            self.post_message(self.Chosen(laid[place][0].key))

    def _laid_out(self) -> list[tuple[Tab, str]]:
        for titles in ([tab.title for tab in self._tabs], [tab.short or tab.title for tab in self._tabs]):
            texts = [self._written(tab, title) for tab, title in zip(self._tabs, titles, strict=True)]
            if sum(cell_len(text) for text in texts) <= self.size.width:
                return list(zip(self._tabs, texts, strict=True))
        place = next(place for place, tab in enumerate(self._tabs) if tab.key == self._chosen)
        while place and sum(cell_len(text) for text in texts[: place + 1]) > self.size.width:
            texts.pop(0)
            place -= 1
        return list(zip(self._tabs[len(self._tabs) - len(texts) :], texts, strict=True))

    def _written(self, tab: Tab, title: str) -> str:
        if tab.key == self._chosen:
            return f"[{title}]"
        return f" {title} "
