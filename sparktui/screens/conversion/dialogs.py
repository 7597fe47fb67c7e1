"""The two questions that the wizard asks before something is thrown away.

One job: ask, with the focus on the harmless answer and another key for the other one. Must not: do what is decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from sparktui.screens.conversion.differences import Difference
from sparktui.widgets.pieces import Piece
from sparktui.widgets.table_rows import Column
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField
from sparktui.widgets.wrapped_rows import Row, WrappedRows, row

Decision = Literal["mine", "theirs"]

_CSS = """
    {name} {{ align: center middle; background: $background 60%; }}
    {name} > VerticalScroll {{
        width: 84; max-width: 96%; height: auto; max-height: 90%;
        border: round $warning; border-title-color: $text-warning; padding: 1 2; background: $surface;
    }}
    {name} .said {{ height: auto; margin-bottom: 1; }}
    {name} TextField {{ margin-bottom: 1; }}
    {name} .field--label {{ width: 10; }}
    {name} .field--hint {{ margin-left: 11; }}
    {name} Horizontal.buttons {{ height: 1; }}
    {name} Button {{ margin-right: 2; }}
    {name} WrappedRows {{ margin-bottom: 1; }}
"""


class CancelDialog(ModalScreen[str | None]):
    """Asks for the reason why a conversion is cancelled; the answer is None when it is kept."""

    DEFAULT_CSS = _CSS.format(name="CancelDialog")
    AUTO_FOCUS = "PlainInput"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "keep", "Keep it", show=False),
        Binding("x", "cancel", "Cancel it", show=False),
    ]

    def __init__(self, heading: str, consequences: Sequence[str], reason: str = "") -> None:
        super().__init__()
        self._heading = heading
        self._consequences = consequences
        self._reason = TextField("Reason", placeholder="in a sentence")
        self._reason.fill(reason)

    @property
    def typed(self) -> str:
        """The reason as it was typed, whatever was decided."""
        return self._reason.value

    def compose(self) -> ComposeResult:
        """Show what ends, the field for the reason, and the two answers."""
        with VerticalScroll(can_focus=False) as frame:
            frame.border_title = "Cancel this conversion?"
            yield Static(safe(self._heading, "bold"), classes="said", markup=False)
            words = Content("\n").join(safe(line) for line in self._consequences)
            yield Static(words, classes="said", markup=False)
            yield self._reason
            with Horizontal(classes="buttons"):
                yield Button(Content("Keep it"), compact=True, id="keep")
                yield Button(Content("x  Cancel it"), compact=True, id="cancel", variant="error")

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """After the reason comes the decision, and it begins with the harmless answer."""
        event.stop()
        self.query_one("#keep").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the answer of the button."""
        event.stop()
        if event.button.id == "cancel":
            self.action_cancel()
        else:
            self.action_keep()

    def action_keep(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    def action_cancel(self) -> None:
        """Give the reason as the answer, once there is one."""
        if self._reason.value.strip():
            self.dismiss(self._reason.value.strip())
        else:
            self._reason.judge("block", "Say why first; the reason stays in the history.")
            self._reason.input.focus()


class TheirsDialog(ModalScreen[Decision | None]):
    """Shows what somebody else saved beside what is on the screen; the answer is None while that is undecided."""

    DEFAULT_CSS = _CSS.format(name="TheirsDialog")
    AUTO_FOCUS = "#later"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "later", "Later", show=False),
        Binding("t", "decide('theirs')", "Take theirs", show=False),
        Binding("m", "decide('mine')", "Keep mine", show=False),
    ]

    def __init__(self, heading: str, found: Sequence[Difference], *, why_not_mine: str = "") -> None:
        super().__init__()
        self._heading = heading
        self._found = found
        self._why_not_mine = why_not_mine

    def compose(self) -> ComposeResult:
        """Show the differences and the answers."""
        columns = (Column("", 26, 12), Column("", 24, 10, grow=1), Column("", 24, 10, grow=1))
        rows = WrappedRows(*columns)
        heads = row("", Piece("yours", "heading"), Piece("theirs", "heading"))
        rows.show([heads, *(_row(found) for found in self._found)])
        with VerticalScroll(can_focus=False) as frame:
            frame.border_title = "Somebody else changed this conversion"
            yield Static(safe(self._heading), classes="said", markup=False)
            if self._found:
                yield rows
            if self._why_not_mine:
                yield Static(safe(self._why_not_mine, "$text-warning"), classes="said", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content("Decide later"), compact=True, id="later")
                yield Button(Content("t  Take theirs"), compact=True, id="theirs")
                yield Button(Content("m  Keep mine"), compact=True, id="mine", disabled=bool(self._why_not_mine))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the answer of the button."""
        event.stop()
        if event.button.id in ("mine", "theirs"):
            self.action_decide(event.button.id)
        else:
            self.action_later()

    def action_later(self) -> None:
        """Leave it undecided."""
        self.dismiss(None)

    def action_decide(self, decision: str) -> None:
        """Give the decision, unless mine can no longer be kept."""
        if decision == "theirs":
            self.dismiss("theirs")
        elif not self._why_not_mine:
            self.dismiss("mine")


def _row(found: Difference) -> Row:
    return row(Piece(found.label, "muted"), Piece(found.mine or "nothing", "strong"), Piece(found.theirs or "nothing"))
