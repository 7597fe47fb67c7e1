"""What is said of the document at each stage: what has happened, and what comes next.

One job: these sentences. Must not: show them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sparktui.domain.conversion import Conversion, ConversionState
from sparktui.domain.dates import days, in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.trial import Trial
from sparktui.rules.conversion import devices_go_back
from sparktui.screens.commands import BY_ID
from sparktui.screens.conversion.state import WizardState
from sparktui.screens.day_words import short
from sparktui.screens.trial_now import hand_off_lines
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Piece, StyleName

Said = tuple[str, str]
"""A sentence and its style."""

_TRACK = (ConversionState.DRAFT, ConversionState.READY, ConversionState.PLACED, ConversionState.CONVERTED)


def devices_words(trial: Trial) -> str:
    """Return the trial's devices, such as ``DX80 × 1, SX10 × 2``; empty when it has none."""
    return ", ".join(f"{device.model} × {device.quantity}" for device in trial.devices)


def stage_word(state: WizardState) -> str:
    """Return the stage in a few words, for the heading."""
    document = state.document
    match state.stage:
        case None:
            return "not begun"
        case ConversionState.PLACED if document is not None:
            return f"order {document.order_number} placed"
        case stage:
            return str(stage)


def saved_words(document: Conversion, timezone: str) -> str:
    """Return when the document was saved last and by whom, such as ``saved Sun 22 Nov 2026, 14:03 by ada@…``."""
    if document.saved_at is None:
        return "saved"
    at: datetime = document.saved_at.astimezone(ZoneInfo(timezone))
    return f"saved {in_words(at.date())}, {at:%H:%M} by {document.saved_by}"


def head_pieces(state: WizardState, *, narrow: bool) -> tuple[Piece, ...]:
    """Return how the trial stands, and until when it can be converted by whom, for the right end of the heading."""
    view = state.view
    style: StyleName = "error" if view.phase in (Phase.GRACE, Phase.LOST) else ""
    label = Piece(view.label, "warning" if view.phase is Phase.EXPIRING else style)
    if not view.phase.is_running:
        return (label,)
    day = view.lifecycle.grace_ends_on
    way, short_way = "convertible until", "until"
    if state.by_distributor:
        way, short_way = "only the distributor converts, until", "distributor, until"
    elif view.phase is Phase.SCHEDULED:
        day, way, short_way = view.lifecycle.starts_on, "convertible from", "from"
    words = f"{short_way} {short(day, view.day)}" if narrow else f"{way} {in_words(day)}"
    return (label, Piece(" · ", "muted"), Piece(words, "strong"))


def shut_words(state: WizardState) -> str:
    """Return why no order can be made, and with which keys a tier 2 partner goes on; empty where one can."""
    if not state.shut or not hand_off_lines(state.view):
        return state.shut
    copy, partner, customers = (BY_ID[command].key for command in ("copy_line", "partner", "customers"))
    return f"{state.shut} {copy} copies the text for it. If the tier is wrong: {customers}, then {partner}."


def theirs_words(theirs: Conversion, timezone: str) -> str:
    """Return that somebody else changed the document, and that nothing of what is typed here is saved."""
    what = "changed this conversion"
    if theirs.state is not ConversionState.DRAFT:
        what = f"changed this conversion, which is {theirs.state} now"
    saved = saved_words(theirs, timezone).removeprefix("saved ").removesuffix(f" by {theirs.saved_by}")
    return f"{theirs.saved_by} {what} ({saved}). What is typed here is not saved."


def cancelling(state: WizardState) -> list[str]:
    """Return what follows when the conversion is cancelled."""
    said = ["This document ends and stays in the history with the reason. What is typed in it is not lost."]
    if state.stage is ConversionState.PLACED and state.document is not None:
        said.append(f"In Cisco Commerce, order {state.document.order_number} goes on: cancel it there as well.")
    if state.view.phase.is_running:
        said.append(_still_convertible(state))
    return said


