"""The notices of one trial: what its end owes and when, and what became of each mail.

One job: the notices tab as rows. Must not: send anything, or say of a mail more than is on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from sparktui.domain.notice import Audience, Notice, NoticeKind, NoticeState
from sparktui.domain.notice_plan import Outlook, Planned
from sparktui.domain.partner import Partner
from sparktui.screens.commands import BY_ID
from sparktui.screens.day_words import near, short
from sparktui.services.trial_view import TrialView
from sparktui.widgets.pieces import Piece, StyleName
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import Row, Shown, row

_COLUMNS = (Column("", 24, 18), Column("", 20, 10, grow=1))
_TITLES = {
    NoticeKind.REMINDER: "Reminder",
    NoticeKind.EXPIRY: "Expiry",
    NoticeKind.END_OF_ACCESS: "End of access",
}
# What somebody has to look at comes first.
_ORDER = (
    NoticeState.UNKNOWN,
    NoticeState.FAILED,
    NoticeState.QUEUED,
    NoticeState.SENT,
    NoticeState.MISSED,
    NoticeState.VOID,
)
_STYLES: dict[NoticeState, StyleName] = {
    NoticeState.UNKNOWN: "warning",
    NoticeState.FAILED: "error",
    NoticeState.QUEUED: "strong",
    NoticeState.SENT: "success",
    NoticeState.MISSED: "muted",
    NoticeState.VOID: "muted",
}
_NAMED = 5


def notices(view: TrialView, partner: Partner) -> Shown:
    """Return each kind of notice with its day, and below it what became of it, recipient by recipient."""
    zone = ZoneInfo(partner.timezone)
    rows: list[Row] = []
    for planned in view.notice_plan.present:
        rows += _kind(view, partner, planned, zone)
    if view.notice_plan.earlier:
        for deadline, found in groupby(view.notice_plan.earlier, key=lambda notice: notice.deadline):
            moved = Piece(f"of the end on {short(deadline, view.day)}, which an extension has moved", "muted")
            rows.append(row(Piece("Before", "heading"), moved))
            rows += [row(*cells) for cells in _states(found, view.day, zone, None)]
    rows.append(row("", Piece(f"Nothing is sent from here; {BY_ID['outbox'].key} goes to the outbox.", "muted")))
    return _COLUMNS, rows


def _kind(view: TrialView, partner: Partner, planned: Planned, zone: ZoneInfo) -> Iterator[Row]:
    due = f"due {near(planned.due_on, view.day, view.today)}"
    is_over = planned.outlook is Outlook.NOT_OWED
    style: StyleName = "muted" if is_over else "" if planned.due_on < view.day else "strong"
    yield row(Piece(_TITLES[planned.kind], "heading"), Piece(due, style))
    if planned.outlook is Outlook.RECORDED:
        for state, recipients in _states(planned.notices, view.day, zone, planned.last_on):
            yield row(state, recipients)
    elif planned.outlook is Outlook.NOT_WORKED_OUT and planned.due_on <= view.today:
        keys = f"{BY_ID['outbox'].key}, then {BY_ID['catch_up'].key}"
        yield row(Piece("owed, not worked out yet", "warning"), Piece(f"{keys} in the outbox catches up.", "accent"))
    elif planned.outlook in (Outlook.TO_COME, Outlook.NOT_WORKED_OUT):
        words = "to come" if planned.outlook is Outlook.TO_COME else "owed by then"
        yield row(Piece(words, "muted"), tuple(_audience(view, partner, planned)))
    else:
        yield row("", Piece(planned.outlook, "muted"))


def _states(
    found: Iterable[Notice], day: date, zone: ZoneInfo, last_on: date | None
) -> Iterator[tuple[Piece, tuple[Piece, ...]]]:
    """Yield each state with its day, and the recipients for whom it is so; ``last_on`` is until when they are true."""

    def standing(notice: Notice) -> tuple[int, str]:
        return _ORDER.index(notice.state), _words(notice, day, zone, last_on)

    for (place, words), group in groupby(sorted(found, key=standing), key=standing):
        notices = list(group)
        named = [piece for notice in notices[:_NAMED] for piece in _recipient(notice)]
        if len(notices) > _NAMED:
            named.append(Piece(f"and {len(notices) - _NAMED:,} more", "muted"))
        yield Piece(words, _STYLES[_ORDER[place]]), tuple(named)


def _words(notice: Notice, day: date, zone: ZoneInfo, last_on: date | None) -> str:
    match notice.state:
        case NoticeState.SENT if notice.sent_at is not None:
            return f"sent {short(notice.sent_at.astimezone(zone).date(), day)}"
        case NoticeState.QUEUED | NoticeState.FAILED | NoticeState.UNKNOWN if last_on is not None:
            return f"{notice.state}, true to {last_on:%d %b}"
        case NoticeState.MISSED if last_on is not None and last_on < day:
            return f"missed, true to {last_on:%d %b}"
        case NoticeState.MISSED:
            return f"missed, due {short(notice.due_on, day)}"
    return str(notice.state)


def _recipient(notice: Notice) -> Iterator[Piece]:
    yield Piece(notice.recipient)
    if notice.said and notice.state is not NoticeState.SENT:
        yield Piece(notice.said, "muted")


def _audience(view: TrialView, partner: Partner, planned: Planned) -> Iterator[Piece]:
    if planned.audiences == (Audience.USER,):
        yield Piece(f"every user ({view.user_count:,} on record)", "muted")
        return
    yield Piece(view.trial.customer.admin_email, "muted")
    yield from (Piece(address, "muted") for address in partner.administrators)
    if not partner.administrators:
        yield Piece("the partner's administrators (none on record)", "muted")
