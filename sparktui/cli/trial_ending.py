"""What a trial's end owes and takes, for people to read: milestones, notices, the recorded loss.

One job: lay out what is known. Must not: read anything; whoever asks brings the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sparktui.cli.notice_lines import KINDS
from sparktui.cli.printing import field, heading
from sparktui.domain.dates import in_words
from sparktui.domain.lifecycle import MilestoneName
from sparktui.domain.loss import Loss
from sparktui.domain.notice import Notice
from sparktui.domain.notice_plan import Outlook
from sparktui.services.trial_view import TrialView

_ROOM = 20
_NAMED = 10
_MILESTONES = {
    MilestoneName.REMINDER: "Reminder",
    MilestoneName.EXPIRY: "Expiry",
    MilestoneName.END_OF_ACCESS: "Last day of grace",
    MilestoneName.LOSS: "Lost",
    MilestoneName.SITE_URL_FREE: "Site URL free",
    MilestoneName.NUMBERS_RELEASED: "Numbers released",
}


def print_milestones(shown: TrialView) -> None:
    """Print the milestones, each with whether it is past, today, or taken away by the conversion."""
    heading("Milestones")
    for point in shown.milestones:
        if point in shown.no_longer_comes:
            standing = " (no longer comes: converted)"
        else:
            standing = " (today)" if point.on == shown.day else " (past)" if point.done else ""
        field(_MILESTONES[point.name], f"{in_words(point.on)}{standing}", room=_ROOM)


def print_notices(shown: TrialView) -> None:
    """Print each kind of notice with its day, and below it what became of it."""
    heading("Notices")
    for planned in shown.notice_plan.present:
        outlook = "" if planned.outlook is Outlook.RECORDED else f": {planned.outlook}"
        field(KINDS[planned.kind].capitalize(), f"due {in_words(planned.due_on)}{outlook}", room=_ROOM)
        _print_states(planned.notices)
    for deadline, found in groupby(shown.notice_plan.earlier, key=lambda notice: notice.deadline):
        field("Before", f"of the end on {in_words(deadline)}, which an extension has moved", room=_ROOM)
        _print_states(found)


def print_loss(loss: Loss) -> None:
    """Print what was recorded as lost, part by part."""
    heading("Recorded as lost")
    field("On", in_words(loss.lost_on), room=_ROOM)
    field("Licences", ", ".join(f"{name} {count:,}" for name, count in loss.licences.items()), room=_ROOM)
    if loss.site_url:
        field("Site URL", loss.site_url, room=_ROOM)
    if loss.has_calling:
        released_on = loss.numbers_released_on
        numbers = f"numbers released on {in_words(released_on)}" if released_on else "numbers still held"
        field("Calling", f"configuration gone, {numbers}", room=_ROOM)
    if loss.organisation_gone:
        users = "1 user" if loss.users_moved == 1 else f"{loss.users_moved:,} users"
        moved = f"gone with its admin roles; {users} moved to the free consumer organisation"
        field("Organisation", moved, room=_ROOM)
    else:
        field("Organisation", "stays: it has paid services", room=_ROOM)


def _print_states(found: Iterable[Notice]) -> None:
    def standing(notice: Notice) -> tuple[str, str]:
        return (notice.state.value, f" {in_words(notice.sent_at.date())}" if notice.sent_at else "")

    for (state, day), group in groupby(sorted(found, key=standing), key=standing):
        notices = list(group)
        named = [_recipient(notice) for notice in notices[:_NAMED]]
        if len(notices) > _NAMED:
            named.append(f"and {len(notices) - _NAMED:,} more")
        field(f"  {state}{day}", ", ".join(named), room=26)


def _recipient(notice: Notice) -> str:
    is_telling = notice.said and notice.sent_at is None
    return f"{notice.recipient} ({notice.said})" if is_telling else notice.recipient
