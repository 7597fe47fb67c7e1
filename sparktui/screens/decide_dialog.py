"""The question at the end of a trial: convert, extend, or let it lapse.

One job: take the decision, its owner and a note, and hand them to what writes them. Must not: do what was decided.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual.app import ComposeResult
from textual.widgets import Static

from sparktui.domain import decision
from sparktui.domain.lifecycle import Lifecycle
from sparktui.domain.trial import Trial
from sparktui.screens.day_words import near, short
from sparktui.screens.form import FormScreen
from sparktui.services.decisions import Prospects
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text import safe
from sparktui.widgets.text_field import TextField


class DecideDialog(FormScreen):
    """Asks what becomes of ``customer``'s trial as it stands on ``day``; ``write`` records it, in a thread.

    ``foresee`` says, in a thread too, what can be had: what cannot is dimmed and says why.
    ``owner`` is proposed as the one who sees to it. Leaving means later: the question stays. ``picked`` is what was
    chosen.
    """

    DEFAULT_CSS = """
    DecideDialog {
        & > #form { max-width: 84; }
        & .said { height: auto; margin-bottom: 1; }
        & #owner { margin-top: 1; }
        & TextField .field--label { width: 8; }
        & TextField .field--hint { margin-left: 9; }
    }
    """
    SAVE = "Decide"
    LEAVE = "Later"
    AUTO_FOCUS = "ChoiceList"

    def __init__(
        self,
        customer: str,
        lifecycle: Lifecycle,
        day: date,
        owner: str,
        foresee: Callable[[], Prospects],
        write: Callable[[str, str, str], Trial],
    ) -> None:
        super().__init__()
        self.picked: decision.Choice | None = None
        self._customer = customer
        self._lifecycle = lifecycle
        self._day = day
        self._owner = owner
        self._foresee = foresee
        self._prospects = Prospects("", "")
        self._write = write

    def compose_fields(self) -> ComposeResult:
        """Return the words, the three choices, and who sees to it."""
        verb = "expires" if self._lifecycle.expires_on >= self._day else "expired"
        words = f"It {verb} on {near(self._lifecycle.expires_on, self._day)}. Somebody has to decide."
        yield Static(safe(words), classes="said", markup=False)
        yield ChoiceList(id="choices")
        yield TextField("Owner", placeholder="who sees to it", select_on_focus=True, id="owner")
        yield TextField("Note", placeholder="why, in a sentence (may be left empty)", id="note")

    def on_mount(self) -> None:
        """Ask, and propose who sees to it."""
        self.entitle(f"{self._customer}: what becomes of the trial?")
        self._show_choices()
        self._field("owner").fill(self._owner)
        self.ask("foresee", self._foresee, self._foreseen)

    def _foreseen(self, prospects: Prospects) -> None:
        self._prospects = prospects
        self._show_choices()

    def _field(self, name: str) -> TextField:
        return self.query_one(f"#{name}", TextField)

    def _show_choices(self) -> None:
        until, lost_on = (short(day, self._day) for day in (self._lifecycle.grace_ends_on, self._lifecycle.lost_on))
        no_extension = self._prospects.no_extension
        convert = Choice(decision.Choice.CONVERT, "Convert it", f"until {until}; goes on to the order")
        if self._prospects.by_distributor:
            words = f"until {until}; only it converts, goes on to the text for it"
            convert = Choice(decision.Choice.CONVERT, "Ask the distributor", words, short=f"to convert until {until}")
        extension = no_extension or "once, while it runs; goes on to the form"
        choices = (
            convert,
            Choice(decision.Choice.EXTEND, "Extend it", extension, is_off=bool(no_extension)),
            Choice(decision.Choice.LAPSE, "Let it lapse", f"everything is lost on {lost_on}"),
        )
        self.query_one(ChoiceList).show(choices, {self.picked} if self.picked else ())

    def is_changed(self) -> bool:
        """Return whether something was typed."""
        return bool(self._field("note").value.strip()) or self._field("owner").value != self._owner

    def save(self) -> None:
        """Hand the decision over."""
        picked, owner, note = self.picked, self._field("owner").value, self._field("note").value
        if picked is None:
            self.tell("Choose one of the three first.", style="error")
            self.query_one(ChoiceList).focus()
            return
        write = self._write
        self.begin_saving()
        self.ask("save", lambda: write(picked, owner, note), self.saved, self.not_saved)

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """It becomes that, where it can."""
        event.stop()
        picked = decision.Choice(event.key)
        if picked is decision.Choice.EXTEND and self._prospects.no_extension:
            self.tell(self._prospects.no_extension, style="error")
            return
        self.picked = picked
        self.tell()
        self._show_choices()

    def on_text_field_entered(self, event: TextField.Entered) -> None:
        """Enter in the note, which is last, records the decision."""
        event.stop()
        if event.field.id == "note":
            self.action_save()
        else:
            self.focus_next()
