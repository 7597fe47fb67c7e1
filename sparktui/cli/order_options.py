"""An order on the command line: its options, laid over the draft that is saved.

One job: turn options into an order. Must not: judge it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import click

from sparktui.cli.options import Word
from sparktui.domain.conversion import DevicesChoice, Order
from sparktui.domain.offer import Catalogue, OfferName
from sparktui.domain.text import plain
from sparktui.errors import BadInput

_Body = TypeVar("_Body", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Typed:
    """The order's options as typed. None is not given, an empty text takes back what the draft has."""

    offer: str | None
    plan: str | None
    addons: tuple[str, ...]
    deal_id: str | None
    admin_email: str | None
    webex_url: str | None
    device_contact: str | None
    site_ticket: str | None
    devices: str | None
    ack: tuple[str, ...]


def order_options(body: _Body) -> _Body:
    """Give a command the order's options; it takes them as `Typed` takes them."""
    for option in reversed(_OPTIONS):
        body = option(body)
    return body


def overlay(saved: Order, typed: Typed, catalogue: Catalogue) -> Order:
    """Return ``saved`` with everything that was ``typed`` in its place.

    Raises:
        BadInput: for a plan or an add-on that there is not.
    """
    changes: dict[str, Any] = {
        name: text
        for name in ("deal_id", "admin_email", "webex_url", "device_contact", "site_ticket")
        if (text := getattr(typed, name)) is not None
    }
    if typed.offer is not None:
        changes["offer"] = OfferName(typed.offer) if typed.offer else None
    if typed.devices is not None:
        changes["devices"] = DevicesChoice(typed.devices) if typed.devices else None
    if typed.plan is not None:
        changes["plan"] = _one_of(typed.plan, [plan.code for plan in catalogue.plans], "--plan") or None
    if typed.addons:
        known = [addon.code for addon in catalogue.addons]
        chosen = (_one_of(text, known, "--addon") for text in typed.addons)
        changes["addons"] = tuple(dict.fromkeys(code for code in chosen if code))
    return replace(saved, **changes)


def _one_of(text: str, known: list[str], option: str) -> str:
    typed = text.strip()
    for code in known:
        if code.lower() == typed.lower():
            return code
    if typed:
        raise BadInput(f"{option}: there is no {plain(typed, 60)!r}.", f"Choose one of {', '.join(known)}.")
    return ""


_OPTIONS = (
    click.option("--offer", type=Word([offer.value for offer in OfferName]), help="What to order under."),
    click.option("--plan", metavar="CODE", help="M1, M2, M3, C1, C2 or C3; an A-WX order names none."),
    click.option("--addon", "addons", metavar="NAME", multiple=True, help="Something bought on top; repeat for each."),
    click.option("--deal-id", metavar="ID", help="The deal ID of the trial."),
    click.option("--admin-email", metavar="ADDRESS", help="Management Portal access: the administrator as recorded."),
    click.option("--webex-url", metavar="URL", help="The WebEx URL to order."),
    click.option("--device-contact", metavar="TEXT", help="When, with whom and how Cisco was asked about devices."),
    click.option("--site-ticket", metavar="TEXT", help="The ticket to remove the trial's site."),
    click.option("--devices", type=Word([choice.value for choice in DevicesChoice]), help="What becomes of them."),
    click.option("--ack", metavar="RULE", multiple=True, help="Acknowledge the warning of this rule; repeat for each."),
)
