"""All rules there are, and which of them each action asks.

One job: the catalogue. Every screen and every command asks here, so all give the same answer.
Must not: hold a rule itself.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sparktui.rules import conversion, conversion_order, ending, extension, rma, rule, shipment, trial
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Verdict
from sparktui.rules.rule import Rule


class Action(StrEnum):
    """What a person may want to do to a trial, each with its own rules."""

    START = "start"
    EXTEND = "extend"
    ADD_SERVICE = "add_service"
    BEGIN_CONVERSION = "begin_conversion"
    CONVERT = "convert"
    HELP_ADOPTION = "help_adoption"
    LOOK_AFTER = "look_after"
    READ_MAIL = "read_mail"
    FOLLOW_SHIPMENTS = "follow_shipments"
    MOVE_RETURN = "move_return"


FAMILIES = ("TRL", "EXT", "CNV", "END", "SHP", "RMA")


def _by_number(found: Rule) -> tuple[int, int]:
    family, number = found.id.split("-")
    return FAMILIES.index(family), int(number)


RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *trial.RULES,
            *extension.RULES,
            *conversion.RULES,
            *conversion_order.RULES,
            *ending.RULES,
            *shipment.RULES,
            *rma.RULES,
        ),
        key=_by_number,
    )
)

BY_ID: dict[str, Rule] = {found.id: found for found in RULES}


def _rules(*ids: str) -> tuple[Rule, ...]:
    return tuple(BY_ID[rule_id] for rule_id in ids)


ASKED: dict[Action, tuple[Rule, ...]] = {
    Action.START: _rules("TRL-1", "TRL-2", "TRL-3", "TRL-4"),
    Action.EXTEND: _rules("EXT-1", "EXT-2", "EXT-3"),
    Action.ADD_SERVICE: _rules("EXT-4"),
    # Whether a conversion can be begun today, before anything is known of the order.
    Action.BEGIN_CONVERSION: _rules("CNV-1", "CNV-2", "CNV-3"),
    Action.CONVERT: tuple(found for found in RULES if found.id.startswith("CNV-")),
    Action.HELP_ADOPTION: _rules("TRL-5"),
    Action.LOOK_AFTER: _rules("TRL-6", *(found.id for found in ending.RULES)),
    Action.READ_MAIL: _rules("SHP-1"),
    Action.FOLLOW_SHIPMENTS: _rules("SHP-2", "SHP-3"),
    Action.MOVE_RETURN: _rules("RMA-1", "RMA-2", "RMA-3"),
}


def judge(action: Action, facts: Facts, day: date) -> Verdict:
    """Return the verdict on ``action``, each finding with the days for which it holds."""
    return rule.judge(action, ASKED[action], facts, day)


def check(action: Action, facts: Facts, day: date) -> Verdict:
    """Return the verdict on ``action`` for ``day`` alone, quickly."""
    return rule.check(action, ASKED[action], facts, day)
