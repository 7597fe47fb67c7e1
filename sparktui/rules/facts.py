"""Everything that a rule may look at.

One job: gather the facts, so that every rule is a function of facts and a day.
Must not: fetch anything; whoever asks the rules brings the facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sparktui.domain.conversion import Order
from sparktui.domain.lifecycle import Lifecycle, Phase
from sparktui.domain.mail import ReadMail
from sparktui.domain.offer import Catalogue
from sparktui.domain.partner import Partner
from sparktui.domain.policy import Policy
from sparktui.domain.rma import Rma, RmaStep
from sparktui.domain.shipment import Tracked
from sparktui.domain.trial import ServiceLine, Trial


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one question about ``trial``.

    For a new trial, ``trial`` is the proposed one and ``others`` holds the trials of the same customer and those
    that name the same site. ``added`` are services to be added, ``order`` a conversion's fields, ``placed_order``
    the number of an order that was placed and is not yet converted. ``mail`` is one that is asked about,
    ``shipments`` and ``returns`` are the trial's, and ``step`` is what somebody wants to record of the returns.
    """

    trial: Trial
    partner: Partner
    policy: Policy
    catalogue: Catalogue
    order: Order = field(default_factory=Order)
    added: tuple[ServiceLine, ...] = ()
    placed_order: str | None = None
    others: tuple[Trial, ...] = ()
    mail: ReadMail | None = None
    shipments: tuple[Tracked, ...] = ()
    returns: tuple[Rma, ...] = ()
    step: RmaStep | None = None

    @property
    def lifecycle(self) -> Lifecycle:
        """The trial's dates."""
        return self.trial.lifecycle(self.policy)

    def turning_points(self) -> tuple[date, ...]:
        """Return every day on which an answer about these facts can change, in order, each once."""
        trials = (self.trial, *self.others)
        return tuple(sorted({point for trial in trials for point in trial.lifecycle(self.policy).turning_points()}))

    def phase(self, day: date) -> Phase:
        """Return the trial's phase on ``day``."""
        return self.lifecycle.phase(day)
