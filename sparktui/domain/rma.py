"""A return (RMA): the steps that a device of a trial takes on its way back, and when it stands still for too long.

One job: returns as frozen values, the moves between their steps, and what follows from them and a day.
Must not: judge (see the rules), or know carriers by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sparktui.domain.lifecycle import Lifecycle, Phase
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Device

MOST_SINGLY = 100
_REFERENCE = re.compile(r"R-?0*(\d{1,18})|(\d{1,18})", re.ASCII | re.IGNORECASE)


class RmaStep(StrEnum):
    """Where a return stands. The values are stable: they are printed as JSON and typed as steps."""

    OPENED = "opened"
    WAITING_FOR_LABEL = "waiting_for_label"
    PACKED = "packed"
    LABELLED = "labelled"
    PICKUP_BOOKED = "pickup_booked"
    PICKED_UP = "picked_up"
    RECEIVED = "received"
    PROCESSED = "processed"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        """The step as it is said, such as ``pickup booked``."""
        return self.value.replace("_", " ")

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self in (RmaStep.PROCESSED, RmaStep.CANCELLED)


IN_ORDER = (
    RmaStep.OPENED,
    RmaStep.PACKED,
    RmaStep.LABELLED,
    RmaStep.PICKUP_BOOKED,
    RmaStep.PICKED_UP,
    RmaStep.RECEIVED,
    RmaStep.PROCESSED,
)
"""The steps of a return that nothing delays, in their order."""

NEEDED = {
    RmaStep.PACKED: "the device in its original packaging",
    RmaStep.LABELLED: "the return label on the box",
    RmaStep.PICKUP_BOOKED: "a pickup booked with the carrier",
}
"""What a return needs before it is processed, by the step that records it."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step that was taken: on which day, by whom, and what there is to say of it."""

    step: RmaStep
    on: date
    operator: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rma:
    """The return of ``quantity`` devices of one model of one trial. ``steps`` is never empty, the first taken first.

    Each device goes back on a return of its own, in its own box with its own label (see `singly`); a return of several
    moves as one.
    ``carrier`` (a code) and ``booking`` (the carrier's reference) are those of the pickup, empty until it is booked.
    ``version`` counts its changes.
    """

    id: int
    trial_id: int
    model: str
    quantity: int
    steps: tuple[StepTaken, ...]
    carrier: str = ""
    booking: str = ""
    version: int = 0

    @property
    def reference(self) -> str:
        """The return's ID as people type it, such as ``R-000123``."""
        return f"R-{self.id:06d}"

    @property
    def step(self) -> RmaStep:
        """Where the return stands."""
        return self.steps[-1].step

    @property
    def moved_on(self) -> date:
        """The day of the last step."""
        return self.steps[-1].on

    @property
    def missing(self) -> tuple[RmaStep, ...]:
        """The steps of `NEEDED` that have not been taken."""
        taken = {step.step for step in self.steps}
        return tuple(step for step in NEEDED if step not in taken)

    @property
    def next_step(self) -> RmaStep | None:
        """The step that comes next when all goes well; None when nothing more is to be done."""
        if self.step.is_over:
            return None
        # Waiting for a label branches off and leads back to where the return would have gone.
        reached = [taken.step for taken in self.steps if taken.step in IN_ORDER]
        return IN_ORDER[IN_ORDER.index(reached[-1]) + 1]

    @property
    def may_become(self) -> frozenset[RmaStep]:
        """The steps that may be taken from here."""
        following = self.next_step
        if following is None:
            return frozenset()
        moves = {following}
        if self.step in (RmaStep.OPENED, RmaStep.PACKED):
            moves.add(RmaStep.WAITING_FOR_LABEL)
        if self.step not in (RmaStep.PICKED_UP, RmaStep.RECEIVED):
            moves.add(RmaStep.CANCELLED)
        return frozenset(moves)

    def is_overdue(self, lifecycle: Lifecycle, policy: Policy, day: date) -> bool:
        """Return whether the trial is over on ``day``, by its end or a conversion, and nothing has moved for long.

        Example: with a figure of 7 days, a trial that expired on 2026-11-01 and a last step on 11-05, it is overdue
        from 11-12 on.
        """
        is_over = lifecycle.phase(day) in (Phase.GRACE, Phase.LOST, Phase.CONVERTED)
        return not self.step.is_over and is_over and (day - self.moved_on).days >= policy.return_overdue_days


def singly(devices: Iterable[Device]) -> tuple[Device, ...]:
    """Return ``devices`` as they go back: each single one by itself.

    A model of which more than `MOST_SINGLY` go back stays together: nobody books a pickup for each of thousands.
    """
    return tuple(
        one
        for device in devices
        for one in ([device] if device.quantity > MOST_SINGLY else [Device(device.model, 1)] * device.quantity)
    )


def parse_reference(text: str) -> int | None:
    """Return the return's ID that ``text`` (``R-000123``, ``r123``, ``123``) names, or None if it has no such form."""
    match = _REFERENCE.fullmatch(text.strip())
    return int(match[1] or match[2]) if match else None
