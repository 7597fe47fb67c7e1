"""SHP: mail that announces a shipment, the carrier of a tracking number, and the page on which it is followed.

One job: the rules of shipments. They describe and warn; none of them depends on the day. Must not: read mail, or know
carriers; the facts bring both.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sparktui.domain.mail import MailKind
from sparktui.domain.shipment import Certainty, Tracked
from sparktui.domain.text import plain
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Answer
from sparktui.rules.rule import INFO, OK, WARN, Rule

STATUS = "View the Status of Shipped Endpoints for a Trial"
NO_NUMBER = "The mail announces a shipment, and no tracking number was found in it."
_MOST_NAMED = 10


def mail_gives_the_number(facts: Facts, day: date) -> Answer:
    """SHP-1. A mail with "Status Shipped" in its subject gives the number on its Tracking Information line.

    Example: such a mail with the number 1Z5R89390357567127 announces one shipment; one without a number is kept until
    a person has looked at it.
    """
    mail = facts.mail
    if mail is None or mail.kind is not MailKind.SHIPMENT:
        return Answer(OK, "No mail about a shipment is asked about.")
    if not mail.numbers:
        return Answer(WARN, NO_NUMBER, "Look at the mail; enter the number if it stands there after all.")
    return Answer(INFO, f"The mail gives {_counted(mail.numbers)}: {_listed(mail.numbers)}.")


def carrier_is_known(facts: Facts, day: date) -> Answer:
    """SHP-2. The carrier follows from the number's shape and check digit, or a person is asked.

    Example: 1Z5R89390357567127 can only be UPS's; 78045768393 fits DHL and Old Dominion, so somebody has to choose;
    a number that fits nobody, or not the carrier that somebody chose, is kept with a warning.
    """
    if not facts.shipments:
        return Answer(OK, "The trial has no shipment.")
    unclear = [_unclear(tracked) for tracked in facts.shipments if not tracked.shipment.carrier]
    if unclear:
        return Answer(WARN, " ".join(unclear), "Choose the carrier, or correct the number.")
    doubtful = [tracked for tracked in facts.shipments if tracked.misfit]
    if doubtful:
        said = " ".join(
            f"{one.shipment.number}: {one.misfit.words(one.carrier_name)}" for one in doubtful if one.misfit
        )
        return Answer(WARN, said, "Compare the number with the mail or the label, or choose another carrier.")
    return Answer(INFO, " ".join(_known(tracked) for tracked in facts.shipments))


def page_is_known(facts: Facts, day: date) -> Answer:
    """SHP-3. The carrier's tracking page for the customer's region opens from the number, which can be copied.

    Example: for a customer in Germany, UPS's numbers open at UPS's German page. Of a number that fits DHL and Old
    Dominion both pages are given, as unproven.
    """
    if not facts.shipments:
        return Answer(OK, "The trial has no shipment.")
    unproven = [tracked for tracked in facts.shipments if any(one.url for one in tracked.possible)]
    without = [tracked for tracked in facts.shipments if tracked.page is None and tracked not in unproven]
    said = []
    if without:
        numbers = _listed(tracked.shipment.number for tracked in without)
        said.append(f"No page is known on which {numbers} could be followed.")
    said += [
        f"{tracked.shipment.number} may be on the page of {_listed(_with_page(tracked))}; which is not proven."
        for tracked in unproven
    ]
    if said:
        return Answer(
            WARN,
            " ".join(said),
            "Copy the number and ask the carrier; a page opens once a carrier that has one is chosen.",
            detail=tuple(one.url for tracked in unproven for one in tracked.possible if one.url),
        )
    return Answer(
        INFO,
        "The carrier's page opens from the number, and the number can be copied.",
        detail=tuple(tracked.page for tracked in facts.shipments if tracked.page),
    )


RULES = (
    Rule(
        "SHP-1",
        "Mail about a shipment gives its number",
        STATUS,
        ("status-2", "status-3", "status-4"),
        mail_gives_the_number,
    ),
    Rule("SHP-2", "The carrier follows from the number, or is asked for", STATUS, ("status-6",), carrier_is_known),
    Rule(
        "SHP-3",
        "The carrier's page opens from the number",
        STATUS,
        ("status-1", "status-5", "status-6", "status-7"),
        page_is_known,
    ),
)


def _unclear(tracked: Tracked) -> str:
    number = tracked.shipment.number
    if tracked.shipment.certainty is Certainty.UNKNOWN:
        return f"{number} looks like no carrier's number, or its check digit is wrong."
    return f"{number} can be a number of {_listed(one.carrier_name for one in tracked.possible)}."


def _with_page(tracked: Tracked) -> list[str]:
    return [one.carrier_name for one in tracked.possible if one.url]


def _known(tracked: Tracked) -> str:
    how = {
        Certainty.PROVEN: "by its check digit",
        Certainty.SHAPE: "by its shape",
        Certainty.CHOSEN: "as somebody chose",
    }
    return f"{tracked.shipment.number} is {tracked.carrier_name}'s, {how[tracked.shipment.certainty]}."


def _counted(numbers: tuple[str, ...]) -> str:
    return "a tracking number" if len(numbers) == 1 else f"{len(numbers)} tracking numbers"


def _listed(names: Iterable[str]) -> str:
    shown = [plain(name, 80) for name in names]
    more = f" and {len(shown) - _MOST_NAMED} more" if len(shown) > _MOST_NAMED else ""
    return ", ".join(shown[:_MOST_NAMED]) + more
