"""CNV, second half: the order itself. Deal ID, address, offer, plan, WebEx URL and add-ons.

One job: judge what the person has typed into the order. Every rule answers for a half-filled order too, so that
the wizard can ask while somebody is typing.
"""

from __future__ import annotations

import re
from datetime import date

from sparktui.domain import address, site_url
from sparktui.domain.dates import in_words
from sparktui.domain.offer import OfferName, Plan
from sparktui.domain.trial import Service, Trial
from sparktui.rules.conversion import CONVERT
from sparktui.rules.facts import Facts
from sparktui.rules.finding import Answer
from sparktui.rules.rule import BLOCK, INFO, OK, WARN, Rule

_DEAL_ID = re.compile(r"\d{1,10}", re.ASCII)


def deal_id_is_the_trials(facts: Facts, day: date) -> Answer:
    """CNV-5. The trial's deal ID: 1 to 10 digits, kept as text because leading zeros matter.

    Example: 0042318 is in order for a trial recorded with 0042318; 42318 asks to be acknowledged.
    """
    typed, recorded = facts.order.deal_id.strip(), facts.trial.deal_id
    if not typed:
        remedy = f"Enter the recorded one: {recorded}." if recorded else "Enter the deal ID of the trial."
        return Answer(BLOCK, "The order needs the deal ID of the trial.", remedy)
    if not _DEAL_ID.fullmatch(typed):
        return Answer(BLOCK, f"{typed[:40]!r} is not a deal ID.", "Enter 1 to 10 digits, leading zeros included.")
    if recorded and typed != recorded:
        return Answer(
            WARN,
            f"The deal ID {typed} differs from the one on the trial's record, {recorded}.",
            f"Enter {recorded}, or acknowledge that the order goes to another deal.",
        )
    return Answer(OK, "The deal ID is in order." if recorded else "The deal ID is well-formed; the trial records none.")


def access_address_is_the_recorded(facts: Facts, day: date) -> Answer:
    """CNV-6. Management Portal access is the recorded customer administrator's address, character for character.

    Outer white space of a paste is forgiven, nothing else is, letter case included. Example: recorded
    jane.doe@contoso.example, typed jane.d0e@contoso.example: refused, with the digit marked.
    """
    typed, recorded = facts.order.admin_email, facts.trial.customer.admin_email
    consequence = "Cisco would not convert the trial properly and may set up a second management domain."
    remedy = f"Take the recorded address: {recorded}."
    if not typed.strip():
        return Answer(BLOCK, f"Management Portal access is empty. With a wrong address {consequence}", remedy)
    difference = address.compare(typed, recorded)
    if difference is None:
        return Answer(OK, "The address is the recorded one, character for character.")
    *columns, sentence = address.lines(difference)
    return Answer(
        BLOCK,
        f"The address is not the recorded one. {sentence} {consequence}",
        remedy,
        detail=tuple(columns),
    )


def url_is_the_trials_site(facts: Facts, day: date) -> Answer:
    """CNV-7. Under A-SPK, M3 and C3 convert the trial's site only when the order names it.

    Example: trial site acme.webex.com, plan M3: HTTPS://Acme.WebEx.com/ is the same site, acme2.webex.com or
    nothing is refused. Without a trial site any well-formed URL will do, or none.
    """
    order, recorded = facts.order, facts.trial.site_url
    plan = _plan(facts)
    if plan is None:
        return Answer(OK, "Asked of A-SPK orders with a plan.")
    if not plan.has_site:
        if order.names_site:
            return Answer(INFO, f"{plan.code} comes without a WebEx site; the URL is left off the order.")
        return Answer(OK, f"{plan.code} comes without a WebEx site.")
    if recorded and order.site != recorded:
        typed = f"names {_typed_url(facts)}" if order.names_site else "names no WebEx URL"
        return Answer(
            BLOCK,
            f"The order {typed}, but the trial's site is {recorded}. The site would not be converted.",
            f"Enter {recorded} as WebEx URL.",
        )
    if order.names_site and not site_url.is_well_formed(order.site):
        return Answer(
            BLOCK, f"{_typed_url(facts)} is not a WebEx URL.", "Write it as name.webex.com, or leave it empty."
        )
    return Answer(OK, "The WebEx URL is the trial's site." if recorded else "The trial has no site to convert.")


