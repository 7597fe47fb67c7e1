"""What an order can be placed for: offers, plans and add-ons.

One job: the catalogue as values. Must not: read files; the catalogue stands in ``data/offers.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sparktui.domain.trial import Service, Trial

_PARTS_OF_SERVICES = {"Messaging": Service.MESSAGING, "Meetings": Service.MEETINGS, "Calling": Service.CALLING}
_PARTS_OF_SITES = ("Site URL", "Site content and settings")


class OfferName(StrEnum):
    """The price lists an order can be placed under."""

    A_SPK = "A-SPK"
    A_WX = "A-WX"


@dataclass(frozen=True, slots=True)
class Fate:
    """What an offer does to one part of a trial: ``outcome`` is converts, kept, lost or new; ``words`` say it."""

    part: str
    outcome: str
    words: str

    def concerns(self, trial: Trial) -> bool:
        """Return whether ``trial`` has that part; add-ons and the like concern every trial."""
        if self.part in _PARTS_OF_SERVICES:
            return trial.has(_PARTS_OF_SERVICES[self.part])
        if self.part in _PARTS_OF_SITES:
            return trial.site_url is not None
        return bool(trial.devices) if self.part == "Devices" else True


@dataclass(frozen=True, slots=True)
class Offer:
    """A price list: what it is called, what buying under it gives, and the fate of each part of the trial."""

    name: OfferName
    title: str
    summary: str
    grants: tuple[Service, ...]
    fates: tuple[Fate, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of the A-SPK offer. ``has_site``: includes a WebEx site, so that a trial's site can be converted."""

    code: str
    title: str
    covers: tuple[Service, ...]
    has_site: bool


@dataclass(frozen=True, slots=True)
class AddOn:
    """Something bought on top of a plan, under A-SPK only."""

    code: str
    title: str
    covers: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All offers, plans and add-ons, in the order in which they are shown."""

    offers: tuple[Offer, ...]
    plans: tuple[Plan, ...]
    addons: tuple[AddOn, ...]

    def offer(self, name: OfferName) -> Offer:
        """Return the offer called ``name``."""
        return next(offer for offer in self.offers if offer.name == name)

    def plan(self, code: str | None) -> Plan | None:
        """Return the plan with ``code``, or None when there is none."""
        return next((plan for plan in self.plans if plan.code == code), None)

    def addon(self, code: str) -> AddOn | None:
        """Return the add-on with ``code``, or None when there is none."""
        return next((addon for addon in self.addons if addon.code == code), None)
