"""The history of a trial in words: when, who, what, and what it was before.

One job: audit entries as rows. Must not: leave an entry out, or guess what is not recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sparktui.domain.dates import in_words
from sparktui.services.trial_view import TrialView
from sparktui.widgets.glyphs import terminal_glyphs
from sparktui.widgets.pieces import Piece
from sparktui.widgets.table_rows import Column
from sparktui.widgets.text import one_line
from sparktui.widgets.wrapped_rows import Row, row

HISTORY_COLUMNS = (Column("", 21), Column("", 20, 10, grow=1))

_COMMANDS = {
    "trials.new": "Trial started",
    "trials.extend": "Trial extended",
    "trials.add_service": "Services added",
    "trials.contact": "Customer contacted",
    "trials.decide": "Decided what becomes of it",
    "requests.add": "Purchase request recorded",
    "requests.handle": "Purchase request handled",
    "convert.draft": "Conversion drafted",
    "convert.order": "Order ready to be placed",
    "convert.place": "Order placed",
    "convert.complete": "Conversion completed",
    "convert.cancel": "Conversion cancelled",
    "import.customers": "Imported from a file",
    "import.mail": "Recorded from a mail",
    "sample.fill": "Made up as sample data",
    "tick": "Owed work of the day",
    "outbox.send": "Notice sent",
    "outbox.resolve": "Notice resolved",
    "shipments.add": "Shipment recorded",
    "shipments.update": "Shipment updated",
    "attention.accept": "Mail attached as suggested",
    "attention.assign": "Mail attached",
    "rma.open": "Return opened",
    "rma.advance": "Return moved on",
    "rma.cancel": "Return cancelled",
}
_FIELDS = {
    "admin_email": "administrator",
    "starts_on": "start",
    "period_days": "period in days",
    "extended_on": "extended",
    "converted_on": "converted",
    "contacted_on": "contact",
    "purchase_requested_on": "purchase request",
    "site_url": "site URL",
    "webex_url": "WebEx URL",
    "deal_id": "deal ID",
    "lost_on": "lost",
    "lost": "gone",
    "numbers_released_on": "numbers released",
    "organisation": "the organisation",
    "notices_void": "notices taken back",
    "notices_missed": "notices missed",
}
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LONGEST = 1_000


def history_rows(view: TrialView, timezone: str) -> list[Row]:
    """Return a row for each entry, the latest first, its time in the partner's ``timezone``."""
    zone = ZoneInfo(timezone)
    rows = []
    for entry in view.history:
        at = entry.at.astimezone(zone)
        when = [Piece(f"{in_words(at.date())} {at:%H:%M}")]
        if entry.business_day != at.date():
            when.append(Piece(f"as of {in_words(entry.business_day)}", "muted"))
        what = [Piece(f"{command_words(entry.command)} · {entry.operator}", "strong")]
        what += [Piece(change) for change in changes(entry.before, entry.after)]
        if entry.acknowledged:
            what.append(Piece(f"accepted: {', '.join(entry.acknowledged)}", "warning"))
        rows.append(row(tuple(when), tuple(what)))
    return rows or [row("", Piece("Nothing is on record.", "muted"))]


def command_words(command: str) -> str:
    """Return what ``command`` did, in words; one that is not known here speaks for itself."""
    return _COMMANDS.get(command, command)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Return a line for each fact that changed: its name, what it was, and what it is."""
    arrow = terminal_glyphs().arrow
    for name in {**before, **after}:
        label = _label(name)
        was, now = _value(before.get(name)), _value(after.get(name))
        yield f"{label}: {was} {arrow} {now}" if before.get(name) is not None else f"{label}: {now}"


def _part(name: str, value: Any) -> str:
    """Return a part of what an entry lists, such as ``memberships: 12``; what is simply there needs no value."""
    label = _label(name)
    return label if value is True else f"{label}: {_value(value)}"


def _label(name: str) -> str:
    return _FIELDS.get(name, one_line(name, 60).replace("_", " "))


def _value(value: Any) -> str:
    if value is None or value in ("", []):
        return "none"
    if isinstance(value, list):
        return ", ".join(_value(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(_part(str(name), part) for name, part in value.items())
    text = one_line(str(value), _LONGEST)
    if _ISO_DAY.fullmatch(text):
        try:
            return in_words(date.fromisoformat(text))
        except ValueError:
            return text
    return text
