"""Recorded mails' rows: those that were attached to a trial, and those that wait for a person.

One job: read and write them. Must not: decide to which trial a mail belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, literal_column, or_, select, update

from sparktui.domain.mail import KeptMail, MailKind, MailState, ReadMail
from sparktui.domain.tracking_number import compact
from sparktui.errors import Conflict, OutsideFailure
from sparktui.store.database import inserted_id
from sparktui.store.schema import mails

# Written out, because the index of waiting mails answers no condition whose value comes later.
_WAITING = mails.c.state == literal_column("'waiting'")


def is_known(connection: Connection, identity: str) -> bool:
    """Return whether a mail of that identity (see `ReadMail.identity`) is recorded."""
    return connection.scalar(select(mails.c.id).where(mails.c.identity == identity)) is not None


def get(connection: Connection, mail_id: int) -> KeptMail | None:
    """Return the recorded mail with that ID, or None."""
    row = connection.execute(select(mails).where(mails.c.id == mail_id)).first()
    return _of_row(row) if row else None


def waiting(connection: Connection, limit: int, offset: int, naming: str = "") -> tuple[KeptMail, ...]:
    """Return mails that wait for a person, the first recorded first; only those ``naming`` that part of a number."""
    query = select(mails).where(_WAITING, *_naming(naming)).order_by(mails.c.id).limit(limit).offset(offset)
    return tuple(_of_row(row) for row in connection.execute(query))


def waiting_with(connection: Connection, numbers: Sequence[str]) -> tuple[KeptMail, ...]:
    """Return the mails that wait for a person and name one of the compact ``numbers``."""
    named = or_(*(mails.c.numbers.contains(_line(number)) for number in numbers))
    return tuple(_of_row(row) for row in connection.execute(select(mails).where(_WAITING, named)))


def count_waiting(connection: Connection, naming: str = "") -> int:
    """Return how many mails wait for a person; only those ``naming`` that part of a compact number."""
    return connection.scalar(select(func.count()).select_from(mails).where(_WAITING, *_naming(naming))) or 0


def add(connection: Connection, kept: KeptMail, identity: str) -> KeptMail:
    """Write a mail of that ``identity`` and return its record with its ID."""
    row = {
        "identity": identity,
        "numbers": "".join(dict.fromkeys(_line(compact(number)) for number in kept.mail.numbers)),
        "mail": _mail_values(kept.mail),
        "recorded_on": kept.recorded_on,
        "reason": kept.reason,
        **_answer_values(kept),
    }
    return replace(kept, id=inserted_id(connection.execute(insert(mails).values(row))))


def answer(connection: Connection, answered: KeptMail) -> None:
    """Write the answer to a mail that waits.

    Raises:
        Conflict: when somebody has answered it already; nothing is written.
    """
    written = connection.execute(
        update(mails).where(mails.c.id == answered.id, _WAITING).values(_answer_values(answered))
    )
    if written.rowcount != 1:
        raise Conflict(f"Somebody else has answered {answered.reference} already.", "Look at the queue again.")


def _naming(part: str) -> list[ColumnElement[bool]]:
    # The queue is walked for it: people answer what waits, so that it stays short.
    return [mails.c.numbers.contains(part, autoescape=True)] if part else []


def _line(number: str) -> str:
    return f"\n{number}\n"


def _answer_values(kept: KeptMail) -> dict[str, Any]:
    return {
        "state": kept.state.value,
        "trial_id": kept.trial_id,
        "answered_on": kept.answered_on,
        "answered_by": kept.answered_by,
        "answer": kept.answer,
    }


def _mail_values(mail: ReadMail) -> dict[str, Any]:
    return asdict(mail) | {"kind": mail.kind.value, "sent_at": mail.sent_at.isoformat() if mail.sent_at else None}


def _of_row(row: Row[Any]) -> KeptMail:
    try:
        found = dict(row.mail)
        found |= {name: tuple(found[name]) for name in ("numbers", "deal_ids", "addresses")}
        found["kind"] = MailKind(found["kind"])
        found["sent_at"] = datetime.fromisoformat(found["sent_at"]) if found["sent_at"] else None
        mail = ReadMail(**found)
    except (KeyError, TypeError, ValueError) as error:
        raise OutsideFailure(
            f"The stored mail {row.id} cannot be read: {error}.", "Check the database with `sparktui db check`."
        ) from error
    return KeptMail(
        id=row.id,
        mail=mail,
        recorded_on=row.recorded_on,
        state=MailState(row.state),
        reason=row.reason,
        trial_id=row.trial_id,
        answered_on=row.answered_on,
        answered_by=row.answered_by,
        answer=row.answer,
    )
