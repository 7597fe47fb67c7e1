"""CNV, second half: the order itself, as somebody types it."""

from __future__ import annotations

import pytest

from sparktui.domain.trial import Service, ServiceLine
from sparktui.rules import conversion_order
from sparktui.rules.examples.example import with_order, with_trial
from sparktui.rules.facts import Facts
from tests.rules.usual import IN_TIME, LAST_DAY, NO_SITE, UNDER_WX, USUAL, Case, finding, levels, told

NO_DEAL = with_trial(USUAL, deal_id=None)
OWN_SITE = with_order(UNDER_WX, webex_url="contoso.webex.com")
TICKET = with_order(OWN_SITE, site_ticket="SR 6912")
UNDECIDED = with_order(USUAL, offer=None, plan=None)
ADDON = ("webex-event-center-1000",)


def deal(typed: str, facts: Facts = USUAL) -> Facts:
    return with_order(facts, deal_id=typed)


def address(typed: str) -> Facts:
    return with_order(USUAL, admin_email=typed)


def site(url: str, plan: str = "M3", facts: Facts = USUAL) -> Facts:
    return with_order(facts, plan=plan, webex_url=url)


def wx_site(url: str, facts: Facts = UNDER_WX) -> Facts:
    return with_order(facts, webex_url=url)


def plan(code: str | None, *services: Service) -> Facts:
    lines = tuple(ServiceLine(service, 25) for service in (Service.MESSAGING, *services))
    return with_order(with_trial(USUAL, services=lines), plan=code)


