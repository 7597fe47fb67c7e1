"""What can be recovered of a trial, and until when.

One job: list the parts of a trial that end with it, each with the last day on which something can save it (article,
section "Trial Ending and Grace Period"). Must not: decide whether the trial can be converted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sparktui.domain.dates import plus
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Service, Trial


@dataclass(frozen=True, slots=True)
class Recoverable:
    """One part of a trial. ``until`` is the last day on which it can be saved."""

    name: str
    words: str
    until: date


def recoverable(trial: Trial, user_count: int, policy: Policy) -> tuple[Recoverable, ...]:
    """Return the parts that would be lost with ``trial``; none once it has been converted.

    A paid customer keeps the organisation, so that only the trial's services are at stake.
    """
    if trial.converted_on is not None:
        return ()
    lifecycle = trial.lifecycle(policy)
    last = lifecycle.grace_ends_on
    names = ", ".join(trial.service_names)
    parts = [Recoverable("licences", f"Licences: {names}", last)]
    if trial.site_url:
        parts.append(Recoverable("site_url", f"WebEx site {trial.site_url}", last))
    if not trial.customer.paid_services:
        parts.append(Recoverable("admin_roles", "Administrator roles", last))
    if trial.has(Service.CALLING):
        parts.append(Recoverable("calling_configuration", "Calling configuration", last))
    if not trial.customer.paid_services:
        members = "Membership of 1 user" if user_count == 1 else f"Memberships of {user_count} users"
        parts.append(Recoverable("memberships", members if user_count else "Users' memberships", last))
    if trial.has(Service.CALLING):
        parts.append(Recoverable("numbers", "Phone numbers", plus(lifecycle.numbers_released_on, -1)))
    return tuple(parts)
