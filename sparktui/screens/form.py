"""What forms over the desk share: a frame with fields, save and cancel, and nothing typed is lost silently.

One job: `Form`. Must not: know what is typed, nor what saving does.
"""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from sparktui.domain.trial import Trial
from sparktui.errors import SparktuiError
from sparktui.screens.asking import Asking
from sparktui.screens.confirm import ConfirmScreen
from sparktui.screens.leaving import Leavable
from sparktui.widgets.text import one_line, safe
from sparktui.widgets.text_field import TextField

_Saved = TypeVar("_Saved")
_STYLES = {"error": "$text-error", "warning": "$text-warning", "success": "$text-success"}


class _Frame(VerticalScroll, inherit_bindings=False):
    """Scrolls by itself, and leaves the arrow keys to the form."""


class Form(Leavable, ModalScreen[_Saved | None], Asking):
    """A form. It returns what was saved, or None when it was cancelled.

    Subclasses have ``TITLE``, ``compose_fields``, ``is_changed`` and ``save``.
    """

    DEFAULT_CSS = """
    Form {
        align: center middle; background: $background 60%;
        & > #form {
            width: 98%; max-width: 104; height: auto; max-height: 100%; scrollbar-size-vertical: 1;
            border: round $accent; padding: 0 1; background: $surface; border-title-color: $text-accent;
        }
        & #below { dock: bottom; height: auto; background: $surface; }
        & .form--heading { margin-top: 1; color: $text-muted; text-style: bold; }
        & .form--heading:first-child { margin-top: 0; }
        & #notice { height: auto; margin-top: 1; display: none; }
        & #buttons { height: 1; margin-top: 1; }
        & #buttons Button { margin-right: 2; }
    }
    """
    TITLE = ""
    SAVE = "Save"
    """What the button says that saves."""
    LEAVE = "Cancel"
    """What the button says that leaves."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o,f8", "save", "Save", show=False),
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("up", "app.focus_previous", "Before", show=False),
        Binding("down,enter", "app.focus_next", "Next", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._saving = False

    def compose(self) -> ComposeResult:
        """Put the fields into a frame, with the notice and the buttons below them."""
        with _Frame(id="form", can_focus=False) as frame:
            frame.border_title = Content(one_line(self.TITLE or ""))
            yield from self.compose_fields()
            with Vertical(id="below"):
                yield Static("", id="notice", markup=False)
                with Horizontal(id="buttons"):
                    yield Button(Content(f"{self.SAVE}  ^o"), id="save", variant="primary", compact=True)
                    yield Button(Content(f"{self.LEAVE}  esc"), id="cancel", compact=True)

    def compose_fields(self) -> ComposeResult:
        """Return the form's own widgets."""
        raise NotImplementedError

    def is_changed(self) -> bool:
        """Return whether something was typed or chosen that cancelling would lose."""
        raise NotImplementedError

    def save(self) -> None:
        """Begin to save, by `write`; or show what has to be mended first."""
        raise NotImplementedError

    def entitle(self, title: str) -> None:
        """Write ``title`` into the frame, letter by letter."""
        self.query_one("#form").border_title = Content(one_line(title))

    def tell(self, *lines: str, style: str = "") -> None:
        """Show ``lines`` above the buttons, or nothing."""
        notice = self.query_one("#notice", Static)
        words = [safe(line, _STYLES.get(style, "")) for line in lines if line]
        notice.update(Content("\n").join(words))
        notice.display = bool(words)

    def keep_in_view(self) -> None:
        """Keep the field that has the focus in sight; call it when hints came or went above it."""
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    # Saving, once at a time

    def action_save(self) -> None:
        """Save, unless that is under way."""
        if not self._saving:
            self.save()

    def begin_saving(self, words: str = "Saving …") -> None:
        """Say that it is being saved; until `saved` or `not_saved`, it is not saved again."""
        self._saving = True
        self.tell(words)

    @property
    def is_saving(self) -> bool:
        """Whether it is being saved."""
        return self._saving

    def end_saving(self) -> None:
        """Go on with the form as it is."""
        self._saving = False
        self.tell()

    def saved(self, result: _Saved) -> None:
        """Leave the form with what was saved, as it is now."""
        self.dismiss(result)

    def not_saved(self, error: SparktuiError) -> None:
        """Say why it was not saved; everything typed stays."""
        self._saving = False
        self.tell(error.message, error.remedy, style="error")

    # Leaving

    def action_cancel(self) -> None:
        """Leave, after a question where something would be lost."""
        if self._saving:
            return
        if not self.is_changed():
            self.dismiss(None)
            return
        question = ConfirmScreen(
            "Discard what you typed?",
            "It is not saved yet, and nothing can bring it back.",
            yes="Discard",
            no="Keep on editing",
        )
        self.app.push_screen(question, self._discard)

    def unsaved(self) -> str:
        """Return in a sentence what leaving the app would lose."""
        return "What you typed here is not saved." if self.is_changed() else ""

    def _discard(self, discard: bool | None) -> None:
        if discard:
            self.dismiss(None)

    # Keys and mouse

    def action_page(self, pages: int) -> None:
        """Scroll the fields."""
        form = self.query_one("#form")
        form.scroll_relative(y=pages * (form.size.height - 4), animate=False)

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Enter goes on to the next field."""
        event.stop()
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or cancel."""
        event.stop()
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_cancel()


class FormScreen(Form[Trial]):
    """A form about a trial, which it returns as it was saved."""
