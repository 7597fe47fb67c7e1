"""The partner says who it is, and its time zone says what day it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from sparktui.domain.partner import Partner
from sparktui.errors import BadInput
from sparktui.services.desk import Desk
from sparktui.services.partner import set_partner, show_partner
from sparktui.store import audit
from tests.portfolio import a_desk


def test_what_is_given_is_kept_and_the_rest_stays(desk: Desk) -> None:
    set_partner(desk, name=" Northwind Networks ", administrators=("ada@northwind.example",))
    set_partner(desk, tier=2, distributor="orders@distributor.example")
    zone = desk.partner.timezone
    assert show_partner(desk) == Partner(
        "Northwind Networks", 2, "orders@distributor.example", zone, ("ada@northwind.example",)
    )
    assert set_partner(desk, administrators=(), distributor="").administrators == ()


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"tier": 3}, "There is no tier 3"),
        ({"tier": 0}, "There is no tier 0"),
        ({"timezone": "Mars/Olympus"}, "is not a time zone"),
        ({"timezone": "../etc/passwd"}, "is not a time zone"),
        ({"administrators": ("ada@northwind.example", "ben@")}, "'ben@' is no administrator's address"),
    ],
)
def test_what_makes_no_sense_is_refused_whole(desk: Desk, facts: dict[str, object], told: str) -> None:
    before = show_partner(desk)
    with pytest.raises(BadInput, match=told):
        set_partner(desk, name="Northwind Networks", **facts)  # type: ignore[arg-type]
    assert show_partner(desk) == before


def test_the_audit_says_what_differs(desk: Desk) -> None:
    set_partner(desk, name="Northwind Networks")
    set_partner(desk, name="Northwind Networks", tier=2)
    with desk.database.reading() as connection:
        *_, latest = audit.every(connection)
    assert (latest.command, latest.before, latest.after) == ("partner.set", {"tier": 1}, {"tier": 2})


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    before = show_partner(desk)
    assert set_partner(desk, name="Northwind Networks", dry_run=True).name == "Northwind Networks"
    assert show_partner(desk) == before


@pytest.mark.parametrize(
    ("zone", "today"),
    [("Pacific/Auckland", "2026-11-23"), ("Europe/Berlin", "2026-11-22"), ("Pacific/Niue", "2026-11-22")],
)
def test_today_is_the_day_in_the_partners_time_zone(desk: Desk, zone: str, today: str) -> None:
    set_partner(desk, timezone=zone)
    with time_machine.travel(datetime(2026, 11, 22, 20, 0, tzinfo=UTC), tick=False):
        now = a_desk(desk.database.path, day=None)
        assert str(now.today) == today
        now.database.close()
