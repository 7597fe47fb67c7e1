"""Stories of orders: half typed, mistyped, refused for the site's sake, placed, cancelled and converted.

One job: tell of conversions in every state. Must not: tell of trials that nobody has begun to convert.
"""

from __future__ import annotations

from sparktui.domain.conversion import DevicesChoice
from sparktui.domain.decision import Choice
from sparktui.domain.device_contact import DeviceContact
from sparktui.domain.offer import OfferName
from sparktui.services.conversion import cancel, complete, place, save_draft
from sparktui.services.decisions import decide
from sparktui.services.edit_trial import record_contact
from sparktui.services.requests import add_request
from sparktui.services.sample_stories.telling import Story, begin, make_it_ready, order_for


def site_wanted_under_a_wx() -> Story:
    """The draft orders A-WX with the trial's own site, which is held until the trial is lost."""
    desk = yield -55
    trial = begin(
        desk,
        "Meridian Row Law",
        "sofia.gallo@meridianrow.example",
        "messaging:40; meetings:40",
        site_url="meridianrow.webex.com",
        deal_id="0077310",
    )
    desk = yield -7
    trial = record_contact(desk, trial, "They have always bought WebEx and want to keep their address.")
    desk = yield -1
    trial = decide(desk, trial, Choice.CONVERT, desk.operator, "They want A-WX.")
    save_draft(desk, trial, order_for(trial, offer=OfferName.A_WX, plan=None), step=3)


def capital_i_in_the_address() -> Story:
    """The recorded address has a capital I where a small l was typed."""
    return _look_alike("Glasswing Optics", "aIlen.ross@glasswing.example", "allen.ross@glasswing.example")


def digit_one_in_the_address() -> Story:
    """The recorded address has the digit one twice where small l was typed."""
    return _look_alike("Tidewater Maps", "bi11.porter@tidewater.example", "bill.porter@tidewater.example")


def r_and_n_in_the_address() -> Story:
    """The recorded address has r and n where m was typed."""
    return _look_alike("Fernmoor Clinics", "joan.burnharn@fernmoor.example", "joan.burnham@fernmoor.example")


def _look_alike(name: str, recorded: str, typed: str) -> Story:
    """Somebody types the address as it looks, which is not how it is recorded."""
    desk = yield -50
    trial = begin(desk, name, recorded, "messaging:25", deal_id="0120000")
    desk = yield -1
    save_draft(desk, trial, order_for(trial, admin_email=typed), step=3)


def devices_in_the_united_states() -> Story:
    """The customer keeps the devices, and the order is ready to be placed."""
    desk = yield -48
    trial = begin(
        desk,
        "Copperfield Robotics",
        "tess.park@copperfield.example",
        "messaging:200; meetings:100; calling:60; room-systems:4",
        site_url="copperfield.webex.com",
        deal_id="0088021",
        devices="DX80:4",
    )
    desk = yield -2
    asked = DeviceContact(str(desk.today), "J. Roe", "case 6912")
    make_it_ready(desk, trial, order_for(trial, device_contact=asked.text, devices=DevicesChoice.KEEP))


def draft_in_the_middle() -> Story:
    """Somebody is half way through the order today."""
    desk = yield -44
    trial = begin(
        desk,
        "Cobalt Street Radio",
        "quentin.laurent@cobaltstreet.example",
        "messaging:70; meetings:70; calling:15",
        site_url="cobaltstreet.webex.com",
        deal_id="0107733",
    )
    desk = yield 0
    save_draft(desk, trial, order_for(trial, plan="C3", admin_email="", webex_url="cobaltstreet"), step=3)


def placed_and_not_converted() -> Story:
    """The order is placed, the trial is in grace, and the conversion is not complete."""
    desk = yield -69
    trial = begin(
        desk,
        "Foxglove Interiors",
        "elena.petrov@foxglove.example",
        "messaging:20; meetings:20",
        site_url="foxglove.webex.com",
        deal_id="0104417",
    )
    desk = yield -12
    trial = record_contact(desk, trial, "Elena Petrov orders M3.")
    trial = decide(desk, trial, Choice.CONVERT, desk.operator, "M3, once their lawyer has read it.")
    desk = yield -3
    make_it_ready(desk, trial, order_for(trial))
    desk = yield -2
    place(desk, trial, "81204417")


def cancelled_and_begun_anew() -> Story:
    """A placed order was cancelled; the next one is a draft under another deal."""
    desk = yield -58
    trial = begin(desk, "Pebble Cove Toys", "gita.khan@pebblecove.example", "messaging:65", deal_id="0110090")
    desk = yield -14
    make_it_ready(desk, trial, order_for(trial))
    desk = yield -13
    place(desk, trial, "81210090")
    desk = yield -8
    cancel(desk, trial, "The customer's purchasing wants another deal.")
    desk = yield -4
    trial = decide(desk, trial, Choice.CONVERT, desk.operator, "The same order under the new deal.")
    desk = yield -1
    save_draft(desk, trial, order_for(trial, deal_id="0110091"), step=3)


def converted_today() -> Story:
    """From the first contact to the conversion in nine days."""
    desk = yield -80
    trial = begin(
        desk,
        "Hartwell Railways",
        "viktor.varga@hartwell.example",
        "messaging:400; meetings:400; calling:120",
        days=90,
        site_url="hartwell.webex.com",
        deal_id="0112345",
    )
    desk = yield -9
    trial = record_contact(desk, trial, "The board has agreed. C3 for everybody.")
    desk = yield -6
    trial = add_request(desk, trial, "Please convert us.")
    desk = yield -5
    make_it_ready(desk, trial, order_for(trial))
    desk = yield -4
    place(desk, trial, "81212345")
    desk = yield 0
    complete(desk, trial)


def converted_under_a_wx() -> Story:
    """Only the Spark part was converted, after a ticket had the trial's site removed."""
    desk = yield -110
    trial = begin(
        desk,
        "Sable Point Law",
        "olga.novak@sablepoint.example",
        "messaging:30; meetings:30",
        site_url="sablepoint.webex.com",
        deal_id="0115001",
    )
    desk = yield -45
    order = order_for(trial, offer=OfferName.A_WX, plan=None, site_ticket="Ticket 690011, removal of the trial site")
    make_it_ready(desk, trial, order)
    desk = yield -44
    place(desk, trial, "81215001")
    desk = yield -40
    complete(desk, trial)