def site_left_behind(facts: Facts, day: date) -> Answer:
    """CNV-8. Under A-SPK, every plan but M3 and C3 leaves the trial's WebEx site unconverted.

    Example: trial site acme.webex.com ordered as M2: the warning names the site.
    """
    plan, recorded = _plan(facts), facts.trial.site_url
    if plan is None or plan.has_site or not recorded:
        return Answer(OK, "No WebEx site is left behind by the plan.")
    same_with_site = "C3" if Service.CALLING in plan.covers else "M3"
    return Answer(
        WARN,
        f"{plan.code} leaves the trial's WebEx site {recorded} unconverted.",
        f"Choose {same_with_site} to convert it.",
    )


def spk_converts_fully(facts: Facts, day: date) -> Answer:
    """CNV-9. A-SPK converts the trial fully, the site included when CNV-7 holds.

    Example: an A-SPK order as C3 with the trial's own site converts messaging, calling and the site.
    """
    if facts.order.offer is None:
        return Answer(BLOCK, "No offer is chosen yet.", "Choose A-SPK, which can convert the whole trial, or A-WX.")
    if facts.order.offer is OfferName.A_WX:
        return Answer(OK, "Said of A-SPK orders.")
    if facts.trial.site_url:
        return Answer(INFO, f"A-SPK can convert the whole trial; for {facts.trial.site_url} it takes M3 or C3.")
    return Answer(INFO, "A-SPK can convert the whole trial.")


def wx_converts_spark_only(facts: Facts, day: date) -> Answer:
    """CNV-10. A-WX converts the Spark part only.

    Example: messages stay, recordings on the trial's site are gone.
    """
    if facts.order.offer is not OfferName.A_WX:
        return Answer(OK, "Said of A-WX orders.")
    return Answer(
        WARN,
        "A-WX converts the Spark part only. Kept: business messaging, basic meetings, room systems usage data. "
        "Lost for ever: all WebEx content and settings of the trial. A new site comes instead, on another "
        "identity system, run in WebEx Site Administration.",
        "Order under A-SPK to convert everything, or acknowledge the loss.",
    )


def wx_needs_another_site(facts: Facts, day: date) -> Answer:
    """CNV-11. Under A-WX the trial's own site URL cannot be ordered while the trial's site stands.

    Example: trial site acme.webex.com, expiry 2026-10-23: refused until a ticket to remove the site is recorded,
    or until 2026-11-23, when the URL is free.
    """
    order, recorded = facts.order, facts.trial.site_url
    if order.offer is not OfferName.A_WX:
        return Answer(OK, "Asked of A-WX orders.")
    if order.names_site and not site_url.is_well_formed(order.site):
        return Answer(INFO, f"{_typed_url(facts)} does not look like name.webex.com; check it before ordering.")
    if not recorded or order.site != recorded:
        return Answer(OK, "The order does not name the trial's site.")
    free_on = facts.lifecycle.lost_on
    if day >= free_on:
        return Answer(INFO, f"The site {recorded} has been free since {in_words(free_on)}.")
    ticket = order.site_ticket.strip()
    if ticket:
        return Answer(INFO, f"A ticket to remove the trial's site {recorded} is recorded: {ticket}.")
    return Answer(
        BLOCK,
        f"The trial's own site {recorded} cannot be ordered under A-WX while the trial holds it.",
        f"Two ways out: file a ticket to remove the trial's site and record it here, or wait until "
        f"{in_words(free_on)}, when the URL is free and the trial is lost. Or name another site.",
    )


