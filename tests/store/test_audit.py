"""The audit: an entry with every change, never changed afterwards, and found out when somebody changes it anyway."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from sparktui.domain.trial import Trial
from sparktui.errors import Conflict, Refused
from sparktui.services import edit_trial, maintenance
from sparktui.services.desk import Desk
from sparktui.store import audit
from sparktui.store.audit import AuditEntry
from tests.portfolio import ADA, BEN, TODAY, a_trial, on, with_operator


def entries(desk: Desk) -> list[AuditEntry]:
    with desk.database.reading() as connection:
        return list(audit.every(connection))


def tamper(desk: Desk, statement: str) -> None:
    """Change the audit as somebody with the file and SQL at hand could: with the triggers away meanwhile."""
    with closing(sqlite3.connect(desk.database.path)) as connection:
        for name in audit.TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        for trigger in audit.TRIGGERS.values():
            connection.execute(trigger)
        connection.commit()


@pytest.fixture
def trial(desk: Desk) -> Trial:
    """A trial with three entries: started, contacted, extended."""
    trial = a_trial(on(desk, "2026-10-01"), starts="2026-10-01")
    trial = edit_trial.record_contact(with_operator(on(desk, "2026-11-20"), BEN), trial, "Spoke with Jane Doe.")
    return edit_trial.edit_trial(desk, trial, extend=True)


def test_every_change_says_who_did_what_and_on_which_day(desk: Desk, trial: Trial) -> None:
    told = [(entry.operator, str(entry.business_day), entry.command) for entry in entries(desk)]
    assert told == [
        (ADA, "2026-10-01", "trials.new"),
        (BEN, "2026-11-20", "trials.contact"),
        (ADA, "2026-11-22", "trials.extend"),
    ]
    assert {entry.trial_id for entry in entries(desk)} == {trial.id}


def test_an_entry_holds_what_changed_before_and_after(desk: Desk, trial: Trial) -> None:
    assert trial.extended_on == TODAY
    extended = entries(desk)[-1]
    assert extended.before == {"extended_on": None}
    assert extended.after == {"extended_on": "2026-11-22"}


def test_an_entry_carries_the_real_time_beside_the_business_day(desk: Desk) -> None:
    before = datetime.now(UTC)
    a_trial(on(desk, "2026-10-01"))
    (entry,) = entries(desk)
    assert before <= entry.at <= datetime.now(UTC)


def test_a_refused_command_leaves_no_entry(desk: Desk, trial: Trial) -> None:
    with pytest.raises(Refused):
        edit_trial.edit_trial(desk, trial, extend=True)
    assert len(entries(desk)) == 3


def test_a_dry_run_leaves_no_entry(desk: Desk, trial: Trial) -> None:
    edit_trial.record_contact(desk, trial, "Spoke again.", dry_run=True)
    assert len(entries(desk)) == 3


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 2",
        "UPDATE audit SET operator = 'eve'",
        "REPLACE INTO audit SELECT * FROM audit",
    ],
)
def test_entries_are_neither_changed_nor_deleted(desk: Desk, statement: str) -> None:
    before = entries(desk)
    with pytest.raises(Conflict, match="never"), desk.database.writing() as connection:
        connection.exec_driver_sql(statement)
    assert entries(desk) == before


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET operator = 'eve' WHERE id = 2", 2),
        ("UPDATE audit SET business_day = '2026-11-21' WHERE id = 1", 1),
        ("""UPDATE audit SET after = '{"extended_on": "2026-11-01"}' WHERE id = 3""", 3),
        ("DELETE FROM audit WHERE id = 2", 3),
        ("UPDATE audit SET id = 7 WHERE id = 2", 3),
        ("UPDATE audit SET seal = (SELECT seal FROM audit WHERE id = 1) WHERE id = 3", 3),
        ("UPDATE audit SET after = '{}' WHERE id = 2", 2),
        ("UPDATE audit SET before = 'nothing' WHERE id = 2", 2),
        ("UPDATE audit SET before = before || ' ' WHERE id = 2", 2),
        ("UPDATE audit SET acknowledged = x'00' WHERE id = 2", 2),
        ("UPDATE audit SET at = 'yesterday' WHERE id = 2", 2),
        ("UPDATE audit SET at = replace(at, 'T', ' ') WHERE id = 2", 2),
        ("UPDATE audit SET trial_id = NULL WHERE id = 3", 3),
    ],
)
def test_tampering_is_found_with_the_entry_at_which_it_shows(desk: Desk, statement: str, broken: int) -> None:
    tamper(desk, statement)
    (found,) = maintenance.check(desk.database, desk.policy)
    assert f"Audit entry {broken} does not fit" in found


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize("way", ["REPLACE", "IGNORE", "ABORT"])
def test_no_client_puts_another_entry_in_the_place_of_one(desk: Desk, way: str) -> None:
    with closing(sqlite3.connect(desk.database.path)) as connection, pytest.raises(sqlite3.IntegrityError) as refused:
        connection.execute(f"INSERT OR {way} INTO audit SELECT * FROM audit WHERE id = 2")
    assert "audit entries are never replaced" in str(refused.value)
    assert maintenance.check(desk.database, desk.policy) == []


@pytest.mark.parametrize("name", [*audit.TRIGGERS, "trial_search_update", "shipment_search_insert"])
def test_a_trigger_that_is_missing_or_was_changed_is_told(desk: Desk, name: str) -> None:
    with closing(sqlite3.connect(desk.database.path)) as connection:
        (table,) = connection.execute("SELECT tbl_name FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        connection.execute(f"DROP TRIGGER {name}")
        connection.commit()
        (missing,) = maintenance.check(desk.database, desk.policy)
        connection.execute(f"CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN SELECT 1; END")
        connection.commit()
        (changed,) = maintenance.check(desk.database, desk.policy)
    assert missing == changed
    assert (name if table == "audit" else f"search index of {table}") in missing


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM audit WHERE id = 3", "ends with entry 2, but entry 3 was the last"),
        ("DELETE FROM audit", "ends with entry 0, but entry 3 was the last"),
        ("UPDATE audit SET id = 9 WHERE id = 3", "ends with entry 9, but entry 3 was the last"),
        ("DELETE FROM audit_end", "ends with entry 3, but entry 0 was the last"),
        ("UPDATE audit_end SET seal = ''", "entry 3 is not the one that was written last"),
    ],
)
def test_an_end_that_is_cut_off_is_missed(desk: Desk, statement: str, told: str) -> None:
    tamper(desk, statement)
    (found,) = maintenance.check(desk.database, desk.policy)
    assert told in found


def test_an_end_that_was_cut_off_is_missed_after_further_entries_too(desk: Desk, trial: Trial) -> None:
    tamper(desk, "DELETE FROM audit WHERE id = 3")
    edit_trial.record_contact(desk, trial, "Spoke again.")
    (found,) = maintenance.check(desk.database, desk.policy)
    assert "Audit entry 3 does not fit" in found


def test_an_untouched_audit_is_whole(desk: Desk, trial: Trial) -> None:
    assert trial.version == 2
    with desk.database.reading() as connection:
        assert audit.problems(connection) == []
        assert audit.count(connection) == 3


def test_a_trials_entries_come_the_latest_first_and_no_more_than_asked_for(desk: Desk, trial: Trial) -> None:
    a_trial(desk, "Fabrikam")
    with desk.database.reading() as connection:
        commands = [entry.command for entry in audit.of_trial(connection, trial.id)]
        assert commands == ["trials.extend", "trials.contact", "trials.new"]
        assert [entry.command for entry in audit.of_trial(connection, trial.id, limit=1)] == ["trials.extend"]


def test_a_bulk_of_entries_is_sealed_across_its_batches(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_BATCH", 3)
    bulk = [AuditEntry(desk.clock.now(), TODAY, ADA, "import", customer_id=number) for number in range(8)]
    with desk.database.writing() as connection:
        audit.append(connection, bulk)
    assert [entry.customer_id for entry in entries(desk)] == list(range(8))
    assert len({entry.seal for entry in entries(desk)}) == 8
    assert maintenance.check(desk.database, desk.policy) == []


def test_odd_characters_come_back_as_they_were_said(desk: Desk, trial: Trial) -> None:
    note = "Ünïcode, \x1b[31mred\x1b[0m, שלום, [bold]x[/bold], 🥐, and a \u202e turn"
    edit_trial.record_contact(desk, trial, note)
    assert entries(desk)[-1].after["note"] == note
    assert maintenance.check(desk.database, desk.policy) == []
