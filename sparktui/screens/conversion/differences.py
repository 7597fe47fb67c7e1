"""Where two versions of one order differ, field by field, in the words of the screen.

One job: this comparison. Must not: decide which of them counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sparktui.domain.conversion import Order


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, and what stands in it in both versions; an empty text where nothing does."""

    label: str
    mine: str
    theirs: str


_FIELDS: tuple[tuple[str, Callable[[Order], str]], ...] = (
    ("Offer", lambda order: order.offer or ""),
    ("Plan", lambda order: order.plan or ""),
    ("Add-ons", lambda order: ", ".join(order.addons)),
    ("Deal ID", lambda order: order.deal_id),
    ("Management Portal access", lambda order: order.admin_email),
    ("WebEx URL", lambda order: order.webex_url),
    ("Ticket to remove the site", lambda order: order.site_ticket),
    ("Contact about devices", lambda order: order.device_contact),
    ("Devices", lambda order: order.devices or ""),
    ("Acknowledged", lambda order: ", ".join(seen.rule for seen in order.acknowledged)),
)


def differences(mine: Order, theirs: Order) -> tuple[Difference, ...]:
    """Return the fields in which ``mine`` and ``theirs`` differ, in the order of the wizard's steps."""
    both = [Difference(label, said(mine), said(theirs)) for label, said in _FIELDS]
    return tuple(found for found in both if found.mine != found.theirs)
