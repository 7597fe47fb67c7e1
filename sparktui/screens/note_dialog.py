"""A note in a sentence, and what is recorded with it.

One job: take one line and hand it to what writes it; the dialog stays until it is written. Must not: know what it is
about.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain.trial import Trial
from sparktui.screens.form import FormScreen
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField


class NoteDialog(FormScreen):
    """Asks for a note under ``title``, explained by ``words``; ``write`` records it, in a thread.

    With ``is_needed`` an empty note is not accepted.
    """

    DEFAULT_CSS = """
    NoteDialog {
        & > #form { max-width: 80; border: round $accent; }
        & .said { height: auto; margin-bottom: 1; }
        & TextField .field--label { width: 8; }
        & TextField .field--hint { margin-left: 9; }
    }
    """
    AUTO_FOCUS = "PlainInput"

    def __init__(self, title: str, words: str, write: Callable[[str], Trial], *, is_needed: bool = False) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._write = write
        self._is_needed = is_needed

    def compose_fields(self) -> ComposeResult:
        """Return the words and the field."""
        yield Static(safe(self._words), classes="said", markup=False)
        yield TextField("Note", placeholder="in a sentence", id="note")

    def on_mount(self) -> None:
        """Name what is recorded."""
        self.entitle(self._title)

    @property
    def _field(self) -> TextField:
        return self.query_one("#note", TextField)

    def is_changed(self) -> bool:
        """Return whether a note was typed."""
        return bool(self._field.value.strip())

    def save(self) -> None:
        """Hand the note over."""
        note = self._field.value
        if self._is_needed and not note.strip():
            self._field.judge("block", "Say in a sentence with whom you spoke and what was agreed.")
            self._field.input.focus()
            return
        write = self._write
        self.begin_saving()
        self.ask("save", lambda: write(note), self.saved, self.not_saved)

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Enter records the note: there is only one field."""
        event.stop()
        self.action_save()