def spk_recommended(facts: Facts, day: date) -> Answer:
    """CNV-12. A-SPK is recommended where A-WX is chosen, because it would convert everything.

    Example: an A-WX order shows the recommendation; it does not have to be acknowledged.
    """
    if facts.order.offer is not OfferName.A_WX:
        return Answer(OK, "Said of A-WX orders.")
    return Answer(INFO, "A-SPK would convert everything. It is the recommended offer.", "Choose A-SPK.")


def addons_under_spk(facts: Facts, day: date) -> Answer:
    """CNV-13. Add-ons are bought under A-SPK.

    Example: webex-event-center-1000 in an A-WX order is refused, by name.
    """
    if facts.order.offer is not OfferName.A_WX or not facts.order.addons:
        return Answer(OK, "No add-on is ordered under A-WX.")
    names = ", ".join(facts.order.addons)
    return Answer(BLOCK, f"Sold under A-SPK only: {names}.", "Order under A-SPK, or leave the add-ons out.")


def plan_covers_the_trial(facts: Facts, day: date) -> Answer:
    """CNV-16. Under A-SPK the plan must cover what the trial uses.

    Example: a trial with calling ordered as M3 loses calling; one with meetings ordered as C1 loses meetings.
    """
    if facts.order.offer is not OfferName.A_SPK:
        return Answer(OK, "Asked of A-SPK orders; an A-WX order names no plan.")
    plan = _plan(facts)
    if plan is None:
        return Answer(BLOCK, "No plan is chosen yet.", "Choose one of M1, M2, M3, C1, C2 and C3.")
    lost = not_covered(facts.trial, plan)
    if not lost:
        return Answer(OK, f"{plan.code} covers what the trial uses.")
    return Answer(
        WARN,
        f"{plan.code} does not cover {' and '.join(lost)}: the customer goes without after the conversion.",
        f"Choose a plan with {' and '.join(lost)}.",
    )


RULES = (
    Rule("CNV-5", "The deal ID is the trial's", CONVERT, ("convert-31",), deal_id_is_the_trials),
    Rule(
        "CNV-6",
        "The access address is the recorded one, exactly",
        CONVERT,
        ("convert-8", "convert-9", "convert-32", "convert-33", "convert-34"),
        access_address_is_the_recorded,
    ),
    Rule("CNV-7", "M3 and C3 name the trial's site", CONVERT, ("convert-13", "convert-14"), url_is_the_trials_site),
    Rule("CNV-8", "Other plans leave the site behind", CONVERT, ("convert-14",), site_left_behind),
    Rule("CNV-9", "A-SPK converts the trial fully", CONVERT, ("convert-10", "convert-12"), spk_converts_fully),
    Rule(
        "CNV-10",
        "A-WX converts the Spark part only",
        CONVERT,
        ("convert-16", "convert-17", "convert-18", "convert-19", "convert-20", "convert-21", "convert-22"),
        wx_converts_spark_only,
    ),
    Rule(
        "CNV-11",
        "A-WX cannot take the trial's own site",
        CONVERT,
        ("convert-23", "convert-24", "convert-25", "convert-26"),
        wx_needs_another_site,
    ),
    Rule("CNV-12", "A-SPK is recommended", CONVERT, ("convert-15",), spk_recommended),
    Rule("CNV-13", "Add-ons are bought under A-SPK", CONVERT, ("convert-11",), addons_under_spk),
    Rule("CNV-16", "The plan covers what the trial uses", CONVERT, ("convert-12",), plan_covers_the_trial),
)


def not_covered(trial: Trial, plan: Plan) -> tuple[Service, ...]:
    """Return the services of ``trial`` that an order under ``plan`` would not go on with."""
    return tuple(
        service for service in (Service.CALLING, Service.MEETINGS) if trial.has(service) and service not in plan.covers
    )


def _plan(facts: Facts) -> Plan | None:
    """The plan of an A-SPK order; an A-WX order names none."""
    return facts.catalogue.plan(facts.order.plan) if facts.order.offer is OfferName.A_SPK else None


def _typed_url(facts: Facts) -> str:
    return repr(facts.order.webex_url.strip()[:80])
