"""Columns share the width there is, and the least important leave first."""

from __future__ import annotations

import pytest

from sparktui.widgets.table_rows import GAP, Column, fit_columns

MARK = Column("", 1, priority=9)
CUSTOMER = Column("Customer", 24, 12, grow=3, priority=8)
SERVICES = Column("Services", 12, 8, priority=2)
STATE = Column("State", 20, grow=1, priority=7)
EXPIRES = Column("Expires", 7, align="right", priority=6)
ALL = (MARK, CUSTOMER, SERVICES, STATE, EXPIRES)


def titles(room: int) -> list[str]:
    return [ALL[place.index].title for place in fit_columns(ALL, room)]


def test_with_room_every_column_has_what_it_wants_and_the_rest_is_shared_out() -> None:
    widths = {ALL[place.index].title: place.width for place in fit_columns(ALL, 108)}
    assert widths == {"": 1, "Customer": 24 + 30, "Services": 12, "State": 20 + 10, "Expires": 7}


def test_columns_shrink_before_they_vanish() -> None:
    assert titles(52) == ["", "Customer", "Services", "State", "Expires"]


def test_the_lowest_priority_vanishes_first() -> None:
    assert titles(51) == ["", "Customer", "State", "Expires"]
    assert titles(40) == ["", "Customer", "State"]
    assert titles(20) == ["", "Customer"]
    assert titles(5) == [""]


@pytest.mark.parametrize("room", range(1, 130))
def test_the_columns_never_take_more_than_there_is(room: int) -> None:
    places = fit_columns(ALL, room)
    assert sum(place.width for place in places) + GAP * (len(places) - 1) <= room


def test_of_equal_columns_the_rightmost_goes() -> None:
    twins = (Column("one", 10), Column("two", 10))
    assert [place.index for place in fit_columns(twins, 12)] == [0]
