"""Step 1: may this trial be converted, by whom, until when.

One job: the facts that the order stands on; and where there is no order to be made, what is left to do instead.
Must not: have a field.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult

from sparktui.domain.dates import days, in_words
from sparktui.domain.lifecycle import Phase
from sparktui.screens.commands import BY_ID
from sparktui.screens.conversion.progress import still_to_do
from sparktui.screens.conversion.stage_words import devices_words
from sparktui.screens.conversion.state import WizardState
from sparktui.screens.conversion.step_form import StepForm
from sparktui.screens.day_words import near
from sparktui.screens.trial_now import hand_off_lines
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Piece
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import Row, WrappedRows, row

_COLUMNS = (Column("", 15), Column("", 20, 10, grow=1))


class EligibilityForm(StepForm):
    """The trial's facts, the text for the distributor, or what a lost trial took with it."""

    title = "Eligibility"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._rows = WrappedRows(*_COLUMNS)

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield self._rows

    def show(self, state: WizardState) -> None:
        """Show what there is to know before an order is begun."""
        rows = list(self._facts(state))
        if state.view.phase is Phase.LOST:
            rows = [*_gone(state), row(), *rows]
        elif hand_off_lines(state.view) and not state.is_fixed:
            rows = [*_for_distributor(state), row(), *rows]
        self._rows.show(rows)

    def _facts(self, state: WizardState) -> Iterator[Row]:
        trial, lifecycle, today = state.trial, state.view.lifecycle, state.view.day
        customer = trial.customer
        facts = {
            "Still to do": "" if state.shut or state.is_fixed else "; ".join(still_to_do(state)),
            "Customer": customer.name,
            "Country": f"{state.country} ({customer.country})",
            "Administrator": customer.admin_email,
            "Owns already": ", ".join(customer.paid_services),
            "On trial": ", ".join(f"{line.service} × {line.quantity}" for line in trial.services),
            "WebEx site": trial.site_url or "none",
            "Deal ID": trial.deal_id or "not recorded",
            "Devices": devices_words(trial) or "none",
            "Started": f"{in_words(lifecycle.starts_on)}, for {days(trial.period_days)}"
            + (", extended once" if trial.extended_on else ""),
            "Expires" if lifecycle.expires_on >= today else "Expired": near(lifecycle.expires_on, today),
        }
        if state.view.phase.is_running:
            facts["Last day"] = f"{near(lifecycle.grace_ends_on, today)}: the conversion has to be complete"
        for label, value in facts.items():
            if value:
                yield row(Piece(label, "muted"), Piece(value))


def _for_distributor(state: WizardState) -> Iterator[Row]:
    yield row(Piece("To send", "heading"), tuple(Piece(line) for line in hand_off_lines(state.view)))
    copy, save = BY_ID["copy_line"].key, BY_ID["export_sheet"].key
    yield row("", Piece(f"{copy} copies this text, {save} writes it to a file", "accent"))


def _gone(state: WizardState) -> Iterator[Row]:
    mark = terminal_glyphs().mark("lost")
    for place, part in enumerate(state.view.recoverable):
        label = Piece("Gone for ever" if place == 0 else "", "error")
        if part.until >= state.view.day:
            yield row(label, Piece(f"{part.words}: held until {near(part.until, state.view.day)}", "warning"))
        else:
            yield row(label, Piece(f"{mark} {part.words}"))
    yield row("", Piece("A new order is a new start; it brings none of this back.", "muted"))
