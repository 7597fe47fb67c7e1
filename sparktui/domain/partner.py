"""The partner whose staff use the program.

One job: the partner's facts. Must not: decide what a tier may do (see the rules).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partner:
    """The partner's facts.

    ``timezone`` (an IANA name) decides what "today" is. ``distributor`` is the contact of a tier 2 partner.
    ``administrators`` are the addresses that get the partner's mails.
    """

    name: str = ""
    tier: int = 1
    distributor: str = ""
    timezone: str = "UTC"
    administrators: tuple[str, ...] = ()
