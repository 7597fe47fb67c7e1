"""Stories of trials that end, each standing on one of the days on which something happens.

One job: tell of the last days, of grace and of loss. Must not: convert anything (see `orders`).
"""

from __future__ import annotations

from sparktui.domain.decision import Choice
from sparktui.services.decisions import decide
from sparktui.services.edit_trial import record_contact
from sparktui.services.requests import add_request
from sparktui.services.sample_stories.telling import Story, begin


def last_day_of_grace() -> Story:
    """It can be converted today; tomorrow everything is lost."""
    desk = yield -120
    trial = begin(
        desk,
        "Harbor & Vale Foods",
        "Jane.Doe@harborvale.example",
        "messaging:250; meetings:250; calling:40",
        days=90,
        site_url="harborvale.webex.com",
        deal_id="0042318",
    )
    desk = yield -41
    trial = record_contact(desk, trial, "Spoke with Jane Doe: they like it, and the budget is decided next month.")
    desk = yield -20
    trial = decide(desk, trial, Choice.CONVERT, desk.operator, "The budget is there; C3 for everybody.")
    desk = yield -3
    record_contact(desk, trial, "Jane Doe expects the signature this week.")


def first_day_of_grace() -> Story:
    """It expired yesterday, and nobody has got in touch."""
    desk = yield -31
    begin(desk, "Brightwater Ferries", "karin.olsen@brightwater.example", "messaging:80", days=30, country="NO")


def last_days_of_grace_with_devices() -> Story:
    """Four days of grace are left, and Cisco has not been asked about the devices."""
    desk = yield -86
    trial = begin(
        desk,
        "Old Mill Architects",
        "paolo.rossi@oldmill.example",
        "messaging:25; meetings:25; room-systems:3",
        site_url="oldmill.webex.com",
        deal_id="0051177",
        devices="DX80:2; SX10:1",
    )
    desk = yield -33
    trial = record_contact(desk, trial, "Left a message; they are moving offices.")
    desk = yield -18
    decide(desk, trial, Choice.CONVERT, desk.operator, "They buy once the new office is wired.")


def expires_today() -> Story:
    """Its last day is today, and no contact is recorded."""
    desk = yield -60
    begin(
        desk,
        "Lanternfish Studios",
        "uma.singh@lanternfish.example",
        "messaging:50; meetings:50",
        country="GB",
        site_url="lanternfish.webex.com",
        deal_id="0061204",
    )


def one_day_left() -> Story:
    """It expires tomorrow, and the customer wants to buy."""
    desk = yield -29
    trial = begin(desk, "Saltmarsh Brewing", "emeka.okafor@saltmarsh.example", "messaging:30", days=30)
    desk = yield -6
    trial = record_contact(desk, trial, "Emeka Okafor asks for M1 for the whole brewery.")
    trial = decide(desk, trial, Choice.CONVERT, desk.operator, "As soon as the request comes in writing.")
    desk = yield -1
    add_request(desk, trial, "Please send us what we need to order: 30 people, messaging only.")


def expiring_from_today() -> Story:
    """The reminder is due today."""
    desk = yield -53
    begin(desk, "Tern Island Hotels", "ines.costa@ternisland.example", "messaging:120; meetings:40", country="BR")


def expiring_from_tomorrow() -> Story:
    """Today is its last day before the reminder."""
    desk = yield -52
    begin(desk, "Fernway Libraries", "oscar.dahl@fernway.example", "messaging:60", country="CA")


def lost_today() -> Story:
    """Yesterday was the last chance; its phone numbers are held for 15 days more."""
    desk = yield -91
    trial = begin(desk, "Mossbank Ceramics", "anneke.quist@mossbank.example", "messaging:12; calling:4", country="NL")
    desk = yield -34
    trial = record_contact(desk, trial, "Nobody answers.")
    desk = yield -20
    decide(desk, trial, Choice.LAPSE, desk.operator, "Three calls and no answer.")


def numbers_released_today() -> Story:
    """It was lost 15 days ago, and from today its phone numbers are gone too."""
    desk = yield -106
    begin(desk, "Redstart Couriers", "tariq.demir@redstart.example", "calling:25", country="DE")


def paid_customer_lost_a_trial() -> Story:
    """Only the trial's service is lost; what the customer pays for goes on."""
    desk = yield -95
    begin(desk, "Quayside Dental", "yara.ramos@quayside.example", "care:10", paid_services="messaging")
