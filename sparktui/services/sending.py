"""Sending what is queued in the outbox.

Each notice is claimed before it is handed over: from then on it counts as possibly sent, until the answer of whoever
takes it is recorded. So a run that dies anywhere leaves behind, at worst, one notice for a person to resolve, and never
sends one twice.

One job: the use case "send". Must not: queue notices, or speak any mail protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from sparktui.domain.address import fault_of
from sparktui.domain.notice import Audience, Notice, NoticeState, standing
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput, Conflict, OutsideFailure, SparktuiError
from sparktui.services.delivery import Delivery, Outcome, Result
from sparktui.services.delivery.message import build, message_id
from sparktui.services.desk import Desk, change
from sparktui.services.lookup import trial_of_record
from sparktui.services.mail_text import Mail, MailTexts
from sparktui.services.outbox import record
from sparktui.store import outbox
from sparktui.store.customers import address_key

# How long to wait before the next attempt, after each that was put off; the last one counts for all further.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720))
_PAGE = 500
_BEGUN = "Handed over; the answer was never recorded."

# Called with each notice as it is after it was dealt with.
Told = Callable[[Notice], None]


class Stopped(SparktuiError):
    """Whoever is told wants no more to be sent now."""


@dataclass(slots=True)
class Sent:
    """What became of the notices that were due.

    ``overtaken`` holds a sentence for each that somebody resolved while it was on its way, which is not counted.
    ``stopped`` says why the others were not tried; empty when all were.
    """

    place: str
    counts: dict[NoticeState, int] = field(default_factory=lambda: dict.fromkeys(NoticeState, 0))
    put_off: int = 0
    overtaken: list[str] = field(default_factory=list)
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """How mail is written and leaves: the words, the way out, and the address from which it comes."""

    texts: MailTexts
    delivery: Delivery
    sender: str = ""


def sender_of(desk: Desk, sender: str) -> str:
    """Return ``sender`` or, when none is set, the partner's first administrator or the operator.

    Raises:
        BadInput: when there is no address at all.
    """
    for candidate in (sender, *desk.partner.administrators[:1], desk.operator):
        if candidate and not fault_of(candidate):
            return candidate
    raise BadInput("Nobody is set from whom mails come.", "Set mail_sender to the address that customers may answer.")


def send(
    desk: Desk,
    post: Post,
    *,
    limit: int | None = None,
    at_once: bool = False,
    dry_run: bool = False,
    told: Told = lambda notice: None,
) -> Sent:
    """Send the queued notices that are due, at most ``limit``, and return what became of them.

    Each is asked again whether it is true; what is not is void or missed, and not sent. Notices whose next attempt is
    still to come wait, unless ``at_once``. With ``dry_run`` nothing is sent or changed, and ``sent`` counts what would
    be. ``told`` may raise `Stopped`, which leaves the rest queued.

    Raises:
        BadInput: when a text cannot be written, the file of a password cannot be read, or nobody is set from whom mails
            come, before the first mail left; later it is why sending stopped.
        OutsideFailure: when not even the first mail could be delivered; later it is why sending stopped.
        ReadOnly: when the desk may not change anything.
    """
    post.texts.check(desk.policy)
    desk = desk.with_partner_of_record()
    sending = _Sending(desk, replace(post, sender=sender_of(desk, post.sender)), dry_run)
    result = Sent(post.delivery.place)
    try:
        for notice_id in _due(desk, at_once=at_once, limit=limit):
            try:
                notice = sending.deal_with(notice_id)
            except Conflict as conflict:
                result.overtaken.append(str(conflict))
                notice = None
            if notice is not None:
                result.counts[notice.state] += 1
                result.put_off += notice.state is NoticeState.QUEUED
                told(notice)
            if sending.stopped:
                break
    except (OutsideFailure, BadInput) as failure:
        if not any(result.counts.values()) and not result.overtaken:
            raise
        sending.stopped = str(failure)
    except Stopped as stop:
        sending.stopped = str(stop)
    finally:
        post.delivery.close()
    result.stopped = sending.stopped
    return result


def _due(desk: Desk, *, at_once: bool, limit: int | None) -> Iterator[int]:
    """Yield the IDs of the notices to be tried, each once."""
    ready_at = None if at_once else desk.clock.now()
    place, left = None, limit
    while left is None or left > 0:
        size = _PAGE if left is None else min(_PAGE, left)
        with desk.database.reading() as connection:
            found = outbox.queued(connection, desk.today, ready_at, place, size)
        yield from (notice_id for _, notice_id in found)
        if len(found) < size:
            return
        place = found[-1][0]
        left = None if left is None else left - len(found)


@dataclass(slots=True)
class _Sending:
    """One run of sending."""

    desk: Desk
    post: Post
    dry_run: bool
    stopped: str = ""

    def deal_with(self, notice_id: int) -> Notice | None:
        """Send the notice, or say why not; return it as it is afterwards, None when somebody else dealt with it."""
        claimed = self._claim(notice_id)
        if claimed is None:
            return None
        notice, message = claimed
        if message is None:
            return notice
        if self.dry_run:
            return replace(notice, state=NoticeState.SENT)
        try:
            outcome = self.post.delivery.deliver(message, self.post.sender, notice.recipient)
        except (OutsideFailure, BadInput) as failure:
            self._record(notice, Outcome(Result.UNREACHABLE, str(failure)))
            raise
        if outcome.stops:
            self.stopped = outcome.said
        return self._record(notice, outcome)

    def _claim(self, notice_id: int) -> tuple[Notice, EmailMessage | None] | None:
        """Take the notice for sending: return it with its message, or, where it is not to be sent, with none."""
        desk = self.desk
        with change(desk, "outbox.send", dry_run=self.dry_run) as under_way:
            connection = under_way.connection
            notice = outbox.get(connection, notice_id)
            if notice is None or notice.state is not NoticeState.QUEUED:
                return None
            trial = trial_of_record(connection, notice.trial_id)
            state = self._standing(notice, trial)
            if state is None:
                return None
            if state is not NoticeState.QUEUED:
                outbox.move(connection, notice, state)
                record(under_way, notice, state)
                return replace(notice, state=state), None
            mail = self.post.texts.write(notice.kind, notice.audience, trial, desk.partner, desk.policy)
            try:
                message = self._message(notice, trial, mail)
            except ValueError as error:
                said = f"No mail can be written to it: {error}."
                outbox.move(connection, notice, NoticeState.FAILED, said=said)
                record(under_way, notice, NoticeState.FAILED, said)
                return replace(notice, state=NoticeState.FAILED, said=said), None
            text = f"{mail.subject}\n\n{mail.body}"
            taken: dict[str, Any] = {"text": text, "attempts": notice.attempts + 1, "claimed_at": desk.clock.now()}
            outbox.move(connection, notice, NoticeState.UNKNOWN, said=_BEGUN, **taken)
            return replace(notice, state=NoticeState.UNKNOWN, **taken), message

    def _standing(self, notice: Notice, trial: Trial) -> NoticeState | None:
        if notice.audience is Audience.PARTNER_ADMIN:
            administrators = {address_key(address) for address in self.desk.partner.administrators}
            if address_key(notice.recipient) not in administrators:
                return NoticeState.VOID
        return standing(notice, trial, self.desk.policy, self.desk.today)

    def _message(self, notice: Notice, trial: Trial, mail: Mail) -> EmailMessage:
        return build(
            mail,
            identity=message_id(notice, trial),
            sender=self.post.sender,
            sender_name=self.desk.partner.name,
            recipient=notice.recipient,
            written_at=self.desk.clock.now(),
        )

    def _record(self, notice: Notice, outcome: Outcome) -> Notice:
        """Write what became of the claimed ``notice``, and return it."""
        now = self.desk.clock.now()
        became = replace(_after(notice, outcome, now), claimed_at=None)
        with change(self.desk, "outbox.send") as under_way:
            moved = outbox.move(
                under_way.connection,
                notice,
                became.state,
                said=became.said,
                text="" if became.state is NoticeState.QUEUED else None,
                sent_at=became.sent_at,
                attempts=became.attempts,
                next_attempt_at=became.next_attempt_at,
            )
            if not moved:
                said = outcome.said.rstrip(".")
                raise Conflict(
                    f"Somebody resolved {notice.reference} while it was being sent. The answer was: {said}.",
                    "Look at it again.",
                )
            record(under_way, replace(notice, state=NoticeState.QUEUED), became.state, became.said)
        return became


def _after(notice: Notice, outcome: Outcome, now: datetime) -> Notice:
    """Return what the claimed ``notice`` is after ``outcome``."""
    match outcome.result:
        case Result.DELIVERED:
            return replace(notice, state=NoticeState.SENT, said=outcome.said, sent_at=now)
        case Result.REFUSED:
            return replace(notice, state=NoticeState.FAILED, said=outcome.said)
        case Result.UNKNOWN:
            return replace(notice, state=NoticeState.UNKNOWN, said=outcome.said)
        case Result.LATER:
            pause = PAUSES[min(notice.attempts, len(PAUSES)) - 1]
            return replace(notice, state=NoticeState.QUEUED, said=outcome.said, next_attempt_at=now + pause)
        case Result.UNREACHABLE:
            return replace(notice, state=NoticeState.QUEUED, said=outcome.said, attempts=notice.attempts - 1)
