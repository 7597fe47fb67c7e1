"""The five steps: which rules each of them answers for, and how it stands.

One job: from a moment of the wizard to the bar of steps and the findings beside the form.
Must not: leave a rule of conversions without a step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sparktui.domain.conversion import ConversionState
from sparktui.domain.offer import OfferName
from sparktui.rules.finding import Finding, Level, Verdict
from sparktui.screens.conversion.state import WizardState
from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.step_bar import Standing, Step

ELIGIBILITY, OFFER, DETAILS, DEVICES, REVIEW = STEPS = (1, 2, 3, 4, 5)

TITLES = {
    ELIGIBILITY: ("Eligibility", "Check"),
    OFFER: ("Offer", "Offer"),
    DETAILS: ("Order details", "Details"),
    DEVICES: ("Devices", "Devices"),
    REVIEW: ("Review", "Review"),
}

RULES = {
    ELIGIBILITY: ("CNV-1", "CNV-2", "CNV-3", "CNV-14"),
    OFFER: ("CNV-8", "CNV-9", "CNV-10", "CNV-12", "CNV-13", "CNV-16"),
    DETAILS: ("CNV-5", "CNV-6", "CNV-7", "CNV-11"),
    DEVICES: ("CNV-4", "CNV-15"),
}

# What a block asks for, by the name that it has in its step.
_FIELDS = {
    "CNV-9": "an offer",
    "CNV-16": "a plan",
    "CNV-13": "add-ons",
    "CNV-5": "deal ID",
    "CNV-6": "Management Portal access",
    "CNV-7": "WebEx URL",
    "CNV-11": "ticket to remove the site",
    "CNV-4": "contact with Cisco",
    "CNV-15": "what becomes of the devices",
}


def step_of(rule: str) -> int:
    """Return the step in which what ``rule`` says can be mended."""
    return next((step for step, rules in RULES.items() if rule in rules), REVIEW)


def still_to_do(state: WizardState) -> tuple[str, ...]:
    """Return for each later step that blocks its number and title, and the fields in which that is mended."""
    blocks = sorted((step_of(found.rule), found.rule) for found in state.check.verdict.blocks)
    asked = {step: [_FIELDS[rule] for at, rule in blocks if at == step and rule in _FIELDS] for step, _ in blocks}
    return tuple(f"{step} {TITLES[step][0]}: {', '.join(fields)}" for step, fields in asked.items() if fields)


def verdict_of(step: int, state: WizardState) -> Verdict:
    """Return the part of the verdict that belongs beside ``step``.

    The review has all of it; once the order is placed, only whether it is in time can still matter, and once the
    document has ended, nothing.
    """
    verdict = state.check.verdict
    if state.stage in (ConversionState.CONVERTED, ConversionState.CANCELLED):
        return replace(verdict, findings=())
    if step == REVIEW and state.stage is not ConversionState.PLACED:
        return verdict
    wanted = RULES[ELIGIBILITY if step == REVIEW else step]
    return replace(verdict, findings=tuple(_beside(found, step) for found in verdict.findings if found.rule in wanted))


def steps(state: WizardState, here: int, furthest: int) -> list[Step]:
    """Return the steps for the bar; ``furthest`` is the last one that the person has been to."""
    return [
        Step(number, *TITLES[number], standing=_standing(number, state, here, furthest), detail=_detail(number, state))
        for number in STEPS
    ]


def at_large(state: WizardState) -> tuple[Piece, ...]:
    """Return how the whole order stands, in a few words."""
    if state.shut:
        return (Piece("no order", "error"), Piece(" can be made", "error"))
    match state.stage:
        case ConversionState.READY:
            return (Piece("ready", "success"), Piece(" to be placed", "success"))
        case ConversionState.PLACED:
            return (Piece("placed", "warning"), Piece(", not yet converted", "warning"))
        case ConversionState.CONVERTED:
            return (Piece("converted", "success"),)
        case ConversionState.CANCELLED:
            return (Piece("cancelled", "muted"),)
    blocks, warnings = state.check.verdict.blocks, state.check.unacknowledged
    counted = [*_counted(blocks, "block", "error"), *_counted(warnings, "warning", "warning", " · " if blocks else "")]
    return tuple(counted) or (Piece("nothing in the way", "success"),)


def _counted(findings: Sequence[Finding], word: str, style: StyleName, before: str = "") -> Iterator[Piece]:
    """Return how many there are, and, where there is room, in which steps: ``3 blocks`` and `` in 2-4``."""
    if findings:
        yield Piece(f"{before}{len(findings)} {word}{'' if len(findings) == 1 else 's'}", style)
        steps = sorted({step_of(finding.rule) for finding in findings})
        is_row = len(steps) > 2 and steps[-1] - steps[0] == len(steps) - 1
        yield Piece(f" in {steps[0]}-{steps[-1]}" if is_row else f" in {' '.join(map(str, steps))}", style)


def _standing(number: int, state: WizardState, here: int, furthest: int) -> Standing:
    if number == here:
        return "here"
    if state.shut or (number > furthest and not _is_begun(number, state)):
        return "open"
    if number == REVIEW:
        return "ok" if state.can_copy else "open"
    if state.is_fixed:
        return "open" if state.stage is ConversionState.CANCELLED else "ok"
    rules = RULES[number]
    if any(finding.rule in rules for finding in state.check.verdict.blocks):
        return "block"
    return "warn" if any(finding.rule in rules for finding in state.check.unacknowledged) else "ok"


def _is_begun(number: int, state: WizardState) -> bool:
    order = state.order
    filled = {
        ELIGIBILITY: True,
        OFFER: order.offer is not None,
        DETAILS: bool(order.admin_email or order.webex_url or order.site_ticket),
        DEVICES: bool(order.device_contact or order.devices),
    }
    return filled.get(number, False)


def _detail(number: int, state: WizardState) -> str:
    if number != OFFER or state.order.offer is None:
        return ""
    plan = state.order.plan if state.order.offer is OfferName.A_SPK else None
    return " ".join(filter(None, (state.order.offer, plan)))


def _beside(finding: Finding, step: int) -> Finding:
    """Leave out of a finding what stands in the form beside it already: the text for the distributor."""
    return replace(finding, detail=()) if finding.rule == "CNV-1" and finding.level is Level.BLOCK else finding
