"""The model's facts, said in the product's words.

One job: put the same question to both. Must not: decide anything; what is empty in one is empty in the other.
"""

from __future__ import annotations

from sparktui import reference_data
from sparktui.domain.conversion import DevicesChoice, Order
from sparktui.domain.offer import OfferName
from sparktui.domain.partner import Partner
from sparktui.domain.trial import Customer, Device, Service, ServiceLine, Trial
from sparktui.rules.facts import Facts
from tests.model import conversion as model
from tests.model.lifecycle import Facts as ModelFacts


def product_facts(f: ModelFacts, order: model.Order | None = None, added: tuple[str, ...] = ()) -> Facts:
    """Return the product's facts for the model's trial, order, and services to be added."""
    return Facts(
        _trial(f),
        Partner("Northwind Networks", f.tier, "orders@distributor.example"),
        reference_data.policy(),
        reference_data.catalogue(),
        product_order(order or model.Order()),
        added=tuple(ServiceLine(Service(name), 1) for name in added),
        placed_order="81234567" if f.order_placed else None,
    )


def product_order(order: model.Order) -> Order:
    """Return the product's order for the model's."""
    return Order(
        OfferName(order.offer) if order.offer else None,
        order.plan,
        order.addons,
        order.deal_id or "",
        order.admin_email or "",
        order.webex_url or "",
        order.device_contact or "",
        order.site_ticket or "",
        DevicesChoice(order.devices) if order.devices else None,
    )


def _trial(f: ModelFacts) -> Trial:
    return Trial(
        1,
        Customer(1, "Contoso", f.country, f.admin_email, tuple(Service(name) for name in f.paid_services)),
        f.starts_on,
        f.period_days,
        tuple(ServiceLine(Service(name), 25) for name in f.services),
        f.extended_on,
        f.site_url,
        f.deal_id,
        (Device("DX80", 1),) if f.devices else (),
        f.converted_on,
    )
