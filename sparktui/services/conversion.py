"""Conversions: checking an order, drafting it, and taking it from ready over placed to converted.

One job: the use cases of the conversion document. Must not: judge an order itself; the rules do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from sparktui.domain.conversion import (
    Acknowledgement,
    Conversion,
    ConversionState,
    Order,
    SheetField,
    first_steps,
    order_sheet,
    owned_after,
)
from sparktui.domain.dates import in_words
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput, Conflict
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.rules.conversion import devices_go_back
from sparktui.rules.finding import Finding, Verdict
from sparktui.services import conversion_documents as documents
from sparktui.services import conversion_refusals as refusals
from sparktui.services.audit_values import differing, trial_values
from sparktui.services.desk import Change, Desk, change
from sparktui.services.facts import facts_of
from sparktui.services.lookup import trial_of_record
from sparktui.services.owed_notices import take_back_notices
from sparktui.services.return_changes import open_for_conversion
from sparktui.store import conversions, customers, purchase_requests, trials
from sparktui.store.database import Connection

_ORDER_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OrderCheck:
    """What the rules say of an order, the sheet it makes, and the warnings that nobody has acknowledged.

    ``steps`` are done before the first field of the sheet.
    """

    verdict: Verdict
    steps: tuple[str, ...]
    sheet: tuple[SheetField, ...]
    unacknowledged: tuple[Finding, ...]

    @property
    def is_ready(self) -> bool:
        """Whether the order may be placed: no block, and every warning acknowledged."""
        return self.verdict.allowed and not self.unacknowledged


def open_conversion(desk: Desk, trial: Trial) -> Conversion | None:
    """Return the conversion of ``trial`` that is under way, or None."""
    with desk.database.reading() as connection:
        return conversions.open_for(connection, trial.id)


def check_order(desk: Desk, trial: Trial, order: Order, day: date | None = None) -> OrderCheck:
    """Return what the rules say of ``order`` on ``day`` (today by default). Changes nothing."""
    with desk.database.reading() as connection:
        return _check(desk, connection, trial, order, day or desk.today)


def acknowledge(order: Order, verdict: Verdict, rules: tuple[str, ...]) -> Order:
    """Return ``order`` with the warnings of ``rules`` acknowledged in the words that they say now.

    Raises:
        BadInput: when there is no such rule. One that gives no warning here is passed over.
    """
    seen = {item.rule: item for item in order.acknowledged}
    warnings = {finding.rule: finding for finding in verdict.warnings}
    for rule in rules:
        if rule not in catalogue.BY_ID:
            raise BadInput(f"There is no rule {rule[:40]!r}.", "List them with `sparktui rules list`.")
        if rule in warnings:
            seen[rule] = Acknowledgement(rule, warnings[rule].message)
    return replace(order, acknowledged=tuple(seen[rule] for rule in sorted(seen)))


def save_draft(
    desk: Desk,
    trial: Trial,
    order: Order,
    *,
    step: int = 1,
    seen: Conversion | None = None,
    begins: bool = False,
    while_typing: bool = False,
    dry_run: bool = False,
) -> Conversion:
    """Save whatever is there as the trial's draft and return the document; a ready one becomes a draft again.

    ``seen`` is the document as this person last saw it: when somebody else changed it since, nothing is written.
    With ``begins`` this person saw none, and one that somebody else began since is left alone too.

    Saves ``while_typing`` keep the draft safe without an audit entry each; the audit has the draft's beginning and
    every later step.

    Raises:
        Conflict: when the document changed since ``seen``, or its order is placed already.
        Refused: when the trial is lost or converted.
    """
    with change(desk, "convert.draft", dry_run=dry_run) as under_way:
        trial, recorded = _of_record(under_way, trial, seen)
        if begins and seen is None and recorded is not None:
            raise refusals.changed_meanwhile(trial, recorded)
        if recorded is not None and recorded.state is ConversionState.PLACED:
            raise Conflict(
                f"The order {recorded.order_number} of {trial.reference} is placed; its draft can no longer change.",
                "Cancel it first, or complete it.",
            )
        refusals.refuse_ended(desk, under_way.connection, trial)
        if recorded is None:
            saved = documents.add(under_way, Conversion(0, trial.id, ConversionState.DRAFT, order, step=step))
        else:
            state = recorded.state if recorded.order == order else ConversionState.DRAFT
            saved = documents.save(under_way, replace(recorded, state=state, order=order, step=step))
        if recorded is None or not while_typing:
            documents.record(under_way, trial, recorded, saved)
        return saved


def make_ready(
    desk: Desk, trial: Trial, order: Order, *, seen: Conversion | None = None, dry_run: bool = False
) -> Conversion:
    """Check ``order`` and save it as ready to be placed; return the document.

    Of the acknowledgements those are kept, and go into the audit, whose warnings stand in these words today.

    Raises:
        Refused: when a rule blocks, or a warning was not acknowledged.
        Conflict: when the document changed since ``seen``, or its order is placed already.
    """
    with change(desk, "convert.order", dry_run=dry_run) as under_way:
        trial, recorded = _of_record(under_way, trial, seen)
        refusals.refuse_move(trial, recorded, ConversionState.READY)
        checked = _check(desk, under_way.connection, trial, order, desk.today)
        refusals.refuse_unready(trial, checked)
        ready = Conversion(0, trial.id, ConversionState.READY, _without_void(order, checked.verdict), step=5)
        if recorded is None:
            saved = documents.add(under_way, ready)
        else:
            saved = documents.save(under_way, replace(ready, id=recorded.id, version=recorded.version))
        documents.record(under_way, trial, recorded, saved)
        return saved


def place(
    desk: Desk, trial: Trial, order_number: str, *, seen: Conversion | None = None, dry_run: bool = False
) -> Conversion:
    """Record that the ready order was placed in Cisco Commerce under ``order_number``; return the document.

    The rules are asked again: days may have passed since the order became ready.

    Raises:
        BadInput: when the number is empty or not of a form that order numbers have.
        Conflict: when the document is not ready, or changed since ``seen``.
        Refused: when the order is no longer allowed.
    """
    number = order_number.strip()
    if not _ORDER_NUMBER.fullmatch(number):
        raise BadInput(
            f"{plain(number, 40)!r} is not an order number." if number else "The order number is empty.",
            "Enter the number that Cisco Commerce gave: up to 40 letters, digits, blanks, dots, slashes and hyphens.",
        )
    with change(desk, "convert.place", dry_run=dry_run) as under_way:
        trial, recorded = _of_record(under_way, trial, seen)
        refusals.refuse_move(trial, recorded, ConversionState.PLACED)
        assert recorded is not None
        refusals.refuse_unready(trial, _check(desk, under_way.connection, trial, recorded.order, desk.today))
        placed = replace(recorded, state=ConversionState.PLACED, order_number=number, placed_on=desk.today)
        saved = documents.save(under_way, placed)
        documents.record(under_way, trial, recorded, saved)
        return saved


def complete(
    desk: Desk, trial: Trial, on: date | None = None, *, seen: Conversion | None = None, dry_run: bool = False
) -> Trial:
    """Record that the placed order converted the trial, today or ``on`` an earlier day; return the trial.

    The customer owns from now on what the order gives, and waiting purchase requests are handled by it. Returns are
    opened for the devices where they go back.

    Raises:
        BadInput: when ``on`` lies in the future or before the order was placed.
        Conflict: when no order is placed, or the document changed since ``seen``.
        Refused: when the trial could not be converted on that day, or is lost today.
    """
    day = on or desk.today
    if day > desk.today:
        raise BadInput(f"{in_words(day)} lies in the future.", "Record the conversion once it has happened.")
    with change(desk, "convert.complete", dry_run=dry_run) as under_way:
        connection = under_way.connection
        trial, recorded = _of_record(under_way, trial, seen)
        refusals.refuse_move(trial, recorded, ConversionState.CONVERTED)
        assert recorded is not None
        if recorded.placed_on is not None and day < recorded.placed_on:
            raise BadInput(
                f"{in_words(day)} comes before the order was placed on {in_words(recorded.placed_on)}.",
                "Give the day on which the conversion happened.",
            )
        refusals.refuse_ended(desk, connection, trial)
        refusals.refuse_inconvertible(desk, connection, trial, day)
        saved = documents.save(under_way, replace(recorded, state=ConversionState.CONVERTED, converted_on=day))
        customers.change(
            connection, replace(trial.customer, paid_services=owned_after(trial, recorded.order, desk.catalogue))
        )
        purchase_requests.handle_all(connection, trial.id, desk.today, desk.operator, "converted")
        current = trial_of_record(connection, trial.id)
        converted = trials.change(
            connection, replace(current, converted_on=day, purchase_requested_on=None), desk.policy
        )
        documents.record(under_way, trial, recorded, saved, differing(trial_values(trial), trial_values(converted)))
        take_back_notices(under_way, converted)
        if devices_go_back(converted, recorded.order):
            open_for_conversion(under_way, converted)
        return converted


def cancel(
    desk: Desk, trial: Trial, reason: str, *, seen: Conversion | None = None, dry_run: bool = False
) -> Conversion:
    """Cancel the conversion that is under way, for ``reason``, and return the document.

    Raises:
        BadInput: when no reason is given.
        Conflict: when no conversion is under way, or it changed since ``seen``.
    """
    words = reason.strip()
    if not words:
        raise BadInput("The reason is empty.", "Say in a sentence why the conversion is cancelled.")
    with change(desk, "convert.cancel", dry_run=dry_run) as under_way:
        trial, recorded = _of_record(under_way, trial, seen)
        refusals.refuse_move(trial, recorded, ConversionState.CANCELLED)
        assert recorded is not None
        cancelled = replace(recorded, state=ConversionState.CANCELLED, cancelled_on=desk.today, cancel_reason=words)
        saved = documents.save(under_way, cancelled)
        documents.record(under_way, trial, recorded, saved)
        return saved


def _check(desk: Desk, connection: Connection, trial: Trial, order: Order, day: date) -> OrderCheck:
    verdict = catalogue.judge(Action.CONVERT, facts_of(desk, connection, trial, order=order), day)
    accepted = {(item.rule, item.message) for item in order.acknowledged}
    open_warnings = tuple(found for found in verdict.warnings if (found.rule, found.message) not in accepted)
    sheet = order_sheet(trial, order, desk.catalogue)
    return OrderCheck(verdict, first_steps(trial, order), sheet, open_warnings)


def _without_void(order: Order, verdict: Verdict) -> Order:
    warned = {(finding.rule, finding.message) for finding in verdict.warnings}
    living = tuple(seen for seen in order.acknowledged if (seen.rule, seen.message) in warned)
    return replace(order, acknowledged=living)


def _of_record(under_way: Change, trial: Trial, seen: Conversion | None) -> tuple[Trial, Conversion | None]:
    recorded = conversions.open_for(under_way.connection, trial.id)
    if seen is not None and (recorded is None or (recorded.id, recorded.version) != (seen.id, seen.version)):
        raise refusals.changed_meanwhile(trial, recorded)
    return trial_of_record(under_way.connection, trial.id), recorded
