"""Recording the rows of a customer file that may stand.

One job: write them in batches, with an audit entry for each trial that is made or changed. Must not: reject anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sparktui.domain.dates import in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.policy import Policy
from sparktui.domain.text import plain
from sparktui.domain.trial import Customer, Trial
from sparktui.services.audit_values import differing, trial_values
from sparktui.services.customer_file import form_of
from sparktui.services.desk import Change
from sparktui.services.import_report import Progress, shortened
from sparktui.store import audit, bulk, import_clashes, import_rows
from sparktui.store.database import Connection

_LINES_NAMED = 5


@dataclass(slots=True)
class Written:
    """What was recorded: counts of trials, and notes on what a person should look at."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)


def write_rows(under_way: Change, progress: Progress | None) -> Written:
    """Record all rows that are kept, and their customers, and return what that changed.

    Where rows describe one customer differently the last one counts. Known trials keep what a file cannot say of
    them: contacts and purchase requests.
    """
    connection, desk = under_way.connection, under_way.desk
    notes = [*_settle_customers(connection, desk.policy), *_respelled_addresses(connection)]
    total, new = import_rows.count(connection), import_rows.count(connection, new=True)
    written, revived = Written(), []
    with bulk.loading(connection, new):
        bulk.add_customers(connection)
        for added in bulk.add_trials(connection, desk.today):
            for trial in added:
                under_way.record(trial_id=trial.trial_id, customer_id=trial.customer_id, after=trial.facts)
            written.created += len(added)
            _keep_up(under_way, progress, written.created, total)
        for batch in import_rows.changes(connection):
            changed = _changed(connection, batch)
            revived += _change(under_way, changed)
            written.updated += len(changed)
            _keep_up(under_way, progress, written.created + written.updated, total)
        bulk.change_customers(connection)
    written.unchanged = total - written.created - written.updated
    written.notes = [*notes, *shortened(revived, "trials")]
    return written


def _keep_up(under_way: Change, progress: Progress | None, done: int, total: int) -> None:
    """Write the audit entries of a batch, so that they need not be held, and tell how far it is."""
    audit.append(under_way.connection, under_way.entries)
    under_way.entries.clear()
    if progress:
        progress(done, total)


def _changed(connection: Connection, known: Sequence[Trial]) -> list[tuple[Trial, Trial]]:
    """Return the trials that the file says something new about, each as recorded and as it will be."""
    recorded = bulk.trials_by_id(connection, [trial.id for trial in known])
    return [
        (before, _keeping(trial, before)) for trial in known if form_of(trial) != form_of(before := recorded[trial.id])
    ]


def _keeping(trial: Trial, recorded: Trial) -> Trial:
    """Return ``trial`` with what a file cannot say of it as it is recorded."""
    return replace(
        trial,
        contacted_on=recorded.contacted_on,
        purchase_requested_on=recorded.purchase_requested_on,
        version=recorded.version,
    )


def _change(under_way: Change, changed: Sequence[tuple[Trial, Trial]]) -> list[str]:
    """Write the changed trials, and return a note on each that was lost and is not any more."""
    desk = under_way.desk
    bulk.change_trials(under_way.connection, [after for _, after in changed], desk.policy)
    revived = []
    for before, after in changed:
        was, said = differing(trial_values(before), trial_values(after))
        under_way.record(trial_id=after.id, customer_id=after.customer.id, before=was, after=said)
        lost_on, lifecycle = before.lifecycle(desk.policy).lost_on, after.lifecycle(desk.policy)
        was_lost = before.lifecycle(desk.policy).phase(desk.today) is Phase.LOST
        if was_lost and lifecycle.phase(desk.today).is_running:
            revived.append(
                f"{after.reference} ({plain(after.customer.name, 60)}) was lost on {in_words(lost_on)} by what was "
                f"recorded; by this file it can be converted until {in_words(lifecycle.grace_ends_on)}. Make sure "
                "that it still exists."
            )
    return revived


def _settle_customers(connection: Connection, policy: Policy) -> list[str]:
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
        trials = (replace(row.trial, customer=facts) for row in rows)
        settled += [
            replace(row, trial=trial, facts=trial_values(trial)) for row, trial in zip(rows, trials, strict=True)
        ]
    import_rows.discard(connection, [row.line for row in settled])
    import_rows.add(connection, settled, policy)
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
