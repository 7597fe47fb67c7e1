"""Which of the rows that are after the same thing may stand: a customer's one running trial, or a site.

What a row changes counts for all rows, whatever their order: a trial that the file converts on line 9 is not in the
way of the one on line 2. Among rows that are in each other's way the earlier one stands. A change that is refused
leaves its trial as it is recorded, and a row that relied on the change is refused as well.

One job: hold the rows of a `Contest` against each other by the rules of trials. Must not: judge a row by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sparktui.domain.dates import in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.trial import Trial
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Answer, Level
from sparktui.rules.trial import one_running_trial, site_is_free
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of_unrecorded
from sparktui.store.import_clashes import Contest
from sparktui.store.import_rows import ImportRow


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that is in the way of another trial: its line, the field at fault, and the reason."""

    line: int
    field: str
    reason: str


def conflicts(desk: Desk, contest: Contest, day: date) -> list[Conflict]:
    """Return the rows of ``contest`` that may not stand on ``day``, in the order of the file."""
    judge = _Judge(desk, day, {row.trial.id: row.line for row in contest.rows})
    relied_on_a_change: dict[int, Conflict] = {}
    while True:
        standing = _Standing(judge)
        standing.add(trial for trial_id, trial in contest.recorded.items() if trial_id not in judge.lines)
        standing.add(row.trial for row in contest.rows if not row.differs)
        refused = dict(relied_on_a_change)
        accepted = []
        for row in contest.rows:
            if not row.differs or row.line in refused:
                continue
            conflict = judge.conflict(row, standing)
            if conflict:
                refused[row.line] = conflict
            else:
                standing.add([row.trial])
                accepted.append(row)
        left = _Standing(judge)
        left.add(
            contest.recorded[row.trial.id]
            for row in contest.rows
            if row.line in refused and row.trial.id in contest.recorded
        )
        found = {row.line: conflict for row in accepted if (conflict := judge.conflict(row, left))}
        if not found:
            return [refused[line] for line in sorted(refused)]
        relied_on_a_change |= found


@dataclass(frozen=True, slots=True)
class _Judge:
    """Puts the rules of trials to a row's trial beside others; ``lines`` says where in the file a trial stands."""

    desk: Desk
    day: date
    lines: dict[int, int]

    def phase(self, trial: Trial) -> Phase:
        return trial.lifecycle(self.desk.policy).phase(self.day)

    def conflict(self, row: ImportRow, standing: _Standing) -> Conflict | None:
        """Return why the trial of ``row`` may not stand beside the trials in ``standing``, if it may not."""
        trial = row.trial
        facts = facts_of_unrecorded(self.desk, trial)
        if row.runs:
            for other in standing.of_customer[trial.customer.id]:
                if self._blocks(one_running_trial, facts, other):
                    return Conflict(row.line, "start_date", self._second_trial(other))
        if row.holds_site:
            for other in standing.of_site[trial.site_url]:
                # Two trials of one customer are the rule's above; what it has converted stays its own site.
                if other.customer.id != trial.customer.id and self._blocks(site_is_free, facts, other):
                    return Conflict(row.line, "site_url", self._site_held(other))
        return None

    def _blocks(self, rule: Callable[[Facts, date], Answer], facts: Facts, other: Trial) -> bool:
        return rule(replace(facts, others=(other,)), self.day).level is Level.BLOCK

    def _second_trial(self, other: Trial) -> str:
        until = in_words(other.lifecycle(self.desk.policy).grace_ends_on)
        return (
            f"Start Date makes it a second running trial of the customer: {self._named(other)} runs or can be "
            f"converted until {until}. Convert that one first, or start this one after that day."
        )

    def _site_held(self, other: Trial) -> str:
        if other.converted_on is not None:
            return (
                f"Site URL {other.site_url} was converted with {self._named(other)} and is another customer's paid "
                "site. Name another site."
            )
        free_on = in_words(other.lifecycle(self.desk.policy).lost_on)
        return (
            f"Site URL {other.site_url} is held by {self._named(other)} until it is free on {free_on}. Name another "
            "site, or start on that day or later."
        )

    def _named(self, trial: Trial) -> str:
        line = self.lines.get(trial.id)
        if line is None:
            return trial.reference
        return f"{trial.reference} on line {line}" if trial.id > 0 else f"the trial on line {line}"


class _Standing:
    """Trials that hold, found by the customer that they run for, and by the site that they may hold."""

    def __init__(self, judge: _Judge) -> None:
        self.of_customer: defaultdict[int, list[Trial]] = defaultdict(list)
        self.of_site: defaultdict[str | None, list[Trial]] = defaultdict(list)
        self._judge = judge

    def add(self, trials: Iterable[Trial]) -> None:
        for trial in trials:
            phase = self._judge.phase(trial)
            if phase.is_running:
                self.of_customer[trial.customer.id].append(trial)
            if trial.site_url and phase is not Phase.LOST:
                self.of_site[trial.site_url].append(trial)
