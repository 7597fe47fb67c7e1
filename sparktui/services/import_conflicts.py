"""Which of the rows that are after the same thing may stand: a customer's one running trial, or a site.

What a row changes counts for all rows, whatever their order: a trial that the file converts on line 9 is not in the
way of the one on line 2. Among rows that are in each other's way the earlier one stands. A change that is refused
leaves its trial as it is recorded, and a row that relied on the change is refused as well.

One job: hold the rows of a `Contest` against each other by the rules of trials. Must not: judge a row by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
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
    """A row that is in the way of another trial: its line, the field at fault, the reason, and how to mend it."""

    line: int
    field: str
    reason: str
    remedy: str


def conflicts(desk: Desk, contest: Contest, day: date) -> list[Conflict]:
    """Return what keeps rows of ``contest`` from standing on ``day``, in the order of the file.

    Rows that are not sound are in nobody's way; what others would keep them from is found as well.
    """
    sound = [row for row in contest.rows if row.is_sound]
    judge = _Judge(desk, day, {row.trial.id: row.line for row in sound})
    standing, refused = _settle(judge, contest, sound)
    for row in contest.rows:
        if not row.is_sound:
            refused[row.line] = judge.conflicts(row, standing)
    return [conflict for line in sorted(refused) for conflict in refused[line]]


def _settle(judge: _Judge, contest: Contest, sound: Sequence[ImportRow]) -> tuple[_Standing, dict[int, list[Conflict]]]:
    """Return the trials that stand once the ``sound`` rows are taken or refused, and the refused ones by line."""
    relied_on_a_change: dict[int, list[Conflict]] = {}
    while True:
        standing = _Standing(judge)
        standing.add(trial for trial_id, trial in contest.recorded.items() if trial_id not in judge.lines)
        standing.add(row.trial for row in sound if not row.differs)
        refused = dict(relied_on_a_change)
        accepted = []
        for row in sound:
            if not row.differs or row.line in refused:
                continue
            found = judge.conflicts(row, standing)
            if found:
                refused[row.line] = found
            else:
                standing.add([row.trial])
                accepted.append(row)
        left = [
            contest.recorded[row.trial.id] for row in sound if row.line in refused and row.trial.id in contest.recorded
        ]
        as_recorded = _Standing(judge)
        as_recorded.add(left)
        fallen = {row.line: found for row in accepted if (found := judge.conflicts(row, as_recorded))}
        if not fallen:
            standing.add(left)
            return standing, refused
        relied_on_a_change |= fallen


@dataclass(frozen=True, slots=True)
class _Judge:
    """Puts the rules of trials to a row's trial beside others; ``lines`` says where in the file a trial stands."""

    desk: Desk
    day: date
    lines: dict[int, int]

    def phase(self, trial: Trial) -> Phase:
        return trial.lifecycle(self.desk.policy).phase(self.day)

    def conflicts(self, row: ImportRow, standing: _Standing) -> list[Conflict]:
        """Return why the trial of ``row`` may not stand beside the trials in ``standing``: once for a field."""
        facts = facts_of_unrecorded(self.desk, row.trial)
        found = [self._second_trial(row, facts, standing), self._site_held(row, facts, standing)]
        return [conflict for conflict in found if conflict is not None]

    def _second_trial(self, row: ImportRow, facts: Facts, standing: _Standing) -> Conflict | None:
        trial = row.trial
        for other in standing.of_customer[trial.customer.id] if row.runs else ():
            # The same trial on two lines has been told already.
            if other.starts_on != trial.starts_on and self._blocks(one_running_trial, facts, other):
                until = in_words(other.lifecycle(self.desk.policy).grace_ends_on)
                return Conflict(
                    row.line,
                    "start_date",
                    f"Start Date {trial.starts_on} makes it a second running trial of the customer: "
                    f"{self._named(other)} runs or can be converted until {until}.",
                    "Convert that one first, or start this one after that day.",
                )
        return None

    def _site_held(self, row: ImportRow, facts: Facts, standing: _Standing) -> Conflict | None:
        trial = row.trial
        for other in standing.of_site[trial.site_url] if row.holds_site else ():
            # Two trials of one customer are the other rule's; what it has converted stays its own site.
            if other.customer.id == trial.customer.id or not self._blocks(site_is_free, facts, other):
                continue
            if other.converted_on is not None:
                reason = f"was converted with {self._named(other)} and is another customer's paid site."
                remedy = "Name another site."
            else:
                free_on = in_words(other.lifecycle(self.desk.policy).lost_on)
                reason = f"is held by {self._named(other)} until it is free on {free_on}."
                remedy = "Name another site, or start on that day or later."
            return Conflict(row.line, "site_url", f"Site URL {other.site_url} {reason}", remedy)
        return None

    def _blocks(self, rule: Callable[[Facts, date], Answer], facts: Facts, other: Trial) -> bool:
        return rule(replace(facts, others=(other,)), self.day).level is Level.BLOCK

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
