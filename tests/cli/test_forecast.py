"""The weeks ahead and the calendar, asked for on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import CommandLine


def test_the_forecast_counts_week_by_week(acme: CommandLine) -> None:

    answer = acme("forecast", "--weeks", "7", "--json")
    assert answer.code == 0
    assert answer.json["as_of"] == "2026-11-22"
    weeks = answer.json["weeks"]
    assert [week["first"] for week in weeks] == [
        "2026-11-22",
        "2026-11-29",
        "2026-12-06",
        "2026-12-13",
        "2026-12-20",
        "2026-12-27",
        "2027-01-03",
    ]
    assert [week["expiries"] for week in weeks] == [0, 1, 0, 0, 0, 0, 0]
    assert [week["last_days_of_grace"] for week in weeks] == [0, 0, 0, 0, 0, 1, 0]
    assert [week["losses"] for week in weeks] == [0, 0, 0, 0, 0, 1, 0]
    assert not any(week["number_releases"] for week in weeks)


def test_the_forecast_reads_calmly_and_refuses_what_makes_no_sense(acme: CommandLine) -> None:

    answer = acme("forecast", "--weeks", "2")
    assert answer.code == 0
    assert "2026-11-29" in answer.out
    assert acme("forecast", "--weeks", "0").code == 2


def test_the_calendar_is_written_once_and_replaced_when_told(acme: CommandLine, tmp_path: Path) -> None:

    target = tmp_path / "trials.ics"
    assert acme("export", "calendar", "--output", str(target), "--json").json["rows"] == 5
    assert acme("export", "calendar", "--output", str(target)).code == 2
    assert acme("export", "calendar", "--output", str(target), "--overwrite").code == 0
