"""Shipments to look at: what is on its way to whom, who carries it, and what is worrying about it.

One job: read shipments, each with its trial, its carrier's page and its concerns. Must not: change anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sparktui.domain.shipment import Concern, Shipment, ShipmentState, Tracked, concerns, parse_reference
from sparktui.domain.text import plain
from sparktui.domain.tracking_number import compact
from sparktui.domain.trial import Trial
from sparktui.errors import NotFound
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Verdict
from sparktui.services import identify
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of_unrecorded
from sparktui.services.lookup import trial_of_record
from sparktui.store import bulk, shipments
from sparktui.store.database import Connection


@dataclass(frozen=True, slots=True)
class ShipmentLine:
    """A shipment as it stands on a day, with its trial. ``age`` is that of the last news, in days."""

    tracked: Tracked
    trial: Trial
    age: int
    concerns: tuple[Concern, ...]

    @property
    def shipment(self) -> Shipment:
        """The shipment itself."""
        return self.tracked.shipment


@dataclass(frozen=True, slots=True)
class ShipmentPage:
    """A part of a list of shipments: how many there are in all, and some of them."""

    total: int
    lines: tuple[ShipmentLine, ...]


def list_shipments(
    desk: Desk,
    *,
    text: str = "",
    state: ShipmentState | None = None,
    limit: int = 100,
    offset: int = 0,
) -> ShipmentPage:
    """Return the shipments with ``text`` in their number, devices or customer, in ``state`` where one is given.

    First those on their way, the longest without news first; then the delivered and the lost, the latest first.
    """
    with desk.database.reading() as connection:
        found = shipments.listed(connection, text=text, state=state, limit=limit, offset=offset)
        total = shipments.count(connection, text=text, state=state).total
        return ShipmentPage(total, lines_of(desk, connection, found))


def view_shipment(desk: Desk, shipment_id: int) -> ShipmentLine:
    """Return the shipment as it stands today.

    Raises:
        NotFound: when there is none with that ID.
    """
    with desk.database.reading() as connection:
        return lines_of(desk, connection, [shipment_of_record(connection, shipment_id)])[0]


def find_shipment(desk: Desk, text: str) -> Shipment:
    """Return the shipment that ``text`` names: its tracking number, however written, or its ID such as S-000123.

    Raises:
        NotFound: when nothing fits.
    """
    with desk.database.reading() as connection:
        number = compact(text)
        numbered = shipments.numbered(connection, [number]).get(number)
        if numbered is not None:
            return numbered
        shipment_id = parse_reference(text)
        found = shipments.get(connection, shipment_id) if shipment_id is not None else None
    if found is None:
        raise NotFound(
            f"There is no shipment {plain(text.strip(), 80)!r}.", "Look for it with `sparktui shipments list --search`."
        )
    return found


def line_of_record(desk: Desk, shipment: Shipment) -> ShipmentLine:
    """Return ``shipment`` as it stands today, with the trial that it is recorded of."""
    with desk.database.reading() as connection:
        trial = trial_of_record(connection, shipment.trial_id)
    return line_of(desk, shipment, trial, desk.today)


def judge_shipment(desk: Desk, line: ShipmentLine) -> Verdict:
    """Return what the rules say of a shipment's carrier and page (SHP-2 and SHP-3)."""
    facts = replace(facts_of_unrecorded(desk, line.trial), shipments=(line.tracked,))
    return catalogue.check(Action.FOLLOW_SHIPMENTS, facts, desk.today)


def track(shipment: Shipment, country: str) -> Tracked:
    """Return ``shipment`` with what is known of its carrier; the page is that for a customer in ``country``."""
    candidates = identify.identify(shipment.number, country)
    if not shipment.carrier:
        return Tracked(shipment, candidates)
    names = {carrier.code: carrier.name for carrier in identify.known_carriers()}
    # A post's number names the country of its issuer, who has a name of its own.
    names |= {candidate.carrier: candidate.carrier_name for candidate in reversed(candidates)}
    page = identify.tracking_page(shipment.carrier, shipment.number, country)
    name = names.get(shipment.carrier, shipment.carrier)
    return Tracked(shipment, candidates, name, page, identify.misfit(shipment.carrier, shipment.number))


def line_of(desk: Desk, shipment: Shipment, trial: Trial, day: date) -> ShipmentLine:
    """Return ``shipment`` of ``trial`` as it stands on ``day``."""
    tracked = track(shipment, trial.customer.country)
    worries = concerns(tracked, trial.lifecycle(desk.policy), desk.policy, day)
    return ShipmentLine(tracked, trial, shipment.age(day), worries)


def lines_of_trial(desk: Desk, connection: Connection, trial: Trial, day: date) -> tuple[ShipmentLine, ...]:
    """Return the shipments of ``trial`` as they stand on ``day``, the latest first."""
    return tuple(line_of(desk, shipment, trial, day) for shipment in shipments.of_trial(connection, trial.id))


def every_line(desk: Desk, connection: Connection) -> Iterator[ShipmentLine]:
    """Return all shipments in the order of their IDs, without holding them all."""
    for shipment in shipments.every(connection):
        yield line_of(desk, shipment, trial_of_record(connection, shipment.trial_id), desk.today)


def shipment_of_record(connection: Connection, shipment_id: int) -> Shipment:
    """Return the shipment with that ID.

    Raises:
        NotFound: when there is none.
    """
    found = shipments.get(connection, shipment_id)
    if found is None:
        raise NotFound(f"There is no shipment with the number {shipment_id}.", "It may be of another database.")
    return found


def lines_of(desk: Desk, connection: Connection, found: Iterable[Shipment]) -> tuple[ShipmentLine, ...]:
    """Return the shipments that were ``found`` as they stand today, each with its trial."""
    listed = tuple(found)
    trials = bulk.trials_by_id(connection, {shipment.trial_id for shipment in listed})
    return tuple(line_of(desk, shipment, trials[shipment.trial_id], desk.today) for shipment in listed)
