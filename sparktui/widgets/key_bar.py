"""The bar at the bottom: the few keys that matter now, those that are off dimmed.

One job: show keys, and tell which was clicked. Must not: decide what is off; it is told so with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click, MouseMove
from textual.message import Message
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One key: the command's ID, the key and title to show, and why it is off (empty when it is on)."""

    command: str
    key: str
    title: str
    off: str = ""

    @property
    def text(self) -> str:
        """What is written for it."""
        return f"{self.key} {self.title}"


class KeyBar(Widget):
    """One line of keys. What does not fit is left out from the end, but never the last one, which is help."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; padding: 0 1; background: $panel; color: $foreground; }
    """

    @dataclass
    class Pressed(Message):
        """The key of ``command`` was clicked."""

        command: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._hints: tuple[KeyHint, ...] = ()

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show ``hints``; the last one stays however narrow the terminal is."""
        before, self._hints = self._hints, tuple(hints)
        if _looks(before) != _looks(self._hints):
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        pieces: list[Content] = []
        for hint in self._fitting():
            style = "dim" if hint.off else ""
            pieces.append(Content.assemble((hint.key, style or "bold $accent"), " ", (hint.title, style)))
        return Content("  ").join(pieces)

    def on_click(self, event: Click) -> None:
        """Tell which key was clicked."""
        hint = self._at(event.x)
        if hint is not None:
            event.stop()
            self.post_message(self.Pressed(hint.command))

    def on_mouse_move(self, event: MouseMove) -> None:
        """Say why the key under the pointer is off."""
        hint = self._at(event.x)
        self.tooltip = Content(hint.off) if hint and hint.off else None

    def _fitting(self) -> list[KeyHint]:
        room = self.content_size.width
        if not self._hints:
            return []
        *others, last = self._hints
        room -= cell_len(last.text)
        ends = accumulate(cell_len(hint.text) + 2 for hint in others)
        return [hint for hint, end in zip(others, ends, strict=True) if end <= room] + [last]

    def _at(self, x: int) -> KeyHint | None:
        x -= self.styles.padding.left
        for hint in self._fitting():
            width = cell_len(hint.text)
            if 0 <= x < width:
                return hint
            x -= width + 2
        return None


def _looks(hints: Sequence[KeyHint]) -> list[tuple[str, bool]]:
    """Return what can be seen of ``hints``: why a key is off shows only when it is asked."""
    return [(hint.text, bool(hint.off)) for hint in hints]
