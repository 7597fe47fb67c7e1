"""Whether a trial waits for a decision: convert it, extend it, or let it lapse.

A house rule: the article asks for nothing of the kind, so it has no ID in the catalogue and refuses nothing.
`asks` and `window` say the same in two forms, one for a single trial and one for an index range; a test holds them
equal.

One job: tell which trials are to be decided on a day. Must not: know what was decided.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.dates import plus
from sparktui.domain.lifecycle import DayRange, Phase
from sparktui.domain.listing import TrialSummary
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Trial

PHASES = frozenset({Phase.EXPIRING, Phase.GRACE})
"""The phases in which a trial may wait for a decision."""


def asks(trial: TrialSummary | Trial, day: date, policy: Policy) -> bool:
    """Return whether ``trial`` is to be decided on ``day`` (house rule).

    That is so from its reminder to its last day of grace, unless a decision speaks of its present expiry date: an
    extension moves that date and asks anew.
    """
    lifecycle = trial.lifecycle(policy)
    return lifecycle.phase(day) in PHASES and trial.decided_for != lifecycle.expires_on


def window(day: date, policy: Policy) -> tuple[DayRange, ...]:
    """Return the ranges that hold on ``day`` for the trials of `asks`, of those not converted and not yet decided."""
    return (
        DayRange("starts_on", last=day),
        DayRange("expires_on", plus(day, -policy.grace_days), plus(day, policy.reminder_days)),
    )
