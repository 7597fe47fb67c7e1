"""What a trial took with it when its grace period ended.

One job: the facts of a loss, and its parts by name. Must not: decide when a trial is lost (see `lifecycle`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Loss:
    """A recorded loss. ``users_moved`` counts those whom the free consumer organisation took over.

    ``licences`` counts them by service. A customer with paid services keeps the organisation and its users.
    ``numbers_released_on`` is None while the numbers are held, and for trials without calling. ``entry`` and
    ``release_entry`` are the audit's entries that tell of the loss and of the release among others.
    """

    trial_id: int
    lost_on: date
    organisation_gone: bool
    users_moved: int
    licences: Mapping[str, int]
    site_url: str | None
    has_calling: bool
    numbers_released_on: date | None
    entry: int | None = None
    release_entry: int | None = None

    def parts(self) -> dict[str, Any]:
        """Return what was lost, part by part, as JSON values; what the trial did not have is left out."""
        parts: dict[str, Any] = {"licences": dict(self.licences)}
        if self.site_url:
            parts["site_url"] = self.site_url
        if self.has_calling:
            parts["calling_configuration"] = True
        if self.organisation_gone:
            parts |= {"organisation": True, "admin_roles": True, "memberships": self.users_moved}
        return parts
