"""Recording the rows of a customer file that may stand.

One job: write them in batches, with an audit entry for each trial that is made or changed. Must not: reject anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sparktui.domain.dates import in_words
from sparktui.domain.text import plain
from sparktui.domain.trial import Customer
from sparktui.services.audit_values import differing
from sparktui.services.desk import Change, Desk
from sparktui.services.import_report import Progress, shortened
from sparktui.services.import_row import beside
from sparktui.store import audit, bulk, import_clashes, import_rows, import_writing
from sparktui.store.audit import ToldEntry
from sparktui.store.bulk_loading import loading
from sparktui.store.database import Connection

_LINES_NAMED = 5


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: counts of trials, and notes on what a person should look at."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    notes: tuple[str, ...] = ()


def write_rows(under_way: Change, progress: Progress | None) -> Recorded:
    """Record all rows that are kept, and their customers, and return what that changed.

    Where rows describe one customer differently the last one counts.
    """
    connection, desk = under_way.connection, under_way.desk
    disputes = _settle_customers(desk, connection)
    rows = import_rows.counts(connection)
    revived = _revived_trials(desk, connection) if rows.changes else []
    notes = (*disputes, *_respelled_addresses(connection), *revived)
    done = 0
    with loading(connection, rows.new):
        last_known = import_writing.add_customers(connection)
        for batch in chain(import_writing.add_trials(connection, desk.today), import_writing.change_trials(connection)):
            like = under_way.blank_entry()
            audit.append(connection, [ToldEntry(like, *trial) for trial in batch])
            done += len(batch)
            if progress:
                progress(done, rows.new + rows.changes)
        for was, customer in import_writing.change_customers(connection, last_known):
            before, after = differing(_facts(was), _facts(customer))
            under_way.record(customer_id=customer.id, before=before, after=after)
    return Recorded(rows.new, rows.changes, rows.equal, notes)


def _facts(customer: Customer) -> dict[str, object]:
    return {
        "customer": customer.name,
        "country": customer.country,
        "admin_email": customer.admin_email,
        "paid_services": list(customer.paid_services),
    }


def _settle_customers(desk: Desk, connection: Connection) -> list[str]:
    """Let the last row of each customer describe it for all of its rows, and return a note where they differ."""
    notes, settled = [], []
    for rows in import_clashes.disagreeing(connection):
        facts, last = rows[-1].trial.customer, rows[-1].line
        named = ", ".join(str(row.line) for row in rows[:_LINES_NAMED])
        more = f" and {len(rows) - _LINES_NAMED} more" if len(rows) > _LINES_NAMED else ""
        notes.append(
            f"Lines {named}{more} describe the customer of {plain(facts.admin_email, 80)} differently "
            f"({', '.join(_disputed([row.trial.customer for row in rows]))}); line {last} counts."
        )
        settled += [replace(row, trial=replace(row.trial, customer=facts)) for row in rows]
    recorded = bulk.trials_by_id(connection, [row.trial.id for row in settled if row.trial.id > 0])
    import_rows.discard(connection, [row.line for row in settled])
    import_rows.add(connection, [beside(row, recorded.get(row.trial.id)) for row in settled], desk.policy)
    return shortened(notes, "customers")


def _disputed(described: Sequence[Customer]) -> list[str]:
    facts = {
        "name": len({customer.name for customer in described}),
        "country": len({customer.country for customer in described}),
        "paid services": len({customer.paid_services for customer in described}),
    }
    return [what for what, said in facts.items() if said > 1]


def _respelled_addresses(connection: Connection) -> list[str]:
    notes = [
        f"Line {clash.line} spells the address {plain(clash.value, 80)}, which was recorded as "
        f"{plain(clash.first_value, 80)}; the new spelling is recorded."
        for clash in import_clashes.readdressed(connection)
    ]
    return shortened(notes, "addresses")


def _revived_trials(desk: Desk, connection: Connection) -> list[str]:
    notes = []
    for recorded, said in import_clashes.revived(connection, desk.today, desk.policy):
        lost_on, last_day = recorded.lifecycle(desk.policy).lost_on, said.lifecycle(desk.policy).grace_ends_on
        notes.append(
            f"{said.reference} ({plain(said.customer.name, 60)}) was lost on {in_words(lost_on)} by what was recorded; "
            f"by this file it can be converted until {in_words(last_day)}. Make sure that it still exists."
        )
    return shortened(notes, "trials")
