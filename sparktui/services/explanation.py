"""What one rule answers for one trial.

One job: put a single rule to a recorded trial, whichever action it belongs to. Must not: change anything.
"""

from __future__ import annotations

from dataclasses import replace

from sparktui.domain.trial import Trial
from sparktui.rules.finding import Finding
from sparktui.rules.rule import Rule
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of, facts_of_new
from sparktui.services.shipments import lines_of_trial
from sparktui.store import rmas


def explain_rule(desk: Desk, trial: Trial, rule: Rule) -> Finding:
    """Return the answer of ``rule`` for ``trial`` today, with the days for which it holds.

    The order of an open conversion is part of the facts, and so are the trial's shipments and returns, and the other
    trials that this one could be in the way of.
    """
    with desk.database.reading() as connection:
        facts = replace(
            facts_of(desk, connection, trial),
            others=facts_of_new(desk, connection, trial).others,
            shipments=tuple(line.tracked for line in lines_of_trial(desk, connection, trial, desk.today)),
            returns=rmas.of_trial(connection, trial.id),
        )
    return rule.explain(facts, desk.today)
