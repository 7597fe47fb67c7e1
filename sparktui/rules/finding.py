"""What a rule answers, and what all the rules of an action answer together.

One job: the values `Finding` and `Verdict`. Must not: know any particular rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters: a block stops the action, a warning must be acknowledged by name."""

    OK = "ok"
    INFO = "info"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule's function says of facts and a day: how much it matters, why, and what to do instead.

    ``detail`` holds lines that are to be shown in columns, such as two addresses with their difference marked.
    """

    level: Level
    message: str
    remedy: str = ""
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's answer, signed with the rule's ID, its title and its source.

    ``since`` and ``until`` bound the days around the day that was asked for on which the rule gives the same
    level for the same facts; None is an open end.
    """

    rule: str
    title: str
    level: Level
    message: str
    remedy: str
    source: str
    detail: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of all rules of one action on one day; a block hides none of the others.

    ``until`` is the last day on which the action stays allowed (None when it is not allowed, or for ever),
    ``from_day`` the next day on which it becomes allowed by itself (None when time alone does not help).
    """

    action: str
    day: date
    findings: tuple[Finding, ...]
    until: date | None = None
    from_day: date | None = None

    @property
    def allowed(self) -> bool:
        """Whether no rule blocks the action."""
        return not self.blocks

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """The findings that stop the action."""
        return self.at(Level.BLOCK)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that must be acknowledged before the action goes on."""
        return self.at(Level.WARN)

    def at(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of ``level``."""
        return tuple(finding for finding in self.findings if finding.level is level)

    def of(self, rule: str) -> Finding:
        """Return the finding of the rule with the ID ``rule``.

        Raises:
            KeyError: when the rule has no part in the action.
        """
        for finding in self.findings:
            if finding.rule == rule:
                return finding
        raise KeyError(rule)
