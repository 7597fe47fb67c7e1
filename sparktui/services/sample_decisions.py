"""What somebody decided about the made-up trials that come to their end.

One job: make decisions up that the rules would have allowed, for most of those that are asked about. Must not: write
them, or change anything else of what is made up: a trial's decision depends on its ID alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from sparktui.domain.dates import plus
from sparktui.domain.decision import Choice, Decision
from sparktui.domain.lifecycle import Phase
from sparktui.domain.trial import Trial
from sparktui.rules import decision
from sparktui.services.desk import Desk

_ANSWERED = 0.93
_NOTES = {
    Choice.CONVERT: ("The quote is with them.", "Budget approved; the order follows.", "They sign next week."),
    Choice.EXTEND: ("Their branch offices want to see it first.", "Half of them were on holiday.", "One more month."),
    Choice.LAPSE: ("They bought elsewhere.", "The project was dropped.", "Hardly anybody used it."),
}


class Decisions:
    """Makes up decisions on the desk's day; ``staff`` took them."""

    def __init__(self, desk: Desk, staff: Sequence[str]) -> None:
        self._policy, self._today, self._staff = desk.policy, desk.today, staff

    def about(self, trial: Trial) -> Decision | None:
        """Return the decision about ``trial``; None where nobody is asked, or nobody has answered yet."""
        if not decision.asks(trial, self._today, self._policy):
            return None
        random = Random(trial.id)  # noqa: S311 - for variety, not for secrets
        lifecycle = trial.lifecycle(self._policy)
        if random.random() > _ANSWERED or lifecycle.reminder_on == self._today:
            return None
        can_be_extended = lifecycle.phase(self._today) is Phase.EXPIRING and trial.extended_on is None
        choices = [Choice.CONVERT] * 4 + [Choice.LAPSE] * 2 + [Choice.EXTEND] * (4 if can_be_extended else 0)
        choice = Choice.CONVERT if trial.purchase_requested_on else random.choice(choices)
        days = min((self._today - lifecycle.reminder_on).days, self._policy.reminder_days)
        decided_on = plus(lifecycle.reminder_on, random.randint(0, days))
        operator, owner = random.choice(self._staff), random.choice(self._staff)
        return Decision(lifecycle.expires_on, choice, owner, random.choice(_NOTES[choice]), decided_on, operator)
