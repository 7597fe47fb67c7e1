"""What would become of a trial, side by side: nothing done, extended, converted under either offer.

One job: show the futures of one trial as timelines under each other, with what differs. Must not: change the trial.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from sparktui.domain.dates import in_words
from sparktui.domain.lifecycle import MilestoneName
from sparktui.domain.trial import Service
from sparktui.rules.what_if import Future, Outcome
from sparktui.screens.base import DeskScreen
from sparktui.screens.commands import WHAT_IF, bindings_of
from sparktui.screens.day_words import near
from sparktui.screens.trial_facts import timeline_of
from sparktui.services import looking_ahead
from sparktui.services.desk import Desk
from sparktui.services.trial_view import TrialView, view_trial
from sparktui.widgets.head_line import HeadLine
from sparktui.widgets.pieces import Piece
from sparktui.widgets.text import one_line
from sparktui.widgets.timeline import Timeline, TimelineModel

_WORDS = {
    MilestoneName.REMINDER: "reminder",
    MilestoneName.EXPIRY: "expiry",
    MilestoneName.END_OF_ACCESS: "last day to convert",
    MilestoneName.LOSS: "loss",
    MilestoneName.SITE_URL_FREE: "site URL free",
    MilestoneName.NUMBERS_RELEASED: "numbers released",
}


_FATES = (("converts", "✓"), ("kept", "✓"), ("new", "+"), ("returned", "!"), ("lost", "✕"))


class WhatIfScreen(DeskScreen):
    """The futures of the trial with the ID ``trial_id``, as if each were chosen on the day that is shown."""

    SCOPE = WHAT_IF
    CSS_PATH = "what_if.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(WHAT_IF),
        # Nothing is new here, so that the key means while travelling what it means on the other screens.
        Binding("n", "command('next_event')", show=False),
    ]

    def __init__(self, trial_id: int) -> None:
        super().__init__()
        self.trial_id = trial_id

    def compose_body(self) -> ComposeResult:
        """Return a heading, and a place for each future."""
        yield HeadLine(id="what-if-title")
        with VerticalScroll(id="futures"):
            for place in range(len(Future)):
                yield Static("", id=f"future-{place}", classes="future", markup=False)
                yield Timeline(id=f"timeline-{place}")
                yield Static("", id=f"differs-{place}", classes="differs", markup=False)

    def reload(self) -> None:
        """Work the futures out anew, for the day that is shown."""
        desk = self.desk
        self.ask(
            "what if",
            lambda: (view_trial(desk, self.trial_id), looking_ahead.what_if(desk, self.trial_id)),
            self._show,
        )

    def find_next_event(self, desk: Desk) -> date | None:
        """Return the next day on which something about this trial changes."""
        return looking_ahead.next_turn_of(desk, view_trial(desk, self.trial_id).trial, desk.today)

    def _show(self, found: tuple[TrialView, tuple[Outcome, ...]]) -> None:
        view, outcomes = found
        self.query_one("#what-if-title", HeadLine).show(
            view.trial.customer.name,
            f" · {view.trial.reference}",
            (Piece(f"what if it is done on {in_words(self.day)}", "accent"),),
        )
        drawn = [self._timeline(view, outcome) for outcome in outcomes]
        end = max(model.end for outcome, model in zip(outcomes, drawn, strict=True) if outcome.is_open)
        for place, (outcome, model) in enumerate(zip(outcomes, drawn, strict=True)):
            self.query_one(f"#future-{place}", Static).update(self._headline(outcome))
            # One scale for all, so that what comes later stands further to the right.
            timeline, differs = (
                self.query_one(f"#timeline-{place}", Timeline),
                self.query_one(f"#differs-{place}", Static),
            )
            # What cannot be done has no future to draw.
            timeline.display = differs.display = outcome.is_open
            timeline.show(replace(model, end=end))
            differs.update(self._differences(outcome, outcomes[0]))

    def _timeline(self, view: TrialView, outcome: Outcome) -> TimelineModel:
        milestones = outcome.lifecycle.milestones(
            self.day, has_site=view.trial.site_url is not None, has_calling=view.trial.has(Service.CALLING)
        )
        return timeline_of(replace(view, lifecycle=outcome.lifecycle, milestones=milestones))

    def _headline(self, outcome: Outcome) -> Content:
        if outcome.verdict is None:
            ending = outcome.days.get(MilestoneName.LOSS)
            words = f"lost for ever on {in_words(ending)}" if ending else "converted"
            return Content.assemble((outcome.future, "bold"), "  ", words)
        if not outcome.is_open:
            reason = one_line(outcome.verdict.blocks[0].message)
            return Content.assemble((outcome.future, "bold dim"), "  ", (f"✕ {reason}", "$text-muted"))
        when = "today" if self.day == self.desk.present else "on this day"
        whom = ", by the distributor only" if outcome.is_by_distributor else ""
        return Content.assemble((outcome.future, "bold"), "  ", (f"✓ can be done {when}{whom}", "$text-success"))

    def _differences(self, outcome: Outcome, idle: Outcome) -> Content:
        """Return what comes on another day than if nothing is done, and what a conversion keeps and loses."""
        moved = [
            f"{_WORDS[name]} {near(outcome.days[name], self.day, self.desk.present)}"
            if name in outcome.days
            else f"no {_WORDS[name]}"
            for name in {**idle.days, **outcome.days}
            if name in outcome.differs
        ]
        lines = [f"≠ {', '.join(moved)}"] if moved else []
        for fate, sign in _FATES:
            parts = [found.part for found in outcome.fates if found.outcome == fate]
            if parts:
                lines.append(f"{sign} {fate}: {', '.join(parts)}")
        return Content("\n".join(lines))
