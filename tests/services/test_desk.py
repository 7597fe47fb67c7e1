"""The desk: one change is one transaction, with its audit entry or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest

from sparktui.domain.listing import ListQuery
from sparktui.errors import OutsideFailure, ReadOnly, SparktuiError
from sparktui.services import conversion, edit_trial, new_trial, partner, requests
from sparktui.services.customer_list import open_list
from sparktui.services.desk import Desk, change
from sparktui.services.lookup import find_trial
from sparktui.services.trial_form import TrialForm
from sparktui.store import audit
from tests.portfolio import ADA, TODAY, a_desk, a_trial, an_order, days, on, place_order


def entry_count(desk: Desk) -> int:
    with desk.database.reading() as connection:
        return audit.count(connection)


def contents(desk: Desk) -> str:
    """A fingerprint of every row of every table."""
    with desk.database.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        rows = [(name, connection.exec_driver_sql(f"SELECT * FROM {name}").all()) for (name,) in tables.all()]
    return sha256(repr(rows).encode()).hexdigest()


def test_facts_and_their_entry_are_written_together(desk: Desk) -> None:
    with change(desk, "test.change") as under_way:
        under_way.connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
        under_way.record(after={"it": "happened"})
        assert entry_count(desk) == 0
    assert entry_count(desk) == 1


def test_a_change_whose_entry_cannot_be_written_did_not_happen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = a_trial(desk)

    def full_disk(*_: object) -> None:
        raise OutsideFailure("The disk is full.")

    monkeypatch.setattr(audit, "append", full_disk)
    with pytest.raises(OutsideFailure):
        edit_trial.edit_trial(desk, trial, extend=True)
    assert find_trial(desk, "Contoso") == trial


def test_an_entry_whose_change_fails_is_not_written(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError), change(desk, "test.change") as under_way:
        under_way.record(after={"it": f"happened {1 // 0} times"})
    assert entry_count(desk) == 0


def test_a_refused_command_writes_nothing_at_all(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", TODAY - days(70))
    before = contents(desk)
    refused: list[Callable[[], object]] = [
        lambda: a_trial(desk, "Contoso", TODAY),
        lambda: edit_trial.edit_trial(desk, trial, extend=True),
        lambda: conversion.make_ready(desk, trial, an_order(trial, deal_id="")),
        lambda: conversion.complete(desk, trial),
        lambda: requests.handle_requests(desk, trial),
        lambda: partner.set_partner(desk, tier=9),
        lambda: requests.add_request(on(desk, TODAY + days(40)), trial),
    ]
    for command in refused:
        with pytest.raises(SparktuiError):
            command()
        assert contents(desk) == before


def test_a_dry_run_of_anything_leaves_everything_as_it_was(desk: Desk) -> None:
    trial = requests.add_request(desk, a_trial(desk))
    before = contents(desk)
    order = an_order(trial)
    new_trial.start_trial(
        desk,
        TrialForm("Fabrikam", "US", "kim@fabrikam.example", "2026-11-22", "30", services="care"),
        dry_run=True,
    )
    edit_trial.edit_trial(desk, trial, extend=True, dry_run=True)
    edit_trial.record_contact(desk, trial, "Spoke.", dry_run=True)
    requests.add_request(desk, trial, dry_run=True)
    requests.handle_requests(desk, trial, dry_run=True)
    conversion.save_draft(desk, trial, order, dry_run=True)
    conversion.make_ready(desk, trial, order, dry_run=True)
    partner.set_partner(desk, name="Northwind Networks", dry_run=True)
    assert contents(desk) == before
    place_order(desk, trial)
    placed = contents(desk)
    conversion.complete(desk, trial, dry_run=True)
    conversion.cancel(desk, trial, "Only trying.", dry_run=True)
    assert contents(desk) == placed


def test_a_dry_run_finds_the_same_refusals(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", TODAY - days(70))
    with pytest.raises(SparktuiError):
        edit_trial.edit_trial(desk, trial, extend=True, dry_run=True)


def test_changes_of_several_people_at_once_all_arrive(desk: Desk) -> None:
    failures: list[Exception] = []

    def start_ten(person: int) -> None:
        mine = a_desk(desk.database.path)
        try:
            for number in range(10):
                a_trial(mine, f"Customer {person} {number}")
        except Exception as failure:  # a thread's failure is to be seen by the test
            failures.append(failure)
        finally:
            mine.database.close()

    people = [threading.Thread(target=start_ten, args=(person,)) for person in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert failures == []
    assert open_list(desk, ListQuery(TODAY)).total == entry_count(desk) == 40
    with desk.database.reading() as connection:
        assert audit.problems(connection) == []


def test_a_desk_that_has_travelled_looks_and_changes_nothing(desk: Desk) -> None:
    trial = a_trial(desk)
    later = replace(desk, looking_at=TODAY + days(50))
    assert (later.today, later.present, later.read_only) == (TODAY + days(50), TODAY, True)
    before = contents(desk)
    with pytest.raises(ReadOnly, match="nothing is changed there"):
        edit_trial.record_contact(later, trial, "From the future.")
    assert contents(desk) == before


def test_what_is_done_as_of_a_day_carries_that_day_and_the_operator(desk: Desk) -> None:
    a_trial(on(desk, "2026-10-02"), starts="2026-10-01")
    with desk.database.reading() as connection:
        (entry,) = audit.every(connection)
    assert (str(entry.business_day), entry.operator) == ("2026-10-02", ADA)
    assert desk.clock.now() >= entry.at
