"""Mail that needs attention: what could not be attached without a doubt waits here until a person has answered.

One job: show such mail with what speaks for which trial, and take the answer. Must not: answer by itself, but for mail
whose every number a person's answer has already settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sparktui.domain.mail import KeptMail, MailKind, MailState, parse_reference
from sparktui.domain.shipment import Shipment
from sparktui.domain.text import plain
from sparktui.domain.tracking_number import as_typed, compact
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput, Conflict, NotFound
from sparktui.services import entered
from sparktui.services.desk import Change, Desk, change
from sparktui.services.lookup import trial_of_record
from sparktui.services.mail_evidence import weigh
from sparktui.services.mail_intake import attach
from sparktui.store import mail_queue
from sparktui.store.database import Connection


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """A mail that waits. ``clues`` say in words what in it leads to which trial.

    ``suggestion`` is the only trial that they lead to, if there is just one; that is what `accept` accepts.
    """

    kept: KeptMail
    clues: tuple[str, ...]
    suggestion: Trial | None


@dataclass(frozen=True, slots=True)
class AttentionPage:
    """A part of the queue: how many mails wait in all, and some of them."""

    total: int
    items: tuple[AttentionItem, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A mail with its answer, the new shipments, and how many other mails were settled by them."""

    kept: KeptMail
    shipments: tuple[Shipment, ...] = ()
    settled: int = 0


def list_attention(desk: Desk, limit: int = 20, offset: int = 0, *, text: str = "") -> AttentionPage:
    """Return mails that wait for a person, the first recorded first; of a ``text`` those that have that number.

    A part of the number is enough, however it is written; a text that cannot be one (see `as_typed`) is in none.
    """
    naming = as_typed(text)
    if text.strip() and not naming:
        return AttentionPage(0, ())
    with desk.database.reading() as connection:
        found = mail_queue.waiting(connection, limit, offset, naming)
        return AttentionPage(
            mail_queue.count_waiting(connection, naming), tuple(_item(desk, connection, kept) for kept in found)
        )


def count_attention(desk: Desk) -> int:
    """Return how many mails wait for a person."""
    with desk.database.reading() as connection:
        return mail_queue.count_waiting(connection)


def find_mail(desk: Desk, text: str) -> KeptMail:
    """Return the recorded mail that ``text`` names, such as M-000123, whether it waits or not.

    Raises:
        NotFound: when nothing fits.
    """
    mail_id = parse_reference(text)
    if mail_id is None:
        raise NotFound(
            f"There is no mail {plain(text.strip(), 80)!r}.", "List those that wait: `sparktui shipments mails`."
        )
    return read_mail(desk, mail_id)


def find_attention(desk: Desk, mail_id: int) -> AttentionItem:
    """Return the mail that waits with that ID.

    Raises:
        NotFound: when there is none.
        Conflict: when it has been answered.
    """
    with desk.database.reading() as connection:
        return _item(desk, connection, _waiting(connection, mail_id))


def read_mail(desk: Desk, mail_id: int) -> KeptMail:
    """Return the recorded mail with that ID, whether it waits or not. Its texts are as somebody else wrote them.

    Raises:
        NotFound: when there is none.
    """
    with desk.database.reading() as connection:
        return _of_record(connection, mail_id)


def accept(desk: Desk, item: AttentionItem, *, dry_run: bool = False) -> Answered:
    """Attach the mail to the trial that was suggested.

    Raises:
        BadInput: when none was suggested, or the mail names no tracking number.
        Conflict: when somebody has answered it already, or a number is a shipment of another trial.
        Refused: when it is a purchase request and the trial is lost.
    """
    if item.suggestion is None:
        raise BadInput(f"Nothing suggests a trial for {item.kept.reference}.", "Say which trial it is about.")
    with change(desk, "attention.accept", dry_run=dry_run) as under_way:
        return _attach(under_way, item.kept.id, item.suggestion, MailState.ACCEPTED, ())


def assign(
    desk: Desk, item: AttentionItem, trial: Trial, *, numbers: tuple[str, ...] = (), dry_run: bool = False
) -> Answered:
    """Attach the mail to ``trial``. ``numbers`` are those that a person has read in it, instead of what was found.

    Raises as `accept` does, and `BadInput` when one of ``numbers`` is no tracking number.
    """
    with change(desk, "attention.assign", dry_run=dry_run) as under_way:
        return _attach(under_way, item.kept.id, trial, MailState.ASSIGNED, numbers)


