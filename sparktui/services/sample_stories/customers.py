"""Stories of customers: who asks, who extends, who pays already, who comes back, and who has an odd name.

One job: tell of trials that run, and of customers with more than one. Must not: tell how trials end (see `endings`).
"""

from __future__ import annotations

from sparktui.domain.decision import Choice
from sparktui.domain.trial import Service, ServiceLine
from sparktui.services.conversion import complete, place
from sparktui.services.decisions import decide
from sparktui.services.edit_trial import edit_trial, record_contact
from sparktui.services.requests import add_request, handle_requests
from sparktui.services.sample_stories.parcels import (
    announced_and_not_heard_of,
    out_for_delivery,
    shipped_and_partly_sent_back,
)
from sparktui.services.sample_stories.telling import Story, begin, make_it_ready, order_for


def paid_customer_tries_calling() -> Story:
    """Messaging and meetings are paid for; calling is on trial."""
    desk = yield -25
    begin(
        desk,
        "Northbank Pumps",
        "mira.jensen@northbank.example",
        "calling:20",
        country="NL",
        paid_services="messaging; meetings",
    )


def devices_elsewhere() -> Story:
    """Its devices have to go back, for the customer is not in the United States."""
    desk = yield -39
    trial = begin(
        desk,
        "Kranich Maschinenbau GmbH",
        "jonas.keller@kranich.example",
        "messaging:150; meetings:75",
        country="DE",
        site_url="kranich.webex.com",
        deal_id="0090455",
        devices="DX70:3; MX300:1",
    )
    yield from shipped_and_partly_sent_back(trial)


def asked_in_grace() -> Story:
    """The customer noticed the end too late and asks to buy."""
    desk = yield -72
    trial = begin(
        desk,
        "Thistle & Crane Books",
        "freya.hansen@thistlecrane.example",
        "messaging:35; meetings:35",
        country="GB",
        site_url="thistlecrane.webex.com",
        deal_id="0093118",
    )
    desk = yield -4
    add_request(desk, trial, "We missed the mails. Can we still buy?")


def asked_and_answered() -> Story:
    """A purchase request was handled."""
    desk = yield -21
    trial = begin(desk, "Juniper Yard Films", "leila.farouk@juniperyard.example", "messaging:15", days=90)
    desk = yield -10
    trial = add_request(desk, trial, "What would fifteen licences cost?")
    desk = yield -9
    handle_requests(desk, trial, "Sent a quote; they decide in the new quarter.")


def extended_on_its_last_day() -> Story:
    """It got its 30 days more on the last day on which that was possible."""
    desk = yield -45
    trial = begin(desk, "Larkspur Travel", "nadia.ivanov@larkspur.example", "messaging:90; meetings:20", days=30)
    desk = yield -20
    trial = record_contact(desk, trial, "They need a month more for the branch offices.")
    desk = yield -15
    trial = edit_trial(desk, trial, extend=True)
    yield from out_for_delivery(trial)


def extended_with_calling() -> Story:
    """It was extended, and calling was added in the same step."""
    desk = yield -70
    trial = begin(
        desk,
        "Blackbird Insurance",
        "karin.weber@blackbird.example",
        "messaging:300; meetings:300",
        country="DE",
        site_url="blackbird.webex.com",
        deal_id="0095560",
    )
    desk = yield -12
    trial = edit_trial(desk, trial, extend=True, added=(ServiceLine(Service.CALLING, 50),))
    yield from announced_and_not_heard_of(trial)


def starts_soon() -> Story:
    """It was recorded ahead of its start."""
    desk = yield -3
    begin(desk, "Whitegate Museums", "hugo.moreau@whitegate.example", "messaging:45", country="FR", starts_in=9)


def starts_tomorrow() -> Story:
    """Its first day is tomorrow."""
    desk = yield -8
    begin(
        desk,
        "Osprey Aviation",
        "liam.tamm@osprey.example",
        "messaging:500; meetings:200; calling:200",
        starts_in=9,
        days=90,
        site_url="osprey.webex.com",
        deal_id="0102200",
    )


def site_passed_on() -> Story:
    """The site of a lost trial is free, and another customer's trial has taken it."""
    desk = yield -170
    begin(
        desk, "Twelve Oaks Schools", "beatriz.silva@twelveoaks.example", "meetings:80", site_url="twelveoaks.webex.com"
    )
    desk = yield -18
    begin(
        desk,
        "Twelve Oaks College",
        "beatriz.silva@twelveoakscollege.example",
        "meetings:120",
        days=90,
        site_url="twelveoaks.webex.com",
    )


def a_long_history() -> Story:
    """One trial lost, one converted, and a third for a service that is not bought yet."""
    name, address, site = "Alderley Shipping", "wanda.maier@alderley.example", "alderley.webex.com"
    desk = yield -400
    lost = begin(desk, name, address, "messaging:20; meetings:20", days=30, site_url=site)
    desk = yield -375
    record_contact(desk, lost, "No decision before the summer.")
    desk = yield -300
    trial = begin(desk, name, address, "messaging:60; meetings:60", site_url=site, deal_id="0070707")
    desk = yield -262
    trial = edit_trial(desk, trial, extend=True)
    desk = yield -230
    make_it_ready(desk, trial, order_for(trial))
    desk = yield -229
    place(desk, trial, "81170707")
    desk = yield -226
    complete(desk, trial)
    desk = yield -20
    calling = begin(desk, name, address, "calling:45", days=90)
    desk = yield -11
    record_contact(desk, calling, "Wanda Maier is trying it with the harbour office first.")


def odd_name(odd: dict[str, str], number: int) -> Story:
    """A customer whose name must be shown as it is written; each of them is further on in its trial."""
    started = -8 - 5 * number
    desk = yield started
    trial = begin(desk, odd["name"], odd["address"], "messaging:10; meetings:5", country=odd["country"])
    if started + 50 <= 0:
        desk = yield started + 50
        trial = record_contact(desk, trial, f"Spoke with {odd['name'][:40]}.")
    if started + 54 <= 0:
        desk = yield started + 54
        choice = Choice.EXTEND if started + 60 > 0 else Choice.LAPSE if number % 3 else Choice.CONVERT
        decide(desk, trial, choice, desk.operator, f"{odd['name'][:40]} says so.")
