"""Bringing in a customer file: first what it would do, row by row where it is wrong, then doing it.

One job: ask for the file, show the report, and import it once that has been seen. Must not: know what a row means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button

from sparktui.errors import BadInput, SparktuiError
from sparktui.screens.form import Form
from sparktui.screens.import_words import REJECTED_COLUMNS, rejected_rows, summary_rows
from sparktui.screens.path_suggester import PathSuggester
from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from sparktui.services.import_report import ImportReport, rejects_path
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.table_rows import Column
from sparktui.widgets.text_field import TextField
from sparktui.widgets.wrapped_rows import WrappedRows

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
_SKIP = "skip"


class Stopped(SparktuiError):
    """The person stopped an import; nothing of it is kept."""


class ImportDialog(Form[ImportReport]):
    """Asks for a file, says what importing it would do, and does it; returns the report of what was done."""

    DEFAULT_CSS = """
    ImportDialog {
        & TextField .field--label { width: 8; }
        & TextField .field--hint { margin-left: 9; }
        & #summary { margin-top: 1; }
        & #rejected-frame { height: auto; max-height: 35vh; margin-top: 1; scrollbar-size-vertical: 1; display: none; }
        & #rejected-frame:focus { background: $boost; }
        & #skip { margin-top: 1; display: none; }
    }
    """
    TITLE = "Import a customer file"
    SAVE = "Check"
    AUTO_FOCUS = "PlainInput"

    @dataclass
    class Progressed(Message):
        """So many rows are done, of so many where that is known."""

        done: int
        total: int | None

    def __init__(self) -> None:
        super().__init__()
        self._checked: tuple[Path, ImportReport] | None = None
        self._skip = False
        self._doing = ""
        self._stop = Event()

    def compose_fields(self) -> ComposeResult:
        """Return the file, what it would do, the rows that are wrong, and whether they are left out."""
        field = TextField("File", placeholder="a CSV or XLSX file; → completes the name", id="path")
        field.input.suggester = PathSuggester(ENDINGS)
        yield field
        yield WrappedRows(Column("", 12, align="right"), Column("", 20, grow=1), id="summary")
        with VerticalScroll(id="rejected-frame"):
            yield WrappedRows(*REJECTED_COLUMNS, id="rejected")
        yield ChoiceList(several=True, id="skip")

    @property
    def _field(self) -> TextField:
        return self.query_one("#path", TextField)

    def is_changed(self) -> bool:
        """Nothing is lost with a file's name."""
        return False

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Another file has not been looked at yet."""
        event.stop()
        self._checked = None
        self._show_report()

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Enter looks at the file; once that is done, it goes on to what can be chosen."""
        event.stop()
        if self._checked is None:
            self.action_save()
        else:
            self.focus_next()

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """Leave the wrong rows out, or not."""
        event.stop()
        self._skip = not self._skip
        self._show_report()

    # Looking, then doing

    def save(self) -> None:
        """Look at the file; or import it, once it has been looked at."""
        if self._checked is None:
            self._check()
            return
        path, report = self._checked
        if report.rejected and not self._skip:
            self.tell("Mend the rows above, or leave them out with space.", style="warning")
            self.query_one("#skip").focus()
        elif not (report.created or report.updated):
            self.tell("There is nothing to import: everything in it is recorded already.")
        else:
            self._begin("Importing")
            work = partial(self._import, self.desk, path, skip_invalid=self._skip)
            self.ask("import", work, self.saved, self.not_saved)

    def _check(self) -> None:
        typed = self._field.value.strip()
        try:
            path = Path(typed).expanduser()
            if not typed:
                raise BadInput("Name a file.")
        except RuntimeError:
            self.tell("There is no such home folder.", "Write the whole path.", style="error")
            return
        except BadInput as error:
            self.tell(error.message, style="error")
            return
        self._begin("Reading")
        work = partial(self._import, self.desk, path, skip_invalid=True, dry_run=True)
        self.ask("check", work, partial(self._show_checked, path), self._not_checked)

    def _begin(self, doing: str) -> None:
        self._doing = doing
        self._stop.clear()
        self.begin_saving(f"{doing} … esc stops it.")

    def _import(self, desk: Desk, path: Path, *, skip_invalid: bool, dry_run: bool = False) -> ImportReport:
        return import_customers(desk, path, skip_invalid=skip_invalid, dry_run=dry_run, progress=self._progress())

    def _progress(self) -> Callable[[int, int | None], None]:
        """Return what the import calls on its way, in its thread."""

        def progress(done: int, total: int | None) -> None:
            if self._stop.is_set():
                raise Stopped("The import was stopped; nothing was changed.")
            self.post_message(self.Progressed(done, total))

        return progress

    def on_import_dialog_progressed(self, event: Progressed) -> None:
        """Say how far it is."""
        event.stop()
        if self.is_saving:
            of = f" of {event.total:,}" if event.total else ""
            self.tell(f"{self._doing} … {event.done:,}{of} rows. esc stops it.")

    def action_cancel(self) -> None:
        """Stop what is under way, or leave."""
        if self.is_saving:
            self._stop.set()
        else:
            super().action_cancel()

    def action_page(self, pages: int) -> None:
        """Scroll the rejected rows, wherever the focus is; without any, the form."""
        frame = self.query_one("#rejected-frame")
        if frame.display and frame.max_scroll_y:
            frame.scroll_relative(y=pages * max(frame.size.height - 1, 1), animate=False)
        else:
            super().action_page(pages)

    # The report

    def _not_checked(self, error: SparktuiError) -> None:
        """Say why the file cannot be used, and let another be named: typing replaces the name."""
        self.not_saved(error)
        self._field.input.focus()
        self._field.input.select_all()

    def _show_checked(self, path: Path, report: ImportReport) -> None:
        self.end_saving()
        self._checked, self._skip = (path, report), False
        self._show_report()
        self.query_one("#skip" if report.rejected else "#save").focus()
        self.keep_in_view()

    def _show_report(self) -> None:
        """Show what importing the file would do; nothing while it has not been looked at."""
        report = self._checked[1] if self._checked else None
        rejected = report.rejected if report else ()
        self.tell()
        self.query_one("#summary", WrappedRows).show(summary_rows(report) if report else [])
        self.query_one("#rejected", WrappedRows).show(rejected_rows(rejected))
        self.query_one("#rejected-frame").display = bool(rejected)
        skip = self.query_one("#skip", ChoiceList)
        skip.display = bool(rejected)
        if self._checked and rejected:
            note = f"they are kept in {rejects_path(self._checked[0]).name}, to be mended"
            skip.show([Choice(_SKIP, "Leave the rejected rows out", note)], {_SKIP} if self._skip else set())
        self.query_one("#save", Button).label = Content(f"{'Import' if report else self.SAVE}  ^o")
