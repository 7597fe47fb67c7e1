"""Sample data: a partner worth looking at, with every hard case, and nothing that the rules would have refused."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sparktui import reference_data
from sparktui.domain.conversion import ConversionState
from sparktui.domain.decision import Choice
from sparktui.domain.lifecycle import Phase
from sparktui.domain.listing import ListQuery
from sparktui.domain.quantities import format_devices, format_services
from sparktui.domain.rma import RmaStep
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput, ReadOnly
from sparktui.rules import catalogue
from sparktui.rules.catalogue import Action
from sparktui.services import conversion, customer_list, maintenance, partner, sample_data, shipping_list
from sparktui.services.decisions import count_undecided
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of_new
from sparktui.services.lookup import find_trial, trial_of_record
from sparktui.services.needs_attention import list_attention
from sparktui.services.requests import waiting_requests
from sparktui.services.returns import ReturnLine
from sparktui.services.shipping_list import Show
from sparktui.services.trial_form import TrialForm, read_form
from sparktui.services.trial_view import TrialView, view_trial
from sparktui.store import audit
from tests.portfolio import TODAY, a_desk, a_trial, days, on


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Desk]:
    """A desk on the usual sample data, to be looked at only."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    shutil.copy(empty_database, path)
    opened = a_desk(path)
    sample_data.fill(opened)
    yield opened.with_partner_of_record()
    opened.database.close()


def every_trial(desk: Desk) -> list[Trial]:
    ids = list(customer_list.every_id(desk, ListQuery(desk.today)))
    with desk.database.reading() as connection:
        return [trial_of_record(connection, trial_id) for trial_id in ids]


def view(desk: Desk, customer: str) -> TrialView:
    return view_trial(desk, find_trial(desk, customer).id)


def rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the database holds, table by table."""
    tables = (
        "partner",
        "customers",
        "trials",
        "users",
        "contacts",
        "purchase_requests",
        "decisions",
        "conversions",
        "audit",
    )
    with desk.database.reading() as connection:
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY id")]
            for name in tables
        }


def test_two_hundred_trials_stand_in_every_phase(filled: Desk) -> None:
    counts = customer_list.count_phases(filled, TODAY)
    assert counts.total == 200
    assert min(counts.by_phase.values()) >= 5
    assert counts.by_phase[Phase.ACTIVE] == max(counts.by_phase.values())
    assert counts.requested >= 3


@pytest.mark.parametrize("number", [1, 2, 12, 47, 53, 1_500])
def test_it_makes_as_many_trials_as_are_asked_for(desk: Desk, number: int) -> None:
    sample_data.fill(desk, number)
    assert customer_list.count_phases(desk, TODAY).total == number
    assert maintenance.check(desk.database, desk.policy) == []


def test_the_same_day_gives_the_same_data(filled: Desk, desk: Desk) -> None:
    sample_data.fill(desk)
    assert rows(desk) == rows(filled)


def test_on_another_day_the_same_trials_have_moved_with_it(filled: Desk, desk: Desk) -> None:
    later = on(desk, TODAY + days(40))
    sample_data.fill(later)
    moved = customer_list.count_phases(later, later.today)
    assert moved.by_phase == customer_list.count_phases(filled, TODAY).by_phase
    assert find_trial(later, "Lanternfish").lifecycle(later.policy).expires_on == later.today


def test_the_database_is_sound(filled: Desk) -> None:
    assert maintenance.check(filled.database, filled.policy) == []


def test_every_trial_could_have_been_typed(filled: Desk) -> None:
    for trial in every_trial(filled):
        form = TrialForm(
            trial.customer.name,
            trial.customer.country,
            trial.customer.admin_email,
            str(trial.starts_on),
            str(trial.period_days),
            str(trial.extended_on or ""),
            format_services(trial.services),
            trial.site_url or "",
            trial.deal_id or "",
            format_devices(trial.devices),
            "; ".join(trial.customer.paid_services),
            str(trial.converted_on or ""),
        )
        reading = read_form(form, filled.policy, filled.countries, TODAY)
        assert reading.problems == ()
        assert reading.trial is not None
        assert (reading.trial.services, reading.trial.site_url) == (trial.services, trial.site_url)
        assert reading.trial.lifecycle(filled.policy) == trial.lifecycle(filled.policy)


def test_every_running_trial_may_run_beside_the_others(filled: Desk) -> None:
    running = [trial for trial in every_trial(filled) if trial.lifecycle(filled.policy).phase(TODAY).is_running]
    with filled.database.reading() as connection:
        for trial in running:
            verdict = catalogue.check(Action.START, facts_of_new(filled, connection, trial), TODAY)
            assert verdict.blocks == (), trial
    assert max(Counter(trial.customer.id for trial in running).values()) == 1
    sites = [trial.site_url for trial in running if trial.site_url]
    assert len(sites) == len(set(sites))


def test_nothing_is_recorded_ahead_of_its_day(filled: Desk) -> None:
    for trial in every_trial(filled):
        recorded = (trial.extended_on, trial.converted_on, trial.contacted_on, trial.purchase_requested_on)
        assert all(day <= TODAY for day in recorded if day)


def test_nobody_who_exists_is_named(filled: Desk) -> None:
    for trial in every_trial(filled):
        assert trial.customer.admin_email.endswith(".example")
        assert trial.site_url is None or trial.site_url.endswith(".webex.com")


@pytest.mark.parametrize(
    ("customer", "label"),
    [
        ("Harbor & Vale Foods", "Grace: last day"),
        ("Brightwater Ferries", "Grace: 29 days left"),
        ("Old Mill Architects", "Grace: 4 days left"),
        ("Lanternfish Studios", "Expires today"),
        ("Saltmarsh Brewing", "1 day left"),
        ("Tern Island Hotels", "7 days left"),
        ("Fernway Libraries", "8 days left"),
        ("Osprey Aviation", "Starts in 1 day"),
        ("Mossbank Ceramics", "Lost on 2026-11-22"),
        ("Hartwell Railways", "Converted on 2026-11-22"),
        ("Larkspur Travel", "15 days left"),
    ],
)
def test_the_days_on_which_something_happens_are_there_by_name(filled: Desk, customer: str, label: str) -> None:
    assert view(filled, customer).label == label


def test_in_the_last_days_of_grace_devices_wait_for_a_word_with_cisco(filled: Desk) -> None:
    seen = view(filled, "Old Mill")
    assert seen.trial.devices
    verdict = seen.verdicts[Action.BEGIN_CONVERSION]
    assert verdict.of("CNV-3") in verdict.warnings
    assert seen.open_conversion is None


def test_devices_stand_in_the_united_states_and_elsewhere(filled: Desk) -> None:
    kept, returned = view(filled, "Copperfield"), view(filled, "Kranich")
    assert kept.open_conversion is not None
    assert kept.open_conversion.state is ConversionState.READY
    assert (kept.trial.customer.country, returned.trial.customer.country) == ("US", "DE")
    assert returned.trial.devices


def test_a_trials_site_is_wanted_under_a_wx(filled: Desk) -> None:
    seen = view(filled, "Meridian Row")
    assert seen.open_conversion is not None
    checked = conversion.check_order(filled, seen.trial, seen.open_conversion.order)
    assert [finding.rule for finding in checked.verdict.blocks] == ["CNV-11"]


@pytest.mark.parametrize(
    ("customer", "words"),
    [
        ("Glasswing Optics", "small l, recorded capital i"),
        ("Tidewater Maps", "letter l, recorded digit one, 2 times"),
        ("Fernmoor Clinics", "letter m, recorded letter r and letter n"),
    ],
)
def test_addresses_that_look_alike_are_told_apart(filled: Desk, customer: str, words: str) -> None:
    seen = view(filled, customer)
    assert seen.open_conversion is not None
    checked = conversion.check_order(filled, seen.trial, seen.open_conversion.order)
    assert [finding.rule for finding in checked.verdict.blocks] == ["CNV-6"]
    assert words in checked.verdict.of("CNV-6").message.lower()


def test_odd_names_are_kept_character_for_character(filled: Desk) -> None:
    recorded = {trial.customer.name for trial in every_trial(filled)}
    odd = {entry["name"] for entry in reference_data.sample()["odd"]}
    assert odd <= recorded
    assert {"Acme [EU] Ltd", "[/]", "[bold]x[/bold]", "Müller & Söhne", "株式会社青い灯台"} <= odd
    assert any("\x1b" in name for name in odd)
    assert any(len(name) > 300 for name in odd)


def test_a_paid_customer_tries_what_is_not_bought(filled: Desk) -> None:
    trial = find_trial(filled, "Northbank Pumps")
    assert trial.customer.paid_services
    assert not set(trial.customer.paid_services) & set(trial.service_names)


def test_an_order_is_placed_and_not_converted_and_another_is_cancelled(filled: Desk) -> None:
    placed = view(filled, "Foxglove")
    assert placed.phase is Phase.GRACE
    assert [document.state for document in placed.conversions] == [ConversionState.PLACED]
    again = view(filled, "Pebble Cove")
    assert [document.state for document in again.conversions] == [ConversionState.DRAFT, ConversionState.CANCELLED]


def test_a_customer_comes_back_after_a_lost_and_a_converted_trial(filled: Desk) -> None:
    (running, *_others) = [trial for trial in every_trial(filled) if trial.customer.name == "Alderley Shipping"]
    seen = view_trial(filled, running.id)
    assert [trial.lifecycle(filled.policy).phase(TODAY) for trial in seen.other_trials] == [Phase.CONVERTED, Phase.LOST]
    before = view_trial(filled, seen.other_trials[0].id)
    assert [entry.command for entry in reversed(before.history)] == [
        "trials.new",
        "trials.extend",
        "convert.order",
        "convert.place",
        "convert.complete",
    ]


def test_requests_wait_the_oldest_first(filled: Desk) -> None:
    total, waiting = waiting_requests(filled)
    assert total == len(waiting) == customer_list.count_phases(filled, TODAY).requested
    assert {"Saltmarsh Brewing", "Thistle & Crane Books"} <= {item.trial.customer.name for item in waiting}
    asked_on = [item.request.requested_on for item in waiting]
    assert asked_on == sorted(asked_on)


def test_contacts_are_recorded_for_some_and_missing_for_others(filled: Desk) -> None:
    ending = [trial for trial in every_trial(filled) if trial.lifecycle(filled.policy).phase(TODAY) is Phase.EXPIRING]
    assert {trial.contacted_on is None for trial in ending} == {True, False}
    assert view(filled, "Harbor & Vale").contacts


def test_most_trials_at_their_end_are_decided_and_a_handful_wait(filled: Desk) -> None:
    found = [view_trial(filled, trial.id) for trial in every_trial(filled)]
    ending = [seen for seen in found if seen.phase in (Phase.EXPIRING, Phase.GRACE)]
    waiting = [seen for seen in ending if seen.is_undecided]
    assert 4 <= len(waiting) == count_undecided(filled, TODAY) <= 9
    assert view(filled, "Lanternfish").is_undecided
    made = [seen.decision_in_force for seen in ending if not seen.is_undecided]
    assert {decision.choice for decision in made if decision} == set(Choice)
    assert all(decision and decision.note and decision.decided_on <= TODAY for decision in made)
    assert {decision.owner for decision in made if decision} == set(filled.partner.administrators)


def test_only_what_can_still_be_extended_is_to_be_extended(filled: Desk) -> None:
    seen = [view_trial(filled, trial.id) for trial in every_trial(filled) if trial.decided_for]
    to_extend = [found for found in seen if found.decision_in_force and found.decision_in_force.choice is Choice.EXTEND]
    assert to_extend
    assert all(found.verdicts[Action.EXTEND].allowed for found in to_extend)


def test_organisations_have_users(filled: Desk) -> None:
    assert all(view_trial(filled, trial.id).user_count >= 3 for trial in every_trial(filled)[:40])


def test_the_history_reads_in_the_order_of_its_days(filled: Desk) -> None:
    with filled.database.reading() as connection:
        entries = list(audit.every(connection))
    told = [(entry.business_day, entry.at) for entry in entries]
    assert told == sorted(told)
    assert {entry.operator for entry in entries if entry.business_day < TODAY} == set(filled.partner.administrators)
    assert {entry.trial_id for entry in entries} >= {trial.id for trial in every_trial(filled)}


def test_a_partner_of_tier_two_hands_conversions_to_its_distributor(desk: Desk) -> None:
    sample_data.fill(desk, 20, tier=2)
    desk = desk.with_partner_of_record()
    assert desk.partner.tier == 2
    verdict = view(desk, "Harbor & Vale").verdicts[Action.BEGIN_CONVERSION]
    assert verdict.of("CNV-1") in verdict.blocks
    assert desk.partner.distributor in verdict.of("CNV-1").message


def test_the_partner_keeps_its_time_zone(desk: Desk) -> None:
    partner.set_partner(desk, timezone="Asia/Tokyo")
    sample_data.fill(desk.with_partner_of_record(), 5)
    recorded = partner.show_partner(desk)
    assert (recorded.name, recorded.tier, recorded.timezone) == ("Northwind Networks", 1, "Asia/Tokyo")


def test_a_database_with_customers_is_left_as_it_is(desk: Desk) -> None:
    a_trial(desk)
    before = rows(desk)
    with pytest.raises(BadInput, match="holds customers already"):
        sample_data.fill(desk)
    assert rows(desk) == before


@pytest.mark.parametrize(("number", "tier"), [(0, 1), (-1, 1), (10**9, 1), (20, 3)])
def test_what_cannot_be_made_up_is_refused_before_anything_is_written(desk: Desk, number: int, tier: int) -> None:
    before = rows(desk)
    with pytest.raises(BadInput):
        sample_data.fill(desk, number, tier=tier)
    assert rows(desk) == before


def test_nothing_is_filled_in_read_only(desk: Desk) -> None:
    looking = a_desk(desk.database.path, read_only=True)
    with pytest.raises(ReadOnly):
        sample_data.fill(looking)
    looking.database.close()


def test_parcels_are_on_their_way_one_device_comes_back_and_a_mail_waits(filled: Desk) -> None:
    counts = shipping_list.count_shipping(filled)
    assert counts.waiting == 1
    assert counts.shown[Show.ON_THE_WAY] == 2
    assert counts.shown[Show.ARRIVED] == 2
    (back,) = shipping_list.list_shipping(filled, Show.RETURNS).lines
    assert isinstance(back, ReturnLine)
    assert (back.rma.model, back.rma.step) == ("MX300", RmaStep.PACKED)
    (waiting,) = list_attention(filled).items
    assert waiting.suggestion == find_trial(filled, "Kranich")
