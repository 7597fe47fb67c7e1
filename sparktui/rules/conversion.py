"""CNV, first half: who may convert which trial, when, and what becomes of devices and data.

One job: the rules that hold whatever is being ordered. The order's own fields are judged in `conversion_order`.
"""

from __future__ import annotations

from datetime import date

from sparktui.domain import device_contact
from sparktui.domain.conversion import DevicesChoice, Order
from sparktui.domain.dates import days, in_words
from sparktui.domain.lifecycle import Phase
from sparktui.domain.quantities import format_devices, format_services
from sparktui.domain.trial import Service, Trial
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Answer
from sparktui.rules.rule import BLOCK, INFO, OK, WARN, Rule

CONVERT = "Convert a Cisco Spark Trial to a Paid Order"
ENDING = "Trial Ending and Grace Period"
KEEPS_DEVICES = "US"


def converted_by_tier_one(facts: Facts, day: date) -> Answer:
    """CNV-1. Tier 2 partners do not convert; their distributor does.

    Example: a tier 2 partner gets the distributor's contact and a text to hand over, and no order sheet.
    """
    if facts.partner.tier == 1:
        return Answer(OK, "A tier 1 partner converts.")
    contact = facts.partner.distributor or "your distributor (no contact is recorded yet)"
    return Answer(
        BLOCK,
        f"A tier 2 partner does not convert; the distributor does: {contact}.",
        "Hand the conversion over to the distributor with the ready text.",
        detail=hand_off(facts),
    )


def converted_in_time(facts: Facts, day: date) -> Answer:
    """CNV-2. A trial is converted from its start through the last day of grace.

    Example: with an expiry on 2017-08-18 it can be converted through 2017-09-17; on 09-18 it is lost.
    """
    lifecycle = facts.lifecycle
    match lifecycle.phase(day):
        case Phase.SCHEDULED:
            return Answer(
                BLOCK,
                f"The trial starts on {in_words(lifecycle.starts_on)}; before that there is nothing to convert.",
                f"Come back on {in_words(lifecycle.starts_on)}.",
            )
        case Phase.LOST:
            return Answer(
                BLOCK,
                f"The trial was lost on {in_words(lifecycle.lost_on)}: {what_is_lost(facts.trial)}.",
                "A new order is a new start: it brings none of this back.",
            )
        case Phase.CONVERTED:
            return Answer(BLOCK, f"The trial was converted on {lifecycle.converted_on}.")
    return Answer(OK, f"Convertible until {in_words(lifecycle.grace_ends_on)}.")


def last_days_of_grace(facts: Facts, day: date) -> Answer:
    """CNV-3. In the last 7 days of grace, ordering is not enough: the conversion has to be complete in time.

    Example: with an expiry on 2017-08-18 the warning stands from 2017-09-11 through 2017-09-17.
    """
    lifecycle = facts.lifecycle
    if lifecycle.phase(day) is Phase.GRACE and day >= lifecycle.grace_warning_from:
        last = in_words(lifecycle.grace_ends_on)
        return Answer(
            WARN,
            f"The conversion must be complete, not only ordered, by {last}. The day after, everything is lost.",
            f"Order today and follow it up daily until {last}.",
        )
    return Answer(OK, f"The last days of grace begin on {in_words(lifecycle.grace_warning_from)}.")


def asked_about_devices(facts: Facts, day: date) -> Answer:
    """CNV-4. A trial with devices: Cisco is asked about them first, and that is recorded.

    Example: "2026-11-20, J. Roe, case 6912" lets the order go on; an empty field does not, nor does
    "2026-11-20, J. Roe, " with the reference still to come.
    """
    if not facts.trial.devices:
        return Answer(OK, "The trial has no devices.")
    asked = facts.order.device_contact.strip()
    if not asked:
        return Answer(
            BLOCK,
            f"The trial has devices ({format_devices(facts.trial.devices)}), and no contact with Cisco about them "
            "is recorded.",
            "Ask Cisco how to go on with them, then record when, with whom, and the reference.",
        )
    if device_contact.has_gap(asked):
        missing = " and ".join(device_contact.parse(asked).missing) or "a part between its commas"
        return Answer(
            BLOCK,
            f"The contact with Cisco about the devices is not complete; still to come: {missing}.",
            "Record when, with whom, and the reference.",
        )
    return Answer(OK, f"Cisco was asked about the devices: {asked}.")


