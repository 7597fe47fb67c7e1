"""Whom a tracking number can belong to, and where it is followed.

One job: ask the shipped carriers. Must not: guess. Whoever gets several candidates asks a person.
"""

from __future__ import annotations

from sparktui.carrier_data import carriers
from sparktui.domain.carriers import Candidate, Carrier


def identify(number: str, country: str = "") -> tuple[Candidate, ...]:
    """Return the carriers that ``number`` can belong to, those proven by a check digit first.

    Blanks, dashes and letter case do not matter. The pages are those for a customer in ``country`` (two letters)
    where a carrier has one. Text that is no tracking number has no candidate.
    """
    return carriers().identify(number, country)


def tracking_page(carrier: str, number: str, country: str = "") -> str | None:
    """Return the address at which ``number`` of the carrier with that code is followed by a customer in ``country``.

    None when the carrier is not known or has no page.
    """
    return carriers().tracking_page(carrier, number, country)


def known_carriers() -> tuple[Carrier, ...]:
    """Return all carriers that can be chosen, also those whose numbers cannot be told by their shape."""
    return carriers().all
