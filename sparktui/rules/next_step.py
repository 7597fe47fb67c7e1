"""The next thing to do for a trial, in a few words: what the customer list says beside each line.

One job: pick one. Must not: judge whether it is allowed; opening the trial shows that.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.decision import Choice
from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import TrialSummary
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Trial
from sparktui.rules import decision


def next_step(trial: TrialSummary | Trial, day: date, policy: Policy, decided: Choice | None = None) -> str:
    """Return what somebody should do next for ``trial`` on ``day``, in at most 17 letters; empty when nothing.

    ``decided`` is what was decided about its present end.
    """
    lifecycle = trial.lifecycle(policy)
    phase = lifecycle.phase(day)
    if trial.purchase_requested_on is not None and phase is not Phase.CONVERTED:
        return "Answer request"
    if decision.asks(trial, day, policy):
        until = lifecycle.grace_ends_on if phase is Phase.GRACE else lifecycle.expires_on
        return f"Decide by {until:%d %b}"
    if decided is Choice.LAPSE and phase.is_running:
        return decided.words.capitalize()
    if phase is Phase.GRACE:
        return f"Convert by {lifecycle.grace_ends_on:%d %b}"
    if phase.is_running and day >= lifecycle.contact_from and trial.contacted_on is None:
        return "Contact customer"
    if phase is Phase.EXPIRING:
        if decided is Choice.EXTEND:
            return f"Extend by {lifecycle.expires_on:%d %b}"
        return "Convert" if trial.extended_on or decided is Choice.CONVERT else "Extend or convert"
    return ""
