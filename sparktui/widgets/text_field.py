"""A line to type into, with its label before it, a sign behind it and a hint under it.

One job: take one line of text exactly as it is typed. Must not: judge it; sign and hint are given.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Paste
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from sparktui.domain.text import plain
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.text import one_line, safe

LONGEST = 500
_SIGN_STYLES = {"ok": "$text-success", "warn": "$text-warning", "block": "$text-error", "info": "$text-accent"}


class PlainInput(Input):
    """An input that shows what it holds without letting it act on the terminal, and takes one line of a paste."""

    @property
    def _value(self) -> Text:
        return Text(plain(self.value, LONGEST), no_wrap=True, overflow="ignore", end="")

    def _on_paste(self, event: Paste) -> None:
        """Insert the first line that says something, without the blanks around it and without control characters."""
        event.stop()
        event.prevent_default()
        line = next((line for line in event.text.splitlines() if line.strip()), "").strip()
        line = "".join(char for char in line[:LONGEST] if unicodedata.category(char) not in ("Cc", "Cs"))
        self.replace(line, *self.selection)


class TextField(Widget):
    """A labelled line. Enter in it is told; so is every change."""

    DEFAULT_CSS = """
    TextField {
        height: auto;
        & > Horizontal { height: 1; }
        & .field--label { width: 26; color: $text-muted; }
        & PlainInput { width: 1fr; background: $panel; padding: 0 1; }
        & PlainInput:focus { background: $block-cursor-blurred-background; }
        &:focus-within .field--label { color: $text-accent; text-style: bold; }
        & .field--sign { width: 3; padding: 0 0 0 1; }
        & .field--hint { margin: 0 3 0 26; color: $text-muted; }
        & .field--hint.-block { color: $text-error; }
    }
    """

    @dataclass
    class Changed(Message):
        """``value`` stands in ``field`` now, because somebody typed."""

        field: TextField
        value: str

        @property
        def control(self) -> TextField:
            """The field that changed."""
            return self.field

    @dataclass
    class Entered(Message):
        """Enter was pressed in ``field``."""

        field: TextField

        @property
        def control(self) -> TextField:
            """The field in which it was pressed."""
            return self.field

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "",
        select_on_focus: bool = False,
        id: str | None = None,  # noqa: A002  # the name that all widgets have for it
    ) -> None:
        super().__init__(id=id)
        self._label = label
        self._input = PlainInput(
            placeholder=placeholder,
            compact=True,
            select_on_focus=select_on_focus,
            max_length=LONGEST,
            validate_on=(),
        )
        self._input.cursor_blink = False
        self._sign = Static("", classes="field--sign", markup=False)
        self._judged: tuple[str, tuple[str, ...], bool] = ("", (), False)
        self._hint = Static("", classes="field--hint", markup=False)

    def compose(self) -> ComposeResult:
        """Lay label, input and sign on one line, the hint under the input."""
        with Horizontal():
            yield Static(self._label, classes="field--label", markup=False)
            yield self._input
            yield self._sign
        yield self._hint

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self._input.value

    @property
    def input(self) -> PlainInput:
        """The part that takes the focus."""
        return self._input

    def fill(self, value: str) -> None:
        """Put ``value`` into the field as if it had always been there: no change is told."""
        if value != self._input.value:
            with self._input.prevent(Input.Changed):
                self._input.value = value
                self._input.cursor_position = len(value)

    def take(self, value: str) -> None:
        """Put ``value`` into the field on the person's wish: the change is told."""
        self._input.value = value
        self._input.cursor_position = len(value)

    def judge(self, level: str, hint: str | Sequence[str] = "", *, calm: bool = False) -> None:
        """Show the sign of ``level`` (a finding's level; empty for none) and ``hint``, outside text or not.

        The hint of a block stands out, unless it is ``calm``: advice, with the complaint elsewhere.
        """
        lines = (hint,) if isinstance(hint, str) else tuple(hint)
        if (level, lines, calm) == self._judged:
            return
        self._judged = (level, lines, calm)
        self._sign.update(Content.styled(terminal_glyphs().mark(level), _SIGN_STYLES.get(level, "")))
        self._hint.update(Content("\n").join(safe(line) for line in lines))
        self._hint.display = any(one_line(line) for line in lines)
        self._hint.set_class(level == "block" and not calm, "-block")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what stands in the field now."""
        event.stop()
        self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that enter was pressed."""
        event.stop()
        self.post_message(self.Entered(self))
