"""The partner's own facts.

One job: the use case "say who we are". Must not: know what a tier may do.
"""

from __future__ import annotations

from dataclasses import asdict
from zoneinfo import available_timezones

from sparktui.domain import address
from sparktui.domain.partner import Partner
from sparktui.domain.text import plain
from sparktui.errors import BadInput
from sparktui.services.audit_values import differing
from sparktui.services.desk import Desk, change
from sparktui.store import owed
from sparktui.store import partner as partner_row


def show_partner(desk: Desk) -> Partner:
    """Return the partner as recorded."""
    return desk.with_partner_of_record().partner


def set_partner(
    desk: Desk,
    *,
    name: str | None = None,
    tier: int | None = None,
    distributor: str | None = None,
    timezone: str | None = None,
    administrators: tuple[str, ...] | None = None,
    dry_run: bool = False,
) -> Partner:
    """Change the facts that are given (not None), and return the partner.

    Raises:
        BadInput: when a fact makes no sense; names it.
    """
    for text in administrators or ():
        if wrong := address.fault_of(text):
            raise BadInput(f"{plain(text, 80)!r} is no administrator's address: {wrong.rstrip('.')}.", "Correct it.")
    if tier is not None and tier not in (1, 2):
        raise BadInput(f"There is no tier {tier}.", "A partner is of tier 1 or 2.")
    if timezone is not None and timezone not in available_timezones():
        raise BadInput(
            f"{plain(timezone, 60)!r} is not a time zone.",
            "Give an IANA name such as Europe/Berlin or America/Chicago.",
        )
    with change(desk, "partner.set", dry_run=dry_run) as under_way:
        recorded = partner_row.get(under_way.connection) or Partner(timezone=desk.partner.timezone)
        changed = Partner(
            name=recorded.name if name is None else name.strip(),
            tier=recorded.tier if tier is None else tier,
            distributor=recorded.distributor if distributor is None else distributor.strip(),
            timezone=recorded.timezone if timezone is None else timezone,
            administrators=recorded.administrators if administrators is None else administrators,
        )
        partner_row.put(under_way.connection, changed)
        if changed.administrators != recorded.administrators:
            owed.look_again_for_administrators(under_way.connection, desk.today, desk.policy)
        before, after = differing(_values(recorded), _values(changed))
        under_way.record(before=before, after=after)
        return changed


def _values(partner: Partner) -> dict[str, object]:
    return asdict(partner) | {"administrators": list(partner.administrators)}
