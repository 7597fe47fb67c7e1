"""Mail coming in: attached where nothing is in doubt, counted once, and put aside in every other case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.mail import MailKind, ReadMail
from sparktui.errors import ReadOnly
from sparktui.services import conversion, shipments
from sparktui.services.desk import Desk
from sparktui.services.mail_intake import Outcome, record_mail, record_mails
from sparktui.services.needs_attention import accept, find_attention, list_attention
from sparktui.services.shipment_changes import add_shipment, update_shipment
from sparktui.services.trial_view import view_trial
from sparktui.store import audit
from tests.portfolio import TODAY, a_desk, a_trial, a_trial_expiring, days, on, place_order
from tests.services.mailbox import NOBODYS, NOBODYS_BARE, SEVERAL, UPS, a_mail, a_wish


def whose(desk: Desk, mail: ReadMail) -> str:
    """Record ``mail``, which announces the one shipment `UPS`, and say to whom it was attached; or why it waits."""
    outcome = record_mail(desk, mail)
    if outcome.needs_attention:
        assert shipments.list_shipments(desk).total == 0
        return outcome.needs_attention.reason
    assert outcome == Outcome(shipments=1)
    [line] = shipments.list_shipments(desk).lines
    return line.trial.customer.name


@pytest.fixture
def offices(desk: Desk) -> Desk:
    """A desk with Contoso, whose deal is 0042318, Contoso Pharma, Fabrikam, and Oz, all on trial."""
    a_trial(desk, "Contoso", deal_id="0042318")
    a_trial(desk, "Contoso Pharma", deal_id="77")
    a_trial(desk, "Fabrikam")
    a_trial(desk, "Oz.")
    return desk


CONTOSOS = "Jane.Doe@CONTOSO.example"
FABRIKAMS = "jane.doe@fabrikam.example"


@pytest.mark.parametrize(
    ("facts", "customer"),
    [
        ({"deal_ids": ("0042318",)}, "Contoso"),
        ({"deal_ids": (" 0042318 ",)}, "Contoso"),
        ({"deal_ids": ("00 423 18",)}, "Contoso"),
        ({"deal_ids": ("00 423 18", "0042318"), "addresses": (CONTOSOS,)}, "Contoso"),
        ({"addresses": (CONTOSOS,)}, "Contoso"),
        ({"addresses": ("orders@orders.example", CONTOSOS)}, "Contoso"),
        ({"addresses": (FABRIKAMS,)}, "Fabrikam"),
        ({"text": "Customer: Fabrikam\nShip via: UPS"}, "Fabrikam"),
        ({"text": "Dear all,\n* Customer Name:\n  Fabrikam."}, "Fabrikam"),
        ({"text": "SHIP TO: FABRIKAM"}, "Fabrikam"),
        ({"text": "Kunde: Contoso  Phármä."}, "Contoso Pharma"),
        ({"text": "COMPANY: CONTOSO PHARMA"}, "Contoso Pharma"),
        ({"text": "Customer\tContoso Pharma\n\nof Contoso Pharma"}, "Contoso Pharma"),
        ({"text": "Qty\tShip to\n2\tFabrikam"}, "Fabrikam"),
        ({"text": "Customer: Oz"}, "Oz."),
        ({"addresses": (FABRIKAMS,), "text": f"Administrator: {FABRIKAMS}\nCustomer: FABRIKAM"}, "Fabrikam"),
        ({"deal_ids": ("0042318",), "addresses": (CONTOSOS,), "text": "for Contoso"}, "Contoso"),
        ({"addresses": (FABRIKAMS,), "deal_ids": ("999",)}, "Fabrikam"),  # whose record names no deal
        ({"addresses": (FABRIKAMS,), "text": "contoso is named in passing"}, "Fabrikam"),
    ],
)
def test_a_mail_is_attached_by_deal_address_or_name(offices: Desk, facts: dict[str, Any], customer: str) -> None:
    assert whose(offices, a_mail(**facts)) == customer


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "Nothing in it says which trial it is about."),
        ({"deal_ids": ("42318",)}, "Nothing in it says"),  # leading zeros matter
        ({"addresses": ("jane.doe@contoso.example.evil",)}, "Nothing in it says"),
        ({"text": "for Contosos"}, "Nothing in it says"),
        ({"text": "for Oz."}, "Nothing in it says"),  # such a short name stands in too many texts
        ({"text": "Customer: Fabrikam, Porto"}, "leads to T-000003 of Fabrikam, but names “Fabrikam, Porto”."),
        ({"text": "Customer: New Fabrikam"}, "but names “New Fabrikam”."),
        ({"text": "Customer: Fabrikam\nEurope division of Litware"}, "It leads to T-000003 of Fabrikam, but names"),
        ({"text": "Customer:\nFabrikam\nEurope division of Litware"}, "It leads to T-000003 of Fabrikam, but names"),
        ({"text": "Ship to: Fabrikam, Porto"}, "It may be about T-000003 (name Fabrikam); that is not certain."),
        ({"text": "Ship to: Fabrikam\nBill to: Contoso"}, "It leads to several trials"),
        ({"text": "for Contoso Pharma"}, "It may be about T-000002 (name Contoso Pharma); that is not certain."),
        ({"text": "Contact your account manager at Contoso Pharma."}, "It may be about T-000002"),
        ({"text": "Replaces that for customer Contoso Pharma; this one goes to Litware."}, "It may be about T-000002"),
        ({"deal_ids": ("0042318",), "text": "Customer: Litware"}, "leads to T-000001 of Contoso, but names “Litware”."),
        ({"addresses": (FABRIKAMS,), "text": "Qty\tCompany\n2\tLitware"}, "of Fabrikam, but names “Litware”."),
        (
            {"addresses": ("else@litware.example",), "text": "Customer: Fabrikam\nAdmin: else@litware.example"},
            "It leads to T-000003 of Fabrikam, but names “else@litware.example”.",
        ),
        ({"text": "Shipped for Fabrikam, Porto"}, "It may be about T-000003 (name Fabrikam); that is not certain."),
        ({"text": "Please see Fabrikam release notes."}, "It may be about T-000003"),
        ({"subject": "Status Shipped: Fabrikam"}, "It may be about T-000003"),
        ({"text": "The customer: see Fabrikam below"}, "It may be about T-000003"),
        ({"deal_ids": ("00 42317",)}, "Its deal ID is written “00 42317”, and no trial has 0042317."),
        ({"deal_ids": ("1 2",), "addresses": (FABRIKAMS,)}, "Its deal ID is written “1 2”, and no trial has 12."),
        ({"deal_ids": ("0042318 2",)}, "Its deal ID is written “0042318 2”"),
        ({"deal_ids": ("7 7", "0042318")}, "It leads to several trials"),
        ({"deal_ids": ("999", "0042318")}, "It names several deals: 0042318, 999."),
        ({"addresses": (FABRIKAMS,), "deal_ids": ("999", "998")}, "It names several deals"),
        ({"text": "for fabrikam"}, "It may be about T-000003 (name Fabrikam); that is not certain."),
        ({"text": "for Fabrikam Residences"}, "It may be about T-000003"),
        ({"text": "Contoso\nFabrikam"}, "It leads to several trials: T-000001 (name Contoso), T-000003"),
        ({"text": "Fabrikam\nContoso Residences"}, "It leads to several trials"),
        ({"text": "Contoso Pharma\nContoso"}, "It leads to several trials"),
        ({"addresses": (CONTOSOS, FABRIKAMS)}, "It leads to several trials"),
        ({"addresses": (FABRIKAMS,), "text": "for Contoso"}, "It leads to several trials"),
        ({"deal_ids": ("0042318",), "addresses": (FABRIKAMS,)}, "It leads to several trials"),
        ({"deal_ids": ("0042318", "77")}, "It leads to several trials"),
        ({"addresses": (CONTOSOS,), "deal_ids": ("999",)}, "whose deal ID is 0042318, but names another deal"),
        ({"text": "for Contoso", "deal_ids": ("42318",)}, "but names another deal"),
    ],
)
def test_a_mail_that_leaves_a_doubt_waits(offices: Desk, facts: dict[str, Any], reason: str) -> None:
    assert reason in whose(offices, a_mail(**facts))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Fabrikam Inc", "Fabrikam Inc."),
        ("Fabrikam Inc.", "FABRIKAM INC"),
        ("Fabrikam S.A.", "Fabrikam SA"),
        ("Fabrikam SA", "Fabrikam S.A."),
    ],
)
def test_the_dots_of_a_legal_form_do_not_matter(desk: Desk, name: str, written: str) -> None:
    a_trial(desk, name)
    assert whose(desk, a_mail(text=f"Customer: {written}")) == name


@pytest.mark.parametrize(
    "written",
    ["Contoso GmbH & Co. KG", "Contoso GmbH und Co. KG", "Contoso GmbH, a Litware company", "New Contoso GmbH"],
)
def test_a_name_that_goes_on_is_anothers(desk: Desk, written: str) -> None:
    a_trial(desk, "Contoso GmbH")
    assert f"but names “{written}”" in whose(desk, a_mail(text=f"Customer: {written}"))
    [item] = list_attention(desk).items
    assert item.suggestion
    assert item.suggestion.customer.name == "Contoso GmbH"


def test_two_customers_of_one_name_are_told_apart_by_the_address_only(desk: Desk) -> None:
    a_trial(desk, "Litware", admin_email="lee@litware.example")
    a_trial(desk, "Litware", admin_email="kim@litware.example")
    assert "several trials" in whose(desk, a_mail(text="for Litware"))
    assert whose(desk, a_mail(text="for Litware", addresses=("kim@litware.example",))) == "Litware"


def test_a_name_of_two_customers_says_nothing_even_where_the_trial_of_one_is_lost(desk: Desk) -> None:
    a_trial_expiring(desk, "Litware Office", TODAY - days(200), admin_email="lee@litware.example")
    a_trial(desk, "Litware Office", admin_email="kim@litware.example")
    assert "that is not certain" in whose(desk, a_mail(text="Customer: Litware Office"))


def test_a_deal_with_a_blank_in_it_that_may_be_two_deals_waits(desk: Desk) -> None:
    a_trial(desk, "Litware", deal_id="4711")
    a_trial(desk, "Fabrikam", deal_id="47")
    assert "several trials" in whose(desk, a_mail(deal_ids=("47 11",)))
    assert whose(desk, a_mail(deal_ids=("471 1",))) == "Litware"


def test_a_deal_of_two_trials_is_told_apart_by_the_address_only(desk: Desk) -> None:
    a_trial(desk, "Litware", deal_id="7")
    a_trial(desk, "Fabrikam", deal_id="7")
    assert "several trials" in whose(desk, a_mail(deal_ids=("7",)))
    assert whose(desk, a_mail(deal_ids=("7",), addresses=(FABRIKAMS,))) == "Fabrikam"


@pytest.mark.parametrize(
    ("sent_on", "is_attached"),
    [
        ("2026-06-01", False),  # the day before
        ("2026-06-02", True),  # thirty days before the trial starts
        ("2026-07-02", True),
        ("2026-10-15", True),  # the last day on which the numbers are held
        ("2026-10-16", False),
        ("0001-01-01", False),
    ],
)
def test_a_trial_counts_that_was_running_or_not_long_over_on_the_day_of_the_mail(
    desk: Desk, sent_on: str, is_attached: bool
) -> None:
    a_trial_expiring(desk, "Contoso", "2026-08-31", deal_id="42")
    sent_at = datetime.fromisoformat(sent_on).replace(tzinfo=UTC)
    for evidence in ({"deal_ids": ("42",)}, {"addresses": (CONTOSOS,)}, {"text": "Customer: Contoso"}):
        outcome = record_mail(desk, a_mail(sent_at=sent_at, **evidence), dry_run=True)
        if is_attached:
            assert outcome == Outcome(shipments=1)
        else:
            assert outcome.needs_attention
            assert "was not running on its day" in outcome.needs_attention.reason


def test_of_a_customers_trials_the_running_one_counts_and_else_the_latest(desk: Desk) -> None:
    first = a_trial_expiring(on(desk, "2026-05-21"), "Contoso", "2026-06-20", period_days="30")
    second = a_trial(on(desk, "2026-07-21"), "Contoso", "2026-07-21")
    told = {
        "2026-06-15": first.id,
        "2026-07-01": None,  # the first is in grace, and the second is being prepared
        "2026-07-25": second.id,
        "2026-11-01": second.id,  # lost by then, but not for long
    }
    for day, expected in told.items():
        number = f"1Z{day.replace('-', '')}"
        sent_at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        outcome = record_mail(desk, a_mail(addresses=(CONTOSOS,), sent_at=sent_at, numbers=(number,)))
        assert outcome.shipments == (expected is not None), day
        if expected is not None:
            assert shipments.find_shipment(desk, number).trial_id == expected


def test_a_recorded_shipment_says_where_it_came_from(offices: Desk) -> None:
    mail = a_mail(deal_ids=("0042318",), numbers=(" 1z 5r8-939 03 5756 7127 ",))
    record_mail(offices, mail)
    [line] = view_trial(offices, 1).shipments
    [news] = line.shipment.news
    assert line.shipment.number == UPS
    assert (news.state, news.on.isoformat(), news.operator) == ("shipped", "2026-11-20", offices.operator)
    assert news.source == f"{mail.message_id} in {mail.source}"
    with offices.database.reading() as connection:
        entry = audit.of_trial(connection, 1)[0]
    assert (entry.command, entry.after["shipment"], entry.after["source"]) == ("import.mail", UPS, news.source)


@pytest.mark.parametrize(
    ("sent_at", "day"),
    [
        (datetime(2026, 11, 20, 23, 30, tzinfo=timezone(timedelta(hours=-8))), "2026-11-21"),  # in the partner's zone
        (datetime(2026, 11, 20, 23, 30), "2026-11-20"),  # noqa: DTZ001 - a mail that names no zone
        (datetime(2099, 1, 1, tzinfo=UTC), "2026-11-22"),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))), "2026-11-22"),
        (None, "2026-11-22"),
    ],
)
def test_the_day_of_a_mail(offices: Desk, sent_at: datetime | None, day: str) -> None:
    record_mail(offices, a_mail(deal_ids=("0042318",), sent_at=sent_at))
    assert shipments.find_shipment(offices, UPS).news_on.isoformat() == day


def test_the_carrier_is_set_only_where_it_is_the_only_one(offices: Desk) -> None:
    record_mail(offices, a_mail(deal_ids=("0042318",), numbers=(UPS, SEVERAL, NOBODYS)))
    found = {line.shipment.number: line for line in shipments.list_shipments(offices).lines}
    assert {number: (line.shipment.carrier, line.shipment.certainty.value) for number, line in found.items()} == {
        UPS: ("ups", "proven"),
        SEVERAL: ("", "open"),
        "XX00NOBODY": ("", "unknown"),
    }
    assert [concern.kind.value for concern in found[SEVERAL].concerns] == ["carrier_open"]
    assert [concern.kind.value for concern in found["XX00NOBODY"].concerns] == ["carrier_unknown"]


@pytest.mark.parametrize(
    ("carrier", "told"),
    [
        ("", {UPS: "ups proven", SEVERAL: " open", NOBODYS_BARE: " unknown"}),
        ("dhl", {UPS: "ups proven", SEVERAL: "dhl chosen", NOBODYS_BARE: "dhl chosen"}),
        ("tnt", {UPS: "ups proven", SEVERAL: " open", NOBODYS_BARE: "tnt chosen"}),
        ("ups", {UPS: "ups proven", SEVERAL: " open", NOBODYS_BARE: "ups chosen"}),
        ("gone", {UPS: "ups proven", SEVERAL: " open", NOBODYS_BARE: " unknown"}),
    ],
)
def test_the_carrier_that_the_mail_names_stands_where_the_number_can_be_theirs(
    offices: Desk, carrier: str, told: dict[str, str]
) -> None:
    record_mail(offices, a_mail(deal_ids=("0042318",), numbers=(UPS, SEVERAL, NOBODYS), carrier=carrier))
    found = [line.shipment for line in shipments.list_shipments(offices).lines]
    assert {shipment.number: f"{shipment.carrier} {shipment.certainty}" for shipment in found} == told


def test_a_later_mail_that_names_the_carrier_settles_an_open_one_and_no_chosen_one(offices: Desk) -> None:
    record_mail(offices, a_mail(deal_ids=("0042318",), numbers=(SEVERAL, NOBODYS)))
    update_shipment(offices, shipments.find_shipment(offices, NOBODYS), carrier="gls")
    record_mail(offices, a_mail(deal_ids=("0042318",), numbers=(SEVERAL, NOBODYS), carrier="dhl"))
    assert shipments.find_shipment(offices, SEVERAL).carrier == "dhl"
    assert shipments.find_shipment(offices, NOBODYS).carrier == "gls"


def test_the_same_message_counts_once(offices: Desk) -> None:
    mail = a_mail(deal_ids=("0042318",))
    wish = a_wish(addresses=(CONTOSOS,))
    lost = a_mail(numbers=(SEVERAL,))
    copies = [replace(copy, source="a copy", digest="0" * 64) for copy in (mail, wish, lost)]
    first = record_mails(offices, (mail, wish, lost))
    assert [(outcome.shipments, outcome.purchase_requests) for outcome in first] == [(1, 0), (0, 1), (0, 0)]
    assert record_mails(offices, copies) == (Outcome(duplicate=True),) * 3
    assert list_attention(offices).total == 1
    assert len(view_trial(offices, 1).requests) == 1


def test_in_a_dry_run_each_mail_is_judged_after_those_before_it(offices: Desk) -> None:
    mail = a_mail(deal_ids=("0042318",))
    again = a_mail(deal_ids=("0042318",))
    told = record_mails(offices, (mail, mail, again), dry_run=True)
    assert told == (Outcome(shipments=1), Outcome(duplicate=True), Outcome())
    assert shipments.list_shipments(offices).total == 0
    assert record_mail(offices, mail) == Outcome(shipments=1)


def test_the_same_number_in_several_mails_is_one_shipment(offices: Desk) -> None:
    assert record_mail(offices, a_mail(deal_ids=("0042318",))) == Outcome(shipments=1)
    for more in ({"deal_ids": ("0042318",)}, {}, {"addresses": (CONTOSOS,)}):
        assert record_mail(offices, a_mail(**more)) == Outcome()
    assert shipments.list_shipments(offices).total == 1
    assert len(shipments.find_shipment(offices, UPS).news) == 1


def test_a_shipment_that_was_announced_by_hand_is_brought_on_by_its_mail(offices: Desk) -> None:
    trial = view_trial(offices, 1).trial
    add_shipment(on(offices, "2026-11-18"), trial, UPS)
    assert record_mail(offices, a_mail()) == Outcome()
    assert [news.state.value for news in shipments.find_shipment(offices, UPS).news] == ["announced", "shipped"]


def test_a_number_of_another_trial_is_a_doubt(offices: Desk) -> None:
    add_shipment(offices, view_trial(offices, 1).trial, UPS)
    waiting = record_mail(offices, a_mail(addresses=(FABRIKAMS,), numbers=(SEVERAL, UPS))).needs_attention
    assert waiting
    assert "T-000001 (number 1Z5R89390357567127)" in waiting.reason
    assert shipments.list_shipments(offices).total == 1


def test_a_known_number_does_not_speak_for_others_in_its_mail(offices: Desk) -> None:
    add_shipment(offices, view_trial(offices, 1).trial, UPS)
    waiting = record_mail(offices, a_mail(numbers=(SEVERAL, UPS))).needs_attention
    assert waiting
    assert "nothing says whose the others are" in waiting.reason
    assert record_mail(offices, a_mail(numbers=(SEVERAL, UPS), deal_ids=("0042318",))) == Outcome(shipments=1)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"numbers": ()}, "no tracking number was found in it"),
        ({"numbers": (UPS, "see / below")}, "“see / below” is no tracking number."),
        ({"numbers": ("9" * 61,)}, "is no tracking number"),
        ({"numbers": tuple(map(str, range(501)))}, "It names 501 or more tracking numbers"),
        ({"kind": MailKind.UNREADABLE, "reason": "Its parts are nested too deep."}, "Its parts are nested too deep."),
        ({"kind": MailKind.UNREADABLE}, "It could not be read."),
        ({"doubt": "It can be read in two ways."}, "It can be read in two ways."),
    ],
)
def test_what_a_person_has_to_read_waits_whosever_it_is(offices: Desk, facts: dict[str, Any], reason: str) -> None:
    assert reason in whose(offices, a_mail(deal_ids=("0042318",), **facts))


def test_other_mail_is_left_alone(offices: Desk) -> None:
    mail = a_mail(kind=MailKind.OTHER, subject="Lunch?", deal_ids=("0042318",))
    before = offices.database.path.read_bytes()
    assert record_mails(offices, (mail, mail)) == (Outcome(ignored=True),) * 2
    assert offices.database.path.read_bytes() == before
    assert list_attention(offices).total == 0


def test_a_wish_to_buy_marks_its_trial_from_the_day_of_the_mail(offices: Desk) -> None:
    assert record_mail(offices, a_wish(addresses=(FABRIKAMS,))) == Outcome(purchase_requests=1)
    view = view_trial(offices, 3)
    assert str(view.trial.purchase_requested_on) == "2026-11-20"
    assert view.requests[0].note == "By mail: Request Purchase"
    assert view.history[0].command == "import.mail"


def test_a_wish_whose_trial_is_not_certain_marks_nothing(offices: Desk) -> None:
    assert record_mail(offices, a_wish(text="for Contoso\nFabrikam")).needs_attention
    assert not any(view_trial(offices, trial_id).requests for trial_id in (1, 2, 3, 4))


def test_a_wish_that_comes_too_late_waits_for_a_person(desk: Desk) -> None:
    lost = a_trial_expiring(desk, "Contoso", TODAY - days(31))
    bought = a_trial(desk, "Fabrikam")
    place_order(desk, bought)
    conversion.complete(desk, bought)
    for address, reason in ((CONTOSOS, "is lost by now"), (FABRIKAMS, "is converted by now")):
        waiting = record_mail(desk, a_wish(addresses=(address,))).needs_attention
        assert waiting
        assert reason in waiting.reason
    assert view_trial(desk, lost.id).requests == ()


@pytest.mark.parametrize(("starts", "is_marked"), [(0, True), (-1, True), (1, False), (30, False)])
def test_a_wish_that_comes_before_its_trial_waits_for_a_person(desk: Desk, starts: int, is_marked: bool) -> None:
    asked_on = TODAY - days(2)
    trial = a_trial(desk, "Contoso", asked_on + days(starts))
    wish = a_wish(addresses=(CONTOSOS,), sent_at=datetime.combine(asked_on, time(12), UTC))
    waiting = record_mail(desk, wish).needs_attention
    assert (waiting is None) == is_marked == bool(view_trial(desk, trial.id).requests)
    if waiting:
        assert "and the customer asked to buy on Fri 20 Nov 2026, before that." in waiting.reason
        accept(desk, find_attention(desk, waiting.id))
        assert str(view_trial(desk, trial.id).requests[0].requested_on) == "2026-11-20"


def test_a_shipment_of_a_trial_that_is_lost_by_now_is_recorded_all_the_same(desk: Desk) -> None:
    a_trial_expiring(desk, "Contoso", TODAY - days(31))
    assert whose(desk, a_mail(addresses=(CONTOSOS,))) == "Contoso"


def test_nothing_is_recorded_where_nothing_may_be_changed(desk: Desk) -> None:
    with pytest.raises(ReadOnly):
        record_mail(replace(desk, looking_at=TODAY + days(1)), a_mail())
    with pytest.raises(ReadOnly):
        record_mail(a_desk(desk.database.path, read_only=True), a_mail())


TEXTS = st.text(st.characters(), max_size=40)
HOSTILE = st.one_of(
    TEXTS,
    st.sampled_from(
        [
            "",
            "\0",
            "\ud800",
            "\x1b[2J",
            "[@click=app.quit]x[/]",
            "%",
            "_",
            "'); DROP TABLE mails; --",
            "9" * 100,
            "\u202e",
        ]
    ),
)


@given(st.sampled_from(MailKind), st.lists(HOSTILE, max_size=4), HOSTILE, HOSTILE)
def test_no_text_at_all_attaches_itself_or_stops_the_import(
    offices_once: Desk, kind: MailKind, found: list[str], text: str, name: str
) -> None:
    several = tuple(found)
    mail = a_mail(
        kind=kind,
        message_id=name,
        digest=text,
        source=name,
        subject=text,
        sender=name,
        text=text,
        reason=name,
        numbers=several,
        deal_ids=several,
        addresses=several,
    )
    outcome = record_mail(offices_once, mail, dry_run=True)
    assert (outcome.shipments, outcome.purchase_requests) == (0, 0)
    assert outcome.ignored or outcome.needs_attention


@pytest.fixture(scope="module")
def offices_once(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same desk for every made-up mail, none of which is kept."""
    made = a_desk(tmp_path_factory.mktemp("offices") / "desk.db")
    a_trial(made, "Contoso", deal_id="0042318")
    a_trial(made, "Fabrikam")
    return made
