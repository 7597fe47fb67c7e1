"""Writing trials to a file.

One job: ask which trials, and where to; write them in the background. Must not: replace a file unasked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from textual.app import ComposeResult

from sparktui.domain.listing import ListQuery
from sparktui.domain.text import plain
from sparktui.errors import BadInput
from sparktui.screens.confirm import ConfirmScreen
from sparktui.screens.form import Form
from sparktui.screens.path_suggester import PathSuggester
from sparktui.services.customer_list import every_id
from sparktui.services.desk import Desk
from sparktui.services.export import export_trials
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text_field import TextField

ENDINGS = (".csv", ".xlsx", ".json")
MARKED, LISTED, EVERY = "marked", "listed", "every"


class ExportDialog(Form[str]):
    """Asks where to write the ``marked`` trials, those of the list ``query``, or all, and returns what was written.

    ``listed`` is how many trials the list holds, and ``of_all`` how many there are where that is known.
    """

    DEFAULT_CSS = """
    ExportDialog {
        & > #form { max-width: 84; }
        & TextField { margin-top: 1; }
        & TextField .field--label { width: 8; }
        & TextField .field--hint { margin-left: 9; }
    }
    """
    TITLE = "Write trials to a file"
    SAVE = "Write"
    AUTO_FOCUS = "PlainInput"

    def __init__(self, query: ListQuery, marked: frozenset[int], listed: int, of_all: int | None) -> None:
        super().__init__()
        self._query = query
        self._marked = marked
        self._choices = [
            *([Choice(MARKED, "The marked trials", f"{len(marked):,}")] if marked else []),
            *([Choice(LISTED, "The trials of the list as it is now", f"{listed:,}")] if listed != of_all else []),
            Choice(EVERY, "All trials", f"{of_all:,}" if of_all is not None else ""),
        ]
        self._picked = self._choices[0].key
        self._proposed = f"trials-{query.day}.csv"

    def compose_fields(self) -> ComposeResult:
        """Return what to write, and where."""
        yield ChoiceList(id="which")
        field = TextField("File", id="path")
        field.input.suggester = PathSuggester(ENDINGS)
        yield field

    def on_mount(self) -> None:
        """Propose the trials that are nearest at hand, and a name."""
        self.query_one("#which", ChoiceList).show(self._choices, {self._picked})
        self._field.fill(self._proposed)
        self._show_place()

    @property
    def _field(self) -> TextField:
        return self.query_one("#path", TextField)

    def _path(self) -> Path:
        """Return where to write.

        Raises:
            BadInput: when what is typed names no place.
        """
        typed = self._field.value.strip()
        try:
            path = Path(typed).expanduser().absolute()
        except (RuntimeError, OSError, ValueError):
            raise BadInput("There is no such home folder.", "Write the whole path.") from None
        if not typed or path.suffix.lower() not in ENDINGS:
            raise BadInput("The name ends in .csv, .xlsx or .json.", "")
        return path

    def _show_place(self) -> None:
        try:
            self._field.judge("", [str(self._path()), "CSV and XLSX import again without a change."])
        except BadInput as error:
            self._field.judge("block", str(error))

    def is_changed(self) -> bool:
        """Nothing is lost with a file's name."""
        return False

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Say where the file will be."""
        event.stop()
        self._show_place()

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Enter writes: the field is the last one."""
        event.stop()
        self.action_save()

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """Write those."""
        event.stop()
        self._picked = event.key
        event.choices.show(self._choices, {event.key})

    def save(self) -> None:
        """Write, after a question where the file exists."""
        try:
            path = self._path()
            exists = path.is_file()
        except (BadInput, OSError, ValueError):
            self._field.input.focus()
            return
        if not exists:
            self._write(path, overwrite=False)
            return
        question = ConfirmScreen("Replace the file?", f"{path} exists already.", yes="Replace", no="Keep it", key="r")
        self.app.push_screen(question, lambda yes: self._write(path, overwrite=True) if yes else None)

    def _write(self, path: Path, *, overwrite: bool) -> None:
        self.begin_saving("Writing …")
        write = partial(_written, self.desk, path, self._trial_ids(), overwrite)
        self.ask("write", write, self.saved, self.not_saved)

    def _trial_ids(self) -> Iterable[int] | None:
        if self._picked == MARKED:
            return sorted(self._marked)
        return every_id(self.desk, self._query) if self._picked == LISTED else None


def _written(desk: Desk, path: Path, trial_ids: Iterable[int] | None, overwrite: bool) -> str:
    count = export_trials(desk, path, overwrite=overwrite, day=desk.looking_at, trial_ids=trial_ids)
    return f"{count:,} trials are in {plain(str(path))}." if count != 1 else f"1 trial is in {plain(str(path))}."
