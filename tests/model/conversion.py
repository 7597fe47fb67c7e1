"""What the rules say about converting a trial: one small function per rule, CNV-1 to CNV-16.

One job: give each CNV rule's level for plain facts, an order as somebody typed it, and a date.
Must not: import the product, or let one rule's answer hide another's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tests.model.lifecycle import Facts, from_expiry, phase

_CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Order:
    """What somebody typed for a conversion. ``offer``: A-SPK, A-WX or None; ``devices``: keep, return or None."""

    offer: str | None = None
    plan: str | None = None
    addons: tuple[str, ...] = ()
    deal_id: str | None = None
    admin_email: str | None = None
    webex_url: str | None = None
    device_contact: str | None = None
    site_ticket: str | None = None
    devices: str | None = None


def check(f: Facts, order: Order, day: date) -> dict[str, str]:
    """Return every rule's level, ``ok``, ``info``, ``warn`` or ``block``, for converting under ``order`` on ``day``."""
    return {
        "CNV-1": cnv_1(f),
        "CNV-2": cnv_2(f, day),
        "CNV-3": cnv_3(f, day),
        "CNV-4": cnv_4(f, order),
        "CNV-5": cnv_5(f, order),
        "CNV-6": cnv_6(f, order),
        "CNV-7": cnv_7(f, order),
        "CNV-8": cnv_8(f, order),
        "CNV-9": cnv_9(order),
        "CNV-10": cnv_10(order),
        "CNV-11": cnv_11(f, order, day),
        "CNV-12": cnv_12(order),
        "CNV-13": cnv_13(order),
        "CNV-14": "info",
        "CNV-15": cnv_15(f, order),
        "CNV-16": cnv_16(f, order),
    }


def site(url: str | None) -> str:
    """Return ``url`` as it is compared, without blanks around it, scheme, path, port, trailing dot and capitals.

    Only the letters A to Z have a small form here: a sign that merely lowers to a letter is not that letter.
    """
    text = (url or "").strip().translate(_CAPITALS)
    text = re.sub(r"^[a-z][a-z0-9+.-]*://", "", text)
    text = text.split("/")[0]
    text = re.sub(r":[0-9]+$", "", text)
    return text.removesuffix(".")


def well_formed(url: str | None) -> bool:
    """Return whether ``url``, made comparable, is one DNS label followed by ``.webex.com``."""
    return re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.webex\.com", site(url)) is not None


def typed(text: str | None) -> bool:
    """Return whether there is anything but blanks in ``text``."""
    return text is not None and text.strip() != ""


def cnv_1(f: Facts) -> str:
    """Tier 2 partners do not convert."""
    return "block" if f.tier == 2 else "ok"


def cnv_2(f: Facts, day: date) -> str:
    """A trial converts from S through E + 30, once."""
    return "ok" if phase(f, day) in ("active", "expiring", "grace") else "block"


def cnv_3(f: Facts, day: date) -> str:
    """E + 24 to E + 30, the last 7 days of grace, leave little time to complete."""
    return "warn" if phase(f, day) == "grace" and day >= from_expiry(f, 24) else "ok"


def cnv_4(f: Facts, order: Order) -> str:
    """Devices need a recorded contact with Cisco."""
    return "block" if f.devices and not typed(order.device_contact) else "ok"


def cnv_5(f: Facts, order: Order) -> str:
    """The deal ID is 1 to 10 digits, as text, and the recorded one if there is one."""
    if order.deal_id is None or re.fullmatch(r"[0-9]{1,10}", order.deal_id) is None:
        return "block"
    if f.deal_id and order.deal_id != f.deal_id:
        return "warn"
    return "ok"


def cnv_6(f: Facts, order: Order) -> str:
    """The address is the recorded one, to the character; blanks around it do not count."""
    if order.admin_email is None or not typed(order.admin_email):
        return "block"
    return "ok" if order.admin_email.strip() == f.admin_email else "block"


def cnv_7(f: Facts, order: Order) -> str:
    """M3 and C3 under A-SPK carry the trial's site over by its URL; other plans leave a typed URL off the sheet."""
    if order.offer != "A-SPK" or order.plan is None:
        return "ok"
    if order.plan not in ("M3", "C3"):
        return "info" if typed(order.webex_url) else "ok"
    if f.site_url:
        return "ok" if site(order.webex_url) == site(f.site_url) else "block"
    if not typed(order.webex_url):
        return "ok"
    return "ok" if well_formed(order.webex_url) else "block"


def cnv_8(f: Facts, order: Order) -> str:
    """The other plans under A-SPK leave a trial's site behind."""
    left_behind = order.offer == "A-SPK" and order.plan in ("M1", "M2", "C1", "C2") and bool(f.site_url)
    return "warn" if left_behind else "ok"


def cnv_9(order: Order) -> str:
    """A-SPK converts everything; without any offer there is no order."""
    return {"A-SPK": "info", "A-WX": "ok", None: "block"}[order.offer]


def cnv_10(order: Order) -> str:
    """A-WX converts the Spark part only."""
    return "warn" if order.offer == "A-WX" else "ok"


def cnv_11(f: Facts, order: Order, day: date) -> str:
    """A-WX cannot take the trial's own site before it is removed or free."""
    if order.offer != "A-WX" or not typed(order.webex_url):
        return "ok"
    if not well_formed(order.webex_url):
        return "info"
    if not f.site_url or site(order.webex_url) != site(f.site_url):
        return "ok"
    if typed(order.site_ticket) or day >= from_expiry(f, 31):
        return "info"
    return "block"


def cnv_12(order: Order) -> str:
    """A-SPK is recommended to whoever chose A-WX."""
    return "info" if order.offer == "A-WX" else "ok"


def cnv_13(order: Order) -> str:
    """Add-ons are not for sale under A-WX."""
    return "block" if order.offer == "A-WX" and len(order.addons) > 0 else "ok"


def cnv_15(f: Facts, order: Order) -> str:
    """Devices stay with customers in the United States only."""
    if not f.devices:
        return "ok"
    if f.country == "US":
        return "info"
    return {"keep": "block", "return": "warn", None: "warn"}[order.devices]


def cnv_16(f: Facts, order: Order) -> str:
    """Under A-SPK the plan covers the calling and the meetings that the trial uses."""
    if order.offer != "A-SPK":
        return "ok"
    if order.plan is None:
        return "block"
    if "calling" in f.services and order.plan in ("M1", "M2", "M3"):
        return "warn"
    if "meetings" in f.services and order.plan in ("M1", "C1"):
        return "warn"
    return "ok"
