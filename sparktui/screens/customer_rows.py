"""The lines of the customer list.

One job: from a trial's summary to the cells of its row. Must not: read anything, nor decide what is due.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import Sort, TrialSummary
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Service
from sparktui.rules import decision
from sparktui.rules.next_step import next_step
from sparktui.screens.day_words import distance
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import StyleName
from sparktui.widgets.remaining_bar import remaining_bar
from sparktui.widgets.table_rows import Cell, Column, TableRow

SERVICES_ROOM = 15
ABBREVIATIONS = {
    Service.MESSAGING: "MSG",
    Service.MEETINGS: "MTG",
    Service.CALLING: "CALL",
    Service.CARE: "CARE",
    Service.ROOM_SYSTEMS: "ROOM",
}
_URGENCY: dict[Phase, StyleName] = {
    Phase.GRACE: "error",
    Phase.EXPIRING: "warning",
    Phase.SCHEDULED: "muted",
    Phase.CONVERTED: "muted",
    Phase.LOST: "muted",
}

COLUMNS = (
    Column("", 1, priority=9),
    Column("Customer", 24, 18, grow=3, priority=8),
    Column("Services", SERVICES_ROOM, priority=5),
    Column("State", 23, priority=7),
    Column("", 4, priority=4),
    Column("", 3, priority=2),
    Column("Expires", 7, priority=6),
    Column("", 12, align="right", priority=1),
    Column("Next", 17, priority=3),
)
SORT_OF_COLUMN = (
    Sort.URGENCY,
    Sort.CUSTOMER,
    None,
    Sort.URGENCY,
    Sort.URGENCY,
    Sort.EXPIRES,
    Sort.EXPIRES,
    Sort.EXPIRES,
    Sort.URGENCY,
)
"""The order that a click on a column's title asks for."""


def row_of(trial: TrialSummary, day: date, policy: Policy) -> TableRow:
    """Return the line of ``trial`` as it stands on ``day``."""
    lifecycle = trial.lifecycle(policy)
    phase = lifecycle.phase(day)
    urgency = _URGENCY.get(phase, "")
    asked = trial.purchase_requested_on is not None
    sign = "asked" if asked else "undecided" if decision.asks(trial, day, policy) else phase
    over = phase in (Phase.LOST, Phase.CONVERTED)
    mark = Cell(terminal_glyphs().mark(sign), "accent" if asked else urgency)
    cells = (
        mark,
        Cell(trial.customer),
        Cell(abbreviated(trial.services), "strong" if phase in (Phase.GRACE, Phase.EXPIRING) else "muted"),
        Cell(lifecycle.label(day), urgency),
        Cell(_bar(trial, day, policy), urgency),
        Cell(f"{trial.expires_on:%a}", "muted"),
        Cell(f"{trial.expires_on:%d %b}"),
        Cell("" if over else distance(trial.expires_on, day), "muted"),
        Cell(next_step(trial, day, policy, trial.decided)),
    )
    return TableRow(trial.id, cells, "muted" if over else "")


def abbreviated(services: tuple[Service, ...]) -> str:
    """Return the short names of ``services``; what finds no room is counted, such as ``MSG MTG CALL +1``."""
    if len(services) == len(Service):
        return "ALL"
    names = [ABBREVIATIONS[service] for service in services]
    shown = " ".join(names)
    kept = len(names)
    while len(shown) > SERVICES_ROOM:
        kept -= 1
        shown = " ".join([*names[:kept], f"+{len(names) - kept}"])
    return shown


def _bar(trial: TrialSummary, day: date, policy: Policy) -> str:
    """Return how much is left of the trial, or of its grace, as a short bar; empty where nothing runs."""
    lifecycle = trial.lifecycle(policy)
    match lifecycle.phase(day):
        case Phase.ACTIVE | Phase.EXPIRING:
            # The last day still counts as one.
            days = (trial.expires_on - trial.starts_on).days
            return remaining_bar((trial.expires_on - day).days + 1, days + 1)
        case Phase.GRACE:
            return remaining_bar((lifecycle.grace_ends_on - day).days + 1, policy.grace_days)
    return ""
