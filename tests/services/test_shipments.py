"""Shipments by hand: recorded once, followed, corrected, found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sparktui.domain.listing import ListQuery
from sparktui.domain.shipment import ShipmentState
from sparktui.domain.trial import Device
from sparktui.errors import BadInput, Conflict, NotFound, ReadOnly
from sparktui.rules.catalogue import BY_ID
from sparktui.services import conversion, customer_list
from sparktui.services.desk import Desk
from sparktui.services.edit_trial import record_contact
from sparktui.services.explanation import explain_rule
from sparktui.services.identify import known_carriers
from sparktui.services.shipment_changes import add_shipment, update_shipment
from sparktui.services.shipments import find_shipment, judge_shipment, list_shipments, view_shipment
from sparktui.services.trial_view import view_trial
from sparktui.store import audit, customers
from tests.portfolio import ADA, BEN, TODAY, D, a_desk, a_trial, days, on, place_order, with_operator
from tests.services.mailbox import SEVERAL, UPS

IN_TRANSIT, DELIVERED = ShipmentState.IN_TRANSIT, ShipmentState.DELIVERED


def found(desk: Desk, text: str) -> list[str]:
    """Return the customers whose trials the list finds by ``text``."""
    opened = customer_list.open_list(desk, ListQuery(TODAY, text=text))
    return [line.customer for line in customer_list.read_page(desk, opened, 0, 10)]


def test_a_shipment_is_recorded_with_its_carrier_and_page(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", country="DE")
    added = add_shipment(desk, trial, " 1z 5r8 939-03 5756 7127", devices=(Device("DX80", 1),), note=" In two boxes. ")
    line = view_shipment(desk, added.id)
    assert line.shipment == added
    assert (added.number, added.carrier, added.certainty, added.state) == (UPS, "ups", "proven", "announced")
    assert (added.news[0].note, added.news[0].operator, added.news_on) == ("In two boxes.", ADA, TODAY)
    assert line.tracked.page == f"https://www.ups.com/track?loc=de_DE&tracknum={UPS}"
    assert line.concerns == ()
    assert [finding.level.value for finding in judge_shipment(desk, line).findings] == ["info", "info"]


@pytest.mark.parametrize(
    "number", ["", "   ", "1Z/5", "x1" * 31, "soon", "by courier", "no 7", "٣٤", "\x1b[2J", "\ud800", "1\0002"]
)
def test_what_is_no_number_is_refused(desk: Desk, number: str) -> None:
    with pytest.raises(BadInput, match="is no tracking number") as refused:
        add_shipment(desk, a_trial(desk), number)
    assert "\x1b" not in refused.value.message


def test_a_number_is_recorded_once(desk: Desk) -> None:
    contoso, fabrikam = a_trial(desk, "Contoso"), a_trial(desk, "Fabrikam")
    add_shipment(desk, contoso, UPS)
    for trial in (contoso, fabrikam):
        with pytest.raises(Conflict, match="S-000001 of T-000001 already"):
            add_shipment(desk, trial, UPS.lower())
    assert list_shipments(desk).total == 1


def test_a_carrier_is_chosen_by_hand_from_those_that_are_known(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso")
    shipment = add_shipment(desk, trial, SEVERAL)
    assert (shipment.carrier, shipment.certainty) == ("", "open")
    assert judge_shipment(desk, view_shipment(desk, shipment.id)).of("SHP-2").level == "warn"
    chosen = update_shipment(desk, shipment, carrier=" DHL ")
    line = view_shipment(desk, shipment.id)
    assert (chosen.carrier, chosen.certainty, line.tracked.carrier_name) == ("dhl", "chosen", "DHL")
    assert line.tracked.page is not None
    assert update_shipment(desk, chosen, carrier="").certainty == "open"
    for nobody in ("d\x1bhl", "DHL Express", "x" * 500):
        with pytest.raises(BadInput, match="There is no carrier"):
            add_shipment(desk, trial, UPS, carrier=nobody)


@pytest.mark.parametrize("carrier", [carrier.code for carrier in known_carriers()])
def test_every_carrier_can_be_chosen_for_a_number_that_nobody_knows(desk: Desk, carrier: str) -> None:
    shipment = add_shipment(desk, a_trial(desk), "XX-00-NOBODY", carrier=carrier)
    assert (shipment.carrier, shipment.certainty) == (carrier, "chosen")
    assert view_shipment(desk, shipment.id).tracked.carrier_name


DOUBTFUL = [
    ("ups", "1Z5R89390357567128", "The check digit is not that of a UPS number; a character may be mistyped."),
    ("ups", "9400111202555842332669", "No known kind of UPS number looks like this."),
    ("usps", "RB123456785US", ""),
    ("usps", "RB123456785GB", "No known kind of United States Postal Service number looks like this."),
    ("dhl", SEVERAL, ""),
    ("royal_mail", "1Z5R89390357567128", ""),
]


@pytest.mark.parametrize(("carrier", "number", "doubt"), DOUBTFUL)
def test_a_number_that_hardly_is_the_chosen_carriers_is_kept_with_a_warning(
    desk: Desk, carrier: str, number: str, doubt: str
) -> None:
    shipment = add_shipment(desk, a_trial(desk), number, carrier=carrier)
    line = view_shipment(desk, shipment.id)
    assert [concern.words for concern in line.concerns] == ([doubt] if doubt else [])
    finding = judge_shipment(desk, line).of("SHP-2")
    assert (finding.level == "warn", doubt in finding.message) == (bool(doubt), True)
    with desk.database.reading() as connection:
        assert audit.of_trial(connection, 1)[0].after.get("doubt", "") == doubt
    update_shipment(desk, shipment, carrier="royal_mail", note="It is theirs after all.")
    assert view_shipment(desk, shipment.id).concerns == ()


def test_news_are_kept_in_their_order_with_who_wrote_them_down(desk: Desk) -> None:
    shipment = add_shipment(desk, a_trial(desk), UPS, on=TODAY - days(3))
    shipment = update_shipment(desk, shipment, state=IN_TRANSIT, note="In Porto", on=TODAY - days(2))
    shipment = update_shipment(with_operator(desk, BEN), shipment, note="Still in Porto")
    shipment = update_shipment(desk, shipment, state=DELIVERED)
    assert [(news.state.value, news.note, news.operator) for news in shipment.news] == [
        ("announced", "", ADA),
        ("in_transit", "In Porto", ADA),
        ("in_transit", "Still in Porto", BEN),
        ("delivered", "", ADA),
    ]
    assert view_shipment(desk, shipment.id).shipment == shipment
    with desk.database.reading() as connection:
        latest = audit.of_trial(connection, 1)[0]
    assert (latest.command, latest.before["state"], latest.after["state"]) == (
        "shipments.update",
        "in_transit",
        "delivered",
    )


@pytest.mark.parametrize("state", ShipmentState)
def test_every_state_can_be_heard_of(desk: Desk, state: ShipmentState) -> None:
    shipment = add_shipment(desk, a_trial(desk), UPS, state=state)
    assert list_shipments(desk, state=state).lines[0].shipment == shipment
    assert update_shipment(desk, shipment, state=ShipmentState.RETURNING).state == "returning"


def test_days_that_cannot_be_are_refused(desk: Desk) -> None:
    trial = a_trial(desk)
    with pytest.raises(BadInput, match="lies in the future"):
        add_shipment(desk, trial, UPS, on=TODAY + days(1))
    shipment = add_shipment(desk, trial, UPS, on=TODAY - days(1))
    with pytest.raises(BadInput, match="lies in the future"):
        update_shipment(desk, shipment, note="x", on=TODAY + days(1))
    with pytest.raises(BadInput, match="comes before the last entry"):
        update_shipment(desk, shipment, note="x", on=TODAY - days(2))
    update_shipment(desk, shipment, note="x", on=TODAY - days(1))


def test_nothing_to_change_and_too_long_notes_are_refused(desk: Desk) -> None:
    shipment = add_shipment(desk, a_trial(desk), UPS, note="x" * 1_000)
    with pytest.raises(BadInput, match="Nothing was given"):
        update_shipment(desk, shipment, note="   ")
    with pytest.raises(BadInput, match="longer than"):
        update_shipment(desk, shipment, note="x" * 1_001)


def test_of_two_people_who_change_a_shipment_one_is_told(desk: Desk) -> None:
    seen = add_shipment(desk, a_trial(desk), UPS)
    update_shipment(with_operator(desk, BEN), seen, state=DELIVERED)
    with pytest.raises(Conflict, match="Somebody else changed S-000001"):
        update_shipment(desk, seen, state=IN_TRANSIT)
    assert view_shipment(desk, seen.id).shipment.state == "delivered"


def test_a_shipment_of_the_wrong_trial_is_moved(desk: Desk) -> None:
    contoso, fabrikam = a_trial(desk, "Contoso"), a_trial(desk, "Fabrikam")
    shipment = add_shipment(desk, contoso, UPS)
    assert found(desk, UPS) == ["Contoso"]
    moved = update_shipment(desk, shipment, trial=fabrikam)
    assert view_shipment(desk, moved.id).trial.id == fabrikam.id
    assert found(desk, UPS) == ["Fabrikam"]
    for trial in (contoso, fabrikam):
        entry = view_trial(desk, trial.id).history[0]
        assert (entry.before["trial"], entry.after["trial"]) == ("T-000001", "T-000002")


def test_a_dry_run_or_another_day_changes_nothing(desk: Desk) -> None:
    trial = a_trial(desk)
    assert add_shipment(desk, trial, UPS, dry_run=True).number == UPS
    assert list_shipments(desk).total == 0
    shipment = add_shipment(desk, trial, UPS)
    assert update_shipment(desk, shipment, state=DELIVERED, dry_run=True).state == "delivered"
    assert view_shipment(desk, shipment.id).shipment == shipment
    for shut in (replace(desk, looking_at=TODAY), a_desk(desk.database.path, read_only=True)):
        with pytest.raises(ReadOnly):
            add_shipment(shut, trial, SEVERAL)
        with pytest.raises(ReadOnly):
            update_shipment(shut, shipment, state=DELIVERED)
        assert view_shipment(shut, shipment.id).shipment == shipment


def test_those_on_their_way_come_first_and_the_longest_without_news_before_them(desk: Desk) -> None:
    trial = a_trial(desk)
    told = {"A111": ("in_transit", 2), "B222": ("delivered", 5), "C333": ("announced", 9), "D444": ("lost", 1)}
    told |= {"E555": ("exception", 2), "F666": ("delivered", 1)}
    for number, (state, ago) in told.items():
        add_shipment(desk, trial, number, state=ShipmentState(state), on=TODAY - days(ago))
    order = ["C333", "A111", "E555", "F666", "D444", "B222"]
    assert [line.shipment.number for line in list_shipments(desk).lines] == order
    for offset in range(7):
        for limit in (1, 2, 3, 6):
            page = list_shipments(desk, limit=limit, offset=offset)
            assert [line.shipment.number for line in page.lines] == order[offset : offset + limit]
            assert page.total == 6
    assert [line.age for line in list_shipments(desk).lines] == [9, 2, 2, 1, 1, 5]


def test_shipments_are_looked_for_by_number_and_customer(desk: Desk) -> None:
    add_shipment(desk, a_trial(desk, "Müller & Söhne"), UPS)
    add_shipment(desk, a_trial(desk, "100% Cotton"), SEVERAL, devices=(Device("DX80 Größe M", 2),))

    def numbers(text: str) -> list[str]:
        page = list_shipments(desk, text=text)
        assert page.total == len(page.lines)
        return [line.shipment.number for line in page.lines]

    assert numbers("muller") == numbers("1z 5r8939") == numbers("7127") == [UPS]
    assert numbers("100%") == numbers("780-4576") == [SEVERAL]
    assert numbers("") == numbers("  ") == numbers("\0") == [UPS, SEVERAL]
    assert numbers("%") == numbers("dx80") == numbers("grosse cotton") == [SEVERAL]
    for nothing in ("nobody", "_", "\ud800", "x" * 10_000, "'; DROP TABLE shipments; --"):
        assert numbers(nothing) == [], nothing


def test_a_shipment_is_named_by_its_number_or_its_id(desk: Desk) -> None:
    trial = a_trial(desk)
    first, second = add_shipment(desk, trial, UPS), add_shipment(desk, trial, "S0001")
    assert find_shipment(desk, "1z5r8939 0357567127") == first
    assert find_shipment(desk, "S-000001") == first
    assert find_shipment(desk, "s-2") == second
    assert find_shipment(desk, "S0001") == second  # a recorded number comes before an ID
    for nothing in ("", "S-3", "S3", "\x1b[2J", "9" * 100, "S-" + "9" * 18):
        with pytest.raises(NotFound):
            find_shipment(desk, nothing)
    with pytest.raises(NotFound):
        view_shipment(desk, 3)


@pytest.mark.parametrize("text", [UPS, UPS.lower(), "5r8939", "1Z 5R8 939 03 5756 7127", "1Z5R8939-0357567127"])
def test_the_customer_list_finds_a_trial_by_its_tracking_number(desk: Desk, text: str) -> None:
    trial = a_trial(desk, "Contoso")
    a_trial(desk, "Fabrikam")
    assert found(desk, text) == []
    add_shipment(desk, trial, UPS)
    add_shipment(desk, trial, SEVERAL)
    assert found(desk, text) == found(desk, "contoso") == found(desk, f"conto {UPS}") == ["Contoso"]


def test_the_number_is_still_found_after_every_other_change(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", deal_id="42")
    add_shipment(desk, trial, UPS)
    record_contact(desk, trial, "spoke")
    assert found(desk, UPS) == ["Contoso"]
    place_order(desk, view_trial(desk, trial.id).trial)
    conversion.complete(desk, view_trial(desk, trial.id).trial)
    assert found(desk, UPS) == ["Contoso"]
    with desk.database.writing() as connection:
        customers.change(connection, replace(trial.customer, name="Litware"))
    assert found(desk, UPS) == found(desk, "litware") == ["Litware"]
    assert [list_shipments(desk, text=text).total for text in ("litware", "contoso")] == [1, 0]
    assert found(desk, "contoso 42") == ["Litware"]  # by the address, which is still Contoso's


def test_a_trial_shows_its_shipments_as_they_stand_on_the_day(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso", starts="2026-10-01")  # expires on 2026-11-30
    add_shipment(desk, trial, UPS, on=D("2026-11-16"))
    assert [concern.kind.value for line in view_trial(desk, 1).shipments for concern in line.concerns] == []
    later = view_trial(desk, trial.id, D("2026-11-23")).shipments[0]
    assert (later.age, [concern.kind.value for concern in later.concerns]) == (7, ["no_news", "trial_ends"])
    travelled = replace(on(desk, TODAY), looking_at=D("2026-12-01"))
    assert list_shipments(travelled).lines[0].age == 15


def test_a_rule_is_explained_with_the_shipments_of_a_trial(desk: Desk) -> None:
    trial = a_trial(desk, "Contoso")
    assert explain_rule(desk, trial, BY_ID["SHP-2"]).level == "ok"
    add_shipment(desk, trial, SEVERAL)
    explained = explain_rule(desk, trial, BY_ID["SHP-2"])
    assert explained.level == "warn"
    assert "DHL, Old Dominion Freight Line" in explained.message
