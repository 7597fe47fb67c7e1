"""The model itself, held against days and verdicts worked out by hand.

One job: catch a slip in the model before it is taken for one in the product.
Must not: compute an expected value; every one stands here as it was worked out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.model.conversion import Order, check, site, well_formed
from tests.model.extension import add_service, extend
from tests.model.lifecycle import (
    Facts,
    days_left,
    expiry,
    grace_days_left,
    label,
    milestones,
    phase,
    urgency_key,
)

D = date.fromisoformat

# S 2017-05-20, P 90: E is 2017-08-18, the last grace day 09-17, and E+24 is 09-11.
TRIAL = Facts(
    starts_on=D("2017-05-20"),
    period_days=90,
    services=("messaging", "meetings", "calling"),
    site_url="acme.webex.com",
    deal_id="0042",
    admin_email="Ann@acme.example",
)
ORDER = Order(offer="A-SPK", plan="C3", deal_id="0042", admin_email="Ann@acme.example", webex_url="acme.webex.com")
IN_TIME = D("2017-07-01")

# What a flawless A-SPK order answers; the cases below name only what differs.
FLAWLESS = {f"CNV-{n}": "ok" for n in range(1, 17)} | {"CNV-9": "info", "CNV-14": "info"}
UNDER_A_WX = {"CNV-9": "ok", "CNV-10": "warn", "CNV-12": "info"}


def test_the_worked_example() -> None:
    assert milestones(TRIAL) == {
        "reminder": D("2017-08-11"),
        "expiry": D("2017-08-18"),
        "end_of_access": D("2017-09-17"),
        "loss": D("2017-09-18"),
        "site_url_free": D("2017-09-18"),
        "numbers_released": D("2017-10-03"),
    }


def test_the_worked_example_extended() -> None:
    assert milestones(replace(TRIAL, extended_on=D("2017-08-01"))) == {
        "reminder": D("2017-09-10"),
        "expiry": D("2017-09-17"),
        "end_of_access": D("2017-10-17"),
        "loss": D("2017-10-18"),
        "site_url_free": D("2017-10-18"),
        "numbers_released": D("2017-11-02"),
    }


def test_a_trial_without_site_and_calling_has_neither_milestone() -> None:
    plain_trial = replace(TRIAL, services=("messaging",), site_url=None)
    assert list(milestones(plain_trial)) == ["reminder", "expiry", "end_of_access", "loss"]


def test_dates_run_over_a_leap_day_and_the_turn_of_a_year() -> None:
    assert expiry(Facts(starts_on=D("2024-01-31"), period_days=30)) == D("2024-03-01")
    assert expiry(Facts(starts_on=D("2023-01-31"), period_days=30)) == D("2023-03-02")
    assert milestones(Facts(starts_on=D("2024-12-01"), period_days=60))["loss"] == D("2025-03-02")


@pytest.mark.parametrize(
    ("day", "expected", "words", "left", "grace_left"),
    [
        ("2017-05-18", "scheduled", "Starts in 2 days", None, None),
        ("2017-05-19", "scheduled", "Starts in 1 day", None, None),
        ("2017-05-20", "active", "90 days left", 90, None),
        ("2017-08-10", "active", "8 days left", 8, None),
        ("2017-08-11", "expiring", "7 days left", 7, None),
        ("2017-08-17", "expiring", "1 day left", 1, None),
        ("2017-08-18", "expiring", "Expires today", 0, None),
        ("2017-08-19", "grace", "Grace: 29 days left", None, 29),
        ("2017-09-16", "grace", "Grace: 1 day left", None, 1),
        ("2017-09-17", "grace", "Grace: last day", None, 0),
        ("2017-09-18", "lost", "Lost on 2017-09-18", None, None),
        ("2018-01-01", "lost", "Lost on 2017-09-18", None, None),
    ],
)
def test_each_phase_from_its_first_day_to_its_last(
    day: str, expected: str, words: str, left: int | None, grace_left: int | None
) -> None:
    on = D(day)
    assert (phase(TRIAL, on), label(TRIAL, on)) == (expected, words)
    assert (days_left(TRIAL, on), grace_days_left(TRIAL, on)) == (left, grace_left)


def test_a_conversion_counts_from_its_day_on_and_outlasts_the_loss() -> None:
    converted = replace(TRIAL, converted_on=D("2017-09-01"))
    assert label(converted, D("2017-08-31")) == "Grace: 17 days left"
    assert label(converted, D("2017-09-01")) == "Converted on 2017-09-01"
    assert phase(converted, D("2017-12-31")) == "converted"


def test_the_most_urgent_trial_stands_first() -> None:
    def ending(expires_on: str) -> Facts:
        start = D(expires_on).toordinal() - 90
        return Facts(starts_on=date.fromordinal(start), period_days=90)

    in_order = [
        replace(ending("2017-08-20"), purchase_requested=True),  # expiring, and the customer asked to buy
        replace(ending("2017-12-01"), purchase_requested=True),  # scheduled, and asked too
        ending("2017-07-20"),  # grace, 1 day left
        ending("2017-08-17"),  # grace, 29 days left
        ending("2017-08-18"),  # expires today
        ending("2017-08-25"),  # expiring, 7 days left
        ending("2017-08-26"),  # active
        Facts(starts_on=D("2017-08-19"), period_days=30),  # scheduled, E 2017-09-18
        ending("2017-10-01"),  # active
        replace(ending("2017-08-01"), converted_on=D("2017-08-10")),
        replace(ending("2017-09-30"), converted_on=D("2017-08-01")),
        ending("2017-07-18"),  # lost today
        ending("2017-06-30"),  # lost earlier
    ]
    today = D("2017-08-18")
    upside_down = in_order[::-1]
    assert sorted(upside_down, key=lambda trial: urgency_key(trial, today)) == in_order


@pytest.mark.parametrize(
    ("changes", "day", "levels"),
    [
        ({}, "2017-05-19", ["ok", "block", "ok"]),
        ({}, "2017-05-20", ["ok", "ok", "ok"]),
        ({}, "2017-08-18", ["ok", "ok", "ok"]),
        ({}, "2017-08-19", ["ok", "block", "ok"]),
        ({}, "2017-09-18", ["ok", "block", "ok"]),
        ({"extended_on": D("2017-08-01")}, "2017-09-17", ["block", "ok", "ok"]),
        ({"order_placed": True}, "2017-08-18", ["ok", "ok", "block"]),
        ({"converted_on": D("2017-08-18")}, "2017-08-17", ["ok", "ok", "ok"]),
        ({"converted_on": D("2017-08-18")}, "2017-08-18", ["ok", "block", "ok"]),
        ({"order_placed": True, "extended_on": D("2017-08-01")}, "2017-09-18", ["block", "block", "block"]),
    ],
)
def test_an_extension_is_judged_by_every_rule(changes: dict[str, object], day: str, levels: list[str]) -> None:
    trial = replace(TRIAL, **changes)  # type: ignore[arg-type]
    assert extend(trial, D(day)) == dict(zip(["EXT-1", "EXT-2", "EXT-3"], levels, strict=True))


@pytest.mark.parametrize(
    ("day", "name", "level"),
    [
        ("2017-05-19", "calling", "block"),
        ("2017-05-20", "calling", "ok"),
        ("2017-08-18", "calling", "ok"),
        ("2017-08-18", "care", "block"),
        ("2017-08-19", "calling", "block"),
    ],
)
def test_services_are_added_while_the_trial_runs_and_never_paid_ones(day: str, name: str, level: str) -> None:
    trial = replace(TRIAL, services=("messaging",), paid_services=("care",))
    assert add_service(trial, D(day), ("messaging", name)) == {"EXT-4": level}


@pytest.mark.parametrize(
    ("day", "differs"),
    [
        ("2017-05-19", {"CNV-2": "block"}),
        ("2017-05-20", {}),
        ("2017-08-19", {}),
        ("2017-09-10", {}),
        ("2017-09-11", {"CNV-3": "warn"}),
        ("2017-09-17", {"CNV-3": "warn"}),
        ("2017-09-18", {"CNV-2": "block"}),
    ],
)
def test_a_flawless_order_depends_on_the_day_alone(day: str, differs: dict[str, str]) -> None:
    assert check(TRIAL, ORDER, D(day)) == FLAWLESS | differs


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"tier": 2}, {"CNV-1": "block"}),
        ({"converted_on": IN_TIME}, {"CNV-2": "block"}),
        ({"deal_id": None}, {}),
        ({"deal_id": "42"}, {"CNV-5": "warn"}),
        ({"admin_email": "ann@acme.example"}, {"CNV-6": "block"}),
        ({"site_url": None}, {}),
        ({"site_url": "other.webex.com"}, {"CNV-7": "block"}),
        ({"devices": True}, {"CNV-4": "block", "CNV-15": "info"}),
        ({"devices": True, "country": "DE"}, {"CNV-4": "block", "CNV-15": "warn"}),
    ],
)
def test_the_same_order_for_another_trial(changes: dict[str, object], differs: dict[str, str]) -> None:
    trial = replace(TRIAL, **changes)  # type: ignore[arg-type]
    assert check(trial, ORDER, IN_TIME) == FLAWLESS | differs


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"deal_id": None}, {"CNV-5": "block"}),
        ({"deal_id": "12345678901"}, {"CNV-5": "block"}),
        ({"deal_id": "٤٢"}, {"CNV-5": "block"}),
        ({"admin_email": "  Ann@acme.example\n"}, {}),
        ({"admin_email": "Ann@acme.exampIe"}, {"CNV-6": "block"}),
        ({"webex_url": " HTTPS://ACME.webex.com./join "}, {}),
        ({"webex_url": None}, {"CNV-7": "block"}),
        ({"plan": "C2"}, {"CNV-7": "info", "CNV-8": "warn"}),
        ({"plan": "C1", "webex_url": None}, {"CNV-8": "warn", "CNV-16": "warn"}),
        ({"plan": "M3"}, {"CNV-16": "warn"}),
        ({"plan": None}, {"CNV-16": "block"}),
        ({"offer": None}, {"CNV-9": "block"}),
        ({"addons": ("spark-room-device",)}, {}),
        ({"offer": "A-WX"}, UNDER_A_WX | {"CNV-11": "block"}),
        ({"offer": "A-WX", "site_ticket": "SR 7"}, UNDER_A_WX | {"CNV-11": "info"}),
        ({"offer": "A-WX", "webex_url": "new.webex.com"}, UNDER_A_WX),
        ({"offer": "A-WX", "webex_url": "new.example"}, UNDER_A_WX | {"CNV-11": "info"}),
        ({"offer": "A-WX", "webex_url": None, "plan": None}, UNDER_A_WX),
        (
            {"offer": "A-WX", "webex_url": None, "addons": ("webex-event-center-1000",)},
            UNDER_A_WX | {"CNV-13": "block"},
        ),
    ],
)
def test_another_order_for_the_same_trial(changes: dict[str, object], differs: dict[str, str]) -> None:
    order = replace(ORDER, **changes)  # type: ignore[arg-type]
    assert check(TRIAL, order, IN_TIME) == FLAWLESS | differs


@pytest.mark.parametrize(("day", "level"), [("2017-09-17", "block"), ("2017-09-18", "info")])
def test_the_trials_own_site_is_free_from_the_day_of_loss(day: str, level: str) -> None:
    assert check(TRIAL, replace(ORDER, offer="A-WX"), D(day))["CNV-11"] == level


@pytest.mark.parametrize(
    ("country", "choice", "level"),
    [
        ("US", "keep", "info"),
        ("US", "return", "info"),
        ("FR", "keep", "block"),
        ("FR", "return", "warn"),
        ("FR", None, "warn"),
    ],
)
def test_devices_are_kept_in_the_united_states_only(country: str, choice: str | None, level: str) -> None:
    trial = replace(TRIAL, devices=True, country=country)
    order = replace(ORDER, device_contact="2017-06-30, J. Doe, SR 1", devices=choice)
    assert check(trial, order, IN_TIME) == FLAWLESS | {"CNV-15": level}


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("a.webex.com", True),
        ("https://Acme-EMEA.webex.com:443/meet", True),
        ("a" * 63 + ".webex.com", True),
        ("a" * 64 + ".webex.com", False),
        ("", False),
        ("webex.com", False),
        ("-acme.webex.com", False),
        ("acme-.webex.com", False),
        ("ac_me.webex.com", False),
        ("eu.acme.webex.com", False),
        ("acme.webex.com.example", False),
        ("acme.webex.com..", False),
        ("ann@acme.webex.com", False),
        ("\N{KELVIN SIGN}ite.webex.com", False),
    ],
)
def test_a_site_is_one_label_before_webex_com(url: str, good: bool) -> None:
    assert well_formed(url) is good


def test_sites_are_compared_without_what_surrounds_the_name() -> None:
    assert site(" https://ACME.Webex.com./x?y ") == "acme.webex.com"
