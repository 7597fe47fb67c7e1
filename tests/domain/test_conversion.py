"""The conversion as a document: its states, and the sheet for Cisco Commerce."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sparktui import reference_data
from sparktui.domain.conversion import ConversionState, DevicesChoice, Order, first_steps, order_sheet, takes_site
from sparktui.domain.offer import OfferName
from sparktui.domain.trial import Customer, Device, Service, ServiceLine, Trial

CATALOGUE = reference_data.catalogue()
TRIAL = Trial(
    1,
    Customer(1, "Contoso", "US", "jane.doe@contoso.example"),
    date(2017, 5, 20),
    90,
    (ServiceLine(Service.MEETINGS, 25),),
)
ORDER = Order(
    OfferName.A_SPK,
    "C3",
    deal_id=" 0042318 ",
    admin_email=" jane.doe@contoso.example ",
    webex_url="HTTPS://Contoso.WebEx.com/",
)


def sheet(order: Order) -> dict[str, str]:
    return {field.key: field.value for field in order_sheet(TRIAL, order, CATALOGUE)}


def test_the_sheet_follows_cisco_commerce_from_the_deal_to_the_access() -> None:
    complete = replace(ORDER, addons=("spark-room-device", "webex-event-center-1000"))
    assert list(sheet(complete).items()) == [
        ("deal_id", "0042318"),
        ("offer", "A-SPK"),
        ("plan", "C3"),
        ("addons", "Cisco Spark Room Device, WebEx Event Center 1000"),
        ("webex_url", "contoso.webex.com"),
        ("management_portal_access", "jane.doe@contoso.example"),
    ]


def test_an_a_wx_order_names_no_plan_and_has_a_place_for_a_url() -> None:
    assert list(sheet(replace(ORDER, offer=OfferName.A_WX))) == [
        "deal_id",
        "offer",
        "webex_url",
        "management_portal_access",
    ]


@pytest.mark.parametrize("plan", ["M1", "M2", "C1", "C2", None])
def test_a_plan_without_a_site_leaves_the_url_off(plan: str | None) -> None:
    assert "webex_url" not in sheet(replace(ORDER, plan=plan))


@pytest.mark.parametrize("plan", ["M3", "C3"])
def test_a_plan_with_a_site_asks_for_the_url(plan: str) -> None:
    assert sheet(replace(ORDER, plan=plan))["webex_url"] == "contoso.webex.com"


def test_nothing_chosen_gives_empty_lines() -> None:
    assert sheet(Order()) == {"deal_id": "", "offer": "", "plan": "", "management_portal_access": ""}
    assert not takes_site(Order(plan="M3"), CATALOGUE)


def test_an_empty_line_says_whether_something_is_missing() -> None:
    nothing = order_sheet(TRIAL, Order(offer=OfferName.A_WX), CATALOGUE)
    assert {field.key: field.words for field in nothing} == {
        "deal_id": "missing",
        "offer": "A-WX",
        "webex_url": "nothing to enter",
        "management_portal_access": "missing",
    }


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (None, "DX80:2."),
        (DevicesChoice.RETURN, "DX80:2, they go back."),
        (DevicesChoice.KEEP, "DX80:2, the customer keeps them."),
    ],
)
def test_devices_are_settled_before_cisco_commerce_is_opened(choice: DevicesChoice | None, words: str) -> None:
    trial = replace(TRIAL, devices=(Device("DX80", 2),))
    settled, *others = first_steps(trial, replace(ORDER, devices=choice))
    assert settled == f"Settle the devices with Cisco: {words}"
    assert tuple(others) == first_steps(TRIAL, ORDER)


def test_a_scheme_alone_was_typed_and_names_no_site() -> None:
    assert (Order(webex_url="https://").names_site, Order(webex_url="https://").site) == (True, "")
    assert (Order(webex_url="  ").names_site, Order(webex_url="  ").site) == (False, "")


DRAFT, READY, PLACED, CONVERTED, CANCELLED = ConversionState

MOVES = {
    DRAFT: {DRAFT, READY, CANCELLED},
    READY: {DRAFT, READY, PLACED, CANCELLED},
    PLACED: {CONVERTED, CANCELLED},
    CONVERTED: set(),
    CANCELLED: set(),
}


@pytest.mark.parametrize("state", ConversionState)
def test_a_document_moves_only_as_its_state_allows(state: ConversionState) -> None:
    assert {other for other in ConversionState if state.may_become(other)} == MOVES[state]
    assert state.is_open == bool(MOVES[state])
