"""The outbox: looking at notices, and saying what became of those of which nobody knows.

One job: the use cases "list", "show" and "resolve". Must not: send (see `sending`), nor queue (see `tick`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sparktui.domain.notice import Notice, NoticeState, parse_reference, standing
from sparktui.domain.text import plain
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput, Conflict, NotFound
from sparktui.services.desk import Change, Desk, change
from sparktui.services.lookup import trial_of_record
from sparktui.services.mail_text import MailTexts
from sparktui.store import outbox
from sparktui.store.database import Connection

# What a person may say of a notice in a state.
RESOLUTIONS = {
    NoticeState.UNKNOWN: (NoticeState.SENT, NoticeState.QUEUED),
    NoticeState.FAILED: (NoticeState.QUEUED,),
}
# How long whoever sends a notice may wait for the answer; after that the run counts as dead.
ANSWER_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice with its words: as they were handed over, or as they would be today."""

    notice: Notice
    trial: Trial
    subject: str
    body: str


def count_states(desk: Desk) -> dict[NoticeState, int]:
    """Return how many notices are in each state."""
    with desk.database.reading() as connection:
        return outbox.counts(connection)


def list_notices(
    desk: Desk,
    states: Collection[NoticeState] = (),
    *,
    trial: Trial | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> tuple[int, list[Notice]]:
    """Return how many notices are in ``states`` (none named is all), and a page of them.

    Those of states or of a ``trial`` come by due day, all of them in the order in which they were written.
    """
    with desk.database.reading() as connection:
        total = outbox.count(connection, states, trial=trial, policy=desk.policy)
        found = outbox.page(connection, states, trial=trial, policy=desk.policy, offset=offset, limit=limit)
        return total, list(found)


def every_notice(
    desk: Desk,
    states: Collection[NoticeState],
    *,
    trial: Trial | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> Iterator[Notice]:
    """Yield what `list_notices` returns, one by one: there may be millions."""
    with desk.database.reading() as connection:
        yield from outbox.page(connection, states, trial=trial, policy=desk.policy, offset=offset, limit=limit)


def read_page(desk: Desk, states: Collection[NoticeState], offset: int, limit: int) -> list[Notice]:
    """Return the page of `list_notices` alone, for whoever knows how many there are."""
    with desk.database.reading() as connection:
        return list(outbox.page(connection, states, policy=desk.policy, offset=offset, limit=limit))


def count_notices(desk: Desk, states: Collection[NoticeState], *, trial: Trial | None = None) -> int:
    """Return how many notices `list_notices` pages through."""
    with desk.database.reading() as connection:
        return outbox.count(connection, states, trial=trial, policy=desk.policy)


def find_notice(desk: Desk, text: str) -> Notice:
    """Return the notice that ``text`` (``N-000123`` or ``123``) names.

    Raises:
        NotFound: when there is none.
    """
    number = parse_reference(text)
    with desk.database.reading() as connection:
        found = outbox.get(connection, number) if number is not None else None
    if found is None:
        raise NotFound(f"There is no notice {plain(text, 40)!r}.", "List them with `sparktui outbox list`.")
    return found


def show_notice(desk: Desk, notice: Notice, texts: MailTexts) -> NoticeText:
    """Return ``notice`` with its words.

    Raises:
        BadInput: when its text cannot be written.
    """
    with desk.database.reading() as connection:
        trial = trial_of_record(connection, notice.trial_id)
    if notice.text:
        subject, _, body = notice.text.partition("\n\n")
        return NoticeText(notice, trial, subject, body)
    mail = texts.write(notice.kind, notice.audience, trial, desk.partner, desk.policy)
    return NoticeText(notice, trial, mail.subject, mail.body)


def resolve(desk: Desk, notice: Notice, state: NoticeState, *, dry_run: bool = False) -> Notice:
    """Say of a notice that may have left, or that failed, what is true: that it was sent, or is to be sent again.

    One that is to be sent again and is no longer true becomes void or missed instead. Returns the notice as it is
    afterwards.

    Raises:
        BadInput: when that cannot be said of a notice in its state.
        Conflict: when it is being sent right now, or somebody else resolved it meanwhile.
    """
    if state not in RESOLUTIONS.get(notice.state, ()):
        raise BadInput(f"{notice.reference} is {notice.state}; it cannot be made {state}.", _remedy(notice.state))
    with change(desk, "outbox.resolve", dry_run=dry_run) as under_way:
        connection = under_way.connection
        if _is_on_its_way(_as_recorded(connection, notice), desk.clock.now()):
            raise Conflict(
                f"{notice.reference} is being sent right now.",
                f"Wait for the answer; if none comes, resolve it {ANSWER_WITHIN.seconds // 60} minutes after it left.",
            )
        if state is NoticeState.QUEUED:
            trial = trial_of_record(connection, notice.trial_id)
            state = standing(notice, trial, desk.policy, desk.today) or state
        sent_at = desk.clock.now() if state is NoticeState.SENT else None
        said = f"{desk.operator} said so." if state is NoticeState.SENT else ""
        text = notice.text if state is NoticeState.SENT else ""
        if not outbox.move(connection, notice, state, said=said, text=text, sent_at=sent_at):
            raise Conflict(f"{notice.reference} went on meanwhile.", "Look at it again.")
        record(under_way, notice, state)
        return _as_recorded(connection, notice)


def record(under_way: Change, notice: Notice, state: NoticeState, said: str = "") -> None:
    """Tell the audit that ``notice`` went over into ``state``."""
    under_way.record(
        trial_id=notice.trial_id,
        before={"state": notice.state},
        after={
            "notice": notice.reference,
            "kind": notice.kind,
            "recipient": notice.recipient,
            "state": state,
            **({"said": said} if said else {}),
        },
    )


def _is_on_its_way(notice: Notice, now: datetime) -> bool:
    return notice.claimed_at is not None and abs(now - notice.claimed_at) < ANSWER_WITHIN


def _as_recorded(connection: Connection, notice: Notice) -> Notice:
    found = outbox.get(connection, notice.id)
    assert found is not None
    return found


def _remedy(state: NoticeState) -> str:
    possible = RESOLUTIONS.get(state)
    if possible is None:
        return "Only notices that failed, or of which nobody knows whether they left, can be resolved."
    return f"Say --as {' or '.join(possible)}."
