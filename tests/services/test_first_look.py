"""The first look at the list shows what the list itself shows a moment later."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sparktui.clock import Clock
from sparktui.domain.listing import ListQuery
from sparktui.services import customer_list, sample_data
from sparktui.services.desk import Desk
from sparktui.services.first_look import first_look


@pytest.fixture
def portfolio(desk: Desk) -> Desk:
    """A desk with the sample's five hundred trials."""
    sample_data.fill(desk, 500)
    return desk.with_partner_of_record()


@pytest.mark.parametrize("limit", [1, 5, 64, 600])
def test_it_is_the_top_of_the_list_on_any_day(portfolio: Desk, limit: int) -> None:
    for offset in range(-200, 200, 9):
        day = portfolio.today + timedelta(days=offset)
        glimpse = first_look(portfolio.database.path, Clock(day), portfolio.policy, limit)
        opened = customer_list.open_list(portfolio, ListQuery(day))
        assert glimpse is not None
        assert glimpse.lines == customer_list.read_page(portfolio, opened, 0, limit)
        assert (glimpse.total, glimpse.day) == (opened.total, day)


def test_what_is_no_database_is_left_to_whoever_opens_it(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database")
    for path in (tmp_path / "text.db", tmp_path / "none.db", tmp_path, desk.database.path):
        assert first_look(path, Clock(desk.today), desk.policy, 5) is None
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE partner SET timezone = 'Middle/Earth'",
        "UPDATE trials SET services = '7'",
        "UPDATE trials SET expires_on = 'soon'",
        "UPDATE trials SET devices = '{'",
    ],
)
def test_a_value_that_cannot_be_read_is_left_to_whoever_opens_it(portfolio: Desk, broken: str) -> None:
    with closing(sqlite3.connect(portfolio.database.path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = on")
        connection.execute(broken)
    assert first_look(portfolio.database.path, Clock(None), portfolio.policy, 5) is None


def test_it_loads_nothing_that_takes_time() -> None:
    code = "import sys, sparktui.services.first_look; sys.exit('sqlalchemy' in sys.modules or 'textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
