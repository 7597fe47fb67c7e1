"""Starting a trial: what is recorded, and every reason for which it is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import ListQuery
from sparktui.domain.trial import Device, Service, ServiceLine
from sparktui.errors import BadInput, Refused
from sparktui.services import conversion, customer_list, new_trial
from sparktui.services.desk import Desk
from sparktui.services.lookup import find_trial
from sparktui.services.new_trial import BadForm
from sparktui.services.trial_form import TrialForm
from sparktui.services.trial_view import view_trial
from tests.portfolio import ADA, TODAY, a_trial, a_trial_expiring, days, on, place_order

FULL = TrialForm(
    "Acme [EU] Ltd",
    "de",
    "Jane.Doe@acme.example",
    "2026-11-22",
    "90",
    services="Messaging:10; meetings; room systems:2",
    site_url="https://Acme.WebEx.com/meet/",
    deal_id="0042318",
    devices="DX80:1; SX10",
    paid_services="calling",
    notes="Found us at the fair.",
)


def everybody(desk: Desk) -> int:
    return customer_list.count_phases(desk, TODAY).total


def test_a_trial_is_recorded_as_it_was_typed(desk: Desk) -> None:
    trial = new_trial.start_trial(desk, FULL)
    assert find_trial(desk, "T-000001") == trial
    assert (trial.customer.name, trial.customer.country) == ("Acme [EU] Ltd", "DE")
    assert trial.customer.admin_email == "Jane.Doe@acme.example"
    assert trial.customer.paid_services == (Service.CALLING,)
    assert trial.services == (
        ServiceLine(Service.MESSAGING, 10),
        ServiceLine(Service.MEETINGS, 100),
        ServiceLine(Service.ROOM_SYSTEMS, 2),
    )
    assert (trial.site_url, trial.deal_id) == ("acme.webex.com", "0042318")
    assert trial.devices == (Device("DX80", 1), Device("SX10", 1))
    assert trial.notes == "Found us at the fair."


def test_its_history_begins_with_all_its_facts(desk: Desk) -> None:
    (entry,) = view_trial(desk, new_trial.start_trial(desk, FULL).id).history
    assert (entry.command, entry.operator, entry.business_day, entry.before) == ("trials.new", ADA, TODAY, {})
    assert entry.after["customer"] == "Acme [EU] Ltd"
    assert entry.after["services"] == "messaging:10; meetings:100; room-systems:2"


def test_every_field_that_cannot_be_read_is_named_at_once(desk: Desk) -> None:
    form = TrialForm("", "Germany", "jane", "22.11.2026", "45", services="coffee", deal_id="12-3", site_url="acme.com")
    with pytest.raises(BadForm) as refused:
        new_trial.start_trial(desk, form)
    assert [problem.field for problem in refused.value.problems] == [
        "customer_name",
        "country",
        "admin_email",
        "start_date",
        "period_days",
        "services",
        "site_url",
        "deal_id",
    ]
    assert everybody(desk) == 0


def test_a_second_running_trial_is_refused_until_the_first_has_ended(desk: Desk) -> None:
    a_trial_expiring(desk, "Contoso", TODAY - days(30))
    with pytest.raises(Refused) as refused:
        a_trial(desk, "Contoso", TODAY)
    assert [finding.rule for finding in refused.value.verdict.blocks] == ["TRL-1"]
    assert everybody(desk) == 1
    tomorrow = on(desk, TODAY + days(1))
    again = a_trial(tomorrow, "Contoso", tomorrow.today)
    assert [other.id for other in view_trial(tomorrow, again.id).other_trials] == [1]


def test_a_converted_customer_tries_what_was_not_bought(desk: Desk) -> None:
    trial = a_trial(desk)
    place_order(desk, trial)
    conversion.complete(desk, trial)
    with pytest.raises(Refused) as refused:
        a_trial(desk, starts=TODAY, services="messaging:25; calling:5")
    assert [finding.rule for finding in refused.value.verdict.blocks] == ["TRL-2"]
    second = a_trial(desk, starts=TODAY, services="calling:5")
    assert second.customer == find_trial(desk, "T-1").customer


def test_a_site_is_held_until_the_day_of_loss(desk: Desk) -> None:
    site = {"services": "meetings:5", "site_url": "shared.webex.com"}
    a_trial_expiring(desk, "Contoso", TODAY - days(30), **site)
    with pytest.raises(Refused) as refused:
        a_trial(desk, "Fabrikam", TODAY, **site)
    assert [finding.rule for finding in refused.value.verdict.blocks] == ["TRL-4"]
    tomorrow = on(desk, TODAY + days(1))
    assert a_trial(tomorrow, "Fabrikam", tomorrow.today, **site).site_url == "shared.webex.com"


def test_a_proposal_is_judged_without_recording_it(desk: Desk) -> None:
    a_trial(desk, "Contoso")
    reading = new_trial.read(
        desk, replace(FULL, customer_name="Contoso", country="US", admin_email="jane.doe@contoso.example")
    )
    assert reading.trial is not None
    verdict = new_trial.check(desk, reading.trial)
    assert [finding.rule for finding in verdict.blocks] == ["TRL-1"]
    assert everybody(desk) == 1


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("admin_email", "Jane.doe@contoso.example"),
        ("customer_name", "Contoso Ltd"),
        ("country", "DE"),
    ],
)
def test_a_known_address_with_other_facts_is_questioned(desk: Desk, field: str, given: str) -> None:
    a_trial_expiring(desk, "Contoso", TODAY - days(40))
    form = TrialForm("Contoso", "US", "jane.doe@contoso.example", "2026-11-22", "30", services="messaging")
    with pytest.raises(BadInput, match=r"is recorded with the"):
        new_trial.start_trial(desk, replace(form, **{field: given}))
    assert everybody(desk) == 1


def test_a_bought_service_is_added_to_a_known_customer_and_told(desk: Desk) -> None:
    a_trial_expiring(desk, "Contoso", TODAY - days(40), paid_services="care")
    trial = a_trial(desk, "Contoso", TODAY, paid_services="room-systems")
    assert trial.customer.paid_services == (Service.CARE, Service.ROOM_SYSTEMS)
    assert find_trial(desk, "T-1").customer == find_trial(desk, "T-2").customer == trial.customer


def test_two_trials_of_one_customer_cannot_begin_on_one_day(desk: Desk) -> None:
    trial = a_trial(desk, starts=TODAY)
    place_order(desk, trial)
    conversion.complete(desk, trial)
    with pytest.raises(BadForm, match="Start Date 2026-11-22 is that of T-000001, an earlier trial of the customer"):
        a_trial(desk, starts=TODAY, services="care")
    assert everybody(desk) == 1
    assert a_trial(desk, starts=TODAY + days(1), services="care").reference == "T-000002"


def test_a_trial_that_was_lost_before_it_is_recorded_is_told_of(desk: Desk) -> None:
    """Its 30 days of grace end on the last day on which it could be converted."""
    alive = a_trial_expiring(desk, "Lastday", TODAY - days(30))
    lost = a_trial_expiring(desk, "Yesterday", TODAY - days(31))
    assert new_trial.lost_already(desk, alive) is None
    assert new_trial.lost_already(desk, lost) == TODAY
    assert new_trial.lost_already(desk, a_trial(desk, "Late", "2025-01-01", converted_on="2025-03-02")) is None


def test_a_trial_can_be_recorded_ahead_of_its_start_and_long_after(desk: Desk) -> None:
    ahead = a_trial(desk, "Early", TODAY + days(20))
    late = a_trial(desk, "Late", "2025-01-01", extended_on="2025-02-20", converted_on="2025-04-02")
    assert ahead.lifecycle(desk.policy).phase(TODAY) is Phase.SCHEDULED
    assert late.lifecycle(desk.policy).phase(TODAY) is Phase.CONVERTED


def test_a_dry_run_says_what_would_be_and_keeps_nothing(desk: Desk) -> None:
    trial = new_trial.start_trial(desk, FULL, dry_run=True)
    assert trial.reference == "T-000001"
    assert everybody(desk) == 0
    assert customer_list.open_list(desk, ListQuery(TODAY, text="acme")).total == 0
    assert new_trial.start_trial(desk, FULL).reference == "T-000001"
