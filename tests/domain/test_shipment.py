"""A shipment: who carries it, how old its news are, and from which day on it is worrying."""

from __future__ import annotations

import pytest

from sparktui import reference_data
from sparktui.domain.carriers import Candidate, Grade, Misfit
from sparktui.domain.lifecycle import Lifecycle
from sparktui.domain.shipment import (
    Certainty,
    News,
    Shipment,
    ShipmentState,
    Tracked,
    carrier_of,
    concerns,
    parse_reference,
)
from tests.portfolio import D

POLICY = reference_data.policy()


def candidate(carrier: str, grade: str, known: str = "one") -> Candidate:
    return Candidate(carrier, carrier.upper(), known, known, Grade(grade), None)


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        ([], ("", "unknown")),
        ([("ups", "proven")], ("ups", "proven")),
        ([("ups", "shape")], ("ups", "shape")),
        ([("ups", "shape"), ("ups", "proven")], ("ups", "proven")),
        ([("ups", "proven"), ("dhl", "shape")], ("", "open")),
        ([("ups", "proven"), ("dhl", "proven")], ("", "open")),
        ([("ups", "shape"), ("dhl", "shape"), ("dhl", "shape")], ("", "open")),
    ],
)
def test_one_of_several_carriers_is_never_picked(candidates: list[tuple[str, str]], expected: tuple[str, str]) -> None:
    found = [candidate(carrier, grade, str(at)) for at, (carrier, grade) in enumerate(candidates)]
    assert carrier_of(found) == expected


def shipment(state: str, on: str = "2026-11-01", certainty: str = "proven") -> Shipment:
    news = (News(D("2026-10-20"), ShipmentState.ANNOUNCED), News(D(on), ShipmentState(state)))
    return Shipment(1, 1, "1Z5R89390357567127", "ups", Certainty(certainty), news)


LONG_AWAY = Lifecycle(D("2026-10-20"), D("2027-01-18"), None, POLICY)
ENDING = Lifecycle(D("2026-10-01"), D("2026-11-30"), None, POLICY)


def kinds(found: Shipment, lifecycle: Lifecycle, day: str) -> list[str]:
    return [concern.kind.value for concern in concerns(Tracked(found), lifecycle, POLICY, D(day))]


@pytest.mark.parametrize(
    ("state", "day", "is_worrying"),
    [
        ("in_transit", "2026-11-01", False),
        ("in_transit", "2026-11-07", False),
        ("in_transit", "2026-11-08", True),
        ("announced", "2026-11-08", True),
        ("attempt_failed", "2026-11-08", True),
        ("exception", "2026-11-08", True),
        ("returning", "2026-11-08", True),
        ("delivered", "2026-12-24", False),
        ("lost", "2026-12-24", False),
        ("in_transit", "2026-10-01", False),  # seen from a day before its last news
    ],
)
def test_no_news_for_a_week_is_worrying_until_it_has_arrived_or_is_lost(
    state: str, day: str, is_worrying: bool
) -> None:
    assert kinds(shipment(state), LONG_AWAY, day) == (["no_news"] if is_worrying else [])


def test_the_age_of_the_last_news_is_told_in_days() -> None:
    assert [shipment("shipped").age(D(day)) for day in ("2026-10-30", "2026-11-01", "2026-11-09")] == [0, 0, 8]
    [worry] = concerns(Tracked(shipment("shipped")), LONG_AWAY, POLICY, D("2026-11-09"))
    assert worry.words == "No news for 8 days."


@pytest.mark.parametrize(
    ("state", "day", "words"),
    [
        ("shipped", "2026-11-22", ""),
        ("shipped", "2026-11-23", "The trial ends on Mon 30 Nov 2026, and this is not delivered."),
        ("shipped", "2026-11-30", "The trial ends on Mon 30 Nov 2026, and this is not delivered."),
        ("shipped", "2026-12-01", "The trial ended on Mon 30 Nov 2026, and this is not delivered."),
        ("shipped", "2027-06-01", "The trial ended on Mon 30 Nov 2026, and this is not delivered."),
        ("delivered", "2026-12-01", ""),
        ("lost", "2026-12-01", ""),
    ],
)
def test_a_trial_that_ends_before_delivery_is_worrying(state: str, day: str, words: str) -> None:
    found = concerns(Tracked(shipment(state, on=day)), ENDING, POLICY, D(day))
    assert [concern.words for concern in found if concern.kind == "trial_ends"] == ([words] if words else [])


def test_a_converted_trial_does_not_end() -> None:
    converted = Lifecycle(ENDING.starts_on, ENDING.expires_on, D("2026-11-20"), POLICY)
    assert kinds(shipment("shipped", on="2026-12-01"), converted, "2026-12-01") == []


@pytest.mark.parametrize(
    ("certainty", "worries"),
    [("proven", []), ("shape", []), ("chosen", []), ("open", ["carrier_open"]), ("unknown", ["carrier_unknown"])],
)
def test_a_carrier_that_is_not_known_is_worrying_even_after_delivery(certainty: str, worries: list[str]) -> None:
    assert kinds(shipment("delivered", certainty=certainty), ENDING, "2027-06-01") == worries


def test_a_number_that_is_hardly_the_chosen_carriers_is_worrying() -> None:
    doubtful = Tracked(shipment("delivered", certainty="chosen"), carrier_name="DHL", misfit=Misfit.SHAPE)
    [worry] = concerns(doubtful, ENDING, POLICY, D("2027-06-01"))
    assert (worry.kind, worry.words) == ("carrier_doubtful", "No known kind of DHL number looks like this.")


@pytest.mark.parametrize(
    ("text", "shipment_id"), [("S-000123", 123), ("s-7", 7), ("S7", 7), ("7", None), ("R-7", None), ("S-", None)]
)
def test_a_shipment_is_named_by_its_number(text: str, shipment_id: int | None) -> None:
    assert parse_reference(text) == shipment_id
