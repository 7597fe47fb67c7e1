"""The mails that one trial's end owes, kind by kind, beside what became of each.

One job: lay what is on record beside what is due, as it looks on a day. Must not: queue, send or take back anything.

Worked example: a trial that expires on 2017-08-18, seen on 08-12 after the daily work: the reminder, due on 08-11 and
true through 08-17, is recorded (queued or sent); expiry (08-18) and end of access (09-17) are to come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sparktui.domain.dates import plus
from sparktui.domain.lifecycle import Lifecycle
from sparktui.domain.notice import Audience, Notice, NoticeKind, terms


class Outlook(StrEnum):
    """What can be said of a kind of notice that is not on record, or that it is."""

    RECORDED = "recorded"
    TO_COME = "to come"
    NOT_WORKED_OUT = "due, and not worked out yet"
    NOT_OWED = "not owed: converted by that day"
    NOBODY = "nobody to mail: no user is on record"


@dataclass(frozen=True, slots=True)
class Planned:
    """One kind of notice of a trial: due on ``due_on``, true through ``last_on``, and its ``notices`` on record."""

    kind: NoticeKind
    audiences: tuple[Audience, ...]
    due_on: date
    last_on: date
    outlook: Outlook
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticePlan:
    """What the present end of a trial owes, and the notices of ends that an extension has moved since."""

    present: tuple[Planned, ...]
    earlier: tuple[Notice, ...]


def plan(lifecycle: Lifecycle, recorded: Iterable[Notice], user_count: int, day: date) -> NoticePlan:
    """Return the plan of a trial as it looks on ``day``, from the notices ``recorded`` for it."""
    found = tuple(recorded)
    present = []
    for term in terms(lifecycle.policy):
        mine = tuple(notice for notice in found if notice.kind is term.kind and notice.deadline == lifecycle.expires_on)
        due_on, last_on = plus(lifecycle.expires_on, term.due), plus(lifecycle.expires_on, term.last)
        is_nobody_there = term.audiences == (Audience.USER,) and not user_count
        outlook = Outlook.RECORDED if mine else _outlook(lifecycle, due_on, day, is_nobody_there=is_nobody_there)
        present.append(Planned(term.kind, term.audiences, due_on, last_on, outlook, mine))
    return NoticePlan(tuple(present), tuple(notice for notice in found if notice.deadline != lifecycle.expires_on))


def _outlook(lifecycle: Lifecycle, due_on: date, day: date, *, is_nobody_there: bool) -> Outlook:
    converted_on = lifecycle.converted_on
    if converted_on is not None and converted_on <= min(due_on, day):
        return Outlook.NOT_OWED
    if is_nobody_there:
        return Outlook.NOBODY
    return Outlook.TO_COME if day < due_on else Outlook.NOT_WORKED_OUT
