"""The phase as ranges over columns: the same answer as for a single trial, in Python and in a database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sparktui import reference_data
from sparktui.domain.lifecycle import DayRange, Lifecycle, Phase, phase_window, running_window

POLICY = reference_data.policy()
DAY = date(2024, 3, 1)


@st.composite
def lives(draw: st.DrawFn) -> Lifecycle:
    """Return a trial's dates that lie around `DAY`, of any length, converted or not."""
    starts_on = DAY + timedelta(days=draw(st.integers(-200, 50)))
    expires_on = starts_on + timedelta(days=draw(st.integers(1, 130)))
    converted_on = draw(st.none() | st.integers(-60, 60).map(lambda count: DAY + timedelta(days=count)))
    return Lifecycle(starts_on, expires_on, converted_on, POLICY)


def holds(phase: Phase, life: Lifecycle, day: date) -> bool:
    """Whether the windows put a trial into ``phase``, read as they are meant to be."""
    converted = life.converted_on is not None and life.converted_on <= day
    if phase is Phase.CONVERTED:
        return life.converted_on is not None and all(
            window.holds(life.converted_on) for window in phase_window(phase, day, POLICY)
        )
    columns = {"starts_on": life.starts_on, "expires_on": life.expires_on}
    return not converted and all(window.holds(columns[window.column]) for window in phase_window(phase, day, POLICY))


@given(lives())
def test_exactly_the_window_of_the_trials_phase_holds_it(life: Lifecycle) -> None:
    assert [phase for phase in Phase if holds(phase, life, DAY)] == [life.phase(DAY)]


def test_on_every_day_every_kind_of_trial_lies_in_the_window_of_its_phase_alone() -> None:
    for length in (1, 6, 7, 8, 30, 60, 90, 120):
        expires_on = DAY + timedelta(days=length)
        for converted_after in (None, 0, length, length + 20):
            converted_on = None if converted_after is None else DAY + timedelta(days=converted_after)
            life = Lifecycle(DAY, expires_on, converted_on, POLICY)
            for distance in range(-40, length + 60):
                day = DAY + timedelta(days=distance)
                assert [phase for phase in Phase if holds(phase, life, day)] == [life.phase(day)]


def test_a_trial_runs_when_its_expiry_lies_in_the_running_window_and_it_is_not_converted() -> None:
    for converted_on in (None, DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)):
        for distance in range(-40, 100):
            expires_on = DAY + timedelta(days=distance)
            life = Lifecycle(expires_on - timedelta(days=60), expires_on, converted_on, POLICY)
            converted = life.phase(DAY) is Phase.CONVERTED
            assert life.phase(DAY).is_running == (running_window(DAY, POLICY).holds(expires_on) and not converted)


@given(st.lists(lives(), max_size=60), st.integers(-40, 40))
def test_a_database_finds_the_trials_of_each_phase(portfolio: list[Lifecycle], distance: int) -> None:
    day = DAY + timedelta(days=distance)
    with closing(sqlite3.connect(":memory:")) as database:
        fill(database, portfolio)
        found = {phase: select(database, phase, day) for phase in Phase}
    assert found == {phase: [at for at, life in enumerate(portfolio) if life.phase(day) is phase] for phase in Phase}


def fill(database: sqlite3.Connection, portfolio: list[Lifecycle]) -> None:
    database.execute("CREATE TABLE trial (id INTEGER PRIMARY KEY, starts_on TEXT, expires_on TEXT, converted_on TEXT)")
    database.executemany(
        "INSERT INTO trial VALUES (?, ?, ?, ?)",
        [
            (at, str(life.starts_on), str(life.expires_on), life.converted_on and str(life.converted_on))
            for at, life in enumerate(portfolio)
        ],
    )


def select(database: sqlite3.Connection, phase: Phase, day: date) -> list[int]:
    """Return the trials in ``phase`` on ``day`` by number, asked in SQL."""
    wheres, values = ["1"], []
    if phase is not Phase.CONVERTED:
        wheres.append("(converted_on IS NULL OR converted_on > ?)")
        values.append(str(day))
    for window in phase_window(phase, day, POLICY):
        for where, bound in in_sql(window):
            wheres.append(where)
            values.append(bound)
    query = f"SELECT id FROM trial WHERE {' AND '.join(wheres)} ORDER BY id"
    return [row[0] for row in database.execute(query, values)]


def in_sql(window: DayRange) -> list[tuple[str, str]]:
    bounds = [(f"{window.column} >= ?", window.first), (f"{window.column} <= ?", window.last)]
    return [(where, str(bound)) for where, bound in bounds if bound is not None]
