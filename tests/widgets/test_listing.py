"""A long list keeps few pages, and asks for each of the others once."""

from __future__ import annotations

import pytest

from sparktui.widgets.listing import PAGE, PAGES_KEPT, Listing
from tests.widgets.hosts import numbered_row

TEN_MILLION = 10_000_000


def put(listing: Listing, offset: int, count: int = PAGE) -> None:
    listing.put(offset, [numbered_row(index) for index in range(offset, offset + count)])


def test_the_view_is_asked_for_first_then_a_page_on_either_side() -> None:
    listing = Listing(1, TEN_MILLION)
    assert listing.missing(650, 690) == [(640, 64), (704, 64), (576, 64)]


def test_a_view_over_two_pages_is_one_wish() -> None:
    assert Listing(1, TEN_MILLION).missing(60, 100)[0] == (0, 128)


def test_nothing_is_asked_for_twice_while_it_is_on_its_way() -> None:
    listing = Listing(1, 1000)
    listing.missing(0, 40)
    assert listing.missing(10, 50) == []


def test_a_page_that_left_before_it_came_is_asked_for_again() -> None:
    listing = Listing(1, TEN_MILLION)
    listing.missing(0, 40)
    listing.missing(500_000, 500_040)
    assert (0, 64) in listing.missing(0, 40)


def test_the_last_page_is_as_short_as_the_list_is() -> None:
    assert Listing(1, 100).missing(60, 100) == [(0, 100)]
    assert Listing(1, 0).missing(0, 40) == []


def test_only_so_many_pages_are_kept_and_those_on_view_among_them() -> None:
    listing = Listing(1, TEN_MILLION)
    put(listing, 0)
    for page in range(1, PAGES_KEPT * 2):
        put(listing, page * PAGE)
        listing.missing(0, 10)
    known = [page for page in range(PAGES_KEPT * 2) if listing.knows(page * PAGE, page * PAGE + 1)]
    assert len(known) == PAGES_KEPT
    assert listing.knows(0, 10)


def test_a_row_is_found_by_its_number_and_by_its_key() -> None:
    listing = Listing(1, 1000)
    put(listing, 128)
    row = listing.row(130)
    assert row is not None
    assert listing.index_of(row.key) == 130
    assert listing.row(5) is None
    assert listing.index_of(999_999) is None


def test_a_page_that_came_short_is_not_asked_for_again() -> None:
    listing = Listing(1, 64)
    put(listing, 0, count=10)
    assert listing.row(9) is not None
    assert listing.row(10) is None
    assert listing.missing(0, 40) == []


def test_rows_begin_where_a_page_begins() -> None:
    with pytest.raises(ValueError, match="multiple of 64"):
        Listing(1, 1000).put(10, [])
