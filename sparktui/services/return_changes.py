"""Moving returns: opened, taken from step to step, cancelled.

One job: the use cases that change returns. Must not: decide which step is allowed; the rules do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sparktui.domain.quantities import format_devices
from sparktui.domain.rma import Rma, RmaStep, StepTaken, singly
from sparktui.domain.text import plain
from sparktui.domain.trial import Device, Trial
from sparktui.errors import BadInput, Conflict, Refused
from sparktui.services import entered, identify
from sparktui.services.desk import Change, Desk, change
from sparktui.services.lookup import trial_of_record
from sparktui.services.returns import judge_step, not_returned, return_of_record, why_nothing_is_there
from sparktui.store import rmas

_LONGEST_BOOKING = 100


def open_returns(
    desk: Desk,
    trial: Trial,
    devices: tuple[Device, ...] = (),
    *,
    note: str = "",
    on: date | None = None,
    dry_run: bool = False,
) -> tuple[Rma, ...]:
    """Open a return for each single one of ``devices`` of ``trial``, or of all that no return takes back yet.

    Return what was opened. Of a model of which more than `MOST_SINGLY` go back, all go back on one return.

    Raises:
        BadInput: when the trial has no such devices, or the day lies in the future.
        Conflict: when returns take them back already, or nothing had reached the customer on that day.
    """
    first = StepTaken(RmaStep.OPENED, entered.day(desk, on), desk.operator, entered.words(note, "The note"))
    with change(desk, "rma.open", dry_run=dry_run) as under_way:
        recorded = trial_of_record(under_way.connection, trial.id)
        if not recorded.devices:
            raise BadInput(f"{recorded.reference} has no devices.", "Record what was shipped for it first.")
        nothing_there = why_nothing_is_there(desk, under_way.connection, recorded, first.on)
        if nothing_there:
            raise Conflict(nothing_there, "Record the delivery with the shipment, or open the return later.")
        left = not_returned(recorded, rmas.of_trial(under_way.connection, recorded.id))
        _refuse_too_many(recorded, devices, left)
        return _open(under_way, recorded, devices or left, first)


def open_for_conversion(under_way: Change, trial: Trial) -> tuple[Rma, ...]:
    """Open a return, within a change that is already open, for each device of ``trial`` that none takes back yet."""
    first = StepTaken(RmaStep.OPENED, under_way.desk.today, under_way.desk.operator, "The trial was converted.")
    left = not_returned(trial, rmas.of_trial(under_way.connection, trial.id))
    return _open(under_way, trial, left, first)


def advance(
    desk: Desk,
    rma: Rma,
    to: RmaStep | None = None,
    *,
    note: str = "",
    on: date | None = None,
    carrier: str = "",
    booking: str = "",
    dry_run: bool = False,
) -> Rma:
    """Record that ``rma`` took the step ``to``, or the one that comes next, today or ``on`` an earlier day; return it.

    A booked pickup needs the ``carrier`` (a code) and its ``booking`` reference. ``rma`` is what the person looked at:
    when it was changed since, nothing is written.

    Raises:
        Refused: when the step is not one that may be taken now, or what it needs is missing.
        BadInput: when a pickup lacks its carrier or reference, or the day does not fit.
        Conflict: when somebody else changed the return since it was read.
    """
    if to is RmaStep.CANCELLED:
        return cancel(desk, rma, note, on=on, dry_run=dry_run)
    with change(desk, "rma.advance", dry_run=dry_run) as under_way:
        recorded = return_of_record(under_way.connection, rma.id)
        trial = trial_of_record(under_way.connection, recorded.trial_id)
        # A return that is over has no next step; asking for the one that it stands at says why.
        step = to or recorded.next_step or recorded.step
        is_at_end = to is None and step.is_over
        done = f"is {step.words} and goes no further" if is_at_end else f"can't be recorded as {step.words}"
        _refuse(desk, trial, recorded, step, done)
        taken = StepTaken(
            step, entered.day(desk, on, recorded.moved_on), desk.operator, entered.words(note, "The note")
        )
        moved = replace(recorded, version=rma.version, steps=(*recorded.steps, taken))
        if step is RmaStep.PICKUP_BOOKED:
            moved = replace(moved, carrier=_carrier(carrier), booking=_booking(booking))
        elif carrier or booking:
            raise BadInput(f"“{step.words.capitalize()}” has no carrier.", "Give it when the pickup is booked.")
        return _write(under_way, trial, recorded, moved)


def cancel(desk: Desk, rma: Rma, reason: str, *, on: date | None = None, dry_run: bool = False) -> Rma:
    """Cancel ``rma`` for ``reason``, today or ``on`` an earlier day, and return it.

    Raises:
        BadInput: when no reason is given, or the day does not fit.
        Refused: when the carrier has taken the device along, or the return is over.
        Conflict: when somebody else changed the return since it was read.
    """
    words = entered.words(reason, "The reason")
    if not words:
        raise BadInput("The reason is empty.", "Say in a sentence why the device does not go back.")
    with change(desk, "rma.cancel", dry_run=dry_run) as under_way:
        recorded = return_of_record(under_way.connection, rma.id)
        trial = trial_of_record(under_way.connection, recorded.trial_id)
        _refuse(desk, trial, recorded, RmaStep.CANCELLED, "can't be cancelled")
        taken = StepTaken(RmaStep.CANCELLED, entered.day(desk, on, recorded.moved_on), desk.operator, words)
        cancelled = replace(recorded, version=rma.version, steps=(*recorded.steps, taken))
        return _write(under_way, trial, recorded, cancelled)


def _open(under_way: Change, trial: Trial, devices: tuple[Device, ...], first: StepTaken) -> tuple[Rma, ...]:
    opened = []
    for device in singly(devices):
        rma = rmas.add(under_way.connection, Rma(0, trial.id, device.model, device.quantity, (first,)))
        under_way.record(trial_id=trial.id, customer_id=trial.customer.id, after=_values(rma))
        opened.append(rma)
    return tuple(opened)


def _write(under_way: Change, trial: Trial, recorded: Rma, moved: Rma) -> Rma:
    written = rmas.change(under_way.connection, moved)
    under_way.record(
        trial_id=trial.id,
        customer_id=trial.customer.id,
        before={"return": recorded.reference, "step": recorded.step.value},
        after=_values(written),
    )
    return written


def _refuse_too_many(trial: Trial, devices: tuple[Device, ...], left: tuple[Device, ...]) -> None:
    had = {device.model: device.quantity for device in trial.devices}
    remaining = {device.model: device.quantity for device in left}
    for device in devices:
        if device.quantity > had.get(device.model, 0):
            raise BadInput(
                f"{trial.reference} does not have {plain(format_devices([device]), 200)}.",
                f"It has {plain(format_devices(trial.devices), 500)}.",
            )
        if device.quantity > remaining.get(device.model, 0):
            raise Conflict(
                f"Returns of {trial.reference} take back {plain(device.model, 200)} already.",
                f"Not yet taken back: {plain(format_devices(left), 500) or 'nothing'}.",
            )
    if not left:
        raise Conflict(f"Returns take back all devices of {trial.reference} already.", "See `sparktui rma list`.")


def _refuse(desk: Desk, trial: Trial, rma: Rma, step: RmaStep, done: str) -> None:
    verdict = judge_step(desk, trial, rma, step)
    if not verdict.allowed:
        raise Refused(f"{rma.reference} ({plain(trial.customer.name, 60)}) {done}.", verdict)


def _carrier(text: str) -> str:
    code = text.strip().lower()
    known = [carrier.code for carrier in identify.known_carriers()]
    if code not in known:
        what = f"There is no carrier {plain(text, 40)!r}." if code else "A booked pickup needs its carrier."
        raise BadInput(what, f"Choose one of {', '.join(known)}.")
    return code


def _booking(text: str) -> str:
    reference = entered.words(text, "The pickup's reference", _LONGEST_BOOKING)
    if not reference:
        raise BadInput(
            "A booked pickup needs the carrier's reference.",
            "Give what the carrier told you: a number, or a name and a time.",
        )
    return reference


def _values(rma: Rma) -> dict[str, Any]:
    last = rma.steps[-1]
    facts = {
        "return": rma.reference,
        "step": rma.step.value,
        "on": str(last.on),
        "device": f"{rma.model}:{rma.quantity}",
        "carrier": rma.carrier,
        "booking": rma.booking,
        "note": last.note,
    }
    return {name: value for name, value in facts.items() if value}
