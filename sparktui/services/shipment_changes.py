"""Changing shipments: recording one, what was heard of it, who carries it, and whose it is after all.

One job: the use cases in which a person enters something about a shipment, and the one way in which any shipment is
recorded. Must not: read mail, or guess a carrier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sparktui.domain.quantities import format_devices
from sparktui.domain.shipment import Certainty, News, Shipment, ShipmentState, carrier_of
from sparktui.domain.text import plain
from sparktui.domain.tracking_number import LONGEST, SHORTEST, as_typed
from sparktui.domain.trial import Device, Trial, reference
from sparktui.errors import BadInput, Conflict
from sparktui.services import entered, identify
from sparktui.services.audit_values import differing
from sparktui.services.desk import Change, Desk, change
from sparktui.services.lookup import trial_of_record
from sparktui.services.shipments import shipment_of_record
from sparktui.store import shipments


def add_shipment(
    desk: Desk,
    trial: Trial,
    number: str,
    *,
    carrier: str = "",
    state: ShipmentState = ShipmentState.ANNOUNCED,
    devices: tuple[Device, ...] = (),
    note: str = "",
    on: date | None = None,
    dry_run: bool = False,
) -> Shipment:
    """Record a shipment of ``trial`` with what was heard of it today or ``on`` an earlier day, and return it.

    Without a ``carrier`` (a code) the number decides; where it leaves a choice, the carrier stays open. A number that
    is hardly one of the chosen carrier is recorded with that doubt.

    Raises:
        BadInput: when ``number`` is no tracking number, nobody knows the carrier, or the day lies in the future.
        Conflict: when the number is a shipment already, of this trial or of another one.
    """
    written = as_typed(number)
    if not written:
        raise BadInput(
            f"{plain(number.strip(), 80)!r} is no tracking number.",
            f"Write {SHORTEST} to {LONGEST} letters and digits, a digit among them; blanks and dashes do not matter.",
        )
    news = News(entered.day(desk, on), state, entered.words(note, "The note"), desk.operator)
    with change(desk, "shipments.add", dry_run=dry_run) as under_way:
        recorded = trial_of_record(under_way.connection, trial.id)
        known = shipments.numbered(under_way.connection, [written]).get(written)
        if known is not None:
            raise already_recorded(known)
        return _record(under_way, recorded, written, news, carrier=carrier, devices=devices)


def update_shipment(
    desk: Desk,
    shipment: Shipment,
    *,
    state: ShipmentState | None = None,
    note: str = "",
    on: date | None = None,
    carrier: str | None = None,
    devices: tuple[Device, ...] | None = None,
    trial: Trial | None = None,
    dry_run: bool = False,
) -> Shipment:
    """Record what was heard of ``shipment``, choose its carrier, say what is in it or whose it is, and return it.

    News are of today, or of an earlier day ``on`` that does not come before the last news. A ``note`` without a state
    is news too. An empty ``carrier`` takes a choice back, so that the number decides again. ``shipment`` is what the
    person looked at: when it was changed since, nothing is written.

    Raises:
        BadInput: when nothing is asked for, nobody knows the carrier, or the day does not fit.
        Conflict: when somebody else changed the shipment since it was read.
    """
    words = entered.words(note, "The note")
    is_news = state is not None or bool(words)
    if not is_news and carrier is None and devices is None and trial is None:
        raise BadInput("Nothing was given to change.", "Give a state, a note, a carrier, devices, or another trial.")
    with change(desk, "shipments.update", dry_run=dry_run) as under_way:
        recorded = shipment_of_record(under_way.connection, shipment.id)
        changed = replace(recorded, version=shipment.version)
        if is_news:
            news_on = entered.day(desk, on, recorded.news_on)
            news = News(news_on, state or recorded.state, words, desk.operator)
            changed = replace(changed, news=(*recorded.news, news))
        if carrier is not None:
            changed = _carried_by(changed, carrier)
        if devices is not None:
            changed = replace(changed, devices=devices)
        if trial is not None:
            changed = replace(changed, trial_id=trial_of_record(under_way.connection, trial.id).id)
        return _write(under_way, recorded, changed)


def record_numbers(
    under_way: Change, trial: Trial, numbers: Sequence[str], news: News, *, carrier: str = ""
) -> tuple[Shipment, ...]:
    """Record the compact ``numbers`` as shipments of ``trial``, and return those that are new.

    A known one gets the news only where they bring it on from being announced. ``carrier`` is the code of the one that
    is said to carry them: it is theirs where they can be its own, and nobody chose another one.

    Raises:
        Conflict: when a number is a shipment of another trial.
    """
    known = shipments.numbered(under_way.connection, numbers)
    for shipment in known.values():
        if shipment.trial_id != trial.id:
            raise already_recorded(shipment)
    for shipment in known.values():
        told = _told(shipment, carrier)
        if shipment.state is ShipmentState.ANNOUNCED and news.on >= shipment.news_on:
            told = replace(told, news=(*shipment.news, news))
        if told != shipment:
            _write(under_way, shipment, told)
    new = dict.fromkeys(number for number in numbers if number not in known)
    return tuple(_record(under_way, trial, number, news, said=carrier) for number in new)


def already_recorded(shipment: Shipment) -> Conflict:
    """Return the refusal of a number that is ``shipment`` already."""
    return Conflict(
        f"{shipment.number} is the shipment {shipment.reference} of {reference(shipment.trial_id)} already.",
        "Look at that one; if it is the wrong trial, change whose it is: "
        f"`sparktui shipments update {shipment.reference} --trial TRIAL`.",
    )


def _record(
    under_way: Change,
    trial: Trial,
    number: str,
    news: News,
    *,
    carrier: str = "",
    said: str = "",
    devices: tuple[Device, ...] = (),
) -> Shipment:
    """Record a shipment that the chosen ``carrier`` carries, or the one that its number or somebody has ``said``."""
    found, certainty = carrier_of(identify.identify(number))
    shipment = Shipment(0, trial.id, number, found, certainty, (news,), devices)
    shipment = _carried_by(shipment, carrier) if carrier else _told(shipment, said)
    shipment = shipments.add(under_way.connection, shipment)
    under_way.record(trial_id=trial.id, customer_id=trial.customer.id, after=_values(shipment))
    return shipment


def _write(under_way: Change, recorded: Shipment, changed: Shipment) -> Shipment:
    moved_from = recorded.trial_id if recorded.trial_id != changed.trial_id else None
    written = shipments.change(under_way.connection, changed, moved_from=moved_from)
    before, after = differing(_values(recorded), _values(written))
    said = {"shipment": written.number, **after}
    if len(written.news) > len(recorded.news) and written.news[-1].note:
        said["note"] = written.news[-1].note
    for trial_id in dict.fromkeys((recorded.trial_id, written.trial_id)):
        trial = trial_of_record(under_way.connection, trial_id)
        under_way.record(trial_id=trial_id, customer_id=trial.customer.id, before=before, after=said)
    return written


def _carried_by(shipment: Shipment, carrier: str) -> Shipment:
    """Return ``shipment`` with the chosen carrier, or with the one that its number tells where none is chosen."""
    code = carrier.strip().lower()
    if not code:
        found, certainty = carrier_of(identify.identify(shipment.number))
        return replace(shipment, carrier=found, certainty=certainty)
    known = [known.code for known in identify.known_carriers()]
    if code not in known:
        raise BadInput(f"There is no carrier {plain(carrier, 40)!r}.", f"Choose one of {', '.join(known)}.")
    return replace(shipment, carrier=code, certainty=Certainty.CHOSEN)


def _told(shipment: Shipment, carrier: str) -> Shipment:
    """Return ``shipment`` with the ``carrier`` that is said to carry it, where it can be and nobody chose another."""
    is_settled = shipment.certainty is Certainty.CHOSEN or shipment.carrier == carrier
    if is_settled or not identify.may_carry(carrier, shipment.number):
        return shipment
    return replace(shipment, carrier=carrier, certainty=Certainty.CHOSEN)


def _values(shipment: Shipment) -> dict[str, Any]:
    doubt = identify.misfit(shipment.carrier, shipment.number)
    names = {carrier.code: carrier.name for carrier in identify.known_carriers()}
    return {
        "shipment": shipment.number,
        "trial": reference(shipment.trial_id),
        "carrier": shipment.carrier or shipment.certainty.value,
        **({"doubt": doubt.words(names[shipment.carrier])} if doubt else {}),
        "state": shipment.state.value,
        "news_on": str(shipment.news_on),
        **({"devices": format_devices(shipment.devices)} if shipment.devices else {}),
        **({"source": shipment.news[-1].source} if shipment.news[-1].source else {}),
    }
