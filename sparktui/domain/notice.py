"""Notices: the mails that a trial's life owes to somebody, and for how long each is true.

One job: say which kinds there are, when each is due and until when it may still be sent. `Term` gives both as distances
from the expiry date, so that one trial is judged here and a range of trials in the database by the same figures.
Must not: know today, mail servers or texts.

Worked example: a trial that expires on 2017-08-18 owes the reminder on 08-11 and may send it through 08-17, the expiry
notice on 08-18 and through 09-17, the end of access on 09-17 and through 10-02.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sparktui.domain.dates import plus
from sparktui.domain.policy import Policy
from sparktui.domain.trial import Trial, reference

_REFERENCE = re.compile(r"N-?0*(\d{1,18})|(\d{1,18})", re.ASCII | re.IGNORECASE)


class NoticeKind(StrEnum):
    """What a notice tells. The values are stable: they are printed as JSON and name the texts."""

    REMINDER = "reminder"
    EXPIRY = "expiry"
    END_OF_ACCESS = "end_of_access"


class Audience(StrEnum):
    """To whom a notice is owed."""

    CUSTOMER_ADMIN = "customer_admin"
    PARTNER_ADMIN = "partner_admin"
    USER = "user"


class NoticeState(StrEnum):
    """Where a notice stands.

    ``unknown`` is a notice that may have left: its delivery began and nobody knows how it ended. ``void`` is one whose
    deadline moved or whose trial converted; ``missed`` one that was not sent while it was true.
    """

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    VOID = "void"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Term:
    """When notices of a kind are due, and the last day on which they are true, in days after the expiry date."""

    kind: NoticeKind
    due: int
    last: int
    audiences: tuple[Audience, ...]


def terms(policy: Policy) -> tuple[Term, ...]:
    """Return the term of each kind of notice, in the order in which they fall due."""
    administrators = (Audience.CUSTOMER_ADMIN, Audience.PARTNER_ADMIN)
    hold_ends = policy.grace_days + policy.number_hold_days
    return (
        Term(NoticeKind.REMINDER, -policy.reminder_days, -1, administrators),
        Term(NoticeKind.EXPIRY, 0, policy.grace_days, administrators),
        Term(NoticeKind.END_OF_ACCESS, policy.grace_days, hold_ends, (Audience.USER,)),
    )


def term(kind: NoticeKind, policy: Policy) -> Term:
    """Return the term of notices of ``kind``."""
    return next(found for found in terms(policy) if found.kind is kind)


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail owed to one recipient. ``deadline`` is the expiry date that it speaks of.

    ``said`` holds the answer of whoever was to deliver it, or why it is no longer owed; ``text`` the mail as it was
    handed over. ``next_attempt_at`` is the instant before which it is not tried again,
    ``claimed_at`` the one at which it was taken for sending, as long as the answer is not recorded.
    """

    id: int
    trial_id: int
    customer: str
    kind: NoticeKind
    audience: Audience
    recipient: str
    deadline: date
    due_on: date
    state: NoticeState
    sent_at: datetime | None = None
    attempts: int = 0
    next_attempt_at: datetime | None = None
    said: str = ""
    text: str = ""
    claimed_at: datetime | None = None

    @property
    def reference(self) -> str:
        """The notice's ID as people type it, such as ``N-000123``."""
        return f"N-{self.id:06d}"

    @property
    def trial(self) -> str:
        """The reference of the notice's trial."""
        return reference(self.trial_id)


def parse_reference(text: str) -> int | None:
    """Return the notice ID that ``text`` (``N-000123``, ``n123``, ``123``) names, or None if it has no such form."""
    match = _REFERENCE.fullmatch(text.strip())
    return int(match[1] or match[2]) if match else None


def standing(notice: Notice, trial: Trial, policy: Policy, day: date) -> NoticeState | None:
    """Return what becomes of the queued ``notice`` on ``day``: queued when it may be sent, else void or missed.

    None is a notice whose day has not come. What was no longer true when its deadline moved, or when the trial
    converted, had been missed by then; what was still true is void.
    """
    last = plus(notice.deadline, term(notice.kind, policy).last)
    if notice.deadline != trial.lifecycle(policy).expires_on:
        return NoticeState.MISSED if trial.extended_on and trial.extended_on > last else NoticeState.VOID
    if trial.converted_on is not None and trial.converted_on <= min(day, last):
        return NoticeState.VOID
    if day > last:
        return NoticeState.MISSED
    return NoticeState.QUEUED if day >= notice.due_on else None
