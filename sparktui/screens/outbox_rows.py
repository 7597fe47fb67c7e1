"""The lines of the outbox, and what is said of catching up and sending.

One job: words for notices. Must not: read or send anything.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain.notice import Notice, NoticeKind, NoticeState
from sparktui.screens.day_words import short
from sparktui.services.sending import Sent
from sparktui.services.tick import Worked
from sparktui.widgets.pieces import StyleName
from sparktui.widgets.table_rows import Cell, Column, TableRow

COLUMNS = (
    Column("State", 8, priority=9),
    Column("Due", 15, priority=6),
    Column("Notice", 14, priority=7),
    Column("Recipient", 28, 20, grow=2, priority=8),
    Column("Customer", 22, 14, grow=1, priority=5),
)
FILTERS = (
    (NoticeState.QUEUED, "Queued"),
    (NoticeState.FAILED, "Failed"),
    (NoticeState.UNKNOWN, "Unknown"),
    (NoticeState.SENT, "Sent"),
    (NoticeState.MISSED, "Missed"),
    (NoticeState.VOID, "Void"),
)
_KINDS = {
    NoticeKind.REMINDER: "reminder",
    NoticeKind.EXPIRY: "expiry",
    NoticeKind.END_OF_ACCESS: "end of access",
}
_STYLES: dict[NoticeState, StyleName] = {
    NoticeState.FAILED: "error",
    NoticeState.UNKNOWN: "warning",
    NoticeState.SENT: "muted",
    NoticeState.MISSED: "muted",
    NoticeState.VOID: "muted",
}
_WORKED = (
    ("notices_queued", "notices queued"),
    ("notices_missed", "notices missed"),
    ("notices_void", "notices taken back"),
    ("trials_lost", "trials lost"),
    ("losses_void", "losses taken back"),
    ("sites_released", "site URLs free again"),
    ("numbers_released", "trials' numbers released"),
)


def notice_row(notice: Notice, day: date) -> TableRow:
    """Return the line of ``notice``, seen on ``day``."""
    cells = (
        Cell(notice.state, _STYLES.get(notice.state, "")),
        Cell(short(notice.due_on, day), "muted"),
        Cell(_KINDS[notice.kind]),
        Cell(notice.recipient),
        Cell(notice.customer, "muted"),
    )
    return TableRow(notice.id, cells)


def worked_words(worked: Worked) -> str:
    """Return what catching up has done."""
    counts = worked.counts()
    done = [f"{counts[name]:,} {words}" for name, words in _WORKED if counts[name]]
    return ", ".join(done) if done else "Nothing was owed."


def sent_words(sent: Sent) -> str:
    """Return what became of the mails."""
    done = [f"{count:,} {state}" for state, count in sent.counts.items() if count]
    if sent.put_off:
        done.append(f"{sent.put_off:,} put off")
    words = f"{', '.join(done) if done else 'Nothing was due'}: {sent.place}"
    said = [sentence for sentence in (*sent.overtaken, sent.stopped) if sentence]
    return " ".join([f"{words}.", *said]) if said else words
