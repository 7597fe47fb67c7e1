"""Milestones as calendar entries, in the iCalendar form (RFC 5545).

One job: write a calendar file. An entry's UID is made from trial and milestone, so that a calendar that imports the
file again moves its entries instead of doubling them; its SEQUENCE is the trial's version, which grows with every
change; what a conversion has made void, or went with a site or with calling that the trial has no more, is marked
CANCELLED. Must not: send invitations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sparktui.domain.dates import days, plus
from sparktui.domain.lifecycle import Lifecycle, MilestoneName
from sparktui.domain.text import plain
from sparktui.domain.trial import Service, Trial
from sparktui.errors import BadInput
from sparktui.services.desk import Desk
from sparktui.services.new_file import new_file
from sparktui.store import audit, trials
from sparktui.store.database import Connection

if TYPE_CHECKING:
    from icalendar import Event

# The names under which entries are known outside; they must never change.
UID_DOMAIN = "sparktui.invalid"
DAYS_KEPT = 365


def export_calendar(desk: Desk, path: Path, *, overwrite: bool = False) -> int:
    """Write every milestone that is not long past to the calendar file ``path`` and return how many there are.

    Left out are the milestones of trials whose last day has passed for more than a year.

    Raises:
        BadInput: when the file exists, does not end in .ics, or the extra is not installed.
    """
    if path.suffix.lower() != ".ics":
        raise BadInput(f"{path} is not named as a calendar.", "Let its name end in .ics.")
    try:
        from icalendar import Calendar
    except ImportError:
        raise BadInput("Calendars need the extra ics.", "Install it: pip install 'sparktui[ics]'.") from None
    calendar = Calendar()
    calendar.add("prodid", "-//sparktui//milestones of trials//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Trials of {plain(desk.partner.name) or 'the partner'}")
    count = 0
    with desk.database.reading() as connection:
        for trial in trials.expiring_from(connection, plus(desk.today, -DAYS_KEPT)):
            for event in _events(desk, trial, _taken_away(connection, trial)):
                calendar.add_component(event)
                count += 1
    with new_file(path, overwrite=overwrite) as draft:
        draft.write_bytes(calendar.to_ical())
    return count


def _taken_away(connection: Connection, trial: Trial) -> frozenset[MilestoneName]:
    """Return the milestones that went with a site, or with calling, that ``trial`` had once and has no more."""
    sought: dict[MilestoneName, Callable[[Mapping[str, Any]], bool]] = {}
    if trial.site_url is None:
        sought[MilestoneName.SITE_URL_FREE] = lambda before: bool(before.get("site_url"))
    if not trial.has(Service.CALLING):
        sought[MilestoneName.NUMBERS_RELEASED] = lambda before: Service.CALLING in str(before.get("services"))
    # What was never changed never lost anything, and needs no look into the audit.
    entries = audit.of_trial(connection, trial.id) if trial.version and sought else ()
    return frozenset(name for name, had in sought.items() if any(had(entry.before) for entry in entries))


def _events(desk: Desk, trial: Trial, taken_away: frozenset[MilestoneName]) -> Iterator[Event]:
    from icalendar import Event

    lifecycle = trial.lifecycle(desk.policy)
    planned = lifecycle.milestones(
        date.max,
        has_site=trial.site_url is not None or MilestoneName.SITE_URL_FREE in taken_away,
        has_calling=trial.has(Service.CALLING) or MilestoneName.NUMBERS_RELEASED in taken_away,
    )
    for milestone in planned:
        event = Event()
        event.add("uid", f"{trial.reference}.{milestone.name}@{UID_DOMAIN}".lower())
        event.add("sequence", trial.version)
        event.add("dtstamp", desk.clock.now())
        event.add("dtstart", milestone.on)
        event.add("dtend", plus(milestone.on, 1))
        event.add("summary", f"{plain(trial.customer.name, 120)}: {_words(milestone.name, lifecycle)}")
        event.add("description", _description(trial))
        # What a conversion came before, or what lost its cause, will not happen; a calendar that has it is told so.
        comes = milestone.done and milestone.name not in taken_away
        event.add("status", "CONFIRMED" if comes else "CANCELLED")
        event.add("transp", "TRANSPARENT")
        yield event


def _words(name: MilestoneName, lifecycle: Lifecycle) -> str:
    return {
        MilestoneName.REMINDER: f"{days(lifecycle.policy.reminder_days)} of trial left",
        MilestoneName.EXPIRY: "the trial expires today",
        MilestoneName.END_OF_ACCESS: "last day to convert",
        MilestoneName.LOSS: "lost for ever",
        MilestoneName.SITE_URL_FREE: "the site URL is free again",
        MilestoneName.NUMBERS_RELEASED: "the phone numbers are released",
    }[name]


def _description(trial: Trial) -> str:
    lines = [trial.reference, plain(trial.customer.admin_email), ", ".join(trial.service_names)]
    if trial.site_url:
        lines.append(trial.site_url)
    return "\n".join(lines)
