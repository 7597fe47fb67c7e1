"""The worked examples of the RMA rules.

One job: tell their stories. Must not: hold an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sparktui.domain.dates import plus
from sparktui.domain.rma import IN_ORDER, Rma, RmaStep, StepTaken
from sparktui.rules.examples.example import Case, Example
from sparktui.rules.facts import Facts


def stories(usual: Facts) -> Iterator[Example]:
    """Return the examples, told of the ``usual`` trial."""
    on = plus(usual.lifecycle.expires_on, 1)

    def going_back(last: RmaStep, wanted: RmaStep | None = None) -> Facts:
        """Return the facts of a return that stands at ``last``, when ``wanted`` is to be recorded."""
        gone = IN_ORDER[: IN_ORDER.index(last) + 1]
        rma = Rma(1, usual.trial.id, "DX80", 1, tuple(StepTaken(step, on) for step in gone))
        return replace(usual, returns=(rma,), step=wanted)

    yield Example(
        "RMA-1",
        "Contoso sends its DX80 back.",
        (
            Case("the return has just been opened", going_back(RmaStep.OPENED), on),
            Case("recorded as processed straight away", going_back(RmaStep.OPENED, RmaStep.PROCESSED), on),
            Case("the carrier has taken it along", going_back(RmaStep.PICKED_UP), on),
        ),
    )
    yield Example(
        "RMA-2",
        "Contoso has lost the label that came with its DX80.",
        (
            Case("before anybody knows", going_back(RmaStep.PACKED), on),
            Case("somebody says so", going_back(RmaStep.PACKED, RmaStep.WAITING_FOR_LABEL), on),
        ),
    )
    yield Example(
        "RMA-3",
        "Contoso's DX80 is packed.",
        (
            Case("the label is put on the box", going_back(RmaStep.PACKED, RmaStep.LABELLED), on),
            Case("recorded as received, though nobody took it along", going_back(RmaStep.PACKED, RmaStep.RECEIVED), on),
            Case("Contoso keeps it after all", going_back(RmaStep.PACKED, RmaStep.CANCELLED), on),
            Case("cancelled when it is on its way", going_back(RmaStep.PICKED_UP, RmaStep.CANCELLED), on),
        ),
    )
