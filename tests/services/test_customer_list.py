"""The customer list as a person meets it: what needs me today?"""

from __future__ import annotations

import pytest

from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import ListQuery
from sparktui.domain.trial import Service
from sparktui.services import conversion, customer_list, edit_trial, requests
from sparktui.services.customer_list import count_phases, open_list, position_of, read_lines, read_page
from sparktui.services.desk import Desk
from tests.portfolio import TODAY, a_trial, a_trial_expiring, days, place_order


@pytest.fixture
def a_morning(desk: Desk) -> Desk:
    """A desk with one trial of each kind, recorded in no particular order."""
    a_trial(desk, "Scheduled", TODAY + days(5))
    a_trial_expiring(desk, "Lost long ago", TODAY - days(90))
    a_trial_expiring(desk, "Expires today", TODAY)
    a_trial_expiring(desk, "Much time", TODAY + days(50))
    a_trial_expiring(desk, "Last day of grace", TODAY - days(30))
    a_trial_expiring(desk, "Lost today", TODAY - days(31))
    a_trial_expiring(desk, "First day of grace", TODAY - days(1))
    a_trial_expiring(desk, "A week", TODAY + days(7))
    sold = a_trial_expiring(desk, "Sold", TODAY - days(10))
    place_order(desk, sold)
    conversion.complete(desk, sold)
    requests.add_request(desk, a_trial_expiring(desk, "Wants to buy", TODAY + days(30)))
    return desk


def names(desk: Desk, query: ListQuery) -> list[str]:
    opened = open_list(desk, query)
    return [line.customer for line in read_page(desk, opened, 0, opened.total)]


def test_the_most_urgent_comes_first(a_morning: Desk) -> None:
    assert names(a_morning, ListQuery(TODAY)) == [
        "Wants to buy",
        "Last day of grace",
        "First day of grace",
        "Expires today",
        "A week",
        "Much time",
        "Scheduled",
        "Sold",
        "Lost today",
        "Lost long ago",
    ]


def test_the_counts_say_how_many_are_where(a_morning: Desk) -> None:
    counts = count_phases(a_morning, TODAY)
    assert counts.by_phase == {
        Phase.SCHEDULED: 1,
        Phase.ACTIVE: 2,
        Phase.EXPIRING: 2,
        Phase.GRACE: 2,
        Phase.LOST: 2,
        Phase.CONVERTED: 1,
    }
    assert (counts.total, counts.requested) == (10, 1)


def test_a_phase_can_be_seen_alone(a_morning: Desk) -> None:
    assert names(a_morning, ListQuery(TODAY, phase=Phase.EXPIRING)) == ["Expires today", "A week"]
    assert names(a_morning, ListQuery(TODAY, phase=Phase.GRACE, text="last")) == ["Last day of grace"]
    assert names(a_morning, ListQuery(TODAY, requested_only=True)) == ["Wants to buy"]


def test_tomorrow_looks_different_and_needs_no_nightly_job(a_morning: Desk) -> None:
    tomorrow = names(a_morning, ListQuery(TODAY + days(1)))
    assert tomorrow[:3] == ["Wants to buy", "First day of grace", "Expires today"]
    assert tomorrow[-3:] == ["Last day of grace", "Lost today", "Lost long ago"]


def test_yesterday_the_sold_one_was_not_sold(a_morning: Desk) -> None:
    assert count_phases(a_morning, TODAY - days(1)).by_phase[Phase.CONVERTED] == 0
    assert "Sold" in names(a_morning, ListQuery(TODAY - days(1), phase=Phase.GRACE))


def test_a_line_holds_what_a_screen_shows(desk: Desk) -> None:
    trial = a_trial(
        desk,
        "Acme [EU] Ltd",
        "2026-10-01",
        country="DE",
        services="meetings:5; messaging:5",
        site_url="acme.webex.com",
        devices="DX80:1",
        paid_services="care",
    )
    edit_trial.record_contact(desk, trial, "Spoke with them.")
    (line,) = read_lines(desk, [trial.id])
    assert (line.reference, line.customer, line.country) == ("T-000001", "Acme [EU] Ltd", "DE")
    assert line.services == (Service.MESSAGING, Service.MEETINGS)
    assert (line.site_url, line.has_devices, line.paid_services) == ("acme.webex.com", True, (Service.CARE,))
    assert (line.contacted_on, line.purchase_requested_on, line.converted_on) == (TODAY, None, None)
    assert line.lifecycle(desk.policy) == trial.lifecycle(desk.policy)


def test_an_empty_desk_has_an_empty_list(desk: Desk) -> None:
    opened = open_list(desk, ListQuery(TODAY))
    assert opened.total == 0
    assert read_page(desk, opened, 0, 50) == ()
    assert position_of(desk, opened, 1) is None
    assert count_phases(desk, TODAY).total == 0
    assert list(customer_list.every_id(desk, ListQuery(TODAY))) == []


def test_a_list_that_was_opened_stays_readable_while_others_write(a_morning: Desk) -> None:
    opened = open_list(a_morning, ListQuery(TODAY))
    a_trial(a_morning, "Newcomer", TODAY)
    assert len(read_page(a_morning, opened, 0, 100)) >= opened.total
    assert open_list(a_morning, ListQuery(TODAY)).total == opened.total + 1
