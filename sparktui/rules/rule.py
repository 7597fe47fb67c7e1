"""A rule as a value, and how rules are asked.

One job: `Rule`, and `judge`, which puts an action's rules to facts and a day and finds the days around it on
which the answer stays the same. Must not: know any particular rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sparktui.domain.dates import plus
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Answer, Finding, Level, Verdict

HOUSE_RULE = "house rule"

OK = Level.OK
INFO = Level.INFO
WARN = Level.WARN
BLOCK = Level.BLOCK


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a stable ID, a title, the article's section or `HOUSE_RULE`, and a pure function.

    ``statements`` are the IDs of the article's statements (``data/article.toml``) that the rule carries.
    """

    id: str
    title: str
    section: str
    statements: tuple[str, ...]
    check: Callable[[Facts, date], Answer]

    def ask(self, facts: Facts, day: date) -> Finding:
        """Return the rule's finding about ``facts`` on ``day``, without looking at other days."""
        answer = self.check(facts, day)
        return Finding(
            self.id, self.title, answer.level, answer.message, answer.remedy, self.section, detail=answer.detail
        )

    def explain(self, facts: Facts, day: date) -> Finding:
        """Return the rule's finding with ``since`` and ``until``: the days around ``day`` of the same level."""
        finding = self.ask(facts, day)
        since, until = span(facts, day, lambda other: self.check(facts, other).level is finding.level)
        return Finding(
            finding.rule,
            finding.title,
            finding.level,
            finding.message,
            finding.remedy,
            finding.source,
            finding.detail,
            since,
            until,
        )


def check(action: str, rules: Sequence[Rule], facts: Facts, day: date) -> Verdict:
    """Return the verdict of ``rules`` for ``day`` alone: quick, for asking about many trials."""
    return Verdict(action, day, tuple(rule.ask(facts, day) for rule in rules))


def judge(action: str, rules: Sequence[Rule], facts: Facts, day: date) -> Verdict:
    """Return the verdict of ``rules`` with the days for which it holds."""
    findings = tuple(rule.explain(facts, day) for rule in rules)

    def allowed(other: date) -> bool:
        return all(rule.check(facts, other).level is not BLOCK for rule in rules)

    until = from_day = None
    if all(finding.level is not BLOCK for finding in findings):
        until = span(facts, day, allowed)[1]
    else:
        later = (point for point in facts.turning_points() if point > day)
        from_day = next((point for point in later if allowed(point)), None)
    return Verdict(action, day, findings, until, from_day)


def span(facts: Facts, day: date, holds: Callable[[date], bool]) -> tuple[date | None, date | None]:
    """Return the first and last day of the unbroken run of days around ``day`` on which ``holds`` is true.

    Answers change only on the turning points of the facts, so asking those is asking every day. None is an open end.
    """
    points = facts.turning_points()
    since: date | None = None
    until: date | None = None
    for point in reversed([point for point in points if point <= day]):
        if not holds(plus(point, -1)):
            since = point
            break
    for point in (point for point in points if point > day):
        if not holds(point):
            until = plus(point, -1)
            break
    return since, until