CASES = [
    Case("CNV-5", "the recorded one", USUAL, IN_TIME, "ok"),
    Case("CNV-5", "blanks around the recorded one", deal(" 0042318\t"), IN_TIME, "ok"),
    Case("CNV-5", "without its leading zeros", deal("42318"), IN_TIME, "warn"),
    Case("CNV-5", "ten digits", deal("1234567890", NO_DEAL), IN_TIME, "ok"),
    Case("CNV-5", "eleven digits", deal("12345678901", NO_DEAL), IN_TIME, "block"),
    Case("CNV-5", "one digit", deal("0", NO_DEAL), IN_TIME, "ok"),
    Case("CNV-5", "nothing", deal(""), IN_TIME, "block"),
    Case("CNV-5", "blanks", deal("  ", NO_DEAL), IN_TIME, "block"),
    Case("CNV-5", "a blank inside", deal("004 2318"), IN_TIME, "block"),
    Case("CNV-5", "letters", deal("D42318"), IN_TIME, "block"),
    Case("CNV-5", "digits of another script", deal("٠٠٤٢٣١٨"), IN_TIME, "block"),
    Case("CNV-6", "the recorded one", USUAL, IN_TIME, "ok"),
    Case("CNV-6", "pasted with white space around", address("\tjane.doe@contoso.example \n"), IN_TIME, "ok"),
    Case("CNV-6", "in another letter case", address("Jane.doe@contoso.example"), IN_TIME, "block"),
    Case("CNV-6", "the domain in another letter case", address("jane.doe@Contoso.example"), IN_TIME, "block"),
    Case(
        "CNV-6",
        "with a look-alike letter",
        address("jane.d\N{CYRILLIC SMALL LETTER O}e@contoso.example"),
        IN_TIME,
        "block",
    ),
    Case("CNV-6", "with a character missing", address("jane.do@contoso.example"), IN_TIME, "block"),
    Case("CNV-6", "with a character too many", address("jane.doee@contoso.example"), IN_TIME, "block"),
    Case("CNV-6", "with a blank inside", address("jane.doe @contoso.example"), IN_TIME, "block"),
    Case("CNV-6", "somebody else's", address("kim@fabrikam.example"), IN_TIME, "block"),
    Case("CNV-6", "nothing", address(""), IN_TIME, "block"),
    Case("CNV-7", "the trial's site", site("contoso.webex.com"), IN_TIME, "ok"),
    Case("CNV-7", "the trial's site, written otherwise", site(" HTTPS://Contoso.WebEx.com./meet"), IN_TIME, "ok"),
    Case("CNV-7", "the trial's site, with C3", site("contoso.webex.com", "C3"), IN_TIME, "ok"),
    Case("CNV-7", "another site", site("contoso2.webex.com"), IN_TIME, "block"),
    Case("CNV-7", "another site, with C3", site("contoso2.webex.com", "C3"), IN_TIME, "block"),
    Case("CNV-7", "a look-alike of the trial's site", site("cont0so.webex.com"), IN_TIME, "block"),
    Case("CNV-7", "no site", site(""), IN_TIME, "block"),
    Case("CNV-7", "a malformed URL", site("contoso"), IN_TIME, "block"),
    Case("CNV-7", "the trial has none, any site", site("new.webex.com", facts=NO_SITE), IN_TIME, "ok"),
    Case("CNV-7", "the trial has none, no site", site("", facts=NO_SITE), IN_TIME, "ok"),
    Case("CNV-7", "the trial has none, a malformed URL", site("new.example", facts=NO_SITE), IN_TIME, "block"),
    Case("CNV-7", "the trial has none, a scheme alone", site("https://", facts=NO_SITE), IN_TIME, "block"),
    Case("CNV-7", "a plan without a site, no URL", site("", "M2"), IN_TIME, "ok"),
    Case("CNV-7", "a plan without a site, a URL", site("contoso.webex.com", "M2"), IN_TIME, "info"),
    Case("CNV-7", "a plan without a site, a scheme alone", site("https://", "M2"), IN_TIME, "info"),
    Case("CNV-7", "no plan yet", with_order(USUAL, plan=None, webex_url="contoso"), IN_TIME, "ok"),
    Case("CNV-7", "A-WX", with_order(UNDER_WX, webex_url="contoso"), IN_TIME, "ok"),
    Case("CNV-8", "C3", USUAL, IN_TIME, "ok"),
    *(Case("CNV-8", code, site("", code), IN_TIME, "warn") for code in ("M1", "M2", "C1", "C2")),
    Case("CNV-8", "C2, and the trial has no site", site("", "C2", NO_SITE), IN_TIME, "ok"),
    Case("CNV-8", "A-WX", UNDER_WX, IN_TIME, "ok"),
    Case("CNV-9", "A-SPK", USUAL, IN_TIME, "info"),
    Case("CNV-9", "A-WX", UNDER_WX, IN_TIME, "ok"),
    Case("CNV-9", "no offer yet", UNDECIDED, IN_TIME, "block"),
    Case("CNV-10", "A-SPK", USUAL, IN_TIME, "ok"),
    Case("CNV-10", "A-WX", UNDER_WX, IN_TIME, "warn"),
    Case("CNV-11", "the trial's site on its last held day", OWN_SITE, "2017-09-17", "block"),
    Case("CNV-11", "the trial's site when it is free", OWN_SITE, "2017-09-18", "info"),
    Case("CNV-11", "the trial's site, with a ticket", TICKET, IN_TIME, "info"),
    Case(
        "CNV-11", "the trial's site, with blanks for a ticket", with_order(OWN_SITE, site_ticket=" "), IN_TIME, "block"
    ),
    Case("CNV-11", "the trial's site, written otherwise", wx_site("HTTP://CONTOSO.webex.com/x"), IN_TIME, "block"),
    Case("CNV-11", "another site", wx_site("contoso2.webex.com"), IN_TIME, "ok"),
    Case("CNV-11", "no site", UNDER_WX, IN_TIME, "ok"),
    Case("CNV-11", "a malformed URL", wx_site("contoso"), IN_TIME, "info"),
    Case(
        "CNV-11", "the trial has none", wx_site("contoso.webex.com", with_trial(UNDER_WX, site_url=None)), IN_TIME, "ok"
    ),
    Case("CNV-11", "A-SPK", USUAL, IN_TIME, "ok"),
    Case("CNV-12", "A-SPK", USUAL, IN_TIME, "ok"),
    Case("CNV-12", "A-WX", UNDER_WX, IN_TIME, "info"),
    Case("CNV-13", "A-SPK and an add-on", with_order(USUAL, addons=ADDON), IN_TIME, "ok"),
    Case("CNV-13", "A-WX and an add-on", with_order(UNDER_WX, addons=ADDON), IN_TIME, "block"),
    Case("CNV-13", "A-WX and none", UNDER_WX, IN_TIME, "ok"),
    Case("CNV-16", "calling, C1", plan("C1", Service.CALLING), IN_TIME, "ok"),
    Case("CNV-16", "calling, M1", plan("M1", Service.CALLING), IN_TIME, "warn"),
    Case("CNV-16", "calling, M2", plan("M2", Service.CALLING), IN_TIME, "warn"),
    Case("CNV-16", "calling, M3", plan("M3", Service.CALLING), IN_TIME, "warn"),
    Case("CNV-16", "meetings, M1", plan("M1", Service.MEETINGS), IN_TIME, "warn"),
    Case("CNV-16", "meetings, C1", plan("C1", Service.MEETINGS), IN_TIME, "warn"),
    Case("CNV-16", "meetings, M2", plan("M2", Service.MEETINGS), IN_TIME, "ok"),
    Case("CNV-16", "both, C2", plan("C2", Service.MEETINGS, Service.CALLING), IN_TIME, "ok"),
    Case("CNV-16", "neither, M1", plan("M1"), IN_TIME, "ok"),
    Case("CNV-16", "no plan yet", plan(None), IN_TIME, "block"),
    Case("CNV-16", "a plan there is not", plan("M4"), IN_TIME, "block"),
    Case("CNV-16", "A-WX", UNDER_WX, IN_TIME, "ok"),
]


