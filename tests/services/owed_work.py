"""The words in which tests tell of owed work: the daily run, and where each notice stands afterwards.

One job: run the use cases on a day, and read the desk back. Must not: know what is owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sparktui.domain.loss import Loss
from sparktui.domain.notice import Notice
from sparktui.domain.trial import Trial
from sparktui.services import outbox
from sparktui.services.delivery import Delivery
from sparktui.services.desk import Desk
from sparktui.services.lookup import trial_of_record
from sparktui.services.mail_text import MailTexts
from sparktui.services.partner import set_partner
from sparktui.services.sending import Post, Sent, send
from sparktui.services.tick import Worked, tick
from sparktui.store import losses, users
from sparktui.store.users import User
from tests.portfolio import ADA, BEN, on

TEXTS = MailTexts()


def tick_on(desk: Desk, day: date | str, *, dry_run: bool = False) -> Worked:
    """Do the owed work of ``day``."""
    return tick(on(desk, day), TEXTS, dry_run=dry_run)


def with_partner_admins(desk: Desk, *addresses: str) -> Desk:
    """Return ``desk`` with Northwind on record, mailed at ``addresses``: Ada and Ben unless said otherwise."""
    set_partner(desk, name="Northwind Networks", administrators=addresses or (ADA, BEN))
    return desk.with_partner_of_record()


def with_users(desk: Desk, trial: Trial, *addresses: str) -> None:
    """Record users of the trial's customer."""
    with desk.database.writing() as connection:
        users.add_all(connection, [User(trial.customer.id, address, "") for address in addresses])


def notices(desk: Desk, trial: Trial | None = None) -> list[Notice]:
    """Return the notices, of all trials or of one."""
    return outbox.list_notices(desk, trial=trial)[1]


def standing(desk: Desk, trial: Trial | None = None) -> list[tuple[str, str, str, str]]:
    """Return kind, recipient, due day and state of each notice."""
    return [(found.kind, found.recipient, str(found.due_on), found.state) for found in notices(desk, trial)]


def states(desk: Desk) -> dict[str, int]:
    """Return how many notices are in each state in which there are any."""
    return {state.value: count for state, count in outbox.count_states(desk).items() if count}


def loss_of(desk: Desk, trial: Trial) -> Loss | None:
    """Return the recorded loss of ``trial`` as it is now on record."""
    with desk.database.reading() as connection:
        return losses.of_trial(connection, trial_of_record(connection, trial.id), desk.policy)


def send_all(desk: Desk, delivery: Delivery, *, at_once: bool = False) -> Sent:
    """Send what is queued on the desk's day, from Ada."""
    return send(desk, Post(TEXTS, delivery, ADA), at_once=at_once)


def mails_in(folder: Path) -> Sequence[Path]:
    """Return the files of the mails that lie unread in the Maildir ``folder``."""
    return sorted((folder / "new").glob("*.eml"))
