"""A few things to choose from: one of them, or several.

One job: show them, walk among them, tell which was picked. Must not: keep what is picked; it is told so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sparktui.widgets import pieces
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Painter, Piece, StyleName
from sparktui.widgets.text import cut, one_line

BOX = 6
"""The cells that the cursor and the box before a choice take."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its key, its words, and a note behind them; ``short`` is said where that finds no room.

    One that ``is_off`` is dimmed; that it was picked is told all the same, so that somebody can say why it is.
    """

    key: str
    text: str
    note: str = ""
    note_style: StyleName = "muted"
    short: str = ""
    is_off: bool = False


class ChoiceList(Widget, can_focus=True):
    """One line for each choice. Space or enter picks; on what is picked already, enter is left to what is around."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = pieces.COMPONENT_CLASSES
    DEFAULT_CSS = f"""
    ChoiceList {{
        height: auto;
        {pieces.CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("space", "pick", "Pick", show=False),
        Binding("enter", "pick_or_go_on", "Pick", show=False),
    ]

    @dataclass
    class Picked(Message):
        """The person picked ``key`` in ``choices``; where several can be, it may have been taken back."""

        choices: ChoiceList
        key: str

        @property
        def control(self) -> ChoiceList:
            """The list in which it was picked."""
            return self.choices

    def __init__(
        self,
        *,
        several: bool = False,
        heading: str = "",
        id: str | None = None,  # noqa: A002  # the name that all widgets have for it
    ) -> None:
        super().__init__(id=id)
        self._several = several
        self._heading = heading
        self._choices: tuple[Choice, ...] = ()
        self._picked: frozenset[str] = frozenset()
        self._cursor = 0

    @property
    def current(self) -> str | None:
        """The key under the cursor."""
        return self._choices[self._cursor].key if self._choices else None

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys in their order."""
        return tuple(choice.key for choice in self._choices)

    def show(self, choices: Sequence[Choice], picked: Collection[str], heading: str | None = None) -> None:
        """Show ``choices`` with those ``picked`` marked, and the cursor where it was, at first on what is picked."""
        wanted = (tuple(choices), frozenset(picked), self._heading if heading is None else heading)
        if wanted == (self._choices, self._picked, self._heading):
            return
        began = bool(self._choices)
        grown = len(choices) != len(self._choices)
        self._choices, self._picked, self._heading = wanted
        if not began:
            self._cursor = next((place for place, choice in enumerate(choices) if choice.key in self._picked), 0)
        self._cursor = max(0, min(self._cursor, len(choices) - 1))
        self.refresh(layout=grown)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a line for the heading and one for each choice."""
        return len(self._choices) + bool(self._heading)

    def action_move(self, lines: int) -> None:
        """Move the cursor; at either end the key is left to what is around."""
        if not 0 <= self._cursor + lines < len(self._choices):
            raise SkipAction
        self._cursor += lines
        self.refresh()

    def action_pick(self) -> None:
        """Pick what is under the cursor."""
        if self.current is not None:
            self.post_message(self.Picked(self, self.current))

    def action_pick_or_go_on(self) -> None:
        """Pick what is under the cursor, unless that is done, or several can be picked."""
        if self._several or self.current is None or self.current in self._picked:
            raise SkipAction
        self.action_pick()

    def on_click(self, event: Click) -> None:
        """A click picks."""
        at = event.get_content_offset(self)
        place = at.y - bool(self._heading) if at is not None else -1
        if 0 <= place < len(self._choices):
            event.stop()
            self._cursor = place
            self.action_pick()
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the heading or one choice."""
        width, painter = self.size.width, Painter(self)
        if self._heading and y == 0:
            return painter.strip((Piece(" " * BOX + cut(one_line(self._heading), width - BOX), "heading"),), width)
        place = y - bool(self._heading)
        if not 0 <= place < len(self._choices):
            return painter.strip((), width)
        choice, signs = self._choices[place], terminal_glyphs()
        is_picked = choice.key in self._picked
        at_cursor = self.has_focus and place == self._cursor
        off: StyleName = "muted" if self.is_disabled or choice.is_off else ""
        empty, full = ("[ ]", "[x]") if self._several else ("( )", f"({signs.picked})")
        # A box that cannot be ticked would look as if it could; what is picked stays to be seen.
        box = full if is_picked else "   " if off else empty
        text = cut(one_line(choice.text), width - BOX, signs.ellipsis)
        room = max(width - BOX - cell_len(text) - 2, 0)
        note = one_line(choice.note)
        note = cut(one_line(choice.short) if choice.short and cell_len(note) > room else note, room, signs.ellipsis)
        laid = [
            Piece(signs.cursor if at_cursor else " ", "accent"),
            Piece(f" {box} ", "accent" if is_picked and not off else off),
            Piece(text, off or ("strong" if is_picked else "")),
            Piece(f"  {note}", off or choice.note_style),
        ]
        return painter.strip(laid, width, over="cursor-blurred" if at_cursor else "")
