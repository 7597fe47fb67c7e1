"""What is said of a trial at a glance: how it stands, what is at stake, what can be done, and its facts.

One job: the words of the preview. Must not: read anything; the view is given.
"""

from __future__ import annotations

from collections.abc import Mapping

from sparktui.domain.dates import days
from sparktui.domain.decision import Choice
from sparktui.domain.lifecycle import Phase
from sparktui.domain.quantities import format_devices
from sparktui.rules.catalogue import Action
from sparktui.rules.next_step import next_step
from sparktui.rules.recovery import Recoverable
from sparktui.screens.commands import BY_ID
from sparktui.screens.day_words import near, short
from sparktui.screens.decision_words import decision_words
from sparktui.services.trial_view import TrialView
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.table_rows import Column
from sparktui.widgets.text import one_line
from sparktui.widgets.wrapped_rows import Row, Shown, row

_TITLE = _STATE = (Column("", 20, grow=1),)
_STAKE = (Column("", 1), Column("", 20, grow=1))
_DOING = (Column("", 5), Column("", 20, 10, grow=1))
_FACTS = (Column("", 8), Column("", 20, 10, grow=1))


def sections(view: TrialView, countries: Mapping[str, str]) -> list[Shown]:
    """Return the sections that have rows, in their order, each with the columns in which it is laid out."""
    found: list[Shown] = [
        (_TITLE, _title(view)),
        (_STATE, _state(view)),
        (_STAKE, _stake(view)),
        (_DOING, _doing(view)),
        (_FACTS, _facts(view, countries)),
    ]
    return [(columns, rows) for columns, rows in found if rows]


def in_two_lines(view: TrialView) -> tuple[str, str]:
    """Return what is due and what is at stake, a line each, for where there is no room for more."""
    due = _due(view) or "nothing due"
    until = view.verdicts[Action.BEGIN_CONVERSION].until
    convertible = f" · convertible until {near(until, view.day, view.today)}" if until else ""
    head, parts = _stake_head(view), ", ".join(_short_words(part) for part in view.recoverable)
    stake = f"{head} {parts}" if parts and head else view.trial.customer.admin_email
    return (f"{view.trial.reference} · {due}{convertible}", stake)


def _title(view: TrialView) -> list[Row]:
    return [row(Piece(f"{one_line(view.trial.customer.name, 60)} · {view.trial.reference}", "heading"))]


def _state(view: TrialView) -> list[Row]:
    style: dict[Phase, StyleName] = {Phase.GRACE: "error", Phase.EXPIRING: "warning", Phase.CONVERTED: "success"}
    said = [Piece(f"{terminal_glyphs().mark(view.phase)} {view.label}", style.get(view.phase, "strong"))]
    made, due = view.decision_in_force, _due(view)
    if made is not None:
        said.append(Piece(decision_words(made, view.day), "accent"))
    if due and (made is None or made.choice is not Choice.LAPSE):
        said.append(Piece(f"Next: {due}", "accent"))
    said.append(Piece(view.trial.customer.admin_email, "muted"))
    return [row(tuple(said))]


def _due(view: TrialView) -> str:
    made = view.decision_in_force
    return next_step(view.trial, view.day, view.lifecycle.policy, made.choice if made else None)


def _stake(view: TrialView) -> list[Row]:
    """Return what is lost with the trial, and when; nothing while that is far away and obvious."""
    head = _stake_head(view)
    if not head:
        return []
    gone = view.phase is Phase.LOST
    rows = [row(Piece(terminal_glyphs().mark("lost") if gone else "", "muted"), Piece(head, "muted" if gone else ""))]
    for part in view.recoverable:
        words = part.words
        if part.name == "numbers":
            words += f", until {short(part.until, view.day)}"
        rows.append(row(Piece(terminal_glyphs().dot, "muted"), Piece(words, "muted" if gone else "strong")))
    return rows


def _stake_head(view: TrialView) -> str:
    lost_on = short(view.lifecycle.lost_on, view.day)
    match view.phase:
        case Phase.GRACE | Phase.EXPIRING:
            return f"Lost for ever on {lost_on} unless converted:"
        case Phase.ACTIVE | Phase.SCHEDULED:
            return f"At stake from {lost_on} on:"
        case Phase.LOST:
            return f"Lost on {lost_on}:"
    return ""


def _short_words(part: Recoverable) -> str:
    words = part.words.partition(":")[0]
    return words if words.startswith("WebEx") else words[:1].lower() + words[1:]


def _facts(view: TrialView, countries: Mapping[str, str]) -> list[Row]:
    trial, today, lifecycle = view.trial, view.day, view.lifecycle
    extended = f"extended {short(trial.extended_on, today)}" if trial.extended_on else "not extended"
    conversion = view.open_conversion
    asked = next((request for request in view.requests if request.handled_on is None), None)
    facts = [
        ("expires" if lifecycle.expires_on >= today else "expired", near(lifecycle.expires_on, today, view.today)),
        ("started" if lifecycle.starts_on <= today else "starts", short(lifecycle.starts_on, today)),
        ("period", f"{days(trial.period_days)}, {extended}"),
        ("services", ", ".join(f"{line.service} {line.quantity}" for line in trial.services)),
        ("paid", ", ".join(trial.customer.paid_services)),
        ("country", countries.get(trial.customer.country, trial.customer.country)),
        ("deal ID", trial.deal_id or ""),
        ("devices", format_devices(trial.devices).replace(":", " × ")),
        ("contact", near(trial.contacted_on, today, view.today) if trial.contacted_on else ""),
        ("asked", f"{near(asked.requested_on, today, view.today)}. {asked.note}" if asked else ""),
        ("order", f"conversion {conversion.state}" if conversion else ""),
    ]
    return [row(Piece(label, "muted"), value) for label, value in facts if value]


def _doing(view: TrialView) -> list[Row]:
    """Return the keys that matter for this trial, each with until when it can be used, or why it is off."""
    convert, extend = view.verdicts[Action.BEGIN_CONVERSION], view.verdicts[Action.EXTEND]
    offers = [
        ("convert", "convert", convert, True),
        ("extend", "extend", extend, view.phase.is_running),
    ]
    rows = []
    for command, words, verdict, shown in offers:
        if verdict.allowed:
            until = f" until {short(verdict.until, view.day)}" if verdict.until else ""
            rows.append(row(Piece(BY_ID[command].key, "accent"), words + until, key=command))
        elif shown:
            rows.append(row(Piece(BY_ID[command].key, "muted"), Piece(verdict.blocks[0].message, "muted"), key=command))
    rows.append(row(Piece(BY_ID["open"].key, "accent"), "open", key="open"))
    return rows
