"""Step 2: under which offer, as which plan, with which add-ons.

One job: the comparison's columns, the plans with what they cover of this trial, and the add-ons.
Must not: judge the choice; the rules' findings stand beside it.
"""

from __future__ import annotations

from textual.app import ComposeResult

from sparktui.domain.conversion import Order
from sparktui.domain.offer import Catalogue, Fate, OfferName, Plan
from sparktui.domain.trial import Service, Trial
from sparktui.rules.conversion import KEEPS_DEVICES
from sparktui.rules.conversion_order import not_covered
from sparktui.screens.conversion.state import WizardState
from sparktui.screens.conversion.step_form import StepForm
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.offer_comparison import OfferColumn, PartFate

_HEADING = "    MSG MTG SITE CALL"


def columns(catalogue: Catalogue, trial: Trial) -> tuple[OfferColumn, ...]:
    """Return the offers to compare; parts that the trial does not have are told from those that matter."""
    return tuple(
        OfferColumn(
            offer.name,
            f"{offer.name} {offer.title}",
            offer.summary,
            tuple(_fate(fate, trial) for fate in offer.fates),
        )
        for offer in catalogue.offers
    )


def _fate(fate: Fate, trial: Trial) -> PartFate:
    if fate.part == "Devices" and trial.customer.country != KEEPS_DEVICES:
        return PartFate(fate.part, "returned", "kept in the United States only", fate.concerns(trial))
    return PartFate(fate.part, fate.outcome, fate.words, fate.concerns(trial))


class OfferForm(StepForm):
    """Plans and add-ons; the offers themselves are compared above."""

    title = "Plan and add-ons"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self._plans = ChoiceList(id="plans", heading=_HEADING)
        self._addons = ChoiceList(id="addons", several=True, heading="Add-ons")
        self._order = Order()

    def compose(self) -> ComposeResult:
        """Lay plans out above add-ons."""
        yield self._plans
        yield self._addons

    def show(self, state: WizardState) -> None:
        """Show what can be bought; plans are only asked for under A-SPK."""
        self._order, trial = state.order, state.trial
        wants_no_plan = state.order.offer is OfferName.A_WX
        self._plans.show(
            [Choice(plan.code, plan.code) if wants_no_plan else _plan(plan, trial) for plan in state.catalogue.plans],
            {state.order.plan} if state.order.plan and not wants_no_plan else (),
            "Plan: an A-WX order names none" if wants_no_plan else _HEADING,
        )
        self._addons.show(
            [Choice(addon.code, addon.title) for addon in state.catalogue.addons],
            state.order.addons,
            "Add-ons: sold under A-SPK only" if wants_no_plan else "Add-ons",
        )
        self._plans.disabled = bool(state.locked) or wants_no_plan
        # What is bought on top can always be taken back, under an offer that does not sell it too.
        self._addons.disabled = bool(state.locked) or (wants_no_plan and not state.order.addons)

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """A plan was picked, or an add-on picked or taken back."""
        event.stop()
        if event.choices is self._plans:
            self.edit(plan=event.key, offer=self._order.offer or OfferName.A_SPK)
            return
        wanted = set(self._order.addons) ^ {event.key}
        self.edit(addons=tuple(choice for choice in self._addons.keys if choice in wanted))


def _plan(plan: Plan, trial: Trial) -> Choice:
    """Return a plan as a line: what it covers under the headings, and what this trial would lose with it."""
    lost = [str(service) for service in not_covered(trial, plan)]
    if trial.site_url and not plan.has_site:
        lost.append("the site")
    covered = (
        (True, False),
        (Service.MEETINGS in plan.covers, "meetings" in lost),
        (plan.has_site, "the site" in lost),
        (Service.CALLING in plan.covers, "calling" in lost),
    )
    signs = terminal_glyphs()
    cells = [signs.mark("ok") if has else signs.mark("lost") if loses else signs.unknown for has, loses in covered]
    text = f"{plan.code}   {'   '.join(cells[:-1])}    {cells[-1]}"
    if lost:
        return Choice(plan.code, text, f"loses {', '.join(lost)}", "error", short=f"loses {len(lost)}")
    return Choice(plan.code, text, "covers this trial", "success", short="covers it")
