"""What importing a customer file does, read from the specification, by comparing everything with everything.

One job: from what is recorded and the rows of a file, say which rows may stand and what is recorded afterwards.
Must not: import the product. Rows are plain facts here; how they are written in a file is not this model's subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.model.lifecycle import Facts, from_expiry, phase

RUNNING = ("scheduled", "active", "expiring", "grace")


@dataclass(frozen=True)
class Record:
    """One trial with its customer: ``address`` as it is spelled, ``said`` all else that is stated and not judged."""

    address: str
    name: str
    facts: Facts
    said: str = ""

    @property
    def customer(self) -> str:
        return self.address.lower()

    @property
    def trial(self) -> tuple[str, date]:
        return self.customer, self.facts.starts_on


@dataclass(frozen=True)
class Outcome:
    """The lines by what became of them, and all that is recorded afterwards."""

    created: frozenset[int]
    updated: frozenset[int]
    unchanged: frozenset[int]
    rejected: frozenset[int]
    recorded: frozenset[Record]


def import_rows(recorded: Sequence[Record], rows: Sequence[tuple[int, Record]], today: date) -> Outcome:
    """Return what importing ``rows``, each with its line, does to what is ``recorded``, bad rows left out."""
    known = {record.trial: record for record in recorded}
    kept = {line: _with_what_happened(row, known) for line, row in rows}
    differing = {line for line, row in kept.items() if known.get(row.trial) != row}
    alive = [line for line in sorted(kept) if line not in differing or _stands_alone(kept[line], today)]
    alive = [
        line for line in alive if not any(kept[line].trial == kept[first].trial for first in alive if first < line)
    ]
    spelled: dict[str, str] = {}
    for line in alive:
        spelled.setdefault(kept[line].customer, kept[line].address)
    alive = [line for line in alive if spelled[kept[line].customer] == kept[line].address]
    alive = _without_conflicts(known, {line: kept[line] for line in alive}, differing, today)

    described = {kept[line].customer: kept[line] for line in alive}
    after = known | {kept[line].trial: kept[line] for line in alive}
    after = {trial: _described_by(record, described.get(record.customer)) for trial, record in after.items()}
    created = {line for line in alive if kept[line].trial not in known}
    updated = {line for line in alive if line not in created and after[kept[line].trial] != known[kept[line].trial]}
    return Outcome(
        frozenset(created),
        frozenset(updated),
        frozenset(alive) - created - updated,
        frozenset(kept) - frozenset(alive),
        frozenset(after.values()),
    )


def _with_what_happened(row: Record, known: dict[tuple[str, date], Record]) -> Record:
    """A file that does not know of an extension or a conversion does not undo it."""
    before = known.get(row.trial)
    if before is None:
        return row
    extended = row.facts.extended_on or before.facts.extended_on
    converted = row.facts.converted_on or before.facts.converted_on
    return replace(row, facts=replace(row.facts, extended_on=extended, converted_on=converted))


def _stands_alone(row: Record, today: date) -> bool:
    facts = row.facts
    unextended = replace(facts, extended_on=None)
    if facts.extended_on and not facts.starts_on <= facts.extended_on <= min(from_expiry(unextended, 0), today):
        return False
    if facts.converted_on and not facts.starts_on <= facts.converted_on <= min(from_expiry(facts, 30), today):
        return False
    if facts.extended_on and facts.converted_on and facts.extended_on > facts.converted_on:
        return False
    if facts.site_url and "meetings" not in facts.services:
        return False
    return not (phase(facts, today) in RUNNING and set(facts.services) & set(facts.paid_services))


def _without_conflicts(
    known: dict[tuple[str, date], Record], alive: dict[int, Record], differing: set[int], today: date
) -> list[int]:
    """The earlier row stands. Whoever relied on a change that is refused is refused too, and all is tried anew."""
    in_the_file = {record.trial for record in alive.values()}
    relied: set[int] = set()
    while True:
        standing = [record for trial, record in known.items() if trial not in in_the_file]
        standing += [alive[line] for line in alive if line not in differing]
        accepted: list[int] = []
        for line in sorted(alive):
            if line not in differing or line in relied:
                continue
            if not any(_clash(alive[line], other, today) for other in standing):
                standing.append(alive[line])
                accepted.append(line)
        refused = [line for line in alive if line in differing and line not in accepted]
        left = [known[alive[line].trial] for line in refused if alive[line].trial in known]
        falling = {line for line in accepted if any(_clash(alive[line], record, today) for record in left)}
        if not falling:
            return [line for line in sorted(alive) if line not in differing or line in accepted]
        relied |= falling


def _clash(one: Record, other: Record, today: date) -> bool:
    phases = {phase(one.facts, today), phase(other.facts, today)}
    if one.customer == other.customer:
        return one.trial != other.trial and phases <= set(RUNNING)
    if one.facts.site_url is None or one.facts.site_url != other.facts.site_url or "lost" in phases:
        return False
    if "converted" in phases:
        return True
    starts = max(one.facts.starts_on, other.facts.starts_on, today)
    return starts < min(from_expiry(one.facts, 30), from_expiry(other.facts, 30)) + timedelta(days=1)


def _described_by(record: Record, last: Record | None) -> Record:
    if last is None:
        return record
    facts = replace(record.facts, country=last.facts.country, paid_services=last.facts.paid_services)
    return replace(record, address=last.address, name=last.name, facts=facts)
