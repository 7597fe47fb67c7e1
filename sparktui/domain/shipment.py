"""A shipment on its way to a customer: its number, who carries it, what was heard of it, and when that is a worry.

One job: shipments as frozen values, and what follows from their news and a day. Must not: know carriers by name, or
judge (see the rules).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sparktui.domain.carriers import Candidate, Grade, Misfit
from sparktui.domain.dates import days, in_words
from sparktui.domain.lifecycle import Lifecycle, Phase
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Device

_REFERENCE = re.compile(r"S-?0*(\d{1,18})", re.ASCII | re.IGNORECASE)


class ShipmentState(StrEnum):
    """Where a shipment is. The values are stable: they are printed as JSON and typed as filters."""

    ANNOUNCED = "announced"
    SHIPPED = "shipped"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    ATTEMPT_FAILED = "attempt_failed"
    EXCEPTION = "exception"
    RETURNING = "returning"
    LOST = "lost"

    @property
    def words(self) -> str:
        """The state as it is said, such as ``out for delivery``."""
        return self.value.replace("_", " ")

    @property
    def is_over(self) -> bool:
        """Whether no more news is waited for."""
        return self in (ShipmentState.DELIVERED, ShipmentState.LOST)


class Certainty(StrEnum):
    """How it is known who carries a shipment."""

    PROVEN = "proven"  # only this carrier's numbers look so, and the check digit holds
    SHAPE = "shape"  # only this carrier's numbers look so; they have no check digit
    CHOSEN = "chosen"  # a person said so, or the mail about it
    OPEN = "open"  # several carriers have such numbers, and nobody has chosen yet
    UNKNOWN = "unknown"  # no carrier is known that has such numbers


@dataclass(frozen=True, slots=True)
class News:
    """One thing that was heard of a shipment: on which day, its state then, and who wrote it down.

    ``source`` says which mail it came from; it is empty where a person entered it.
    """

    on: date
    state: ShipmentState
    note: str = ""
    operator: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Shipment:
    """One shipment of one trial. ``number`` is compact; ``news`` is never empty, the oldest first.

    ``carrier`` is a carrier's code, empty while it is open or unknown. ``devices`` may be empty where nobody said what
    is inside. ``version`` counts its changes.
    """

    id: int
    trial_id: int
    number: str
    carrier: str
    certainty: Certainty
    news: tuple[News, ...]
    devices: tuple[Device, ...] = ()
    version: int = 0

    @property
    def reference(self) -> str:
        """The shipment's ID as people type it, such as ``S-000123``."""
        return f"S-{self.id:06d}"

    @property
    def state(self) -> ShipmentState:
        """Where it is, as far as was heard."""
        return self.news[-1].state

    @property
    def news_on(self) -> date:
        """The day of the last news."""
        return self.news[-1].on

    def age(self, day: date) -> int:
        """Return how many days old the last news is on ``day``."""
        return max(0, (day - self.news_on).days)


def parse_reference(text: str) -> int | None:
    """Return the shipment ID that ``text`` (``S-000123``, ``s-123``) names, or None if it has no such form."""
    match = _REFERENCE.fullmatch(text.strip())
    return int(match.group(1)) if match else None


def carrier_of(candidates: Sequence[Candidate]) -> tuple[str, Certainty]:
    """Return the carrier to whom a number with ``candidates`` belongs, and how sure that is; never one of several."""
    carriers = {candidate.carrier for candidate in candidates}
    if len(carriers) > 1:
        return "", Certainty.OPEN
    if not carriers:
        return "", Certainty.UNKNOWN
    is_proven = any(candidate.grade is Grade.PROVEN for candidate in candidates)
    return carriers.pop(), Certainty.PROVEN if is_proven else Certainty.SHAPE


@dataclass(frozen=True, slots=True)
class Tracked:
    """A shipment with what is known of its carrier: the carrier's name, its page for the number, and the candidates.

    ``carrier_name`` is empty and ``page`` None where the carrier is not known, or has no page. ``misfit`` says why the
    number is hardly one of the carrier that somebody chose.
    """

    shipment: Shipment
    candidates: tuple[Candidate, ...] = ()
    carrier_name: str = ""
    page: str | None = None
    misfit: Misfit | None = None

    @property
    def possible(self) -> tuple[Candidate, ...]:
        """The carriers among whom somebody has still to choose, each once; none where the carrier is known.

        Their pages are unproven: at most one of them knows the shipment.
        """
        if self.shipment.carrier:
            return ()
        by_carrier: dict[str, Candidate] = {}
        for candidate in self.candidates:
            by_carrier.setdefault(candidate.carrier, candidate)
        return tuple(by_carrier.values())


class ConcernKind(StrEnum):
    """What can be worrying about a shipment. The values are stable: they are printed as JSON."""

    NO_NEWS = "no_news"
    TRIAL_ENDS = "trial_ends"
    CARRIER_OPEN = "carrier_open"
    CARRIER_UNKNOWN = "carrier_unknown"
    CARRIER_DOUBTFUL = "carrier_doubtful"


@dataclass(frozen=True, slots=True)
class Concern:
    """Something worrying about a shipment, in a sentence."""

    kind: ConcernKind
    words: str


def concerns(tracked: Tracked, lifecycle: Lifecycle, policy: Policy, day: date) -> tuple[Concern, ...]:
    """Return what is worrying about a shipment on ``day``; ``lifecycle`` is that of its trial.

    Example: with the last news on 2026-11-01 and a figure of 7 days it is worrying from 11-08 on. A trial that
    expires on 2026-11-30 makes an undelivered shipment worrying from the day of its reminder, 11-23, on.
    """
    found = []
    shipment = tracked.shipment
    age = shipment.age(day)
    if not shipment.state.is_over and age >= policy.shipment_news_days:
        found.append(Concern(ConcernKind.NO_NEWS, f"No news for {days(age)}."))
    if not shipment.state.is_over and lifecycle.phase(day) in (Phase.EXPIRING, Phase.GRACE, Phase.LOST):
        last = in_words(lifecycle.expires_on)
        ends = "ended" if day > lifecycle.expires_on else "ends"
        found.append(Concern(ConcernKind.TRIAL_ENDS, f"The trial {ends} on {last}, and this is not delivered."))
    if shipment.certainty is Certainty.OPEN:
        found.append(Concern(ConcernKind.CARRIER_OPEN, "Several carriers have such numbers; choose one."))
    if shipment.certainty is Certainty.UNKNOWN:
        found.append(Concern(ConcernKind.CARRIER_UNKNOWN, "No carrier is known that has such numbers; choose one."))
    if tracked.misfit is not None:
        found.append(Concern(ConcernKind.CARRIER_DOUBTFUL, tracked.misfit.words(tracked.carrier_name)))
    return tuple(found)
