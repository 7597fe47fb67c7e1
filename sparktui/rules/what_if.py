"""What would become of a trial: if nothing is done, if it is extended, if it is converted. Side by side.

One job: work out the futures of one trial. Must not: change it, nor decide which future is best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sparktui.domain.lifecycle import Lifecycle, MilestoneName
from sparktui.domain.offer import Fate, OfferName
from sparktui.domain.trial import Service, Trial
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.rules.conversion import KEEPS_DEVICES
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Verdict

_BY_DISTRIBUTOR = "CNV-1"
_BOUGHT_BESIDE = "Add-ons"


class Future(StrEnum):
    """What could be done."""

    NOTHING = "Nothing is done"
    EXTENDED = "Extended"
    CONVERTED_SPK = "Converted, A-SPK"
    CONVERTED_WX = "Converted, A-WX"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One future of a trial.

    ``days`` holds the milestones that would happen and their days; ``differs`` those that come on another day than if
    nothing is done, or no longer at all. ``verdict`` says whether the way is open (None where nothing is done).
    ``fates`` says what a conversion does to the parts that the trial has.
    """

    future: Future
    lifecycle: Lifecycle
    days: dict[MilestoneName, date]
    differs: frozenset[MilestoneName]
    verdict: Verdict | None
    fates: tuple[Fate, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether this can be done on that day, by the partner or by its distributor."""
        return self.verdict is None or all(block.rule == _BY_DISTRIBUTOR for block in self.verdict.blocks)

    @property
    def is_by_distributor(self) -> bool:
        """Whether it can be done, but only by the distributor."""
        return self.is_open and self.verdict is not None and not self.verdict.allowed


def outcomes(facts: Facts, day: date) -> tuple[Outcome, ...]:
    """Return the futures of the trial as if each were chosen on ``day``; nothing done is the first."""
    trial = facts.trial
    extend = catalogue.check(Action.EXTEND, facts, day)
    convert = catalogue.check(Action.BEGIN_CONVERSION, facts, day)
    idle = _outcome(Future.NOTHING, facts, trial, None, {})
    extended = replace(trial, extended_on=trial.extended_on or day)
    converted = replace(trial, converted_on=trial.converted_on or day)
    return (
        idle,
        _outcome(Future.EXTENDED, facts, extended, extend, idle.days),
        *(
            replace(_outcome(future, facts, converted, convert, idle.days), fates=_fates(facts, offer))
            for future, offer in ((Future.CONVERTED_SPK, OfferName.A_SPK), (Future.CONVERTED_WX, OfferName.A_WX))
        ),
    )


def _fates(facts: Facts, offer: OfferName) -> tuple[Fate, ...]:
    found = facts.catalogue.offer(offer).fates
    go_back = facts.trial.customer.country != KEEPS_DEVICES
    return tuple(
        replace(fate, outcome="returned") if fate.part == "Devices" and go_back else fate
        for fate in found
        if fate.part != _BOUGHT_BESIDE and fate.concerns(facts.trial)
    )


def _outcome(
    future: Future, facts: Facts, trial: Trial, verdict: Verdict | None, idle: dict[MilestoneName, date]
) -> Outcome:
    lifecycle = trial.lifecycle(facts.policy)
    planned = lifecycle.milestones(
        date.max, has_site=trial.site_url is not None, has_calling=trial.has(Service.CALLING)
    )
    days = {milestone.name: milestone.on for milestone in planned if milestone.done}
    differs = frozenset(name for name in {**idle, **days} if idle and idle.get(name) != days.get(name))
    return Outcome(future, lifecycle, days, differs, verdict)
