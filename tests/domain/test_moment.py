"""Days as people say them while looking ahead."""

from __future__ import annotations

from datetime import date

import pytest

from sparktui.domain.moment import parse_moment

TODAY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("+30d", date(2026, 3, 2)),
        ("30", date(2026, 3, 2)),
        (" +2w ", date(2026, 2, 14)),
        ("+1m", date(2026, 2, 28)),
        ("+1Y", date(2027, 1, 31)),
        ("+0d", TODAY),
        ("2026-12-24", date(2026, 12, 24)),
    ],
)
def test_a_moment_is_a_distance_or_a_day(text: str, day: date) -> None:
    assert parse_moment(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "soon", "-3d", "+3x", "31.12.2026", "2026-02-30", "+99999d"])
def test_what_is_no_moment_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"write \+30d"):
        parse_moment(text, TODAY)
