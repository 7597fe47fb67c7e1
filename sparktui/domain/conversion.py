"""A conversion as a document: what is being ordered, how far it has come, and the sheet for Cisco Commerce.

One job: the order's fields, its states and the moves between them. Must not: judge the order (see the rules).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sparktui.domain import site_url
from sparktui.domain.offer import Catalogue, OfferName
from sparktui.domain.quantities import format_devices
from sparktui.domain.trial import Service, Trial


class DevicesChoice(StrEnum):
    """What happens to the trial's devices."""

    KEEP = "keep"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A warning that a person has seen and accepted: the rule, and the words it said then.

    The words belong to it: when a change of the order makes the rule say something else, it asks again.
    """

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Order:
    """What the person has typed so far; every field may still be empty.

    Texts stand as they were typed, so that a draft gives back exactly what was there. ``device_contact`` says
    when, with whom and under which reference Cisco was asked about the devices; ``site_ticket`` names the
    ticket to remove the trial's site.
    """

    offer: OfferName | None = None
    plan: str | None = None
    addons: tuple[str, ...] = ()
    deal_id: str = ""
    admin_email: str = ""
    webex_url: str = ""
    device_contact: str = ""
    site_ticket: str = ""
    devices: DevicesChoice | None = None
    acknowledged: tuple[Acknowledgement, ...] = ()

    @property
    def names_site(self) -> bool:
        """Whether anything was typed as WebEx URL, an address or not."""
        return bool(self.webex_url.strip())

    @property
    def site(self) -> str:
        """The WebEx URL in its normal form; empty when none was typed, or nothing that names a host."""
        return site_url.normalise(self.webex_url)


class ConversionState(StrEnum):
    """How far a conversion has come."""

    DRAFT = "draft"
    READY = "ready"
    PLACED = "placed"
    CONVERTED = "converted"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether the conversion can still move."""
        return self not in (ConversionState.CONVERTED, ConversionState.CANCELLED)

    def may_become(self, state: ConversionState) -> bool:
        """Return whether the document may move from this state to ``state``."""
        return state in _MOVES[self]


_MOVES: dict[ConversionState, frozenset[ConversionState]] = {
    ConversionState.DRAFT: frozenset({ConversionState.DRAFT, ConversionState.READY, ConversionState.CANCELLED}),
    # Changing a ready order makes it a draft again, until it has been checked anew.
    ConversionState.READY: frozenset(
        {ConversionState.DRAFT, ConversionState.READY, ConversionState.PLACED, ConversionState.CANCELLED}
    ),
    ConversionState.PLACED: frozenset({ConversionState.CONVERTED, ConversionState.CANCELLED}),
    ConversionState.CONVERTED: frozenset(),
    ConversionState.CANCELLED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Conversion:
    """A recorded conversion document. ``version`` counts its changes.

    ``saved_at`` is the real instant (UTC) of the last one, ``saved_by`` the operator who made it.
    """

    id: int
    trial_id: int
    state: ConversionState
    order: Order
    step: int = 1
    order_number: str = ""
    placed_on: date | None = None
    converted_on: date | None = None
    cancelled_on: date | None = None
    cancel_reason: str = ""
    saved_at: datetime | None = None
    saved_by: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class SheetField:
    """One thing that Cisco Commerce asks for: a stable key, its label, and the text to enter (may be empty)."""

    key: str
    label: str
    value: str

    @property
    def words(self) -> str:
        """The value; where there is none, whether it is missing, or nothing is to be entered."""
        return self.value or ("nothing to enter" if self.key in _MAY_BE_EMPTY else "missing")


# What an order may do without; every other field has to be filled.
_MAY_BE_EMPTY = {"webex_url"}
_FATES = {DevicesChoice.KEEP: ", the customer keeps them", DevicesChoice.RETURN: ", they go back"}


def first_steps(trial: Trial, order: Order) -> tuple[str, ...]:
    """Return what is done before Cisco Commerce asks for the first field: no field of an order names the devices."""
    steps = ("Sign in to Cisco Commerce with the partner's account.", "Choose Order, then Create Order.")
    if not trial.devices:
        return steps
    fate = _FATES[order.devices] if order.devices else ""
    return (f"Settle the devices with Cisco: {format_devices(trial.devices)}{fate}.", *steps)


def order_sheet(trial: Trial, order: Order, catalogue: Catalogue) -> tuple[SheetField, ...]:
    """Return the order's fields in the order in which Cisco Commerce asks for them.

    The sequence follows the article, section "Convert a Cisco Spark Trial to a Paid Order": the deal first,
    then what is bought, the site, and the Management Portal access. The address is given as recorded only when
    it was typed so; this sheet repeats what was typed, the rules say whether it is right.
    """
    plan = catalogue.plan(order.plan) if order.offer is OfferName.A_SPK else None
    names = [addon.title for code in order.addons if (addon := catalogue.addon(code))]
    fields = [
        SheetField("deal_id", "Deal ID", order.deal_id.strip()),
        SheetField("offer", "Offer", order.offer or ""),
    ]
    if order.offer is not OfferName.A_WX:
        fields.append(SheetField("plan", "Plan", plan.code if plan else ""))
    if names:
        fields.append(SheetField("addons", "Add-ons", ", ".join(names)))
    if takes_site(order, catalogue):
        fields.append(SheetField("webex_url", "WebEx URL", order.site))
    fields.append(SheetField("management_portal_access", "Management Portal access", order.admin_email.strip()))
    return tuple(fields)


def takes_site(order: Order, catalogue: Catalogue) -> bool:
    """Return whether the order has a place for a WebEx URL: under A-WX, and under A-SPK plans with a site."""
    if order.offer is OfferName.A_SPK:
        plan = catalogue.plan(order.plan)
        return plan is not None and plan.has_site
    return order.offer is OfferName.A_WX


def owned_after(trial: Trial, order: Order, catalogue: Catalogue) -> tuple[Service, ...]:
    """Return what the customer owns once ``order`` has converted ``trial``: what was owned before, and what it buys."""
    owned = set(trial.customer.paid_services)
    if order.offer is not None:
        owned.update(catalogue.offer(order.offer).grants)
    plan = catalogue.plan(order.plan) if order.offer is OfferName.A_SPK else None
    owned.update(plan.covers if plan else ())
    for code in order.addons:
        addon = catalogue.addon(code)
        owned.update(addon.covers if addon else ())
    return tuple(service for service in Service if service in owned)
