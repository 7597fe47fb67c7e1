"""The worked examples of the CNV rules that hold whatever is being ordered.

One job: tell their stories. Must not: hold an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sparktui.domain.conversion import DevicesChoice
from sparktui.domain.dates import plus
from sparktui.domain.trial import Device
from sparktui.rules.examples.example import Case, Example, with_customer, with_order, with_trial
from sparktui.rules.facts import Facts


def stories(usual: Facts) -> Iterator[Example]:
    """Return the examples, told of the ``usual`` trial."""
    life = usual.lifecycle
    yield Example(
        "CNV-1",
        "Contoso wants to buy.",
        (
            Case("from a tier 1 partner", usual, life.expires_on),
            Case("from a tier 2 partner", replace(usual, partner=replace(usual.partner, tier=2)), life.expires_on),
        ),
    )
    yield Example(
        "CNV-2",
        "Contoso wants to buy, early or late.",
        (
            Case("the day before the start", usual, plus(life.starts_on, -1)),
            Case("the last day of grace", usual, life.grace_ends_on),
            Case("the day after, when the trial is lost", usual, life.lost_on),
        ),
    )
    yield Example(
        "CNV-3",
        "Contoso wants to buy when grace is nearly over.",
        (
            Case("the day before the last days of grace", usual, plus(life.grace_warning_from, -1)),
            Case("the first of the last days of grace", usual, life.grace_warning_from),
        ),
    )
    devices = with_trial(usual, devices=(Device("DX80", 1),))
    yield Example(
        "CNV-4",
        "Contoso tried a DX80 along with the services.",
        (
            Case("nobody has asked Cisco about it", devices, life.expires_on),
            Case("Cisco was asked", with_order(devices, device_contact="J. Roe, case 6912"), life.expires_on),
        ),
    )
    yield Example(
        "CNV-14",
        "Contoso looks back on the weeks of its trial.",
        (Case("after any order", usual, life.expires_on),),
    )
    abroad = with_customer(devices, country="DE")
    yield Example(
        "CNV-15",
        "Contoso has a DX80 from its trial.",
        (
            Case("in the United States", devices, life.expires_on),
            Case("in Germany", abroad, life.expires_on),
            Case("in Germany, where Contoso wants to keep it", _keeping(abroad), life.expires_on),
        ),
    )


def _keeping(facts: Facts) -> Facts:
    return with_order(facts, devices=DevicesChoice.KEEP)
