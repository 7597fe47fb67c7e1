"""A screen over the conversion document of one trial.

One job: read the document, save what is typed, and notice what other people did to it.
Must not: move it on (see `stage_screen`), or lay anything out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sparktui.domain.conversion import Conversion, ConversionState, Order
from sparktui.errors import Conflict, Refused, SparktuiError
from sparktui.screens.base import DeskScreen
from sparktui.screens.conversion.draft_keeper import DraftKeeper
from sparktui.screens.conversion.progress import ELIGIBILITY, REVIEW
from sparktui.screens.conversion.stage_words import saved_words
from sparktui.screens.conversion.state import WizardState
from sparktui.services import conversion
from sparktui.services.conversion import OrderCheck
from sparktui.services.desk import Desk
from sparktui.services.trial_view import TrialView, view_trial


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: the trial, and the verdict on ``order``."""

    view: TrialView
    order: Order
    check: OrderCheck


class DocumentScreen(DeskScreen):
    """The document of the trial with the ID ``trial_id``.

    ``theirs`` is what somebody else saved while something else was typed here; until that is decided, nothing is
    saved. ``trouble`` says why the last save failed, ``note`` what is worth knowing about the document as opened.
    ``asked_to_save`` is the order and step that were saved last, or are about to be.
    """

    def __init__(self, trial_id: int) -> None:
        super().__init__()
        self.trial_id = trial_id
        self.state: WizardState | None = None
        self.step = self.furthest = ELIGIBILITY
        self.theirs: Conversion | None = None
        self.trouble = ""
        self.note = ""
        self.keeper: DraftKeeper | None = None
        self.asked_to_save: tuple[Order, int] | None = None

    # What subclasses do

    def show_state(self) -> None:
        """Show what has changed."""
        raise NotImplementedError

    def show_order(self, order: Order) -> None:
        """Put the texts of ``order`` into the fields: it was read, not typed."""
        raise NotImplementedError

    def show_failure(self, error: SparktuiError) -> None:
        """Say why there is nothing to show."""
        raise NotImplementedError

    # Reading

    def reload(self) -> None:
        """Read trial, document and verdict anew; what is typed stays."""
        desk, typed = self.desk, self.state.order if self.state else None
        self.ask("trial", lambda: _read(desk, self.trial_id, typed), self._receive, self._not_read)

    def _not_read(self, error: SparktuiError) -> None:
        if self.state is None:
            self.show_failure(error)
        else:
            self.show_error(error)

    def _receive(self, read: _Read) -> None:
        if self.state is None or self.keeper is None:
            self._open(read)
            return
        self.state = replace(self.state, view=read.view)
        if read.order == self.state.order:
            self.state = replace(self.state, check=read.check)
        else:
            self.check_order()
        self._notice(_newest(read.view))
        self.refresh_state()

    def _open(self, read: _Read) -> None:
        document = _newest(read.view)
        self.keeper = DraftKeeper(read.view.trial, document)
        customer, desk = read.view.trial.customer, self.desk
        country = desk.countries.get(customer.country, "unknown")
        self.state = WizardState(read.view, country, desk.catalogue, read.order, document, read.check, self._looking())
        self.asked_to_save = (read.order, document.step) if document else None
        self.theirs, self.trouble, self.note = None, "", ""
        self.step = self.furthest = self._step_to_open(self.state)
        if document is not None and document.state is ConversionState.DRAFT:
            self.note = f"Resumed where it stood, {saved_words(document, self.desk.partner.timezone)}."
        self.show_order(read.order)
        self.refresh_state()

    @staticmethod
    def _step_to_open(state: WizardState) -> int:
        if state.document is None or state.shut:
            return ELIGIBILITY
        return state.document.step if state.stage is ConversionState.DRAFT else REVIEW

    def _looking(self) -> str:
        if self.desk.looking_at is not None:
            return "Another day is looked at; esc comes back to today, where something can be changed."
        if self.desk.read_only:
            return "The database is open for reading only: everything can be looked at, nothing typed or changed."
        return ""

    def refresh_state(self) -> None:
        """Bring the state up to date with what was saved, and show it."""
        if self.state is not None and self.keeper is not None:
            self.state = replace(self.state, document=self.keeper.document, looking=self._looking())
            self.show_state()

    # Typing

    def edit(self, changes: dict[str, Any]) -> None:
        """Change fields of the order, save it, and ask the rules about it."""
        if self.state is None or self._looking() or self.state.locked or self.state.busy:
            return
        was_ready = self.state.stage is ConversionState.READY
        order = replace(self.state.order, **changes)
        if order == self.state.order:
            return
        self.state = replace(self.state, order=order)
        self.note = "The order was ready; changed, it is a draft again." if was_ready else ""
        self.save(while_typing=True)
        self.check_order()
        self.refresh_state()

    def acknowledge(self, rule: str, *, acknowledged: bool) -> None:
        """Acknowledge the warning of ``rule`` in the words that are shown, or take that back."""
        if self.state is None:
            return
        order = self.state.order
        if acknowledged:
            order = conversion.acknowledge(order, self.state.check.verdict, (rule,))
        else:
            order = replace(order, acknowledged=tuple(seen for seen in order.acknowledged if seen.rule != rule))
        self.edit({"acknowledged": order.acknowledged})

    def check_order(self) -> None:
        """Ask the rules about the order as it stands; the old findings stay until the new ones are there."""
        if self.state is not None:
            desk, trial, order = self.desk, self.state.trial, self.state.order
            self.ask("check", lambda: conversion.check_order(desk, trial, order), self._checked)

    def _checked(self, check: OrderCheck) -> None:
        if self.state is not None:
            self.state = replace(self.state, check=check)
            self.refresh_state()

    # Saving

    def save(self, *, while_typing: bool = False) -> None:
        """Save the order and the step, unless nothing was typed yet, nothing is new, or nothing may be changed."""
        state, keeper = self.state, self.keeper
        if state is None or keeper is None or self.theirs is not None:
            return
        if self._looking() or state.locked or state.busy:
            return
        wanted, asked = (state.order, self.step), self.asked_to_save
        is_untouched = asked is None and keeper.is_fresh and state.order == first_order(state.view)
        if wanted == asked or is_untouched:
            return
        self.asked_to_save = wanted
        desk = self.desk
        self.ask(
            "save",
            lambda: keeper.save(desk, *wanted, while_typing=while_typing),
            lambda _: self._saved(),
            self._not_saved,
        )

    def _saved(self) -> None:
        self.trouble = ""
        self.refresh_state()

    def _not_saved(self, error: SparktuiError) -> None:
        self.asked_to_save = None
        if not isinstance(error, Conflict):
            self.trouble = f"Not saved: {error.message} {error.remedy}".strip()
        if isinstance(error, Conflict | Refused):
            self.reload()
        self.refresh_state()

    # Other people

    def _notice(self, newest: Conversion | None) -> None:
        """Show what somebody else saved; where something else is typed here, let the person choose."""
        state, keeper = self.state, self.keeper
        if state is None or keeper is None or newest is None or state.busy or not keeper.is_behind(newest):
            return
        here = keeper.seen.order if keeper.seen else first_order(state.view)
        if newest.order == state.order or state.order == here:
            self._adopt(newest)
            self.note = f"{newest.saved_by} changed it in the meantime: this is how it stands now."
        else:
            self.theirs = newest
        self.refresh_state()

    def take_theirs(self) -> None:
        """Show what somebody else saved, instead of what is typed here."""
        if self.theirs is not None:
            self._adopt(self.theirs)
            self.note = "This is what was saved by " + self.theirs.saved_by + "."
            self.theirs = None
            self.refresh_state()

    def keep_mine(self) -> None:
        """Save what is typed here over what somebody else saved, or beside it where that has ended."""
        if self.theirs is not None and self.keeper is not None:
            self.keeper.seen, self.theirs = self.theirs, None
            if self.keeper.is_fresh:
                self.keeper.put_aside()
            self.refresh_state()
            self.save()

    def _adopt(self, document: Conversion) -> None:
        if self.state is None or self.keeper is None:
            return
        self.keeper.seen = document
        self.asked_to_save, self.trouble = (document.order, self.step), ""
        self.state = replace(self.state, order=document.order)
        self.show_order(document.order)
        self.check_order()


def first_order(view: TrialView) -> Order:
    """Return the order that one begins with: the deal of the trial, and nothing else."""
    return Order(deal_id=view.trial.deal_id or "")


def _read(desk: Desk, trial_id: int, typed: Order | None) -> _Read:
    view = view_trial(desk, trial_id)
    newest = _newest(view)
    order = typed if typed is not None else newest.order if newest else first_order(view)
    return _Read(view, order, conversion.check_order(desk, view.trial, order))


def _newest(view: TrialView) -> Conversion | None:
    """Return the document to show: the one under way, or the last one that ended."""
    return view.open_conversion or next(iter(view.conversions), None)
