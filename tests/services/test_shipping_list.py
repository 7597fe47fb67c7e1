"""Shipments and returns in one list: in which order, how many, and where each of them stands."""

from __future__ import annotations

import pytest
from sqlalchemy import Table, func, select

from sparktui.domain.shipment import ShipmentState
from sparktui.domain.trial import Device
from sparktui.services.desk import Desk
from sparktui.services.return_changes import advance, cancel, open_returns
from sparktui.services.returns import find_return
from sparktui.services.shipment_changes import add_shipment
from sparktui.services.shipping_list import Show, count_shipping, key_of, list_shipping, place_of
from sparktui.store import schema, search
from tests.portfolio import a_trial, on

DELIVERED = ShipmentState.DELIVERED


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """Contoso with three shipments on their way and two delivered; Fabrikam with two returns, one of them over."""
    contoso = a_trial(desk, "Contoso", "2026-10-01", devices="DX80:1")
    fabrikam = a_trial(desk, "Fabrikam", "2026-10-01", devices="SX10:2")
    for number, day in (("ONE1", "2026-11-03"), ("TWO2", "2026-11-01"), ("THREE3", "2026-11-02")):
        add_shipment(on(desk, day), contoso, number, devices=(Device("DX80", 1),))
    for number, day in (("FOUR4", "2026-11-04"), ("FIVE5", "2026-11-05")):
        add_shipment(on(desk, day), contoso, number, state=DELIVERED)
    first, _second = (open_returns(desk, fabrikam, (Device("SX10", 1),))[0] for _ in range(2))
    cancel(desk, first, "It stays.")
    return desk


def keys(desk: Desk, show: Show, text: str = "", limit: int = 100, offset: int = 0) -> list[int]:
    return [key_of(line) for line in list_shipping(desk, show, text=text, limit=limit, offset=offset).lines]


def test_what_is_under_way_comes_before_what_is_over(stocked: Desk) -> None:
    assert keys(stocked, Show.ALL) == [2, 3, 1, -2, 5, 4, -1]
    assert keys(stocked, Show.ON_THE_WAY) == [2, 3, 1]
    assert keys(stocked, Show.ARRIVED) == [5, 4]
    assert keys(stocked, Show.RETURNS) == [-2, -1]
    shown = count_shipping(stocked).shown
    assert shown == {Show.ALL: 7, Show.ON_THE_WAY: 3, Show.ARRIVED: 2, Show.RETURNS: 2}


@pytest.mark.parametrize("show", Show)
@pytest.mark.parametrize("text", ["", "o", "fabrikam", "dx80", "sx10", "contoso"])
def test_pages_and_places_of_the_list_fit_together(stocked: Desk, show: Show, text: str) -> None:
    every = keys(stocked, show, text)
    assert list_shipping(stocked, show, text=text, limit=0).total == count_shipping(stocked, text).shown[show]
    assert len(every) == count_shipping(stocked, text).shown[show]
    for limit in (1, 2, 3):
        pages = [keys(stocked, show, text, limit, offset) for offset in range(0, len(every) + 1, limit)]
        assert [key for page in pages for key in page] == every
    places = {key: place_of(stocked, show, key, text=text) for key in (1, 2, 3, 4, 5, -1, -2, 99, -99)}
    assert {key: place for key, place in places.items() if place is not None} == dict(
        zip(every, range(99), strict=False)
    )


def test_a_return_is_found_by_model_customer_and_booking(stocked: Desk) -> None:
    assert keys(stocked, Show.ALL, "SX10") == keys(stocked, Show.ALL, "fabri sx") == [-2, -1]
    assert keys(stocked, Show.ALL, "pu-77 1") == []
    for _step in range(2):
        advance(stocked, find_return(stocked, "R-2"))
    advance(stocked, find_return(stocked, "R-2"), carrier="ups", booking="PU-77 1")
    assert keys(stocked, Show.ALL, "pu-77 1") == [-2]


@pytest.mark.parametrize("table", [schema.shipments, schema.rmas], ids=str)
@pytest.mark.parametrize(("text", "way"), [("contoso", "VIRTUAL TABLE INDEX"), ("co", "COVERING INDEX")])
def test_a_search_reads_an_index_and_never_the_rows(desk: Desk, table: Table, text: str, way: str) -> None:
    query = select(table.c.is_over, func.count()).where(search.matches(text, table)).group_by(table.c.is_over)
    with desk.database.reading() as connection:
        asked = query.compile(connection, compile_kwargs={"literal_binds": True})
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}".replace("%%", "%")).all()
    steps = [step.detail for step in plan]
    assert any(way in step for step in steps), steps
    assert not any("SCAN" in step and "INDEX" not in step for step in steps), steps
