"""What a worked example is, and how its cases are told apart from the usual trial.

One job: `Example`, `Case`, and the facts with something changed. Must not: know any particular rule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sparktui.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Case:
    """One turn of a story: what is particular about it, the facts, and the day on which the rule is asked."""

    label: str
    facts: Facts
    day: date


@dataclass(frozen=True, slots=True)
class Example:
    """The worked example of the rule ``rule_id``: a story in one sentence, and its cases."""

    rule_id: str
    story: str
    cases: tuple[Case, ...]


def with_trial(facts: Facts, **changes: Any) -> Facts:
    """Return ``facts`` with ``changes`` of the trial's fields."""
    return replace(facts, trial=replace(facts.trial, **changes))


def with_customer(facts: Facts, **changes: Any) -> Facts:
    """Return ``facts`` with ``changes`` of the customer's fields."""
    return with_trial(facts, customer=replace(facts.trial.customer, **changes))


def with_order(facts: Facts, **changes: Any) -> Facts:
    """Return ``facts`` with ``changes`` of the order's fields."""
    return replace(facts, order=replace(facts.order, **changes))
