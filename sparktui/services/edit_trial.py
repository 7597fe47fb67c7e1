"""Editing a running trial: more time, more services, a recorded contact.

One job: the use cases of the Edit Trial form and its commands. Must not: convert or end a trial.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sparktui.domain.text import plain
from sparktui.domain.trial import Service, ServiceLine, Trial
from sparktui.errors import BadInput, Refused
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Verdict
from sparktui.services.audit_values import differing, trial_values
from sparktui.services.desk import Change, Desk, change
from sparktui.services.facts import facts_of
from sparktui.services.lookup import trial_of_record
from sparktui.services.owed_notices import take_back_notices
from sparktui.services.trial_fields import MAX_TEXT
from sparktui.store import contacts, trials
from sparktui.store.contacts import Contact
from sparktui.store.database import Connection


def check_edit(
    desk: Desk, trial: Trial, *, extend: bool, added: tuple[ServiceLine, ...], day: date | None = None
) -> Verdict:
    """Return what the rules say of extending ``trial`` and adding services to it on ``day`` (today by default)."""
    with desk.database.reading() as connection:
        return _judge(desk, connection, trial, extend=extend, added=added, day=day or desk.today)


def edit_trial(
    desk: Desk,
    trial: Trial,
    *,
    extend: bool,
    added: tuple[ServiceLine, ...] = (),
    dry_run: bool = False,
) -> Trial:
    """Extend ``trial``, add services to it, or both in one step, and return it as it is afterwards.

    ``trial`` is what the person looked at: when it was changed since, nothing is written.

    Raises:
        Refused: when a rule blocks.
        Conflict: when somebody else changed the trial since it was read.
        BadInput: when nothing is asked for.
    """
    if not extend and not added:
        raise BadInput("Nothing was chosen to change.", "Extend the trial, or name a service to add.")
    with change(desk, "trials.extend" if extend else "trials.add_service", dry_run=dry_run) as under_way:
        recorded = trial_of_record(under_way.connection, trial.id)
        verdict = _judge(desk, under_way.connection, recorded, extend=extend, added=added, day=desk.today)
        if not verdict.allowed:
            done = "extended" if extend else "given more services"
            raise Refused(f"{trial.reference} ({plain(trial.customer.name, 60)}) cannot be {done}.", verdict)
        services = {line.service: line for line in (*recorded.services, *added)}
        edited = replace(
            recorded,
            version=trial.version,
            extended_on=desk.today if extend else recorded.extended_on,
            services=tuple(services[service] for service in Service if service in services),
        )
        written = _write(under_way, recorded, edited)
        take_back_notices(under_way, written)
        return written


def record_contact(desk: Desk, trial: Trial, note: str, *, dry_run: bool = False) -> Trial:
    """Record that the customer of ``trial`` was contacted today, and return the trial.

    Raises:
        BadInput: when the note is empty or too long.
    """
    words = note.strip()
    if not words or len(words) > MAX_TEXT:
        raise BadInput(
            "The note on the contact is empty." if not words else "The note on the contact is too long.",
            "Say in a sentence with whom you spoke and what was agreed.",
        )
    with change(desk, "trials.contact", dry_run=dry_run) as under_way:
        recorded = trial_of_record(under_way.connection, trial.id)
        contacts.add(under_way.connection, trial.id, Contact(desk.today, desk.operator, words))
        return _write(under_way, recorded, replace(recorded, contacted_on=desk.today), note=words)


def _judge(
    desk: Desk, connection: Connection, trial: Trial, *, extend: bool, added: tuple[ServiceLine, ...], day: date
) -> Verdict:
    facts = facts_of(desk, connection, trial, added=added)
    verdicts = []
    if extend:
        verdicts.append(catalogue.judge(Action.EXTEND, facts, day))
    if added or not extend:
        verdicts.append(catalogue.judge(Action.ADD_SERVICE, facts, day))
    findings = tuple(finding for verdict in verdicts for finding in verdict.findings)
    return replace(verdicts[0], findings=findings)


def _write(under_way: Change, recorded: Trial, edited: Trial, **said: str) -> Trial:
    written = trials.change(under_way.connection, edited, under_way.desk.policy)
    before, after = differing(trial_values(recorded), trial_values(written))
    under_way.record(trial_id=written.id, customer_id=written.customer.id, before=before, after={**after, **said})
    return written
