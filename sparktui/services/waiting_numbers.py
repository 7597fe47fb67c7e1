"""Numbers that stand in mail which still waits for a person.

One job: say how many waiting mails a search text fits. Must not: show them (see `needs_attention`), which takes more.
"""

from __future__ import annotations

from sparktui.domain.tracking_number import as_typed
from sparktui.services.desk import Desk
from sparktui.store import mail_queue


def count_naming(desk: Desk, text: str) -> int:
    """Return in how many waiting mails the tracking number ``text``, or such a part of one, stands."""
    naming = as_typed(text)
    if not naming:
        return 0
    with desk.database.reading() as connection:
        return mail_queue.count_waiting(connection, naming)
