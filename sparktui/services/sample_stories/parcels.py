"""Stories of parcels: what was sent to a customer, what comes back, and a mail that leaves a doubt.

One job: tell of shipments and returns of trials that other stories began. Must not: begin a trial.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from hashlib import sha256

from sparktui.domain.mail import MailKind, ReadMail
from sparktui.domain.shipment import ShipmentState
from sparktui.domain.trial import Device, Trial
from sparktui.services.mail_intake import record_mail
from sparktui.services.return_changes import advance, open_returns
from sparktui.services.sample_stories.telling import Story
from sparktui.services.shipment_changes import add_shipment, update_shipment

_SCREENS, _ROOM = Device("DX70", 3), Device("MX300", 1)


def shipped_and_partly_sent_back(trial: Trial) -> Story:
    """Two parcels arrived; the room system is on its way back already."""
    desk = yield -37
    screens = add_shipment(desk, trial, "1ZJ4VU706469606230", devices=(_SCREENS,))
    room = add_shipment(desk, trial, "441615087734", devices=(_ROOM,))
    desk = yield -35
    screens = update_shipment(desk, screens, state=ShipmentState.IN_TRANSIT)
    desk = yield -33
    update_shipment(desk, screens, state=ShipmentState.DELIVERED, note="Signed for at the gate.")
    room = update_shipment(desk, room, state=ShipmentState.ATTEMPT_FAILED, note="Nobody could take the pallet.")
    desk = yield -32
    update_shipment(desk, room, state=ShipmentState.DELIVERED)
    desk = yield -5
    (back,) = open_returns(desk, trial, (_ROOM,), note="Too large for their meeting room.")
    desk = yield -3
    advance(desk, back, note="Jonas Keller kept the packaging.")


def out_for_delivery(trial: Trial) -> Story:
    """A parcel arrives today or tomorrow."""
    desk = yield -4
    parcel = add_shipment(desk, trial, "9400873114942407327902", state=ShipmentState.SHIPPED)
    desk = yield -2
    parcel = update_shipment(desk, parcel, state=ShipmentState.IN_TRANSIT)
    desk = yield 0
    update_shipment(desk, parcel, state=ShipmentState.OUT_FOR_DELIVERY)


def announced_and_not_heard_of(trial: Trial) -> Story:
    """The number can be of two carriers, nobody has chosen, and nothing has been heard for long."""
    desk = yield -11
    add_shipment(desk, trial, "78045768393", note="From the distributor's list.")


def mail_in_doubt() -> Story:
    """A mail names a customer and more; a person has to say whether it is theirs."""
    desk = yield -1
    subject = "Fwd: Status Shipped"
    number = "1ZP9WB776727045578"
    text = f"Order status: shipped\nCustomer: Kranich Maschinenbau GmbH, Werk 2\nTracking Information: {number}\n"
    record_mail(
        desk,
        ReadMail(
            message_id="<20481.status@orders.example>",
            digest=sha256(text.encode()).hexdigest(),
            source="inbox.mbox, message 12",
            subject=subject,
            sender="Order desk <status@orders.example>",
            sent_at=datetime.combine(desk.today, time(7, 40), UTC),
            kind=MailKind.SHIPMENT,
            numbers=(number,),
            text=text,
        ),
    )
