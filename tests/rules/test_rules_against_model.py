"""The EXT and CNV rules against a second reading of the written rules: complete products first, then random mixes.

Of three things the model says less on purpose, and the questions keep off them: blanks around a deal ID (stripped),
query strings in a site URL (cut off), and adding a service that is on trial already (refused).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sparktui.domain.trial import Service
from sparktui.rules.catalogue import ASKED, Action
from sparktui.rules.facts import Facts
from tests.model import conversion as model
from tests.model import extension
from tests.model.lifecycle import Facts as ModelFacts
from tests.model.lifecycle import from_expiry
from tests.rules.translation import product_facts, product_order

OFFERS = (None, "A-SPK", "A-WX")
PLANS = (None, "M1", "M2", "M3", "C1", "C2", "C3")
ADDRESS = "Ann.Lee@acme.example"
SITE = "kiwi.webex.com"

TRIAL = ModelFacts(date(2017, 5, 20), 90, deal_id="0042", admin_email=ADDRESS, services=("messaging", "meetings"))
CONVERTED = replace(TRIAL, converted_on=date(2017, 8, 1))
ORDER = model.Order(deal_id="0042", admin_email=ADDRESS)

# The first and the last day of every stretch in which nothing changes, and for short one day of each phase.
BOUNDARIES = (
    *(TRIAL.starts_on + timedelta(days=count) for count in (-1, 0)),
    *(from_expiry(TRIAL, count) for count in (-8, -7, 0, 1, 23, 24, 30, 31)),
)
PHASES = tuple(from_expiry(TRIAL, count) for count in (-91, -50, -3, 10, 30, 31))
IN_EVERY_PHASE = ((TRIAL, PHASES), (CONVERTED, PHASES[-1:]))

URLS = (
    None,
    "  ",
    SITE,
    "KIWI.WebEx.com",
    "https://kiwi.webex.com",
    "kiwi.webex.com/meet",
    "kiwi.webex.com.",
    " HTTPS://Kiwi.Webex.com.:443/meet ",
    "other.webex.com",
    "\N{KELVIN SIGN}iwi.webex.com",
    "kiwi.webex.com.evil.example",
    "https://",
    "kiwi",
)
FEW_URLS = (None, SITE, "HTTPS://Kiwi.WebEx.com./", "other.webex.com", "kiwi.webex")
ADDRESSES = (
    ADDRESS,
    f"\t{ADDRESS} ",
    "ann.lee@acme.example",
    "Аnn.Lee@acme.example",
    "Ann.Lee@acme.exampl",
    "",
)
DEVICES = ((False, None), (True, None), (True, "keep"), (True, "return"))


def answers(action: Action, facts: Facts, day: date) -> dict[str, str]:
    """Return the level that each rule of ``action`` gives by itself."""
    return {rule.id: rule.check(facts, day).level for rule in ASKED[action]}


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("plan", PLANS)
def test_every_offer_plan_day_tier_and_url(offer: str | None, plan: str | None) -> None:
    orders = [
        replace(ORDER, offer=offer, plan=plan, webex_url=url, site_ticket=ticket)
        for url, ticket in product(URLS, (None, "SR 6912"))
    ]
    for trial, tier, recorded in product((TRIAL, CONVERTED), (1, 2), (None, SITE)):
        f = replace(trial, tier=tier, site_url=recorded)
        assert_all_equal(f, orders, BOUNDARIES)


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("plan", PLANS)
def test_every_offer_plan_phase_tier_device_country_url_and_address(offer: str | None, plan: str | None) -> None:
    for (has_devices, choice), country in product(DEVICES, ("US", "DE")):
        orders = [
            replace(ORDER, offer=offer, plan=plan, devices=choice, webex_url=url, admin_email=address)
            for url, address in product(FEW_URLS, ADDRESSES)
        ]
        for (trial, days), tier, recorded in product(IN_EVERY_PHASE, (1, 2), (None, SITE)):
            f = replace(trial, devices=has_devices, country=country, tier=tier, site_url=recorded)
            assert_all_equal(f, orders, days)


@pytest.mark.parametrize("offer", OFFERS)
def test_every_offer_plan_service_addon_deal_id_and_contact(offer: str | None) -> None:
    deals = (None, "", "0042", "42", "1234567890", "12345678901", "4 2", "٤٢", "D42")
    orders = [
        replace(ORDER, offer=offer, plan=plan, addons=addons, deal_id=deal, device_contact=contact)
        for plan, addons, deal, contact in product(PLANS, ((), ("spark-room-device",)), deals, (None, " ", "case 1"))
    ]
    services = (("messaging",), ("meetings",), ("calling", "care"), ("messaging", "meetings", "calling"))
    for names, recorded, has_devices in product(services, (None, "0042"), (False, True)):
        f = replace(TRIAL, services=names, deal_id=recorded, devices=has_devices)
        assert_all_equal(f, orders, PHASES[:1])


@pytest.mark.parametrize("period", [30, 60, 90])
def test_every_day_on_which_somebody_may_want_to_extend(period: int) -> None:
    for extended_after, placed, converted_after, paid in product(
        (None, 5), (False, True), (None, 0, period, period + 40), ((), ("care",), ("calling", "care"))
    ):
        starts_on = date(2024, 2, 10)
        f = ModelFacts(
            starts_on,
            period,
            None if extended_after is None else starts_on + timedelta(days=extended_after),
            None if converted_after is None else starts_on + timedelta(days=converted_after),
            paid_services=paid,
            # An order is under way only until its conversion is recorded.
            order_placed=placed and converted_after is None,
        )
        for added in ((), ("care",), ("meetings", "calling"), ("room-systems",)):
            facts = product_facts(f, added=added)
            for distance in range(-5, period + 70):
                day = starts_on + timedelta(days=distance)
                assert answers(Action.EXTEND, facts, day) == extension.extend(f, day)
                assert answers(Action.ADD_SERVICE, facts, day) == extension.add_service(f, day, added)


services = st.sets(st.sampled_from([service.value for service in Service]), min_size=1).map(sorted).map(tuple)
digits = st.text("0123456789٣", max_size=12)
near_addresses = st.text("annleeAe.@ -ехample", max_size=20) | st.sampled_from(ADDRESSES)
urls = st.lists(
    st.sampled_from(["https://", "kiwi", "KIWI", "\N{KELVIN SIGN}iwi", ".webex.com", ".", ":443", "/", " ", "-"]),
    max_size=6,
).map("".join)


@st.composite
def trials(draw: st.DrawFn) -> ModelFacts:
    """Return any trial of any customer of any partner."""
    starts_on = draw(st.dates(date(2016, 1, 1), date(2029, 12, 31)))
    while_it_lasts = st.integers(0, 150).map(lambda count: starts_on + timedelta(days=count))
    converted_on = draw(st.none() | while_it_lasts)
    return ModelFacts(
        starts_on,
        draw(st.sampled_from([30, 60, 90])),
        draw(st.none() | while_it_lasts),
        converted_on,
        draw(services),
        draw(st.sampled_from([None, SITE, "other.webex.com"])),
        draw(st.sampled_from(["US", "DE", "GB"])),
        draw(st.just(()) | services),
        draw(st.booleans()),
        draw(st.sampled_from([1, 2])),
        order_placed=converted_on is None and draw(st.booleans()),
        deal_id=draw(st.none() | st.text("0123456789", min_size=1, max_size=10)),
        admin_email=draw(st.sampled_from([ADDRESS, "kim@fabrikam.example"])),
    )


orders = st.builds(
    model.Order,
    st.sampled_from(OFFERS),
    st.sampled_from(PLANS),
    st.sampled_from([(), ("spark-room-device",), ("webex-training-center-200", "webex-event-center-1000")]),
    st.none() | digits,
    st.none() | near_addresses,
    st.none() | urls,
    st.sampled_from([None, "", " ", "case 1"]),
    st.sampled_from([None, "", " ", "SR 6912"]),
    st.sampled_from([None, "keep", "return"]),
)


@settings(max_examples=500)
@given(trials(), orders, st.integers(-40, 200))
def test_any_order_for_any_trial_on_any_day(f: ModelFacts, order: model.Order, distance: int) -> None:
    assert_all_equal(f, [order], (f.starts_on + timedelta(days=distance),))


@settings(max_examples=300)
@given(trials(), services, st.integers(-40, 200))
def test_any_extension_of_any_trial_on_any_day(f: ModelFacts, names: tuple[str, ...], distance: int) -> None:
    day = f.starts_on + timedelta(days=distance)
    added = tuple(name for name in names if name not in f.services)
    facts = product_facts(f, added=added)
    assert answers(Action.EXTEND, facts, day) == extension.extend(f, day)
    assert answers(Action.ADD_SERVICE, facts, day) == extension.add_service(f, day, added)


def assert_all_equal(f: ModelFacts, orders: list[model.Order], days: tuple[date, ...]) -> None:
    base = product_facts(f)
    for order in orders:
        facts = replace(base, order=product_order(order))
        for day in days:
            assert answers(Action.CONVERT, facts, day) == model.check(f, order, day), (f, order, day)
