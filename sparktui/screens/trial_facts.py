"""The facts of a trial and its customer, label by label.

One job: rows of facts. Must not: say what follows from them today (see `trial_now`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sparktui.domain.dates import days, in_words
from sparktui.domain.decision import Decision
from sparktui.domain.lifecycle import Milestone, MilestoneName, Phase
from sparktui.domain.quantities import format_devices
from sparktui.screens.day_words import near, short
from sparktui.screens.decision_words import decision_words
from sparktui.services.trial_view import TrialView
from sparktui.widgets.pieces import Piece
from sparktui.widgets.table_rows import Column
from sparktui.widgets.timeline import TimelineModel
from sparktui.widgets.wrapped_rows import Row, row

FACT_COLUMNS = (Column("", 14), Column("", 20, 10, grow=1))
OTHER_COLUMNS = (Column("", 1), Column("", 12), Column("", 20, 10, grow=1))

_CONTACTS_SHOWN = 3
_NONE = Piece("none", "muted")
_MILESTONES = {
    MilestoneName.REMINDER: "reminder",
    MilestoneName.EXPIRY: "expiry",
    MilestoneName.END_OF_ACCESS: "grace ends",
    MilestoneName.LOSS: "loss",
    MilestoneName.SITE_URL_FREE: "site free",
    MilestoneName.NUMBERS_RELEASED: "released",
}


def timeline_of(view: TrialView) -> TimelineModel:
    """Return what the timeline draws."""
    lifecycle = view.lifecycle
    named = {milestone.name: milestone.on for milestone in view.milestones}
    released_on = named.get(MilestoneName.NUMBERS_RELEASED)
    return TimelineModel(
        start=lifecycle.starts_on,
        milestones=tuple((_MILESTONES[name], on) for name, on in named.items()),
        day=view.day,
        expires_on=lifecycle.expires_on,
        grace_ends_on=lifecycle.grace_ends_on,
        end=released_on or lifecycle.lost_on,
        numbers_released_on=released_on,
        converted_on=lifecycle.converted_on if view.phase is Phase.CONVERTED else None,
        today=view.today,
    )


def fact_rows(view: TrialView, countries: Mapping[str, str]) -> list[Row]:
    """Return a row for each fact that is on record, and for those that are missed when they are not."""
    trial, today, lifecycle = view.trial, view.day, view.lifecycle
    customer = trial.customer
    extended = f"on {in_words(trial.extended_on)}" if trial.extended_on else ""
    facts = [
        ("Administrator", customer.admin_email),
        ("Country", f"{countries.get(customer.country, 'unknown')} ({customer.country})"),
        ("Paid services", ", ".join(customer.paid_services)),
        ("Users", str(view.user_count) if view.user_count else ""),
        ("Deal ID", trial.deal_id or ""),
        ("Site URL", trial.site_url or ""),
        ("Started" if lifecycle.starts_on <= today else "Starts", in_words(lifecycle.starts_on)),
        ("Period", days(trial.period_days)),
        ("Extended", extended),
        _expiry(view),
        ("Devices", format_devices(trial.devices).replace(":", " × ")),
    ]
    rows = [row(Piece(label, "muted"), Piece(value) if value else _NONE) for label, value in facts]
    rows.append(row(Piece("Asked to buy", "muted"), _requests(view)))
    rows.append(row(Piece("Contacts", "muted"), _contacts(view)))
    if view.decision is not None:
        rows.append(row(Piece("Decision", "muted"), _decision(view, view.decision)))
    others = Piece("enter opens the one with the focus", "muted") if view.other_trials else _NONE
    rows.append(row(Piece("Other trials", "muted"), others))
    return rows


def milestones_in_words(view: TrialView, found: Iterable[Milestone]) -> str:
    """Return milestones with their days, such as ``expiry Mon 30 Nov, loss Thu 31 Dec``."""
    return ", ".join(f"{_MILESTONES[milestone.name]} {short(milestone.on, view.day)}" for milestone in found)


def note_rows(view: TrialView) -> list[Row]:
    """Return the notes, as they were written, line by line."""
    lines = [line for line in view.trial.notes.splitlines() if line.strip()]
    words = tuple(Piece(line) for line in lines) or (_NONE,)
    return [row(Piece("Notes", "muted"), words)]


def other_trial_row(view: TrialView, place: int) -> Row:
    """Return the line for the customer's other trial at ``place``; pressing it opens that one."""
    other = view.other_trials[place]
    lifecycle = other.lifecycle(view.lifecycle.policy)
    started = short(lifecycle.starts_on, view.day)
    words = f"{lifecycle.label(view.day)} · from {started} · {', '.join(other.service_names)}"
    return row("", Piece(other.reference, "accent"), Piece(words), key=str(other.id))


def _expiry(view: TrialView) -> tuple[str, str]:
    expires_on = view.lifecycle.expires_on
    if any(milestone.name is MilestoneName.EXPIRY for milestone in view.no_longer_comes):
        return ("Expiry", f"no longer comes; it would have been on {short(expires_on, view.day)}")
    return ("Expires" if expires_on >= view.day else "Expired", near(expires_on, view.day, view.today))


def _requests(view: TrialView) -> tuple[Piece, ...]:
    paragraphs = []
    for request in view.requests:
        when = f"{near(request.requested_on, view.day, view.today)}: {request.note or 'without a note'}"
        if request.handled_on is None:
            paragraphs.append(Piece(f"{when} · nobody has handled it", "warning"))
        else:
            handled = f"handled {short(request.handled_on, view.day)} by {request.handled_by}"
            paragraphs.append(Piece(" · ".join(filter(None, (when, handled, request.outcome)))))
    return tuple(paragraphs) or (_NONE,)


def _decision(view: TrialView, made: Decision) -> tuple[Piece, ...]:
    words = Piece(decision_words(made, view.day))
    if made.deadline == view.lifecycle.expires_on:
        return (words,)
    return (words, Piece(f"It spoke of the end on {short(made.deadline, view.day)}, which has moved since.", "muted"))


def _contacts(view: TrialView) -> tuple[Piece, ...]:
    paragraphs = [
        Piece(f"{short(contact.contacted_on, view.day)}, {contact.operator}: {contact.note}")
        for contact in view.contacts[:_CONTACTS_SHOWN]
    ]
    if not paragraphs and view.trial.contacted_on:
        paragraphs = [Piece(in_words(view.trial.contacted_on))]
    if len(view.contacts) > _CONTACTS_SHOWN:
        paragraphs.append(Piece(f"{len(view.contacts) - _CONTACTS_SHOWN} more in the history", "muted"))
    return tuple(paragraphs) or (_NONE,)
