"""Services and devices with quantities, as files and the command line write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.quantities import (
    MAX_MODEL_LENGTH,
    format_devices,
    format_services,
    parse_devices,
    parse_service,
    parse_service_names,
    parse_services,
)
from sparktui.domain.trial import Device, Service, ServiceLine

MESSAGING, MEETINGS, ROOMS = Service.MESSAGING, Service.MEETINGS, Service.ROOM_SYSTEMS


def test_services_come_in_the_catalogues_order_and_a_bare_name_means_the_default() -> None:
    assert parse_services(" meetings : 25 ; messaging;", 100) == (
        ServiceLine(MESSAGING, 100),
        ServiceLine(MEETINGS, 25),
    )


def test_devices_keep_their_order_and_a_bare_model_means_one() -> None:
    assert parse_devices("SX10:2; DX80; Room: Kit 5:3") == (
        Device("SX10", 2),
        Device("DX80", 1),
        Device("Room: Kit 5", 3),
    )


@pytest.mark.parametrize("name", ["room-systems", "Room Systems", " ROOM_SYSTEMS ", "room  systems"])
def test_a_service_is_known_in_every_spelling_of_its_name(name: str) -> None:
    assert parse_service(name) is ROOMS


def test_names_alone_come_each_once() -> None:
    assert parse_service_names("meetings; Messaging; meetings;;") == (MESSAGING, MEETINGS)
    assert parse_service_names(" ") == ()


def test_nothing_is_an_empty_list() -> None:
    assert parse_services("", 100) == ()
    assert parse_devices(" ; ") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("fax", "unknown service 'fax'"),
        ("messaging:0", "quantity '0'"),
        ("messaging:-5", "quantity '-5'"),
        ("messaging:1.5", "quantity '1.5'"),
        ("messaging:", "quantity ''"),
        ("messaging:ten", "quantity 'ten'"),
        ("messaging:٣", "quantity '٣'"),
        ("messaging:9999999999", "quantity '9999999999'"),
        (":5", "quantity without a name"),
        ("messaging; Messaging:5", "names messaging twice"),
        ("messaging, meetings", "unknown service 'messaging, meetings'"),
    ],
)
def test_services_that_are_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_services(text, 100)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("DX80:0", "quantity '0'"),
        ("DX80; DX80:2", "names 'DX80' twice"),
        ("D" * (MAX_MODEL_LENGTH + 1), f"more than {MAX_MODEL_LENGTH} characters"),
    ],
)
def test_devices_that_are_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_devices(text)


quantities = st.integers(1, 999_999_999)
models = st.text(st.characters(exclude_characters=";"), min_size=1, max_size=30).map(str.strip).filter(bool)


@given(st.dictionaries(st.sampled_from(Service), quantities))
def test_printed_services_are_read_again(found: dict[Service, int]) -> None:
    lines = tuple(ServiceLine(service, found[service]) for service in Service if service in found)
    assert parse_services(format_services(lines), 100) == lines


@given(st.dictionaries(models, quantities))
def test_printed_devices_are_read_again(found: dict[str, int]) -> None:
    devices = tuple(Device(model, quantity) for model, quantity in found.items())
    assert parse_devices(format_devices(devices)) == devices
