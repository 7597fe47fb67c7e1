"""Frames, bars and punctuation for a terminal that shows ASCII only: whatever any widget drew, sign by sign.

One job: replace signs in lines that are drawn already, each by as many cells. Must not: touch letters; a name stays as
it is written.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from sparktui.widgets.glyphs import ASCII, terminal_glyphs

_SIGNS = {
    "─━┄┅┈┉╌╍═▔▀": "-",
    "│┃┆┇┊┋╎╏║▌▍▎▏▐▊▋▉▕": "|",
    "╭╮╰╯┌┐└┘┏┓┗┛├┤┣┫┬┴┳┻┼╋┿╂╔╗╚╝╠╣╦╩╬▖▗▘▝▛▜▙▟": "+",
    "▁▂▃": "_",
    "▄▅▆▇█▓": "#",
    "▒": ":",
    "░": ".",
    "·–—−": "-",
    "…": "~",
    "→▶❯": ">",
    "←◀": "<",
    "↑▲": "^",
    "↓": "v",
    "✓✔": "v",
    "✕✗×": "x",
    "●": "o",
    "◦○": ".",
    "◆•": "*",
    "≠": "*",
    "“”": '"',
    "‘’": "'",
    "\N{REPLACEMENT CHARACTER}": "?",
    "\N{NO-BREAK SPACE}": " ",
    "\N{RIGHT-POINTING MAGNIFYING GLASS}": "> ",
}
_TABLE = {ord(sign): plain for signs, plain in _SIGNS.items() for sign in signs}


class AsciiFilter(LineFilter):
    """Replaces signs in the lines of every widget."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return ``segments`` with their signs replaced, in the same styles and cells."""
        return [
            segment if segment.text.isascii() else segment._replace(text=segment.text.translate(_TABLE))
            for segment in segments
        ]


def filters_for_terminal() -> tuple[LineFilter, ...]:
    """Return the filters that this terminal needs."""
    return (AsciiFilter(),) if terminal_glyphs() is ASCII else ()
