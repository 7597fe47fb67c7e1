"""Pieces of a line: plain text with the name of a style, and the painter that makes terminal lines of them.

One job: resolve style names through the theme, once, and lay pieces side by side.
Must not: know what the pieces say.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

StyleName = Literal[
    "", "strong", "muted", "accent", "success", "warning", "error", "heading", "selected", "cursor", "cursor-blurred"
]

COMPONENT_CLASSES = {
    f"piece--{name}"
    for name in (
        "strong",
        "muted",
        "accent",
        "success",
        "warning",
        "error",
        "heading",
        "selected",
        "cursor",
        "cursor-blurred",
    )
}

# Stands inside the rule of a widget that draws pieces. Without colour, weight and the greatest contrast carry the
# difference; a red or amber that became a grey would say "less" where it means "more".
CSS = """
    & > .piece--strong { text-style: bold; }
    & > .piece--muted { color: $text-muted; }
    & > .piece--accent { color: $text-accent; }
    & > .piece--success { color: $text-success; }
    & > .piece--warning { color: $text-warning; }
    & > .piece--error { color: $text-error; text-style: bold; }
    & > .piece--heading { color: $text-muted; text-style: bold; }
    & > .piece--selected { text-style: bold; }
    & > .piece--cursor-blurred { background: $block-cursor-blurred-background; }
    & > .piece--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    &:nocolor > .piece--cursor { background: $foreground; color: $background; text-style: bold; }
    &:nocolor > .piece--accent { color: $foreground; }
    &:nocolor > .piece--success { color: $foreground; }
    &:nocolor > .piece--warning { color: $foreground; }
    &:nocolor > .piece--error { color: $foreground; }
"""


class Piece(NamedTuple):
    """Plain text in one style. The text is already safe to show."""

    text: str
    style: StyleName = ""


def place_at(x: int, texts: Iterable[str]) -> int | None:
    """Return the place of the one that holds the cell ``x`` where ``texts`` stand side by side; None beside them."""
    ends = accumulate(cell_len(text) for text in texts)
    return next((place for place, end in enumerate(ends) if 0 <= x < end), None)


class Painter:
    """Makes lines of pieces in the colours that a widget has now; a new theme or focus needs a new painter."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[tuple[StyleName, ...], Style] = {}

    def style(self, *names: StyleName) -> Style:
        """Return the style of ``names`` laid over each other, the last on top."""
        found = self._styles.get(names)
        if found is None:
            classes = [f"piece--{name}" for name in names if name]
            found = self._styles[names] = self._widget.get_visual_style(*classes).rich_style
        return found

    def strip(self, pieces: Iterable[Piece], width: int, under: StyleName = "", over: StyleName = "") -> Strip:
        """Return ``pieces`` as one line of exactly ``width`` cells.

        ``under`` is the style of a piece that names none, ``over`` lies on the whole line. Neighbours of one
        style become one segment, which is what painting costs.
        """
        segments: list[Segment] = []
        text = ""
        style: StyleName = under
        used = 0
        for piece in pieces:
            used += cell_len(piece.text)
            name = piece.style or under
            if name == style:
                text += piece.text
                continue
            if text:
                segments.append(Segment(text, self.style(style, over)))
            text, style = piece.text, name
        if used < width:
            blanks = " " * (width - used)
            if style == under:
                text += blanks
            else:
                segments.append(Segment(text, self.style(style, over)))
                text, style = blanks, under
        if text:
            segments.append(Segment(text, self.style(style, over)))
        strip = Strip(segments, max(used, width))
        return strip if used <= width else strip.crop(0, width)