def usage_data_is_kept(facts: Facts, day: date) -> Answer:
    """CNV-14. Usage data of the trial is kept.

    Example: reports after the conversion still show the weeks of the trial.
    """
    return Answer(INFO, "The trial's usage data is kept.")


def devices_kept_or_returned(facts: Facts, day: date) -> Answer:
    """CNV-15. Customers in the United States may keep the devices; from elsewhere they go back.

    Example: a customer in DE who wants to keep a DX80 is refused; with "return" an RMA is opened for it.
    """
    trial = facts.trial
    if not trial.devices:
        return Answer(OK, "The trial has no devices.")
    listed = format_devices(trial.devices)
    if trial.customer.country == KEEPS_DEVICES:
        return Answer(INFO, f"A customer in the United States may keep the devices ({listed}) and order more.")
    if facts.order.devices is DevicesChoice.KEEP:
        return Answer(
            BLOCK,
            f"Only customers in the United States keep devices; this one is in {trial.customer.country or '?'}.",
            f"Choose to return them ({listed}).",
        )
    return Answer(WARN, f"The devices go back ({listed}); an RMA is opened for each device.", "Tell the customer now.")


RULES = (
    Rule("CNV-1", "Tier 2 partners do not convert", CONVERT, ("convert-6", "convert-7"), converted_by_tier_one),
    Rule(
        "CNV-2",
        "Convertible from start through the last day of grace",
        CONVERT,
        ("convert-1", "ending-13", "ending-14"),
        converted_in_time,
    ),
    Rule(
        "CNV-3",
        "In the last days of grace the conversion must be complete",
        ENDING,
        ("ending-14",),
        last_days_of_grace,
    ),
    Rule("CNV-4", "Cisco is asked about devices first", CONVERT, ("convert-28",), asked_about_devices),
    Rule("CNV-14", "Usage data is kept", CONVERT, ("convert-5", "convert-21"), usage_data_is_kept),
    Rule(
        "CNV-15",
        "Devices stay in the United States, elsewhere they go back",
        CONVERT,
        ("convert-3", "convert-4"),
        devices_kept_or_returned,
    ),
)


def devices_go_back(trial: Trial, order: Order) -> bool:
    """Return whether the devices of ``trial`` go back once ``order`` has converted it: abroad, or where chosen."""
    return trial.customer.country != KEEPS_DEVICES or order.devices is DevicesChoice.RETURN


def what_is_lost(trial: Trial) -> str:
    """Return, in words, what a lost trial took with it (article, section "Trial Ending and Grace Period")."""
    if trial.customer.paid_services:
        return f"the trial's services ({', '.join(trial.service_names)}) are gone for ever, while the paid ones go on"
    parts = ["the organisation", "licences", "admin roles", "memberships"]
    if trial.site_url:
        parts.insert(2, f"the site {trial.site_url}")
    if trial.has(Service.CALLING):
        parts.append("the calling configuration")
    return f"{', '.join(parts[:-1])} and {parts[-1]} are gone for ever"


def hand_off(facts: Facts) -> tuple[str, ...]:
    """Return the text with which a tier 2 partner hands the conversion to the distributor, line by line."""
    trial, lifecycle = facts.trial, facts.lifecycle
    lines = [
        "Please convert this Cisco Spark trial to a paid order:",
        f"Customer: {trial.customer.name} ({trial.customer.country})",
        f"Customer administrator (exactly as written): {trial.customer.admin_email}",
        f"Deal ID: {trial.deal_id or 'not recorded'}",
        f"Services: {format_services(trial.services)}",
    ]
    if trial.site_url:
        lines.append(f"Trial site URL: {trial.site_url}")
    if trial.devices:
        lines.append(f"Devices: {format_devices(trial.devices)}")
    left = days((lifecycle.grace_ends_on - lifecycle.expires_on).days)
    lines.append(
        f"Expires on {lifecycle.expires_on}; the conversion must be complete by {lifecycle.grace_ends_on} "
        f"({left} after expiry)."
    )
    return tuple(lines)
