"""Counts of other days come from what was counted once, until somebody changes a trial."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, event

from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import ListQuery
from sparktui.services import conversion, customer_list, edit_trial, looking_ahead
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.requests import add_request
from tests.portfolio import TODAY, D, a_desk, a_trial, a_trial_expiring, days, place_order


@pytest.fixture
def expiring(desk: Desk) -> Desk:
    """A desk with three trials: one expires on 25 November 2026, one on 30 November, one starts in December."""
    a_trial_expiring(desk, "Contoso", "2026-11-25")
    a_trial_expiring(desk, "Fabrikam", "2026-11-30", services="calling:5")
    a_trial(desk, "Litware", "2026-12-05")
    return desk


def phases(desk: Desk, day: date) -> dict[str, int]:
    """Return the phases in which there are trials on ``day``, with how many."""
    return {phase.value: count for phase, count in customer_list.count_phases(desk, day).by_phase.items() if count}


def statements(asking: Callable[[], object]) -> list[str]:
    """Return the statements that ``asking`` puts to the database."""
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        asking()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return told


def test_every_day_ahead_is_counted_rightly(expiring: Desk) -> None:
    assert phases(expiring, TODAY) == {"scheduled": 1, "expiring": 1, "active": 1}
    assert phases(expiring, D("2026-11-26")) == {"scheduled": 1, "grace": 1, "expiring": 1}
    assert phases(expiring, D("2026-12-27")) == {"active": 1, "lost": 1, "grace": 1}
    assert phases(expiring, D("2027-06-01")) == {"lost": 3}


def test_a_step_to_another_day_reads_no_trial(expiring: Desk) -> None:
    customer_list.count_phases(expiring, TODAY)
    ahead = TODAY + days(40)
    asked = statements(lambda: customer_list.count_phases(expiring, ahead))
    asked += statements(lambda: customer_list.open_list(expiring, ListQuery(ahead)))
    asked += statements(lambda: looking_ahead.passage(expiring, TODAY, ahead))
    assert {statement for statement in asked if "FROM trials" in statement} == {
        "SELECT max(trials.id) AS max_1 \nFROM trials"
    }


def test_a_day_before_the_first_is_counted_anew(expiring: Desk) -> None:
    customer_list.count_phases(expiring, TODAY)
    assert phases(expiring, D("2026-09-01")) == {"scheduled": 3}
    assert phases(expiring, TODAY) == {"scheduled": 1, "expiring": 1, "active": 1}


def test_what_somebody_else_changes_is_counted(expiring: Desk) -> None:
    ahead = D("2026-11-29")
    assert phases(expiring, ahead) == {"scheduled": 1, "expiring": 1, "grace": 1}
    colleague = a_desk(expiring.database.path)
    edit_trial.edit_trial(colleague, find_trial(colleague, "Contoso"), extend=True)
    assert phases(expiring, ahead) == {"scheduled": 1, "expiring": 1, "active": 1}
    fabrikam = find_trial(colleague, "Fabrikam")
    place_order(colleague, fabrikam)
    conversion.complete(colleague, fabrikam)
    assert phases(expiring, ahead) == {"scheduled": 1, "converted": 1, "active": 1}
    colleague.database.close()


def test_whoever_asked_to_buy_is_counted_where_the_list_has_them(expiring: Desk) -> None:
    add_request(expiring, find_trial(expiring, "Contoso"))
    counted = customer_list.count_phases(expiring, TODAY)
    assert (counted.requested, counted.undecided, counted.by_phase[Phase.EXPIRING]) == (1, 1, 1)
    asked = customer_list.open_list(expiring, ListQuery(TODAY, requested_only=True))
    assert [line.customer for line in customer_list.read_page(expiring, asked, 0, 10)] == ["Contoso"]
    assert customer_list.open_list(expiring, ListQuery(TODAY, requested_only=True, phase=Phase.GRACE)).total == 0
    assert customer_list.open_list(expiring, ListQuery(TODAY, undecided_only=True)).total == 1
