"""The worked examples of the EXT rules.

One job: tell their stories. Must not: hold an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sparktui.domain.dates import plus
from sparktui.domain.trial import Service, ServiceLine
from sparktui.rules.examples.example import Case, Example, with_customer, with_trial
from sparktui.rules.facts import Facts


def stories(usual: Facts) -> Iterator[Example]:
    """Return the examples, told of the ``usual`` trial."""
    life = usual.lifecycle
    yield Example(
        "EXT-1",
        "Contoso needs more time, and later asks for more again.",
        (
            Case("never extended", usual, life.expires_on),
            Case("extended before", with_trial(usual, extended_on=life.reminder_on), life.expires_on),
        ),
    )
    yield Example(
        "EXT-2",
        "Contoso needs more time.",
        (
            Case("the day before the start", usual, plus(life.starts_on, -1)),
            Case("the last day of the trial", usual, life.expires_on),
            Case("the first day of grace", usual, plus(life.expires_on, 1)),
        ),
    )
    yield Example(
        "EXT-3",
        "Contoso needs more time while an order is on its way.",
        (
            Case("no order is placed", usual, life.expires_on),
            Case("order 81234567 is placed", replace(usual, placed_order="81234567"), life.expires_on),
        ),
    )
    with_care = replace(usual, added=(ServiceLine(Service.CARE, 10),))
    yield Example(
        "EXT-4",
        "Contoso would like to try care too.",
        (
            Case("the last day of the trial", with_care, life.expires_on),
            Case("the first day of grace", with_care, plus(life.expires_on, 1)),
            Case("care is paid for", with_customer(with_care, paid_services=(Service.CARE,)), life.expires_on),
        ),
    )
