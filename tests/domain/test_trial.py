"""A trial's facts: its last day, its services, and the ID that people type."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui import reference_data
from sparktui.domain.trial import Customer, Service, ServiceLine, Trial, expiry, parse_reference, reference

POLICY = reference_data.policy()
TRIAL = Trial(
    123,
    Customer(1, "Contoso", "US", "jane.doe@contoso.example"),
    date(2017, 5, 20),
    90,
    (ServiceLine(Service.MESSAGING, 25), ServiceLine(Service.CALLING, 5)),
)


def test_the_last_day_is_start_plus_period_and_once_the_extension() -> None:
    assert expiry(TRIAL.starts_on, 90, None, POLICY) == date(2017, 8, 18)
    assert expiry(TRIAL.starts_on, 90, date(2017, 8, 1), POLICY) == date(2017, 9, 17)
    assert TRIAL.lifecycle(POLICY).expires_on == date(2017, 8, 18)


def test_a_trial_whose_last_day_the_calendar_does_not_have() -> None:
    with pytest.raises(OverflowError):
        expiry(date(9999, 12, 1), 90, None, POLICY)


def test_what_is_on_trial() -> None:
    assert TRIAL.service_names == (Service.MESSAGING, Service.CALLING)
    assert TRIAL.has(Service.CALLING)
    assert not TRIAL.has(Service.CARE)


@pytest.mark.parametrize("typed", ["T-000123", "t-123", "T123", "t0123", " T-000123 "])
def test_an_id_is_typed_in_many_ways(typed: str) -> None:
    assert parse_reference(typed) == TRIAL.id


@pytest.mark.parametrize("typed", ["", "123", "T-", "T--1", "T-12a", "T-١٢٣", "Contoso", f"T-{'9' * 19}"])
def test_what_is_no_id(typed: str) -> None:
    assert parse_reference(typed) is None


@given(st.integers(1, 10**12))
def test_every_id_is_read_as_it_is_printed(trial_id: int) -> None:
    assert parse_reference(reference(trial_id)) == trial_id
    assert TRIAL.reference == "T-000123"
