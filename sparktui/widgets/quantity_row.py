"""Something that is chosen together with a quantity: its options, a number, and a hint under them.

One job: take both as they are typed. Must not: judge the number; the hint is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from sparktui.widgets.option_line import OptionLine
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import PlainInput

_ROOM_FOR_UNIT = 84


class QuantityRow(Widget):
    """Options, and a number beside them while the option ``with_quantity`` is picked."""

    DEFAULT_CSS = """
    QuantityRow {
        height: auto;
        & > Horizontal { height: 1; }
        & OptionLine { width: auto; }
        & PlainInput { width: 10; background: $panel; padding: 0 1; }
        & PlainInput:focus { background: $block-cursor-blurred-background; }
        & .quantity--unit { width: 10; padding-left: 1; color: $text-muted; }
        & .quantity--hint { margin: 0 3 0 26; height: auto; color: $text-error; }
    }
    """

    @dataclass
    class Changed(Message):
        """Another option stands in ``row`` now, or another number."""

        row: QuantityRow

    def __init__(
        self,
        key: str,
        options: Sequence[tuple[str, str]],
        *,
        with_quantity: str,
        picked: str,
        quantity: str,
    ) -> None:
        super().__init__()
        self.key = key
        self._with_quantity = with_quantity
        self._told = (picked, quantity)
        self._line = OptionLine(key, options, picked)
        self._input = PlainInput(quantity, compact=True, max_length=9, restrict=r"[0-9]*")
        self._input.cursor_blink = False
        self._unit = Static("licences", classes="quantity--unit", markup=False)
        self._hint = Static("", classes="quantity--hint", markup=False)

    def compose(self) -> ComposeResult:
        """Lay options and number on one line, the hint under them."""
        with Horizontal():
            yield self._line
            yield self._input
            yield self._unit
        yield self._hint

    def on_mount(self) -> None:
        """Show the number only where it counts."""
        self.judge("")
        self._show_input()

    def on_resize(self) -> None:
        """Leave the unit out where there is no room for it."""
        self._show_input()

    @property
    def picked(self) -> str:
        """The option that is picked."""
        return self._line.picked

    @property
    def quantity(self) -> str:
        """The number as it is typed."""
        return self._input.value

    @property
    def is_counted(self) -> bool:
        """Whether the option with a quantity is picked."""
        return self.picked == self._with_quantity

    def pick(self, key: str) -> None:
        """Pick the option ``key`` without telling it."""
        self._line.pick(key)
        self._told = (key, self.quantity)
        self._show_input()

    def judge(self, hint: str) -> None:
        """Show what is wrong with the number, or nothing."""
        self._hint.update(safe(hint))
        self._hint.display = bool(hint)

    def on_option_line_picked(self, event: OptionLine.Picked) -> None:
        """Show or hide the number, and tell."""
        event.stop()
        self._show_input()
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell that another number stands here."""
        event.stop()
        self._tell()

    def _tell(self) -> None:
        if (self.picked, self.quantity) != self._told:
            self._told = (self.picked, self.quantity)
            self.post_message(self.Changed(self))

    def _show_input(self) -> None:
        self._input.display = self.is_counted
        self._unit.display = self.is_counted and self.size.width >= _ROOM_FOR_UNIT
