"""How the database finds what it is asked for: by an index that leads to few rows, never by reading all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import ListQuery
from sparktui.services import customer_list
from sparktui.services.desk import Desk
from sparktui.store import trial_list, trials
from tests.portfolio import TODAY, a_trial, a_trial_expiring, on
from tests.services.owed_work import tick_on, with_partner_admins, with_users


@contextmanager
def plans(connection: Any) -> Iterator[list[str]]:
    """Collect how the database goes about each statement that ``connection`` (or an engine) is given meanwhile."""
    found: list[str] = []

    def explain(_: Connection, cursor: Any, statement: str, parameters: Any, *__: Any) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE")):
            asked = cursor.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.extend(row[3] for row in asked.fetchall())

    event.listen(connection, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(connection, "before_cursor_execute", explain)


def test_the_beginning_of_a_name_is_looked_up_in_the_index(desk: Desk) -> None:
    for name in ("Müller AG", "Müller & Söhne", "Muller", "Mullis", "Contoso 100%"):
        a_trial(desk, name)
    with desk.database.reading() as connection:
        with plans(connection) as found:
            assert trials.called_like(connection, "Nobody") == ()
        begins = [found.customer.name for found in trials.called_like(connection, "MÜLLER")]
        assert begins == ["Muller", "Müller & Söhne", "Müller AG"]
        assert [found.customer.name for found in trials.called_like(connection, "contoso 100%")] == ["Contoso 100%"]
        assert trials.called_like(connection, "%") == ()
    assert found[0] == "SEARCH customers USING INDEX ix_customers_name_key (name_key>? AND name_key<?)"


def test_what_changed_trials_owe_is_found_by_what_changed(desk: Desk) -> None:
    desk = with_partner_admins(desk)
    trial = a_trial_expiring(on(desk, "2026-06-01"), "Contoso", "2026-08-01")
    with_users(desk, trial, "joe@contoso.example")
    with plans(desk.database._engine) as found:
        tick_on(desk, "2026-11-24")
    assert any("ix_trials_changed" in step for step in found)
    assert not [step for step in found if "ix_trials_expiry (" in step]


def test_a_page_deep_in_a_long_list_is_read_by_its_expiry_days(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial_list, "WALKED", 0)
    for name, day in (("Contoso", "2027-01-08"), ("Fabrikam", "2027-01-09"), ("Litware", "2027-01-10")):
        a_trial_expiring(desk, name, day)
    opened = customer_list.open_list(desk, ListQuery(TODAY, phase=Phase.ACTIVE))
    with plans(desk.database._engine) as found:
        (line,) = customer_list.read_page(desk, opened, 1, 1)
    assert line.customer == "Fabrikam"
    assert "SEARCH trials USING COVERING INDEX ix_trials_expiry (expires_on=?)" in found
