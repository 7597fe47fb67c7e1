"""Whom a tracking number can belong to, where it is followed, and where a carrier's pickups are booked.

One job: ask the shipped carriers. Must not: guess. Whoever gets several candidates asks a person.
"""

from __future__ import annotations

from sparktui.carrier_data import carriers
from sparktui.domain.carriers import Candidate, Carrier, Misfit


def identify(number: str, country: str = "") -> tuple[Candidate, ...]:
    """Return the carriers that ``number`` can belong to, those proven by a check digit first.

    Blanks, dashes and letter case do not matter. The pages are those for a customer in ``country`` (two letters)
    where a carrier has one. Text that is no tracking number has no candidate.
    """
    return carriers().identify(number, country)


def misfit(carrier: str, number: str) -> Misfit | None:
    """Return why ``number`` is hardly one of the carrier with that code; None where nothing speaks against it."""
    return carriers().misfit(carrier, number)


def tracking_page(carrier: str, number: str, country: str = "") -> str | None:
    """Return the address at which ``number`` of the carrier with that code is followed by a customer in ``country``.

    None when the carrier is not known or has no page.
    """
    return carriers().tracking_page(carrier, number, country)


def pickup_page(carrier: str, country: str = "") -> str | None:
    """Return the address at which pickups by the carrier with that code are booked and looked after in ``country``.

    None when the carrier is not known, or no such page of it.
    """
    found = carriers().get(carrier)
    return found.pickup_page(country) if found else None


def named_carrier(text: str) -> str:
    """Return the code of the carrier that ``text`` begins with; empty where that is none, or it names another too."""
    return carriers().named(text)


def may_carry(carrier: str, number: str) -> bool:
    """Return whether ``number`` can be the number of a shipment that the carrier with that code is said to carry."""
    return carriers().may_carry(carrier, number)


def is_anothers(carrier: str, number: str) -> bool:
    """Return whether ``number`` says that the carrier with that code, who is said to have it, has not."""
    return carriers().is_anothers(carrier, number)


def known_carriers() -> tuple[Carrier, ...]:
    """Return all carriers that can be chosen, also those whose numbers cannot be told by their shape."""
    return carriers().all
