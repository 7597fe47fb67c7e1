"""Bringing in mail: shipments and purchase requests out of mail files, folders, and the mailbox on a server.

One job: ask where from, show how far it is, and hand the outcome back. Must not: know what a mail says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from sparktui.errors import BadInput, SparktuiError
from sparktui.mail_settings import ImapServer
from sparktui.screens.form import Form
from sparktui.screens.path_suggester import PathSuggester
from sparktui.services.desk import Desk
from sparktui.services.import_mail import MailImportReport, import_mail, import_mailbox
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text_field import TextField

_ENDINGS = (".eml", ".mbox", ".mbx", "")
_PARTS = (
    ("shipments", "new shipments"),
    ("purchase_requests", "purchase requests"),
    ("duplicates", "known already"),
    ("ignored", "about something else"),
)
_MAILBOX, _FILES = "mailbox", "files"
# So many mails between two looks at how far it is.
_STEP = 10


class Stopped(SparktuiError):
    """The person stopped an import; what was recorded until then stays."""


class MailImportDialog(Form[MailImportReport]):
    """Asks for the mailbox at ``server``, where there is one, or for mail files, and imports what came."""

    DEFAULT_CSS = """
    MailImportDialog {
        & TextField .field--label { width: 8; }
        & TextField .field--hint { margin-left: 9; display: none; }
        & .said { height: auto; color: $text-muted; margin-bottom: 1; }
        & #whence { margin-bottom: 1; }
    }
    """
    TITLE = "Import mail"
    SAVE = "Import"
    AUTO_FOCUS = ""

    @dataclass
    class Progressed(Message):
        """So many mails are read, of so many where that is known."""

        done: int
        total: int | None

    def __init__(self, server: ImapServer | None = None) -> None:
        super().__init__()
        self._server = server
        self._whence = _FILES if server is None else _MAILBOX
        self._stop = Event()

    def compose_fields(self) -> ComposeResult:
        """Return where from, and the path."""
        words = "Mail is only read: it stays as it is. What is not certain waits here until somebody has answered."
        yield Static(words, classes="said", markup=False)
        yield ChoiceList(id="whence")
        field = TextField("Mail", placeholder="an .eml file, an mbox, a Maildir, or a folder of them", id="path")
        field.input.suggester = PathSuggester(_ENDINGS)
        yield field

    def on_mount(self) -> None:
        """Begin with the mailbox where there is one."""
        self._show_whence()
        (self._choices if self._server is not None else self._field.input).focus()

    @property
    def _field(self) -> TextField:
        return self.query_one("#path", TextField)

    @property
    def _choices(self) -> ChoiceList:
        return self.query_one("#whence", ChoiceList)

    def _show_whence(self) -> None:
        self._choices.display = self._server is not None
        self._field.display = self._whence == _FILES
        if self._server is not None:
            mailbox = f"{self._server.folder} of {self._server.user} at {self._server.host}"
            choices = (Choice(_MAILBOX, mailbox, "what came since the last time"), Choice(_FILES, "files, or a folder"))
            self._choices.show(choices, {self._whence})

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """Take the mailbox, or ask for files."""
        event.stop()
        if not self.is_saving:
            self._whence = event.key
            self._show_whence()

    def is_changed(self) -> bool:
        """Nothing is lost with a file's name."""
        return False

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Enter imports: nothing comes behind the path."""
        event.stop()
        self.action_save()

    def save(self) -> None:
        """Import what is named."""
        try:
            work = partial(self._from_server, self.desk) if self._whence == _MAILBOX else self._from_files()
        except BadInput as error:
            self._field.judge("block", (error.message, error.remedy))
            self._field.input.focus()
            return
        self._field.judge("")
        self._stop.clear()
        self.begin_saving("Reading … esc stops it.")
        self.ask("import", work, self.saved, self.not_saved)

    def _from_server(self, desk: Desk) -> MailImportReport:
        return import_mailbox(desk, self._server, progress=self._progress)

    def _from_files(self) -> partial[MailImportReport]:
        """Return the work of importing the files that are named.

        Raises:
            BadInput: when none are.
        """
        typed = self._field.value.strip()
        if not typed:
            raise BadInput("Name a file or a folder.")
        try:
            return partial(import_mail, self.desk, [Path(typed).expanduser()], progress=self._progress)
        except RuntimeError:
            raise BadInput("There is no such home folder.", "Write the whole path.") from None

    def not_saved(self, error: SparktuiError) -> None:
        """Say why it was not imported; it can be tried again at once."""
        super().not_saved(error)
        (self._field.input if self._whence == _FILES else self._choices).focus()

    def _progress(self, done: int, total: int | None) -> None:
        if self._stop.is_set():
            raise Stopped("The import was stopped.", "What was recorded until then stays; reading it again is safe.")
        if not done % _STEP:
            self.post_message(self.Progressed(done, total))

    def on_mail_import_dialog_progressed(self, event: Progressed) -> None:
        """Say how far it is."""
        event.stop()
        if self.is_saving and not self._stop.is_set():
            of_all = "" if event.total is None else f" of {event.total:,}"
            self.tell(f"Reading … {event.done:,}{of_all} mails. esc stops it.")

    def action_cancel(self) -> None:
        """Stop what is under way, or leave; a server that says nothing is not waited for."""
        if self.is_saving and not self._stop.is_set():
            self._stop.set()
            self.tell("Stopping … esc again leaves at once.")
        else:
            self.dismiss(None)


def report_words(report: MailImportReport) -> str:
    """Return in a sentence what an import of mail did."""
    if not report.read:
        return f"There is no new mail. {report.stopped}".strip()
    counts = [(getattr(report, name), words) for name, words in _PARTS]
    counts.append((len(report.needs_attention), "waiting for somebody"))
    done = ", ".join(f"{count:,} {words}" for count, words in counts if count)
    words = f"{report.read:,} mails read: {done or 'nothing in them'}."
    anew = "The server has numbered its mails anew, so all were read again." if report.numbered_anew else ""
    return " ".join(filter(None, (words, anew, report.stopped)))
