"""A large import builds the indexes anew, and leaves all of them as they were, done or not done."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui.domain.listing import ListQuery
from sparktui.services import maintenance
from sparktui.services.customer_list import open_list
from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from sparktui.store import bulk_loading, import_writing
from tests.portfolio import TODAY, a_trial
from tests.services.customer_files import a_file, a_row


@pytest.fixture(autouse=True)
def a_few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_loading, "_LARGE", 3)


def made(desk: Desk) -> set[tuple[str, str]]:
    """Return all tables, indexes and triggers with the statements that made them."""
    with desk.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")
        return {(name, " ".join((sql or "").split())) for name, sql in found}


def test_every_index_is_there_again_and_answers(desk: Desk, tmp_path: Path) -> None:
    before = made(desk)
    report = import_customers(desk, a_file(tmp_path, *(a_row(f"Customer{number}") for number in range(5))))
    assert report.created == 5
    assert made(desk) == before
    assert open_list(desk, ListQuery(TODAY, text="customer3")).total == 1
    assert maintenance.check(desk.database, desk.policy) == []


def test_a_load_that_fails_leaves_the_indexes_as_they_were(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_trial(desk)
    before = made(desk)

    def full_disk(*_arguments: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(import_writing, "change_customers", full_disk)
    with pytest.raises(OSError, match="no room"):
        import_customers(desk, a_file(tmp_path, *(a_row(f"Customer{number}") for number in range(5))))
    assert made(desk) == before
    assert open_list(desk, ListQuery(TODAY, text="contoso")).total == 1
    assert maintenance.check(desk.database, desk.policy) == []


def test_two_imports_follow_each_other_on_one_desk(desk: Desk, tmp_path: Path) -> None:
    rows = [a_row(f"Customer{number}") for number in range(9)]
    assert import_customers(desk, a_file(tmp_path, *rows[:5])).created == 5
    assert import_customers(desk, a_file(tmp_path, *rows)).created == 4
    assert import_customers(desk, a_file(tmp_path, *rows)).unchanged == 9
