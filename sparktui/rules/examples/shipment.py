"""The worked examples of the SHP rules.

One job: tell their stories. Must not: hold an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sparktui.domain.carriers import Candidate, Grade
from sparktui.domain.mail import MailKind, ReadMail
from sparktui.domain.shipment import News, Shipment, ShipmentState, Tracked, carrier_of
from sparktui.rules.examples.example import Case, Example
from sparktui.rules.facts import Facts

_UPS = Candidate(
    "ups", "UPS", "ups", "UPS", Grade.PROVEN, "https://www.ups.com/track?loc=de_DE&tracknum=1Z5R89390357567127"
)
_DHL = Candidate("dhl", "DHL", "dhl_express", "DHL Express", Grade.PROVEN, None)
_OLD_DOMINION = Candidate("old_dominion", "Old Dominion", "old_dominion", "Old Dominion", Grade.PROVEN, None)


def stories(usual: Facts) -> Iterator[Example]:
    """Return the examples, told of the ``usual`` trial."""
    on = usual.lifecycle.starts_on
    mail = ReadMail(
        message_id="<1@mail.example>",
        digest="",
        source="inbox",
        subject="Order 4711: Status Shipped",
        sender="orders@mail.example",
        sent_at=None,
        kind=MailKind.SHIPMENT,
        numbers=("1Z5R89390357567127",),
    )
    yield Example(
        "SHP-1",
        "A mail about Contoso's DX80 comes in.",
        (
            Case("with a Tracking Information line", replace(usual, mail=mail), on),
            Case("with nothing on that line", replace(usual, mail=replace(mail, numbers=())), on),
        ),
    )
    yield Example(
        "SHP-2",
        "Contoso's DX80 is on its way.",
        (
            Case("a number that only UPS has", _on_its_way(usual, "1Z5R89390357567127", _UPS), on),
            Case("a number that two carriers have", _on_its_way(usual, "78045768393", _DHL, _OLD_DOMINION), on),
            Case("a number that nobody has", _on_its_way(usual, "12345"), on),
        ),
    )
    yield Example(
        "SHP-3",
        "Somebody would like to know where Contoso's DX80 is.",
        (
            Case("the carrier is known", _on_its_way(usual, "1Z5R89390357567127", _UPS), on),
            Case("it is not", _on_its_way(usual, "12345"), on),
        ),
    )


def _on_its_way(usual: Facts, number: str, *candidates: Candidate) -> Facts:
    carrier, certainty = carrier_of(candidates)
    news = News(usual.lifecycle.starts_on, ShipmentState.SHIPPED)
    shipment = Shipment(1, usual.trial.id, number, carrier, certainty, (news,))
    known = candidates[0] if carrier else None
    tracked = Tracked(shipment, candidates, known.carrier_name if known else "", page=known.url if known else None)
    return replace(usual, shipments=(tracked,))
