"""How frames reach the terminal: of each only what differs from what stands there.

One job: stand between Textual's frames and the terminal. Must not: change what is seen.
"""

from __future__ import annotations

import sys
from typing import cast

from rich.console import Console, RenderableType
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen

from sparktui.widgets.screen_memory import ScreenMemory


class _Differences(CompositorUpdate):
    """A frame that is written as what differs from the frames before it."""

    def __init__(self, frame: CompositorUpdate, memory: ScreenMemory) -> None:
        self._frame = frame
        self._memory = memory

    def render_segments(self, console: Console) -> str:
        """Return what is to be written, and remember what then stands on the terminal."""
        return self._memory.differences(self._frame.render_segments(console))


class DrawingApp(App[int]):
    """An app that draws parts of its screen with few bytes.

    A frame of the whole screen is written whole: it comes after everything that may have left something else on the
    terminal, such as another size, or another program in front of this one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._memory = ScreenMemory()

    def on_resize(self) -> None:
        """Draw the whole screen, even where the size is the one it was.

        Meanwhile the terminal may have been narrower and have lost what stood there, or have belonged to a shell, to
        which the app was stopped.
        """
        if self._memory.size != (0, 0):
            self._memory.forget(*self.size)
            self.screen.refresh()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Draw ``renderable``."""
        if isinstance(renderable, (ChopsUpdate, LayoutUpdate)) and _writes_every_sign():
            if isinstance(renderable, LayoutUpdate) or self._memory.size != self.size:
                self._memory.forget(*self.size)
            # Textual asks nothing of a frame but `render_segments`.
            renderable = cast("RenderableType", _Differences(renderable, self._memory))
        super()._display(screen, renderable)


def _writes_every_sign() -> bool:
    """Whether each sign reaches the terminal as itself; in other encodings, some are written as several, `\\u0416`."""
    stream = sys.__stderr__  # where Textual writes
    return stream is not None and stream.encoding.lower().replace("-", "") == "utf8"
