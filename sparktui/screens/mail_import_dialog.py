"""Bringing in mail: shipments and purchase requests out of mail files, mailboxes and folders.

One job: ask for a path, show how far it is, and hand the outcome back. Must not: know what a mail says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from sparktui.errors import SparktuiError
from sparktui.screens.form import Form
from sparktui.screens.path_suggester import PathSuggester
from sparktui.services.desk import Desk
from sparktui.services.import_mail import MailImportReport, import_mail
from sparktui.widgets.text_field import TextField

_ENDINGS = (".eml", ".mbox", ".mbx", "")
_PARTS = (
    ("shipments", "new shipments"),
    ("purchase_requests", "purchase requests"),
    ("duplicates", "known already"),
    ("ignored", "about something else"),
)


class Stopped(SparktuiError):
    """The person stopped an import; what was read until then is recorded."""


class MailImportDialog(Form[MailImportReport]):
    """Asks for a mail, a mailbox or a folder of them, and imports it."""

    DEFAULT_CSS = """
    MailImportDialog {
        & TextField .field--label { width: 8; }
        & TextField .field--hint { margin-left: 9; }
        & .said { height: auto; color: $text-muted; margin-bottom: 1; }
    }
    """
    TITLE = "Import mail"
    SAVE = "Import"
    AUTO_FOCUS = "PlainInput"

    @dataclass
    class Progressed(Message):
        """So many mails are read."""

        done: int

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()

    def compose_fields(self) -> ComposeResult:
        """Return the path."""
        words = "The files stay as they are. What is not certain waits here until somebody has answered."
        yield Static(words, classes="said", markup=False)
        field = TextField("Mail", placeholder="an .eml file, an mbox, a Maildir, or a folder of them", id="path")
        field.input.suggester = PathSuggester(_ENDINGS)
        yield field

    @property
    def _field(self) -> TextField:
        return self.query_one("#path", TextField)

    def is_changed(self) -> bool:
        """Nothing is lost with a file's name."""
        return False

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Enter imports: there is only one field."""
        event.stop()
        self.action_save()

    def save(self) -> None:
        """Import what is named."""
        typed = self._field.value.strip()
        if not typed:
            self._field.judge("block", "Name a file or a folder.")
            self._field.input.focus()
            return
        self._field.judge("")
        try:
            path = Path(typed).expanduser()
        except RuntimeError:
            self.tell("There is no such home folder.", "Write the whole path.", style="error")
            return
        self._stop.clear()
        self.begin_saving("Reading … esc stops it.")
        self.ask("import", partial(self._import, self.desk, path), self.saved, self.not_saved)

    def _import(self, desk: Desk, path: Path) -> MailImportReport:
        return import_mail(desk, [path], progress=self._progress)

    def not_saved(self, error: SparktuiError) -> None:
        """Say why it was not imported; another path can be typed at once."""
        super().not_saved(error)
        self._field.input.focus()

    def _progress(self, done: int, total: int | None) -> None:
        if self._stop.is_set():
            raise Stopped("The import was stopped.", "What was read until then is recorded; reading it again is safe.")
        self.post_message(self.Progressed(done))

    def on_mail_import_dialog_progressed(self, event: Progressed) -> None:
        """Say how far it is."""
        event.stop()
        if self.is_saving:
            self.tell(f"Reading … {event.done:,} mails. esc stops it.")

    def action_cancel(self) -> None:
        """Stop what is under way, or leave."""
        if self.is_saving:
            self._stop.set()
        else:
            super().action_cancel()


def report_words(report: MailImportReport) -> str:
    """Return in a sentence what an import of mail did."""
    counts = [(getattr(report, name), words) for name, words in _PARTS]
    counts.append((len(report.needs_attention), "waiting for somebody"))
    done = ", ".join(f"{count:,} {words}" for count, words in counts if count)
    return f"{report.read:,} mails read: {done or 'nothing in them'}."