def reject(desk: Desk, item: AttentionItem, reason: str = "", *, dry_run: bool = False) -> Answered:
    """Put the mail aside for good, attached to nothing.

    Raises:
        BadInput: when the reason is too long.
        Conflict: when somebody has answered it already.
    """
    words = entered.words(reason, "The reason")
    with change(desk, "attention.reject", dry_run=dry_run) as under_way:
        kept = _waiting(under_way.connection, item.kept.id)
        return Answered(_answer(under_way, kept, MailState.REJECTED, None, words))


def _attach(under_way: Change, mail_id: int, trial: Trial, state: MailState, typed: Sequence[str]) -> Answered:
    connection = under_way.connection
    kept = _waiting(connection, mail_id)
    recorded = trial_of_record(connection, trial.id)
    # A mail that could not be read is about a shipment when a person has found a number in it.
    mail = replace(kept.mail, kind=MailKind.SHIPMENT) if typed else kept.mail
    numbers = _numbers(kept, typed)
    new = attach(under_way, recorded, mail, numbers)
    answered = _answer(under_way, kept, state, recorded)
    return Answered(answered, new, _settle(under_way, numbers, state))


def _numbers(kept: KeptMail, typed: Sequence[str]) -> list[str]:
    written = typed or kept.mail.numbers
    if not written and kept.mail.kind is MailKind.PURCHASE_REQUEST:
        return []
    if not written:
        raise BadInput(
            f"{kept.reference} names no tracking number.", "Type the number that stands in it, or reject it."
        )
    numbers = [(as_typed if typed else compact)(number) for number in written]
    for number, bare in zip(written, numbers, strict=True):
        if not bare:
            raise BadInput(f"“{plain(number, 80)}” is no tracking number.", "Type the number that stands in the mail.")
    return numbers


def _settle(under_way: Change, numbers: Sequence[str], state: MailState) -> int:
    """Answer the other waiting mails that are about nothing but shipments which are recorded by now."""
    others = mail_queue.waiting_with(under_way.connection, numbers) if numbers else ()
    settled = 0
    for other in others:
        named = [compact(number) for number in other.mail.numbers]
        weighed = weigh(under_way.desk, under_way.connection, other.mail)
        if other.mail.kind is MailKind.SHIPMENT and set(named) <= set(numbers) and weighed.trial is not None:
            attach(under_way, weighed.trial, other.mail, named)
            _answer(under_way, other, state, weighed.trial, "Settled by the same tracking number.")
            settled += 1
    return settled


def _answer(under_way: Change, kept: KeptMail, state: MailState, trial: Trial | None, answer: str = "") -> KeptMail:
    desk = under_way.desk
    answered = replace(
        kept,
        state=state,
        trial_id=trial.id if trial else None,
        answered_on=desk.today,
        answered_by=desk.operator,
        answer=answer,
    )
    mail_queue.answer(under_way.connection, answered)
    under_way.record(
        trial_id=trial.id if trial else None,
        customer_id=trial.customer.id if trial else None,
        before={"mail": kept.reference, "state": kept.state.value},
        after={
            "mail": kept.reference,
            "state": state.value,
            "message_id": kept.mail.message_id,
            **({"answer": answer} if answer else {}),
        },
    )
    return answered


def _item(desk: Desk, connection: Connection, kept: KeptMail) -> AttentionItem:
    weighed = weigh(desk, connection, kept.mail)
    clues = tuple(
        f"{clue.words}: {', '.join(trial.reference for trial in clue.counting or clue.leads_to)}"
        for clue in weighed.clues
    )
    return AttentionItem(kept, clues, weighed.suggestion)


def _of_record(connection: Connection, mail_id: int) -> KeptMail:
    found = mail_queue.get(connection, mail_id)
    if found is None:
        raise NotFound(f"There is no recorded mail with the number {mail_id}.", "Look at the queue again.")
    return found


def _waiting(connection: Connection, mail_id: int) -> KeptMail:
    kept = _of_record(connection, mail_id)
    if kept.state is not MailState.WAITING:
        who = plain(kept.answered_by, 80) or "somebody"
        raise Conflict(f"{kept.reference} has been {kept.state} by {who}.", "Look at the queue again.")
    return kept
