"""What the rules say about extending a trial and about adding services to it.

One job: give each EXT rule's level for plain facts and a date.
Must not: import the product, or leave a rule out because another one blocks already.
"""

from __future__ import annotations

from datetime import date

from tests.model.lifecycle import Facts, expiry, phase


def extend(f: Facts, day: date) -> dict[str, str]:
    """Return EXT-1, EXT-2 and EXT-3 with their levels for an extension on ``day``."""
    levels = {"EXT-1": "ok", "EXT-2": "ok", "EXT-3": "ok"}
    if f.extended_on is not None:
        levels["EXT-1"] = "block"
    if not _from_start_through_expiry(f, day):
        levels["EXT-2"] = "block"
    if f.order_placed and phase(f, day) != "converted":
        levels["EXT-3"] = "block"
    return levels


def add_service(f: Facts, day: date, names: tuple[str, ...]) -> dict[str, str]:
    """Return EXT-4 with its level for adding the services ``names`` on ``day``."""
    if not _from_start_through_expiry(f, day):
        return {"EXT-4": "block"}
    for name in names:
        if name in f.paid_services:
            return {"EXT-4": "block"}
    return {"EXT-4": "ok"}


def _from_start_through_expiry(f: Facts, day: date) -> bool:
    return f.starts_on <= day <= expiry(f) and phase(f, day) != "converted"