def _still_convertible(state: WizardState) -> str:
    who = " by the distributor" if state.by_distributor else ""
    return f"The trial can still be converted{who} until {in_words(state.view.lifecycle.grace_ends_on)}."


def track(state: WizardState) -> list[Said]:
    """Return the document's stages with marks and styles: those it has passed, the one it is at, those to come."""
    signs = terminal_glyphs()
    stage = state.stage or ConversionState.DRAFT
    if stage is ConversionState.CANCELLED:
        return [(f"{signs.mark('lost')} cancelled", "bold")]
    here = _TRACK.index(stage)
    marks = [signs.mark("ok")] * here + [signs.mark("here")] + [signs.mark("open")] * (len(_TRACK) - here - 1)
    styles = ["$text-success"] * here + ["bold $text-accent"] + ["dim"] * (len(_TRACK) - here - 1)
    if stage is ConversionState.CONVERTED:
        marks[-1], styles[-1] = signs.mark("ok"), "bold $text-success"
    return [(f"{mark} {name}", style) for mark, name, style in zip(marks, _TRACK, styles, strict=True)]


def said_of(state: WizardState) -> Iterator[Said]:
    """Return the sentences below the order sheet."""
    match state.stage:
        case None | ConversionState.DRAFT:
            return _of_draft(state)
        case ConversionState.READY:
            return _of_ready(state)
        case ConversionState.PLACED:
            return _of_placed(state)
        case ConversionState.CONVERTED:
            return _of_converted(state)
        case ConversionState.CANCELLED:
            return _of_cancelled(state)


def _of_draft(state: WizardState) -> Iterator[Said]:
    blocks, warnings = len(state.check.verdict.blocks), len(state.check.unacknowledged)
    if state.shut:
        return
    if blocks:
        word = "1 block stands" if blocks == 1 else f"{blocks} blocks stand"
        yield f"{word} in the way. Enter on one goes to where it is mended.", "$text-error"
    if warnings:
        word = "1 warning waits" if warnings == 1 else f"{warnings} warnings wait"
        yield f"{word} for somebody to read: space acknowledges the one under the cursor.", "$text-warning"
    if not blocks and not warnings:
        yield "Nothing is in the way. Once it is ready, each line can be copied.", "$text-success"


def _of_ready(state: WizardState) -> Iterator[Said]:
    copy = BY_ID["copy_line"].key
    yield f"Enter the order in Cisco Commerce: {copy} copies a line and ticks it off. Then record its number.", ""


def _of_placed(state: WizardState) -> Iterator[Said]:
    document, last = state.document, state.view.lifecycle.grace_ends_on
    if document is not None and document.placed_on is not None:
        yield f"Order {document.order_number} was placed on {in_words(document.placed_on)}.", "$text-success"
    left = (last - state.view.day).days
    when = f"by {in_words(last)}, in {days(left)}" if left > 0 else "today"
    yield f"It has to be converted {when}; ordering alone saves nothing. Record the day when it is.", "$text-warning"


def _of_converted(state: WizardState) -> Iterator[Said]:
    document, trial = state.document, state.trial
    if document is not None and document.converted_on is not None:
        yield (
            f"Converted on {in_words(document.converted_on)} with order {document.order_number}.",
            "bold $text-success",
        )
    owned = ", ".join(trial.customer.paid_services)
    yield f"{trial.customer.name} owns now: {owned or 'nothing on record'}. The trial's usage data is kept.", ""
    if trial.devices and document is not None and devices_go_back(trial, document.order):
        yield f"To come back: {devices_words(trial)}. A return is open for each.", "$text-warning"


def _of_cancelled(state: WizardState) -> Iterator[Said]:
    document = state.document
    if document is not None and document.cancelled_on is not None:
        number = f" Order {document.order_number} had been placed." if document.order_number else ""
        yield f"Cancelled on {in_words(document.cancelled_on)} by {document.saved_by}.{number}", "bold"
        yield f"Reason: {document.cancel_reason}", ""
    if state.view.phase.is_running:
        yield _still_convertible(state), ""
