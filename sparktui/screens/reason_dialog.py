"""A reason in a sentence, and what is done for it.

One job: take one line and hand it to what acts on it; the dialog stays until that is done. Must not: know what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.errors import Refused, SparktuiError
from sparktui.screens.form import Form
from sparktui.screens.refusal import refusal
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField

_Done = TypeVar("_Done")


class ReasonDialog(Form[_Done]):
    """Asks under ``title`` for a reason to ``do`` what the button ``says``; ``words`` say what follows from it.

    An empty reason is refused: the key that follows too soon would do what is not taken back.
    """

    DEFAULT_CSS = """
    ReasonDialog {
        & > #form { max-width: 80; border: round $warning; border-title-color: $text-warning; }
        & .said { height: auto; margin-bottom: 1; }
        & TextField .field--label { width: 8; }
        & TextField .field--hint { margin-left: 9; }
    }
    """
    AUTO_FOCUS = "PlainInput"

    def __init__(self, title: str, words: str, do: Callable[[str], _Done], *, says: str) -> None:
        super().__init__()
        self.SAVE = says
        self._title, self._words, self._do = title, words, do

    def compose_fields(self) -> ComposeResult:
        """Return the words and the field."""
        yield Static(safe(self._words), classes="said", markup=False)
        yield TextField("Reason", placeholder="in a sentence", id="reason")

    def on_mount(self) -> None:
        """Name what is asked."""
        self.entitle(self._title)

    @property
    def _field(self) -> TextField:
        return self.query_one("#reason", TextField)

    def is_changed(self) -> bool:
        """Return whether a reason was typed."""
        return bool(self._field.value.strip())

    def save(self) -> None:
        """Do it for the reason; say so where there is none."""
        reason, do = self._field.value, self._do
        if not self.is_changed():
            self.tell("Say why, in a sentence.", style="error")
            self._field.input.focus()
            return
        self.begin_saving()
        self.ask("save", lambda: do(reason), self.saved, self.not_saved)

    def not_saved(self, error: SparktuiError) -> None:
        """Say why it was not done, with what the rules say."""
        super().not_saved(error)
        if isinstance(error, Refused):
            self.tell(error.message, refusal(error.verdict), style="error")

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Enter does it: there is only one field."""
        event.stop()
        self.action_save()