@told(CASES)
def test_the_rule_answers(case: Case) -> None:
    assert case.ask().level == case.level


@pytest.mark.parametrize("rule", [rule.id for rule in conversion_order.RULES])
def test_the_cases_stand_on_both_sides_of_every_rule(rule: str) -> None:
    assert len(levels(CASES)[rule]) > 1


def test_the_recorded_deal_id_is_offered() -> None:
    assert "0042318" in finding("CNV-5", deal("")).remedy
    assert "0042318" in finding("CNV-5", deal("42318")).message


def test_a_wrong_address_is_shown_beside_the_recorded_one_with_what_it_does() -> None:
    refused = finding("CNV-6", address("jane.d0e@contoso.example"))
    shown = "\n".join(refused.detail)
    assert "jane.doe@contoso.example" in shown
    assert "jane.d0e@contoso.example" in shown
    assert "^" in shown
    assert "second management domain" in refused.message
    assert "jane.doe@contoso.example" in refused.remedy


def test_the_url_that_the_order_needs_is_named() -> None:
    refused = finding("CNV-7", site("contoso2.webex.com"))
    assert "contoso2.webex.com" in refused.message
    assert "contoso.webex.com" in refused.remedy
    assert "names no WebEx URL" in finding("CNV-7", site("")).message


@pytest.mark.parametrize(("code", "with_site"), [("M1", "M3"), ("M2", "M3"), ("C1", "C3"), ("C2", "C3")])
def test_the_site_left_behind_is_named_with_the_plan_that_takes_it_along(code: str, with_site: str) -> None:
    warned = finding("CNV-8", site("", code))
    assert "contoso.webex.com" in warned.message
    assert with_site in warned.remedy


def test_a_wx_lists_what_is_kept_and_what_is_lost() -> None:
    said = finding("CNV-10", UNDER_WX).message
    for kept in ("business messaging", "basic meetings", "room systems usage data"):
        assert said.index("Kept") < said.index(kept) < said.index("Lost")
    for lost in ("content", "settings"):
        assert said.index("Lost") < said.index(lost)
    assert "WebEx Site Administration" in said


def test_the_trials_own_site_under_a_wx_has_two_ways_out_and_a_day() -> None:
    refused = finding("CNV-11", OWN_SITE)
    assert "ticket" in refused.remedy
    assert "Mon 18 Sep 2017" in refused.remedy


def test_the_addon_is_named() -> None:
    assert "webex-event-center-1000" in finding("CNV-13", with_order(UNDER_WX, addons=ADDON)).message


def test_every_service_that_a_plan_loses_is_named() -> None:
    warned = finding("CNV-16", plan("M1", Service.MEETINGS, Service.CALLING))
    assert "calling" in warned.message
    assert "meetings" in warned.message


def test_a_half_filled_order_is_told_everything_at_once() -> None:
    empty = with_order(USUAL, offer=None, plan=None, addons=(), deal_id="", admin_email="", webex_url="")
    blocked = [rule.id for rule in conversion_order.RULES if finding(rule.id, empty, LAST_DAY).level == "block"]
    assert blocked == ["CNV-5", "CNV-6", "CNV-9"]


def test_a_long_text_is_cut_in_the_message() -> None:
    long = "x" * 10_000
    for rule, facts in (("CNV-5", deal(long)), ("CNV-7", site(long)), ("CNV-11", wx_site(long))):
        assert len(finding(rule, facts).message) < 300
