"""The article, accounted for: which rule, milestone or screen carries each of its statements.

One job: hold the article's statements and the rules against each other, in both directions.
Must not: read files; whoever asks brings the statements and the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sparktui.domain.article import Statement
from sparktui.domain.lifecycle import MilestoneName
from sparktui.domain.notice import NoticeKind
from sparktui.rules.rule import HOUSE_RULE, Rule

State = Literal["carried", "planned", "missing"]

MAILS = frozenset(f"mail:{kind}" for kind in NoticeKind)
MILESTONES = frozenset(f"milestone:{name}" for name in MilestoneName)
SCREENS = frozenset({"screen:customers", "screen:trial", "screen:convert", "screen:shipments"})

# What is still to be built. A name leaves this list when the thing itself stands in the rules or the screens.
PLANNED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One statement of the article and what carries it.

    ``state`` is ``carried`` when all its carriers stand, ``planned`` when one of them is still to be built, and
    ``missing`` when it has none or names one that nobody knows.
    """

    statement: str
    section: str
    paragraph: int
    says: str
    carriers: tuple[str, ...]
    state: State


def coverage(statements: Sequence[Statement], rules: Sequence[Rule]) -> tuple[CoverageRow, ...]:
    """Return a row for each of ``statements``, in their order."""
    standing = _standing(rules)
    return tuple(
        CoverageRow(found.id, found.section, found.paragraph, found.says, found.carried_by, _state(found, standing))
        for found in statements
    )


def gaps(statements: Sequence[Statement], rules: Sequence[Rule]) -> tuple[str, ...]:
    """Return a sentence for everything that is not accounted for; none when both sides agree."""
    return (*_gaps_of_statements(statements, rules), *_gaps_of_rules(statements, rules))


def _standing(rules: Sequence[Rule]) -> frozenset[str]:
    return MAILS | MILESTONES | SCREENS | {rule.id for rule in rules}


def _state(statement: Statement, standing: frozenset[str]) -> State:
    carriers = set(statement.carried_by)
    if not carriers or carriers - standing - PLANNED:
        return "missing"
    return "carried" if carriers <= standing else "planned"


def _gaps_of_statements(statements: Sequence[Statement], rules: Sequence[Rule]) -> Iterator[str]:
    by_id = {rule.id: rule for rule in rules}
    standing = _standing(rules)
    seen: set[str] = set()
    for statement in statements:
        if statement.id in seen:
            yield f"{statement.id} stands twice in the article's statements."
        seen.add(statement.id)
        if not statement.carried_by:
            yield f"{statement.id} is carried by nothing."
        for carrier in statement.carried_by:
            if carrier not in standing | PLANNED:
                yield f"{statement.id} is carried by {carrier}, which does not exist."
            elif carrier in by_id and statement.id not in by_id[carrier].statements:
                yield f"{statement.id} is carried by {carrier}, which does not cite it."
        state = _state(statement, standing)
        if state != "missing" and statement.planned != (state == "planned"):
            yield f"{statement.id} is {state}, but its mark says otherwise."


def _gaps_of_rules(statements: Sequence[Statement], rules: Sequence[Rule]) -> Iterator[str]:
    by_id = {statement.id: statement for statement in statements}
    for rule in rules:
        if rule.id in PLANNED:
            yield f"{rule.id} stands, and is still listed as planned."
        cited = [by_id[name] for name in rule.statements if name in by_id]
        for name in rule.statements:
            if name not in by_id:
                yield f"{rule.id} cites {name}, which does not exist."
            elif rule.id not in by_id[name].carried_by:
                yield f"{rule.id} cites {name}, which is not carried by it."
        if (rule.section == HOUSE_RULE) != (not rule.statements):
            yield f"{rule.id} has the section {rule.section!r}, and cites {len(rule.statements)} statements."
        elif cited and rule.section not in {statement.section for statement in cited}:
            yield f"{rule.id} has the section {rule.section!r}, in which none of the statements it cites stands."
