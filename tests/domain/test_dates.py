"""Days as people write and read them."""

from __future__ import annotations

from datetime import date

import pytest

from sparktui.domain.dates import days, in_words, parse_day, plus


def test_a_day_is_written_without_doubt_about_day_and_month() -> None:
    assert in_words(date(2026, 11, 25)) == "Wed 25 Nov 2026"


def test_one_day_and_several() -> None:
    assert [days(count) for count in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_days_run_over_leap_days_and_years() -> None:
    assert plus(date(2024, 2, 28), 1) == date(2024, 2, 29)
    assert plus(date(2024, 1, 1), -1) == date(2023, 12, 31)


@pytest.mark.parametrize("text", ["1900-01-01", "2024-02-29", "9000-12-31"])
def test_an_iso_day_is_read(text: str) -> None:
    assert parse_day(text).isoformat() == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "YYYY-MM-DD"),
        ("20170520", "YYYY-MM-DD"),
        ("2017-5-20", "YYYY-MM-DD"),
        ("20/05/2017", "YYYY-MM-DD"),
        (" 2017-05-20", "YYYY-MM-DD"),
        ("2017-05-20\n", "YYYY-MM-DD"),
        ("2017-05-20T00:00", "YYYY-MM-DD"),
        ("2017-W20-6", "YYYY-MM-DD"),
        ("٢٠١٧-٠٥-٢٠", "YYYY-MM-DD"),
        ("2017-02-30", "day of the calendar"),
        ("2023-02-29", "day of the calendar"),
        ("2017-13-01", "day of the calendar"),
        ("0000-01-01", "day of the calendar"),
        ("0207-05-20", "check the year"),
        ("1899-12-31", "check the year"),
        ("9999-12-31", "check the year"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_day(text)
