"""Mail that was read: recorded once, attached to its trial where nothing is in doubt, and put aside where it is not.

One job: record what mail says. Must not: parse mail, or attach anything on a guess (see `mail_evidence`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sparktui.domain.dates import in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.mail import KeptMail, MailKind, MailState, ReadMail
from sparktui.domain.shipment import News, Shipment, ShipmentState
from sparktui.domain.text import plain
from sparktui.domain.tracking_number import compact
from sparktui.domain.trial import Trial
from sparktui.rules.shipment import NO_NUMBER
from sparktui.services.desk import Change, Desk, change
from sparktui.services.mail_evidence import day_of, weigh
from sparktui.services.requests import record_request
from sparktui.services.shipment_changes import record_numbers
from sparktui.store import mail_queue

MOST_NUMBERS = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mail: how many new shipments and purchase requests it brought, or why it brought none.

    ``ignored`` is mail about something else, of which nothing is recorded; ``duplicate`` is mail that was recorded
    before. ``needs_attention`` is the record of a mail that waits for a person.
    """

    shipments: int = 0
    purchase_requests: int = 0
    ignored: bool = False
    duplicate: bool = False
    needs_attention: KeptMail | None = None


def record_mail(desk: Desk, mail: ReadMail, *, dry_run: bool = False) -> Outcome:
    """Record ``mail`` and return what became of it.

    Raises:
        ReadOnly: when nothing may be changed.
    """
    return record_mails(desk, (mail,), dry_run=dry_run)[0]


def record_mails(desk: Desk, mails: Sequence[ReadMail], *, dry_run: bool = False) -> tuple[Outcome, ...]:
    """Record ``mails`` in one transaction and return what became of each.

    The transaction holds the write lock: hand over some hundred at a time. In a dry run each is judged as if those
    before it were recorded, so hand over all at once there.

    Raises:
        ReadOnly: when nothing may be changed.
    """
    with change(desk, "import.mail", dry_run=dry_run) as under_way:
        return tuple(_record(under_way, mail) for mail in mails)


def attach(under_way: Change, trial: Trial, mail: ReadMail, numbers: Sequence[str]) -> tuple[Shipment, ...]:
    """Record what ``mail`` says of ``trial``: a purchase request, or its ``numbers`` as shipments. Return the new ones.

    Raises:
        Conflict: when a number is a shipment of another trial.
        Refused: when the trial of a purchase request is lost.
    """
    on = day_of(under_way.desk, mail)
    if mail.kind is MailKind.PURCHASE_REQUEST:
        record_request(under_way, trial, f"By mail: {plain(mail.subject, 200)}", on)
        return ()
    source = f"{mail.message_id or mail.digest} in {mail.source}"
    news = News(on, ShipmentState.SHIPPED, f"By mail: {plain(mail.subject, 200)}", under_way.desk.operator, source)
    return record_numbers(under_way, trial, numbers, news, carrier=mail.carrier)


def _record(under_way: Change, mail: ReadMail) -> Outcome:
    if mail.kind is MailKind.OTHER:
        return Outcome(ignored=True)
    identity = mail.identity
    if mail_queue.is_known(under_way.connection, identity):
        return Outcome(duplicate=True)
    desk, connection, kept = under_way.desk, under_way.connection, mail.storable()
    weighed = weigh(desk, connection, kept)
    doubt = _unusable(kept) or weighed.doubt or _out_of_time(desk, weighed.trial, kept)
    if doubt or weighed.trial is None:
        waiting = KeptMail(0, kept, desk.today, MailState.WAITING, doubt)
        return Outcome(needs_attention=mail_queue.add(connection, waiting, identity))
    new = attach(under_way, weighed.trial, kept, [compact(number) for number in kept.numbers])
    attached = KeptMail(0, kept, desk.today, MailState.ATTACHED, trial_id=weighed.trial.id)
    mail_queue.add(connection, attached, identity)
    return Outcome(len(new), int(kept.kind is MailKind.PURCHASE_REQUEST))


def _unusable(mail: ReadMail) -> str:
    """Return why a person has to look at ``mail``, whosever it is; empty when nobody has to."""
    if mail.kind is MailKind.UNREADABLE:
        return mail.reason or "It could not be read."
    if mail.kind is not MailKind.SHIPMENT:
        return ""
    if not mail.numbers:
        return NO_NUMBER
    if len(mail.numbers) > MOST_NUMBERS:
        return f"It names {len(mail.numbers)} or more tracking numbers, which no shipment of a trial has."
    strange = [number for number in mail.numbers if not compact(number)]
    return f"“{plain(strange[0], 80)}” is no tracking number." if strange else ""


def _out_of_time(desk: Desk, trial: Trial | None, mail: ReadMail) -> str:
    """Return why a purchase request for ``trial`` comes too early or too late to mark it; empty when it does not."""
    if trial is None or mail.kind is not MailKind.PURCHASE_REQUEST:
        return ""
    asked_on = day_of(desk, mail)
    if asked_on < trial.starts_on:
        begins = f"{trial.reference} begins on {in_words(trial.starts_on)}"
        return f"{begins}, and the customer asked to buy on {in_words(asked_on)}, before that."
    phase = trial.lifecycle(desk.policy).phase(desk.today)
    if phase in (Phase.LOST, Phase.CONVERTED):
        return f"The customer of {trial.reference} asked to buy, and the trial is {phase} by now."
    return ""
