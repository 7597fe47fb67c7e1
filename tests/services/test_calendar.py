"""A calendar that is told of every milestone, and told again when something moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from sparktui.errors import BadInput
from sparktui.services import conversion
from sparktui.services.calendar import export_calendar
from sparktui.services.desk import Desk
from sparktui.services.edit_trial import edit_trial
from sparktui.services.import_customers import import_customers
from sparktui.services.lookup import find_trial
from sparktui.services.new_trial import start_trial
from sparktui.services.trial_form import TrialForm
from tests.portfolio import on, place_order
from tests.services.customer_files import a_file, a_row

FORM = TrialForm(
    customer_name="Acme [EU] Ltd\nEND:VCALENDAR",
    country="DE",
    admin_email="jane@acme.example",
    start_date="2026-10-01",
    period_days="60",
    services="messaging:10; meetings:5; calling:5",
    site_url="acme.webex.com",
)


def entries(path: Path) -> dict[str, Any]:
    """Read a calendar as a calendar program does: the last entry of a UID with the highest sequence counts."""
    calendar = Calendar.from_ical(path.read_bytes())
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_every_milestone_is_an_all_day_entry_of_its_own(desk: Desk, tmp_path: Path) -> None:
    start_trial(desk, FORM)
    assert export_calendar(desk, tmp_path / "trials.ics") == 6
    found = entries(tmp_path / "trials.ics")
    assert {uid: event["dtstart"].dt for uid, event in found.items()} == {
        "t-000001.reminder@sparktui.invalid": date(2026, 11, 23),
        "t-000001.expiry@sparktui.invalid": date(2026, 11, 30),
        "t-000001.end_of_access@sparktui.invalid": date(2026, 12, 30),
        "t-000001.loss@sparktui.invalid": date(2026, 12, 31),
        "t-000001.site_url_free@sparktui.invalid": date(2026, 12, 31),
        "t-000001.numbers_released@sparktui.invalid": date(2027, 1, 15),
    }
    assert {str(event["status"]) for event in found.values()} == {"CONFIRMED"}
    assert "Acme [EU] Ltd END:VCALENDAR" in str(found["t-000001.expiry@sparktui.invalid"]["summary"])


def test_an_extension_moves_the_same_entries_and_a_second_export_doubles_none(desk: Desk, tmp_path: Path) -> None:
    trial = start_trial(desk, FORM)
    export_calendar(desk, tmp_path / "trials.ics")
    before = entries(tmp_path / "trials.ics")
    edit_trial(desk, trial, extend=True)
    export_calendar(desk, tmp_path / "trials.ics", overwrite=True)
    after = entries(tmp_path / "trials.ics")
    assert before.keys() == after.keys()
    for uid, event in after.items():
        assert event["sequence"] > before[uid]["sequence"]
        assert (event["dtstart"].dt - before[uid]["dtstart"].dt).days == 30


def test_a_conversion_cancels_the_entries_that_it_came_before(desk: Desk, tmp_path: Path) -> None:
    trial = start_trial(desk, FORM)
    export_calendar(desk, tmp_path / "trials.ics")
    before = entries(tmp_path / "trials.ics")
    converting = on(desk, "2026-11-25")
    place_order(converting, trial)
    conversion.complete(converting, trial)
    export_calendar(converting, tmp_path / "trials.ics", overwrite=True)
    after = entries(tmp_path / "trials.ics")
    assert before.keys() == after.keys()
    states = {uid.partition(".")[2].partition("@")[0]: str(event["status"]) for uid, event in after.items()}
    happened = {name for name, state in states.items() if state == "CONFIRMED"}
    assert (happened, set(states.values())) == ({"reminder"}, {"CONFIRMED", "CANCELLED"})
    assert all(event["sequence"] > before[uid]["sequence"] for uid, event in after.items())


def test_a_site_and_calling_that_a_file_takes_away_take_their_entries_with_them(desk: Desk, tmp_path: Path) -> None:
    start_trial(desk, replace(FORM, customer_name="Contoso"))
    export_calendar(desk, tmp_path / "trials.ics")
    before = entries(tmp_path / "trials.ics")
    row = a_row(country="DE", admin_email="jane@acme.example", services="messaging:10", site_url="")
    assert import_customers(desk, a_file(tmp_path, row)).updated == 1
    export_calendar(desk, tmp_path / "trials.ics", overwrite=True)
    after = entries(tmp_path / "trials.ics")
    assert before.keys() == after.keys()
    assert {
        uid.partition(".")[2].partition("@")[0] for uid, event in after.items() if event["status"] == "CANCELLED"
    } == {
        "site_url_free",
        "numbers_released",
    }
    assert all(event["sequence"] > before[uid]["sequence"] for uid, event in after.items())


def test_a_trial_that_never_had_a_site_or_calling_has_no_entries_of_theirs(desk: Desk, tmp_path: Path) -> None:
    trial = start_trial(desk, replace(FORM, services="messaging:10", site_url=""))
    edit_trial(desk, trial, extend=True)
    assert export_calendar(desk, tmp_path / "trials.ics") == 4


def test_a_file_that_exists_or_is_no_calendar_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    start_trial(desk, FORM)
    (tmp_path / "trials.ics").write_text("mine")
    with pytest.raises(BadInput, match="exists already"):
        export_calendar(desk, tmp_path / "trials.ics")
    assert (tmp_path / "trials.ics").read_text() == "mine"
    with pytest.raises(BadInput, match=r"\.ics"):
        export_calendar(desk, tmp_path / "trials.txt")
    assert find_trial(desk, "T-1").version == 0
